/* condition.c - see condition.h for the grammar.
 *
 * A condition is a row of terms that must all hold. A word such as "deadlock" is the comparison "outcome = deadlock"; "no failing schedule" is a
 * comparison of its own, since one failing schedule among those that were looked at refutes it even where not all were counted. */
#include "lesson/condition.h"

#include "lesson/quantity_inner.h"
#include "trace/tongue.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TERMS_MAX 8
#define TEXT_MAX 512

enum operator { EQUAL, UNEQUAL, LESS, AT_MOST, MORE, AT_LEAST, SOME_FAIL, NONE_FAILS };

struct term {
	struct quantity *quantity; /* owned */
	enum operator operator;
	struct value with;
};

struct condition {
	struct term terms[TERMS_MAX];
	int count;
	char text[TEXT_MAX];
};

/* ---- reading ---- */

static char *trimmed(char *text)
{
	size_t length;

	while (isspace((unsigned char)*text))
		text++;
	length = strlen(text);
	while (length && isspace((unsigned char)text[length - 1]))
		text[--length] = '\0';
	return text;
}

/* A number, or a word, with or without quotation marks round it. */
static int read_value(char *text, enum operator operator, struct value *value, struct error *error)
{
	size_t length = strlen(text);
	char *end;

	if (length >= 2 && (*text == '"' || *text == '\'') && text[length - 1] == *text) {
		text[length - 1] = '\0';
		*value = value_words(text + 1);
	} else {
		double number = strtod(text, &end);
		bool is_number = *text && (isdigit((unsigned char)*text) || strchr("-+.", *text)) && !*end && isfinite(number);
		*value = is_number ? value_number(number) : value_words(text);
	}
	if (!length)
		return error_set(error, "a value is missing: 'visits < 2' would be right");
	if (value->kind == VALUE_TEXT && operator != EQUAL && operator != UNEQUAL)
		return error_set(error, "'%.60s' is no number, so nothing is less or more than it: '=' or '!=' would be right", text);
	return 0;
}

static const struct {
	const char *sign;
	enum operator operator;
} operators[] = { { "!=", UNEQUAL }, { "<=", AT_MOST }, { ">=", AT_LEAST }, { "==", EQUAL }, { "=", EQUAL }, { "<", LESS }, { ">", MORE } };

/* Cut `text` in two at its operator; what follows it, or NULL where there is none. */
static char *cut_operator(char *text, enum operator *operator)
{
	char *at = text + strcspn(text, "!=<>");

	for (size_t i = 0; *at && i < sizeof operators / sizeof *operators; i++)
		if (strncmp(at, operators[i].sign, strlen(operators[i].sign)) == 0) {
			*operator = operators[i].operator;
			*at = '\0';
			return at + strlen(operators[i].sign);
		}
	return NULL;
}

static int read_comparison(struct term *term, char *quantity, char *value, struct error *error)
{
	if (read_value(trimmed(value), term->operator, &term->with, error))
		return -1;
	term->quantity = quantity_read(trimmed(quantity), error);
	return term->quantity ? 0 : -1;
}

static int read_word(struct term *term, const char *name, struct error *error)
{
	static const char *const outcomes[] = { "done", "deadlock", "violated", "failed" };

	if (strcmp(name, "no failing schedule") == 0 || strcmp(name, "a failing schedule") == 0) {
		term->operator = *name == 'n' ? NONE_FAILS : SOME_FAIL;
		term->quantity = quantity_read("explore failing", error);
		return term->quantity ? 0 : -1;
	}
	for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
		if (strcmp(name, outcomes[i]) == 0) {
			term->operator = EQUAL;
			term->with = value_words(name);
			term->quantity = quantity_read("outcome", error);
			return term->quantity ? 0 : -1;
		}
	return error_set(error, "'%.80s' is no condition; 'visits < 2', 'deadlock', 'no failing schedule' are", name);
}

static int read_term(struct condition *condition, char *text, struct error *error)
{
	struct term *term = &condition->terms[condition->count];
	char *value;

	if (condition->count == TERMS_MAX)
		return error_set(error, "a condition has at most %d parts", TERMS_MAX);
	condition->count++;
	text = trimmed(text);
	value = cut_operator(text, &term->operator);
	return value ? read_comparison(term, text, value, error) : read_word(term, text, error);
}

/* The next "and" that is a word by itself and not within quotation marks; NULL. */
static char *find_and(char *text)
{
	char quote = 0;

	for (char *at = text; *at; at++) {
		if (quote ? *at == quote : *at == '"' || *at == '\'')
			quote = quote ? 0 : *at;
		else if (!quote && at > text && isspace((unsigned char)at[-1]) && strncmp(at, "and", 3) == 0 && (isspace((unsigned char)at[3]) || !at[3]))
			return at;
	}
	return NULL;
}

