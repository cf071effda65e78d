/* test_pool.c - pools and futures: in the reducer and in words by literal logs, and really run on every engine, freely and under control. */
#include "aftermath.h"
#include "log_stage.h"
#include "recipe_run.h"
#include "stage/narrator.h"
#include "suite.h"

#include <string.h>
#include <unistd.h>

/* ---- by literal logs ---- */

static void open_kitchen(void)
{
	log_stage_open("0 - begin 42\n"
		"main main\n"
		"pool chefs 2\n"
		"helper A \"chefs 1\" chefs\n"
		"helper B \"chefs 2\" chefs\n"
		"worker C cid\n");
}

static const char *why(const char *letter)
{
	static char to[160];
	return stage_worker_why(&stage, event_log_worker(&log_, letter), stage.time_ns, to, sizeof to);
}

static const char *told(const char *line)
{
	static char to[256];
	happens(line);
	narrator_sentence(&stage, &log_.events[log_.count - 1], to, sizeof to);
	return to;
}

static const struct stage_call *call(uint32_t number)
{
	return stage_call(&stage, event_log_object(&log_, "chefs"), number);
}

START_TEST(a_call_waits_runs_and_is_done)
{
	ck_assert_str_eq(told("1 @ submit chefs 1"), "main gives chefs call 1.");
	ck_assert_uint_eq(call(1)->state, CALL_WAITS);
	ck_assert_str_eq(told("1 @ submit chefs 2 2000000"), "main gives chefs call 2, with a parcel of 2 MB (2 wait).");
	ck_assert_uint_eq(object("chefs")->length, 2);
	ck_assert_str_eq(told("2 A call chefs 1"), "A chefs 1 begins call 1 of chefs.");
	ck_assert_uint_eq(call(1)->state, CALL_RUNS);
	ck_assert_uint_eq(call(1)->by, event_log_worker(&log_, "A"));
	ck_assert_uint_eq(worker("A")->call, 1);
	ck_assert_uint_eq(object("chefs")->length, 1);
	ck_assert_str_eq(told("3 A return chefs 1 340000"), "A chefs 1 is done with call 1 of chefs: the result is a parcel of 340 KB.");
	ck_assert_uint_eq(call(1)->state, CALL_DONE);
	ck_assert_uint_eq(worker("A")->call, 0);
	ck_assert_uint_eq(object("chefs")->unfinished, 1);
	ck_assert_str_eq(told("3 @ result chefs 1"), "main has the result of call 1 of chefs.");
	ck_assert(call(1)->taker);
	ck_assert_uint_eq(stage.strange, 0);
}
END_TEST

START_TEST(a_future_that_somebody_holds_is_told_by_how_its_call_stands)
{
	char to[80];
	uint16_t pool = event_log_object(&log_, "chefs");
	happens("1 @ submit chefs 1\n1 @ submit chefs 2\n1 @ submit chefs 3");
	ck_assert_str_eq(stage_word_text(&stage, word_future(pool, 2), to, sizeof to), "call 2 of chefs, in line");
	happens("1 A call chefs 1\n1 B call chefs 2");
	ck_assert_str_eq(stage_word_text(&stage, word_future(pool, 2), to, sizeof to), "call 2 of chefs, at B");
	happens("2 B return chefs 2\n2 A raised chefs 1 \"out of basil\"");
	ck_assert_str_eq(stage_word_text(&stage, word_future(pool, 2), to, sizeof to), "call 2 of chefs, done");
	ck_assert_str_eq(stage_word_text(&stage, word_future(pool, 1), to, sizeof to), "call 1 of chefs, error: out of basil");
	ck_assert_str_eq(stage_word_text(&stage, word_future(pool, 9), to, sizeof to), "call 9 of chefs");
	ck_assert_uint_eq(call(2)->ended, 1);
	ck_assert_uint_eq(call(1)->ended, 2);
	ck_assert_uint_eq(call(3)->ended, 0);
}
END_TEST

START_TEST(an_error_is_kept_for_whoever_asks)
{
	happens("1 @ submit chefs 1\n1 A call chefs 1");
	ck_assert_str_eq(told("2 A raised chefs 1 \"no flour\""), "A chefs 1 ends call 1 of chefs in an error, which is kept for whoever asks: no flour.");
	ck_assert_uint_eq(call(1)->state, CALL_RAISED);
	ck_assert_str_eq(told("3 @ result chefs 1 1"), "main asks for the result of call 1 of chefs and gets its error.");
}
END_TEST

