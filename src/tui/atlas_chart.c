/* atlas_chart.c - the outcomes as a bar chart, and under it what they mean (atlas_words.c).
 *
 * Two shares stand beside each other and are not the same: how many of all schedules end so, each counted once; and how likely that is when at every step one of those who
 * can go is picked evenly. With free runs a third: how often it really happened. */
#include "tui/atlas.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/bar.h"
#include "tui/pen.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <string.h>

#define NUMBER_COLUMNS 9 /* of a per cent column with the space before it */
#define REALLY_COLUMNS 14
#define WORDS_LEAST 12
#define BAR_LEAST 6

struct columns {
	int words, bar, count;
	bool free;
};

static int widest_words(const struct study_count *count)
{
	int widest = WORDS_LEAST;
	for (size_t i = 0; i < count->outcome_count; i++) {
		int width = text_width(count->outcomes[i].words);
		widest = width > widest ? width : widest;
	}
	return widest;
}

static struct columns columns_of(const struct study_count *count, int cols, bool free)
{
	char text[64];
	struct columns columns = { .count = text_width(study_grouped(count->schedules, text, sizeof text)), .free = free };
	if (columns.count < 9)
		columns.count = 9;
	int room = cols - 2 - columns.count - 1 - 2 * NUMBER_COLUMNS - (free ? REALLY_COLUMNS : 0) - 2;
	columns.words = widest_words(count);
	if (columns.words > room - 3 * BAR_LEAST)
		columns.words = room - 3 * BAR_LEAST > WORDS_LEAST ? room - 3 * BAR_LEAST : WORDS_LEAST;
	columns.bar = room - columns.words;
	if (columns.bar > 60)
		columns.bar = 60;
	if (columns.bar < 0)
		columns.bar = 0;
	return columns;
}

static void heads_draw(struct pen *pen, const struct columns *columns)
{
	pen_at(pen, 0, 2);
	pen_field(pen, columns->words, ROLE_QUIET, 0, _("it ends with"));
	pen_at(pen, 0, 2 + columns->words + 2 + columns->bar);
	pen_print(pen, ROLE_QUIET, 0, "%*s%*s%*s", columns->count, _("schedules"), NUMBER_COLUMNS, _("share"), NUMBER_COLUMNS, _("chance"));
	if (columns->free)
		pen_print(pen, ROLE_QUIET, 0, "%*s", REALLY_COLUMNS, _("really"));
}

static void percent(struct pen *pen, enum role_of_cell role, double share)
{
	char text[16];
	pen_print(pen, role, 0, "%*s", NUMBER_COLUMNS, atlas_percent(share, text));
}

static void really(struct pen *pen, enum role_of_cell role, uint32_t runs, uint32_t of)
{
	char text[24];
	snprintf(text, sizeof text, _("%u of %u"), runs, of);
	pen_print(pen, role, 0, "%*s", REALLY_COLUMNS, text);
}

static void outcome_draw(struct pen *pen, int row, const struct study_outcome *outcome, const struct columns *columns, const struct study_count *count,
	double longest, const struct trials_result *result, bool chosen)
{
	char number[64];
	enum role_of_cell role = outcome->ok ? ROLE_GOOD : ROLE_BAD;
	double share = atlas_share(outcome->schedules, count->schedules);
	pen_at(pen, row, 0);
	pen_sign(pen, glyph(outcome->ok ? GLYPH_ENDED : GLYPH_DEAD), role, 0);
	pen_sign(pen, ' ', ROLE_TEXT, 0);
	pen_field(pen, columns->words, ROLE_TEXT, chosen ? ATTR_REVERSE : 0, outcome->words);
	pen_sign(pen, ' ', ROLE_TEXT, 0);
	bar_draw(pen, columns->bar, longest > 0 ? share / longest : 0, role);
	pen_print(pen, ROLE_TITLE, 0, " %*s", columns->count, study_grouped(outcome->schedules, number, sizeof number));
	percent(pen, ROLE_TEXT, share);
	if (outcome->chance >= 0)
		percent(pen, ROLE_TEXT, outcome->chance);
	else
		pen_print(pen, ROLE_QUIET, 0, "%*s", NUMBER_COLUMNS, "-");
	if (result)
		really(pen, ROLE_MARK, free_runs_of(result, outcome), result->runs);
}

/* What was met freely and not counted: loud. */
static int unknown_draw(struct pen *pen, int row, int last, const struct trials_result *result, const struct columns *columns, const struct study_count *count)
{
	for (size_t i = 0; result && i < result->outcome_count && row < last; i++) {
		const struct trials_outcome *outcome = &result->outcomes[i];
		if (!free_is_unknown(outcome, count))
			continue;
		pen_at(pen, row++, 0);
		pen_sign(pen, '!', ROLE_BANNER, 0);
		pen_sign(pen, ' ', ROLE_TEXT, 0);
		pen_field(pen, columns->words, ROLE_BAD, ATTR_BOLD, outcome->words);
		pen_field(pen, columns->bar + 2 + columns->count + 2 * NUMBER_COLUMNS, ROLE_BAD, 0, _(" met freely, and never counted"));
		pen_at(pen, row - 1, 4 + columns->words + columns->bar + columns->count + 2 * NUMBER_COLUMNS);
		really(pen, ROLE_BAD, outcome->runs, result->runs);
	}
	return row;
}

static int rows_draw(struct atlas *atlas, struct pen *pen, int rows, const struct study_count *count)
{
	const struct trials_result *result = atlas->trials ? trials_result(atlas->trials, 0) : NULL;
	struct columns columns = columns_of(count, pen->rect.cols, result != NULL);
	double longest = 0;
	for (size_t i = 0; i < count->outcome_count; i++) {
		double share = atlas_share(count->outcomes[i].schedules, count->schedules);
		longest = share > longest ? share : longest;
	}
	int shown = rows - 1, first = atlas->outcome_top;
	if ((int)atlas->chosen < first)
		first = (int)atlas->chosen;
	if ((int)atlas->chosen >= first + shown)
		first = (int)atlas->chosen - shown + 1;
	atlas->outcome_top = first;
	heads_draw(pen, &columns);
	int row = 1;
	for (size_t i = (size_t)first; i < count->outcome_count && row < rows; i++, row++)
		outcome_draw(pen, row, &count->outcomes[i], &columns, count, longest, result, i == atlas->chosen);
	return unknown_draw(pen, row, rows, result, &columns, count);
}

void chart_draw(struct atlas *atlas, struct canvas *canvas, struct rect rect, const struct study_count *count)
{
	struct atlas_sentence list[ATLAS_SENTENCES];
	int sentences = atlas_sentences(atlas, count, list), lines = 0;
	struct pen pen = pen_start(canvas, rect);
	for (int i = 0; i < sentences; i++)
		lines += wrap_count(list[i].text, rect.cols);
	int room = rect.rows - lines - 1;
	if (room < 4)
		room = 4; /* the chart goes first; the last sentences are cut */
	int row = rows_draw(atlas, &pen, room, count) + 1;
	for (int i = 0; i < sentences && row < rect.rows; i++) {
		pen_at(&pen, row, 0);
		pen_wrap(&pen, rect.cols, list[i].role, list[i].attr, list[i].text);
		row += wrap_count(list[i].text, rect.cols);
	}
}
