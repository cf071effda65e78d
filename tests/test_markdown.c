/* test_markdown.c - CommonMark becomes blocks of clean text, and what has no place on a terminal is told with its line. */
#include "suite.h"
#include "paper/markdown.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct document document;
static char told[4096];

static void tell(void *data, const char *message)
{
	(void)data;
	if (strlen(told) + strlen(message) + 2 < sizeof told)
		strcat(strcat(told, message), "\n");
}

static const struct document *read_of(const char *text, size_t length)
{
	document_release(&document);
	told[0] = '\0';
	markdown_read_telling(&document, text, length, "a.md", 1, tell, NULL);
	return &document;
}

/* Each block as "kind level number line: [style text>link]…", for short assertions. */
static const char *blocks(const char *text)
{
	static char out[8192];
	static const char kinds[] = "PHICQ", styles[] = "-*+`@";
	size_t at = 0;

	read_of(text, strlen(text));
	out[0] = '\0';
	for (size_t i = 0; i < document.count; i++) {
		const struct text_block *block = &document.blocks[i];
		at += (size_t)snprintf(out + at, sizeof out - at, "%s%c%d,%d@%d:", i ? "\n" : "", kinds[block->kind], block->level, block->number, block->line);
		for (size_t j = 0; j < block->span_count; j++)
			at += (size_t)snprintf(out + at, sizeof out - at, " %c{%s%s%s}", styles[block->spans[j].style], block->spans[j].text, block->spans[j].link ? ">" : "",
				block->spans[j].link ? block->spans[j].link : "");
	}
	ck_assert_str_eq(told, "");
	return out;
}

static const char *told_of(const char *text)
{
	read_of(text, strlen(text));
	return told;
}

START_TEST(blocks_know_their_kind_level_number_and_line)
{
	ck_assert_str_eq(blocks("# One\n\ntext\nmore\n\n- a\n- b\n  1. c\n  2. d\n\n> said\n\n7) seven\n"),
		"H1,0@1: -{One}\nP0,0@3: -{text more}\nI0,0@6: -{a}\nI0,0@7: -{b}\nI1,1@8: -{c}\nI1,2@9: -{d}\nQ0,0@11: -{said}\nI0,7@13: -{seven}");
}
END_TEST

START_TEST(an_items_second_paragraph_is_a_paragraph)
{
	ck_assert_str_eq(blocks("- a\n\n  b\n\n- c\n"), "I0,0@1: -{a}\nP0,0@3: -{b}\nI0,0@5: -{c}");
}
END_TEST

START_TEST(styles_come_down_to_the_one_that_matters)
{
	ck_assert_str_eq(blocks("a *b* **c *d*** `e` [f `g`](word:h) &amp;"), "P0,0@1: -{a } *{b} -{ } +{c d} -{ } `{e} -{ } @{f g>word:h} -{ &}");
}
END_TEST

START_TEST(code_keeps_its_lines_and_tabs_become_blanks)
{
	ck_assert_str_eq(blocks("```lua\nif a then\n\tb = 1\nx\ty\n\nend\n```\n"), "C0,0@2: `{if a then\n    b = 1\nx   y\n\nend}");
	ck_assert_str_eq(blocks("    a\n    b\n"), "C0,0@1: `{a\nb}");
}
END_TEST

START_TEST(hard_breaks_stay_and_soft_ones_are_blanks)
{
	ck_assert_str_eq(blocks("a  \nb\nc\n"), "P0,0@1: -{a\nb c}");
}
END_TEST

START_TEST(what_has_no_place_is_told_with_its_line)
{
	ck_assert_str_eq(told_of("a\n\n<b>bold</b>\n\n![x](y.png)\n\n<div>\nz\n</div>\n\nb &wombat; c\n\n[d]()\n"),
		"a.md:3: HTML has no place here: <b> (for the sign itself write \\<)\na.md:3: HTML has no place here: </b> (for the sign itself write \\<)\n"
		"a.md:5: an image has no place on a terminal: say it in words\na.md:7: HTML has no place here: <div> (for the sign itself write \\<)\n"
		"a.md:11: &wombat;: write the character itself\na.md:13: a link leads nowhere\n");
	ck_assert_str_eq(told_of("a\n\n---\n"), "a.md:1: a rule (---) after this line has no place here: leave it out\n");
}
END_TEST

START_TEST(the_first_mistake_is_kept_and_nothing_else)
{
	struct error error = { "" };
	struct document read;

	ck_assert_int_eq(markdown_read(&read, "a\n\n<b>\n\n![x](y)\n", 16, "b.md", 7, &error), -1);
	ck_assert_str_eq(error.text, "b.md:9: HTML has no place here: <b> (for the sign itself write \\<)");
	ck_assert_uint_eq(read.count, 0);
}
END_TEST

/* No control character but the ends of lines of code, nothing invisible. */
static void assert_clean(void)
{
	for (size_t i = 0; i < document.count; i++)
		for (size_t j = 0; j < document.blocks[i].span_count; j++) {
			const struct text_span *span = &document.blocks[i].spans[j];
			for (const char *at = span->text; *at; at++)
				ck_assert_msg((unsigned char)*at >= ' ' || *at == '\n', "%s", span->text);
			ck_assert(!strstr(span->text, "\u202e") && !strstr(span->text, "\u200b") && !strstr(span->text, "\x7f") && !strstr(span->text, "\xc2\x9b"));
			ck_assert(!span->link || !strpbrk(span->link, "\x1b\n\r\t\x7f"));
			ck_assert(!span->link || !strstr(span->link, "\u202e"));
		}
}

