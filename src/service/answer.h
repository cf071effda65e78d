/* answer.h - what is answered to which question; it knows no sockets. */
#ifndef LUNCHRUSH_SERVICE_ANSWER_H
#define LUNCHRUSH_SERVICE_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From a stranger: nothing here is checked yet. */
struct question {
	const char *path;        /* "/page/7" */
	const char *base, *bytes; /* what stands after ? under these names; NULL nothing */
};

struct answer {
	unsigned status;  /* HTTP's */
	const char *type; /* MIME */
	char *body;       /* owned by who asked; NULL when memory is out */
	size_t length;    /* bytes of it */
};

/* The answer when all goes well. `page_bytes`: of a page, when the question does not say. */
struct answer answer_to(const struct question *question, uint32_t page_bytes);
/* Whether it is the question that a watcher asks: that is no request of anybody's, and answered at once. */
bool answer_is_health(const char *path);
/* {"error":"…"} of that status; words may be a stranger's. */
struct answer answer_error(unsigned status, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
