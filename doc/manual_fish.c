/* manual_fish.c - the completion for fish: a line for each command, each option and each place. */
#include "manual.h"

#include <string.h>

static const char head[] =
	"# Completion of lunchrush in fish. Made by the build from the tables that read the command line; see doc/manual_fish.c.\n"
	"\n"
	"# Whether the command is this one; menu is also none at all but options.\n"
	"function __lunchrush_at\n"
	"	set -l words (commandline -opc)\n"
	"	set -q words[2]; or return 1\n"
	"	test \"$words[2]\" = $argv[1]; and return 0\n"
	"	test $argv[1] = menu; and string match -q -- '-*' $words[2]\n"
	"end\n"
	"\n"
	"function __lunchrush_first\n"
	"	test (count (commandline -opc)) -eq 1\n"
	"end\n"
	"\n"
	"# Words with commas between.\n"
	"function __lunchrush_list\n"
	"	set -l typed (string replace -r '^--[a-z]+=' '' -- (commandline -ct) | string match -r '.*,')\n"
	"	printf \"$typed%s\\n\" $argv\n"
	"end\n"
	"\n"
	"# The names of recipes, lessons or themes; after a ! a command of ours that has them at the beginnings of its lines, after a + a word.\n"
	"function __lunchrush_names\n"
	"	for kind in $argv\n"
	"		switch $kind\n"
	"			case '!*'\n"
	"				lunchrush (string sub -s 2 -- $kind) 2>/dev/null | string match -rg '^(\\S+) .*'\n"
	"			case '+*'\n"
	"				string sub -s 2 -- $kind\n"
	"			case '*'\n"
	"				lunchrush list --names $kind 2>/dev/null\n"
	"		end\n"
	"	end\n"
	"end\n"
	"\n"
	"# The steps of the lesson that was typed: its folder or its name.\n"
	"function __lunchrush_steps\n"
	"	for word in (commandline -opc)[2..]\n"
	"		set -l file (string trim -r -c / -- $word)/lesson.ini\n"
	"		if test -f $file\n"
	"			string match -rg '^\\[step:([a-z0-9-]+)\\]' <$file\n"
	"		else if not string match -q -- '-*' $word\n"
	"			lunchrush list --names steps:$word 2>/dev/null\n"
	"		end\n"
	"	end\n"
	"end\n"
	"\n"
	"complete -c lunchrush -f\n"
	"complete -c lunchrush -n __lunchrush_first -l version -d 'say which this is'\n"
	"complete -c lunchrush -s h -l help -d 'say what the command does'\n";

/* In single quotes. */
static void print_quoted(const char *text)
{
	putchar('\'');
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			putchar('\\');
		putchar(*text);
	}
	putchar('\'');
}

/* How what is wanted is said; after an option it must stand there. */
static void print_wanted(const struct wanted *wanted, bool option)
{
	switch (wanted->what) {
	case WANT_ANY: printf(option ? " -x" : ""); break;
	case WANT_WORDS: printf(wanted->list ? "%s -a '(__lunchrush_list %s)'" : "%s -a '%s'", option ? " -x" : "", wanted->words); break;
	case WANT_NAMES: printf("%s -a '(__lunchrush_names %s)'", option ? " -x" : "", wanted->words); break;
	case WANT_STEP: printf("%s -a '(__lunchrush_steps)'", option ? " -x" : ""); break;
	case WANT_FILE: printf("%s -F", option ? " -r" : ""); break;
	case WANT_FOLDER: printf("%s -a '(__fish_complete_directories)'", option ? " -x" : ""); break;
	}
}

static void print_option(const struct verb *verb, const struct flag *flag)
{
	printf("complete -c lunchrush -n '__lunchrush_at %s' -l %s", verb->name, flag->name);
	if (letter_of_flag(flag))
		printf(" -s %c", letter_of_flag(flag));
	if (flag->argument) {
		struct wanted wanted = wanted_by_option(verb, flag);
		print_wanted(&wanted, true);
	}
	printf(" -d ");
	print_quoted(flag->help);
	putchar('\n');
}

static void print_places(const struct verb *verb)
{
	struct wanted wanted[WANTED_PLACES];
	bool any_number;
	int count = wanted_by_verb(verb, wanted, &any_number);

	for (int i = 0; i < count; i++) {
		if (wanted[i].what == WANT_ANY)
			continue;
		printf("complete -c lunchrush -n '__lunchrush_at %s", verb->name);
		if (wanted[i].what == WANT_WORDS && verb != &verb_help)
			printf("; and not __fish_seen_subcommand_from %s", wanted[i].words);
		putchar('\'');
		print_wanted(&wanted[i], false);
		if (wanted[i].what == WANT_NAMES)
			printf(" -F");
		putchar('\n');
	}
}

int manual_fish(void)
{
	fputs(head, stdout);
	for (const struct verb *const *verb = verbs; *verb; verb++) {
		printf("complete -c lunchrush -n __lunchrush_first -a %s -d ", (*verb)->name);
		print_quoted((*verb)->summary);
		putchar('\n');
		for (const struct flag *flag = (*verb)->flags; flag->name; flag++)
			if (flag->help)
				print_option(*verb, flag);
		print_places(*verb);
	}
	return 0;
}
