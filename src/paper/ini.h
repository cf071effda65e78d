/* ini.h - reading a small INI file that nobody vouches for.
 *
 * iniparser drops or cuts what it does not like without a word (a `;` within a value, a quotation mark, a repeated key, a line
 * of a kilobyte). So the text is scanned first, and each such loss is an error with its line. */
#ifndef LUNCHRUSH_PAPER_INI_H
#define LUNCHRUSH_PAPER_INI_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>

struct ini;

/* Load the file. NULL with "FILE:LINE: what" on failure. */
struct ini *ini_load(const char *path, struct error *error);
/* The same of text that was read elsewhere, by paper/folder.h for one, under the name `name`; goes on after each mistake: `tell` gets "FILE:LINE: what" for each.
 * NULL when there was one. */
typedef void ini_tell(void *data, const char *message);
struct ini *ini_read(const char *text, size_t length, const char *name, ini_tell *tell, void *data);
/* The same, but what is right of it is there: lines that are wrong are told (of very many the first, and then that there are more) and left out, and so is what stands below a section that is wrong. NULL only where
 * nothing can be read, which is told. */
struct ini *ini_read_rest(const char *text, size_t length, const char *name, ini_tell *tell, void *data);
/* … of a file. NULL also when it is not there, is no file or is too large, which is told without a line: "FILE: what". */
struct ini *ini_load_rest(const char *path, ini_tell *tell, void *data);
void ini_free(struct ini *ini);

/* The value of `key` in `section` (both lower case), or NULL. Lives as long as `ini`. */
const char *ini_get(const struct ini *ini, const char *section, const char *key);
/* The line, from 1, on which the key stands; 0 when it is not there. */
int ini_line(const struct ini *ini, const char *section, const char *key);

/* Call `visit` for each key in the order of the file, until it returns other than 0, which is returned. */
int ini_each(const struct ini *ini, int (*visit)(void *data, const char *section, const char *key, int line), void *data);
/* The same for each section, also those without a key; one that begins twice is visited twice. */
int ini_each_section(const struct ini *ini, int (*visit)(void *data, const char *section, int line), void *data);
/* Whether the key (with "": the section) was written with capitals: names are folded to lower case. */
bool ini_capitals(const struct ini *ini, const char *section, const char *key);

#endif