START_TEST(who_waits_for_a_result_knows_who_works_on_it)
{
	happens("1 @ submit chefs 1");
	ck_assert_str_eq(told("1 @ wait future chefs 1"), "main waits for the result of call 1 of chefs.");
	ck_assert_str_eq(why("@"), "for the result of call 1 of chefs, nobody has begun it");
	happens("2 B call chefs 1");
	ck_assert_str_eq(why("@"), "for the result of call 1 of chefs, B works on it");
	ck_assert_str_eq(told("2 C wait future chefs 1 B"), "C cid waits for the result of call 1 of chefs: B chefs 2 works on it.");
	happens("3 B return chefs 1\n3 B wake @ chefs");
	ck_state("@", STATE_READY);
	ck_assert_str_eq(why("@"), "the result from chefs is there");
}
END_TEST

START_TEST(idle_workers_of_a_pool_wait_for_a_call_and_are_not_counted_alive)
{
	ck_assert_uint_eq(stage.alive, 2);
	ck_assert_str_eq(told("1 A wait call chefs"), "A chefs 1 waits for a call of chefs.");
	ck_assert_str_eq(why("A"), "for a call of chefs");
	happens("2 @ submit chefs 1\n2 @ wake A chefs");
	ck_assert_str_eq(why("A"), "a call was given to chefs");
}
END_TEST

START_TEST(a_pool_is_shut_down)
{
	happens("1 @ submit chefs 1\n1 A call chefs 1");
	ck_assert_str_eq(told("1 @ close chefs"), "main shuts chefs down: no more calls come in.");
	ck_assert_str_eq(told("1 @ wait pool chefs"), "main waits until all calls of chefs are done, 1 to go.");
	ck_assert_str_eq(told("2 B closed chefs"), "B chefs 2 goes home: chefs is shut down and no call waits.");
	happens("2 A return chefs 1");
	ck_assert_str_eq(told("2 @ all_done chefs"), "main goes on: all calls of chefs are done.");
}
END_TEST

START_TEST(who_has_not_gone_home_when_all_is_done_has_ended_with_the_run_and_else_stands_where_it_stood)
{
	happens("0 A start 100 101\n0 B start 100 102\n1 A wait call chefs\n2 - outcome done");
	ck_assert_uint_eq(worker("A")->state, STATE_ENDED);
	ck_assert_uint_eq(worker("B")->state, STATE_ENDED);
	ck_assert_uint_eq(worker("C")->state, STATE_NEW);
	log_stage_close();
	open_kitchen();
	happens("0 A start 100 101\n1 A wait call chefs\n2 - outcome deadlock");
	ck_assert_uint_eq(worker("A")->state, STATE_WAITING);
}
END_TEST

START_TEST(of_many_calls_those_that_are_not_done_are_kept)
{
	char line[96];
	happens("1 @ submit chefs 1");
	for (int i = 2; i < 500; i++) {
		snprintf(line, sizeof line, "1 @ submit chefs %d\n1 A call chefs %d\n1 A return chefs %d", i, i, i);
		happens(line);
	}
	ck_assert_ptr_nonnull(call(1));
	ck_assert_ptr_nonnull(call(499));
	ck_assert_ptr_null(call(2));
	ck_assert_uint_eq(object("chefs")->unfinished, 1);
}
END_TEST

/* ---- really run ---- */

static const char *const engines[] = { "threads", "loop", "processes" }, *const kinds[] = { "threads", "processes" };

/* Every engine with every kind of pool. */
#define WAYS 6
#define ENGINE engines[_i % 3]
#define OF kinds[_i / 3]

/* The recipe with pools of that kind, in a folder of its own under its own name; returns where. */
static const char *with_pools_of(const char *kind, const char *recipe)
{
	static char path[128];
	char command[512];
	const char *dir = getenv("srcdir") ? getenv("srcdir") : ".";
	snprintf(path, sizeof path, "/tmp/lunchrush-pool-%d/%s.lua", (int)getpid(), recipe);
	snprintf(command, sizeof command, "mkdir -p /tmp/lunchrush-pool-%d && sed -E 's/pool\\((\"[a-z]+\", [0-9])\\)/pool(\\1, \"%s\")/' %s/tests/recipes/%s.lua >%s", (int)getpid(),
		 kind, dir, recipe, path);
	ck_assert_int_eq(system(command), 0);
	return path;
}

