/* quantity_run.c - the figures of one run: from its report where that says them, else from its events.
 *
 * Seconds are kitchen seconds everywhere but in "real seconds" and "cpu seconds". */
#include "lesson/quantity_inner.h"
#include "stage/metrics.h"
#include "trace/tongue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- from the report ---- */

static struct value number_at(const json_t *object, const char *key)
{
	const json_t *number = json_object_get(object, key);

	return json_is_number(number) ? value_number(json_number_value(number)) : value_unknown(_("the report of this run has no '%s'"), key);
}

#define OF_PART(function, part, key)                                                                   \
	static struct value function(const struct facts *facts, const char *argument)                  \
	{                                                                                              \
		(void)argument;                                                                        \
		return number_at(json_object_get(facts->report, part), key);                           \
	}
OF_PART(take_served, "ledger", "served")
OF_PART(take_arrived, "ledger", "arrived")
OF_PART(take_lost, "ledger", "lost")
OF_PART(take_retried, "ledger", "retried")
OF_PART(take_in_flight, "ledger", "in_flight")
OF_PART(take_parcels, "parcels", "count")
OF_PART(take_parcel_bytes, "parcels", "bytes")
OF_PART(take_fetches, "fetches", "count")
OF_PART(take_fetch_errors, "fetches", "errors")
OF_PART(take_connections, "fetches", "connections")
OF_PART(take_programs, "commands", "count")
OF_PART(take_programs_failed, "commands", "failed")
OF_PART(take_requests, "cloud", "requests")
OF_PART(take_cold, "cloud", "cold")
OF_PART(take_warm, "cloud", "warm")
OF_PART(take_throttled, "cloud", "throttled")
OF_PART(take_timed_out, "cloud", "timed_out")
OF_PART(take_instances, "cloud", "at_once")

static struct value take_events(const struct facts *facts, const char *argument)
{
	(void)argument;
	return number_at(facts->report, "events");
}

static struct value take_stalls(const struct facts *facts, const char *argument)
{
	(void)argument;
	return number_at(facts->report, "stalls");
}

static struct value take_outcome(const struct facts *facts, const char *argument)
{
	const char *outcome = json_string_value(json_object_get(facts->report, "outcome"));

	(void)argument;
	return outcome ? value_words(outcome) : value_unknown(_("the report of this run has no '%s'"), "outcome");
}

static struct value take_setting(const struct facts *facts, const char *name)
{
	const json_t *setting = json_object_get(json_object_get(facts->report, "params"), name);

	if (json_is_number(setting))
		return value_number(json_number_value(setting));
	if (json_is_string(setting))
		return value_words(json_string_value(setting));
	return setting ? value_words(json_is_true(setting) ? "true" : "false") : value_unknown(_("the recipe has no setting '%s'"), name);
}

static struct value take_waiting(const struct facts *facts, const char *argument)
{
	(void)argument;
	return value_number((double)json_array_size(json_object_get(facts->report, "waiting")));
}

static struct value take_workers(const struct facts *facts, const char *argument)
{
	(void)argument;
	return value_number((double)json_array_size(json_object_get(facts->report, "workers")));
}

/* How many different ones there are: of processes, or of threads. */
static struct value take_different(const struct facts *facts, const char *key)
{
	const json_t *workers = json_object_get(facts->report, "workers");
	size_t different = 0;

	for (size_t i = 0; i < json_array_size(workers); i++) {
		json_int_t id = json_integer_value(json_object_get(json_array_get(workers, i), key));
		bool seen = id == 0;
		for (size_t j = 0; j < i && !seen; j++)
			seen = json_integer_value(json_object_get(json_array_get(workers, j), key)) == id;
		different += !seen;
	}
	return value_number((double)different);
}

static struct value take_processes(const struct facts *facts, const char *argument)
{
	(void)argument;
	return take_different(facts, "pid");
}

static struct value take_threads(const struct facts *facts, const char *argument)
{
	(void)argument;
	return take_different(facts, "tid");
}

static struct value take_cpu(const struct facts *facts, const char *argument)
{
	const json_t *workers = json_object_get(facts->report, "workers"), *worker;
	double sum = 0;
	size_t i;

	(void)argument;
	json_array_foreach(workers, i, worker)
		sum += json_number_value(json_object_get(worker, "cpu_s"));
	return value_number(sum);
}

/* ---- seconds ---- */

