/* kitchen_crew.c - paints a crew: one worker, or many that do the same, each in its own cell of a grid.
 *
 * The grid takes the richest form in which all find room: cards in frames, two rows each, one row each, glyph + letter + what is in
 * hand, glyph + letter, glyphs alone. Cells go to workers in the order of their creation and never change while the crew does not, so
 * who is where can be followed. The head counts by state, so that the truth is whole even where not everybody is drawn. */
#include "tui/kitchen_scene.h"

#include "trace/tongue.h"
#include "tui/glyph.h"

#include <stdio.h>
#include <string.h>

struct grid_form {
	int least_cols, most_cols; /* of a cell */
	int least_rows, most_rows;
	int gap_cols, gap_rows;
};

static const struct grid_form forms[] = {
	{ .least_cols = 24, .most_cols = 80, .least_rows = 4, .most_rows = 7, .gap_cols = 2, .gap_rows = 1 },
	{ .least_cols = 24, .most_cols = 60, .least_rows = 4, .most_rows = 6, .gap_cols = 1, .gap_rows = 0 },
	{ .least_cols = 22, .most_cols = 48, .least_rows = 2, .most_rows = 3, .gap_cols = 2, .gap_rows = 1 },
	{ .least_cols = 22, .most_cols = 48, .least_rows = 2, .most_rows = 2, .gap_cols = 2, .gap_rows = 0 },
	{ .least_cols = 24, .most_cols = 64, .least_rows = 1, .most_rows = 1, .gap_cols = 2, .gap_rows = 0 },
};

/* Processes: each in walls of its own, if they be low, before they stand in rows without. */
static const struct grid_form walled_form = { .least_cols = 18, .most_cols = 60, .least_rows = 3, .most_rows = 6, .gap_cols = 1, .gap_rows = 0 };

struct grid {
	struct rect at;
	int columns, cell_cols, cell_rows;
	int gap_cols, gap_rows;
};

/* Lay `count` cells of a form into a rectangle; false when they do not fit. Columns as few as will do: lines are read downwards. */
static bool grid_fit(struct grid *grid, const struct grid_form *form, struct rect at, int count)
{
	for (int columns = 1; columns <= count && columns * (form->least_cols + form->gap_cols) - form->gap_cols <= at.cols; columns++) {
		int lines = (count + columns - 1) / columns;
		int rows = (at.rows + form->gap_rows) / lines - form->gap_rows;
		if (rows < form->least_rows)
			continue;
		int cols = (at.cols + form->gap_cols) / columns - form->gap_cols;
		*grid = (struct grid){ .at = at, .columns = columns, .gap_cols = form->gap_cols, .gap_rows = form->gap_rows };
		grid->cell_rows = rows > form->most_rows ? form->most_rows : rows;
		grid->cell_cols = cols > form->most_cols ? form->most_cols : cols;
		grid->at.col += (at.cols + form->gap_cols - columns * (grid->cell_cols + form->gap_cols)) / 2;
		return true;
	}
	return false;
}

static void grid_paint(const struct scene *scene, const struct station *crew, const struct grid *grid)
{
	for (uint32_t m = 0; m < crew->count; m++) {
		int line = (int)m / grid->columns, column = (int)m % grid->columns;
		struct rect cell = {
			grid->at.row + line * (grid->cell_rows + grid->gap_rows), grid->at.col + column * (grid->cell_cols + grid->gap_cols),
			grid->cell_rows, grid->cell_cols,
		};
		worker_paint(scene, scene->map->members[crew->first + m], cell);
	}
}

/* "waiters ×20  ●3 running  ○17 waiting": words where they fit. */
static void crew_head(const struct scene *scene, const struct station *crew, struct rect at)
{
	static const enum state shown[] = {
		STATE_RUNNING, STATE_STALLING, STATE_READY, STATE_BLOCKED, STATE_WAITING, STATE_SLEEPING, STATE_STOPPED, STATE_NEW, STATE_DEAD, STATE_ENDED,
	};
	uint32_t counts[STATE_COUNT] = { 0 };
	for (uint32_t m = 0; m < crew->count; m++)
		counts[stage_worker_stands(&scene->view->stage->workers[scene->map->members[crew->first + m]])]++;
	int kinds = 0, end = at.col + at.cols;
	for (int i = 0; i < STATE_COUNT; i++)
		kinds += counts[i] > 0;
	int col = canvas_text_cut(scene->canvas, at, at.row, at.col, at.cols - 5, ROLE_TITLE, ATTR_BOLD, crew->name);
	col = canvas_print(scene->canvas, at, at.row, col, ROLE_TEXT, 0, " %s%u", glyph_text(GLYPH_TIMES), crew->count) + 2;
	bool words = end - col >= kinds * 14;
	for (size_t i = 0; i < sizeof shown / sizeof *shown && col + 3 < end; i++) {
		enum state state = shown[i];
		if (!counts[state])
			continue;
		col = scene_glyph(scene, at, at.row, col, pane_state_glyph(state), pane_state_role(state), 0);
		col = canvas_print(scene->canvas, at, at.row, col, pane_state_role(state), 0, words ? "%u %s  " : "%u ", counts[state], _(state_name(state)));
	}
	for (; col < end && at.rows > 1; col++) /* up to where lines may come in */
		canvas_put(scene->canvas, at, at.row, col, glyph(GLYPH_H), ROLE_RULE, 0);
}

/* Only those who have been made at the moment shown: their ids go up. */
static void crew_now(const struct scene *scene, struct station *crew)
{
	const uint32_t *members = scene->map->members + crew->first;
	while (crew->count && members[crew->count - 1] >= scene->view->stage->worker_count)
		crew->count--;
}

static void members_paint(const struct scene *scene, int s, const struct station *crew, struct rect body)
{
	struct grid grid;
	bool walled = scene_walled(scene, scene->map->members[crew->first]);
	for (size_t i = 0; i < sizeof forms / sizeof *forms && crew->count < 1000; i++) {
		if (i == 2 && walled && grid_fit(&grid, &walled_form, body, (int)crew->count)) {
			grid_paint(scene, crew, &grid);
			return;
		}
		if (grid_fit(&grid, &forms[i], body, (int)crew->count)) {
			grid_paint(scene, crew, &grid);
			return;
		}
	}
	if (body.rows > 0 && body.cols > 0)
		crew_tags_paint(scene, s, crew, body);
}

void crew_members_paint(const struct scene *scene, int s, struct rect at)
{
	struct station made = scene->map->stations[s];
	crew_now(scene, &made);
	if (made.count == 1 && at.rows > 0 && at.rows <= 6)
		worker_paint(scene, scene->map->members[made.first], at);
	else if (made.count && at.rows > 0)
		members_paint(scene, s, &made, at);
}

void crew_paint(const struct scene *scene, int s, struct rect at)
{
	struct station made = scene->map->stations[s];
	const struct station *crew = &made;
	crew_now(scene, &made);
	if (!made.count)
		return;
	if (crew->count == 1 && at.rows <= 6) {
		worker_paint(scene, scene->map->members[crew->first], at);
		return;
	}
	struct rect body = at;
	if (crew->count > 1 && (at.rows > 1 || crew->count > 4)) {
		crew_head(scene, crew, at);
		body.row++;
		body.rows--;
	}
	members_paint(scene, s, crew, body);
}
