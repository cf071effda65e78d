/* test_terminal_learn.c - a lesson at the terminal, as somebody alone takes it: predicting, watching, choosing, mending, and coming back to it. The lesson has every kind of step. */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define LESSON "learn tests/lessons/every"

static char folder[64], also[512];

static void setup(void)
{
	strcpy(folder, "/tmp/lunchrush-learn-XXXXXX"); /* not in the build folder: its path may be of any length */
	ck_assert(mkdtemp(folder) != NULL);
	snprintf(also, sizeof also, "XDG_STATE_HOME=%s/state\nEDITOR=%s/editor", folder, folder);
}

static void teardown(void)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	ck_assert_int_eq(system(command), 0);
}

static void open_at(int rows, int cols, const char *step)
{
	char arguments[160];
	snprintf(arguments, sizeof arguments, LESSON "%s%s", *step ? " --step " : "", step);
	terminal = terminal_open(&(struct terminal_setup){ .rows = rows, .cols = cols, .also = also }, arguments);
	terminal_see(terminal, "Esc leave");
}

static void type(const char *keys, const char *seen)
{
	terminal_type(terminal, keys);
	terminal_see(terminal, seen);
}

/* A press on the first place where these words stand. */
static void click_on(const char *words)
{
	char click[32];
	const char *text = terminal_text(terminal), *found = strstr(text, words), *line = text;
	int row = 1, col = 1;
	ck_assert_msg(found != NULL, "%s\n%s", words, text);
	for (const char *at = text; at < found; at++)
		if (*at == '\n') {
			row++;
			line = at + 1;
		}
	for (; line < found; line++)
		col += (*line & 0xc0) != 0x80;
	snprintf(click, sizeof click, "\033[<0;%d;%dM", col, row);
	terminal_type(terminal, click);
}

