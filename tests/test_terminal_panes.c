/* test_terminal_panes.c - focus, zoom, help and the mouse. */
#include "session.h"

#include <stdio.h>

START_TEST(tab_goes_round_all_panes_and_zoom_shows_one_alone)
{
	static const char *const titles[] = { "▸ workers", "▸ steady.lua", "▸ memory", "▸ timeline", "▸ story", "▸ figures", "▸ kitchen" };
	session_open_steady();
	terminal_see(terminal, "▸ kitchen");
	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
		terminal_type(terminal, "\t");
		terminal_see(terminal, titles[i]);
		terminal_type(terminal, "z");
		terminal_see_gone(terminal, i < 6 ? "─ kitchen" : "─ figures");
		terminal_type(terminal, "z");
		terminal_see(terminal, i < 6 ? "─ kitchen" : "─ figures");
	}
	terminal_type(terminal, KEY_BACK_TAB);
	terminal_see(terminal, "▸ figures");
	session_finish();
}
END_TEST

START_TEST(zoomed_panes_show_what_they_promise)
{
	session_open(60, 200);
	terminal_type(terminal, "\tz");
	terminal_see(terminal, "▸ workers");
	terminal_see_gone(terminal, "─ kitchen");
	terminal_see(terminal, "tid ");
	terminal_see(terminal, "core ");
	terminal_see(terminal, " forced");
	terminal_type(terminal, "\t");
	terminal_see(terminal, "task(\"giver\", function()");
	terminal_type(terminal, "\t");
	terminal_see(terminal, "taken = ");
	terminal_type(terminal, "\t\t");
	terminal_see(terminal, "giver");
	terminal_type(terminal, KEY_ESC);
	terminal_see(terminal, "─ kitchen");
	session_finish();
}
END_TEST

START_TEST(help_names_the_focused_pane_and_every_key)
{
	static const char *const keys[] = { "space", "← →", "[ ]", "Home", "End", "- +", "< >", "t ", "l ", "G ", "p ", "r ", "w ", "Tab", "z ", "Esc",
		"m ", "Ctrl-L", "? ", "q ", "s " };
	session_open(76, 120);
	terminal_type(terminal, "?");
	terminal_see(terminal, "─ help ─");
	terminal_see(terminal, "pause: holds the kitchen and its clock; again: go on");
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		char line[64];
		snprintf(line, sizeof line, "│  %s", keys[i]);
		terminal_see(terminal, line);
	}
	terminal_type(terminal, "?");
	terminal_see_gone(terminal, "─ help ─");
	session_finish();
}
END_TEST

START_TEST(help_scrolls_where_it_does_not_fit)
{
	session_open_steady();
	terminal_type(terminal, "?");
	terminal_see(terminal, "─ help ─");
	terminal_see_gone(terminal, "leave, and end the kitchen");
	terminal_type(terminal, "\033[6~\033[6~\033[6~\033[6~\033[6~\033[6~\033[6~");
	terminal_see(terminal, "leave, and end the kitchen");
	terminal_type(terminal, KEY_ESC);
	terminal_see_gone(terminal, "─ help ─");
	session_finish();
}
END_TEST

START_TEST(mouse_is_off_until_m_and_a_click_gives_focus)
{
	session_open_steady();
	ck_assert(!terminal_modes(terminal)->on[1000] && !terminal_modes(terminal)->on[1006]);
	terminal_type(terminal, "m");
	terminal_see(terminal, "Mouse on");
	ck_assert(terminal_modes(terminal)->on[1000] && terminal_modes(terminal)->on[1006]);
	terminal_type(terminal, "\033[<0;10;21M\033[<0;10;21m");
	terminal_see(terminal, "▸ workers");
	terminal_type(terminal, "m");
	terminal_see(terminal, "Mouse off");
	ck_assert(!terminal_modes(terminal)->on[1000] && !terminal_modes(terminal)->on[1006]);
	session_finish();
}
END_TEST

TCase *panes_tests(void)
{
	TCase *tests = tcase_create("panes");
	tcase_add_test(tests, tab_goes_round_all_panes_and_zoom_shows_one_alone);
	tcase_add_test(tests, zoomed_panes_show_what_they_promise);
	tcase_add_test(tests, help_names_the_focused_pane_and_every_key);
	tcase_add_test(tests, help_scrolls_where_it_does_not_fit);
	tcase_add_test(tests, mouse_is_off_until_m_and_a_click_gives_focus);
	return tests;
}
