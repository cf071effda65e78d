/* test_processes.c - workers that are processes: what they share and what they do not, the same events as on threads, and what is left when one is killed.
 *
 * All on real processes, through the program. That nothing stays behind is seen by the pids that a run tells of, never by names. */
#include "aftermath.h"
#include "kin.h"
#include "recipe_run.h"
#include "suite.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static void sleep_a_moment(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
}

/* ---- what is shared ---- */

START_TEST(globals_and_lists_are_copied_at_the_fork_and_then_apart_while_shared_crosses)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/forks.lua --engine processes %s", _i ? "--policy random --seed 3" : "");
	ck_assert_int_eq(status, 0);
	ck_assert_str_eq(recipe_text(json, "outcome"), "done");
	ck_assert_int_eq(recipe_number(json, "globals", "visits"), 10);
	ck_assert_int_eq(recipe_number(json, "globals", "one"), 11);
	ck_assert_int_eq(recipe_number(json, "globals", "two"), 30);
	ck_assert_int_eq(recipe_number(json, "globals", "inner"), 311);
	ck_assert_int_eq(recipe_number(json, "globals", "outer"), 11);
	ck_assert_int_eq(recipe_number(json, "globals", "length"), 1);
	ck_assert_int_eq(recipe_number(json, "globals", "sum"), 1 + 20 + 300 + 3 * 5);
	json_decref(json);
}
END_TEST

START_TEST(on_threads_the_same_recipe_breaks_what_it_expects_of_processes)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/forks.lua --engine threads");
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(recipe_text(json, "outcome"), "violated");
	ck_assert_uint_eq(json_array_size(json_object_get(json, "violations")), 2); /* the main task's, and the one stated in a task */
	json_decref(json);
}
END_TEST

START_TEST(each_task_is_a_process_of_its_own_even_where_there_are_many)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/many-forks.lua --set tasks=64"), *workers = json_object_get(json, "workers");
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(recipe_number(json, "globals", "total"), 64 * 65 / 2);
	ck_assert_uint_eq(json_array_size(workers), 65);
	for (size_t i = 0; i < 65; i++)
		for (size_t k = 0; k < i; k++)
			ck_assert_int_ne(json_integer_value(json_object_get(json_array_get(workers, i), "pid")),
					 json_integer_value(json_object_get(json_array_get(workers, k), "pid")));
	json_decref(json);
}
END_TEST

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CROWD 200 /* each takes several times the memory */
#else
#define CROWD 1000
#endif

START_TEST(hundreds_of_processes_that_wait_for_one_event_all_go_on_when_it_is_set)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/crowd.lua --engine processes --set many=%d", CROWD);
	ck_assert_int_eq(status, 0);
	ck_assert_str_eq(recipe_text(json, "outcome"), "done");
	ck_assert_uint_eq(json_array_size(json_object_get(json, "workers")), CROWD + 1);
	aftermath_nobody_left(json);
	json_decref(json);
}
END_TEST

#if CROWD == 1000
START_TEST(more_processes_at_once_than_there_is_room_for_is_said_and_none_is_left)
{
	int status;
	struct rlimit most;
	getrlimit(RLIMIT_NPROC, &most);
	if (most.rlim_cur < 4000)
		return; /* this machine has no room for so many itself */
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/crowd.lua --engine processes");
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(recipe_text(json, "outcome"), "failed");
	ck_assert_ptr_eq(strstr(recipe_text(json, "error"), "crowd.lua:4: too many processes at once: at most 2048"), recipe_text(json, "error"));
	aftermath_nobody_left(json);
	json_decref(json);
}
END_TEST
#endif

START_TEST(an_error_in_a_child_of_a_child_names_its_file_and_line)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/forked-error.lua");
	ck_assert_int_eq(status, 1);
	ck_assert_ptr_nonnull(strstr(recipe_text(json, "error"), "forked-error.lua:3: attempt to index a nil value"));
	ck_assert_ptr_nonnull(strstr(recipe_text(json, "error"), "(in inner)"));
	json_decref(json);
}
END_TEST

