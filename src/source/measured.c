/* measured.c - see measured.h. */
#include "source/measured.h"

#include "trace/text.h"

#include <jansson.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define COMPUTES 0.2 /* who computes for less of the time is hardly in the way of others */
#define OTHERS_LEAST_S 0.2 /* the kernel counts busy time in hundredths of a second: shorter runs say nothing */

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

/* /proc/stat counts all cores of the machine; where we may use only some of them, their part is not known. */
struct machine machine_now(void)
{
	struct machine now = { .busy_s = -1 };
	struct timespec at;
	cpu_set_t cores;
	long hz = sysconf(_SC_CLK_TCK);
	unsigned long long user, nice, system, idle, iowait, irq, softirq, steal = 0;
	clock_gettime(CLOCK_MONOTONIC, &at);
	now.at_s = (double)at.tv_sec + (double)at.tv_nsec / 1e9;
	if (hz <= 0 || sched_getaffinity(0, sizeof cores, &cores) || CPU_COUNT(&cores) != sysconf(_SC_NPROCESSORS_ONLN))
		return now;
	FILE *file = fopen("/proc/stat", "re");
	if (!file)
		return now;
	if (fscanf(file, "cpu %llu %llu %llu %llu %llu %llu %llu %llu", &user, &nice, &system, &idle, &iowait, &irq, &softirq, &steal) >= 7)
		now.busy_s = (double)(user + nice + system + irq + softirq + steal) / (double)hz;
	fclose(file);
	return now;
}

void measured_others(struct measured *to, const struct machine *before)
{
	struct machine now = machine_now();
	double all_s = (now.at_s - before->at_s) * (double)sysconf(_SC_NPROCESSORS_ONLN);
	double others_s = now.busy_s - before->busy_s - to->cpu_s;
	if (before->busy_s < 0 || now.busy_s < 0 || now.at_s - before->at_s < OTHERS_LEAST_S || others_s <= 0 || to->cpu_s < to->elapsed_s * COMPUTES)
		return;
	to->others = others_s < all_s ? others_s / all_s : 1;
}
