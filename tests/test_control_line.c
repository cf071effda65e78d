/* What is typed in step mode: the line and its keys, what `until` means, files of schedules, the clipboard's sequence, the log of steps. */
#include "log_stage.h"
#include "paper/key.h"
#include "suite.h"
#include "tui/command_line.h"
#include "tui/control_line.h"
#include "tui/osc52.h"
#include "tui/step_log.h"
#include "tui/until.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- the line ---- */

static struct command_line line;

static void offer_all(void *data, const char *before, command_line_offer *offer, void *to)
{
	(void)data;
	if (*before) {
		offer(to, "visits");
		return;
	}
	offer(to, "until");
	offer(to, "unbreak");
	offer(to, "write");
}

static enum command_line_did key(int code)
{
	return command_line_key(&line, code, offer_all, NULL);
}

static void type(const char *keys)
{
	for (; *keys; keys++)
		ck_assert_int_eq(key((unsigned char)*keys), LINE_EDITED);
}

static void line_open(void)
{
	command_line_open(&line);
}

static void line_close(void)
{
	command_line_release(&line);
}

START_TEST(what_is_typed_stands_where_the_cursor_is)
{
	type("bac");
	key(KEYS_LEFT);
	key(KEYS_LEFT);
	key(KEYS_BACKSPACE);
	type("x");
	key(KEYS_END);
	type("y");
	key(KEYS_HOME);
	key(KEYS_DELETE);
	ck_assert_str_eq(line.text, "acy");
	key(0x15);
	ck_assert_str_eq(line.text, "acy");
	key(KEYS_END);
	key(0x17);
	ck_assert_str_eq(line.text, "");
}
END_TEST

START_TEST(a_character_of_several_bytes_is_one)
{
	key(0xe9);
	key(0x2190);
	type("z");
	key(KEYS_LEFT);
	key(KEYS_BACKSPACE);
	ck_assert_str_eq(line.text, "\xc3\xa9z");
	key(KEYS_LEFT);
	key(KEYS_DELETE);
	ck_assert_str_eq(line.text, "z");
}
END_TEST

START_TEST(a_line_never_outgrows_its_room)
{
	for (int i = 0; i < 2 * COMMAND_LINE_BYTES; i++)
		key('a');
	ck_assert_uint_eq(line.length, COMMAND_LINE_BYTES - 1);
	ck_assert_uint_eq(strlen(line.text), line.length);
}
END_TEST

START_TEST(lines_entered_before_come_back_and_the_new_one_is_kept)
{
	type("one");
	ck_assert_int_eq(key(KEYS_ENTER), LINE_ENTERED);
	command_line_keep(&line);
	command_line_open(&line);
	type("two");
	command_line_keep(&line);
	command_line_open(&line);
	type("thr");
	key(KEYS_UP);
	ck_assert_str_eq(line.text, "two");
	key(KEYS_UP);
	key(KEYS_UP);
	ck_assert_str_eq(line.text, "one");
	key(KEYS_DOWN);
	key(KEYS_DOWN);
	ck_assert_str_eq(line.text, "thr");
}
END_TEST

START_TEST(only_so_many_lines_are_kept_and_the_oldest_go)
{
	char typed[16];
	for (int i = 0; i < COMMAND_LINE_KEPT + 5; i++) {
		command_line_open(&line);
		snprintf(typed, sizeof typed, "line %d", i);
		type(typed);
		command_line_keep(&line);
	}
	ck_assert_int_eq(line.kept_count, COMMAND_LINE_KEPT);
	ck_assert_str_eq(line.kept[0], "line 5");
}
END_TEST

START_TEST(tab_completes_what_is_clear_and_shows_what_is_not)
{
	type("w");
	key(KEYS_TAB);
	ck_assert_str_eq(line.text, "write ");
	command_line_open(&line);
	type("u");
	key(KEYS_TAB);
	ck_assert_str_eq(line.text, "un");
	ck_assert_str_eq(line.words, "until  unbreak");
	type("t");
	key(KEYS_TAB);
	type("v");
	key(KEYS_TAB);
	ck_assert_str_eq(line.text, "until visits ");
	ck_assert_str_eq(line.words, "");
}
END_TEST

START_TEST(escape_and_a_backspace_too_many_close_it)
{
	type("a");
	ck_assert_int_eq(key(KEYS_BACKSPACE), LINE_EDITED);
	ck_assert_int_eq(key(KEYS_BACKSPACE), LINE_CLOSED);
	ck_assert_int_eq(key(KEYS_ESCAPE), LINE_CLOSED);
}
END_TEST

/* ---- until ---- */

static const char house[] =
	"main main\n"
	"queue orders 5\n"
	"cell visits\n"
	"cell name\n"
	"array shelf 3\n"
	"0 @ write visits 2\n"
	"0 @ write name \"pizza\"\n"
	"0 @ fill shelf 3 0\n"
	"0 @ element_write shelf 2 7\n"
	"worker A \"first\"\n"
	"0 A put orders 1\n"
	"0 A put orders 2\n";