START_TEST(no_control_character_comes_through_in_any_place)
{
	static const char *const evil[] = { "\x1b[31m", "\x07", "\u202e", "\u200b", "\xc2\x9b" "1m", "\x7f", "&#27;[2J", "&#x1b;c", "&#x202e;", "&#0;", "&#xffffffff;", "\xff\xfe", "\xed\xa0\x80", "\r" };
	static const char *const places[] = { "%s", "# %s", "- %s", "> %s", "`%s`", "*%s*", "[%s](word:a)", "[a](word:%s)", "[a](<word:%s>)", "```\n%s\n```", "    %s", "```%s\nx\n```", "[a]\n\n[a]: word:%s" };

	for (size_t i = 0; i < sizeof evil / sizeof *evil; i++)
		for (size_t j = 0; j < sizeof places / sizeof *places; j++) {
			char text[256];
			snprintf(text, sizeof text, places[j], evil[i]);
			read_of(text, strlen(text));
			assert_clean();
			for (const char *at = told; *at; at++)
				ck_assert_msg((unsigned char)*at >= ' ' || *at == '\n', "%s", told);
		}
}
END_TEST

/* What each pattern makes of 128 KB of it: a document or words, bounded in either case. */
START_TEST(endless_patterns_are_read_or_refused)
{
	static const char *const patterns[] = { "`", "[", "![", "](", "*a ", "_a*", "> ", "- ", "1. - ", "<", "<!--", "&amp;", "\\", "```\n", "a\n===\n", "[a](b \"", "**a** ", "<a:b>", "\t", "# a\n", "---\n" };
	static char text[128 << 10];

	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		for (size_t at = 0; at < sizeof text; at++)
			text[at] = patterns[i][at % strlen(patterns[i])];
		read_of(text, sizeof text);
		ck_assert(document.count <= 8192);
		assert_clean();
	}
}
END_TEST

START_TEST(definitions_used_again_and_again_stay_bounded)
{
	static char text[200 << 10];
	size_t at = (size_t)sprintf(text, "[a]: word:%0180d\n\n", 1), bytes = 0;

	while (at + 4 < sizeof text)
		at += (size_t)sprintf(text + at, "[a]\n");
	read_of(text, at);
	for (size_t i = 0; i < document.count; i++)
		for (size_t j = 0; j < document.blocks[i].span_count; j++)
			bytes += strlen(document.blocks[i].spans[j].text) + (document.blocks[i].spans[j].link ? strlen(document.blocks[i].spans[j].link) : 0);
	ck_assert_uint_le(bytes, 16u << 20);
}
END_TEST

START_TEST(deep_nesting_is_refused)
{
	ck_assert_str_eq(told_of("> > > > > > > a\n"), "a.md:1: quotes are nested deeper than 6\n");
	ck_assert_str_eq(told_of("- - - - - - - a\n"), "a.md:1: lists are nested deeper than 6\n");
}
END_TEST

START_TEST(a_file_that_is_too_long_is_refused)
{
	static char text[MARKDOWN_BYTES_MAX + 1];

	memset(text, 'a', sizeof text);
	read_of(text, sizeof text);
	ck_assert_str_eq(told, "a.md:1: there is too much in this file\n");
	ck_assert_uint_eq(document.count, 0);
}
END_TEST

START_TEST(plain_text_is_wrapped_with_marks_and_code_indented)
{
	char *text;

	read_of("# Head\n\none two three four\n\n- five six seven\n- b\n\n3. c\n\n> quote\n\n```\nx = 1\n\ny = 2\n```\n", strlen("# Head\n\none two three four\n\n- five six seven\n- b\n\n3. c\n\n> quote\n\n```\nx = 1\n\ny = 2\n```\n"));
	text = document_text(&document, 12);
	ck_assert_str_eq(text, "Head\n\none two\nthree four\n\n- five six\n  seven\n- b\n3. c\n\n  quote\n\n    x = 1\n\n    y = 2\n");
	free(text);
	text = document_text(&document, 0);
	ck_assert(strstr(text, "one two three four\n"));
	free(text);
}
END_TEST

static int collect(void *data, const char *link, int line)
{
	char *to = data;

	sprintf(to + strlen(to), "%s@%d ", link, line);
	return 0;
}

START_TEST(links_are_visited_with_their_lines)
{
	char links[200] = "";

	read_of("[a](word:x)\n\n- [b](lesson:y) [c][]\n\n[c]: recipe:z\n", 49);
	document_links(&document, collect, links);
	ck_assert_str_eq(links, "word:x@1 lesson:y@3 recipe:z@3 ");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("markdown");
	TCase *tests = tcase_create("document"), *hostile = tcase_create("hostile");

	tcase_add_test(tests, blocks_know_their_kind_level_number_and_line);
	tcase_add_test(tests, an_items_second_paragraph_is_a_paragraph);
	tcase_add_test(tests, styles_come_down_to_the_one_that_matters);
	tcase_add_test(tests, code_keeps_its_lines_and_tabs_become_blanks);
	tcase_add_test(tests, hard_breaks_stay_and_soft_ones_are_blanks);
	tcase_add_test(tests, what_has_no_place_is_told_with_its_line);
	tcase_add_test(tests, the_first_mistake_is_kept_and_nothing_else);
	tcase_add_test(tests, plain_text_is_wrapped_with_marks_and_code_indented);
	tcase_add_test(tests, links_are_visited_with_their_lines);
	suite_add_tcase(suite, tests);
	tcase_set_timeout(hostile, 60);
	tcase_add_test(hostile, no_control_character_comes_through_in_any_place);
	tcase_add_test(hostile, endless_patterns_are_read_or_refused);
	tcase_add_test(hostile, definitions_used_again_and_again_stay_bounded);
	tcase_add_test(hostile, deep_nesting_is_refused);
	tcase_add_test(hostile, a_file_that_is_too_long_is_refused);
	suite_add_tcase(suite, hostile);
	return run_suite(suite);
}
