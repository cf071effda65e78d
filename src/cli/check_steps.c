/* check_steps.c - each step of a lesson is run, and what the lesson says of it is held against what happened.
 *
 * A free run is tried at a quicker pace first: most of what lessons say of one does not hang on that. Only where something does not hold it is run again at its own pace, and
 * what does not hold then, twice, is said. A step that a person would drive is run on round-robin after its schedule; its goal is looked for among all
 * schedules (check_goal.c). */
#include "cli/check_inner.h"

#include "cli/data.h"
#include "kitchen/kitchen.h"
#include "lesson/lecture.h"
#include "schedule/schedule.h"
#include "trace/tongue.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- findings of a step ---- */

int checking_line(const struct checking *checking, const char *key)
{
	char section[64];
	int line;

	snprintf(section, sizeof section, "step:%s", checking->step->name);
	line = checking->ini && key ? ini_line(checking->ini, section, key) : 0;
	return line ? line : checking->step->line;
}

void checking_found(const struct checking *checking, const char *key, const char *format, ...)
{
	struct error words;
	va_list args;

	va_start(args, format);
	error_vset(&words, format, args);
	va_end(args);
	check_found(checking->check, checking->file, checking_line(checking, key), _("step %s: %s"), checking->step->name, words.text);
}

/* ---- what the lesson says of the run ---- */

static unsigned judge_claims(struct checking *checking, const struct facts *facts, bool say)
{
	const struct lesson_step *step = checking->step;
	unsigned wrong = 0;
	char words[512];

	for (int i = 0; i < step->claim_count; i++) {
		const struct lesson_claim *claim = &step->claims[i];
		enum holds holds = condition_holds(claim->holds, facts);
		if (holds == HOLDS || (condition_compares(claim->holds) && !facts->sides))
			continue;
		wrong++;
		condition_words(claim->holds, facts, words, sizeof words);
		if (say)
			check_found(checking->check, checking->file, claim->line, holds == HOLDS_NOT ? _("step %s: the claim '%s' does not hold: %s") : _("step %s: the claim '%s' cannot be judged: %s"),
				    step->name, condition_text(claim->holds), words);
	}
	return wrong;
}

static bool wants_comparison(const struct lesson_step *step)
{
	bool any = step->measured && quantity_compares(step->measured);

	for (int i = 0; i < step->choice_count; i++)
		any |= step->choices[i].when && condition_compares(step->choices[i].when);
	return any;
}

/* Of choices exactly one must be right. */
static unsigned judge_choices(struct checking *checking, const struct facts *facts, bool say)
{
	const struct lesson_step *step = checking->step;
	char happened[256], answer[2] = "", right[16] = "";
	unsigned found = 0, open = 0;

	for (int i = 0; i < step->choice_count; i++) {
		answer[0] = step->choices[i].letter;
		enum verdict_is verdict = lecture_judge(step, answer, facts, happened, sizeof happened);
		open += verdict == VERDICT_OPEN;
		if (verdict == VERDICT_RIGHT)
			right[found++] = *answer;
	}
	if (found == 1)
		return 0;
	if (say && found)
		checking_found(checking, "ask", _("more than one choice is right (%s): %s"), right, happened);
	else if (say)
		checking_found(checking, "ask", open ? _("which choice is right cannot be judged: %s") : _("no choice is right: %s"), happened);
	return 1;
}

static unsigned judge_replies(struct checking *checking, const struct facts *facts, bool say)
{
	const struct lesson_step *step = checking->step;
	char happened[256];
	unsigned wrong = 0;

	for (int i = 0; i < step->reply_count; i++) {
		if (lecture_judge(step, step->replies[i].answer, facts, happened, sizeof happened) != VERDICT_RIGHT)
			continue;
		wrong++;
		if (say)
			checking_found(checking, "answer", _("there is a reply to '%s' as to a wrong answer, and it is right: %s"), step->replies[i].answer, happened);
	}
	return wrong;
}

