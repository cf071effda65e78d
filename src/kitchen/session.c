/* session.c - see session.h; the connections are in fetch_wait.c and fetch_loop.c. */
#include "kitchen/session.h"

struct session *session_new(uint32_t name)
{
	return (struct session *)object_new(sizeof(struct session), OBJECT_SESSION, name);
}
