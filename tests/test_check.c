/* The linter as people start it: every kind of mistake is put into a small lesson, and told with its file and line. Lessons are written anew for each test. */
#include "suite.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[64], lesson[96], out[65536], said[4096];
static int status;

static void slurp(const char *path, char *to, size_t size)
{
	FILE *file = fopen(path, "r");
	size_t length = file ? fread(to, 1, size - 1, file) : 0;

	to[length] = '\0';
	if (file)
		fclose(file);
}

/* lunchrush ARGUMENTS: what it printed is then in `out`, its messages in `said`. */
static void lunchrush(const char *arguments)
{
	char command[1024], path[128];

	snprintf(command, sizeof command, "./lunchrush %s >%s/out 2>%s/said", arguments, folder, folder);
	status = system(command);
	status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	snprintf(path, sizeof path, "%s/out", folder);
	slurp(path, out, sizeof out);
	snprintf(path, sizeof path, "%s/said", folder);
	slurp(path, said, sizeof said);
}

static void write_in(const char *in, const char *name, const char *text)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", in, name);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

#define RACE "recipe{title = \"T\", engine = \"threads\"}\nparam(\"more\", 0)\nplates = 0\nlocal function cook() plates = plates + 1 end\n" \
	     "task(\"a\", cook)\ntask(\"b\", cook)\nexpect(\"each plate\", function() return plates == 2 end)\n"
#define LOCKED "recipe{title = \"T\", engine = \"threads\"}\nplates = 0\nlocal l = lock(\"l\")\nlocal function cook() l:acquire() plates = plates + 1 l:release() end\n" \
	       "task(\"a\", cook)\ntask(\"b\", cook)\nexpect(\"each plate\", function() return plates == 2 end)\n"
#define HEAD "[lesson]\ntitle = T\nsummary = S\nchapter = C\norder = 1\nminutes = 5\n\n[step:one]\n"