static int read_terms(struct condition *condition, const char *text, struct error *error)
{
	char all[TEXT_MAX], *at = all, *next;

	strcpy(all, text);
	do {
		next = find_and(at);
		if (next)
			*next = '\0';
		if (read_term(condition, at, error))
			return -1;
		at = next ? next + 3 : NULL;
	} while (at);
	return 0;
}

struct condition *condition_read(const char *text, struct error *error)
{
	struct condition *condition = calloc(1, sizeof *condition);

	if (!condition || strlen(text) >= sizeof condition->text) {
		error_set(error, condition ? "a condition has at most %d bytes" : "out of memory", TEXT_MAX - 1);
		free(condition);
		return NULL;
	}
	strcpy(condition->text, text);
	memmove(condition->text, trimmed(condition->text), strlen(trimmed(condition->text)) + 1);
	if (read_terms(condition, text, error)) {
		condition_free(condition);
		return NULL;
	}
	return condition;
}

void condition_free(struct condition *condition)
{
	for (int i = 0; condition && i < condition->count; i++)
		quantity_free(condition->terms[i].quantity);
	free(condition);
}

const char *condition_text(const struct condition *condition)
{
	return condition->text;
}

bool condition_explores(const struct condition *condition)
{
	bool any = false;

	for (int i = 0; i < condition->count; i++)
		any |= quantity_explores(condition->terms[i].quantity);
	return any;
}

bool condition_compares(const struct condition *condition)
{
	bool any = false;

	for (int i = 0; i < condition->count; i++)
		any |= quantity_compares(condition->terms[i].quantity);
	return any;
}

/* ---- judging ---- */

/* Decimals in a lesson stand for what a computation comes to: the last bits of a double do not count. */
static bool same_number(double one, double other)
{
	return fabs(one - other) <= 1e-9 * fmax(1, fmax(fabs(one), fabs(other)));
}

static bool same_value(const struct value *one, const struct value *other)
{
	if (one->kind != other->kind)
		return false;
	return one->kind == VALUE_NUMBER ? same_number(one->number, other->number) : strcmp(one->text, other->text) == 0;
}

static bool compares(const struct value *value, enum operator operator, const struct value *with)
{
	bool same = same_value(value, with);

	if (operator == EQUAL || operator == UNEQUAL)
		return same == (operator == EQUAL);
	if (value->kind != VALUE_NUMBER)
		return false;
	switch (operator) {
	case LESS: return !same && value->number < with->number;
	case AT_MOST: return same || value->number < with->number;
	case MORE: return !same && value->number > with->number;
	default: return same || value->number > with->number;
	}
}

/* Whether some schedule fails: one that was met is enough; that none does is known only when all were counted, and each ends. */
static enum holds failing_schedules(const struct facts *facts, bool some)
{
	bool met = facts->count.known && strspn(facts->count.failing, "0") < strlen(facts->count.failing);

	if (!facts->count.known || (!met && (!facts->count.complete || facts->count.endless)))
		return HOLDS_UNKNOWN;
	return met == some ? HOLDS : HOLDS_NOT;
}

static enum holds term_holds(const struct term *term, const struct facts *facts)
{
	struct value value;

	if (term->operator == SOME_FAIL || term->operator == NONE_FAILS)
		return failing_schedules(facts, term->operator == SOME_FAIL);
	value = quantity_take(term->quantity, facts);
	return value.kind == VALUE_UNKNOWN ? HOLDS_UNKNOWN : compares(&value, term->operator, &term->with) ? HOLDS : HOLDS_NOT;
}

/* One that does not hold is enough, whatever is not known beside it. */
enum holds condition_holds(const struct condition *condition, const struct facts *facts)
{
	enum holds all = HOLDS;

	for (int i = 0; i < condition->count && all != HOLDS_NOT; i++) {
		enum holds one = term_holds(&condition->terms[i], facts);
		all = one == HOLDS ? all : one;
	}
	return all;
}

/* ---- for people ---- */

static void add_words(char *to, size_t size, const char *format, const char *name, const char *value)
{
	size_t length = strlen(to);

	if (length && length + 3 < size)
		length += (size_t)snprintf(to + length, size - length, ", ");
	if (length < size)
		snprintf(to + length, size - length, format, name, value);
}

static bool said_before(const struct condition *condition, int term)
{
	for (int i = 0; i < term; i++)
		if (strcmp(quantity_text(condition->terms[i].quantity), quantity_text(condition->terms[term].quantity)) == 0)
			return true;
	return false;
}

char *condition_words(const struct condition *condition, const struct facts *facts, char *to, size_t size)
{
	char text[192];

	*to = '\0';
	for (int i = 0; i < condition->count; i++) {
		struct value value = quantity_take(condition->terms[i].quantity, facts);
		if (said_before(condition, i))
			continue;
		value_text(&value, text, sizeof text);
		add_words(to, size, value.kind == VALUE_UNKNOWN ? "%s: %s" : "%s = %s", quantity_shown(condition->terms[i].quantity), text);
	}
	return to;
}
