/* test_faults.c - workers that are processes, killed and stopped at any moment, driven as the screen drives them: with the turn under control, in free runs, in programs
 * made at random. Whatever happens, the run ends, its report is true, each order is accounted for at every event, and nothing is left behind.
 *
 * Kills at random moments are random: a test that fails says the seed, and the moments differ each time. What it checks holds in every run. */
#include "aftermath.h"
#include "fault_run.h"
#include "kitchen/random.h"
#include "random_program.h"
#include "suite.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const struct stage_worker *worker_of(const struct stage *stage, const char *letter)
{
	char own[12];
	for (uint32_t id = 1; id < stage->worker_count; id++)
		if (strcmp(worker_letter(id, own), letter) == 0)
			return stage_worker(stage, id);
	return NULL;
}

/* ---- stopped ---- */

static bool is_stopped(const struct stage *stage, const char *letter)
{
	return worker_of(stage, letter)->stopped;
}

static bool goes_on(const struct stage *stage, const char *letter)
{
	return !worker_of(stage, letter)->stopped;
}

/* By hand: two orders have come and B, ann, has taken the last step, so that the turn waits with her for what a person says next. */
static void open_with_the_turn_at_b(struct fault_run *run)
{
	fault_run_open(run, "chefs");
	strcpy(run->launch.policy, "hand");
	fault_run_start(run);
	fault_run_asks(run, 0);
	fault_run_command(run, COMMAND_CHOOSE, "A2B");
	fault_run_asks(run, 3);
	ck_assert_str_eq(stage_worker_name(fault_run_stage(run), fault_run_stage(run)->stepper), "ann");
}

/* Nobody chooses any more: the run comes to its end, and every order is accounted for. */
static void goes_on_to_its_end(struct fault_run *run)
{
	fault_run_command(run, COMMAND_POLICY, "round-robin");
	json_t *report = fault_run_end(run);
	ck_assert_str_eq(json_string_value(json_object_get(report, "outcome")), "done");
	aftermath_accounted(report);
	fault_run_balanced(run);
	json_decref(report);
	fault_run_close(run);
}

START_TEST(who_took_the_last_step_is_stopped_and_others_take_theirs)
{
	struct fault_run run;
	open_with_the_turn_at_b(&run);
	fault_run_command(&run, COMMAND_STOP, "B");
	fault_run_until(&run, is_stopped, "B");
	fault_run_command(&run, COMMAND_CHOOSE, "C");
	fault_run_asks(&run, 4);
	fault_run_command(&run, COMMAND_CONT, "B");
	fault_run_until(&run, goes_on, "B");
	fault_run_command(&run, COMMAND_CHOOSE, "B");
	fault_run_asks(&run, 5);
	goes_on_to_its_end(&run);
}
END_TEST

START_TEST(a_worker_chosen_while_it_is_stopped_takes_its_step_when_it_goes_on)
{
	struct fault_run run;
	open_with_the_turn_at_b(&run);
	fault_run_command(&run, COMMAND_STOP, "B");
	fault_run_command(&run, COMMAND_CHOOSE, "B");
	fault_run_until(&run, is_stopped, "B");
	fault_run_command(&run, COMMAND_CONT, "B");
	fault_run_asks(&run, 4);
	fault_run_command(&run, COMMAND_POLICY, "random");
	json_t *report = fault_run_end(&run);
	ck_assert_str_eq(json_string_value(json_object_get(report, "outcome")), "done");
	json_decref(report);
	fault_run_close(&run);
}
END_TEST

static bool is_killed(const struct stage *stage, const char *letter)
{
	return worker_of(stage, letter)->killed != 0;
}

/* With the turn, or stopped with the turn, or without it. */
static const char *const with_the_turn[] = { "B", "stop B", "C", "stop C" };

