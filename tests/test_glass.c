/* test_glass.c - a glass beside libvterm: after any bytes of what recordings contain, both show the same. */
#include "suite.h"

#include "record/glass.h"
#include "trace/text.h"

#include <stdlib.h>
#include <string.h>
#include <vterm.h>

#define ROWS 8
#define COLS 17
#define INK 0xd0d0d0u
#define GROUND 0x101010u

static VTerm *vt;
static struct glass glass;
static char written[8192]; /* since both are open, for words about what went wrong */
static size_t length;

static void both_open(void)
{
	vt = vterm_new(ROWS, COLS);
	vterm_set_utf8(vt, 1);
	VTermScreen *screen = vterm_obtain_screen(vt);
	vterm_screen_enable_altscreen(screen, 1);
	vterm_screen_reset(screen, 1);
	glass_init(&glass, ROWS, COLS, INK, GROUND);
	length = 0;
}

static void both_close(void)
{
	vterm_free(vt);
	glass_release(&glass);
}

static void both_write(const char *bytes)
{
	vterm_input_write(vt, bytes, strlen(bytes));
	glass_write(&glass, bytes, strlen(bytes));
	length += (size_t)snprintf(written + length, sizeof written - length, "%s", bytes);
	ck_assert_uint_lt(length, sizeof written);
}

/* ---- the other side's cells as ours ---- */

static VTermScreenCell cell_at(int row, int col)
{
	VTermScreenCell cell = { .width = 1 };
	if (col >= 0 && col < COLS)
		vterm_screen_get_cell(vterm_obtain_screen(vt), (VTermPos){ row, col }, &cell);
	return cell;
}

static bool is_half(VTermScreenCell cell)
{
	return cell.chars[0] == (uint32_t)-1;
}

static bool is_wide(VTermScreenCell cell)
{
	return !is_half(cell) && text_columns(cell.chars[0]) == 2;
}

/* libvterm leaves the other half of a wide sign where it was; a terminal shows a blank there. */
static uint32_t sign_of(int row, int col)
{
	VTermScreenCell cell = cell_at(row, col);
	bool lone = is_half(cell) ? !is_wide(cell_at(row, col - 1)) : is_wide(cell) && !is_half(cell_at(row, col + 1));
	if (lone || cell.chars[0] == 0)
		return ' ';
	return is_half(cell) ? 0 : cell.chars[0];
}

static uint32_t colour_of(const VTermColor *colour, uint32_t otherwise)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(colour) || VTERM_COLOR_IS_DEFAULT_BG(colour))
		return otherwise;
	if (VTERM_COLOR_IS_INDEXED(colour))
		return picture_colour(colour->indexed.idx);
	return (uint32_t)colour->rgb.red << 16 | (uint32_t)colour->rgb.green << 8 | colour->rgb.blue;
}

static const char *visible(void)
{
	static char text[2 * sizeof written];
	char *to = text;
	for (const char *at = written; *at; at++) {
		bool control = (unsigned char)*at < ' ';
		if (control)
			*to++ = '^';
		*to++ = control ? (char)(*at + '@') : *at;
	}
	*to = '\0';
	return text;
}

static void cell_is_same(int row, int col)
{
	VTermScreenCell cell = cell_at(row, col);
	const struct picture_cell *ours = &glass.picture.cells[row * COLS + col];
	uint32_t c = sign_of(row, col), ink = colour_of(&cell.fg, INK), ground = colour_of(&cell.bg, GROUND);
	ck_assert_msg(ours->c == c, "row %d col %d: U+%04X, in a terminal U+%04X; after %s", row, col, ours->c, c, visible());
	if (is_half(cell))
		return; /* the left half has the colours */
	ck_assert_msg(ours->ground == (cell.attrs.reverse ? ink : ground), "row %d col %d: ground %06x, in a terminal %06x; after %s", row, col, ours->ground, cell.attrs.reverse ? ink : ground, visible());
	if (c == ' ')
		return;
	ck_assert_msg(ours->ink == (cell.attrs.reverse ? ground : ink), "row %d col %d: ink %06x; after %s", row, col, ours->ink, visible());
	ck_assert_msg(!(ours->attr & PICTURE_BOLD) == !cell.attrs.bold && !(ours->attr & PICTURE_UNDERLINE) == !cell.attrs.underline, "row %d col %d: attributes; after %s", row, col, visible());
}

static void both_show_the_same(void)
{
	for (int row = 0; row < ROWS; row++)
		for (int col = 0; col < COLS; col++)
			cell_is_same(row, col);
}

