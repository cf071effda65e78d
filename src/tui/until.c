/* until.c - reading and checking what a policy goes on to; see until.h.
 *
 * Comparing is by number where both sides are numbers, else by the words that a value is read as; less and more make sense of numbers only, and are refused when read. */
#include "tui/until.h"

#include "trace/text.h"
#include "trace/tongue.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const signs[] = {
	[UNTIL_EQUAL] = "==", [UNTIL_OTHER] = "!=", [UNTIL_LESS] = "<", [UNTIL_MORE] = ">", [UNTIL_AT_MOST] = "<=", [UNTIL_AT_LEAST] = ">=",
};

static const char *skip(const char *at)
{
	return at + strspn(at, " ");
}

/* ---- reading ---- */

/* "A", "@", "(27)": a worker's letter; 0 when it is none. */
static uint32_t read_letter(const char *at, const char **end)
{
	*end = at + 1;
	if (*at == '@')
		return 1;
	if (*at >= 'A' && *at <= 'Z')
		return (uint32_t)(*at - 'A') + 2;
	if (*at == '(') {
		char *rest;
		unsigned long number = strtoul(at + 1, &rest, 10);
		*end = rest + 1;
		return *rest == ')' && number > 26 && number < WORKER_MAX ? (uint32_t)number + 1 : 0;
	}
	return 0;
}

static int read_line(struct until *until, const char *at, struct error *error)
{
	char *rest;
	unsigned long line = strtoul(at, &rest, 10);
	if (!isdigit((unsigned char)*at) || *skip(rest) || line == 0 || line > UINT16_MAX)
		return error_set(error, _("a line is a number from 1 on, as in :until line 14; '%s' is none"), at);
	until->what = UNTIL_LINE;
	until->line = (uint32_t)line;
	return 0;
}

/* "line 14" or "A line 14"; 1 when the text is neither. */
static int try_line(struct until *until, const char *text, const struct stage *stage, struct error *error)
{
	const char *at = text, *end;
	uint32_t worker = read_letter(at, &end);
	if (worker && *end == ' ') {
		until->worker = worker;
		at = skip(end);
	}
	if (strncmp(at, "line ", 5))
		return 1;
	if (until->worker && !stage_worker(stage, until->worker))
		return error_set(error, _("there is no worker %.*s"), (int)(end - text), text);
	return read_line(until, skip(at + 5), error);
}

static bool is_value(uint8_t type)
{
	return type == OBJECT_CELL || type == OBJECT_SHARED || type == OBJECT_ARRAY || type == OBJECT_LIST;
}

/* The newest object of that name: a recipe may make several. */
static const struct stage_object *find(const struct stage *stage, const struct until *until)
{
	for (uint32_t id = stage->object_count; id-- > 1;) {
		const struct stage_object *object = stage_object(stage, id);
		if (object && !object->code && (until->what == UNTIL_LENGTH || is_value(object->type)) && !strcmp(stage_object_name(stage, id), until->name))
			return object;
	}
	return NULL;
}

static const char *read_name(struct until *until, const char *at)
{
	until->what = *at == '#' ? UNTIL_LENGTH : UNTIL_VALUE;
	at = skip(at + (*at == '#'));
	size_t length = strcspn(at, "=!<>["), name = length;
	while (name > 0 && at[name - 1] == ' ')
		name--;
	snprintf(until->name, sizeof until->name, "%.*s", (int)(name < sizeof until->name ? name : 0), at);
	at += length;
	if (*at == '[') {
		char *rest;
		until->index = (uint32_t)strtoul(at + 1, &rest, 10);
		at = *rest == ']' && until->index ? rest + 1 : "";
	}
	return skip(at);
}

static const char *read_than(struct until *until, const char *at)
{
	static const uint8_t order[] = { UNTIL_EQUAL, UNTIL_OTHER, UNTIL_AT_MOST, UNTIL_AT_LEAST, UNTIL_LESS, UNTIL_MORE };
	for (size_t i = 0; i < sizeof order; i++)
		if (!strncmp(at, signs[order[i]], strlen(signs[order[i]]))) {
			until->than = order[i];
			return skip(at + strlen(signs[order[i]]));
		}
	return NULL;
}

