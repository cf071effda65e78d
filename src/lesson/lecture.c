/* lecture.c - a lesson under way: from side to side and step to step; what a run showed is judged and kept.
 *
 * The first judgement of a visit stays: a prediction that was wrong is not made right by running again until it fits. A goal, once reached, stays reached. What cannot
 * be stored is said once, in `trouble`, and the lesson goes on. */
#include "lesson/lecture_inner.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <string.h>

const struct lesson_step *lecture_step(const struct lecture *lecture)
{
	return &lecture->lesson->steps[lecture->at];
}

static bool runs(const struct lesson_step *step)
{
	return step->mode != LESSON_READ;
}

static bool has_after(const struct lesson_step *step)
{
	return step->ask != ASK_NOTHING || step->goal || step->after.count > 0;
}

static const char *name_of(const struct lecture *lecture)
{
	return lecture->lesson->name;
}

/* ---- where one is ---- */

/* What was predicted at an earlier visit, and what it came to. */
static void recall_verdict(struct lecture *lecture)
{
	const struct lesson_step *step = lecture_step(lecture);
	struct progress_answer answer;
	struct verdict *verdict = &lecture->verdict;

	*verdict = (struct verdict){ .is = VERDICT_NONE };
	if (step->ask == ASK_NOTHING || !progress_answer(lecture->progress, name_of(lecture), step->name, &answer))
		return;
	verdict->is = !answer.judged ? VERDICT_WAITS : answer.right ? VERDICT_RIGHT : VERDICT_WRONG;
	verdict->reply = verdict->is == VERDICT_WRONG ? answer_reply(step, answer.answer) : NULL;
	answer_words(step, answer.answer, verdict->given, sizeof verdict->given);
	snprintf(verdict->happened, sizeof verdict->happened, "%s", answer.happened);
}

/* The page of a step. */
static void enter(struct lecture *lecture, size_t at)
{
	const struct lesson_step *step;

	lecture->at = at;
	lecture->side = LECTURE_PAGE;
	lecture->hints = 0;
	lecture->tries = 0;
	*lecture->goal_happened = '\0';
	step = lecture_step(lecture);
	lecture->goal = !step->goal ? GOAL_NONE : progress_step_done(lecture->progress, name_of(lecture), step->name) ? GOAL_REACHED : GOAL_OPEN;
	recall_verdict(lecture);
	progress_at(lecture->progress, name_of(lecture), step->name, &lecture->trouble);
}

/* "there is no step 'x'; there are one, two, three" */
static int no_such_step(const struct lesson *lesson, const char *step, struct error *error)
{
	char names[512] = "";

	for (size_t i = 0; i < lesson->step_count; i++) {
		size_t length = strlen(names);
		snprintf(names + length, sizeof names - length, "%s%s", i ? ", " : "", lesson->steps[i].name);
	}
	return error_set(error, _("the lesson %s has no step '%.40s'; there are %s"), lesson->name, step, names);
}

int lecture_begin(struct lecture *lecture, const struct lesson *lesson, struct progress *progress, const char *step, struct error *error)
{
	const char *left = progress_step(progress, lesson->name);
	int at = step ? lesson_step_named(lesson, step) : left ? lesson_step_named(lesson, left) : 0;

	*lecture = (struct lecture){ .lesson = lesson, .progress = progress };
	if (lesson->step_count == 0)
		return error_set(error, _("the lesson %s has no steps"), lesson->name);
	if (step && at < 0)
		return no_such_step(lesson, step, error);
	enter(lecture, at < 0 ? 0 : (size_t)at);
	return 0;
}

/* ---- predicting ---- */

int lecture_answer(struct lecture *lecture, const char *typed, struct error *error)
{
	const struct lesson_step *step = lecture_step(lecture);
	struct progress_answer answer = { .judged = false };

	if (lecture->verdict.is != VERDICT_NONE && lecture->verdict.is != VERDICT_WAITS && (lecture->tries > 0 || lecture->side == LECTURE_AFTER))
		return error_set(error, _("what happens has been seen by now: a prediction is made before"));
	if (answer_read(step, typed, answer.answer, error))
		return -1;
	lecture->verdict = (struct verdict){ .is = VERDICT_WAITS };
	answer_words(step, answer.answer, lecture->verdict.given, sizeof lecture->verdict.given);
	progress_answered(lecture->progress, name_of(lecture), step->name, &answer, &lecture->trouble);
	return 0;
}

/* The first judgement stays, but what one sees now may be another number. */
static void compare_again(struct lecture *lecture, const struct progress_answer *answer, const struct facts *facts)
{
	struct verdict *verdict = &lecture->verdict;
	char now[sizeof verdict->again];

	*verdict->again = '\0';
	if (facts && lecture_judge(lecture_step(lecture), answer->answer, facts, now, sizeof now) != VERDICT_OPEN && strncmp(now, verdict->happened, sizeof answer->happened - 1))
		strcpy(verdict->again, now);
}

