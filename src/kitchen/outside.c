/* outside.c - see outside.h: what may be started, what it may write, and how it ended, in words too.
 *
 * It is over when the program has ended, not when its pipe has: what it left running in the background may hold that as long as it likes. What was written by then
 * is in the pipe, and is taken in. */
#include "kitchen/outside.h"

#include "kitchen/outside_line.h"
#include "trace/text.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD 5 /* of our own arguments, the program's path among them; see outside_start.c */
#define LOOK_NS 250000000u /* at least so often the clock is looked at, where there is a time-out */
#define PIECE 16384 /* read at once */
#define PIECE_FIRST 4096 /* allotted at first: most programs write little, and many may run at once */

static _Atomic size_t held_bytes; /* of all output on its way */

const char *outside_folder(void)
{
	return arena->folder;
}

/* ---- which program ---- */

static bool is_program(const char *path)
{
	struct stat file;
	return stat(path, &file) == 0 && S_ISREG(file.st_mode) && access(path, X_OK) == 0;
}

static int cannot(const char *path, const char *name, struct error *error)
{
	struct stat file;
	if (stat(path, &file) != 0)
		return error_set(error, "the program '%.100s' cannot be started: there is no file %.300s", name, path);
	if (!S_ISREG(file.st_mode))
		return error_set(error, "the program '%.100s' cannot be started: %.300s is no file", name, path);
	return error_set(error, "the program '%.100s' cannot be started: nobody may execute %.300s", name, path);
}

/* A name with a slash is a path, from the recipe's folder; any other is looked up in PATH. Folders of PATH that are not absolute are passed over. */
static int look_up(const char *name, char *path, size_t size, struct error *error)
{
	const char *folders = getenv("PATH");
	char found[PATH_MAX] = "";
	if (!*name)
		return error_set(error, "command(name, …): the program's name is empty");
	if (strchr(name, '/')) {
		if (snprintf(path, size, *name == '/' ? "%s%s" : "%s/%s", *name == '/' ? "" : outside_folder(), name) >= (int)size)
			return error_set(error, "the program '%.100s' cannot be started: its path is too long", name);
		return is_program(path) ? 0 : cannot(path, name, error);
	}
	for (const char *at = folders ? folders : "/usr/local/bin:/usr/bin:/bin"; *at; at += strcspn(at, ":"), at += *at == ':') {
		size_t length = strcspn(at, ":");
		if (*at != '/' || length + 1 + strlen(name) >= size)
			continue;
		strcpy(stpcpy(mempcpy(path, at, length), "/"), name);
		if (is_program(path))
			return 0;
		if (!*found && access(path, F_OK) == 0)
			strcpy(found, path);
	}
	return *found ? cannot(found, name, error) : error_set(error, "the program '%.100s' cannot be started: there is none of that name in PATH", name);
}

/* All arguments in one block: pointers, then bytes. */
static int keep_arguments(struct outside *outside, const char *path, const char *const *argv, const size_t *lengths, size_t count, struct error *error)
{
	char parent[16];
	const char *head[HEAD] = { "lunchrush", OUTSIDE_ARGUMENT, parent, outside_folder(), path };
	size_t bytes = 0;
	snprintf(parent, sizeof parent, "%d", (int)getpid());
	for (size_t i = 0; i < HEAD; i++)
		bytes += strlen(head[i]) + 1;
	for (size_t i = 0; i < count; i++)
		bytes += lengths[i] + 1;
	if (!(outside->argv = malloc((HEAD + count + 1) * sizeof *outside->argv + bytes)))
		return error_set(error, "no memory is left to start a program");
	char *to = (char *)(outside->argv + HEAD + count + 1);
	for (size_t i = 0; i < HEAD + count; i++) {
		outside->argv[i] = to;
		to = stpcpy(to, i < HEAD ? head[i] : argv[i - HEAD]) + 1;
	}
	outside->argv[HEAD + count] = NULL;
	return 0;
}

static int keep_line(struct outside *outside, const char *path, const char *const *argv, size_t count, struct error *error)
{
	const char *shown[OUTSIDE_ARGUMENTS + 1] = { path };
	for (size_t i = 1; i < count; i++)
		shown[i] = argv[i];
	outside->line = outside_line(shown, count);
	return outside->line ? 0 : error_set(error, "no memory is left to start a program");
}

int outside_open(struct outside *outside, struct worker *worker, const char *const *argv, const size_t *lengths, size_t count, struct error *error)
{
	char path[PATH_MAX];
	const char *last = strrchr(argv[0], '/');
	outside->worker = worker;
	outside->status = -1;
	outside->pipe[0] = outside->pipe[1] = outside->said[0] = outside->said[1] = -1;
	last = last ? last + 1 : argv[0];
	text_clean(outside->name, sizeof outside->name, last, strlen(last));
	if (look_up(argv[0], path, sizeof path, error) != 0 || keep_arguments(outside, path, argv, lengths, count, error) != 0)
		return -1;
	return keep_line(outside, path, argv, count, error);
}

/* ---- ends ---- */

static void end_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void ends_close(struct outside *outside)
{
	end_close(&outside->pipe[0]);
	end_close(&outside->pipe[1]);
	end_close(&outside->said[0]);
	end_close(&outside->said[1]);
}

static void out_free(struct outside *outside)
{
	atomic_fetch_sub_explicit(&held_bytes, outside->size, memory_order_relaxed);
	free(outside->out);
	outside->out = NULL;
	outside->length = outside->size = 0;
}

void outside_release(struct outside *outside)
{
	if (outside->handles)
		outside_loop_stop(outside);
	if (!outside->argv && !outside->line)
		return;
	ends_close(outside);
	out_free(outside);
	free(outside->argv);
	free(outside->line);
	free(outside->words);
	outside->argv = NULL;
	outside->line = outside->words = NULL;
}

