/* test_fetch.c - requests: in the reducer and in words by literal logs, and really made, of a small server here (web.h), on every engine. */
#include "kitchen/kitchen.h"
#include "log_stage.h"
#include "recipe_run.h"
#include "source/source.h"
#include "stage/narrator.h"
#include "suite.h"
#include "web.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <time.h>

/* ---- by literal logs ---- */

static const char *told(const char *line)
{
	static char to[256];
	happens(line);
	narrator_sentence(&stage, &log_.events[log_.count - 1], to, sizeof to);
	return to;
}

static const char *why(const char *letter)
{
	static char to[160];
	return stage_worker_why(&stage, event_log_worker(&log_, letter), stage.time_ns, to, sizeof to);
}

static void open_kitchen(void)
{
	log_stage_open("0 - begin 42\n"
		"main main\n"
		"session pages\n"
		"worker A ann\n"
		"worker B bob\n");
}

START_TEST(a_worker_asks_waits_and_has_its_answer)
{
	ck_assert_str_eq(told("1 A fetch \"/page/3\" 1"), "A ann asks for /page/3.");
	ck_assert_str_eq(told("1 A wait answer"), "A ann waits for the answer.");
	ck_state("A", STATE_WAITING);
	ck_assert_str_eq(why("A"), "for /page/3");
	ck_assert_uint_eq(stage.fetches_open, 1);
	ck_assert_str_eq(told("1.5 - hold"), "The kitchen is held, and its clock with it; the answer that 1 worker waits for may come meanwhile.");
	ck_assert_str_eq(why("A"), "for /page/3, which may come meanwhile");
	happens("1.5 - go 2");
	ck_assert_str_eq(told("2 A fetched 1 26214600"), "A ann has the answer: 200, 400 bytes.");
	ck_state("A", STATE_RUNNING);
	ck_assert_uint_eq(stage.fetches_open, 0);
	ck_assert_uint_eq(stage.fetched, 1);
	ck_assert_uint_eq(stage.fetch_bytes, 400);
	ck_assert_uint_eq(stage.fetch_ns, 1000000000);
	ck_assert_uint_eq(stage.fetch_errors, 0);
	ck_assert_uint_eq(stage.strange, 0);
}
END_TEST

START_TEST(errors_and_missing_answers_are_told_as_what_they_are)
{
	happens("1 A fetch \"/rates\" 1\n1 B fetch \"/rates\" 2");
	ck_assert_str_eq(told("2 A fetched 1 429"), "A ann has the answer: 429 (too many requests).");
	ck_assert_str_eq(told("2 B fetched 2 0"), "B bob gets no answer.");
	ck_assert_uint_eq(stage.fetch_errors, 2);
	happens("3 A fetch \"/rates\" 3");
	ck_assert_str_eq(told("3 A fetched 3 500"), "A ann has the answer: 500 (an error of the service).");
}
END_TEST

START_TEST(a_session_counts_what_went_through_it_and_its_connections)
{
	ck_assert_str_eq(told("1 A fetch \"/page/1\" 1 pages"), "A ann asks for /page/1 through pages.");
	struct event event = log_.events[log_.count - 1];
	event.kind = KIND_FETCHED;
	event.item = 1;
	event.value = 200 | UINT64_C(1) << 63;
	stage_apply(&stage, &event);
	ck_assert_uint_eq(object("pages")->reads, 1);
	ck_assert_uint_eq(object("pages")->length, 1);
	ck_assert_uint_eq(stage.connections, 1);
	ck_assert_uint_eq(stage.fetch_bytes, 0);
}
END_TEST

START_TEST(an_answer_that_nobody_asked_for_is_strange_and_does_no_harm)
{
	happens("1 A fetched 1 200");
	ck_assert_uint_eq(stage.strange, 1);
	ck_assert_uint_eq(stage.fetched, 0);
	happens("2 A fetch \"/page\" 1\n3 A end failed");
	ck_assert_uint_eq(stage.fetches_open, 0);
}
END_TEST

