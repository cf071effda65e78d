/* atlas_draw.c - the whole screen of all schedules: what is counted, the page, and what keys do there. */
#include "tui/atlas.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/bar.h"
#include "tui/pen.h"
#include "tui/settings.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <string.h>

static void settings_write(const struct watch *watch, char *to, size_t size)
{
	size_t used = 0;
	to[0] = '\0';
	for (size_t i = 0; i < watch->info.setting_count && used + 1 < size; i++)
		used += (size_t)snprintf(to + used, size - used, "%s%s %s", i ? ", " : "", watch->info.settings[i].name, setting_value(watch, &watch->info.settings[i]));
}

/* "924 schedules, every one counted · 148 states", shorter where there is less room. */
static void totals_write(const struct study_count *count, int room, char *to, size_t size)
{
	char all[64], states[64], number[24];
	snprintf(number, sizeof number, "%llu", (unsigned long long)count->states);
	study_grouped(count->schedules, all, sizeof all);
	study_grouped(number, states, sizeof states);
	unsigned long many = strcmp(all, "1") ? 2 : 1; /* as grammar counts them */
	const char *how = count->complete && count->bound < 0 ? _("every one counted") : count->endless ? _("and some that never end") : count->sampled ? _("and random walks") : _("counted, not all");
	snprintf(to, size, ngettext("%s schedule, %s %s %s states", "%s schedules, %s %s %s states", many), all, how, glyph_text(GLYPH_DOT), states);
	if (text_width(to) > room)
		snprintf(to, size, ngettext("%s schedule, %s", "%s schedules, %s", many), all, how);
	if (text_width(to) > room)
		snprintf(to, size, ngettext("%s schedule", "%s schedules", many), all);
}

static void head_write(struct canvas *canvas, const struct study *study, const struct watch *watch)
{
	struct rect row = { 0, 0, 1, canvas->cols }, second = { 1, 0, 1, canvas->cols };
	char totals[200] = "", settings[512], left[160];
	const struct study_count *count = study_count(study);
	const char *title = watch->info.title[0] ? watch->info.title : watch->info.recipe, *engine = count && count->engine[0] ? count->engine : watch->info.engine;
	snprintf(left, sizeof left, "%s   ", title);
	if (count)
		totals_write(count, canvas->cols - 5 - text_width(left) - 10, totals, sizeof totals);
	int right = canvas->cols - 1 - text_width(totals);
	canvas_text(canvas, row, 0, right, ROLE_TEXT, 0, totals);
	int col = canvas_text_cut(canvas, row, 0, 1, right - 3, ROLE_TITLE, 0, title) + 3;
	canvas_text_cut(canvas, row, 0, col, right - 3 - col, ROLE_QUIET, 0, !strcmp(engine, "loop") ? _("event loop") : engine);
	settings_write(watch, settings, sizeof settings);
	canvas_text_cut(canvas, second, 1, 1, canvas->cols - 2, ROLE_QUIET, 0, settings);
}

/* ---- the page ---- */

static void rule_draw(struct canvas *canvas, int row, const char *title)
{
	struct rect rect = { row, 0, 1, canvas->cols };
	for (int col = 0; col < canvas->cols; col++)
		canvas_put(canvas, rect, row, col, glyph(GLYPH_H), ROLE_RULE, 0);
	if (*title)
		canvas_print(canvas, rect, row, 2, ROLE_TITLE, 0, " %s ", title);
}

