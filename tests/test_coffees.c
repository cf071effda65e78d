/* test_coffees.c - clouds on real processes: cold and warm, one apiece, refused, timed out, tried again, lost; and that no instance stays behind.
 *
 * The lesson's tests were seen to fail without its facts: no retries, a long time limit, stalls that wait an hour for work, as many stalls as they like, an espresso that is refused
 * and not asked for again, counted by the stalls or outside them, counted by answers where it says a global, a cold brew that somebody waits for, no quiet hour. */
#include "recipe_run.h"
#include "suite.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

static long long count_of(const json_t *json, const char *key)
{
	return recipe_number(json, "cloud", key);
}

static json_t *cloud_run(const char *what, const char *more)
{
	int status;
	json_t *json = recipe_run(&status, "run $R/cloud.lua --json --timeout 60 --set 'what=%s' %s", what, more);
	ck_assert_msg(status == 0, "%s: %s", what, recipe_broken(json));
	return json;
}

static void globals_are(const json_t *json, long long first, long long second, long long third)
{
	ck_assert_int_eq(recipe_number(json, "globals", "first"), first);
	ck_assert_int_eq(recipe_number(json, "globals", "second"), second);
	ck_assert_int_eq(recipe_number(json, "globals", "third"), third);
}

/* No process of an instance that the run told of is there any more. */
static void nobody_left(const json_t *json)
{
	size_t i;
	json_t *worker;
	int instances = 0;
	json_array_foreach(json_object_get(json, "workers"), i, worker) {
		int pid = (int)json_integer_value(json_object_get(worker, "pid"));
		if (strcmp(recipe_text(worker, "engine"), "instances") != 0 || strncmp(recipe_text(worker, "name"), "house", 5) != 0)
			continue;
		instances++;
		ck_assert_msg(kill(pid, 0) != 0 && errno == ESRCH, "the process %d of %s is still there", pid, recipe_text(worker, "name"));
	}
	ck_assert_int_gt(instances, 0);
}

START_TEST(one_after_another_are_handled_in_one_warm_instance)
{
	static const char *const engines[] = { "instances", "loop", "threads", "processes" };
	for (int i = 0; i < 4; i++) {
		char engine[40];
		snprintf(engine, sizeof engine, "--engine %s", engines[i]);
		json_t *json = cloud_run("one by one", engine);
		globals_are(json, 1, 2, 3); /* its own count lives as long as it does */
		ck_assert_int_eq(count_of(json, "cold"), 1);
		ck_assert_int_eq(count_of(json, "warm"), 2);
		ck_assert_int_eq(recipe_number(json, "globals", "count"), 0); /* nobody outside sees it */
		nobody_left(json);
		json_decref(json);
	}
}
END_TEST

START_TEST(at_once_each_has_an_instance_and_a_count_of_its_own)
{
	json_t *json = cloud_run("at once", "");
	globals_are(json, 1, 1, 1);
	ck_assert_int_eq(count_of(json, "cold"), 3);
	ck_assert_int_eq(count_of(json, "at_once"), 3);
	nobody_left(json);
	json_decref(json);
}
END_TEST

START_TEST(what_an_instance_knew_goes_with_it)
{
	json_t *json = cloud_run("quiet", "");
	globals_are(json, 1, 1, 0); /* the second began anew */
	ck_assert_int_eq(count_of(json, "reclaimed"), 1);
	ck_assert_int_eq(count_of(json, "cold"), 2);
	json_decref(json);
}
END_TEST

START_TEST(over_the_limit_is_refused)
{
	json_t *json = cloud_run("crowded", "--set limit=1");
	const char *said = json_string_value(json_object_get(json_object_get(json, "globals"), "said"));
	ck_assert_str_eq(said, "429 too many requests: all 1 instances of house are busy");
	ck_assert_int_eq(count_of(json, "throttled"), 1);
	ck_assert_int_eq(count_of(json, "handled"), 1);
	json_decref(json);
}
END_TEST

START_TEST(without_the_limit_none_is_refused)
{
	json_t *json = cloud_run("crowded", "--set limit=2");
	ck_assert_str_eq(json_string_value(json_object_get(json_object_get(json, "globals"), "said")), "");
	ck_assert_int_eq(count_of(json, "throttled"), 0);
	json_decref(json);
}
END_TEST

START_TEST(over_its_time_it_is_killed_and_the_next_begins_cold)
{
	static const char *const paces[] = { "", "--pace max", "--pace 4" };
	for (int i = 0; i < 3; i++) {
		json_t *json = cloud_run("slow", paces[i]);
		const char *said = json_string_value(json_object_get(json_object_get(json, "globals"), "said"));
		ck_assert_str_eq(said, "request 1 of house took longer than its time limit of 0.5 s:");
		ck_assert_int_eq(count_of(json, "timed_out"), 1);
		ck_assert_int_eq(count_of(json, "cold"), 2);
		ck_assert_int_eq(recipe_number(json, "globals", "after"), 1);
		nobody_left(json);
		json_decref(json);
	}
}
END_TEST

