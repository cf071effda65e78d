/* fault.c - see fault.h.
 *
 * The order goes to the kitchen by the worker's letter, which is one worker's alone. What follows comes back as events, as everything does: killed, mended, lost. A saved
 * run, a run that is over and an engine without processes are answered here. The main task's process is the one that all others come from: it can be
 * stopped, but killing it would end the kitchen, and that is not a lesson but `q`. */
#include "tui/fault.h"

#include "trace/tongue.h"
#include "tui/app.h"

#include <stdio.h>
#include <string.h>

bool fault_possible(const struct app *app)
{
	return app->watch.launch && (!strcmp(app->watch.info.engine, "processes") || history_head(app->watch.history)->forked);
}

static int check_run(const struct app *app, struct error *error)
{
	if (!app->watch.launch)
		return error_set(error, _("this is a saved run: nobody in it can be killed or stopped any more"));
	if (!fault_possible(app))
		return error_set(error, _("only a process can be killed or stopped alone, and on %s a worker is none: %s starts this again on processes"),
			app->watch.info.engine, app->control.on ? _(":engine processes") : "k");
	if (!watch_live(&app->watch) || history_head(app->watch.history)->outcome != OUTCOME_RUNNING)
		return error_set(error, _("the run is over: no process is left"));
	return 0;
}

/* Whether it has a process to itself: on processes the main task has, elsewhere only who is not in that one. */
static bool is_process(const struct app *app, const struct stage_worker *worker)
{
	const struct stage_worker *main = stage_worker(history_head(app->watch.history), 1);
	return main && (worker == main ? !strcmp(app->watch.info.engine, "processes") : worker->pid != main->pid);
}

static int check_worker(const struct app *app, const struct stage_worker *worker, enum command_do what, const char *letter, struct error *error)
{
	if (!worker)
		return error_set(error, _("there is no worker %s"), letter);
	if (worker->role == ROLE_OF_DEVICE)
		return error_set(error, _("%s works by itself and is no process"), letter);
	if (worker->state == STATE_ENDED || worker->state == STATE_DEAD)
		return error_set(error, _("%s is %s already"), letter, worker->state == STATE_ENDED ? _("at its end") : _("dead"));
	if (!worker->pid)
		return error_set(error, _("%s has no process yet"), letter);
	if (!is_process(app, worker))
		return error_set(error, _("%s shares the process of the main task with others: only the processes of a pool and the instances of a cloud can be killed or stopped alone here"), letter);
	if (what == COMMAND_KILL && worker->role == ROLE_OF_MAIN)
		return error_set(error, _("all others come from the process of %s: killing it would end the kitchen; q does that"), letter);
	if (what == COMMAND_STOP && worker->stopped)
		return error_set(error, _("%s is stopped already"), letter);
	if (what == COMMAND_CONT && !worker->stopped)
		return error_set(error, _("%s is not stopped"), letter);
	return 0;
}

bool fault_can(const struct app *app, enum command_do what)
{
	struct error error;
	return app->chosen && !check_run(app, &error) && !check_worker(app, stage_worker(history_head(app->watch.history), app->chosen), what, "", &error);
}

int fault_do(struct app *app, enum command_do what, uint32_t worker, struct error *error)
{
	static const char *const words[COMMAND_DO_COUNT] = {
		[COMMAND_KILL] = N_("was killed: SIGKILL, which no process can refuse. What it held is given back; an order in its hands is lost, or tried again."),
		[COMMAND_STOP] = N_("was stopped: SIGSTOP. It keeps all that it holds, and others may come to wait for it."),
		[COMMAND_CONT] = N_("goes on where it was stopped: SIGCONT."),
	};
	const struct stage_worker *who = stage_worker(history_head(app->watch.history), worker);
	struct command command = { .what = what };
	char letter[12];
	worker_letter(worker, letter);
	if (check_run(app, error) || check_worker(app, who, what, letter, error))
		return -1;
	snprintf(command.name, sizeof command.name, "%s", letter);
	source_command(app->watch.source, &command);
	app->control.faulted |= app->control.on;
	app_say(app, _("%s %s (pid %u) %s"), letter, stage_worker_name(history_head(app->watch.history), worker), who->pid, _(words[what]));
	return 0;
}

/* ---- keys ---- */

static void say_why_not(struct app *app, const struct error *error)
{
	app_say(app, _("Not done: %s."), error->text);
}

/* The worker picked out; 0 with words. */
static uint32_t chosen(struct app *app)
{
	struct error error;
	if (check_run(app, &error))
		return say_why_not(app, &error), 0;
	if (!app->chosen)
		app_say(app, _("Which one? w picks out a worker, then K kills its process and S stops it."));
	return app->chosen;
}

static void key(struct app *app, enum command_do what, uint32_t worker)
{
	struct error error;
	if (worker && fault_do(app, what, worker, &error))
		say_why_not(app, &error);
}

void fault_kill(struct app *app, int unused)
{
	(void)unused;
	key(app, COMMAND_KILL, chosen(app));
}

void fault_stop(struct app *app, int unused)
{
	(void)unused;
	uint32_t id = chosen(app);
	const struct stage_worker *worker = stage_worker(history_head(app->watch.history), id);
	key(app, worker && worker->stopped ? COMMAND_CONT : COMMAND_STOP, id);
}

/* ---- the line ---- */

/* By letter or name, 0 nobody; of those of one name the first that lives. */
static uint32_t worker_called(const struct stage *stage, const char *name)
{
	char letter[12];
	uint32_t found = 0;
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		const struct stage_worker *worker = stage_worker(stage, id);
		if (!worker)
			continue;
		if (!strcmp(worker_letter(id, letter), name))
			return id;
		if (!found && !strcmp(stage_worker_name(stage, id), name) && worker->state != STATE_ENDED && worker->state != STATE_DEAD)
			found = id;
	}
	return found;
}

int fault_line(struct app *app, enum command_do what, const char *rest, struct error *error)
{
	uint32_t id = worker_called(history_head(app->watch.history), rest);
	if (check_run(app, error))
		return -1;
	if (!*rest)
		return error_set(error, _("whom? A worker's letter, as in :kill A"));
	if (!id)
		return error_set(error, _("there is no worker '%s': its letter or its name would be right"), rest);
	return fault_do(app, what, id, error);
}
