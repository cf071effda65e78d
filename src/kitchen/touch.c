/* touch.c - see touch.h. A task touches few cells, so its table is searched from the start; the one just found is moved to the
 * front, which makes a loop over one cell find it at once. */
#include "kitchen/touch.h"

#include "kitchen/probe.h"

#include <stdlib.h>

#define TELL_NS 1000000u

static int64_t bounded(int64_t x)
{
	return x > WORD_INTEGER_MAX ? WORD_INTEGER_MAX : x < WORD_INTEGER_MIN ? WORD_INTEGER_MIN : x;
}

static void tell(struct task *task, struct touch *touch, uint64_t now)
{
	struct worker *worker = task->worker;
	if (touch->reads && touch->wrote_last)
		probe(worker, KIND_READ, touch->cell, 0, touch->reads, touch->read);
	if (touch->writes)
		probe(worker, touch->change, touch->cell, 0, touch->writes, touch->written);
	if (touch->reads && !touch->wrote_last)
		probe(worker, KIND_READ, touch->cell, 0, touch->reads, touch->read);
	if (touch->overwrites && !turn_controlled(&arena->turn))
		probe(worker, KIND_OVERWRITE, touch->cell, 0, touch->overwrites, word_integer(bounded(touch->grown)));
	touch->reads = touch->writes = touch->overwrites = 0;
	touch->grown = 0;
	touch->told_ns = now;
}

static struct touch *touch_of(struct task *task, uint16_t cell)
{
	struct touch found = { .cell = cell };
	uint32_t i = 0;
	while (i < task->touch_count && task->touches[i].cell != cell)
		i++;
	if (i == 0 && task->touch_count)
		return task->touches;
	if (i == task->touch_count) {
		struct touch *more = realloc(task->touches, (task->touch_count + 1) * sizeof *more);
		if (!more)
			return NULL;
		task->touches = more;
		task->touch_count++;
	} else {
		found = task->touches[i];
	}
	for (; i > 0; i--)
		task->touches[i] = task->touches[i - 1];
	task->touches[0] = found;
	return task->touches;
}

static void touched(struct task *task, struct touch *touch)
{
	uint64_t now = clock_real_ns();
	if (now - touch->told_ns >= TELL_NS || turn_controlled(&arena->turn))
		tell(task, touch, now);
	else
		task->touch_pending = 1;
}

void touch_read(struct task *task, const struct cell *cell, uint64_t value)
{
	struct touch *touch;
	if (!probe_ring || !(touch = touch_of(task, cell->object.id)))
		return;
	touch->reads++;
	touch->read = value;
	touch->holds = true;
	touch->wrote_last = false;
	touched(task, touch);
}

/* What the task last read is not what it writes over: another was there in between. */
static void overwrites(struct touch *touch, uint64_t before)
{
	if (touch->holds && before != touch->read) {
		touch->overwrites++;
		if (word_type(before) == WORD_INTEGER && word_type(touch->read) == WORD_INTEGER)
			touch->grown += word_as_integer(before) - word_as_integer(touch->read);
	}
}

/* Writes and additions are not told as one: what came before is told first. */
static void touch_change(struct task *task, const struct cell *cell, enum kind change, uint64_t value, const uint64_t *before)
{
	struct touch *touch;
	if (!probe_ring || !(touch = touch_of(task, cell->object.id)))
		return;
	if (before)
		overwrites(touch, *before);
	touch->holds = false;
	if (touch->writes && touch->change != change)
		tell(task, touch, clock_real_ns());
	touch->change = (uint8_t)change;
	touch->writes++;
	touch->written = value;
	touch->wrote_last = true;
	touched(task, touch);
}

void touch_write(struct task *task, const struct cell *cell, uint64_t value, uint64_t before)
{
	touch_change(task, cell, KIND_WRITE, value, &before);
}

void touch_add(struct task *task, const struct cell *cell, uint64_t value)
{
	touch_change(task, cell, KIND_ADD, value, NULL);
}

void touch_flush(struct task *task)
{
	if (!task->touch_pending)
		return;
	task->touch_pending = 0;
	uint64_t now = clock_real_ns();
	for (uint32_t i = 0; i < task->touch_count; i++)
		tell(task, &task->touches[i], now);
}

void touch_release(struct task *task)
{
	free(task->touches);
	task->touches = NULL;
	task->touch_count = 0;
}
