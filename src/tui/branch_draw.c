/* branch_draw.c - the choice, and both futures side by side.
 *
 * The columns are aligned by the number of the step; a step at which they differ stands in plain text, one that is the same in both is quiet. Below stand the values
 * at their ends, those that differ marked, and the verdicts. */
#include "tui/branch.h"

#include "trace/event.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/pen.h"

#include <stdio.h>
#include <string.h>

#define VALUES_MOST 5

static void rule_draw(struct canvas *canvas, int row, const char *title)
{
	struct rect rect = { row, 0, 1, canvas->cols };
	for (int col = 0; col < canvas->cols; col++)
		canvas_put(canvas, rect, row, col, glyph(GLYPH_H), ROLE_RULE, 0);
	if (*title)
		canvas_print(canvas, rect, row, 2, ROLE_TITLE, 0, " %s ", title);
}

static void head_draw(const struct branches *branches, struct canvas *canvas, const struct watch *watch)
{
	struct rect row = { 0, 0, 1, canvas->cols };
	const char *title = watch->info.title[0] ? watch->info.title : watch->info.recipe;
	char words[160];
	if (branches->steps)
		snprintf(words, sizeof words, ngettext("after %zu step: %.100s", "after %zu steps: %.100s", branches->steps), branches->steps, branches->prefix ? branches->prefix : "");
	else
		snprintf(words, sizeof words, _("from the beginning"));
	int col = canvas_text_cut(canvas, row, 0, 1, canvas->cols / 2, ROLE_TITLE, 0, title) + 3;
	canvas_text_cut(canvas, row, 0, col, canvas->cols - col - 1, ROLE_QUIET, 0, words);
}

static int key_draw(struct canvas *canvas, int col, const char *key, const char *does)
{
	int row = canvas->rows - 1;
	struct rect rect = { row, 0, 1, canvas->cols };
	col = canvas_text(canvas, rect, row, col, ROLE_KEY, 0, key) + 1;
	return canvas_text(canvas, rect, row, col, ROLE_QUIET, 0, does) + 2;
}

/* In this order, as far as there is room; the help and the way back are always there, at the end. */
static void keys_draw(struct canvas *canvas, const char *const hints[])
{
	int col = 1, end = canvas->cols - 1 - 1 - text_width(_("help")) - text_width(_("back")) - 8;
	for (; hints[0]; hints += 2)
		if (col + text_width(hints[0]) + 1 + text_width(hints[1]) <= end)
			col = key_draw(canvas, col, hints[0], hints[1]);
	col = key_draw(canvas, col, "?", _("help"));
	key_draw(canvas, col, "Esc", _("back"));
}

static void story_draw(struct canvas *canvas, const char *text, enum role_of_cell role)
{
	int row = canvas->rows - 2;
	struct rect rect = { row, 0, 1, canvas->cols };
	canvas_put(canvas, rect, row, 1, glyph(GLYPH_HEAD), ROLE_QUIET, 0);
	canvas_text_cut(canvas, rect, row, 3, canvas->cols - 4, role, 0, text);
}

/* ---- the choice ---- */

static void able_draw(const struct branches *branches, struct pen *pen, int row, int index)
{
	char letter[12];
	bool one = index == branches->one, chosen = index == branches->chosen;
	pen_at(pen, row, 0);
	pen_sign(pen, chosen ? glyph(GLYPH_HEAD) : ' ', ROLE_KEY, 0);
	pen_print(pen, ROLE_TITLE, chosen ? ATTR_REVERSE : ATTR_BOLD, " %s ", worker_letter(branches->able[index], letter));
	pen_sign(pen, ' ', ROLE_TEXT, 0);
	pen_text(pen, ROLE_TEXT, 0, branches->does[index]);
	if (one)
		pen_text(pen, ROLE_MARK, 0, branches->taken == branches->able[index] ? _("   was chosen: stands on the left") : _("   stands on the left"));
}

