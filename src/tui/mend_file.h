/* mend_file.h - the copy of a recipe that a person edits, and the original, which is never written.
 *
 * Copies lie in $XDG_STATE_HOME/lunchrush/recipes, or ~/.local/state/lunchrush/recipes. */
#ifndef LUNCHRUSH_TUI_MEND_FILE_H
#define LUNCHRUSH_TUI_MEND_FILE_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MEND_FILE_MAX (4u << 20) /* of a recipe, bytes */

/* Where the copy of the recipe of that name lies, into to[size]: NAME.lua where the original is installed (in a lesson of data_dir; NULL none), else NAME and a number made of its path, so that
 * recipes of one name in two folders have a copy each. -1 with words when there is no home for it. Nothing is made. */
int mend_copy_path(const char *name, const char *original, const char *data_dir, char *to, size_t size, struct error *error);
/* Make the copy if it is not there, folders and all (`anew`: also when it is). -1 with words. */
int mend_copy_make(const char *original, const char *copy, bool anew, struct error *error);
/* A number for what the file holds; equal contents, equal numbers. -1 when it cannot be read. */
int mend_hash(const char *path, uint64_t *hash);

#endif
