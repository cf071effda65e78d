/* show.h - how a run is shown, live or saved: what `run` and `replay` have in common. */
#ifndef LUNCHRUSH_CLI_SHOW_H
#define LUNCHRUSH_CLI_SHOW_H

#include "cli/flags.h"
#include "source/source.h"
#include "trace/tongue.h"

#include <stdbool.h>

enum show_how { SHOW_BY_TERMINAL, SHOW_SCREEN, SHOW_PLAIN, SHOW_JSON };

struct show {
	enum show_how how;
	bool all;               /* --all: details too */
	bool explore;           /* run --explore: all schedules are counted on the screen from the start */
	const char *trace_path; /* run --trace; NULL */
	const char *said;       /* what is to be said of what is shown, before it is: on the screen, or on stderr; NULL nothing */
};

enum { SHOW_FLAG_PLAIN, SHOW_FLAG_JSON, SHOW_FLAG_ALL, SHOW_FLAG_THEME, SHOW_FLAG_GLYPHS, SHOW_FLAG_ASCII, SHOW_FLAG_REDUCED_MOTION };

/* Rows of a table of flags; their codes begin at `from`. */
#define SHOW_FLAGS(from) \
	{ "plain", NULL, N_("tell it in lines of words, without a screen"), (from) + SHOW_FLAG_PLAIN }, \
	{ "all", NULL, N_("with --plain: the small events too"), (from) + SHOW_FLAG_ALL }, \
	{ "json", NULL, N_("print only the report, one JSON object"), (from) + SHOW_FLAG_JSON }, \
	{ "theme", "NAME", N_("colours: a theme that `lunchrush list` names, or the path of one"), (from) + SHOW_FLAG_THEME }, \
	{ "glyphs", "NAME", N_("signs: kitchen, plain or ascii"), (from) + SHOW_FLAG_GLYPHS }, \
	{ "ascii", NULL, N_("draw with ASCII signs only"), (from) + SHOW_FLAG_ASCII }, \
	{ "reduced-motion", NULL, N_("things jump instead of gliding"), (from) + SHOW_FLAG_REDUCED_MOTION }

/* Take in one of these flags; `code` counts from SHOW_FLAG_PLAIN. How the screen looks is not kept here but told to wishes.h. 0, or -1 with words. */
int show_flag(struct show *show, int code, const char *value, struct error *error);

/* All flags are in: settle what is left to the terminal; refuse what does not go together. */
int show_settle(struct show *show, struct error *error);

/* Show the source to its end and free it. `launch` is NULL for a saved run. Returns the program's exit status. */
int show_source(const struct show *show, struct source *source, struct launch *launch, const char *name);

#endif
