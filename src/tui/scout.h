/* scout.h - a second kitchen, taken by hand to a moment beside the run on the screen: what everybody would do there, and what comes of it.
 *
 * One thread; whoever polls scout_fd calls scout_pump. */
#ifndef LUNCHRUSH_TUI_SCOUT_H
#define LUNCHRUSH_TUI_SCOUT_H

#include "tui/watch.h"

struct scout {
	struct launch launch;
	struct watch watch;
	bool running; /* launch and watch are initialised */
};

/* Start the recipe of this launch under control: these steps, then the policy: "hand" waits there, any other goes on to the end. Whatever was running
 * before ends. -1 with words. */
int scout_start(struct scout *scout, const struct launch *launch, const char *schedule, const char *policy, struct error *error);
void scout_stop(struct scout *scout);
/* -1: nothing to wait for. */
int scout_fd(const struct scout *scout);
/* True when something new came. */
bool scout_pump(struct scout *scout);
/* Whether it stands there now: it asks who is next, or the run is over (or broke). */
bool scout_is_there(const struct scout *scout);
/* Whether it runs and is not there yet. */
bool scout_is_on_its_way(const struct scout *scout);
/* The stage at its newest moment; NULL when nothing runs. */
const struct stage *scout_stage(const struct scout *scout);

#endif
