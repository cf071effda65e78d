/* beside.h - what runs beside the run on the screen: the count of all its schedules, free runs, second kitchens. Part of struct app; see app.h.
 *
 * Everything is listened to in the program's one loop. Pieces that draw (atlas.h …) know neither loop nor app; here their wishes are carried out. */
#ifndef LUNCHRUSH_TUI_BESIDE_H
#define LUNCHRUSH_TUI_BESIDE_H

#include "tui/atlas.h"
#include "tui/beside_mend.h"
#include "tui/branch.h"
#include "tui/ears.h"
#include "tui/study.h"

struct app;

struct beside {
	struct ears ears;
	struct study *study; /* of the recipe on the screen; started when it is first wanted */
	struct atlas atlas;
	struct branches branches;
	struct beside_mend mend;
};

/* Once the loop is there; -1 with words. */
int beside_open(struct app *app, struct error *error);
/* Ends all that runs; before the loop is closed. */
void beside_close(struct app *app);

/* After each frame: start what step mode wants to know, take in what came. True when the next frame is wanted soon. */
bool beside_work(struct app *app);

/* Hear whatever has been started since, without a frame. */
void beside_listen(struct app *app);

/* Whether something of it is on its way that a frame could show: a count, an answer, a kitchen that has not come to where it was sent. Free runs, which take real time, are not meant. */
bool beside_waits(const struct app *app);
/* Whether free runs go on, for the outcomes that are shown or for the cost of a mend. */
bool beside_runs_free(const struct app *app);

/* All schedules (F3). */
void beside_explore(struct app *app, int unused);
void beside_atlas_key(struct app *app, int key);
void beside_atlas_draw(struct app *app);
/* Go along this schedule, in step mode, up to the step that decides. */
void beside_go(struct app *app, const char *schedule);

/* Kitchens side by side: the screen from beginning to end. */
void beside_sides_key(struct app *app, int key);

/* Another choice at the moment shown (F2), in step mode. */
void beside_branch(struct app *app, int unused);
void beside_branch_key(struct app *app, int key);

#endif