/* ---- really ---- */

static const char *const ways[] = { "--engine threads", "--engine threads --gil", "--engine loop", "--engine processes", "--engine sequential",
	"--policy random --seed 3", "--engine loop --policy random --seed 3", "--engine processes --policy random --seed 3" };
#define WAYS ((int)(sizeof ways / sizeof *ways))

static int port;

static void open_web(void)
{
	port = web_port(true);
}

static json_t *run_one(int *status, const char *path, const char *way, const char *more)
{
	return recipe_run(status, "run --json --timeout 60 $R/fetch-one.lua --url http://127.0.0.1:%d --set path=%s %s %s", port, path, way, more);
}

/* What the recipe says of one request. */
static char *said(const char *path, const char *way, const char *more)
{
	int status;
	char *out = recipe_output(&status, "run --plain --timeout 60 $R/fetch-one.lua --url http://127.0.0.1:%d --set path=%s %s %s 2>&1", port, path, way, more);
	char *from = strstr(out, " says: \""), *to = from ? strchr(from + 8, '\n') : NULL;
	ck_assert_msg(from && to, "%s %s: %s", path, way, out);
	*to = 0;
	char *words = strdup(from + 8);
	free(out);
	return words;
}

static void assert_says(const char *path, const char *way, const char *more, const char *part)
{
	char *words = said(path, way, more);
	ck_assert_msg(strstr(words, part) != NULL, "%s %s: \"%s\" has no \"%s\"", path, way, words, part);
	free(words);
}

START_TEST(each_engine_gets_each_page)
{
	char words[300];
	snprintf(words, sizeof words, "$R/fetch-pages.lua --url http://127.0.0.1:%d %s", port, ways[_i]);
	recipe_holds(words);
	ck_assert_int_eq(web_requests, 12);
}
END_TEST

START_TEST(a_session_keeps_its_connection_and_a_request_without_has_its_own)
{
	static const int kept[] = { 3, 3, 3, 3, 1, 3, 1, 3 }; /* one a worker; where one thread asks for all, one */
	char words[300];
	snprintf(words, sizeof words, "$R/fetch-pages.lua --url http://127.0.0.1:%d %s", port, ways[_i]);
	recipe_holds(words);
	ck_assert_int_eq(web_connections, kept[_i]);
	web_connections = 0;
	snprintf(words, sizeof words, "$R/fetch-pages.lua --set keep=false --url http://127.0.0.1:%d %s", port, ways[_i]);
	recipe_holds(words);
	ck_assert_int_eq(web_connections, 12);
}
END_TEST

START_TEST(the_report_counts_requests_errors_and_bytes)
{
	int status;
	json_t *json = run_one(&status, "/status/503", ways[_i], ""), *fetches = json_object_get(json, "fetches");
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(json_integer_value(json_object_get(fetches, "count")), 1);
	ck_assert_int_eq(json_integer_value(json_object_get(fetches, "errors")), 1);
	ck_assert_int_eq(json_integer_value(json_object_get(fetches, "bytes")), 11);
	json_decref(json);
}
END_TEST

START_TEST(statuses_are_values_and_no_redirect_is_followed)
{
	assert_says("/status/404", ways[_i], "", "404 11 /status/404");
	assert_says("/status/500", ways[_i], "", "500 11 /status/500");
	assert_says("/empty", ways[_i], "", "204 0");
	assert_says("/elsewhere", ways[_i], "", "302 0");
	ck_assert_int_eq(web_requests, 4);
}
END_TEST

START_TEST(no_answer_is_nil_and_says_why)
{
	char other[80];
	assert_says("/nothing", ways[_i], "", "the connection was closed without an answer");
	assert_says("/garbage", ways[_i], "", "what came is no HTTP answer");
	assert_says("/broken", ways[_i], "", "the answer broke off after 9 bytes");
	port = web_port(false);
	snprintf(other, sizeof other, "http://127.0.0.1:%d/page: Connection refused", port);
	assert_says("/page", ways[_i], "", "Connection refused");
}
END_TEST

