/* help.c - `lunchrush help [COMMAND]`, and what --help prints: made from the tables that also read the command line. */
#include "cli/verb.h"
#include "trace/tongue.h"

#include <string.h>

static const struct flag none[] = { { NULL } };

#define ARGUMENTS 26 /* columns; longer ones have a line to themselves */

static void print_verb(const struct verb *verb)
{
	bool whole = strlen(verb->arguments) <= ARGUMENTS;
	printf("  %-9s %-*s", verb->name, whole ? ARGUMENTS : 0, verb->arguments);
	if (!whole)
		printf("\n%*s", 2 + 9 + 1 + ARGUMENTS, "");
	printf(" %s\n", _(verb->summary));
}

static void print_all(void)
{
	printf(_("Watch task scheduling happen: a kitchen runs on a real engine, and the screen shows every step.\n\n"
	       "usage: lunchrush [COMMAND [ARGUMENTS]]\n\n"));
	for (const struct verb *const *verb = verbs; *verb; verb++)
		print_verb(*verb);
	printf(_("\nWithout a command the menu opens. `lunchrush help COMMAND` says more; `lunchrush --version` says which this is.\n"
	       "Exit status: 0 done; 1 the run found something wrong; 2 wrong usage or unreadable input; 3 the kitchen died; 130 interrupted.\n"));
}

static void print_one(const struct verb *verb)
{
	printf(_("%s\n\nusage: lunchrush %s%s%s\n"), _(verb->summary), verb->name, *verb->arguments ? " " : "", verb->arguments);
	if (verb->about)
		printf("\n%s", _(verb->about));
	if (verb->flags->name) {
		printf("\n");
		flags_help(stdout, verb->flags);
	}
}

static int help_run(int argc, char **argv)
{
	const struct verb *verb;

	if (argc < 2) {
		print_all();
		return EXIT_DONE;
	}
	verb = verb_named(argv[1]);
	if (!verb)
		return verb_unknown(argv[1]);
	print_one(verb);
	return EXIT_DONE;
}

const struct verb verb_help = {
	.name = N_("help"),
	.arguments = "[COMMAND]",
	.summary = N_("Say what the commands do"),
	.flags = none,
	.run = help_run,
};
