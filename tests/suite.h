/* suite.h - what the main of each test program comes down to. */
#ifndef LUNCHRUSH_TESTS_SUITE_H
#define LUNCHRUSH_TESTS_SUITE_H

#include <check.h>
#include <stdlib.h>

/* Run the suite and free it; CK_VERBOSITY says how much is told. Returns the program's exit status. */
static inline int run_suite(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
