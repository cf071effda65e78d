/* measure.h - what kinds of tasks cost on this machine, and the page that compares the kinds.
 *
 * The files of `lunchrush measure` share it: the verb (measure.c), the kitchens that are run (measure_run.c), the machine (measure_machine.c), what is stored
 * (measure_store.c), the figures in words (measure_say.c), and the comparison of the kinds with the figures in it (measure_table.c). */
#ifndef LUNCHRUSH_CLI_MEASURE_H
#define LUNCHRUSH_CLI_MEASURE_H

#include "trace/error.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* What is measured; the order is that of the table. */
enum measure_row {
	MEASURE_START,     /* a task starts and ends, and somebody has waited for it */
	MEASURE_SWITCH,    /* one task hands over to another */
	MEASURE_VALUE,     /* a value goes through a queue */
	MEASURE_PARCEL,    /* ten million bytes go from one task to another */
	MEASURE_WAITING,   /* memory that a task takes which waits */
	MEASURE_MOST,      /* tasks that can wait at once */
	MEASURE_COLD,      /* an instance comes into being for a request */
	MEASURE_WARM,      /* a request to one that is there */
	MEASURE_ADDITIONS, /* additions of machine code in 100 ms */
	MEASURE_RECIPE,    /* additions of a recipe in 100 ms */
	MEASURE_ROWS
};

enum measure_kind { MEASURE_THREADS, MEASURE_THREADS_GIL, MEASURE_LOOP, MEASURE_PROCESSES, MEASURE_INSTANCES, MEASURE_MACHINE, MEASURE_KINDS };

enum measure_unit { MEASURE_SECONDS, MEASURE_BYTES, MEASURE_NUMBER };

struct measure_row_words {
	const char *key;   /* in JSON, and in the page: "start" */
	enum measure_unit unit;
	const char *words; /* for the table */
};
extern const struct measure_row_words measure_rows[MEASURE_ROWS];
/* Of the kinds: in JSON, in the page and above the table. */
extern const char *const measure_kinds[MEASURE_KINDS];

/* One figure. */
struct measure_figure {
	unsigned runs;            /* it is the median of so many; 0: not measured */
	double median, low, high; /* in the row's unit; low and high: the smallest and the largest of them */
	bool at_least;            /* more was not tried */
	char why[200];            /* it could not be measured; "" it was, or it was not tried */
};

/* The machine that figures are of. */
struct measure_machine {
	char cpu[96];      /* the model as the kernel names it; "" not known */
	int cores;         /* that we may use */
	double memory;     /* bytes */
	char kernel[128];
	char program[32];  /* version of lunchrush */
};

struct measures {
	char date[40];     /* "2026-11-22 15:10 UTC"; "" nothing was measured */
	struct measure_machine machine;
	unsigned repeats;
	bool quick;        /* a tenth as much of each */
	double others;     /* share of the machine that others used meanwhile, 0 to 1; 0 also where that is not known */
	struct measure_figure at[MEASURE_ROWS][MEASURE_KINDS];
};

/* ---- measuring ---- */

struct measure_words {
	unsigned repeats;
	bool quick, json, show;
};

/* Run the kitchens, one at a time. Returns 0, or the signal that ended it: `to` is then of no use. What cannot be measured says why. */
int measure_run(const struct measure_words *words, struct measures *to);
/* Fill in the machine and the date. */
void measure_machine_read(struct measures *to);
/* Additions, each of which needs the one before, that one core does in a second: real time of about `seconds`. */
double measure_additions(double seconds);

/* ---- stored ---- */

enum measure_stored { MEASURE_STORED, MEASURE_NONE, MEASURE_DAMAGED };

/* $XDG_STATE_HOME/lunchrush/measured.json, or in ~/.local/state. -1 with words when neither is the path of a folder. */
int measure_path(char *to, size_t size, struct error *error);
/* Make its folders and see whether a file can be written there. -1 with words. */
int measure_place(const char *path, struct error *error);
/* Read it. MEASURE_NONE: there is none, `to` is empty. MEASURE_DAMAGED, with words: it was moved aside, to PATH.damaged, and `to` is empty. */
enum measure_stored measure_read(const char *path, struct measures *to, struct error *error);
/* Store it whole: a new file, synced, takes the place of the old. -1 with words; the old is then as it was. */
int measure_write(const char *path, const struct measures *measures, struct error *error);
json_t *measure_json(const struct measures *measures);

/* ---- for people ---- */

/* A figure with three digits that count and its unit: "65.2 µs", "1.59 KB", "at least 4,000"; "?" when it was not measured. */
char *measure_text(enum measure_row row, const struct measure_figure *figure, char to[64]);
/* All figures with their spread, at most 80 columns wide. */
void measure_say(FILE *to, const struct measures *measures);

/* ---- the page ---- */

#define MEASURE_PAGE_KINDS 4 /* threads, loop, processes, instances */
#define MEASURE_PAGE_ROWS 16

/* What is said of one kind. */
struct measure_cell {
	char text[320]; /* with the figures in it; between a figure and its unit stands U+00A0, at which no line is broken */
	char see[64];   /* the recipe that shows it; "" none */
};

struct measure_page {
	char title[96];
	size_t count;
	struct {
		char title[64];
		struct measure_cell cells[MEASURE_PAGE_KINDS];
	} rows[MEASURE_PAGE_ROWS];
};

/* Read the page from DATA/pages/comparison.ini and put the figures in. -1 with words of what is wrong with the file. */
int measure_page_read(const char *path, const struct measures *measures, struct measure_page *page, struct error *error);
/* In `width` columns, from 60 on. */
void measure_page_say(FILE *to, const struct measure_page *page, int width);

#endif
