/* tale.c - the sentences of a run's latest events.
 *
 * The stage is anchored: from there it is folded on, event by event, as the picture goes forward; stepping back does not move it, since
 * what was told stays true. A jump further than LEAP_MOST events, or back to before what is kept, anchors it anew by copying the stage
 * shown. What always holds: ring sentences are of events in [anchor, position), in order. */
#include "tui/tale.h"

#include <stdlib.h>
#include <string.h>

#define LEAP_MOST 20000u /* events folded in one frame: some 2 ms */
#define PATIENCE 50000   /* events passed over in search of something to tell */

void tale_release(struct tale *tale)
{
	if (tale->begun)
		stage_release(&tale->stage);
	free(tale->sentences);
	*tale = (struct tale){ 0 };
}

static void anchor(struct tale *tale, const struct view *view, size_t position)
{
	if (!tale->begun)
		stage_init(&tale->stage, view->stage->text);
	stage_copy(&tale->stage, view->stage);
	if (!tale->sentences)
		tale->sentences = calloc(TALE_SENTENCES, sizeof *tale->sentences);
	if (!tale->sentences)
		abort();
	tale->begun = true;
	tale->anchor = tale->position = position;
	tale->told = 0;
	const struct event *last = position ? history_event(view->history, position - 1) : NULL;
	tale->last = last ? *last : (struct event){ 0 };
}

static bool tell(struct tale_sentence *sentence, const struct stage *stage, const struct event *event, size_t index)
{
	enum weight weight = narrator_weight(event);
	if (weight == WEIGHT_NONE || narrator_sentence(stage, event, sentence->text, sizeof sentence->text) == 0)
		return false;
	const struct stage_worker *worker = stage_worker(stage, event->worker);
	sentence->event = *event;
	sentence->index = index;
	sentence->weight = (uint8_t)weight;
	sentence->state = worker ? worker->state : STATE_NEW;
	return true;
}

/* First of the events whose sentences are kept. */
static size_t oldest(const struct tale *tale)
{
	return tale->told > TALE_SENTENCES ? tale->sentences[tale->told % TALE_SENTENCES].index : tale->anchor;
}

static bool same_run(const struct tale *tale, const struct history *history)
{
	const struct event *last = tale->position ? history_event(history, tale->position - 1) : &tale->last;
	return last && memcmp(last, &tale->last, sizeof *last) == 0;
}

static size_t shown(const struct view *view)
{
	size_t count = history_count(view->history), position = view->player ? view->player->position : count;
	return position < count ? position : count;
}

void tale_update(struct tale *tale, const struct view *view)
{
	size_t position = shown(view);
	if (tale->begun && tale->stage.text != view->stage->text)
		tale_release(tale);
	if (!tale->begun || !same_run(tale, view->history) || position < oldest(tale) || position > tale->position + LEAP_MOST)
		anchor(tale, view, position);
	while (tale->position < position) {
		const struct event *event = history_event(view->history, tale->position);
		stage_apply(&tale->stage, event);
		if (tell(&tale->sentences[tale->told % TALE_SENTENCES], &tale->stage, event, tale->position))
			tale->told++;
		tale->last = *event;
		tale->position++;
	}
}

struct tale_walk tale_walk(const struct tale *tale, const struct view *view)
{
	return (struct tale_walk){ .index = shown(view), .number = tale->told, .patience = PATIENCE };
}

const struct tale_sentence *tale_before(struct tale *tale, struct tale_walk *walk, const struct view *view, enum weight least)
{
	uint64_t first = tale->told > TALE_SENTENCES ? tale->told - TALE_SENTENCES : 0;
	while (walk->number > first) {
		const struct tale_sentence *sentence = &tale->sentences[--walk->number % TALE_SENTENCES];
		if (sentence->index >= walk->index)
			continue;
		walk->index = sentence->index;
		if (sentence->weight >= least)
			return sentence;
	}
	size_t kept = oldest(tale);
	if (walk->index > kept)
		walk->index = kept;
	while (walk->index > 0 && walk->patience-- > 0) {
		const struct event *event = history_event(view->history, --walk->index);
		if (event && narrator_weight(event) >= least && tell(&tale->late, view->stage, event, walk->index))
			return &tale->late;
	}
	return NULL;
}