/* Eleven seconds by the real clock, more than a start may take, and 0.11 by the kitchen's. */
START_TEST(a_cold_start_may_take_longer_where_the_kitchen_is_slow)
{
	int status;
	json_t *json = recipe_run(&status, "run $R/cloud-late.lua --json --pace 0.01 --timeout 60");
	ck_assert_msg(status == 0, "%s", recipe_broken(json));
	ck_assert_int_eq(recipe_number(json, "globals", "answer"), 7);
	ck_assert_int_eq(count_of(json, "cold"), 1);
	json_decref(json);
}
END_TEST

START_TEST(an_error_is_raised_to_who_waits_and_the_instance_lives)
{
	json_t *json = cloud_run("raises", "");
	ck_assert_str_eq(json_string_value(json_object_get(json_object_get(json, "globals"), "said")), "cloud.lua:12: out of milk");
	ck_assert_int_eq(recipe_number(json, "globals", "after"), 2);
	ck_assert_int_eq(count_of(json, "cold"), 1);
	json_decref(json);
}
END_TEST

START_TEST(a_posted_one_is_tried_again_and_then_lost)
{
	json_t *json = cloud_run("slow posted", "--pace 8");
	ck_assert_int_eq(count_of(json, "timed_out"), 3);
	ck_assert_int_eq(count_of(json, "again"), 2);
	ck_assert_int_eq(count_of(json, "lost"), 1);
	ck_assert_int_eq(recipe_number(json, "ledger", "lost"), 1);
	json_decref(json);
	json = cloud_run("raises posted", "--pace 8");
	ck_assert_int_eq(count_of(json, "raised"), 3);
	ck_assert_int_eq(count_of(json, "lost"), 1);
	json_decref(json);
}
END_TEST

START_TEST(posted_ones_wait_for_an_instance_and_none_is_lost)
{
	json_t *json = cloud_run("posted", "--set limit=2 --pace 4");
	ck_assert_int_eq(count_of(json, "handled"), 6);
	ck_assert_int_ge(count_of(json, "throttled"), 4);
	ck_assert_int_eq(count_of(json, "lost"), 0);
	ck_assert_int_le(count_of(json, "at_once"), 2);
	json_decref(json);
}
END_TEST

START_TEST(nobody_chooses_the_steps_of_a_cloud_nor_counts_them)
{
	int status;
	char *out = recipe_output(&status, "run $R/cloud.lua --schedule A --plain 2>&1");
	ck_assert_int_ne(status, 0);
	ck_assert_ptr_nonnull(strstr(out, "nobody can choose who goes next"));
	free(out);
	out = recipe_output(&status, "explore $R/cloud.lua 2>&1");
	ck_assert_int_eq(status, 1);
	ck_assert_ptr_nonnull(strstr(out, "cloud.lua:9: a cloud's instances are processes"));
	free(out);
}
END_TEST

/* ---- death from outside ---- */

static FILE *told;
static pid_t program;

/* Start a run in words; it says which process its handler is in. Returns that. */
static pid_t run_until_told(void)
{
	const char *dir = getenv("srcdir") ? getenv("srcdir") : ".";
	char recipe[500], text[1000];
	int out[2], pid = 0;
	snprintf(recipe, sizeof recipe, "%s/tests/recipes/cloud.lua", dir);
	ck_assert_int_eq(pipe(out), 0);
	if ((program = fork()) == 0) {
		dup2(out[1], 1);
		close(out[0]);
		execl("./lunchrush", "lunchrush", "run", recipe, "--plain", "--set", "what=waits", "--timeout", "60", NULL);
		_exit(127);
	}
	close(out[1]);
	told = fdopen(out[0], "r");
	while (!pid && fgets(text, sizeof text, told)) {
		const char *at = strstr(text, "my process is ");
		if (at)
			pid = atoi(at + 14);
	}
	ck_assert_int_gt(pid, 1);
	ck_assert_int_eq(kill(pid, 0), 0);
	return pid;
}

static void gone(pid_t pid)
{
	while (kill(pid, 0) == 0) /* the group's time limit ends this when it stays */
		usleep(1000);
	ck_assert_int_eq(errno, ESRCH);
}

START_TEST(a_killed_instance_fails_its_request_and_the_next_has_another)
{
	char text[1000];
	bool died = false, again = false;
	pid_t pid = run_until_told();
	kill(pid, SIGKILL);
	while (fgets(text, sizeof text, told)) {
		died |= strstr(text, "died over it") != NULL;
		again |= strstr(text, "house 2 answers request 2") != NULL;
	}
	ck_assert(died);
	ck_assert(again);
	int status;
	waitpid(program, &status, 0);
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	gone(pid);
}
END_TEST

