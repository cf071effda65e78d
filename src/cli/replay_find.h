/* replay_find.h - what lies beside a recording: which trace is the run that it shows, and how that run could be started again. */
#ifndef LUNCHRUSH_CLI_REPLAY_FIND_H
#define LUNCHRUSH_CLI_REPLAY_FIND_H

#include "record/origin.h"
#include "stage/info.h"

#include <stdbool.h>

/* Look for the run of the recording `cast`: CAST.trace, then the file that its header names. Its path into path[size], "" where there is none. A trace that lies there but is of another run (another recipe, seed
 * or recording) is not taken; then `said` has words on it, else "". */
void replay_find(const struct origin *origin, const char *cast, char *path, size_t size, struct error *said);

/* How the run of that trace was started, into a launch that is initialised: recipe, engine, seed, settings, and the steps it took if it was under control. -1 with words: its recipe is not found, or is not what
 * it was; the run can then only be looked at. */
int replay_launch(const char *trace, struct launch *launch, struct error *error);

#endif