static void file_write(const char *name, const char *text)
{
	char path[128];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	ck_assert(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

static void leave(const char *keys)
{
	terminal_type(terminal, keys);
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
}

START_TEST(a_question_comes_before_what_follows_from_it)
{
	open_at(24, 80, "");
	terminal_see(terminal, "How many waiters are there?");
	ck_assert_ptr_null(strstr(terminal_text(terminal), "Two it is."));
	type("b", "that is my answer");
	type(KEY_ENTER, "Right.");
	terminal_see(terminal, "Two it is.");
	type(KEY_ENTER, "Your number:");
	type("2" KEY_ENTER, "what came of it");
	terminal_see(terminal, "What happened: visits = 2");
	type(KEY_ENTER, "step 3 of 11");
	leave(KEY_ESC);
}
END_TEST

START_TEST(a_wrong_prediction_stands_beside_what_happened_with_its_reply)
{
	open_at(24, 80, "");
	type("a" KEY_ENTER, "Not so.");
	terminal_see(terminal, "You said a: One.");
	terminal_see(terminal, "One is not two.");
	leave(KEY_ESC);
}
END_TEST

START_TEST(what_is_no_answer_is_said_and_nothing_runs)
{
	open_at(24, 80, "watch-it");
	type("2-" KEY_ENTER, "is no number");
	terminal_see(terminal, "Your number:");
	leave(KEY_ESC);
}
END_TEST

START_TEST(a_question_may_be_skipped)
{
	open_at(24, 80, "watch-it");
	type(KEY_ENTER, "Two visits, two counted.");
	ck_assert_ptr_null(strstr(terminal_text(terminal), "You said"));
	leave("q");
}
END_TEST

START_TEST(a_driven_run_is_walked_through_before_its_end_is_told)
{
	open_at(24, 80, "who-was-last");
	type("B" KEY_ENTER, "BACK at step 0 of");
	terminal_see(terminal, "Walk through it");
	ck_assert_ptr_null(strstr(terminal_text(terminal), "Right."));
	type(KEY_RIGHT KEY_RIGHT, "BACK at step 2 of");
	type(KEY_END, "Right.");
	terminal_see(terminal, "B came last.");
	leave(CTRL_Q);
}
END_TEST

START_TEST(how_a_driven_run_goes_wrong_is_not_told_before_its_end)
{
	open_at(24, 80, "what-is-lost");
	type(KEY_ENTER, "BACK at step 0 of");
	ck_assert_ptr_null(strstr(terminal_text(terminal), "expected, and not so"));
	type(KEY_END, "expected, and not so");
	leave(CTRL_Q);
}
END_TEST

START_TEST(what_fails_from_here_is_not_told_before_a_driven_run_was_walked_through)
{
	open_at(24, 80, "who-was-last");
	type("B" KEY_ENTER, "BACK at step 0 of");
	type(KEY_END, "Right.");
	type(KEY_ESC, "a step ago"); /* by now all schedules are counted */
	type("r", "BACK at step 0 of");
	terminal_see(terminal, "so far, 0 of");
	terminal_see_gone(terminal, "from here ");
	type(KEY_RIGHT, "BACK at step 1 of");
	ck_assert_ptr_null(strstr(terminal_text(terminal), "a step ago"));
	type(KEY_END, "what came of it");
	type(KEY_ESC, "a step ago");
	leave(CTRL_Q);
}
END_TEST

/* It begins anew; what is shown until then also says what failed a step ago, which the beginning cannot. */
static bool begins_anew(struct terminal *seen, const void *unused)
{
	const char *text = terminal_text(seen);
	(void)unused;
	ck_assert_msg(!strstr(text, "\xe2\x94\x82  from here ") || strstr(text, "a step ago"), "%s", text);
	return strstr(text, "so far, 0 of") != NULL;
}

START_TEST(not_one_frame_tells_what_fails_from_here_when_it_is_walked_through_again)
{
	open_at(24, 80, "who-was-last");
	type("B" KEY_ENTER, "BACK at step 0 of");
	type(KEY_END, "Right.");
	type(KEY_ESC, "a step ago");
	type(KEY_LEFT KEY_LEFT KEY_LEFT KEY_LEFT KEY_LEFT, "\xe2\x94\x82  from here "); /* so that it is known of the beginning, too */
	type(KEY_RIGHT KEY_RIGHT, "BACK at step 2 of");
	terminal_see(terminal, "a step ago");
	terminal_type(terminal, "r");
	terminal_until(terminal, begins_anew, NULL, "the run from its beginning");
	leave(CTRL_Q);
}
END_TEST

START_TEST(a_walk_goes_from_switch_to_switch)
{
	open_at(24, 80, "who-was-last"); /* AABB */
	type("B" KEY_ENTER, "BACK at step 0 of");
	type("]", "BACK at step 2 of");
	type("[", "No switch before this moment.");
	leave(CTRL_Q);
}
END_TEST

START_TEST(under_the_help_the_keys_are_those_that_come_back)
{
	open_at(24, 80, "who-was-last");
	type(KEY_ENTER, "BACK at step 0 of");
	type(KEY_END, "what came of it");
	type(KEY_ESC, "F8 go on");
	type("?", "beside a lesson's run");
	ck_assert_ptr_nonnull(strstr(terminal_text(terminal), "F8 go on"));
	type(KEY_ESC, "F8 go on");
	leave(CTRL_Q);
}
END_TEST

START_TEST(under_the_settings_the_keys_are_those_that_come_back)
{
	open_at(24, 80, "nothing-asked");
	type(KEY_ENTER, "what came of it");
	type(KEY_ESC, "F8 go on");
	type("p", "how many are served");
	ck_assert_ptr_nonnull(strstr(terminal_text(terminal), "F8 go on"));
	type(KEY_ESC, "F8 go on");
	leave("q");
}
END_TEST

/* A lesson of one step in a folder of its own. */
static void lesson_write(const char *ini, const char *prose, const char *recipe)
{
	char path[128];
	snprintf(path, sizeof path, "%s/own", folder);
	ck_assert_int_eq(mkdir(path, 0755), 0);
	file_write("own/lesson.ini", ini);
	file_write("own/prose.md", prose);
	file_write("own/recipe.lua", recipe);
}

static void lesson_open(int rows, int cols, const char *seen)
{
	char arguments[128];
	snprintf(arguments, sizeof arguments, "learn %s/own", folder);
	terminal = terminal_open(&(struct terminal_setup){ .rows = rows, .cols = cols, .also = also }, arguments);
	terminal_see(terminal, seen);
}

START_TEST(the_recipe_beside_a_page_says_with_which_settings_it_will_run)
{
	lesson_write("[lesson]\ntitle = Own\nsummary = One run.\n[step:one]\nmode = live\nparam.orders = 3\nparam.name = Ann\n[step:two]\nmode = live\n", "## one\n\nThree.\n\n## two\n\nOne.\n",
		"recipe{title = \"Own\"}\nlocal orders = param(\"orders\", 1)\nlocal name = param(\"name\", \"Bob\")\nfor i = 1, orders do serve(i) end\n");
	lesson_open(36, 140, "with orders = 3, name = Ann");
	type(KEY_ENTER, "orders = 3"); /* and so it does */
	type("\033[19~", "One.");
	terminal_see(terminal, "serve(i)");
	terminal_see_gone(terminal, "with orders");
	leave(KEY_ESC);
}
END_TEST

START_TEST(the_wheel_scrolls_what_it_is_over)
{
	char recipe[2000] = "recipe{title = \"Own\"}\n", prose[4000] = "## one\n\n";
	for (int i = 2; i < 60; i++) {
		snprintf(recipe + strlen(recipe), 20, "-- line %d\n", i);
		snprintf(prose + strlen(prose), 40, "Paragraph %d.\n\n", i);
	}
	lesson_write("[lesson]\ntitle = Own\nsummary = One run.\n[step:one]\nmode = live\n", prose, recipe);
	lesson_open(36, 140, "Paragraph 2.");
	terminal_see(terminal, "-- line 2");
	type("\033[<65;100;10M", "-- line 4"); /* over the recipe */
	terminal_see_gone(terminal, "-- line 3\n");
	terminal_see(terminal, "Paragraph 2.");
	terminal_type(terminal, "\033[<65;20;10M"); /* over the page */
	terminal_see_gone(terminal, "Paragraph 2.");
	terminal_see(terminal, "-- line 4");
	type("\033[<64;20;10M", "Paragraph 2.");
	type("\033[<64;100;10M", "-- line 2");
	leave(KEY_ESC);
}
END_TEST

START_TEST(a_click_chooses_an_answer_and_a_key_at_the_foot)
{
	open_at(24, 80, "");
	click_on("b ");
	terminal_see(terminal, "that is my answer");
	click_on("that is my answer");
	terminal_see(terminal, "Two it is.");
	leave("q");
}
END_TEST

START_TEST(help_beside_a_run_begins_with_the_keys_of_the_lesson)
{
	open_at(24, 80, "lose-one");
	type(KEY_ENTER, "A reads visits");
	type("?", "beside a lesson's run");
	terminal_see(terminal, "back to the question");
	type(KEY_ESC, "step 0");
	terminal_see(terminal, "F8 skip");
	leave(CTRL_Q);
}
END_TEST

START_TEST(a_task_is_told_in_the_words_of_its_page_beside_the_lines_that_go_on)
{
	char arguments[128], path[128];
	snprintf(path, sizeof path, "%s/task", folder);
	ck_assert_int_eq(mkdir(path, 0755), 0);
	file_write("task/lesson.ini", "[lesson]\ntitle = Task\nsummary = One task.\n[step:one]\nmode = stepped\nrecipe = visits\ngoal = visits < 3\n");
	file_write("task/prose.md", "## one\n\nTwo go.\n\n**Your task:** lose *more* than two. Nothing breaks.\n");
	snprintf(arguments, sizeof arguments, "learn %s/task", folder);
	terminal = terminal_open(&(struct terminal_setup){ .also = also }, arguments);
	terminal_see(terminal, "Two go.");
	type(KEY_ENTER, "F8 skip");
	terminal_see(terminal, "Your task: lose more than two.");
	terminal_see(terminal, " AB "); /* the recipe is shown where both will take their first step */
	ck_assert_ptr_null(strstr(terminal_text(terminal), "Nothing breaks"));
	leave(CTRL_Q);
}
END_TEST

START_TEST(a_goal_is_reached_by_choosing_and_a_try_that_fails_gets_hints)
{
	open_at(24, 80, "lose-one");
	type(KEY_ENTER, "A reads visits");
	terminal_see(terminal, "Your task: visits < 2");
	type("a", "step 1");
	type("a", "step 2");
	type("b", "step 3");
	type("b", "step 4");
	type("@", "still open");
	terminal_see(terminal, "This try came to: visits = 2");
	ck_assert_ptr_null(strstr(terminal_text(terminal), "One visit is lost."));
	type("h", "Let both read first.");
	type("r", "step 0");
	type("a", "step 1");
	type("b", "step 2");
	type("a", "step 3");
	type("b", "step 4");
	type("@", "Done: you made it fail, as asked (visits < 2)");
	terminal_see(terminal, "One visit is lost.");
	leave(CTRL_Q);
}
END_TEST

START_TEST(taking_the_last_step_back_takes_the_judgement_back)
{
	open_at(24, 80, "lose-one");
	type(KEY_ENTER, "A reads visits");
	type("a", "step 1");
	type("a", "step 2");
	type("b", "step 3");
	type("b", "step 4");
	type("@", "still open");
	type(KEY_ESC, "what came of it");
	terminal_see_gone(terminal, "This try came to");
	type(KEY_BACKSPACE, "Your task: visits < 2");
	terminal_see(terminal, "step 4");
	leave(CTRL_Q);
}
END_TEST

START_TEST(every_schedule_is_counted_and_the_prediction_judged_by_it)
{
	open_at(24, 80, "count-them");
	type("b" KEY_ENTER, "Right.");
	terminal_see(terminal, "30 schedules");
	terminal_see(terminal, "F8 what came of it"); /* nothing lies over the bars yet, and Enter is theirs */
	type("\033[19~", "F8 go on");
	terminal_see(terminal, "What happened: failing = 20"); /* that it was b has been said */
	type(KEY_ENTER, "step 7 of 11");
	leave(KEY_ESC);
}
END_TEST

/* The editor writes the mended recipe over whatever it is given. */
static void editor_mends(void)
{
	char path[128], script[512];
	snprintf(path, sizeof path, "%s/editor", folder);
	snprintf(script, sizeof script, "#!/bin/sh\ncat '%s' >\"$1\"\n", source_path("tests/lessons/every/mended.lua"));
	FILE *file = fopen(path, "w");
	ck_assert(file && fputs(script, file) >= 0 && fclose(file) == 0);
	ck_assert_int_eq(chmod(path, 0755), 0);
}

START_TEST(beside_a_column_the_bars_keep_their_keys)
{
	open_at(36, 120, "count-them");
	type("b" KEY_ENTER, "Right.");
	terminal_see(terminal, "What happened: failing = 20");
	terminal_see(terminal, "F8  go on");
	type(KEY_ENTER, "who next"); /* as their own foot says: go there */
	type("\033[19~", "step 7 of 11");
	leave("q");
}
END_TEST

START_TEST(a_goal_is_reached_by_mending_and_its_cost_is_told)
{
	editor_mends();
	open_at(24, 80, "mend-it");
	type(KEY_ENTER, "F4 opens your editor");
	terminal_see(terminal, "every.lua");
	terminal_see(terminal, "expect("); /* all of it, not its first lines */
	type(KEY_F4, "Done: no schedule fails");
	terminal_see(terminal, "times as long as before");
	terminal_see(terminal, "No schedule fails now.");
	leave("q");
}
END_TEST

START_TEST(how_one_leaves_vi_is_said_before_it_opens_and_of_no_other_editor)
{
	open_at(24, 80, "mend-it");
	terminal_see(terminal, "so say VISUAL or EDITOR");
	leave("q");
	snprintf(also, sizeof also, "XDG_STATE_HOME=%s/state\nVISUAL=/usr/bin/vim -n", folder);
	open_at(24, 80, "mend-it");
	terminal_see(terminal, "F4 opens /usr/bin/vim -n. In it i begins to type; Esc");
	leave("q");
}
END_TEST

START_TEST(a_goal_on_figures_is_reached_by_other_settings)
{
	open_at(24, 80, "more-of-it");
	type(KEY_ENTER, "This try came to: served = 1");
	type("p", "how many are served");
	type(KEY_RIGHT KEY_RIGHT "r", "Done: served > 2");
	leave("q");
}
END_TEST

START_TEST(engines_are_compared_side_by_side_in_a_lesson)
{
	open_at(24, 80, "side-by-side");
	type("a" KEY_ENTER, "Right.");
	terminal_see(terminal, "Enter what came of it");
	type(KEY_ENTER, "It runs.");
	type(KEY_ENTER, "step 10 of 11");
	type(KEY_ENTER, "what came of it");
	leave("q");
}
END_TEST

START_TEST(the_end_says_what_was_done_and_leads_on)
{
	open_at(24, 80, "what-is-lost");
	type(KEY_ENTER, "BACK at step 0 of");
	type(KEY_END, "what came of it");
	type(KEY_ENTER, "The end of: Every kind of step");
	terminal_see(terminal, "1 of 11 steps done.");
	ck_assert_ptr_null(strstr(terminal_text(terminal), "predictions")); /* none was made */
	terminal_see(terminal, "next in the course");
	type(KEY_BACKSPACE, "step 11 of 11");
	leave(KEY_ESC);
}
END_TEST

START_TEST(a_lesson_goes_on_where_it_was_left)
{
	open_at(24, 80, "");
	type(KEY_ENTER, "Two it is.");
	type(KEY_ENTER, "step 2 of 11");
	leave(KEY_ESC);
	open_at(24, 80, "");
	terminal_see(terminal, "step 2 of 11");
	leave(KEY_ESC);
}
END_TEST

START_TEST(a_word_in_the_prose_opens_its_entry_over_the_page)
{
	open_at(24, 80, "");
	type("\t", "open the link");
	type(KEY_ENTER, "Race condition");
	type(KEY_ESC, "How many waiters");
	terminal_see_gone(terminal, "Race condition");
	leave(KEY_ESC);
}
END_TEST

START_TEST(a_run_that_fails_says_why_beside_what_was_predicted)
{
	char arguments[128], path[128];
	snprintf(path, sizeof path, "%s/bad", folder);
	ck_assert_int_eq(mkdir(path, 0755), 0);
	file_write("bad/lesson.ini", "[lesson]\ntitle = Bad\nsummary = It fails.\n[step:one]\nmode = live\nask = number\nanswer = global visits\n");
	file_write("bad/prose.md", "## one\n\nIt fails.\n\n### question\nHow many?\n");
	file_write("bad/recipe.lua", "visits = = 1\n");
	snprintf(arguments, sizeof arguments, "learn %s/bad", folder);
	terminal = terminal_open(&(struct terminal_setup){ .also = also }, arguments);
	terminal_see(terminal, "How many?");
	type("2" KEY_ENTER, "It did not show.");
	terminal_see(terminal, "'=' does not fit here");
	type(KEY_ENTER, "0 of 1 predictions right");
	leave(KEY_ESC);
}
END_TEST

START_TEST(hints_lie_over_a_run_that_goes_on)
{
	open_at(24, 80, "lose-one");
	type(KEY_ENTER, "A reads visits");
	type("\033[17~", "Let both read first.");
	type(KEY_ESC, "step 0");
	terminal_see_gone(terminal, "Let both read first.");
	type("\033[17~", "There are no more hints.");
	type("a", "step 1");
	terminal_see_gone(terminal, "Let both read first.");
	leave(CTRL_Q);
}
END_TEST

START_TEST(the_page_lies_over_the_run_and_the_run_is_still_there)
{
	open_at(24, 80, "lose-one");
	type(KEY_ENTER, "A reads visits");
	type("a", "step 1");
	type("\033OP", "Choose who goes next, and lose a visit.");
	type("\033OP", "step 1");
	terminal_see_gone(terminal, "Choose who goes next, and lose a visit.");
	leave(CTRL_Q);
}
END_TEST

START_TEST(on_a_wide_terminal_the_prose_stands_beside_the_run)
{
	open_at(36, 120, "lose-one");
	type(KEY_ENTER, "A reads visits");
	terminal_see(terminal, "Choose who goes next, and lose a");
	terminal_resize(terminal, 24, 80);
	terminal_see(terminal, "F8 skip");
	type("a", "step 1");
	terminal_resize(terminal, 60, 200);
	terminal_see(terminal, "all of the page");
	terminal_see(terminal, "step 1");
	leave(CTRL_Q);
}
END_TEST

START_TEST(a_click_finds_its_pane_beside_the_prose)
{
	open_at(36, 120, "lose-one");
	type(KEY_ENTER, "A reads visits");
	terminal_see(terminal, "\xe2\x96\xb8 who next");
	const char *screen = terminal_text(terminal), *memory = strstr(screen, "memory");
	ck_assert_ptr_nonnull(memory);
	int row = 1;
	for (const char *at = screen; at < memory; at++)
		row += *at == '\n';
	char click[32];
	snprintf(click, sizeof click, "\033[<0;60;%dM", row + 1); /* a row into it, 60 columns from the left: within the run's part only */
	type(click, "\xe2\x96\xb8 memory");
	leave(CTRL_Q);
}
END_TEST

START_TEST(a_stopped_lesson_comes_back_as_it_was)
{
	open_at(24, 80, "watch-it");
	type("2", "Your number: 2");
	terminal_type(terminal, CTRL_Z);
	terminal_see_stopped(terminal);
	terminal_is_whole(terminal);
	terminal_foreground(terminal);
	terminal_see(terminal, "Your number: 2");
	leave(KEY_ESC);
}
END_TEST

TCase *learn_tests(void)
{
	TCase *tests = tcase_create("learn");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, a_question_comes_before_what_follows_from_it);
	tcase_add_test(tests, a_wrong_prediction_stands_beside_what_happened_with_its_reply);
	tcase_add_test(tests, what_is_no_answer_is_said_and_nothing_runs);
	tcase_add_test(tests, a_question_may_be_skipped);
	tcase_add_test(tests, a_driven_run_is_walked_through_before_its_end_is_told);
	tcase_add_test(tests, how_a_driven_run_goes_wrong_is_not_told_before_its_end);
	tcase_add_test(tests, what_fails_from_here_is_not_told_before_a_driven_run_was_walked_through);
	tcase_add_test(tests, not_one_frame_tells_what_fails_from_here_when_it_is_walked_through_again);
	tcase_add_test(tests, a_walk_goes_from_switch_to_switch);
	tcase_add_test(tests, under_the_help_the_keys_are_those_that_come_back);
	tcase_add_test(tests, under_the_settings_the_keys_are_those_that_come_back);
	tcase_add_test(tests, the_recipe_beside_a_page_says_with_which_settings_it_will_run);
	tcase_add_test(tests, the_wheel_scrolls_what_it_is_over);
	tcase_add_test(tests, a_click_chooses_an_answer_and_a_key_at_the_foot);
	tcase_add_test(tests, help_beside_a_run_begins_with_the_keys_of_the_lesson);
	tcase_add_test(tests, a_task_is_told_in_the_words_of_its_page_beside_the_lines_that_go_on);
	tcase_add_test(tests, a_goal_is_reached_by_choosing_and_a_try_that_fails_gets_hints);
	tcase_add_test(tests, taking_the_last_step_back_takes_the_judgement_back);
	tcase_add_test(tests, every_schedule_is_counted_and_the_prediction_judged_by_it);
	tcase_add_test(tests, beside_a_column_the_bars_keep_their_keys);
	tcase_add_test(tests, a_goal_is_reached_by_mending_and_its_cost_is_told);
	tcase_add_test(tests, how_one_leaves_vi_is_said_before_it_opens_and_of_no_other_editor);
	tcase_add_test(tests, a_goal_on_figures_is_reached_by_other_settings);
	tcase_add_test(tests, engines_are_compared_side_by_side_in_a_lesson);
	tcase_add_test(tests, the_end_says_what_was_done_and_leads_on);
	tcase_add_test(tests, a_lesson_goes_on_where_it_was_left);
	tcase_add_test(tests, a_word_in_the_prose_opens_its_entry_over_the_page);
	tcase_add_test(tests, a_run_that_fails_says_why_beside_what_was_predicted);
	tcase_add_test(tests, hints_lie_over_a_run_that_goes_on);
	tcase_add_test(tests, the_page_lies_over_the_run_and_the_run_is_still_there);
	tcase_add_test(tests, on_a_wide_terminal_the_prose_stands_beside_the_run);
	tcase_add_test(tests, a_click_finds_its_pane_beside_the_prose);
	tcase_add_test(tests, a_stopped_lesson_comes_back_as_it_was);
	return tests;
}
