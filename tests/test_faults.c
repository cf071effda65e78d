/* test_faults.c - workers that are processes, killed and stopped at any moment, driven as the screen drives them: with the turn under control, in free runs, in programs
 * made at random. Whatever happens, the run ends, its report is true, each order is accounted for at every event, and nothing is left behind.
 *
 * Kills at random moments are random: a test that fails says the seed, and the moments differ each time. What it checks holds in every run. */
#include "aftermath.h"
#include "fault_run.h"
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
	fault_run_command(&run, COMMAND_POLICY, "round-robin");
	json_t *report = fault_run_end(&run);
	ck_assert_str_eq(json_string_value(json_object_get(report, "outcome")), "done");
	aftermath_accounted(report);
	fault_run_balanced(&run);
	json_decref(report);
	fault_run_close(&run);
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
	fault_run_command(&run, COMMAND_POLICY, "round-robin");
	json_t *report = fault_run_end(&run);
	ck_assert_str_eq(json_string_value(json_object_get(report, "outcome")), "done");
	aftermath_accounted(report);
	fault_run_balanced(&run);
	json_decref(report);
	fault_run_close(&run);
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
	return suite;
}

int main(int argc, char **argv)
{
	FAULT_RUN_KITCHEN(argc, argv);
	return run_suite(suite());
}
