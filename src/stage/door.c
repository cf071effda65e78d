/* door.c - customers come in, and leave: happy, or without what they came for.
 *
 * Who serves has used up all else it held: the patty is in the burger. */
#include "stage/fold.h"
#include "stage/metrics.h"
#include "trace/tongue.h"

#include <stdio.h>

void fold_arrive(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	stage->arrived++;
	fold_put(stage, event, who);
}

/* A thing that is served without being at hand still leaves through the door, but nobody knows how long it was here. */
static uint32_t thing_at_door(struct stage *stage, const struct event *event, struct stage_worker *who, bool *known)
{
	uint32_t thing = event->worker ? thing_from_hand(stage, who, event->item) : 0;
	*known = thing != 0;
	return thing ? thing : thing_bear(stage, event->item, word_nil());
}

/* arrived = served + lost + in flight at every event: what leaves without having come in came in then. */
static void balance(struct stage *stage)
{
	if (stage->arrived < stage->served + stage->lost)
		stage->arrived = stage->served + stage->lost;
}

void fold_serve(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	bool known;
	uint32_t thing = thing_at_door(stage, event, who, &known);
	if (known) {
		uint64_t stay_ns = stage->kitchen_ns - stage->things[thing].born_kitchen_ns;
		stage->stay_sum_ns += stay_ns;
		stays_add(stage->stays, stay_ns);
	}
	thing_leave(stage, thing, PLACE_SERVED, event->worker);
	thing_used_up(stage, who, 0);
	stage->last_served[stage->served % STAGE_SERVED_SHOWN] = event->item;
	stage->served++;
	who->served++;
	balance(stage);
}

void fold_lost(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	bool known;
	thing_leave(stage, thing_at_door(stage, event, who, &known), PLACE_GONE, event->worker);
	thing_used_up(stage, who, 0);
	stage_left_behind(who, event->item, 0);
	stage->lost++;
	balance(stage);
}

char *stage_left_at_door(const struct stage *stage, char *to, size_t size)
{
	uint64_t left = 0;
	for (uint32_t id = 1; id < stage->object_count; id++)
		if (stage->objects[id].type == OBJECT_ARRIVALS)
			left += stage->objects[id].length;
	*to = 0;
	if (left && !stage->alive)
		snprintf(to, size, ngettext("1 is still at the door, and nobody is left to take it", "%llu are still at the door, and nobody is left to take them", left),
			 (unsigned long long)left);
	return to;
}
