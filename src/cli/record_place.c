/* record_place.c - where a recording goes, and the run beside it (OUT.trace).
 *
 * The recording takes the place of a file that was named; what lies where only its run would go is left alone, unless it is a saved run itself. All is looked at before anything is written. */
#include "cli/data.h"
#include "cli/record_inner.h"
#include "paper/whole_file.h"
#include "source/saved.h"
#include "trace/tongue.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_terminal(const char *path)
{
	int fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	bool terminal = fd >= 0 && isatty(fd);
	if (fd >= 0)
		close(fd);
	return terminal;
}

/* A file that is not there yet: its folder has to be. */
static int folder_check(const char *path, struct error *error)
{
	char folder[4096];
	snprintf(folder, sizeof folder, "%.*s", (int)(record_file_name(path) - path), path);
	return access(*folder ? folder : ".", W_OK | X_OK) ? error_set(error, _("%s cannot be written: %s"), path, strerror(errno)) : 0;
}

static int file_check(const char *path, bool *there, struct stat *is, struct error *error)
{
	*there = stat(path, is) == 0;
	if (!*there && errno == ENOENT)
		return folder_check(path, error);
	if (!*there || (S_ISREG(is->st_mode) && access(path, W_OK)))
		return error_set(error, _("%s cannot be written: %s"), path, strerror(errno));
	return 0;
}

/* A pipe, and whatever swallows it: written to as it is, with nothing beside it. */
static int special_check(const char *out, mode_t mode, struct error *error)
{
	if (S_ISDIR(mode))
		return error_set(error, _("record: -o %s is a folder; a file in it would be right"), out);
	if (S_ISCHR(mode) && is_terminal(out))
		return error_set(error, _("record: -o %s: a terminal cannot show a recording; a file or a pipe would be right"), out);
	if (!S_ISCHR(mode) && !S_ISFIFO(mode))
		return error_set(error, _("record: -o %s is a device or a socket; a file or a pipe would be right"), out);
	return 0;
}

static int trace_check(const char *path, struct error *error)
{
	struct stat is;
	bool there;
	if (file_check(path, &there, &is, error))
		return -1;
	if (there && !S_ISREG(is.st_mode))
		return error_set(error, _("record: the run goes beside the recording, as %s, and that is no plain file; another -o would be right"), path);
	if (there && is.st_size && !saved_is_one(path))
		return error_set(error, _("record: the run goes beside the recording, as %s, and something that is no saved run is there; another -o would be right"), path);
	return 0;
}

/* What is read is not written over: neither by the recording nor by the run beside it. */
static int read_check(const struct recording *is, struct error *error)
{
	const char *read[] = { is->of == OF_TRACE ? is->what : NULL, is->of == OF_RECIPE ? is->launch.path : NULL, is->tape_path, is->theme };
	for (size_t i = 0; i < sizeof read / sizeof *read; i++)
		if (read[i] && (data_same_file(is->out, read[i]) || (*is->trace_path && is->of != OF_TRACE && data_same_file(is->trace_path, read[i]))))
			return error_set(error, _("record: -o %s would be written over %s, which is read"), is->out, read[i]);
	return 0;
}

int record_place(struct recording *is, struct error *error)
{
	struct stat out;
	bool there;
	if (!strcmp(is->out, "-"))
		return isatty(STDOUT_FILENO) ? error_set(error, _("record: -o %s: a terminal cannot show a recording; a file or a pipe would be right"), "-") : 0;
	if (read_check(is, error) || file_check(is->out, &there, &out, error))
		return -1;
	if (there && !S_ISREG(out.st_mode))
		return special_check(is->out, out.st_mode, error);
	if (is->of != OF_RECIPE && is->of != OF_TRACE)
		return 0;
	if ((size_t)snprintf(is->trace_path, sizeof is->trace_path, "%s.trace", is->out) >= sizeof is->trace_path)
		return error_set(error, _("record: -o: that path is too long"));
	return read_check(is, error) || trace_check(is->trace_path, error) ? -1 : 0;
}

static bool bytes_copy(FILE *from, FILE *to)
{
	char bytes[65536];
	size_t got;
	bool good = true;
	while (good && (got = fread(bytes, 1, sizeof bytes, from)) > 0)
		good = fwrite(bytes, 1, got, to) == got;
	return good && !ferror(from);
}

int record_trace_copy(const struct recording *is, struct error *error)
{
	struct whole_file whole = { .file = NULL };
	if (!*is->trace_path || data_same_file(is->what, is->trace_path))
		return 0;
	FILE *from = fopen(is->what, "re");
	bool good = from && !whole_file_open(&whole, is->trace_path, false) && bytes_copy(from, whole.file) && !whole_file_keep(&whole, false);
	if (!good)
		error_set(error, _("record: %s cannot be put beside the recording, as %s: %s"), is->what, is->trace_path, strerror(errno));
	whole_file_drop(&whole);
	if (from)
		fclose(from);
	return good ? 0 : -1;
}