static int read_right(struct until *until, const char *at, struct error *error)
{
	char *rest;
	size_t length = strlen(at);
	while (length > 0 && at[length - 1] == ' ')
		length--;
	if (length == 0 || length >= sizeof until->text)
		return error_set(error, _("what is to be compared with? As in :until visits == 2"));
	snprintf(until->text, sizeof until->text, "%.*s", (int)length, at);
	until->number = strtod(until->text, &rest);
	if (*rest)
		until->number = NAN;
	bool order = until->than != UNTIL_EQUAL && until->than != UNTIL_OTHER;
	if (isnan(until->number) && (order || until->what == UNTIL_LENGTH))
		return error_set(error, _("'%s' is no number: %s compares numbers"), until->text, order ? signs[until->than] : _("a length"));
	return 0;
}

int until_read(struct until *until, const char *text, const struct stage *stage, struct error *error)
{
	*until = (struct until){ 0 };
	text = skip(text);
	if (!*text)
		return error_set(error, _("until what? As in :until visits == 2, :until #orders > 3, :until A line 14"));
	int line = try_line(until, text, stage, error);
	if (line <= 0)
		return line;
	until->worker = 0;
	const char *at = read_name(until, text);
	if (!until->name[0] || !(at = read_than(until, at)))
		return error_set(error, _("'%s' does not say until what: as in visits == 2 (or != < > <= >=), #orders > 3, line 14"), text);
	if (read_right(until, at, error))
		return -1;
	return find(stage, until) ? 0 : error_set(error, _("nothing shared is named '%s' so far"), until->name);
}

/* ---- checking ---- */

static bool compare(const struct until *until, double number)
{
	switch (until->than) {
	case UNTIL_EQUAL: return number == until->number;
	case UNTIL_OTHER: return number != until->number;
	case UNTIL_LESS: return number < until->number;
	case UNTIL_MORE: return number > until->number;
	case UNTIL_AT_MOST: return number <= until->number;
	case UNTIL_AT_LEAST: return number >= until->number;
	}
	return false;
}

static bool compare_word(const struct until *until, const struct stage *stage, word w)
{
	char text[80];
	enum word_type type = word_type(w);
	if (!isnan(until->number) && (type == WORD_INTEGER || type == WORD_NUMBER))
		return compare(until, type == WORD_INTEGER ? (double)word_as_integer(w) : word_as_number(w));
	bool bare = type == WORD_TEXT && until->text[0] != '"';
	const char *is = bare ? stage_text_get(stage->text, word_as_text(w)) : stage_word_text(stage, w, text, sizeof text);
	return (until->than == UNTIL_EQUAL) == !strcmp(is, until->text) && (until->than == UNTIL_EQUAL || until->than == UNTIL_OTHER);
}

static bool value_holds(const struct until *until, const struct stage *stage)
{
	const struct stage_object *object = find(stage, until);
	if (!object)
		return false;
	if (until->what == UNTIL_LENGTH)
		return compare(until, object->length);
	bool row = object->type == OBJECT_ARRAY || object->type == OBJECT_LIST;
	if (!row)
		return !until->index && compare_word(until, stage, object->value);
	uint32_t at = until->index - 1;
	if (until->index == 0 || at >= object->length || at >= STAGE_LIST_SHOWN || !object->elements || object->elements + at >= stage->element_count)
		return false;
	return compare_word(until, stage, stage->elements[object->elements + at]);
}

static bool line_holds(const struct until *until, const struct stage *stage)
{
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		const struct stage_worker *who = &stage->workers[id];
		if ((!until->worker || until->worker == id) && who->next.kind && who->next.line == until->line && (until->worker || id == stage->stepper))
			return true;
	}
	return false;
}

bool until_holds(const struct until *until, const struct stage *stage)
{
	switch (until->what) {
	case UNTIL_LINE: return line_holds(until, stage);
	case UNTIL_NOTHING: return false;
	default: return value_holds(until, stage);
	}
}

char *until_words(const struct until *until, char *to, size_t size)
{
	char letter[12], index[16] = "";
	if (until->what == UNTIL_LINE && until->worker)
		snprintf(to, size, _("%s goes on at line %u"), worker_letter(until->worker, letter), until->line);
	else if (until->what == UNTIL_LINE)
		snprintf(to, size, _("a worker comes to line %u"), until->line);
	else if (until->index)
		snprintf(index, sizeof index, "[%u]", until->index);
	if (until->what != UNTIL_LINE)
		snprintf(to, size, "%s%s%s %s %s", until->what == UNTIL_LENGTH ? "#" : "", until->name, index, signs[until->than], until->text);
	return to;
}
