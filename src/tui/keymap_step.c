/* keymap_step.c - the keys of step mode, beside the letters, which are the workers'. */
#include "tui/keymap.h"

#include "paper/key.h"
#include "trace/tongue.h"
#include "tui/control_line.h"

#include <stdio.h>

static void do_policy(struct app *app, int unused)
{
	(void)unused;
	if (app->control.go == GO_NOT)
		control_go_on(app, GO_CALM, NULL, 0);
}

/* To the newest moment; from there to the end of the run. */
static void do_end(struct app *app, int unused)
{
	(void)unused;
	if (!control_at_end(app))
		player_live(&app->watch.player);
	else
		control_go_on(app, GO_FAST, NULL, 0);
}

/* To the choice before or after, and back to one's own at the end. */
static void do_look(struct app *app, int direction)
{
	const struct step_log *log = &app->control.log;
	size_t at = step_log_at(log, app->watch.player.position);
	if (direction < 0 && at == 0)
		return;
	at += (size_t)direction;
	if (at >= log->count)
		player_live(&app->watch.player);
	else
		player_look(&app->watch.player, step_log_position(log, at));
}

/* To the choice before or after at which another worker went than the step before. */
static void do_switch(struct app *app, int direction)
{
	const struct step_log *log = &app->control.log;
	size_t at = step_log_at(log, app->watch.player.position);
	do
		at += (size_t)direction;
	while (at > 0 && at < log->count && log->steps[at].worker == log->steps[at - 1].worker);
	if (at > 0 && at < log->count)
		player_look(&app->watch.player, step_log_position(log, at));
	else
		app_say(app, direction < 0 ? _("No switch before this moment.") : _("No switch after this moment yet."));
}

static void do_speed(struct app *app, int change)
{
	control_speed(app, change);
}

static void do_leave(struct app *app, int unused)
{
	(void)unused;
	if (app->zoomed)
		app->zoomed = false;
	else if (app->control.on && !control_at_end(app))
		player_live(&app->watch.player);
	else
		control_leave(app);
}

static void do_line(struct app *app, int unused)
{
	(void)unused;
	control_line_open(app);
}

static void do_copy(struct app *app, int unused)
{
	(void)unused;
	control_copy(app);
}

const struct binding keymap_step[] = {
	{ 'a', "a b", N_("step"), N_("a worker's letter: it takes one step; @ is the main task"), NULL, 0, 0, true },
	{ 'A', "A B", N_("until it waits"), N_("its capital letter: it goes on until it waits or ends"), NULL, 0, 6, true },
	{ KEYS_BACKSPACE, "\5", N_("back"), N_("takes the last step back: the steps before it are taken again, in a new run"), NULL, 0, 0, true },
	{ KEYS_ENTER, "\6", N_("go"), N_("the policy chooses, some steps a second; Enter or space again: stop"), do_policy, 0, 0, true },
	{ ' ', NULL, NULL, NULL, do_policy, 0, 0, true },
	{ '-', "- +", NULL, N_("how many steps a second that are"), do_speed, -1, 0, true },
	{ '+', NULL, NULL, NULL, do_speed, 1, 0, true },
	{ '=', NULL, NULL, NULL, do_speed, 1, 0, true },
	{ KEYS_END, "End", N_("to the end"), N_("the policy chooses, to the end at once; from an earlier moment: back to now"), do_end, 0, 7, true },
	{ KEYS_HOME, "Home", NULL, N_("takes all steps back"), NULL, 0, 0, true },
	{ KEYS_LEFT, "\1 \2", N_("look"), N_("look at the moment a step earlier or later; nothing is taken back"), do_look, -1, 8, false },
	{ KEYS_RIGHT, NULL, NULL, NULL, do_look, 1, 0, false },
	{ '<', NULL, NULL, NULL, do_look, -1, 0, false }, /* as arrows are written where there is only ASCII */
	{ '>', NULL, NULL, NULL, do_look, 1, 0, false },
	{ '[', "[ ]", NULL, N_("look at the last or next moment at which another worker took over"), do_switch, -1, 0, false },
	{ ']', NULL, NULL, NULL, do_switch, 1, 0, false },
	{ ':', ":", N_("line"), N_("a command line: a schedule to follow (A2 B*), until visits == 2, break 14, write FILE …; Tab completes"), do_line, 0, 0, true },
	{ 0x19, "Ctrl-Y", NULL, N_("copy the schedule to the terminal's clipboard (OSC 52)"), do_copy, 0, 0, false },
	{ KEYS_ESCAPE, "Esc", N_("free"), N_("gives control back: the kitchen starts again, free"), do_leave, 0, 1, true },
	{ KEYS_F2, "F2", N_("branch"), N_("the same steps, another choice here: both futures side by side"), beside_branch, 0, 3, true },
	{ KEYS_F3, "F3", N_("count"), N_("all schedules: count every one, see which fail, go to any"), beside_explore, 0, 2, true },
	{ KEYS_F4, "F4", N_("mend"), N_("a copy of the recipe in your editor, then explored again"), beside_mend_edit, 0, 4, true },
	{ KEYS_TAB, "Tab", NULL, N_("give the next pane the focus; Shift-Tab the one before"), keymap_focus, 1, 0, false },
	{ KEYS_BACK_TAB, NULL, NULL, NULL, keymap_focus, -1, 0, false },
	{ KEYS_F5, "F5", NULL, N_("the focused pane alone on the screen; again: back"), keymap_zoom, 0, 0, false },
	{ 0x14, "Ctrl-T", NULL, N_("the next theme: other colours"), NULL, 0, 0, false },
	{ 0x0c, "Ctrl-L", NULL, N_("draw the screen anew"), keymap_redraw, 0, 0, false },
	{ '?', "?", N_("help"), N_("this help, and what the focused pane shows"), keymap_help, 0, 0, false },
	{ 0x11, "^Q", N_("quit"), N_("Ctrl and Q: leave, and end the kitchen; q alone is a worker's letter here"), keymap_quit, 0, 5, false },
	{ 0 },
};
