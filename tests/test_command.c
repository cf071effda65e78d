/* test_command.c - outside programs: in the reducer and in words by literal logs; really started, on every engine; and only when a person allows it, at a real terminal.
 *
 * The lesson's tests were seen to fail without its facts: no semaphore, one place whatever is asked for, joined within the loop that makes the tasks, a line lost, pages made by the
 * kitchen itself. */
#include "kitchen/outside_line.h"
#include "log_stage.h"
#include "recipe_run.h"
#include "stage/narrator.h"
#include "suite.h"
#include "terminal.h"

#include <dirent.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

static const char *const engines[] = { "threads", "loop", "processes" };
#define ENGINES 3

/* ---- by literal logs ---- */

static const char *told(const char *line)
{
	static char to[256];
	happens(line);
	narrator_sentence(&stage, &log_.events[log_.count - 1], to, sizeof to);
	return to;
}

static const char *why(const char *letter)
{
	static char to[160];
	return stage_worker_why(&stage, event_log_worker(&log_, letter), stage.time_ns, to, sizeof to);
}

#define OPENING "0 - begin 42\nmain main\nworker A ann\nworker B bob\n"

START_TEST(a_worker_asks_starts_a_program_waits_and_has_its_end)
{
	log_stage_open(OPENING);
	ck_assert_str_eq(told("1 A wait permission"), "A ann waits until a program is allowed.");
	ck_assert_str_eq(why("A"), "until you allow a program");
	ck_assert_str_eq(told("1 A command \"/usr/bin/sort -u a.txt\" 77"), "A ann starts the program sort -u a.txt, pid 77.");
	ck_assert_str_eq(told("1 A wait program"), "A ann waits for the program sort.");
	ck_state("A", STATE_WAITING);
	ck_assert_str_eq(why("A"), "for the program sort, pid 77");
	ck_assert_str_eq(told("1.5 - hold"), "The kitchen is held, and its clock with it; 1 program outside goes on meanwhile.");
	ck_assert_str_eq(why("A"), "for the program sort, pid 77, which goes on meanwhile");
	happens("1.5 - go 2");
	ck_assert_str_eq(told("2 A exited 0 12"), "The program of A ann is done, and wrote 12 bytes.");
	ck_state("A", STATE_RUNNING);
	ck_assert_uint_eq(stage.commands, 1);
	ck_assert_uint_eq(stage.commands_open, 0);
	ck_assert_uint_eq(stage.commands_failed, 0);
	ck_assert_uint_eq(stage.command_bytes, 12);
	ck_assert_uint_eq(stage.command_ns, 1000000000);
	ck_assert_uint_eq(stage.strange, 0);
}
END_TEST

START_TEST(each_end_of_a_program_has_its_words)
{
	log_stage_open(OPENING);
	happens("1 A command \"/bin/false\" 7\n1 B command \"/bin/true\" 8");
	ck_assert_uint_eq(stage.commands_most, 2);
	ck_assert_str_eq(told("2 A exited 1"), "The program of A ann has ended with status 1.");
	happens("2 A command \"/bin/sh\" 9");
	ck_assert_str_eq(told("2 A exited 137"), "The program of A ann has ended with status 137, as one does that a signal 9 ends.");
	happens("2 A command \"sh\" 9");
	ck_assert_str_eq(told("2 A exited 1 9223372036854775808"), "The program of A ann cannot be started.");
	happens("2 A command \"sh\" 9");
	ck_assert_str_eq(told("2 A exited 2 9223372036854775808"), "The program of A ann was killed: its time was up.");
	ck_assert_uint_eq(stage.commands_failed, 4);
	happens("3 A exited 0"); /* none was started */
	ck_assert_uint_eq(stage.strange, 1);
	happens("3 B end");
	ck_assert_uint_eq(stage.commands_open, 0);
}
END_TEST

/* ---- the line that a person decides by ---- */

static void reads(const char *expected, const char *argument)
{
	char *line = outside_line((const char *const[]){ "/bin/x", argument }, 2), whole[256];
	snprintf(whole, sizeof whole, "/bin/x %s", expected);
	ck_assert_str_eq(line, whole);
	free(line);
}

