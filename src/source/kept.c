/* kept.c - see kept.h.
 *
 * What always holds: before an event is written its texts are; `events` of them are in the file. */
#include "source/kept.h"

#include "paper/whole_file.h"
#include "source/source.h"
#include "trace/stream.h"
#include "trace/tongue.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE_EVENTS 4096u

struct kept {
	int fd;             /* -1: into the buffer alone */
	char path[4096];
	char recording[256]; /* "" none */
	struct error error; /* "" while all is well */
	struct buffer out;  /* not written yet */
	bool begun;         /* the head is written */
	size_t events;      /* that were written */
	bool *texts;        /* … by id */
	size_t text_size;
};

/* ---- into the file ---- */

static void out_write(struct kept *kept)
{
	size_t done = 0;
	while (kept->fd >= 0 && !*kept->error.text && done < kept->out.length) {
		ssize_t wrote = write(kept->fd, kept->out.bytes + done, kept->out.length - done);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			error_set(&kept->error, _("%s: the trace is cut off: %s"), kept->path, strerror(errno));
		else
			done += (size_t)wrote;
	}
	if (kept->fd >= 0)
		kept->out.length = 0;
}

/* ---- frames ---- */

/* With whose recording it is of. */
static void head_write(struct kept *kept, const struct info *info)
{
	json_t *head = *kept->recording ? json_loads(info->head, 0, NULL) : NULL;
	if (head)
		json_object_set_new(head, "recording", json_string(kept->recording));
	char *text = head ? json_dumps(head, JSON_COMPACT) : NULL;
	const char *json = text ? text : info->head;
	stream_begin(&kept->out);
	stream_json(&kept->out, 'H', json, strlen(json));
	if (info->declared.length)
		buffer_append(&kept->out, info->declared.bytes, info->declared.length);
	free(text);
	json_decref(head);
	kept->begun = true;
}

static void text_write(void *data, uint32_t id, const char *text)
{
	struct kept *kept = data;
	if (id >= kept->text_size) {
		size_t size = kept->text_size ? kept->text_size : 256;
		while (size <= id)
			size *= 2;
		kept->texts = realloc(kept->texts, size);
		if (!kept->texts)
			abort();
		memset(kept->texts + kept->text_size, 0, size - kept->text_size);
		kept->text_size = size;
	}
	if (!kept->texts[id] && *text)
		stream_text(&kept->out, id, text, strlen(text));
	kept->texts[id] = true;
}

static void events_write(struct kept *kept, const struct history *history, size_t most)
{
	struct event piece[PIECE_EVENTS];
	size_t end = history_count(history), count = 0;
	if (most && end - kept->events > most)
		end = kept->events + most;
	while (kept->events < end && !*kept->error.text) {
		for (count = 0; count < PIECE_EVENTS && kept->events < end; count++)
			piece[count] = *history_event(history, kept->events++);
		stream_events(&kept->out, piece, count);
		out_write(kept);
	}
}

/* ---- its life ---- */

struct kept *kept_new(const char *path, const char *recording, struct error *error)
{
	struct kept *kept = calloc(1, sizeof *kept);
	if (!kept)
		abort();
	snprintf(kept->path, sizeof kept->path, "%s", path);
	snprintf(kept->recording, sizeof kept->recording, "%s", recording ? recording : "");
	kept->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (kept->fd >= 0)
		return kept;
	error_set(error, _("%s: the trace cannot be written: %s"), path, strerror(errno));
	free(kept);
	return NULL;
}

void kept_again(struct kept *kept)
{
	if (kept->begun && (ftruncate(kept->fd, 0) || lseek(kept->fd, 0, SEEK_SET)))
		error_set(&kept->error, _("%s: the trace cannot be written: %s"), kept->path, strerror(errno));
	kept->begun = false;
	kept->events = 0;
	memset(kept->texts, 0, kept->text_size);
}

void kept_take(struct kept *kept, const struct history *history, const struct info *info, size_t most)
{
	if (!info->head || *kept->error.text || (kept->begun && kept->events == history_count(history)))
		return;
	if (!kept->begun)
		head_write(kept, info);
	stage_text_each(history_texts(history), text_write, kept);
	events_write(kept, history, most);
	out_write(kept);
}

int kept_close(struct kept *kept, const char *report, struct error *error)
{
	if (kept->begun)
		stream_json(&kept->out, 'Z', report, strlen(report));
	out_write(kept);
	if (close(kept->fd) && !*kept->error.text)
		error_set(&kept->error, _("%s: the trace is cut off: %s"), kept->path, strerror(errno));
	if (!kept->begun)
		unlink(kept->path);
	int result = *kept->error.text ? error_set(error, "%s", kept->error.text) : 0;
	buffer_release(&kept->out);
	free(kept->texts);
	free(kept);
	return result;
}

/* ---- the same every time ---- */

/* The report without what the kernel said. To be freed; NULL: it is none. */
static char *report_discreet(const char *report)
{
	static const char *const kernels[] = { "pid", "tid", "cpu_s", "switches" };
	json_t *json = report ? json_loads(report, 0, NULL) : NULL, *worker;
	size_t i;
	json_array_foreach(json_object_get(json, "workers"), i, worker)
		for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++)
			if (json_object_get(worker, kernels[k]))
				json_object_set_new(worker, kernels[k], json_null());
	char *text = json ? json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(15)) : NULL;
	json_decref(json);
	return text;
}

/* In memory: the run is one of few steps, or at least of no more than were kept. */
static int discreet_write(const char *path, const struct history *history, const struct info *info, struct error *error)
{
	struct kept kept = { .fd = -1 };
	struct whole_file whole;
	char *report = report_discreet(info->report);
	bool good = report && info->head;
	if (good) {
		kept_take(&kept, history, info, 0);
		stream_json(&kept.out, 'Z', report, strlen(report));
		good = whole_file_open(&whole, path, false) == 0;
		if (good && fwrite(kept.out.bytes, 1, kept.out.length, whole.file) != kept.out.length)
			errno = errno ? errno : EIO;
		good = good && whole_file_keep(&whole, false) == 0;
	}
	int result = good || !report || !info->head ? 0 : error_set(error, _("%s: the trace cannot be written: %s"), path, strerror(errno));
	buffer_release(&kept.out);
	free(kept.texts);
	free(report);
	return result;
}

int kept_discreet(const char *path, struct error *error)
{
	struct history *history = history_new();
	struct info info;
	struct source *source = source_file(path, error);
	int result = source ? 0 : -1;
	info_init(&info);
	history_discreet(history);
	while (source && source_pump(source, history, &info, 1u << 20) == SOURCE_OPEN && !(info.head && strcmp(info.mode, "scheduled")))
		;
	if (source && source_state(source) == SOURCE_WHOLE && !strcmp(info.mode, "scheduled"))
		result = discreet_write(path, history, &info, error);
	if (source)
		source_free(source);
	info_release(&info);
	history_free(history);
	return result;
}
