/* compare_cli.h - what the files of `lunchrush compare` share: reading its words (compare.c), running the kitchens (compare_run.c), on a terminal side by side
 * (compare_screen.c), figures that others
 * have published (compare_published.c), and the table (compare_say.c). */
#ifndef LUNCHRUSH_CLI_COMPARE_CLI_H
#define LUNCHRUSH_CLI_COMPARE_CLI_H

#include "cli/show.h"
#include "source/measured.h"
#include "trace/error.h"
#include "trace/launch.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

struct sides;

/* A way to run a recipe. */
struct compare_way {
	const char *name;   /* as typed: "threads+gil" */
	const char *engine;
	const char *key;    /* in a published.ini */
	int gil;            /* as launch.gil */
};

#define COMPARE_WAYS 5
extern const struct compare_way compare_ways[COMPARE_WAYS];
/* NULL when there is none of that name. */
const struct compare_way *compare_way_named(const char *name, size_t length);

/* What a person asked for. */
struct compare_words {
	struct launch launch; /* recipe, settings, seed, pace, timeout */
	const struct compare_way *ways[COMPARE_WAYS];
	size_t way_count;
	unsigned runs;        /* of each way; the one of median length is reported; 0: as is usual */
	bool json;
	bool quiet;           /* it is not said, drawn over itself, where one is */
};

/* One figure that others have published: seconds or a speed-up; the other is NAN, or both. */
struct compare_known {
	double seconds, speedup;
};

struct compare_published {
	char by[160]; /* who measured, and on what; "" when nothing is known */
	struct compare_known known[COMPARE_WAYS]; /* in the order of compare_ways */
};

/* One way's figures. */
struct compare_row {
	const struct compare_way *way;
	struct measured is;
};

struct comparison {
	char title[96];
	int cores;         /* that we may use */
	struct compare_row rows[COMPARE_WAYS];
	size_t row_count;  /* in the order asked for */
	struct compare_published published;
	bool cut;          /* it was left before all was measured */
	bool shown;        /* each run was on the screen, and told its events */
	int signal;        /* that ended it early; 0 none */
};

/* Run the recipe on each way, one kitchen at a time. -1 with words when it cannot be run at all: a kitchen died (*status is then EXIT_DIED), the recipe
 * cannot be read (EXIT_WRONG), or it has no such setting (EXIT_USAGE). A signal ends it with the rows there are. */
int compare_measure(const struct compare_words *words, struct comparison *comparison, int *status, struct error *error);

/* Fill in the launch what the way is: the probe off, its cost measured. */
void compare_launch(struct launch *launch, const struct compare_way *way);
/* Whether a recipe that says it runs on these engines (of its card) runs that way; if not, why[size] says so. */
bool compare_runs_on(const char *engines, const struct compare_way *way, char *why, size_t size);
/* Cores that we may use. */
int compare_cores(void);

/* The recipes side by side on the terminal, then their tables; returns the exit status. */
int compare_on_screen(struct compare_words *words, int count, char **recipes);

/* Kitchens side by side on these engines ("sequential,threads"; "" : all), one run of each, for a lesson's step. New; NULL with words. */
struct sides *compare_sides(const struct launch *launch, const char *engines, struct error *error);

/* Read what others have measured of this recipe: published.ini beside a file called recipe.lua; nothing is known where there is none. */
int compare_published_read(const char *recipe_path, struct compare_published *published, struct error *error);

/* The row that others are measured against: sequential where it ran, else the first that ran; NULL none. */
const struct compare_row *compare_base(const struct comparison *comparison);
/* The table, at most 80 columns where no reason is longer. */
void compare_say(FILE *to, const struct compare_words *words, const struct comparison *comparison);
/* The contract's object. New. */
json_t *compare_json(const struct compare_words *words, const struct comparison *comparison);

#endif