START_TEST(nothing_in_a_command_line_is_invisible_or_looks_like_something_else)
{
	reads("plain-1.txt", "plain-1.txt");
	reads("''", "");
	reads("'two words'", "two words");
	reads("'; rm -rf /'", "; rm -rf /");
	reads("'$HOME `id` * > x'", "$HOME `id` * > x");
	reads("'a\\nb\\tc\\x1b[2J\\x7f\\x0d'", "a\nb\tc\033[2J\177\r");
	reads("'it\\'s'", "it's");
	reads("'a\\\\nb'", "a\\nb");
	reads("'\\u{202e}evil\\u{200b}\\u{a0}'", "\xe2\x80\xae" "evil\xe2\x80\x8b\xc2\xa0");
	reads("'\\xff\\xc3'", "\xff\xc3");
	reads("'Käse'", "Käse");
	reads("'e\\u{301}'", "e\xcc\x81");
	reads("'\\x9b'", "\x9b");
	reads("'\\u{9b}'", "\xc2\x9b");
}
END_TEST

/* ---- real programs ---- */

/* The run of tests/recipes/outside.lua in one of its ways; its globals are checked, and freed with the rest. */
static json_t *run(int engine, const char *what, const char *more)
{
	int status;
	json_t *json = recipe_run(&status, "run $R/outside.lua --json --timeout 50 --allow-commands --engine %s --set what=%s %s", engines[engine], what, more);
	ck_assert_msg(status == 0, "%s: %s", what, recipe_broken(json));
	return json;
}

static const char *kept_words(const json_t *json)
{
	return recipe_text(json_object_get(json, "globals"), "words");
}

static void ends(int engine, const char *what, long long expected, const char *words, long long failed)
{
	json_t *json = run(engine, what, "");
	const json_t *status = json_object_get(json_object_get(json, "globals"), "status");
	if (expected >= 0)
		ck_assert_int_eq(json_integer_value(status), expected);
	else
		ck_assert_str_eq(json_string_value(status), "none");
	ck_assert_msg(strstr(kept_words(json), words) != NULL, "%s said: %s", what, kept_words(json));
	ck_assert_int_eq(recipe_number(json, "commands", "failed"), failed);
	json_decref(json);
}

START_TEST(exit_status_and_all_that_was_written_come_back)
{
	ends(_i, "status", 3, "out/err/", 1);
}
END_TEST

START_TEST(what_cannot_be_started_is_nil_and_words)
{
	ends(_i, "missing", -1, "the program 'no-such-program' cannot be started: there is none", 1);
	ends(_i, "forbidden", -1, "the program './outside.lua' cannot be started: nobody may", 1);
	ends(_i, "text", -1, "text cannot be started: it is no program, and has no #!", 1);
}
END_TEST

START_TEST(what_is_killed_is_nil_and_words)
{
	ends(_i, "signal", -1, "sh was ended by signal 9 (Killed)", 1);
	ends(_i, "late", -1, "sleep was killed: it did not end within 0.05 s", 1);
	ends(_i, "much", -1, "cat was killed: it wrote too much, at most 16 MB", 1);
}
END_TEST

START_TEST(arguments_come_as_they_are_through_no_shell)
{
	ends(_i, "arguments", 0, "as they are", 0);
}
END_TEST

START_TEST(a_program_has_nothing_of_the_kitchens_but_its_folder)
{
	setenv("LUNCHRUSH_SECRET", "not theirs", 1);
	ends(_i, "alone", 0, "0/1/2/3/", 0); /* 3 is the folder that ls reads */
}
END_TEST

START_TEST(many_run_at_once)
{
	json_t *json = run(_i, "many", "");
	ck_assert_int_eq(recipe_number(json, "commands", "count"), 60);
	ck_assert_int_eq(recipe_number(json, "commands", "failed"), 0);
	json_decref(json);
}
END_TEST

START_TEST(workers_of_a_pool_start_programs_too)
{
	json_t *json = run(_i, "pool", "");
	ck_assert_str_eq(kept_words(json), "1/2/3/4/5/");
	json_decref(json);
}
END_TEST

static void fails(const char *what, const char *words)
{
	int status;
	json_t *json = recipe_run(&status, "run $R/outside.lua --json --timeout 50 --allow-commands --set what=%s", what);
	ck_assert_int_eq(status, 1);
	ck_assert_msg(strncmp(recipe_text(json, "error"), "outside.lua:", 12) == 0 && strstr(recipe_text(json, "error"), words), "%s", recipe_text(json, "error"));
	json_decref(json);
}

START_TEST(wrong_arguments_name_file_and_line)
{
	fails("nothing", "command(name, …) needs the name of a program");
	fails("table", "argument 2 is a string or a number, not table");
	fails("nul", "no argument has a NUL byte in it");
	fails("unheeded", "status 1");
	fails("inside", "cannot wait inside table.sort");
}
END_TEST

