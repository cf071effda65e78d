/* record_inner.h - what the files of `record` share: the command line (record.c), what is recorded (record_subject.c), where it is put (record_place.c), whether it starts at all
 * (record_start.c), and the recording itself (record_show.c). */
#ifndef LUNCHRUSH_CLI_RECORD_INNER_H
#define LUNCHRUSH_CLI_RECORD_INNER_H

#include "record/tape.h"
#include "trace/error.h"
#include "trace/launch.h"

#include <stdbool.h>
#include <stdint.h>

enum record_flag {
	RECORD_OUT = 1, RECORD_SIZE, RECORD_SEED, RECORD_V3, RECORD_TAPE, RECORD_THEME, RECORD_KEYS, RECORD_CAPTIONS, RECORD_IDLE, RECORD_SCHEDULE, RECORD_POLICY, RECORD_ENGINE,
	RECORD_SET, RECORD_PACE, RECORD_STEP, RECORD_PRESENT, RECORD_ASCII,
};

enum record_of { OF_LESSON, OF_TALK, OF_RECIPE, OF_TRACE, OF_MENU };

struct recording {
	struct launch launch;
	enum record_of of;
	const char *what;       /* as typed */
	char whole[4096];       /* of a lesson or recipe that was named by its path: that, from the root on; else as typed */
	char title[128];
	char trace_path[4096];  /* "" none is kept */
	const char *out, *theme, *tape_path, *step;
	int rows, cols;
	uint32_t given;         /* 1 << RECORD_…: said on the command line */
	double idle_s;
	struct tape *tape;
};

static inline bool record_given(const struct recording *is, enum record_flag flag)
{
	return is->given & 1u << flag;
}

/* What is recorded, by what was typed, and whether every option is one of such. Fills of, whole, title and launch. -1 with words. */
int record_subject(struct recording *is, struct error *error);
/* Who goes next is said: virtual time. */
bool record_is_controlled(const struct recording *is);
/* The last part of a path. */
const char *record_file_name(const char *path);

/* Where the recording and the run beside it go: fills trace_path, writes nothing. -1 with words: one of them cannot be there, or something else is, or it is read. */
int record_place(struct recording *is, struct error *error);
/* Put a saved run beside its recording. -1 with words; what was there is then as it was. */
int record_trace_copy(const struct recording *is, struct error *error);

/* Whether a run that is to be recorded starts: a kitchen is opened ahead of it and looked at until it does; or a saved run until its first event. Returns the exit status, with words
 * unless it is EXIT_DONE. */
int record_start(const struct recording *is, struct error *error);

/* Record it. Returns the exit status; what went wrong has been said. */
int record_show(struct recording *is);

#endif
