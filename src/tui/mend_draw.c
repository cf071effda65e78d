/* mend_draw.c - the card of a mend: is it mended, if not why not, and what does it cost. */
#include "tui/mend.h"

#include "trace/tongue.h"
#include "tui/bar.h"
#include "tui/box.h"
#include "tui/pane.h"
#include "tui/pen.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <string.h>

#define COLS_MOST 92

struct text {
	char text[700];
	enum role_of_cell role;
	int attr;
};

#define TEXTS 6

static void verdict_write(const struct mend *mend, const struct study_count *count, struct text *text)
{
	char failing[64], all[64], before[96] = "";
	bool fails = strcmp(count->failing, "0") != 0;
	if (mend->schedules[0])
		snprintf(before, sizeof before, _(" The original: %.30s of %.30s."), mend->failing, mend->schedules);
	study_grouped(count->failing, failing, sizeof failing);
	study_grouped(count->schedules, all, sizeof all);
	*text = (struct text){ .role = fails ? ROLE_BAD : ROLE_GOOD, .attr = ATTR_BOLD };
	if (fails)
		snprintf(text->text, sizeof text->text, _("Not mended yet: %s of %s schedules fail.%s"), failing, all, before);
	else if (count->complete && count->bound < 0)
		snprintf(text->text, sizeof text->text, _("No schedule fails (%s of %s end well).%s"), all, all, before);
	else
		snprintf(text->text, sizeof text->text, _("None of %s schedules fails so far, but not all could be counted.%s"), all, before);
}

static void crash_write(const char *crash, struct text *text)
{
	*text = (struct text){ .role = ROLE_BAD };
	snprintf(text->text, sizeof text->text, _("The recipe breaks off: %.500s"), crash);
}

static void witness_write(const struct study_count *count, struct text *text)
{
	*text = (struct text){ .role = ROLE_TEXT };
	snprintf(text->text, sizeof text->text, ngettext("The shortest counterexample, %d preemption:  %.400s", "The shortest counterexample, %d preemptions:  %.400s", (unsigned long)count->witness_preemptions), count->witness_preemptions,
		count->witness);
}

/* "1.21 ms": finer than the kitchen's clocks, since runs are short. */
static char *seconds(double s, char *to, size_t size)
{
	if (s < 1e-3)
		snprintf(to, size, "%.0f %ss", s * 1e6, glyph_is_ascii() ? "u" : "\302\265");
	else if (s < 1)
		snprintf(to, size, "%.2f ms", s * 1e3);
	else
		snprintf(to, size, "%.2f s", s);
	return to;
}

static void cost_write(const struct mend *mend, struct text *text)
{
	const struct trials_result *before = trials_result(mend->cost, 0), *after = trials_result(mend->cost, 1);
	double low[2], high[2], median[2] = { trials_median(before, &low[0], &high[0]), trials_median(after, &low[1], &high[1]) };
	char times[6][32];
	*text = (struct text){ .role = ROLE_TEXT };
	if (before->error[0] || after->error[0]) {
		snprintf(text->text, sizeof text->text, _("What it costs is not known: %.300s"), before->error[0] ? before->error : after->error);
		return;
	}
	if (!trials_over(mend->cost)) {
		text->role = ROLE_QUIET;
		snprintf(text->text, sizeof text->text, _("What it costs is being measured: free runs of both in turns, %u of %u."), before->runs + after->runs, 2 * MEND_RUNS);
		return;
	}
	if (!before->runs || !after->runs || median[0] <= 0) {
		snprintf(text->text, sizeof text->text, _("What it costs is not known: a free run does not come to its end within %.0f s."), MEND_SECONDS);
		return;
	}
	for (int i = 0; i < 2; i++) {
		seconds(median[i], times[3 * i], 32);
		seconds(low[i], times[3 * i + 1], 32);
		seconds(high[i], times[3 * i + 2], 32);
	}
	bool overlap = low[0] <= high[1] && low[1] <= high[0];
	snprintf(text->text, sizeof text->text, _("What it costs: a free run took %s before (%u runs, half of them %s to %s) and takes %s now (%u runs, %s to %s): %.2f times as long.%s"),
		times[0], before->runs, times[1], times[2], times[3], after->runs, times[4], times[5], median[1] / median[0],
		overlap ? _(" These ranges overlap: runs as short as this tell no difference.") : "");
}

