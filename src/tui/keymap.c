/* keymap.c - the table of keys and what each does.
 *
 * Keys that make no sense now (the GIL of an event loop, the pace of a saved run) answer with a sentence instead of doing nothing. */
#include "tui/keymap.h"

#include "paper/key.h"
#include "trace/tongue.h"
#include "tui/control_line.h"
#include "tui/fault.h"
#include "tui/glyph.h"
#include "tui/reel.h"
#include "tui/terminal.h"
#include "tui/wheel.h"

#include <stdio.h>
#include <string.h>

/* True when there is a kitchen or a launch to act on; else says why not. */
static bool can_launch(struct app *app)
{
	if (!app->watch.launch)
		app_say(app, _("This is a saved run: what happened can be looked at, not changed."));
	return app->watch.launch != NULL;
}

/* A run that is over cannot be changed any more, the next one can. */
static const char *from_when(const struct app *app)
{
	return watch_live(&app->watch) ? "" : _(", from the next start on");
}

static bool at_end(const struct app *app)
{
	return app->watch.loaded && app->watch.player.position == history_count(app->watch.history);
}

static void do_pause(struct app *app, int unused)
{
	(void)unused;
	struct player *player = &app->watch.player;
	if (at_end(app)) { /* nothing to pause: see it again from the beginning */
		player_home(player);
		player_stand(player, false);
		app_say(app, _("From the beginning."));
		return;
	}
	watch_pause(&app->watch, !player->standing);
}

static void do_step(struct app *app, int direction)
{
	watch_pause(&app->watch, true);
	player_step(&app->watch.player, direction);
}

static void do_switch(struct app *app, int direction)
{
	size_t before = app->watch.player.position;
	watch_pause(&app->watch, true);
	player_switch(&app->watch.player, direction);
	if (app->watch.player.position == before)
		app_say(app, direction < 0 ? _("No switch before this moment.") : _("No switch after this moment yet."));
}

static void do_home(struct app *app, int unused)
{
	(void)unused;
	watch_pause(&app->watch, true);
	player_home(&app->watch.player);
}

static void do_end(struct app *app, int unused)
{
	(void)unused;
	watch_pause(&app->watch, false);
	player_live(&app->watch.player);
}

static void do_speed(struct app *app, int change)
{
	player_speed(&app->watch.player, change);
	int speed = app->watch.player.speed;
	if (speed < 0)
		app_say(app, _("The picture plays at 1/%d of real time, the kitchen as before. End: now."), 1 << -speed);
	else
		app_say(app, speed ? _("The picture plays at %d times real time, where it is behind.") : _("The picture plays in real time."), 1 << speed);
}

#define PACE_MAX 1024.0

/* Halving and doubling; above the highest there is no limit at all. */
static void do_pace(struct app *app, int direction)
{
	if (!can_launch(app))
		return;
	double pace = (double)history_head(app->watch.history)->pace_millionths / 1e6;
	if (app->watch.launch->pace >= 0)
		pace = app->watch.launch->pace;
	if (pace == 0)
		pace = direction < 0 ? PACE_MAX : 0;
	else
		pace = direction < 0 ? pace / 2 : pace * 2;
	if (pace > PACE_MAX)
		pace = 0;
	if (pace > 0 && pace < 1 / PACE_MAX)
		pace = 1 / PACE_MAX;
	app->watch.launch->pace = pace;
	watch_command(&app->watch, COMMAND_PACE, pace);
	if (pace > 0)
		app_say(app, _("%.3g kitchen seconds pass in a real one%s."), pace, from_when(app));
	else
		app_say(app, _("The kitchen works as fast as it can%s."), from_when(app));
}

/* "threads, loop" */
static char *engines_list(const struct info *info, char *to, size_t size)
{
	size_t used = 0;
	for (const char *at = info->engines; *at && used + 3 < size; at++) {
		to[used++] = *at;
		if (*at == ',')
			to[used++] = ' ';
	}
	to[used] = '\0';
	return to;
}

static void do_engine(struct app *app, int key)
{
	const char *engine = key == 't' ? "threads" : key == 'k' ? "processes" : "loop";
	const struct info *info = &app->watch.info;
	if (!can_launch(app))
		return;
	if (!info_runs_on(info, engine)) {
		char list[2 * sizeof info->engines];
		app_say(app, _("%s does not run on %s: its recipe is made for %s."), info->title, engine, engines_list(info, list, sizeof list));
		return;
	}
	snprintf(app->watch.launch->engine, sizeof app->watch.launch->engine, "%s", engine);
	app_restart(app, key == 't' ? _("Started again on threads: now control may change hands at any line, and the machine says when.")
		: key == 'k' ? _("Started again on processes: each task is forked, and from then on has memory of its own.")
		: _("Started again on the event loop: now control changes hands only where a task waits."));
}

