/* flags.c - see flags.h. getopt_long does the reading, without its messages: ours say what would be right. */
#include "cli/flags.h"

#include "trace/near.h"
#include "trace/tongue.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define FLAGS_MAX 32

void flags_reset(void)
{
	optind = 0;
	opterr = 0;
}

static size_t count_of(const struct flag *flags)
{
	size_t count = 0;

	while (flags[count].name)
		count++;
	return count;
}

static int unknown(const struct flag *flags, const char *typed, const char *verb, struct error *error)
{
	const char *names[FLAGS_MAX], *near;
	char word[64];
	size_t count = count_of(flags);

	for (size_t i = 0; i < count; i++)
		names[i] = flags[i].name;
	snprintf(word, sizeof word, "%.*s", (int)strcspn(typed, "="), typed + strspn(typed, "-"));
	word[strcspn(word, "=")] = '\0';
	near = near_word(word, names, count);
	if (near)
		return error_set(error, _("%s: there is no option '%s'; is --%s meant?"), verb, typed, near);
	return error_set(error, _("%s: there is no option '%s'; `lunchrush help %s` lists them"), verb, typed, verb);
}

/* 0: it has none. */
static char letter_of(const struct flag *flag)
{
	return (char)(flag->code >> 16);
}

/* What getopt says of an option, a letter or its place in the table from 1, as that place; 0: it is none. */
static int place_of(const struct flag *flags, int code)
{
	for (size_t i = 0; flags[i].name; i++)
		if (code == (int)i + 1 || (letter_of(&flags[i]) && code == letter_of(&flags[i])))
			return (int)i + 1;
	return 0;
}

/* ":o:x", for getopt. */
static void letters_of(const struct flag *flags, char to[2 * FLAGS_MAX + 2])
{
	*to++ = ':';
	for (size_t i = 0; flags[i].name && i < FLAGS_MAX; i++)
		if (letter_of(&flags[i])) {
			*to++ = letter_of(&flags[i]);
			if (flags[i].argument)
				*to++ = ':';
		}
	*to = '\0';
}

int flags_next(const struct flag *flags, int argc, char **argv, const char **value, struct error *error)
{
	struct option options[FLAGS_MAX + 1] = { { 0 } };
	char letters[2 * FLAGS_MAX + 2];
	int at = optind ? optind : 1, index = 0, code, of;

	for (size_t i = 0; flags[i].name && i < FLAGS_MAX; i++)
		options[i] = (struct option){ flags[i].name, flags[i].argument ? required_argument : no_argument, NULL, (int)i + 1 };
	letters_of(flags, letters);
	code = getopt_long(argc, argv, letters, options, &index);
	if (code == -1)
		return FLAGS_END;
	/* getopt may have moved argv about; what it did not like stands just before optind, or at it when in a bundle */
	if (code == '?' || code == ':') {
		const char *typed = argv[optind > 1 ? optind - 1 : at];
		of = place_of(flags, optopt) - 1;
		if (code == ':' && of >= 0)
			error_set(error, _("%s: --%s needs a value: --%s %s"), argv[0], flags[of].name, flags[of].name, flags[of].argument);
		else if (code == '?' && of >= 0)
			error_set(error, _("%s: --%s takes no value"), argv[0], flags[of].name);
		else
			unknown(flags, typed[0] == '-' ? typed : argv[at], argv[0], error);
		return FLAGS_WRONG;
	}
	*value = optarg;
	return flags[place_of(flags, code) - 1].code & 0xffff;
}

void flags_help(FILE *to, const struct flag *flags)
{
	for (; flags->name; flags++) {
		char left[40];
		if (!flags->help)
			continue;
		int used = letter_of(flags) ? snprintf(left, sizeof left, "-%c, ", letter_of(flags)) : 0;
		snprintf(left + used, sizeof left - (size_t)used, "--%s%s%s", flags->name, flags->argument ? " " : "", flags->argument ? flags->argument : "");
		fprintf(to, "  %-22s %s\n", left, _(flags->help));
	}
}

int flags_number(const char *what, const char *text, double least, double most, double *to, struct error *error)
{
	char *end;
	double number;

	errno = 0;
	number = strtod(text, &end);
	if (!*text || *end || errno || !isfinite(number) || number < least || number > most)
		return error_set(error, _("'%s' is no %s: a number from %g to %g would be right"), text, what, least, most);
	*to = number;
	return 0;
}

int flags_whole(const char *what, const char *text, uint64_t *to, struct error *error)
{
	char *end;
	unsigned long long number;

	errno = 0;
	number = strtoull(text, &end, 10);
	if (!*text || *end || errno || strspn(text, "0123456789") != strlen(text) || number > INT64_MAX)
		return error_set(error, _("'%s' is no %s: a whole number from 0 on would be right"), text, what);
	*to = number;
	return 0;
}

int flags_setting(const char *verb, const char *text, struct launch *launch, struct error *error)
{
	char name[sizeof((struct launch_setting *)0)->name];
	size_t length = strcspn(text, "=");

	if (!text[length] || length == 0 || length >= sizeof name)
		return error_set(error, _("%s: --set %s: NAME=VALUE would be right"), verb, text);
	memcpy(name, text, length);
	name[length] = '\0';
	return launch_set(launch, name, text + length + 1, error);
}

int flags_pace(const char *verb, const char *text, struct launch *launch, struct error *error)
{
	if (strcmp(text, "max") == 0)
		launch->pace = 0;
	else if (flags_number("pace", text, 0.001, 1e6, &launch->pace, error))
		return error_set(error, _("%s: %s, or max"), verb, error->text);
	return 0;
}

/* A host's name, or its address, and perhaps a port: no name of a user, who would be hard to see there. */
static bool is_host(const char *text, size_t length)
{
	return length > 0 && length < 200 && strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]") >= length && text[0] != ':';
}

int flags_url(const char *verb, const char *text, struct launch *launch, struct error *error)
{
	size_t scheme = strncmp(text, "http://", 7) == 0 ? 7 : strncmp(text, "https://", 8) == 0 ? 8 : 0, length = strlen(text);
	const char *host = text + scheme;

	while (length > scheme && text[length - 1] == '/')
		length--;
	if (!scheme || !is_host(host, strcspn(host, "/")) || length >= sizeof launch->url || strcspn(text, "?# \\") < length)
		return error_set(error, _("%s: --url %.200s: http://HOST[:PORT][/PATH] would be right, or https"), verb, text);
	memcpy(launch->url, text, length);
	launch->url[length] = '\0';
	return 0;
}
