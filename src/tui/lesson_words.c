/* lesson_words.c - what a lesson says of its question, its task, and of what came of them. */
#include "tui/lesson_inner.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/mend_editor.h"

#include <stdio.h>
#include <string.h>

const char *lesson_plain(const char *quantity)
{
	return strncmp(quantity, "global ", 7) ? quantity : quantity + 7;
}

/* ---- the question ---- */

static void choices(const struct lesson_screen *screen, struct sheet *sheet, const struct lesson_step *step)
{
	for (int i = 0; i < step->choice_count; i++) {
		const struct lesson_choice *choice = &step->choices[i];
		bool chosen = screen->typed[0] == choice->letter;
		char mark[16];
		snprintf(mark, sizeof mark, "%s %c", glyph_text(chosen ? GLYPH_RUNNING : GLYPH_WAITING), choice->letter);
		sheet_marked(sheet, mark, chosen ? ROLE_FOCUS : ROLE_KEY, chosen ? ROLE_FOCUS : ROLE_TEXT, chosen ? ATTR_BOLD : 0, "%s", choice->text ? choice->text : "");
		sheet_clicked(sheet, choice->letter);
	}
}

static void field(const struct lesson_screen *screen, struct sheet *sheet, enum lesson_ask ask)
{
	const char *what = ask == ASK_NUMBER ? _("Your number:") : ask == ASK_WORKER ? _("A worker's letter:") : _("In order, as in BCA:");
	sheet_words(sheet, ROLE_FOCUS, ATTR_BOLD, "%s %s%s", what, screen->typed, glyph_text(GLYPH_MARK));
}

char *lesson_said(const struct lesson_screen *screen, char *to, size_t size)
{
	const struct verdict *verdict = &screen->lecture.verdict;
	size_t length = strlen(verdict->given);
	bool ended = length && strchr(".!?", verdict->given[length - 1]); /* the choice is a sentence of its own */
	to[0] = '\0';
	if (verdict->is != VERDICT_NONE)
		snprintf(to, size, ended ? _("You said %s") : _("You said %s."), verdict->given);
	return to;
}

void lesson_question(const struct lesson_screen *screen, struct sheet *sheet)
{
	const struct lesson_step *step = lecture_step(&screen->lecture);
	char said[200];
	if (step->ask == ASK_NOTHING || !step->question)
		return;
	sheet_gap(sheet);
	sheet_marked(sheet, glyph_text(GLYPH_HEAD), ROLE_FOCUS, ROLE_TITLE, ATTR_BOLD, "%s", step->question);
	sheet_gap(sheet);
	if (screen->lecture.verdict.is != VERDICT_NONE && !screen->typed[0])
		sheet_words(sheet, ROLE_TEXT, 0, "%s", lesson_said(screen, said, sizeof said));
	if (screen->over)
		return;
	if (step->ask == ASK_CHOICE)
		choices(screen, sheet, step);
	else
		field(screen, sheet, step->ask);
}

void lesson_editor(const struct lesson_screen *screen, struct sheet *sheet)
{
	const char *words = mend_editor_words();
	if (!lecture_step(&screen->lecture)->by_editing)
		return;
	sheet_gap(sheet);
	sheet_words(sheet, ROLE_QUIET, 0, words ? _("F4 opens %s. %s") : _("F4 opens %s: so say VISUAL or EDITOR."), mend_editor(), words);
}

/* ---- what came of it ---- */

/* Why what happened may be other than the lesson says. */
static void others_words(const struct lesson_screen *screen, struct sheet *sheet, const struct verdict *verdict)
{
	if (screen->others > 0 && verdict->is == VERDICT_WRONG)
		sheet_words(sheet, ROLE_QUIET, 0, _("Others used %.0f %% of this machine meanwhile: times are longer then. r tries again."), screen->others * 100);
}