static void made_draw(const struct branches *branches, struct pen *pen, int row, int index)
{
	const struct branch *branch = &branches->list[index];
	bool chosen = branches->chosen == branches->able_count + index;
	char letters[2][12], name[160];
	snprintf(name, sizeof name, _("%.100s%s%s or %s"), branch->prefix, *branch->prefix ? " " : "", worker_letter(branch->workers[0], letters[0]),
		worker_letter(branch->workers[1], letters[1]));
	pen_at(pen, row, 0);
	pen_sign(pen, chosen ? glyph(GLYPH_HEAD) : ' ', ROLE_KEY, 0);
	pen_sign(pen, ' ', ROLE_TEXT, 0);
	pen_field(pen, pen->rect.cols / 2 - 2, ROLE_TITLE, chosen ? ATTR_REVERSE : 0, name);
	for (int i = 0; i < 2; i++) {
		pen_print(pen, ROLE_QUIET, 0, "%s%s: ", i ? ", " : "  ", letters[i]);
		if (branch->ends[i][0])
			pen_sign(pen, glyph(branch->good[i] ? GLYPH_ENDED : GLYPH_DEAD), branch->good[i] ? ROLE_GOOD : ROLE_BAD, 0);
		pen_text(pen, branch->good[i] ? ROLE_GOOD : ROLE_BAD, 0, branch->ends[i][0] ? " " : "");
		if (pen_left(pen) > 4)
			pen_field(pen, text_width(branch->ends[i]) < pen_left(pen) - 2 ? text_width(branch->ends[i]) : pen_left(pen) - 2, branch->good[i] ? ROLE_GOOD : ROLE_BAD, 0,
				branch->ends[i]);
	}
}

static void choice_draw(const struct branches *branches, struct canvas *canvas)
{
	bool made = branches->chosen >= branches->able_count && branches->count;
	const char *const hints[] = { "a b", _("the other choice"), "Enter", _("look at both"), made ? "Del" : "Tab", made ? _("drop it") : _("left one"), NULL };
	struct rect rect = { 3, 1, canvas->rows - 6, canvas->cols - 2 };
	struct pen pen = pen_start(canvas, rect);
	int row = 0;
	rule_draw(canvas, 2, _("branch here: who else could go?"));
	if (!branches->known)
		pen_rest(&pen, ROLE_QUIET, 0, _("A second kitchen is on its way to this moment."));
	for (int i = 0; i < branches->able_count && row < rect.rows; i++)
		able_draw(branches, &pen, row++, i);
	if (branches->count) {
		pen_at(&pen, ++row, 0);
		pen_rest(&pen, ROLE_QUIET, 0, _("branches made"));
		row++;
	}
	for (int i = 0; i < branches->count && row < rect.rows; i++)
		made_draw(branches, &pen, row++, i);
	rule_draw(canvas, canvas->rows - 3, "");
	story_draw(canvas, branches->message[0] ? branches->message : _("The same steps up to here, then another choice: both futures side by side."),
		branches->message[0] ? ROLE_KEY : ROLE_TEXT);
	keys_draw(canvas, hints);
}

/* ---- the futures ---- */

/* What a step did, without its worker, whose letter stands before it. */
static const char *step_words(struct future *future, size_t step, char *to, size_t size)
{
	char letter[12];
	const char *text = future_step(future, step, to, size);
	const char *starts[] = { worker_letter(future->log.steps[step].worker, letter),
		stage_worker_name(scout_stage(&future->scout), future->log.steps[step].worker) };
	for (int i = 0; i < 2; i++) {
		size_t length = strlen(starts[i]);
		if (length && !strncmp(text, starts[i], length) && text[length] == ' ')
			text += length + 1;
	}
	return *text ? text : _("goes on");
}

/* Whether both took the same step there, and it did the same. */
static bool same_step(struct future futures[2], size_t step)
{
	char words[2][256];
	if (step >= futures[0].log.count || step >= futures[1].log.count || futures[0].log.steps[step].worker != futures[1].log.steps[step].worker)
		return false;
	return !strcmp(step_words(&futures[0], step, words[0], sizeof words[0]), step_words(&futures[1], step, words[1], sizeof words[1]));
}

