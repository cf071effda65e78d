/* verb.h - the table of subcommands: `lunchrush VERB …`. Adding one is one file and one line in verbs.c. */
#ifndef LUNCHRUSH_CLI_VERB_H
#define LUNCHRUSH_CLI_VERB_H

#include "cli/flags.h"

struct verb {
	const char *name;
	const char *arguments; /* "RECIPE [options]" */
	const char *summary;   /* one line, for the list of all */
	const char *about;     /* some lines more, for `help NAME`; NULL none */
	const struct flag *flags;
	/* argv[0] is the verb. Returns the program's exit status. */
	int (*run)(int argc, char **argv);
};

enum { EXIT_DONE = 0, EXIT_WRONG = 1, EXIT_USAGE = 2, EXIT_DIED = 3, EXIT_INTERRUPTED = 130 };

/* NULL-ended. */
extern const struct verb *const verbs[];
extern const struct verb verb_check, verb_new, verb_menu, verb_words, verb_pages, verb_chooser, verb_learn, verb_run, verb_explore, verb_compare, verb_measure, verb_present, verb_notes, verb_record, verb_replay, verb_export, verb_diff, verb_service, verb_instance, verb_list, verb_doctor, verb_help;

/* NULL when there is none of that name. */
const struct verb *verb_named(const char *name);
/* "lunchrush: WORDS" on stderr; returns `status`. */
int verb_fail(int status, const struct error *error);
/* Say that there is no such verb and which is near; returns EXIT_USAGE. */
int verb_unknown(const char *name);

#endif
