/* atlas_tree_draw.c - the rows of the tree: the step and what it does on the left, how many of the schedules that begin so fail on the right. */
#include "tui/atlas_tree.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/bar.h"
#include "tui/pen.h"

#include <stdio.h>
#include <string.h>

#define BAR_COLUMNS 10
#define INDENT_MOST 24 /* deeper rows are indented no further: their letters must have room */

/* "904 of 924 fail", into to[size]; returns to. */
static char *numbers(const struct tree_node *node, char *to, size_t size)
{
	char failing[56], all[56];
	if (!strcmp(node->failing, "0"))
		snprintf(to, size, _("none of %s"), study_grouped(node->schedules, all, sizeof all));
	else if (!strcmp(node->failing, node->schedules))
		snprintf(to, size, strcmp(node->schedules, "1") ? _("all %s fail") : _("fails"), study_grouped(node->schedules, all, sizeof all));
	else
		snprintf(to, size, _("%s of %s fail"), study_grouped(node->failing, failing, sizeof failing), study_grouped(node->schedules, all, sizeof all));
	return to;
}

static uint32_t fold_sign(const struct tree_node *node)
{
	if (node->ends)
		return glyph(GLYPH_DOT);
	return glyph(node->open ? GLYPH_POINT_DOWN : GLYPH_POINT_RIGHT);
}

static void step_draw(struct pen *pen, const struct tree_node *node, int columns, int attr, const struct study_count *count)
{
	int indent = 2 * node->depth < INDENT_MOST ? 2 * node->depth : INDENT_MOST, end = pen->col + columns;
	pen_at(pen, pen->row, pen->col + indent);
	pen_sign(pen, fold_sign(node), ROLE_QUIET, attr);
	pen_text(pen, ROLE_TEXT, attr, " ");
	if (node->parent < 0)
		pen_text(pen, ROLE_TITLE, attr, node->label[0] ? _("start, ") : _("start"));
	int room = end - pen->col - 2, wide = text_width(node->label);
	pen_field(pen, wide < room ? wide : room, ROLE_TITLE, attr | ATTR_BOLD, node->label);
	pen_text(pen, ROLE_TEXT, attr, "  ");
	if (node->outcome >= 0 && (size_t)node->outcome < count->outcome_count) {
		const struct study_outcome *outcome = &count->outcomes[node->outcome];
		pen_sign(pen, glyph(outcome->ok ? GLYPH_ENDED : GLYPH_DEAD), outcome->ok ? ROLE_GOOD : ROLE_BAD, attr);
		pen_text(pen, ROLE_TEXT, attr, " ");
		int width = text_width(outcome->words);
		if (pen->col < end)
			pen_field(pen, width < end - pen->col ? width : end - pen->col, outcome->ok ? ROLE_GOOD : ROLE_BAD, attr, outcome->words);
		pen_text(pen, ROLE_TEXT, attr, "  ");
	}
	if (pen->col < end)
		pen_field(pen, end - pen->col, ROLE_QUIET, attr, node->does);
	pen_at(pen, pen->row, end);
}

static void row_draw(struct pen *pen, int row, const struct tree_node *node, bool chosen, int right, const struct study_count *count)
{
	char words[128];
	long double all = study_number(node->schedules);
	int attr = chosen ? ATTR_REVERSE : 0, columns = pen->rect.cols - 2 - right - BAR_COLUMNS - 2;
	pen_at(pen, row, 0);
	pen_sign(pen, chosen ? glyph(GLYPH_HEAD) : ' ', ROLE_KEY, 0);
	pen_sign(pen, ' ', ROLE_TEXT, 0);
	step_draw(pen, node, columns, attr, count);
	pen_sign(pen, ' ', ROLE_TEXT, 0);
	if (!node->schedules[0])
		return;
	bar_split(pen, BAR_COLUMNS, all > 0 ? (double)(study_number(node->failing) / all) : 0);
	numbers(node, words, sizeof words);
	pen_print(pen, strcmp(node->failing, "0") ? ROLE_TEXT : ROLE_GOOD, 0, " %*s", right, words);
}

void tree_draw(struct atlas_tree *tree, struct canvas *canvas, struct rect rect, const struct study_count *count)
{
	struct pen pen = pen_start(canvas, rect);
	char words[128];
	int chosen = 0, right = text_width(numbers(&tree->nodes[0], words, sizeof words));
	tree->page = rect.rows;
	for (int row = 0; row < tree->row_count; row++)
		chosen = tree->rows[row] == tree->chosen ? row : chosen;
	if (tree->top > chosen)
		tree->top = chosen;
	if (tree->top < chosen - rect.rows + 1)
		tree->top = chosen - rect.rows + 1;
	if (right > rect.cols / 2)
		right = rect.cols / 2;
	for (int row = 0; row < rect.rows && tree->top + row < tree->row_count; row++) {
		int node = tree->rows[tree->top + row];
		row_draw(&pen, row, &tree->nodes[node], node == tree->chosen, right > 12 ? right : 12, count);
	}
}
