/* test_terminal.c - the program in a real terminal, as a person uses it. The tests are in the files test_terminal_*.c, a group each. */
#include "session.h"
#include "suite.h"

static TCase *(*const groups[])(void) = { pause_tests, time_tests, panes_tests, run_tests, size_tests, end_tests, stop_tests, crash_tests, look_tests, theme_tests,
	saved_tests, unseen_tests, step_tests, kill_tests, atlas_tests, mend_tests, compare_tests, present_tests, learn_tests, menu_tests };

int main(void)
{
	Suite *suite = suite_create("at the terminal");
	for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
		TCase *group = groups[i]();
		tcase_set_timeout(group, TEST_S);
		suite_add_tcase(suite, group);
	}
	return run_suite(suite);
}
