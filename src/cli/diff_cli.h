/* diff_cli.h - what the files of `lunchrush diff` share: reading its words (diff.c, diff_wrong.c), getting the two runs (diff_runs.c), putting into words what they did (diff_tell.c, diff_steps.c), and printing that
 * (diff_say.c, diff_json.c). */
#ifndef LUNCHRUSH_CLI_DIFF_CLI_H
#define LUNCHRUSH_CLI_DIFF_CLI_H

#include "source/saved.h"
#include "stage/difference.h"
#include "trace/launch.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#define DIFF_ENDS 24 /* of what differs at the ends, so many are told */

struct diff_words {
	struct launch launch;  /* of both runs, if a recipe is named */
	bool json;
	bool recipe;           /* two schedules of a recipe; else two files */
	const char *names[2];  /* the files, or the schedules */
	double timeout_s;
};

/* Lines of words, each ended by a newline; owned. */
struct diff_side {
	struct saved saved;
	struct error damage; /* why not all of it is there; "" */
	json_t *report;      /* NULL: none came */
	uint32_t worker;     /* who did what they part by; 0: the kitchen, or nothing happens */
	uint16_t line;       /* of the recipe, where that was; 0 not known */
	char *did;           /* at the parting */
	char *then;          /* how those whom it concerns stand then */
	char *after;         /* what came of it */
	char *end;           /* how it ended */
	char *schedule;      /* by steps: its schedule, with the place where they part (diff_steps.c); "" */
};

/* Something that is not the same at the ends. */
struct diff_end {
	char name[64];
	char text[2][200];
	bool memory; /* a value, not how a queue or lock stands */
};

struct diff {
	struct diff_side sides[2];
	struct namesakes names[2];
	struct difference found;
	char *unlike;        /* what of the two runs is not comparable, a line each */
	char *before;        /* by steps: how those whom it concerns stood before; "" */
	char last[512];      /* the last common sentence, "" */
	struct diff_end ends[DIFF_ENDS];
	int end_count;       /* all of them */
};

/* What is wrong with the names there are (diff_wrong.c). Of two that should be files: 0 where neither is a recipe; of one that should be a recipe: 0 where it is no other file; else -1, with words of what would be right. */
int diff_wrong_files(char **names, struct error *error);
int diff_wrong_recipe(const char *name, struct error *error);
/* There are too few names, or too many. -1 with words. */
int diff_wrong_count(int count, char **names, int schedules, struct error *error);
/* A recording, which is no run: the words say where its run is. -1. */
int diff_wrong_cast(const char *cast, struct error *error);

/* Get both runs; the exit status, EXIT_DONE when they are there, with words on stderr else. To be released in any case. */
int diff_get(const struct diff_words *words, struct diff *diff);
/* Say what of them is not of the same kind, and find where they part. -1 with words when there is nothing to compare. */
int diff_compare(const struct diff_words *words, struct diff *diff, struct error *error);
/* Put it into words. After diff_compare. */
void diff_tell(struct diff *diff);
void diff_release(struct diff *diff);

/* The schedule that a run under control took, a line with the place where it parts from the other; "" not by steps, or not known. To be freed. */
char *diff_schedule(const struct diff *diff, int run);

/* Whether the same happened in both. */
bool diff_is_same(const struct diff *diff);

void diff_say(FILE *to, const struct diff_words *words, const struct diff *diff);
void diff_print_json(FILE *to, const struct diff_words *words, const struct diff *diff);

#endif
