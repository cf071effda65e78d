/* present_after.c - what followed: the right answer beside the bets, the goal; and at the end of the talk how often the class was right. */
#include "tui/present_inner.h"

#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/thick_digits.h"

#include <stdio.h>
#include <string.h>

/* ---- what followed ---- */

/* The right answer, as large as it can be. */
static int right_draw(struct canvas *canvas, struct rect body, int row, const struct present_step *kept, const struct lesson_step *step)
{
	int scale = body.rows >= 30 ? 2 : 1;
	if (!kept->right[0])
		return row;
	if (thick_digits_width(kept->right, scale) < body.cols / 2) {
		thick_digits_draw(canvas, body, row, body.col + 2, ROLE_GOOD, scale, kept->right);
		int col = body.col + 4 + thick_digits_width(kept->right, scale);
		const char *what = step->measured ? quantity_text(step->measured) : "";
		what = strncmp(what, "global ", 7) ? what : what + 7;
		canvas_text_cut(canvas, body, row + thick_digits_rows(scale) - 1, col, body.cols - col + body.col, ROLE_TITLE, ATTR_BOLD, what);
		return row + thick_digits_rows(scale) + 1;
	}
	canvas_put(canvas, body, row, body.col + 2, glyph(GLYPH_ENDED), ROLE_GOOD, ATTR_BOLD);
	return present_text_draw(canvas, body, row, body.col + 4, present_measure(body) - 2, ROLE_GOOD, ATTR_BOLD, kept->right) + 1;
}

/* What the class bet, beside what happened. */
static int verdict_draw(struct canvas *canvas, struct rect body, int row, const struct present *present)
{
	const struct verdict *verdict = &present->lecture.verdict;
	bool right = verdict->is == VERDICT_RIGHT;
	char text[400];
	if (verdict->is == VERDICT_OPEN) {
		snprintf(text, sizeof text, _("The run did not show it: %s"), verdict->happened);
		return present_text_draw(canvas, body, row, body.col + 2, present_measure(body), ROLE_TEXT, 0, text) + 1;
	}
	if (verdict->is != VERDICT_RIGHT && verdict->is != VERDICT_WRONG)
		return row;
	snprintf(text, sizeof text, right ? _("Most of you said so: %s") : _("Most of you said: %s"), verdict->given);
	canvas_put(canvas, body, row, body.col + 2, glyph(right ? GLYPH_ENDED : GLYPH_DEAD), right ? ROLE_GOOD : ROLE_BAD, ATTR_BOLD);
	row = present_text_draw(canvas, body, row, body.col + 4, present_measure(body) - 2, right ? ROLE_GOOD : ROLE_BAD, ATTR_BOLD, text) + 1;
	if (verdict->reply && !right)
		row = present_text_draw(canvas, body, row, body.col + 4, present_measure(body) - 2, ROLE_TEXT, 0, verdict->reply) + 1;
	return row;
}

static int goal_draw(struct canvas *canvas, struct rect body, int row, const struct present *present)
{
	const struct lesson_step *step = present_step(present);
	bool reached = present->lecture.goal == GOAL_REACHED;
	char text[600];
	if (!step->goal)
		return row;
	snprintf(text, sizeof text, "%s: %s%s%s", reached ? _("The goal is reached") : _("The goal is not reached yet"), lesson_goal_words(step),
		present->lecture.goal_happened[0] ? "; " : "", present->lecture.goal_happened);
	canvas_put(canvas, body, row, body.col + 2, glyph(reached ? GLYPH_STAR : GLYPH_WAITING), reached ? ROLE_GOOD : ROLE_TEXT, ATTR_BOLD);
	return present_text_draw(canvas, body, row, body.col + 4, present_measure(body) - 2, reached ? ROLE_GOOD : ROLE_TEXT, ATTR_BOLD, text) + 1;
}

void present_after_draw(struct canvas *canvas, struct rect body, const struct app *app, const struct present *present)
{
	const struct lesson_step *step = present_step(present);
	const struct present_step *kept = &present->steps[present->lecture.at];
	int row = body.row + 1;
	(void)app;
	if (present->shown > 0) {
		present_points_draw(canvas, body, &present->after, present->shown);
		return;
	}
	if (present_asks(step)) {
		row = present_text_draw(canvas, body, row, body.col + 2, present_measure(body), ROLE_QUIET, 0, step->question) + 1;
		row = right_draw(canvas, body, row, kept, step);
		row = present_bars_draw(canvas, body, row, step, &kept->votes) + (votes_all(&kept->votes) > 0 && body.rows >= 30);
		row = verdict_draw(canvas, body, row, present);
	}
	goal_draw(canvas, body, row, present);
	present_typed_draw(canvas, body, present);
}

/* ---- the end ---- */

/* Bets whose winner was right, of those that were made. */
static unsigned bets(const struct present *present, unsigned *made)
{
	unsigned right = 0;
	*made = 0;
	for (size_t i = 0; i < present->lesson->step_count && i < LESSON_STEPS_MAX; i++) {
		const struct votes *votes = &present->steps[i].votes;
		const struct vote *most = votes_most(votes);
		*made += votes->judged && most;
		right += votes->judged && most && most->right;
	}
	return right;
}

void present_end_draw(struct canvas *canvas, struct rect body, const struct present *present)
{
	unsigned made, right = bets(present, &made);
	char text[160];
	int row = body.row + body.rows / 4;
	row = present_strong_draw(canvas, body, row, body.rows / 2, _("That was it."));
	if (made) {
		snprintf(text, sizeof text, made == 1 ? _("Of %2$u bet the class won %1$u.") : _("Of %2$u bets the class won %1$u."), right, made);
		row = present_text_draw(canvas, body, row, body.col + 2, present_measure(body), ROLE_TEXT, 0, text) + 1;
	}
	for (int i = 0; i < present->lesson->more_count; i++) {
		const char *link = present->lesson->more[i], *name = strchr(link, ':');
		if (!strncmp(link, "lesson:", 7))
			canvas_print(canvas, body, row++, body.col + 2, ROLE_TEXT, 0, "%s %s", glyph_text(GLYPH_ARROW_RIGHT), name + 1);
	}
}
