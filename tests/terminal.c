/* terminal.c - a pseudo-terminal, the program in it, and libvterm as the eyes.
 *
 * One function reads (pump): it waits for output or for news of the program, for a while at most, and feeds both modes and
 * libvterm. All waiting is pump in a loop with a deadline. The slave side stays open here, so that the terminal's modes can be asked
 * for, and its output read, after the program has gone. */
#include "terminal.h"

#include "jobs.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#define WORDS_MAX 24

struct terminal {
	struct jobs jobs;
	struct jobs_report report; /* the last; valid once `reported` */
	bool reported;
	int master, slave;         /* -1 once hung up */
	int rows, cols;
	struct termios before;
	VTerm *vt;
	VTermScreen *screen;
	bool alternate;            /* the alternate screen is shown */
	struct modes modes;
	size_t bytes;
	char *text, *row;
};

int64_t clock_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* As `make check` says it, else as the build tree does. */
static const char *source_dir(void)
{
	static char dir[512];
	FILE *file = getenv("srcdir") ? NULL : fopen(".lunchrush-tree", "r");
	snprintf(dir, sizeof dir, "%s", getenv("srcdir") ? getenv("srcdir") : ".");
	if (file && fgets(dir, sizeof dir, file))
		dir[strcspn(dir, "\n")] = '\0';
	if (file)
		fclose(file);
	return dir;
}

const char *source_path(const char *relative)
{
	static char path[1024];
	snprintf(path, sizeof path, "%s/%s", source_dir(), relative);
	return path;
}

/* ---- opening ---- */

static int property(VTermProp which, VTermValue *value, void *data)
{
	struct terminal *terminal = data;
	if (which == VTERM_PROP_ALTSCREEN)
		terminal->alternate = value->boolean;
	return 1;
}

static void eyes_open(struct terminal *terminal)
{
	static const VTermScreenCallbacks calls = { .settermprop = property };
	terminal->vt = vterm_new(terminal->rows, terminal->cols);
	vterm_set_utf8(terminal->vt, 1);
	terminal->screen = vterm_obtain_screen(terminal->vt);
	vterm_screen_enable_altscreen(terminal->screen, 1);
	vterm_screen_set_callbacks(terminal->screen, &calls, terminal);
	vterm_screen_reset(terminal->screen, 1);
	modes_init(&terminal->modes);
}

