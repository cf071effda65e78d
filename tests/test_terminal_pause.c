/* test_terminal_pause.c - the kitchen is held, and the screen with it.
 *
 * What the screen cannot show - that the kitchen was really held - is read from the trace that the same run wrote. */
#include "session.h"

#include "holds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LARGE_WIDE "  P  A  U  S  E  D  "
#define LARGE_BLOCK "█▀▀▀▄ ▄▀▀▀▄ █   █ ▄▀▀▀▀ █▀▀▀▀ █▀▀▀▄"

START_TEST(first_paint_says_what_runs_and_which_keys_matter)
{
	session_open_steady();
	terminal_see(terminal, "Steady Hands");
	terminal_see(terminal, "threads · GIL on, 5 ms");
	terminal_see(terminal, "FREE");
	terminal_see(terminal, "space pause");
	terminal_see(terminal, "q quit");
	terminal_see(terminal, "A giver");
	terminal_see(terminal, "B taker");
	terminal_see(terminal, "belt 0/3");
	ck_assert(!terminal_modes(terminal)->on[25]);
	session_see_time_pass();
	session_finish();
}
END_TEST

static long file_size(const char *path)
{
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	fseek(file, 0, SEEK_END);
	long size = ftell(file);
	fclose(file);
	return size;
}

START_TEST(pause_holds_the_kitchen_and_its_clock_until_it_may_go_on)
{
	char path[] = "/tmp/lunchrush-trace-XXXXXX", arguments[128];
	close(mkstemp(path));
	snprintf(arguments, sizeof arguments, STEADY " --trace %s", path);
	terminal = terminal_open(NULL, arguments);
	terminal_see(terminal, "LIVE");
	session_pause();
	ck_assert(strstr(terminal_text(terminal), LARGE_WIDE) || strstr(terminal_text(terminal), LARGE_BLOCK));
	terminal_see(terminal, "space go on");
	long size = file_size(path);
	int64_t begin = clock_ms();
	ck_assert_uint_eq(terminal_look_on(terminal, 800), 0);
	ck_assert_int_eq(file_size(path), size);
	int64_t held_ms = clock_ms() - begin;
	terminal_type(terminal, " ");
	terminal_see(terminal, "LIVE");
	terminal_see_gone(terminal, "PAUSED");
	session_see_time_pass();
	session_finish();
	struct holds holds = holds_of(path);
	unlink(path);
	ck_assert_int_eq(holds.count, 1);
	ck_assert_int_ge(holds.longest_ms, held_ms);
	ck_assert_int_lt(holds.clock_ms, held_ms / 2);
	ck_assert_int_le(holds.events, 6); /* those who were between the gate and their event when it fell */
}
END_TEST

START_TEST(paused_screen_writes_nothing_and_takes_no_time)
{
	session_open_steady();
	session_pause();
	int64_t before_ms = terminal_cpu_ms(terminal);
	ck_assert_uint_eq(terminal_look_on(terminal, 1500), 0);
	ck_assert_int_le(terminal_cpu_ms(terminal) - before_ms, 20); /* ticks are 10 ms long */
	session_finish();
}
END_TEST

START_TEST(large_paused_in_block_letters_where_there_is_room)
{
	session_open(60, 200);
	session_pause();
	terminal_see(terminal, LARGE_BLOCK);
	session_finish();
}
END_TEST

TCase *pause_tests(void)
{
	TCase *tests = tcase_create("pause");
	tcase_add_test(tests, first_paint_says_what_runs_and_which_keys_matter);
	tcase_add_test(tests, pause_holds_the_kitchen_and_its_clock_until_it_may_go_on);
	tcase_add_test(tests, paused_screen_writes_nothing_and_takes_no_time);
	tcase_add_test(tests, large_paused_in_block_letters_where_there_is_room);
	return tests;
}