static void counting_draw(struct canvas *canvas, struct rect rect, const struct study *study)
{
	const struct study_progress *progress = study_progress(study);
	struct pen pen = pen_start(canvas, rect);
	char all[64], failing[64], number[24];
	int columns = rect.cols < 66 ? rect.cols - 8 : 58, row = rect.rows > 8 ? rect.rows / 3 : 0;
	pen_at(&pen, row, 0);
	pen_rest(&pen, ROLE_TITLE, ATTR_BOLD, _("Every schedule is being counted."));
	pen_at(&pen, row + 2, 0);
	bar_progress(&pen, columns, progress->done);
	pen_print(&pen, ROLE_TEXT, 0, " %3.0f %%", progress->done * 100);
	pen_at(&pen, row + 4, 0);
	if (progress->schedules[0])
		pen_print(&pen, ROLE_TEXT, 0, _("%s schedules so far, %s of them fail"), study_grouped(progress->schedules, all, sizeof all),
			study_grouped(progress->failing[0] ? progress->failing : "0", failing, sizeof failing));
	pen_at(&pen, row + 5, 0);
	snprintf(number, sizeof number, "%llu", (unsigned long long)progress->states);
	pen_print(&pen, ROLE_QUIET, 0, _("%s states seen, %.1f s"), study_grouped(number, all, sizeof all), progress->elapsed_s);
}

static void failed_draw(struct canvas *canvas, struct rect rect, const struct study *study)
{
	struct pen pen = pen_start(canvas, rect);
	char words[900];
	pen_at(&pen, rect.rows > 8 ? rect.rows / 3 : 0, 0);
	pen_rest(&pen, ROLE_BAD, ATTR_BOLD, _("This recipe cannot be explored."));
	pen_at(&pen, pen.row + 2, 0);
	snprintf(words, sizeof words, "%s.", study_error(study));
	pen_wrap(&pen, rect.cols, ROLE_TEXT, 0, words);
}

static void page_draw(struct atlas *atlas, struct study *study, struct canvas *canvas, struct rect rect)
{
	const struct study_count *count = study_count(study);
	if (study_state(study) == STUDY_FAILED)
		failed_draw(canvas, rect, study);
	else if (!count)
		counting_draw(canvas, rect, study);
	else if (atlas->page == ATLAS_TREE)
		tree_draw(&atlas->tree, canvas, rect, count);
	else if (atlas->page == ATLAS_SAMPLE)
		list_draw(atlas, study, canvas, rect);
	else
		chart_draw(atlas, canvas, rect, count);
}

/* ---- the foot ---- */

struct hint {
	const char *key, *word;
};

/* In this order, as far as there is room; the way back is always there, at the end. */
static void hints_draw(struct canvas *canvas, int row, const struct hint *hints)
{
	struct rect rect = { row, 0, 1, canvas->cols };
	int col = 1, end = canvas->cols - 1 - 1 - text_width(_("help")) - text_width(_("back")) - 8;
	for (; hints->key; hints++) {
		if (col + text_width(hints->key) + 1 + text_width(hints->word) > end)
			continue;
		col = canvas_text(canvas, rect, row, col, ROLE_KEY, 0, hints->key) + 1;
		col = canvas_text(canvas, rect, row, col, ROLE_QUIET, 0, hints->word) + 2;
	}
	col = canvas_text(canvas, rect, row, col, ROLE_KEY, 0, "?") + 1;
	col = canvas_text(canvas, rect, row, col, ROLE_QUIET, 0, _("help")) + 2;
	col = canvas_text(canvas, rect, row, col, ROLE_KEY, 0, "Esc") + 1;
	canvas_text(canvas, rect, row, col, ROLE_QUIET, 0, _("back"));
}

