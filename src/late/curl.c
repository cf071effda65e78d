/* curl.c - see curl.h. */
#include "late/curl.h"

#include "config.h"
#include "late/late.h"

#include <pthread.h>

#define NAME(name) #name,
static const char *const names[] = { LATE_CURL(NAME) };

static union {
	struct late_curl by_name;
	void *all[sizeof names / sizeof *names];
} functions;

static void load(void)
{
	late_load(CURL_FILE, names, functions.all, sizeof names / sizeof *names);
}

const struct late_curl *late_curl(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, load);
	return &functions.by_name;
}
