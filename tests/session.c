/* session.c - see session.h. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

struct terminal *terminal;

void session_open(int rows, int cols)
{
	struct terminal_setup setup = { .rows = rows, .cols = cols };
	terminal = terminal_open(&setup, STEADY);
	terminal_see(terminal, "LIVE");
}

void session_open_steady(void)
{
	session_open(24, 80);
}

void session_finish(void)
{
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
}

void session_pause(void)
{
	terminal_type(terminal, " ");
	terminal_see(terminal, " PAUSED ");
	terminal_settle(terminal, 300);
}

char *session_screen(void)
{
	terminal_settle(terminal, 300);
	return strdup(terminal_text(terminal));
}

static bool screen_differs(struct terminal *t, const void *before)
{
	return strcmp(terminal_text(t), before) != 0;
}

void session_type_and_see_change(const char *keys)
{
	char *before = strdup(terminal_text(terminal));
	terminal_type(terminal, keys);
	terminal_until(terminal, screen_differs, before, "the screen changes");
	free(before);
}

static bool head_differs(struct terminal *t, const void *before)
{
	return strcmp(terminal_row(t, 0), before) != 0;
}

void session_see_time_pass(void)
{
	char *before = strdup(terminal_row(terminal, 0));
	terminal_until(terminal, head_differs, before, "the clock goes on");
	free(before);
}

struct in_row {
	int row;
	const char *words;
};

static bool row_has(struct terminal *t, const void *data)
{
	const struct in_row *in = data;
	return strstr(terminal_row(t, in->row), in->words) != NULL;
}

void session_see_in_row(int row, const char *words)
{
	struct in_row in = { row, words };
	terminal_until(terminal, row_has, &in, words);
}
