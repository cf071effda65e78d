/* ending.c - how a run ends, and what is left to do then.
 *
 * The end comes in one of these ways: the floor says so; something failed; nobody can go on; the person quits; time is up; the floor died. Then the floor is
 * killed if it still lives, the rings are emptied for the last time, and the report goes out. */
#include "kitchen/kitchen_inner.h"

#include "kitchen/arena.h"
#include "kitchen/crew.h"
#include "kitchen/explore_line.h"
#include "kitchen/footprint.h"
#include "kitchen/head.h"
#include "kitchen/platform.h"
#include "kitchen/report.h"
#include "kitchen/service.h"
#include "kitchen/texts.h"
#include "kitchen/watch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define GRACE_NS 300000000u /* for a worker to say where it was when time was up */
#define EXPLORE_GRACE_NS 5000000000u /* for an exploration to add up what it knows */

bool kitchen_floor_reaped(struct kitchen *kitchen, int options)
{
	struct rusage usage;
	if (!kitchen->floor_gone && wait4(kitchen->floor_pid, &kitchen->floor_status, options, &usage) == kitchen->floor_pid) {
		kitchen->floor_gone = true;
		footprint_floor(&usage);
	}
	return kitchen->floor_gone;
}

/* Time is up: first whoever runs is asked where it is; after a grace the run just ends. */
static void check_time(struct kitchen *kitchen, uint64_t now)
{
	if (!kitchen->deadline_ns || kitchen->held || now < kitchen->deadline_ns)
		return;
	if (!kitchen->timed_out) {
		kitchen->timed_out = arena->late = true;
		kitchen->grace_ns = watch_time_up() ? now + GRACE_NS : now;
	}
	if (now >= kitchen->grace_ns)
		arena_fail("%s: time is up: the run took longer than %g s (--timeout)", kitchen->launch.file, kitchen->launch.timeout_s);
}

/* While every schedule is counted the arena's state changes all the time and means nothing here. A floor that explores ends by itself: when all is counted, and, with what
 * it knows by then, when it is asked to or out of time. Only one that does not is ended. */
static bool exploration_over(struct kitchen *kitchen, uint64_t now)
{
	bool quit = atomic_load(&arena->quit), late = arena->turn.exploring && kitchen->deadline_ns && now >= kitchen->deadline_ns;
	if (quit)
		explore_line_close();
	if (!quit && !late)
		return false;
	if (!kitchen->grace_ns)
		kitchen->grace_ns = now + EXPLORE_GRACE_NS;
	if (now < kitchen->grace_ns)
		return false;
	kill(kitchen->floor_pid, SIGKILL);
	kitchen_floor_reaped(kitchen, 0);
	arena->turn.exploring = false;
	arena->outcome = OUTCOME_INTERRUPTED;
	return true;
}

static void floor_died(const char *file, int status)
{
	char how[80];
	if (WIFSIGNALED(status))
		snprintf(how, sizeof how, "was ended by signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		snprintf(how, sizeof how, "ended by itself with status %d", WEXITSTATUS(status));
	arena_fail("%s: the recipe's process %s", file, how);
	arena_fail_for(0, "%s: the recipe's process %s while it said what had failed", file, how);
	arena->outcome = OUTCOME_FAILED;
}

bool kitchen_over(struct kitchen *kitchen, uint64_t now)
{
	if (kitchen->launch.explore && !kitchen_floor_reaped(kitchen, WNOHANG))
		return exploration_over(kitchen, now);
	if (atomic_load(&arena->quit) && !atomic_load(&arena->ended)) {
		arena->outcome = OUTCOME_INTERRUPTED;
		return true;
	}
	check_time(kitchen, now);
	if (atomic_load_explicit(&arena->failure_whole, memory_order_acquire)) {
		arena->outcome = OUTCOME_FAILED;
		return true;
	}
	if (atomic_load_explicit(&arena->ended, memory_order_acquire))
		return true;
	if (kitchen_floor_reaped(kitchen, WNOHANG)) {
		if (atomic_load(&arena->ended) || atomic_load(&arena->failure_whole))
			return kitchen_over(kitchen, now);
		floor_died(kitchen->launch.file, kitchen->floor_status);
		return true;
	}
	if (!kitchen->held && watch_deadlock(now)) {
		arena->outcome = OUTCOME_DEADLOCK;
		return true;
	}
	return false;
}

int kitchen_finish(struct kitchen *kitchen)
{
	bool failed = arena->outcome == OUTCOME_FAILED;
	arena->elapsed_ns = atomic_load(&arena->started) ? clock_run_now_ns(&arena->clock) : 0;
	if (!kitchen->floor_gone) {
		if (arena->outcome != OUTCOME_DONE && (arena->outcome != OUTCOME_VIOLATED || arena->broken))
			kill(kitchen->floor_pid, SIGKILL);
		kitchen_floor_reaped(kitchen, 0);
	}
	if (!head_posted()) {
		static const struct recipe_card unknown;
		static const struct buffer nothing;
		arena->engine = arena->engine ? arena->engine : engines[0];
		head_post(&kitchen->launch, &unknown, &nothing, false, 1);
	}
	service_end();
	platform_end();
	crew_end();
	courier_stop(kitchen->courier);
	if (kitchen->launch.explore && arena->outcome == OUTCOME_DONE) {
		courier_end(kitchen->courier, NULL); /* the floor has posted its answer */
		return 0;
	}
	kitchen_tell(KIND_OUTCOME, arena->outcome, failed ? texts_of(arena->failure.text) : 0);
	courier_stop(kitchen->courier);
	char *report = report_make(&kitchen->launch, courier_events(kitchen->courier), courier_hash(kitchen->courier));
	if (!report)
		return 3;
	courier_end(kitchen->courier, report);
	free(report);
	return 0;
}
