/* state_file.c - JSON kept for a person, whole at any time.
 *
 * What is stored is a whole file that lasts (whole_file.h). What is read is somebody's file: it is checked
 * like any other, and one that is damaged is moved aside rather than lost. */
#include "paper/state_file.h"

#include "paper/whole_file.h"
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

int state_file_write(const char *what, const char *path, const json_t *json, struct error *error)
{
	char *text = json_dumps(json, JSON_INDENT(1) | JSON_REAL_PRECISION(9));
	struct whole_file whole = { .file = NULL };
	int result = 0;

	if (!text)
		return error_set(error, _("%s cannot be stored: memory is out"), what);
	if (strlen(text) >= STATE_FILE_BYTES_MAX) /* it could not be read again */
		result = error_set(error, _("%s cannot be stored: it is more than %u MB"), what, STATE_FILE_BYTES_MAX >> 20);
	else if (whole_file_open(&whole, path, true) || fprintf(whole.file, "%s\n", text) < 0 || whole_file_keep(&whole, true))
		result = cannot_write(what, path, errno, error);
	whole_file_drop(&whole);
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
