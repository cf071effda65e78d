/* aloud_tell.c - a run, told: as a story while it goes on, or step by step under control. See aloud_inner.h.
 *
 * A person can bear so many sentences and no more: after STORY_MOST of a run only turning points are told, and what is left out is counted. A sentence that comes again and again is told
 * once. The time is said when it is another than before, and not at all where a run is over in milliseconds. */
#include "cli/aloud_inner.h"

#include "stage/narrator.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <string.h>

#define STORY_MOST 40 /* sentences of a run */
#define TURNS_MOST 20 /* … and turning points after them */
#define ALIKE_MOST 6  /* who come in, and events of one kind in a row: a crowd that does the same is told by a few */
#define STEPS_MOST 60 /* steps in a row that nobody chose one by one */

static void say_time(const struct aloud *aloud, struct aloud_run *run, const char *sentence, double kitchen_s)
{
	char time[sizeof run->time];

	snprintf(time, sizeof time, "%.1f s", kitchen_s);
	if (run->steps || run->stage.pace_millionths == 0 || strcmp(time, run->time) == 0)
		aloud_say(aloud, "%s", sentence);
	else if (*run->time || strcmp(time, "0.0 s"))
		aloud_say(aloud, "%s: %s", time, sentence);
	else
		aloud_say(aloud, "%s", sentence);
	strcpy(run->time, time);
}

static void say_repeats(const struct aloud *aloud, struct aloud_run *run)
{
	if (run->repeats == 1)
		aloud_say(aloud, "%s", _("And the same once more."));
	else if (run->repeats)
		aloud_say(aloud, _("And the same %u more times."), run->repeats);
	run->repeats = 0;
}

/* ---- a story ---- */

static void say_sentence(const struct aloud *aloud, struct aloud_run *run, const char *sentence, bool turn, bool all)
{
	if (strcmp(sentence, run->last) == 0) {
		run->repeats++;
		return;
	}
	if (!all && run->said >= STORY_MOST && (!turn || run->said >= STORY_MOST + TURNS_MOST)) {
		run->left_out++;
		return;
	}
	say_repeats(aloud, run);
	strcpy(run->last, sentence);
	run->said++;
	say_time(aloud, run, sentence, stage_kitchen_s(&run->stage, run->stage.time_ns));
}

/* That the kitchen opens has been said, and who comes in need not be said to start; of many who come in the first are told. */
static bool is_known(struct aloud_run *run, const struct event *event, bool all)
{
	switch (event->kind) {
	case KIND_BEGIN: case KIND_PACE: case KIND_WORKER_START: return true;
	case KIND_WORKER_NEW:
		if ((uint32_t)event->value == 1)
			return true;
		if (all || ++run->came <= ALIKE_MOST)
			return false;
		*(run->kind == KIND_WORKER_NEW ? &run->alike : &run->left_out) += 1;
		return true;
	default: return false;
	}
}

static void say_alike(const struct aloud *aloud, struct aloud_run *run)
{
	if (run->alike)
		aloud_say(aloud, _("And %zu more such."), run->alike);
	run->alike = run->in_row = 0;
}

/* Whether it is one more of a crowd. */
static bool is_alike(const struct aloud *aloud, struct aloud_run *run, const struct event *event, bool all)
{
	if (event->kind != run->kind)
		say_alike(aloud, run);
	run->kind = event->kind;
	if (all || (run->said >= STORY_MOST && narrator_weight(event) < WEIGHT_TURN) || ++run->in_row <= ALIKE_MOST)
		return false;
	run->alike++;
	return true;
}

static void tell_event(const struct aloud *aloud, struct aloud_run *run, const struct event *event, bool all)
{
	enum weight weight = narrator_weight_at(&run->stage, event);
	char sentence[sizeof run->last];

	if (weight < WEIGHT_STORY || is_known(run, event, all) || !narrator_sentence(&run->stage, event, sentence, sizeof sentence) || is_alike(aloud, run, event, all))
		return;
	say_sentence(aloud, run, sentence, weight >= WEIGHT_TURN, all || event->kind == KIND_OUTCOME || event->kind == KIND_BROKEN);
}

/* ---- step by step ---- */

static void say_step(const struct aloud *aloud, struct aloud_run *run, bool all)
{
	char letter[12];

	if (!run->step.number)
		return;
	if (run->silent)
		;
	else if (!all && run->said >= STEPS_MOST)
		run->left_out++;
	else if (*run->step.text)
		aloud_say(aloud, _("Step %zu: %s"), run->step.number, run->step.text);
	else
		aloud_say(aloud, _("Step %zu: %s."), run->step.number, worker_letter(run->step.worker, letter));
	run->said += !run->silent;
	run->step.number = 0;
}

/* Before the first step: that all come in, and main with them, who then waits or is done. */
static bool is_setting_up(const struct aloud_run *run, const struct event *event)
{
	static const uint8_t known[] = { KIND_BEGIN, KIND_PACE, KIND_WORKER_NEW, KIND_WORKER_START, KIND_WORKER_END, KIND_WAIT };

	return !run->taken && memchr(known, event->kind, sizeof known);
}

