/* flags.h - the options of a subcommand: a table that reads them and explains them.
 *
 * One table serves reading, `help` and the near misses, so that none of them can forget an option. */
#ifndef LUNCHRUSH_CLI_FLAGS_H
#define LUNCHRUSH_CLI_FLAGS_H

#include "trace/error.h"
#include "trace/launch.h"

#include <stdint.h>
#include <stdio.h>

/* An option; a table of them ends with a NULL name. */
struct flag {
	const char *name;     /* "engine": typed as --engine */
	const char *argument; /* "MS"; NULL: it takes none */
	const char *help;     /* a line; NULL: it is not for people */
	int code;             /* what flags_next returns, 1 to 0xffff; with FLAG_LETTER('o') | it is typed as -o, too */
};

#define FLAG_LETTER(letter) ((letter) << 16)

enum { FLAGS_END = 0, FLAGS_WRONG = -1 };

/* The next option of argv (argv[0] is the subcommand; options and others may be mixed). Returns its code and sets *value; FLAGS_END
 * when only others are left, which then stand at argv[optind] …; FLAGS_WRONG with words. Not reentrant, as getopt is. */
int flags_next(const struct flag *flags, int argc, char **argv, const char **value, struct error *error);
/* Begin anew with another argv. */
void flags_reset(void);

/* The table as lines for people. */
void flags_help(FILE *to, const struct flag *flags);

/* Read a whole number or a number between bounds; `what` names it in the words. */
int flags_number(const char *what, const char *text, double least, double most, double *to, struct error *error);
int flags_whole(const char *what, const char *text, uint64_t *to, struct error *error);
/* Take --set NAME=VALUE and --pace X|max into a launch; `verb` begins the words. */
int flags_setting(const char *verb, const char *text, struct launch *launch, struct error *error);
/* Take --url URL: http or https, a host, and no more than a path; a slash at its end goes. */
int flags_url(const char *verb, const char *text, struct launch *launch, struct error *error);
int flags_pace(const char *verb, const char *text, struct launch *launch, struct error *error);

#endif
