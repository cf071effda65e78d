/* results.c - how the latest runs of a recipe ended.
 *
 * Where the workers' time went explains the difference between two ways to run: to be ready or to want the GIL is time in which one could have
 * gone on and another had control. */
#include "tui/results.h"

#include "trace/tongue.h"
#include "tui/pane.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ALIKE 0.03 /* times that differ by less than this are the same to a person */

/* Tasks and workers of pools do the work; the main task counts where there are none. */
static bool does_work(const struct stage_worker *worker)
{
	return worker->name && (worker->role == ROLE_OF_TASK || worker->role == ROLE_OF_POOL);
}

static void share_add(struct result *result, const struct stage *stage, uint64_t now_ns, bool main_too)
{
	double sum = 0, ns[STATE_COUNT] = { 0 };
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		const struct stage_worker *worker = &stage->workers[id];
		if (!does_work(worker) && !(main_too && worker->name && worker->role == ROLE_OF_MAIN))
			continue;
		for (int state = STATE_RUNNING; state < STATE_ENDED; state++)
			ns[state] += (double)worker->totals_ns[state] + (worker->state == state ? (double)(now_ns - worker->since_ns) : 0);
	}
	for (int state = 0; state < STATE_COUNT; state++)
		sum += ns[state];
	for (int state = 0; state < STATE_COUNT && sum > 0; state++)
		result->share[state] = ns[state] / sum;
}

static bool has_helpers(const struct stage *stage)
{
	for (uint32_t id = 1; id < stage->worker_count; id++)
		if (does_work(&stage->workers[id]))
			return true;
	return false;
}

void results_note(struct results *results, const struct watch *watch)
{
	const struct stage *head = history_head(watch->history);
	struct result result = { .kitchen_s = stage_kitchen_s(head, head->time_ns), .served = head->served };
	bool loop = head->loop || !strcmp(watch->info.engine, "loop");
	bool forks = !strcmp(watch->info.engine, "processes"), cloud = !strcmp(watch->info.engine, "instances"); /* who asks for those is on a loop */
	snprintf(result.way, sizeof result.way, "%s", head->sequential ? N_("sequential") : cloud ? N_("instances") : loop ? N_("event loop") : forks ? N_("processes") : head->gil ? N_("threads, GIL") : N_("threads, no GIL"));
	share_add(&result, head, head->time_ns, !has_helpers(head));
	int place = 0;
	while (place < results->count && strcmp(results->list[place].way, result.way))
		place++;
	if (place == RESULTS)
		return; /* there are no more ways than places */
	results->count = place == results->count ? place + 1 : results->count;
	results->list[place] = result;
	results->latest = place;
}

void results_forget(struct results *results)
{
	*results = (struct results){ 0 };
}

/* The share of time in which a worker could have gone on. */
static double kept(const struct result *result)
{
	return result->share[STATE_READY] + result->share[STATE_BLOCKED];
}

/* The way to run as it reads in a sentence. */
static const char *spoken(const struct result *result)
{
	return result->way[0] == 's' ? _("one task after another") : result->way[0] == 'e' ? _("the event loop") : result->way[0] == 'p' ? "processes" : strstr(result->way, "no GIL") ? _("threads without a GIL") : _("threads with the GIL");
}

char *results_words(const struct results *results, char *to, int size)
{
	char longer[24];
	to[0] = '\0';
	if (results->count < 2)
		return to;
	const struct result *one = &results->list[results->latest], *other = &results->list[results->latest ? 0 : 1];
	const struct result *slow = one->kitchen_s > other->kitchen_s ? one : other, *fast = slow == one ? other : one;
	if (slow->kitchen_s - fast->kitchen_s < ALIKE * slow->kitchen_s) {
		snprintf(to, size, _("The same recipe took about the same time on %s and on %s."), spoken(one), spoken(other));
		return to;
	}
	pane_seconds(slow->kitchen_s - fast->kitchen_s, longer, sizeof longer);
	int length = snprintf(to, size, _("The same recipe took %s longer on %s than on %s"), longer, spoken(slow), spoken(fast));
	if (kept(slow) > kept(fast) + ALIKE && length < size)
		snprintf(to + length, size - length, _(": there workers could have gone on for %.0f%% of their time and had no turn, here for %.0f%%."),
			kept(slow) * 100, kept(fast) * 100);
	else if (slow->share[STATE_STALLING] > fast->share[STATE_STALLING] + ALIKE && length < size)
		snprintf(to + length, size - length, _(": there workers blocked all others for %.0f%% of the time."), slow->share[STATE_STALLING] * 100);
	else if (length < size)
		snprintf(to + length, size - length, ".");
	return to;
}
