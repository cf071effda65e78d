/* fetch.c - a worker asks a service for a page, and has its answer.
 *
 * The answer comes by itself: nobody in the kitchen wakes who waits for it. On the loop it is told when the loop has it, which may be before the worker
 * has the loop again. */
#include "stage/fold.h"

void fold_fetch(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *session = &stage->objects[event->object];
	stage->fetches++;
	stage->fetches_open += who->page == 0;
	who->page = event->item;
	who->page_ns = stage->time_ns;
	stage_object_touched(stage, event);
	if (event->object)
		session->writes++;
}

/* The worker waits for its answer no more: it has come, or the worker is over. */
void stage_fetch_over(struct stage *stage, struct stage_worker *who)
{
	stage->fetches_open -= who->page != 0 && stage->fetches_open > 0;
	who->page = 0;
}

void fold_fetched(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *session = &stage->objects[event->object];
	uint32_t status = fetched_status(event->value);
	if (!who->page) {
		stage_strange(stage);
		return;
	}
	who->actions++;
	who->last_kind = event->kind;
	who->page_status = (uint16_t)status;
	stage->fetch_ns += stage->time_ns > who->page_ns ? stage->time_ns - who->page_ns : 0;
	stage->fetched++;
	stage->fetch_errors += status == 0 || status >= 400;
	stage->fetch_bytes += fetched_bytes(event->value);
	stage->connections += fetched_connected(event->value);
	stage_fetch_over(stage, who);
	stage_object_touched(stage, event);
	if (event->object) {
		session->reads++;
		session->length += fetched_connected(event->value);
	}
	stage_rise(stage, event->worker, who);
}
