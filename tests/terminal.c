/* terminal.c - a pseudo-terminal, the program in it, and libvterm as the eyes (eyes.h).
 *
 * One function reads (terminal_pump): it waits for output or for news of the program, for a while at most, and feeds both modes and
 * libvterm. The slave side stays open here, so that the terminal's modes can be asked for, and its output read, after the program has gone. */
#include "terminal_inner.h"

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
#include <time.h>
#include <unistd.h>

#define WORDS_MAX 24

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
	eyes_init(&terminal->eyes, terminal->vt, terminal->rows, terminal->cols);
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
	static const char *const sanitizers[] = { "ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS" }; /* a signal sent does what it does in any build */
	int count = 0;
	ck_assert_int_ge(asprintf(&to[count++], "PATH=%s", getenv("PATH") ? getenv("PATH") : "/usr/bin:/bin"), 0);
	ck_assert_int_ge(asprintf(&to[count++], "LC_ALL=%s", setup->locale ? setup->locale : "C.UTF-8"), 0);
	for (size_t i = 0; i < sizeof sanitizers / sizeof *sanitizers; i++)
		ck_assert_int_ge(asprintf(&to[count++], "%s=%s", sanitizers[i], getenv(sanitizers[i]) ? getenv(sanitizers[i]) : "handle_segv=0"), 0);
	if (!setup->term || *setup->term)
		ck_assert_int_ge(asprintf(&to[count++], "TERM=%s", setup->term ? setup->term : "xterm-256color"), 0);
	for (const char *also = setup->also; also && *also; also += strcspn(also, "\n"), also += *also == '\n')
		to[count++] = strndup(also, strcspn(also, "\n"));
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
	char *words[WORDS_MAX], *environment[14];
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

bool terminal_ended(const struct terminal *terminal)
{
	return terminal->reported && !WIFSTOPPED(terminal->report.status);
}

void terminal_free(struct terminal *terminal)
{
	if (!terminal_ended(terminal))
		kill(terminal->jobs.program, SIGKILL);
	jobs_end(&terminal->jobs);
	terminal_hang_up(terminal);
	vterm_free(terminal->vt);
	free(terminal->text);
	free(terminal->row);
	free(terminal);
}

/* ---- reading ---- */

/* ESC ] 52 ; c ; BASE64 BEL */
static void clipboard_take(struct terminal *terminal)
{
	const char *begin = "\033]52;c;", *at = strstr(terminal->tail, begin), *end = at ? strchr(at, '\a') : NULL;
	if (!end)
		return;
	at += strlen(begin);
	snprintf(terminal->clipboard, sizeof terminal->clipboard, "%.*s", (int)(end - at), at);
	terminal->tail[0] = '\0';
}

static void feed(struct terminal *terminal, const char *bytes, size_t length)
{
	terminal->bytes += length;
	size_t keep = strlen(terminal->tail), most = sizeof terminal->tail - 1, new = length < most ? length : most;
	if (keep + new > most) {
		memmove(terminal->tail, terminal->tail + keep + new - most, most - new);
		keep = most - new;
	}
	for (size_t i = 0; i < new; i++) { /* a NUL would end it */
		char byte = bytes[length - new + i];
		terminal->tail[keep + i] = byte ? byte : ' ';
	}
	terminal->tail[keep + new] = '\0';
	clipboard_take(terminal);
	modes_feed(&terminal->modes, bytes, length);
	eyes_write(&terminal->eyes, bytes, length);
}

static void take_report(struct terminal *terminal)
{
	terminal->reported = read(terminal->jobs.reports, &terminal->report, sizeof terminal->report) == sizeof terminal->report;
	if (!terminal->reported) { /* the shell went with its terminal: nothing more will be told */
		close(terminal->jobs.reports);
		terminal->jobs.reports = -1;
	}
}

void terminal_pump(struct terminal *terminal, int ms)
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

_Noreturn void terminal_fail(struct terminal *terminal, const char *what, const char *detail)
{
	fprintf(stderr, "---- the screen (%d × %d) ----\n%s----\n", terminal->cols, terminal->rows, terminal_text(terminal));
	if (terminal->reported)
		fprintf(stderr, "(the program %s, status %x)\n", terminal_ended(terminal) ? "has ended" : "stopped", (unsigned)terminal->report.status);
	ck_abort_msg("%s%s", what, detail);
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
	terminal_pump(terminal, 0);
	terminal->rows = rows;
	terminal->cols = cols;
	eyes_resize(&terminal->eyes, rows, cols);
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
