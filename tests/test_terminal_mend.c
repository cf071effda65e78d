/* test_terminal_mend.c - F4 at the terminal: the editor is a script, the copy lies in a folder of the test, the original is never written. */
#include "session.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[64], recipe[128], also[512];

static void file_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	ck_assert(file != NULL);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

#define RECIPE(line) "local workers = param(\"workers\", 2)\nlocal door = lock(\"door\")\nvisits = 0\nfor i = 1, workers do\n" \
	"  task(\"waiter \" .. i, function()\n    " line "\n  end)\nend\nexpect(\"no visit is lost\", function() return visits == workers end)\n"
#define RACY RECIPE("visits = visits + 1")
#define MENDED RECIPE("door:hold(function() visits = visits + 1 end)")
#define MENDED_NOT RECIPE("visits = visits + 1 -- better now")
#define CRASHES RECIPE("local gone = nil; visits = gone.more")
#define BROKEN RECIPE("visits = = 1")

/* The editor writes this over whatever it is given; before that it looks whether it has a terminal that is as a shell leaves it. */
static void edits_to(const char *text)
{
	char path[128], script[2048];
	snprintf(path, sizeof path, "%s/editor", folder);
	snprintf(script, sizeof script, "#!/bin/sh\n[ -t 0 ] && [ -t 1 ] && [ -t 2 ] || exit 7\nstty -a | grep -q -e ' -icanon' && exit 8\ncat >\"$1\" <<'END'\n%sEND\n", text);
	file_write(path, script);
	ck_assert_int_eq(chmod(path, 0755), 0);
}

static void setup(void)
{
	strcpy(folder, "/tmp/lunchrush-mend-XXXXXX"); /* not in the build folder: its path may be of any length */
	ck_assert(mkdtemp(folder) != NULL);
	snprintf(recipe, sizeof recipe, "%s/visits.lua", folder);
	snprintf(also, sizeof also, "XDG_STATE_HOME=%s/state\nEDITOR=%s/editor", folder, folder);
	file_write(recipe, RACY);
}

static void teardown(void)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	ck_assert_int_eq(system(command), 0);
}

static void open_recipe(void)
{
	char arguments[160];
	snprintf(arguments, sizeof arguments, "run %s", recipe);
	terminal = terminal_open(&(struct terminal_setup){ .rows = 30, .cols = 100, .also = also }, arguments);
	terminal_see(terminal, "? help");
}

static void type(const char *keys, const char *seen)
{
	terminal_type(terminal, keys);
	terminal_see(terminal, seen);
}

/* A race that runs freely may really lose: then the status is 1. */
static void quit(const char *keys)
{
	terminal_type(terminal, keys);
	int status = terminal_see_ended(terminal);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) <= 1, "status %d", status);
	terminal_is_whole(terminal);
	terminal_free(terminal);
}

static void file_is(const char *path, const char *text)
{
	char bytes[2048];
	FILE *file = fopen(path, "r");
	ck_assert_msg(file != NULL, "%s", path);
	bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
	fclose(file);
	ck_assert_str_eq(bytes, text);
}

/* The copy of a recipe that is not installed has a number in its name. */
static const char *copy(void)
{
	static char path[160];
	glob_t all;
	snprintf(path, sizeof path, "%s/state/lunchrush/recipes/visits-????????.lua", folder);
	ck_assert_int_eq(glob(path, 0, NULL, &all), 0);
	ck_assert_uint_eq(all.gl_pathc, 1);
	snprintf(path, sizeof path, "%s", all.gl_pathv[0]);
	globfree(&all);
	return path;
}

START_TEST(a_mend_is_explored_and_its_cost_measured)
{
	edits_to(MENDED);
	open_recipe();
	type(KEY_F4, "No schedule fails (2 of 2 end well)");
	terminal_see(terminal, "mended: ");
	terminal_see(terminal, "What it costs: a free run took");
	file_is(recipe, RACY);
	file_is(copy(), MENDED);
	type("o", "The original runs again");
	terminal_see_gone(terminal, "mended: ");
	file_is(copy(), MENDED);
	quit("q");
}
END_TEST

START_TEST(a_mend_that_mends_nothing_shows_the_counterexample)
{
	edits_to(MENDED_NOT);
	open_recipe();
	type(KEY_F4, "Not mended yet: 4 of 6 schedules fail");
	terminal_see(terminal, "x copy anew   Esc close"); /* its last key, too, at 80 columns */
	terminal_see(terminal, strstr(copy(), "/state/")); /* whole: it may be wanted elsewhere */
	terminal_see(terminal, "The shortest counterexample, 1 preemption:");
	type("\r", "SCHEDULED");
	terminal_see(terminal, "decides: after its step every schedule fails");
	quit(CTRL_Q);
}
END_TEST

START_TEST(a_mend_that_crashes_is_told_by_its_line_and_costs_nothing)
{
	edits_to(CRASHES);
	open_recipe();
	type(KEY_F4, "Not mended yet:");
	terminal_see(terminal, "The recipe breaks off: visits.lua:6: ");
	edits_to(MENDED);
	type(KEY_F4, "What it costs: a free run took"); 
	edits_to(CRASHES);
	type(KEY_F4, "The recipe breaks off: visits.lua:6: ");
	terminal_see_gone(terminal, "What it costs");
	quit(CTRL_Q);
}
END_TEST

