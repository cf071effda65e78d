/* compare_sides.c - kitchens side by side for a step of a lesson: see compare_cli.h. */
#include "cli/compare_cli.h"
#include "kitchen/kitchen.h"
#include "trace/tongue.h"
#include "tui/side.h"

#include <string.h>

/* Whether the list "sequential,threads" has that name; an empty one has all. */
static bool is_asked(const char *engines, const char *name)
{
	size_t length = strlen(name);
	for (const char *at = engines; *at; at += strcspn(at, ","), at += *at == ',') {
		at += strspn(at, " ");
		if (strcspn(at, ", ") == length && strncmp(at, name, length) == 0)
			return true;
	}
	return !*engines;
}

static void add_way(struct sides *sides, const struct launch *launch, const struct recipe_card *card, const struct compare_way *way)
{
	struct launch own = *launch; /* borrows what it points to */
	char why[sizeof(struct measured)];
	compare_launch(&own, way);
	own.trace = own.events = true;
	struct side *side = sides_add(sides, way->name, &own, 0);
	if (side && !compare_runs_on(card->engines, way, why, sizeof why))
		side_leave_out(side, why);
}

struct sides *compare_sides(const struct launch *launch, const char *engines, struct error *error)
{
	struct recipe_card card;
	if (recipe_card_read(launch->path, launch->file, launch->recipe, &card, error))
		return NULL;
	struct sides *sides = sides_new(1, compare_cores(), launch->seed);
	snprintf(sides->title, sizeof sides->title, "%s", card.title);
	for (size_t i = 0; i < COMPARE_WAYS; i++)
		if (is_asked(engines, compare_ways[i].name))
			add_way(sides, launch, &card, &compare_ways[i]);
	if (sides->count)
		return sides;
	sides_free(sides);
	error_set(error, _("'%s' names none of sequential, threads, threads+gil, loop and processes"), engines);
	return NULL;
}
