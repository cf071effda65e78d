/* compare_run.c - the same recipe on one engine after another: see compare_cli.h.
 *
 * Kitchens run one at a time, so that they do not disturb each other, with the probe off: the real engines at full speed. Each way is run a few times, taking turns, and the run
 * of median length stands for it, with all its figures: a mean of several runs would be none of them. A way on which the recipe cannot run is a row that
 * says why. On sequential a deadlock is no fault of the recipe: its tasks need each other. */
#include "cli/compare_cli.h"

#include "cli/signals.h"
#include "cli/verb.h"
#include "kitchen/kitchen.h"
#include "source/source.h"
#include "trace/text.h"

#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

const struct compare_way compare_ways[COMPARE_WAYS] = {
	{ .name = "sequential", .engine = "sequential", .key = "sequential", .gil = 0 },
	{ .name = "threads", .engine = "threads", .key = "threads", .gil = 0 },
	{ .name = "threads+gil", .engine = "threads", .key = "threads-gil", .gil = 1 },
	{ .name = "loop", .engine = "loop", .key = "loop", .gil = 0 },
	{ .name = "processes", .engine = "processes", .key = "processes", .gil = 0 },
};

const struct compare_way *compare_way_named(const char *name, size_t length)
{
	for (size_t i = 0; i < COMPARE_WAYS; i++)
		if (strlen(compare_ways[i].name) == length && strncmp(compare_ways[i].name, name, length) == 0)
			return &compare_ways[i];
	return NULL;
}

struct measuring {
	const struct compare_words *words;
	struct comparison *to;
	struct recipe_card card;
	int signals; /* descriptor */
	int *status;
	struct error *error;
};

/* ---- where we are, on a terminal ---- */

