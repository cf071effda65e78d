/* cycle.c - see cycle.h. Each worker waits for at most one other, so the graph is a set of chains: following each from its beginning and marking where one has been
 * finds the circle in one pass. */
#include "stage/cycle.h"

#include "stage/say.h"
#include "trace/tongue.h"

#include <stdlib.h>

/* How a worker waits now: it was told so before a choice, or it really waits. */
static bool wait_of(const struct stage *stage, const struct stage_worker *who, uint8_t *reason, uint16_t *object, uint32_t *peer)
{
	if (who->state == STATE_ENDED || who->state == STATE_DEAD)
		return false;
	if (stage->asked && who->next.kind && (who->next.way == NEXT_CANNOT || who->next.way == NEXT_JOINS)) {
		*reason = who->next.way == NEXT_JOINS ? REASON_WORKER_JOIN : who->next.reason;
		*object = who->next.object;
		*peer = (uint32_t)who->next.value;
		return true;
	}
	*reason = who->reason;
	*object = who->object;
	*peer = who->peer;
	return who->state == STATE_WAITING;
}

/* The one worker that has places of the semaphore; 0 when several have, or none. */
static uint32_t only_holder(const struct stage *stage, uint16_t object)
{
	uint32_t only = 0;
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		if (!stage_worker_holds(stage, id, object))
			continue;
		if (only)
			return 0;
		only = id;
	}
	return only;
}

bool stage_waits_for(const struct stage *stage, uint32_t worker, struct wait_edge *edge)
{
	const struct stage_worker *who = stage_worker(stage, worker);
	uint8_t reason;
	uint32_t peer;
	*edge = (struct wait_edge){ .waiter = worker };
	if (!who || !wait_of(stage, who, &reason, &edge->object, &peer))
		return false;
	const struct stage_object *object = stage_object(stage, edge->object);
	if (reason == REASON_LOCK && object)
		edge->holder = object->holder;
	else if (reason == REASON_SEMAPHORE)
		edge->holder = only_holder(stage, edge->object);
	else if (reason == REASON_WORKER_JOIN) {
		edge->holder = peer;
		edge->object = 0;
	}
	return stage_worker(stage, edge->holder) != NULL;
}

/* Write the circle that goes through this worker. */
static uint32_t write_circle(const struct stage *stage, uint32_t first, struct wait_edge edges[CYCLE_MAX])
{
	uint32_t count = 0, id = first;
	do {
		if (count == CYCLE_MAX)
			return 0;
		stage_waits_for(stage, id, &edges[count]);
		id = edges[count++].holder;
	} while (id != first);
	return count;
}

uint32_t stage_cycle(const struct stage *stage, struct wait_edge edges[CYCLE_MAX])
{
	uint32_t *seen = calloc(stage->worker_count + 1, sizeof *seen), count = 0; /* from which beginning one came by */
	struct wait_edge edge;
	for (uint32_t begin = 1; seen && begin < stage->worker_count && !count; begin++) {
		uint32_t id = begin;
		while (!seen[id] && stage_waits_for(stage, id, &edge)) {
			seen[id] = begin;
			id = edge.holder;
		}
		if (seen[id] == begin)
			count = write_circle(stage, id, edges);
	}
	free(seen);
	return count;
}

static void say_edge(struct say *say, const struct stage *stage, const struct wait_edge *edge)
{
	char waiter[12], holder[12];
	const struct stage_object *object = stage_object(stage, edge->object);
	worker_letter(edge->waiter, waiter);
	worker_letter(edge->holder, holder);
	if (object)
		say_add(say, _("%s waits for the %s %s, which %s holds"), waiter, _(object_type_name(object->type)), stage_object_name(stage, edge->object), holder);
	else
		say_add(say, _("%s waits for %s to end"), waiter, holder);
}

char *stage_cycle_words(const struct stage *stage, char *to, size_t size)
{
	struct wait_edge edges[CYCLE_MAX];
	struct say say;
	uint32_t count = stage_cycle(stage, edges);
	say_begin(&say, to, size);
	for (uint32_t i = 0; i < count && i < 8; i++) {
		say_add(&say, i == 0 ? "" : i + 1 == count ? _(", and ") : ", ");
		say_edge(&say, stage, &edges[i]);
	}
	if (count > 8)
		say_add(&say, _(", and so on, %u in all"), count);
	if (count)
		say_add(&say, _(": nobody can let go first"));
	return to;
}
