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

static bool can_draw(const struct measuring *m)
{
	const char *term = getenv("TERM");
	return !m->words->quiet && isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

static void tell_where(const struct measuring *m, const struct compare_way *way, unsigned run)
{
	if (can_draw(m))
		fprintf(stderr, "\r\033[K%s on %s, run %u of %u", m->words->launch.recipe, way->name, run + 1, m->words->runs);
}

static void tell_nothing(const struct measuring *m)
{
	if (can_draw(m))
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

/* Run it to its end. -1 with words when it died, or with a signal noted. */
static int run_kitchen(struct measuring *m, const struct compare_way *way, struct measured *to)
{
	struct launch launch = m->words->launch; /* borrows the settings */
	struct source *source;
	struct history *history = history_new();
	struct info info;
	struct machine before = machine_now();
	int result = -1;
	compare_launch(&launch, way);
	info_init(&info);
	source = source_kitchen(&launch, NULL, m->error);
	if (source) {
		while (source_pump(source, history, &info, 0) == SOURCE_OPEN && wait_for_more(m, source))
			continue;
		result = info.report && !m->to->signal ? 0 : -1;
		if (result == 0) {
			measured_read(to, info.report, strcmp(way->engine, "sequential") == 0);
			measured_others(to, &before);
		} else {
			error_set(m->error, "%s", *source_error(source) ? source_error(source) : "the kitchen ended without a report");
		}
		source_free(source);
	}
	info_release(&info);
	history_free(history);
	return result;
}

/* ---- one way ---- */

void compare_launch(struct launch *launch, const struct compare_way *way)
{
	snprintf(launch->engine, sizeof launch->engine, "%s", way->engine);
	launch->gil = way->gil;
	launch->trace = launch->events = false;
	launch->measure = true;
}

/* Tasks in one memory mean the same one after another. */
static bool runs_on(const char *engines, const char *engine)
{
	if (strcmp(engine, "sequential") == 0)
		return strstr(engines, "threads") || strstr(engines, "loop");
	return strstr(engines, engine) != NULL; /* no engine's name is part of another's */
}

bool compare_runs_on(const char *engines, const struct compare_way *way, char *why, size_t size)
{
	if (runs_on(engines, way->engine))
		return true;
	size_t used = (size_t)snprintf(why, size, "the recipe runs on ");
	for (; *engines && used < size; engines++)
		used += (size_t)snprintf(why + used, size - used, *engines == ',' ? ", " : "%c", *engines);
	return false;
}

int compare_cores(void)
{
	cpu_set_t cores;
	return sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 1;
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
	double x = ((const struct compare_row *)a)->is.elapsed_s, y = ((const struct compare_row *)b)->is.elapsed_s;
	return (x > y) - (x < y);
}

/* What stands for some runs: the one of median length; that one was broken is kept. */
static struct compare_row median(struct compare_row *runs, unsigned count)
{
	const struct compare_row *broken = NULL;
	for (unsigned i = 0; i < count; i++)
		if (runs[i].is.wrong && !broken)
			broken = &runs[i];
	char why[sizeof broken->is.why] = "";
	bool wrong = broken != NULL;
	if (broken)
		memcpy(why, broken->is.why, sizeof why);
	qsort(runs, count, sizeof *runs, by_length);
	struct compare_row row = runs[(count - 1) / 2];
	row.is.wrong = wrong;
	if (wrong)
		memcpy(row.is.why, why, sizeof why);
	return row;
}

/* One run more of a way. 0, or a signal came; -1 with words. */
static int measure_run(struct measuring *m, struct series *series)
{
	struct compare_row *run = &series->runs[series->count];
	tell_where(m, series->way, series->count);
	if (run_kitchen(m, series->way, &run->is)) {
		*m->status = EXIT_DIED;
		return m->to->signal ? 0 : -1;
	}
	if (run->is.misuse) {
		*m->status = EXIT_USAGE;
		return error_set(m->error, "%s", run->is.why);
	}
	run->way = series->way;
	series->over = !run->is.ran; /* a run that came to no end is the last, and stands for its way */
	series->count++;
	return 0;
}

static struct compare_row row_of(struct measuring *m, struct series *series)
{
	struct compare_row row = { .way = series->way };
	if (!series->count)
		compare_runs_on(m->card.engines, row.way, row.is.why, sizeof row.is.why);
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
	char why[sizeof(struct measured)];
	size_t count = m->words->way_count;
	struct compare_row *runs = calloc(count * m->words->runs, sizeof *runs);
	int result;
	if (!runs)
		return error_set(m->error, "memory is out");
	for (size_t i = 0; i < count; i++)
		all[i] = (struct series){ m->words->ways[i], runs + i * m->words->runs, 0, !compare_runs_on(m->card.engines, m->words->ways[i], why, sizeof why) };
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
	int result;
	memset(to, 0, sizeof *to);
	*status = EXIT_WRONG;
	if (recipe_card_read(words->launch.path, words->launch.file, words->launch.recipe, &m.card, error) ||
		compare_published_read(words->launch.path, &to->published, error))
		return -1;
	memcpy(to->title, m.card.title, sizeof to->title);
	to->cores = compare_cores();
	m.signals = signals_open();
	result = measure_ways(&m);
	tell_nothing(&m);
	close(m.signals);
	return result;
}
