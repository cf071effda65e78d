/* trials.c - kitchens one after another, and what they reported.
 *
 * One epoll descriptor stands for all that is waited for: the kitchens' sockets and a clock for the end. A source closes its socket by itself, which also
 * takes it out of the epoll set, so kitchens need not be taken out by hand. The number of a run gives its seed and its way, so that the ways alternate:
 * 0, 1, 0, 1 … A kitchen that cannot be started or dies ends the trials of its way with words; what was counted stays. */
#include "source/trials.h"

#include "source/outcome_key.h"
#include "source/source.h"
#include "trace/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define AT_ONCE_MAX 2

/* A kitchen at work. */
struct trial {
	struct source *source; /* NULL: nothing runs here */
	struct history *history;
	struct info info;
	int way;
};

struct trials {
	struct launch ways[TRIALS_WAYS];
	struct trials_result results[TRIALS_WAYS];
	struct trial at_work[AT_ONCE_MAX];
	int way_count, at_once;
	uint32_t runs;       /* of each way */
	uint64_t started;    /* runs, over all ways */
	uint64_t begun_ns, ended_ns;
	int epoll_fd, clock_fd;
	bool late, over;
};

static uint64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void trial_end(struct trial *trial)
{
	if (!trial->source)
		return;
	source_free(trial->source);
	info_release(&trial->info);
	history_free(trial->history);
	*trial = (struct trial){ 0 };
}

/* Of the way whose turn it is. */
static void trial_start(struct trials *trials, struct trial *trial)
{
	struct error error;
	int way = (int)(trials->started % (uint64_t)trials->way_count);
	struct launch *launch = &trials->ways[way];
	launch->seed++;
	trials->started++;
	if (trials->results[way].error[0])
		return;
	trial->source = source_kitchen(launch, NULL, &error);
	if (!trial->source) {
		snprintf(trials->results[way].error, sizeof trials->results[way].error, "%s", error.text);
		return;
	}
	trial->way = way;
	trial->history = history_new();
	info_init(&trial->info);
	struct epoll_event event = { .events = EPOLLIN };
	epoll_ctl(trials->epoll_fd, EPOLL_CTL_ADD, source_fd(trial->source), &event);
}

/* ---- what a run reported ---- */

static void words_of(const json_t *report, char *to, size_t size)
{
	const char *error = json_string_value(json_object_get(report, "error")), *name;
	const json_t *value;
	size_t used = 0;
	to[0] = '\0';
	if (error)
		text_clean(to, size, error, strlen(error));
	else
		json_object_foreach(json_object_get(report, "globals"), name, value) {
			char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(6)), part[192];
			int length = snprintf(part, sizeof part, "%s%s = %s", used ? ", " : "", name, text ? text : "?");
			used += text_clean(to + used, size - used, part, length < (int)sizeof part ? (size_t)length : sizeof part - 1);
			free(text);
			if (used + 1 >= size)
				break;
		}
}

static struct trials_outcome *outcome_of(struct trials_result *result, char *key)
{
	for (size_t i = 0; i < result->outcome_count; i++)
		if (!strcmp(result->outcomes[i].key, key)) {
			free(key);
			return &result->outcomes[i];
		}
	if (result->outcome_count == TRIALS_OUTCOMES_MAX) {
		free(key);
		return NULL;
	}
	struct trials_outcome *more = reallocarray(result->outcomes, result->outcome_count + 1, sizeof *more);
	if (!more)
		abort();
	result->outcomes = more;
	more[result->outcome_count] = (struct trials_outcome){ .key = key };
	return &more[result->outcome_count++];
}

static void result_add(struct trials *trials, struct trials_result *result, const json_t *report)
{
	const char *how = json_string_value(json_object_get(report, "outcome"));
	char *key = outcome_key(json_object_get(report, "globals"), how ? how : "");
	if (!how || !key) {
		free(key);
		snprintf(result->error, sizeof result->error, "a free run's report makes no sense");
		return;
	}
	struct trials_outcome *outcome = outcome_of(result, key);
	bool ok = !strcmp(how, "done");
	if (outcome) {
		if (!outcome->runs++)
			words_of(report, outcome->words, sizeof outcome->words);
		outcome->ok = ok;
	} else {
		result->others++;
	}
	if (result->runs < trials->runs)
		result->elapsed_s[result->runs] = json_number_value(json_object_get(report, "elapsed_s"));
	result->runs++;
	result->failing += !ok;
}

/* Settings that the recipe cannot have, a file that is gone: no run at all. */
static bool is_misuse(const json_t *report)
{
	return json_is_true(json_object_get(report, "misuse"));
}

static void trial_take(struct trials *trials, struct trial *trial)
{
	struct trials_result *result = &trials->results[trial->way];
	json_t *report = trial->info.report ? json_loads(trial->info.report, 0, NULL) : NULL;
	const char *error = json_string_value(json_object_get(report, "error"));
	if (is_misuse(report))
		text_clean(result->error, sizeof result->error, error ? error : "it cannot be run", strlen(error ? error : "it cannot be run"));
	else if (report)
		result_add(trials, result, report);
	else
		snprintf(result->error, sizeof result->error, "%s", *source_error(trial->source) ? source_error(trial->source) : "a free run ended without a report");
	json_decref(report);
}