/* ---- cases ---- */

static void row_is(int row, const char *shown)
{
	for (int col = 0; shown[col]; col++)
		ck_assert_msg(glass.picture.cells[row * COLS + col].c == (shown[col] == '_' ? 0u : shown[col] == 'W' ? 0x6f22u : (unsigned char)shown[col]), "col %d has U+%04X", col,
			glass.picture.cells[row * COLS + col].c);
}

START_TEST(half_of_a_wide_sign_that_is_overwritten_takes_the_other_with_it)
{
	static const struct {
		const char *bytes, *shown;
	} cases[] = {
		{ "a\xe6\xbc\xa2" "b\033[1;2Hx", "ax b " },                      /* its left half */
		{ "a\xe6\xbc\xa2" "b\033[1;3Hx", "a xb " },                      /* its right half */
		{ "a\xe6\xbc\xa2\xe6\xbc\xa2" "b\033[1;3H\xe6\xbc\xa2", "a W_ b" }, /* one over two */
		{ "a\xe6\xbc\xa2" "b\033[1;3H\033[K", "a   " },                  /* cleared to the end */
		{ "a\xe6\xbc\xa2" "b\033[1;2H\033[1K", "   b " },
		{ "a\xe6\xbc\xa2" "b\033[1;3H\033[1X", "a  b " },
		{ "a\xe6\xbc\xa2" "b\033[1;2H\033[1X", "a  b " },
	};
	both_open();
	both_write(cases[_i].bytes);
	row_is(0, cases[_i].shown);
	both_close();
}
END_TEST

START_TEST(a_wide_sign_that_a_smaller_screen_cuts_is_gone)
{
	both_open();
	glass_write(&glass, "ab\xe6\xbc\xa2", 5);
	glass_resize(&glass, 2, 3);
	ck_assert_uint_eq(glass.picture.cells[1].c, 'b');
	ck_assert_uint_eq(glass.picture.cells[2].c, ' ');
	both_close();
}
END_TEST

static int chance(int most)
{
	return rand() % most;
}

static void piece_write(void)
{
	/* a wide sign has one after it: at a row's end libvterm's cursor stays on its left half, that of others on its right one */
	static const char *const plain[] = { "a", "word", "two words", "\xe6\xbc\xa2.", "x\xe6\xbc\xa2\xe5\xad\x97y", "\xe2\x94\x80\xe2\x94\x80", "\r", "\r\n", "\n", "\b", "\033[m", "\033[J", "\033[1J",
		"\033[2J", "\033[K", "\033[1K", "\033[2K", "\033[H", "\0337", "\0338" };
	/* without 7: libvterm clears with reversed colours, terminals do not */
	static const int pens[] = { 0, 1, 4, 22, 24, 27, 30, 37, 39, 41, 47, 49, 90, 97, 100, 107 };
	static const char ends[] = "ABCDGdX";
	char text[64];
	switch (chance(6)) {
	case 0: snprintf(text, sizeof text, "\033[%d;%dH", 1 + chance(ROWS), 1 + chance(COLS)); break;
	case 1: snprintf(text, sizeof text, "\033[%d%c", 1 + chance(6), ends[chance(sizeof ends - 1)]); break;
	case 2: snprintf(text, sizeof text, "\033[%dm", pens[chance(sizeof pens / sizeof *pens)]); break;
	case 3: snprintf(text, sizeof text, chance(2) ? "\033[38;5;%d;48;5;%dm" : "\033[38;2;%d;9;9;48;2;1;%d;3m", 16 + chance(240), 16 + chance(240)); break;
	default: snprintf(text, sizeof text, "%s", plain[chance(sizeof plain / sizeof *plain)]);
	}
	both_write(text);
}

START_TEST(any_bytes_of_recordings_are_shown_as_by_a_terminal)
{
	srand((unsigned)_i + 1);
	both_open();
	both_write("\0337"); /* libvterm has no colours where none were kept */
	for (int i = 0; i < 150; i++) {
		piece_write();
		both_show_the_same();
	}
	both_close();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("glass");
	TCase *cases = tcase_create("glass");
	tcase_add_loop_test(cases, half_of_a_wide_sign_that_is_overwritten_takes_the_other_with_it, 0, 7);
	tcase_add_test(cases, a_wide_sign_that_a_smaller_screen_cuts_is_gone);
	tcase_add_loop_test(cases, any_bytes_of_recordings_are_shown_as_by_a_terminal, 0, 90);
	suite_add_tcase(suite, cases);
	return run_suite(suite);
}