static void house_open(void)
{
	log_stage_open(house);
}

static bool holds(const char *words)
{
	struct until until;
	struct error error = { "" };
	ck_assert_msg(until_read(&until, words, &stage, &error) == 0, "%s: %s", words, error.text);
	return until_holds(&until, &stage);
}

static void ck_refused(const char *words, const char *why)
{
	struct until until;
	struct error error = { "" };
	ck_assert_int_eq(until_read(&until, words, &stage, &error), -1);
	ck_assert_msg(strstr(error.text, why) != NULL, "%s: %s", words, error.text);
}

START_TEST(until_compares_shared_values)
{
	ck_assert(holds("visits == 2") && holds("visits==2") && !holds("visits == 3"));
	ck_assert(holds("visits != 3") && holds("visits < 3") && holds("visits <= 2") && holds("visits > 1") && holds("visits >= 2"));
	ck_assert(!holds("visits < 2") && !holds("visits > 2"));
	ck_assert(holds("name == pizza") && holds("name == \"pizza\"") && holds("name != burger"));
	ck_assert(holds("shelf[2] == 7") && !holds("shelf[1] == 7") && !holds("shelf[4] == 7"));
}
END_TEST

START_TEST(until_counts_what_is_in_a_queue)
{
	ck_assert(holds("#orders == 2") && holds("#orders > 1") && !holds("#orders == 5"));
	happens("0 @ get orders 1");
	ck_assert(holds("#orders == 1"));
}
END_TEST

START_TEST(until_knows_the_line_at_which_a_worker_goes_on)
{
	struct event next = { .kind = KIND_NEXT, .worker = event_log_worker(&log_, "A"), .line = 14, .item = KIND_READ, .object = event_log_object(&log_, "visits") };
	ck_assert(!holds("A line 14"));
	stage_apply(&stage, &next);
	ck_assert(holds("A line 14") && !holds("A line 15") && !holds("@ line 14"));
	ck_assert(!holds("line 14")); /* whoever moved last: nobody yet */
	stage_apply(&stage, &(struct event){ .kind = KIND_STEP, .worker = next.worker, .item = 1 });
	stage_apply(&stage, &next);
	ck_assert(holds("line 14"));
}
END_TEST

START_TEST(until_says_what_it_does_not_understand)
{
	ck_refused("", "until what?");
	ck_refused("visits", "does not say until what");
	ck_refused("visits == ", "compared with");
	ck_refused("visitors == 2", "nothing shared is named 'visitors'");
	ck_refused("visits < many", "is no number");
	ck_refused("#orders == some", "is no number");
	ck_refused("line fourteen", "a line is a number");
	ck_refused("line 0", "a line is a number");
	ck_refused("Z line 3", "there is no worker Z");
}
END_TEST

/* ---- files and the clipboard ---- */

START_TEST(a_schedule_is_written_and_read_again)
{
	char path[64];
	struct error error = { "" };
	snprintf(path, sizeof path, "/tmp/lunchrush-line-%d", (int)getpid());
	ck_assert_int_eq(schedule_file_write(path, "A2 B* (27)@", &error), 0);
	char *read = schedule_file_read(path, &error);
	ck_assert_ptr_nonnull(read);
	ck_assert_str_eq(read, "A2 B* (27)@");
	free(read);
	ck_assert_int_eq(schedule_file_write(path, "A", &error), 0);
	FILE *file = fopen(path, "w");
	fprintf(file, "A B\nand more\n");
	fclose(file);
	ck_assert_ptr_null(schedule_file_read(path, &error));
	ck_assert(strstr(error.text, "that is one line"));
	ck_assert_int_eq(schedule_file_write(path, "A", &error), -1);
	ck_assert(strstr(error.text, "it stays as it is"));
	unlink(path);
	ck_assert_ptr_null(schedule_file_read(path, &error));
	ck_assert(strstr(error.text, "cannot be read"));
	ck_assert_ptr_null(schedule_file_read("/dev/zero", &error));
}
END_TEST

START_TEST(the_clipboard_gets_base64_and_within_tmux_once_more_wrapped)
{
	static const struct { const char *text, *base64; } pairs[] = { { "A", "QQ==" }, { "AB", "QUI=" }, { "ABA", "QUJB" }, { "A2 B*", "QTIgQio=" } };
	char expected[128];
	size_t length;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		char *bytes = osc52_write(pairs[i].text, false, &length);
		snprintf(expected, sizeof expected, "\033]52;c;%s\a", pairs[i].base64);
		ck_assert_uint_eq(length, strlen(expected));
		ck_assert_mem_eq(bytes, expected, length);
		free(bytes);
	}
	char *bytes = osc52_write("AB", true, &length);
	const char *both = "\033]52;c;QUI=\a\033Ptmux;\033\033]52;c;QUI=\a\033\\";
	ck_assert_uint_eq(length, strlen(both));
	ck_assert_mem_eq(bytes, both, length);
	free(bytes);
}
END_TEST

