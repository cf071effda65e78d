/* lesson_name.c - what lessons, links, files and languages are called. */
#include "lesson/lesson_inner.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool lesson_name_good(const char *name)
{
	size_t length = strlen(name);

	for (size_t i = 0; i < length; i++)
		if (!islower((unsigned char)name[i]) && !isdigit((unsigned char)name[i]) && (name[i] != '-' || i == 0 || i + 1 == length))
			return false;
	return length > 0 && length < 40;
}

int lesson_folder_name(const char *folder, char name[64], struct error *error)
{
	char path[PATH_MAX];

	if (!realpath(folder, path))
		return error_set(error, "%s: %m", folder);
	const char *last = strrchr(path, '/') + 1;
	size_t digits = strspn(last, "0123456789");
	if (digits && last[digits] == '-')
		last += digits + 1;
	if (!lesson_name_good(last))
		return error_set(error, "%s: a lesson's folder is called by lower-case letters, digits and -, at most 39, with or without a number before: 10-visits", folder);
	snprintf(name, 64, "%s", last);
	return 0;
}

const char *lesson_link_wrong(const char *link)
{
	static const char *const schemes[] = { "word:", "page:", "lesson:", "recipe:" };

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (!strncmp(link, schemes[i], strlen(schemes[i])))
			return lesson_name_good(link + strlen(schemes[i])) ? NULL : "its name has lower-case letters, digits and -";
	return "a link begins with word: page: lesson: or recipe:";
}

static bool language_good(const char *language, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!islower((unsigned char)language[i]))
			return false;
	return length == 2 || length == 3;
}

bool lesson_prose_file(const char *language, char to[32])
{
	if (!language || !language_good(language, strlen(language)))
		return false;
	snprintf(to, 32, "prose.%.3s.md", language);
	return true;
}

const char *lesson_language(void)
{
	static const char *const from[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
	static char language[4];

	language[0] = '\0';
	for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
		const char *value = getenv(from[i]);
		if (!value || !*value)
			continue;
		size_t length = strcspn(value, ":_.@");
		if (language_good(value, length) && strncmp(value, "en", 2))
			snprintf(language, sizeof language, "%.*s", (int)length, value);
		break;
	}
	return language;
}
