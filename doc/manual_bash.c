/* manual_bash.c - the completion for bash: a function that finds the command, the option or the place the cursor is at, and tables of what may stand there. */
#include "manual.h"

static const char head[] =
	"# Completion of lunchrush in bash. Made by the build from the tables that read the command line; see doc/manual_bash.c.\n"
	"\n"
	"# The names of recipes, lessons or themes; after a ! a command of ours that has them at the beginnings of its lines, after a + a word.\n"
	"_lunchrush_names() {\n"
	"	local kind\n"
	"	for kind; do\n"
	"		case $kind in\n"
	"		!*) lunchrush \"${kind#!}\" 2>/dev/null | sed -n 's/^\\([^ ][^ ]*\\) .*/\\1/p' ;;\n"
	"		+*) echo \"${kind#+}\" ;;\n"
	"		*) lunchrush list --names \"$kind\" 2>/dev/null ;;\n"
	"		esac\n"
	"	done | awk '!told[$0]++' # a recipe and a lesson may have one name\n"
	"}\n"
	"\n"
	"# The steps of the lesson that was typed: its folder or its name.\n"
	"_lunchrush_steps() {\n"
	"	local word\n"
	"	for word; do\n"
	"		[ -f \"${word%/}/lesson.ini\" ] || { [ \"${word#-}\" != \"$word\" ] || lunchrush list --names \"steps:$word\" 2>/dev/null; continue; }\n"
	"		sed -n 's/^\\[step:\\([a-z0-9-]*\\)\\].*/\\1/p' \"${word%/}/lesson.ini\"\n"
	"	done\n"
	"}\n";

static const char body[] =
	"\n"
	"_lunchrush() {\n"
	"	local verb=menu current before what i prefix=\n"
	"	local -i place=1 from=2\n"
	"	local -a words=()\n"
	"	COMPREPLY=()\n"
	"	for ((i = 0; i <= COMP_CWORD; i++)); do # --engine=loop comes as three words\n"
	"		if [ \"${COMP_WORDS[i]}\" = = ] && ((i > 1)) && [[ ${words[-1]} = --* ]]; then\n"
	"			((i < COMP_CWORD)) || words+=('')\n"
	"		else\n"
	"			words+=(\"${COMP_WORDS[i]}\")\n"
	"		fi\n"
	"	done\n"
	"	current=${words[-1]}\n"
	"	before=${words[-2]}\n"
	"	if [ \"${words[1]#-}\" != \"${words[1]}\" ]; then\n"
	"		from=1\n"
	"	elif ((${#words[@]} > 2)); then\n"
	"		verb=${words[1]}\n"
	"	else\n"
	"		mapfile -t COMPREPLY < <(compgen -W \"$_lunchrush_verbs\" -- \"$current\")\n"
	"		return\n"
	"	fi\n"
	"	for ((i = from; i < ${#words[@]} - 1; i++)); do\n"
	"		if _lunchrush_wanted \"$verb ${words[i]}\"; then\n"
	"			((++i < ${#words[@]} - 1)) || break\n"
	"		elif [[ ${words[i]} != -* ]]; then\n"
	"			place+=1\n"
	"		fi\n"
	"	done\n"
	"	if [[ $before = -* ]] && _lunchrush_wanted \"$verb $before\"; then\n"
	"		:\n"
	"	elif [[ $current = -* ]]; then\n"
	"		_lunchrush_options \"$verb\"\n"
	"	else\n"
	"		_lunchrush_wanted \"$verb $place\" || what=any\n"
	"	fi\n"
	"	case $what in\n"
	"	any*)\n"
	"		compopt +o default 2>/dev/null\n"
	"		return\n"
	"		;;\n"
	"	file*) return ;; # bash does files by itself\n"
	"	folder*) mapfile -t COMPREPLY < <(compgen -d -- \"$current\") && return ;;\n"
	"	step*) what=\"words $(_lunchrush_steps \"${words[@]:2:${#words[@]}-3}\")\" ;;\n"
	"	# shellcheck disable=SC2086 # a list of words\n"
	"	names*) what=\"words $(_lunchrush_names ${what#names})\" ;;\n"
	"	list*)\n"
	"		[ \"${current%,*}\" = \"$current\" ] || prefix=${current%,*},\n"
	"		current=${current##*,}\n"
	"		what=words${what#list}\n"
	"		;;\n"
	"	esac\n"
	"	mapfile -t COMPREPLY < <(compgen -P \"$prefix\" -W \"${what#words}\" -- \"$current\")\n"
	"}\n"
	"\n"
	"complete -o default -F _lunchrush lunchrush\n";

static void print_wanted(const struct wanted *wanted)
{
	static const char *const whats[] = { [WANT_ANY] = "any", [WANT_WORDS] = "words", [WANT_NAMES] = "names", [WANT_FILE] = "file", [WANT_FOLDER] = "folder", [WANT_STEP] = "step" };

	printf(") what='%s%s%s' ;;\n", wanted->list ? "list" : whats[wanted->what], *wanted->words ? " " : "", wanted->words);
}

static void print_places(const struct verb *verb)
{
	struct wanted wanted[WANTED_PLACES];
	bool any_number;
	int count = wanted_by_verb(verb, wanted, &any_number);

	for (int i = 0; i < count; i++) {
		printf(any_number && i == count - 1 ? "	'%s '[1-9]*" : "	'%s %d'", verb->name, i + 1);
		print_wanted(&wanted[i]);
	}
}

static void print_options_of(const struct verb *verb)
{
	for (const struct flag *flag = verb->flags; flag->name; flag++)
		if (flag->help && flag->argument) {
			struct wanted wanted = wanted_by_option(verb, flag);
			if (letter_of_flag(flag))
				printf("	'%s -%c' | '%s --%s'", verb->name, letter_of_flag(flag), verb->name, flag->name);
			else
				printf("	'%s --%s'", verb->name, flag->name);
			print_wanted(&wanted);
		}
}

static void print_options(void)
{
	printf("\n# The options of a command.\n_lunchrush_options() {\n	case $1 in\n");
	for (const struct verb *const *verb = verbs; *verb; verb++) {
		printf("	%s) what='words --help", (*verb)->name);
		for (const struct flag *flag = (*verb)->flags; flag->name; flag++)
			if (flag->help)
				printf(" --%s", flag->name);
		printf("%s' ;;\n", *verb == &verb_menu ? " --version" : "");
	}
	printf("	*) what=any ;;\n	esac\n}\n");
}

int manual_bash(void)
{
	printf("%s\n_lunchrush_verbs='", head);
	for (const struct verb *const *verb = verbs; *verb; verb++)
		printf("%s%s", verb == verbs ? "" : " ", (*verb)->name);
	printf("'\n\n# What may stand after an option, or at a place, of a command; false where nothing is known.\n_lunchrush_wanted() {\n	case $1 in\n");
	for (const struct verb *const *verb = verbs; *verb; verb++) {
		print_options_of(*verb);
		print_places(*verb);
	}
	printf("	*) return 1 ;;\n	esac\n}\n");
	print_options();
	fputs(body, stdout);
	return 0;
}
