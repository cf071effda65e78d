/* summary.c - see summary.h.
 *
 * A report may come from a file that somebody else wrote: every field is optional here, of any type, and every text is cleaned. */
#include "cli/summary.h"

#include "cli/verb.h"
#include "stage/metrics.h"
#include "trace/text.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* A text field, cleaned, into to[size]; `other` where there is none. */
static const char *field(const json_t *json, const char *key, const char *other, char *to, size_t size)
{
	const json_t *value = json_object_get(json, key);

	if (!json_is_string(value))
		return other;
	text_clean(to, size, json_string_value(value), json_string_length(value));
	return to;
}

static double number(const json_t *json, const char *key)
{
	return json_number_value(json_object_get(json, key));
}

int summary_status(const char *report)
{
	json_t *json = json_loads(report, 0, NULL);
	char text[32];
	const char *outcome = field(json, "outcome", "", text, sizeof text);
	int status = EXIT_DIED;

	if (strcmp(outcome, "done") == 0)
		status = EXIT_DONE;
	else if (strcmp(outcome, "interrupted") == 0)
		status = EXIT_INTERRUPTED;
	else if (strcmp(outcome, "deadlock") == 0 || strcmp(outcome, "violated") == 0 || strcmp(outcome, "failed") == 0)
		status = EXIT_WRONG;
	json_decref(json);
	return status;
}

bool summary_error(const char *report, struct error *error)
{
	json_t *json = json_loads(report, 0, NULL);
	char text[sizeof error->text];
	const char *words = field(json, "error", NULL, text, sizeof text);

	if (words)
		error_set(error, "%s", words);
	json_decref(json);
	return words != NULL;
}

static const char *opening(const char *outcome)
{
	static const struct {
		const char *outcome, *words;
	} openings[] = {
		{ "done", "Done" }, { "deadlock", "Deadlock: nobody can go on" }, { "violated", "Something that must hold is broken" },
		{ "failed", "Failed" }, { "interrupted", "Interrupted" },
	};

	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (strcmp(openings[i].outcome, outcome) == 0)
			return openings[i].words;
	return "Ended";
}

/* "12.4", "0.0031": as exact as is of use. */
static char *seconds(double value, char to[32])
{
	snprintf(to, 32, value >= 10 ? "%.1f" : "%.2g", value);
	return to;
}

static void print_head(FILE *to, const json_t *json, const struct stage *stage)
{
	char outcome[32], engine[32], mode[32], text[32];

	fprintf(to, "%s after ", opening(field(json, "outcome", "", outcome, sizeof outcome)));
	if (stage->events > 0 && stage->pace_millionths > 0)
		fprintf(to, "%s kitchen seconds, ", seconds(stage_kitchen_s(stage, stage->time_ns), text));
	fprintf(to, "%s real seconds, on %s%s (%s), seed %lld.\n", seconds(number(json, "elapsed_s"), text),
		field(json, "engine", "an unnamed engine", engine, sizeof engine), json_is_true(json_object_get(json, "gil")) ? " with the GIL" : "",
		field(json, "mode", "free", mode, sizeof mode), (long long)json_integer_value(json_object_get(json, "seed")));
}

static void print_ledger(FILE *to, const json_t *json, const struct stage *stage, const struct metrics *metrics)
{
	char mean[32], most[32];
	const json_t *ledger = json_object_get(json, "ledger");
	double arrived = number(ledger, "arrived");

	if (arrived <= 0)
		return;
	fprintf(to, "Came in %.0f: %.0f served, %.0f lost, %.0f still in the shop.\n", arrived, number(ledger, "served"), number(ledger, "lost"),
		number(ledger, "in_flight"));
	if (!isnan(metrics->stay_mean_s) && !isnan(metrics->stay_p95_s))
		fprintf(to, "Time in the shop: %s s on the mean, at most %s s for 95 of 100.\n", seconds(metrics->stay_mean_s, mean),
			seconds(metrics->stay_p95_s, most));
	if (stage->pace_millionths > 0)
		fprintf(to, "Served per kitchen minute: %.2g.\n", metrics->served_per_minute);
}

static void print_switches(FILE *to, const struct metrics *metrics)
{
	if (metrics->switches > 0)
		fprintf(to, "Control changed hands %llu times.\n", (unsigned long long)metrics->switches);
	if (metrics->voluntary + metrics->involuntary > 0)
		fprintf(to, "The kernel switched its threads %llu times because they waited, %llu times by force.\n",
			(unsigned long long)metrics->voluntary, (unsigned long long)metrics->involuntary);
}

static void print_broken(FILE *to, const json_t *json)
{
	const json_t *violation, *wait;
	char worker[128], what[128], holder[128];
	size_t i;

	json_array_foreach(json_object_get(json, "violations"), i, violation) {
		text_clean(what, sizeof what, json_string_value(violation) ? json_string_value(violation) : "?",
			json_string_value(violation) ? json_string_length(violation) : 1);
		fprintf(to, "Does not hold: %s\n", what);
	}
	json_array_foreach(json_object_get(json, "waiting"), i, wait) {
		const char *held = field(wait, "holder", NULL, holder, sizeof holder);
		fprintf(to, "%s waits for %s%s%s.\n", field(wait, "worker", "A worker", worker, sizeof worker),
			field(wait, "for", "something", what, sizeof what), held ? ", held by " : "", held ? held : "");
	}
}

void summary_print(FILE *to, const char *report, const struct stage *stage)
{
	json_t *json = json_loads(report, 0, NULL);
	struct metrics metrics;

	metrics_of(stage, stage->time_ns, &metrics);
	fprintf(to, "\n");
	print_head(to, json, stage);
	print_broken(to, json);
	print_ledger(to, json, stage, &metrics);
	print_switches(to, &metrics);
	json_decref(json);
}
