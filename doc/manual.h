/* manual.h - what is made of the option tables (src/cli/flags.h) while the program is built: a man page and completions.
 *
 * A program of the build, doc/manual; it is not installed. All of it is in English. Everything printed goes to stdout. */
#ifndef LUNCHRUSH_DOC_MANUAL_H
#define LUNCHRUSH_DOC_MANUAL_H

#include "cli/verb.h"

#include <stdbool.h>
#include <stdio.h>

/* What may stand where an option or a command wants a word. */
struct wanted {
	enum { WANT_ANY, WANT_WORDS, WANT_NAMES, WANT_FILE, WANT_FOLDER, WANT_STEP } what;
	char words[1024]; /* WANT_WORDS: with spaces between; WANT_NAMES: the kinds that `list --names` takes, after ! a command of ours that prints a name first in each line, after + a word */
	bool list;        /* words with commas between */
};

/* Of an option that takes an argument. */
struct wanted wanted_by_option(const struct verb *verb, const struct flag *flag);
/* Of a command at `place`, from 1 on; the last place may hold any number. Returns how many places there are; `wanted` has room for WANTED_PLACES. */
#define WANTED_PLACES 4
int wanted_by_verb(const struct verb *verb, struct wanted wanted[WANTED_PLACES], bool *any_number);
/* An option that may be given more than once. */
bool wanted_again(const struct flag *flag);
/* An option's letter, 0 when it has none. */
char letter_of_flag(const struct flag *flag);

/* 0, or -1 when it said on stderr what is wrong. */
int manual_page(const char *path);
int manual_bash(void);
int manual_fish(void);
int manual_zsh(void);

#endif
