/* event_flag.c - see event_flag.h. */
#include "kitchen/event_flag.h"

#include "kitchen/probe.h"
#include "kitchen/wait.h"

struct event_flag *event_flag_new(uint32_t name)
{
	return (struct event_flag *)object_new(sizeof(struct event_flag), OBJECT_EVENT, name);
}

static void tell(struct event_flag *flag, const struct worker *worker, enum kind kind, uint64_t value)
{
	probe(worker, kind, flag->object.id, ++flag->object.seq, 0, value);
}

void event_flag_set(struct event_flag *flag, struct worker *worker)
{
	guard_take(&flag->object.guard);
	flag->set = true;
	tell(flag, worker, KIND_SET, 0);
	wait_end_all(&flag->waiters, worker, flag->object.id, &flag->object.seq);
	guard_give(&flag->object.guard);
}

void event_flag_clear(struct event_flag *flag, struct worker *worker)
{
	guard_take(&flag->object.guard);
	flag->set = false;
	tell(flag, worker, KIND_CLEAR, 0);
	guard_give(&flag->object.guard);
}

bool event_flag_is_set(struct event_flag *flag, struct worker *worker)
{
	guard_take(&flag->object.guard);
	bool set = flag->set;
	tell(flag, worker, KIND_IS_SET, set);
	guard_give(&flag->object.guard);
	return set;
}

bool event_flag_pass(struct event_flag *flag, struct worker *worker)
{
	guard_take(&flag->object.guard);
	bool set = flag->set;
	if (set)
		tell(flag, worker, KIND_PASS, 0);
	else
		wait_begin(worker, &flag->waiters, REASON_EVENT, flag->object.id, ++flag->object.seq, 0);
	guard_give(&flag->object.guard);
	return set;
}

bool event_flag_can_pass(struct event_flag *flag, const struct worker *worker)
{
	(void)worker;
	guard_take(&flag->object.guard);
	bool can = flag->set;
	guard_give(&flag->object.guard);
	return can;
}

void event_flag_mend(struct event_flag *flag, struct worker *dead)
{
	guard_take(&flag->object.guard);
	waiters_remove(&flag->waiters, dead);
	guard_give(&flag->object.guard);
}