static bool can_draw(void)
{
	const char *term = getenv("TERM");
	return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

static void tell_where(const struct measuring *m, const struct compare_way *way, unsigned run)
{
	if (can_draw())
		fprintf(stderr, "\r\033[K%s on %s, run %u of %u", m->words->launch.recipe, way->name, run + 1, m->words->runs);
}

static void tell_nothing(void)
{
	if (can_draw())
		fprintf(stderr, "\r\033[K");
}

/* ---- one kitchen ---- */

/* True while there is more to come. */
static bool wait_for_more(struct measuring *m, const struct source *source)
{
	struct pollfd ready[] = { { .fd = source_fd(source), .events = POLLIN }, { .fd = m->signals, .events = POLLIN } };
	struct signalfd_siginfo signal;
	poll(ready, 2, -1);
	if (read(m->signals, &signal, sizeof signal) == sizeof signal)
		m->to->signal = (int)signal.ssi_signo;
	return !m->to->signal;
}

/* Run it to its end; its report, new, or NULL with words or with a signal noted. */
static json_t *run_kitchen(struct measuring *m, const struct compare_way *way)
{
	struct launch launch = m->words->launch; /* borrows the settings */
	struct source *source;
	struct history *history = history_new();
	struct info info;
	json_t *report = NULL;
	snprintf(launch.engine, sizeof launch.engine, "%s", way->engine);
	launch.gil = way->gil;
	launch.trace = launch.events = false;
	launch.measure = true;
	info_init(&info);
	source = source_kitchen(&launch, NULL, m->error);
	if (source) {
		while (source_pump(source, history, &info, 0) == SOURCE_OPEN && wait_for_more(m, source))
			continue;
		report = info.report && !m->to->signal ? json_loads(info.report, 0, NULL) : NULL;
		if (!report)
			error_set(m->error, "%s", *source_error(source) ? source_error(source) : "the kitchen ended without a report");
		source_free(source);
	}
	info_release(&info);
	history_free(history);
	return report;
}

/* ---- a report as a row ---- */

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

static void row_why(struct compare_row *row, const char *begin, const char *text)
{
	char clean[sizeof row->why - 24];
	text_clean(clean, sizeof clean, text, strlen(text));
	snprintf(row->why, sizeof row->why, "%s%s", begin, clean);
}

/* Nobody could go on. */
static void take_deadlock(struct compare_row *row, const json_t *report)
{
	const json_t *wait = json_array_get(json_object_get(report, "waiting"), 0);
	bool alone = strcmp(row->way->engine, "sequential") == 0;
	char words[256];
	snprintf(words, sizeof words, "%s waits for %s", text_of(wait, "worker"), text_of(wait, "for"));
	row_why(row, alone ? "needs concurrency: " : "a deadlock: ", wait ? words : "nobody can go on");
	row->wrong = !alone;
}

static void take_report(struct compare_row *row, const json_t *report)
{
	const json_t *cost = json_object_get(report, "cost");
	const char *outcome = text_of(report, "outcome");
	row->ran = strcmp(outcome, "done") == 0 || strcmp(outcome, "violated") == 0;
	row->elapsed_s = json_number_value(json_object_get(report, "elapsed_s"));
	row->cpu_s = json_number_value(json_object_get(cost, "cpu_s"));
	row->peak_kb = json_integer_value(json_object_get(cost, "peak_kb"));
	row->switches = switches_of(report);
	row->served = json_integer_value(json_object_get(json_object_get(report, "ledger"), "served"));
	if (strcmp(outcome, "deadlock") == 0) {
		take_deadlock(row, report);
	} else if (strcmp(outcome, "violated") == 0) {
		const char *first = json_string_value(json_array_get(json_object_get(report, "violations"), 0));
		row->wrong = true;
		row_why(row, "", first ? first : "what must hold");
	} else if (!row->ran) {
		row->wrong = !json_is_true(json_object_get(report, "alone"));
		row_why(row, row->wrong ? "" : "needs concurrency: ", *text_of(report, "error") ? text_of(report, "error") : "it ended early");
	}
}

/* ---- one way ---- */

/* Whether the recipe says that it runs there. Tasks in one memory mean the same one after another. */
static bool runs_on(const struct recipe_card *card, const char *engine)
{
	if (strcmp(engine, "sequential") == 0)
		return strstr(card->engines, "threads") || strstr(card->engines, "loop");
	return strstr(card->engines, engine) != NULL; /* no engine's name is part of another's */
}

/* "the recipe runs on threads, loop" */
static void say_engines(struct compare_row *row, const char *engines)
{
	size_t used = (size_t)snprintf(row->why, sizeof row->why, "the recipe runs on ");
	for (; *engines; engines++)
		used += (size_t)snprintf(row->why + used, sizeof row->why - used, *engines == ',' ? ", " : "%c", *engines);
}

/* The runs of one way. */
struct series {
	const struct compare_way *way;
	struct compare_row *runs;
	unsigned count;
	bool over; /* there is no use in another */
};

static int by_length(const void *a, const void *b)
{
	double x = ((const struct compare_row *)a)->elapsed_s, y = ((const struct compare_row *)b)->elapsed_s;
	return (x > y) - (x < y);
}

/* What stands for some runs: the one of median length; that one was broken is kept. */
static struct compare_row median(struct compare_row *runs, unsigned count)
{
	const struct compare_row *broken = NULL;
	for (unsigned i = 0; i < count; i++)
		if (runs[i].wrong && !broken)
			broken = &runs[i];
	char why[sizeof broken->why] = "";
	bool wrong = broken != NULL;
	if (broken)
		memcpy(why, broken->why, sizeof why);
	qsort(runs, count, sizeof *runs, by_length);
	struct compare_row row = runs[(count - 1) / 2];
	row.wrong = wrong;
	if (wrong)
		memcpy(row.why, why, sizeof why);
	return row;
}

/* One run more of a way. 0, or a signal came; -1 with words. */
static int measure_run(struct measuring *m, struct series *series)
{
	struct compare_row *run = &series->runs[series->count];
	json_t *report;
	int result = 0;
	tell_where(m, series->way, series->count);
	report = run_kitchen(m, series->way);
	if (json_is_true(json_object_get(report, "misuse"))) {
		*m->status = EXIT_USAGE;
		result = error_set(m->error, "%s", text_of(report, "error"));
	} else if (report) {
		run->way = series->way;
		take_report(run, report);
		series->over = !run->ran; /* a run that came to no end is the last, and stands for its way */
		series->count++;
	} else if (!m->to->signal) {
		*m->status = EXIT_DIED;
		result = -1;
	}
	json_decref(report);
	return result;
}

static struct compare_row row_of(struct measuring *m, struct series *series)
{
	struct compare_row row = { .way = series->way };
	if (!series->count)
		say_engines(&row, m->card.engines);
	else
		row = series->over ? series->runs[series->count - 1] : median(series->runs, series->count);
	return row;
}

/* The ways take turns, so that what the machine does meanwhile is the same for all. */
static int measure_turns(struct measuring *m, struct series *all)
{
	for (unsigned run = 0; run < m->words->runs; run++)
		for (size_t i = 0; i < m->words->way_count; i++) {
			if (!all[i].over && measure_run(m, &all[i]))
				return -1;
			if (m->to->signal)
				return 0;
		}
	return 0;
}

static int measure_ways(struct measuring *m)
{
	struct series all[COMPARE_WAYS] = { 0 };
	size_t count = m->words->way_count;
	struct compare_row *runs = calloc(count * m->words->runs, sizeof *runs);
	int result;
	if (!runs)
		return error_set(m->error, "memory is out");
	for (size_t i = 0; i < count; i++)
		all[i] = (struct series){ m->words->ways[i], runs + i * m->words->runs, 0, !runs_on(&m->card, m->words->ways[i]->engine) };
	result = measure_turns(m, all);
	for (size_t i = 0; i < count; i++)
		if (all[i].count || all[i].over)
			m->to->rows[m->to->row_count++] = row_of(m, &all[i]);
	free(runs);
	return result;
}

int compare_measure(const struct compare_words *words, struct comparison *to, int *status, struct error *error)
{
	struct measuring m = { .words = words, .to = to, .status = status, .error = error };
	cpu_set_t cores;
	int result;
	memset(to, 0, sizeof *to);
	*status = EXIT_WRONG;
	if (recipe_card_read(words->launch.path, words->launch.file, words->launch.recipe, &m.card, error) ||
		compare_published_read(words->launch.path, &to->published, error))
		return -1;
	memcpy(to->title, m.card.title, sizeof to->title);
	to->cores = sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 1;
	m.signals = signals_open();
	result = measure_ways(&m);
	tell_nothing();
	close(m.signals);
	return result;
}
