/* test_prose.c - documents made by hand, laid out and drawn. */
#include "suite.h"

#include "tui/glyph.h"
#include "tui/prose.h"

#include <string.h>

#define SPANS(...) .spans = (struct text_span[]){ __VA_ARGS__ }, .span_count = sizeof((struct text_span[]){ __VA_ARGS__ }) / sizeof(struct text_span)
#define PLAIN(words) { SPAN_PLAIN, words, NULL }
#define LINK(words, to) { SPAN_LINK, words, to }

static char *drawn(const struct document *document, int cols, int rows, int top, int link, bool roles)
{
	struct canvas canvas;
	struct prose *prose = prose_new(document, cols);
	ck_assert_ptr_nonnull(prose);
	canvas_init(&canvas, rows, cols);
	prose_draw(prose, &canvas, (struct rect){ 0, 0, rows, cols }, top, link);
	char *text = canvas_dump(&canvas, roles);
	canvas_release(&canvas);
	prose_free(prose);
	return text;
}

static void shows(const struct document *document, int cols, const char *expected)
{
	int rows = 0;
	for (const char *c = expected; *c; c++)
		rows += *c == '\n';
	char *text = drawn(document, cols, rows, 0, -1, false);
	ck_assert_str_eq(text, expected);
	free(text);
}

START_TEST(words_go_over_to_the_next_row_and_blocks_stand_apart)
{
	struct text_block blocks[] = {
		{ .kind = BLOCK_HEADING, .level = 1, SPANS(PLAIN("Kitchen")) },
		{ .kind = BLOCK_PARAGRAPH, SPANS(PLAIN("One two three four five six.")) },
	};
	shows(&(struct document){ blocks, 2 }, 20, "Kitchen\n\nOne two three four\nfive six.\n\n");
}
END_TEST

START_TEST(a_word_that_changes_its_style_is_not_broken)
{
	struct text_block block = { .kind = BLOCK_PARAGRAPH, SPANS(PLAIN("sixteen letters "), { SPAN_STRONG, "bo", NULL }, PLAIN("ld, then")) };
	shows(&(struct document){ &block, 1 }, 20, "sixteen letters\nbold, then\n");
}
END_TEST

START_TEST(items_hang_on_their_bullet_and_stand_close)
{
	struct text_block blocks[] = {
		{ .kind = BLOCK_ITEM, SPANS(PLAIN("a first item that is long")) },
		{ .kind = BLOCK_ITEM, .level = 1, SPANS(PLAIN("deeper")) },
		{ .kind = BLOCK_ITEM, .number = 12, SPANS(PLAIN("numbered")) },
		{ .kind = BLOCK_QUOTE, SPANS(PLAIN("quoted")) },
	};
	shows(&(struct document){ blocks, 4 }, 20, "· a first item that\n  is long\n   · deeper\n12. numbered\n\n│ quoted\n");
}
END_TEST

START_TEST(code_keeps_its_lines_and_is_cut)
{
	struct text_block block = { .kind = BLOCK_CODE, SPANS({ SPAN_CODE, "for i = 1, 3 do\n  visits = visits + 1\nend\n", NULL }) };
	shows(&(struct document){ &block, 1 }, 20, "    for i = 1, 3 do\n      visits = visi…\n    end\n\n");
}
END_TEST

START_TEST(a_hard_break_ends_the_row)
{
	struct text_block block = { .kind = BLOCK_PARAGRAPH, SPANS(PLAIN("one\ntwo")) };
	shows(&(struct document){ &block, 1 }, 20, "one\ntwo\n");
}
END_TEST

START_TEST(a_word_wider_than_the_row_is_cut_into_rows)
{
	struct text_block block = { .kind = BLOCK_PARAGRAPH, SPANS(PLAIN("aaaaaaaaaabbbbbbbbbbcccc d")) };
	shows(&(struct document){ &block, 1 }, 20, "aaaaaaaaaabbbbbbbbbb\ncccc d\n");
}
END_TEST