START_TEST(a_request_is_given_up_when_its_time_is_up)
{
	assert_says("/held", ways[_i], "--set timeout=0.05", "no answer within 0.05 s");
	assert_says("/held", ways[_i], "--set timeout=0", "no answer within 0 s");
}
END_TEST

START_TEST(an_answer_may_be_large_but_not_endless)
{
	assert_says("/large", ways[_i], "", "200 8388608 yyyy");
	assert_says("/endless", ways[_i], "", "the answer is too long: at most 64 MB");
	assert_says("/declared", ways[_i], "", "the answer is too long: at most 64 MB");
}
END_TEST

START_TEST(only_the_runs_own_service_can_be_reached)
{
	static const char *const others[] = { "http://127.0.0.1:9", "http://example.org", "file:///etc/passwd", "ftp://127.0.0.1", "nonsense\\ here", "http://127.0.0.1@example.org" };
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		int status;
		char more[120];
		snprintf(more, sizeof more, "--set 'other=%s'", others[i]);
		json_t *json = run_one(&status, "/page", "--engine threads", more);
		ck_assert_int_eq(status, 1);
		ck_assert_msg(strstr(recipe_text(json, "error"), "fetch-one.lua:8: ") != NULL, "%s: %s", others[i], recipe_text(json, "error"));
		json_decref(json);
	}
	ck_assert_int_eq(web_connections, 0);
}
END_TEST

START_TEST(an_answer_that_nobody_looks_at_is_a_clear_error)
{
	int status;
	json_t *json = run_one(&status, "/page", ways[_i], "--set raise=true");
	ck_assert_str_eq(recipe_text(json, "error"), "fetch-one.lua:10: this is no JSON: line 1, column 1 of \"/page\": invalid token near '/' (in reader)");
	json_decref(json);
	json = run_one(&status, "/nothing", ways[_i], "--set raise=true");
	ck_assert_msg(strstr(recipe_text(json, "error"), "fetch-one.lua:10: this is no JSON") && strstr(recipe_text(json, "error"), "the connection was closed without an answer"), "%s",
		recipe_text(json, "error"));
	json_decref(json);
}
END_TEST

START_TEST(json_is_decoded_within_bounds)
{
	char words[100];
	snprintf(words, sizeof words, "$R/fetch-json.lua %s", ways[_i]);
	recipe_holds(words);
}
END_TEST

START_TEST(the_explorer_refuses_who_fetches)
{
	int status;
	char *out = recipe_output(&status, "explore $R/fetch-one.lua 2>&1");
	ck_assert_int_eq(status, 1);
	ck_assert_msg(strstr(out, "cannot be explored") && strchr(out, '\n') == strrchr(out, '\n'), "%s", out);
	free(out);
}
END_TEST

START_TEST(a_pools_workers_ask_too_and_after_a_fork_each_process_has_its_own_connection)
{
	static const char *const kinds[] = { "--engine loop --set kind=threads", "--engine loop --set kind=processes", "--engine processes --set kind=threads",
		"--engine processes --set kind=processes", "--engine loop --set kind=threads --policy random", "--engine processes --set kind=processes --policy random" };
	char words[300];
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		snprintf(words, sizeof words, "$R/fetch-beside.lua --url http://127.0.0.1:%d %s", port, kinds[i]);
		recipe_holds(words);
	}
	ck_assert_int_eq(web_requests, 6 * 6);
	web_connections = 0;
	snprintf(words, sizeof words, "$R/fetch-beside.lua --url http://127.0.0.1:%d --engine processes --set forks=true", port);
	recipe_holds(words);
	ck_assert_int_eq(web_connections, 2);
}
END_TEST

