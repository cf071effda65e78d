/* present_screen.c - what is on the screen in words, and telling it to those who follow. */
#include "tui/present_inner.h"

#include "tui/thick_figure.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void question_words(const struct lesson_step *step, char *to, size_t size)
{
	int used = snprintf(to, size, "%s", step->question);
	for (int i = 0; i < step->choice_count && used < (int)size; i++)
		used += snprintf(to + used, size - (size_t)used, "\n%c  %s", step->choices[i].letter, step->choices[i].text);
}

static void run_words(struct app *app, struct present *present, char *to, size_t size)
{
	struct thick_figure figure;
	const struct study_count *count = study_count(app->beside.study);
	struct view view = app_view(app, app->pulse.shown_ns);
	char story[512];
	if (present->counting && count)
		snprintf(to, size, _("%s of %s schedules fail"), count->failing, count->schedules);
	else if (present->counting || present->sides)
		snprintf(to, size, "%s", present->sides ? _("times are measured side by side") : _("every schedule is counted"));
	else if (present->trouble[0])
		snprintf(to, size, "%s", present->trouble);
	else if (!app->watch.loaded && !app->control.on) /* numbers that change all the time are not told */
		snprintf(to, size, "%s", _("the run goes on"));
	else {
		thick_figure_find(&figure, present_step(present), &view, present_log(app, present));
		present_story(app, present, story, sizeof story);
		snprintf(to, size, "%s: %s\n%s", figure.label, figure.value, story);
	}
}

static void after_words(const struct present *present, char *to, size_t size)
{
	const struct present_step *kept = &present->steps[present->lecture.at];
	const struct verdict *verdict = &present->lecture.verdict;
	if (present->shown > 0 && present->shown <= present->after.count)
		snprintf(to, size, "%s", present->after.points[present->shown - 1].text);
	else
		snprintf(to, size, "%s%s%s%s", kept->right[0] ? _("right: ") : "", kept->right, verdict->reply && verdict->is == VERDICT_WRONG ? "\n" : "",
			verdict->reply && verdict->is == VERDICT_WRONG ? verdict->reply : "");
}

char *present_screen(struct app *app, struct present *present, char *to, size_t size)
{
	const struct lesson_step *step = present_step(present);
	to[0] = '\0';
	if (present->opening)
		snprintf(to, size, "%s\n%s", present->lesson->title, present->lesson->summary);
	else if (present->lecture.finished)
		snprintf(to, size, "%s", _("That was it."));
	else if (present->lecture.side == LECTURE_PAGE && present->shown > present->page.count)
		question_words(step, to, size);
	else if (present->lecture.side == LECTURE_PAGE)
		snprintf(to, size, "%s", present->shown ? present->page.points[present->shown - 1].text : "");
	else if (present->lecture.side == LECTURE_RUN)
		run_words(app, present, to, size);
	else
		after_words(present, to, size);
	return to;
}

static const char *side_name(const struct present *present)
{
	static const char *const names[] = { "page", "run", "after" };
	if (present->opening || present->lecture.finished)
		return present->opening ? "title" : "end";
	return present->lecture.side == LECTURE_PAGE && present->shown > present->page.count ? "question" : names[present->lecture.side];
}

static void word_fill(struct app *app, struct present *present, struct projector_word *told)
{
	const struct lesson *lesson = present->lesson;
	const struct lesson_step *step = present_step(present);
	bool within = !present->opening && !present->lecture.finished;
	char *notes = document_text(&(present->opening ? &lesson->steps[0] : step)->notes, 0);
	snprintf(told->lesson, sizeof told->lesson, "%s", lesson->name);
	snprintf(told->title, sizeof told->title, "%s", lesson->title);
	snprintf(told->step, sizeof told->step, "%s", within ? step->name : "");
	snprintf(told->side, sizeof told->side, "%s", side_name(present));
	told->number = present->opening ? 0 : (int)present->lecture.at + 1;
	told->steps = (int)lesson->step_count;
	present_screen(app, present, told->shown, sizeof told->shown);
	snprintf(told->notes, sizeof told->notes, "%s", notes && !present->lecture.finished ? notes : "");
	present_coming(app, present, told->coming, sizeof told->coming);
	votes_text(&present_kept(present)->votes, told->votes, sizeof told->votes);
	told->blank = present->blank;
	told->can_vote = within && present->lecture.side != LECTURE_RUN && present_asks(step);
	told->began = (int64_t)time(NULL) - (int64_t)((uv_hrtime() - present->began_ns) / 1000000000u);
	told->minutes = lesson->minutes;
	free(notes);
}

bool present_tell(struct app *app, struct present *present)
{
	static struct projector_word told; /* large */
	if (!present->projector)
		return false;
	memset(&told, 0, sizeof told);
	word_fill(app, present, &told);
	if (present->told_began && llabs(present->told_began - told.began) <= 1)
		told.began = present->told_began; /* two clocks' rounding is no news */
	present->told_began = told.began;
	char *line = projector_word_write(&told);
	if (line)
		projector_tell(present->projector, line);
	free(line);
	return false;
}