static void do_gil(struct app *app, int unused)
{
	(void)unused;
	const struct stage *head = history_head(app->watch.history);
	if (!can_launch(app))
		return;
	if (!strcmp(app->watch.info.engine, "processes")) {
		app_say(app, _("Among processes there is no GIL: each has an interpreter of its own, and they run at the same time."));
		return;
	}
	if (head->sequential) {
		app_say(app, _("One task after another needs no GIL: nobody else could want it."));
		return;
	}
	if (head->loop) {
		app_say(app, _("An event loop needs no GIL: only one task runs at a time, and it hands over by itself."));
		return;
	}
	bool on = app->watch.launch->gil >= 0 ? !app->watch.launch->gil : !head->gil;
	app->watch.launch->gil = on;
	watch_command(&app->watch, COMMAND_GIL, on);
	app_say(app, on ? _("GIL on%s: one thread at a time runs Lua.") : _("GIL off%s: threads run Lua at the same time, on as many cores as there are."),
		from_when(app));
}

static void do_restart(struct app *app, int unused)
{
	(void)unused;
	if (can_launch(app))
		app_restart(app, _("Started again."));
}

static void do_settings(struct app *app, int unused)
{
	(void)unused;
	settings_open(&app->settings);
	app->over = OVER_SETTINGS;
}

void keymap_focus(struct app *app, int direction)
{
	int pane = app->focus;
	do
		pane = (pane + app->pane_count + direction) % app->pane_count;
	while (panes[pane]->stepping && !app->control.on);
	app_focus(app, pane);
}

void keymap_zoom(struct app *app, int unused)
{
	(void)unused;
	app->zoomed = !app->zoomed;
}

/* One step back out: the zoom, then the worker picked out. */
static void do_back(struct app *app, int unused)
{
	(void)unused;
	if (app->zoomed)
		app->zoomed = false;
	else
		app->chosen = 0;
}

static bool is_alive(const struct stage_worker *worker)
{
	return worker->state != STATE_ENDED && worker->state != STATE_DEAD;
}

static bool is_for_choosing(const struct stage_worker *worker)
{
	return worker->role == ROLE_OF_TASK || worker->role == ROLE_OF_POOL || worker->role == ROLE_OF_INSTANCE;
}

/* Tasks, workers of pools and instances in order of creation, those who have ended only when all have; then the main task while it lives; then nobody. */
static uint32_t choose_next(const struct stage *stage, uint32_t chosen)
{
	for (uint32_t id = chosen == 1 ? stage->worker_count : chosen + 1; id < stage->worker_count; id++)
		if (is_for_choosing(&stage->workers[id]) && (is_alive(&stage->workers[id]) || !stage->alive))
			return id;
	const struct stage_worker *main = stage_worker(stage, 1);
	return chosen != 1 && main && main->role == ROLE_OF_MAIN && is_alive(main) ? 1 : 0;
}

static void do_choose(struct app *app, int unused)
{
	(void)unused;
	const struct stage *stage = player_stage(&app->watch.player);
	char letter[12];
	app->chosen = choose_next(stage, app->chosen);
	if (app->chosen)
		app_say(app, _("Following %s %s."), worker_letter(app->chosen, letter), stage_worker_name(stage, app->chosen));
	else
		app_say(app, _("Following nobody in particular."));
}

static void do_mouse(struct app *app, int unused)
{
	(void)unused;
	app->mouse = !app->mouse;
	terminal_mouse(app->mouse);
	app_say(app, app->mouse ? _("Mouse on: a click gives a pane the focus, the wheel scrolls what it is over.") : _("Mouse off: the terminal selects text again."));
}

void keymap_redraw(struct app *app, int unused)
{
	(void)unused;
	screen_forget(&app->screen);
}

void keymap_help(struct app *app, int unused)
{
	(void)unused;
	app->help_on = app->over;
	app->over = OVER_HELP;
	app->help_top = 0;
}

void keymap_quit(struct app *app, int unused)
{
	(void)unused;
	app_leave(app);
}

static void do_take(struct app *app, int unused)
{
	(void)unused;
	const struct info *info = &app->watch.info;
	const char *engine = info->engine[0] || !app->watch.launch ? info->engine : app->watch.launch->engine; /* before the run has begun */
	if (!strcmp(engine, "sequential")) {
		const char *key = info_runs_on(info, "threads") ? "t" : info_runs_on(info, "loop") ? "l" : "k";
		app_say(app, _("Here nobody can be chosen: each task runs to its end when it is made. %s starts the recipe where one can choose."), key);
		return;
	}
	control_take(app);
}