/* ---- the whole ---- */

static bool way_wants(const struct trials *trials, int way)
{
	return !trials->results[way].error[0];
}

static bool wants_more(const struct trials *trials)
{
	bool any = false;
	for (int way = 0; way < trials->way_count; way++)
		any |= way_wants(trials, way);
	return any && !trials->late && trials->started < (uint64_t)trials->runs * (uint64_t)trials->way_count;
}

/* Fill the free places; over when nothing runs and nothing more is wanted. */
static void go_on(struct trials *trials)
{
	bool busy = false;
	for (int i = 0; i < trials->at_once; i++) {
		while (!trials->at_work[i].source && wants_more(trials))
			trial_start(trials, &trials->at_work[i]);
		busy |= trials->at_work[i].source != NULL;
	}
	if (busy || trials->over)
		return;
	trials->over = true;
	trials->ended_ns = now_ns();
}

static int open_fds(struct trials *trials, double seconds, struct error *error)
{
	struct epoll_event event = { .events = EPOLLIN };
	struct itimerspec end = { .it_value = { (time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9) + 1 } };
	trials->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	trials->clock_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (trials->epoll_fd < 0 || trials->clock_fd < 0 || timerfd_settime(trials->clock_fd, 0, &end, NULL) ||
		epoll_ctl(trials->epoll_fd, EPOLL_CTL_ADD, trials->clock_fd, &event))
		return error_set(error, "free runs cannot be started: %s", strerror(errno));
	return 0;
}

static void way_init(struct trials *trials, const struct launch *launch, double seconds)
{
	int way = trials->way_count++;
	struct launch *own = &trials->ways[way];
	launch_copy(own, launch);
	free(own->schedule);
	own->schedule = NULL;
	own->policy[0] = '\0';
	own->explore = own->stay = own->trace = own->events = false;
	own->pace = TRIALS_PACE;
	own->timeout_s = seconds > 1 ? seconds : 1;
	trials->results[way].elapsed_s = calloc(trials->runs ? trials->runs : 1, sizeof(double));
	if (!trials->results[way].elapsed_s)
		abort();
}

struct trials *trials_new(const struct trials_plan *plan, struct error *error)
{
	struct trials *trials = calloc(1, sizeof *trials);
	if (!trials) {
		error_set(error, "memory is out");
		return NULL;
	}
	trials->epoll_fd = trials->clock_fd = -1;
	trials->runs = plan->runs;
	trials->at_once = plan->at_once < AT_ONCE_MAX ? plan->at_once : AT_ONCE_MAX;
	for (int way = 0; way < TRIALS_WAYS && plan->ways[way]; way++)
		way_init(trials, plan->ways[way], plan->seconds);
	if (open_fds(trials, plan->seconds, error)) {
		trials_free(trials);
		return NULL;
	}
	trials->begun_ns = now_ns();
	go_on(trials);
	return trials;
}

static void result_release(struct trials_result *result)
{
	for (size_t i = 0; i < result->outcome_count; i++)
		free(result->outcomes[i].key);
	free(result->outcomes);
	free(result->elapsed_s);
}

void trials_free(struct trials *trials)
{
	if (!trials)
		return;
	for (int i = 0; i < AT_ONCE_MAX; i++)
		trial_end(&trials->at_work[i]);
	for (int way = 0; way < trials->way_count; way++) {
		launch_release(&trials->ways[way]);
		result_release(&trials->results[way]);
	}
	if (trials->clock_fd >= 0)
		close(trials->clock_fd);
	if (trials->epoll_fd >= 0)
		close(trials->epoll_fd);
	free(trials);
}

int trials_fd(const struct trials *trials)
{
	return trials->epoll_fd;
}

bool trials_pump(struct trials *trials)
{
	uint64_t ticks;
	bool news = false;
	if (trials->over)
		return false;
	if (read(trials->clock_fd, &ticks, sizeof ticks) == sizeof ticks)
		trials->late = true;
	for (int i = 0; i < trials->at_once; i++) {
		struct trial *trial = &trials->at_work[i];
		bool ended = trial->source && source_pump(trial->source, trial->history, &trial->info, 0) != SOURCE_OPEN;
		if (ended)
			trial_take(trials, trial);
		if (ended || (trials->late && trial->source))
			trial_end(trial);
		news |= ended;
	}
	go_on(trials);
	return news || trials->over;
}

bool trials_over(const struct trials *trials)
{
	return trials->over;
}

double trials_elapsed_s(const struct trials *trials)
{
	return (double)((trials->over ? trials->ended_ns : now_ns()) - trials->begun_ns) / 1e9;
}

const struct trials_result *trials_result(const struct trials *trials, int way)
{
	return &trials->results[way];
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

double trials_median(const struct trials_result *result, double *low, double *high)
{
	uint32_t count = result->runs;
	double *sorted = count ? malloc(count * sizeof *sorted) : NULL, median;
	*low = *high = 0;
	if (!sorted)
		return 0;
	memcpy(sorted, result->elapsed_s, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, by_size);
	median = count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
	*low = sorted[count / 4];
	*high = sorted[count - 1 - count / 4];
	free(sorted);
	return median;
}
