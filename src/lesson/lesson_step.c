/* lesson_step.c - the keys of [step:NAME]. */
#include "lesson/lesson_inner.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUESTION_BYTES 500
#define SCHEDULE_BYTES 900

/* Of a key that is being taken. */
struct taking {
	struct loading *loading;
	struct lesson_step *step;
	struct step_lines *lines;
	const char *section, *key, *value;
	int line;
};

static void take_mode(struct taking *t)
{
	for (int i = 0; i < LESSON_MODES; i++)
		if (!strcmp(t->value, lesson_modes[i])) {
			t->step->mode = (enum lesson_mode)i;
			return;
		}
	lesson_wrong(t->loading, t->line, "there is no mode `%.40s`: read, live, stepped, explore or compare", t->value);
}

static void take_ask(struct taking *t)
{
	for (int i = ASK_CHOICE; i < LESSON_ASKS; i++)
		if (!strcmp(t->value, lesson_asks[i])) {
			t->step->ask = (enum lesson_ask)i;
			return;
		}
	lesson_wrong(t->loading, t->line, "ask is choice, number, worker or order, and not `%.40s`", t->value);
}

static void take_recipe(struct taking *t)
{
	t->lines->recipe = t->line;
	lesson_recipe(t->loading, t->line, t->value, t->step->recipe, sizeof t->step->recipe);
}

/* What it means depends on the mode, which may come later. */
static void take_engine(struct taking *t)
{
	t->lines->engine = t->line;
	lesson_text(t->loading, t->line, t->key, t->value, t->step->engines, sizeof t->step->engines);
}

static void take_gil(struct taking *t)
{
	lesson_gil(t->loading, t->line, t->value, &t->step->gil);
}

static void take_pace(struct taking *t)
{
	lesson_number(t->loading, t->line, t->key, t->value, 0, 1e6, &t->step->pace);
}

static void take_seed(struct taking *t)
{
	lesson_seed(t->loading, t->line, t->value, &t->step->seed);
}

