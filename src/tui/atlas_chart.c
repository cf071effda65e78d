/* atlas_chart.c - the outcomes as a bar chart, and what they mean in sentences.
 *
 * Two shares stand beside each other and are not the same: how many of all schedules end so, each counted once; and how likely that is when at every step one of those who
 * can go is picked evenly. With free runs a third: how often it really happened. */
#include "tui/atlas.h"

#include "trace/text.h"
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

static double share_of(const char *part, const char *all)
{
	long double whole = study_number(all);
	return whole > 0 ? (double)(study_number(part) / whole) : 0;
}

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
	pen_field(pen, columns->words, ROLE_QUIET, 0, "it ends with");
	pen_at(pen, 0, 2 + columns->words + 2 + columns->bar);
	pen_print(pen, ROLE_QUIET, 0, "%*s%*s%*s", columns->count, "schedules", NUMBER_COLUMNS, "share", NUMBER_COLUMNS, "chance");
	if (columns->free)
		pen_print(pen, ROLE_QUIET, 0, "%*s", REALLY_COLUMNS, "really");
}

/* What is little is not nothing, and what is nearly all is not all. */
static char *percent_text(double share, char to[16])
{
	if (share > 0 && share < 0.0005)
		strcpy(to, "< 0.1 %");
	else if (share < 1 && share > 0.9995)
		strcpy(to, "> 99.9 %");
	else
		snprintf(to, 16, "%.1f %%", share * 100);
	return to;
}

static void percent(struct pen *pen, enum role_of_cell role, double share)
{
	char text[16];
	pen_print(pen, role, 0, "%*s", NUMBER_COLUMNS, percent_text(share, text));
}

static void really(struct pen *pen, enum role_of_cell role, uint32_t runs, uint32_t of)
{
	char text[24];
	snprintf(text, sizeof text, "%u of %u", runs, of);
	pen_print(pen, role, 0, "%*s", REALLY_COLUMNS, text);
}

