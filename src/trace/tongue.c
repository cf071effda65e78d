/* tongue.c - see tongue.h.
 *
 * Only the kinds of characters and the words follow the person's locale: numbers keep their dot, since they are read again. Where a locale is asked for that the machine has not
 * (German words in a bare container), the words are found all the same if LANGUAGE names the language and the character set is UTF-8. */
#include "trace/tongue.h"
#include "trace/catalogue.h"

#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef LOCALEDIR
#define LOCALEDIR "/usr/local/share/locale"
#endif

/* The folder that the running program lies in; -1. */
static int program_folder(char to[PATH_MAX])
{
	ssize_t length = readlink("/proc/self/exe", to, PATH_MAX - 1);
	if (length <= 0)
		return -1;
	to[length] = '\0';
	char *slash = strrchr(to, '/');
	if (!slash)
		return -1;
	*slash = '\0';
	return 0;
}

static int is_folder(const char *path)
{
	struct stat is;
	return stat(path, &is) == 0 && S_ISDIR(is.st_mode);
}

/* As lessons are found: beside the program in its build tree, else beside its folder, else where it was configured to be. */
static const char *catalogues(void)
{
	static char found[PATH_MAX + 64];
	char program[PATH_MAX], tree[PATH_MAX + 64];
	if (program_folder(program) == 0) {
		snprintf(tree, sizeof tree, "%s/.lunchrush-tree", program);
		snprintf(found, sizeof found, "%s/%s", program, access(tree, R_OK) == 0 ? "locale" : "../share/locale");
		if (is_folder(found))
			return found;
	}
	return LOCALEDIR;
}

/* As gettext has it: what LANGUAGE lists, else the locale; no words in the locale C. NULL for none. */
static const char *wanted(void)
{
	const char *locale = setlocale(LC_MESSAGES, NULL), *list = getenv("LANGUAGE");
	if (!locale || !strcmp(locale, "C") || !strcmp(locale, "POSIX"))
		return NULL;
	return list && *list ? list : locale;
}

/* A damaged catalogue is told. */
static bool sound(const char *folder, const char *language)
{
	char path[PATH_MAX + 320];
	snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/lunchrush.mo", folder, language);
	bool is = catalogue_file_sound(path);
	if (!is)
		fprintf(stderr, "lunchrush: %s is damaged, so the program speaks English; it would be right to install it anew\n", path);
	return is;
}

/* Whether all our catalogues of the languages wanted, de_AT as well as de, are sound: which of them the library opens is its own affair. */
static bool all_sound(const char *folder, const char *languages)
{
	DIR *there = opendir(folder);
	bool all = true;
	for (struct dirent *one; all && there && (one = readdir(there));) {
		char language[4] = "";
		size_t length = strcspn(one->d_name, "_.@");
		if (length < 2 || length > 3)
			continue;
		memcpy(language, one->d_name, length);
		all = !strstr(languages, language) || sound(folder, one->d_name);
	}
	if (there)
		closedir(there);
	return all;
}

void tongue_open(void)
{
	setlocale(LC_CTYPE, "");
	if (!setlocale(LC_MESSAGES, ""))
		setlocale(LC_MESSAGES, "C.UTF-8");
	const char *languages = wanted();
	if (!languages || !all_sound(catalogues(), languages))
		return;
	bindtextdomain("lunchrush", catalogues());
	bind_textdomain_codeset("lunchrush", "UTF-8");
	textdomain("lunchrush");
}

/* The catalogue in use says it in its head, which is the translation of nothing. */
void tongue_language(char to[8])
{
	const char *nothing = "", *said = strstr(gettext(nothing), "Language: "); /* not a word to be translated */
	snprintf(to, 8, "en");
	if (said && islower((unsigned char)said[10]))
		snprintf(to, 8, "%.*s", (int)strspn(said + 10, "abcdefghijklmnopqrstuvwxyz"), said + 10);
}
