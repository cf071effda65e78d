/* lanes.c - spans are only added, at the end of a lane, and only when something is different from the span before.
 *
 * An event changes the state of few: of who acts, of whom it names, of who had control. These are looked at after every event; all
 * workers only after the few kinds that touch all. */
#include "stage/lanes.h"

#include <stdlib.h>
#include <string.h>

#define LATE_NS 10000000 /* real: as stage_worker_seen has it */

void lanes_release(struct lanes *lanes)
{
	for (uint32_t i = 0; i < lanes->count; i++)
		free(lanes->lanes[i].spans);
	free(lanes->lanes);
	*lanes = (struct lanes){0};
}

static void *grown(void *table, uint32_t *size, uint32_t first, size_t each)
{
	*size = *size ? *size * 2 : first;
	void *more = realloc(table, *size * each);
	if (!more)
		abort();
	return more;
}

static void lane_add(struct lane *lane, struct span span)
{
	if (lane->count > 0 && lane->spans[lane->count - 1].start_ns == span.start_ns)
		lane->count--; /* what lasted no time is not seen */
	struct span *last = lane->count > 0 ? &lane->spans[lane->count - 1] : NULL;
	if (last && last->state == span.state && last->holder == span.holder)
		return;
	if (lane->count == lane->size)
		lane->spans = grown(lane->spans, &lane->size, 4, sizeof *lane->spans);
	lane->spans[lane->count++] = span;
}

static void lanes_reach(struct lanes *lanes, uint32_t count)
{
	while (lanes->size < count)
		lanes->lanes = grown(lanes->lanes, &lanes->size, 16, sizeof *lanes->lanes);
	while (lanes->count < count)
		lanes->lanes[lanes->count++] = (struct lane){0};
}

static void worker_note(struct lanes *lanes, const struct stage *stage, uint64_t id)
{
	if (id == 0 || id >= stage->worker_count || !stage->workers[id].name)
		return;
	struct lane *lane = &lanes->lanes[id];
	uint8_t state = (uint8_t)stage_worker_stands(&stage->workers[id]);
	if (lane->count == 0 || lane->spans[lane->count - 1].state != state)
		lane_add(lane, (struct span){.start_ns = stage->time_ns, .state = state});
}

/* A loop came late to a sleeper: from when its sleep was over it was ready. It is known only now, when its lane already says that it runs. */
static void late_note(struct lanes *lanes, const struct stage *stage, const struct event *event)
{
	struct lane *lane = &lanes->lanes[event->worker];
	uint32_t last = lane->count - 1;
	if (!stage->loop || event->value < LATE_NS || lane->count < 2 || lane->spans[last - 1].state != STATE_SLEEPING ||
	    lane->spans[last].state != STATE_RUNNING || lane->spans[last].start_ns <= lane->spans[last - 1].start_ns + event->value)
		return;
	struct span runs = lane->spans[last];
	lane->spans[last] = (struct span){.start_ns = event->time_ns - event->value, .state = STATE_READY};
	lane_add(lane, runs);
}

static void holder_note(struct lanes *lanes, const struct stage *stage)
{
	struct lane *lane = &lanes->lanes[0];
	uint32_t was = lane->count > 0 ? lane->spans[lane->count - 1].holder : 0;
	if (was != stage->holder)
		lane_add(lane, (struct span){.start_ns = stage->time_ns, .holder = stage->holder});
}

/* Under control: who took the step before stands ready now. Those who were there before the first step have only waited for it. */
static void step_note(struct lanes *lanes, const struct stage *stage, uint32_t chosen)
{
	for (uint32_t i = 1; !lanes->stepper && i < stage->worker_count; i++) {
		struct lane *lane = &lanes->lanes[i];
		if (stage->workers[i].state == STATE_READY && lane->count && lane->spans[lane->count - 1].state == STATE_RUNNING)
			lane->spans[lane->count - 1].state = STATE_READY;
	}
	worker_note(lanes, stage, lanes->stepper);
	lanes->stepper = chosen;
}

void lanes_note(struct lanes *lanes, const struct stage *stage, const struct event *event, uint32_t holder)
{
	if (lanes->count < stage->worker_count)
		lanes_reach(lanes, stage->worker_count);
	holder_note(lanes, stage);
	if (event->kind == KIND_STEP)
		step_note(lanes, stage, event->worker);
	worker_note(lanes, stage, event->worker);
	worker_note(lanes, stage, holder);
	if (event->kind == KIND_AWAKE && event->worker && event->worker < lanes->count)
		late_note(lanes, stage, event);
	if (event->kind == KIND_WAKE)
		worker_note(lanes, stage, event->value);
	if (event->kind == KIND_WORKER_NEW)
		worker_note(lanes, stage, (uint32_t)event->value);
	if (event->kind == KIND_GIL_MODE || event->kind == KIND_OUTCOME)
		for (uint32_t i = 1; i < stage->worker_count; i++)
			worker_note(lanes, stage, i);
}
