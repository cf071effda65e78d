/* measure_store.c - the figures as JSON, stored and read again: see measure.h.
 *
 * A new file is written beside the old, synced and moved into its place, so that there is always a whole one. What is read is somebody's file: it is checked
 * like any other, and one that is damaged is moved aside rather than lost. */
#include "cli/measure.h"

#include "trace/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STORED_BYTES_MAX (1 << 20)

static const char *const units[] = { [MEASURE_SECONDS] = "s", [MEASURE_BYTES] = "bytes", [MEASURE_NUMBER] = "number" };

/* ---- writing ---- */

static json_t *figure_json(enum measure_row row, enum measure_kind kind, const struct measure_figure *figure)
{
	if (!figure->runs)
		return json_pack("{s:s,s:s,s:s,s:n,s:s}", "figure", measure_rows[row].key, "kind", measure_kinds[kind], "unit", units[measure_rows[row].unit], "median",
			"why", figure->why);
	return json_pack("{s:s,s:s,s:s,s:f,s:f,s:f,s:i,s:b}", "figure", measure_rows[row].key, "kind", measure_kinds[kind], "unit", units[measure_rows[row].unit], "median",
		figure->median, "low", figure->low, "high", figure->high, "runs", (int)figure->runs, "at_least", (int)figure->at_least);
}

json_t *measure_json(const struct measures *measures)
{
	const struct measure_machine *machine = &measures->machine;
	json_t *figures = json_array();
	for (int row = 0; row < MEASURE_ROWS; row++)
		for (int kind = 0; kind < MEASURE_KINDS; kind++) {
			const struct measure_figure *figure = &measures->at[row][kind];
			if (figure->runs || figure->why[0])
				json_array_append_new(figures, figure_json((enum measure_row)row, (enum measure_kind)kind, figure));
		}
	return json_pack("{s:s,s:{s:s,s:i,s:f,s:s,s:s},s:i,s:b,s:f,s:o}", "date", measures->date, "machine", "cpu", machine->cpu, "cores", machine->cores, "memory_bytes",
		machine->memory, "kernel", machine->kernel, "lunchrush", machine->program, "repeats", (int)measures->repeats, "quick", (int)measures->quick, "others",
		measures->others, "figures", figures);
}

int measure_path(char *to, size_t size, struct error *error)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	int length = -1;
	if (state && state[0] == '/')
		length = snprintf(to, size, "%s/lunchrush/measured.json", state);
	else if (home && home[0] == '/')
		length = snprintf(to, size, "%s/.local/state/lunchrush/measured.json", home);
	if (length < 0)
		return error_set(error, "there is no place for the figures: neither XDG_STATE_HOME nor HOME is the path of a folder");
	if ((size_t)length + 16 >= size)
		return error_set(error, "the path of the figures would be too long: set XDG_STATE_HOME to a shorter one");
	return 0;
}

static int cannot_write(const char *path, int failed, struct error *error)
{
	return error_set(error, "the figures cannot be stored: %.300s: %s; set XDG_STATE_HOME to a folder that can be written", path, strerror(failed));
}

int measure_place(const char *path, struct error *error)
{
	char folder[PATH_MAX];
	snprintf(folder, sizeof folder, "%s", path);
	for (char *slash = folder + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		if (mkdir(folder, 0700) && errno != EEXIST && access(folder, F_OK))
			return cannot_write(folder, errno, error);
		*slash = '/';
	}
	*strrchr(folder, '/') = '\0';
	return access(folder, W_OK | X_OK) ? cannot_write(folder, errno, error) : 0;
}

static int write_all(int fd, const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		ssize_t n = write(fd, text + at, length - at);
		if (n < 0 && errno != EINTR)
			return -1;
		at += n > 0 ? (size_t)n : 0;
	}
	return 0;
}

