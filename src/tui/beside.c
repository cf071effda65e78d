/* beside.c - see beside.h. */
#include "tui/app.h"
#include "trace/tongue.h"

#include <stdlib.h>

static void heard(void *data);

int beside_open(struct app *app, struct error *error)
{
	struct beside *beside = &app->beside;
	atlas_init(&beside->atlas);
	beside->study = study_new();
	if (!beside->study)
		return error_set(error, _("memory is out"));
	beside_mend_open(app);
	return ears_open(&beside->ears, &app->pulse.loop, heard, app, error);
}

void beside_close(struct app *app)
{
	struct beside *beside = &app->beside;
	atlas_forget(&beside->atlas);
	branches_forget(&beside->branches);
	beside_mend_close(app);
	study_free(beside->study);
	beside->study = NULL;
	ears_close(&beside->ears);
}

/* Whoever may have come since. */
static void listen_to_all(struct beside *beside)
{
	ears_add(&beside->ears, study_fd(beside->study));
	if (beside->atlas.trials)
		ears_add(&beside->ears, trials_fd(beside->atlas.trials));
	if (beside->atlas.other)
		ears_add(&beside->ears, study_fd(beside->atlas.other));
	ears_add(&beside->ears, scout_fd(&beside->atlas.tree.scout));
	if (beside->mend.mend.cost)
		ears_add(&beside->ears, trials_fd(beside->mend.mend.cost));
	int fds[3];
	branches_fds(&beside->branches, fds);
	for (int i = 0; i < 3; i++)
		ears_add(&beside->ears, fds[i]);
}

void beside_listen(struct app *app)
{
	listen_to_all(&app->beside);
}

/* Count what is on the screen, unless that is what is counted already. `asked`: by a person, so it may take its time. */
static void count(struct app *app, bool asked)
{
	struct error error;
	struct beside *beside = &app->beside;
	if (study_is_of(beside->study, app->watch.launch) && !(asked && study_ran_out(beside->study)))
		return;
	atlas_forget(&beside->atlas);
	branches_forget(&beside->branches);
	study_start(beside->study, app->watch.launch, asked, &error); /* what goes wrong is the study's to say */
}

bool beside_waits(const struct app *app)
{
	const struct beside *beside = &app->beside;
	const struct atlas *atlas = &beside->atlas;
	if (!beside->study)
		return false;
	bool walks = atlas->goal.whole && study_state(beside->study) == STUDY_COUNTED;
	return study_waits(beside->study) || (atlas->other && study_waits(atlas->other)) || walks || scout_is_on_its_way(&atlas->tree.scout) ||
		(app_under_help(app) == OVER_BRANCH && branches_wait(&beside->branches));
}

bool beside_runs_free(const struct app *app)
{
	const struct trials *shown = app->beside.atlas.trials, *cost = app->beside.mend.mend.cost;
	return (shown && !trials_over(shown)) || (cost && !trials_over(cost));
}

static void atlas_wished(struct app *app, enum atlas_wish wish)
{
	struct atlas *atlas = &app->beside.atlas;
	switch (wish) {
	case ATLAS_STAY:
		return;
	case ATLAS_LEAVE:
		app_leave(app);
		return;
	case ATLAS_GO:
		control_begin(app, atlas->go, atlas->words[0] ? atlas->words : NULL);
		break;
	case ATLAS_CLOSE:
		break;
	}
	app->over = OVER_NOTHING;
}

static bool take_in(struct app *app)
{
	struct beside *beside = &app->beside;
	bool news = study_pump(beside->study);
	if (app->watch.launch)
		atlas_wished(app, atlas_work(&beside->atlas, beside->study, app->watch.launch, &news));
	if (app_under_help(app) == OVER_BRANCH)
		news |= branches_work(&beside->branches, app->watch.launch);
	news |= beside_mend_work(app);
	listen_to_all(beside);
	return news;
}

/* The next kitchen, what it says, and whether there is anything to compare at all. */
static bool sides_take_in(struct app *app)
{
	struct sides *sides = app->sides;
	sides_begin(sides);
	bool news = sides_pump(sides);
	ears_add(&app->beside.ears, sides_fd(sides));
	if (*sides->misuse && !app->front)
		app_leave(app);
	return news;
}

void beside_sides_key(struct app *app, int key)
{
	switch (sides_key(app->sides, key)) {
	case SIDES_LEAVE: app_leave(app); break;
	case SIDES_REDRAW: screen_forget(&app->screen); break;
	case SIDES_STAY: break;
	}
}

static void heard(void *data)
{
	struct app *app = data;
	bool news = app->sides ? sides_take_in(app) : take_in(app);
	if (app->front && app->front->work)
		news |= app->front->work(app);
	if (news)
		pulse_frame_soon(app);
}

static bool run_work(struct app *app)
{
	if (!app->watch.launch)
		return false;
	bool asked = app_under_help(app) == OVER_ATLAS || (app->over == OVER_MEND && app->beside.mend.mend.on);
	if (app->control.on || asked)
		count(app, asked);
	return take_in(app);
}

bool beside_work(struct app *app)
{
	bool news = app->sides ? sides_take_in(app) : run_work(app);
	return (app->front && app->front->work && app->front->work(app)) || news; /* it judges what has just come */
}

void beside_explore(struct app *app, int unused)
{
	(void)unused;
	if (!app->watch.launch) {
		app_say(app, _("This is a saved run: it can be looked at; all schedules are counted from the recipe."));
		return;
	}
	app->over = OVER_ATLAS;
	if (study_state(app->beside.study) == STUDY_FAILED)
		study_stop(app->beside.study); /* try again */
	count(app, true);
}

void beside_atlas_key(struct app *app, int key)
{
	atlas_wished(app, atlas_key(&app->beside.atlas, app->beside.study, app->watch.launch, key));
}

void beside_go(struct app *app, const char *schedule)
{
	if (!goal_set(&app->beside.atlas.goal, schedule))
		app_say(app, _("That is no schedule."));
	pulse_frame_soon(app);
}

void beside_atlas_draw(struct app *app)
{
	atlas_draw(&app->beside.atlas, app->beside.study, &app->canvas, &app->watch);
}

/* At the moment shown; at the end of a run, where nobody can go any more, at the last moment at which there was a choice. */
void beside_branch(struct app *app, int unused)
{
	(void)unused;
	const struct step_log *log = &app->control.log;
	size_t steps = step_log_at(log, app->watch.player.position);
	bool over = app->watch.loaded && steps == log->count && steps;
	uint32_t *trail = malloc((log->count + 1) * sizeof *trail);
	if (!trail)
		abort();
	for (size_t i = 0; i < log->count; i++)
		trail[i] = log->steps[i].worker;
	branches_open(&app->beside.branches, app->watch.launch, trail, log->count, over ? steps - 1 : steps, over, app->control.policy);
	free(trail);
	app->over = OVER_BRANCH;
}

void beside_branch_key(struct app *app, int key)
{
	struct branches *branches = &app->beside.branches;
	enum branch_wish wish = branches_key(branches, app->watch.launch, key);
	if (wish == BRANCH_STAY)
		return;
	if (wish == BRANCH_GO)
		control_begin(app, branches->go, NULL);
	branches_close(branches);
	app->over = OVER_NOTHING;
}
