/* lesson_check.c - what must agree in a lesson once all of it is read: a question with what is asked, an answer with its choices, headings with steps, links with what links are. */
#include "lesson/lesson_inner.h"

#include "paper/folder.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct checking {
	struct loading *loading;
	struct lesson_step *step;
	struct step_lines *lines;
};

static int wrong(struct checking *c, int line, const char *words)
{
	return lesson_wrong(c->loading, line ? line : c->step->line, "%s", words);
}

/* ---- answers ---- */

static bool all_of(const char *text, const char *letters)
{
	return *text && !text[strspn(text, letters)];
}

#define WORKER_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ@()0123456789"

/* Whether it is an answer as people type it, to what this step asks. */
static bool literal(enum lesson_ask ask, const char *text)
{
	char *end;

	switch (ask) {
	case ASK_CHOICE: return text[0] >= 'a' && text[0] <= 'z' && !text[1];
	case ASK_NUMBER: return strtod(text, &end), end != text && !*end && all_of(text, "0123456789.-+eE");
	case ASK_WORKER: return (text[0] == '@' || isupper((unsigned char)text[0])) ? !text[1] : text[0] == '(' && all_of(text, WORKER_LETTERS);
	case ASK_ORDER: return all_of(text, WORKER_LETTERS " ,");
	default: return false;
	}
}

/* "value.b = < 4" with the answer "global visits" is the condition "global visits < 4". */
static void value_check(struct checking *c, int at)
{
	const char *value = c->lines->value[at];
	struct lesson_choice *choice = &c->step->choices[at];
	struct error error = { "" };
	char text[400];

	if (c->lines->when[at])
		wrong(c, c->lines->value_line[at], "a choice has a when or a value, not both");
	else if (!c->step->measured)
		wrong(c, c->lines->value_line[at], "value.X says what `answer` measures when X is right, and `answer` measures nothing: answer = global visits");
	else {
		snprintf(text, sizeof text, "%s %s%s", quantity_text(c->step->measured), strchr("=<>!", *value) ? "" : "= ", value);
		choice->when = condition_read(text, &error);
		if (!choice->when)
			lesson_wrong(c->loading, c->lines->value_line[at], "value.%c: %s", choice->letter, error.text);
	}
}

static void answer_check(struct checking *c)
{
	struct lesson_step *step = c->step;
	const char *answer = c->lines->answer;
	struct error error = { "" };

	if (!answer)
		return;
	if (literal(step->ask, answer)) {
		step->answer = lesson_copy(answer);
		if (step->ask == ASK_CHOICE && answer[0] - 'a' >= step->choice_count)
			lesson_wrong(c->loading, c->lines->answer_line, "answer: there is no choice %s", answer);
		return;
	}
	step->measured = quantity_read(answer, &error);
	if (!step->measured)
		lesson_wrong(c->loading, c->lines->answer_line, "answer is %s, or a quantity of the run: %s", step->ask == ASK_CHOICE ? "a choice's letter" : step->ask == ASK_NUMBER ?
			"a number" : step->ask == ASK_WORKER ? "a worker's letter" : "letters of workers in order", error.text);
	else if (step->mode == LESSON_READ)
		wrong(c, c->lines->answer_line, "the answer is measured, but nothing runs in this step: say its mode");
}

static void choices_check(struct checking *c)
{
	struct lesson_step *step = c->step;
	bool by_run = false;

	for (int i = 0; i < step->choice_count; i++) {
		if (!step->choices[i].text)
			lesson_wrong(c->loading, c->lines->when[i] ? c->lines->when[i] : step->line, "choice %c has no text: choice.%c here, or ### choice %c in prose.md",
				step->choices[i].letter, step->choices[i].letter, step->choices[i].letter);
		if (c->lines->value[i])
			value_check(c, i);
		by_run |= c->lines->when[i] || c->lines->value[i];
	}
	if (step->choice_count < 2)
		wrong(c, 0, "ask = choice has at least two: choice.a = …, choice.b = …");
	if (step->answer && by_run)
		wrong(c, c->lines->answer_line, "either `answer` names the choice, or when.X says when it is right, not both");
	if (!step->answer && !by_run)
		wrong(c, c->lines->answer_line, "it is not said which choice is right: answer = a, or when.a = … for each");
}

static void question_check(struct checking *c)
{
	struct lesson_step *step = c->step;

	if (step->ask == ASK_NOTHING) {
		if (step->question || step->choice_count || c->lines->answer || c->lines->reply_count || c->lines->within)
			wrong(c, c->lines->answer_line ? c->lines->answer_line : c->lines->question, "there is a question, but not what is asked for: ask = choice, number, worker or order");
		return;
	}
	answer_check(c);
	if (!step->question)
		wrong(c, 0, "something is asked, but there is no question: question = … here, or ### question in prose.md");
	if (step->ask == ASK_CHOICE)
		choices_check(c);
	else if (step->choice_count)
		wrong(c, 0, "choices are for ask = choice");
	else if (!c->lines->answer)
		wrong(c, 0, "there is no answer: answer = 4, or what it is measured by: answer = global visits");
	if (c->lines->within && step->ask != ASK_NUMBER)
		wrong(c, c->lines->within, "within is for ask = number");
}

/* ---- replies ---- */

