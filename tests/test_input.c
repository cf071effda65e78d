/* test_input.c - bytes from terminals of all sorts into keys. */
#include "suite.h"
#include "tui/input.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct input input;
static struct input_key got[64];
static size_t count;

static void take(void *data, const struct input_key *key)
{
	(void)data;
	ck_assert_uint_lt(count, 64);
	got[count++] = *key;
}

static void feed(const char *bytes)
{
	count = 0;
	input_feed(&input, bytes, strlen(bytes), take, NULL);
}

static void assert_key(const char *bytes, int key)
{
	feed(bytes);
	ck_assert_msg(count == 1 && got[0].key == key, "%s: %zu keys, first %x", bytes + 1, count, count ? (unsigned)got[0].key : 0);
	ck_assert(!input_pending(&input));
}

static void make(void)
{
	input = (struct input){ 0 };
}

START_TEST(letters_and_control_keys)
{
	assert_key("a", 'a');
	assert_key("?", '?');
	assert_key("\r", KEYS_ENTER);
	assert_key("\n", KEYS_ENTER);
	assert_key("\t", KEYS_TAB);
	assert_key("\x7f", KEYS_BACKSPACE);
	assert_key("\b", KEYS_BACKSPACE);
	assert_key("\x0c", 0x0c);
	assert_key("é", 0xe9);
	assert_key("漢", 0x6f22);
}
END_TEST

START_TEST(arrows_in_either_mode)
{
	assert_key("\x1b[A", KEYS_UP);
	assert_key("\x1bOB", KEYS_DOWN);
	assert_key("\x1b[C", KEYS_RIGHT);
	assert_key("\x1b[1;5D", KEYS_LEFT); /* with Ctrl */
}
END_TEST

START_TEST(home_end_and_their_many_spellings)
{
	assert_key("\x1b[H", KEYS_HOME);
	assert_key("\x1bOH", KEYS_HOME);
	assert_key("\x1b[1~", KEYS_HOME);
	assert_key("\x1b[7~", KEYS_HOME);
	assert_key("\x1b[F", KEYS_END);
	assert_key("\x1b[4~", KEYS_END);
	assert_key("\x1b[8~", KEYS_END);
	assert_key("\x1b[5~", KEYS_PAGE_UP);
	assert_key("\x1b[6~", KEYS_PAGE_DOWN);
	assert_key("\x1b[3~", KEYS_DELETE);
	assert_key("\x1b[Z", KEYS_BACK_TAB);
}
END_TEST

START_TEST(function_keys)
{
	assert_key("\x1bOP", KEYS_F1);
	assert_key("\x1b[11~", KEYS_F1);
	assert_key("\x1b[[A", KEYS_F1);
	assert_key("\x1b[[E", KEYS_F5);
	assert_key("\x1b[15~", KEYS_F5);
	assert_key("\x1b[21~", KEYS_F10);
}
END_TEST

START_TEST(clicks_tell_their_cell)
{
	assert_key("\x1b[<0;12;7M", KEYS_MOUSE);
	ck_assert_int_eq(got[0].col, 11);
	ck_assert_int_eq(got[0].row, 6);
	feed("\x1b[<0;12;7m\x1b[<2;1;1M\x1b[<0;0;7M\x1b[<0;;M\x1b[<0;99999999999;7M"); /* a release, another button, nonsense */
	ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(the_wheel_tells_what_it_is_over)
{
	assert_key("\x1b[<64;3;5M", KEYS_WHEEL_UP);
	ck_assert_int_eq(got[0].col, 2);
	ck_assert_int_eq(got[0].row, 4);
	assert_key("\x1b[<65;3;5M", KEYS_WHEEL_DOWN);
	feed("\x1b[<66;3;5M\x1b[<64;0;5M"); /* to the side, nowhere */
	ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(a_lone_escape_is_a_key_once_nothing_follows)
{
	feed("\x1b");
	ck_assert_uint_eq(count, 0);
	ck_assert(input_pending(&input));
	input_settle(&input, take, NULL);
	ck_assert_uint_eq(count, 1);
	ck_assert_int_eq(got[0].key, KEYS_ESCAPE);
	ck_assert(!input_pending(&input));
}
END_TEST

START_TEST(escape_before_another_key_is_two_keys)
{
	feed("\x1bq");
	ck_assert_uint_eq(count, 2);
	ck_assert_int_eq(got[0].key, KEYS_ESCAPE);
	ck_assert_int_eq(got[1].key, 'q');
	feed("\x1b\x1b[A");
	ck_assert_uint_eq(count, 2);
	ck_assert_int_eq(got[1].key, KEYS_UP);
}
END_TEST

START_TEST(a_sequence_may_come_in_pieces)
{
	feed("\x1b");
	feed("[1");
	feed(";5");
	assert_key("C", KEYS_RIGHT);
	feed("\xe6\xbc");
	assert_key("\xa2", 0x6f22);
}
END_TEST

START_TEST(what_is_not_known_is_swallowed_whole)
{
	feed("\x1b[?1;2c\x1b[200~\x1b[99~\x1b[>0;276;0c\x1bOz");
	ck_assert_uint_eq(count, 0);
	feed("\x1b[1111111111111111111111111111111111111111111111111111111111111111A");
	ck_assert_uint_eq(count, 0);
	assert_key("x", 'x');
}
END_TEST

START_TEST(broken_utf8_gives_no_key_and_eats_none)
{
	feed("\xff\xc0\xe6q");
	ck_assert_uint_eq(count, 1);
	ck_assert_int_eq(got[0].key, 'q');
	feed("\xed\xa0\x80w"); /* a surrogate */
	ck_assert_uint_ge(count, 1);
	ck_assert_int_eq(got[count - 1].key, 'w');
}
END_TEST

START_TEST(any_bytes_leave_it_able_to_go_on)
{
	srand(2);
	for (int i = 0; i < 200000; i++) {
		char byte = (char)(rand() % 3 ? "\x1b[O<;019~AM\xe6\xbc"[rand() % 13] : rand());
		count = 0;
		input_feed(&input, &byte, 1, take, NULL);
	}
	input_settle(&input, take, NULL);
	assert_key("x", 'x');
}
END_TEST

static Suite *suite(void)
{
	Suite *all = suite_create("input");
	TCase *tests = tcase_create("input");
	tcase_add_checked_fixture(tests, make, NULL);
	tcase_add_test(tests, letters_and_control_keys);
	tcase_add_test(tests, arrows_in_either_mode);
	tcase_add_test(tests, home_end_and_their_many_spellings);
	tcase_add_test(tests, function_keys);
	tcase_add_test(tests, clicks_tell_their_cell);
	tcase_add_test(tests, the_wheel_tells_what_it_is_over);
	tcase_add_test(tests, a_lone_escape_is_a_key_once_nothing_follows);
	tcase_add_test(tests, escape_before_another_key_is_two_keys);
	tcase_add_test(tests, a_sequence_may_come_in_pieces);
	tcase_add_test(tests, what_is_not_known_is_swallowed_whole);
	tcase_add_test(tests, broken_utf8_gives_no_key_and_eats_none);
	tcase_add_test(tests, any_bytes_leave_it_able_to_go_on);
	suite_add_tcase(all, tests);
	return all;
}

int main(void)
{
	return run_suite(suite());
}