START_TEST(the_explorer_refuses_it_in_one_line)
{
	int status;
	char *said = recipe_output(&status, "explore $R/outside.lua --set what=start 2>&1");
	ck_assert_int_ne(status, 0);
	ck_assert_ptr_nonnull(strstr(said, "a recipe with command() cannot be explored"));
	ck_assert_ptr_eq(strchr(said, '\n'), said + strlen(said) - 1);
	free(said);
}
END_TEST

START_TEST(under_control_every_run_of_a_schedule_is_the_same)
{
	int status;
	const char *words = "run $R/outside.lua --json --timeout 50 --allow-commands --set what=start --seed 4 --policy random --engine %s";
	json_t *first = recipe_run(&status, words, engines[_i]), *again = recipe_run(&status, words, engines[_i]);
	ck_assert_str_eq(recipe_text(first, "outcome"), "done");
	ck_assert_str_ne(recipe_text(first, "hash"), "");
	ck_assert_str_eq(recipe_text(first, "hash"), recipe_text(again, "hash"));
	json_decref(first);
	json_decref(again);
}
END_TEST

/* ---- nothing stays behind ---- */

/* Whether a process runs that has this among its arguments. */
static bool runs(const char *argument)
{
	DIR *all = opendir("/proc");
	const struct dirent *entry;
	bool found = false;
	while (!found && (entry = readdir(all))) {
		char path[300], line[4096];
		snprintf(path, sizeof path, "/proc/%s/cmdline", entry->d_name);
		FILE *file = atoi(entry->d_name) > 0 && atoi(entry->d_name) != getpid() ? fopen(path, "r") : NULL;
		if (!file)
			continue;
		size_t length = fread(line, 1, sizeof line - 1, file);
		fclose(file);
		line[length] = '\0';
		for (size_t at = 0; at < length; at += strlen(line + at) + 1)
			found |= strcmp(line + at, argument) == 0;
	}
	closedir(all);
	return found;
}

/* Until it runs, or does not; the test's own limit is the limit. */
static void see(const char *argument, bool running)
{
	while (runs(argument) != running)
		nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
}

/* An argument for sleep that nobody else has. */
static const char *mark(void)
{
	static char to[32];
	snprintf(to, sizeof to, "%d.%05d", 5000 + getpid() % 1000, getpid());
	return to;
}

START_TEST(a_program_left_in_the_background_holds_nothing_up_and_ends_with_the_run)
{
	char more[64];
	snprintf(more, sizeof more, "--set mark=%s", mark());
	json_t *json = run(_i, "left", more);
	ck_assert_str_eq(kept_words(json), "on its own/");
	json_decref(json);
	see(mark(), false);
}
END_TEST

static pid_t start_waiting(int engine)
{
	char recipe[512], set[64];
	snprintf(recipe, sizeof recipe, "%s/tests/recipes/outside.lua", getenv("srcdir") ? getenv("srcdir") : ".");
	snprintf(set, sizeof set, "mark=%s", mark());
	pid_t pid = fork();
	if (pid == 0) {
		if (!freopen("/dev/null", "w", stdout))
			_exit(126);
		execl("./lunchrush", "lunchrush", "run", recipe, "--json", "--allow-commands", "--set", "what=wait", "--set", set, "--engine", engines[engine], NULL);
		_exit(127);
	}
	see(mark(), true);
	return pid;
}

START_TEST(no_program_outlives_its_run_whoever_is_killed)
{
	int status, engine = _i % ENGINES, signal = _i < ENGINES ? SIGKILL : SIGINT;
	pid_t pid = start_waiting(engine);
	kill(pid, signal);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	see(mark(), false);
}
END_TEST

/* ---- who allows it ---- */

START_TEST(without_a_terminal_nothing_is_started_and_one_line_says_what_would)
{
	int status;
	char *said = recipe_output(&status, "run $R/outside.lua --json --set what=one </dev/null 2>&1 >/dev/null");
	ck_assert_int_eq(status, 1);
	ck_assert_msg(strstr(said, "nobody has allowed it: ") && strstr(said, "/echo one (--allow-commands allows"), "%s", said);
	ck_assert_ptr_eq(strchr(said, '\n'), said + strlen(said) - 1);
	free(said);
}
END_TEST

START_TEST(a_recipe_that_catches_the_refusal_still_starts_nothing)
{
	int status;
	json_t *json = recipe_run(&status, "run $R/outside.lua --json --set what=caught </dev/null");
	ck_assert_int_eq(status, 0);
	ck_assert_ptr_nonnull(strstr(kept_words(json), "the recipe wants to start a program"));
	json_decref(json);
}
END_TEST