/* What happened; of an answer that it has just been said was right only what was measured: "a: well (visits = 4)" after "a: well". */
static const char *happened(const struct verdict *verdict, char *to, size_t size)
{
	size_t length = strlen(verdict->given);
	const char *rest = verdict->happened + length;
	snprintf(to, size, "%s", verdict->happened);
	if (verdict->is == VERDICT_RIGHT && !strncmp(verdict->happened, verdict->given, length) && !strncmp(rest, " (", 2) && rest[strlen(rest) - 1] == ')')
		snprintf(to, size, "%.*s", (int)strlen(rest) - 3, rest + 2);
	return to;
}

/* An answer that the lesson alone knows did not happen; to who said it, it need not be said again. */
static void happened_words(const struct lesson_screen *screen, struct sheet *sheet, const struct verdict *verdict)
{
	const struct lesson_step *step = lecture_step(&screen->lecture);
	bool literal = step->answer && !step->measured;
	char words[sizeof verdict->happened];
	if (verdict->happened[0] && !literal)
		sheet_words(sheet, ROLE_TEXT, 0, _("What happened: %s"), happened(verdict, words, sizeof words));
	else if (verdict->happened[0] && verdict->is == VERDICT_WRONG)
		sheet_words(sheet, ROLE_TEXT, 0, _("Right would be %s"), verdict->happened);
	if (verdict->again[0])
		sheet_words(sheet, ROLE_TEXT, 0, _("This time: %s"), verdict->again);
	if (!literal)
		others_words(screen, sheet, verdict);
}

static void verdict_words(const struct lesson_screen *screen, struct sheet *sheet)
{
	const struct verdict *verdict = &screen->lecture.verdict;
	char said[200];
	if (verdict->is == VERDICT_NONE)
		return;
	lesson_said(screen, said, sizeof said);
	if (verdict->is == VERDICT_RIGHT)
		sheet_marked(sheet, glyph_text(GLYPH_ENDED), ROLE_GOOD, ROLE_GOOD, ATTR_BOLD, "%s", _("Right."));
	else if (verdict->is == VERDICT_WRONG)
		sheet_marked(sheet, glyph_text(GLYPH_DEAD), ROLE_BAD, ROLE_BAD, ATTR_BOLD, "%s", _("Not so."));
	else
		sheet_marked(sheet, glyph_text(GLYPH_WAITING), ROLE_QUIET, ROLE_TITLE, ATTR_BOLD, "%s", verdict->is == VERDICT_WAITS ? _("Not seen yet.") : _("It did not show."));
	sheet_words(sheet, ROLE_TEXT, 0, "%s", said);
	happened_words(screen, sheet, verdict);
	if (verdict->reply && verdict->is == VERDICT_WRONG) {
		sheet_gap(sheet);
		sheet_words(sheet, ROLE_TEXT, 0, "%s", verdict->reply);
	}
	sheet_gap(sheet);
}

/* Whether the run was to go wrong, and did: the screen beside says that it failed, and one has won all the same. */
static bool broke_it(const struct lesson_screen *screen)
{
	return screen->runs && screen->judged && screen->failed && !lecture_step(&screen->lecture)->by_editing;
}

static void goal_words(const struct lesson_screen *screen, struct sheet *sheet, const struct lesson_step *step)
{
	const struct lecture *lecture = &screen->lecture;
	if (!step->goal)
		return;
	if (lecture->goal == GOAL_REACHED) {
		sheet_marked(sheet, glyph_text(GLYPH_STAR), ROLE_GOOD, ROLE_GOOD, ATTR_BOLD, broke_it(screen) ? _("Done: you made it fail, as asked (%s)") : _("Done: %s"), lesson_goal_words(step));
		if (screen->mended[0])
			sheet_words(sheet, ROLE_TEXT, 0, "%s", screen->mended);
	} else {
		sheet_marked(sheet, glyph_text(GLYPH_WAITING), ROLE_READY, ROLE_TITLE, ATTR_BOLD, _("Your task is still open: %s"), lesson_goal_words(step));
		if (lecture->goal_happened[0] && lecture->tries)
			sheet_words(sheet, ROLE_TEXT, 0, _("This try came to: %s"), lecture->goal_happened);
	}
	sheet_gap(sheet);
}

