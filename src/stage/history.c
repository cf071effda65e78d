/* history.c - every event of a run, and the stage at any of them.
 *
 * Events are kept in blocks of 64 Ki, which never move. As they come in they are folded once into the head; on the way snapshots are put
 * by (snapshots.c), lanes lengthen (lanes.c) and switches are noted. A second stage, `there`, is where somebody looks: seeking
 * folds it forward from where it is, or from the nearest snapshot when that is closer or one goes back.
 *
 * What always holds: event times never go back (an event that would is moved up to its predecessor's time, so that searching by time
 * works whatever comes in); `there` is the stage after `there_at` events; snapshots, lanes and switches are those of the head. */
#include "stage/history.h"
#include "stage/lanes.h"
#include "stage/snapshots.h"

#include <stdlib.h>

#define BLOCK_BITS 16
#define BLOCK_EVENTS ((size_t)1 << BLOCK_BITS)

struct history {
	struct event **blocks;
	size_t block_count, block_size;
	size_t count;
	size_t *switches; /* positions, ascending */
	size_t switch_count, switch_size;
	struct stage head, there;
	size_t there_at;
	struct snapshots snapshots;
	struct lanes lanes;
	struct stage_text *text;
	bool discreet;
	uint32_t *pids; /* discreet: of the processes in the order in which they came */
	uint32_t pid_count;
};

struct history *history_new(void)
{
	struct history *history = calloc(1, sizeof *history);
	if (!history)
		abort();
	history->text = stage_text_new();
	stage_init(&history->head, history->text);
	stage_init(&history->there, history->text);
	snapshots_init(&history->snapshots);
	return history;
}

void history_free(struct history *history)
{
	if (!history)
		return;
	for (size_t i = 0; i < history->block_count; i++)
		free(history->blocks[i]);
	free(history->blocks);
	free(history->switches);
	stage_release(&history->head);
	stage_release(&history->there);
	snapshots_release(&history->snapshots);
	lanes_release(&history->lanes);
	stage_text_free(history->text);
	free(history->pids);
	free(history);
}

void history_text(struct history *history, uint32_t id, const char *text, size_t length)
{
	stage_text_define(history->text, id, text, length);
}

static void *grown(void *table, size_t *size, size_t each)
{
	*size = *size ? *size * 2 : 64;
	void *more = realloc(table, *size * each);
	if (!more)
		abort();
	return more;
}

static struct event *event_at(const struct history *history, size_t index)
{
	return &history->blocks[index >> BLOCK_BITS][index & (BLOCK_EVENTS - 1)];
}

static struct event *event_add(struct history *history)
{
	if (history->count == history->block_count * BLOCK_EVENTS) {
		if (history->block_count == history->block_size)
			history->blocks = grown(history->blocks, &history->block_size, sizeof *history->blocks);
		struct event *block = malloc(BLOCK_EVENTS * sizeof *block);
		if (!block)
			abort();
		history->blocks[history->block_count++] = block;
	}
	return event_at(history, history->count++);
}

/* On threads without a GIL nobody hands control over; these are the moments at which who runs changes. */
static bool is_turn(const struct stage *stage, const struct event *event)
{
	if (stage->gil || stage->loop)
		return false;
	switch (event->kind) {
	case KIND_WAKE: case KIND_WAIT: case KIND_SLEEP: case KIND_WORKER_START: case KIND_WORKER_END: return true;
	default: return false;
	}
}

static void switch_add(struct history *history, size_t position)
{
	if (history->switch_count == history->switch_size)
		history->switches = grown(history->switches, &history->switch_size, sizeof *history->switches);
	history->switches[history->switch_count++] = position;
}

void history_discreet(struct history *history)
{
	history->discreet = true;
}

static uint32_t pid_number(struct history *history, uint32_t pid)
{
	for (uint32_t i = 0; i < history->pid_count; i++)
		if (history->pids[i] == pid)
			return i + 1;
	uint32_t *pids = pid ? realloc(history->pids, (history->pid_count + 1) * sizeof *pids) : NULL;
	if (!pids)
		return 0;
	history->pids = pids;
	pids[history->pid_count] = pid;
	return ++history->pid_count;
}

