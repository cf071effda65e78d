/* aloud_page.c - a step's page and its question, what came of its run, and the end of the lesson, in words. See aloud_inner.h.
 *
 * What one chooses from has numbers, which are heard better than letters; a letter is understood, too. */
#include "cli/aloud_inner.h"

#include "cli/data.h"
#include "lesson/shelf.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- the page ---- */

/* "three things" of "three-things". */
static const char *spoken(const char *name, char to[40])
{
	snprintf(to, 40, "%s", name);
	for (char *at = to; *at; at++)
		*at = *at == '-' ? ' ' : *at;
	return to;
}

const char *aloud_answer(const struct lesson_step *step, const char *words, char *to, size_t size)
{
	bool lettered = step->ask == ASK_CHOICE && words[0] >= 'a' && words[0] < 'a' + step->choice_count && words[1] == ':';

	if (lettered)
		snprintf(to, size, "%d%s", words[0] - 'a' + 1, words + 1);
	else
		snprintf(to, size, "%s", words);
	return to;
}

static bool ends_itself(const char *text)
{
	size_t length = strlen(text);

	return length && strchr(".!?", text[length - 1]);
}

static void said(const struct aloud *aloud)
{
	const struct verdict *verdict = &aloud->lecture.verdict;
	char words[200];

	aloud_answer(lecture_step(&aloud->lecture), verdict->given, words, sizeof words);
	aloud_say(aloud, ends_itself(words) ? _("You said %s") : _("You said %s."), words);
}

static void choices(const struct aloud *aloud, const struct lesson_step *step)
{
	for (int i = 0; i < step->choice_count; i++)
		aloud_say(aloud, "%d. %s", i + 1, step->choices[i].text ? step->choices[i].text : "");
}

static bool has_question(const struct lesson_step *step)
{
	return step->ask != ASK_NOTHING && step->question;
}

void aloud_page(struct aloud *aloud)
{
	const struct lecture *lecture = &aloud->lecture;
	const struct lesson_step *step = lecture_step(lecture);
	char name[40];

	aloud_gap();
	aloud_say(aloud, _("Step %zu of %zu: %s"), lecture->at + 1, aloud->lesson->step_count, spoken(step->name, name));
	aloud_gap();
	aloud_document(aloud, &step->prose);
	if (step->goal) {
		aloud_gap();
		aloud_say(aloud, _("Your task: %s."), lesson_goal_words(step));
		if (lecture->goal == GOAL_REACHED)
			aloud_say(aloud, "%s", _("You have done it before."));
	}
	aloud_gap();
	if (!has_question(step))
		return;
	aloud_say(aloud, _("Question: %s"), step->question);
	choices(aloud, step);
	if (lecture->verdict.is != VERDICT_NONE)
		said(aloud);
}

static void question_prompt(const struct lesson_step *step, char *to, size_t size)
{
	switch (step->ask) {
	case ASK_CHOICE: snprintf(to, size, _("Your answer (1-%d, Enter to skip):"), step->choice_count); break;
	case ASK_NUMBER: snprintf(to, size, "%s", _("Your answer (a number, Enter to skip):")); break;
	case ASK_WORKER: snprintf(to, size, "%s", _("Your answer (a worker's letter, Enter to skip):")); break;
	default: snprintf(to, size, "%s", _("Your answer (letters in order as in BCA, Enter to skip):"));
	}
}

/* "2" among choices is b. */
static void letter_of(const struct lesson_step *step, char *line)
{
	if (step->ask == ASK_CHOICE && line[0] >= '1' && line[0] < '1' + step->choice_count && !line[1])
		line[0] = (char)('a' + line[0] - '1');
}

static bool answered(struct aloud *aloud, char *line)
{
	const struct lesson_step *step = lecture_step(&aloud->lecture);
	struct error error;

	letter_of(step, line);
	if (step->ask == ASK_CHOICE && !(line[0] && !line[1] && line[0] >= 'a' && line[0] < 'a' + step->choice_count) && strlen(line) > 1)
		aloud_say(aloud, _("'%s' is not understood here: a number from 1 to %d is an answer; help says what else may be typed."), line, step->choice_count);
	else if (lecture_answer(&aloud->lecture, line, &error))
		aloud_say(aloud, "%s", error.text);
	else {
		said(aloud);
		return true;
	}
	return false;
}

static const char *enter_words(const struct lesson_step *step)
{
	if (step->mode == LESSON_READ)
		return _("Enter goes on:");
	if (step->mode == LESSON_COMPARE)
		return _("Enter starts to measure:");
	return step->by_editing || step->mode == LESSON_EXPLORE ? _("Enter counts every schedule:") : _("Enter starts the run:");
}

enum wish aloud_page_ask(struct aloud *aloud)
{
	const struct lesson_step *step = lecture_step(&aloud->lecture);
	char prompt[160], line[ALOUD_LINE];
	enum wish wish;

	if (has_question(step))
		question_prompt(step, prompt, sizeof prompt);
	else
		snprintf(prompt, sizeof prompt, "%s", enter_words(step));
	while ((wish = aloud_wish(aloud, prompt, line)) == WISH_OTHER) {
		if (has_question(step) && answered(aloud, line))
			return WISH_ENTER;
		if (!has_question(step))
			aloud_say(aloud, _("'%s' is not understood here; help says what may be typed."), line);
	}
	return wish;
}

