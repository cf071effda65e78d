/* microhttpd.c - see microhttpd.h. */
#include "late/microhttpd.h"

#include "config.h"
#include "late/late.h"

#include <pthread.h>

#define NAME(name) #name,
static const char *const names[] = { LATE_MICROHTTPD(NAME) };

static union {
	struct late_microhttpd by_name;
	void *all[sizeof names / sizeof *names];
} functions;

static void load(void)
{
	late_load(MICROHTTPD_FILE, names, functions.all, sizeof names / sizeof *names);
}

const struct late_microhttpd *late_microhttpd(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, load);
	return &functions.by_name;
}
