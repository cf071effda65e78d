/* explore_ask.c - questions to an exploration that stays, answered from its graph; see trace/command.h for what may be asked.
 *
 * Each question gets one X frame with its id: what was asked, or "error" with one line. Nothing is run for it, but for "run" and "runs". */
#include "kitchen/explore_inner.h"
#include "kitchen/explore_line.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLE_MAX 100000u
#define RUNS_MAX 10000u /* played again for one answer */
#define SAMPLE_BYTES ((size_t)16 << 20) /* of the schedules of one answer */

/* An even sample: so many of all, or of those that fail. */
struct sample {
	explorer_count of;
	uint32_t size;
	bool failing;
};

static json_t *decimal(explorer_count count)
{
	char to[40];
	return json_string(explorer_decimal(count, to));
}

static json_t *schedule_json(const uint32_t *workers, size_t count)
{
	char *text = schedule_write(workers, count);
	json_t *json = text ? json_string(text) : json_null();
	free(text);
	return json;
}

/* ---- at: what follows after some steps ---- */

/* Where the worker's step leads from there; false when it can take none. */
static bool step(const struct explorer *explorer, explorer_place *place, uint32_t worker)
{
	uint32_t who;
	for (uint32_t i = 0; i < explorer_able(explorer, *place); i++) {
		explorer_place to = explorer_next(explorer, *place, i, &who);
		if (who == worker) {
			*place = to;
			return true;
		}
	}
	return false;
}

/* Follow a schedule string; *taken counts its steps. */
static int follow(const struct explorer *explorer, const struct schedule *schedule, explorer_place *place, struct error *error)
{
	unsigned long long taken = 0;
	char letter[12];
	for (size_t i = 0; i < schedule->count; i++) {
		const struct schedule_item *item = &schedule->items[i];
		for (uint32_t k = 0; item->steps == 0 || k < item->steps; k++, taken++) {
			if (*place == 0)
				return error_set(error, "after %llu steps nothing is known: counting ended before it came there", taken);
			if (step(explorer, place, item->worker))
				continue;
			if (item->steps == 0)
				break;
			return error_set(error, "step %llu is %s, but it can take no step there", taken + 1, worker_letter(item->worker, letter));
		}
	}
	return *place ? 0 : error_set(error, "after %llu steps nothing is known: counting ended before it came there", taken);
}

static json_t *figures_json(struct explorer_figures figures)
{
	return json_pack("{s:o,s:o,s:o,s:f}", "schedules", decimal(figures.schedules), "failing", decimal(figures.failing), "deadlocking",
			 decimal(figures.deadlocking), "chance", figures.chance);
}

static json_t *next_json(const struct explorer *explorer, explorer_place place)
{
	json_t *all = json_array();
	for (uint32_t i = 0; i < explorer_able(explorer, place); i++) {
		uint32_t worker;
		explorer_place to = explorer_next(explorer, place, i, &worker);
		json_t *one = figures_json(explorer_figures(explorer, to));
		json_object_set_new(one, "worker", json_integer(worker));
		json_array_append_new(all, one);
	}
	return all;
}

static json_t *answer_at(struct explore *explore, const struct command *question, struct error *error)
{
	explorer_place place = explorer_start(explore->explorer);
	struct schedule schedule;
	if (schedule_read(&schedule, question->text, error) != 0)
		return NULL;
	int r = follow(explore->explorer, &schedule, &place, error);
	schedule_release(&schedule);
	if (r != 0)
		return NULL;
	int64_t outcome = explorer_ends(place);
	json_t *at = figures_json(explorer_figures(explore->explorer, place));
	json_object_set_new(at, "schedule", json_string(question->text));
	json_object_set_new(at, "ends", json_boolean(outcome >= 0));
	json_object_set_new(at, "outcome", outcome >= 0 ? json_integer(outcome) : json_null());
	json_object_set_new(at, "next", next_json(explore->explorer, place));
	return at;
}

/* ---- schedules by number ---- */

