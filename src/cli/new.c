/* new.c - `lunchrush new`: a small whole lesson, or a recipe, for somebody to change into their own.
 *
 * What is written passes `lunchrush check`, so whoever begins with it learns from the first mistake that is their own. Nothing that is there is written over. */
#include "cli/new.h"

#include "cli/verb.h"
#include "lesson/lesson.h"
#include "trace/tongue.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FLAG_IN = 1 };

static const struct flag flags[] = {
	{ "in", "DIR", N_("the folder to put it in; this one when left out"), FLAG_IN },
	{ NULL, NULL, NULL, 0 },
};

/* As a lesson may be called: lesson.h. */
static int check_name(const char *name, struct error *error)
{
	size_t length = strlen(name);
	bool good = length > 0 && length < 40 && name[0] != '-' && name[length - 1] != '-';

	for (size_t i = 0; i < length; i++)
		good &= islower((unsigned char)name[i]) || isdigit((unsigned char)name[i]) || name[i] == '-';
	return good ? 0 : error_set(error, _("new: '%.60s' is no good name: lower-case letters, digits and -, at most 39, would be right"), name);
}

/* ---- writing ---- */

/* The text with NAME in place of each "@". */
static int put_text(FILE *file, const char *text, const char *name)
{
	for (; *text; text++)
		if (*text == '@')
			fputs(name, file);
		else
			fputc(*text, file);
	return ferror(file) ? -1 : 0;
}

/* Only where nothing is. */
static int write_file(const char *path, const char *text, const char *name, struct error *error)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
	FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;

	if (!file)
		return error_set(error, errno == EEXIST ? _("new: %s is there already, and nothing is written over") : "new: %s: %m", path);
	put_text(file, text, name);
	return fclose(file) ? error_set(error, "new: %s: %m", path) : 0;
}

static int path_in(char to[PATH_MAX], const char *folder, const char *name, struct error *error)
{
	return snprintf(to, PATH_MAX, "%s/%s", folder, name) < PATH_MAX ? 0 : error_set(error, _("new: %.100s…: its path is too long"), folder);
}

static int write_lesson(const char *in, const char *name, struct error *error)
{
	char folder[PATH_MAX], path[PATH_MAX];

	if (path_in(folder, in, name, error))
		return -1;
	if (mkdir(folder, 0777))
		return error_set(error, errno == EEXIST ? _("new: %s is there already, and nothing is written over") : "new: %s: %m", folder);
	for (const struct new_file *file = new_lesson; file->name; file++)
		if (path_in(path, folder, file->name, error) || write_file(path, file->text, name, error))
			return -1;
	printf(_("%s is a lesson: lesson.ini says what happens in its steps, prose.md what is said, recipe.lua what runs,\n"
		 "and mended.lua is what its last challenge asks for.\n\n"), folder);
	printf(_("  lunchrush learn %s     go through it\n"), folder);
	printf(_("  lunchrush check %s     see what is wrong with it, after each change\n"), folder);
	printf(_("\nThe manual page lunchrush-lesson(5) has all that a lesson may say.\n"));
	return 0;
}

static int write_recipe(const char *in, const char *name, struct error *error)
{
	char file[64], path[PATH_MAX];

	snprintf(file, sizeof file, "%.50s.lua", name);
	if (path_in(path, in, file, error) || write_file(path, new_recipe, name, error))
		return -1;
	printf(_("%s is a recipe.\n\n"), path);
	printf(_("  lunchrush run %s         watch it\n"), path);
	printf(_("  lunchrush explore %s     count every schedule\n"), path);
	printf(_("  lunchrush check %s       see whether it can be read, after each change\n"), path);
	return 0;
}

/* ---- the verb ---- */

/* A path that is seen to be one: a name alone would be looked for on the shelf. */
static void settle_folder(char to[PATH_MAX], const char *in)
{
	bool plain = *in == '/' || strncmp(in, "./", 2) == 0 || strncmp(in, "../", 3) == 0 || strcmp(in, ".") == 0 || strcmp(in, "..") == 0;

	snprintf(to, PATH_MAX, "%s%.*s", plain ? "" : "./", PATH_MAX - 8, in);
	for (size_t length = strlen(to); length > 1 && to[length - 1] == '/'; length--)
		to[length - 1] = '\0';
}

static int read_words(int argc, char **argv, char folder[PATH_MAX], struct error *error)
{
	const char *value, *in = ".";
	int code;

	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		in = value;
	if (code < 0)
		return -1;
	if (argc - optind != 2 || (strcmp(argv[optind], "lesson") != 0 && strcmp(argv[optind], "recipe") != 0))
		return error_set(error, _("new: `new lesson NAME` or `new recipe NAME` would be right"));
	settle_folder(folder, in);
	return check_name(argv[optind + 1], error);
}

static int new_run(int argc, char **argv)
{
	char folder[PATH_MAX];
	struct error error;
	int result;

	if (read_words(argc, argv, folder, &error))
		return verb_fail(EXIT_USAGE, &error);
	result = strcmp(argv[optind], "lesson") == 0 ? write_lesson(folder, argv[optind + 1], &error) : write_recipe(folder, argv[optind + 1], &error);
	return result ? verb_fail(EXIT_USAGE, &error) : EXIT_DONE;
}

const struct verb verb_new = {
	.name = "new",
	.arguments = "lesson|recipe NAME [--in DIR]",
	.summary = N_("Write a small lesson or recipe to begin with"),
	.about = N_("`new lesson NAME` makes the folder NAME with a lesson of three steps: a prediction, a challenge to choose who goes next, and one to mend the\n"
		 "recipe. `new recipe NAME` writes NAME.lua. Both pass `lunchrush check`. Nothing that is there is written over.\n"),
	.flags = flags,
	.run = new_run,
};
