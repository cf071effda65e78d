/* suite.h - what the main of each test program comes down to. */
#ifndef LUNCHRUSH_TESTS_SUITE_H
#define LUNCHRUSH_TESTS_SUITE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#define SUITE_RUNS "LUNCHRUSH_SUITE_RUNS" /* in the environment of all that a suite starts */

/* Run the suite and free it; CK_VERBOSITY says how much is told. Returns the program's exit status.
 *
 * The program under test starts itself anew, as a kitchen, a service or an instance, and in a test that links it in that is the test program: one whose main
 * does not know the role it was started in would run its tests once more, and these start it again, without end. So a suite within a suite is refused. */
static inline int run_suite(Suite *suite)
{
	if (getenv(SUITE_RUNS)) {
		fprintf(stderr, "a test program was started by a test program, in a role that its main does not know\n");
		return EXIT_FAILURE;
	}
	setenv(SUITE_RUNS, "1", 1);
	setenv("XDG_CONFIG_HOME", "/proc/nowhere", 1); /* what a person has set for herself is not for the tests */
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