/* How many there are to choose from; 0 with words when there is none that could be given. */
static explorer_count number_all(const struct explore *explore, bool failing, struct error *error)
{
	struct explorer_figures all = explorer_figures(explore->explorer, explorer_start(explore->explorer));
	explorer_count of = failing ? all.failing : all.schedules;
	if (of == EXPLORER_MOST)
		return (void)error_set(error, "there are more schedules than can be numbered: more than 3.4 x 10^38"), 0;
	if (of == 0)
		error_set(error, failing ? "no schedule is known that fails" : "no schedule is known");
	return of;
}

/* The schedule of the number that is asked for: its workers, to be freed; NULL with words. */
static uint32_t *numbered(const struct explore *explore, const struct command *question, explorer_count *number, explorer_count *of, size_t *count,
			  uint32_t *end, struct error *error)
{
	char text[40];
	uint32_t *workers = NULL;
	*of = number_all(explore, question->failing, error);
	if (*of && explorer_decimal_read(number, question->text) && *number >= 1)
		workers = explorer_nth(explore->explorer, *number - 1, question->failing, count, end);
	if (*of && !workers)
		error_set(error, "there is no schedule number %.40s%s: they are numbered from 1 to %s", question->text, question->failing ? " among those that fail" : "",
			  explorer_decimal(*of, text));
	return workers;
}

static json_t *answer_nth(struct explore *explore, const struct command *question, struct error *error)
{
	explorer_count number, of;
	uint32_t end;
	size_t count;
	uint32_t *workers = numbered(explore, question, &number, &of, &count, &end, error);
	if (!workers)
		return NULL;
	json_t *nth = json_pack("{s:o,s:o,s:o,s:i}", "number", decimal(number), "of", decimal(of), "schedule", schedule_json(workers, count), "outcome", (int)end);
	free(workers);
	return nth;
}

/* The workers of the i-th schedule of a sample, to be freed. */
static uint32_t *sampled(const struct explore *explore, const struct sample *sample, uint32_t i, size_t *count, uint32_t *end)
{
	explorer_count number = explorer_sampled(sample->of, sample->size, i, explore->launch->seed);
	return explorer_nth(explore->explorer, number, sample->failing, count, end);
}

/* How large a sample is asked for; -1 with words. */
static int sample_read(struct sample *sample, const struct explore *explore, const struct command *question, uint32_t most, struct error *error)
{
	explorer_count size;
	*sample = (struct sample){ .of = number_all(explore, question->failing, error), .failing = question->failing };
	if (!sample->of)
		return -1;
	if (!explorer_decimal_read(&size, question->text) || size < 1 || size > most)
		return error_set(error, "a sample of %.40s cannot be taken: 1 to %u are right", question->text, most);
	sample->size = (uint32_t)(size < sample->of ? size : sample->of);
	return 0;
}

static json_t *answer_sample(struct explore *explore, const struct command *question, struct error *error)
{
	struct sample sample;
	size_t bytes = 0;
	if (sample_read(&sample, explore, question, SAMPLE_MAX, error) != 0)
		return NULL;
	json_t *all = json_array();
	for (uint32_t i = 0; i < sample.size && bytes < SAMPLE_BYTES; i++) {
		size_t count;
		uint32_t end, *workers = sampled(explore, &sample, i, &count, &end);
		json_t *one = schedule_json(workers, count);
		bytes += json_string_length(one);
		json_array_append_new(all, one);
		free(workers);
	}
	if (bytes < SAMPLE_BYTES)
		return all;
	json_decref(all);
	error_set(error, "the schedules of this sample are longer than %zu MB together: ask for fewer", SAMPLE_BYTES >> 20);
	return NULL;
}

/* ---- runs: a sample, each played again ---- */

