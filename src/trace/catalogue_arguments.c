/* catalogue_arguments.c - which arguments of printf a sentence takes; see catalogue.h.
 *
 * Each is reduced to how it is fetched: an int, a long, a double, a pointer. "% " is taken for a percent sign with a space behind it, as in "20 % of them", where the sentence that
 * is translated has it so, too. */
#include "trace/catalogue.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define ARGUMENTS_MAX 16

struct arguments {
	char fetched[ARGUMENTS_MAX]; /* 'i' int, 'l' long or as wide, 'f' double, 'L' long double, 'p' pointer; 0 not taken */
	int next;
	bool numbered, in_order;
	bool wrong; /* no sentence for printf */
};

static void takes(struct arguments *all, int place, char how)
{
	all->numbered |= place > 0;
	all->in_order |= place == 0;
	int index = place > 0 ? place - 1 : all->next++;
	if (index >= ARGUMENTS_MAX || (all->fetched[index] && all->fetched[index] != how))
		all->wrong = true;
	else
		all->fetched[index] = how;
}

static int number(const char **at)
{
	int value = 0;
	while (isdigit((unsigned char)**at) && value < 1000)
		value = value * 10 + *(*at)++ - '0';
	return value;
}

/* A width or a precision, which may be an argument itself. */
static void breadth(struct arguments *all, const char **at)
{
	if (**at != '*') {
		number(at);
		return;
	}
	(*at)++;
	const char *before = *at;
	int place = number(at);
	if (place && **at == '$') {
		(*at)++;
	} else {
		*at = before;
		place = 0;
	}
	takes(all, place, 'i');
}

static char fetched_as(char conversion, bool wide, bool wider)
{
	if (!conversion)
		return 0;
	if (strchr("diouxX", conversion))
		return wide || wider ? 'l' : 'i';
	if (conversion == 'c')
		return wide ? 0 : 'i';
	if (strchr("aAeEfFgG", conversion))
		return wider ? 'L' : 'f';
	return (conversion == 's' && !wide) || conversion == 'p' ? 'p' : 0;
}

/* One directive; `at` is behind its percent sign, and is moved behind it. */
static void directive(struct arguments *all, const char **at)
{
	const char *before = *at;
	int place = number(at);
	if (place && **at == '$')
		(*at)++;
	else
		*at = before, place = 0;
	while (**at && strchr("-+ #0'", **at))
		(*at)++;
	breadth(all, at);
	if (**at == '.')
		(*at)++, breadth(all, at);
	bool wide = false, wider = false;
	for (; **at && strchr("hlLqjzt", **at); (*at)++) {
		wide |= strchr("lqjzt", **at) != NULL;
		wider |= **at == 'L';
	}
	char how = fetched_as(**at, wide, wider);
	if (!how)
		all->wrong = true;
	else
		takes(all, place, how), (*at)++;
}

static struct arguments arguments_of(const char *text, bool percent_space)
{
	struct arguments all = { .next = 0 };
	while (!all.wrong && (text = strchr(text, '%'))) {
		text++;
		if (*text == '%')
			text++;
		else if (!(*text == ' ' && percent_space))
			directive(&all, &text);
	}
	all.wrong |= all.numbered && all.in_order;
	return all;
}

bool catalogue_same_arguments(const char *from, const char *to)
{
	bool percent_space = strstr(from, "% ") != NULL;
	struct arguments is = arguments_of(from, percent_space), said = arguments_of(to, percent_space);
	if (is.wrong) /* "100%": shown as it is, never given to printf */
		return true;
	if (said.wrong)
		return false;
	bool gap = false;
	for (int i = 0; i < ARGUMENTS_MAX; i++) {
		if (said.fetched[i] && (gap || said.fetched[i] != is.fetched[i]))
			return false;
		gap |= !said.fetched[i];
	}
	return true;
}
