/* manual_zsh.c - the completion for zsh: _arguments with the options and places of each command. */
#include "manual.h"

static const char head[] =
	"#compdef lunchrush\n"
	"# Completion of lunchrush in zsh. Made by the build from the tables that read the command line; see doc/manual_zsh.c.\n"
	"\n"
	"# The names of recipes, lessons or themes; after a ! a command of ours that has them at the beginnings of its lines, after a + a word. Paths, too, for --paths.\n"
	"_lunchrush_names() {\n"
	"	local kind\n"
	"	local -a names\n"
	"	for kind in ${argv:#-*}; do\n"
	"		case $kind in\n"
	"		!*) names+=(${${(f)\"$(lunchrush ${kind#!} 2>/dev/null)\"}%% *}) ;;\n"
	"		+*) names+=(${kind#+}) ;;\n"
	"		[a-z]*) names+=(${(f)\"$(lunchrush list --names $kind 2>/dev/null)\"}) ;;\n"
	"		esac\n"
	"	done\n"
	"	names=(${names:#})\n"
	"	compadd -a names\n"
	"	(( ! $argv[(I)--paths] )) || _files\n"
	"}\n"
	"\n"
	"# The steps of the lesson that was typed: its folder or its name.\n"
	"_lunchrush_steps() {\n"
	"	local word\n"
	"	local -a steps\n"
	"	for word in ${words[2,CURRENT-1]:#-*}; do\n"
	"		if [[ -f ${word%/}/lesson.ini ]]; then\n"
	"			steps+=(${(f)\"$(sed -n 's/^\\[step:\\([a-z0-9-]*\\)\\].*/\\1/p' ${word%/}/lesson.ini)\"})\n"
	"		else\n"
	"			steps+=(${(f)\"$(lunchrush list --names steps:$word 2>/dev/null)\"})\n"
	"		fi\n"
	"	done\n"
	"	compadd -a steps\n"
	"}\n"
	"\n";

static const char foot[] =
	"	esac\n"
	"}\n"
	"\n"
	"if [[ $funcstack[1] = _lunchrush ]]; then\n"
	"	_lunchrush \"$@\"\n"
	"else\n"
	"	compdef _lunchrush lunchrush\n"
	"fi\n";

/* Within single quotes, in _arguments' own way of marking: [ ] : and \ are escaped. */
static void print_marked(const char *text)
{
	for (; *text; text++)
		if (*text == '\'')
			printf("'\\''");
		else if (*text == '[' || *text == ']' || *text == ':' || *text == '\\')
			printf("\\%c", *text);
		else
			putchar(*text);
}

/* What completes it, after a colon. */
static void print_action(const struct wanted *wanted, bool paths)
{
	switch (wanted->what) {
	case WANT_ANY: printf(" "); break;
	case WANT_WORDS: printf(wanted->list ? "_sequence compadd - %s" : "(%s)", wanted->words); break;
	case WANT_NAMES: printf("{_lunchrush_names %s%s}", paths ? "--paths " : "", wanted->words); break;
	case WANT_STEP: printf("_lunchrush_steps"); break;
	case WANT_FILE: printf("_files"); break;
	case WANT_FOLDER: printf("_files -/"); break;
	}
}

static void print_option(const struct verb *verb, const struct flag *flag, const char *dashes, const char *name)
{
	printf(" \\\n			'%s%s%s[", wanted_again(flag) ? "*" : "", dashes, name);
	print_marked(flag->help);
	putchar(']');
	if (flag->argument) {
		struct wanted wanted = wanted_by_option(verb, flag);
		putchar(':');
		print_marked(flag->argument);
		putchar(':');
		print_action(&wanted, false);
	}
	putchar('\'');
}

static void print_places(const struct verb *verb)
{
	struct wanted wanted[WANTED_PLACES];
	bool any_number;
	int count = wanted_by_verb(verb, wanted, &any_number);

	for (int i = 0; i < count; i++) {
		if (any_number && i == count - 1)
			printf(" \\\n			'*: :");
		else
			printf(" \\\n			'%d: :", i + 1);
		print_action(&wanted[i], true);
		putchar('\'');
	}
}

static void print_verb(const struct verb *verb)
{
	printf("	%s)\n		_arguments '(- *)'{-h,--help}'[say what the command does]'", verb->name);
	for (const struct flag *flag = verb->flags; flag->name; flag++)
		if (flag->help) {
			print_option(verb, flag, "--", flag->name);
			if (letter_of_flag(flag))
				print_option(verb, flag, "-", (char[]){ letter_of_flag(flag), '\0' });
		}
	if (verb == &verb_menu)
		printf(" \\\n			'(- *)--version[say which this is]'");
	print_places(verb);
	printf("\n		;;\n");
}

int manual_zsh(void)
{
	printf("%s_lunchrush() {\n	local -a verbs=(\n", head);
	for (const struct verb *const *verb = verbs; *verb; verb++) {
		printf("		'%s:", (*verb)->name);
		print_marked((*verb)->summary);
		printf("'\n");
	}
	printf("	)\n	local verb=$words[2]\n	if [[ $verb = -* ]]; then\n		verb=menu\n	elif (( CURRENT == 2 )); then\n		_describe command verbs\n		return\n	else\n"
	       "		shift words\n		(( CURRENT-- ))\n	fi\n	case $verb in\n");
	for (const struct verb *const *verb = verbs; *verb; verb++)
		print_verb(*verb);
	fputs(foot, stdout);
	return 0;
}