static void forget_recipes(void)
{
	char command[64];
	snprintf(command, sizeof command, "rm -rf /tmp/lunchrush-pool-%d", (int)getpid());
	ck_assert_int_eq(system(command), 0);
}

static void holds(const char *recipe, const char *kind, const char *engine, const char *more)
{
	char words[512];
	snprintf(words, sizeof words, "%s --engine %s %s", with_pools_of(kind, recipe), engine, more);
	recipe_holds(words);
}

START_TEST(results_errors_and_order_are_right_whatever_the_pool_and_the_run_are_on)
{
	holds("pool-all", OF, ENGINE, "");
	holds("pool-all", OF, ENGINE, "--no-trace");
	holds("pool-all", OF, ENGINE, "--policy random --seed 5");
	holds("pool-all", OF, ENGINE, "--policy round-robin");
	holds("pool-all", OF, ENGINE, "--policy fifo");
	if (!strcmp(ENGINE, "threads"))
		holds("pool-all", OF, ENGINE, "--gil");
}
END_TEST

START_TEST(a_run_ends_when_all_calls_are_done_though_nobody_waits_for_them)
{
	holds("pool-left", OF, ENGINE, "");
	holds("pool-left", OF, ENGINE, "--policy random --seed 3");
}
END_TEST

START_TEST(processes_of_a_pool_have_globals_of_their_own_and_threads_those_of_main)
{
	char words[200];
	snprintf(words, sizeof words, "$R/pool-globals.lua --set of=%s --engine %s", OF, ENGINE);
	recipe_holds(words);
	strcat(words, " --policy random --seed 4");
	recipe_holds(words);
}
END_TEST

/* Which engine each worker named so ran on. */
static void runs_on(const json_t *json, const char *name, const char *engine)
{
	size_t i;
	json_t *worker, *main = json_array_get(json_object_get(json, "workers"), 0);
	int found = 0;
	json_array_foreach(json_object_get(json, "workers"), i, worker) {
		bool own = json_integer_value(json_object_get(worker, "pid")) != json_integer_value(json_object_get(main, "pid"));
		if (strncmp(recipe_text(worker, "name"), name, strlen(name)) != 0)
			continue;
		ck_assert_str_eq(recipe_text(worker, "engine"), engine);
		ck_assert_int_eq(own, !strcmp(engine, "processes"));
		found++;
	}
	ck_assert_int_eq(found, 3);
}

START_TEST(a_pool_of_processes_is_of_processes_and_none_is_left_behind)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 %s --engine %s", with_pools_of("processes", "pool-all"), ENGINE);
	ck_assert_int_eq(status, 0);
	runs_on(json, "chefs", "processes");
	aftermath_nobody_left(json);
	json_decref(json);
	json = recipe_run(&status, "run --json --timeout 60 %s --engine %s", with_pools_of("processes", "pool-idle"), ENGINE);
	ck_assert_str_eq(recipe_text(json, "outcome"), "deadlock");
	aftermath_nobody_left(json);
	json_decref(json);
}
END_TEST

START_TEST(a_call_beside_the_run_gives_calls_and_begins_no_tasks)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/pool-inside.lua --set of=%s --engine %s", OF, ENGINE);
	json_t *globals = json_object_get(json, "globals");
	bool same = !strcmp(OF, ENGINE);
	ck_assert_msg(status == 0, "%s", recipe_broken(json));
	ck_assert_int_eq(json_is_true(json_object_get(globals, "began_inside")), same);
	json_decref(json);
}
END_TEST

/* How it ends, in words; "" well. */
static void late(const char *engine, const char *first, const char *of, const char *why)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/pool-late.lua --engine %s --set first=%s --set of=%s", engine, first, of);
	ck_assert_str_eq(recipe_broken(json), why);
	ck_assert_str_eq(recipe_text(json, "outcome"), *why ? "failed" : "done");
	json_decref(json);
}

