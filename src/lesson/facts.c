/* facts.c - see facts.h. The explorer's answer comes from a process of ours, but is read as hostile as any stream. */
#include "lesson/facts.h"

#include <stdio.h>
#include <string.h>

/* A decimal of bounded length. */
static int take_decimal(const json_t *explored, const char *key, char to[40], struct error *error)
{
	const char *text = json_string_value(json_object_get(explored, key));

	if (!text || !*text || text[strspn(text, "0123456789")] || strlen(text) > 39)
		return error_set(error, "this is no count of schedules: its '%s' should be a number", key);
	strcpy(to, text);
	return 0;
}

/* A loop in the graph is no schedule that ends: where nothing else was in the way, all that end are counted. */
static bool whole_but_for_loops(const json_t *explored)
{
	const json_t *stopped = json_object_get(explored, "stopped");

	return (!stopped || json_is_null(stopped)) && !json_is_true(json_object_get(explored, "sampled")) && json_integer_value(json_object_get(explored, "cut")) == 0;
}

int facts_count_read(struct facts_count *count, const json_t *explored, struct error *error)
{
	const json_t *witness = json_object_get(explored, "witness"), *chance = json_object_get(explored, "chance");
	const json_t *preemptions = json_object_get(witness, "preemptions");

	*count = (struct facts_count){ .chance = -1, .preemptions = -1 };
	if (take_decimal(explored, "schedules", count->schedules, error) || take_decimal(explored, "failing", count->failing, error) ||
	    take_decimal(explored, "deadlocking", count->deadlocking, error))
		return -1;
	count->endless = json_is_true(json_object_get(explored, "endless"));
	count->complete = json_is_true(json_object_get(explored, "complete")) || (count->endless && whole_but_for_loops(explored));
	if (json_is_number(chance))
		count->chance = json_number_value(chance);
	if (json_is_integer(preemptions))
		count->preemptions = (int)json_integer_value(preemptions);
	count->outcomes = (int)json_array_size(json_object_get(explored, "outcomes"));
	count->known = true;
	return 0;
}
