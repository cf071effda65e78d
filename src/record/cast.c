/* cast.c - lines of asciicast.
 *
 * v2 has seconds since the beginning before each event, v3 seconds since the event before. Both are kept to the millisecond, and v3's are differences of rounded times, so that they
 * do not drift apart.
 *
 * What always holds: `whole` is the length of the file up to its last whole line, and nothing after a failure is written. SIGXFSZ (a limit on the size of files) and SIGPIPE would end the
 * program within a write, so they are put aside for its time, and the error is told instead. */
#include "record/cast.h"

#include "trace/stream.h"
#include "trace/tongue.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct cast {
	int fd;
	bool own_fd;       /* to be closed */
	bool v3;
	char name[256];
	uint64_t last_ms;  /* of the event before */
	off_t whole;       /* bytes of whole lines */
	struct buffer line;
	struct error error; /* "" while all is well */
};

/* ---- lines ---- */

static void failed(struct cast *cast, const char *why)
{
	if (!*cast->error.text)
		error_set(&cast->error, cast->whole ? _("%s could not be written further: %s; what it holds are whole lines, which players play") : _("%s cannot be written: %s"), cast->name, why);
}

static void line_write(struct cast *cast)
{
	if (*cast->error.text)
		return;
	void (*size_before)(int) = signal(SIGXFSZ, SIG_IGN), (*pipe_before)(int) = signal(SIGPIPE, SIG_IGN);
	size_t done = 0;
	while (done < cast->line.length) {
		ssize_t wrote = write(cast->fd, cast->line.bytes + done, cast->line.length - done);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0) {
			failed(cast, wrote ? strerror(errno) : "nothing is taken");
			if (done && ftruncate(cast->fd, cast->whole))
				done = 0; /* a pipe: what went out is out */
			break;
		}
		done += (size_t)wrote;
	}
	if (done == cast->line.length)
		cast->whole += (off_t)done;
	signal(SIGXFSZ, size_before);
	signal(SIGPIPE, pipe_before);
}

static void put(struct buffer *to, const char *text)
{
	buffer_append(to, text, strlen(text));
}