static void step_draw(struct future *future, struct pen *pen, int row, size_t step, bool same)
{
	char words[256], letter[12];
	pen_at(pen, row, 0);
	if (step >= future->log.count)
		return;
	pen_print(pen, ROLE_QUIET, 0, "%4zu ", step + 1);
	pen_print(pen, same ? ROLE_QUIET : ROLE_TITLE, same ? 0 : ATTR_BOLD, "%s  ", worker_letter(future->log.steps[step].worker, letter));
	pen_rest(pen, same ? ROLE_QUIET : ROLE_TEXT, 0, step_words(future, step, words, sizeof words));
}

static void column_head(const struct branches *branches, const struct future *future, struct pen *pen, bool chosen)
{
	char letter[12], title[160];
	snprintf(title, sizeof title, " %s ", worker_letter(future->worker, letter));
	pen_at(pen, 0, 0);
	pen_sign(pen, chosen ? glyph(GLYPH_HEAD) : ' ', ROLE_KEY, 0);
	pen_text(pen, ROLE_TITLE, chosen ? ATTR_REVERSE : ATTR_BOLD, title);
	snprintf(title, sizeof title, _(" first, then %s%s"), branches->policy, future->over ? "" : _(" (goes on)"));
	pen_rest(pen, ROLE_QUIET, 0, title);
}

/* A value that lies in memory at the end. */
static bool is_value(const struct stage *stage, uint32_t id)
{
	const struct stage_object *object = stage_object(stage, id);
	return object && !object->code && (object->type == OBJECT_CELL || object->type == OBJECT_SHARED);
}

static char *value_text(const struct stage *stage, uint32_t id, char *to, size_t size)
{
	if (is_value(stage, id))
		return stage_word_text(stage, stage->objects[id].value, to, size);
	snprintf(to, size, _("not there"));
	return to;
}

static void values_draw(const struct branches *branches, struct pen pens[2], int row, int rows)
{
	const struct stage *stages[2] = { scout_stage(&branches->futures[0].scout), scout_stage(&branches->futures[1].scout) };
	char values[2][96], words[200];
	if (!stages[0] || !stages[1])
		return;
	for (int differ = 1; differ >= 0; differ--)
		for (uint32_t id = 1; id < stages[0]->object_count && rows > 0; id++) {
			if (!is_value(stages[0], id))
				continue;
			bool differs = strcmp(value_text(stages[0], id, values[0], 96), value_text(stages[1], id, values[1], 96)) != 0;
			if (differs != differ)
				continue;
			for (int i = 0; i < 2; i++) {
				snprintf(words, sizeof words, "%s = %s", stage_object_name(stages[0], id), values[i]);
				pen_at(&pens[i], row, 0);
				pen_text(&pens[i], ROLE_MARK, 0, differs ? "!    " : "     ");
				pen_rest(&pens[i], differs ? ROLE_TITLE : ROLE_QUIET, differs ? ATTR_BOLD : 0, words);
			}
			row++, rows--;
		}
}

/* Whether something in memory is not the same at both ends. */
static bool values_differ(const struct branches *branches)
{
	const struct stage *stages[2] = { scout_stage(&branches->futures[0].scout), scout_stage(&branches->futures[1].scout) };
	char values[2][96];
	for (uint32_t id = 1; stages[0] && stages[1] && id < stages[0]->object_count; id++)
		if (is_value(stages[0], id) && strcmp(value_text(stages[0], id, values[0], 96), value_text(stages[1], id, values[1], 96)))
			return true;
	return false;
}

static void end_draw(const struct future *future, struct pen *pen, int row)
{
	char text[200];
	const char *words = text, *lead = _("expected, and ");
	bool good;
	future_end(future, &good, text, sizeof text);
	pen_at(pen, row, 2);
	if (text_width(words) + 3 > pen_left(pen) && !strncmp(words, lead, strlen(lead))) /* what it was matters more */
		words += strlen(lead);
	if (!words[0])
		return;
	pen_sign(pen, glyph(good ? GLYPH_ENDED : GLYPH_DEAD), good ? ROLE_GOOD : ROLE_BAD, 0);
	pen_text(pen, ROLE_TEXT, 0, "  ");
	pen_rest(pen, good ? ROLE_GOOD : ROLE_BAD, ATTR_BOLD, words);
}

