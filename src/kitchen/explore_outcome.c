/* explore_outcome.c - how a run ended, as text: equal texts are one outcome. And what is wrong with it, as a sentence.
 *
 * What tells outcomes apart: what the globals hold, an error, what was expected and is not so, and who waits for what. */
#include "kitchen/explore_inner.h"

#include "kitchen/report.h"
#include "kitchen/texts.h"
#include "kitchen/uncaught.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GLOBALS_TOLD 3

/* It has returned, or has failed and the others went on. */
static bool is_over(const struct worker *worker)
{
	enum worker_state state = atomic_load(&worker->state);
	return state == WORKER_ENDED || state == WORKER_FAILED;
}

/* Some task has ended, though others wait for ever. */
static bool is_partial(void)
{
	for (uint32_t id = 1; id < atomic_load(&arena->worker_count); id++) {
		const struct worker *worker = worker_at(id);
		if (worker->role == ROLE_OF_TASK && is_over(worker))
			return true;
	}
	return false;
}

char *explore_outcome(void)
{
	bool deadlock = arena->outcome == OUTCOME_DEADLOCK;
	json_t *outcome = json_object();
	json_object_set_new(outcome, "globals", report_globals());
	if (atomic_load(&arena->failed))
		json_object_set_new(outcome, "error", json_string(arena->failure.text));
	else if (atomic_load(&arena->uncaught) && !deadlock)
		json_object_set_new(outcome, "error", json_string(texts_get(atomic_load(&arena->uncaught), NULL)));
	if (atomic_load(&arena->uncaught))
		json_object_set_new(outcome, "failures", uncaught_report());
	if (arena->broken)
		json_object_set_new(outcome, "broken", json_string(texts_get(arena->broken, NULL)));
	else if (arena->violation_count)
		json_object_set_new(outcome, "violations", report_violations());
	if (deadlock) {
		json_object_set_new(outcome, "waiting", report_waiting());
		json_object_set_new(outcome, "partial", json_boolean(is_partial()));
	}
	char *text = json_dumps(outcome, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(outcome);
	return text;
}

/* ---- what is wrong with it ---- */

static void add(char *to, size_t size, const char *text)
{
	size_t length = strlen(to);
	snprintf(to + length, size - length, "%s", text);
}

/* " (visits = 2)": the first few globals. */
static void add_globals(char *to, size_t size, json_t *globals)
{
	const char *name;
	json_t *value;
	int told = 0;
	json_object_foreach(globals, name, value) {
		char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(9));
		add(to, size, told ? ", " : " (");
		add(to, size, told == GLOBALS_TOLD ? "…" : name);
		add(to, size, told == GLOBALS_TOLD ? "" : " = ");
		add(to, size, told == GLOBALS_TOLD || !text ? "" : json_is_null(value) ? "nil" : text);
		free(text);
		if (told++ == GLOBALS_TOLD)
			break;
	}
	add(to, size, told ? ")" : "");
}

/* "ann waits for the lock door, which bob holds, bob for room in orders": as many as there is room for. Who waits for another's end only waits along. */
static void add_waiting(char *to, size_t size, const json_t *waiting)
{
	const json_t *one;
	size_t i, told = 0;
	json_array_foreach(waiting, i, one) {
		const char *what = json_string_value(json_object_get(one, "for")), *holder = json_string_value(json_object_get(one, "holder"));
		const char *cause = json_string_value(json_object_get(one, "cause"));
		char item[384];
		if (strncmp(what, "the end of ", 11) == 0 && json_array_size(waiting) > 1)
			continue;
		snprintf(item, sizeof item, cause ? "%s%s %s%s: %s" : "%s%s %s%s%s%s%s", told ? ", " : "", json_string_value(json_object_get(one, "worker")), told ? "for " : "waits for ever for ",
			 what, cause ? cause : holder ? ", which " : "", holder ? holder : "", holder ? " holds" : "");
		if (strlen(to) + strlen(item) + sizeof " …" > size) {
			add(to, size, " …");
			return;
		}
		add(to, size, item);
		told++;
	}
}

void explore_why(const char *outcome, char *to, size_t size)
{
	json_t *json = json_loads(outcome, 0, NULL);
	const char *error = json_string_value(json_object_get(json, "error")), *broken = json_string_value(json_object_get(json, "broken"));
	const char *violation = json_string_value(json_array_get(json_object_get(json, "violations"), 0));
	*to = 0;
	if (error) {
		add(to, size, error);
	} else if (broken || violation) {
		add(to, size, broken ? "what must always hold does not: " : "what is expected does not hold: ");
		add(to, size, broken ? broken : violation);
		add_globals(to, size, json_object_get(json, "globals"));
	} else {
		add_waiting(to, size, json_object_get(json, "waiting"));
	}
	json_decref(json);
}
