/* plain.h - whether a text file of a stranger is plain text. */
#ifndef LUNCHRUSH_PAPER_PLAIN_H
#define LUNCHRUSH_PAPER_PLAIN_H

#include <stddef.h>

typedef void plain_tell(void *data, const char *message);

/* Say "FILE:LINE: …" for each line with what no editor shows and a terminal may obey: control characters (but tabs and ends of lines), marks that turn the direction of writing,
 * a byte order mark, bytes that are no UTF-8. Returns how many lines that are. */
int plain_check(const char *text, size_t length, const char *file, plain_tell *tell, void *data);

#endif
