/* lecture_answer.c - a prediction: how it is typed, what is right, and what is said to a wrong one.
 *
 * Which answer is right is either literal (the lesson has it), or measured: a quantity of the run, or for choices the one whose condition holds. A choice without a
 * condition among choices with one stands for "anything else". */
#include "lesson/lecture_inner.h"
#include "trace/tongue.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- as typed ---- */

static int read_choice(const struct lesson_step *step, const char *typed, char to[128], struct error *error)
{
	char letter = (char)tolower((unsigned char)*typed);

	for (int i = 0; i < step->choice_count && strlen(typed) == 1; i++)
		if (step->choices[i].letter == letter) {
			snprintf(to, 128, "%c", letter);
			return 0;
		}
	return error_set(error, _("'%.40s' is none of the choices: a letter from a to %c would be right"), typed, step->choice_count ? step->choices[step->choice_count - 1].letter : 'a');
}

/* Whether the groups of a whole number, as people write "9,765,625" or "9 765 625", have three digits each. */
static bool well_grouped(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (digits > 3 && text[digits] && strchr(", _", text[digits]))
		return false;
	for (text += digits; *text && strchr(", _", *text); text += 4)
		if (strspn(text + 1, "0123456789") != 3)
			return false;
	return true;
}

static int read_number(const char *typed, char to[128], struct error *error)
{
	char digits[64] = "", *end;
	size_t length = 0;
	double number;

	for (const char *at = typed; *at && length + 1 < sizeof digits; at++)
		if (!strchr(", _", *at))
			digits[length++] = *at;
	digits[length] = '\0';
	if (length && digits[length - 1] == '%')
		digits[--length] = '\0';
	number = strtod(digits, &end);
	if (!length || strspn(digits, "+-.0123456789eE") != length || *end || !isfinite(number) || !well_grouped(typed + strspn(typed, "+-")))
		return error_set(error, _("'%.40s' is no number: digits, and a point before a fraction, would be right"), typed);
	snprintf(to, 128, "%s", digits);
	return 0;
}

/* The length of a worker's letter at `text`: "A", "@", "(27)"; 0 none. */
static size_t letter_length(const char *text)
{
	size_t digits = *text == '(' ? strspn(text + 1, "0123456789") : 0;

	if (digits && digits < 8 && text[digits + 1] == ')')
		return digits + 2;
	return isalpha((unsigned char)*text) || *text == '@' ? 1 : 0;
}

static int read_letters(const char *typed, char to[128])
{
	size_t length = 0;

	while (*typed) {
		size_t letter = letter_length(typed);
		if (!letter || length + letter >= 128)
			return -1;
		for (size_t i = 0; i < letter; i++)
			to[length++] = (char)toupper((unsigned char)typed[i]);
		typed += letter;
		typed += strspn(typed, " ,>-");
	}
	to[length] = '\0';
	return length ? 0 : -1;
}

static int read_worker(const char *typed, char to[128], struct error *error)
{
	if (read_letters(typed, to) || letter_length(to) != strlen(to))
		return error_set(error, _("'%.40s' is no worker: a letter such as A, or @ for the main task, would be right"), typed);
	return 0;
}

/* Workers by their letters, or customers by their numbers. */
static int read_order(const char *typed, char to[128], struct error *error)
{
	size_t length = 0;

	if (!isdigit((unsigned char)*typed))
		return read_letters(typed, to) ? error_set(error, _("'%.40s' is no order: letters one after another, such as BCA, would be right"), typed) : 0;
	for (const char *at = typed; *at;) {
		size_t digits = strspn(at, "0123456789");
		if (!digits || length + digits + 2 >= 128)
			return error_set(error, _("'%.40s' is no order: numbers with blanks between them would be right"), typed);
		length += (size_t)snprintf(to + length, 128 - length, "%s%.*s", length ? " " : "", (int)digits, at);
		at += digits;
		at += strspn(at, " ,>-");
	}
	return 0;
}

int answer_read(const struct lesson_step *step, const char *typed, char to[128], struct error *error)
{
	char text[128];
	size_t length;

	while (isspace((unsigned char)*typed))
		typed++;
	snprintf(text, sizeof text, "%s", typed);
	for (length = strlen(text); length && isspace((unsigned char)text[length - 1]); length--)
		text[length - 1] = '\0';
	switch (step->ask) {
	case ASK_CHOICE: return read_choice(step, text, to, error);
	case ASK_NUMBER: return read_number(text, to, error);
	case ASK_WORKER: return read_worker(text, to, error);
	case ASK_ORDER: return read_order(text, to, error);
	default: return error_set(error, _("this step asks nothing"));
	}
}

/* ---- for people ---- */

static const struct lesson_choice *choice_of(const struct lesson_step *step, const char *answer)
{
	for (int i = 0; i < step->choice_count; i++)
		if (step->choices[i].letter == *answer && !answer[1])
			return &step->choices[i];
	return NULL;
}

char *answer_words(const struct lesson_step *step, const char *answer, char *to, size_t size)
{
	const struct lesson_choice *choice = step->ask == ASK_CHOICE ? choice_of(step, answer) : NULL;

	if (choice)
		snprintf(to, size, "%c: %s", choice->letter, choice->text);
	else
		snprintf(to, size, "%s", answer);
	return to;
}

