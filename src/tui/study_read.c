/* study_read.c - what an exploration says, checked and put into structs. It is hostile until then: counts are digits, chances lie between 0 and
 * 1, schedules are made of the signs of schedules, everything has a bound. What is not as it should be makes the whole part worth nothing. */
#include "tui/study_inner.h"

#include "source/outcome_key.h"
#include "trace/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void study_read_text(const json_t *json, const char *key, char *to, size_t size)
{
	const json_t *value = json_object_get(json, key);
	to[0] = '\0';
	if (json_is_string(value))
		text_clean(to, size, json_string_value(value), json_string_length(value));
}

bool study_read_decimal(const json_t *json, const char *key, char to[STUDY_DIGITS])
{
	const char *text = json_string_value(json_object_get(json, key));
	size_t length = text ? strspn(text, "0123456789") : 0;
	to[0] = '\0';
	if (length == 0 || length >= STUDY_DIGITS || text[length])
		return false;
	memcpy(to, text, length + 1);
	return true;
}

/* A number from least to most; false where there is none. */
bool study_read_number(const json_t *json, const char *key, double least, double most, double *to)
{
	const json_t *value = json_object_get(json, key);
	*to = json_number_value(value);
	return json_is_number(value) && isfinite(*to) && *to >= least && *to <= most;
}

static uint64_t read_whole(const json_t *json, const char *key)
{
	json_int_t value = json_integer_value(json_object_get(json, key));
	return value > 0 ? (uint64_t)value : 0;
}

bool study_is_schedule(const char *text)
{
	return text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ@0123456789()* ")] == '\0';
}

bool study_read_progress(const json_t *json, struct study_progress *progress)
{
	struct study_progress got = { .states = read_whole(json, "states"), .steps = read_whole(json, "steps") };
	if (!study_read_number(json, "done", 0, 1, &got.done))
		return false;
	study_read_number(json, "elapsed_s", 0, 1e9, &got.elapsed_s);
	study_read_decimal(json, "schedules", got.schedules);
	study_read_decimal(json, "failing", got.failing);
	*progress = got;
	return true;
}

/* ---- the count ---- */

static char *key_of(const json_t *outcome, bool ok, bool deadlock)
{
	const json_t *error = json_object_get(outcome, "error"), *globals = json_object_get(outcome, "globals");
	return outcome_key(globals, deadlock ? "deadlock" : json_is_string(error) ? "failed" : ok ? "done" : "violated");
}

static bool read_outcome(const json_t *json, struct study_outcome *outcome)
{
	if (!json_is_object(json_object_get(json, "globals")) || !study_read_decimal(json, "schedules", outcome->schedules))
		return false;
	outcome->ok = json_is_true(json_object_get(json, "ok"));
	outcome->deadlock = json_is_true(json_object_get(json, "deadlock"));
	outcome->error = !outcome->deadlock && json_is_string(json_object_get(json, "error"));
	if (!study_read_number(json, "chance", 0, 1.000001, &outcome->chance))
		outcome->chance = -1;
	outcome->key = key_of(json, outcome->ok, outcome->deadlock);
	return outcome->key != NULL;
}

static bool read_outcomes(const json_t *all, struct study_count *count)
{
	size_t size = json_array_size(all);
	if (size == 0)
		return json_is_array(all);
	count->outcomes = calloc(size < STUDY_OUTCOMES_MAX ? size : STUDY_OUTCOMES_MAX, sizeof *count->outcomes);
	while (count->outcomes && count->outcome_count < size && count->outcome_count < STUDY_OUTCOMES_MAX) {
		if (!read_outcome(json_array_get(all, count->outcome_count), &count->outcomes[count->outcome_count]))
			return false;
		count->outcome_count++;
	}
	return count->outcomes != NULL;
}

static void read_preemptions(const json_t *all, struct study_count *count)
{
	for (int i = 0; i < 3 && i < (int)json_array_size(all); i++) {
		const json_t *one = json_array_get(all, (size_t)i);
		if (json_integer_value(json_object_get(one, "at_most")) != i || !study_read_decimal(one, "failing", count->at_most[i].failing) ||
			!study_read_decimal(one, "of", count->at_most[i].of))
			return;
		count->at_most_count = i + 1;
	}
}

static void read_witness(const json_t *json, struct study_count *count)
{
	study_read_text(json, "schedule", count->witness, sizeof count->witness);
	study_read_text(json, "why", count->why, sizeof count->why);
	json_int_t preemptions = json_integer_value(json_object_get(json, "preemptions"));
	count->witness_preemptions = preemptions >= 0 && preemptions < 1000000 ? (int)preemptions : 0;
	if (!study_is_schedule(count->witness))
		count->witness[0] = '\0';
	study_read_text(json, "steps", count->witness_steps, sizeof count->witness_steps);
	if (!count->witness[0] || !count->witness_steps[0] || !study_is_schedule(count->witness_steps))
		snprintf(count->witness_steps, sizeof count->witness_steps, "%s", count->witness);
}

static void read_walks(const json_t *json, struct study_count *count)
{
	count->walks = read_whole(json, "runs");
	count->walks_failing = read_whole(json, "failing");
	if (!study_read_number(json, "low", 0, 1, &count->walks_low) || !study_read_number(json, "high", 0, 1, &count->walks_high))
		count->walks_low = count->walks_high = 0;
}

struct study_count *study_read_count(const json_t *json)
{
	struct study_count *count = calloc(1, sizeof *count);
	if (!count)
		return NULL;
	const json_t *outcomes = json_object_get(json, "outcomes");
	if (!study_read_decimal(json, "schedules", count->schedules) || !study_read_decimal(json, "failing", count->failing) || !read_outcomes(outcomes, count)) {
		study_count_free(count);
		return NULL;
	}
	study_words(outcomes, count);
	if (!study_read_decimal(json, "deadlocking", count->deadlocking))
		strcpy(count->deadlocking, "0");
	if (!study_read_number(json, "chance", 0, 1.000001, &count->chance))
		count->chance = -1;
	study_read_text(json, "recipe", count->recipe, sizeof count->recipe);
	study_read_text(json, "engine", count->engine, sizeof count->engine);
	study_read_text(json, "lasso", count->lasso, sizeof count->lasso);
	count->complete = json_is_true(json_object_get(json, "complete"));
	count->endless = json_is_true(json_object_get(json, "endless"));
	json_int_t bound = json_integer_value(json_object_get(json, "bound"));
	count->bound = json_is_integer(json_object_get(json, "bound")) && bound >= 0 && bound <= 1000000 ? (int)bound : -1;
	count->sampled = json_is_true(json_object_get(json, "sampled"));
	read_walks(json_object_get(json, "walks"), count);
	count->states = read_whole(json, "states");
	count->steps = read_whole(json, "steps");
	study_read_number(json, "elapsed_s", 0, 1e9, &count->elapsed_s);
	read_preemptions(json_object_get(json, "preemptions"), count);
	read_witness(json_object_get(json, "witness"), count);
	return count;
}

void study_count_free(struct study_count *count)
{
	if (!count)
		return;
	for (size_t i = 0; i < count->outcome_count; i++)
		free(count->outcomes[i].key);
	free(count->outcomes);
	free(count);
}