/* ---- what followed ---- */

static void verdict(const struct aloud *aloud, const struct lesson_step *step)
{
	const struct verdict *verdict = &aloud->lecture.verdict;
	char words[300];

	if (verdict->is == VERDICT_NONE)
		return;
	aloud_say(aloud, "%s", verdict->is == VERDICT_RIGHT ? _("Your answer is right.") : verdict->is == VERDICT_WRONG ? _("It is not as you said.") :
		verdict->is == VERDICT_WAITS ? _("Whether your answer is right has not been seen yet.") : _("The run did not show whether your answer is right."));
	said(aloud);
	if (*verdict->happened) {
		aloud_answer(step, verdict->happened, words, sizeof words);
		aloud_say(aloud, ends_itself(words) ? _("What happened: %s") : _("What happened: %s."), words);
	}
	if (*verdict->again) {
		aloud_answer(step, verdict->again, words, sizeof words);
		aloud_say(aloud, ends_itself(words) ? _("This time: %s") : _("This time: %s."), words);
	}
	if (verdict->reply && verdict->is == VERDICT_WRONG)
		aloud_say(aloud, "%s", verdict->reply);
	aloud_gap();
}

static void goal(const struct aloud *aloud, const struct lesson_step *step)
{
	const struct lecture *lecture = &aloud->lecture;

	if (!step->goal)
		return;
	if (lecture->goal == GOAL_REACHED)
		aloud_say(aloud, _("Your task is done: %s."), lesson_goal_words(step));
	else
		aloud_say(aloud, _("Your task is still open: %s."), lesson_goal_words(step));
	if (lecture->goal != GOAL_REACHED && *lecture->goal_happened && lecture->tries)
		aloud_say(aloud, _("This try came to: %s."), lecture->goal_happened);
	aloud_gap();
}

void aloud_outcome(struct aloud *aloud)
{
	struct lecture *lecture = &aloud->lecture;
	const struct lesson_step *step = lecture_step(lecture);

	aloud_gap();
	verdict(aloud, step);
	goal(aloud, step);
	if (lecture->goal != GOAL_OPEN && step->after.count) {
		aloud_document(aloud, &step->after);
		aloud_gap();
	}
	if (lecture->goal == GOAL_OPEN && step->mode == LESSON_LIVE && !step->by_editing) {
		aloud_settings(aloud);
		aloud_gap();
	}
	if (*lecture->trouble.text)
		aloud_say(aloud, "%s", lecture->trouble.text);
	*lecture->trouble.text = '\0';
}

enum wish aloud_outcome_ask(struct aloud *aloud)
{
	const struct lecture *lecture = &aloud->lecture;
	const struct lesson_step *step = lecture_step(lecture);
	bool runs = step->mode != LESSON_READ;
	char line[ALOUD_LINE], prompt[160];
	enum wish wish;

	snprintf(prompt, sizeof prompt, "%s%s%s", _("Enter goes on"), runs ? _(", again runs it again") : "", lecture->goal == GOAL_OPEN && lecture->hints < step->hint_count ? _(", hint gives a hint") : "");
	snprintf(prompt + strlen(prompt), sizeof prompt - strlen(prompt), ":");
	while ((wish = aloud_wish(aloud, prompt, line)) == WISH_OTHER)
		aloud_say(aloud, _("'%s' is not understood here; help says what may be typed."), line);
	return wish;
}

/* A link as what one would type. */
static void say_way(const struct aloud *aloud, const char *link)
{
	const char *name = strchr(link, ':') ? strchr(link, ':') + 1 : link;

	if (!strncmp(link, "lesson:", 7))
		aloud_say(aloud, "- lunchrush learn %s --plain", name);
	else if (!strncmp(link, "recipe:", 7))
		aloud_say(aloud, "- lunchrush run %s --plain", name);
	else if (!strncmp(link, "word:", 5))
		aloud_say(aloud, "- lunchrush words %s", name);
	else
		aloud_say(aloud, "- lunchrush pages %s", name);
}

static void say_ways(const struct aloud *aloud)
{
	struct shelf *shelf = shelf_read(data_directory(), lesson_language());
	const struct shelf_lesson *next = shelf ? shelf_next(shelf, aloud->progress) : NULL;

	if (next && !strcmp(next->card.name, aloud->lesson->name))
		next = NULL;
	if (next)
		aloud_say(aloud, _("Next in the course: %s. To take it: lunchrush learn %s --plain"), next->card.title, next->card.name);
	if (aloud->lesson->more_count)
		aloud_say(aloud, "%s", _("Where else to go from here:"));
	for (int i = 0; i < aloud->lesson->more_count; i++)
		say_way(aloud, aloud->lesson->more[i]);
	shelf_free(shelf);
}

void aloud_end(struct aloud *aloud)
{
	size_t done = progress_steps_done(aloud->progress, aloud->lesson->name), all = aloud->lesson->step_count;
	int right, given;

	lecture_score(aloud->lesson, aloud->progress, &right, &given);
	aloud_gap();
	aloud_say(aloud, done == all ? _("You are through: %s.") : _("This is the end of: %s."), aloud->lesson->title);
	aloud_say(aloud, _("%zu of %zu steps done."), done, all);
	if (given)
		aloud_say(aloud, _("%d of %d predictions right."), right, given);
	say_ways(aloud);
}