/* One schedule played again; it must end as it was counted. NULL with words. */
static json_t *run_again(struct explore *explore, const uint32_t *workers, size_t count, uint32_t outcome, struct error *error)
{
	struct explore_end end = { 0 };
	uint64_t hash;
	bool ok, deadlock;
	json_t *one = NULL;
	if (explore_again(explore, workers, count, &end, &hash, error) != 0)
		return NULL;
	char *schedule = schedule_write(workers, count);
	if (strcmp(end.outcome, explorer_outcome(explore->explorer, outcome, &ok, &deadlock)) != 0)
		error_set(error, "the schedule %.100s ended otherwise when it was played again: %.200s", schedule ? schedule : "", end.outcome);
	else
		one = json_pack("{s:s,s:b,s:i,s:o}", "schedule", schedule ? schedule : "", "ok", (int)ok, "outcome", (int)outcome, "hash",
				json_sprintf("%016" PRIx64, hash));
	free(schedule);
	free(end.outcome);
	return one;
}

static json_t *answer_runs(struct explore *explore, const struct command *question, struct error *error)
{
	struct sample sample;
	if (sample_read(&sample, explore, question, RUNS_MAX, error) != 0 || explore_again_open(explore, error) != 0)
		return NULL;
	json_t *all = json_array();
	for (uint32_t i = 0; all && i < sample.size && !atomic_load(&arena->quit); i++) {
		size_t count;
		uint32_t end, *workers = sampled(explore, &sample, i, &count, &end);
		json_t *one = run_again(explore, workers, count, end, error);
		if (one) {
			json_array_append_new(all, one);
		} else {
			json_decref(all);
			all = NULL;
		}
		free(workers);
	}
	explore_again_close(explore);
	return all;
}

static json_t *answer_run(struct explore *explore, const struct command *question, struct error *error)
{
	explorer_count number, of;
	uint32_t end;
	size_t count;
	uint32_t *workers = numbered(explore, question, &number, &of, &count, &end, error);
	json_t *run = NULL;
	if (workers && explore_again_open(explore, error) == 0) {
		run = run_again(explore, workers, count, end, error);
		explore_again_close(explore);
	}
	free(workers);
	return run;
}

/* ---- the simplest to an outcome ---- */

static json_t *answer_outcome(struct explore *explore, const struct command *question, struct error *error)
{
	explorer_count outcome;
	size_t count;
	uint32_t preemptions, *workers = NULL, last = explorer_outcomes(explore->explorer);
	if (explorer_decimal_read(&outcome, question->text) && outcome < last)
		workers = explorer_simplest(explore->explorer, (uint32_t)outcome, &count, &preemptions);
	if (!workers) {
		error_set(error, "there is no outcome number %.40s: they are numbered from 0 to %u", question->text, last ? last - 1 : 0);
		return NULL;
	}
	json_t *answer = json_pack("{s:o,s:i}", "schedule", schedule_json(workers, count), "preemptions", (int)preemptions);
	free(workers);
	return answer;
}

/* ---- all of them ---- */

static const struct {
	const char *what;
	json_t *(*answer)(struct explore *explore, const struct command *question, struct error *error); /* NULL with words */
} answers[] = {
	{ "at", answer_at },
	{ "nth", answer_nth },
	{ "sample", answer_sample },
	{ "outcome", answer_outcome },
	{ "run", answer_run },
	{ "runs", answer_runs },
};

static void answer(struct explore *explore, const struct command *question)
{
	struct error error = { "" };
	json_t *part = NULL, *whole = json_pack("{s:I}", "id", (json_int_t)question->number);
	size_t i = 0;
	while (i < sizeof answers / sizeof *answers && strcmp(answers[i].what, question->name) != 0)
		i++;
	if (i < sizeof answers / sizeof *answers)
		part = answers[i].answer(explore, question, &error);
	else
		error_set(&error, "the exploration cannot be asked \"%.40s\"; at, nth, sample, outcome, run and runs are right", question->name);
	json_object_set_new(whole, part ? question->name : "error", part ? part : json_string(error.text));
	char *text = json_dumps(whole, JSON_COMPACT | JSON_REAL_PRECISION(9));
	if (text)
		arena_post('X', text, strlen(text));
	free(text);
	json_decref(whole);
}

void explore_questions(struct explore *explore)
{
	struct command question;
	while (explore_line_next(&question))
		if (question.what == COMMAND_ASK)
			answer(explore, &question);
}