static int texts_write(const struct mend *mend, const struct study *study, struct text list[TEXTS])
{
	const struct study_count *count = study_count(study);
	int n = 0;
	if (mend->error.text[0]) {
		list[n] = (struct text){ .role = ROLE_BAD, .attr = ATTR_BOLD };
		snprintf(list[n].text, sizeof list[n].text, "%.690s", mend->error.text);
		list[++n] = (struct text){ .role = ROLE_QUIET };
		snprintf(list[n].text, sizeof list[n].text, mend->on ? _("What ran before goes on running. F4 opens the copy again.") : _("The original goes on running. F4 opens the copy again."));
		return n + 1;
	}
	if (mend->same) {
		list[n] = (struct text){ .role = ROLE_TEXT };
		snprintf(list[n].text, sizeof list[n].text, _("The copy is the same as the original: nothing was changed."));
		return n + 1;
	}
	if (study_state(study) == STUDY_FAILED) {
		list[n] = (struct text){ .role = ROLE_BAD };
		snprintf(list[n].text, sizeof list[n].text, _("It cannot be explored: %.600s"), study_error(study));
		return n + 1;
	}
	if (!count) {
		list[n] = (struct text){ .role = ROLE_TEXT };
		snprintf(list[n].text, sizeof list[n].text, _("Every schedule is being counted: %.0f %%."), 100 * study_progress(study)->done);
		return n + 1;
	}
	verdict_write(mend, count, &list[n++]);
	if (mend_crash(count))
		crash_write(mend_crash(count), &list[n++]);
	if (count->witness[0])
		witness_write(count, &list[n++]);
	if (mend->cost)
		cost_write(mend, &list[n++]);
	return n;
}

static const char *foot(const struct mend *mend, const struct study *study)
{
	const struct study_count *count = study_count(study);
	bool witness = count && count->witness[0] && !mend->error.text[0] && !mend->same;
	if (witness)
		return mend->on ? _("Enter replay   F4 edit   F3 explore   o original   x copy anew   Esc close") : _("Enter replay   F4 edit   F3 explore   Esc close");
	return mend->on ? _("F4 edit   F3 explore   o original   x copy anew   Esc close") : _("F4 edit   x copy anew   Esc close");
}

void mend_draw(const struct mend *mend, const struct study *study, struct canvas *canvas, int bottom)
{
	struct text list[TEXTS];
	int texts = texts_write(mend, study, list), cols = canvas->cols - 2 < COLS_MOST ? canvas->cols - 2 : COLS_MOST, lines = 0, row = 0;
	char where[1100];
	snprintf(where, sizeof where, "%s %s", mend->on ? _("The mended copy runs:") : _("The original runs; the copy:"), mend->copy);
	for (int i = 0; i < texts; i++)
		lines += wrap_count(list[i].text, cols - 6) + (i > 0);
	struct rect in = box_draw_above(canvas, bottom, lines + 3 + wrap_count(where, cols - 6), cols, _("mend it"), foot(mend, study));
	struct pen pen = pen_start(canvas, in);
	for (int i = 0; i < texts && row < in.rows; i++) {
		pen_at(&pen, row, 0);
		pen_wrap(&pen, in.cols, list[i].role, list[i].attr, list[i].text);
		row += wrap_count(list[i].text, in.cols) + 1;
	}
	pen_at(&pen, row, 0);
	pen_wrap(&pen, in.cols, ROLE_QUIET, 0, where); /* whole: a person may want to open it elsewhere */
}
