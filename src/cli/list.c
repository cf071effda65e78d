/* list.c - `lunchrush list`: recipes, lessons and themes, read from their cards.
 *
 * On a terminal each has a heading. Through a pipe it is the recipes, a line each, as scripts know it; --names gives the bare names of any of the three, or of a lesson's steps, --json all there is to say. */
#include "cli/data.h"
#include "cli/menu_plain.h"
#include "cli/verb.h"
#include "kitchen/kitchen.h"
#include "lesson/lesson.h"
#include "lesson/shelf.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/theme.h"
#include "tui/theme_shelf.h"

#include <getopt.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLAG_JSON = 1, FLAG_NAMES };

static const struct flag flags[] = {
	{ "names", "KIND", N_("only the names, a line each, of recipes, lessons or themes, or of a lesson's steps: steps:LESSON"), FLAG_NAMES },
	{ "json", NULL, N_("recipes and lessons as one JSON array"), FLAG_JSON },
	{ NULL, NULL, NULL, 0 },
};

/* ---- recipes ---- */

static json_t *engines_json(const char *engines)
{
	json_t *array = json_array();

	for (size_t length; *engines; engines += length + (engines[length] == ',')) {
		length = strcspn(engines, ",");
		json_array_append_new(array, json_stringn(engines, length));
	}
	return array;
}

static json_t *recipe_json(const struct shelf_recipe *recipe, const struct recipe_card *card)
{
	return json_pack("{ss ss ss ss ss so ss}", "kind", "recipe", "name", recipe->name, "title", card->title, "about", card->about, "engine", card->engine, "engines",
		engines_json(card->engines), "path", recipe->path);
}

/* Into `array`, or as lines that begin with `indent` where it is NULL. */
static int list_recipes(json_t *array, const char *indent)
{
	size_t count;
	struct shelf_recipe *recipes = data_recipes(&count);
	int status = EXIT_DONE;

	for (size_t i = 0; i < count; i++) {
		struct recipe_card card;
		struct error error;
		char file[80];

		snprintf(file, sizeof file, "%s.lua", recipes[i].name);
		if (recipe_card_read(recipes[i].path, file, recipes[i].name, &card, &error))
			status = verb_fail(EXIT_WRONG, &error);
		else if (array)
			json_array_append_new(array, recipe_json(&recipes[i], &card));
		else
			printf("%s%-*s %-34s %s\n", indent, *indent ? 17 : 14, recipes[i].name, card.title, card.engines);
	}
	if (count == 0) {
		fprintf(stderr, _("lunchrush: %s/lessons holds no recipe\n"), data_directory());
		status = EXIT_USAGE;
	}
	free(recipes);
	return status;
}

/* ---- lessons ---- */

static json_t *needs_json(const struct lesson_card *card)
{
	json_t *array = json_array();

	for (int i = 0; i < card->need_count; i++)
		json_array_append_new(array, json_string(card->needs[i]));
	return array;
}

static json_t *lesson_json(const struct shelf_lesson *lesson)
{
	const struct lesson_card *card = &lesson->card;

	return json_pack("{ss ss ss ss ss si si si so ss}", "kind", "lesson", "name", card->name, "title", card->title, "about", card->summary, "chapter", card->chapter, "order",
		card->order, "minutes", card->minutes, "steps", card->steps, "needs", needs_json(card), "path", card->folder);
}

static int list_lessons(json_t *array, const char *indent)
{
	struct shelf *shelf = shelf_read(data_directory(), array ? "" : lesson_language()); /* data are the same in every language */
	int status = EXIT_DONE;

	for (size_t i = 0; shelf && i < shelf->count; i++) {
		const struct lesson_card *card = &shelf->lessons[i].card;
		struct error error;
		error_set(&error, "%s", shelf->lessons[i].wrong);
		if (*shelf->lessons[i].wrong)
			status = verb_fail(EXIT_WRONG, &error);
		else if (array)
			json_array_append_new(array, lesson_json(&shelf->lessons[i]));
		else
			printf("%s%-17s %s%*s %s\n", indent, card->name, card->title, text_width(card->title) < 34 ? 34 - text_width(card->title) : 0, "", card->chapter);
	}
	shelf_free(shelf);
	return status;
}

/* ---- themes, and names ---- */

static void list_theme_names(void)
{
	struct theme_shelf shelf;

	theme_shelf_read(&shelf, data_directory());
	for (int i = 0; i < shelf.count; i++)
		printf("%s\n", shelf.names[i]);
}

