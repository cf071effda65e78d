/* check_goal.c - whether a step's goal can be reached, and is not reached already.
 *
 * A goal by editing has a solution, whose schedules are counted. A goal by figures has settings that reach it. A goal by choosing who goes next is looked for among the outcomes of all
 * schedules; where it speaks of what outcomes do not tell, or the step's schedule goes before, runs from there on are tried, each decided by another seed. */
#include "cli/check_inner.h"

#include "cli/data.h"
#include "paper/folder.h"
#include "trace/tongue.h"

#include <stdlib.h>
#include <string.h>

#define WALKS 40
#define WALK_S 2.0 /* one that goes round in circles does not reach anything */

/* ---- a solution ---- */

int checking_solution(const struct checking *checking, struct launch *launch, struct error *error)
{
	const struct lesson_step *step = checking->step;
	char path[sizeof launch->path];

	launch_copy(launch, &checking->launch);
	if (checking->check->how->allow_commands)
		strcpy(launch->commands, "all");
	for (size_t i = 0; i < step->solution_setting_count; i++)
		if (launch_set(launch, step->solution_settings[i].name, step->solution_settings[i].value, error))
			return -1;
	if (!*step->solution)
		return 0;
	if (folder_path(checking->lesson->folder, step->solution, path, sizeof path, error))
		return -1;
	return data_recipe(path, launch, error);
}

static bool has_solution(const struct lesson_step *step)
{
	return *step->solution || step->solution_setting_count;
}

static const char *solution_key(const struct lesson_step *step)
{
	return *step->solution ? "solution" : "goal";
}

/* ---- by editing: all schedules ---- */

static void check_cost(struct checking *checking, const struct launch *mended)
{
	double cost;

	if (!checking->check->how->cost || checking->step->cost <= 0)
		return;
	cost = checking_cost(checking, mended);
	if (cost <= 0)
		checking_found(checking, "cost", _("what the solution costs cannot be measured"));
	else if (cost > checking->step->cost)
		checking_found(checking, "cost", _("the solution takes %.1f times as long, and %.1f is allowed"), cost, checking->step->cost);
}

static enum holds counted_holds(const struct checking *checking, const struct counted *counted, char *words, size_t size)
{
	const struct facts facts = { .count = counted->count, .cost = -1 };

	condition_words(checking->step->goal, &facts, words, size);
	return counted->answer ? condition_holds(checking->step->goal, &facts) : HOLDS_UNKNOWN;
}

static void check_solved(struct checking *checking, const struct launch *launch)
{
	const struct counted *counted = checking_count(checking, launch, CHECK_COUNT_S);
	const char *key = solution_key(checking->step);
	char words[512];

	switch (counted_holds(checking, counted, words, sizeof words)) {
	case HOLDS: check_cost(checking, launch); break;
	case HOLDS_NOT: {
		const char *witness = json_string_value(json_object_get(json_object_get(counted->answer, "witness"), "schedule"));
		checking_found(checking, key, _("the solution does not reach the goal '%s': %s%s%s"), condition_text(checking->step->goal), words, witness ? _(", as the schedule ") : "", witness ? witness : "");
		break;
	}
	default: checking_found(checking, key, _("the schedules of the solution cannot be counted: %s"), counted->answer ? words : counted->why.text);
	}
}

static void check_edited(struct checking *checking)
{
	const struct lesson_step *step = checking->step;
	const struct counted *counted = checking_count(checking, &checking->launch, CHECK_COUNT_S);
	struct launch launch;
	struct error error;
	char words[512];

	if (counted_holds(checking, counted, words, sizeof words) == HOLDS)
		checking_found(checking, "goal", _("the goal '%s' is reached before anything is mended: %s"), condition_text(step->goal), words);
	if (!has_solution(step)) {
		checking_found(checking, "goal", _("nothing shows that the goal '%s' can be reached: solution = FILE names a mended recipe of the folder"), condition_text(step->goal));
		return;
	}
	if (checking_solution(checking, &launch, &error))
		checking_found(checking, solution_key(step), "%s", error.text);
	else
		check_solved(checking, &launch);
	launch_release(&launch);
}

/* ---- by figures: a run ---- */

