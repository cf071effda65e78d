/* watch.h - the run being watched: where it comes from, all that is known of it, and where in time one looks.
 *
 * Live or saved, to the rest of the screen it is the same, but for what can be asked of a kitchen. Knows no terminal. */
#ifndef LUNCHRUSH_TUI_WATCH_H
#define LUNCHRUSH_TUI_WATCH_H

#include "source/source.h"
#include "stage/history.h"
#include "stage/info.h"
#include "stage/player.h"

struct watch {
	struct source *source;     /* owned; NULL when a restart failed */
	struct history *history;
	struct info info;
	struct player player;
	struct launch *launch;     /* not owned; NULL for a saved run */
	const char *trace_path;
	bool saved;                /* the source is a file; a launch beside it starts the same run anew */
	bool loaded;               /* nothing more comes from the source */
	char failure[sizeof(struct error)]; /* why a restart failed; "" when it did not */
};

void watch_init(struct watch *watch, struct source *source, struct launch *launch, const char *trace_path);
void watch_release(struct watch *watch);

/* Take in what has come, at most `most` bytes (0: a sensible amount). Returns true when something new came or the end. */
bool watch_pump(struct watch *watch, size_t most);
/* `ns` of real time passed. */
void watch_advance(struct watch *watch, uint64_t ns);

/* Whether there is a kitchen that runs and obeys. */
bool watch_live(const struct watch *watch);
/* Hold the kitchen and its clock and stand still; or go on. */
void watch_pause(struct watch *watch, bool pause);
/* Hold or go on without touching where one looks (the program itself is stopped). */
void watch_hold(struct watch *watch, bool hold);
void watch_command(struct watch *watch, enum command_do what, double number);
/* Give a live setting a value; a number where it can be read as one. */
void watch_set(struct watch *watch, const char *name, const char *value);

/* Start a kitchen from the launch into a watch of its own. -1 with words; it is to be released in any case. */
int watch_begin(struct watch *watch, struct launch *launch, const char *trace_path, struct error *error);

/* End the kitchen and start another from the launch. -1 with words; then nothing runs. */
int watch_restart(struct watch *watch, struct error *error);

/* How the run stands at its newest moment. */
enum watch_end {
	WATCH_STARTING, /* nothing has come yet */
	WATCH_RUNNING,
	WATCH_DONE,
	WATCH_WRONG,    /* it failed, deadlocked, broke a promise, was interrupted: see the outcome */
	WATCH_BROKEN,   /* the kitchen died, or a saved stream is wrong */
};
enum watch_end watch_end(const struct watch *watch);
enum outcome watch_outcome(const struct watch *watch);
/* One line on what went wrong into to[size]; "" when nothing did. Returns to. */
char *watch_error(const struct watch *watch, char *to, size_t size);

#endif
