/* atlas_tree.c - the tree of schedules: its rows, and how they come to be known.
 *
 * A row goes through three states. Made: its first step and its counts are known from the row above. Settled: the steps that follow without a choice have
 * joined it. Open: there is a row below for each worker that can go. Each needs at most one answer of the study at a time, so tree_work is called again and again
 * and does what can be done now. What always holds: rows below stand in the order of the workers; nothing is asked for rows that were never unfolded. */
#include "tui/atlas_tree.h"

#include "paper/key.h"
#include "schedule/schedule.h"
#include "stage/next.h"
#include "trace/event.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEPS_MAX 2000 /* of one row: longer chains are cut there and go on in the row below */

static int node_add(struct atlas_tree *tree, int parent)
{
	if (tree->count == TREE_NODES_MAX)
		return -1;
	if (tree->count == tree->size) {
		tree->size = tree->size ? 2 * tree->size : 64;
		tree->nodes = reallocarray(tree->nodes, (size_t)tree->size, sizeof *tree->nodes);
		tree->rows = reallocarray(tree->rows, (size_t)tree->size, sizeof *tree->rows);
		if (!tree->nodes || !tree->rows)
			abort();
	}
	tree->nodes[tree->count] = (struct tree_node){ .parent = parent, .first = -1, .next = -1, .outcome = -1,
		.depth = parent < 0 ? 0 : tree->nodes[parent].depth + 1 };
	return tree->count++;
}

/* The row's texts, once its steps are others. */
static void node_write(struct atlas_tree *tree, struct tree_node *node)
{
	size_t from = node->parent >= 0 ? tree->nodes[node->parent].step_count : 0;
	free(node->schedule);
	free(node->label);
	node->schedule = schedule_write(node->steps, node->step_count);
	node->label = schedule_write(node->steps + from, node->step_count - from);
	if (!node->schedule || !node->label)
		abort();
}

static void node_push(struct tree_node *node, uint32_t worker)
{
	node->steps = reallocarray(node->steps, node->step_count + 1, sizeof *node->steps);
	if (!node->steps)
		abort();
	node->steps[node->step_count++] = worker;
}

void tree_init(struct atlas_tree *tree)
{
	*tree = (struct atlas_tree){ .scouting = -1 };
	int root = node_add(tree, -1);
	node_write(tree, &tree->nodes[root]);
	tree->nodes[root].open = true;
}

void tree_release(struct atlas_tree *tree)
{
	for (int i = 0; i < tree->count; i++) {
		free(tree->nodes[i].steps);
		free(tree->nodes[i].schedule);
		free(tree->nodes[i].label);
	}
	free(tree->nodes);
	free(tree->rows);
	scout_stop(&tree->scout);
	*tree = (struct atlas_tree){ .scouting = -1 };
}

/* ---- what becomes known ---- */

/* Let the steps join it at which nobody else can go. True when something changed. */
static bool node_settle(struct atlas_tree *tree, struct tree_node *node, struct study *study)
{
	bool changed = false;
	size_t from = node->parent >= 0 ? tree->nodes[node->parent].step_count : 0;
	while (!node->settled) {
		const struct study_here *here = study_here(study, node->schedule);
		if (!here)
			return changed;
		changed = true;
		if (node->parent < 0) {
			memcpy(node->schedules, here->schedules, sizeof node->schedules);
			memcpy(node->failing, here->failing, sizeof node->failing);
		}
		node->broken = here->error[0];
		node->ends = here->ends;
		node->outcome = here->outcome;
		node->settled = node->broken || here->ends || here->next_count != 1 || node->step_count - from >= STEPS_MAX;
		if (!node->settled) {
			node_push(node, here->next[0].worker);
			node_write(tree, node);
		}
	}
	return changed;
}

/* Make the rows below. */
static bool node_unfold(struct atlas_tree *tree, int index, struct study *study)
{
	const struct study_here *here = study_here(study, tree->nodes[index].schedule);
	int last = -1;
	if (!here || here->error[0])
		return false;
	for (size_t i = 0; i < here->next_count; i++) {
		int below = node_add(tree, index);
		if (below < 0)
			break;
		struct tree_node *node = &tree->nodes[below], *above = &tree->nodes[index];
		for (size_t step = 0; step < above->step_count; step++)
			node_push(node, above->steps[step]);
		node_push(node, here->next[i].worker);
		memcpy(node->schedules, here->next[i].schedules, sizeof node->schedules);
		memcpy(node->failing, here->next[i].failing, sizeof node->failing);
		node_write(tree, node);
		if (last < 0)
			above->first = below;
		else
			tree->nodes[last].next = below;
		last = below;
	}
	return last >= 0;
}

static bool is_shown(const struct atlas_tree *tree, int index)
{
	return index == 0 || !tree->failing_only || strcmp(tree->nodes[index].failing, "0") != 0;
}

