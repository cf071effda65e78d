/* measure_run.c - small kitchens that measure themselves, run one at a time: see measure.h.
 *
 * Each recipe of DATA/measure times what it is about with its own clock (its pace is 1, so a kitchen second is a real one), after what happens but once, and leaves the figure in a
 * global, which is in its report: so neither the start of a kitchen nor its end is in a figure. The probe is off. Switches are measured on one core. Memory is the kernel's: the peak with many
 * tasks that wait less the peak with few, by their number. The plans take turns and are run several times, so that what the machine does meanwhile
 * meets all of them; a plan that fails once is left, with the reason. */
#include "cli/measure.h"

#include "cli/compare_cli.h"
#include "cli/data.h"
#include "cli/signals.h"
#include "source/source.h"
#include "trace/tongue.h"

#include <math.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define TIMEOUT_S 60 /* of one kitchen: for one that hangs */
#define READS 2      /* figures that one run gives */
#define REPEATS_MOST 100

/* How the figure comes out of a run. */
enum how {
	HOW_GLOBAL, /* the recipe says it */
	HOW_MEMORY, /* of many tasks less of FEW */
	HOW_MOST,   /* as many as there could be, `most`: tried once, where it fails with half as many */
	HOW_HERE,   /* no kitchen */
};
#define FEW 10
#define HALVES 6 /* at most, of HOW_MOST: some limits are only met once the tasks run, and then nothing of the run is left to count */

struct plan {
	enum how how;
	enum measure_kind kind;
	const char *recipe, *setting;
	int amount;
	struct {
		const char *global;
		enum measure_row row;
	} reads[READS];
};

static const struct {
	const char *engine;
	int gil;
} launches[MEASURE_KINDS] = {
	[MEASURE_THREADS] = { "threads", 0 }, [MEASURE_THREADS_GIL] = { "threads", 1 },     [MEASURE_LOOP] = { "loop", 0 },
	[MEASURE_PROCESSES] = { "processes", 0 }, [MEASURE_INSTANCES] = { "instances", 0 }, [MEASURE_MACHINE] = { "loop", 0 },
};

#define STARTS(kind, n) { HOW_GLOBAL, kind, "starts", "starts", n, { { "start_s", MEASURE_START } } }
#define SWITCHES(kind, n) { HOW_GLOBAL, kind, "switches", "switches", n, { { "switch_s", MEASURE_SWITCH } } }
#define VALUES(kind, n) { HOW_GLOBAL, kind, "values", "values", n, { { "value_s", MEASURE_VALUE } } }
#define PARCELS(kind, n) { HOW_GLOBAL, kind, "parcels", "parcels", n, { { "parcel_s", MEASURE_PARCEL } } }
#define WAITING(kind, n) { HOW_MEMORY, kind, "crowd", "tasks", n, { { NULL, MEASURE_WAITING } } }
#define MOST(kind, n) { HOW_MOST, kind, "crowd", "tasks", n, { { "most", MEASURE_MOST } } }

static const struct plan plans[] = {
	STARTS(MEASURE_THREADS, 1000),
	STARTS(MEASURE_THREADS_GIL, 1000),
	STARTS(MEASURE_LOOP, 10000),
	STARTS(MEASURE_PROCESSES, 300),
	SWITCHES(MEASURE_THREADS, 10000),
	SWITCHES(MEASURE_THREADS_GIL, 10000),
	SWITCHES(MEASURE_LOOP, 100000),
	SWITCHES(MEASURE_PROCESSES, 10000),
	VALUES(MEASURE_THREADS, 10000),
	VALUES(MEASURE_THREADS_GIL, 10000),
	VALUES(MEASURE_LOOP, 100000),
	VALUES(MEASURE_PROCESSES, 10000),
	PARCELS(MEASURE_THREADS, 5),
	PARCELS(MEASURE_LOOP, 5),
	PARCELS(MEASURE_PROCESSES, 5),
	WAITING(MEASURE_THREADS, 500),
	WAITING(MEASURE_LOOP, 10000),
	WAITING(MEASURE_PROCESSES, 100),
	{ HOW_MEMORY, MEASURE_INSTANCES, "stalls", "instances", 30, { { NULL, MEASURE_WAITING } } },
	{ HOW_GLOBAL, MEASURE_INSTANCES, "instances", "requests", 200, { { "cold_s", MEASURE_COLD }, { "warm_s", MEASURE_WARM } } },
	{ HOW_GLOBAL, MEASURE_MACHINE, "additions", "additions", 5000000, { { "additions", MEASURE_RECIPE } } },
	{ HOW_HERE, MEASURE_MACHINE, NULL, NULL, 50, { { NULL, MEASURE_ADDITIONS } } },
	MOST(MEASURE_THREADS, 4000),
	MOST(MEASURE_LOOP, 100000),
	MOST(MEASURE_PROCESSES, 1000),
	{ HOW_MOST, MEASURE_INSTANCES, "stalls", "instances", 100, { { "most", MEASURE_MOST } } },
};
#define PLANS (sizeof plans / sizeof *plans)

