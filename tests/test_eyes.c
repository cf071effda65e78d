/* test_eyes.c - the eyes of the terminal's tests: what a program still writes for the size that the screen had does no harm. Each block that libvterm takes lies between fences. */
#include "eyes.h"
#include "suite.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- memory between fences ---- */

#define FENCE 64
#define POST 0xa5

struct block {
	struct block *next;
	size_t size;
	unsigned char bytes[]; /* fence, the block, fence */
};

static struct block *blocks;

static void *fenced(size_t size, void *unused)
{
	struct block *block = malloc(sizeof *block + size + 2 * FENCE);
	(void)unused;
	ck_assert_ptr_nonnull(block);
	*block = (struct block){ .next = blocks, .size = size };
	memset(block->bytes, POST, size + 2 * FENCE);
	memset(block->bytes + FENCE, 0, size);
	blocks = block;
	return block->bytes + FENCE;
}

static void fence_stands(const struct block *block)
{
	for (size_t i = 0; i < FENCE; i++)
		ck_assert_msg(block->bytes[i] == POST && block->bytes[FENCE + block->size + i] == POST, "something was written beside a block of %zu bytes", block->size);
}

static void unfenced(void *bytes, void *unused)
{
	struct block **at = &blocks;
	(void)unused;
	while (*at && (*at)->bytes + FENCE != bytes)
		at = &(*at)->next;
	if (!*at)
		return;
	struct block *block = *at;
	fence_stands(block);
	*at = block->next;
	free(block);
}

static void fences_stand(void)
{
	for (const struct block *block = blocks; block; block = block->next)
		fence_stands(block);
}

/* ---- eyes ---- */

static struct eyes eyes;

static void eyes_open(void)
{
	static VTermAllocatorFunctions calls = { fenced, unfenced };
	static const VTermScreenCallbacks none;
	VTerm *vt = vterm_new_with_allocator(24, 80, &calls, NULL);
	VTermScreen *screen = vterm_obtain_screen(vt);
	vterm_set_utf8(vt, 1);
	vterm_screen_enable_altscreen(screen, 1);
	vterm_screen_set_callbacks(screen, &none, NULL);
	vterm_screen_reset(screen, 1);
	eyes_init(&eyes, vt, 24, 80);
}

static void eyes_close(void)
{
	fences_stand();
	vterm_free(eyes.vt);
}

static void show(const char *bytes)
{
	eyes_write(&eyes, bytes, strlen(bytes));
	fences_stand();
}

static void fill(void)
{
	char row[40];
	for (int i = 1; i <= 24; i++) {
		snprintf(row, sizeof row, "\033[%d;1Hrow %d", i, i);
		show(row);
	}
}

static uint32_t sign_at(int row, int col)
{
	VTermScreenCell cell;
	vterm_screen_get_cell(vterm_obtain_screen(eyes.vt), (VTermPos){ row, col }, &cell);
	return cell.chars[0];
}

START_TEST(a_scroll_for_a_larger_screen_stays_on_this_one)
{
	static const char begin[] = "\033[15;21r\033[21;1H\033[2S\033[1;24r\033[3;4Hx"; /* seen of ncurses */
	eyes_open();
	show("\033[?1049h");
	fill();
	eyes_write(&eyes, begin, (size_t)_i);
	eyes_resize(&eyes, 10, 40);
	show(begin + _i);
	ck_assert_uint_eq(sign_at(2, 3), 'x');
	eyes_close();
}
END_TEST

START_TEST(erasing_where_the_cursor_was_stays_on_the_screen)
{
	static const char *const erasing[] = { "\033[K", "\033[J", "\033[1J", "\033[5X", "\033[2P", "\033[3@", "\033[L", "\033[M" };
	char place[40];
	for (size_t i = 0; i < sizeof erasing / sizeof *erasing; i++) {
		eyes_open();
		fill();
		snprintf(place, sizeof place, "\033[%d;%dH", 1 + _i, 1 + 3 * _i);
		show(place);
		eyes_resize(&eyes, 10, 40);
		show(erasing[i]);
		show("\033[1;1Hy");
		ck_assert_uint_eq(sign_at(0, 0), 'y');
		eyes_close();
	}
}
END_TEST

/* The place that is kept while the other screen is shown. */
START_TEST(a_place_that_comes_back_is_on_the_screen)
{
	eyes_open();
	fill();
	show("\033[24;80H\033[?1049h");
	eyes_resize(&eyes, 10, 40);
	show("\033[2J\033[?1049l\033[K\033[J\033[1J\033[1;1Hz");
	ck_assert_uint_eq(sign_at(0, 0), 'z');
	eyes_close();
}
END_TEST

/* Regions, scrolls, erasures and places in any order, of any size, in pieces, and a new size between any two bytes. */
START_TEST(any_size_at_any_byte_is_borne)
{
	static const char ends[] = "HHHrSTLMPJKX@ABCDd\n\n";
	char text[64];
	srand((unsigned)_i + 1);
	eyes_open();
	if (_i % 2)
		show("\033[?1049h");
	for (int i = 0; i < 200; i++) {
		char end = ends[(size_t)rand() % (sizeof ends - 1)];
		bool two = end == 'H' || end == 'r';
		int length = end == '\n' ? snprintf(text, sizeof text, "word\n") : two ? snprintf(text, sizeof text, "\033[%d;%d%cab", 1 + rand() % 24, 1 + rand() % 80, end)
			: snprintf(text, sizeof text, "\033[%d%c", end == 'J' || end == 'K' ? rand() % 3 : 1 + rand() % 20, end);
		int cut = rand() % (length + 1);
		eyes_write(&eyes, text, (size_t)cut);
		if (rand() % 5 == 0)
			eyes_resize(&eyes, 1 + rand() % 24, 1 + rand() % 80);
		eyes_write(&eyes, text + cut, (size_t)(length - cut));
		fences_stand();
	}
	eyes_close();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("eyes");
	TCase *eyes_case = tcase_create("eyes");
	tcase_add_loop_test(eyes_case, a_scroll_for_a_larger_screen_stays_on_this_one, 0, 33);
	tcase_add_loop_test(eyes_case, erasing_where_the_cursor_was_stays_on_the_screen, 0, 24);
	tcase_add_test(eyes_case, a_place_that_comes_back_is_on_the_screen);
	tcase_add_loop_test(eyes_case, any_size_at_any_byte_is_borne, 0, 24);
	suite_add_tcase(suite, eyes_case);
	return run_suite(suite);
}
