/* test_http_recipes.c - the recipes that ask a service over HTTP, rates and sites, run on real engines and a real service: what each form teaches.
 *
 * Who asks, who writes, how many are at the service at once and when they asked is read from the events, never timed: bounds from above are strict, those from
 * below wide.
 *
 * Each fact was removed from its recipe, and was seen to be missed. Rates: one by one as tasks; a task each, and async, joined at once; ten workers, nine helpers; workers that put
 * results for main, and results written by workers; no task_done; errors that end the run, that no pcall catches, that async takes for results; threads for a pool of processes; an
 * executor's calls made by the loop, a loop that is blocked meanwhile; no bucket, one that is full at first, over-full, without its lock. Sites: a session a page, sessions where
 * none is wanted, none where one is, one reader, forty readers. */
#include "recipe_run.h"
#include "source/source.h"
#include "suite.h"

#include <string.h>
#include <unistd.h>

static const char *const engines[] = { "threads", "loop", "processes" };
static const char *const ways[] = { "one by one", "a task each", "a few workers", "results in a queue", "errors as results", "throttled", "a pool of threads",
	"a pool of processes", "async", "an executor" };
#define WAYS ((int)(sizeof ways / sizeof *ways))

static struct history *history;
static json_t *report;

/* Run the recipe from beginning to end on that engine; settings are names and values in turn, up to NULL. Its events are in `history`. */
static void play(const char *recipe, const char *engine, const char *const settings[])
{
	char words[512], trace[] = "/tmp/http-recipes-XXXXXX";
	struct error error = { "" };
	struct info info;
	int status, fd = mkstemp(trace), length;
	ck_assert_int_ge(fd, 0);
	close(fd);
	length = snprintf(words, sizeof words, "run %s --json --engine %s --seed 4 --timeout 60 --trace %s", recipe, engine, trace);
	for (; *settings; settings += 2)
		length += snprintf(words + length, sizeof words - (size_t)length, " --set %s='%s'", settings[0], settings[1]);
	report = recipe_run(&status, "%s", words);
	struct source *source = source_file(trace, &error);
	ck_assert_msg(source != NULL, "%s", error.text);
	history = history_new();
	info_init(&info);
	while (source_pump(source, history, &info, 0) == SOURCE_OPEN)
		;
	ck_assert_str_eq(source_error(source), "");
	source_free(source);
	info_release(&info);
	unlink(trace);
}

static void rates(const char *engine, const char *const settings[])
{
	play("rates", engine, settings);
}

static void done(void)
{
	json_decref(report);
	history_free(history);
}

/* How many events there are of a kind, by that worker; 0: by any. */
static int events(enum kind kind, uint32_t worker)
{
	int count = 0;
	for (size_t i = 0; i < history_count(history); i++) {
		const struct event *event = history_event(history, i);
		count += event->kind == kind && (!worker || event->worker == worker);
	}
	return count;
}

/* The most requests that the service was ever at. */
static uint64_t at_once(void)
{
	uint64_t most = 0;
	for (size_t i = 0; i < history_count(history); i++)
		if (history_event(history, i)->kind == KIND_HEARD && history_event(history, i)->value > most)
			most = history_event(history, i)->value;
	return most;
}

/* How many processes the helpers of a pool are in beside the main task's. */
static int processes_of_the_pool(void)
{
	const struct stage *stage = history_head(history);
	int count = 0;
	for (uint32_t id = 1; id < stage->worker_count; id++)
		count += stage->workers[id].role == ROLE_OF_POOL && stage->workers[id].pid != stage->workers[1].pid;
	return count;
}

START_TEST(each_way_writes_the_whole_table_on_each_engine)
{
	rates(engines[_i % 3], (const char *const[]){ "way", ways[_i / 3], "latency", "0.05", NULL });
	ck_assert_msg(strcmp(recipe_text(report, "outcome"), "done") == 0, "%s on %s: %s", ways[_i / 3], engines[_i % 3], recipe_text(report, "error"));
	ck_assert_int_eq(recipe_number(report, "ledger", "served"), 5);
	ck_assert_int_eq(recipe_number(report, "service", "requests"), 5);
	ck_assert_int_eq(events(KIND_SAY, 0), 5);
	ck_assert_int_eq(processes_of_the_pool(), strcmp(ways[_i / 3], "a pool of processes") == 0 ? 4 : 0);
	done();
}
END_TEST

