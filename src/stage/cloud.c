/* cloud.c - requests are given to a cloud, handled in instances, refused, timed out, tried again; instances come and go.
 *
 * A request is a call of a pool that the cloud is: given, waiting, begun by somebody, over (pool.c keeps the last of them). What differs is that it may be
 * over without anybody having begun it, and that one which is over may be given once more. */
#include "stage/fold.h"

static struct stage_call *request_of(struct stage *stage, const struct event *event)
{
	return (struct stage_call *)stage_call(stage, event->object, event->item);
}

void fold_invoke(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	fold_submit(stage, event, who);
	struct stage_call *request = request_of(stage, event);
	if (request) {
		request->bytes = 0;
		request->thing = (uint32_t)event->value;
		request->posted = event->value >> 32 & 1;
	}
	stage->cloud.given++;
}

/* It is over, one way or the other. */
static void over(struct stage *stage, const struct event *event, enum call_state state)
{
	struct stage_object *cloud = &stage->objects[event->object];
	struct stage_call *request = request_of(stage, event);
	cloud->unfinished -= cloud->unfinished > 0;
	cloud->reads++;
	stage_object_touched(stage, event);
	if (!request || request->state >= CALL_DONE)
		return;
	request->state = (uint8_t)state;
	request->ended = ++stage->calls_ended;
}

static void out_of_line(struct stage_object *cloud)
{
	cloud->length -= cloud->length > 0;
}

/* Refused, or, where nobody waits for the answer, it stays in line. */
void fold_throttled(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->cloud.throttled++;
	stage_object_touched(stage, event);
	if (event->value)
		return;
	out_of_line(&stage->objects[event->object]);
	over(stage, event, CALL_RAISED);
}

void fold_cold(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_cloud *cloud = &stage->cloud;
	struct stage_call *request = request_of(stage, event);
	if (request)
		request->starting = event->worker;
	who->cold = true;
	who->pool = event->object;
	cloud->cold++;
	if (++cloud->instances > cloud->peak)
		cloud->peak = cloud->instances;
	stage_object_touched(stage, event);
}

void fold_handle(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	fold_call(stage, event, who);
	const struct stage_call *request = request_of(stage, event);
	if (request && request->thing)
		thing_to_hand(stage, thing_bear(stage, request->thing, word_nil()), event->worker, event->object);
	stage->cloud.warm += who->handled > 0;
	stage->cloud.first += who->handled == 0;
	*(who->handled ? &stage->cloud.later_ns : &stage->cloud.first_ns) += event->value;
	who->cold = false;
}

void fold_handled(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	bool failed = event->value >> 62 != 0;
	who->call = 0;
	who->handled++;
	stage->cloud.handled += !failed;
	stage->cloud.raised += failed;
	thing_used_up(stage, who, 0);
	over(stage, event, failed ? CALL_RAISED : CALL_DONE);
}

void fold_timed_out(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	who->call = 0;
	who->overdue = true;
	stage->cloud.timed_out++;
	thing_used_up(stage, who, 0);
	over(stage, event, CALL_RAISED);
}

void fold_reclaim(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->cloud.reclaimed += !event->item;
	stage_object_touched(stage, event);
}

void fold_reinvoke(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *cloud = &stage->objects[event->object];
	struct stage_call *request = request_of(stage, event);
	(void)who;
	stage_object_touched(stage, event);
	if (!event->value) {
		stage->cloud.lost++;
		return;
	}
	stage->cloud.again++;
	cloud->unfinished++;
	cloud->length++;
	if (request) {
		request->state = CALL_WAITS;
		request->by = 0;
		request->starting = 0;
	}
}

#define PLACES 256

void stage_instance_place(struct stage *stage, struct stage_worker *made, uint16_t cloud)
{
	bool taken[PLACES] = { false };
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		const struct stage_worker *other = &stage->workers[id];
		if (other != made && other->role == ROLE_OF_INSTANCE && other->pool == cloud && !other->ended && other->place < PLACES)
			taken[other->place] = true;
	}
	made->pool = cloud;
	while (made->place < PLACES && taken[made->place])
		made->place++;
}
