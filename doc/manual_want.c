/* manual_want.c - what may stand where an option or a command wants a word.
 *
 * It is told by the name of the option, by what its table calls the argument (FILE, DIR), and by the line of a command's arguments ("LESSON|RECIPE|FILE -o OUT"): in capitals
 * what the person fills in, in small letters a word as it is typed. Engines, policies and signs come from their own tables. */
#include "manual.h"

#include "engine/engine.h"
#include "schedule/policy.h"
#include "tui/glyph.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void add(struct wanted *wanted, const char *word)
{
	size_t length = strlen(wanted->words);

	snprintf(wanted->words + length, sizeof wanted->words - length, "%s%s", length ? " " : "", word);
}

static void add_engines(struct wanted *wanted)
{
	for (const struct engine *const *engine = engines; *engine; engine++)
		add(wanted, (*engine)->name);
}

/* Those of them that policy.h knows by name; all must. */
static void add_policies(struct wanted *wanted)
{
	static const char *const names[] = { "round-robin", "random", "fifo", "priority", "inherit" };

	_Static_assert(sizeof names / sizeof *names == POLICY_COUNT, "a policy is missing here");
	for (size_t i = 0; i < POLICY_COUNT; i++) {
		if (policy_named(names[i]) == POLICY_COUNT)
			abort();
		add(wanted, names[i]);
	}
}

static void add_glyphs(struct wanted *wanted)
{
	for (enum glyph_set set = 0; set < GLYPHS_COUNT; set++)
		add(wanted, glyph_set_name(set));
}

static struct wanted words(const char *all)
{
	struct wanted wanted = { .what = WANT_WORDS };

	add(&wanted, all);
	return wanted;
}

static struct wanted names(const char *kinds)
{
	struct wanted wanted = words(kinds);

	wanted.what = WANT_NAMES;
	return wanted;
}

struct wanted wanted_by_option(const struct verb *verb, const struct flag *flag)
{
	struct wanted wanted = { .what = WANT_WORDS };

	if (strcmp(flag->name, "engine") == 0)
		add_engines(&wanted);
	else if (strcmp(flag->name, "engines") == 0)
		return (struct wanted){ .what = WANT_WORDS, .words = "sequential threads threads+gil loop processes", .list = true };
	else if (strcmp(flag->name, "policy") == 0)
		add_policies(&wanted);
	else if (strcmp(flag->name, "glyphs") == 0)
		add_glyphs(&wanted);
	else if (strcmp(flag->name, "theme") == 0)
		return names("themes");
	else if (strcmp(flag->name, "names") == 0)
		return words("recipes lessons themes");
	else if (strcmp(flag->name, "step") == 0 && strstr(verb->arguments, "LESSON"))
		wanted.what = WANT_STEP;
	else if (strcmp(flag->argument, "FILE") == 0)
		wanted.what = WANT_FILE;
	else if (strcmp(flag->argument, "DIR") == 0)
		wanted.what = WANT_FOLDER;
	else
		wanted.what = WANT_ANY;
	return wanted;
}

/* One of the alternatives of a place. */
static void alternative(const struct verb *verb, const char *word, struct wanted *wanted)
{
	static const struct { const char *verb, *word, *kinds; } of[] = {
		{ NULL, "RECIPE", "recipes" }, { NULL, "LESSON", "lessons" }, { "diff", "FIRST", "recipes" }, { "words", "WORD", "!words" }, { "pages", "NAME", "!pages" },
		{ "check", "NAME", "lessons recipes themes" },
	};

	if (islower((unsigned char)*word) && wanted->what == WANT_NAMES) {
		char plus[64];
		snprintf(plus, sizeof plus, "+%s", word);
		add(wanted, plus);
		return;
	}
	if (islower((unsigned char)*word) || strcmp(word, "COMMAND") == 0) {
		wanted->what = WANT_WORDS;
		if (islower((unsigned char)*word))
			add(wanted, word);
		else
			for (const struct verb *const *each = verbs; *each; each++)
				add(wanted, (*each)->name);
		return;
	}
	if (wanted->what == WANT_ANY && (strcmp(word, "FILE") == 0 || strcmp(word, "PATH") == 0 || strcmp(word, "SECOND") == 0))
		wanted->what = WANT_FILE;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		if ((!of[i].verb || strcmp(of[i].verb, verb->name) == 0) && strcmp(of[i].word, word) == 0) {
			wanted->what = WANT_NAMES;
			add(wanted, of[i].kinds);
		}
}

/* "[NAME|PATH]..." → "NAME|PATH"; *any_number for the dots. False for options, which end the places. */
static bool bare(char *word, bool *any_number)
{
	size_t from = word[0] == '[', length;

	if (word[from] == '-' || strcmp(word, "[options]") == 0)
		return false;
	*any_number = strstr(word, "...") != NULL;
	length = strcspn(word + from, "].");
	memmove(word, word + from, length);
	word[length] = '\0';
	return true;
}

int wanted_by_verb(const struct verb *verb, struct wanted wanted[WANTED_PLACES], bool *any_number)
{
	char line[256], *rest, *part;
	int count = 0;

	*any_number = false;
	snprintf(line, sizeof line, "%s", verb->arguments);
	for (char *word = strtok_r(line, " ", &rest); word && count < WANTED_PLACES; word = strtok_r(NULL, " ", &rest)) {
		if (!bare(word, any_number))
			break;
		wanted[count] = (struct wanted){ .what = WANT_ANY };
		for (char *one = strtok_r(word, "|", &part); one; one = strtok_r(NULL, "|", &part))
			alternative(verb, one, &wanted[count]);
		count++;
	}
	return count;
}

bool wanted_again(const struct flag *flag)
{
	return strstr(flag->help, "more than once") || strstr(flag->help, "given twice");
}

char letter_of_flag(const struct flag *flag)
{
	return (char)(flag->code >> 16);
}