/* Nobody but these are ever at the service at the same time. */
static const struct {
	const char *way;
	uint64_t least, most;
} crowds[] = { { "one by one", 1, 1 }, { "a task each", 2, 15 }, { "a few workers", 2, 4 }, { "throttled", 1, 4 }, { "a pool of threads", 2, 4 },
	{ "a pool of processes", 2, 4 }, { "async", 2, 15 }, { "an executor", 2, 4 } };

START_TEST(who_asks_says_how_many_are_at_the_service_at_once)
{
	rates(engines[_i % 3], (const char *const[]){ "way", crowds[_i / 3].way, "rounds", "3", "latency", "0.1", NULL });
	ck_assert_uint_ge(at_once(), crowds[_i / 3].least);
	ck_assert_uint_le(at_once(), crowds[_i / 3].most);
	done();
}
END_TEST

/* Workers write as answers come, or put them into a second queue from which the main task alone writes. */
START_TEST(with_a_second_queue_the_main_task_alone_writes)
{
	rates(engines[_i], (const char *const[]){ "way", "a few workers", "latency", "0.02", NULL });
	ck_assert_int_eq(events(KIND_SAY, 1), 0);
	ck_assert_int_eq(events(KIND_SERVE, 1), 0);
	done();
	rates(engines[_i], (const char *const[]){ "way", "results in a queue", "latency", "0.02", NULL });
	ck_assert_int_eq(events(KIND_SAY, 1), 5);
	ck_assert_int_eq(events(KIND_SERVE, 1), 5);
	done();
}
END_TEST

/* All answers are errors: each worker takes one base, dies of it, and the fifth is never asked for. */
START_TEST(a_worker_that_raises_dies_and_the_join_waits_for_it_for_ever)
{
	static const char *const plain[] = { "a few workers", "results in a queue" };
	rates(engines[_i % 3], (const char *const[]){ "way", plain[_i / 3], "errors", "1", "latency", "0.02", NULL });
	json_t *wait = json_array_get(json_object_get(report, "waiting"), 0);
	ck_assert_str_eq(recipe_text(report, "outcome"), "deadlock");
	ck_assert_str_eq(recipe_text(wait, "worker"), "main");
	ck_assert_str_eq(recipe_text(wait, "holder"), "worker 1");
	ck_assert_str_eq(recipe_text(wait, "cause"), "worker 1 and 3 more, who took one each, have failed");
	ck_assert_uint_eq(json_array_size(json_object_get(report, "failures")), 4);
	ck_assert_int_eq(recipe_number(report, "service", "requests"), 4);
	done();
}
END_TEST

START_TEST(with_some_errors_some_die_and_the_others_go_on)
{
	rates(engines[_i], (const char *const[]){ "way", "a few workers", "errors", "0.2", "rounds", "3", "latency", "0.02", NULL });
	long long served = recipe_number(report, "ledger", "served"), wrong = recipe_number(report, "service", "errors");
	ck_assert_int_gt(wrong, 0);
	ck_assert_int_gt(served, 0);
	ck_assert_int_eq(json_array_size(json_object_get(report, "failures")), wrong);
	ck_assert_str_eq(recipe_text(report, "outcome"), "deadlock");
	done();
}
END_TEST

START_TEST(where_errors_travel_as_results_nobody_dies_and_the_run_ends)
{
	for (int all = 0; all < 2; all++) {
		rates(engines[_i], (const char *const[]){ "way", "errors as results", "errors", all ? "1" : "0.2", "rounds", "3", "latency", "0.02", NULL });
		ck_assert_str_eq(recipe_text(report, "outcome"), "done");
		ck_assert_int_eq(events(KIND_FAIL, 0), 0);
		ck_assert_int_eq(events(KIND_SAY, 1), 15);
		ck_assert_int_eq(recipe_number(report, "ledger", "served") + recipe_number(report, "service", "errors"), 15);
		ck_assert_int_gt(recipe_number(report, "service", "errors"), 0);
		done();
	}
}
END_TEST

