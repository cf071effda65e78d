/* source.h - where a stream comes from: a live kitchen, or a saved file.
 *
 * A source reads frames and puts them into a history and an info; it is the only part of the UI process that
 * knows of sockets, files and child processes. All calls from the UI's one thread. */
#ifndef LUNCHRUSH_SOURCE_SOURCE_H
#define LUNCHRUSH_SOURCE_SOURCE_H

#include "stage/history.h"
#include "stage/info.h"
#include "trace/command.h"
#include "trace/error.h"
#include "trace/launch.h"

#include <stdbool.h>

struct source;

enum source_state {
	SOURCE_OPEN,   /* more may come */
	SOURCE_WHOLE,  /* ended as it should, after Z */
	SOURCE_BROKEN, /* the stream is wrong or cut off, or the kitchen died: see source_error */
};

/* Events that a source takes in: 1 GiB of them in a history. A run that goes on beyond them is ended there, a file is read no further; source_error says so, and what was taken stays. */
#define SOURCE_EVENTS_MAX (1u << 25)

/* Start a kitchen in a process group of its own (its parent-death signal set), the stream on a socket. `trace_path` (or NULL) is a file
 * that gets the same bytes. NULL with words on failure. */
struct source *source_kitchen(const struct launch *launch, const char *trace_path, struct error *error);

/* Open a saved stream. NULL with words when it cannot be opened. */
struct source *source_file(const char *path, struct error *error);

/* Ends the kitchen at once if it still runs (its whole process group, waited for), closes all, frees. */
void source_free(struct source *source);

/* The descriptor to poll for reading; -1 once nothing more comes. A file's is always readable. */
int source_fd(const struct source *source);

/* Take in what is there now, at most `most` bytes (0: a sensible amount), without waiting. Returns the state after it. Each frame goes to
 * history and info. A kitchen that has ended is reaped. */
enum source_state source_pump(struct source *source, struct history *history, struct info *info, size_t most);

/* Take in no more than so many events instead of SOURCE_EVENTS_MAX, those already taken counted. */
void source_limit(struct source *source, size_t events);

/* What an exploration says (X frames, kitchen/explore.h) goes there, within source_pump; the text lives for the call only and is hostile until read. */
typedef void source_answer(void *data, const char *json, size_t length);
void source_on_answer(struct source *source, source_answer *answer, void *data);

enum source_state source_state(const struct source *source);
/* One line on what broke; "" when nothing did. It is also set, while the run goes on, when the trace file could not be written further. */
const char *source_error(const struct source *source);
/* Answer what info->ask asks ("yes", "all", "no", see command.h), and clear it. */
void source_allow(struct source *source, struct info *info, const char *answer);
/* Whether there is a kitchen to command. */
bool source_live(const struct source *source);
/* Send a command; ignored when there is no kitchen. */
void source_command(struct source *source, const struct command *command);
/* The kitchen's process id, 0 when there is none. */
int source_pid(const struct source *source);

#endif
