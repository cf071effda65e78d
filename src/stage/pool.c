/* pool.c - calls are given to pools, begun, done, and asked for; pipes carry what is sent: a thing from hand to hand, as through a queue.
 *
 * The last STAGE_CALLS calls are kept; of older ones only how many there were. One that is done makes room first. */
#include "stage/fold.h"

const struct stage_call *stage_call(const struct stage *stage, uint32_t pool, uint32_t number)
{
	for (int i = 0; number && i < STAGE_CALLS; i++)
		if (stage->calls[i].number == number && stage->calls[i].pool == pool)
			return &stage->calls[i];
	return NULL;
}

static struct stage_call *call_of(struct stage *stage, const struct event *event)
{
	return (struct stage_call *)stage_call(stage, event->object, event->item);
}

/* A place for one more: unused, else of the oldest that is done, else of the oldest. */
static struct stage_call *call_place(struct stage *stage)
{
	struct stage_call *oldest = &stage->calls[0], *done = NULL;
	for (int i = 0; i < STAGE_CALLS; i++) {
		struct stage_call *call = &stage->calls[i];
		if (!call->number)
			return call;
		if (call->order < oldest->order)
			oldest = call;
		if (call->state >= CALL_DONE && (!done || call->order < done->order))
			done = call;
	}
	return done ? done : oldest;
}

void fold_submit(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *pool = &stage->objects[event->object];
	*call_place(stage) = (struct stage_call){
		.number = event->item, .given_ns = stage->time_ns, .order = ++stage->calls_made, .giver = event->worker, .bytes = event->value, .pool = event->object, .state = CALL_WAITS,
	};
	pool->writes++;
	pool->unfinished++;
	pool->length++;
	if (pool->peak < pool->length)
		pool->peak = pool->length;
	stage_touch(stage, event, who, 0, 1);
}

void fold_call(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *pool = &stage->objects[event->object];
	struct stage_call *call = call_of(stage, event);
	pool->length -= pool->length > 0;
	who->call = event->item;
	if (call) {
		call->by = event->worker;
		call->state = CALL_RUNS;
	}
	stage_touch(stage, event, who, 1, 0);
}

void fold_return(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *pool = &stage->objects[event->object];
	struct stage_call *call = call_of(stage, event);
	pool->unfinished -= pool->unfinished > 0;
	pool->reads++;
	who->call = 0;
	if (call) {
		call->state = event->kind == KIND_RAISED ? CALL_RAISED : CALL_DONE;
		call->error = event->kind == KIND_RAISED ? (uint32_t)event->value : 0;
		call->ended = ++stage->calls_ended;
		call->result_bytes = event->kind == KIND_RAISED ? 0 : event->value;
	}
	stage_touch(stage, event, who, 0, 0);
}

void fold_result(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_call *call = call_of(stage, event);
	if (call && !call->taker)
		call->taker = event->worker;
	stage_touch(stage, event, who, 1, 0);
}

/* What goes through a pipe as a thing: a number or a text is known by itself, a parcel by its size; another word by its value alone. */
static uint32_t cargo_key(const struct event *event)
{
	if (event->item)
		return thing_parcel(event->item);
	switch (word_type(event->value)) {
	case WORD_INTEGER: return thing_number(word_as_integer(event->value));
	case WORD_TEXT: return thing_text(word_as_text(event->value));
	default: return 0;
	}
}

void fold_send(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *end = &stage->objects[event->object];
	uint32_t key = cargo_key(event), thing = key && event->worker ? thing_from_hand(stage, who, key) : 0;
	thing = thing ? thing : thing_bear(stage, key, event->value);
	stage->things[thing].value = event->value;
	thing_to_queue(stage, thing, event->object);
	end->writes++;
	end->value += event->item;
	stage_touch(stage, event, who, 0, 1);
}

void fold_recv(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *end = &stage->objects[event->object];
	if (end->length == 0 || end->value < event->item)
		stage_strange(stage);
	uint32_t thing = thing_from_queue(stage, event->object);
	thing = thing ? thing : thing_bear(stage, cargo_key(event), event->value);
	thing_used_up(stage, who, event->object); /* what came there before has been looked at */
	thing_to_hand(stage, thing, event->worker, event->object);
	end->value -= end->value < event->item ? end->value : event->item;
	end->reads++;
	stage_touch(stage, event, who, 1, 0);
}

void fold_pack(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->parcel_ns += event->value;
	if (event->kind == KIND_UNPACK)
		return;
	stage->parcels++;
	stage->parcel_bytes += event->item;
}
