/* study_answer.c - answers to questions, checked and put into structs. */
#include "tui/study_inner.h"

#include "trace/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_next(const json_t *json, struct study_next *next)
{
	json_int_t worker = json_integer_value(json_object_get(json, "worker"));
	next->worker = (uint32_t)worker;
	return worker > 0 && worker < (1 << 24) && study_read_decimal(json, "schedules", next->schedules) && study_read_decimal(json, "failing", next->failing) &&
		study_read_number(json, "chance", 0, 1.000001, &next->chance);
}

static struct study_here *unknown(const char *why)
{
	struct study_here *here = calloc(1, sizeof *here);
	if (here)
		text_clean(here->error, sizeof here->error, why, strlen(why));
	return here;
}

struct study_here *study_read_here(const json_t *json, const char *error)
{
	const json_t *all = json_object_get(json, "next"), *outcome = json_object_get(json, "outcome");
	size_t count = json_array_size(all);
	if (error)
		return unknown(error);
	struct study_here *here = count <= STUDY_NEXT_MAX ? calloc(1, sizeof *here + count * sizeof *here->next) : NULL;
	bool good = here && study_read_decimal(json, "schedules", here->schedules) && study_read_decimal(json, "failing", here->failing) &&
		study_read_number(json, "chance", 0, 1.000001, &here->chance);
	if (good && !study_read_decimal(json, "deadlocking", here->deadlocking))
		strcpy(here->deadlocking, "0");
	for (; good && here->next_count < count; here->next_count++)
		good = read_next(json_array_get(all, here->next_count), &here->next[here->next_count]);
	if (!good) {
		free(here);
		return unknown("the exploration's answer makes no sense");
	}
	here->ends = json_is_true(json_object_get(json, "ends"));
	json_int_t index = json_is_integer(outcome) ? json_integer_value(outcome) : -1;
	here->outcome = index >= 0 && index < STUDY_OUTCOMES_MAX ? (int)index : -1;
	return here;
}

static bool add_schedule(struct study_reply *reply, const json_t *json)
{
	const char *text = json_string_value(json);
	if (!text || !study_is_schedule(text) || strlen(text) > 65536)
		return false;
	char *copy = strdup(text);
	if (copy)
		reply->schedules[reply->count++] = copy;
	return copy != NULL;
}

static bool read_schedules(const json_t *part, struct study_reply *reply)
{
	bool array = json_is_array(part), good = true;
	size_t count = array ? json_array_size(part) : 1;
	if (count > STUDY_SAMPLE_MAX)
		return false;
	reply->schedules = calloc(count ? count : 1, sizeof *reply->schedules);
	for (size_t i = 0; i < count && good && reply->schedules; i++) {
		const json_t *one = array ? json_array_get(part, i) : part;
		good = add_schedule(reply, json_is_object(one) ? json_object_get(one, "schedule") : one);
	}
	return good && reply->schedules;
}

bool study_read_reply(const json_t *answer, enum study_what what, struct study_reply *reply)
{
	static const char *const keys[] = { [STUDY_NTH] = "nth", [STUDY_SAMPLE] = "sample", [STUDY_OUTCOME] = "outcome" };
	const json_t *part = json_object_get(answer, keys[what]);
	*reply = (struct study_reply){ .preemptions = -1 };
	study_read_text(answer, "error", reply->error, sizeof reply->error);
	if (reply->error[0])
		return true;
	study_read_decimal(part, "number", reply->number);
	study_read_decimal(part, "of", reply->of);
	const json_t *preemptions = json_object_get(part, "preemptions");
	if (json_is_integer(preemptions) && json_integer_value(preemptions) >= 0 && json_integer_value(preemptions) < 1000000)
		reply->preemptions = (int)json_integer_value(preemptions);
	if (!read_schedules(part, reply)) {
		study_reply_release(reply);
		snprintf(reply->error, sizeof reply->error, "the exploration's answer makes no sense");
	}
	return true;
}

void study_reply_release(struct study_reply *reply)
{
	for (size_t i = 0; i < reply->count; i++)
		free(reply->schedules[i]);
	free(reply->schedules);
	*reply = (struct study_reply){ 0 };
}
