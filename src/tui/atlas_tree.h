/* atlas_tree.h - all schedules as a tree: a row per choice, unfolded as far as a person looks.
 *
 * What follows after a row's steps is asked of the study when it is unfolded; what the step does is seen in a second kitchen that is taken there by hand. Steps at
 * which only one worker can go are no choice, so they join the row before them. */
#ifndef LUNCHRUSH_TUI_ATLAS_TREE_H
#define LUNCHRUSH_TUI_ATLAS_TREE_H

#include "tui/canvas.h"
#include "tui/scout.h"
#include "tui/study.h"

#define TREE_NODES_MAX 4000

struct tree_node {
	uint32_t *steps;      /* workers, from the start up to the end of this row; owned */
	size_t step_count;
	char *schedule;       /* the same as text; owned */
	char *label;          /* this row's own steps: "A3"; owned */
	char does[128];       /* what its first step does; "" not known (yet) */
	char schedules[STUDY_DIGITS], failing[STUDY_DIGITS];
	int parent, first, next; /* the first row below it, the next beside it; -1 none */
	int depth;
	int outcome;          /* how it ends; -1 it does not, or not known */
	bool settled;         /* all its steps are known */
	bool ends;            /* nobody can go on after it */
	bool open;
	bool scouted;         /* what the rows below it do was looked at */
	bool broken;          /* the study has no answer */
};

struct atlas_tree {
	struct tree_node *nodes; /* the first is the start */
	int count, size;
	int chosen;              /* a node */
	int top, page;           /* the first row shown, rows that fit */
	int *rows, row_count;    /* nodes in the order shown; owned */
	bool failing_only;
	struct scout scout;
	int scouting;            /* the node that the scout goes to, -1 none */
};

void tree_init(struct atlas_tree *tree);
void tree_release(struct atlas_tree *tree);
/* Take in what is known by now, and ask for what is wanted next. True when something on the screen may have changed. */
bool tree_work(struct atlas_tree *tree, struct study *study, const struct launch *launch);
/* Up, down, page, Home, End, left (fold), right (unfold), f. True when it was used. */
bool tree_key(struct atlas_tree *tree, int key);
void tree_draw(struct atlas_tree *tree, struct canvas *canvas, struct rect rect, const struct study_count *count);
/* The steps up to the chosen row. */
const char *tree_schedule(const struct atlas_tree *tree);

#endif
