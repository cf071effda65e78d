/* tee.c - the trace file: the stream's bytes as they come.
 *
 * A disk that is full does not stop a kitchen: the writing ends, one line says so, and what was written is a trace that is cut off. */
#include "source/inner.h"
#include "trace/tongue.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int tee_open(struct source *source, const char *path, struct error *error)
{
	source->tee_fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (source->tee_fd < 0)
		return error_set(error, _("%s: the trace cannot be written: %s"), path, strerror(errno));
	snprintf(source->tee_name, sizeof source->tee_name, "%s", path);
	return 0;
}

static void give_up(struct source *source, int why)
{
	error_set(&source->error, _("%s: the trace is cut off: %s"), source->tee_name, strerror(why));
	if (source->tee_fd >= 0)
		close(source->tee_fd);
	source->tee_fd = -1;
}

void tee_write(struct source *source, const void *bytes, size_t length)
{
	const char *at = bytes;

	while (length > 0 && source->tee_fd >= 0) {
		ssize_t n = write(source->tee_fd, at, length);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			give_up(source, errno);
			return;
		}
		at += n;
		length -= (size_t)n;
	}
}

void tee_close(struct source *source)
{
	int fd = source->tee_fd;

	source->tee_fd = -1;
	if (fd >= 0 && close(fd) != 0 && errno != EINTR)
		give_up(source, errno);
}
