/* verbs.c - the table, and what is said when a word is not in it. */
#include "cli/data.h"
#include "trace/near.h"
#include "cli/verb.h"
#include "trace/tongue.h"

#include <stdbool.h>
#include <string.h>

const struct verb *const verbs[] = { &verb_menu, &verb_learn, &verb_run, &verb_explore, &verb_compare, &verb_measure, &verb_check, &verb_new, &verb_present, &verb_notes, &verb_record, &verb_replay, &verb_export, &verb_diff, &verb_service, &verb_instance, &verb_words, &verb_pages, &verb_chooser, &verb_list, &verb_doctor, &verb_help, NULL };

const struct verb *verb_named(const char *name)
{
	for (const struct verb *const *verb = verbs; *verb; verb++)
		if (strcmp((*verb)->name, name) == 0)
			return *verb;
	return NULL;
}

int verb_fail(int status, const struct error *error)
{
	fprintf(stderr, _("lunchrush: %s\n"), error->text);
	return status;
}

/* Whether somebody named a recipe where a command should be. */
static bool is_recipe(const char *name)
{
	struct launch launch;
	struct error error;

	launch_init(&launch);
	return data_recipe(name, &launch, &error) == 0;
}

int verb_unknown(const char *name)
{
	const char *names[sizeof verbs / sizeof *verbs], *near;
	struct error error;
	size_t count = 0;

	if (is_recipe(name)) {
		error_set(&error, _("'%s' is not a command but a recipe; is 'run %s' meant?"), name, name);
		return verb_fail(EXIT_USAGE, &error);
	}
	for (; verbs[count]; count++)
		names[count] = verbs[count]->name;
	near = near_word(name, names, count);
	if (near)
		error_set(&error, _("'%s' is not a command; is '%s' meant?"), name, near);
	else
		error_set(&error, _("'%s' is not a command; `lunchrush help` lists them"), name);
	return verb_fail(EXIT_USAGE, &error);
}