static unsigned judge_question(struct checking *checking, const struct facts *facts, bool say)
{
	const struct lesson_step *step = checking->step;
	struct value value;

	if (step->ask == ASK_NOTHING || (wants_comparison(step) && !facts->sides))
		return 0;
	if (step->ask == ASK_CHOICE && !step->answer)
		return judge_choices(checking, facts, say);
	if (!step->measured)
		return judge_replies(checking, facts, say);
	value = quantity_take(step->measured, facts);
	if (value.kind != VALUE_UNKNOWN)
		return judge_replies(checking, facts, say);
	if (say)
		checking_found(checking, "answer", _("the answer '%s' cannot be measured: %s"), quantity_text(step->measured), value.text);
	return 1;
}

/* Whether the lesson speaks of runs that fail here: then one that does is no mistake. */
static bool speaks_of_failing(const struct lesson_step *step)
{
	bool any = step->goal != NULL || (step->measured && strcmp(quantity_text(step->measured), "outcome") == 0);

	for (int i = 0; i < step->claim_count; i++)
		any |= strstr(condition_text(step->claims[i].holds), "failed") || strstr(condition_text(step->claims[i].holds), "outcome");
	for (int i = 0; i < step->choice_count; i++)
		any |= step->choices[i].when && (strstr(condition_text(step->choices[i].when), "failed") || strstr(condition_text(step->choices[i].when), "outcome"));
	return any;
}

/* A recipe that fails, or a schedule that cannot be taken: that one in any case. */
static unsigned judge_end(struct checking *checking, const struct facts *facts, bool say)
{
	const char *error = json_string_value(json_object_get(facts->report, "error"));
	bool schedule = error && schedule_blamed(error);

	if (!error || (!schedule && speaks_of_failing(checking->step)))
		return 0;
	if (say && schedule)
		checking_found(checking, "schedule", _("its schedule cannot be taken: %s"), error);
	else if (say)
		checking_found(checking, "mode", _("its run fails: %s"), error);
	return 1;
}

static unsigned judge_run(struct checking *checking, const struct facts *facts, bool say, void *data)
{
	unsigned wrong = judge_end(checking, facts, say);

	(void)data;
	return wrong ? wrong : judge_claims(checking, facts, say) + judge_question(checking, facts, say);
}

/* ---- running ---- */

static bool is_free(const struct launch *launch)
{
	return !launch->schedule && !*launch->policy;
}

/* One run, judged; -1: it could not be run, and `why` says so. */
static int run_once(struct checking *checking, const struct launch *launch, const struct facts_count *count, checking_judge *judge, bool say, void *data, char why[768])
{
	struct check_run run;
	struct facts facts;
	int wrong = check_run(launch, is_free(launch) ? CHECK_RUN_S : CHECK_DRIVEN_S, &run, &facts);

	if (wrong == 0) {
		if (count)
			facts.count = *count;
		wrong = (int)judge(checking, &facts, say, data);
	}
	snprintf(why, 768, "%s", run.why);
	if (run.refused && say)
		fprintf(stderr, _("%s: step %s was not run, since it starts programs: --allow-commands lets it\n"), checking->file, checking->step->name);
	if (run.refused)
		*why = '\0';
	check_run_release(&run);
	return wrong;
}

/* The same launch quicker; false where it has no pace. */
static bool quicken(const struct checking *checking, const struct launch *launch, struct launch *quick)
{
	struct recipe_card card;
	struct error error;

	*quick = *launch;
	if (checking->check->how->own_pace || !is_free(launch))
		return false;
	if (quick->pace < 0 && recipe_card_read(launch->path, launch->file, launch->recipe, &card, &error) == 0)
		quick->pace = card.pace;
	if (quick->pace <= 0 || quick->pace * CHECK_QUICKER > CHECK_PACE_MOST)
		return false;
	quick->pace *= CHECK_QUICKER;
	return true;
}

/* About as much is ready to run as there are cores, ours among it: then how long things take says little. */
static bool machine_is_busy(void)
{
	double load;

	return getloadavg(&load, 1) == 1 && load > 0.8 * (double)sysconf(_SC_NPROCESSORS_ONLN);
}

/* What a free run would come to if the machine had nothing else to do. */
static bool holds_by_virtual_clock(struct checking *checking, const struct launch *launch, const struct facts_count *count, checking_judge *judge, void *data)
{
	struct launch driven = *launch;
	char why[768];

	strcpy(driven.policy, "fifo");
	return is_free(launch) && machine_is_busy() && run_once(checking, &driven, count, judge, false, data, why) == 0;
}