START_TEST(the_same_schedule_gives_the_same_events)
{
	static const char *const same[] = { "--engine threads", "--engine processes", "--engine threads --gil" };
	char hash[40] = "";
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		int status;
		json_t *json = recipe_run(&status, "run --json --timeout 60 $R/fetch-pages.lua --url http://127.0.0.1:%d --policy random --seed 7 %s", port, same[i]);
		ck_assert_int_eq(status, 0);
		if (i > 0)
			ck_assert_str_eq(recipe_text(json, "hash"), hash);
		snprintf(hash, sizeof hash, "%s", recipe_text(json, "hash"));
		json_decref(json);
	}
}
END_TEST

/* ---- in one sitting ---- */

static void sit(struct launch *launch, const char *engine, const char *seed)
{
	struct error error;
	launch_init(launch);
	const char *dir = getenv("srcdir");
	snprintf(launch->recipe, sizeof launch->recipe, "pages");
	snprintf(launch->file, sizeof launch->file, "pages.lua");
	snprintf(launch->path, sizeof launch->path, "%s/tests/recipes/fetch-pages.lua", dir ? dir : ".");
	snprintf(launch->url, sizeof launch->url, "http://127.0.0.1:%d", port);
	snprintf(launch->engine, sizeof launch->engine, "%s", engine);
	snprintf(launch->policy, sizeof launch->policy, "random");
	launch->seed = strtoull(seed, NULL, 10);
	ck_assert_int_eq(launch_set(launch, "n", "2", &error), 0);
}

/* The run from beginning to end; as JSON what it reports. */
static json_t *sit_through(const struct launch *launch)
{
	struct error error = { "" };
	struct source *source = source_kitchen(launch, NULL, &error);
	ck_assert_msg(source != NULL, "%s", error.text);
	struct info info;
	struct history *history = history_new();
	info_init(&info);
	while (source_pump(source, history, &info, 0) == SOURCE_OPEN) {
		struct pollfd ready = { .fd = source_fd(source), .events = POLLIN };
		ck_assert_int_eq(poll(&ready, 1, 20000), 1);
	}
	ck_assert_str_eq(source_error(source), "");
	json_t *json = json_loads(info.report, 0, NULL);
	ck_assert_ptr_nonnull(json);
	source_free(source);
	history_free(history);
	info_release(&info);
	return json;
}

START_TEST(a_run_that_is_taken_again_has_its_answers_from_the_first_time)
{
	static const char *const engines[] = { "threads", "loop", "processes" };
	struct launch launch;
	sit(&launch, engines[_i], "5");
	json_t *first = sit_through(&launch);
	ck_assert_int_eq(web_requests, 6);
	json_t *again = sit_through(&launch);
	ck_assert_int_eq(web_requests, 6);
	ck_assert_str_eq(recipe_text(first, "hash"), recipe_text(again, "hash"));
	ck_assert_str_eq(recipe_text(again, "outcome"), "done");
	launch_release(&launch);
	sit(&launch, engines[_i], "6"); /* another run */
	json_decref(sit_through(&launch));
	ck_assert_int_eq(web_requests, 12);
	launch.policy[0] = 0; /* a free run asks for itself */
	json_decref(sit_through(&launch));
	ck_assert_int_eq(web_requests, 18);
	json_decref(first);
	json_decref(again);
	launch_release(&launch);
}
END_TEST

/* ---- a pause ---- */

static void command(struct source *source, enum command_do what)
{
	struct command command = { .what = what };
	source_command(source, &command);
}