/* JSON's string of UTF-8 that is valid. */
static void put_string(struct buffer *to, const char *bytes, size_t length)
{
	put(to, "\"");
	for (size_t i = 0, from = 0; i <= length; i++) {
		unsigned char c = i < length ? (unsigned char)bytes[i] : 0;
		if (i < length && c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
			continue;
		buffer_append(to, bytes + from, i - from);
		from = i + 1;
		char escaped[8];
		snprintf(escaped, sizeof escaped, c == '"' || c == '\\' ? "\\%c" : "\\u%04x", c);
		if (i < length)
			put(to, escaped);
	}
	put(to, "\"");
}

static void event(struct cast *cast, uint64_t time_ns, char code, const char *bytes, size_t length)
{
	uint64_t ms = time_ns / 1000000, since;
	char begin[64];
	if (ms < cast->last_ms)
		ms = cast->last_ms;
	since = cast->v3 ? ms - cast->last_ms : ms;
	cast->last_ms = ms;
	cast->line.length = 0;
	snprintf(begin, sizeof begin, "[%llu.%03u, \"%c\", ", (unsigned long long)(since / 1000), (unsigned)(since % 1000), code);
	put(&cast->line, begin);
	put_string(&cast->line, bytes, length);
	put(&cast->line, "]\n");
	line_write(cast);
}

void cast_output(struct cast *cast, uint64_t time_ns, const char *bytes, size_t length)
{
	event(cast, time_ns, 'o', bytes, length);
}

void cast_mark(struct cast *cast, uint64_t time_ns, const char *label)
{
	event(cast, time_ns, 'm', label, strlen(label));
}

void cast_resize(struct cast *cast, uint64_t time_ns, int rows, int cols)
{
	char size[32];
	snprintf(size, sizeof size, "%dx%d", cols, rows);
	event(cast, time_ns, 'r', size, strlen(size));
}

void cast_exit(struct cast *cast, uint64_t time_ns, int status)
{
	char text[16];
	snprintf(text, sizeof text, "%d", status);
	if (cast->v3)
		event(cast, time_ns, 'x', text, strlen(text));
	else if (time_ns / 1000000 > cast->last_ms)
		event(cast, time_ns, 'o', "", 0);
}

/* ---- the header ---- */

static json_t *terminal_of(const struct cast_head *head)
{
	return json_pack("{s:i, s:i, s:s}", "cols", head->cols, "rows", head->rows, "type", "xterm-256color");
}

static json_t *header_of(const struct cast_head *head)
{
	json_t *header = head->v3 ? json_pack("{s:i, s:o}", "version", 3, "term", terminal_of(head)) :
		json_pack("{s:i, s:i, s:i}", "version", 2, "width", head->cols, "height", head->rows);
	if (head->at_s)
		json_object_set_new(header, "timestamp", json_integer(head->at_s));
	if (head->idle_s > 0)
		json_object_set_new(header, "idle_time_limit", json_real(head->idle_s));
	if (head->title && *head->title)
		json_object_set_new(header, "title", json_string(head->title));
	if (!head->v3)
		json_object_set_new(header, "env", json_pack("{s:s}", "TERM", "xterm-256color"));
	if (head->own)
		json_object_set(header, "x-lunchrush", (json_t *)head->own);
	return header;
}

static void header_write(struct cast *cast, const struct cast_head *head)
{
	json_t *header = header_of(head);
	char *text = json_dumps(header, JSON_COMPACT | JSON_REAL_PRECISION(6));
	if (!text)
		abort();
	put(&cast->line, text);
	put(&cast->line, "\n");
	line_write(cast);
	free(text);
	json_decref(header);
}

/* ---- its life ---- */

/* A pipe without a reader would be waited for, for ever. */
static int file_open(struct cast *cast, const char *path, bool fresh, struct error *error)
{
	bool standard = !strcmp(path, "-");
	cast->own_fd = !standard;
	cast->fd = standard ? STDOUT_FILENO : open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (fresh ? O_EXCL : O_TRUNC), 0666);
	snprintf(cast->name, sizeof cast->name, "%s", standard ? "stdout" : path);
	if (cast->fd < 0 && errno == ENXIO)
		return error_set(error, _("%s is a pipe, and nobody reads it: who reads comes first"), path);
	if (cast->fd < 0)
		return error_set(error, _("%s cannot be written: %s"), path, strerror(errno));
	if (!standard)
		fcntl(cast->fd, F_SETFL, 0); /* a pipe was not to be waited for; what is written may have to wait */
	bool appends = standard && (fcntl(cast->fd, F_GETFL) & O_APPEND); /* `>>`: written at its end, wherever one stands */
	off_t at = standard ? lseek(cast->fd, 0, appends ? SEEK_END : SEEK_CUR) : 0;
	cast->whole = at > 0 ? at : 0;
	return 0;
}

struct cast *cast_new(const char *path, bool fresh, const struct cast_head *head, struct error *error)
{
	struct cast *cast = calloc(1, sizeof *cast);
	if (!cast)
		abort();
	cast->v3 = head->v3;
	if (file_open(cast, path, fresh, error)) {
		free(cast);
		return NULL;
	}
	header_write(cast, head);
	if (!*cast->error.text)
		return cast;
	cast_close(cast, error);
	return NULL;
}

bool cast_is_whole(const struct cast *cast)
{
	return !*cast->error.text;
}

uint64_t cast_bytes(const struct cast *cast)
{
	return (uint64_t)cast->whole;
}

int cast_close(struct cast *cast, struct error *error)
{
	if (cast->own_fd && close(cast->fd))
		failed(cast, strerror(errno));
	int result = *cast->error.text ? error_set(error, "%s", cast->error.text) : 0;
	buffer_release(&cast->line);
	free(cast);
	return result;
}
