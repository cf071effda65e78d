/* kept.h - the run that is looked at, written out once more as a trace: what a recording keeps beside itself, so that it can be taken over.
 *
 * It is written as the run goes on, and each piece is one of whole frames: whatever happens to the program, what is there can be shown. One thread. */
#ifndef LUNCHRUSH_SOURCE_KEPT_H
#define LUNCHRUSH_SOURCE_KEPT_H

#include "stage/history.h"
#include "stage/info.h"
#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>

struct kept;

/* Create FILE, which must not be there. `recording` is the name that the head of the run gets as "recording": by that whoever finds it sees whose it is; NULL none. NULL with words. */
struct kept *kept_new(const char *path, const char *recording, struct error *error);
/* Another run: what was written is of the one before, and goes. */
void kept_again(struct kept *kept);
/* Write what is new of the run, at most `most` events (0: all). After the first failure nothing more is written. */
void kept_take(struct kept *kept, const struct history *history, const struct info *info, size_t most);
/* Write `report` (JSON) as its end, close and free; a file in which nothing is goes. -1 with words when not all could be written. */
int kept_close(struct kept *kept, const char *report, struct error *error);

/* Write a saved run under control anew, without what is another each time it is repeated: which process and thread it was for the kernel, and what CPU time they had (null in its report). Then
 * the same run is the same bytes. A free one, and a damaged one, stay as they are. -1 with words. */
int kept_discreet(const char *path, struct error *error);

#endif
