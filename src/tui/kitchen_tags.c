/* kitchen_tags.c - paints a crew for which there is little room: a sign and a letter each, a sign each, or a sign for several.
 *
 * Cells stay with their workers while the crew is the same, so who is where can be followed; where a sign stands for several it shows the
 * busiest of them, and a line says for how many. */
#include "tui/kitchen_scene.h"

#include "trace/tongue.h"
#include "tui/glyph.h"

#include <string.h>

static int letter_cols(uint32_t worker)
{
	char letter[12];
	return (int)strlen(worker_letter(worker, letter));
}

/* Glyph and letter, and with `hand` what it holds first. */
static void tag_paint(const struct scene *scene, uint32_t id, struct rect at, int row, int col, bool with_letter, int hand)
{
	const struct stage_worker *worker = &scene->view->stage->workers[id];
	enum state state = scene->view->stage->asked ? pane_worker_state(scene->view, id) : stage_worker_stands(worker);
	enum role_of_cell role = pane_state_role(state);
	int attr = id == scene->view->chosen ? ATTR_REVERSE : 0;
	char letter[12];
	col = scene_glyph(scene, at, row, col, pane_state_glyph(state), role, attr);
	if (with_letter)
		col = canvas_text(scene->canvas, at, row, col, role, attr | (state == STATE_RUNNING ? ATTR_BOLD : 0), worker_letter(id, letter));
	if (hand && worker->hand)
		scene_thing(scene, worker->hand, row, col, hand, true);
}

/* So many that even a glyph each finds no room: a glyph stands for several who follow one another, and shows the busiest of them. */
static void shares_paint(const struct scene *scene, const struct station *crew, struct rect at)
{
	static const uint8_t busy[STATE_COUNT] = {
		[STATE_DEAD] = 9, [STATE_RUNNING] = 8, [STATE_STALLING] = 7, [STATE_BLOCKED] = 6, [STATE_READY] = 5, [STATE_STOPPED] = 4,
		[STATE_SLEEPING] = 4, [STATE_WAITING] = 3, [STATE_NEW] = 2, [STATE_ENDED] = 1,
	};
	const uint32_t *members = scene->map->members + crew->first;
	uint32_t room = (uint32_t)at.cols * (uint32_t)(at.rows > 1 ? at.rows - 1 : 1), per = (crew->count + room - 1) / room;
	for (uint32_t cell = 0; cell * per < crew->count; cell++) {
		enum state shown = STATE_ENDED;
		for (uint32_t m = cell * per; m < (cell + 1) * per && m < crew->count; m++) {
			enum state state = stage_worker_stands(&scene->view->stage->workers[members[m]]);
			shown = busy[state] > busy[shown] ? state : shown;
		}
		scene_glyph(scene, at, at.row + (int)cell / at.cols, at.col + (int)cell % at.cols, pane_state_glyph(shown), pane_state_role(shown), 0);
	}
	if (at.rows > 1)
		canvas_print(scene->canvas, at, at.row + at.rows - 1, at.col, ROLE_QUIET, 0, _("each sign stands for %u and shows the busiest"), per);
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
void crew_tags_paint(const struct scene *scene, int s, const struct station *crew, struct rect at)
{
	const uint32_t *members = scene->map->members + crew->first;
	int letter = letter_cols(members[crew->count - 1]), hand = crew_hand_cols(scene, s, crew);
	int widths[] = { 1 + letter + hand + 2 + 2, 1 + letter + 1, 1 };
	int form = 0, columns = 1, walls = 0;
	bool walled = scene_walled(scene, members[0]);
	widths[0] -= walled; /* a wall takes the place of two spaces */
	for (; form < 3; form++) {
		walls = walled && form < 2;
		columns = (at.cols - walls) / widths[form];
		if (columns > 0 && (uint32_t)columns * (uint32_t)at.rows >= crew->count)
			break;
	}
	if (form > 2) {
		shares_paint(scene, crew, at);
		return;
	}
	for (uint32_t m = 0; m < crew->count; m++) {
		struct rect tag = { at.row + (int)m / columns, at.col + (int)m % columns * widths[form], 1, widths[form] + 1 };
		if (walls)
			scene_walls(scene, tag, ROLE_RULE);
		tag_paint(scene, members[m], at, tag.row, tag.col + walls, form < 2, form ? 0 : hand);
	}
}