static void event_hide(struct history *history, struct event *event)
{
	if (event->kind == KIND_WORKER_START)
		event->value = pid_number(history, (uint32_t)event->value);
	if (event->kind == KIND_KERNEL || event->kind == KIND_CPU || event->kind == KIND_MEMORY)
		*event = (struct event){ .time_ns = event->time_ns, .kind = KIND_TICK };
}

static void event_append(struct history *history, const struct event *from)
{
	struct stage *head = &history->head;
	struct event *event = event_add(history);
	uint32_t holder = head->holder;
	uint64_t switches = head->switches;
	*event = *from;
	if (history->discreet)
		event_hide(history, event);
	if (event->time_ns < head->time_ns)
		event->time_ns = head->time_ns;
	stage_apply(head, event);
	lanes_note(&history->lanes, head, event, holder);
	if (head->switches != switches || is_turn(head, event))
		switch_add(history, history->count);
	if (history->count >= history->snapshots.due)
		snapshots_take(&history->snapshots, history->count, head);
}

void history_append(struct history *history, const struct event *events, size_t count)
{
	for (size_t i = 0; i < count; i++)
		event_append(history, &events[i]);
}

size_t history_count(const struct history *history)
{
	return history->count;
}

const struct event *history_event(const struct history *history, size_t index)
{
	return index < history->count ? event_at(history, index) : NULL;
}

const struct stage *history_head(const struct history *history)
{
	return &history->head;
}

/* Put `there` at the best place at or before the position from which to fold on. */
static void start_near(struct history *history, size_t position)
{
	const struct snapshot *snapshot = snapshots_before(&history->snapshots, position);
	size_t from = snapshot ? snapshot->position : 0;
	if (history->there_at <= position && history->there_at >= from)
		return;
	if (snapshot) {
		stage_copy(&history->there, &snapshot->stage);
	} else {
		stage_release(&history->there);
		stage_init(&history->there, history->text);
	}
	history->there_at = from;
}

const struct stage *history_seek(struct history *history, size_t position)
{
	if (position >= history->count)
		return &history->head;
	start_near(history, position);
	while (history->there_at < position)
		stage_apply(&history->there, event_at(history, history->there_at++));
	return &history->there;
}

void history_copy(const struct history *history, size_t position, struct stage *to)
{
	const struct snapshot *snapshot = snapshots_before(&history->snapshots, position);
	size_t at = snapshot ? snapshot->position : 0;
	stage_release(to);
	stage_init(to, history->text);
	if (snapshot)
		stage_copy(to, &snapshot->stage);
	while (at < position && at < history->count)
		stage_apply(to, event_at(history, at++));
}

size_t history_position_at(const struct history *history, uint64_t time_ns)
{
	size_t low = 0, high = history->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (event_at(history, middle)->time_ns <= time_ns)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint64_t history_end_ns(const struct history *history)
{
	return history->head.time_ns;
}

static bool is_step(const struct event *event)
{
	switch (event->kind) {
	case KIND_TICK: case KIND_KERNEL: case KIND_CPU: case KIND_MEMORY: case KIND_LOCAL: case KIND_WORKING: case KIND_STEP: case KIND_NEXT: case KIND_ASK: return false;
	default: return true;
	}
}

size_t history_step(const struct history *history, size_t position, int direction)
{
	if (direction >= 0) {
		for (size_t at = position; at < history->count; at++)
			if (is_step(event_at(history, at)))
				return at + 1;
		return position;
	}
	for (size_t at = position < history->count ? position : history->count; at > 1; at--)
		if (is_step(event_at(history, at - 2)))
			return at - 1;
	return 0; /* before the first step nothing has happened */
}

/* How many switches lie at or before the position. */
static size_t switches_until(const struct history *history, size_t position)
{
	size_t low = 0, high = history->switch_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (history->switches[middle] <= position)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t history_switch(const struct history *history, size_t position, int direction)
{
	size_t until = switches_until(history, position);
	if (direction >= 0)
		return until < history->switch_count ? history->switches[until] : position;
	while (until > 0 && history->switches[until - 1] >= position)
		until--;
	return until > 0 ? history->switches[until - 1] : position;
}

const struct span *history_lane(const struct history *history, uint32_t worker, size_t *count)
{
	*count = worker < history->lanes.count ? history->lanes.lanes[worker].count : 0;
	return *count ? history->lanes.lanes[worker].spans : NULL;
}

const struct stage_text *history_texts(const struct history *history)
{
	return history->text;
}