/* There is no exit status. */
static void give_up(struct outside *outside, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void give_up(struct outside *outside, const char *format, ...)
{
	struct error words;
	va_list args;
	va_start(args, format);
	error_vset(&words, format, args);
	va_end(args);
	out_free(outside);
	free(outside->words);
	outside->status = -1;
	outside->words = strdup(words.text);
}

/* ---- beginning ---- */

bool outside_begin(struct outside *outside)
{
	outside->begun_real_ns = clock_real_ns();
	outside->due_kitchen_ns = clock_kitchen_ns(&arena->clock) + outside->timeout_ns;
	if (pipe2(outside->pipe, O_CLOEXEC) == 0 && pipe2(outside->said, O_CLOEXEC) == 0) {
		fcntl(outside->pipe[0], F_SETFL, O_NONBLOCK);
		fcntl(outside->said[0], F_SETFL, O_NONBLOCK);
		return true;
	}
	outside_failed(outside, errno);
	return false;
}

void outside_begun(struct outside *outside)
{
	end_close(&outside->pipe[1]);
	end_close(&outside->said[1]);
}

void outside_failed(struct outside *outside, int error)
{
	ends_close(outside);
	outside->pid = 0;
	outside->over = true;
	outside->ended = EXITED_NEVER_STARTED;
	give_up(outside, "%s cannot be started: %s", outside->name, error == EAGAIN ? "too many processes" : strerror(error));
}

/* ---- what it writes ---- */

/* Room for so many bytes in all; false: there is none. */
static bool out_room(struct outside *outside, size_t length)
{
	size_t size = outside->size ? outside->size : PIECE_FIRST;
	while (size < length)
		size *= 2;
	if (size == outside->size)
		return true;
	size_t added = size - outside->size;
	char *grown = NULL;
	if (atomic_fetch_add_explicit(&held_bytes, added, memory_order_relaxed) + added <= OUTSIDE_HELD_BYTES)
		grown = realloc(outside->out, size);
	if (!grown) {
		atomic_fetch_sub_explicit(&held_bytes, added, memory_order_relaxed);
		return false;
	}
	outside->out = grown;
	outside->size = size;
	return true;
}

static void kill_for(struct outside *outside, enum exited_why why)
{
	if (outside->ended != EXITED_BY_ITSELF)
		return;
	outside->ended = why;
	if (outside->pid > 0)
		kill(outside->pid, SIGKILL);
}

static bool take(struct outside *outside, const char *bytes, size_t length)
{
	if (outside->length + length > OUTSIDE_BYTES || !out_room(outside, outside->length + length))
		return false;
	memcpy(outside->out + outside->length, bytes, length);
	outside->length += length;
	return true;
}

bool outside_read(struct outside *outside)
{
	char piece[PIECE];
	while (outside->pipe[0] >= 0) {
		ssize_t n = read(outside->pipe[0], piece, sizeof piece);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return true;
		if (n <= 0)
			return false;
		if (outside->ended == EXITED_BY_ITSELF && !take(outside, piece, (size_t)n))
			kill_for(outside, EXITED_TOO_MUCH);
		if (outside->ended != EXITED_BY_ITSELF)
			return false;
	}
	return false;
}

/* ---- its time ---- */

uint64_t outside_patience_ns(const struct outside *outside)
{
	bool real = arena->turn.controlled || clock_unlimited(&arena->clock);
	if (!outside->timeout_ns)
		return UINT64_MAX;
	uint64_t due = real ? outside->begun_real_ns + outside->timeout_ns : clock_due_real_ns(&arena->clock, outside->due_kitchen_ns);
	uint64_t now = clock_real_ns();
	if (due <= now)
		return 0;
	return due - now < LOOK_NS ? due - now : LOOK_NS;
}

void outside_kill_late(struct outside *outside)
{
	kill_for(outside, EXITED_LATE);
}

/* ---- how it ended ---- */

void outside_finish(struct outside *outside, int status, int signal)
{
	int why = 0;
	bool said = read(outside->said[0], &why, sizeof why) == sizeof why;
	outside_read(outside);
	ends_close(outside);
	outside->pid = 0;
	outside->over = true;
	outside->status = signal ? -1 : status;
	outside->signal = outside->ended == EXITED_BY_ITSELF ? signal : 0;
	if (outside->ended == EXITED_LATE)
		give_up(outside, "%s was killed: it did not end within %g s", outside->name, (double)outside->timeout_ns / 1e9);
	else if (outside->ended == EXITED_TOO_MUCH)
		give_up(outside, "%s was killed: it wrote too much, at most %u MB, and %u MB of all at once", outside->name, OUTSIDE_BYTES >> 20, OUTSIDE_HELD_BYTES >> 20);
	else if (said) {
		outside->ended = EXITED_NEVER_STARTED;
		give_up(outside, "%s cannot be started: %s", outside->name, why == ENOEXEC ? "it is no program, and has no #! line that names one" : strerror(why));
	} else if (signal)
		give_up(outside, "%s was ended by signal %d (%s)", outside->name, signal, strsignal(signal));
}

void outside_known(struct outside *outside, int status, int signal, enum exited_why why, char *bytes, size_t length)
{
	outside->over = true;
	outside->status = status;
	outside->signal = signal;
	if (status < 0) {
		outside->ended = why;
		outside->words = bytes;
		return;
	}
	outside->out = bytes;
	outside->length = outside->size = length;
	atomic_fetch_add_explicit(&held_bytes, length, memory_order_relaxed);
}
