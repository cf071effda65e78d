/* projector_place.h - where presentations can be found by a second terminal of the same person on the same machine: a folder of sockets that is nobody else's.
 *
 * $XDG_RUNTIME_DIR/lunchrush, else /tmp/lunchrush-UID; mode 0700, ours, no link: else it is not used. A presentation is present-PID.sock in it. */
#ifndef LUNCHRUSH_TUI_PROJECTOR_PLACE_H
#define LUNCHRUSH_TUI_PROJECTOR_PLACE_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>

#define PROJECTOR_PATH 108 /* what an address of a socket has room for */

/* The folder; with `make` it is made where it is not there. -1 with words. */
int projector_folder(char to[PROJECTOR_PATH], bool make, struct error *error);
/* Listen there, without waiting, for ourselves only; sockets that others have left there are taken away. The descriptor, and its path; -1 with words. */
int projector_listen(char path[PROJECTOR_PATH], struct error *error);
/* The presentation that began last and answers: connected, without waiting from then on. -1 with words where there is none. */
int projector_connect(struct error *error);
/* Whether who is at the other end is this person. */
bool projector_is_ours(int fd);

#endif
