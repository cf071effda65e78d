/* test_text.c - text from strangers, made safe. */
#include "suite.h"
#include "trace/error.h"
#include "trace/text.h"

#include <check.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char *clean(const char *from, size_t length)
{
	static char to[256];

	ck_assert_uint_eq(text_clean(to, sizeof to, from, length), strlen(to));
	return to;
}

#define CLEAN(literal) clean(literal, sizeof(literal) - 1)

START_TEST(plain_text_passes_as_it_is)
{
	ck_assert_str_eq(CLEAN("order 12 → café ½ 🍔"), "order 12 → café ½ 🍔");
}
END_TEST

START_TEST(control_characters_become_a_space)
{
	ck_assert_str_eq(CLEAN("a\x1b[31mb\nc\td\0e\x7f"), "a [31mb c d e ");
	ck_assert_str_eq(CLEAN("a\xc2\x9bz"), "a z"); /* C1: CSI in one character */
}
END_TEST

START_TEST(broken_bytes_become_replacement_characters)
{
	ck_assert_str_eq(CLEAN("a\xff" "b"), "a\xef\xbf\xbd" "b");
	ck_assert_str_eq(CLEAN("\xc0\xaf"), "\xef\xbf\xbd\xef\xbf\xbd");             /* overlong '/' */
	ck_assert_str_eq(CLEAN("\xe0\x80\xaf"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	ck_assert_str_eq(CLEAN("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"); /* a surrogate */
	ck_assert_str_eq(CLEAN("\xf4\x90\x80\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"); /* above U+10FFFF */
	ck_assert_str_eq(CLEAN("ok\xe2\x82"), "ok\xef\xbf\xbd\xef\xbf\xbd");          /* cut off */
	ck_assert_str_eq(CLEAN("\xe2" "ab"), "\xef\xbf\xbd" "ab");                    /* what follows is not eaten */
}
END_TEST

START_TEST(invisible_marks_vanish)
{
	ck_assert_str_eq(CLEAN("a\u202eb\u200bc\ufeffd\u2028e\u2066f\u00adg\U000e0041h\ufe0fi"), "abcdefghi");
}
END_TEST

START_TEST(combining_marks_stay)
{
	ck_assert_str_eq(CLEAN("e\u0301"), "e\u0301");
}
END_TEST

START_TEST(a_sequence_is_never_cut_in_the_middle)
{
	char to[8];

	for (size_t size = 1; size <= sizeof to; size++) {
		size_t length = text_clean(to, size, "→→→", 9);
		ck_assert_uint_lt(length, size);
		ck_assert_uint_eq(length % 3, 0);
		ck_assert_uint_eq(to[length], 0);
	}
	ck_assert_uint_eq(text_clean(to, 0, "a", 1), 0);
}
END_TEST

START_TEST(cleaning_twice_changes_nothing)
{
	char bytes[40], once[200], twice[200];

	srand(7);
	for (int round = 0; round < 20000; round++) {
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (char)rand();
		size_t length = text_clean(once, sizeof once, bytes, sizeof bytes);
		ck_assert_uint_eq(text_clean(twice, sizeof twice, once, length), length);
		ck_assert_str_eq(once, twice);
	}
}
END_TEST

START_TEST(every_code_point_comes_back_from_its_bytes)
{
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		char bytes[4];
		const char *at = bytes;
		size_t length = text_put(bytes, c);
		uint32_t want = c >= 0xd800 && c < 0xe000 ? 0xfffd : c;
		ck_assert_uint_eq(text_next(&at, bytes + length), want);
		ck_assert_ptr_eq(at, bytes + length);
	}
}
END_TEST

START_TEST(columns_do_not_depend_on_the_locale)
{
	static const char *const locales[] = { "C", "C.UTF-8" };

	for (size_t i = 0; i < 2; i++) {
		setlocale(LC_ALL, locales[i]);
		ck_assert_int_eq(text_columns('a'), 1);
		ck_assert_int_eq(text_columns(0xe9), 1);
		ck_assert_int_eq(text_columns(0x301), 0);  /* combining acute */
		ck_assert_int_eq(text_columns(0x200b), 0); /* zero width space */
		ck_assert_int_eq(text_columns(0x4e2d), 2); /* a Han character */
		ck_assert_int_eq(text_columns(0xac00), 2); /* a Hangul syllable */
		ck_assert_int_eq(text_columns(0xff21), 2); /* fullwidth A */
		ck_assert_int_eq(text_columns(0x1f354), 2);
		ck_assert_int_eq(text_columns('\n'), 0);
	}
}
END_TEST

START_TEST(every_sign_of_the_layout_takes_one_column)
{
	static const struct { uint32_t first, last; } signs[] = { { 0x2500, 0x259f }, { 0x2800, 0x28ff }, { 0x2190, 0x2193 } };
	static const uint32_t single[] = { 0x25cf, 0x25d0, 0x25cb, 0x25a0, 0x25b2, 0x25b6, 0x25c6, 0x2605, 0x2665, 0x2713, 0x2717, 0x2026, 0xb7, 0xd7, 0x25b8 };

	for (size_t i = 0; i < 3; i++)
		for (uint32_t c = signs[i].first; c <= signs[i].last; c++)
			ck_assert_int_eq(text_columns(c), 1);
	for (size_t i = 0; i < sizeof single / sizeof *single; i++)
		ck_assert_int_eq(text_columns(single[i]), 1);
}
END_TEST

START_TEST(width_adds_columns_up)
{
	ck_assert_int_eq(text_width(""), 0);
	ck_assert_int_eq(text_width("abc"), 3);
	ck_assert_int_eq(text_width("e\u0301"), 1);
	ck_assert_int_eq(text_width("中🍔"), 4);
}
END_TEST

START_TEST(an_error_is_one_clean_line_and_minus_one)
{
	struct error error;

	ck_assert_int_eq(error_set(&error, "%s:%d: \x1b[2J", "a\nb", 12), -1);
	ck_assert_str_eq(error.text, "a b:12:  [2J");
	ck_assert_int_eq(error_set(&error, "more: %s", error.text), -1);
	ck_assert_str_eq(error.text, "more: a b:12:  [2J");
}
END_TEST

START_TEST(a_long_error_is_cut_within_its_bounds)
{
	struct error error;
	char long_text[5000];

	memset(long_text, 'x', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	error_set(&error, "%s", long_text);
	ck_assert_uint_eq(strlen(error.text), sizeof error.text - 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("text");
	TCase *tcase = tcase_create("text");
	tcase_set_timeout(tcase, 60);

	tcase_add_test(tcase, plain_text_passes_as_it_is);
	tcase_add_test(tcase, control_characters_become_a_space);
	tcase_add_test(tcase, broken_bytes_become_replacement_characters);
	tcase_add_test(tcase, invisible_marks_vanish);
	tcase_add_test(tcase, combining_marks_stay);
	tcase_add_test(tcase, a_sequence_is_never_cut_in_the_middle);
	tcase_add_test(tcase, cleaning_twice_changes_nothing);
	tcase_add_test(tcase, every_code_point_comes_back_from_its_bytes);
	tcase_add_test(tcase, columns_do_not_depend_on_the_locale);
	tcase_add_test(tcase, every_sign_of_the_layout_takes_one_column);
	tcase_add_test(tcase, width_adds_columns_up);
	tcase_add_test(tcase, an_error_is_one_clean_line_and_minus_one);
	tcase_add_test(tcase, a_long_error_is_cut_within_its_bounds);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
