/* terminal_see.c - waiting for states of the screen and of the program: always pump in a loop with a deadline. */
#include "terminal_inner.h"

#include <check.h>
#include <string.h>
#include <sys/wait.h>

void terminal_until(struct terminal *terminal, bool (*holds)(struct terminal *terminal, const void *data), const void *data, const char *what)
{
	int64_t limit = clock_ms() + LIMIT_MS;
	while (!holds(terminal, data)) {
		if (clock_ms() >= limit)
			terminal_fail(terminal, "never came: ", what);
		terminal_pump(terminal, 20);
	}
}

static bool shows(struct terminal *terminal, const void *words)
{
	return strstr(terminal_text(terminal), words) != NULL;
}

static bool lacks(struct terminal *terminal, const void *words)
{
	return !shows(terminal, words);
}

void terminal_see(struct terminal *terminal, const char *words)
{
	terminal_until(terminal, shows, words, words);
}

void terminal_see_gone(struct terminal *terminal, const char *words)
{
	terminal_until(terminal, lacks, words, words);
}

static bool copied(struct terminal *terminal, const void *base64)
{
	return strcmp(terminal->clipboard, base64) == 0;
}

void terminal_see_copied(struct terminal *terminal, const char *base64)
{
	terminal_until(terminal, copied, base64, base64);
}

void terminal_settle(struct terminal *terminal, int ms)
{
	int64_t limit = clock_ms() + LIMIT_MS;
	while (terminal_look_on(terminal, ms) > 0)
		if (clock_ms() >= limit)
			terminal_fail(terminal, "the screen does not settle", "");
}

size_t terminal_look_on(struct terminal *terminal, int ms)
{
	size_t before = terminal->bytes;
	for (int64_t now = clock_ms(), end = now + ms; now < end; now = clock_ms())
		terminal_pump(terminal, (int)(end - now));
	return terminal->bytes - before;
}

static bool has_stopped(struct terminal *terminal, const void *unused)
{
	(void)unused;
	return terminal->reported && WIFSTOPPED(terminal->report.status);
}

static bool has_ended(struct terminal *terminal, const void *unused)
{
	(void)unused;
	return terminal_ended(terminal);
}

void terminal_see_stopped(struct terminal *terminal)
{
	terminal_until(terminal, has_stopped, NULL, "the program stops");
	terminal_settle(terminal, 50);
}

void terminal_foreground(struct terminal *terminal)
{
	terminal->reported = false;
	jobs_foreground(&terminal->jobs);
}

int terminal_see_ended(struct terminal *terminal)
{
	terminal_until(terminal, has_ended, NULL, "the program ends");
	terminal_settle(terminal, 50);
	return terminal->report.status;
}

/* ---- a terminal left whole ---- */

void terminal_is_whole(struct terminal *terminal)
{
	struct termios after;
	const char *left = modes_left(&terminal->modes);
	tcgetattr(terminal->slave, &after);
	ck_assert_uint_eq(after.c_iflag, terminal->before.c_iflag);
	ck_assert_uint_eq(after.c_oflag, terminal->before.c_oflag);
	ck_assert_uint_eq(after.c_cflag, terminal->before.c_cflag);
	ck_assert_uint_eq(after.c_lflag, terminal->before.c_lflag);
	ck_assert_mem_eq(after.c_cc, terminal->before.c_cc, sizeof after.c_cc);
	if (left)
		terminal_fail(terminal, left, "");
	if (terminal->alternate)
		terminal_fail(terminal, "the alternate screen is still shown", "");
}

void terminal_ends_whole(struct terminal *terminal, int exit_status)
{
	int status = terminal_see_ended(terminal);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != exit_status)
		terminal_fail(terminal, "ended otherwise than it should", "");
	terminal_is_whole(terminal);
}

void terminal_ends_whole_by(struct terminal *terminal, int signal)
{
	int status = terminal_see_ended(terminal);
	if (!WIFSIGNALED(status) || WTERMSIG(status) != signal)
		terminal_fail(terminal, "ended otherwise than it should", "");
	terminal_is_whole(terminal);
}