START_TEST(a_worker_killed_while_it_has_the_turn_leaves_it_to_the_others)
{
	struct fault_run run;
	const char *letter = strchr("BC", with_the_turn[_i][strlen(with_the_turn[_i]) - 1]);
	char whom[2] = { *letter, 0 };
	open_with_the_turn_at_b(&run);
	if (strncmp(with_the_turn[_i], "stop", 4) == 0) {
		fault_run_command(&run, COMMAND_STOP, whom);
		fault_run_until(&run, is_stopped, whom);
	}
	fault_run_command(&run, COMMAND_KILL, whom);
	fault_run_until(&run, is_killed, whom);
	fault_run_asks(&run, 3);
	fault_run_command(&run, COMMAND_CHOOSE, *letter == 'B' ? "C" : "B");
	fault_run_asks(&run, 4);
	goes_on_to_its_end(&run);
}
END_TEST

/* ---- killed at every step ---- */

/* The report is of the run that was told. */
static void check_report(const struct fault_run *run, const json_t *report)
{
	const struct stage *stage = fault_run_stage(run);
	const char *outcome = json_string_value(json_object_get(report, "outcome"));
	ck_assert_str_eq(outcome, outcome_name(stage->outcome));
	ck_assert_int_eq(ledger_of(report, "arrived"), stage->arrived);
	ck_assert_int_eq(ledger_of(report, "served"), stage->served);
	ck_assert_int_eq(ledger_of(report, "lost"), stage->lost);
	ck_assert_int_eq(ledger_of(report, "retried"), stage->retried);
	ck_assert_int_eq(strcmp(outcome, "failed") == 0, json_is_string(json_object_get(report, "error")));
	ck_assert_int_eq(strcmp(outcome, "deadlock") == 0, json_array_size(json_object_get(report, "waiting")) > 0);
	aftermath_accounted(report);
}

/* Neither by the dead nor by anybody who has gone home; but who was interrupted by the run's end may. */
static void check_nothing_held(const struct fault_run *run)
{
	const struct stage *stage = fault_run_stage(run);
	for (uint32_t id = 1; id < stage->worker_count; id++)
		for (uint32_t object = 1; stage_worker(stage, id) && stage_worker(stage, id)->killed && object < stage->object_count; object++)
			ck_assert_msg(stage_worker_holds(stage, id, object) == 0, "%s, who is dead, holds %s", stage_worker_name(stage, id), stage_object_name(stage, object));
}

static const struct killing {
	const char *recipe, *orders, *fewer[2]; /* names of the setting of how many come, and of those that are 2 here */
	const char *letters;                    /* of the workers that are killed */
	int runs, hit;                          /* at least so many kills, and so many with an order in hand */
	bool retry;
} killings[] = {
	/* four orders: taken, a bowl taken, served, the bowl put down; and each bowl washed */
	{ "lessons/31-salads/recipe", "customers", { "makers", "bowls" }, "BCD", 4 * (4 + 2), 4 * 2, false },
	{ "lessons/31-salads/recipe", "customers", { "makers", "bowls" }, "BCD", 4 * (4 + 2), 4 * 2, true },
	/* four orders: taken, bowl, knife, written, knife, bowl, served */
	{ "chefs", "orders", { NULL }, "BC", 4 * 7, 4 * 5, false },
	{ "chefs", "orders", { NULL }, "BC", 4 * 7, 4 * 5, true },
};

static void open_killing(struct fault_run *run, const struct killing *killing, const char *orders)
{
	struct error error;
	fault_run_open(run, killing->recipe);
	ck_assert_int_eq(launch_set(&run->launch, killing->orders, orders, &error), 0);
	ck_assert_int_eq(launch_set(&run->launch, "retry", killing->retry ? "true" : "false", &error), 0);
	for (int i = 0; i < 2 && killing->fewer[i]; i++)
		ck_assert_int_eq(launch_set(&run->launch, killing->fewer[i], "2", &error), 0);
}

/* Under this schedule, the worker's process being killed before that step of its own; with kill "" nobody's. */
static json_t *run_killing(struct fault_run *run, const struct killing *killing, const char *schedule, const char *policy, const char *kill)
{
	open_killing(run, killing, "4");
	run->launch.schedule = schedule ? strdup(schedule) : NULL;
	strcpy(run->launch.policy, policy);
	strcpy(run->launch.kill, kill);
	fault_run_start(run);
	return fault_run_end(run);
}

