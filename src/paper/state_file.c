/* state_file.c - JSON kept for a person, whole at any time.
 *
 * A new file is written beside the old, synced and moved into its place, so that there is always a whole one. What is read is somebody's file: it is checked
 * like any other, and one that is damaged is moved aside rather than lost. */
#include "paper/state_file.h"

#include "trace/tongue.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEPT_MAX 9 /* damaged ones */

int state_file_path(const char *what, const char *name, char *to, size_t size, struct error *error)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	int length = -1;

	if (state && state[0] == '/')
		length = snprintf(to, size, "%s/lunchrush/%s", state, name);
	else if (home && home[0] == '/')
		length = snprintf(to, size, "%s/.local/state/lunchrush/%s", home, name);
	if (length < 0)
		return error_set(error, _("there is no place for %s: neither XDG_STATE_HOME nor HOME is the path of a folder"), what);
	if ((size_t)length + 16 >= size)
		return error_set(error, _("the path of %s would be too long: set XDG_STATE_HOME to a shorter one"), what);
	return 0;
}

static int cannot_write(const char *what, const char *path, int failed, struct error *error)
{
	return error_set(error, _("%s cannot be stored: %.300s: %s; set XDG_STATE_HOME to a folder that can be written"), what, path, strerror(failed));
}

int state_file_place(const char *what, const char *path, struct error *error)
{
	char folder[PATH_MAX];

	snprintf(folder, sizeof folder, "%s", path);
	for (char *slash = folder + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		if (mkdir(folder, 0700) && errno != EEXIST && access(folder, F_OK))
			return cannot_write(what, folder, errno, error);
		*slash = '/';
	}
	*strrchr(folder, '/') = '\0';
	return access(folder, W_OK | X_OK) ? cannot_write(what, folder, errno, error) : 0;
}

static int write_all(int fd, const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		ssize_t n = write(fd, text + at, length - at);
		if (n < 0 && errno != EINTR)
			return -1;
		at += n > 0 ? (size_t)n : 0;
	}
	return 0;
}

/* The folder is synced, too, so that the new name outlives a power cut; where that cannot be, the file is still whole. */
static void sync_folder(const char *path)
{
	char folder[PATH_MAX];

	snprintf(folder, sizeof folder, "%s", path);
	*strrchr(folder, '/') = '\0';
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

int state_file_write(const char *what, const char *path, const json_t *json, struct error *error)
{
	char beside[PATH_MAX + 16];
	char *text = json_dumps(json, JSON_INDENT(1) | JSON_REAL_PRECISION(9));
	int result = -1;

	if (!text)
		return error_set(error, _("%s cannot be stored: memory is out"), what);
	if (strlen(text) >= STATE_FILE_BYTES_MAX) { /* it could not be read again */
		free(text);
		return error_set(error, _("%s cannot be stored: it is more than %u MB"), what, STATE_FILE_BYTES_MAX >> 20);
	}
	snprintf(beside, sizeof beside, "%s.XXXXXX", path);
	int fd = mkostemp(beside, O_CLOEXEC);
	if (fd < 0) {
		cannot_write(what, beside, errno, error);
		goto out;
	}
	if (write_all(fd, text, strlen(text)) == 0 && write_all(fd, "\n", 1) == 0 && fsync(fd) == 0 && rename(beside, path) == 0)
		result = 0;
	else
		cannot_write(what, path, errno, error);
	close(fd);
	if (result)
		unlink(beside);
	else
		sync_folder(path);
out:
	free(text);
	return result;
}

/* To be freed; NULL when it is no file that can be read, or is too long to be one of ours. */
static char *file_read(int fd)
{
	struct stat is;
	char *text = fstat(fd, &is) == 0 && S_ISREG(is.st_mode) && is.st_size <= STATE_FILE_BYTES_MAX ? malloc((size_t)is.st_size + 1) : NULL;
	ssize_t n = text ? pread(fd, text, (size_t)is.st_size, 0) : -1;

	if (n < 0) {
		free(text);
		return NULL;
	}
	text[n] = '\0';
	return text;
}

/* Under a name that nothing has yet, as long as there are such: what was kept before may be the better one. */
static int move_aside(const char *path, char *aside, size_t size)
{
	for (int number = 1; number <= KEPT_MAX; number++) {
		int length = snprintf(aside, size, "%s.damaged", path);
		if (number > 1)
			snprintf(aside + length, size - (size_t)length, ".%d", number);
		if (renameat2(AT_FDCWD, path, AT_FDCWD, aside, RENAME_NOREPLACE) == 0)
			return 0;
		if (errno != EEXIST)
			break;
	}
	return rename(path, aside);
}

void state_file_damaged(const char *what, const char *path, struct error *error)
{
	char aside[PATH_MAX + 16];

	if (move_aside(path, aside, sizeof aside))
		error_set(error, _("%s: %.300s is damaged, and cannot be moved aside: %s"), what, path, strerror(errno));
	else
		error_set(error, _("%s: %.300s was damaged; it is kept as %.300s"), what, path, aside);
}

enum state_file state_file_read(const char *what, const char *path, json_t **json, struct error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	*json = NULL;
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return STATE_FILE_NONE;
	char *text = fd < 0 ? NULL : file_read(fd); /* one that may not be read is moved aside, too: the next one to be stored would take its place */
	*json = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
	if (fd >= 0)
		close(fd);
	free(text);
	if (*json)
		return STATE_FILE_READ;
	state_file_damaged(what, path, error);
	return STATE_FILE_DAMAGED;
}