bool checking_run(struct checking *checking, const struct launch *launch, const struct facts_count *count, checking_judge *judge, void *data)
{
	struct launch quick;
	char why[768] = "";

	if (quicken(checking, launch, &quick) && run_once(checking, &quick, count, judge, false, data, why) == 0)
		return true;
	if (!*why && is_free(launch) && run_once(checking, launch, count, judge, false, data, why) == 0)
		return true;
	if (!*why && holds_by_virtual_clock(checking, launch, count, judge, data))
		return true;
	if (!*why && run_once(checking, launch, count, judge, true, data, why) >= 0)
		return true;
	if (*why)
		checking_found(checking, "mode", _("it cannot be run: %s"), why);
	return false;
}

/* ---- a step ---- */

static bool wants_count(const struct lesson_step *step)
{
	bool any = step->measured && quantity_explores(step->measured);

	for (int i = 0; i < step->claim_count; i++)
		any |= condition_explores(step->claims[i].holds);
	for (int i = 0; i < step->choice_count; i++)
		any |= step->choices[i].when && condition_explores(step->choices[i].when);
	return any;
}

/* A step whose schedules are counted and that has no run. */
static void check_explored(struct checking *checking)
{
	bool asked = wants_count(checking->step) || checking->step->by_editing;
	const struct counted *counted = checking_count(checking, &checking->launch, asked ? CHECK_COUNT_S : CHECK_LOOK_S);
	struct facts facts = { .count = counted->count, .cost = -1 };

	if (!counted->answer)
		checking_found(checking, "mode", _("its schedules cannot be counted: %s"), counted->why.text);
	else
		(void)(judge_claims(checking, &facts, true) + judge_question(checking, &facts, true));
}

static void check_run_of(struct checking *checking)
{
	const struct counted *counted = wants_count(checking->step) ? checking_count(checking, &checking->launch, CHECK_COUNT_S) : NULL;

	if (counted && !counted->answer)
		checking_found(checking, "mode", _("its schedules cannot be counted: %s"), counted->why.text);
	checking_run(checking, &checking->launch, counted ? &counted->count : NULL, judge_run, NULL);
}

/* That it could be compared is seen from its card. */
static void check_compared(struct checking *checking)
{
	struct facts_side sides[12];
	struct recipe_card card;
	struct error error;
	struct facts facts = { .cost = -1 };

	if (recipe_card_read(checking->launch.path, checking->launch.file, checking->launch.recipe, &card, &error)) {
		checking_found(checking, "recipe", "%s", error.text);
		return;
	}
	if (checking->check->how->cost) {
		facts.side_count = checking_compare(checking, sides, 12);
		facts.sides = sides;
	}
	(void)(judge_claims(checking, &facts, true) + judge_question(checking, &facts, true));
}

static void check_step(struct checking *checking)
{
	const struct lesson_step *step = checking->step;
	struct error error;

	if (step->mode == LESSON_READ) {
		judge_replies(checking, &(struct facts){ .cost = -1 }, true);
		return;
	}
	if (lecture_launch(checking->lesson, step, data_recipe, &checking->launch, &error)) {
		checking_found(checking, "recipe", "%s", error.text);
		return;
	}
	if (strcmp(checking->launch.policy, "hand") == 0)
		strcpy(checking->launch.policy, step->claim_count ? "round-robin" : "fifo"); /* what nobody claims anything of is only seen to run: by turns it may never end */
	if (checking->check->how->allow_commands)
		strcpy(checking->launch.commands, "all");
	if (step->mode == LESSON_EXPLORE)
		check_explored(checking);
	else if (step->mode == LESSON_COMPARE)
		check_compared(checking);
	else
		check_run_of(checking);
	if (step->goal)
		check_goal(checking);
	launch_release(&checking->launch);
}

void check_steps(struct check *check, const struct lesson *lesson)
{
	struct checking checking = { .check = check, .lesson = lesson };
	struct error error;

	snprintf(checking.file, sizeof checking.file, "%s/lesson.ini", lesson->folder);
	checking.ini = ini_load(checking.file, &error);
	for (size_t i = 0; i < lesson->step_count; i++) {
		checking.step = &lesson->steps[i];
		check_step(&checking);
	}
	ini_free(checking.ini);
	counted_free(checking.counted);
}
