/* test_kitchen_process.c - the kitchen process at its edges, in memory: it lets workers go on from the run's first moment, and ends a run whose failure nobody is left
 * to say. It is no worker's process, and has opened no engine. */
#include "kitchen/arena.h"
#include "kitchen/kitchen_inner.h"
#include "kitchen/queue.h"
#include "kitchen/texts.h"
#include "kitchen/turn_inner.h"
#include "suite.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void setup(void)
{
	struct error error;
	ck_assert_msg(arena_open(&error) == 0, "%s", error.text);
	clock_calibrate();
	clock_start(&arena->clock, 1);
	strcpy(arena->recipe_file, "toast.lua");
}

/* ---- who is let go on ---- */

static const struct engine *const kinds[] = { &engine_threads, &engine_processes, &engine_loop };

static bool was_let_go(struct worker *worker)
{
	return atomic_load(&worker->runner.permit) || inbox_take(&arena->floor) == &worker->runner;
}

START_TEST(whoever_waits_for_a_customer_goes_on_when_the_first_comes_in_at_once)
{
	struct cargo cargo = { .thing = thing_number(1) };
	arena->engine = kinds[_i];
	struct queue *door = queue_new(texts_of("door"), 0);
	struct worker *ann = worker_new(texts_of("ann"), ROLE_OF_TASK, NULL), *device = worker_new(texts_of("door"), ROLE_OF_DEVICE, NULL);
	ck_assert_int_eq(queue_get(door, ann, &cargo, true), QUEUE_WAIT);
	ck_assert(!was_let_go(ann));
	ck_assert_int_eq(queue_put(door, device, &cargo, KIND_ARRIVE), QUEUE_OK);
	ck_assert(was_let_go(ann));
}
END_TEST

START_TEST(a_turn_that_nobody_has_is_given_to_who_stands_at_the_gate)
{
	struct launch launch;
	struct error error;
	launch_init(&launch);
	strcpy(launch.policy, "round-robin");
	arena->engine = kinds[_i];
	ck_assert_int_eq(turn_open(&launch, false, &error), 0);
	struct worker *ann = worker_new(texts_of("ann"), ROLE_OF_TASK, NULL);
	turn_stand(ann, (struct action){ .verb = KIND_YIELD }, false);
	arena->turn.vacant = true;
	turn_attend();
	ck_assert(was_let_go(ann));
	ck_assert(!arena->turn.vacant);
	ck_assert_uint_eq(arena->turn.with, ann->id);
	launch_release(&launch);
}
END_TEST

/* ---- a failure without words ---- */

/* A process that has begun to say what failed, and is dead. */
static int dead_while_saying(bool reaped)
{
	siginfo_t child;
	int pid = fork();
	if (pid == 0) {
		atomic_store(&arena->failed, (uint32_t)gettid());
		strcpy(arena->failure.text, "toast.l");
		kill(getpid(), SIGKILL);
	}
	ck_assert_int_eq(waitid(P_PID, (id_t)pid, &child, WEXITED | (reaped ? 0 : WNOWAIT)), 0);
	ck_assert_uint_eq(atomic_load(&arena->failed), (uint32_t)pid);
	return pid;
}

START_TEST(the_kitchen_finishes_the_words_of_a_worker_that_died_over_them)
{
	struct kitchen kitchen = { .floor_pid = getpid() };
	uint32_t dead = (uint32_t)dead_while_saying(true);
	arena_fail("another: too late");
	ck_assert_uint_eq(atomic_load(&arena->failure_whole), 0);
	arena_fail_for(dead + 1, "somebody else died");
	ck_assert_uint_eq(atomic_load(&arena->failure_whole), 0);
	arena_fail_for(dead, "the process of %s ended", "ann");
	ck_assert(kitchen_over(&kitchen, clock_gettime_ns()));
	ck_assert_int_eq(arena->outcome, OUTCOME_FAILED);
	arena_fail_for(dead, "twice");
	ck_assert_str_eq(arena->failure.text, "the process of ann ended");
}
END_TEST

START_TEST(where_nothing_failed_nobody_speaks_for_the_dead)
{
	arena_fail_for(0, "nothing");
	ck_assert_uint_eq(atomic_load(&arena->failed), 0);
	arena_fail("toast.lua:3: burnt");
	arena_fail_for((uint32_t)gettid(), "nothing");
	ck_assert_str_eq(arena->failure.text, "toast.lua:3: burnt");
}
END_TEST

START_TEST(a_floor_that_died_while_it_said_what_failed_ends_the_run_in_words)
{
	struct kitchen kitchen = { .launch = { .file = "toast.lua" }, .floor_pid = dead_while_saying(false) };
	ck_assert(kitchen_over(&kitchen, clock_gettime_ns()));
	ck_assert_int_eq(arena->outcome, OUTCOME_FAILED);
	ck_assert_str_eq(arena->failure.text, "toast.lua: the recipe's process was ended by signal 9 (Killed) while it said what had failed");
	ck_assert_uint_ne(atomic_load(&arena->failure_whole), 0);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("kitchen process");
	TCase *going = tcase_create("going"), *failing = tcase_create("failing");
	tcase_add_checked_fixture(going, setup, NULL);
	tcase_add_loop_test(going, whoever_waits_for_a_customer_goes_on_when_the_first_comes_in_at_once, 0, 3);
	tcase_add_loop_test(going, a_turn_that_nobody_has_is_given_to_who_stands_at_the_gate, 0, 2);
	suite_add_tcase(suite, going);
	tcase_add_checked_fixture(failing, setup, NULL);
	tcase_add_test(failing, the_kitchen_finishes_the_words_of_a_worker_that_died_over_them);
	tcase_add_test(failing, where_nothing_failed_nobody_speaks_for_the_dead);
	tcase_add_test(failing, a_floor_that_died_while_it_said_what_failed_ends_the_run_in_words);
	suite_add_tcase(suite, failing);
	return suite;
}

int main(void)
{
	return run_suite(suite());
}