/* The rows in the order shown. */
static void rows_list(struct atlas_tree *tree)
{
	int node = 0;
	tree->row_count = 0;
	while (node >= 0) {
		bool shown = is_shown(tree, node);
		if (shown)
			tree->rows[tree->row_count++] = node;
		if (shown && tree->nodes[node].open && tree->nodes[node].first >= 0) {
			node = tree->nodes[node].first;
			continue;
		}
		while (node >= 0 && tree->nodes[node].next < 0)
			node = tree->nodes[node].parent;
		if (node >= 0)
			node = tree->nodes[node].next;
	}
}

/* Take over what everybody below the scouted row would do. */
static bool scout_read(struct atlas_tree *tree)
{
	const struct stage *stage = scout_stage(&tree->scout);
	struct tree_node *above = &tree->nodes[tree->scouting];
	if (!scout_is_there(&tree->scout))
		return false;
	for (int below = above->first; below >= 0; below = tree->nodes[below].next) {
		struct tree_node *node = &tree->nodes[below];
		if (stage_waits_for_choice(stage))
			stage_next_words(stage, node->steps[above->step_count], node->does, sizeof node->does);
	}
	scout_stop(&tree->scout);
	tree->scouting = -1;
	return true;
}

/* Send the scout to the first open row on the screen that it has not seen. */
static void scout_send(struct atlas_tree *tree, const struct launch *launch)
{
	struct error error;
	for (int row = tree->top; row < tree->row_count && row <= tree->top + tree->page && tree->scouting < 0; row++) {
		struct tree_node *node = &tree->nodes[tree->rows[row]];
		if (!node->open || node->first < 0 || node->scouted)
			continue;
		node->scouted = true;
		if (scout_start(&tree->scout, launch, node->schedule, "hand", &error) == 0)
			tree->scouting = tree->rows[row];
	}
}

bool tree_work(struct atlas_tree *tree, struct study *study, const struct launch *launch)
{
	bool changed = false;
	scout_pump(&tree->scout);
	if (tree->scouting >= 0)
		changed |= scout_read(tree);
	rows_list(tree);
	for (int row = 0; row < tree->row_count; row++) {
		int index = tree->rows[row];
		bool seen = row >= tree->top && row <= tree->top + tree->page;
		if (seen || tree->nodes[index].open)
			changed |= node_settle(tree, &tree->nodes[index], study);
		if (tree->nodes[index].open && tree->nodes[index].settled && tree->nodes[index].first < 0 && !tree->nodes[index].ends && node_unfold(tree, index, study)) {
			changed = true;
			rows_list(tree);
		}
	}
	if (launch && tree->scouting < 0)
		scout_send(tree, launch);
	return changed;
}

/* ---- looking at it ---- */

static int row_of(const struct atlas_tree *tree, int node)
{
	for (int row = 0; row < tree->row_count; row++)
		if (tree->rows[row] == node)
			return row;
	return 0;
}

static void go_to_row(struct atlas_tree *tree, int row)
{
	if (row >= tree->row_count)
		row = tree->row_count - 1;
	tree->chosen = tree->rows[row < 0 ? 0 : row];
}

static void unfold(struct atlas_tree *tree)
{
	struct tree_node *node = &tree->nodes[tree->chosen];
	if (node->open && node->first >= 0)
		go_to_row(tree, row_of(tree, tree->chosen) + 1);
	else
		node->open = !node->ends;
}

static void fold(struct atlas_tree *tree)
{
	struct tree_node *node = &tree->nodes[tree->chosen];
	if (node->open && node->first >= 0 && node->parent >= 0)
		node->open = false;
	else if (node->parent >= 0)
		tree->chosen = node->parent;
}

/* Only what fails, or all: the row chosen may have gone. */
static void filter(struct atlas_tree *tree)
{
	tree->failing_only = !tree->failing_only;
	while (!is_shown(tree, tree->chosen))
		tree->chosen = tree->nodes[tree->chosen].parent;
}

bool tree_key(struct atlas_tree *tree, int key)
{
	rows_list(tree);
	int row = row_of(tree, tree->chosen), page = tree->page > 1 ? tree->page - 1 : 1;
	switch (key) {
	case KEYS_UP: go_to_row(tree, row - 1); break;
	case KEYS_DOWN: go_to_row(tree, row + 1); break;
	case KEYS_PAGE_UP: go_to_row(tree, row - page); break;
	case KEYS_PAGE_DOWN: go_to_row(tree, row + page); break;
	case KEYS_HOME: go_to_row(tree, 0); break;
	case KEYS_END: go_to_row(tree, tree->row_count - 1); break;
	case KEYS_RIGHT: unfold(tree); break;
	case KEYS_LEFT: fold(tree); break;
	case 'f': filter(tree); break;
	default: return false;
	}
	rows_list(tree);
	return true;
}

const char *tree_schedule(const struct atlas_tree *tree)
{
	return tree->nodes[tree->chosen].schedule;
}