static void pump(struct source *source, struct history *history, struct info *info)
{
	struct pollfd ready = { .fd = source_fd(source), .events = POLLIN };
	ck_assert_int_eq(poll(&ready, 1, 20000), 1);
	source_pump(source, history, info, 0);
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

START_TEST(while_the_kitchen_is_held_nobodys_time_runs_out)
{
	static const char *const held[] = { "threads", "loop" };
	struct launch launch;
	struct error error = { "" };
	struct info info;
	struct history *history = history_new();
	sit(&launch, held[_i], "1");
	launch.policy[0] = 0;
	launch_release(&launch);
	const char *dir = getenv("srcdir");
	snprintf(launch.path, sizeof launch.path, "%s/tests/recipes/fetch-one.lua", dir ? dir : ".");
	launch_set(&launch, "path", "/held", &error);
	launch_set(&launch, "timeout", "2", &error);
	info_init(&info);
	struct source *source = source_kitchen(&launch, NULL, &error);
	ck_assert_msg(source != NULL, "%s", error.text);
	while (history_head(history)->fetches_open == 0)
		pump(source, history, &info);
	command(source, COMMAND_HOLD);
	while (!history_head(history)->held)
		pump(source, history, &info);
	for (double over = seconds() + 2.2; seconds() < over;) /* more than its time: in a pause it does not pass */
		poll(NULL, 0, 50);
	web_let_go = true;
	command(source, COMMAND_GO);
	while (source_state(source) == SOURCE_OPEN)
		pump(source, history, &info);
	ck_assert_uint_eq(history_head(history)->fetched, 1);
	ck_assert_uint_eq(history_head(history)->fetch_errors, 0);
	ck_assert_uint_eq(history_head(history)->fetch_bytes, 4);
	source_free(source);
	history_free(history);
	info_release(&info);
	launch_release(&launch);
}
END_TEST

/* ---- ends while a worker waits ---- */

static pid_t begin_held(const char *engine, char *out)
{
	char url[64], recipe[512];
	const char *dir = getenv("srcdir");
	snprintf(url, sizeof url, "http://127.0.0.1:%d", port);
	snprintf(recipe, sizeof recipe, "%s/tests/recipes/fetch-one.lua", dir ? dir : ".");
	strcpy(out, "/tmp/fetch-held-XXXXXX");
	int fd = mkstemp(out);
	pid_t pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(fd, 1);
		execl("./lunchrush", "lunchrush", "run", "--json", recipe, "--url", url, "--set", "path=/held", "--engine", engine, NULL);
		_exit(127);
	}
	close(fd);
	while (web_requests == 0)
		poll(NULL, 0, 5); /* until the server has heard it */
	return pid;
}

static json_t *end_held(pid_t pid, char *out, int *status)
{
	json_error_t why_not;
	ck_assert_int_eq(waitpid(pid, status, 0), pid);
	json_t *json = json_load_file(out, 0, &why_not);
	unlink(out);
	ck_assert_msg(json != NULL, "%s", why_not.text);
	return json;
}

static void assert_nobody_left(const json_t *json)
{
	size_t i;
	json_t *one;
	json_array_foreach(json_object_get(json, "workers"), i, one) {
		int pid = (int)json_integer_value(json_object_get(one, "pid"));
		ck_assert_msg(pid == 0 || (kill(pid, 0) != 0 && errno == ESRCH), "process %d is still there", pid);
	}
}

static const char *const engines[] = { "threads", "loop", "processes", "sequential" };

START_TEST(quitting_while_a_worker_waits_leaves_nothing)
{
	char out[64];
	int status;
	pid_t pid = begin_held(engines[_i], out);
	kill(pid, SIGINT);
	json_t *json = end_held(pid, out, &status);
	ck_assert_int_eq(WEXITSTATUS(status), 130);
	ck_assert_str_eq(recipe_text(json, "outcome"), "interrupted");
	assert_nobody_left(json);
	json_decref(json);
}
END_TEST

/* The process that waits is the one the kitchen's floor forked last. */
static pid_t last_born(pid_t pid)
{
	for (;;) {
		char path[80];
		int child = 0, next;
		snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
		FILE *file = fopen(path, "r");
		while (file && fscanf(file, "%d", &next) == 1)
			child = next;
		if (file)
			fclose(file);
		if (!child)
			return pid;
		pid = child;
	}
}

