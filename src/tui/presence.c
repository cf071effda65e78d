/* presence.c - where in the recipe the workers are, and which part of it is worth showing.
 *
 * While the picture stands, or a worker is picked out, the window follows one line and moves only when that line leaves its middle part.
 * While it runs, control jumps between lines many times a second, and following it would only flicker. So every line has a heat: it
 * grows while workers are there, those who run most, and fades with a half-life of two seconds. The window stays until another
 * place is clearly hotter. */
#include "tui/presence.h"

#include "stage/next.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HALF_LIFE_S 2.0
#define GOOD_ENOUGH 0.6f /* of the hottest window's heat */

void presence_release(struct presence *presence)
{
	free(presence->lines);
	*presence = (struct presence){ 0 };
}

void presence_resize(struct presence *presence, size_t count)
{
	if (presence->count == count)
		return;
	presence_release(presence);
	presence->lines = calloc(count ? count : 1, sizeof *presence->lines);
	if (!presence->lines)
		abort();
	presence->count = count;
}

static bool runs(const struct stage_worker *worker)
{
	return stage_worker_stands(worker) == STATE_RUNNING || worker->state == STATE_STALLING;
}

static float weight_of(enum state state)
{
	switch (state) {
	case STATE_RUNNING:
	case STATE_STALLING: return 4;
	case STATE_READY:
	case STATE_BLOCKED: return 2;
	default: return 1;
	}
}

static void line_add(struct presence_line *line, uint32_t id, enum state state, bool bar)
{
	if (line->count < PRESENCE_IDS)
		line->ids[line->count] = id;
	else if (bar)
		line->ids[0] = id;
	line->count++;
	if (bar)
		line->state = (uint8_t)state;
}

/* The worker the eye should be on: picked out, in control, else the one who was last. */
static uint32_t eye_on(const struct view *view)
{
	const struct stage *stage = view->stage;
	if (stage_worker(stage, view->chosen) && view->chosen)
		return view->chosen;
	if (view->control && stage_worker(stage, stage->stepper) && stage->stepper)
		return stage->stepper;
	for (uint32_t id = 1; view->control && stage->asked && id < stage->worker_count; id++)
		if (stage_next_possible(stage, id) && stage->workers[id].role != ROLE_OF_DEVICE)
			return id; /* nobody has taken a step: where the first of them will go on */
	if (stage->holder)
		return stage->holder;
	for (uint32_t id = 1; id < stage->worker_count; id++)
		if (runs(&stage->workers[id]) && stage->workers[id].role != ROLE_OF_DEVICE)
			return id;
	return stage->last_holder;
}

void presence_update(struct presence *presence, const struct view *view)
{
	const struct stage *stage = view->stage;
	bool first = presence->frame_ns == 0;
	double passed_s = first ? 0 : (double)(view->frame_ns - presence->frame_ns) / 1e9;
	float fade = (float)exp2(-passed_s / HALF_LIFE_S), gain = first ? 1 : 1 - fade;
	presence->frame_ns = view->frame_ns ? view->frame_ns : 1;
	for (size_t i = 0; i < presence->count; i++)
		presence->lines[i] = (struct presence_line){ .heat = presence->lines[i].heat * fade, .state = STATE_NEW };
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		const struct stage_worker *worker = &stage->workers[id];
		uint32_t line = stage_next_line(stage, id);
		enum state state = stage->asked ? pane_worker_state(view, id) : stage_worker_stands(worker);
		if (line == 0 || line > presence->count || worker->role == ROLE_OF_DEVICE || state == STATE_ENDED || (stage->asked && !worker->next.kind))
			continue;
		line_add(&presence->lines[line - 1], id, state, stage->asked ? id == stage->stepper : runs(worker));
		presence->lines[line - 1].heat += weight_of(state) * gain;
	}
	presence->worker = eye_on(view);
	uint32_t line = presence->worker ? stage_next_line(stage, presence->worker) : 0;
	presence->line = line <= presence->count ? line : 0;
}

/* The window of most heat; of equally hot ones the middle one, so that what happens is not at its edge. */
static int hottest(const struct presence *presence, int rows, float *most)
{
	float heat = 0;
	int from = 0, to = 0, last = (int)presence->count - rows;
	for (int i = 0; i < rows; i++)
		heat += presence->lines[i].heat;
	*most = heat;
	for (int top = 1; top <= last; top++) {
		heat += presence->lines[top + rows - 1].heat - presence->lines[top - 1].heat;
		if (heat > *most * 1.001f + 1e-6f) {
			*most = heat;
			from = to = top;
		} else if (to == top - 1 && heat > *most * 0.999f) {
			to = top;
		}
	}
	return (from + to) / 2;
}

int presence_top(const struct presence *presence, const struct view *view, int top, int rows)
{
	int last = (int)presence->count - rows;
	if (rows <= 0 || last <= 0)
		return 0;
	top = top < 0 ? 0 : top > last ? last : top;
	if (view->chosen || view->control || !view->player || view->player->standing) {
		int line = (int)presence->line - 1, margin = rows / 5;
		if (line >= 0 && (line < top + margin || line > top + rows - 1 - margin))
			top = line - rows / 2;
	} else {
		float most, here = 0;
		int best = hottest(presence, rows, &most);
		for (int i = 0; i < rows; i++)
			here += presence->lines[top + i].heat;
		if (here < most * GOOD_ENOUGH)
			top = best;
	}
	return top < 0 ? 0 : top > last ? last : top;
}
