/* tale.c - the sentences of a run's latest events.
 *
 * The stage is anchored some way before the moment shown; from there it is folded on, event by event, as the picture goes forward.
 * Stepping back does not move it, since what was told stays true. A jump further than LEAP_MOST events, or back to before what is kept,
 * anchors it anew. What always holds: the sentences kept are of events in [anchor, position), in order. */
#include "tui/tale.h"

#include <stdlib.h>
#include <string.h>

#define LEAP_MOST 4000u    /* events told in one frame while the picture goes on: some 2 ms */
#define DEPTH_FIRST 2000u
#define DEPTH_MOST 128000u

void tale_release(struct tale *tale)
{
	if (tale->begun)
		stage_release(&tale->stage);
	free(tale->sentences);
	*tale = (struct tale){ 0 };
}

static size_t shown(const struct view *view)
{
	size_t count = history_count(view->history), position = view->player ? view->player->position : count;
	return position < count ? position : count;
}

static void tell(struct tale *tale, const struct event *event, size_t index)
{
	struct tale_sentence *sentence = &tale->sentences[tale->told % TALE_SENTENCES];
	enum weight weight = narrator_weight_at(&tale->stage, event);
	if (weight == WEIGHT_NONE || narrator_sentence(&tale->stage, event, sentence->text, sizeof sentence->text) == 0)
		return;
	const struct stage_worker *worker = stage_worker(&tale->stage, event->worker);
	sentence->event = *event;
	sentence->index = index;
	sentence->weight = (uint8_t)weight;
	sentence->state = worker ? worker->state : STATE_NEW;
	tale->told++;
}

static void tell_until(struct tale *tale, const struct view *view, size_t position)
{
	while (tale->position < position) {
		const struct event *event = history_event(view->history, tale->position);
		stage_apply(&tale->stage, event);
		tell(tale, event, tale->position);
		tale->last = *event;
		tale->position++;
	}
}

/* Begin anew, `depth` events before the moment shown. */
static void anchor(struct tale *tale, const struct view *view, size_t depth)
{
	size_t position = shown(view);
	if (!tale->begun)
		stage_init(&tale->stage, view->stage->text);
	if (!tale->sentences)
		tale->sentences = calloc(TALE_SENTENCES, sizeof *tale->sentences);
	if (!tale->sentences)
		abort();
	tale->begun = true;
	tale->depth = depth;
	tale->anchor = tale->position = position > depth ? position - depth : 0;
	tale->told = 0;
	tale->last = (struct event){ 0 };
	history_copy(view->history, tale->anchor, &tale->stage);
	tell_until(tale, view, position);
}

/* First of the events whose sentences are kept. */
static size_t oldest(const struct tale *tale)
{
	return tale->told > TALE_SENTENCES ? tale->sentences[tale->told % TALE_SENTENCES].index : tale->anchor;
}

static bool same_run(const struct tale *tale, const struct history *history)
{
	if (tale->position == tale->anchor)
		return tale->position == 0;
	const struct event *last = history_event(history, tale->position - 1);
	return last && memcmp(last, &tale->last, sizeof *last) == 0;
}

void tale_update(struct tale *tale, const struct view *view)
{
	size_t position = shown(view);
	if (tale->begun && tale->stage.text != view->stage->text)
		tale_release(tale);
	bool kept = position > oldest(tale) || (tale->anchor == 0 && tale->told <= TALE_SENTENCES);
	if (tale->begun && same_run(tale, view->history) && kept && position <= tale->position + LEAP_MOST)
		tell_until(tale, view, position);
	else
		anchor(tale, view, DEPTH_FIRST);
}

bool tale_deepen(struct tale *tale, const struct view *view)
{
	if (tale->anchor == 0 || tale->depth >= DEPTH_MOST || tale->told > TALE_SENTENCES)
		return false;
	anchor(tale, view, tale->depth * 4);
	return true;
}

struct tale_walk tale_walk(const struct tale *tale, const struct view *view)
{
	return (struct tale_walk){ .position = shown(view), .number = tale->told };
}

const struct tale_sentence *tale_before(const struct tale *tale, struct tale_walk *walk, enum weight least)
{
	uint64_t first = tale->told > TALE_SENTENCES ? tale->told - TALE_SENTENCES : 0;
	while (walk->number > first) {
		const struct tale_sentence *sentence = &tale->sentences[--walk->number % TALE_SENTENCES];
		if (sentence->index < walk->position && sentence->weight >= least)
			return sentence;
	}
	return NULL;
}
