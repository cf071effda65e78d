/* terminal_kin.c - the processes behind the screen. */
#include "kin.h"
#include "terminal_inner.h"

#include <check.h>
#include <stdio.h>
#include <unistd.h>

/* Gone, or a corpse that nobody has buried yet. */
static bool is_dead(pid_t pid)
{
	char path[64], state = 'X';
	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	FILE *file = pid > 0 ? fopen(path, "r") : NULL;
	if (file && fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
		state = 'X';
	if (file)
		fclose(file);
	return state == 'X' || state == 'Z';
}

int64_t terminal_cpu_ms(const struct terminal *terminal)
{
	char path[64];
	unsigned long user = 0, system = 0;
	snprintf(path, sizeof path, "/proc/%d/stat", terminal->jobs.program);
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(fscanf(file, "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system), 2);
	fclose(file);
	return (int64_t)(user + system) * 1000 / sysconf(_SC_CLK_TCK);
}

static bool has_child(struct terminal *terminal, const void *parent)
{
	(void)terminal;
	return kin_child(*(const pid_t *)parent) > 0;
}

pid_t terminal_program(const struct terminal *terminal)
{
	return terminal->jobs.program;
}

pid_t terminal_kitchen(struct terminal *terminal)
{
	terminal_until(terminal, has_child, &terminal->jobs.program, "the program starts a kitchen");
	return kin_child(terminal->jobs.program);
}

pid_t terminal_floor(struct terminal *terminal)
{
	pid_t kitchen = terminal_kitchen(terminal);
	terminal_until(terminal, has_child, &kitchen, "the kitchen opens a floor");
	return kin_child(kitchen);
}

static bool are_dead(struct terminal *terminal, const void *pids)
{
	(void)terminal;
	const pid_t *pid = pids;
	return is_dead(pid[0]) && is_dead(pid[1]) && is_dead(pid[2]);
}

void terminal_see_dead(struct terminal *terminal, pid_t first, pid_t second, pid_t third)
{
	pid_t pids[] = { first, second, third };
	terminal_until(terminal, are_dead, pids, "these processes end");
}
