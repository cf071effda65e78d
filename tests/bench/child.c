/* child.c - programs that are measured: begun, read, ended. */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void become(const char *const *words)
{
	execvp(words[0], (char *const *)words);
	_exit(127);
}

static bool start_in_terminal(struct child *child, const char *const *words, int columns, int rows)
{
	struct winsize size = { .ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows };
	child->pid = forkpty(&child->fd, NULL, NULL, &size);
	if (child->pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		setenv("LC_ALL", "C.UTF-8", 1);
		become(words);
	}
	return child->pid > 0;
}

static bool start_in_pipe(struct child *child, const char *const *words)
{
	int ends[2];
	if (pipe(ends) != 0)
		return false;
	child->pid = fork();
	if (child->pid == 0) {
		int nothing = open("/dev/null", O_RDWR);
		dup2(nothing, STDIN_FILENO);
		dup2(ends[1], STDOUT_FILENO);
		dup2(nothing, STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		become(words);
	}
	close(ends[1]);
	child->fd = ends[0];
	return child->pid > 0;
}

bool child_start(struct bench *bench, struct child *child, const char *const *words, int columns, int rows)
{
	bool started = columns ? start_in_terminal(child, words, columns, rows) : start_in_pipe(child, words);
	if (started)
		bench->measured = child->pid;
	return started;
}

void child_end(struct bench *bench, struct child *child)
{
	if (child->pid <= 0)
		return;
	kill(child->pid, SIGTERM);
	close(child->fd);
	while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
		;
	bench->measured = 0;
	child->pid = 0;
}

/* All that the program prints, in `text`; false when it failed. */
static bool output_of(struct bench *bench, const char *const *words, char *text, size_t size)
{
	struct child child;
	size_t length = 0;
	ssize_t n;
	int status = -1;
	if (!child_start(bench, &child, words, 0, 0))
		return false;
	while ((n = read(child.fd, text + length, size - 1 - length)) > 0)
		length += (size_t)n;
	text[length] = '\0';
	close(child.fd);
	waitpid(child.pid, &status, 0);
	bench->measured = 0;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

double kitchen_run_rate(struct bench *bench, const void *how)
{
	const struct kitchen_run *run = how;
	static char text[1 << 20];
	char path[4096];
	const char *words[32] = { bench->program, "run", path, "--json" };
	int n = 4;
	snprintf(path, sizeof path, strchr(run->recipe, '.') ? "%2$s/%1$s" : "%s", run->recipe, bench->folder);
	if (run->traced) {
		words[n++] = "--trace";
		words[n++] = bench->trace;
	} else {
		words[n++] = "--no-trace";
	}
	for (int i = 0; run->flags[i]; i++)
		words[n++] = run->flags[i];
	const char *elapsed = output_of(bench, words, text, sizeof text) ? strstr(text, "\"elapsed_s\":") : NULL;
	double seconds = elapsed ? strtod(elapsed + strlen("\"elapsed_s\":"), NULL) : 0;
	return seconds > 0 ? run->things / seconds : -1;
}

double python_run_rate(struct bench *bench, const void *how)
{
	const struct python_run *run = how;
	char path[4096], text[64];
	const char *words[] = { "python3", path, run->argument, NULL };
	snprintf(path, sizeof path, "%s/%s", bench->folder, run->file);
	double seconds = output_of(bench, words, text, sizeof text) ? strtod(text, NULL) : 0;
	return seconds > 0 ? run->things / seconds : -1;
}
