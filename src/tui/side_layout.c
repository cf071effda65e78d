/* side_layout.c - see side_layout.h. What always holds: the frames tile the area between head and scoreboard without gap or overlap, and nothing reaches outside. */
#include "tui/side_layout.h"

/* The least that a kitchen is drawn in, without its frame: below that, lanes say more. */
#define PICTURE_ROWS 10
#define PICTURE_COLS 36
#define THREE_COLS 38 /* three stand abreast where each is at least so wide: then their lanes are equally long */
#define FOUR_COLS 46  /* four where each is at least so wide, and two by two would be low */
#define FOUR_ROWS 22

static int min(int a, int b)
{
	return a < b ? a : b;
}

static int max(int a, int b)
{
	return a > b ? a : b;
}

void side_layout_init(struct side_layout *layout)
{
	*layout = (struct side_layout){ 0 };
	rules_init(&layout->rules);
}

void side_layout_release(struct side_layout *layout)
{
	rules_release(&layout->rules);
}

/* Kitchens in `lines` rows, each with as many as it takes; the last one may be wider. */
static void cells_place(struct side_layout *layout, struct rect area, int count, int lines)
{
	int in_first = (count + lines - 1) / lines;
	layout->count = count;
	for (int i = 0; i < count; i++) {
		int line = i / in_first, in_line = min(in_first, count - line * in_first), place = i % in_first;
		int top = area.rows * line / lines, bottom = area.rows * (line + 1) / lines;
		int left = area.cols * place / in_line, right = area.cols * (place + 1) / in_line;
		struct rect frame = { area.row + top, area.col + left, bottom - top, right - left };
		int side = frame.col > 0 ? 2 : 1;
		layout->cells[i] = (struct side_cell){ frame, { frame.row + 1, frame.col + side, max(0, frame.rows - 1), max(0, frame.cols - side - 1) } };
	}
}

static bool is_picture(const struct side_cell *cell)
{
	return cell->body.rows >= PICTURE_ROWS && cell->body.cols >= PICTURE_COLS;
}

static bool are_pictures(const struct side_layout *layout)
{
	for (int i = 0; i < layout->count; i++)
		if (!is_picture(&layout->cells[i]))
			return false;
	return true;
}

static bool abreast(struct rect area, int count)
{
	if (count <= 2)
		return true;
	return count == 3 ? area.cols / 3 >= THREE_COLS : area.cols / 4 >= FOUR_COLS && area.rows < FOUR_ROWS;
}

static void arrange(struct side_layout *layout, struct rect area, int count, bool strips)
{
	layout->form = SIDE_PICTURES;
	cells_place(layout, area, count, abreast(area, count) ? 1 : 2);
	if (are_pictures(layout) && !strips)
		return;
	layout->form = SIDE_STRIPS;
	cells_place(layout, area, count, max(1, count));
}

void side_layout_make(struct side_layout *layout, int rows, int cols, int count, int score, bool strips)
{
	int story = 2, least = 1 + max(1, min(count, SIDE_CELLS)) * 3;
	layout->head = (struct rect){ 0, 0, 1, cols };
	layout->keys = (struct rect){ rows - 1, 0, 1, cols };
	layout->story = (struct rect){ rows - 1 - story, 0, story, cols };
	score = max(1, min(score, rows - 2 - story - least));
	layout->score = (struct rect){ rows - 1 - story - score, 0, score, cols };
	arrange(layout, (struct rect){ 1, 0, layout->score.row - 1, cols }, min(max(0, count), SIDE_CELLS), strips);
	rules_clear(&layout->rules, rows, cols);
	for (int i = 0; i < layout->count; i++)
		rules_frame(&layout->rules, layout->cells[i].frame);
	rules_frame(&layout->rules, layout->score);
	rules_join(&layout->rules);
}