const struct binding keymap[] = {
	{ ' ', "space", N_("pause"), N_("pause: holds the kitchen and its clock; again: go on"), do_pause, 0, 1, false },
	{ KEYS_LEFT, "\1 \2", N_("step"), N_("one event back or on (and pause)"), do_step, -1, 2, false },
	{ KEYS_RIGHT, NULL, NULL, NULL, do_step, 1, 0, false },
	{ '[', "[ ]", N_("switch"), N_("to the last or next moment at which another worker got control"), do_switch, -1, 3, false },
	{ ']', NULL, NULL, NULL, do_switch, 1, 0, false },
	{ KEYS_HOME, "Home", NULL, N_("to the beginning"), do_home, 0, 0, false },
	{ KEYS_END, "End", N_("now"), N_("to the newest moment, and follow it"), do_end, 0, 2, false },
	{ '-', "- +", N_("speed"), N_("speed of the picture, 1/64 to 8: the kitchen keeps its own pace, the picture lags or follows"), do_speed, -1, 7, false },
	{ '+', NULL, NULL, NULL, do_speed, 1, 0, false },
	{ '=', NULL, NULL, NULL, do_speed, 1, 0, false },
	{ 's', "s", N_("take control"), N_("start again up to this moment, and choose who takes each next step"), do_take, 0, 1, true },
	{ '<', "< >", N_("pace"), N_("pace of the kitchen itself: halve, double"), do_pace, -1, 8, true },
	{ '>', NULL, NULL, NULL, do_pace, 1, 0, true },
	{ 't', "t", N_("threads"), N_("start again on threads: control may change hands at any line"), do_engine, 't', 4, true },
	{ 'l', "l", N_("loop"), N_("start again on the event loop: control changes hands only where a task waits"), do_engine, 'l', 4, true },
	{ 'k', "k", N_("processes"), N_("start again on processes: each task is forked, and globals are copied"), do_engine, 'k', 4, true },
	{ 'G', "G", N_("GIL"), N_("the GIL on or off, while it runs"), do_gil, 0, 6, true },
	{ 'p', "p", N_("settings"), N_("the recipe's settings: look, change"), do_settings, 0, 5, false },
	{ 'r', "r", N_("restart"), N_("start again"), do_restart, 0, 8, true },
	{ 'e', "e", N_("explore"), N_("all schedules: count every one, and see which fail; F3 does the same, and in step mode too"), beside_explore, 0, 2, true },
	{ KEYS_F3, NULL, NULL, NULL, beside_explore, 0, 0, true },
	{ KEYS_F4, "F4", N_("mend"), N_("mend it: a copy of the recipe in your editor, then explored again"), beside_mend_edit, 0, 6, true },
	{ 'w', "w", N_("pick out"), N_("pick out the next worker, to follow it; Esc lets go"), do_choose, 0, 4, false },
	{ 'K', "K", N_("kill"), N_("processes: kill the process of the worker picked out"), fault_kill, 0, 1, true },
	{ 'S', "S", N_("stop"), N_("processes: stop the process of the worker picked out; again: it goes on"), fault_stop, 0, 1, true },
	{ KEYS_TAB, "Tab", N_("more panes"), N_("give the next pane the focus; Shift-Tab the one before"), keymap_focus, 1, 3, false },
	{ KEYS_BACK_TAB, NULL, NULL, NULL, keymap_focus, -1, 0, false },
	{ 'R', "R", NULL, N_("record what is shown into a file in this folder; again: end. Ctrl-R does the same, everywhere"), reel_toggle, 0, 0, false },
	{ 'z', "z", N_("zoom"), N_("the focused pane alone on the screen; again: back"), keymap_zoom, 0, 6, false },
	{ KEYS_ESCAPE, "Esc", NULL, N_("back"), do_back, 0, 0, false },
	{ 'm', "m", NULL, N_("mouse on or off: a click gives a pane the focus, the wheel scrolls the one it is over"), do_mouse, 0, 0, false },
	{ 'T', "T", NULL, N_("the next theme: other colours, kept for the next time; Ctrl-T does the same while you type"), NULL, 0, 0, false },
	{ 0x0c, "Ctrl-L", NULL, N_("draw the screen anew"), keymap_redraw, 0, 0, false },
	{ '?', "?", N_("help"), N_("this help, and what the focused pane shows"), keymap_help, 0, 0, false },
	{ 'q', "q", N_("quit"), N_("leave, and end the kitchen"), keymap_quit, 0, 0, false },
	{ 0 },
};

const struct binding *keymap_now(const struct app *app)
{
	return app->control.on || app->control.coming ? keymap_step : keymap;
}