static void outcome_draw(struct pen *pen, int row, const struct study_outcome *outcome, const struct columns *columns, const struct study_count *count,
	double longest, const struct trials_result *result, bool chosen)
{
	char number[64];
	enum role_of_cell role = outcome->ok ? ROLE_GOOD : ROLE_BAD;
	double share = share_of(outcome->schedules, count->schedules);
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
		pen_field(pen, columns->bar + 2 + columns->count + 2 * NUMBER_COLUMNS, ROLE_BAD, 0, " met freely, and never counted");
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
		double share = share_of(count->outcomes[i].schedules, count->schedules);
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

/* ---- sentences ---- */

/* Which schedules the numbers are of, where they are not all. */
static char *part_words(const struct study_count *count, char *to, size_t size)
{
	if (count->bound >= 0)
		snprintf(to, size, " with at most %d preemption%s", count->bound, count->bound == 1 ? "" : "s");
	else
		snprintf(to, size, "%s", count->complete ? "" : count->endless ? " that end" : " counted so far");
	return to;
}

/* "84 of 90 schedules fail (93.3 %). A scheduler that picks at random fails 83.3 % of the time." */
static char *verdict(const struct study_count *count, char *to, size_t size)
{
	char failing[64], all[64], share[16], chance[16], part[64];
	bool whole = count->complete && count->bound < 0;
	study_grouped(count->failing, failing, sizeof failing);
	study_grouped(count->schedules, all, sizeof all);
	part_words(count, part, sizeof part);
	if (!strcmp(count->schedules, "1") && whole)
		snprintf(to, size, strcmp(count->failing, "0") ? "The only schedule fails." : "The only schedule ends well.");
	else if (!strcmp(count->failing, "0"))
		snprintf(to, size, whole ? "No schedule fails: 0 of %s.%s" : count->endless && count->bound < 0 ? "None of %s schedules%s fails, but not all end." : "None of %s schedules%s fails, but not all could be counted.", all, part);
	else
		snprintf(to, size, "%s of %s schedules%s fail (%s).", failing, all, part, percent_text(share_of(count->failing, count->schedules), share));
	size_t used = strlen(to);
	if (strcmp(count->failing, "0") && whole && count->chance >= 0 && used < size)
		snprintf(to + used, size - used, " A scheduler that picks at random fails %s of the time.", percent_text(count->chance, chance));
	return to;
}

/* "There are too many states to count: of 12,000 random walks 34 failed, so between 0.2 % and 0.4 % of all do." */
static char *walks_words(const struct study_count *count, char *to, size_t size)
{
	char runs[32], number[24], low[16], high[16];
	snprintf(number, sizeof number, "%llu", (unsigned long long)count->walks);
	study_grouped(number, runs, sizeof runs);
	size_t used = (size_t)snprintf(to, size, "There are too many states to count them all. Of %s random walks %llu failed", runs, (unsigned long long)count->walks_failing);
	if (count->walks_high > 0 && used < size)
		snprintf(to + used, size - used, ": 19 times of 20 the chance lies between %s and %s.", percent_text(count->walks_low, low), percent_text(count->walks_high, high));
	else if (used < size)
		snprintf(to + used, size - used, ".");
	return to;
}

static char *preemptions(const struct study_count *count, char *to, size_t size)
{
	char failing[64], of[64];
	size_t used = (size_t)snprintf(to, size, "With at most");
	for (int i = 0; i < count->at_most_count && used < size; i++)
		used += (size_t)snprintf(to + used, size - used, "%s %d", i ? "," : "", i);
	if (used < size)
		used += (size_t)snprintf(to + used, size - used, " preemptions");
	for (int i = 0; i < count->at_most_count && used < size; i++)
		used += (size_t)snprintf(to + used, size - used, "%s %s of %s", i ? "," : "", study_grouped(count->at_most[i].failing, failing, sizeof failing),
			study_grouped(count->at_most[i].of, of, sizeof of));
	if (used < size)
		snprintf(to + used, size - used, " fail.");
	return to;
}

static char *witness(const struct study_count *count, char *to, size_t size)
{
	static const char *const numbers[] = { "no preemption", "one preemption", "two preemptions" };
	char many[32];
	int n = count->witness_preemptions;
	snprintf(many, sizeof many, "%d preemptions", n);
	snprintf(to, size, "Simplest failure, with %s:  %.300s", n >= 0 && n < 3 ? numbers[n] : many, count->witness);
	return to;
}

static const char *engine_words(const char *engine)
{
	return !strcmp(engine, "loop") ? "the event loop" : "threads";
}

/* Both engines side by side, and why. */
static char *engines(const struct study_count *count, const struct study *other_study, char *to, size_t size)
{
	const struct study_count *other = study_count(other_study);
	char all[2][64], failing[2][64];
	if (study_state(other_study) == STUDY_FAILED)
		snprintf(to, size, "On the other engine: %s.", study_error(other_study));
	else if (!other)
		snprintf(to, size, "Counting on the other engine: %.0f %% done.", 100 * study_progress(other_study)->done);
	if (!other)
		return to;
	const struct study_count *loop = !strcmp(count->engine, "loop") ? count : other, *threads = loop == count ? other : count;
	const char *why = strcmp(loop->failing, "0") == 0 && strcmp(threads->failing, "0")
		? "On a loop a task keeps control until it waits, so nobody comes in between: this needs no lock there."
		: strcmp(loop->failing, "0") ? "The loop does not mend it: control changes hands where a task waits, and it waits in the wrong place." : "";
	int used = snprintf(to, size, "On %s %s of %s fail, on %s %s of %s.%s%s", engine_words(threads->engine), study_grouped(threads->failing, failing[0], 64),
		study_grouped(threads->schedules, all[0], 64), engine_words(loop->engine), study_grouped(loop->failing, failing[1], 64),
		study_grouped(loop->schedules, all[1], 64), *why ? " " : "", why);
	(void)used;
	return to;
}

struct sentence {
	char text[640];
	enum role_of_cell role;
	int attr;
};

#define SENTENCES 8

static int sentences_write(const struct atlas *atlas, const struct study_count *count, struct sentence list[SENTENCES])
{
	int n = 0;
	bool fails = strcmp(count->failing, "0") != 0;
	list[n] = (struct sentence){ .role = fails ? ROLE_BAD : count->complete && count->bound < 0 ? ROLE_GOOD : ROLE_TEXT, .attr = ATTR_BOLD };
	verdict(count, list[n].text, sizeof list[n].text);
	n++;
	if (count->sampled) {
		list[n] = (struct sentence){ .role = ROLE_MARK };
		walks_words(count, list[n].text, sizeof list[n].text);
		n++;
	}
	if (count->endless) {
		list[n] = (struct sentence){ .role = ROLE_BAD };
		snprintf(list[n].text, sizeof list[n].text, "Some schedules never end: a state comes again%s%s.", count->lasso[0] ? ", as in " : "", count->lasso);
		n++;
	}
	if (atlas->trials) {
		list[n] = (struct sentence){ .role = ROLE_MARK };
		free_words(atlas->trials, count, list[n].text, sizeof list[n].text);
		n++;
	}
	if (atlas->other) {
		list[n] = (struct sentence){ .role = ROLE_TEXT };
		engines(count, atlas->other, list[n].text, sizeof list[n].text);
		n++;
	}
	if (fails && count->witness[0]) {
		list[n] = (struct sentence){ .role = ROLE_TEXT };
		witness(count, list[n].text, sizeof list[n].text);
		n++;
	}
	if (fails && count->why[0]) {
		list[n] = (struct sentence){ .role = ROLE_QUIET };
		snprintf(list[n].text, sizeof list[n].text, "What fails there: %s", count->why);
		n++;
	}
	if (fails && count->at_most_count && strcmp(count->schedules, "1")) {
		list[n] = (struct sentence){ .role = ROLE_QUIET };
		preemptions(count, list[n].text, sizeof list[n].text);
		n++;
	}
	return n;
}

void chart_draw(struct atlas *atlas, struct canvas *canvas, struct rect rect, const struct study_count *count)
{
	struct sentence list[SENTENCES];
	int sentences = sentences_write(atlas, count, list), lines = 0;
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
