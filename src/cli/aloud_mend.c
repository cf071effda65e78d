/* aloud_mend.c - a task that is done by editing: a copy of the recipe is changed, counted again, and measured. See aloud_inner.h.
 *
 * The copy is the one that F4 edits on the screen (tui/mend_file.h); the original is never written. Only a copy that does all that was asked for is judged. */
#include "cli/aloud_inner.h"

#include "cli/data.h"
#include "kitchen/kitchen.h"
#include "source/trials.h"
#include "trace/tongue.h"
#include "tui/mend_editor.h"
#include "tui/mend_file.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define COST_RUNS 20
#define COST_SECONDS 10.0

struct mending {
	char original[1024], copy[1024];
	char file[64]; /* as messages name it */
};

/* ---- what it costs ---- */

/* How many times as long the copy takes; 0: it could not be measured, or a signal came. */
static double measure(struct aloud *aloud, const struct mending *mending)
{
	struct launch before, after;
	double cost = 0, low, high, one;
	struct trials *trials;
	struct error error;

	aloud_say(aloud, "%s", _("What it costs is measured: the recipe and your copy run in turns."));
	fflush(stdout);
	launch_copy(&before, &aloud->launch);
	launch_copy(&after, &aloud->launch);
	snprintf(before.path, sizeof before.path, "%s", mending->original);
	snprintf(after.path, sizeof after.path, "%s", mending->copy);
	trials = trials_new(&(struct trials_plan){ .ways = { &before, &after }, .runs = COST_RUNS, .seconds = COST_SECONDS, .at_once = 1 }, &error);
	while (trials && !trials_over(trials) && !aloud->signal) {
		struct pollfd ready[] = { { .fd = trials_fd(trials), .events = POLLIN }, { .fd = aloud->signals, .events = POLLIN } };
		poll(ready, 2, -1);
		aloud_signalled(aloud);
		trials_pump(trials);
	}
	one = trials && !aloud->signal ? trials_median(trials_result(trials, 0), &low, &high) : 0;
	if (one > 0)
		cost = trials_median(trials_result(trials, 1), &low, &high) / one;
	trials_free(trials);
	launch_release(&before);
	launch_release(&after);
	return cost;
}

/* ---- counted again ---- */

/* Whether its schedules are as the task wants them. */
static bool count_holds(const struct aloud *aloud, const struct lesson_step *step, const struct facts *facts)
{
	if (condition_holds(step->goal, facts) == HOLDS)
		return true;
	aloud_say(aloud, _("Not yet: %s of %s schedules of your copy fail."), facts->count.failing, facts->count.schedules);
	return false;
}

static bool cost_holds(struct aloud *aloud, const struct lesson_step *step, const struct mending *mending, struct facts *facts)
{
	if (step->cost <= 0)
		return true;
	facts->cost = measure(aloud, mending);
	if (aloud->signal)
		return false;
	if (facts->cost <= 0)
		aloud_say(aloud, "%s", _("What it costs could not be measured."));
	else
		aloud_say(aloud, _("It takes %.2f times as long as before; at most %g times was asked for."), facts->cost, step->cost);
	return facts->cost > 0 && facts->cost <= step->cost;
}

/* Whether the copy does all that was asked for; it is judged then. */
static bool check(struct aloud *aloud, const struct mending *mending)
{
	const struct lesson_step *step = lecture_step(&aloud->lecture);
	struct facts facts = { .report = NULL, .cost = -1 };
	struct recipe_card card;
	struct error error;
	bool done;

	if (recipe_card_read(mending->copy, mending->file, aloud->launch.recipe, &card, &error)) {
		aloud_say(aloud, _("Your copy cannot be run: %s"), error.text);
		return false;
	}
	snprintf(aloud->launch.path, sizeof aloud->launch.path, "%s", mending->copy);
	done = aloud_count(aloud, &aloud->launch, &facts) == 0 && !aloud->signal && count_holds(aloud, step, &facts) && cost_holds(aloud, step, mending, &facts);
	if (done)
		lecture_ran(&aloud->lecture, &facts);
	return done;
}

/* ---- at the prompt ---- */

static void edit(struct aloud *aloud, const struct mending *mending)
{
	struct error error;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		aloud_say(aloud, _("Here is no terminal for an editor: change %s elsewhere, then type check."), mending->copy);
	else if (mend_edit(mending->copy, &error))
		aloud_say(aloud, "%s", error.text);
	else
		aloud_say(aloud, "%s", _("The editor is closed; check counts again."));
}

static int begin(struct aloud *aloud, struct mending *mending)
{
	struct error error;

	snprintf(mending->original, sizeof mending->original, "%s", aloud->launch.path);
	snprintf(mending->file, sizeof mending->file, "%s", aloud->launch.file);
	if (mend_copy_path(aloud->launch.recipe, mending->original, data_directory(), mending->copy, sizeof mending->copy, &error) || mend_copy_make(mending->original, mending->copy, false, &error)) {
		aloud_say(aloud, "%s", error.text);
		return -1;
	}
	aloud_say(aloud, "%s", _("You mend a copy of the recipe:"));
	aloud_say(aloud, "%s", mending->copy);
	aloud_say(aloud, "%s", _("edit opens your editor where there is a terminal, check counts its schedules, anew makes the copy as the recipe is."));
	return 0;
}

/* True: the task is done. */
static bool obey(struct aloud *aloud, const struct mending *mending, const char *line)
{
	struct error error;

	if (!strcasecmp(line, "check"))
		return check(aloud, mending);
	if (!strcasecmp(line, "edit"))
		edit(aloud, mending);
	else if (strcasecmp(line, "anew"))
		aloud_say(aloud, _("'%s' is not understood here: edit, check, anew, hint, next and quit are; help says what else may be typed."), line);
	else if (mend_copy_make(mending->original, mending->copy, true, &error))
		aloud_say(aloud, "%s", error.text);
	else
		aloud_say(aloud, "%s", _("The copy is as the recipe again."));
	return false;
}

enum wish aloud_mend(struct aloud *aloud)
{
	struct facts before = { .report = NULL, .cost = -1 };
	struct mending mending;
	char line[ALOUD_LINE];
	enum wish wish;

	if (aloud_count(aloud, &aloud->launch, &before) == 0)
		aloud_gap();
	if (aloud->signal || begin(aloud, &mending))
		return WISH_ENTER;
	while ((wish = aloud_wish(aloud, _("Your order (edit, check, hint, next):"), line)) == WISH_OTHER || wish == WISH_ENTER) {
		if (wish == WISH_ENTER)
			aloud_say(aloud, "%s", _("check counts the schedules of your copy; next goes on without."));
		else if (obey(aloud, &mending, line))
			return WISH_ENTER;
		if (aloud->signal)
			return WISH_LEAVE;
	}
	return wish;
}