START_TEST(a_syntax_error_is_told_until_it_is_mended)
{
	edits_to(BROKEN);
	open_recipe();
	type(KEY_F4, "visits.lua:6:");
	type(KEY_ESC, "s take control");
	terminal_see(terminal, "visits.lua:6:");
	edits_to(MENDED);
	type(KEY_F4, "No schedule fails (2 of 2 end well)");
	terminal_type(terminal, KEY_ESC);
	terminal_see_gone(terminal, "visits.lua:6:");
	quit("q");
}
END_TEST

START_TEST(the_copy_is_kept_for_the_next_time_and_can_be_made_anew)
{
	edits_to(MENDED);
	open_recipe();
	type(KEY_F4, "No schedule fails");
	type(KEY_ESC, "mended: ");
	quit("q");
	open_recipe();
	terminal_see_gone(terminal, "mended: ");
	edits_to(MENDED_NOT);
	type(KEY_F4, "Not mended yet");
	type("x", "the same as the original");
	file_is(copy(), RACY);
	quit("q");
}
END_TEST

START_TEST(nothing_changed_is_said)
{
	edits_to(RACY);
	open_recipe();
	type(KEY_F4, "The copy is the same as the original");
	quit("q");
}
END_TEST

START_TEST(an_editor_that_fails_changes_nothing)
{
	char path[128];
	snprintf(path, sizeof path, "%s/editor", folder);
	file_write(path, "#!/bin/sh\nexit 3\n");
	ck_assert_int_eq(chmod(path, 0755), 0);
	open_recipe();
	type(KEY_F4, "the editor ended with status 3, so nothing was taken over");
	type(KEY_ESC, "s take control");
	quit("q");
}
END_TEST

/* An editor that has the terminal until it is interrupted. */
static void edits_for_long(void)
{
	char path[128];
	snprintf(path, sizeof path, "%s/editor", folder);
	file_write(path, "#!/bin/sh\ntrap 'exit 4' INT\ntrap 'echo back again' CONT\necho editing now\nwhile :; do sleep 0.05; done\n");
	ck_assert_int_eq(chmod(path, 0755), 0);
}

START_TEST(ctrl_c_in_the_editor_is_the_editors)
{
	edits_for_long();
	open_recipe();
	type(KEY_F4, "editing now");
	type(CTRL_C, "the editor ended with status 4, so nothing was taken over");
	type(KEY_ESC, "s take control");
	quit("q");
}
END_TEST

START_TEST(ctrl_z_in_the_editor_stops_both_and_both_come_back)
{
	edits_for_long();
	open_recipe();
	type(KEY_F4, "editing now");
	terminal_type(terminal, CTRL_Z);
	terminal_see_stopped(terminal);
	terminal_foreground(terminal);
	terminal_see(terminal, "back again");
	type(CTRL_C, "the editor ended with status 4, so nothing was taken over");
	quit("q");
}
END_TEST

START_TEST(no_editor_is_one_line)
{
	open_recipe();
	type(KEY_F4, "there is no editor");
	quit("q");
}
END_TEST

START_TEST(no_place_for_the_copy_is_one_line)
{
	also[0] = '\0';
	open_recipe();
	type(KEY_F4, "there is no place for a copy of the recipe");
	quit("q");
}
END_TEST

START_TEST(a_folder_that_cannot_be_written_is_one_line)
{
	char path[128];
	edits_to(MENDED);
	snprintf(path, sizeof path, "%s/state", folder);
	file_write(path, "a file where a folder should be");
	open_recipe();
	type(KEY_F4, "the recipe's copy cannot be written");
	quit("q");
}
END_TEST

START_TEST(a_file_saved_elsewhere_is_run_again)
{
	open_recipe();
	type(KEY_F3, "4 of 6 schedules fail");
	type(KEY_ESC, "s take control");
	file_write(recipe, MENDED);
	terminal_see(terminal, "visits.lua was saved elsewhere: started again from it.");
	type(KEY_F3, "No schedule fails: 0 of 2");
	quit("q");
}
END_TEST

TCase *mend_tests(void)
{
	TCase *tests = tcase_create("mend");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, a_mend_is_explored_and_its_cost_measured);
	tcase_add_test(tests, a_mend_that_crashes_is_told_by_its_line_and_costs_nothing);
	tcase_add_test(tests, a_mend_that_mends_nothing_shows_the_counterexample);
	tcase_add_test(tests, a_syntax_error_is_told_until_it_is_mended);
	tcase_add_test(tests, the_copy_is_kept_for_the_next_time_and_can_be_made_anew);
	tcase_add_test(tests, nothing_changed_is_said);
	tcase_add_test(tests, an_editor_that_fails_changes_nothing);
	tcase_add_test(tests, ctrl_c_in_the_editor_is_the_editors);
	tcase_add_test(tests, ctrl_z_in_the_editor_stops_both_and_both_come_back);
	tcase_add_test(tests, no_editor_is_one_line);
	tcase_add_test(tests, no_place_for_the_copy_is_one_line);
	tcase_add_test(tests, a_folder_that_cannot_be_written_is_one_line);
	tcase_add_test(tests, a_file_saved_elsewhere_is_run_again);
	return tests;
}
