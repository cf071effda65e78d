/* schedule_file.c - a schedule in a file: one line of text, checked when it is read, so that what is no schedule is told at once and nothing else is
 * ever written over. */
#include "tui/control_line.h"

#include "schedule/schedule.h"
#include "trace/tongue.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_BYTES_MAX 100000u

/* "~/x" as a shell would have it. */
static const char *path_of(const char *path, char to[1024])
{
	const char *home = getenv("HOME");
	if (path[0] != '~' || path[1] != '/' || !home)
		return path;
	snprintf(to, 1024, "%s%s", home, path + 1);
	return to;
}

static int check(const char *path, const char *text, struct error *error)
{
	struct schedule schedule;
	struct error why = { "" };
	if (schedule_read(&schedule, text, &why))
		return error_set(error, _("%s holds no schedule: %s"), path, why.text);
	schedule_release(&schedule);
	return 0;
}

/* The first line of the file; NULL with words. */
static char *first_line(const char *path, struct error *error)
{
	struct stat what;
	FILE *file = fopen(path, "re");
	char *text = NULL;
	if (!file || fstat(fileno(file), &what)) {
		error_set(error, _("%s cannot be read: %s"), path, strerror(errno));
	} else if (!S_ISREG(what.st_mode) || what.st_size > FILE_BYTES_MAX) {
		error_set(error, _("%s is no schedule: that is a file with one line, of at most %u bytes"), path, FILE_BYTES_MAX);
	} else if ((text = calloc(1, FILE_BYTES_MAX + 2))) {
		size_t got = fread(text, 1, FILE_BYTES_MAX + 1, file);
		size_t length = strcspn(text, "\r\n");
		if (strlen(text) != got || text[length + strspn(text + length, " \r\n")]) {
			error_set(error, _("%s is no schedule: that is one line, as in A B3 C*"), path);
			free(text);
			text = NULL;
		} else {
			text[length] = '\0';
		}
	}
	if (file)
		fclose(file);
	return text;
}

char *schedule_file_read(const char *path, struct error *error)
{
	char whole[1024];
	path = path_of(path, whole);
	char *text = first_line(path, error);
	if (text && check(path, text, error)) {
		free(text);
		return NULL;
	}
	return text;
}

int schedule_file_write(const char *path, const char *schedule, struct error *error)
{
	char whole[1024];
	struct stat what;
	struct error why = { "" };
	path = path_of(path, whole);
	if (stat(path, &what) == 0) { /* only a schedule may be replaced */
		char *old = schedule_file_read(path, &why);
		if (!old)
			return error_set(error, _("%s is there already and is no schedule: it stays as it is"), path);
		free(old);
	}
	FILE *file = fopen(path, "we");
	if (!file)
		return error_set(error, _("%s cannot be written: %s"), path, strerror(errno));
	bool written = fprintf(file, "%s\n", schedule) > 0;
	if (fclose(file) != 0 || !written)
		return error_set(error, _("%s could not be written whole: %s"), path, strerror(errno));
	return 0;
}
