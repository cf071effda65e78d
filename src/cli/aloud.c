/* aloud.c - the way through a lesson in lines: page, run, what follows; and the end. See aloud.h.
 *
 * The core is lesson/lecture.h, as on the screen. Each side is said, then a wish is asked for, and the wish moves the lecture. A run that is over always has something after it, so that the
 * next page does not begin unasked. What was done is kept by the lecture at once, so leaving needs nothing. */
#include "cli/aloud_inner.h"

#include "cli/data.h"
#include "cli/signals.h"
#include "cli/verb.h"
#include "lesson/shelf.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- from side to side ---- */

/* Another step or side: what ran is of the one before. */
static void turned(struct aloud *aloud, size_t step)
{
	if (aloud->lecture.at == step && !aloud->lecture.finished)
		return;
	aloud_run_release(&aloud->run);
	launch_release(&aloud->launch);
	launch_init(&aloud->launch);
	launch_release(&aloud->own);
	launch_init(&aloud->own);
}

static void go_back(struct lecture *lecture)
{
	if (lecture->side == LECTURE_PAGE)
		lecture_back(lecture);
	while (lecture->side != LECTURE_PAGE)
		lecture_back(lecture);
}

/* On to the next step, whatever of this one is left. */
static void go_next(struct lecture *lecture)
{
	if (lecture_step(lecture)->mode != LESSON_READ)
		lecture->side = LECTURE_AFTER;
	lecture_next(lecture);
	if (lecture->side == LECTURE_AFTER && !lecture->finished)
		lecture_next(lecture);
}

/* Whether the lesson goes on. */
static bool follow(struct aloud *aloud, enum wish wish)
{
	struct lecture *lecture = &aloud->lecture;
	size_t step = lecture->at;

	switch (wish) {
	case WISH_LEAVE: return false;
	case WISH_BACK: go_back(lecture); break;
	case WISH_NEXT: go_next(lecture); break;
	case WISH_AGAIN: lecture->side = lecture->side != LECTURE_PAGE && lecture_step(lecture)->mode != LESSON_READ ? LECTURE_RUN : LECTURE_PAGE; break;
	case WISH_MOVED: break;
	default: lecture_next(lecture);
	}
	turned(aloud, step);
	return true;
}

/* One side of a step. */
static enum wish side(struct aloud *aloud)
{
	enum wish wish;

	switch (aloud->lecture.side) {
	case LECTURE_PAGE:
		aloud_page(aloud);
		return aloud_page_ask(aloud);
	case LECTURE_RUN:
		wish = aloud_step_run(aloud);
		if (wish == WISH_ENTER)
			aloud->lecture.side = LECTURE_AFTER;
		else
			return wish;
		/* fall through */
	default:
		if (aloud->signal)
			return WISH_LEAVE;
		aloud_outcome(aloud);
		return aloud_outcome_ask(aloud);
	}
}

static void left(const struct aloud *aloud)
{
	aloud_gap();
	aloud_say(aloud, _("The lesson is left at step %zu of %zu. To go on with it: lunchrush learn %s --plain"), aloud->lecture.at + 1, aloud->lesson->step_count, aloud->learn->lesson);
}

static void through(struct aloud *aloud)
{
	const struct lesson *lesson = aloud->lesson;

	aloud_say(aloud, _("Lesson: %s."), lesson->title);
	if (lesson->minutes)
		aloud_say(aloud, ngettext("%zu steps, about %d minute. At every prompt help says what may be typed.", "%zu steps, about %d minutes. At every prompt help says what may be typed.",
			(unsigned long)lesson->minutes), lesson->step_count, lesson->minutes);
	else
		aloud_say(aloud, _("%zu steps. At every prompt help says what may be typed."), lesson->step_count);
	if (aloud->lecture.at > 0 && !aloud->learn->step)
		aloud_say(aloud, "%s", _("You go on where you left; step 1 goes to the beginning."));
	while (!aloud->lecture.finished)
		if (!follow(aloud, side(aloud))) {
			left(aloud);
			return;
		}
	aloud_end(aloud);
}

/* ---- opening it ---- */

static int load(struct aloud *aloud, struct error *error)
{
	char folder[1024];

	if (shelf_find(data_directory(), aloud->learn->lesson, folder, error))
		return -1;
	aloud->lesson = lesson_load(folder, lesson_language(), error);
	return aloud->lesson ? lecture_begin(&aloud->lecture, aloud->lesson, aloud->progress, aloud->learn->step, error) : -1;
}

int aloud_lesson(const struct learn *learn, struct progress *progress)
{
	struct aloud aloud = { .learn = learn, .progress = progress, .echo = !isatty(STDIN_FILENO) };
	struct error error = { "" };
	int status = EXIT_USAGE;

	if (load(&aloud, &error)) {
		lesson_free(aloud.lesson);
		return verb_fail(EXIT_USAGE, &error);
	}
	launch_init(&aloud.launch);
	launch_init(&aloud.own);
	aloud.signals = signals_open();
	through(&aloud);
	status = aloud.signal ? 128 + aloud.signal : EXIT_DONE;
	close(aloud.signals);
	aloud_run_release(&aloud.run);
	launch_release(&aloud.launch);
	launch_release(&aloud.own);
	lesson_free(aloud.lesson);
	if (fflush(stdout) || ferror(stdout)) {
		error_set(&error, "%s", _("the output cannot be written"));
		return verb_fail(EXIT_USAGE, &error);
	}
	return status;
}