/* What was answered is judged by what is known now; what these facts do not show stays open. */
static void judge_answer(struct lecture *lecture, const struct facts *facts)
{
	const struct lesson_step *step = lecture_step(lecture);
	struct verdict *verdict = &lecture->verdict;
	struct progress_answer answer;

	if (verdict->is == VERDICT_NONE)
		return;
	progress_answer(lecture->progress, name_of(lecture), step->name, &answer);
	if (verdict->is != VERDICT_WAITS && verdict->is != VERDICT_OPEN) {
		compare_again(lecture, &answer, facts);
		return;
	}
	verdict->is = lecture_judge(step, answer.answer, facts, verdict->happened, sizeof verdict->happened);
	if (verdict->is == VERDICT_OPEN)
		return;
	verdict->reply = verdict->is == VERDICT_WRONG ? answer_reply(step, answer.answer) : NULL;
	answer.judged = true;
	answer.right = verdict->is == VERDICT_RIGHT;
	snprintf(answer.happened, sizeof answer.happened, "%.*s", (int)sizeof answer.happened - 1, verdict->happened);
	progress_answered(lecture->progress, name_of(lecture), step->name, &answer, &lecture->trouble);
}

void lecture_score(const struct lesson *lesson, const struct progress *progress, int *right, int *given)
{
	struct progress_answer answer;

	*right = *given = 0;
	for (size_t i = 0; i < lesson->step_count; i++)
		if (lesson->steps[i].ask != ASK_NOTHING && progress_answer(progress, lesson->name, lesson->steps[i].name, &answer)) {
			++*given;
			*right += answer.judged && answer.right;
		}
}

/* ---- the run ---- */

/* How long a mended recipe may take is part of its goal. */
static bool cost_is_right(const struct lesson_step *step, const struct facts *facts, char *words, size_t size)
{
	if (!step->by_editing || step->cost <= 0 || facts->cost < 0)
		return true;
	if (facts->cost > 0 && facts->cost <= step->cost)
		return true;
	if (facts->cost > 0)
		snprintf(words, size, _("it takes %.1f times as long, and may take %.1f times"), facts->cost, step->cost);
	else
		snprintf(words, size, "%s", _("how long it takes has not been measured"));
	return false;
}

static void judge_goal(struct lecture *lecture, const struct facts *facts)
{
	const struct lesson_step *step = lecture_step(lecture);
	char words[sizeof lecture->goal_happened];
	enum holds holds;

	if (!step->goal)
		return;
	holds = condition_holds(step->goal, facts);
	if (holds == HOLDS_UNKNOWN)
		return;
	condition_words(step->goal, facts, words, sizeof words);
	if (holds == HOLDS && cost_is_right(step, facts, words, sizeof words))
		lecture->goal = GOAL_REACHED;
	strcpy(lecture->goal_happened, words);
}

bool lecture_ran(struct lecture *lecture, const struct facts *facts)
{
	const struct lesson_step *step = lecture_step(lecture);

	lecture->tries++;
	judge_answer(lecture, facts);
	judge_goal(lecture, facts);
	if (lecture->goal == GOAL_OPEN)
		return false;
	if (!progress_step_done(lecture->progress, name_of(lecture), step->name))
		progress_did(lecture->progress, name_of(lecture), step->name, &lecture->trouble);
	return true;
}

/* ---- from side to side ---- */

bool lecture_runs_next(const struct lecture *lecture)
{
	return lecture->side == LECTURE_PAGE && runs(lecture_step(lecture));
}

/* A page that is read is done; its question is answered by the lesson alone. */
static void leave_page(struct lecture *lecture)
{
	const struct lesson_step *step = lecture_step(lecture);

	judge_answer(lecture, NULL);
	if (!step->goal && !progress_step_done(lecture->progress, name_of(lecture), step->name))
		progress_did(lecture->progress, name_of(lecture), step->name, &lecture->trouble);
}

static bool next_step(struct lecture *lecture)
{
	if (lecture->at + 1 < lecture->lesson->step_count) {
		enter(lecture, lecture->at + 1);
		return true;
	}
	if (!lecture->finished)
		progress_finish(lecture->progress, name_of(lecture), &lecture->trouble);
	lecture->finished = true;
	return false;
}

bool lecture_next(struct lecture *lecture)
{
	const struct lesson_step *step = lecture_step(lecture);

	if (lecture_runs_next(lecture)) {
		lecture->side = LECTURE_RUN;
		return true;
	}
	if (lecture->side == LECTURE_PAGE)
		leave_page(lecture);
	if (lecture->side != LECTURE_AFTER && has_after(step)) {
		lecture->side = LECTURE_AFTER;
		return true;
	}
	return next_step(lecture);
}

bool lecture_back(struct lecture *lecture)
{
	if (lecture->finished)
		lecture->finished = false;
	else if (lecture->side == LECTURE_AFTER && runs(lecture_step(lecture)))
		lecture->side = LECTURE_RUN;
	else if (lecture->side != LECTURE_PAGE)
		lecture->side = LECTURE_PAGE;
	else if (lecture->at > 0)
		enter(lecture, lecture->at - 1);
	else
		return false;
	return true;
}

bool lecture_go(struct lecture *lecture, size_t step)
{
	if (step >= lecture->lesson->step_count)
		return false;
	lecture->finished = false;
	enter(lecture, step);
	return true;
}

bool lecture_hint(struct lecture *lecture)
{
	if (lecture->hints >= lecture_step(lecture)->hint_count)
		return false;
	lecture->hints++;
	return true;
}