static void check_killed(struct fault_run *run, const struct killing *killing, const json_t *report, const char *kill)
{
	const char *outcome = json_string_value(json_object_get(report, "outcome"));
	bool done = strcmp(outcome, "done") == 0 || strcmp(outcome, "violated") == 0; /* violated: its bowl is gone with it */
	ck_assert_msg(done || (*kill == 'D' && strcmp(outcome, "deadlock") == 0), "%s: %s", kill, outcome);
	ck_assert_int_eq(ledger_of(report, "arrived"), 4);
	ck_assert_int_le(ledger_of(report, "lost") + ledger_of(report, "retried"), 1);
	ck_assert_int_eq(ledger_of(report, killing->retry ? "lost" : "retried"), 0);
	if (done) /* an order that went back when all others had gone home is still at the door */
		ck_assert_int_le(ledger_of(report, "in_flight"), ledger_of(report, "retried"));
	check_report(run, report);
	check_nothing_held(run);
	fault_run_balanced(run);
}

/* The schedule up to a worker's step: the rest of it would be another run's. */
static char *schedule_up_to(const char *schedule, char letter, int step)
{
	int count;
	size_t length = schedule_until(schedule, letter, step, &count);
	char *part = NULL;
	if (length)
		ck_assert_int_ge(asprintf(&part, "%.*s%d", (int)length, schedule, count), 0);
	return part;
}

START_TEST(killed_at_every_step_of_anybody_each_order_is_accounted_for_at_every_event_and_nothing_is_left)
{
	const struct killing *killing = &killings[_i];
	struct fault_run run;
	int runs = 0, hit = 0;
	json_t *whole = run_killing(&run, killing, NULL, "random", "");
	const char *schedule = json_string_value(json_object_get(whole, "schedule"));
	fault_run_balanced(&run);
	fault_run_close(&run);
	for (const char *letter = killing->letters; *letter; letter++) {
		char *part, kill[16];
		for (int step = 1; (part = schedule_up_to(schedule, *letter, step)); step++, runs++) {
			snprintf(kill, sizeof kill, "%c@%d", *letter, step);
			json_t *report = run_killing(&run, killing, part, "", kill);
			check_killed(&run, killing, report, kill);
			ck_assert_int_ne(worker_of(fault_run_stage(&run), (char[]){ *letter, 0 })->killed, 0);
			hit += (int)(ledger_of(report, "lost") + ledger_of(report, "retried"));
			json_decref(report);
			fault_run_close(&run);
			free(part);
		}
	}
	ck_assert_int_ge(runs, killing->runs);
	ck_assert_int_ge(hit, killing->hit);
	json_decref(whole);
}
END_TEST

/* ---- killed at any moment ---- */

static uint64_t random_state;

static uint64_t dice(uint64_t sides)
{
	return splitmix_next(&random_state) % sides;
}

static void wait_ns(uint64_t ns)
{
	struct timespec time = { (time_t)(ns / 1000000000u), (long)(ns % 1000000000u) };
	nanosleep(&time, NULL);
}

static bool all_are_there(const struct stage *stage, const char *letters)
{
	return stage->outcome != OUTCOME_RUNNING || (worker_of(stage, letters + strlen(letters) - 1) && worker_of(stage, letters + strlen(letters) - 1)->pid);
}

/* Kills that are to hit, for each recipe; with a sanitizer each run takes many times as long. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define FREE_KILLS 10
#else
#define FREE_KILLS 50
#endif
#define FREE_RUNS 200 /* at most: of them some are over before their kill comes */
#define FREE_ORDERS "1000"