/* The step's own action first, whatever its weight; then what it led to, if it belongs to a story. */
static void tell_in_step(const struct aloud *aloud, struct aloud_run *run, const struct event *event, bool all)
{
	enum weight weight = narrator_weight_at(&run->stage, event);
	size_t length = strlen(run->step.text);
	char sentence[sizeof run->last];

	if (event->kind == KIND_STEP) {
		say_step(aloud, run, all);
		run->taken++;
		run->step.number = run->taken;
		run->step.worker = event->worker;
		*run->step.text = '\0';
	} else if (is_setting_up(run, event)) {
		return;
	} else if (weight >= (run->step.number && !length ? WEIGHT_DETAIL : WEIGHT_STORY) && narrator_sentence(&run->stage, event, sentence, sizeof sentence)) {
		if (run->step.number && event->kind != KIND_OUTCOME && length + strlen(sentence) + 2 < sizeof run->step.text)
			sprintf(run->step.text + length, "%s%s", length ? " " : "", sentence);
		else if (!run->silent)
			say_step(aloud, run, all), say_sentence(aloud, run, sentence, true, all);
	}
}

static void tell(const struct aloud *aloud, struct aloud_run *run, bool all)
{
	for (size_t count = history_count(run->history); run->told < count; run->told++) {
		const struct event *event = history_event(run->history, run->told);
		stage_apply(&run->stage, event);
		run->asks += event->kind == KIND_ASK && !event->item;
		if (run->steps)
			tell_in_step(aloud, run, event, all);
		else
			tell_event(aloud, run, event, all);
	}
}

void aloud_tell_new(struct aloud *aloud, bool all)
{
	tell(aloud, &aloud->run, all);
	fflush(stdout);
}

static void tell_rest(const struct aloud *aloud, struct aloud_run *run, bool all)
{
	say_step(aloud, run, all);
	say_repeats(aloud, run);
	say_alike(aloud, run);
	if (run->left_out && run->steps)
		aloud_say(aloud, _("%zu steps more were taken and not told; story tells them all."), run->left_out);
	else if (run->left_out)
		aloud_say(aloud, _("%zu sentences were left out; story tells them all."), run->left_out);
	run->left_out = run->said = 0;
	*run->last = '\0';
}

void aloud_tell_rest(struct aloud *aloud)
{
	tell_rest(aloud, &aloud->run, false);
	fflush(stdout);
}

void aloud_story(struct aloud *aloud)
{
	struct aloud_run again = { .history = aloud->run.history, .steps = aloud->run.steps };

	if (!again.history) {
		aloud_say(aloud, "%s", _("Nothing has run yet in this step."));
		return;
	}
	stage_init(&again.stage, (struct stage_text *)history_texts(again.history));
	tell(aloud, &again, true);
	tell_rest(aloud, &again, true);
	stage_release(&again.stage);
}

/* ---- memory ---- */

/* "3, 4, 5" of a list or array, as far as elements are kept. */
static void elements_of(const struct stage *stage, const struct stage_object *object, char *to, size_t size)
{
	uint32_t count = object->elements ? object->length : 0;
	char value[80];

	*to = '\0';
	for (uint32_t i = 0; i < count && i < STAGE_LIST_SHOWN; i++) {
		size_t length = strlen(to);
		snprintf(to + length, size - length, "%s%s", i ? ", " : "", stage_word_text(stage, stage->elements[object->elements + i], value, sizeof value));
	}
}

static bool say_object(const struct aloud *aloud, const struct stage *stage, uint32_t id)
{
	const struct stage_object *object = &stage->objects[id];
	const char *name = stage_object_name(stage, id);
	char value[600], letter[12];

	if ((object->type == OBJECT_CELL && !object->code) || object->type == OBJECT_SHARED)
		aloud_say(aloud, _("%s is %s."), name, stage_word_text(stage, object->value, value, sizeof value));
	else if (object->type == OBJECT_LIST || object->type == OBJECT_ARRAY) {
		elements_of(stage, object, value, sizeof value);
		aloud_say(aloud, *value ? _("%s has %u elements: %s.") : _("%s has %u elements."), name, object->length, value);
	} else if (object->type == OBJECT_LOCK)
		aloud_say(aloud, object->holder ? _("The lock %s is held by %s.") : _("The lock %s is free."), name, worker_letter(object->holder, letter));
	else if (object->type == OBJECT_QUEUE || object->type == OBJECT_ARRIVALS)
		aloud_say(aloud, _("The queue %s has %u in it."), name, object->length);
	else if (object->type == OBJECT_SEMAPHORE)
		aloud_say(aloud, _("The semaphore %s has %u places free."), name, object->length);
	else
		return false;
	return true;
}

void aloud_memory(const struct aloud *aloud)
{
	const struct stage *stage = &aloud->run.stage;
	char value[80], letter[12];
	bool any = false;

	if (!aloud->run.history) {
		aloud_say(aloud, "%s", _("Nothing has run yet in this step."));
		return;
	}
	for (uint32_t id = 1; id < stage->object_count; id++)
		any |= say_object(aloud, stage, id);
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		const struct stage_worker *worker = &stage->workers[id];
		if (worker->read_cell && worker->state != STATE_ENDED && worker->state != STATE_DEAD)
			aloud_say(aloud, _("%s has read %s as %s and not written it back."), worker_letter(id, letter), stage_object_name(stage, worker->read_cell),
				stage_word_text(stage, worker->read_word, value, sizeof value));
	}
	if (!any)
		aloud_say(aloud, "%s", _("There is nothing in memory yet."));
}
