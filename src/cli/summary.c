/* summary.c - see summary.h.
 *
 * A report may come from a file that somebody else wrote: every field is optional here, of any type, and every text is cleaned. */
#include "cli/summary.h"

#include "cli/verb.h"
#include "stage/metrics.h"
#include "stage/narrator.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <jansson.h>
#include <math.h>
#include <stdint.h>
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

	if (json_is_true(json_object_get(json, "misuse")))
		status = EXIT_USAGE;
	else if (strcmp(outcome, "done") == 0 || strcmp(outcome, "running") == 0) /* … of a run that went on when the recording of it ended */
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
		{ "done", N_("Done") }, { "deadlock", N_("Deadlock: nobody can go on") }, { "violated", N_("Something that must hold is broken") },
		{ "failed", N_("Failed") }, { "interrupted", N_("Interrupted") },
		{ "running", N_("The recording ended before the run did,") },
	};

	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (strcmp(openings[i].outcome, outcome) == 0)
			return _(openings[i].words);
	return _("Ended");
}

/* "12.4", "2.96", "0.0031": as exact as is of use. */
static char *seconds(double value, char to[32])
{
	snprintf(to, 32, value >= 10 ? "%.1f" : "%.3g", value);
	return to;
}

/* "once", "12 times". */
static char *times(uint64_t count, char to[32])
{
	snprintf(to, 32, count == 1 ? _("once") : _("%llu times"), (unsigned long long)count);
	return to;
}

/* How long it took. Under control the clock is a virtual one, and no seconds were real. */
static void print_length(FILE *to, const json_t *json, const struct stage *stage, bool scheduled)
{
	char text[32];

	if (stage->events > 0 && (stage->pace_millionths > 0 || scheduled))
		fprintf(to, _("%s kitchen seconds"), seconds(stage_kitchen_s(stage, stage->time_ns), text));
	else if (scheduled)
		fprintf(to, _("%s virtual seconds"), seconds(number(json, "elapsed_s"), text));
	if (!scheduled)
		fprintf(to, _("%s%s real seconds"), stage->events > 0 && stage->pace_millionths > 0 ? ", " : "", seconds(number(json, "elapsed_s"), text));
}

static void print_head(FILE *to, const json_t *json, const struct stage *stage)
{
	char outcome[32], engine[32], mode[32];
	bool scheduled = strcmp(field(json, "mode", "free", mode, sizeof mode), "scheduled") == 0;

	fprintf(to, _("%s after "), opening(field(json, "outcome", "", outcome, sizeof outcome)));
	print_length(to, json, stage, scheduled);
	fprintf(to, _(", on %s%s (%s), seed %lld.\n"), field(json, "engine", _("an unnamed engine"), engine, sizeof engine),
		json_is_true(json_object_get(json, "gil")) ? _(" with the GIL") : "", scheduled ? _("scheduled, virtual time") : _("free"),
		(long long)json_integer_value(json_object_get(json, "seed")));
}

/* A schedule that one can say aloud; a longer one is in the report. */
static void print_schedule(FILE *to, const json_t *json)
{
	char schedule[128];

	if (json_string_length(json_object_get(json, "schedule")) < sizeof schedule && *field(json, "schedule", "", schedule, sizeof schedule))
		fprintf(to, _("Schedule: %s\n"), schedule);
}

/* Whether customers came in by themselves; without a trace nobody knows. */
static bool has_arrivals(const struct stage *stage)
{
	for (uint32_t id = 1; id < stage->object_count; id++)
		if (stage->objects[id].type == OBJECT_ARRIVALS)
			return true;
	return false;
}

static void print_ledger(FILE *to, const json_t *json, const struct stage *stage)
{
	const json_t *ledger = json_object_get(json, "ledger");
	double served = number(ledger, "served"), lost = number(ledger, "lost"), inside = number(ledger, "in_flight");
	char left[96];

	if (has_arrivals(stage))
		fprintf(to, _("Came in %.0f: %.0f served, %.0f lost, %.0f still in the shop.\n"), number(ledger, "arrived"), served, lost, inside);
	else if (lost > 0 || inside > 0)
		fprintf(to, _("Served %.0f; %.0f lost, %.0f still in the shop.\n"), served, lost, inside);
	else if (served > 0)
		fprintf(to, _("Served %.0f.\n"), served);
	if (*stage_left_at_door(stage, left, sizeof left))
		fprintf(to, _("Of those %s.\n"), left);
}

