/* list.c - `lunchrush list`: the recipes on the shelf, read from their cards. */
#include "cli/data.h"
#include "cli/verb.h"
#include "kitchen/kitchen.h"

#include <getopt.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { FLAG_JSON = 1 };

static const struct flag flags[] = {
	{ "json", NULL, "one JSON array instead of a table", FLAG_JSON },
	{ NULL, NULL, NULL, 0 },
};

static json_t *engines_json(const char *engines)
{
	json_t *array = json_array();

	for (size_t length; *engines; engines += length + (engines[length] == ',')) {
		length = strcspn(engines, ",");
		json_array_append_new(array, json_stringn(engines, length));
	}
	return array;
}

static void list_json(const struct shelf_recipe *recipe, const struct recipe_card *card, json_t *to)
{
	json_array_append_new(to, json_pack("{ss ss ss ss so ss}", "name", recipe->name, "title", card->title, "about", card->about, "engine",
		card->engine, "engines", engines_json(card->engines), "path", recipe->path));
}

static int list_all(bool json)
{
	size_t count;
	struct shelf_recipe *recipes = data_recipes(&count);
	json_t *array = json_array();
	int status = EXIT_DONE;

	for (size_t i = 0; i < count; i++) {
		struct recipe_card card;
		struct error error;
		char file[80];

		snprintf(file, sizeof file, "%s.lua", recipes[i].name);
		if (recipe_card_read(recipes[i].path, file, recipes[i].name, &card, &error))
			status = verb_fail(EXIT_WRONG, &error);
		else if (json)
			list_json(&recipes[i], &card, array);
		else
			printf("%-14s %-34s %s\n", recipes[i].name, card.title, card.engines);
	}
	if (json) {
		json_dumpf(array, stdout, JSON_INDENT(1));
		printf("\n");
	} else if (count == 0) {
		fprintf(stderr, "lunchrush: %s/lessons holds no recipe\n", data_directory());
		status = EXIT_USAGE;
	}
	json_decref(array);
	free(recipes);
	return status;
}

static int list_run(int argc, char **argv)
{
	struct error error;
	const char *value;
	bool json = false;
	int code;

	while ((code = flags_next(flags, argc, argv, &value, &error)) > 0)
		json = true;
	if (code == FLAGS_WRONG)
		return verb_fail(EXIT_USAGE, &error);
	if (optind < argc) {
		error_set(&error, "list: '%s' is too much: list takes no names", argv[optind]);
		return verb_fail(EXIT_USAGE, &error);
	}
	return list_all(json);
}

const struct verb verb_list = {
	.name = "list",
	.arguments = "[--json]",
	.summary = "List the recipes: name, title, engines",
	.flags = flags,
	.run = list_run,
};