START_TEST(nothing_is_forked_from_a_process_that_has_threads)
{
#define FORKED "a pool of processes is forked, and only a process with one thread can fork: make it before the first "
	late("threads", "task", "processes", "pool-late.lua:8: " FORKED "task and before any pool of threads");
	late("threads", "pool", "processes", "pool-late.lua:8: " FORKED "task and before any pool of threads");
	late("threads", "pool", "threads", "");
	late("loop", "task", "processes", "");
	late("loop", "pool", "processes", "pool-late.lua:8: " FORKED "pool of threads");
	late("loop", "pool", "threads", "");
	late("processes", "task", "threads",
	     "pool-late.lua:9: task() forks, and a process with the threads of a pool cannot: begin all tasks first, then make the pool of threads");
	late("processes", "task", "processes", "");
}
END_TEST

/* The same choices, the same events: on one engine with pools of either kind, and with one kind on threads and on processes. */
START_TEST(a_schedule_gives_the_same_events_whatever_the_pool_is_of)
{
	static const char *const recipes[] = { "pool-all", "pool-left", "pool-race" };
	for (int i = 0; i < 9; i++) {
		int status, seed = i % 3 + 1;
		json_t *threads = recipe_run(&status, "run --json --timeout 60 %s --policy random --seed %d --engine %s", with_pools_of("threads", recipes[i / 3]), seed, engines[_i]);
		json_t *processes = recipe_run(&status, "run --json --timeout 60 %s --policy random --seed %d --engine %s", with_pools_of("processes", recipes[i / 3]), seed, engines[_i]);
		ck_assert_str_ne(recipe_text(threads, "hash"), "");
		ck_assert_str_eq(recipe_text(threads, "schedule"), recipe_text(processes, "schedule"));
		ck_assert_str_eq(recipe_text(threads, "hash"), recipe_text(processes, "hash"));
		json_decref(threads);
		json_decref(processes);
	}
}
END_TEST

START_TEST(a_schedule_gives_the_same_events_on_threads_and_on_processes)
{
	static const char *const recipes[] = { "pool-all", "pool-left", "pool-race" };
	for (int i = 0; i < 3; i++)
		for (int seed = 1; seed <= 3; seed++) {
			int status;
			json_t *threads = recipe_run(&status, "run --json --timeout 60 $R/%s.lua --policy random --seed %d", recipes[i], seed);
			json_t *processes = recipe_run(&status, "run --json --timeout 60 $R/%s.lua --engine processes --schedule '%s'", recipes[i],
						       recipe_text(threads, "schedule"));
			ck_assert_str_ne(recipe_text(threads, "hash"), "");
			ck_assert_str_eq(recipe_text(threads, "schedule"), recipe_text(processes, "schedule"));
			if (i < 2) /* what the seed chooses is told */
				ck_assert_int_eq((int)json_integer_value(json_object_get(threads, "events")), (int)json_integer_value(json_object_get(processes, "events")));
			json_decref(threads);
			json_decref(processes);
		}
}
END_TEST

START_TEST(the_explorer_counts_the_schedules_of_a_pool)
{
	int status;
	json_t *json = recipe_run(&status, "explore --json $R/pool-race.lua");
	json_t *outcomes = json_object_get(json, "outcomes");
	ck_assert(json_is_true(json_object_get(json, "complete")));
	ck_assert_str_ne(recipe_text(json, "failing"), "0");
	ck_assert_str_eq(recipe_text(json, "deadlocking"), "0");
	ck_assert_uint_eq(json_array_size(outcomes), 2);
	/* the shortest counterexample really fails */
	json_t *witness = json_object_get(json, "witness");
	json_t *run = recipe_run(&status, "run --json $R/pool-race.lua --schedule '%s'", recipe_text(witness, "schedule"));
	ck_assert_str_eq(recipe_text(run, "outcome"), "violated");
	json_decref(json);
	json_decref(run);
}
END_TEST

START_TEST(a_pool_whose_only_worker_waits_for_itself_is_a_deadlock)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 %s --engine %s", with_pools_of(OF, "pool-itself"), ENGINE);
	ck_assert_str_eq(recipe_text(json, "outcome"), "deadlock");
	json_t *waiting = json_object_get(json, "waiting");
	ck_assert_uint_eq(json_array_size(waiting), 2);
	ck_assert_str_eq(recipe_text(json_array_get(waiting, 0), "for"), "the result of a call of chefs");
	json_decref(json);
}
END_TEST

