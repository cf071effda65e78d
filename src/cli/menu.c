/* menu.c - `lunchrush` alone: the menu, and what is chosen there, by the verbs of this program in this process.
 *
 * The terminal is kept from the menu to what it starts and back, so that nothing flashes. What a verb says on stderr meanwhile stands in the menu's foot afterwards; what it
 * prints comes out at the end. A verb that has no screen gets the terminal as it was. */
#include "cli/menu.h"

#include "cli/data.h"
#include "cli/menu_plain.h"
#include "cli/pages.h"
#include "cli/verb.h"
#include "cli/wishes.h"
#include "kitchen/kitchen.h"
#include "trace/tongue.h"
#include "tui/reel.h"
#include "tui/terminal.h"
#include "tui/theme_shelf.h"
#include "tui/tui.h"

#include <dirent.h>
#include <getopt.h>
#include <glob.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_MAX 24

struct names {
	char text[NAMES_MAX][32];
	const char *names[NAMES_MAX + 1]; /* NULL-ended */
	int count;
};

struct opened {
	struct menu_world world;
	struct shelf *shelf;
	struct progress *progress;
	struct menu_kitchen *kitchens; /* NULL: not asked for yet */
	size_t kitchen_count;
	struct theme_shelf themes;
	struct names languages;
};

/* ---- what the menu shows ---- */

static void kitchen_read(const struct shelf_recipe *recipe, struct menu_kitchen *to)
{
	struct recipe_card card;
	struct error error;
	char file[80];

	snprintf(file, sizeof file, "%s.lua", recipe->name);
	snprintf(to->name, sizeof to->name, "%s", recipe->name);
	if (recipe_card_read(recipe->path, file, recipe->name, &card, &error)) {
		snprintf(to->wrong, sizeof to->wrong, "%.319s", error.text);
		return;
	}
	snprintf(to->title, sizeof to->title, "%s", card.title);
	snprintf(to->about, sizeof to->about, "%s", card.about);
	snprintf(to->engines, sizeof to->engines, "%s", card.engines);
}

static const struct menu_kitchen *kitchens_of(void *data, size_t *count)
{
	struct opened *opened = data;
	struct shelf_recipe *recipes;

	if (!opened->kitchens) {
		recipes = data_recipes(&opened->kitchen_count);
		opened->kitchens = calloc(opened->kitchen_count + 1, sizeof *opened->kitchens);
		for (size_t i = 0; opened->kitchens && i < opened->kitchen_count; i++)
			kitchen_read(&recipes[i], &opened->kitchens[i]);
		free(recipes);
	}
	*count = opened->kitchens ? opened->kitchen_count : 0;
	return opened->kitchens;
}

static int store(void *data, const struct menu_wishes *is, struct error *error)
{
	(void)data;
	return wishes_store(is, error);
}

static void name_add(struct names *names, const char *text, size_t length)
{
	if (length == 0 || length >= sizeof names->text[0] || names->count == NAMES_MAX)
		return;
	for (int i = 0; i < names->count; i++)
		if (strlen(names->text[i]) == length && strncmp(names->text[i], text, length) == 0)
			return;
	snprintf(names->text[names->count], sizeof names->text[0], "%.*s", (int)length, text);
	names->names[names->count] = names->text[names->count];
	names->count++;
}

/* English, and what lessons are translated into: prose.LANG.md. */
static void languages_read(struct names *to)
{
	char pattern[PATH_MAX + 80];
	glob_t found;

	name_add(to, "en", 2);
	snprintf(pattern, sizeof pattern, "%s/lessons/*/prose.*.md", data_directory());
	if (glob(pattern, GLOB_NOSORT, NULL, &found) != 0)
		return;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *name = strrchr(found.gl_pathv[i], '/') + strlen("/prose.");
		name_add(to, name, strcspn(name, "."));
	}
	globfree(&found);
}

/* How far a person is may have changed; the lessons are read anew with it. */
static void look_again(struct opened *opened, struct error *warning)
{
	shelf_free(opened->shelf);
	progress_free(opened->progress);
	opened->shelf = shelf_read(data_directory(), lesson_language());
	opened->progress = progress_open(warning);
	if (!opened->shelf || !opened->progress)
		abort();
	opened->world.shelf = opened->shelf;
	opened->world.progress = opened->progress;
}

/* ---- carrying out ---- */

static const char *const verbs_of[] = { [MENU_LEARN] = "learn", [MENU_RUN] = "run", [MENU_EXPLORE] = "run", [MENU_COMPARE] = "compare", [MENU_MEASURE] = "measure" };

static int run_verb(const struct menu_choice *choice)
{
	const struct verb *verb = verb_named(verbs_of[choice->deed]);
	char *argv[MENU_PICKED + 3];
	int argc = 0;

	if (!verb)
		return EXIT_USAGE;
	argv[argc++] = (char *)verb->name;
	if (choice->deed == MENU_EXPLORE)
		argv[argc++] = "--explore";
	for (int i = 0; i < choice->count; i++)
		argv[argc++] = (char *)choice->names[i];
	argv[argc] = NULL;
	flags_reset();
	return verb->run(argc, argv);
}