static bool is_virtual(const struct facts *facts)
{
	const char *mode = json_string_value(json_object_get(facts->report, "mode"));

	return facts->virtual_time || (mode && strcmp(mode, "scheduled") == 0);
}

/* The events know every pace that the run had; without them it is the one pace that is known. */
static struct value take_seconds(const struct facts *facts, const char *argument)
{
	double elapsed_s = json_number_value(json_object_get(facts->report, "elapsed_s"));

	(void)argument;
	if (facts->history)
		return value_number(stage_kitchen_s(history_head(facts->history), history_end_ns(facts->history)));
	return value_number(facts->pace > 0 && !is_virtual(facts) ? elapsed_s * facts->pace : elapsed_s);
}

static struct value take_real_seconds(const struct facts *facts, const char *argument)
{
	(void)argument;
	return is_virtual(facts) ? value_unknown(_("a run under control takes no real time: its clock is virtual")) : number_at(facts->report, "elapsed_s");
}

static struct value take_per_minute(const struct facts *facts, const char *argument)
{
	double served = json_number_value(json_object_get(json_object_get(facts->report, "ledger"), "served"));
	struct value seconds = take_seconds(facts, argument);

	return seconds.number > 0 ? value_number(served * 60 / seconds.number) : value_unknown(_("the run took no time"));
}

/* ---- from the stage at the end ---- */

static struct value events_missing(void)
{
	return value_unknown(_("the events of this run were not kept"));
}

static void metrics_at_end(const struct facts *facts, struct metrics *metrics)
{
	metrics_of(history_head(facts->history), history_end_ns(facts->history), metrics);
}

static struct value take_lag(const struct facts *facts, const char *argument)
{
	struct metrics metrics;
	double longest_s;

	(void)argument;
	if (!facts->history)
		return events_missing();
	metrics_at_end(facts, &metrics);
	if (isnan(metrics.loop_lag_longest_s))
		return value_unknown(_("no event loop ran"));
	longest_s = (double)history_head(facts->history)->loop_stall_longest_ns * 1e-9;
	return value_number(longest_s > metrics.loop_lag_longest_s ? longest_s : metrics.loop_lag_longest_s);
}

/* How long customers were in the shop, on the mean. */
static struct value take_stay(const struct facts *facts, const char *argument)
{
	struct metrics metrics;

	(void)argument;
	if (!facts->history)
		return events_missing();
	metrics_at_end(facts, &metrics);
	return isnan(metrics.stay_mean_s) ? value_unknown(_("nobody was served")) : value_number(metrics.stay_mean_s);
}

/* As the kernel counts: on a loop all workers run on one thread and each tells of that thread, so the largest counts. */
static double kernel_switches(const struct facts *facts, const char *which)
{
	const json_t *workers = json_object_get(facts->report, "workers"), *worker;
	const char *engine = json_string_value(json_object_get(facts->report, "engine"));
	bool one_thread = engine && strcmp(engine, "loop") == 0;
	double sum = 0;
	size_t i;

	json_array_foreach(workers, i, worker) {
		double count = json_number_value(json_object_get(json_object_get(worker, "switches"), which));
		sum = !one_thread ? sum + count : count > sum ? count : sum;
	}
	return sum;
}

static struct value take_voluntary(const struct facts *facts, const char *argument)
{
	(void)argument;
	return value_number(kernel_switches(facts, "voluntary"));
}

static struct value take_forced(const struct facts *facts, const char *argument)
{
	(void)argument;
	return value_number(kernel_switches(facts, "involuntary"));
}

/* Of control: under control each step by another worker; with a GIL or on a loop each hand-over; else what the kernel counts. */
static struct value take_switches(const struct facts *facts, const char *argument)
{
	const struct stage *stage = facts->history ? history_head(facts->history) : NULL;

	(void)argument;
	if (stage && is_virtual(facts))
		return quantity_turns(facts);
	if (stage && (stage->loop || stage->switches))
		return value_number((double)stage->switches);
	return value_number(kernel_switches(facts, "voluntary") + kernel_switches(facts, "involuntary"));
}

static struct value take_steps(const struct facts *facts, const char *argument)
{
	(void)argument;
	if (!is_virtual(facts))
		return value_unknown(_("a free run has no steps: run it under control"));
	return facts->history ? value_number((double)history_head(facts->history)->steps) : events_missing();
}

