/* beside_mend.c - see beside_mend.h.
 *
 * While the editor has the terminal this process does nothing else: the kitchen is held, as it is for Ctrl-Z. Whether a file has changed is told by its contents,
 * never by its time, so that what we loaded ourselves is not loaded twice. What always holds: the launch's path is the file that runs, and `hash` is of what it held
 * when it was started. */
#include "tui/app.h"

#include "trace/tongue.h"
#include "tui/mend_editor.h"
#include "tui/mend_file.h"
#include "tui/terminal.h"

#include <stdio.h>
#include <string.h>

#define CALM_MS 150

/* The path, once, as it was launched. */
static int paths_know(struct app *app, struct error *error)
{
	struct mend *mend = &app->beside.mend.mend;
	if (!mend->original[0])
		snprintf(mend->original, sizeof mend->original, "%s", app->watch.launch->path);
	return mend->copy[0] ? 0 : mend_copy_path(app->watch.launch->recipe, mend->original, app->options->data_dir, mend->copy, sizeof mend->copy, error);
}

/* Start again from the launch, free or in step mode as it was; the exploration too. */
static void start_again(struct app *app, const char *words)
{
	if (app->control.on)
		control_begin(app, "", words);
	else
		app_restart(app, words);
	results_forget(&app->results);
	study_stop(app->beside.study);
}

/* Whether the file can be run at all; else the error stays. */
static bool check(struct app *app, const char *path)
{
	struct mend *mend = &app->beside.mend.mend;
	mend->error.text[0] = '\0';
	mend->wrong = app->options->check && app->options->check(path, app->watch.launch->file, app->watch.launch->recipe, &mend->error);
	return !mend->wrong;
}

static void remember_original(struct app *app)
{
	struct mend *mend = &app->beside.mend.mend;
	const struct study_count *count = study_count(app->beside.study);
	if (mend->on || !count || !study_is_of(app->beside.study, app->watch.launch))
		return;
	snprintf(mend->failing, sizeof mend->failing, "%s", count->failing);
	snprintf(mend->schedules, sizeof mend->schedules, "%s", count->schedules);
}

/* Run this file from now on. */
static void take_file(struct app *app, bool copy, const char *words)
{
	struct beside_mend *own = &app->beside.mend;
	struct mend *mend = &own->mend;
	remember_original(app);
	mend_forget(mend);
	mend->on = copy;
	snprintf(app->watch.launch->path, sizeof app->watch.launch->path, "%s", copy ? mend->copy : mend->original);
	mend_hash(app->watch.launch->path, &own->hash);
	start_again(app, words);
}

/* ---- files that somebody else saves ---- */

static void on_calm(uv_timer_t *timer)
{
	struct app *app = timer->data;
	struct beside_mend *own = &app->beside.mend;
	uint64_t hash;
	char words[200];
	if (mend_hash(app->watch.launch->path, &hash) || hash == own->hash)
		return;
	own->hash = hash;
	if (!check(app, app->watch.launch->path)) {
		app->over = OVER_MEND;
	} else {
		mend_forget(&own->mend);
		snprintf(words, sizeof words, _("%s was saved elsewhere: started again from it."), own->mend.on ? _("The copy") : app->watch.launch->file);
		start_again(app, words);
	}
	pulse_frame_soon(app);
}

static void on_folder(uv_fs_event_t *handle, const char *filename, int events, int status)
{
	struct app *app = handle->data;
	(void)filename; /* a name may be that of a file beside ours: contents decide */
	(void)events;
	if (status == 0)
		uv_timer_start(&app->beside.mend.calm, on_calm, CALM_MS, 0);
}

/* Watch the folder that this file lies in, once it is there. Where it cannot be watched, nothing is reloaded by itself. */
static void folder_start(uv_fs_event_t *handle, const char *path)
{
	char folder[1100];
	snprintf(folder, sizeof folder, "%s", path);
	char *slash = strrchr(folder, '/');
	if (slash)
		*(slash == folder ? slash + 1 : slash) = '\0';
	else
		snprintf(folder, sizeof folder, ".");
	if (!uv_is_active((uv_handle_t *)handle))
		uv_fs_event_start(handle, on_folder, folder, 0);
}

/* ---- the copy ---- */