void lesson_hints(const struct lesson_screen *screen, struct sheet *sheet)
{
	const struct lesson_step *step = lecture_step(&screen->lecture);
	for (int i = 0; i < screen->lecture.hints && i < step->hint_count; i++) {
		sheet_gap(sheet);
		sheet_words(sheet, ROLE_MARK, ATTR_BOLD, _("Hint %d of %d"), i + 1, step->hint_count);
		sheet_document(sheet, &step->hints[i]);
	}
}

void lesson_after(const struct lesson_screen *screen, struct sheet *sheet)
{
	const struct lesson_step *step = lecture_step(&screen->lecture);
	verdict_words(screen, sheet);
	goal_words(screen, sheet, step);
	if (screen->runs && screen->judged && screen->wrong[0])
		sheet_marked(sheet, glyph_text(GLYPH_DEAD), ROLE_BAD, ROLE_BAD, 0, "%s", screen->wrong);
	sheet_gap(sheet);
	if (screen->lecture.goal != GOAL_OPEN)
		sheet_document(sheet, &step->after);
	if (!sheet->rows)
		sheet_words(sheet, ROLE_TITLE, 0, "%s", screen->judged ? _("The run is over.") : _("It still runs; its end is not waited for."));
	lesson_hints(screen, sheet);
	if (screen->lecture.trouble.text[0]) {
		sheet_gap(sheet);
		sheet_words(sheet, ROLE_BAD, 0, "%s", screen->lecture.trouble.text);
	}
	sheet_trim(sheet);
}

/* ---- beside the run ---- */

/* What one is to look at: the quantity in the words of the screen. */
static const char *watched(const char *quantity)
{
	static const struct { const char *quantity, *words; } table[] = { { "at once", N_("how many run at once") }, { "first ended", N_("who ends first") }, { "last ended", N_("who ends last") },
		{ "order ended", N_("in which order they end") }, { "order served", N_("in which order customers are served") }, { "seconds", N_("the clock") },
		{ "served", N_("how many are served") }, { "lag", N_("for how long the loop stands still") }, { "threads", N_("how many threads there are") },
		{ "processes", N_("how many processes there are") }, { "steps", N_("how many steps it takes") }, { "switches", N_("how often control changes hands") },
		{ "outcome", N_("how it ends") } };
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (!strcmp(quantity, table[i].quantity))
			return _(table[i].words);
	return lesson_plain(quantity);
}

/* The paragraph of the page that begins with the task in strong letters, "**Your task:** lose three or more."; its first sentence into to[size]. False: there is none. */
static bool task_told(const struct lesson_step *step, char *to, size_t size)
{
	for (size_t i = 0; i < step->prose.count; i++) {
		const struct text_block *block = &step->prose.blocks[i];
		for (size_t s = 0; block->kind == BLOCK_PARAGRAPH && s + 1 < block->span_count; s++) {
			const char *strong = block->spans[s].text;
			if (block->spans[s].style != SPAN_STRONG || strong[strlen(strong) - 1] != ':')
				continue;
			size_t used = (size_t)snprintf(to, size, "%s", strong);
			for (s++; s < block->span_count && used < size; s++)
				used += (size_t)snprintf(to + used, size - used, "%s", block->spans[s].text);
			char *end = strstr(to, ". ");
			if (end)
				end[1] = '\0';
			return used < size;
		}
	}
	return false;
}

/* What helps to do it. */
static const char *task_keys(const struct lesson_step *step, const struct app *app)
{
	return step->by_editing ? _("F4 opens your editor.") : app->control.on ? _("A worker's letter: it takes a step.") : _("p: settings, r: again.");
}

/* The challenge: as the page says it (form 0), as it is measured (1), without what it may cost (2). */
static void challenge(const struct lesson_step *step, const struct app *app, int form, char *to, size_t size)
{
	char words[400];
	if (form == 0 && task_told(step, words, sizeof words))
		snprintf(to, size, app->control.on ? "%s" : "%s %s", words, task_keys(step, app)); /* whose letters go on, the foot says */
	else if (form < 2 && step->by_editing && step->cost > 0)
		snprintf(to, size, _("Your task: %s, within %g times the time. %s"), lesson_goal_words(step), step->cost, task_keys(step, app));
	else
		snprintf(to, size, _("Your task: %s. %s"), lesson_goal_words(step), task_keys(step, app));
}

