/* present_count.c - every schedule, for a class: how far the count is; then how many fail, as large as can be, and a bar for each outcome. */
#include "tui/present_inner.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/thick_digits.h"

#include <stdio.h>
#include <string.h>

static void counting_draw(struct canvas *canvas, struct rect body, int row, const struct study_progress *progress)
{
	int columns = body.cols - 4, length = (int)(progress->done * columns);
	row = present_text_draw(canvas, body, row, body.col + 2, columns, ROLE_TITLE, ATTR_BOLD, _("Every schedule is played.")) + 1;
	for (int y = 0; y < 3; y++)
		for (int x = 0; x < columns; x++)
			canvas_put(canvas, body, row + y, body.col + 2 + x, glyph(x < length ? GLYPH_FULL : GLYPH_SHADE_LIGHT), x < length ? ROLE_RUNNING : ROLE_RULE, 0);
	canvas_print(canvas, body, row + 4, body.col + 2, ROLE_TEXT, 0, _("%.0f %%, %s schedules so far"), progress->done * 100, progress->schedules);
}

static int outcome_draw(struct canvas *canvas, struct rect body, int row, int high, const struct study_outcome *outcome, long double all)
{
	int left = body.cols >= 120 ? 40 : 24, columns = body.cols - left - 24;
	long double share = all > 0 ? study_number(outcome->schedules) / all : 0;
	enum role_of_cell role = outcome->ok ? ROLE_GOOD : ROLE_BAD;
	char grouped[64];
	int length = (int)(share * columns + 0.5L);
	length += length == 0 && share > 0;
	canvas_put(canvas, body, row, body.col + 2, glyph(outcome->ok ? GLYPH_ENDED : GLYPH_DEAD), role, ATTR_BOLD);
	canvas_text_cut(canvas, body, row, body.col + 4, left - 4, ROLE_TITLE, ATTR_BOLD, outcome->words);
	for (int y = 0; y < high; y++)
		for (int x = 0; x < length; x++)
			canvas_put(canvas, body, row + y, body.col + 2 + left + x, glyph(GLYPH_FULL), role, 0);
	canvas_print(canvas, body, row, body.col + 3 + left + length, role, ATTR_BOLD, "%s", study_grouped(outcome->schedules, grouped, sizeof grouped));
	return row + high;
}

/* How many fail, as large as can be. */
static int failing_draw(struct canvas *canvas, struct rect body, int row, const struct study_count *count)
{
	char all[64], failing[64], text[200];
	int scale = body.rows >= 30 ? 2 : 1, width = thick_digits_width(count->failing, scale);
	bool none = !strcmp(count->failing, "0");
	enum role_of_cell role = none ? ROLE_GOOD : ROLE_BAD;
	study_grouped(count->schedules, all, sizeof all);
	if (width > body.cols / 2) {
		snprintf(text, sizeof text, _("%s of %s schedules fail"), study_grouped(count->failing, failing, sizeof failing), all);
		return present_text_draw(canvas, body, row, body.col + 2, body.cols - 4, role, ATTR_BOLD, text) + 1;
	}
	thick_digits_draw(canvas, body, row, body.col + 2, role, scale, count->failing);
	canvas_print(canvas, body, row + thick_digits_rows(scale) - 1, body.col + 5 + width, ROLE_TITLE, ATTR_BOLD, _("of %s schedules fail"), all);
	return row + thick_digits_rows(scale) + 1;
}

static void counted_draw(struct canvas *canvas, struct rect body, const struct study_count *count)
{
	long double all = study_number(count->schedules);
	char text[400];
	int row = failing_draw(canvas, body, body.row + 1, count), foot = body.row + body.rows - 3;
	int high = (int)count->outcome_count * 3 <= foot - row ? 2 : 1, gap = (int)count->outcome_count * (high + 1) <= foot - row;
	for (size_t i = 0; i < count->outcome_count && row + high <= foot; i++)
		row = outcome_draw(canvas, body, row, high, &count->outcomes[i], all) + gap;
	text[0] = '\0';
	if (!count->complete)
		snprintf(text, sizeof text, "%s", _("Not all of them could be counted."));
	else if (count->chance > 0)
		snprintf(text, sizeof text, _("A scheduler that picks at random fails %.1f %% of the time."), count->chance * 100);
	row = present_text_draw(canvas, body, foot + 1, body.col + 2, body.cols - 4, ROLE_TEXT, 0, text);
	if (count->witness[0] && text_width(count->witness) < body.cols - 24)
		canvas_print(canvas, body, row, body.col + 2, ROLE_TEXT, 0, _("The simplest failure: %s"), count->witness);
}

void present_count_draw(struct canvas *canvas, struct rect body, const struct app *app, const struct present *present)
{
	const struct study *study = app->beside.study;
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	if (present->mended) {
		int width = text_width(_("mended")) + text_width(present->launch.file) + 4;
		canvas_print(canvas, all, canvas->rows >= 30 ? 2 : 1, body.col + body.cols - width - 1, ROLE_GOOD, ATTR_BOLD, " %s: %s ", _("mended"), present->launch.file);
	}
	if (study_state(study) == STUDY_FAILED)
		present_text_draw(canvas, body, body.row + 2, body.col + 2, body.cols - 4, ROLE_BAD, ATTR_BOLD, study_error(study));
	else if (study_count(study))
		counted_draw(canvas, body, study_count(study));
	else
		counting_draw(canvas, body, body.row + body.rows / 4, study_progress(study));
}
