/* scout.c - see scout.h. */
#include "tui/scout.h"

#include "stage/next.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void scout_stop(struct scout *scout)
{
	if (!scout->running)
		return;
	watch_release(&scout->watch);
	launch_release(&scout->launch);
	*scout = (struct scout){ 0 };
}

int scout_start(struct scout *scout, const struct launch *launch, const char *schedule, const char *policy, struct error *error)
{
	scout_stop(scout);
	launch_copy(&scout->launch, launch);
	free(scout->launch.schedule);
	scout->launch.schedule = *schedule ? strdup(schedule) : NULL;
	scout->launch.explore = scout->launch.stay = false;
	scout->launch.trace = scout->launch.events = true;
	snprintf(scout->launch.policy, sizeof scout->launch.policy, "%s", policy);
	scout->running = true;
	return watch_begin(&scout->watch, &scout->launch, NULL, error);
}

int scout_fd(const struct scout *scout)
{
	return scout->running && !scout->watch.loaded && scout->watch.source ? source_fd(scout->watch.source) : -1;
}

bool scout_pump(struct scout *scout)
{
	return scout->running && watch_pump(&scout->watch, 0);
}

const struct stage *scout_stage(const struct scout *scout)
{
	return scout->running ? history_head(scout->watch.history) : NULL;
}

bool scout_is_there(const struct scout *scout)
{
	return scout->running && (scout->watch.loaded || stage_waits_for_choice(history_head(scout->watch.history)));
}

bool scout_is_on_its_way(const struct scout *scout)
{
	return scout_fd(scout) >= 0 && !scout_is_there(scout);
}