/* What one is to look at, or to do. */
static void task(const struct lesson_screen *screen, const struct app *app, int form, char *to, size_t size)
{
	const struct lesson_step *step = lecture_step(&screen->lecture);
	if (screen->mended[0])
		snprintf(to, size, "%s", screen->mended);
	else if (step->goal)
		challenge(step, app, form, to, size);
	else if (screen->walked)
		snprintf(to, size, _("Walk through it: %s a step on, %s back, End to its end."), glyph_text(GLYPH_ARROW_RIGHT), glyph_text(GLYPH_ARROW_LEFT));
	else if (step->mode == LESSON_EXPLORE && study_state(app->beside.study) == STUDY_FAILED)
		snprintf(to, size, "%s", _("The schedules of this recipe cannot be counted."));
	else if (step->mode == LESSON_EXPLORE)
		snprintf(to, size, "%s", _("Every schedule is counted."));
	else if (step->mode == LESSON_COMPARE)
		snprintf(to, size, "%s", _("One after another is measured."));
	else if (step->measured && !quantity_explores(step->measured))
		snprintf(to, size, _("Watch %s."), watched(quantity_text(step->measured)));
	else
		snprintf(to, size, "%s", app->control.on ? _("You choose who goes next: a worker's letter.") : _("Watch what happens."));
}

/* What came of it, in a line. */
static char *outcome(const struct lesson_screen *screen, char *to, size_t size)
{
	const struct lecture *lecture = &screen->lecture;
	const struct verdict *verdict = &lecture->verdict;
	char said[200];
	lesson_said(screen, said, sizeof said);
	if (lecture->goal == GOAL_REACHED)
		snprintf(to, size, broke_it(screen) ? _("%s Done: you made it fail, as asked (%s).") : _("%s Done: %s."), glyph_text(GLYPH_STAR), lesson_goal_words(lecture_step(lecture)));
	else if (lecture->goal == GOAL_OPEN)
		snprintf(to, size, _("Your task is still open: %s."), lesson_goal_words(lecture_step(lecture)));
	else if (verdict->is == VERDICT_RIGHT || verdict->is == VERDICT_WRONG)
		snprintf(to, size, _("%s %s %s"), glyph_text(verdict->is == VERDICT_RIGHT ? GLYPH_ENDED : GLYPH_DEAD), verdict->is == VERDICT_RIGHT ? _("Right.") : _("Not so."), said);
	else if (!screen->judged)
		snprintf(to, size, "%s%s%s", said, *said ? " " : "", _("It still runs; its end is not waited for."));
	else
		snprintf(to, size, "%s", *said ? said : _("The run is over."));
	return to;
}

/* "You said b.": the letter alone. */
static void said_briefly(const struct lesson_screen *screen, char *to, size_t size)
{
	const struct verdict *verdict = &screen->lecture.verdict;
	bool choice = lecture_step(&screen->lecture)->ask == ASK_CHOICE;
	lesson_said(screen, to, size);
	if (*to && choice)
		snprintf(to, size, _("You said %c."), verdict->given[0]);
}

char *lesson_task(const struct lesson_screen *screen, const struct app *app, int cols, char *to, size_t size)
{
	char said[2][200], tasks[3][480];
	if (lesson_shows(screen) == SHOWS_AFTER)
		return outcome(screen, to, size);
	lesson_said(screen, said[0], sizeof said[0]);
	said_briefly(screen, said[1], sizeof said[1]);
	for (int form = 0; form < 3; form++)
		task(screen, app, form, tasks[form], sizeof tasks[form]);
	for (int i = 0; i < 9; i++) { /* what was said gives way before the task does */
		const char *words = i % 3 < 2 ? said[i % 3] : "";
		snprintf(to, size, "%s%s%s", words, *words ? " " : "", tasks[i / 3]);
		if (text_width(to) <= cols)
			break;
	}
	return to;
}
