/* compare_screen.c - `lunchrush compare` on a terminal: kitchens side by side (tui/side.h), and the table once the terminal is whole again.
 *
 * A kitchen that is shown tells its events, so the figures are of runs with the probe on: the table says so. */
#include "cli/compare_cli.h"
#include "cli/data.h"
#include "cli/verb.h"
#include "cli/wishes.h"
#include "kitchen/kitchen.h"
#include "trace/tongue.h"
#include "tui/side.h"
#include "tui/tui.h"

#include <stdlib.h>
#include <string.h>

#define RECIPES_MOST (SIDES_MOST / COMPARE_WAYS)

/* What was asked for, and what came of it. */
struct comparing {
	struct compare_words *words;
	struct sides *sides;
	struct comparison comparisons[RECIPES_MOST]; /* of each recipe, title and what is published; rows once it is over */
	struct launch launches[RECIPES_MOST];
	const struct compare_way *ways[SIDES_MOST];  /* of each side */
	int recipes;
};

static int add_way(struct comparing *all, const struct recipe_card *card, const struct compare_way *way, bool alone)
{
	const struct compare_known *known = &all->comparisons[all->recipes].published.known[way - compare_ways];
	struct launch launch = all->words->launch; /* borrows the settings */
	char name[96], why[sizeof(struct measured)];
	compare_launch(&launch, way);
	launch.trace = launch.events = true;
	if (alone)
		snprintf(name, sizeof name, "%s", way->name);
	else
		snprintf(name, sizeof name, "%.20s, %s", launch.recipe, way->name);
	struct side *side = sides_add(all->sides, name, &launch, all->recipes);
	if (!side)
		return -1;
	all->ways[all->sides->count - 1] = way;
	side->known_s = known->seconds;
	side->known_speedup = known->speedup;
	if (!compare_runs_on(card->engines, way, why, sizeof why))
		side_leave_out(side, why);
	return 0;
}

static int add_recipe(struct comparing *all, const char *typed, bool alone, int *status, struct error *error)
{
	struct comparison *to = &all->comparisons[all->recipes];
	struct launch *launch = &all->words->launch;
	struct recipe_card card;
	*status = EXIT_USAGE;
	if (data_recipe(typed, launch, error))
		return -1;
	*status = EXIT_WRONG;
	if (recipe_card_read(launch->path, launch->file, launch->recipe, &card, error) || compare_published_read(launch->path, &to->published, error))
		return -1;
	memcpy(to->title, card.title, sizeof to->title);
	to->cores = all->sides->cores;
	to->shown = true;
	for (size_t i = 0; i < all->words->way_count; i++)
		if (add_way(all, &card, all->words->ways[i], alone))
			return error_set(error, _("compare: that is too much for a screen; with --plain there is no limit"));
	launch_copy(&all->launches[all->recipes++], launch);
	char *title = all->sides->title;
	size_t used = strlen(title);
	snprintf(title + used, sizeof all->sides->title - used, "%s%s", used ? ", " : "", card.title);
	return 0;
}

/* The sides' figures, each in its recipe's table. */
static void take_rows(struct comparing *all)
{
	for (int i = 0; i < all->sides->count; i++) {
		const struct side *side = &all->sides->list[i];
		struct comparison *to = &all->comparisons[side->recipe];
		if (side->state == SIDE_MEASURED || side->state == SIDE_OUT)
			to->rows[to->row_count++] = (struct compare_row){ all->ways[i], side->is };
		else
			to->cut = true;
	}
}

/* The worst that is to be said of them; what died has no table's exit status of its own. */
static int status_of(const struct comparing *all)
{
	int status = EXIT_DONE;
	for (int r = 0; r < all->recipes; r++) {
		const struct comparison *one = &all->comparisons[r];
		for (size_t i = 0; i < one->row_count; i++)
			status = one->rows[i].is.died ? EXIT_DIED : one->rows[i].is.wrong && status == EXIT_DONE ? EXIT_WRONG : status;
		if (!one->cut && !compare_base(one) && status == EXIT_DONE)
			status = EXIT_WRONG;
	}
	return status;
}

static void say_all(struct comparing *all)
{
	for (int r = 0; r < all->recipes; r++) {
		struct compare_words words = *all->words;
		words.launch = all->launches[r];
		printf("%s", r ? "\n" : "");
		compare_say(stdout, &words, &all->comparisons[r]);
	}
	fflush(stdout);
}

static int show(struct comparing *all)
{
	struct tui_options options = { .sides = all->sides, .name = all->sides->title, .data_dir = data_directory() };
	struct error error = { "" };
	wishes_look(&options);
	all->sides->reduced_motion = options.reduced_motion;
	int status = tui_run(&options, &error);
	if (*error.text)
		return verb_fail(status, &error);
	take_rows(all);
	if (status > 128)
		for (int r = 0; r < all->recipes; r++)
			all->comparisons[r].signal = all->comparisons[r].cut ? status - 128 : 0;
	say_all(all);
	return status ? status : status_of(all);
}

int compare_on_screen(struct compare_words *words, int count, char **recipes)
{
	struct comparing *all = calloc(1, sizeof *all);
	struct error error;
	int status = EXIT_USAGE;
	if (!all)
		abort();
	all->words = words;
	all->sides = sides_new(words->runs, compare_cores(), words->launch.seed);
	for (int i = 0; i < count; i++)
		if (count > RECIPES_MOST) {
			error_set(&error, _("compare: a screen has room for %d recipes; with --plain there is no limit"), RECIPES_MOST);
			goto fail;
		} else if (add_recipe(all, recipes[i], count == 1, &status, &error)) {
			goto fail;
		}
	status = show(all);
	goto out;
fail:
	verb_fail(status, &error);
out:
	for (int r = 0; r < all->recipes; r++)
		launch_release(&all->launches[r]);
	sides_free(all->sides);
	free(all);
	return status;
}