static void setup(void)
{
	strcpy(folder, "/tmp/check.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(lesson, sizeof lesson, "%s/mine", folder);
	ck_assert_int_eq(mkdir(lesson, 0700), 0);
	setenv("XDG_STATE_HOME", folder, 1);
	setenv("XDG_DATA_HOME", folder, 1);
	write_in(lesson, "recipe.lua", RACE);
	write_in(lesson, "mended.lua", LOCKED);
	write_in(lesson, "prose.md", "## one\n\nText.\n");
}

static void teardown(void)
{
	char command[128];

	snprintf(command, sizeof command, "rm -rf %s", folder);
	ck_assert_int_eq(system(command), 0);
}

static void check_with(const char *ini, const char *options)
{
	char arguments[256];

	write_in(lesson, "lesson.ini", ini);
	snprintf(arguments, sizeof arguments, "check %s %s", options, lesson);
	lunchrush(arguments);
}

/* One finding, at that line, with these words. */
static void finds(const char *step, int line, const char *words)
{
	char ini[2048], where[160];

	snprintf(ini, sizeof ini, HEAD "%s", step);
	check_with(ini, "");
	snprintf(where, sizeof where, "%s/lesson.ini:%d: ", lesson, line);
	ck_assert_msg(strncmp(out, where, strlen(where)) == 0, "not at %s but: %s%s", where, out, said);
	ck_assert_msg(strstr(out, words) != NULL, "'%s' is not in: %s", words, out);
	ck_assert_int_eq(status, 1);
}

static void finds_nothing(const char *step)
{
	char ini[2048];

	snprintf(ini, sizeof ini, HEAD "%s", step);
	check_with(ini, "");
	ck_assert_str_eq(out, "");
	ck_assert_msg(strstr(said, "nothing is wrong") != NULL, "%s", said);
	ck_assert_int_eq(status, 0);
}

START_TEST(what_is_new_passes_and_is_never_written_over)
{
	char arguments[256];

	snprintf(arguments, sizeof arguments, "new lesson my-first --in %s", folder);
	lunchrush(arguments);
	ck_assert_msg(status == 0, "%s", said);
	ck_assert_msg(strstr(out, "/my-first") && strstr(out, "lunchrush learn"), "%s", out);
	lunchrush(arguments);
	ck_assert_int_eq(status, 2);
	ck_assert_msg(strstr(said, "is there already") != NULL, "%s", said);
	snprintf(arguments, sizeof arguments, "new recipe soup --in %s", folder);
	lunchrush(arguments);
	ck_assert_msg(status == 0, "%s", said);
	snprintf(arguments, sizeof arguments, "check %s/my-first %s/soup.lua", folder, folder);
	lunchrush(arguments);
	ck_assert_str_eq(out, "");
	ck_assert_int_eq(status, 0);
	lunchrush("new lesson ../outside");
	ck_assert_int_eq(status, 2);
}
END_TEST

START_TEST(a_claim_that_does_not_hold_is_told_with_what_is_so)
{
	finds("mode = stepped\nschedule = ABAB\nclaim = plates = 2\n", 11, "the claim 'plates = 2' does not hold: plates = 1");
	finds("mode = explore\nclaim.a = explore schedules = 6\nclaim.b = explore failing = 3\n", 11, "explore failing = 3' does not hold: failing = 4");
	finds_nothing("mode = stepped\nschedule = ABAB\nclaim = plates = 1\n");
}
END_TEST

START_TEST(a_claim_of_what_is_not_there_cannot_be_judged)
{
	finds("mode = live\nclaim = cups = 2\n", 10, "cannot be judged: cups: at its end the run has no global 'cups'");
	finds("mode = live\nask = number\nquestion = How many?\nanswer = global cups\n", 12, "cannot be measured");
}
END_TEST

#define CHOICES "ask = choice\nquestion = Q?\nchoice.a = more\nchoice.b = less\n"

START_TEST(of_choices_exactly_one_is_right)
{
	finds("mode = explore\n" CHOICES "when.a = explore failing = 4\nwhen.b = explore failing < 5\n", 10, "more than one choice is right (ab)");
	finds("mode = explore\n" CHOICES "when.a = explore failing = 5\nwhen.b = explore failing = 6\n", 10, "no choice is right: failing = 4");
	finds_nothing("mode = explore\n" CHOICES "when.a = explore failing > 3\nwhen.b = explore failing <= 3\n");
}
END_TEST

START_TEST(a_reply_to_a_wrong_answer_is_not_to_the_right_one)
{
	finds("mode = explore\nask = number\nquestion = Q?\nanswer = explore failing\nreply.4 = No.\n", 12, "reply to '4' as to a wrong answer, and it is right");
}
END_TEST

START_TEST(a_schedule_that_cannot_be_taken_is_told_with_its_step)
{
	finds("mode = stepped\nschedule = AAA\n", 10, "its schedule cannot be taken: step 3 of the schedule is A, but a has ended");
}
END_TEST

START_TEST(a_goal_that_no_schedule_reaches_is_told)
{
	finds("mode = stepped\ngoal = plates = 3\n", 10, "no schedule reaches the goal 'plates = 3'");
	finds("mode = stepped\ngoal = deadlock\n", 10, "no schedule reaches the goal 'deadlock'");
	finds("mode = stepped\nschedule = AA\ngoal = plates = 1\n", 11, "from the step's own on reaches the goal");
	finds_nothing("mode = stepped\ngoal = plates = 1\n");
	finds_nothing("mode = stepped\nschedule = AB\ngoal = plates = 1\n");
	finds_nothing("mode = stepped\ngoal = violated\n");
}
END_TEST

START_TEST(a_goal_by_editing_has_a_solution_without_a_failing_schedule)
{
	finds("mode = explore\ngoal = no failing schedule\n", 10, "nothing shows that the goal 'no failing schedule' can be reached");
	finds("mode = explore\ngoal = no failing schedule\nsolution = recipe.lua\n", 11, "the solution does not reach the goal 'no failing schedule': failing = 4, as the schedule ");
	finds("mode = explore\ngoal = a failing schedule\nsolution = recipe.lua\n", 10, "is reached before anything is mended");
	finds_nothing("mode = explore\ngoal = no failing schedule\nsolution = mended.lua\n");
}
END_TEST

START_TEST(a_solution_lies_in_the_lessons_folder)
{
	char outside[96], inside[128];

	snprintf(outside, sizeof outside, "%s/outside.lua", folder);
	write_in(folder, "outside.lua", LOCKED);
	snprintf(inside, sizeof inside, "%s/linked.lua", lesson);
	ck_assert_int_eq(symlink(outside, inside), 0);
	check_with(HEAD "mode = explore\ngoal = no failing schedule\nsolution = linked.lua\n", "");
	ck_assert_int_eq(status, 1);
	ck_assert_msg(strstr(out, "linked.lua") != NULL, "%s", out);
	check_with(HEAD "mode = explore\ngoal = no failing schedule\nsolution = ../outside.lua\n", "");
	ck_assert_int_eq(status, 1);
}
END_TEST

START_TEST(settings_reach_a_goal_on_figures_or_it_is_told)
{
	write_in(lesson, "recipe.lua", "recipe{title = \"T\", engine = \"loop\"}\nlocal much = param(\"much\", 1)\nplates = much\n");
	finds("mode = live\ngoal = plates > 5\n", 10, "nothing shows that the goal 'plates > 5' can be reached");
	finds("mode = live\ngoal = plates > 5\nsolution.param.much = 4\n", 10, "the solution does not reach the goal 'plates > 5': plates = 4");
	finds("mode = live\ngoal = plates > 0\nsolution.param.much = 4\n", 10, "is reached without doing anything: plates = 1");
	finds_nothing("mode = live\ngoal = plates > 5\nsolution.param.much = 6\n");
}
END_TEST

START_TEST(a_setting_that_the_recipe_has_not_is_told)
{
	finds("mode = live\nparam.cups = 2\n", 9, "it cannot be run: mine.lua has no setting 'cups'");
}
END_TEST

START_TEST(a_recipe_that_fails_is_told_unless_the_lesson_speaks_of_it)
{
	write_in(lesson, "recipe.lua", "recipe{title = \"T\", engine = \"loop\"}\nerror(\"no gas\")\n");
	finds("mode = live\n", 9, "its run fails: mine.lua:2: no gas");
	finds_nothing("mode = live\nclaim = failed\n");
	write_in(lesson, "recipe.lua", "recipe{title = \"T\"\n");
	check_with(HEAD "mode = live\n", "--quick");
	ck_assert_msg(strstr(out, "recipe.lua:") != NULL, "%s", out);
}
END_TEST

START_TEST(a_recipe_by_itself_is_run_as_well)
{
	char arguments[512];

	write_in(folder, "soup.lua", "recipe{title = \"Soup\"}\nlocal n = 1\nif n == 1 then spown(\"cook\") end\n");
	snprintf(arguments, sizeof arguments, "check %s/soup.lua", folder);
	lunchrush(arguments);
	ck_assert_int_eq(status, 1);
	ck_assert_msg(strstr(out, "/soup.lua:3: attempt to call a nil value (global 'spown')\n") != NULL, "%s", out);
	snprintf(arguments, sizeof arguments, "check --quick %s/soup.lua", folder);
	lunchrush(arguments);
	ck_assert_int_eq(status, 0);
	write_in(folder, "soup.lua", "recipe{title = \"Soup\"}\ntask(\"cook\", function() while true do sleep(1) end end)\n");
	snprintf(arguments, sizeof arguments, "check %s/soup.lua", folder);
	lunchrush(arguments);
	ck_assert_msg(status == 0, "%s", out);
	write_in(folder, "soup.lua", "recipe{title = \"Soup\"}\ncommand(\"/bin/touch\", \"soup\")\n");
	lunchrush(arguments);
	ck_assert_msg(status == 0, "%s", out);
}
END_TEST

START_TEST(links_that_lead_nowhere_are_told_with_their_line)
{
	char where[160];

	write_in(lesson, "prose.md", "## one\n\nA [word](word:no-such-word), a [right one](word:blocking).\n\nA [recipe](recipe:no-such-recipe).\n");
	check_with("[lesson]\ntitle = T\nsummary = S\nchapter = C\norder = 1\nminutes = 5\nneeds = no-such\nmore = page:nothing\n\n[step:one]\nmode = read\n", "--quick");
	ck_assert_int_eq(status, 1);
	snprintf(where, sizeof where, "%s/lesson.ini:7: it needs the lesson 'no-such'", lesson);
	ck_assert_msg(strstr(out, where) != NULL, "%s", out);
	snprintf(where, sizeof where, "%s/lesson.ini:8: page:nothing", lesson);
	ck_assert_msg(strstr(out, where) != NULL, "%s", out);
	snprintf(where, sizeof where, "%s/prose.md:3: word:no-such-word", lesson);
	ck_assert_msg(strstr(out, where) != NULL, "%s", out);
	snprintf(where, sizeof where, "%s/prose.md:5: recipe:no-such-recipe", lesson);
	ck_assert_msg(strstr(out, where) != NULL, "%s", out);
	ck_assert_msg(strstr(said, "4 mistakes") != NULL, "%s", said);
}
END_TEST

START_TEST(each_language_is_read_and_a_mistake_is_said_once)
{
	char where[160];
	const char *first;

	write_in(lesson, "prose.de.md", "## zwei\n\nText.\n");
	check_with(HEAD "mode = reed\n", "--quick");
	snprintf(where, sizeof where, "%s/lesson.ini:9: ", lesson);
	first = strstr(out, where);
	ck_assert_msg(first != NULL, "%s", out);
	ck_assert_ptr_null(strstr(first + 1, where));
	snprintf(where, sizeof where, "%s/prose.de.md:1: ", lesson);
	ck_assert_msg(strstr(out, where) != NULL, "%s", out);
}
END_TEST

START_TEST(nobody_starts_a_program_from_a_lesson_that_is_checked)
{
	char recipe[256], made[96];

	snprintf(made, sizeof made, "%s/made", folder);
	snprintf(recipe, sizeof recipe, "recipe{title = \"T\", engine = \"loop\"}\ncommand(\"/usr/bin/touch\", \"%s\")\n", made);
	write_in(lesson, "recipe.lua", recipe);
	check_with(HEAD "mode = live\n", "");
	ck_assert_int_ne(access(made, F_OK), 0);
	check_with(HEAD "mode = live\n", "--allow-commands");
	ck_assert_int_eq(access(made, F_OK), 0);
}
END_TEST

START_TEST(themes_recipes_and_traces_are_checked_too)
{
	char arguments[512], path[128];

	snprintf(path, sizeof path, "%s/run.trace", folder);
	snprintf(arguments, sizeof arguments, "run visits --json --trace %s", path);
	lunchrush(arguments);
	write_in(folder, "wrong.ini", "[256]\nrunning = purple\n");
	write_in(folder, "wrong.lua", "recipe{title = \n");
	snprintf(arguments, sizeof arguments, "check %s visits", path);
	lunchrush(arguments);
	ck_assert_str_eq(out, "");
	ck_assert_msg(strstr(said, "1 trace") != NULL, "%s", said);
	ck_assert_int_eq(truncate(path, 700), 0);
	snprintf(arguments, sizeof arguments, "check %s %s/wrong.ini %s/wrong.lua", path, folder, folder);
	lunchrush(arguments);
	ck_assert_int_eq(status, 1);
	ck_assert_msg(strstr(out, "run.trace") && strstr(out, "wrong.ini:2") && strstr(out, "wrong.lua:"), "%s", out);
}
END_TEST

START_TEST(a_theme_is_checked_to_its_last_line_and_found_without_its_end)
{
	char arguments[512];

	write_in(folder, "wrong.ini", "[256]\nrunning = purple\nruning = 46\n[17]\n");
	snprintf(arguments, sizeof arguments, "check %s/wrong", folder);
	lunchrush(arguments);
	ck_assert_int_eq(status, 1);
	ck_assert_msg(strstr(out, "wrong.ini:2: ") && strstr(out, "wrong.ini:3: ") && strstr(out, "wrong.ini:4: "), "%s", out);
	ck_assert_msg(strstr(said, "1 theme: 3 mistakes") != NULL, "%s", said);
	write_in(folder, "wrong.ini", "");
	lunchrush(arguments);
	ck_assert_int_eq(status, 1);
	ck_assert_msg(strstr(out, "no role in it") != NULL, "%s", out);
	lunchrush("check dark");
	ck_assert_int_eq(status, 0);
	ck_assert_msg(strstr(said, "1 theme") != NULL, "%s", said);
}
END_TEST

START_TEST(no_control_character_of_a_folders_name_reaches_the_terminal)
{
	int terminal = posix_openpt(O_RDWR | O_NOCTTY);
	char command[512], strange[96], shown[4096] = "";
	ssize_t length = 0, n;

	ck_assert_int_ge(terminal, 0);
	ck_assert_int_eq(grantpt(terminal) | unlockpt(terminal), 0);
	int other = open(ptsname(terminal), O_RDWR | O_NOCTTY); /* else what was written goes with who wrote it */
	write_in(lesson, "lesson.ini", HEAD);
	snprintf(strange, sizeof strange, "%s/a\033[35mb", folder);
	ck_assert_int_eq(mkdir(strange, 0700), 0);
	write_in(strange, "lesson.ini", HEAD);
	snprintf(command, sizeof command, "TERM=xterm ./lunchrush check --quick --jobs 1 %s/ >%s/out 2>%s", folder, folder, ptsname(terminal));
	ck_assert_int_eq(WEXITSTATUS(system(command)), 1);
	while (!strstr(shown, "mistake") && (n = read(terminal, shown + length, sizeof shown - 1 - (size_t)length)) > 0)
		shown[length += n] = '\0';
	ck_assert_msg(strstr(shown, "a [35mb") != NULL, "it was not shown at all: %s", shown);
	ck_assert_ptr_null(strstr(shown, "\033[35m"));
	snprintf(strange, sizeof strange, "%s/out", folder);
	slurp(strange, out, sizeof out);
	ck_assert_ptr_null(strchr(out, '\033'));
	ck_assert_msg(strstr(out, "//") == NULL, "%s", out);
	snprintf(command, sizeof command, "mv %s %s/a*b/ && TERM=xterm ./lunchrush check --quick %s/a*b/mine >%s/out 2>/dev/null", lesson, folder, folder, folder);
	write_in(lesson, "lesson.ini", HEAD "mode = live\n");
	write_in(lesson, "prose.md", "## one\n\n[no](word:no-such-word)\n");
	ck_assert_int_eq(WEXITSTATUS(system(command)), 1);
	slurp(strange, out, sizeof out);
	ck_assert_msg(strstr(out, "no-such-word") && !strchr(out, '\033'), "%s", out);
	close(other);
	close(terminal);
}
END_TEST

START_TEST(what_is_not_there_is_wrong_usage)
{
	lunchrush("check no-such-thing");
	ck_assert_int_eq(status, 2);
	ck_assert_msg(strstr(said, "no-such-thing") != NULL, "%s", said);
	lunchrush("check /no/such/path");
	ck_assert_int_eq(status, 2);
	lunchrush("check --jobs 0");
	ck_assert_int_eq(status, 2);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("check");
	TCase *found = tcase_create("found");

	tcase_add_checked_fixture(found, setup, teardown);
	tcase_set_timeout(found, 120);
	tcase_add_test(found, what_is_new_passes_and_is_never_written_over);
	tcase_add_test(found, a_claim_that_does_not_hold_is_told_with_what_is_so);
	tcase_add_test(found, a_claim_of_what_is_not_there_cannot_be_judged);
	tcase_add_test(found, of_choices_exactly_one_is_right);
	tcase_add_test(found, a_reply_to_a_wrong_answer_is_not_to_the_right_one);
	tcase_add_test(found, a_schedule_that_cannot_be_taken_is_told_with_its_step);
	tcase_add_test(found, a_goal_that_no_schedule_reaches_is_told);
	tcase_add_test(found, a_goal_by_editing_has_a_solution_without_a_failing_schedule);
	tcase_add_test(found, a_solution_lies_in_the_lessons_folder);
	tcase_add_test(found, settings_reach_a_goal_on_figures_or_it_is_told);
	tcase_add_test(found, a_setting_that_the_recipe_has_not_is_told);
	tcase_add_test(found, a_recipe_that_fails_is_told_unless_the_lesson_speaks_of_it);
	tcase_add_test(found, a_recipe_by_itself_is_run_as_well);
	tcase_add_test(found, links_that_lead_nowhere_are_told_with_their_line);
	tcase_add_test(found, each_language_is_read_and_a_mistake_is_said_once);
	tcase_add_test(found, nobody_starts_a_program_from_a_lesson_that_is_checked);
	tcase_add_test(found, a_theme_is_checked_to_its_last_line_and_found_without_its_end);
	tcase_add_test(found, themes_recipes_and_traces_are_checked_too);
	tcase_add_test(found, no_control_character_of_a_folders_name_reaches_the_terminal);
	tcase_add_test(found, what_is_not_there_is_wrong_usage);
	suite_add_tcase(suite, found);
	return run_suite(suite);
}