static void verdict_write(const struct branches *branches, char *to, size_t size)
{
	char ends[2][200], letters[2][12];
	bool good[2];
	for (int i = 0; i < 2; i++) {
		future_end(&branches->futures[i], &good[i], ends[i], sizeof ends[i]);
		worker_letter(branches->futures[i].worker, letters[i]);
	}
	if (!branches->futures[0].over || !branches->futures[1].over)
		snprintf(to, size, _("Both kitchens go on, each with its own choice and then by the same policy."));
	else if (good[0] == good[1] && values_differ(branches))
		snprintf(to, size, "%s", good[0] ? _("Both end well, and what they leave behind differs.") : _("Both fail, and what they leave behind differs."));
	else if (good[0] && good[1])
		snprintf(to, size, _("Both end well: this choice does not matter, with this policy after it."));
	else if (good[0] != good[1])
		snprintf(to, size, _("This choice decides: with %s first it ends well, with %s first it does not."), letters[!good[0]], letters[good[0]]);
	else
		snprintf(to, size, strcmp(ends[0], ends[1]) ? _("Both fail, each in its own way.") : _("Both fail: this choice does not matter, with this policy after it."));
}

static void futures_draw(struct branches *branches, struct canvas *canvas)
{
	char left_right[24];
	snprintf(left_right, sizeof left_right, "%s %s", glyph_is_ascii() ? "Left" : glyph_text(GLYPH_ARROW_LEFT), glyph_is_ascii() ? "Right" : glyph_text(GLYPH_ARROW_RIGHT));
	const char *const hints[] = { left_right, _("which one"), "Enter", _("go there in step mode"), NULL };
	int rows = canvas->rows - 6, width = (canvas->cols - 3) / 2, values = rows > 14 ? VALUES_MOST : rows > 9 ? 3 : 1, steps = rows - values - 3;
	struct rect rects[2] = { { 3, 1, rows, width }, { 3, width + 3, rows, canvas->cols - width - 4 } };
	struct pen pens[2] = { pen_start(canvas, rects[0]), pen_start(canvas, rects[1]) };
	size_t longest = branches->futures[0].log.count > branches->futures[1].log.count ? branches->futures[0].log.count : branches->futures[1].log.count;
	int most = (int)(longest > branches->steps ? longest - branches->steps : 0) - steps;
	char words[160];
	if (branches->top > most)
		branches->top = most > 0 ? most : 0;
	rule_draw(canvas, 2, _("two futures"));
	for (int row = 3; row < 3 + rows; row++)
		canvas_put(canvas, (struct rect){ 0, 0, canvas->rows, canvas->cols }, row, width + 1, glyph(GLYPH_V), ROLE_RULE, 0);
	for (int i = 0; i < 2; i++)
		column_head(branches, &branches->futures[i], &pens[i], i == branches->column);
	for (int row = 0; row < steps; row++) {
		size_t step = branches->steps + (size_t)(branches->top + row);
		bool same = same_step(branches->futures, step);
		for (int i = 0; i < 2; i++)
			step_draw(&branches->futures[i], &pens[i], 1 + row, step, same);
	}
	values_draw(branches, pens, rows - values - 1, values);
	for (int i = 0; i < 2; i++)
		end_draw(&branches->futures[i], &pens[i], rows - 1);
	rule_draw(canvas, canvas->rows - 3, "");
	verdict_write(branches, words, sizeof words);
	story_draw(canvas, words, ROLE_TEXT);
	keys_draw(canvas, hints);
}

void branches_draw(struct branches *branches, struct canvas *canvas, const struct watch *watch)
{
	canvas_clear(canvas);
	head_draw(branches, canvas, watch);
	if (branches->page == BRANCH_FUTURES)
		futures_draw(branches, canvas);
	else
		choice_draw(branches, canvas);
}
