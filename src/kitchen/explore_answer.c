/* explore_answer.c - what was counted, as one JSON object; see explore_inner.h. */
#include "kitchen/explore_inner.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *decimal(explorer_count count)
{
	char to[40];
	return json_string(explorer_decimal(count, to));
}

static json_t *outcomes(struct explorer *explorer, const struct explorer_share *shares, size_t count)
{
	json_t *all = json_array();
	for (size_t i = 0; i < count; i++) {
		bool ok, deadlock;
		json_t *one = json_loads(explorer_outcome(explorer, shares[i].outcome, &ok, &deadlock), 0, NULL);
		json_object_set_new(one, "schedules", decimal(shares[i].schedules));
		json_object_set_new(one, "chance", json_real(shares[i].chance));
		json_object_set_new(one, "ok", json_boolean(ok));
		json_object_set_new(one, "deadlock", json_boolean(deadlock));
		json_array_append_new(all, one);
	}
	return all;
}

struct sums {
	explorer_count all, failing, deadlocking, at_most[EXPLORER_PREEMPTIONS], failing_at_most[EXPLORER_PREEMPTIONS];
	double chance;
};

static struct sums sum_up(struct explorer *explorer, const struct explorer_share *shares, size_t count)
{
	struct sums sums = { 0 };
	for (size_t i = 0; i < count; i++) {
		bool ok, deadlock;
		explorer_outcome(explorer, shares[i].outcome, &ok, &deadlock);
		sums.all += shares[i].schedules;
		sums.failing += ok ? 0 : shares[i].schedules;
		sums.deadlocking += deadlock ? shares[i].schedules : 0;
		sums.chance += ok ? 0 : shares[i].chance;
		for (int k = 0; k < EXPLORER_PREEMPTIONS; k++) {
			sums.at_most[k] += shares[i].at_most[k];
			sums.failing_at_most[k] += ok ? 0 : shares[i].at_most[k];
		}
	}
	return sums;
}

static json_t *preemptions(const struct sums *sums)
{
	json_t *all = json_array();
	for (int k = 0; k < EXPLORER_PREEMPTIONS; k++)
		json_array_append_new(all, json_pack("{s:i,s:o,s:o}", "at_most", k, "failing", decimal(sums->failing_at_most[k]), "of", decimal(sums->at_most[k])));
	return all;
}

static json_t *witness(struct explorer *explorer)
{
	size_t count;
	uint32_t switches, *workers = explorer_witness(explorer, &count, &switches);
	if (!workers)
		return json_null();
	char *schedule = schedule_write(workers, count);
	json_t *answer = json_pack("{s:s,s:i,s:s}", "schedule", schedule ? schedule : "", "preemptions", (int)switches, "why",
				   "the fewest preemptions, then the fewest steps, of all that fail");
	free(schedule);
	free(workers);
	return answer;
}

char *explore_answer(struct explorer *explorer, const struct launch *launch, double elapsed_s)
{
	size_t count;
	const struct explorer_share *shares = explorer_shares(explorer, &count);
	struct sums sums = sum_up(explorer, shares, count);
	json_t *answer = json_object();
	json_object_set_new(answer, "recipe", json_string(launch->recipe));
	json_object_set_new(answer, "engine", json_string(arena->turn.cooperative ? "loop" : "threads"));
	json_object_set_new(answer, "complete", json_boolean(explorer_complete(explorer)));
	json_object_set_new(answer, "endless", json_boolean(explorer_endless(explorer)));
	json_object_set_new(answer, "schedules", decimal(sums.all));
	json_object_set_new(answer, "failing", decimal(sums.failing));
	json_object_set_new(answer, "deadlocking", decimal(sums.deadlocking));
	json_object_set_new(answer, "chance", json_real(sums.chance));
	json_object_set_new(answer, "preemptions", preemptions(&sums));
	json_object_set_new(answer, "outcomes", outcomes(explorer, shares, count));
	json_object_set_new(answer, "states", json_integer((json_int_t)explorer_states(explorer)));
	json_object_set_new(answer, "steps", json_integer((json_int_t)explorer_steps(explorer)));
	json_object_set_new(answer, "witness", witness(explorer));
	json_object_set_new(answer, "elapsed_s", json_real(elapsed_s));
	char *text = json_dumps(answer, JSON_COMPACT | JSON_REAL_PRECISION(9));
	json_decref(answer);
	return text;
}
