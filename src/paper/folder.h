/* folder.h - a folder from a stranger: only regular files within it are ever read.
 *
 * A name has no '/', is not "..", and no link is followed; links on the way to the folder itself are, since a person named it. */
#ifndef LUNCHRUSH_PAPER_FOLDER_H
#define LUNCHRUSH_PAPER_FOLDER_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Read a whole file of at most `most` bytes; ends with a NUL that *length does not count; to be freed. NULL with words ("FOLDER/NAME: …") when it is not there, is no
 * regular file, is a link, is longer, or holds a NUL. */
char *folder_read(const char *folder, const char *name, size_t most, size_t *length, struct error *error);
/* Whether a regular file of that name is there, as folder_read would find it. */
bool folder_has(const char *folder, const char *name);
/* The same name as a path, checked in the same way, for those who open it themselves (the kitchen): -1 with words. */
int folder_path(const char *folder, const char *name, char *to, size_t size, struct error *error);

#endif