START_TEST(links_are_numbered_as_they_are_read_and_know_their_row)
{
	struct text_block blocks[] = {
		{ .kind = BLOCK_PARAGRAPH, SPANS(PLAIN("See "), LINK("blocking", "word:blocking"), PLAIN(" and, further down, "), LINK("the lock", "word:lock")) },
		{ .kind = BLOCK_ITEM, SPANS(LINK("burgers", "recipe:burgers")) },
	};
	struct prose *prose = prose_new(&(struct document){ blocks, 2 }, 24);
	ck_assert_int_eq(prose_links(prose), 3);
	ck_assert_str_eq(prose_link(prose, 1), "word:lock");
	ck_assert_str_eq(prose_link(prose, 2), "recipe:burgers");
	ck_assert_int_eq(prose_link_row(prose, 0), 0);
	ck_assert_int_eq(prose_link_row(prose, 1), 1);
	ck_assert_int_eq(prose_link_row(prose, 2), 3);
	ck_assert_ptr_null(prose_link(prose, 3));
	ck_assert_ptr_null(prose_link(prose, -1));
	ck_assert_int_eq(prose_rows(prose), 4);
	prose_free(prose);
}
END_TEST

START_TEST(the_chosen_link_alone_looks_chosen)
{
	struct text_block block = { .kind = BLOCK_PARAGRAPH, SPANS(LINK("one", "word:one"), PLAIN(" "), LINK("two", "word:two")) };
	struct canvas canvas;
	struct prose *prose = prose_new(&(struct document){ &block, 1 }, 20);
	canvas_init(&canvas, 1, 20);
	prose_draw(prose, &canvas, (struct rect){ 0, 0, 1, 20 }, 0, 1);
	ck_assert_int_eq(canvas.cells[0].attr & ATTR_REVERSE, 0);
	ck_assert_int_ne(canvas.cells[0].attr & ATTR_UNDERLINE, 0);
	ck_assert_int_ne(canvas.cells[4].attr & ATTR_REVERSE, 0);
	canvas_release(&canvas);
	prose_free(prose);
}
END_TEST

START_TEST(drawing_begins_at_the_top_that_is_asked_for)
{
	struct text_block block = { .kind = BLOCK_PARAGRAPH, SPANS(PLAIN("one\ntwo\nthree")) };
	char *text = drawn(&(struct document){ &block, 1 }, 20, 2, 2, -1, false);
	ck_assert_str_eq(text, "three\n\n");
	free(text);
}
END_TEST

START_TEST(an_empty_document_has_no_rows)
{
	struct prose *prose = prose_new(&(struct document){ 0 }, 40);
	ck_assert_int_eq(prose_rows(prose), 0);
	ck_assert_int_eq(prose_links(prose), 0);
	prose_free(prose);
}
END_TEST

START_TEST(wide_characters_take_two_columns)
{
	struct text_block block = { .kind = BLOCK_PARAGRAPH, SPANS(PLAIN("ああああああああああ b")) };
	shows(&(struct document){ &block, 1 }, 20, "ああああああああああ\nb\n");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("prose");
	TCase *layout = tcase_create("layout"), *links = tcase_create("links");
	tcase_add_test(layout, words_go_over_to_the_next_row_and_blocks_stand_apart);
	tcase_add_test(layout, a_word_that_changes_its_style_is_not_broken);
	tcase_add_test(layout, items_hang_on_their_bullet_and_stand_close);
	tcase_add_test(layout, code_keeps_its_lines_and_is_cut);
	tcase_add_test(layout, a_hard_break_ends_the_row);
	tcase_add_test(layout, a_word_wider_than_the_row_is_cut_into_rows);
	tcase_add_test(layout, drawing_begins_at_the_top_that_is_asked_for);
	tcase_add_test(layout, an_empty_document_has_no_rows);
	tcase_add_test(layout, wide_characters_take_two_columns);
	tcase_add_test(links, links_are_numbered_as_they_are_read_and_know_their_row);
	tcase_add_test(links, the_chosen_link_alone_looks_chosen);
	suite_add_tcase(suite, layout);
	suite_add_tcase(suite, links);
	return run_suite(suite);
}
