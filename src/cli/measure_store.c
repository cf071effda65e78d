/* measure_store.c - the figures as JSON, stored and read again: see measure.h. What is read is somebody's file: it is checked like any other. */
#include "cli/measure.h"

#include "paper/state_file.h"
#include "trace/text.h"

#include <math.h>
#include <string.h>

#define WHAT "the figures"

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
	return state_file_path(WHAT, "measured.json", to, size, error);
}

int measure_place(const char *path, struct error *error)
{
	return state_file_place(WHAT, path, error);
}

int measure_write(const char *path, const struct measures *measures, struct error *error)
{
	json_t *json = measure_json(measures);
	int result = state_file_write(WHAT, path, json, error);

	json_decref(json);
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
	*to = (struct measures){ 0 };
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

enum measure_stored measure_read(const char *path, struct measures *to, struct error *error)
{
	json_t *json;
	enum state_file is = state_file_read(WHAT, path, &json, error);
	bool good = is == STATE_FILE_READ && measures_take(json, to);

	json_decref(json);
	if (good)
		return MEASURE_STORED;
	*to = (struct measures){ 0 };
	if (is == STATE_FILE_READ)
		state_file_damaged(WHAT, path, error);
	return is == STATE_FILE_NONE ? MEASURE_NONE : MEASURE_DAMAGED;
}