/* One run in which a worker is killed, somewhen; whether it was there to be killed. */
static bool kill_somewhen(const struct killing *killing)
{
	struct fault_run run;
	char letter[2] = { killing->letters[dice(strlen(killing->letters))], 0 };
	open_killing(&run, killing, FREE_ORDERS);
	fault_run_start(&run);
	fault_run_until(&run, all_are_there, killing->letters);
	wait_ns(dice(10) * dice(300000)); /* a moment soon more often than late */
	fault_run_command(&run, COMMAND_KILL, letter);
	json_t *report = fault_run_end(&run);
	const char *outcome = json_string_value(json_object_get(report, "outcome"));
	bool hit = worker_of(fault_run_stage(&run), letter)->killed != 0;
	ck_assert_msg(strcmp(outcome, "failed") != 0 && strcmp(outcome, "interrupted") != 0, "%s: %s", outcome, json_string_value(json_object_get(report, "error")));
	ck_assert(strcmp(outcome, "deadlock") != 0 || (hit && *letter == 'D'));
	check_report(&run, report);
	check_nothing_held(&run);
	fault_run_balanced(&run);
	json_decref(report);
	fault_run_close(&run);
	return hit;
}

START_TEST(killed_at_any_moment_of_a_free_run_nobody_hangs_and_each_order_is_accounted_for)
{
	int runs = 0, hits = 0;
	random_state = (uint64_t)getpid() * 7919 + (uint64_t)time(NULL);
	for (; hits < FREE_KILLS && runs < FREE_RUNS; runs++)
		hits += kill_somewhen(&killings[_i]);
	ck_assert_int_gt(hits, 0); /* where others keep the cores busy most runs are over before their kill comes */
}
END_TEST

/* ---- programs made at random ---- */

#define PROGRAMS 20

START_TEST(in_any_program_a_kill_at_any_step_ends_in_a_true_report)
{
	char text[16384], file[64];
	struct fault_run run;
	random_state = (uint64_t)_i + 1;
	random_program((uint64_t)_i + 1, text, sizeof text);
	snprintf(file, sizeof file, "killed-program-%d.lua", (int)getpid());
	fault_run_open_text(&run, file, text);
	for (int i = 0; i < 5; i++) {
		run.launch.seed = 1 + dice(1000);
		strcpy(run.launch.policy, i == 0 ? "round-robin" : "random");
		snprintf(run.launch.kill, sizeof run.launch.kill, "t%d@%d", (int)dice(3) + 1, (int)dice(6) + 1);
		fault_run_start(&run);
		json_t *report = fault_run_end(&run);
		ck_assert_str_ne(json_string_value(json_object_get(report, "outcome")), "interrupted");
		check_report(&run, report);
		check_nothing_held(&run);
		fault_run_balanced(&run);
		json_decref(report);
		if (i < 4) {
			fault_run_close(&run);
			fault_run_open_text(&run, file, text);
		}
	}
	fault_run_close(&run);
	unlink(file);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("faults");
	TCase *stops = tcase_create("stops");
	tcase_set_timeout(stops, 60);
	tcase_add_test(stops, who_took_the_last_step_is_stopped_and_others_take_theirs);
	tcase_add_test(stops, a_worker_chosen_while_it_is_stopped_takes_its_step_when_it_goes_on);
	tcase_add_loop_test(stops, a_worker_killed_while_it_has_the_turn_leaves_it_to_the_others, 0, sizeof with_the_turn / sizeof *with_the_turn);
	suite_add_tcase(suite, stops);
	TCase *kills = tcase_create("kills"), *moments = tcase_create("moments"), *programs = tcase_create("programs");
	tcase_set_timeout(kills, 240);
	tcase_add_loop_test(kills, killed_at_every_step_of_anybody_each_order_is_accounted_for_at_every_event_and_nothing_is_left, 0, sizeof killings / sizeof *killings);
	suite_add_tcase(suite, kills);
	tcase_set_timeout(moments, 240);
	tcase_add_loop_test(moments, killed_at_any_moment_of_a_free_run_nobody_hangs_and_each_order_is_accounted_for, 0, sizeof killings / sizeof *killings);
	suite_add_tcase(suite, moments);
	tcase_set_timeout(programs, 120);
	tcase_add_loop_test(programs, in_any_program_a_kill_at_any_step_ends_in_a_true_report, 0, PROGRAMS);
	suite_add_tcase(suite, programs);
	return suite;
}

int main(int argc, char **argv)
{
	FAULT_RUN_KITCHEN(argc, argv);
	return run_suite(suite());
}