static bool same_answer(const struct lesson_step *step, const char *one, const char *other, double within)
{
	char read_one[128], read_other[128];
	struct error error;

	if (answer_read(step, one, read_one, &error) || answer_read(step, other, read_other, &error))
		return false;
	if (step->ask == ASK_NUMBER)
		return fabs(strtod(read_one, NULL) - strtod(read_other, NULL)) <= within + 1e-9;
	return strcmp(read_one, read_other) == 0;
}

const char *answer_reply(const struct lesson_step *step, const char *answer)
{
	const struct lesson_choice *choice = step->ask == ASK_CHOICE ? choice_of(step, answer) : NULL;

	if (choice && choice->reply)
		return choice->reply;
	for (int i = 0; i < step->reply_count; i++)
		if (same_answer(step, answer, step->replies[i].answer, 0))
			return step->replies[i].reply;
	return NULL;
}

/* ---- what is right ---- */

static bool by_conditions(const struct lesson_step *step)
{
	bool any = false;

	for (int i = 0; i < step->choice_count && !step->answer; i++)
		any |= step->choices[i].when != NULL;
	return any;
}

/* Whether a choice holds in the facts; one without a condition does when none of the others does. */
static enum holds choice_holds(const struct lesson_step *step, const struct lesson_choice *choice, const struct facts *facts)
{
	enum holds all = HOLDS;

	if (choice->when)
		return facts ? condition_holds(choice->when, facts) : HOLDS_UNKNOWN;
	for (int i = 0; i < step->choice_count; i++) {
		enum holds other = !step->choices[i].when ? HOLDS_NOT : facts ? condition_holds(step->choices[i].when, facts) : HOLDS_UNKNOWN;
		if (other == HOLDS)
			return HOLDS_NOT;
		all = other == HOLDS_UNKNOWN ? HOLDS_UNKNOWN : all;
	}
	return all;
}

static const struct lesson_choice *choice_that_holds(const struct lesson_step *step, const struct facts *facts)
{
	for (int i = 0; i < step->choice_count; i++)
		if (choice_holds(step, &step->choices[i], facts) == HOLDS)
			return &step->choices[i];
	return NULL;
}

static enum verdict_is verdict_of(bool right)
{
	return right ? VERDICT_RIGHT : VERDICT_WRONG;
}

/* What the conditions of the choices speak of, as it came: "visits = 4". */
static void measured_words(const struct lesson_step *step, const struct facts *facts, char *to, size_t size)
{
	*to = '\0';
	for (int i = 0; i < step->choice_count && !*to; i++)
		if (step->choices[i].when && facts)
			condition_words(step->choices[i].when, facts, to, size);
	if (!*to)
		snprintf(to, size, "%s", _("no run is over yet"));
}

static enum verdict_is judge_choice(const struct lesson_step *step, const char *answer, const struct facts *facts, char *happened, size_t size)
{
	const struct lesson_choice *given = choice_of(step, answer), *right = choice_that_holds(step, facts);
	enum holds holds = given ? choice_holds(step, given, facts) : HOLDS_UNKNOWN;
	char measured[160];

	measured_words(step, facts, measured, sizeof measured);
	if (right)
		snprintf(happened, size, "%c: %s (%s)", right->letter, right->text, measured);
	else
		snprintf(happened, size, "%s", measured);
	return holds == HOLDS_UNKNOWN ? VERDICT_OPEN : verdict_of(holds == HOLDS);
}

static enum verdict_is judge_measured(const struct lesson_step *step, const char *answer, const struct facts *facts, char *happened, size_t size)
{
	struct value value = facts ? quantity_take(step->measured, facts) : (struct value){ .kind = VALUE_UNKNOWN };
	char text[192];

	if (!facts || value.kind == VALUE_UNKNOWN) {
		snprintf(happened, size, "%s", facts ? value.text : _("no run is over yet"));
		return VERDICT_OPEN;
	}
	value_text(&value, text, sizeof text);
	snprintf(happened, size, "%s = %s", quantity_shown(step->measured), text);
	if (value.kind == VALUE_NUMBER && step->ask == ASK_NUMBER)
		return verdict_of(fabs(strtod(answer, NULL) - value.number) <= step->within + 1e-9);
	return verdict_of(same_answer(step, answer, text, step->within));
}

enum verdict_is lecture_judge(const struct lesson_step *step, const char *answer, const struct facts *facts, char *happened, size_t size)
{
	*happened = '\0';
	if (step->ask == ASK_NOTHING)
		return VERDICT_NONE;
	if (by_conditions(step))
		return judge_choice(step, answer, facts, happened, size);
	if (step->measured)
		return judge_measured(step, answer, facts, happened, size);
	if (!step->answer)
		return VERDICT_OPEN;
	answer_words(step, step->answer, happened, size);
	return verdict_of(same_answer(step, answer, step->answer, step->within));
}

char *lecture_right_answer(const struct lesson_step *step, const struct facts *facts, char *to, size_t size)
{
	const struct lesson_choice *choice = by_conditions(step) ? choice_that_holds(step, facts) : NULL;
	struct value value = { .kind = VALUE_UNKNOWN };

	*to = '\0';
	if (choice)
		snprintf(to, size, "%c: %s", choice->letter, choice->text);
	else if (step->measured && facts)
		value = quantity_take(step->measured, facts);
	else if (step->answer && step->ask != ASK_NOTHING)
		answer_words(step, step->answer, to, size);
	return value.kind == VALUE_UNKNOWN ? to : value_text(&value, to, size);
}
