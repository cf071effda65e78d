/* measured.c - see measured.h. */
#include "source/measured.h"

#include "trace/text.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static const char *text_of(const json_t *json, const char *key)
{
	const char *text = json_string_value(json_object_get(json, key));
	return text ? text : "";
}

static long long switches_of(const json_t *report)
{
	const json_t *worker;
	long long sum = 0;
	size_t i;
	json_array_foreach(json_object_get(report, "workers"), i, worker) {
		const json_t *switches = json_object_get(worker, "switches");
		sum += json_integer_value(json_object_get(switches, "voluntary")) + json_integer_value(json_object_get(switches, "involuntary"));
	}
	return sum;
}

static void why_set(struct measured *to, const char *begin, const char *text)
{
	char clean[sizeof to->why - 24];
	text_clean(clean, sizeof clean, text, strlen(text));
	snprintf(to->why, sizeof to->why, "%s%s", begin, clean);
}

/* Nobody could go on. */
static void take_deadlock(struct measured *to, const json_t *report, bool alone)
{
	const json_t *wait = json_array_get(json_object_get(report, "waiting"), 0);
	char words[256];
	snprintf(words, sizeof words, "%s waits for %s", text_of(wait, "worker"), text_of(wait, "for"));
	why_set(to, alone ? "needs concurrency: " : "a deadlock: ", wait ? words : "nobody can go on");
	to->wrong = !alone;
}

static void take_figures(struct measured *to, const json_t *report)
{
	const json_t *cost = json_object_get(report, "cost");
	to->elapsed_s = json_number_value(json_object_get(report, "elapsed_s"));
	to->cpu_s = json_number_value(json_object_get(cost, "cpu_s"));
	to->peak_kb = json_integer_value(json_object_get(cost, "peak_kb"));
	to->switches = switches_of(report);
	to->served = json_integer_value(json_object_get(json_object_get(report, "ledger"), "served"));
}

void measured_died(struct measured *to, const char *why)
{
	*to = (struct measured){ .died = true, .wrong = true };
	why_set(to, "", why);
}

void measured_read(struct measured *to, const char *text, bool alone)
{
	json_t *report = json_loads(text, 0, NULL);
	const char *outcome = text_of(report, "outcome");
	*to = (struct measured){ .ran = strcmp(outcome, "done") == 0 || strcmp(outcome, "violated") == 0 };
	take_figures(to, report);
	if (!report) {
		measured_died(to, "the kitchen's report cannot be read");
	} else if (strcmp(outcome, "deadlock") == 0) {
		take_deadlock(to, report, alone);
	} else if (strcmp(outcome, "violated") == 0) {
		const char *first = json_string_value(json_array_get(json_object_get(report, "violations"), 0));
		to->wrong = true;
		why_set(to, "", first ? first : "what must hold");
	} else if (!to->ran) {
		to->wrong = !json_is_true(json_object_get(report, "alone"));
		to->misuse = json_is_true(json_object_get(report, "misuse"));
		why_set(to, to->wrong ? "" : "needs concurrency: ", *text_of(report, "error") ? text_of(report, "error") : "it ended early");
	}
	json_decref(report);
}