static void foot_draw(struct atlas *atlas, const struct study *study, const struct launch *launch, struct canvas *canvas)
{
	const struct study_count *count = study_count(study);
	char arrows[24], unfold[24], other[24];
	snprintf(arrows, sizeof arrows, "%s%s", glyph_is_ascii() ? "Up/" : glyph_text(GLYPH_ARROW_UP), glyph_is_ascii() ? "Down" : glyph_text(GLYPH_ARROW_DOWN));
	snprintf(unfold, sizeof unfold, "%s%s", glyph_is_ascii() ? "Right/" : glyph_text(GLYPH_ARROW_RIGHT), glyph_is_ascii() ? "Left" : glyph_text(GLYPH_ARROW_LEFT));
	snprintf(other, sizeof other, _("on %s"), launch ? atlas_other_engine(study, launch) : "loop");
	const struct hint waiting[] = { { "q", _("quit") }, { NULL, NULL } };
	const struct hint outcomes[] = { { "Enter", _("go there") }, { "s", _("simplest") }, { "Tab", _("tree") }, { "l", _("really?") }, { "t", other }, { "n", _("n-th") }, { "y", _("sample") },
		{ arrows, _("choose") }, { "q", _("quit") }, { NULL, NULL } };
	const struct hint tree[] = { { unfold, _("unfold, fold") }, { "Enter", _("go there") }, { "f", atlas->tree.failing_only ? _("all") : _("failing only") }, { "Tab", _("outcomes") },
		{ "n", _("n-th") }, { "y", _("sample") }, { "q", _("quit") }, { NULL, NULL } };
	const struct hint sample[] = { { arrows, _("choose") }, { "Enter", _("go there") }, { "Tab", _("outcomes") }, { "q", _("quit") }, { NULL, NULL } };
	hints_draw(canvas, canvas->rows - 1, !count ? waiting : atlas->page == ATLAS_TREE ? tree : atlas->page == ATLAS_SAMPLE ? sample : outcomes);
}

static void story_draw(struct atlas *atlas, const struct study *study, struct canvas *canvas)
{
	int row = canvas->rows - 2;
	struct rect rect = { row, 0, 1, canvas->cols };
	const struct study_count *count = study_count(study);
	char all[64];
	canvas_put(canvas, rect, row, 1, glyph(GLYPH_HEAD), ROLE_QUIET, 0);
	if (atlas->typing && count) {
		bool failing = atlas->page == ATLAS_TREE && atlas->tree.failing_only;
		canvas_print(canvas, rect, row, 3, ROLE_KEY, 0, _("the number of a schedule, 1 to %s: %s_"),
			study_grouped(failing ? count->failing : count->schedules, all, sizeof all), atlas->typed);
	} else if (atlas->message[0]) {
		canvas_text_cut(canvas, rect, row, 3, canvas->cols - 4, ROLE_KEY, 0, atlas->message);
	} else if (atlas->goal.whole || atlas->asked) {
		canvas_text_cut(canvas, rect, row, 3, canvas->cols - 4, ROLE_TEXT, 0, _("On the way there."));
	} else if (count && atlas->page == ATLAS_TREE) {
		canvas_text_cut(canvas, rect, row, 3, canvas->cols - 4, ROLE_TEXT, 0, _("Each row is a choice, and how many of the schedules that begin so fail."));
	} else if (study_state(study) == STUDY_FAILED) {
		canvas_text_cut(canvas, rect, row, 3, canvas->cols - 4, ROLE_TEXT, 0, _("Esc goes back; another engine or other settings may do."));
	} else if (!count) {
		canvas_text_cut(canvas, rect, row, 3, canvas->cols - 4, ROLE_TEXT, 0, _("Esc leaves: it goes on counting meanwhile."));
	} else {
		canvas_text_cut(canvas, rect, row, 3, canvas->cols - 4, ROLE_TEXT, 0,
			_("share: of all schedules. chance: each step is drawn among those who can go."));
	}
}

void atlas_draw(struct atlas *atlas, struct study *study, struct canvas *canvas, const struct watch *watch)
{
	static const char *const titles[] = { [ATLAS_OUTCOMES] = N_("all schedules"), [ATLAS_TREE] = N_("the tree of schedules"), [ATLAS_SAMPLE] = N_("a sample") };
	struct rect page = { 3, 1, canvas->rows - 6, canvas->cols - 2 };
	canvas_clear(canvas);
	head_write(canvas, study, watch);
	rule_draw(canvas, 2, study_count(study) ? _(titles[atlas->page]) : _("all schedules"));
	if (page.rows > 0)
		page_draw(atlas, study, canvas, page);
	rule_draw(canvas, canvas->rows - 3, "");
	story_draw(atlas, study, canvas);
	foot_draw(atlas, study, watch->launch, canvas);
}
