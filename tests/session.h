/* session.h - a session with the program: the terminal of the test that runs, and what tests at it have in common. */
#ifndef LUNCHRUSH_TESTS_SESSION_H
#define LUNCHRUSH_TESTS_SESSION_H

#include "terminal.h"

#include <check.h>

/* A kitchen that goes on evenly for as long as one looks: giver, belt, taker. */
#define STEADY "run tests/recipes/steady.lua"

/* Of the test that runs; each test is a process of its own. */
extern struct terminal *terminal;

/* Open it on a terminal of this size (or 24 × 80), and wait until it runs. */
void session_open(int rows, int cols);
void session_open_steady(void);
/* Quit with q: all must be well. */
void session_finish(void);
/* Pause, and wait until nothing moves any more. */
void session_pause(void);
/* The settled screen, to be freed. */
char *session_screen(void);
/* Type; wait until the screen is another. */
void session_type_and_see_change(const char *keys);
/* Wait until the clock in the head goes on. */
void session_see_time_pass(void);

/* Wait until the words stand in this row; -1 is the last. */
void session_see_in_row(int row, const char *words);

/* The groups of tests: one per file test_terminal_NAME.c, run alone by CK_RUN_CASE=NAME. */
TCase *pause_tests(void);
TCase *time_tests(void);
TCase *panes_tests(void);
TCase *run_tests(void);
TCase *size_tests(void);
TCase *end_tests(void);
TCase *stop_tests(void);
TCase *crash_tests(void);
TCase *look_tests(void);
TCase *theme_tests(void);
TCase *saved_tests(void);
TCase *unseen_tests(void);
TCase *atlas_tests(void);
TCase *compare_tests(void);
TCase *learn_tests(void);
TCase *mend_tests(void);
TCase *menu_tests(void);
TCase *step_tests(void);
TCase *kill_tests(void);
TCase *present_tests(void);

#endif