static struct terminal *at_terminal(const char *more, const char *what)
{
	char arguments[200];
	snprintf(arguments, sizeof arguments, "run tests/recipes/outside.lua %s --set what=%s", more, what);
	return terminal_open(&(struct terminal_setup){ .rows = 24, .cols = 100 }, arguments);
}

static void exits(struct terminal *terminal, int expected)
{
	int status = terminal_see_ended(terminal);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == expected, "status %#x", status);
	terminal_free(terminal);
}

START_TEST(at_the_prompt_yes_is_for_one_start_and_a_for_the_rest)
{
	struct terminal *terminal = at_terminal(_i == 0 ? "--plain --engine threads" : "--json --engine loop", "three");
	terminal_see(terminal, "main of the recipe outside wants to start a program:");
	terminal_see(terminal, "/echo one");
	terminal_see(terminal, "n: no, end the run >");
	terminal_type(terminal, "perhaps\r");
	terminal_type(terminal, "y\r");
	terminal_see(terminal, "/echo two");
	terminal_type(terminal, "a\r");
	exits(terminal, 0);
}
END_TEST

START_TEST(at_the_prompt_no_ends_the_run_with_one_line)
{
	struct terminal *terminal = at_terminal("--plain", "two");
	terminal_see(terminal, "n: no, end the run >");
	terminal_type(terminal, "n\r");
	terminal_see(terminal, "lunchrush: outside.lua:");
	terminal_see(terminal, "a program that the recipe wants was not allowed");
	exits(terminal, 1);
}
END_TEST

START_TEST(a_hostile_command_line_is_spelt_out)
{
	struct terminal *terminal = at_terminal("--plain", "hostile");
	terminal_see(terminal, "/echo '; rm -rf /' '\\x1b[2J' 'a\\nb' '\\u{202e}live'");
	terminal_see(terminal, "wants to start a program:"); /* the screen was not cleared */
	terminal_type(terminal, "n\r");
	exits(terminal, 1);
}
END_TEST

START_TEST(what_is_too_long_to_be_shown_cannot_be_allowed_unseen)
{
	struct terminal *terminal = at_terminal("--plain", "long");
	terminal_see(terminal, "its command line is too long to be shown");
	exits(terminal, 1);
}
END_TEST

START_TEST(the_box_shows_the_program_and_takes_y_a_and_n)
{
	char more[64];
	snprintf(more, sizeof more, "--engine %s", engines[_i]);
	struct terminal *terminal = at_terminal(more, "three");
	terminal_see(terminal, "may this be started?");
	terminal_see(terminal, "main wants to start a program:");
	terminal_see(terminal, "/echo one");
	terminal_see(terminal, "y this once");
	terminal_type(terminal, "zy");
	terminal_see(terminal, "/echo two");
	terminal_see(terminal, "y this once");
	terminal_type(terminal, "a");
	terminal_see_gone(terminal, "may this be started?");
	terminal_see(terminal, "✓ done");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
}
END_TEST

START_TEST(no_at_the_box_ends_the_run)
{
	struct terminal *terminal = at_terminal("", "one");
	terminal_see(terminal, "y this once");
	terminal_type(terminal, "n");
	terminal_see(terminal, "was not allowed");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 1);
	terminal_free(terminal);
}
END_TEST

START_TEST(keys_typed_before_the_box_can_be_read_are_no_answer)
{
	struct terminal *terminal = at_terminal("", "two");
	terminal_see(terminal, "may this be started?");
	if (!strstr(terminal_text(terminal), "y this once"))
		terminal_type(terminal, "a"); /* too early: had it counted, nothing would be asked any more */
	terminal_see(terminal, "y this once");
	terminal_see(terminal, "/echo one");
	terminal_type(terminal, "y");
	terminal_see(terminal, "/echo two");
	terminal_type(terminal, CTRL_Q);
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
}
END_TEST

START_TEST(a_step_taken_back_starts_nothing_again)
{
	char folder[] = "/tmp/lunchrush-test-XXXXXX", path[64], also[80], line[8];
	int starts = 0;
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/starts", folder);
	snprintf(also, sizeof also, "TMPDIR=%s", folder);
	struct terminal *terminal = terminal_open(&(struct terminal_setup){ .rows = 40, .cols = 130, .also = also },
		"run tests/recipes/outside.lua --allow-commands --set what=side --schedule A2 --engine loop");
	terminal_see(terminal, "step 2");
	terminal_type(terminal, KEY_BACKSPACE);
	terminal_see(terminal, "step 1");
	terminal_type(terminal, "a");
	terminal_see(terminal, "step 2");
	terminal_type(terminal, CTRL_Q);
	terminal_see_ended(terminal);
	terminal_free(terminal);
	FILE *file = fopen(path, "r");
	while (file && fgets(line, sizeof line, file))
		starts++;
	ck_assert_int_eq(starts, 1);
	fclose(file);
	unlink(path);
	rmdir(folder);
}
END_TEST

