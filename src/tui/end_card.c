/* end_card.c - a table with a line for each way the recipe was run: how long it took, and where the workers' time went, under the same signs
 * and words as states have everywhere. */
#include "tui/end_card.h"

#include "stage/say.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/box.h"
#include "tui/glyph.h"
#include "tui/pane.h"
#include "tui/pen.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <string.h>

#define COLS_MOST 88
#define WAY_COLUMNS 16
#define TIME_COLUMNS 11
#define COLS_AIRY 80 /* inside: from here on a space stands between sign and word */

static const uint8_t states[] = { STATE_RUNNING, STATE_READY, STATE_BLOCKED, STATE_WAITING, STATE_SLEEPING };

/* A state's column: its sign and word, and a space or two. */
static int columns_of(const struct pen *pen, enum state state)
{
	return text_width(_(state_name(state))) + (pen->rect.cols >= COLS_AIRY ? 3 : 2);
}

/* "11 served, 1 lost, in 2 min of kitchen time.", and what crossed. */
static void head_words(const struct result *latest, const struct stage *stage, struct say *say)
{
	char time[24];
	pane_seconds(latest->kitchen_s, time, sizeof time);
	if (latest->served || stage->lost)
		say_add(say, _("%u served"), latest->served);
	else
		say_add(say, _("Done"));
	if (stage->retried)
		say_add(say, _(", %u retried"), stage->retried);
	if (stage->lost)
		say_add(say, _(", %u lost"), stage->lost);
	say_add(say, stage->lost || stage->retried ? _(", in %s of kitchen time.") : _(" in %s of kitchen time."), time);
	if (!stage->parcels)
		return;
	say_add(say, ngettext("  %llu parcel, ", "  %llu parcels, ", stage->parcels), (unsigned long long)stage->parcels);
	say_bytes(say, stage->parcel_bytes);
	if (stage->parcel_ns) {
		say_add(say, _(", packed and unpacked in "));
		say_ns(say, stage->parcel_ns);
	}
	say_add(say, ".");
}

static void draw_head(struct pen *pen, const struct result *latest, const struct stage *stage)
{
	char words[200];
	struct say say;
	say_begin(&say, words, sizeof words);
	head_words(latest, stage, &say);
	pen_rest(pen, ROLE_TITLE, ATTR_BOLD, words);
	pen_at(pen, 2, 0);
	pen_field(pen, WAY_COLUMNS + TIME_COLUMNS, ROLE_QUIET, 0, _("the workers' time went"));
	for (size_t i = 0; i < sizeof states; i++) {
		enum role_of_cell role = pane_state_role(states[i]);
		int end = pen->col + columns_of(pen, states[i]);
		pen_sign(pen, pane_state_glyph(states[i]), role, 0);
		pen_print(pen, role, 0, pen->rect.cols >= COLS_AIRY ? " %s" : "%s", _(state_name(states[i])));
		pen_at(pen, 2, end);
	}
}

static void draw_result(struct pen *pen, int row, const struct result *result, bool latest)
{
	char words[24];
	enum role_of_cell role = latest ? ROLE_TITLE : ROLE_TEXT;
	pen_at(pen, row, 0);
	pen_field(pen, WAY_COLUMNS, role, 0, _(result->way));
	pen_field(pen, TIME_COLUMNS, role, 0, pane_seconds(result->kitchen_s, words, sizeof words));
	for (size_t i = 0; i < sizeof states; i++) {
		int columns = columns_of(pen, states[i]);
		snprintf(words, sizeof words, "%*.0f %%", columns - 4, result->share[states[i]] * 100);
		pen_field(pen, columns, result->share[states[i]] >= 0.005 ? role : ROLE_QUIET, 0, words);
	}
}

/* What can be done now: the same on the other engines that the recipe can run on. */
static char *foot(const struct info *info, bool again, char *to, size_t size)
{
	static const struct { const char *engine, *words; } others[] = { { "threads", N_("t on threads") }, { "loop", N_("l on the loop") }, { "processes", N_("k on processes") } };
	struct say say;
	int said = 0;
	say_begin(&say, to, size);
	for (size_t i = 0; again && i < sizeof others / sizeof *others; i++)
		if (strcmp(info->engine, others[i].engine) && info_runs_on(info, others[i].engine))
			say_add(&say, "%s%s   ", said++ ? "" : _("the same: "), _(others[i].words));
	say_add(&say, _("Esc look at the picture"));
	return to;
}

/* What is to be said beneath the table: who is left at the door, and how the ways compare. */
static char *end_words(const struct results *results, const struct stage *stage, char *to, int size)
{
	char left[96], compared[256];
	bool is_left = *stage_left_at_door(stage, left, sizeof left);
	results_words(results, compared, sizeof compared);
	snprintf(to, (size_t)size, "%s%s%s", left, is_left ? (*compared ? ".  " : ".") : "", compared);
	return to;
}

void end_card_draw(struct canvas *canvas, int bottom, const struct results *results, const struct watch *watch)
{
	char words[400], keys[128];
	const struct stage *stage = history_head(watch->history);
	int cols = canvas->cols - 2 < COLS_MOST ? canvas->cols - 2 : COLS_MOST;
	int lines = wrap_count(end_words(results, stage, words, sizeof words), cols - 6);
	struct rect in = box_draw_above(canvas, bottom, 5 + results->count + (lines ? 1 + lines : 0), cols, _("the end"), foot(&watch->info, watch->launch != NULL, keys, sizeof keys));
	struct pen pen = pen_start(canvas, in);
	draw_head(&pen, &results->list[results->latest], stage);
	for (int i = 0; i < results->count; i++)
		draw_result(&pen, 3 + i, &results->list[i], i == results->latest);
	pen_at(&pen, 4 + results->count, 0);
	if (lines)
		pen_wrap(&pen, in.cols, ROLE_TEXT, 0, words);
}