/* The service is the run's: an instance starts none of its own. */
START_TEST(an_instance_asks_the_service_of_the_run)
{
	int status;
	json_t *json = recipe_run(&status, "run $R/cloud-fetch.lua --json --timeout 60");
	ck_assert_msg(status == 0, "%s", recipe_broken(json));
	ck_assert_str_eq(recipe_text(json_object_get(json, "globals"), "base"), "USD");
	ck_assert_int_eq(recipe_number(json, "service", "requests"), 1);
	json_decref(json);
}
END_TEST

START_TEST(when_the_screen_is_killed_no_instance_stays)
{
	pid_t pid = run_until_told();
	kill(program, SIGKILL);
	waitpid(program, NULL, 0);
	gone(pid);
}
END_TEST

START_TEST(when_a_person_quits_no_instance_stays)
{
	pid_t pid = run_until_told();
	kill(program, SIGINT);
	waitpid(program, NULL, 0);
	gone(pid);
}
END_TEST

/* ---- the lesson ---- */

/* An espresso, too, may run out of time on a busy machine, and is then asked for again: what depends on that is a bound. */
START_TEST(coffees_are_counted_by_answers_not_in_a_global)
{
	int status;
	json_t *json = recipe_run(&status, "run coffees --json --timeout 60 --pace 4");
	ck_assert_msg(status == 0, "%s", recipe_broken(json));
	ck_assert_int_eq(recipe_number(json, "ledger", "served"), 11);
	ck_assert_int_eq(recipe_number(json, "ledger", "lost"), 2); /* the cold brews, over their time twice */
	ck_assert_int_eq(recipe_number(json, "ledger", "in_flight"), 0);
	ck_assert_int_eq(count_of(json, "handled"), 11); /* who was refused asked again, until there was an answer */
	ck_assert_int_eq(count_of(json, "lost"), 2);
	ck_assert_int_eq(count_of(json, "again"), 2);
	ck_assert_int_ge(count_of(json, "timed_out"), 4);
	ck_assert_int_ge(count_of(json, "cold"), 3);
	ck_assert_int_le(count_of(json, "at_once"), 3);
	ck_assert_int_ge(count_of(json, "throttled"), 1); /* five waiters, three stalls */
	json_decref(json);
	json = recipe_run(&status, "run coffees --json --timeout 60 --pace 4 --set 'count=in a global'");
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(recipe_broken(json), "every coffee that was served is counted");
	json_decref(json);
}
END_TEST

START_TEST(who_comes_after_a_quiet_hour_has_a_cold_stall_and_up_it_goes)
{
	int status;
	char *said = recipe_output(&status, "run coffees --plain --timeout 60 --pace 4");
	ck_assert_int_eq(status, 0);
	char *late = strstr(said, "quiet hour");
	ck_assert_ptr_nonnull(late);
	ck_assert_ptr_nonnull(late = strstr(late, "(19), its first"));
	ck_assert_ptr_nonnull(late = strstr(late, "quiet again"));
	ck_assert_msg(strstr(late, "had nothing to do for 1.5 s and goes") != NULL, "%.500s", late);
	free(said);
}
END_TEST

int main(void)
{
	const struct { const char *name; const TTest *test; } groups[] = {
		{ "cloud", one_after_another_are_handled_in_one_warm_instance }, { "cloud", at_once_each_has_an_instance_and_a_count_of_its_own },
		{ "cloud", what_an_instance_knew_goes_with_it }, { "cloud", over_the_limit_is_refused }, { "cloud", without_the_limit_none_is_refused },
		{ "cloud", over_its_time_it_is_killed_and_the_next_begins_cold }, { "cloud", an_error_is_raised_to_who_waits_and_the_instance_lives },
		{ "cloud", a_cold_start_may_take_longer_where_the_kitchen_is_slow },
		{ "cloud", a_posted_one_is_tried_again_and_then_lost }, { "cloud", posted_ones_wait_for_an_instance_and_none_is_lost },
		{ "cloud", nobody_chooses_the_steps_of_a_cloud_nor_counts_them }, { "cloud", an_instance_asks_the_service_of_the_run },
		{ "death", a_killed_instance_fails_its_request_and_the_next_has_another }, { "death", when_the_screen_is_killed_no_instance_stays },
		{ "death", when_a_person_quits_no_instance_stays },
		{ "lesson", coffees_are_counted_by_answers_not_in_a_global }, { "lesson", who_comes_after_a_quiet_hour_has_a_cold_stall_and_up_it_goes },
	};
	Suite *suite = suite_create("coffees");
	TCase *group = NULL;
	const char *name = "";
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		if (strcmp(name, groups[i].name) != 0) {
			group = tcase_create(name = groups[i].name);
			tcase_set_timeout(group, 120);
			suite_add_tcase(suite, group);
		}
		tcase_add_test(group, groups[i].test);
	}
	return run_suite(suite);
}