const struct figure quantity_of_run[] = {
	{ "outcome", FIGURE_OF_RUN, ARGUMENT_NONE, take_outcome },
	{ "served per minute", FIGURE_OF_RUN, ARGUMENT_NONE, take_per_minute },
	{ "served", FIGURE_OF_RUN, ARGUMENT_NONE, take_served },
	{ "arrived", FIGURE_OF_RUN, ARGUMENT_NONE, take_arrived },
	{ "lost updates", FIGURE_OF_RUN, ARGUMENT_NONE, quantity_lost_updates },
	{ "lost", FIGURE_OF_RUN, ARGUMENT_NONE, take_lost },
	{ "retried", FIGURE_OF_RUN, ARGUMENT_NONE, take_retried },
	{ "in flight", FIGURE_OF_RUN, ARGUMENT_NONE, take_in_flight },
	{ "seconds", FIGURE_OF_RUN, ARGUMENT_NONE, take_seconds },
	{ "real seconds", FIGURE_OF_RUN, ARGUMENT_NONE, take_real_seconds },
	{ "cpu seconds", FIGURE_OF_RUN, ARGUMENT_NONE, take_cpu },
	{ "events", FIGURE_OF_RUN, ARGUMENT_NONE, take_events },
	{ "stalls", FIGURE_OF_RUN, ARGUMENT_NONE, take_stalls },
	{ "switches", FIGURE_OF_RUN, ARGUMENT_NONE, take_switches },
	{ "voluntary switches", FIGURE_OF_RUN, ARGUMENT_NONE, take_voluntary },
	{ "forced switches", FIGURE_OF_RUN, ARGUMENT_NONE, take_forced },
	{ "workers", FIGURE_OF_RUN, ARGUMENT_NONE, take_workers },
	{ "processes", FIGURE_OF_RUN, ARGUMENT_NONE, take_processes },
	{ "threads", FIGURE_OF_RUN, ARGUMENT_NONE, take_threads },
	{ "steps", FIGURE_OF_RUN, ARGUMENT_NONE, take_steps },
	{ "waiting", FIGURE_OF_RUN, ARGUMENT_NONE, take_waiting },
	{ "lag", FIGURE_OF_RUN, ARGUMENT_NONE, take_lag },
	{ "stay", FIGURE_OF_RUN, ARGUMENT_NONE, take_stay },
	{ "at once", FIGURE_OF_RUN, ARGUMENT_NONE, quantity_at_once },
	{ "first ended", FIGURE_OF_RUN, ARGUMENT_NONE, quantity_first_ended },
	{ "last ended", FIGURE_OF_RUN, ARGUMENT_NONE, quantity_last_ended },
	{ "order ended", FIGURE_OF_RUN, ARGUMENT_NONE, quantity_order_ended },
	{ "order served", FIGURE_OF_RUN, ARGUMENT_NONE, quantity_order_served },
	{ "last writer", FIGURE_OF_RUN, ARGUMENT_NAME, quantity_last_writer },
	{ "length", FIGURE_OF_RUN, ARGUMENT_NAME, quantity_length },
	{ "setting", FIGURE_OF_RUN, ARGUMENT_NAME, take_setting },
	{ "parcels", FIGURE_OF_RUN, ARGUMENT_NONE, take_parcels },
	{ "parcel bytes", FIGURE_OF_RUN, ARGUMENT_NONE, take_parcel_bytes },
	{ "fetches", FIGURE_OF_RUN, ARGUMENT_NONE, take_fetches },
	{ "fetch errors", FIGURE_OF_RUN, ARGUMENT_NONE, take_fetch_errors },
	{ "connections", FIGURE_OF_RUN, ARGUMENT_NONE, take_connections },
	{ "programs", FIGURE_OF_RUN, ARGUMENT_NONE, take_programs },
	{ "programs failed", FIGURE_OF_RUN, ARGUMENT_NONE, take_programs_failed },
	{ "requests", FIGURE_OF_RUN, ARGUMENT_NONE, take_requests },
	{ "cold starts", FIGURE_OF_RUN, ARGUMENT_NONE, take_cold },
	{ "warm starts", FIGURE_OF_RUN, ARGUMENT_NONE, take_warm },
	{ "throttled", FIGURE_OF_RUN, ARGUMENT_NONE, take_throttled },
	{ "timed out", FIGURE_OF_RUN, ARGUMENT_NONE, take_timed_out },
	{ "instances", FIGURE_OF_RUN, ARGUMENT_NONE, take_instances },
	{ NULL, 0, 0, NULL },
};