/* A task that fails has no result; the loop, and whoever else gathers, goes on with those of the others. */
START_TEST(gathered_are_the_results_of_those_that_did_not_fail)
{
	rates(engines[_i], (const char *const[]){ "way", "async", "errors", "0.4", "rounds", "3", "latency", "0.02", NULL });
	long long served = recipe_number(report, "ledger", "served"), wrong = recipe_number(report, "service", "errors");
	ck_assert_int_gt(wrong, 0);
	ck_assert_int_gt(served, 0);
	ck_assert_int_eq(served + wrong, 15);
	ck_assert_int_eq(events(KIND_FAIL, 0), wrong);
	ck_assert_int_eq(json_array_size(json_object_get(report, "failures")), wrong);
	done();
}
END_TEST

/* The bucket begins empty, so that the n-th request cannot come before n / rate, and is never over-full, so that no more than that and its size come in any second. */
START_TEST(a_token_bucket_lets_no_more_through_than_its_rate_and_size)
{
	enum { RATE = 10, MOST = 60 };
	uint64_t at_ns[MOST], n = 0;
	rates(engines[_i], (const char *const[]){ "way", "throttled", "rounds", "5", "rate", "10", "latency", "0.01", NULL });
	for (size_t i = 0; i < history_count(history) && n < MOST; i++)
		if (history_event(history, i)->kind == KIND_FETCH)
			at_ns[n++] = history_event(history, i)->time_ns;
	ck_assert_uint_eq(n, 25);
	for (uint64_t i = 0; i < n; i++) {
		uint64_t window = 0;
		ck_assert_msg(at_ns[i] + 1000 >= (i + 1) * (1000000000 / RATE), "request %d came after %g s", (int)i + 1, (double)at_ns[i] * 1e-9);
		for (uint64_t j = i; j < n && at_ns[j] - at_ns[i] < 1000000000; j++)
			window++;
		ck_assert_uint_le(window, 2 * RATE);
	}
	done();
}
END_TEST

/* Few ask a bucket that fills fast: what it holds grows, and never beyond its size; and nobody fills it or takes from it but under its lock. */
START_TEST(a_token_bucket_is_never_over_full_and_touched_by_one_at_a_time)
{
	uint32_t cell = 0, bucket = 0, holder = 0;
	int writes = 0;
	bool full = false;
	rates(engines[_i], (const char *const[]){ "way", "throttled", "rounds", "4", "rate", "20", "latency", "1", NULL });
	const struct stage *stage = history_head(history);
	for (uint32_t id = 1; id < stage->object_count; id++) {
		cell = strcmp(stage_object_name(stage, id), "tokens") == 0 ? id : cell;
		bucket = strcmp(stage_object_name(stage, id), "bucket") == 0 ? id : bucket;
	}
	ck_assert_uint_ne(cell, 0);
	ck_assert_uint_ne(bucket, 0);
	for (size_t i = 0; i < history_count(history); i++) {
		const struct event *event = history_event(history, i);
		if (event->object == bucket && (event->kind == KIND_ACQUIRE || event->kind == KIND_RELEASE))
			holder = event->kind == KIND_ACQUIRE ? event->worker : 0;
		if (event->kind != KIND_WRITE || event->object != cell || event->worker == 1) /* main made it */
			continue;
		ck_assert_uint_eq(event->worker, holder); /* else two could take the same token */
		double tokens = word_type(event->value) == WORD_INTEGER ? (double)word_as_integer(event->value) : word_as_number(event->value);
		ck_assert_double_le(tokens, 20);
		full |= tokens == 20;
		writes++;
	}
	ck_assert_int_gt(writes, 0);
	ck_assert_msg(full, "the bucket was never full, so nothing was seen");
	done();
}
END_TEST

/* The executor's calls are on threads beside the loop, which lets a task sleep and wake while they wait. */
START_TEST(the_loop_is_free_while_an_executor_waits)
{
	int slept = 0, asked = 0;
	rates("loop", (const char *const[]){ "way", "an executor", "latency", "0.2", NULL });
	for (size_t i = 0; i < history_count(history); i++) {
		const struct event *event = history_event(history, i);
		asked += event->kind == KIND_FETCH;
		if (event->kind == KIND_FETCH)
			ck_assert_int_eq(history_head(history)->workers[event->worker].role, ROLE_OF_POOL);
		if (event->kind == KIND_FETCHED)
			break;
		slept += event->kind == KIND_SLEEP && asked > 0;
	}
	ck_assert_int_ge(slept, 1);
	done();
}
END_TEST

