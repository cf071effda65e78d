/* say.h - a sentence put together piece by piece in a caller's buffer; private to src/stage. Too long a sentence is cut at the end of
 * a character, never inside one. */
#ifndef LUNCHRUSH_STAGE_SAY_H
#define LUNCHRUSH_STAGE_SAY_H

#include <stddef.h>
#include <stdint.h>

struct say {
	char *to;
	size_t size, length;
};

/* Begin in to[size]; size may be 0. */
void say_begin(struct say *say, char *to, size_t size);
void say_add(struct say *say, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A span of time as people say it: "5 ms", "0.4 s", "3 min 5 s". */
void say_ns(struct say *say, uint64_t ns);
/* "340 bytes", "1.2 MB". */
void say_bytes(struct say *say, uint64_t bytes);

#endif
