/* test_take_over.c - `replay` of a recording: whose trace is taken, from where one drives on, and what the key R keeps for that. */
#include "recipe_run.h"
#include "suite.h"
#include "terminal.h"

#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64], before[PATH_MAX];

/* Each has a folder of its own to be in: there the key R records. */
static void setup(void)
{
	char source[PATH_MAX], program[PATH_MAX];
	strcpy(folder, "/tmp/take-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	setenv("F", folder, 1);
	setenv("XDG_STATE_HOME", folder, 1);
	ck_assert_ptr_nonnull(realpath(getenv("srcdir") ? getenv("srcdir") : ".", source));
	setenv("srcdir", source, 1);
	ck_assert_ptr_nonnull(getcwd(before, sizeof before));
	ck_assert_ptr_nonnull(realpath("lunchrush", program));
	ck_assert_int_eq(chdir(folder), 0);
	ck_assert_int_eq(symlink(program, "lunchrush"), 0);
}

static void teardown(void)
{
	char command[128];
	ck_assert_int_eq(chdir(before), 0);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	ck_assert_int_eq(system(command), 0);
}

/* These words after `lunchrush` end with that status, and what is printed has those in it. */
static void ends(const char *words, int status_due, const char *said)
{
	int status;
	char *out = recipe_output(&status, "%s 2>&1", words);
	ck_assert_msg(status == status_due && strstr(out, said), "%s: %d: %s", words, status, out);
	free(out);
}

static void shell(const char *command)
{
	ck_assert_msg(system(command) == 0, "%s", command);
}

/* `lunchrush WORDS FILE of the folder`, on a screen. */
static struct terminal *shown(const char *words, const char *file)
{
	char all[512], state[128];
	struct terminal_setup setup = { .rows = 30, .cols = 100, .also = state };
	snprintf(state, sizeof state, "XDG_STATE_HOME=%s", folder);
	snprintf(all, sizeof all, file ? "%s %s/%s" : "%s", words, folder, file);
	return terminal_open(&setup, all);
}

static void left(struct terminal *terminal)
{
	terminal_type(terminal, CTRL_Q);
	terminal_see_ended(terminal);
	terminal_free(terminal);
}

/* What R wrote becomes a.cast, and its trace, where there is one. */
static void recorded(void)
{
	shell("set -- lunchrush-2*.cast; test $# = 1 && mv $1 a.cast && if test -e $1.trace; then mv $1.trace a.cast.trace; fi");
}

/* ---- whose trace it is ---- */

START_TEST(a_recording_without_its_trace_is_started_again_from_its_schedule)
{
	ends("record visits --policy random --seed 3 -o $F/a.cast", 0, "");
	shell("rm $F/a.cast.trace");
	ends("replay $F/a.cast --plain", 1, "Schedule: B4ABA5B");
	ends("record visits --schedule A2B2AB -o $F/a.cast", 0, "");
	shell("mkdir $F/moved; mv $F/a.cast $F/moved");
	ends("replay $F/moved/a.cast --plain", 1, "Schedule: A2B2AB");
}
END_TEST

START_TEST(a_free_run_without_its_trace_is_told_to_be_gone)
{
	ends("record visits --engine loop -o $F/a.cast", 0, "");
	shell("rm $F/a.cast.trace");
	ends("replay $F/a.cast --plain", 2, "a free run is not the same twice");
}
END_TEST

START_TEST(a_recording_renamed_together_with_its_trace_has_it)
{
	ends("record visits --engine loop --seed 8 -o $F/a.cast", 0, "");
	shell("mv $F/a.cast $F/b.cast; mv $F/a.cast.trace $F/b.cast.trace");
	ends("replay $F/b.cast --plain", 0, "seed 8");
}
END_TEST

START_TEST(a_trace_of_another_run_is_not_taken)
{
	ends("record visits --policy random --seed 3 -o $F/a.cast", 0, "");
	ends("record visits --policy random --seed 4 -o $F/b.cast", 0, "");
	shell("cp $F/b.cast.trace $F/a.cast.trace");
	ends("replay $F/a.cast --plain", 1, "is of another run (visits, seed 4) and is not taken: it is started again as it was recorded.");
	ends("replay $F/a.cast --plain", 1, "Schedule: B4ABA5B");
	ends("record opposed --policy random --seed 3 -o $F/b.cast", 0, "");
	shell("cp $F/b.cast.trace $F/a.cast.trace");
	ends("replay $F/a.cast --plain", 1, "is of another run (opposed, seed 3)");
}
END_TEST

START_TEST(a_trace_of_another_run_is_told_on_the_screen)
{
	ends("record visits --policy random --seed 3 -o $F/a.cast", 0, "");
	ends("record visits --policy random --seed 4 -o $F/b.cast", 0, "");
	shell("cp $F/b.cast.trace $F/a.cast.trace");
	struct terminal *terminal = shown("replay", "a.cast");
	terminal_see(terminal, "is of another run");
	left(terminal);
}
END_TEST

/* ---- where it begins again ---- */

START_TEST(what_a_header_does_not_say_goes_without_saying)
{
	shell("echo '{\"version\":2,\"width\":80,\"height\":24,\"x-lunchrush\":{\"recipe\":\"visits\",\"policy\":\"random\"}}' >$F/a.cast");
	ends("replay $F/a.cast --plain", 1, "seed 1.");
}
END_TEST

START_TEST(the_run_of_a_controlled_recording_is_the_same_bytes)
{
	ends("record visits --policy random --seed 3 -o $F/a.cast", 0, "");
	ends("record visits --policy random --seed 3 -o $F/b.cast", 0, "");
	shell("cmp $F/a.cast.trace $F/b.cast.trace");
	ends("record visits --engine processes --schedule A2B2 -o $F/a.cast", 0, "");
	ends("record visits --engine processes --schedule A2B2 -o $F/b.cast", 0, "");
	shell("cmp $F/a.cast.trace $F/b.cast.trace");
	ends("replay $F/b.cast --plain", 1, "Does not hold: no visit is lost");
	ends("export --perfetto $F/b.cast.trace -o $F/p.json", 0, "");
}
END_TEST

/* Each is found again from another folder, and what is not there is told. */
START_TEST(what_lay_in_another_folder_is_found_again)
{
	shell("mkdir -p here there/10-mine && cp $srcdir/lessons/10-visits/recipe.lua there/r.lua && cp $srcdir/lessons/10-visits/* there/10-mine && cp there/r.lua there/10-mine/recipe.lua");
	shell("cd here && ln -s ../lunchrush . && ./lunchrush record ../there/r.lua --policy random --seed 3 -o a.cast && rm a.cast.trace && ./lunchrush record ../there/10-mine -o l.cast --tape /dev/null && mkdir ../away && mv *.cast ../away");
	ends("replay away/a.cast --plain", 1, "Schedule: B4ABA5B");
	ends("replay away/l.cast --plain </dev/null", 0, "Step 1 of 8");
	shell("mv there gone");
	ends("replay away/a.cast --plain", 2, "r.lua");
	ends("replay away/l.cast --plain </dev/null", 2, "10-mine");
}
END_TEST

/* JSON cannot hold such names: a run is found by that of its recording, and of a lesson it is said. */
START_TEST(what_has_names_that_are_no_text_is_found_or_told)
{
	ends("record visits --engine loop --seed 8 -o $(printf 'd\\351').cast", 0, "");
	ends("replay $(printf 'd\\351').cast --plain", 0, "seed 8");
	shell("p=$(printf 'p\\351'); mkdir $p; cp -r $srcdir/lessons/10-visits $p");
	ends("record $(printf 'p\\351')/10-visits --tape /dev/null -o a.cast", 0, "is no UTF-8 and so is not kept");
}
END_TEST

/* ---- driving on ---- */

START_TEST(a_recording_of_a_saved_run_is_driven_on)
{
	ends("run visits --policy random --seed 3 --set how='spelled out' --trace $F/run.trace --plain", 1, "");
	ends("record $F/run.trace -o $F/a.cast", 0, "");
	struct terminal *terminal = shown("replay", "a.cast");
	terminal_see(terminal, "violated");
	terminal_type(terminal, KEY_LEFT KEY_LEFT KEY_LEFT KEY_LEFT "s");
	terminal_see(terminal, "You have control.");
	terminal_see(terminal, "up to this moment");
	terminal_see(terminal, "spelled out");
	left(terminal);
}
END_TEST

START_TEST(of_a_free_run_its_order_is_taken_as_far_as_it_is_known)
{
	ends("run visits --engine loop --seed 3 --trace $F/run.trace --plain", 0, "");
	ends("record $F/run.trace -o $F/a.cast", 0, "");
	struct terminal *terminal = shown("replay", "a.cast");
	terminal_see(terminal, "done");
	terminal_type(terminal, KEY_LEFT KEY_LEFT KEY_LEFT KEY_LEFT KEY_LEFT "s");
	terminal_see(terminal, "You have control.");
	terminal_see(terminal, "SCHEDULED");
	left(terminal);
}
END_TEST

START_TEST(a_recipe_that_was_changed_is_told)
{
	shell("cp $srcdir/lessons/10-visits/recipe.lua mine.lua");
	ends("run ./mine.lua --policy random --seed 3 --trace $F/run.trace --plain", 1, "");
	ends("record $F/run.trace -o $F/a.cast", 0, "");
	shell("echo '-- more' >>mine.lua");
	struct terminal *terminal = shown("replay", "a.cast");
	terminal_see(terminal, "is not what it was then");
	left(terminal);
}
END_TEST

/* ---- the key R ---- */

/* A person has taken steps while it was recorded: what came to be at its end is there, and one goes on from it. */
START_TEST(steps_taken_while_the_key_records_are_kept)
{
	struct terminal *terminal = shown("run visits --seed 3 --schedule BB", NULL);
	terminal_see(terminal, "SCHEDULED");
	terminal_type(terminal, "\022");
	terminal_see(terminal, "REC");
	terminal_type(terminal, "baaa");
	terminal_see(terminal, "so far, 6 steps");
	terminal_type(terminal, KEY_BACKSPACE);
	terminal_see(terminal, "so far, 5 steps");
	terminal_type(terminal, "\022");
	terminal_see(terminal, "Recorded: lunchrush-");
	left(terminal);
	recorded();
	ends("replay $F/a.cast --plain", 0, "The recording ended before the run did");
	ends("replay $F/a.cast --plain", 0, "Schedule: B3A2");
	ends("replay $F/a.cast --json", 0, "\"schedule\":\"B3A2\"");
	terminal = shown("replay", "a.cast");
	terminal_see(terminal, "the end");
	terminal_type(terminal, "s");
	terminal_see(terminal, "The 5 steps up to this moment");
	terminal_type(terminal, "b");
	terminal_see(terminal, "so far, 6 steps");
	left(terminal);
	shell("rm $F/a.cast.trace");
	terminal = shown("replay", "a.cast");
	terminal_see(terminal, "so far, 5 steps");
	left(terminal);
}
END_TEST

START_TEST(a_free_run_that_the_key_recorded_is_that_run)
{
	struct terminal *terminal = shown("run visits --engine loop --seed 8", NULL);
	terminal_see(terminal, "done");
	terminal_type(terminal, "R");
	terminal_see(terminal, "REC");
	terminal_type(terminal, "R");
	terminal_see(terminal, "Recorded: lunchrush-");
	left(terminal);
	recorded();
	shell("test -s $F/a.cast.trace");
	ends("replay $F/a.cast --plain", 0, "seed 8");
}
END_TEST

/* Also within a second, and where the run of one that is gone still lies there. */
START_TEST(each_recording_by_the_key_has_a_name_of_its_own)
{
	struct terminal *terminal = shown("run visits --policy random --seed 3", NULL);
	terminal_see(terminal, "violated");
	for (int i = 0; i < 4; i++) {
		terminal_type(terminal, "R");
		terminal_see(terminal, "REC");
		terminal_type(terminal, "R");
		terminal_see_gone(terminal, "REC");
		terminal_see(terminal, "`asciinema play` shows it.");
		shell("for cast in lunchrush-2*.cast; do if test -e $cast.trace; then mv $cast gone.cast; fi; done");
	}
	left(terminal);
	shell("set -- lunchrush-2*.cast.trace; test $# = 4");
}
END_TEST

START_TEST(a_saved_run_that_the_key_recorded_is_driven_on)
{
	ends("run visits --policy random --seed 3 --trace $F/run.trace --plain", 1, "");
	struct terminal *terminal = shown("replay", "run.trace");
	terminal_see(terminal, "violated");
	terminal_type(terminal, "R");
	terminal_see(terminal, "REC");
	terminal_type(terminal, "R");
	terminal_see(terminal, "Recorded: lunchrush-");
	left(terminal);
	recorded();
	ends("replay $F/a.cast --plain", 1, "Schedule: B4ABA5B");
	terminal = shown("replay", "a.cast");
	terminal_see(terminal, "violated");
	terminal_type(terminal, KEY_LEFT KEY_LEFT KEY_LEFT KEY_LEFT "s");
	terminal_see(terminal, "You have control.");
	left(terminal);
}
END_TEST

/* What is there is shown, and driven on from. */
START_TEST(a_kill_while_the_key_records_leaves_the_run)
{
	struct terminal *terminal = shown("run visits --seed 3 --schedule BB", NULL);
	terminal_see(terminal, "SCHEDULED");
	terminal_type(terminal, "\022");
	terminal_see(terminal, "REC");
	terminal_type(terminal, "ba");
	terminal_see(terminal, "so far, 4 steps");
	terminal_settle(terminal, 300);
	kill(terminal_program(terminal), SIGKILL);
	terminal_see_ended(terminal);
	terminal_free(terminal);
	recorded();
	ends("replay $F/a.cast --plain", 2, "A waiter 1 starts.");
	terminal = shown("replay", "a.cast");
	terminal_see(terminal, "The Visit Counter");
	terminal_settle(terminal, 300);
	terminal_type(terminal, "s");
	terminal_see(terminal, "The 4 steps up to this moment");
	left(terminal);
}
END_TEST

START_TEST(from_the_menu_on_the_key_records_what_is_opened)
{
	struct terminal *terminal = shown("menu", NULL);
	terminal_see(terminal, "Lunchrush");
	terminal_type(terminal, "R");
	terminal_see(terminal, "Recording into lunchrush-");
	terminal_see(terminal, "REC");
	terminal_type(terminal, "k/sandwich\r\r");
	terminal_see(terminal, "Coffee and a Sandwich   event loop");
	terminal_see(terminal, "REC");
	terminal_type(terminal, "R");
	terminal_see(terminal, "Recorded: lunchrush-");
	terminal_type(terminal, CTRL_Q);
	terminal_see(terminal, "Kitchens");
	left(terminal);
	recorded();
	ends("replay $F/a.cast --plain", 0, "on loop");
}
END_TEST

START_TEST(who_leaves_the_menu_while_it_records_is_told_where_it_is)
{
	struct terminal *terminal = shown("menu", NULL);
	terminal_see(terminal, "Lunchrush");
	terminal_type(terminal, "\022");
	terminal_see(terminal, "REC");
	terminal_type(terminal, "q");
	terminal_see_ended(terminal);
	terminal_see(terminal, "Recorded: lunchrush-2");
	terminal_free(terminal);
	recorded();
	ends("replay $F/a.cast --plain", 2, "asciinema play");
	shell("test ! -e $F/a.cast.trace");
}
END_TEST

/* ---- lessons ---- */

START_TEST(a_recording_of_a_lesson_opens_at_the_step_it_reached)
{
	shell("printf 'pause 1s\\n' >$F/a.tape");
	ends("record visits --step lose-three --tape $F/a.tape -o $F/a.cast", 0, "");
	struct terminal *terminal = shown("replay", "a.cast");
	terminal_see(terminal, "step 3 of 8");
	left(terminal);
	ends("replay $F/a.cast --plain </dev/null", 0, "Step 3 of 8: lose three");
	shell("test ! -e $F/lunchrush/progress.json");
}
END_TEST

START_TEST(a_lesson_that_the_key_recorded_opens_where_it_was_left)
{
	struct terminal *terminal = shown("learn visits --step two-waiters", NULL);
	terminal_see(terminal, "step 1 of 8");
	terminal_type(terminal, "\022");
	terminal_see(terminal, "REC");
	left(terminal);
	recorded();
	shell("rm -f $F/lunchrush/progress.json; test ! -e $F/a.cast.trace");
	terminal = shown("replay", "a.cast");
	terminal_see(terminal, "step 1 of 8");
	left(terminal);
	shell("test ! -e $F/lunchrush/progress.json");
}
END_TEST

START_TEST(a_recording_of_a_lesson_has_no_report)
{
	ends("record visits --tape /dev/null -o $F/a.cast", 0, "");
	ends("replay $F/a.cast --json", 2, "is of the lesson visits, which is no one run");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("take_over");
	TCase *trace = tcase_create("trace"), *drive = tcase_create("drive"), *key = tcase_create("key"), *lesson = tcase_create("lesson");
	TCase *all[] = { trace, drive, key, lesson };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		tcase_add_checked_fixture(all[i], setup, teardown);
		tcase_set_timeout(all[i], TEST_S);
		suite_add_tcase(suite, all[i]);
	}
	tcase_add_test(trace, a_recording_without_its_trace_is_started_again_from_its_schedule);
	tcase_add_test(trace, a_free_run_without_its_trace_is_told_to_be_gone);
	tcase_add_test(trace, a_recording_renamed_together_with_its_trace_has_it);
	tcase_add_test(trace, a_trace_of_another_run_is_not_taken);
	tcase_add_test(trace, a_trace_of_another_run_is_told_on_the_screen);
	tcase_add_test(trace, what_a_header_does_not_say_goes_without_saying);
	tcase_add_test(trace, what_lay_in_another_folder_is_found_again);
	tcase_add_test(trace, what_has_names_that_are_no_text_is_found_or_told);
	tcase_add_test(trace, the_run_of_a_controlled_recording_is_the_same_bytes);
	tcase_add_test(drive, a_recording_of_a_saved_run_is_driven_on);
	tcase_add_test(drive, of_a_free_run_its_order_is_taken_as_far_as_it_is_known);
	tcase_add_test(drive, a_recipe_that_was_changed_is_told);
	tcase_add_test(key, steps_taken_while_the_key_records_are_kept);
	tcase_add_test(key, a_free_run_that_the_key_recorded_is_that_run);
	tcase_add_test(key, each_recording_by_the_key_has_a_name_of_its_own);
	tcase_add_test(key, a_saved_run_that_the_key_recorded_is_driven_on);
	tcase_add_test(key, a_kill_while_the_key_records_leaves_the_run);
	tcase_add_test(key, from_the_menu_on_the_key_records_what_is_opened);
	tcase_add_test(key, who_leaves_the_menu_while_it_records_is_told_where_it_is);
	tcase_add_test(lesson, a_recording_of_a_lesson_opens_at_the_step_it_reached);
	tcase_add_test(lesson, a_lesson_that_the_key_recorded_opens_where_it_was_left);
	tcase_add_test(lesson, a_recording_of_a_lesson_has_no_report);
	return run_suite(suite);
}
