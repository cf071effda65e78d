/* test_aloud.c - a lesson in lines: a pipe with answers goes through it from its beginning to its end, and what comes out can be heard. */
#include "kin.h"
#include "recipe_run.h"
#include "suite.h"
#include "trace/text.h"

#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static void setup(void)
{
	strcpy(folder, "/tmp/aloud.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	setenv("XDG_STATE_HOME", folder, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("LANGUAGE");
}

static void teardown(void)
{
	char command[128];

	snprintf(command, sizeof command, "rm -rf %s", folder);
	ck_assert_int_eq(system(command), 0);
}

/* What `learn` says when these lines are typed. */
static char *heard(int *status, const char *words, const char *typed)
{
	return recipe_output(status, "learn %s 2>&1 <<'TYPED'\n%sTYPED\n", words, typed);
}

static void has(const char *said, const char *words)
{
	ck_assert_msg(strstr(said, words) != NULL, "no '%s' in:\n%s", words, said);
}

static void has_not(const char *said, const char *words)
{
	ck_assert_msg(strstr(said, words) == NULL, "'%s' in:\n%s", words, said);
}

/* No control character but ends of lines, and no line wider than that. */
static void is_plain(const char *said, int columns)
{
	char line[4096];

	while (*said) {
		size_t length = strcspn(said, "\n");
		ck_assert_uint_lt(length, sizeof line);
		snprintf(line, sizeof line, "%.*s", (int)length, said);
		for (const char *at = line; *at; at++)
			ck_assert_msg((unsigned char)*at >= ' ' && *at != 127, "control character %d in: %s", *at, line);
		ck_assert_msg(text_width(line) <= columns, "%d columns: %s", text_width(line), line);
		said += length + (said[length] == '\n');
	}
}

#define EVERY "$R/../lessons/every --plain"

/* ---- each mode ---- */

START_TEST(a_page_is_read_and_its_question_answered_by_number)
{
	int status;
	char *said = heard(&status, EVERY, "1\n");

	ck_assert_int_eq(status, 0);
	has(said, "Step 1 of 11: read it\n");
	has(said, "1. One\n2. Two\nYour answer (1-2, Enter to skip): 1\nYou said 1: One.\n");
	has(said, "It is not as you said.\n");
	has(said, "What happened: 2: Two.\nOne is not two.\n");
	has(said, "Two it is.");
	has(said, "The lesson is left at step 1 of 11.");
	free(said);
}
END_TEST

START_TEST(a_free_run_is_told_as_a_story_with_its_end)
{
	int status;
	char *said = heard(&status, EVERY " --step watch-it", "2\n");

	has(said, "The run begins.\n");
	has(said, "A waiter 1 is done.\n");
	has(said, "The kitchen closes: all is done.\n");
	has(said, "Done after ");
	has(said, "Your answer is right.\n");
	has(said, "What happened: visits = 2.\n");
	free(said);
}
END_TEST

START_TEST(a_given_schedule_is_told_step_by_step)
{
	int status;
	char *said = heard(&status, EVERY " --step who-was-last", "b\n\nBA\n");

	has(said, "The run, step by step:\nStep 1: ");
	has(said, "Step 1: A waiter 1 reads visits: 0.\nStep 2: A waiter 1 writes visits = 1. A waiter 1 is done.\nStep 3: B waiter 2 reads visits: 1.\n");
	has(said, "You said B.\n");
	has(said, "Step 4 of 11: in what order\n");
	has(said, "You said BA.\n");
	free(said);
}
END_TEST

START_TEST(who_goes_next_is_chosen_by_number_letter_and_schedule)
{
	int status;
	char *said = heard(&status, EVERY " --step lose-one", "\n2\nb\nA\nBB\nfinish\n");

	has(said, "Who goes next?\n1. @ main serves a customer.\n2. A waiter 1 reads visits.\n3. B waiter 2 reads visits.\nYour choice (1-3 or a letter; back, finish, why, memory, help, next, quit): 2\n");
	has(said, "Your choice (1): finish\n");
	has(said, "Step 1: A waiter 1 reads visits: 0.\n");
	has(said, "Step 2: B waiter 2 reads visits: 0.\n");
	has(said, "2. B waiter 2 writes visits = 1 (it read 0); it has changed since.\n");
	has(said, "Step 4: B waiter 2 writes visits = 1.");
	has(said, "Your task is done: visits < 2.\n");
	free(said);
}
END_TEST

START_TEST(a_step_is_taken_back_and_the_memory_is_told)
{
	int status;
	char *said = heard(&status, EVERY " --step lose-one", "\nA2\nmemory\nback\nmemory\nwhy\nz\n");

	has(said, "visits is 1.\n");
	has(said, "Step 2 is taken back.\n");
	has(said, "The lock door is free.\nvisits is 0.\nA has read visits as 0 and not written it back.\n");
	has(said, "Nobody moves until you choose.\n");
	has(said, "There is no worker Z now.\n");
	free(said);
}
END_TEST

START_TEST(all_schedules_are_counted_in_words)
{
	int status;
	char *said = heard(&status, EVERY " --step count-them", "2\n");

	has(said, "30 schedules, every one counted; 20 fail.");
	has(said, "- visits = 1, fails: 20 schedules, 66.7 %; by a random scheduler 50.0 %");
	has(said, "Its schedule is ");
	has(said, "Your answer is right.\n");
	has(said, "What happened: 2: Twenty (failing = 20).\n");
	has_not(said, "█");
	free(said);
}
END_TEST

START_TEST(recipes_of_one_name_in_two_folders_have_a_copy_each)
{
	const char *dir = getenv("srcdir") ? getenv("srcdir") : ".";
	char command[800], words[200];
	int status;

	snprintf(command, sizeof command, "mkdir -p %s/other && cp -r %s/tests/lessons/every %s/other/", folder, dir, folder);
	ck_assert_int_eq(system(command), 0);
	free(heard(&status, EVERY " --step mend-it", "\n"));
	snprintf(command, sizeof command, "for copy in %s/lunchrush/recipes/every-*.lua; do cp %s/tests/lessons/every/mended.lua $copy; done", folder, dir);
	ck_assert_int_eq(system(command), 0);
	snprintf(words, sizeof words, "%s/other/every --plain --step mend-it", folder);
	char *said = heard(&status, words, "\ncheck\n");
	has(said, "Not yet: 20 of 30 schedules of your copy fail.\n"); /* not the mended copy of the other one */
	free(said);
}
END_TEST

START_TEST(a_mended_copy_is_counted_and_measured)
{
	const char *dir = getenv("srcdir") ? getenv("srcdir") : ".";
	char command[600], copy[128];
	glob_t all;
	int status;
	char *said = heard(&status, EVERY " --step mend-it", "\ncheck\nedit\nnonsense\n");

	snprintf(copy, sizeof copy, "%s/lunchrush/recipes/every-????????.lua", folder);
	ck_assert_int_eq(glob(copy, 0, NULL, &all), 0);
	snprintf(copy, sizeof copy, "%s", all.gl_pathv[0]);
	globfree(&all);
	has(said, copy);
	has(said, "Not yet: 20 of 30 schedules of your copy fail.\n");
	has(said, "Here is no terminal for an editor");
	has(said, "'nonsense' is not understood here: edit, check,");
	has_not(said, "Your task is done");
	free(said);
	snprintf(command, sizeof command, "cp %s/tests/lessons/every/mended.lua %s", dir, copy);
	ck_assert_int_eq(system(command), 0);
	said = heard(&status, EVERY " --step mend-it", "\ncheck\n");
	has(said, "none fails");
	has(said, "at most 1000 times was asked for.\n");
	has(said, "Your task is done: no schedule fails.\n");
	free(said);
	snprintf(command, sizeof command, "echo 'task(' > %s", copy);
	ck_assert_int_eq(system(command), 0);
	said = heard(&status, EVERY " --step mend-it", "\ncheck\nanew\n");
	has(said, "Your copy cannot be run: every.lua:");
	has(said, "The copy is as the recipe again.\n");
	free(said);
}
END_TEST

START_TEST(engines_are_compared_a_sentence_each)
{
	int status;
	char *said = heard(&status, EVERY " --step side-by-side", "1\n");

	has(said, "- sequential: ");
	has(said, "- loop: ");
	has(said, "speed-up 1.00;");
	has(said, "Your answer is right.\n");
	free(said);
}
END_TEST

START_TEST(settings_are_told_and_set_for_the_next_run)
{
	int status;
	char *said = heard(&status, EVERY " --step more-of-it", "\nset orders = 3\nagain\n");

	has(said, "Your task is still open: served > 2.\nThis try came to: served = 1.\n");
	has(said, "Setting orders = 1, from 1 to 9: how many are served.\n");
	has(said, "orders = 3 from the next run on; again starts it.\n");
	has(said, "Your task is done: served > 2.\n");
	free(said);
}
END_TEST

/* ---- programs outside ---- */

static void write_file(const char *name, const char *text)
{
	char path[128];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	ck_assert(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

START_TEST(a_lesson_whose_recipe_starts_programs_says_how_to_allow_them)
{
	char words[160];
	int status;

	snprintf(words, sizeof words, "mkdir %s/outside", folder);
	ck_assert_int_eq(system(words), 0);
	write_file("outside/lesson.ini", "[lesson]\ntitle = Outside\nsummary = One program.\n[step:one]\nmode = live\n");
	write_file("outside/prose.md", "## one\n\nIt starts a program.\n");
	write_file("outside/recipe.lua", "recipe{title = \"Outside\"}\nlocal status, text = command(\"echo\", \"from outside\")\nsay(text)\n");
	snprintf(words, sizeof words, "%s/outside --plain", folder);
	char *refused = heard(&status, words, "\n\n");
	has(refused, "nobody has allowed it");
	has(refused, "--allow-commands allows");
	has_not(refused, "says: \"from outside");
	snprintf(words, sizeof words, "%s/outside --plain --allow-commands", folder);
	char *allowed = heard(&status, words, "\n\n");
	has(allowed, "says: \"from outside");
	free(refused);
	free(allowed);
}
END_TEST

/* ---- from beginning to end ---- */

static const char *const through = "2\n\n2\n\nB\n\nBA\n\n\n2\nb\nA\nB\n@\n\n2\n\n\nnext\n\nset orders 3\nagain\n\n1\n\n\n\n\n\n\n";

START_TEST(a_pipe_with_answers_goes_through_a_whole_lesson)
{
	int status;
	char *said = heard(&status, EVERY, through);

	ck_assert_int_eq(status, 0);
	is_plain(said, 80);
	has(said, "Step 11 of 11: what is lost\n");
	has(said, "This is the end of: Every kind of step.\n10 of 11 steps done.\n6 of 6 predictions right.\n");
	has(said, "- lunchrush words deadlock\n");
	free(said);
}
END_TEST

START_TEST(what_was_done_is_kept_and_gone_on_with)
{
	int status;
	char *said = heard(&status, EVERY, "2\n\n2\n\n");

	free(said);
	said = heard(&status, EVERY, "");
	has(said, "You go on where you left; step 1 goes to the beginning.\n");
	has(said, "Step 3 of 11: who was last\n");
	free(said);
}
END_TEST

START_TEST(lines_are_as_wide_as_is_asked_for)
{
	int status;
	char *said = heard(&status, EVERY " --wrap 40", through);

	is_plain(said, 40);
	free(said);
	said = heard(&status, EVERY " --wrap 0", through);
	is_plain(said, 4000);
	has(said, "Two waiters count visits. A line may be a race condition, and may end in a deadlock.\n");
	free(said);
	said = heard(&status, EVERY " --wrap 3", "");
	ck_assert_int_eq(status, 2);
	has(said, "'3' is no width of a line");
	free(said);
}
END_TEST

START_TEST(without_a_terminal_a_lesson_is_told)
{
	int status;
	char *said = heard(&status, "$R/../lessons/every", "quit\n");

	ck_assert_int_eq(status, 0);
	has(said, "Step 1 of 11: read it\n");
	free(said);
}
END_TEST

/* ---- at every prompt ---- */

START_TEST(help_hints_words_and_code_are_told_at_a_prompt)
{
	int status;
	char *said = heard(&status, EVERY, "help\nhint\nhint\nhint\nwords\nwords Race condition\nwords no-such\nnotes\nstory\nstep 99\nfrobnicate\n2\nstep 2\ncode\nquit\n");

	ck_assert_int_eq(status, 0);
	is_plain(said, 80);
	has(said, "- finish: they go by turns, to the end;");
	has(said, "Hint 1 of 2:\nMore than one.\n");
	has(said, "Hint 2 of 2:\nFewer than three.\n");
	has(said, "There are no more hints.\n");
	has(said, "Words of this step: race condition, deadlock.\n");
	has(said, "Race condition:\n");
	has(said, "There are no notes for a speaker here.\n");
	has(said, "Nothing has run yet in this step.\n");
	has(said, "The steps are 1 to 11;");
	has(said, "'frobnicate' is not understood here");
	has(said, "every.lua, 12 lines:\n");
	has(said, "8:     visits = visits + 1\n");
	free(said);
}
END_TEST

START_TEST(what_is_typed_by_a_stranger_is_clean_and_bounded)
{
	int status;
	char *said = recipe_output(&status, "learn %s <<TYPED\n$(printf '\\033[31mred\\a')\n$(head -c 20000 /dev/zero | tr '\\0' x)\nquit\nTYPED\n", EVERY);

	ck_assert_int_eq(status, 0);
	is_plain(said, 80);
	has(said, "The lesson is left at step 1 of 11.");
	free(said);
}
END_TEST

START_TEST(a_lesson_or_step_that_is_not_there_is_said)
{
	int status;
	char *said = heard(&status, "vsits --plain", "");

	ck_assert_int_eq(status, 2);
	has(said, "vsits");
	free(said);
	said = heard(&status, EVERY " --step nowhere", "");
	ck_assert_int_eq(status, 2);
	has(said, "has no step 'nowhere'");
	free(said);
}
END_TEST

/* ---- a run that does not end by itself ---- */

/* A lesson whose run goes on for ever, under the test's own folder. */
static void write_endless(char path[128])
{
	static const struct { const char *name, *text; } files[] = {
		{ "lesson.ini", "[lesson]\ntitle = For ever\nsummary = A run without an end.\nchapter = Tests\nminutes = 1\n\n[step:wait]\nmode = live\n\n[step:on]\nmode = read\n" },
		{ "prose.md", "## wait\n\nIt waits.\n\n## on\n\nIt went on.\n" },
		{ "recipe.lua", "recipe{ title = \"For ever\" }\ntask(\"sleeper\", function() say(\"good night\") sleep(1000000) end)\n" },
	};

	snprintf(path, 128, "%s/endless", folder);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char name[160];
		snprintf(name, sizeof name, "%s/%s", path, files[i].name);
		FILE *file = fopen(name, "w");
		ck_assert_ptr_nonnull(file);
		fputs(files[i].text, file);
		fclose(file);
	}
}

struct session {
	pid_t pid;
	int in, out;
	char said[65536];
	size_t length;
};

static void session_start(struct session *session, const char *lesson)
{
	int in[2], out[2];

	ck_assert_int_eq(pipe2(in, O_CLOEXEC), 0);
	ck_assert_int_eq(pipe2(out, O_CLOEXEC), 0);
	session->length = 0;
	session->pid = fork();
	ck_assert_int_ge(session->pid, 0);
	if (session->pid == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		execl("./lunchrush", "lunchrush", "learn", lesson, "--plain", NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	session->in = in[1];
	session->out = out[0];
}

static void session_hear(struct session *session, const char *words)
{
	session->said[session->length] = '\0';
	while (!strstr(session->said, words)) {
		ssize_t n = read(session->out, session->said + session->length, sizeof session->said - 1 - session->length);
		ck_assert_msg(n > 0, "'%s' was never said, but:\n%s", words, session->said);
		session->length += (size_t)n;
		session->said[session->length] = '\0';
	}
}

static void session_type(struct session *session, const char *line)
{
	ck_assert_int_eq(write(session->in, line, strlen(line)), (ssize_t)strlen(line));
}

static int session_end(struct session *session)
{
	int status;

	close(session->in);
	ck_assert_int_eq(waitpid(session->pid, &status, 0), session->pid);
	close(session->out);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* Sixty who do the same. */
START_TEST(a_crowd_is_told_by_a_few_and_story_tells_all)
{
	char path[128], name[160], words[200];
	int status;

	write_endless(path);
	snprintf(name, sizeof name, "%s/recipe.lua", path);
	FILE *file = fopen(name, "w");
	ck_assert_ptr_nonnull(file);
	fputs("recipe{ title = \"Many\", engine = \"loop\", engines = {\"loop\"}, pace = 100 }\nfor i = 1, 60 do task(\"guest \" .. i, function() sleep(1) say(\"hello \" .. i) end) end\n", file);
	fclose(file);
	snprintf(words, sizeof words, "%s --plain", path);
	char *said = heard(&status, words, "\nstory\n"), *again = strstr(said, "story\n");
	ck_assert_ptr_nonnull(again);
	*again++ = '\0';
	has(said, "guest 6 joins the kitchen as F.\nAnd 54 more such.\n");
	has_not(said, "guest 7 joins the kitchen");
	has(said, " sleeps 1 s.\nAnd 54 more such.\n");
	has(said, " sentences were left out; story tells them all.\n");
	has(said, "The kitchen closes: all is done.\n");
	has(again, "guest 60 joins the kitchen");
	has(again, "says: \"hello 60\"");
	free(said);
}
END_TEST

START_TEST(an_interrupt_ends_the_kitchen_and_then_the_lesson)
{
	struct session session;
	char path[128];

	write_endless(path);
	session_start(&session, path);
	session_type(&session, "\n");
	session_hear(&session, "good night");
	pid_t kitchen = kin_child(session.pid);
	kill(session.pid, SIGINT);
	session_hear(&session, "The lesson is left at step 1 of 2.");
	ck_assert_int_eq(session_end(&session), 130);
	ck_assert_int_eq(kill(kitchen, 0), -1);
}
END_TEST

START_TEST(an_interrupt_at_a_prompt_ends_the_lesson)
{
	struct session session;
	char path[128];

	write_endless(path);
	session_start(&session, path);
	session_hear(&session, "Enter starts the run:");
	kill(session.pid, SIGINT);
	session_hear(&session, "The lesson is left at step 1 of 2.");
	ck_assert_int_eq(session_end(&session), 130);
}
END_TEST

START_TEST(a_kitchen_that_dies_is_said_and_the_lesson_goes_on)
{
	struct session session;
	char path[128];

	write_endless(path);
	session_start(&session, path);
	session_type(&session, "\n");
	session_hear(&session, "good night");
	kill(kin_child(session.pid), SIGKILL);
	session_hear(&session, "The kitchen died before its run was over:");
	session_hear(&session, "Enter goes on");
	session_type(&session, "\n");
	session_hear(&session, "It went on.");
	session_type(&session, "\n");
	session_hear(&session, "2 of 2 steps done.");
	ck_assert_int_eq(session_end(&session), 0);
}
END_TEST

static void add_case(Suite *suite, const char *name, const TTest *const tests[], size_t count)
{
	TCase *all = tcase_create(name);

	tcase_add_checked_fixture(all, setup, teardown);
	tcase_set_timeout(all, 120);
	for (size_t i = 0; i < count; i++)
		tcase_add_test(all, tests[i]);
	suite_add_tcase(suite, all);
}

#define ADD(name, tests) add_case(suite, name, tests, sizeof tests / sizeof *tests)

int main(void)
{
	const TTest *const mode_tests[] = { a_page_is_read_and_its_question_answered_by_number, a_free_run_is_told_as_a_story_with_its_end, a_given_schedule_is_told_step_by_step,
		who_goes_next_is_chosen_by_number_letter_and_schedule, a_step_is_taken_back_and_the_memory_is_told, all_schedules_are_counted_in_words, a_mended_copy_is_counted_and_measured, recipes_of_one_name_in_two_folders_have_a_copy_each,
		engines_are_compared_a_sentence_each, settings_are_told_and_set_for_the_next_run, a_lesson_whose_recipe_starts_programs_says_how_to_allow_them };
	const TTest *const whole_tests[] = { a_pipe_with_answers_goes_through_a_whole_lesson, what_was_done_is_kept_and_gone_on_with, lines_are_as_wide_as_is_asked_for,
		without_a_terminal_a_lesson_is_told };
	const TTest *const prompt_tests[] = { help_hints_words_and_code_are_told_at_a_prompt, what_is_typed_by_a_stranger_is_clean_and_bounded, a_lesson_or_step_that_is_not_there_is_said };
	const TTest *const end_tests[] = { a_crowd_is_told_by_a_few_and_story_tells_all, an_interrupt_ends_the_kitchen_and_then_the_lesson, an_interrupt_at_a_prompt_ends_the_lesson, a_kitchen_that_dies_is_said_and_the_lesson_goes_on };
	Suite *suite = suite_create("aloud");

	ADD("modes", mode_tests);
	ADD("whole", whole_tests);
	ADD("prompts", prompt_tests);
	ADD("ends", end_tests);
	return run_suite(suite);
}
