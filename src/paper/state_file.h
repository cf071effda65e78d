/* state_file.h - a small JSON file that the program keeps for a person, in $XDG_STATE_HOME/lunchrush (else ~/.local/state/lunchrush).
 *
 * Written whole: to a new file beside it, synced, renamed into place, the folder synced; so there is always a whole one. A damaged one is moved aside, never lost. */
#ifndef LUNCHRUSH_PAPER_STATE_FILE_H
#define LUNCHRUSH_PAPER_STATE_FILE_H

#include "trace/error.h"

#include <jansson.h>
#include <stddef.h>

#define STATE_FILE_BYTES_MAX (4u << 20)

/* The path of NAME there. -1 with words (which begin with `what`: "the figures") when neither XDG_STATE_HOME nor HOME is the path of a folder. */
int state_file_path(const char *what, const char *name, char *to, size_t size, struct error *error);
/* Make its folders and see whether a file can be written there. */
int state_file_place(const char *what, const char *path, struct error *error);
/* Store it. -1 with words; the old one is then as it was. */
int state_file_write(const char *what, const char *path, const json_t *json, struct error *error);

enum state_file { STATE_FILE_READ, STATE_FILE_NONE, STATE_FILE_DAMAGED };
/* Read it; *json is new or NULL. STATE_FILE_DAMAGED, with words: it was moved aside, to PATH.damaged (.2 and so on where there is one). */
enum state_file state_file_read(const char *what, const char *path, json_t **json, struct error *error);
/* It is JSON, but not what it should be: move it aside, with the same words. */
void state_file_damaged(const char *what, const char *path, struct error *error);

#endif