/* `data`: whether it must hold. */
static unsigned judge_goal(struct checking *checking, const struct facts *facts, bool say, void *data)
{
	const struct lesson_step *step = checking->step;
	enum holds holds = condition_holds(step->goal, facts);
	bool solved = *(bool *)data;
	char words[512];

	condition_words(step->goal, facts, words, sizeof words);
	if (solved && holds != HOLDS && say)
		checking_found(checking, solution_key(step), holds == HOLDS_NOT ? _("the solution does not reach the goal '%s': %s") : _("whether the goal '%s' is reached cannot be judged: %s"),
			       condition_text(step->goal), words);
	if (!solved && holds == HOLDS && say)
		checking_found(checking, "goal", _("the goal '%s' is reached without doing anything: %s"), condition_text(step->goal), words);
	return solved ? holds != HOLDS : holds == HOLDS;
}

static void check_figures(struct checking *checking)
{
	struct launch launch;
	struct error error;
	bool solved = true, unsolved = false;

	if (checking_solution(checking, &launch, &error))
		checking_found(checking, solution_key(checking->step), "%s", error.text);
	else if (checking_run(checking, &launch, NULL, judge_goal, &solved))
		checking_run(checking, &checking->launch, NULL, judge_goal, &unsolved);
	launch_release(&launch);
}

/* ---- by choosing who goes next ---- */

/* An outcome of the count as the report of a run would say it. */
static json_t *as_report(const json_t *outcome)
{
	const char *how = json_is_true(json_object_get(outcome, "deadlock")) ? "deadlock" : json_object_get(outcome, "error") ? "failed" :
			  json_is_true(json_object_get(outcome, "ok")) ? "done" : "violated";
	json_t *report = json_pack("{s:s,s:s}", "outcome", how, "mode", "scheduled");

	json_object_update(report, (json_t *)outcome);
	json_object_set_new(report, "outcome", json_string(how));
	return report;
}

/* HOLDS: some outcome reaches it; HOLDS_NOT: none of all does. */
static enum holds any_outcome(const struct checking *checking, const struct counted *counted)
{
	const json_t *outcomes = json_object_get(counted->answer, "outcomes");
	enum holds any = counted->answer && counted->count.complete ? HOLDS_NOT : HOLDS_UNKNOWN;

	for (size_t i = 0; i < json_array_size(outcomes) && any != HOLDS; i++) {
		json_t *report = as_report(json_array_get(outcomes, i));
		const struct facts facts = { .report = report, .virtual_time = true, .cost = -1 };
		enum holds holds = condition_holds(checking->step->goal, &facts);
		any = holds == HOLDS_NOT ? any : holds;
		json_decref(report);
	}
	return any;
}

/* Others than the seed decide the first ones: a goal that a plain order reaches is found at once. */
static bool walk(struct checking *checking, int number)
{
	static const char *const first[] = { "fifo", "round-robin" }; /* by turns two who are polite to each other may go on for ever */
	struct launch launch = checking->launch;
	struct check_run run;
	struct facts facts;
	bool reached;

	snprintf(launch.policy, sizeof launch.policy, "%s", number < 2 ? first[number] : "random");
	launch.seed = (uint64_t)number;
	reached = check_run(&launch, WALK_S, &run, &facts) == 0 && condition_holds(checking->step->goal, &facts) == HOLDS;
	check_run_release(&run);
	return reached;
}

static void check_chosen(struct checking *checking)
{
	const struct lesson_step *step = checking->step;
	const struct counted *counted = checking_count(checking, &checking->launch, CHECK_COUNT_S);
	enum holds any = any_outcome(checking, counted);
	bool from_schedule = step->schedule && *step->schedule, reached = any == HOLDS && !from_schedule;

	if (any == HOLDS_NOT) {
		checking_found(checking, "goal", _("no schedule reaches the goal '%s'"), condition_text(step->goal));
		return;
	}
	for (int i = 0; i < WALKS && !reached; i++)
		reached = walk(checking, i);
	if (!reached)
		checking_found(checking, "goal", _("none of %d schedules that were tried%s reaches the goal '%s'"), WALKS, from_schedule ? _(" from the step's own on") : "", condition_text(step->goal));
}

void check_goal(struct checking *checking)
{
	const struct lesson_step *step = checking->step;

	if (step->by_editing)
		check_edited(checking);
	else if (has_solution(step))
		check_figures(checking);
	else if (step->mode == LESSON_STEPPED || step->mode == LESSON_EXPLORE)
		check_chosen(checking);
	else if (step->mode == LESSON_LIVE)
		checking_found(checking, "goal", _("nothing shows that the goal '%s' can be reached: solution.param.NAME = VALUE or solution = FILE"), condition_text(step->goal));
}
