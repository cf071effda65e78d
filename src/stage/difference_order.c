/* difference_order.c - see difference.h: comparing two runs whose order in time says nothing.
 *
 * Of the second run two indices are made, each worker's events and each object's, in their order. A free run tells of a cell's reads and writes at most once a millisecond, and
 * so perhaps later than they were: they make lanes of their own, one for each worker, cell and kind, beside the worker's lane of all else. The first run is walked once. An event is the same in both when its worker's events were
 * the same so far and so is this one, and, where its object keeps an order, when the object's were and the one in this place there is the same worker's same event. The first that is
 * not is where they part, for whatever it depends on was the same; what comes of it (later events of that worker, later ones at that object) is then not the same either and explains nothing.
 * What of the second run was never met is what it did otherwise.
 *
 * What an object's order is: the order of its events in the trace, which respects the numbers they were given under its guard. Cells, lists, arrays and shared values keep none. A *hot* cell is
 * one of which any event told of more than one read or write: its events say when they were told, not what happened, and are passed over in both runs. */
#include "stage/difference.h"

#include "stage/narrator.h"
#include "trace/splitmix.h"

#include <stdlib.h>
#include <string.h>

/* The events of each of `owners` (lanes or objects), one after another: those of owner n are list[from[n]] … list[from[n + 1] - 1]. */
struct lists {
	size_t *from;
	uint32_t *list;
	size_t owners;
};

struct order {
	const struct namesakes *runs; /* two */
	unsigned by; /* what makes two events the same */
	bool *hot[2];        /* by object: a cell that told of many at once in either run */
	bool *unordered[2];  /* by object: it keeps no order between workers */
	struct tally lanes;  /* a lane's identity: its number + 1, of those in the second run */
	struct lists of_lane, of_object; /* of the second run */
	bool *met;           /* events of the second run that are the same in the first */
	size_t *done[2];     /* of the first run, by lane and by object: events so far */
	bool *parted[2];     /* of the first run, by worker and by object: they are no longer the same */
};

