/* ini.h - reading a small INI file that nobody vouches for.
 *
 * iniparser drops or cuts what it does not like without a word (a `;` within a value, a repeated key, a line
 * of a kilobyte). So the text is scanned first, and each such loss is an error with its line. */
#ifndef LUNCHRUSH_PAPER_INI_H
#define LUNCHRUSH_PAPER_INI_H

#include "trace/error.h"

struct ini;

/* Load the file. NULL with "FILE:LINE: what" on failure. */
struct ini *ini_load(const char *path, struct error *error);
void ini_free(struct ini *ini);

/* The value of `key` in `section` (both lower case), or NULL. Lives as long as `ini`. */
const char *ini_get(const struct ini *ini, const char *section, const char *key);
/* The line, from 1, on which the key stands; 0 when it is not there. */
int ini_line(const struct ini *ini, const char *section, const char *key);

/* Call `visit` for each key in the order of the file, until it returns other than 0, which is returned. */
int ini_each(const struct ini *ini, int (*visit)(void *data, const char *section, const char *key, int line), void *data);

#endif
