/* chooser.h - a flowchart walked by answering questions, which ends at a kitchen to run and a lesson to take.
 *
 * It is data, DATA/lessons/pages/chooser.ini: a section a question, with `answer.X` and `to.X`, or an end, with title, recipe, lesson. Here it is read, walked, and drawn; the
 * command line walks the same on paper. Knows no app. */
#ifndef LUNCHRUSH_TUI_CHOOSER_H
#define LUNCHRUSH_TUI_CHOOSER_H

#include "trace/error.h"
#include "tui/canvas.h"
#include "tui/input.h"

#include <stdbool.h>
#include <stdint.h>

#define CHOOSER_NODES 48
#define CHOOSER_ANSWERS 6
#define CHOOSER_DEPTH 16 /* questions on one way, at most: none is met twice */

struct chooser_node {
	char name[32];
	char question[160]; /* "" : an end */
	char title[96];     /* of an end */
	char about[512];
	struct {
		char text[160];
		char goes[32];  /* the section it leads to */
		int to;         /* … as an index */
	} answers[CHOOSER_ANSWERS];
	int answer_count;
	char recipe[64], lesson[64]; /* of an end; "" none */
	char recipe_title[96], lesson_title[96]; /* as the menu has them; "" not known: their names do */
	int line;
};

struct chooser {
	char title[96];
	struct chooser_node nodes[CHOOSER_NODES];
	int count;
	int first;

	/* The way taken. */
	struct { int node, answer; } way[CHOOSER_DEPTH];
	int depth;          /* questions answered */
	int at;             /* the node one stands at */
	int row;            /* the row chosen there */
};

/* Read it from DATA and stand at the first question. NULL with FILE:LINE: words; to be freed with free. */
struct chooser *chooser_read(const char *data_dir, struct error *error);

const struct chooser_node *chooser_node(const struct chooser *chooser);
/* Give the answer of this index; false: there is none. */
bool chooser_answer(struct chooser *chooser, int answer);
/* One question back; false: it is the first. */
bool chooser_back(struct chooser *chooser);
void chooser_restart(struct chooser *chooser);

/* In the whole rectangle. */
void chooser_draw(struct chooser *chooser, struct canvas *canvas, struct rect rect);
enum chooser_wish { CHOOSER_STAY, CHOOSER_LEAVE, CHOOSER_LEADS };
/* A key or a press on a row. CHOOSER_LEADS: `leads` is "recipe:NAME" or "lesson:NAME". */
enum chooser_wish chooser_key(struct chooser *chooser, const struct input_key *key, char leads[96]);

#endif
