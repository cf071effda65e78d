/* folder.c - opening what lies in a folder, and nothing else.
 *
 * A name without a slash can only lead out of a folder by being a link or "..": the one is refused by O_NOFOLLOW, the other by name. What it is, is asked
 * before it is opened, since opening alone may wake a device or wait for the other end of a pipe; and again on the open file, which is then what was asked about. */
#include "paper/folder.h"

#include "trace/tongue.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *name_wrong(const char *name)
{
	if (!name[0] || !strcmp(name, ".") || !strcmp(name, "..") || strchr(name, '/'))
		return _("must be the name of a file in the folder, without a `/`");
	return strlen(name) > 255 ? _("is longer than a name of a file may be") : NULL;
}

static const char *kind_wrong(const struct stat *is)
{
	if (S_ISLNK(is->st_mode))
		return _("is a link; put the file itself there");
	return S_ISREG(is->st_mode) ? NULL : _("is no regular file");
}

/* The file, open for reading, and what it is; -1 with words. */
static int file_open(const char *folder, const char *name, struct stat *is, struct error *error)
{
	const char *wrong = name_wrong(name);
	int file = -1, beneath = wrong ? -1 : open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (wrong)
		return error_set(error, "%s/%s: %s", folder, name, wrong);
	if (beneath < 0)
		return error_set(error, "%s: %s", folder, errno == ENOTDIR ? _("is no folder") : strerror(errno));
	if (fstatat(beneath, name, is, AT_SYMLINK_NOFOLLOW) == 0 && !(wrong = kind_wrong(is)))
		file = openat(beneath, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	int failed = errno;
	close(beneath);
	if (file >= 0 && fstat(file, is) == 0 && !(wrong = kind_wrong(is)))
		return file;
	if (file >= 0)
		close(file);
	return error_set(error, "%s/%s: %s", folder, name, wrong ? wrong : failed == ENOENT ? _("there is no such file") : strerror(failed));
}

/* At most most + 1 bytes, so that one too many is seen; a file may grow while it is read. */
static char *bytes_read(int file, size_t most, size_t *length)
{
	size_t room = 4096, used = 0;
	char *bytes = malloc(room + 1);

	while (bytes && used <= most) {
		if (used == room) {
			char *more = realloc(bytes, 2 * room + 1);
			if (!more)
				break;
			bytes = more;
			room *= 2;
		}
		size_t wanted = room - used < most + 1 - used ? room - used : most + 1 - used;
		ssize_t n = read(file, bytes + used, wanted);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			free(bytes);
			return NULL;
		}
		if (n == 0)
			break;
		used += (size_t)n;
	}
	if (bytes)
		bytes[used] = '\0';
	*length = used;
	return bytes;
}

char *folder_read(const char *folder, const char *name, size_t most, size_t *length, struct error *error)
{
	struct stat is;
	int file = file_open(folder, name, &is, error);

	if (file < 0)
		return NULL;
	char *bytes = (size_t)is.st_size > most ? NULL : bytes_read(file, most, length);
	bool large = (size_t)is.st_size > most || (bytes && *length > most);
	if (large)
		error_set(error, _("%s/%s: is larger than %zu KB"), folder, name, most >> 10);
	else if (!bytes)
		error_set(error, "%s/%s: %s", folder, name, strerror(errno));
	else if (memchr(bytes, '\0', *length))
		error_set(error, _("%s/%s: holds a NUL byte: this is no text"), folder, name);
	close(file);
	if (large || (bytes && memchr(bytes, '\0', *length))) {
		free(bytes);
		bytes = NULL;
	}
	return bytes;
}

bool folder_has(const char *folder, const char *name)
{
	struct stat is;
	int file = file_open(folder, name, &is, NULL);

	if (file >= 0)
		close(file);
	return file >= 0;
}

int folder_path(const char *folder, const char *name, char *to, size_t size, struct error *error)
{
	struct stat is;
	int file = file_open(folder, name, &is, error);

	if (file < 0)
		return -1;
	close(file);
	if ((size_t)snprintf(to, size, "%s/%s", folder, name) >= size)
		return error_set(error, _("%s/%s: its path is longer than %zu bytes"), folder, name, size - 1);
	return 0;
}
