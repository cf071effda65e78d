/* quantity.c - reading the name of a figure, and taking it from facts.
 *
 * A figure is one line of a table: its words, and a function that takes it (quantity_run.c, quantity_events.c, quantity_schedules.c). What is
 * in no table and looks like a name is a global. */
#include "lesson/quantity_inner.h"
#include "trace/tongue.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct quantity {
	const struct figure *figure;
	char argument[128];
	char text[128];
};

/* ---- values ---- */

struct value value_number(double number)
{
	return (struct value){ .kind = VALUE_NUMBER, .number = number };
}

/* Cut between characters, never within one. */
static void put_text(char *to, size_t size, const char *text)
{
	size_t length = strlen(text);

	if (length >= size)
		for (length = size - 1; length && ((unsigned char)text[length] & 0xc0) == 0x80; length--)
			;
	memcpy(to, text, length);
	to[length] = '\0';
}

struct value value_words(const char *text)
{
	struct value value = { .kind = VALUE_TEXT };

	put_text(value.text, sizeof value.text, text);
	return value;
}

struct value value_unknown(const char *format, ...)
{
	struct value value = { .kind = VALUE_UNKNOWN };
	char words[512];
	va_list args;

	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	put_text(value.text, sizeof value.text, words);
	return value;
}

/* A number may have its exact decimal text with it: counts of schedules outgrow a double. */
char *value_text(const struct value *value, char *to, size_t size)
{
	if (value->kind != VALUE_NUMBER || *value->text)
		put_text(to, size, value->text);
	else if (fabs(value->number) < 1e15 && value->number == floor(value->number))
		snprintf(to, size, "%.0f", value->number);
	else
		snprintf(to, size, fabs(value->number) >= 100 ? "%.1f" : fabs(value->number) >= 1 ? "%.2f" : "%.3g", value->number);
	return to;
}

/* ---- reading ---- */

/* One blank between words, none at the ends. */
static void tidy(char *to, size_t size, const char *text)
{
	size_t length = 0;

	while (isspace((unsigned char)*text))
		text++;
	for (; *text && length + 1 < size; text++)
		if (!isspace((unsigned char)*text))
			to[length++] = *text;
		else if (length && to[length - 1] != ' ')
			to[length++] = ' ';
	while (length && to[length - 1] == ' ')
		length--;
	to[length] = '\0';
}

/* A name of Lua, or an element: "visits", "prices[3]". */
static bool is_name(const char *text)
{
	size_t length = 0;

	if (!isalpha((unsigned char)*text) && *text != '_')
		return false;
	while (isalnum((unsigned char)text[length]) || text[length] == '_')
		length++;
	if (text[length] == '[') {
		size_t digits = strspn(text + length + 1, "0123456789");
		return digits && digits < 8 && strcmp(text + length + 1 + digits, "]") == 0;
	}
	return !text[length] && length < 64;
}

/* Objects have names of any words; engines a '+' in them. */
static bool is_argument(enum figure_argument kind, const char *text)
{
	static const char engine[] = "abcdefghijklmnopqrstuvwxyz+";

	return kind == ARGUMENT_NONE ? !*text : kind == ARGUMENT_ENGINE ? *text && !text[strspn(text, engine)] : *text != '\0' && strlen(text) < 64;
}

/* What follows the words, where `text` begins with them; NULL else. */
static const char *after_words(const char *text, const char *words)
{
	size_t length = strlen(words);

	if (strncmp(text, words, length) != 0 || (text[length] && text[length] != ' '))
		return NULL;
	return text[length] ? text + length + 1 : text + length;
}

static const struct figure *find_figure(const struct figure *figures, const char *text, const char **argument)
{
	for (; figures->words; figures++) {
		*argument = after_words(text, figures->words);
		if (*argument && is_argument(figures->argument, *argument))
			return figures;
	}
	return NULL;
}

/* "speedup" alone says nothing, and means no global either. */
static bool lacks_argument(const struct figure *figures, const char *text)
{
	bool lacks = false;

	for (; figures->words && !lacks; figures++)
		lacks = strcmp(figures->words, text) == 0;
	return lacks;
}

static struct value take_global(const struct facts *facts, const char *name)
{
	const json_t *globals = json_object_get(facts->report, "globals"), *held = json_object_get(globals, name);