static void take_schedule(struct taking *t)
{
	t->lines->schedule = t->line;
	if (!*t->value || strlen(t->value) > SCHEDULE_BYTES || t->value[strspn(t->value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ@()0123456789* ,")])
		lesson_wrong(t->loading, t->line, "a schedule is letters of workers, each with a number or a * where it goes on: AB3A*");
	else if (!t->step->schedule)
		t->step->schedule = lesson_copy(t->value);
}

static void take_policy(struct taking *t)
{
	static const char *const policies[] = { "hand", "round-robin", "random", "fifo", "priority", "inherit" };

	t->lines->policy = t->line;
	if (!lesson_one_of(t->value, policies, sizeof policies / sizeof *policies))
		lesson_wrong(t->loading, t->line, "there is no policy `%.40s`: hand, round-robin, random, fifo, priority or inherit", t->value);
	else
		snprintf(t->step->policy, sizeof t->step->policy, "%s", t->value);
}

static void take_panes(struct taking *t)
{
	struct lesson_step *step = t->step;

	step->pane_count = lesson_list(t->loading, t->line, "panes", t->value, step->panes[0], sizeof step->panes[0], LESSON_PANES_MAX);
	for (int i = 0; i < step->pane_count; i++)
		if (!lesson_one_of(step->panes[i], lesson_panes, LESSON_PANES))
			lesson_wrong(t->loading, t->line, "there is no pane `%s`: kitchen workers code memory timeline story figures next schedule", step->panes[i]);
}

static void take_question(struct taking *t)
{
	char question[QUESTION_BYTES + 1];

	t->lines->question = t->line;
	if (lesson_text(t->loading, t->line, t->key, t->value, question, sizeof question) == 0)
		t->step->question = lesson_copy(question);
}

static void take_answer(struct taking *t)
{
	t->lines->answer = t->value;
	t->lines->answer_line = t->line;
}

static void take_within(struct taking *t)
{
	t->lines->within = t->line;
	lesson_number(t->loading, t->line, t->key, t->value, 0, 1e12, &t->step->within);
}

static struct condition *condition_take(struct taking *t)
{
	struct error error = { "" };
	struct condition *condition = condition_read(t->value, &error);

	if (!condition)
		lesson_wrong(t->loading, t->line, "%s: %s", t->key, error.text);
	return condition;
}

static void take_goal(struct taking *t)
{
	t->lines->goal = t->line;
	t->step->goal = condition_take(t);
	t->step->goal_text = t->step->goal ? lesson_copy(t->value) : NULL;
	t->step->by_editing = t->step->goal && condition_explores(t->step->goal);
}

static void take_cost(struct taking *t)
{
	t->lines->cost = t->line;
	lesson_number(t->loading, t->line, t->key, t->value, 1, 1e6, &t->step->cost);
}

static void take_solution(struct taking *t)
{
	t->lines->solution = t->line;
	lesson_text(t->loading, t->line, t->key, t->value, t->step->solution, sizeof t->step->solution);
}

static void take_claim(struct taking *t)
{
	struct lesson_step *step = t->step;

	if (step->claim_count == LESSON_CLAIMS_MAX) {
		lesson_wrong(t->loading, t->line, "a step has at most %d claims", LESSON_CLAIMS_MAX);
		return;
	}
	struct condition *holds = condition_take(t);
	if (holds)
		step->claims[step->claim_count++] = (struct lesson_claim){ .holds = holds, .line = t->line };
}

/* ---- choices ---- */

/* "choice.b" → 1; -1: told. */
static int choice_of(struct taking *t, const char *letter)
{
	int at = letter[0] - 'a';

	if (at >= 0 && at < LESSON_CHOICES_MAX && !letter[1])
		return at;
	return lesson_wrong(t->loading, t->line, "choices have the letters a to %c: %s", 'a' + LESSON_CHOICES_MAX - 1, t->key);
}

/* There are as many choices as the last letter says; one without words is told in the end. */
static struct lesson_choice *choice_needed(struct taking *t, int at)
{
	for (; t->step->choice_count <= at; t->step->choice_count++)
		t->step->choices[t->step->choice_count] = (struct lesson_choice){ .letter = (char)('a' + t->step->choice_count) };
	return &t->step->choices[at];
}

static void take_choice(struct taking *t, const char *letter)
{
	int at = choice_of(t, letter);
	char text[160];

	if (at < 0 || lesson_text(t->loading, t->line, t->key, t->value, text, sizeof text))
		return;
	choice_needed(t, at)->text = lesson_copy(text);
	t->lines->choices[at] = t->line;
}

static void take_when(struct taking *t, const char *letter)
{
	int at = choice_of(t, letter);

	if (at < 0)
		return;
	t->lines->when[at] = t->line;
	struct condition *when = condition_take(t);
	struct lesson_choice *choice = choice_needed(t, at);
	condition_free(choice->when);
	choice->when = when;
}

static void take_value(struct taking *t, const char *letter)
{
	int at = choice_of(t, letter);

	if (at < 0)
		return;
	choice_needed(t, at);
	t->lines->value[at] = t->value;
	t->lines->value_line[at] = t->line;
}

static void take_reply(struct taking *t, const char *answer)
{
	struct step_lines *lines = t->lines;

	if (lines->reply_count == LESSON_CHOICES_MAX) {
		lesson_wrong(t->loading, t->line, "a step has at most %d replies", LESSON_CHOICES_MAX);
		return;
	}
	if (!*answer || !*t->value) {
		lesson_wrong(t->loading, t->line, "reply.ANSWER is what is said to who gave that answer and was wrong");
		return;
	}
	lines->reply_key[lines->reply_count] = lesson_copy(answer);
	lines->reply[lines->reply_count] = lesson_copy(t->value);
	lines->reply_ini[lines->reply_count] = true;
	lines->reply_line[lines->reply_count++] = t->line;
}

static void take_param(struct taking *t, const char *name)
{
	lesson_setting_add(t->loading, &t->step->settings, &t->step->setting_count, t->section, t->key, name, t->line);
}

static void take_solution_param(struct taking *t, const char *name)
{
	t->lines->solution = t->line;
	lesson_setting_add(t->loading, &t->step->solution_settings, &t->step->solution_setting_count, t->section, t->key, name, t->line);
}

static void take_claim_named(struct taking *t, const char *name)
{
	(void)name;
	take_claim(t);
}

static const struct step_key {
	const char *name;
	void (*take)(struct taking *t);
	bool runs; /* of no use where nothing runs */
} keys[] = {
	{ "mode", take_mode, false }, { "recipe", take_recipe, false }, { "engine", take_engine, true }, { "gil", take_gil, true }, { "pace", take_pace, true },
	{ "seed", take_seed, true }, { "schedule", take_schedule, true }, { "policy", take_policy, true }, { "panes", take_panes, true }, { "ask", take_ask, false },
	{ "question", take_question, false }, { "answer", take_answer, false }, { "within", take_within, false }, { "goal", take_goal, true }, { "cost", take_cost, true },
	{ "solution", take_solution, true }, { "claim", take_claim, true },
};

static const struct step_family {
	const char *prefix;
	void (*take)(struct taking *t, const char *name);
	bool runs;
} families[] = {
	{ "param.", take_param, true }, { "choice.", take_choice, false }, { "when.", take_when, true }, { "value.", take_value, true }, { "reply.", take_reply, false },
	{ "solution.param.", take_solution_param, true }, { "claim.", take_claim_named, true },
};

void lesson_step_key(struct loading *loading, size_t step, const char *section, const char *key, int line)
{
	struct taking t = { .loading = loading, .step = &loading->lesson->steps[step], .lines = &loading->steps[step], .section = section, .key = key,
		.value = ini_get(loading->ini, section, key), .line = line };
	bool runs = false;

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (!strcmp(key, keys[i].name)) {
			keys[i].take(&t);
			runs = keys[i].runs;
			goto taken;
		}
	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		if (!strncmp(key, families[i].prefix, strlen(families[i].prefix))) {
			families[i].take(&t, key + strlen(families[i].prefix));
			runs = families[i].runs;
			goto taken;
		}
	lesson_wrong(loading, line, "a step has no `%s`: mode recipe engine gil pace seed schedule policy panes param.NAME ask question choice.X when.X value.X reply.X answer within "
		"goal cost solution solution.param.NAME claim claim.X", key);
	return;
taken:
	if (runs && !t.lines->run)
		t.lines->run = line;
}
