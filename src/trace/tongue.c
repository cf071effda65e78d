/* tongue.c - see tongue.h.
 *
 * Only the kinds of characters and the words follow the person's locale: numbers keep their dot, since they are read again. Where a locale is asked for that the machine has not
 * (German words in a bare container), the words are found all the same if LANGUAGE names the language and the character set is UTF-8. */
#include "trace/tongue.h"

#include <limits.h>
#include <locale.h>
#include <stdio.h>
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

void tongue_open(void)
{
	setlocale(LC_CTYPE, "");
	if (!setlocale(LC_MESSAGES, ""))
		setlocale(LC_MESSAGES, "C.UTF-8");
	bindtextdomain("lunchrush", catalogues());
	bind_textdomain_codeset("lunchrush", "UTF-8");
	textdomain("lunchrush");
}
