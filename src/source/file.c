/* file.c - a saved stream.
 *
 * Whether its bytes are a stream is the reader's business; errors name the file and the byte. A pipe will do as well as a file: it
 * is then read as fast as it comes. */
#include "source/inner.h"
#include "trace/tongue.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct source *source_file(const char *path, struct error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct source *source;
	struct stat stat;

	if (fd < 0) {
		error_set(error, "%s: %s", path, strerror(errno));
		return NULL;
	}
	if (fstat(fd, &stat) == 0 && S_ISDIR(stat.st_mode)) {
		error_set(error, _("%s: it is a folder; a trace is a file that `run --trace FILE` has written"), path);
		close(fd);
		return NULL;
	}
	source = source_new(fd, path);
	if (!source)
		error_set(error, _("memory is out"));
	return source;
}
