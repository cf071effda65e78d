/* touch.h - telling of reads and writes of cells without drowning in them.
 *
 * In a free run a task tells of one cell at most once a millisecond: how many reads and writes there were since, and the last value. What is
 * still untold is told when the task waits, sleeps, works or ends.
 *
 * A write that follows a read and finds another value than that read gave has lost what others wrote in between: of these it is told how many there
 * were. Under control each read and write is told in its order and says as much. */
#ifndef LUNCHRUSH_KITCHEN_TOUCH_H
#define LUNCHRUSH_KITCHEN_TOUCH_H

#include "kitchen/cell.h"
#include "kitchen/task.h"

struct touch {
	uint64_t told_ns;          /* when, real time */
	uint64_t read, written;    /* the last values */
	uint32_t reads, writes;    /* since then */
	uint32_t overwrites;       /* writes since then of what was made of an older value: another had written since it was read */
	int64_t grown;             /* … by how much in sum whole numbers had grown meanwhile */
	uint16_t cell;             /* object id */
	uint8_t change;            /* enum kind of the writes: WRITE or ADD */
	bool wrote_last;           /* the last access was a write: told last */
	bool holds;                /* it was read and not written since: `read` is what the task knows */
};

void touch_read(struct task *task, const struct cell *cell, uint64_t value);
/* `before` is what the value was written over. */
void touch_write(struct task *task, const struct cell *cell, uint64_t value, uint64_t before);
/* An addition in one step; `value` is the sum. */
void touch_add(struct task *task, const struct cell *cell, uint64_t value);
/* Tell what is untold. */
void touch_flush(struct task *task);
void touch_release(struct task *task);

#endif