/* A verb without a screen: on the terminal as it was, until a person has read what it said. */
static void run_printing(const struct menu_choice *choice)
{
	int c;

	terminal_keep(false);
	printf("%s\n\n", _("Some kitchens run now, one after another: about 20 seconds. Ctrl-C ends it."));
	fflush(stdout);
	run_verb(choice);
	printf("\n%s ", _("Enter leads back to the menu."));
	fflush(stdout);
	do
		c = getchar();
	while (c != '\n' && c != EOF);
	clearerr(stdin);
	terminal_keep(true);
}

static int show_menu(struct menu *menu, struct error *error)
{
	struct tui_options options = { .front = &menu_front, .front_data = menu, .data_dir = data_directory(), .mouse = true };

	wishes_look(&options);
	*error = (struct error){ "" };
	return tui_run(&options, error);
}

/* The menu, what was chosen, the menu … until a person leaves, or a signal ends it. */
static int go_on(struct opened *opened, struct menu *menu, struct error *error)
{
	struct error warning = { "" };
	char heard[320];
	int status;

	while ((status = show_menu(menu, error)) == EXIT_DONE && menu_chosen(menu)->deed != MENU_LEAVE) {
		if (menu_chosen(menu)->deed == MENU_MEASURE) {
			run_printing(menu_chosen(menu));
		} else {
			int ended = run_verb(menu_chosen(menu));
			if (ended >= 128)
				return ended;
		}
		look_again(opened, &warning);
		terminal_overheard(heard, sizeof heard);
		menu_again(menu, &opened->world, *heard ? heard : warning.text);
	}
	return status;
}

static int shown_once(struct menu *menu, menu_show *show, void *data)
{
	return show(data, &menu_front, menu);
}

static int opened_run(const char *link, menu_show *show, void *data)
{
	struct opened opened = { .kitchens = NULL };
	struct error error = { "" }, warning = { "" };
	int status;

	look_again(&opened, &warning);
	theme_shelf_read(&opened.themes, data_directory());
	languages_read(&opened.languages);
	opened.world.data_dir = data_directory();
	opened.world.kitchens = kitchens_of;
	opened.world.pages = (struct reader_source){ .page = pages_read };
	opened.world.table = pages_table;
	opened.world.wishes = wishes();
	opened.world.store = store;
	opened.world.themes = opened.themes.names;
	opened.world.languages = opened.languages.names;
	opened.world.data = &opened;
	struct menu *menu = menu_new(&opened.world, link);
	if (!menu)
		abort();
	if (*warning.text)
		menu_again(menu, &opened.world, warning.text);
	bool kept = terminal_keep(!show);
	status = show ? shown_once(menu, show, data) : go_on(&opened, menu, &error);
	terminal_keep(kept);
	reel_let_go();
	menu_free(menu);
	shelf_free(opened.shelf);
	progress_free(opened.progress);
	free(opened.kitchens);
	return *error.text ? verb_fail(status, &error) : status;
}

int menu_open(const char *link)
{
	return opened_run(link, NULL, NULL);
}

int menu_shown(menu_show *show, void *data)
{
	return opened_run(NULL, show, data);
}

/* ---- the verb ---- */

static const struct flag flags[] = {
	{ "plain", NULL, N_("print the lessons and the commands to type, without a screen"), SHOW_FLAG_PLAIN + 1 },
	{ "theme", "NAME", N_("colours: a theme that `lunchrush list` names, or the path of one"), SHOW_FLAG_THEME + 1 },
	{ "glyphs", "NAME", N_("signs: kitchen, plain or ascii"), SHOW_FLAG_GLYPHS + 1 },
	{ "ascii", NULL, N_("draw with ASCII signs only"), SHOW_FLAG_ASCII + 1 },
	{ "reduced-motion", NULL, N_("things jump instead of gliding"), SHOW_FLAG_REDUCED_MOTION + 1 },
	{ NULL, NULL, NULL, 0 },
};

/* A terminal that cannot move its cursor: no screen, but words it can show. */
static bool is_dumb(void)
{
	const char *term = getenv("TERM");

	return term && strcmp(term, "dumb") == 0;
}

static int menu_run(int argc, char **argv)
{
	struct show show = { .how = SHOW_BY_TERMINAL };
	struct error error;
	const char *value;
	int code;

	while ((code = flags_next(flags, argc, argv, &value, &error)) > 0)
		if (show_flag(&show, code - 1, value, &error))
			return verb_fail(EXIT_USAGE, &error);
	if (code < 0)
		return verb_fail(EXIT_USAGE, &error);
	if (optind < argc) {
		error_set(&error, _("menu: '%s' is too much: the menu takes no names; `lunchrush learn %s` would be a lesson"), argv[optind], argv[optind]);
		return verb_fail(EXIT_USAGE, &error);
	}
	if (show_settle(&show, &error))
		return verb_fail(EXIT_USAGE, &error);
	return show.how == SHOW_SCREEN && !is_dumb() ? menu_open(NULL) : menu_plain();
}

const struct verb verb_menu = {
	.name = "menu",
	.arguments = "[options]",
	.summary = N_("Choose from the lessons and kitchens; also without a command"),
	.about = N_("Where there is no terminal, or with --plain, it prints the lessons and what to type for each.\n"),
	.flags = flags,
	.run = menu_run,
};
