/* progress_file.c - progress as a file: opened, stored, brought elsewhere.
 *
 * A change is one transaction under a lock beside the file: what the file has by now is taken in first, so that of two programs neither loses what the other did.
 * A kernel drops the lock of whoever dies. */
#include "lesson/progress_inner.h"

#include "paper/state_file.h"
#include "trace/tongue.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define WHAT _("your progress")

struct progress *progress_in_memory(void)
{
	struct progress *progress = calloc(1, sizeof *progress);

	if (progress && !(progress->all = progress_nothing())) {
		free(progress);
		return NULL;
	}
	if (progress)
		progress->lock = -1;
	return progress;
}

/* What the file holds, or NULL: then `error` says what was damaged, if it was. */
static json_t *read_file(const char *path, struct error *error)
{
	json_t *all;

	if (state_file_read(WHAT, path, &all, error) != STATE_FILE_READ)
		return NULL;
	if (progress_is_whole(all))
		return all;
	json_decref(all);
	state_file_damaged(WHAT, path, error);
	return NULL;
}

struct progress *progress_open(struct error *warning)
{
	struct progress *progress = progress_in_memory();
	json_t *all;

	*warning->text = '\0';
	if (!progress)
		return NULL;
	if (state_file_path(WHAT, "progress.json", progress->path, sizeof progress->path, warning)) {
		*progress->path = '\0';
		return progress;
	}
	all = read_file(progress->path, warning);
	if (all)
		progress_merge(progress->all, all);
	json_decref(all);
	if (!*warning->text && state_file_place(WHAT, progress->path, warning))
		*progress->path = '\0';
	return progress;
}

/* A descriptor that is to be closed; -1 where nothing can be locked: then it is stored all the same. */
static int lock_beside(const char *path)
{
	char beside[sizeof ((struct progress *)0)->path + 8];
	int fd;

	snprintf(beside, sizeof beside, "%s.lock", path);
	fd = open(beside, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	while (fd >= 0 && flock(fd, LOCK_EX) && errno == EINTR)
		continue;
	return fd;
}

void progress_begin(struct progress *progress)
{
	struct error error;
	json_t *stored;

	*progress->damaged.text = '\0';
	if (!*progress->path || state_file_place(WHAT, progress->path, &error))
		return;
	progress->lock = lock_beside(progress->path);
	stored = read_file(progress->path, &progress->damaged);
	if (stored)
		progress_merge(progress->all, stored);
	json_decref(stored);
}

int progress_store(struct progress *progress, struct error *error)
{
	int result = 0;

	if (*progress->path)
		result = state_file_place(WHAT, progress->path, error) ? -1 : state_file_write(WHAT, progress->path, progress->all, error);
	if (progress->lock >= 0)
		close(progress->lock);
	progress->lock = -1;
	return !result && *progress->damaged.text ? error_set(error, "%s", progress->damaged.text) : result;
}

int progress_reset(struct progress *progress, const char *lesson, struct error *error)
{
	char before[sizeof progress->path + 8];
	struct error later;
	json_int_t now;
	json_t *old;

	progress_begin(progress);
	now = progress_now(progress->all);
	snprintf(before, sizeof before, "%s.before", progress->path);
	if (*progress->path && state_file_write(WHAT, before, progress->all, error)) {
		progress_store(progress, &later);
		return -1;
	}
	json_object_set_new(json_object_get(progress->all, "reset"), lesson ? lesson : "*", json_integer(now));
	if (lesson && progress_last(progress) && strcmp(progress_last(progress), lesson) == 0)
		json_object_del(progress->all, "last");
	old = progress_nothing();
	progress_merge(progress->all, old); /* the resets are applied */
	json_decref(old);
	return progress_store(progress, error);
}

int progress_export(const struct progress *progress, FILE *to, struct error *error)
{
	if (json_dumpf(progress->all, to, JSON_INDENT(1)) || fputc('\n', to) == EOF || fflush(to))
		return error_set(error, _("your progress could not be written: %s"), strerror(errno));
	return 0;
}

/* A whole file within bounds; NULL with words. */
static json_t *load(const char *path, struct error *error)
{
	FILE *file = fopen(path, "re");
	char *text = file ? malloc(STATE_FILE_BYTES_MAX + 1) : NULL;
	size_t length = text ? fread(text, 1, STATE_FILE_BYTES_MAX + 1, file) : 0;
	json_t *all = NULL;

	if (!text || ferror(file))
		error_set(error, "%s: %s", path, strerror(errno));
	else if (length > STATE_FILE_BYTES_MAX)
		error_set(error, _("%s: longer than %u bytes, so it is no progress that `learn --export` wrote"), path, STATE_FILE_BYTES_MAX);
	else if (!(all = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL)) || !progress_is_whole(all)) {
		error_set(error, _("%s: this is no progress that `learn --export` wrote"), path);
		json_decref(all);
		all = NULL;
	}
	free(text);
	if (file)
		fclose(file);
	return all;
}

int progress_import(struct progress *progress, const char *path, struct error *error)
{
	json_t *more = load(path, error), *before;
	struct error later;

	if (!more)
		return -1;
	progress_begin(progress);
	before = json_deep_copy(progress->all);
	progress_lift(progress->all, more);
	progress_merge(progress->all, more);
	json_decref(more);
	if (before && progress_is_whole(progress->all)) {
		json_decref(before);
		return progress_store(progress, error);
	}
	if (before) { /* what is stored must be what can be read again */
		json_decref(progress->all);
		progress->all = before;
	}
	progress_store(progress, &later);
	return error_set(error, _("%s: with what you did yourself it is more than there is room for, so nothing of it was taken in"), path);
}
