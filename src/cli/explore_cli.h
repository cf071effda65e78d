/* explore_cli.h - what the files of `lunchrush explore` share: reading its words (explore.c), talking with the kitchen that counts (explore_talk.c), the
 * progress bar (explore_bar.c), and saying what was counted (explore_say.c), and free runs beside it (explore_free.c). */
#ifndef LUNCHRUSH_CLI_EXPLORE_CLI_H
#define LUNCHRUSH_CLI_EXPLORE_CLI_H

#include "trace/command.h"
#include "trace/launch.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/* What a person asked for. */
struct explore_words {
	struct launch launch;
	bool json;
	bool aloud;         /* for a voice: no bars, no table, no command line */
	bool failing;       /* of those that fail, for --nth and --sample */
	char nth[40];       /* the schedule of this number; "" not asked for */
	char sample[16];    /* so many schedules; "" not asked for */
	uint32_t free_runs; /* run it freely so many times too; 0 not asked for */
	char typed[2048];   /* "visits --set workers=2": the recipe and its settings as typed, for another command line */
};

/* What the kitchen said. */
struct explore_told {
	char *report;       /* the Z frame: what was counted, or a report with an error; owned; NULL when the kitchen died */
	json_t *schedules;  /* --nth, --sample: an array of texts, or with --json of objects; owned; NULL when not asked for */
	char refused[768];  /* why these cannot be had; "" */
	int signal;         /* that asked us to end; 0 none */
};

/* Have it counted; -1 with words when the kitchen died. */
int explore_talk(const struct explore_words *words, struct explore_told *told, struct error *error);
void explore_told_release(struct explore_told *told);

/* Run it freely, and put what came of it into the answer as "free". -1 with words. */
int explore_free(const struct explore_words *words, json_t *answer, struct error *error);
/* Say it, where it is there. */
void explore_free_say(FILE *to, const json_t *answer);

/* The bar on stderr, where that is a terminal: `progress` as the kitchen tells it. */
void explore_bar(const json_t *progress);
/* Take it away again. */
void explore_bar_end(void);

/* What was counted, in words for people, at most 80 columns wide where no name is longer. */
void explore_say(FILE *to, const json_t *answer, const struct explore_words *words);

/* "17,153,136", or "3.40 x 10^38" for what is too long to read; returns to. Takes any text. */
char *explore_grouped(const char *decimal, char to[64]);
/* Whether the terminal's locale is UTF-8. */
bool explore_utf8(void);

#endif