START_TEST(a_worker_that_is_killed_while_it_waits_is_told_as_that)
{
	char out[64];
	int status;
	pid_t pid = begin_held("processes", out);
	kill(last_born(pid), SIGKILL);
	json_t *json = end_held(pid, out, &status);
	ck_assert_str_eq(recipe_text(json, "outcome"), "failed");
	ck_assert_msg(strstr(recipe_text(json, "error"), "was killed by signal 9") != NULL, "%s", recipe_text(json, "error"));
	assert_nobody_left(json);
	json_decref(json);
}
END_TEST

START_TEST(time_that_is_up_while_a_worker_waits_ends_the_run)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 0.3 $R/fetch-one.lua --url http://127.0.0.1:%d --set path=/held --engine %s", port, engines[_i]);
	ck_assert_int_eq(status, 1);
	ck_assert_msg(strstr(recipe_text(json, "error"), "time is up") != NULL, "%s", recipe_text(json, "error"));
	assert_nobody_left(json);
	json_decref(json);
}
END_TEST

static Suite *fetch_suite(void)
{
	Suite *suite = suite_create("fetch");
	TCase *logs = tcase_create("logs"), *real = tcase_create("requests"), *sitting = tcase_create("sitting"), *ends = tcase_create("ends");
	tcase_add_checked_fixture(logs, open_kitchen, log_stage_close);
	tcase_add_test(logs, a_worker_asks_waits_and_has_its_answer);
	tcase_add_test(logs, errors_and_missing_answers_are_told_as_what_they_are);
	tcase_add_test(logs, a_session_counts_what_went_through_it_and_its_connections);
	tcase_add_test(logs, an_answer_that_nobody_asked_for_is_strange_and_does_no_harm);
	suite_add_tcase(suite, logs);
	tcase_add_checked_fixture(real, open_web, NULL);
	tcase_set_timeout(real, 120);
	tcase_add_loop_test(real, each_engine_gets_each_page, 0, WAYS);
	tcase_add_loop_test(real, a_session_keeps_its_connection_and_a_request_without_has_its_own, 0, WAYS);
	tcase_add_loop_test(real, the_report_counts_requests_errors_and_bytes, 0, WAYS);
	tcase_add_loop_test(real, statuses_are_values_and_no_redirect_is_followed, 0, WAYS);
	tcase_add_loop_test(real, no_answer_is_nil_and_says_why, 0, WAYS);
	tcase_add_loop_test(real, a_request_is_given_up_when_its_time_is_up, 0, WAYS);
	tcase_add_loop_test(real, an_answer_may_be_large_but_not_endless, 0, 4);
	tcase_add_test(real, only_the_runs_own_service_can_be_reached);
	tcase_add_loop_test(real, an_answer_that_nobody_looks_at_is_a_clear_error, 0, 4);
	tcase_add_loop_test(real, json_is_decoded_within_bounds, 0, WAYS);
	tcase_add_test(real, the_explorer_refuses_who_fetches);
	tcase_add_test(real, a_pools_workers_ask_too_and_after_a_fork_each_process_has_its_own_connection);
	tcase_add_test(real, the_same_schedule_gives_the_same_events);
	suite_add_tcase(suite, real);
	tcase_add_checked_fixture(sitting, open_web, NULL);
	tcase_set_timeout(sitting, 120);
	tcase_add_loop_test(sitting, a_run_that_is_taken_again_has_its_answers_from_the_first_time, 0, 3);
	tcase_add_loop_test(sitting, while_the_kitchen_is_held_nobodys_time_runs_out, 0, 2);
	suite_add_tcase(suite, sitting);
	tcase_add_checked_fixture(ends, open_web, NULL);
	tcase_set_timeout(ends, 60);
	tcase_add_loop_test(ends, quitting_while_a_worker_waits_leaves_nothing, 0, 4);
	tcase_add_test(ends, a_worker_that_is_killed_while_it_waits_is_told_as_that);
	tcase_add_loop_test(ends, time_that_is_up_while_a_worker_waits_ends_the_run, 0, 4);
	suite_add_tcase(suite, ends);
	return suite;
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], LAUNCH_ARGUMENT))
		return kitchen_main(argv[2]);
	return run_suite(fetch_suite());
}