/* Words between spaces, into to[]; paths of the source tree made whole. */
static void words_split(const char *arguments, char **to)
{
	char *copy = strdup(arguments), *save = NULL;
	int count = 0;
	to[count++] = strdup("./lunchrush");
	for (char *word = strtok_r(copy, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		bool path = !strncmp(word, "tests/", 6) || !strncmp(word, "lessons/", 8);
		ck_assert_int_lt(count, WORDS_MAX - 1);
		to[count++] = strdup(path ? source_path(word) : word);
	}
	to[count] = NULL;
	free(copy);
}

static void environment_make(const struct terminal_setup *setup, char **to)
{
	int count = 0;
	ck_assert_int_ge(asprintf(&to[count++], "PATH=%s", getenv("PATH") ? getenv("PATH") : "/usr/bin:/bin"), 0);
	ck_assert_int_ge(asprintf(&to[count++], "LC_ALL=%s", setup->locale ? setup->locale : "C.UTF-8"), 0);
	to[count++] = strdup("ASAN_OPTIONS=handle_segv=0"); /* a signal sent is to do what it does in any build */
	if (!setup->term || *setup->term)
		ck_assert_int_ge(asprintf(&to[count++], "TERM=%s", setup->term ? setup->term : "xterm-256color"), 0);
	if (setup->also)
		to[count++] = strdup(setup->also);
	to[count] = NULL;
}

static void words_free(char **words)
{
	for (; *words; words++)
		free(*words);
}

struct terminal *terminal_open(const struct terminal_setup *setup, const char *arguments)
{
	static const struct terminal_setup usual;
	struct terminal *terminal = calloc(1, sizeof *terminal);
	char *words[WORDS_MAX], *environment[8];
	setup = setup ? setup : &usual;
	terminal->rows = setup->rows ? setup->rows : 24;
	terminal->cols = setup->cols ? setup->cols : 80;
	struct winsize size = { .ws_row = (unsigned short)terminal->rows, .ws_col = (unsigned short)terminal->cols };
	ck_assert_int_eq(openpty(&terminal->master, &terminal->slave, NULL, NULL, &size), 0);
	fcntl(terminal->master, F_SETFL, O_NONBLOCK);
	fcntl(terminal->master, F_SETFD, FD_CLOEXEC);
	fcntl(terminal->slave, F_SETFD, FD_CLOEXEC);
	tcgetattr(terminal->slave, &terminal->before);
	eyes_open(terminal);
	words_split(arguments, words);
	environment_make(setup, environment);
	jobs_start(&terminal->jobs, terminal->slave, setup->error_fd ? setup->error_fd : -1, words, environment);
	words_free(words);
	words_free(environment);
	return terminal;
}

static bool ended(const struct terminal *terminal)
{
	return terminal->reported && !WIFSTOPPED(terminal->report.status);
}

void terminal_free(struct terminal *terminal)
{
	if (!ended(terminal))
		kill(terminal->jobs.program, SIGKILL);
	jobs_end(&terminal->jobs);
	terminal_hang_up(terminal);
	vterm_free(terminal->vt);
	free(terminal->text);
	free(terminal->row);
	free(terminal);
}

/* ---- reading ---- */

static void feed(struct terminal *terminal, const char *bytes, size_t length)
{
	terminal->bytes += length;
	modes_feed(&terminal->modes, bytes, length);
	vterm_input_write(terminal->vt, bytes, length);
}

static void take_report(struct terminal *terminal)
{
	terminal->reported = read(terminal->jobs.reports, &terminal->report, sizeof terminal->report) == sizeof terminal->report;
	if (!terminal->reported) { /* the shell went with its terminal: nothing more will be told */
		close(terminal->jobs.reports);
		terminal->jobs.reports = -1;
	}
}

/* Wait at most `ms` for output or news, and take in what there is. */
static void pump(struct terminal *terminal, int ms)
{
	char bytes[65536];
	ssize_t got;
	struct pollfd polls[] = { { .fd = terminal->master, .events = POLLIN }, { .fd = terminal->jobs.reports, .events = POLLIN } };
	if (poll(polls, 2, ms > 0 ? ms : 0) <= 0)
		return;
	if (polls[0].revents && (got = read(terminal->master, bytes, sizeof bytes)) > 0)
		feed(terminal, bytes, (size_t)got);
	if (polls[1].revents)
		take_report(terminal);
}

static _Noreturn void give_up(struct terminal *terminal, const char *what, const char *detail)
{
	fprintf(stderr, "---- the screen (%d × %d) ----\n%s----\n", terminal->cols, terminal->rows, terminal_text(terminal));
	if (terminal->reported)
		fprintf(stderr, "(the program %s, status %x)\n", ended(terminal) ? "has ended" : "stopped", (unsigned)terminal->report.status);
	ck_abort_msg("%s%s", what, detail);
}

static size_t cell_put(const VTermScreenCell *cell, char *to)
{
	uint32_t c = cell->chars[0] == 0 || cell->chars[0] == (uint32_t)-1 ? ' ' : cell->chars[0];
	if (c < 0x80)
		return to[0] = (char)c, 1;
	if (c < 0x800)
		return to[0] = (char)(0xc0 | c >> 6), to[1] = (char)(0x80 | (c & 63)), 2;
	return to[0] = (char)(0xe0 | (c >> 12 & 15)), to[1] = (char)(0x80 | (c >> 6 & 63)), to[2] = (char)(0x80 | (c & 63)), 3;
}

/* One row into `to`; returns its bytes without spaces at the end. */
static size_t row_put(const struct terminal *terminal, int row, char *to)
{
	size_t length = 0, used = 0;
	for (int col = 0; col < terminal->cols; col++) {
		VTermScreenCell cell;
		vterm_screen_get_cell(terminal->screen, (VTermPos){ row, col }, &cell);
		size_t bytes = cell_put(&cell, to + length);
		length += bytes;
		if (bytes > 1 || to[length - 1] != ' ')
			used = length;
	}
	return used;
}

const char *terminal_text(struct terminal *terminal)
{
	size_t length = 0;
	terminal->text = realloc(terminal->text, (size_t)terminal->rows * (3 * (size_t)terminal->cols + 1) + 1);
	for (int row = 0; row < terminal->rows; row++) {
		length += row_put(terminal, row, terminal->text + length);
		terminal->text[length++] = '\n';
	}
	terminal->text[length] = '\0';
	return terminal->text;
}

const char *terminal_row(struct terminal *terminal, int row)
{
	terminal->row = realloc(terminal->row, 3 * (size_t)terminal->cols + 1);
	terminal->row[row_put(terminal, row < 0 ? terminal->rows + row : row, terminal->row)] = '\0';
	return terminal->row;
}

const struct modes *terminal_modes(const struct terminal *terminal)
{
	return &terminal->modes;
}

size_t terminal_bytes(const struct terminal *terminal)
{
	return terminal->bytes;
}

/* ---- acting ---- */

void terminal_type(struct terminal *terminal, const char *keys)
{
	ck_assert_int_eq(write(terminal->master, keys, strlen(keys)), (ssize_t)strlen(keys));
}

void terminal_resize(struct terminal *terminal, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	pump(terminal, 0);
	terminal->rows = rows;
	terminal->cols = cols;
	vterm_set_size(terminal->vt, rows, cols);
	ck_assert_int_eq(ioctl(terminal->master, TIOCSWINSZ, &size), 0);
}

void terminal_hang_up(struct terminal *terminal)
{
	if (terminal->master >= 0)
		close(terminal->master);
	if (terminal->slave >= 0)
		close(terminal->slave);
	terminal->master = terminal->slave = -1;
}

/* ---- waiting ---- */

void terminal_until(struct terminal *terminal, bool (*holds)(struct terminal *terminal, const void *data), const void *data, const char *what)
{
	int64_t limit = clock_ms() + LIMIT_MS;
	while (!holds(terminal, data)) {
		if (clock_ms() >= limit)
			give_up(terminal, "never came: ", what);
		pump(terminal, 20);
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

void terminal_settle(struct terminal *terminal, int ms)
{
	int64_t limit = clock_ms() + LIMIT_MS;
	while (terminal_look_on(terminal, ms) > 0)
		if (clock_ms() >= limit)
			give_up(terminal, "the screen does not settle", "");
}

size_t terminal_look_on(struct terminal *terminal, int ms)
{
	size_t before = terminal->bytes;
	for (int64_t now = clock_ms(), end = now + ms; now < end; now = clock_ms())
		pump(terminal, (int)(end - now));
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
	return ended(terminal);
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
		give_up(terminal, left, "");
	if (terminal->alternate)
		give_up(terminal, "the alternate screen is still shown", "");
}

void terminal_ends_whole(struct terminal *terminal, int exit_status)
{
	int status = terminal_see_ended(terminal);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != exit_status)
		give_up(terminal, "ended otherwise than it should", "");
	terminal_is_whole(terminal);
}

void terminal_ends_whole_by(struct terminal *terminal, int signal)
{
	int status = terminal_see_ended(terminal);
	if (!WIFSIGNALED(status) || WTERMSIG(status) != signal)
		give_up(terminal, "ended otherwise than it should", "");
	terminal_is_whole(terminal);
}

/* ---- processes ---- */

/* The first process that `parent` started and that lives; 0 none. */
static pid_t child_of(pid_t parent)
{
	char path[64];
	int child = 0;
	snprintf(path, sizeof path, "/proc/%d/task/%d/children", parent, parent);
	FILE *file = fopen(path, "r");
	if (file && fscanf(file, "%d", &child) != 1)
		child = 0;
	if (file)
		fclose(file);
	return child;
}

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
	return child_of(*(const pid_t *)parent) > 0;
}

pid_t terminal_program(const struct terminal *terminal)
{
	return terminal->jobs.program;
}

pid_t terminal_kitchen(struct terminal *terminal)
{
	terminal_until(terminal, has_child, &terminal->jobs.program, "the program starts a kitchen");
	return child_of(terminal->jobs.program);
}

pid_t terminal_floor(struct terminal *terminal)
{
	pid_t kitchen = terminal_kitchen(terminal);
	terminal_until(terminal, has_child, &kitchen, "the kitchen opens a floor");
	return child_of(kitchen);
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
