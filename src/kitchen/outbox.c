/* outbox.c - see outbox.h. Order: the buffer is always older than the file while the file holds anything, so the buffer is sent first
 * and refilled from the file; new frames are made in the buffer and moved to the file's end when it is in use. */
#include "kitchen/outbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PIECE ((size_t)1 << 20)

void outbox_init(struct outbox *outbox, int fd)
{
	*outbox = (struct outbox){ .fd = fd, .file = -1 };
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

static int spool_open(void)
{
	const char *dir = getenv("TMPDIR");
	int fd = open(dir && *dir ? dir : "/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0) {
		char path[] = "/tmp/lunchrush-XXXXXX";
		fd = mkostemp(path, O_CLOEXEC);
		if (fd >= 0)
			unlink(path);
	}
	return fd;
}

static bool spooling(const struct outbox *outbox)
{
	return outbox->file >= 0 && outbox->file_read < outbox->file_end;
}

/* Drop what is sent from the front of the buffer. */
static void compact(struct outbox *outbox)
{
	if (outbox->sent == 0)
		return;
	memmove(outbox->buffer.bytes, outbox->buffer.bytes + outbox->sent, outbox->buffer.length - outbox->sent);
	outbox->buffer.length -= outbox->sent;
	outbox->sent = 0;
}

static void send_buffer(struct outbox *outbox)
{
	while (outbox->sent < outbox->buffer.length && !outbox->closed) {
		ssize_t n = send(outbox->fd, outbox->buffer.bytes + outbox->sent, outbox->buffer.length - outbox->sent, MSG_NOSIGNAL);
		if (n > 0)
			outbox->sent += (size_t)n;
		else if (errno == EAGAIN || errno == EWOULDBLOCK)
			return;
		else if (errno != EINTR)
			outbox->closed = true;
	}
	outbox->buffer.length = outbox->sent = 0;
}

/* Move the buffer from `from` on to the file's end. A file that cannot be written leaves it in memory. */
static void spool(struct outbox *outbox, size_t from)
{
	if (outbox->file < 0 && (outbox->file = spool_open()) < 0)
		return;
	while (from < outbox->buffer.length) {
		ssize_t n = pwrite(outbox->file, outbox->buffer.bytes + from, outbox->buffer.length - from, outbox->file_end);
		if (n <= 0)
			break;
		outbox->file_end += n;
		memmove(outbox->buffer.bytes + from, outbox->buffer.bytes + from + n, outbox->buffer.length - from - (size_t)n);
		outbox->buffer.length -= (size_t)n;
	}
}

static void unspool(struct outbox *outbox)
{
	char *piece = malloc(PIECE);
	ssize_t n = piece ? pread(outbox->file, piece, PIECE, outbox->file_read) : 0;
	if (n > 0) {
		buffer_append(&outbox->buffer, piece, (size_t)n);
		outbox->file_read += n;
	}
	free(piece);
	if (outbox->file_read == outbox->file_end && ftruncate(outbox->file, 0) == 0)
		outbox->file_read = outbox->file_end = 0;
}

void outbox_flush(struct outbox *outbox)
{
	if (spooling(outbox)) {
		spool(outbox, outbox->buffered);
		do {
			send_buffer(outbox);
			if (outbox->buffer.length)
				break;
			unspool(outbox);
		} while (outbox->buffer.length && !outbox->closed);
	} else {
		send_buffer(outbox);
		if (outbox->buffer.length - outbox->sent > OUTBOX_MEMORY) {
			compact(outbox);
			spool(outbox, OUTBOX_MEMORY / 2);
		}
	}
	if (outbox->sent > OUTBOX_MEMORY / 4)
		compact(outbox);
	outbox->buffered = outbox->buffer.length;
}

bool outbox_pending(const struct outbox *outbox)
{
	return !outbox->closed && (outbox->buffer.length > outbox->sent || spooling(outbox));
}

bool outbox_full(const struct outbox *outbox)
{
	return !outbox->closed && outbox->file_end - outbox->file_read > OUTBOX_FILE;
}

void outbox_drain(struct outbox *outbox)
{
	outbox_flush(outbox);
	while (outbox_pending(outbox)) {
		struct pollfd poller = { .fd = outbox->fd, .events = POLLOUT };
		if (poll(&poller, 1, -1) < 0 && errno != EINTR)
			return;
		if (poller.revents & (POLLERR | POLLHUP))
			outbox->closed = true;
		outbox_flush(outbox);
	}
}
