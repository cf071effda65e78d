/* panes.c - the table of panes: adding one is adding its file and its line here. */
#include "tui/pane.h"

#include <string.h>

extern const struct pane pane_kitchen, pane_workers, pane_code, pane_memory, pane_timeline, pane_story, pane_figures, pane_next, pane_schedule;

const struct pane *const panes[] = {
	&pane_kitchen, &pane_workers, &pane_code, &pane_memory, &pane_timeline, &pane_story, &pane_figures, &pane_next, &pane_schedule, NULL,
};

const struct pane *pane_named(const char *name)
{
	for (const struct pane *const *pane = panes; *pane; pane++)
		if (strcmp((*pane)->name, name) == 0)
			return *pane;
	return NULL;
}
