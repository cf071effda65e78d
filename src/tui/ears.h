/* ears.h - many descriptors listened to as one: all that runs beside the run on the screen.
 *
 * Sources close their sockets by themselves when their kitchens end, so whoever listens cannot take them out in time; an epoll set forgets a closed socket by
 * itself. What is added stays until it is closed; adding it again does nothing. */
#ifndef LUNCHRUSH_TUI_EARS_H
#define LUNCHRUSH_TUI_EARS_H

#include "trace/error.h"

#include <stdbool.h>
#include <uv.h>

struct ears {
	uv_poll_t poll;
	int fd;
	void (*heard)(void *data);
	void *data;
	bool open;
};

/* Call heard(data) in the loop whenever something can be read. -1 with words. */
int ears_open(struct ears *ears, uv_loop_t *loop, void (*heard)(void *data), void *data, struct error *error);
/* Listen to this one too; -1 is nobody. */
void ears_add(struct ears *ears, int fd);
/* Before the loop closes what is still open. */
void ears_close(struct ears *ears);

#endif
