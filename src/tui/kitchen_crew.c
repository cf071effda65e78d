/* kitchen_crew.c - paints a crew: one worker, or many that do the same, each in its own cell of a grid.
 *
 * The grid takes the richest form in which all find room: cards in frames, two rows each, one row each, glyph + letter + what is in
 * hand, glyph + letter, glyphs alone. Cells go to workers in the order of their creation and never change while the crew does not, so
 * who is where can be followed. The head counts by state, so that the truth is whole even where not everybody is drawn. */
#include "tui/kitchen_scene.h"

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
	{ .least_cols = 30, .most_cols = 64, .least_rows = 1, .most_rows = 1, .gap_cols = 2, .gap_rows = 0 },
};

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

static int letter_cols(uint32_t worker)
{
	char letter[12];
	return (int)strlen(worker_letter(worker, letter));
}

/* Glyph and letter, and with `hand` what it holds first. */
static void tag_paint(const struct scene *scene, uint32_t id, struct rect at, int row, int col, bool with_letter, int hand)
{
	const struct stage_worker *worker = &scene->view->stage->workers[id];
	enum role_of_cell role = pane_state_role((enum state)worker->state);
	int attr = id == scene->view->chosen ? ATTR_REVERSE : 0;
	char letter[12];
	col = scene_glyph(scene, at, row, col, pane_state_glyph((enum state)worker->state), role, attr);
	if (with_letter)
		col = canvas_text(scene->canvas, at, row, col, role, attr | (worker->state == STATE_RUNNING ? ATTR_BOLD : 0), worker_letter(id, letter));
	if (hand && worker->hand)
		scene_thing(scene, worker->hand, row, col, hand, true);
}

/* So many that even a glyph each finds no room: a glyph stands for several who follow one another, and shows the busiest of them. */
static void shares_paint(const struct scene *scene, const struct station *crew, struct rect at)
{
	static const uint8_t busy[STATE_COUNT] = {
		[STATE_DEAD] = 9, [STATE_RUNNING] = 8, [STATE_STALLING] = 7, [STATE_BLOCKED] = 6, [STATE_READY] = 5,
		[STATE_SLEEPING] = 4, [STATE_WAITING] = 3, [STATE_NEW] = 2, [STATE_ENDED] = 1,
	};
	const uint32_t *members = scene->map->members + crew->first;
	uint32_t room = (uint32_t)at.cols * (uint32_t)(at.rows > 1 ? at.rows - 1 : 1), per = (crew->count + room - 1) / room;
	for (uint32_t cell = 0; cell * per < crew->count; cell++) {
		enum state shown = STATE_ENDED;
		for (uint32_t m = cell * per; m < (cell + 1) * per && m < crew->count; m++) {
			enum state state = (enum state)(scene->view->stage->workers[members[m]].state % STATE_COUNT);
			shown = busy[state] > busy[shown] ? state : shown;
		}
		scene_glyph(scene, at, at.row + (int)cell / at.cols, at.col + (int)cell % at.cols, pane_state_glyph(shown), pane_state_role(shown), 0);
	}
	if (at.rows > 1)
		canvas_print(scene->canvas, at, at.row + at.rows - 1, at.col, ROLE_QUIET, 0, "each sign stands for %u and shows the busiest", per);
}

/* Columns of the widest label in any hand of the crew, so far. */
static int crew_hand_cols(const struct scene *scene, int s, const struct station *crew)
{
	int cols = scene_label_cols(scene, s, 0);
	for (uint32_t m = 0; m < crew->count; m++) {
		uint32_t hand = scene->view->stage->workers[scene->map->members[crew->first + m]].hand;
		cols = hand ? scene_label_cols(scene, s, hand) : cols;
	}
	return cols;
}

/* Cells of one row: as wide as there is room for, down to a glyph. */
static void tags_paint(const struct scene *scene, int s, const struct station *crew, struct rect at)
{
	const uint32_t *members = scene->map->members + crew->first;
	int letter = letter_cols(members[crew->count - 1]), hand = crew_hand_cols(scene, s, crew);
	int widths[] = { 1 + letter + hand + 2 + 2, 1 + letter + 1, 1 };
	int form = 0, columns = 1;
	for (; form < 3; form++) {
		columns = at.cols / widths[form];
		if (columns > 0 && (uint32_t)columns * (uint32_t)at.rows >= crew->count)
			break;
	}
	if (form > 2) {
		shares_paint(scene, crew, at);
		return;
	}
	for (uint32_t m = 0; m < crew->count; m++)
		tag_paint(scene, members[m], at, at.row + (int)m / columns, at.col + (int)m % columns * widths[form], form < 2, form ? 0 : hand);
}

/* "waiters ×20  ●3 running  ○17 waiting": words where they fit. */
static void crew_head(const struct scene *scene, const struct station *crew, struct rect at)
{
	static const enum state shown[] = {
		STATE_RUNNING, STATE_STALLING, STATE_READY, STATE_BLOCKED, STATE_WAITING, STATE_SLEEPING, STATE_NEW, STATE_DEAD, STATE_ENDED,
	};
	uint32_t counts[STATE_COUNT] = { 0 };
	for (uint32_t m = 0; m < crew->count; m++)
		counts[scene->view->stage->workers[scene->map->members[crew->first + m]].state % STATE_COUNT]++;
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
		col = canvas_print(scene->canvas, at, at.row, col, pane_state_role(state), 0, words ? "%u %s  " : "%u ", counts[state], state_name(state));
	}
}

/* Only those who have been made at the moment shown: their ids go up. */
static void crew_now(const struct scene *scene, struct station *crew)
{
	const uint32_t *members = scene->map->members + crew->first;
	while (crew->count && members[crew->count - 1] >= scene->view->stage->worker_count)
		crew->count--;
}

void crew_paint(const struct scene *scene, int s, struct rect at)
{
	struct station made = scene->map->stations[s];
	const struct station *crew = &made;
	struct grid grid;
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
	for (size_t i = 0; i < sizeof forms / sizeof *forms && crew->count < 1000; i++) {
		if (grid_fit(&grid, &forms[i], body, (int)crew->count)) {
			grid_paint(scene, crew, &grid);
			return;
		}
	}
	if (body.rows > 0 && body.cols > 0)
		tags_paint(scene, s, crew, body);
}