/* With what each is, and whose. One that is wrong is said to be. */
static int list_themes(void)
{
	struct theme_shelf shelf;
	int status = EXIT_DONE;

	theme_shelf_read(&shelf, data_directory());
	for (int i = 0; i < shelf.count; i++) {
		struct theme theme;
		struct error error;
		if (theme_load(&theme, data_directory(), shelf.names[i], &error))
			status = verb_fail(EXIT_WRONG, &error);
		else
			printf("  %-18s %s%s\n", shelf.names[i], theme.about, shelf.themes[i].own ? _(" (your own)") : "");
	}
	for (int i = 0; i < shelf.left_out_count && i < THEMES_LEFT_MAX; i++) {
		struct error error;
		error_set(&error, _("a theme of your own is left out: %s"), shelf.left_out[i].why);
		status = verb_fail(EXIT_WRONG, &error);
	}
	return status;
}

static int list_step_names(const char *typed)
{
	struct error error;
	char folder[1024];
	struct lesson *lesson = shelf_find(data_directory(), typed, folder, &error) ? NULL : lesson_load(folder, "", &error);

	if (!lesson)
		return verb_fail(EXIT_USAGE, &error);
	for (size_t i = 0; i < lesson->step_count; i++)
		printf("%s\n", lesson->steps[i].name);
	lesson_free(lesson);
	return EXIT_DONE;
}

static int list_names(const char *kind)
{
	struct error error;
	size_t count;

	if (strncmp(kind, "steps:", 6) == 0)
		return list_step_names(kind + 6);
	if (strcmp(kind, "themes") == 0) {
		list_theme_names();
	} else if (strcmp(kind, "recipes") == 0) {
		struct shelf_recipe *recipes = data_recipes(&count);
		for (size_t i = 0; i < count; i++)
			printf("%s\n", recipes[i].name);
		free(recipes);
	} else if (strcmp(kind, "lessons") == 0) {
		struct shelf *shelf = shelf_read(data_directory(), "");
		for (size_t i = 0; shelf && i < shelf->count; i++)
			printf("%s\n", shelf->lessons[i].card.name);
		shelf_free(shelf);
	} else {
		error_set(&error, _("list: --names: there is no list of '%s'; recipes, lessons or themes would be right, or steps:LESSON"), kind);
		return verb_fail(EXIT_USAGE, &error);
	}
	return EXIT_DONE;
}

/* ---- the verb ---- */

static int list_json(void)
{
	json_t *array = json_array();
	int status = list_recipes(array, ""), lessons = list_lessons(array, "");

	json_dumpf(array, stdout, JSON_INDENT(1));
	printf("\n");
	json_decref(array);
	return status ? status : lessons;
}

static int list_sections(void)
{
	int lessons, recipes, themes;

	printf("%s\n", _("Lessons: lunchrush learn NAME"));
	lessons = list_lessons(NULL, "  ");
	printf("\n%s\n", _("Recipes: lunchrush run NAME, explore NAME, compare NAME"));
	recipes = list_recipes(NULL, "  ");
	printf("\n%s\n", _("Themes: --theme NAME"));
	themes = list_themes();
	return recipes ? recipes : lessons ? lessons : themes;
}

static int list_run(int argc, char **argv)
{
	struct error error;
	const char *value, *names = NULL;
	bool json = false;
	int code;

	while ((code = flags_next(flags, argc, argv, &value, &error)) > 0)
		if (code == FLAG_JSON)
			json = true;
		else
			names = value;
	if (code == FLAGS_WRONG)
		return verb_fail(EXIT_USAGE, &error);
	if (optind < argc)
		error_set(&error, _("list: '%s' is too much: list takes no names"), argv[optind]);
	else if (names && json)
		error_set(&error, _("list: --names and --json do not go together; one of the two would be right"));
	else
		return names ? list_names(names) : json ? list_json() : isatty(STDOUT_FILENO) ? list_sections() : list_recipes(NULL, "");
	return verb_fail(EXIT_USAGE, &error);
}

const struct verb verb_list = {
	.name = "list",
	.arguments = "[--names KIND | --json]",
	.summary = N_("List the lessons, recipes and themes"),
	.about = N_("On a terminal it lists all three; through a pipe the recipes, a line each: name, title, engines.\n"),
	.flags = flags,
	.run = list_run,
};