/* The copy was edited: see what it holds. */
static void copy_edited(struct app *app)
{
	struct mend *mend = &app->beside.mend.mend;
	uint64_t copy = 0, original = 1;
	bool read = mend_hash(mend->copy, &copy) == 0 && mend_hash(mend->original, &original) == 0;
	if (!check(app, mend->copy))
		return;
	if (read && copy == original) {
		if (mend->on)
			take_file(app, false, _("The copy is as the original again."));
		mend->same = true;
	} else if (!mend->on || copy != app->beside.mend.hash) {
		take_file(app, true, _("Started again from the mended copy."));
	}
}

/* The terminal goes to the editor and comes back. */
static int edit(struct app *app, struct error *error)
{
	bool hold = !app->watch.player.standing;
	if (hold)
		watch_hold(&app->watch, true);
	terminal_suspend();
	int r = mend_edit(app->beside.mend.mend.copy, error);
	terminal_resume();
	if (hold)
		watch_hold(&app->watch, false);
	app_resize(app);
	app->pulse.shown_ns = uv_hrtime(); /* the time in the editor is none of the run */
	return r;
}

void beside_mend_edit(struct app *app, int unused)
{
	(void)unused;
	struct mend *mend = &app->beside.mend.mend;
	struct error error = { "" };
	if (!app->watch.launch) {
		app_say(app, _("This is a saved run: it can be looked at; a recipe is mended where it is run."));
		return;
	}
	app->over = OVER_MEND;
	mend->same = false;
	bool made = paths_know(app, &error) == 0 && mend_copy_make(mend->original, mend->copy, false, &error) == 0;
	if (made)
		folder_start(&app->beside.mend.folders[1], mend->copy);
	if (made && edit(app, &error) == 0)
		copy_edited(app);
	else
		mend->error = error;
}

static void copy_anew(struct app *app)
{
	struct mend *mend = &app->beside.mend.mend;
	if (paths_know(app, &mend->error) || mend_copy_make(mend->original, mend->copy, true, &mend->error))
		return;
	if (mend->on)
		take_file(app, false, _("The copy is as the original again, and the original runs."));
	mend_forget(mend);
	mend->same = true;
}

void beside_mend_key(struct app *app, int key)
{
	struct mend *mend = &app->beside.mend.mend;
	switch (mend_key(mend, app->beside.study, key)) {
	case MEND_STAY: return;
	case MEND_EDIT: beside_mend_edit(app, 0); return;
	case MEND_ANEW: copy_anew(app); return;
	case MEND_LEAVE: app_leave(app); return;
	case MEND_ORIGINAL:
		take_file(app, false, _("The original runs again; the copy is kept."));
		break;
	case MEND_EXPLORE: beside_explore(app, 0); return;
	case MEND_REPLAY:
		beside_go(app, study_count(app->beside.study)->witness);
		return;
	case MEND_CLOSE: break;
	}
	app->over = OVER_NOTHING;
}

bool beside_mend_work(struct app *app)
{
	return app->watch.launch && mend_work(&app->beside.mend.mend, app->beside.study, app->watch.launch);
}

void beside_mend_open(struct app *app)
{
	struct beside_mend *own = &app->beside.mend;
	uv_timer_init(&app->pulse.loop, &own->calm);
	own->calm.data = app;
	for (int i = 0; i < MEND_FOLDERS; i++) {
		uv_fs_event_init(&app->pulse.loop, &own->folders[i]);
		own->folders[i].data = app;
	}
	beside_mend_launched(app);
}

void beside_mend_launched(struct app *app)
{
	struct beside_mend *own = &app->beside.mend;
	struct error error;
	mend_release(&own->mend);
	own->mend = (struct mend){ 0 };
	uv_timer_stop(&own->calm);
	for (int i = 0; i < MEND_FOLDERS; i++)
		uv_fs_event_stop(&own->folders[i]);
	if (!app->watch.launch)
		return;
	mend_hash(app->watch.launch->path, &own->hash);
	folder_start(&own->folders[0], app->watch.launch->path);
	if (paths_know(app, &error) == 0)
		folder_start(&own->folders[1], own->mend.copy);
}

void beside_mend_close(struct app *app)
{
	mend_release(&app->beside.mend.mend);
}