/* What came of a plan. */
struct series {
	unsigned count;
	int amount; /* that was run last */
	double values[READS][REPEATS_MOST];
	char why[200]; /* it failed; "" not */
};

struct measuring {
	const struct measure_words *words;
	struct series all[PLANS];
	unsigned done, steps; /* runs, for the progress line */
	int signals;          /* descriptor */
	int signal;           /* that came; 0 none */
};

/* ---- where we are, on a terminal ---- */

static bool can_draw(void)
{
	const char *term = getenv("TERM");
	return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

static void tell_where(struct measuring *m, const struct plan *plan)
{
	unsigned percent = m->done++ * 100 / m->steps;
	if (can_draw())
		fprintf(stderr, "\r\033[K%3u %%  %s, %s", percent, _(measure_rows[plan->reads[0].row].words), measure_kinds[plan->kind]);
}

static void tell_nothing(void)
{
	if (can_draw())
		fprintf(stderr, "\r\033[K");
}

/* ---- one kitchen ---- */

static bool wait_for_more(struct measuring *m, const struct source *source)
{
	struct pollfd ready[] = { { .fd = source_fd(source), .events = POLLIN }, { .fd = m->signals, .events = POLLIN } };
	struct signalfd_siginfo signal;
	poll(ready, 2, -1);
	if (read(m->signals, &signal, sizeof signal) == sizeof signal)
		m->signal = (int)signal.ssi_signo;
	return !m->signal;
}

static int launch_fill(struct launch *launch, const struct plan *plan, int amount, struct error *error)
{
	char value[32];
	launch_init(launch);
	snprintf(launch->recipe, sizeof launch->recipe, "%s", plan->recipe);
	snprintf(launch->file, sizeof launch->file, "%s.lua", plan->recipe);
	snprintf(launch->path, sizeof launch->path, "%s/lessons/measure/%s.lua", data_directory(), plan->recipe);
	snprintf(launch->engine, sizeof launch->engine, "%s", launches[plan->kind].engine);
	snprintf(value, sizeof value, "%d", amount);
	launch->gil = launches[plan->kind].gil;
	launch->pace = 1;
	launch->seed = 1;
	launch->timeout_s = TIMEOUT_S;
	launch->trace = launch->events = false;
	launch->measure = plan->how == HOW_MEMORY;
	return launch_set(launch, plan->setting, value, error);
}

/* Its report; NULL with words, or with a signal noted. New. */
static json_t *kitchen_report(struct measuring *m, const struct launch *launch, struct error *error)
{
	struct history *history = history_new();
	struct info info;
	json_t *report = NULL;
	info_init(&info);
	struct source *source = source_kitchen(launch, NULL, error);
	if (source) {
		while (source_pump(source, history, &info, 0) == SOURCE_OPEN && wait_for_more(m, source))
			continue;
		report = info.report && !m->signal ? json_loads(info.report, 0, NULL) : NULL;
		if (!report)
			error_set(error, "%s", *source_error(source) ? source_error(source) : "the kitchen ended without a report");
		source_free(source);
	}
	info_release(&info);
	history_free(history);
	return report;
}

/* A hand-over from one core to another is no switch, and threads that wait spin for it; on one core there must be a switch, on every engine. What we may use, a kitchen may
 * use: it inherits it. */
static void one_core(cpu_set_t *all)
{
	cpu_set_t one;
	int core = sched_getcpu();
	CPU_ZERO(&one);
	CPU_SET(core > 0 ? (size_t)core : 0, &one);
	if (sched_getaffinity(0, sizeof *all, all) || sched_setaffinity(0, sizeof one, &one))
		CPU_ZERO(all);
}

static void all_cores(const cpu_set_t *all)
{
	if (CPU_COUNT(all))
		sched_setaffinity(0, sizeof *all, all);
}

/* Run the plan's kitchen to its end. NULL with words when it did not come there. New. */
static json_t *kitchen_run(struct measuring *m, const struct plan *plan, int amount, struct error *error)
{
	struct launch launch;
	cpu_set_t cores;
	CPU_ZERO(&cores);
	if (plan->reads[0].row == MEASURE_SWITCH)
		one_core(&cores);
	json_t *report = launch_fill(&launch, plan, amount, error) ? NULL : kitchen_report(m, &launch, error);
	all_cores(&cores);
	const char *outcome = json_string_value(json_object_get(report, "outcome")), *words = json_string_value(json_object_get(report, "error"));
	launch_release(&launch);
	if (!report || (outcome && strcmp(outcome, "done") == 0))
		return report;
	error_set(error, "%s", words ? words : outcome ? outcome : "it came to no end");
	json_decref(report);
	return NULL;
}

/* ---- one run of a plan ---- */

static int read_globals(const struct plan *plan, const json_t *report, double to[READS], struct error *error)
{
	for (int i = 0; i < READS && plan->reads[i].global; i++) {
		const json_t *value = json_object_get(json_object_get(report, "globals"), plan->reads[i].global);
		to[i] = json_number_value(value);
		if (!json_is_number(value) || !isfinite(to[i]) || to[i] <= 0)
			return error_set(error, "%s.lua leaves no %s", plan->recipe, plan->reads[i].global);
	}
	return 0;
}

/* Peak memory with so many tasks, bytes. */
static int peak(struct measuring *m, const struct plan *plan, int tasks, double *to, struct error *error)
{
	json_t *report = kitchen_run(m, plan, tasks, error);
	if (!report)
		return -1;
	double most = json_number_value(json_object_get(json_object_get(report, "globals"), "most"));
	*to = json_number_value(json_object_get(json_object_get(report, "cost"), "peak_kb")) * 1024;
	json_decref(report);
	return most == tasks ? 0 : error_set(error, "only %.0f of %d tasks could be started", most, tasks);
}

static int run_memory(struct measuring *m, const struct plan *plan, int tasks, double *to, struct error *error)
{
	double few, many;
	if (peak(m, plan, FEW, &few, error) || peak(m, plan, tasks, &many, error))
		return -1;
	*to = (many - few) / (tasks - FEW);
	return *to > 0 ? 0 : error_set(error, "%d tasks took no more memory than %d", tasks, FEW);
}

static int run_plan(struct measuring *m, const struct plan *plan, int amount, double to[READS], struct error *error)
{
	if (plan->how == HOW_HERE) {
		to[0] = measure_additions(amount / 1000.0) / 10;
		return 0;
	}
	if (plan->how == HOW_MEMORY)
		return run_memory(m, plan, amount, &to[0], error);
	json_t *report = kitchen_run(m, plan, amount, error);
	int result = report ? read_globals(plan, report, to, error) : -1;
	json_decref(report);
	return result;
}

static int amount_of(const struct measure_words *words, const struct plan *plan)
{
	int amount = words->quick ? plan->amount / 10 : plan->amount;
	return amount > 2 * FEW || plan->how != HOW_MEMORY ? amount > 2 ? amount : 2 : 2 * FEW;
}

static void measure_plan(struct measuring *m, size_t i)
{
	struct series *series = &m->all[i];
	struct error error = { "" };
	double values[READS] = { 0 };
	tell_where(m, &plans[i]);
	series->amount = amount_of(m->words, &plans[i]);
	int result = run_plan(m, &plans[i], series->amount, values, &error);
	for (int half = 0; result && plans[i].how == HOW_MOST && half < HALVES && !m->signal; half++)
		result = run_plan(m, &plans[i], series->amount = (series->amount + 1) / 2, values, &error);
	if (result) {
		snprintf(series->why, sizeof series->why, "%.*s", (int)sizeof series->why - 1, error.text);
		return;
	}
	for (int read = 0; read < READS; read++)
		series->values[read][series->count] = values[read];
	series->count++;
}

/* The plans take turns. */
static void measure_turns(struct measuring *m)
{
	for (unsigned turn = 0; turn < m->words->repeats; turn++)
		for (size_t i = 0; i < PLANS && !m->signal; i++)
			if (!m->all[i].why[0] && (turn == 0 || plans[i].how != HOW_MOST))
				measure_plan(m, i);
}

/* ---- what stands for several runs ---- */

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void figure_set(const struct plan *plan, struct series *series, int read, struct measure_figure *to)
{
	double *values = series->values[read];
	unsigned n = series->count;
	memcpy(to->why, series->why, sizeof to->why);
	if (to->why[0] || !n)
		return;
	qsort(values, n, sizeof *values, by_size);
	*to = (struct measure_figure){ .runs = n, .median = n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2, .low = values[0], .high = values[n - 1] };
	to->at_least = plan->how == HOW_MOST && to->median >= series->amount;
}

static void take_figures(struct measuring *m, struct measures *to)
{
	for (size_t i = 0; i < PLANS; i++)
		for (int read = 0; read < READS && (read == 0 || plans[i].reads[read].global); read++)
			figure_set(&plans[i], &m->all[i], read, &to->at[plans[i].reads[read].row][plans[i].kind]);
}

/* ---- the whole ---- */

static double cpu_of_kitchens(void)
{
	struct rusage usage;
	getrusage(RUSAGE_CHILDREN, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int measure_run(const struct measure_words *words, struct measures *to)
{
	struct measuring *m = calloc(1, sizeof *m);
	struct machine before = machine_now();
	if (!m)
		abort();
	*to = (struct measures){ .repeats = words->repeats, .quick = words->quick };
	m->words = words;
	for (size_t i = 0; i < PLANS; i++)
		m->steps += plans[i].how == HOW_MOST ? 1 : words->repeats;
	m->signals = signals_open();
	measure_turns(m);
	tell_nothing();
	close(m->signals);
	take_figures(m, to);
	measure_machine_read(to);
	struct measured all = { .cpu_s = cpu_of_kitchens(), .elapsed_s = machine_now().at_s - before.at_s };
	measured_others(&all, &before);
	to->others = all.others;
	int signal = m->signal;
	free(m);
	return signal;
}