static void *sure(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static void *zeros(size_t count, size_t size)
{
	return sure(calloc(count + 1, size));
}

/* ---- what counts ---- */

static bool is_memory(const struct stage_object *object)
{
	return object && (object->type == OBJECT_CELL || object->type == OBJECT_SHARED || object->type == OBJECT_LIST || object->type == OBJECT_ARRAY);
}

static bool tells_of_many(const struct event *event)
{
	return (event->kind == KIND_READ || event->kind == KIND_WRITE || event->kind == KIND_ADD) && event->item > 1;
}

static void mark_objects(struct order *order, int run)
{
	const struct namesakes *mine = &order->runs[run], *theirs = &order->runs[!run];
	const struct stage *head = history_head(mine->history);
	const struct event *event;
	for (size_t i = 0; (event = history_event(mine->history, i)); i++)
		if (tells_of_many(event) && event->object && event->object < mine->object_count) {
			int64_t other = namesakes_object_of(theirs, namesakes_object(mine, event->object));
			order->hot[run][event->object] = true;
			if (other >= 0)
				order->hot[!run][other] = true;
		}
	for (size_t i = 0; i < mine->object_count; i++)
		order->unordered[run][i] = i == 0 || is_memory(stage_object(head, (uint32_t)i));
}

/* A worker that was never made is nobody's: such an event is of a damaged trace. */
static bool counts(const struct order *order, int run, const struct event *event)
{
	const struct namesakes *names = &order->runs[run];
	return namesakes_counts(event) && event->kind != KIND_STEP && event->worker < names->worker_count && names->workers[event->worker] && event->object < names->object_count + (event->object == 0) &&
		!order->hot[run][event->object];
}

static bool is_ordered(const struct order *order, int run, const struct event *event)
{
	return order->runs[run].objects[event->object] && !order->unordered[run][event->object];
}

static uint64_t lane_identity(const struct order *order, int run, const struct event *event)
{
	uint64_t worker = namesakes_worker(&order->runs[run], event->worker);
	bool late = order->by & DIFFERENCE_LATE && (event->kind == KIND_READ || event->kind == KIND_WRITE || event->kind == KIND_ADD);
	return late ? splitmix_mix(splitmix_mix(worker, namesakes_object(&order->runs[run], event->object)), event->kind) : worker;
}

/* Its number; -1: the second run has none such. */
static int64_t lane_of(const struct order *order, int run, const struct event *event)
{
	return (int64_t)tally_get(&order->lanes, lane_identity(order, run, event)) - 1;
}

/* ---- the second run's lists ---- */

static void find_lanes(struct order *order)
{
	const struct event *event;
	uint64_t count = 0, *lane;
	for (size_t i = 0; (event = history_event(order->runs[1].history, i)); i++)
		if (counts(order, 1, event) && *(lane = tally_at(&order->lanes, lane_identity(order, 1, event))) == 0)
			*lane = ++count;
}

static void lists_init(struct lists *lists, size_t owners, size_t events)
{
	*lists = (struct lists){ .owners = owners, .from = zeros(owners + 1, sizeof *lists->from), .list = zeros(events, sizeof *lists->list) };
}

/* From how many each owner has (at its place + 1) to where each begins. */
static void lists_sum(struct lists *lists)
{
	for (size_t i = 1; i <= lists->owners; i++)
		lists->from[i] += lists->from[i - 1];
}

static void make_lists(struct order *order)
{
	const struct namesakes *names = &order->runs[1];
	const struct event *event;
	size_t count = history_count(names->history);
	find_lanes(order);
	size_t *lanes = zeros(order->lanes.used, sizeof *lanes), *objects = zeros(names->object_count, sizeof *objects);
	lists_init(&order->of_lane, order->lanes.used, count);
	lists_init(&order->of_object, names->object_count, count);
	for (size_t i = 0; (event = history_event(names->history, i)); i++)
		if (counts(order, 1, event)) {
			order->of_lane.from[lane_of(order, 1, event) + 1]++;
			if (is_ordered(order, 1, event))
				order->of_object.from[event->object + 1]++;
		}
	lists_sum(&order->of_lane);
	lists_sum(&order->of_object);
	for (size_t i = 0; (event = history_event(names->history, i)); i++)
		if (counts(order, 1, event)) {
			int64_t lane = lane_of(order, 1, event);
			order->of_lane.list[order->of_lane.from[lane] + lanes[lane]++] = (uint32_t)i;
			if (is_ordered(order, 1, event))
				order->of_object.list[order->of_object.from[event->object] + objects[event->object]++] = (uint32_t)i;
		}
	free(lanes);
	free(objects);
}

/* Index of the n-th event of an owner, DIFFERENCE_NO past its last or where there is no such owner. */
static size_t lists_at(const struct lists *lists, int64_t owner, size_t n)
{
	if (owner < 0 || (size_t)owner >= lists->owners || n >= lists->from[owner + 1] - lists->from[owner])
		return DIFFERENCE_NO;
	return lists->list[lists->from[owner] + n];
}

static void order_init(struct order *order, const struct namesakes runs[2], unsigned by)
{
	*order = (struct order){ .runs = runs, .by = by };
	for (int run = 0; run < 2; run++) {
		order->hot[run] = zeros(runs[run].object_count, sizeof(bool));
		order->unordered[run] = zeros(runs[run].object_count, sizeof(bool));
	}
	mark_objects(order, 0);
	mark_objects(order, 1);
	make_lists(order);
	order->met = zeros(history_count(runs[1].history), sizeof *order->met);
	for (int of = 0; of < 2; of++) {
		order->done[of] = zeros(of == 0 ? order->lanes.used : runs[0].object_count, sizeof **order->done);
		order->parted[of] = zeros(of == 0 ? runs[0].worker_count : runs[0].object_count, sizeof **order->parted);
	}
}

static void order_release(struct order *order)
{
	for (int i = 0; i < 2; i++) {
		free(order->hot[i]);
		free(order->unordered[i]);
		free(order->done[i]);
		free(order->parted[i]);
	}
	tally_release(&order->lanes);
	free(order->of_lane.from);
	free(order->of_lane.list);
	free(order->of_object.from);
	free(order->of_object.list);
	free(order->met);
}

/* ---- the walk ---- */

/* An event of the first run, and what stands in its place in the second. */
struct pair {
	const struct event *event;
	size_t in_worker; /* index there, in its worker's lane; DIFFERENCE_NO: that has come to its end */
	size_t in_object; /* the same of its object, where that keeps an order */
	bool ordered;
};

static struct pair pair_of(struct order *order, const struct event *event)
{
	const struct namesakes *mine = &order->runs[0], *theirs = &order->runs[1];
	struct pair pair = { .event = event, .in_object = DIFFERENCE_NO, .ordered = is_ordered(order, 0, event) };
	int64_t lane = lane_of(order, 0, event);
	pair.in_worker = lane < 0 ? DIFFERENCE_NO : lists_at(&order->of_lane, lane, order->done[0][lane]++);
	if (pair.ordered)
		pair.in_object = lists_at(&order->of_object, namesakes_object_of(theirs, namesakes_object(mine, event->object)), order->done[1][event->object]++);
	return pair;
}

static bool is_same_deed(const struct order *order, const struct pair *pair)
{
	return pair->in_worker != DIFFERENCE_NO && namesakes_event(&order->runs[0], pair->event, order->by) ==
		namesakes_event(&order->runs[1], history_event(order->runs[1].history, pair->in_worker), order->by);
}

static bool was_parted(const struct order *order, const struct pair *pair)
{
	return order->parted[0][pair->event->worker] || (pair->ordered && order->parted[1][pair->event->object]);
}

/* Whether it is the same in both; from when it is not, nothing that depends on it is. */
static bool is_same(struct order *order, const struct pair *pair)
{
	bool same = !was_parted(order, pair) && is_same_deed(order, pair) && (!pair->ordered || pair->in_object == pair->in_worker);
	if (same)
		order->met[pair->in_worker] = true;
	else {
		order->parted[0][pair->event->worker] = true;
		if (pair->ordered)
			order->parted[1][pair->event->object] = true;
	}
	return same;
}

/* Of whom the second run's event is, in the first: whether another than the pair's. */
static bool is_anothers(const struct order *order, const struct pair *pair, size_t there)
{
	return namesakes_worker(&order->runs[1], history_event(order->runs[1].history, there)->worker) != namesakes_worker(&order->runs[0], pair->event->worker);
}

static void note_parting(struct difference *difference, const struct order *order, const struct pair *pair, size_t at)
{
	bool other = pair->in_object != DIFFERENCE_NO && is_anothers(order, pair, pair->in_object);
	difference->kind = other ? DIFFERENCE_ORDER : pair->in_worker != DIFFERENCE_NO ? DIFFERENCE_DEED : DIFFERENCE_END;
	difference->at[0] = at;
	difference->at[1] = other ? pair->in_object : pair->in_worker;
	if (other) {
		difference->object[0] = pair->event->object;
		difference->object[1] = history_event(order->runs[1].history, difference->at[1])->object;
	}
}

static void note_after(struct difference *difference, int run, size_t at)
{
	if (difference->after_count[run] < DIFFERENCE_AFTER)
		difference->after[run][difference->after_count[run]++] = at;
}

/* What the first run did; the parting, when there is one. */
static void walk_first(struct difference *difference, struct order *order)
{
	const struct history *history = order->runs[0].history;
	const struct event *event;
	for (size_t i = 0; (event = history_event(history, i)); i++) {
		if (!counts(order, 0, event))
			continue;
		struct pair pair = pair_of(order, event);
		if (is_same(order, &pair)) {
			if (difference->kind == DIFFERENCE_NONE && narrator_weight(event) >= WEIGHT_DETAIL)
				difference->last = i;
			difference->same += difference->kind == DIFFERENCE_NONE;
			continue;
		}
		if (difference->kind == DIFFERENCE_NONE)
			note_parting(difference, order, &pair, i);
		note_after(difference, 0, i);
	}
}

/* What the second did that the first did not. */
static void walk_second(struct difference *difference, struct order *order)
{
	const struct event *event;
	for (size_t i = 0; (event = history_event(order->runs[1].history, i)); i++) {
		if (!counts(order, 1, event) || order->met[i])
			continue;
		if (difference->kind == DIFFERENCE_NONE) {
			difference->kind = DIFFERENCE_END;
			difference->at[1] = i;
		}
		if (difference->at[1] != DIFFERENCE_NO && i >= difference->at[1])
			note_after(difference, 1, i);
	}
}

/* Whether what is the same in both came in the same order, too: by whom each was. */
static bool is_same_order(const struct order *order)
{
	size_t at[2] = { 0, 0 };
	for (;; at[0]++, at[1]++) {
		const struct event *events[2];
		for (int run = 0; run < 2; run++)
			while ((events[run] = history_event(order->runs[run].history, at[run])) && !counts(order, run, events[run]))
				at[run]++;
		if (!events[0] || !events[1])
			return events[0] == events[1];
		if (namesakes_worker(&order->runs[0], events[0]->worker) != namesakes_worker(&order->runs[1], events[1]->worker))
			return false;
	}
}

static void note_from(struct difference *difference, const struct order *order)
{
	for (int run = 0; run < 2; run++) {
		size_t at = difference->at[run];
		difference->from[run] = at != DIFFERENCE_NO ? at : history_count(order->runs[run].history);
	}
}

void difference_find_order(struct difference *difference, const struct namesakes runs[2], unsigned by)
{
	struct order order;
	order_init(&order, runs, by);
	walk_first(difference, &order);
	walk_second(difference, &order);
	note_from(difference, &order);
	if (difference->kind == DIFFERENCE_NONE && !is_same_order(&order))
		difference->kind = DIFFERENCE_TIMING;
	order_release(&order);
	if (difference->kind == DIFFERENCE_ORDER)
		difference->workers_same = difference_is_none(runs, by, false);
	if (difference->kind == DIFFERENCE_DEED && by & NAMESAKES_VALUES)
		difference->values_only = difference_is_none(runs, by & ~(unsigned)NAMESAKES_VALUES, true);
}

bool difference_is_none(const struct namesakes runs[2], unsigned by, bool orders)
{
	struct difference unused = { .kind = DIFFERENCE_NONE };
	struct order order;
	bool same;
	order_init(&order, runs, by);
	for (int run = 0; run < 2 && !orders; run++)
		memset(order.unordered[run], true, runs[run].object_count);
	walk_first(&unused, &order);
	walk_second(&unused, &order);
	same = unused.kind == DIFFERENCE_NONE;
	order_release(&order);
	return same;
}