/* The folder is synced, too, so that the new name outlives a power cut; where that cannot be, the file is still whole. */
static void sync_folder(const char *path)
{
	char folder[PATH_MAX];
	snprintf(folder, sizeof folder, "%s", path);
	*strrchr(folder, '/') = '\0';
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

int measure_write(const char *path, const struct measures *measures, struct error *error)
{
	char beside[PATH_MAX + 16];
	json_t *json = measure_json(measures);
	char *text = json_dumps(json, JSON_INDENT(1) | JSON_REAL_PRECISION(9));
	int result = -1;
	json_decref(json);
	if (!text)
		return error_set(error, "the figures cannot be stored: memory is out");
	snprintf(beside, sizeof beside, "%s.XXXXXX", path);
	int fd = mkostemp(beside, O_CLOEXEC);
	if (fd < 0) {
		cannot_write(beside, errno, error);
		goto out;
	}
	if (write_all(fd, text, strlen(text)) == 0 && write_all(fd, "\n", 1) == 0 && fsync(fd) == 0 && rename(beside, path) == 0)
		result = 0;
	else
		cannot_write(path, errno, error);
	close(fd);
	if (result)
		unlink(beside);
	else
		sync_folder(path);
out:
	free(text);
	return result;
}

/* ---- reading ---- */

static void text_take(const json_t *from, const char *key, char *to, size_t size)
{
	const char *text = json_string_value(json_object_get(from, key));
	text_clean(to, size, text ? text : "", text ? strlen(text) : 0);
}

static bool number_take(const json_t *from, const char *key, double most, double *to)
{
	const json_t *value = json_object_get(from, key);
	*to = json_number_value(value);
	return json_is_number(value) && isfinite(*to) && *to >= 0 && *to <= most;
}

static int row_named(const char *key)
{
	for (int row = 0; key && row < MEASURE_ROWS; row++)
		if (strcmp(measure_rows[row].key, key) == 0)
			return row;
	return -1;
}

static int kind_named(const char *key)
{
	for (int kind = 0; key && kind < MEASURE_KINDS; kind++)
		if (strcmp(measure_kinds[kind], key) == 0)
			return kind;
	return -1;
}

/* What another version measured and this one does not know is passed over. */
static bool figure_take(const json_t *from, struct measures *to)
{
	int row = row_named(json_string_value(json_object_get(from, "figure"))), kind = kind_named(json_string_value(json_object_get(from, "kind")));
	struct measure_figure figure = { .at_least = json_is_true(json_object_get(from, "at_least")) };
	double runs;
	if (!json_is_object(from))
		return false;
	if (row < 0 || kind < 0)
		return true;
	if (json_is_null(json_object_get(from, "median")))
		text_take(from, "why", figure.why, sizeof figure.why);
	else if (number_take(from, "median", 1e18, &figure.median) && number_take(from, "low", 1e18, &figure.low) && number_take(from, "high", 1e18, &figure.high) &&
		number_take(from, "runs", 1e6, &runs) && runs >= 1 && figure.low <= figure.median && figure.median <= figure.high)
		figure.runs = (unsigned)runs;
	else
		return false;
	to->at[row][kind] = figure;
	return true;
}

static bool measures_take(const json_t *from, struct measures *to)
{
	const json_t *machine = json_object_get(from, "machine"), *figures = json_object_get(from, "figures"), *figure;
	double cores, repeats;
	size_t i;
	text_take(from, "date", to->date, sizeof to->date);
	text_take(machine, "cpu", to->machine.cpu, sizeof to->machine.cpu);
	text_take(machine, "kernel", to->machine.kernel, sizeof to->machine.kernel);
	text_take(machine, "lunchrush", to->machine.program, sizeof to->machine.program);
	if (!to->date[0] || !json_is_array(figures) || !number_take(machine, "cores", 1e6, &cores) || !number_take(machine, "memory_bytes", 1e18, &to->machine.memory) ||
		!number_take(from, "repeats", 1e6, &repeats) || !number_take(from, "others", 1, &to->others))
		return false;
	to->machine.cores = (int)cores;
	to->repeats = (unsigned)repeats;
	to->quick = json_is_true(json_object_get(from, "quick"));
	json_array_foreach(figures, i, figure)
		if (!figure_take(figure, to))
			return false;
	return true;
}

/* To be freed; NULL when it is no file that can be read, or is too long to be one of ours. */
static char *file_read(int fd)
{
	struct stat is;
	char *text = fstat(fd, &is) == 0 && S_ISREG(is.st_mode) && is.st_size <= STORED_BYTES_MAX ? malloc((size_t)is.st_size + 1) : NULL;
	ssize_t n = text ? pread(fd, text, (size_t)is.st_size, 0) : -1;
	if (n < 0) {
		free(text);
		return NULL;
	}
	text[n] = '\0';
	return text;
}

static enum measure_stored keep_aside(const char *path, struct error *error)
{
	char aside[PATH_MAX + 16];
	snprintf(aside, sizeof aside, "%s.damaged", path);
	if (rename(path, aside))
		error_set(error, "%.300s is damaged, and cannot be moved aside: %s", path, strerror(errno));
	else
		error_set(error, "%.300s was damaged; it is kept as %.300s", path, aside);
	return MEASURE_DAMAGED;
}

enum measure_stored measure_read(const char *path, struct measures *to, struct error *error)
{
	*to = (struct measures){ 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return MEASURE_NONE;
	char *text = file_read(fd);
	json_t *json = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
	bool good = json && measures_take(json, to);
	close(fd);
	free(text);
	json_decref(json);
	if (good)
		return MEASURE_STORED;
	*to = (struct measures){ 0 };
	return keep_aside(path, error);
}