/* What the loader says that it would load; a fork copies the map of each. */
START_TEST(what_only_fetching_needs_is_not_loaded_when_the_program_starts)
{
	char line[512];
	bool c = false;
	FILE *libraries = popen("LD_TRACE_LOADED_OBJECTS=1 ./lunchrush", "r");
	ck_assert_ptr_nonnull(libraries);
	while (fgets(line, sizeof line, libraries)) {
		ck_assert_msg(!strstr(line, "libcurl") && !strstr(line, "libmicrohttpd") && !strstr(line, "libgnutls"), "%s", line);
		c |= strstr(line, "libc.so") != NULL;
	}
	ck_assert_int_eq(pclose(libraries), 0);
	ck_assert(c);
}
END_TEST

/* ---- the same events ---- */

/* Recipes whose tasks share only what crosses. */
static const char *const crossing[] = { "ring", "travellers", "serves", "works", "chefs", "many-forks --set tasks=5" };

START_TEST(a_schedule_gives_the_same_events_on_processes_as_on_threads)
{
	char file[64];
	size_t length = strcspn(crossing[_i], " ");
	int status;
	snprintf(file, sizeof file, "%.*s", (int)length, crossing[_i]);
	for (int seed = 1; seed <= 3; seed++) {
		json_t *one = recipe_run(&status, "run --json --timeout 60 $R/%s.lua %s --engine threads --no-gil --policy random --seed %d", file, crossing[_i] + length, seed);
		json_t *other = recipe_run(&status, "run --json --timeout 60 $R/%s.lua %s --engine processes --schedule '%s' --seed %d", file, crossing[_i] + length, recipe_text(one, "schedule"), seed);
		ck_assert_str_eq(recipe_text(one, "outcome"), "done");
		ck_assert_str_eq(recipe_text(one, "schedule"), recipe_text(other, "schedule"));
		ck_assert_str_ne(recipe_text(one, "hash"), "");
		ck_assert_str_eq(recipe_text(one, "hash"), recipe_text(other, "hash"));
		json_decref(one);
		json_decref(other);
	}
}
END_TEST

/* ---- killed ---- */

/* How many steps the worker takes when it lives. */
static int steps_of(const char *schedule, char letter)
{
	int steps = 0;
	for (const char *at = schedule; *at; at++)
		if (*at == letter)
			steps += at[1] >= '0' && at[1] <= '9' ? atoi(at + 1) : 1;
	return steps;
}

START_TEST(killed_at_each_of_its_steps_a_worker_leaves_no_lock_held_no_order_unaccounted_and_no_process)
{
	int status, lost = 0;
	json_t *whole = recipe_run(&status, "run --json --timeout 60 $R/chefs.lua --policy round-robin");
	int steps = steps_of(recipe_text(whole, "schedule"), 'B');
	ck_assert_int_ge(steps, 10);
	for (int step = 1; step <= steps; step++) {
		json_t *json = recipe_run(&status, "run --json --timeout 60 $R/chefs.lua --schedule '%s' --kill ann@%d", recipe_text(whole, "schedule"), step);
		ck_assert_msg(strcmp(recipe_text(json, "outcome"), "done") == 0, "killed at step %d: %s %s", step, recipe_text(json, "outcome"), recipe_text(json, "error"));
		ck_assert_uint_eq(json_array_size(json_object_get(json, "violations")), 0);
		ck_assert_int_eq(recipe_number(json, "ledger", "in_flight"), 0);
		ck_assert_int_le(recipe_number(json, "ledger", "lost"), 1);
		lost += (int)recipe_number(json, "ledger", "lost");
		aftermath_accounted(json);
		aftermath_nobody_left(json);
		json_decref(json);
	}
	ck_assert_int_ge(lost, steps / 2); /* most of its steps it takes with an order in its hands */
	json_decref(whole);
}
END_TEST

START_TEST(a_kill_at_a_step_gives_the_same_events_each_time)
{
	int status;
	json_t *one = recipe_run(&status, "run --json --timeout 60 $R/chefs.lua --policy random --seed 4 --kill B@%d", _i + 1);
	json_t *same = recipe_run(&status, "run --json --timeout 60 $R/chefs.lua --policy random --seed 4 --kill B@%d", _i + 1);
	ck_assert_str_eq(recipe_text(one, "hash"), recipe_text(same, "hash"));
	ck_assert_str_eq(recipe_text(one, "schedule"), recipe_text(same, "schedule"));
	json_decref(one);
	json_decref(same);
}
END_TEST

