/* aftermath.h - what must be so after a run in which a worker was killed, from the object that `run --json` prints. */
#ifndef LUNCHRUSH_TESTS_AFTERMATH_H
#define LUNCHRUSH_TESTS_AFTERMATH_H

#include <check.h>
#include <errno.h>
#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static inline long long ledger_of(const json_t *json, const char *key)
{
	return json_integer_value(json_object_get(json_object_get(json, "ledger"), key));
}

/* Each order that came in was served, is lost, or is still there. */
static inline void aftermath_accounted(const json_t *json)
{
	ck_assert_int_eq(ledger_of(json, "arrived"), ledger_of(json, "served") + ledger_of(json, "lost") + ledger_of(json, "in_flight"));
}

/* No process that the run told of is there any more. */
static inline void aftermath_nobody_left(const json_t *json)
{
	size_t i;
	json_t *worker;
	json_array_foreach(json_object_get(json, "workers"), i, worker) {
		int pid = (int)json_integer_value(json_object_get(worker, "pid"));
		ck_assert_msg(pid == 0 || (kill(pid, 0) != 0 && errno == ESRCH), "process %d of %s is still there", pid,
			json_string_value(json_object_get(worker, "name")));
	}
}

/* Nobody waits for what somebody holds; for somebody's end one may. */
static inline void aftermath_nothing_held(const json_t *json)
{
	size_t i;
	json_t *waiting;
	json_array_foreach(json_object_get(json, "waiting"), i, waiting) {
		const json_t *holder = json_object_get(waiting, "holder");
		const char *what = json_string_value(json_object_get(waiting, "for"));
		ck_assert_msg(!json_is_string(holder) || strncmp(what, "the end of ", 11) == 0, "%s still holds what %s waits for", json_string_value(holder),
			json_string_value(json_object_get(waiting, "worker")));
	}
}

/* Up to where a schedule string has given a worker its step number `step`: how many characters; *count: the part of the last one, a number of steps, that is
 * wanted. 0 when it takes fewer steps. Letters A to Z only. */
static inline size_t schedule_until(const char *schedule, char letter, int step, int *count)
{
	int taken = 0;
	for (const char *at = schedule; *at; at++) {
		int times = at[1] >= '0' && at[1] <= '9' ? atoi(at + 1) : 1;
		if (*at != letter)
			continue;
		if (taken + times >= step) {
			*count = step - taken;
			return (size_t)(at - schedule) + 1;
		}
		taken += times;
	}
	return 0;
}

#endif