START_TEST(idle_workers_never_make_a_deadlock_and_stand_in_nobodys)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 %s --engine %s %s", with_pools_of(kinds[_i / 3 % 2], "pool-idle"), ENGINE, _i >= WAYS ? "--policy random" : "");
	ck_assert_str_eq(recipe_text(json, "outcome"), "deadlock");
	json_t *waiting = json_object_get(json, "waiting");
	ck_assert_uint_eq(json_array_size(waiting), 1);
	ck_assert_str_eq(recipe_text(json_array_get(waiting, 0), "worker"), "main");
	json_decref(json);
}
END_TEST

START_TEST(a_worker_of_a_pool_killed_at_any_step_leaves_no_call_waiting)
{
	char words[200];
	for (int step = 1; step <= 12; step++) {
		snprintf(words, sizeof words, "$R/pool-killed.lua --engine %s --policy round-robin --kill A@%d", engines[_i], step);
		recipe_holds(words);
	}
	for (int step = 1; step <= 3; step++) { /* at its first action the second may not yet be made */
		snprintf(words, sizeof words, "$R/pool-killed.lua --engine %s --kill A@%d", engines[_i], step);
		recipe_holds(words);
	}
}
END_TEST

START_TEST(a_thread_cannot_be_killed_alone)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 %s --engine %s --kill A@1", with_pools_of("threads", "pool-left"), engines[_i]);
	ck_assert_str_eq(recipe_text(json, "outcome"), "failed");
	ck_assert_ptr_nonnull(strstr(recipe_text(json, "error"), "--kill ends one worker's process"));
	json_decref(json);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("pool");
	TCase *logs = tcase_create("logs"), *runs = tcase_create("runs");
	tcase_add_checked_fixture(logs, open_kitchen, log_stage_close);
	tcase_add_test(logs, a_call_waits_runs_and_is_done);
	tcase_add_test(logs, a_future_that_somebody_holds_is_told_by_how_its_call_stands);
	tcase_add_test(logs, an_error_is_kept_for_whoever_asks);
	tcase_add_test(logs, who_waits_for_a_result_knows_who_works_on_it);
	tcase_add_test(logs, idle_workers_of_a_pool_wait_for_a_call_and_are_not_counted_alive);
	tcase_add_test(logs, a_pool_is_shut_down);
	tcase_add_test(logs, of_many_calls_those_that_are_not_done_are_kept);
	tcase_add_test(logs, who_has_not_gone_home_when_all_is_done_has_ended_with_the_run_and_else_stands_where_it_stood);
	suite_add_tcase(suite, logs);
	tcase_set_timeout(runs, 120);
	tcase_add_checked_fixture(runs, NULL, forget_recipes);
	tcase_add_loop_test(runs, results_errors_and_order_are_right_whatever_the_pool_and_the_run_are_on, 0, WAYS);
	tcase_add_loop_test(runs, a_run_ends_when_all_calls_are_done_though_nobody_waits_for_them, 0, WAYS);
	tcase_add_loop_test(runs, processes_of_a_pool_have_globals_of_their_own_and_threads_those_of_main, 0, WAYS);
	tcase_add_loop_test(runs, a_pool_of_processes_is_of_processes_and_none_is_left_behind, 0, 3);
	tcase_add_loop_test(runs, a_call_beside_the_run_gives_calls_and_begins_no_tasks, 0, WAYS);
	tcase_add_test(runs, nothing_is_forked_from_a_process_that_has_threads);
	tcase_add_loop_test(runs, a_schedule_gives_the_same_events_whatever_the_pool_is_of, 0, 3);
	tcase_add_test(runs, a_schedule_gives_the_same_events_on_threads_and_on_processes);
	tcase_add_test(runs, the_explorer_counts_the_schedules_of_a_pool);
	tcase_add_loop_test(runs, a_pool_whose_only_worker_waits_for_itself_is_a_deadlock, 0, WAYS);
	tcase_add_loop_test(runs, idle_workers_never_make_a_deadlock_and_stand_in_nobodys, 0, 2 * WAYS);
	tcase_add_loop_test(runs, a_worker_of_a_pool_killed_at_any_step_leaves_no_call_waiting, 0, 3);
	tcase_add_loop_test(runs, a_thread_cannot_be_killed_alone, 0, 3);
	suite_add_tcase(suite, runs);
	return run_suite(suite);
}