static const char *const places[] = { "handed over", "handed over, another has one", "news", "own" };

START_TEST(the_dead_give_back_no_more_places_than_are_missing)
{
	for (int seed = 1; seed <= 3; seed++) {
		int status;
		json_t *json = recipe_run(&status, "run --json --timeout 60 $R/places.lua --set case='%s' --kill ann@3 --policy random --seed %d", places[_i], seed);
		ck_assert_msg(status == 0, "%s", recipe_broken(json));
		json_decref(json);
	}
}
END_TEST

START_TEST(where_the_recipe_says_retry_the_order_of_a_killed_worker_is_served_by_another)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/chefs.lua --set retry=true --policy round-robin --kill ann@3");
	ck_assert_str_eq(recipe_text(json, "outcome"), "done");
	ck_assert_int_eq(recipe_number(json, "ledger", "served"), 4);
	ck_assert_int_eq(recipe_number(json, "ledger", "retried"), 1);
	ck_assert_int_eq(recipe_number(json, "ledger", "lost"), 0);
	json_decref(json);
}
END_TEST

START_TEST(in_a_free_run_too_a_killed_worker_leaves_nothing_behind)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/chefs.lua --kill ann@%d", _i + 1);
	ck_assert_str_eq(recipe_text(json, "outcome"), "done");
	ck_assert_int_eq(recipe_number(json, "ledger", "in_flight"), 0);
	aftermath_accounted(json);
	aftermath_nobody_left(json);
	json_decref(json);
}
END_TEST

START_TEST(a_thread_cannot_be_killed_alone_and_that_is_said)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/chefs.lua --engine threads --kill ann@3");
	ck_assert_int_ne(status, 0);
	ck_assert_ptr_nonnull(strstr(recipe_text(json, "error"), "--engine processes would be right"));
	json_decref(json);
}
END_TEST

/* ---- ends ---- */

#define KIN_MAX 64

/* Add all living descendants of a process. */
static int kin_all(pid_t parent, pid_t to[KIN_MAX], int count)
{
	char path[64];
	int child;
	snprintf(path, sizeof path, "/proc/%d/task/%d/children", parent, parent);
	FILE *file = fopen(path, "r");
	while (file && count < KIN_MAX && fscanf(file, "%d", &child) == 1) {
		to[count++] = child;
		count = kin_all(child, to, count);
	}
	if (file)
		fclose(file);
	return count;
}

static bool lives(pid_t pid)
{
	char path[64], line[256] = "";
	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	FILE *file = fopen(path, "r");
	if (!file)
		return false;
	if (!fgets(line, sizeof line, file))
		line[0] = 0;
	fclose(file);
	const char *state = strrchr(line, ')');
	return state && !strchr("ZX", state[2]);
}

/* Start the program on a recipe of six processes that go on, and wait until they are there with the kitchen and the floor: *count of them. */
static pid_t start_long(pid_t kin[KIN_MAX], int *count)
{
	char path[600];
	snprintf(path, sizeof path, "%s/tests/recipes/forked-long.lua", getenv("srcdir") ? getenv("srcdir") : ".");
	pid_t pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		freopen("/dev/null", "w", stdout);
		freopen("/dev/null", "w", stderr);
		execl("./lunchrush", "lunchrush", "run", path, "--json", (char *)NULL);
		_exit(127);
	}
	while ((*count = kin_all(pid, kin, 0)) < 8)
		sleep_a_moment();
	return pid;
}

/* Each of these ends it all: the UI killed, the kitchen killed, the floor killed, Ctrl-C. */
START_TEST(whoever_dies_no_process_is_left)
{
	pid_t kin[KIN_MAX], pid;
	int count, status;
	pid = start_long(kin, &count);
	ck_assert_int_eq(count, 8); /* the kitchen, the floor, three tasks, and theirs */
	pid_t victim = _i == 0 || _i == 3 ? pid : _i == 1 ? kin[0] : kin_child(kin[0]);
	kill(victim, _i == 3 ? SIGINT : SIGKILL);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	if (_i == 3)
		ck_assert_int_eq(WEXITSTATUS(status), 130);
	for (int i = 0; i < count; i++)
		while (lives(kin[i]))
			sleep_a_moment();
}
END_TEST