	if (json_is_number(held))
		return value_number(json_number_value(held));
	if (json_is_string(held))
		return value_words(json_string_value(held));
	if (held)
		return value_words(json_is_true(held) ? "true" : json_is_false(held) ? "false" : "nil");
	return quantity_shared(facts, name);
}

static struct value take_speedup(const struct facts *facts, const char *engine)
{
	for (int i = 0; i < facts->side_count; i++)
		if (strcmp(facts->sides[i].engine, engine) == 0 && !isnan(facts->sides[i].speedup))
			return value_number(facts->sides[i].speedup);
	return value_unknown(_("the speedup on %s has not been measured"), engine);
}

static const struct figure of_globals[] = { { "global", FIGURE_OF_RUN, ARGUMENT_NAME, take_global }, { NULL, 0, 0, NULL } };
static const struct figure of_engines[] = { { "speedup", FIGURE_OF_ENGINES, ARGUMENT_ENGINE, take_speedup }, { NULL, 0, 0, NULL } };
static const struct figure a_global = { "global", FIGURE_OF_RUN, ARGUMENT_NAME, take_global };

static const struct figure *figure_of(const char *text, const char **argument)
{
	const struct figure *const tables[] = { of_globals, of_engines, quantity_of_schedules, quantity_of_run };
	const struct figure *found = NULL;
	bool lacks = false;

	for (size_t i = 0; i < sizeof tables / sizeof *tables && !found; i++)
		found = find_figure(tables[i], text, argument);
	for (size_t i = 0; i < sizeof tables / sizeof *tables && !found; i++)
		lacks |= lacks_argument(tables[i], text);
	if (!found && !lacks && is_name(text)) {
		*argument = text;
		found = &a_global;
	}
	if (found && found->take == take_global && !is_name(*argument))
		found = NULL;
	return found;
}

struct quantity *quantity_read(const char *text, struct error *error)
{
	struct quantity *quantity = calloc(1, sizeof *quantity);
	const char *argument = "";

	if (!quantity) {
		error_set(error, "out of memory");
		return NULL;
	}
	tidy(quantity->text, sizeof quantity->text, text);
	quantity->figure = figure_of(quantity->text, &argument);
	if (!quantity->figure) {
		error_set(error, "'%.80s' is nothing that can be measured; 'global visits', 'outcome', 'served', 'explore failing' and the like are: see lunchrush-lesson(5)", text);
		free(quantity);
		return NULL;
	}
	snprintf(quantity->argument, sizeof quantity->argument, "%s", argument);
	return quantity;
}

void quantity_free(struct quantity *quantity)
{
	free(quantity);
}

const char *quantity_text(const struct quantity *quantity)
{
	return quantity->text;
}

const char *quantity_shown(const struct quantity *quantity)
{
	static const struct { const char *text, *shown; } words[] = { { "at once", N_("most running at once") }, { "first ended", N_("first to end") }, { "last ended", N_("last to end") },
		{ "order ended", N_("order of ending") }, { "order served", N_("order of serving") },
		{ "seconds", N_("seconds on the clock") } };
	const char *text = quantity->text;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(text, words[i].text) == 0)
			return _(words[i].shown);
	return strncmp(text, "global ", 7) == 0 ? text + 7 : strncmp(text, "explore ", 8) == 0 ? text + 8 : text;
}

bool quantity_explores(const struct quantity *quantity)
{
	return quantity->figure->of == FIGURE_OF_SCHEDULES;
}

bool quantity_compares(const struct quantity *quantity)
{
	return quantity->figure->of == FIGURE_OF_ENGINES;
}

/* ---- taking ---- */

struct value quantity_take(const struct quantity *quantity, const struct facts *facts)
{
	switch (quantity->figure->of) {
	case FIGURE_OF_RUN:
		if (!facts->report)
			return value_unknown(_("no run is over yet"));
		break;
	case FIGURE_OF_SCHEDULES:
		if (!facts->count.known)
			return value_unknown(_("the schedules have not been counted"));
		break;
	case FIGURE_OF_ENGINES:
		if (!facts->sides)
			return value_unknown(_("the engines have not been compared"));
		break;
	}
	return quantity->figure->take(facts, quantity->argument);
}
