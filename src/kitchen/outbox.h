/* outbox.h - the stream on its way to the screen: memory first, then a file.
 *
 * A screen that is slow must not slow the kitchen, and no event is dropped: what it has not yet taken waits in memory up to
 * OUTBOX_MEMORY, beyond that in an unlinked temporary file up to OUTBOX_FILE; at that cap outbox_full says so, the collector stops emptying rings,
 * and workers wait (which is counted and shown). Kitchen process only. */
#ifndef LUNCHRUSH_KITCHEN_OUTBOX_H
#define LUNCHRUSH_KITCHEN_OUTBOX_H

#include "trace/stream.h"

#include <stdbool.h>
#include <sys/types.h>

#define OUTBOX_MEMORY ((size_t)64 << 20)
#define OUTBOX_FILE ((off_t)4 << 30)

struct outbox {
	int fd;               /* the socket, non-blocking */
	struct buffer buffer; /* fill it with the stream.h writers, then call outbox_flush */
	size_t sent;          /* bytes of buffer that are gone */
	size_t buffered;      /* length of buffer at the end of the last flush: what is beyond is newer than the file */
	int file;             /* -1: none yet */
	off_t file_read, file_end;
	bool closed;          /* nobody reads any more */
};

void outbox_init(struct outbox *outbox, int fd);
/* Send what can be sent without waiting; spools what is too much for memory. */
void outbox_flush(struct outbox *outbox);
/* Wait until all is sent or nobody reads any more. */
void outbox_drain(struct outbox *outbox);
bool outbox_pending(const struct outbox *outbox);
bool outbox_full(const struct outbox *outbox);

#endif