static const struct {
	const char *how, *kill; /* setting, and --kill */
} buried[] = { { "how=tasks", NULL }, { "how=pool", "A@2" } };

/* Tasks that have ended, a pool's worker that was killed: their parent sleeps and still reaps them. */
START_TEST(who_has_ended_is_no_zombie_while_the_run_goes_on)
{
	char path[600], line[400] = "";
	int ends[2], status;
	pid_t kin[KIN_MAX];
	snprintf(path, sizeof path, "%s/tests/recipes/ended-early.lua", getenv("srcdir") ? getenv("srcdir") : ".");
	ck_assert_int_eq(pipe(ends), 0);
	pid_t pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(ends[1], STDOUT_FILENO);
		freopen("/dev/null", "w", stderr);
		execl("./lunchrush", "lunchrush", "run", path, "--plain", "--set", buried[_i].how, buried[_i].kill ? "--kill" : NULL, buried[_i].kill, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	FILE *said = fdopen(ends[0], "r");
	while (!strstr(line, "says: \"begun\""))
		ck_assert_ptr_nonnull(fgets(line, sizeof line, said));
	while (kin_all(kin_child(kin_child(pid)), kin, 0) != 0)
		sleep_a_moment();
	kill(pid, SIGINT);
	while (fgets(line, sizeof line, said))
		;
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(WEXITSTATUS(status), 130);
	fclose(said);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("processes");
	TCase *shares = tcase_create("shares"), *same = tcase_create("same"), *kills = tcase_create("kills"), *ends = tcase_create("ends");
	tcase_set_timeout(shares, 60);
	tcase_add_loop_test(shares, globals_and_lists_are_copied_at_the_fork_and_then_apart_while_shared_crosses, 0, 2);
	tcase_add_test(shares, on_threads_the_same_recipe_breaks_what_it_expects_of_processes);
	tcase_add_test(shares, each_task_is_a_process_of_its_own_even_where_there_are_many);
	tcase_add_test(shares, hundreds_of_processes_that_wait_for_one_event_all_go_on_when_it_is_set);
#if CROWD == 1000
	tcase_add_test(shares, more_processes_at_once_than_there_is_room_for_is_said_and_none_is_left);
#endif
	tcase_add_test(shares, an_error_in_a_child_of_a_child_names_its_file_and_line);
	tcase_add_test(shares, what_only_fetching_needs_is_not_loaded_when_the_program_starts);
	tcase_set_timeout(same, 60);
	tcase_add_loop_test(same, a_schedule_gives_the_same_events_on_processes_as_on_threads, 0, (int)(sizeof crossing / sizeof *crossing));
	tcase_set_timeout(kills, 120);
	tcase_add_test(kills, killed_at_each_of_its_steps_a_worker_leaves_no_lock_held_no_order_unaccounted_and_no_process);
	tcase_add_loop_test(kills, a_kill_at_a_step_gives_the_same_events_each_time, 0, 6);
	tcase_add_loop_test(kills, the_dead_give_back_no_more_places_than_are_missing, 0, sizeof places / sizeof *places);
	tcase_add_test(kills, where_the_recipe_says_retry_the_order_of_a_killed_worker_is_served_by_another);
	tcase_add_loop_test(kills, in_a_free_run_too_a_killed_worker_leaves_nothing_behind, 0, 6);
	tcase_add_test(kills, a_thread_cannot_be_killed_alone_and_that_is_said);
	tcase_set_timeout(ends, 60);
	tcase_add_loop_test(ends, whoever_dies_no_process_is_left, 0, 4);
	tcase_add_loop_test(ends, who_has_ended_is_no_zombie_while_the_run_goes_on, 0, 2);
	suite_add_tcase(suite, shares);
	suite_add_tcase(suite, same);
	suite_add_tcase(suite, kills);
	suite_add_tcase(suite, ends);
	return suite;
}

int main(void)
{
	return run_suite(suite());
}
