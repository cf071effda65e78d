/* session.h - a session: connections that are kept from one request to the next.
 *
 * The object is its name and what is told of it; it travels. The connections belong to who asks: each thread and each process has its own of a session,
 * as a thread-local has; all tasks of a loop share one set. Without a session each request opens a connection and closes it. */
#ifndef LUNCHRUSH_KITCHEN_SESSION_H
#define LUNCHRUSH_KITCHEN_SESSION_H

#include "kitchen/object.h"

struct session {
	struct object object;
};

/* NULL when there are too many objects. */
struct session *session_new(uint32_t name);

#endif
