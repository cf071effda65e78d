/* mend_file.c - see mend_file.h. A copy is written beside its place and moved there, so that it is whole or not there. */
#include "tui/mend_file.h"

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

/* The name as that of a file: of a path its last part, without .lua. */
static void name_of_file(const char *name, char *to, size_t size)
{
	const char *slash = strrchr(name, '/'), *last = slash ? slash + 1 : name;
	size_t length = strlen(last);
	if (length > 4 && !strcmp(last + length - 4, ".lua"))
		length -= 4;
	snprintf(to, size, "%.*s", (int)length, last);
	if (!to[0] || to[0] == '.')
		snprintf(to, size, "recipe");
}

static uint64_t hash_of(const char *bytes, size_t length)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
	return hash;
}

/* Whether it lies in a lesson that is installed. */
static bool lies_in(const char *path, const char *data_dir)
{
	char folder[PATH_MAX], whole[PATH_MAX];
	if (!data_dir || snprintf(folder, sizeof folder, "%s/lessons", data_dir) >= (int)sizeof folder || !realpath(folder, whole))
		return false;
	size_t length = strlen(whole);
	return !strncmp(path, whole, length) && path[length] == '/';
}

/* What is installed has names that are told apart already; of others, each in a folder of its own, two may be called the same. */
static void name_tell_apart(const char *original, const char *data_dir, char *file, size_t size)
{
	char path[PATH_MAX];
	size_t length = strlen(file);
	if (realpath(original, path) && !lies_in(path, data_dir))
		snprintf(file + length, size - length, "-%08x", (unsigned)hash_of(path, strlen(path)));
}

int mend_copy_path(const char *name, const char *original, const char *data_dir, char *to, size_t size, struct error *error)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	char file[128];
	int length = -1;
	name_of_file(name, file, sizeof file - 16);
	name_tell_apart(original, data_dir, file, sizeof file);
	if (state && state[0] == '/')
		length = snprintf(to, size, "%s/lunchrush/recipes/%s.lua", state, file);
	else if (home && home[0] == '/')
		length = snprintf(to, size, "%s/.local/state/lunchrush/recipes/%s.lua", home, file);
	if (length < 0)
		return error_set(error, _("there is no place for a copy of the recipe: neither XDG_STATE_HOME nor HOME is the path of a folder"));
	if ((size_t)length >= size)
		return error_set(error, _("the path of the recipe's copy would be too long: set XDG_STATE_HOME to a shorter one"));
	return 0;
}

static int folders_make(const char *path, struct error *error)
{
	char folder[1100];
	snprintf(folder, sizeof folder, "%s", path);
	for (char *slash = folder + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		if (mkdir(folder, 0700) && errno != EEXIST && access(folder, F_OK))
			return error_set(error, _("the recipe's copy cannot be written: %s: %s; set XDG_STATE_HOME to a folder that can"), folder, strerror(errno));
		*slash = '/';
	}
	return 0;
}

/* The whole file; to be freed. NULL with errno. */
static char *file_read(const char *path, size_t *length)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char *bytes = fd >= 0 ? malloc(MEND_FILE_MAX + 1) : NULL;
	ssize_t n = 0;
	*length = 0;
	while (bytes && *length <= MEND_FILE_MAX && ((n = read(fd, bytes + *length, MEND_FILE_MAX + 1 - *length)) > 0 || (n < 0 && errno == EINTR)))
		*length += n > 0 ? (size_t)n : 0;
	int why = *length > MEND_FILE_MAX ? EFBIG : n < 0 ? errno : 0;
	if (fd >= 0)
		close(fd);
	if (bytes && !why)
		return bytes;
	free(bytes);
	if (why)
		errno = why;
	return NULL;
}

int mend_copy_make(const char *original, const char *copy, bool anew, struct error *error)
{
	struct whole_file whole = { .file = NULL };
	size_t length;
	if (folders_make(copy, error))
		return -1;
	if (!anew && access(copy, F_OK) == 0)
		return access(copy, W_OK) ? error_set(error, _("the recipe's copy cannot be written: %s: %s"), copy, strerror(errno)) : 0;
	char *bytes = file_read(original, &length);
	if (!bytes)
		return error_set(error, _("the recipe cannot be copied: %s: %s"), original, strerror(errno));
	int failed = whole_file_open(&whole, copy, true) || fwrite(bytes, 1, length, whole.file) < length || whole_file_keep(&whole, false) ? errno : 0;
	free(bytes);
	whole_file_drop(&whole);
	if (!failed)
		return 0;
	return error_set(error, _("the recipe's copy cannot be written: %s: %s; set XDG_STATE_HOME to a folder that can"), copy, strerror(failed));
}

int mend_hash(const char *path, uint64_t *hash)
{
	size_t length;
	char *bytes = file_read(path, &length);
	if (!bytes)
		return -1;
	*hash = hash_of(bytes, length);
	free(bytes);
	return 0;
}