/* Only what was measured: without events there is nothing to measure, and in less than a second no pace. */
static void print_figures(FILE *to, const struct stage *stage, const struct metrics *metrics)
{
	char mean[32], most[32];

	if (!isnan(metrics->stay_mean_s) && !isnan(metrics->stay_p95_s))
		fprintf(to, _("Time in the shop: %s s on the mean, at most %s s for 95 of 100.\n"), seconds(metrics->stay_mean_s, mean),
			seconds(metrics->stay_p95_s, most));
	if (stage->served > 0 && stage->pace_millionths > 0 && metrics->kitchen_s >= 1)
		fprintf(to, _("Served per kitchen minute: %s.\n"), seconds(metrics->served_per_minute, mean));
}

static void print_switches(FILE *to, const struct metrics *metrics)
{
	char waited[32], forced[32];

	if (metrics->switches > 0)
		fprintf(to, _("Control changed hands %s.\n"), times(metrics->switches, waited));
	if (metrics->voluntary + metrics->involuntary > 0)
		fprintf(to, _("The kernel switched its threads %s because they waited, %s by force.\n"), times(metrics->voluntary, waited),
			times(metrics->involuntary, forced));
}

static void print_writes(FILE *to, const struct stage *stage)
{
	char words[512];

	if (narrator_writes(stage, words, sizeof words))
		fprintf(to, "%s\n", words);
}

/* "b waits for the lock till, held by a"; whoever waits for an end waits for nothing that is held. */
static void print_wait(FILE *to, const json_t *wait)
{
	char worker[128], what[128], holder[128], cause[256];
	const char *held = field(wait, "holder", NULL, holder, sizeof holder), *why = field(wait, "cause", NULL, cause, sizeof cause);

	fprintf(to, _("%s waits for %s"), field(wait, "worker", _("A worker"), worker, sizeof worker), field(wait, "for", _("something"), what, sizeof what));
	if (why)
		fprintf(to, ": %s", why);
	else if (held && strncmp(field(wait, "for", "", what, sizeof what), "the end of ", 11) != 0)
		fprintf(to, _(", held by %s"), held);
	fprintf(to, ".\n");
}

/* "worker 2 failed: soup.lua:9: burnt": of tasks that failed alone, one by one. */
static void print_failure(FILE *to, const json_t *failure)
{
	char worker[128], words[512];

	fprintf(to, _("%s failed: %s\n"), field(failure, "worker", _("A worker"), worker, sizeof worker), field(failure, "error", "?", words, sizeof words));
}

static void print_broken(FILE *to, const json_t *json)
{
	const json_t *violation, *wait, *failure;
	char what[128];
	size_t i;

	json_array_foreach(json_object_get(json, "violations"), i, violation) {
		text_clean(what, sizeof what, json_string_value(violation) ? json_string_value(violation) : "?",
			json_string_value(violation) ? json_string_length(violation) : 1);
		fprintf(to, _("Does not hold: %s\n"), what);
	}
	json_array_foreach(json_object_get(json, "waiting"), i, wait)
		print_wait(to, wait);
	const json_t *failures = json_object_get(json, "failures");
	bool told = json_array_size(failures) == 1 && json_is_string(json_object_get(json, "error")); /* as the run's error */
	json_array_foreach(told ? NULL : failures, i, failure)
		print_failure(to, failure);
}

void summary_print(FILE *to, const char *report, const struct stage *stage)
{
	json_t *json = json_loads(report, 0, NULL);
	struct metrics metrics;

	metrics_of(stage, stage->time_ns, &metrics);
	fprintf(to, "\n");
	print_head(to, json, stage);
	print_schedule(to, json);
	print_broken(to, json);
	print_ledger(to, json, stage);
	print_figures(to, stage, &metrics);
	print_switches(to, &metrics);
	print_writes(to, stage);
	json_decref(json);
}