static void reply_check(struct checking *c, int i)
{
	struct lesson_step *step = c->step;
	char *answer = c->lines->reply_key[i], *reply = c->lines->reply[i];
	const char *file = c->loading->file;
	int choice = answer[0] - 'a';

	c->lines->reply_key[i] = c->lines->reply[i] = NULL;
	if (!c->lines->reply_ini[i])
		c->loading->file = "prose.md";
	if (step->ask == ASK_WORKER || step->ask == ASK_ORDER)
		for (char *at = answer; *at; at++)
			*at = (char)toupper((unsigned char)*at);
	if (step->ask == ASK_CHOICE && literal(ASK_CHOICE, answer) && choice < step->choice_count && !step->choices[choice].reply) {
		step->choices[choice].reply = reply;
		reply = NULL;
	} else if (step->ask == ASK_CHOICE) {
		lesson_wrong(c->loading, c->lines->reply_line[i], "reply %s: there is no such choice, or it has one already", answer);
	} else if (!literal(step->ask, answer)) {
		lesson_wrong(c->loading, c->lines->reply_line[i], "reply %s: that is no answer to what is asked", answer);
	} else {
		step->replies[step->reply_count++] = (struct lesson_reply){ .answer = answer, .reply = reply };
		answer = reply = NULL;
	}
	free(answer);
	free(reply);
	c->loading->file = file;
}

/* ---- how it runs ---- */

static void engines_check(struct checking *c)
{
	static const char *const ways[] = { "sequential", "threads", "threads+gil", "loop", "processes" };
	struct lesson_step *step = c->step;
	char engines[8][16], *at = step->engines;

	if (step->mode != LESSON_COMPARE) {
		if (!lesson_engine(c->loading, c->lines->engine, step->engines, step->engine, sizeof step->engine))
			step->engines[0] = '\0';
		return;
	}
	int count = lesson_list(c->loading, c->lines->engine, "engine", step->engines, engines[0], sizeof engines[0], 8);
	step->engines[0] = '\0';
	for (int i = 0; i < count; i++) {
		if (!lesson_one_of(engines[i], ways, sizeof ways / sizeof *ways))
			lesson_wrong(c->loading, c->lines->engine, "there is no engine `%s`: sequential threads threads+gil loop processes", engines[i]);
		else if (strlen(step->engines) + strlen(engines[i]) + 2 < sizeof step->engines)
			at += sprintf(at, "%s%s", at == step->engines ? "" : ",", engines[i]);
	}
}

static void run_check(struct checking *c)
{
	struct lesson_step *step = c->step;
	const struct lesson *lesson = c->loading->lesson;

	if (step->mode == LESSON_COMPARE)
		step->engine[0] = '\0'; /* one for all steps says nothing of a comparison */
	if (c->lines->engine)
		engines_check(c);
	if (step->mode == LESSON_READ && c->lines->run)
		wrong(c, c->lines->run, "nothing runs in this step, so this is of no use: mode = live, stepped, explore or compare");
	if (step->mode != LESSON_READ && !step->recipe[0] && !lesson->recipe[0] && !lesson->own_recipe)
		wrong(c, 0, "there is nothing to run: no recipe.lua in the folder, and no `recipe = NAME`");
	if (step->mode != LESSON_STEPPED && (step->schedule || step->policy[0]) && step->mode != LESSON_READ)
		wrong(c, c->lines->schedule ? c->lines->schedule : c->lines->policy, "a schedule and a policy are for mode = stepped");
}

static void goal_check(struct checking *c)
{
	struct lesson_step *step = c->step;

	if (!c->lines->goal && (c->lines->cost || c->lines->solution))
		wrong(c, c->lines->cost ? c->lines->cost : c->lines->solution, "there is no goal that this belongs to: goal = …");
	if (step->goal && c->lines->cost && !step->by_editing)
		wrong(c, c->lines->cost, "cost is for a goal that is reached by editing: goal = no failing schedule");
	if (!step->solution[0])
		return;
	if (!lesson_file_good(step->solution)) {
		wrong(c, c->lines->solution, "solution is a recipe in the lesson's folder: mended.lua");
		step->solution[0] = '\0';
	} else if (!folder_has(c->loading->folder, step->solution)) {
		lesson_wrong(c->loading, c->lines->solution, "solution: there is no regular file %s in the folder", step->solution);
		step->solution[0] = '\0';
	}
}

/* ---- links ---- */

static int link_visit(void *data, const char *link, int line)
{
	const char *what = lesson_link_wrong(link);

	if (what)
		lesson_wrong(data, line, "the link `%.80s`: %s", link, what);
	return 0;
}

void lesson_links_check(struct loading *loading, const struct document *document)
{
	document_links(document, link_visit, loading);
}

/* ---- all of it ---- */

void lesson_check(struct loading *loading)
{
	struct lesson *lesson = loading->lesson;

	if (!lesson->title[0] && !ini_line(loading->ini, "lesson", "title"))
		lesson_wrong(loading, 0, "the lesson has no title: title = … in [lesson]");
	if (!lesson->summary[0] && !ini_line(loading->ini, "lesson", "summary"))
		lesson_wrong(loading, 0, "the lesson has no summary: summary = … in [lesson]");
	if (!lesson->step_count)
		lesson_wrong(loading, 0, "the lesson has no steps: [step:NAME] for each");
	for (size_t i = 0; i < lesson->step_count; i++) {
		struct checking c = { loading, &lesson->steps[i], &loading->steps[i] };
		question_check(&c);
		for (int reply = 0; reply < c.lines->reply_count; reply++)
			reply_check(&c, reply);
		run_check(&c);
		goal_check(&c);
	}
}