START_TEST(a_text_too_long_for_a_clipboard_is_refused)
{
	size_t length;
	char *most = malloc(OSC52_TEXT_MAX + 2);
	memset(most, 'A', OSC52_TEXT_MAX + 1);
	most[OSC52_TEXT_MAX + 1] = '\0';
	ck_assert_ptr_null(osc52_write(most, false, &length));
	most[OSC52_TEXT_MAX] = '\0';
	char *bytes = osc52_write(most, true, &length);
	ck_assert_ptr_nonnull(bytes);
	free(bytes);
	free(most);
}
END_TEST

/* ---- the log of steps ---- */

static struct event step(uint32_t worker, uint32_t number)
{
	return (struct event){ .kind = KIND_STEP, .worker = worker, .item = number };
}

static struct event write_of(uint32_t worker, int value)
{
	return (struct event){ .kind = KIND_WRITE, .worker = worker, .object = 1, .item = 1, .value = word_integer(value) };
}

/* Steps of A, A, B, each with a write; the second writes this. */
static struct history *three_steps(int second)
{
	struct history *history = history_new();
	struct event events[] = { { .kind = KIND_ASK }, step(2, 1), write_of(2, 1), { .kind = KIND_ASK }, step(2, 2), write_of(2, second), step(3, 3), write_of(3, 3) };
	history_append(history, events, sizeof events / sizeof *events);
	return history;
}

START_TEST(steps_are_found_by_where_they_are_and_written_as_a_schedule)
{
	struct step_log log = { 0 };
	struct history *history = three_steps(2);
	step_log_read(&log, history);
	ck_assert_uint_eq(log.count, 3);
	ck_assert_uint_eq(log.asks, 2);
	ck_assert_uint_eq(step_log_at(&log, 0), 0);
	ck_assert_uint_eq(step_log_at(&log, 1), 0);
	ck_assert_uint_eq(step_log_at(&log, 2), 1);
	ck_assert_uint_eq(step_log_at(&log, 8), 3);
	ck_assert_uint_eq(step_log_position(&log, 0), 1);
	ck_assert_uint_eq(step_log_position(&log, 1), 4);
	ck_assert_uint_eq(step_log_position(&log, 3), 8);
	char *written = step_log_schedule(&log, 0, 3);
	ck_assert_str_eq(written, "A2B");
	free(written);
	written = step_log_schedule(&log, 0, 0);
	ck_assert_str_eq(written, "");
	free(written);
	step_log_release(&log);
	history_free(history);
}
END_TEST

START_TEST(the_first_step_that_did_something_else_is_the_drift)
{
	struct step_log before = { 0 }, same = { 0 }, other = { 0 };
	struct history *first = three_steps(2), *second = three_steps(2), *third = three_steps(9);
	step_log_read(&before, first);
	step_log_read(&same, second);
	step_log_read(&other, third);
	ck_assert_uint_eq(step_log_drift(&before, &same), 0);
	ck_assert_uint_eq(step_log_drift(&before, &other), 2);
	step_log_release(&before);
	step_log_release(&same);
	step_log_release(&other);
	history_free(first);
	history_free(second);
	history_free(third);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("what is typed in step mode");
	TCase *typed = tcase_create("line"), *until = tcase_create("until"), *files = tcase_create("files"), *steps = tcase_create("steps");
	tcase_add_checked_fixture(typed, line_open, line_close);
	tcase_add_test(typed, what_is_typed_stands_where_the_cursor_is);
	tcase_add_test(typed, a_character_of_several_bytes_is_one);
	tcase_add_test(typed, a_line_never_outgrows_its_room);
	tcase_add_test(typed, lines_entered_before_come_back_and_the_new_one_is_kept);
	tcase_add_test(typed, only_so_many_lines_are_kept_and_the_oldest_go);
	tcase_add_test(typed, tab_completes_what_is_clear_and_shows_what_is_not);
	tcase_add_test(typed, escape_and_a_backspace_too_many_close_it);
	tcase_add_checked_fixture(until, house_open, log_stage_close);
	tcase_add_test(until, until_compares_shared_values);
	tcase_add_test(until, until_counts_what_is_in_a_queue);
	tcase_add_test(until, until_knows_the_line_at_which_a_worker_goes_on);
	tcase_add_test(until, until_says_what_it_does_not_understand);
	tcase_add_test(files, a_schedule_is_written_and_read_again);
	tcase_add_test(files, the_clipboard_gets_base64_and_within_tmux_once_more_wrapped);
	tcase_add_test(files, a_text_too_long_for_a_clipboard_is_refused);
	tcase_add_test(steps, steps_are_found_by_where_they_are_and_written_as_a_schedule);
	tcase_add_test(steps, the_first_step_that_did_something_else_is_the_drift);
	suite_add_tcase(suite, typed);
	suite_add_tcase(suite, until);
	suite_add_tcase(suite, files);
	suite_add_tcase(suite, steps);
	return run_suite(suite);
}