/* ---- the lesson ---- */

/* What the story says, up to the first and the last program that turns a document into a page. */
static int most_at_once(const char *options)
{
	int status, open = 0, most = 0;
	char *said = recipe_output(&status, "run documents --plain --allow-commands --pace 1 --timeout 50 %s", options);
	ck_assert_msg(status == 0, "%s", strlen(said) > 1000 ? said + strlen(said) - 1000 : said);
	for (char *line = strtok(said, "\n"); line; line = strtok(NULL, "\n")) {
		open += strstr(line, " starts the program awk ") != NULL;
		open -= strstr(line, "The program of ") != NULL && !strstr(line, " of main ");
		most = open > most ? open : most;
	}
	ck_assert_int_eq(open, 0);
	free(said);
	return most;
}

START_TEST(documents_are_converted_as_many_at_a_time_as_there_are_converters)
{
	char options[100];
	snprintf(options, sizeof options, "--engine %s --set converters=1 --set effort=100", engines[_i]);
	ck_assert_int_eq(most_at_once(options), 1);
	snprintf(options, sizeof options, "--engine %s --set converters=3", engines[_i]);
	ck_assert_int_eq(most_at_once(options), 3);
}
END_TEST

START_TEST(the_gil_does_not_keep_programs_from_running_at_once)
{
	ck_assert_int_eq(most_at_once("--engine threads --gil --set converters=2"), 2);
}
END_TEST

static Suite *suite(void)
{
	const struct { const char *name; const TTest *test; int last; } groups[] = {
		{ "stage", a_worker_asks_starts_a_program_waits_and_has_its_end, 1 }, { "stage", each_end_of_a_program_has_its_words, 1 },
		{ "line", nothing_in_a_command_line_is_invisible_or_looks_like_something_else, 1 },
		{ "run", exit_status_and_all_that_was_written_come_back, ENGINES }, { "run", what_cannot_be_started_is_nil_and_words, ENGINES },
		{ "run", what_is_killed_is_nil_and_words, ENGINES }, { "run", arguments_come_as_they_are_through_no_shell, ENGINES },
		{ "run", a_program_has_nothing_of_the_kitchens_but_its_folder, ENGINES }, { "run", many_run_at_once, ENGINES },
		{ "run", workers_of_a_pool_start_programs_too, ENGINES }, { "run", wrong_arguments_name_file_and_line, 1 },
		{ "run", the_explorer_refuses_it_in_one_line, 1 }, { "run", under_control_every_run_of_a_schedule_is_the_same, ENGINES },
		{ "end", a_program_left_in_the_background_holds_nothing_up_and_ends_with_the_run, ENGINES },
		{ "end", no_program_outlives_its_run_whoever_is_killed, 2 * ENGINES },
		{ "allow", without_a_terminal_nothing_is_started_and_one_line_says_what_would, 1 }, { "allow", a_recipe_that_catches_the_refusal_still_starts_nothing, 1 },
		{ "allow", at_the_prompt_yes_is_for_one_start_and_a_for_the_rest, 2 }, { "allow", at_the_prompt_no_ends_the_run_with_one_line, 1 },
		{ "allow", a_hostile_command_line_is_spelt_out, 1 }, { "allow", what_is_too_long_to_be_shown_cannot_be_allowed_unseen, 1 },
		{ "box", the_box_shows_the_program_and_takes_y_a_and_n, ENGINES }, { "box", no_at_the_box_ends_the_run, 1 },
		{ "box", keys_typed_before_the_box_can_be_read_are_no_answer, 1 }, { "box", a_step_taken_back_starts_nothing_again, 1 },
		{ "documents", documents_are_converted_as_many_at_a_time_as_there_are_converters, ENGINES },
		{ "documents", the_gil_does_not_keep_programs_from_running_at_once, 1 },
	};
	Suite *all = suite_create("command");
	TCase *group = NULL;
	const char *name = "";
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		if (strcmp(name, groups[i].name) != 0) {
			group = tcase_create(name = groups[i].name);
			tcase_set_timeout(group, TEST_S);
			suite_add_tcase(all, group);
		}
		tcase_add_loop_test(group, groups[i].test, 0, groups[i].last);
	}
	return all;
}

int main(void)
{
	return run_suite(suite());
}