/* ---- sites ---- */

#define PAGES "pages", "40", "latency", "0.02"

static void sites(const char *engine, const char *const settings[], long long least, long long most, uint64_t at_most)
{
	play("sites", engine, settings);
	ck_assert_str_eq(recipe_text(report, "outcome"), "done");
	ck_assert_int_eq(recipe_number(report, "ledger", "served"), 40);
	ck_assert_int_eq(recipe_number(report, "service", "requests"), 40);
	ck_assert_uint_le(at_once(), at_most);
	ck_assert_int_ge(recipe_number(report, "fetches", "connections"), least);
	ck_assert_int_le(recipe_number(report, "fetches", "connections"), most);
	done();
}

START_TEST(one_by_one_needs_one_connection_five_readers_at_most_five_and_calls_without_a_session_one_each)
{
	sites(engines[_i], (const char *const[]){ PAGES, "readers", "1", NULL }, 1, 1, 1);
	sites(engines[_i], (const char *const[]){ PAGES, "readers", "5", NULL }, 2, 5, 5);
	sites(engines[_i], (const char *const[]){ PAGES, "sessions", "one a page", NULL }, 40, 40, 5);
}
END_TEST

START_TEST(sequential_reads_one_by_one)
{
	sites("sequential", (const char *const[]){ PAGES, NULL }, 1, 1, 1);
}
END_TEST

START_TEST(a_loop_asks_for_all_pages_at_once_through_one_session)
{
	play("sites", "loop", (const char *const[]){ "pages", "40", "latency", "0.2", "readers", "40", "sessions", "one for all", NULL });
	ck_assert_int_eq(recipe_number(report, "ledger", "served"), 40);
	ck_assert_uint_gt(at_once(), 5);
	uint32_t session = 0;
	for (size_t i = 0; i < history_count(history); i++) {
		const struct event *event = history_event(history, i);
		if (event->kind != KIND_FETCH)
			continue;
		session = session ? session : event->object;
		ck_assert_uint_ne(event->object, 0);
		ck_assert_uint_eq(event->object, session);
	}
	done();
}
END_TEST

int main(void)
{
	const struct { const char *name; const TTest *test; int last; } groups[] = {
		{ "ways", each_way_writes_the_whole_table_on_each_engine, WAYS * 3 },
		{ "crowds", who_asks_says_how_many_are_at_the_service_at_once, 3 * (int)(sizeof crowds / sizeof *crowds) },
		{ "who", with_a_second_queue_the_main_task_alone_writes, 3 },
		{ "who", the_loop_is_free_while_an_executor_waits, 1 },
		{ "errors", a_worker_that_raises_dies_and_the_join_waits_for_it_for_ever, 6 },
		{ "errors", with_some_errors_some_die_and_the_others_go_on, 3 },
		{ "errors", where_errors_travel_as_results_nobody_dies_and_the_run_ends, 3 },
		{ "errors", gathered_are_the_results_of_those_that_did_not_fail, 3 },
		{ "bucket", a_token_bucket_lets_no_more_through_than_its_rate_and_size, 3 },
		{ "bucket", a_token_bucket_is_never_over_full_and_touched_by_one_at_a_time, 3 },
		{ "sites", one_by_one_needs_one_connection_five_readers_at_most_five_and_calls_without_a_session_one_each, 3 },
		{ "sites", sequential_reads_one_by_one, 1 },
		{ "sites", a_loop_asks_for_all_pages_at_once_through_one_session, 1 },
	};
	Suite *suite = suite_create("http recipes");
	TCase *group = NULL;
	const char *name = "";
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		if (strcmp(name, groups[i].name) != 0) {
			group = tcase_create(name = groups[i].name);
			tcase_set_timeout(group, 120);
			suite_add_tcase(suite, group);
		}
		tcase_add_loop_test(group, groups[i].test, 0, groups[i].last);
	}
	return run_suite(suite);
}
