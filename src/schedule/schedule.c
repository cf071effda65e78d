/* schedule.c - see schedule.h. */
#include "schedule/schedule.h"

#include "trace/event.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A whole number of at most `max` at *at, moved past it; 0 when there is none. */
static uint32_t number(const char **at, uint32_t max)
{
	uint64_t n = 0;
	while (**at >= '0' && **at <= '9' && n <= max)
		n = n * 10 + (uint64_t)(*(*at)++ - '0');
	return n <= max ? (uint32_t)n : 0;
}

static int wrong(struct error *error, const char *text, const char *at, const char *what)
{
	return error_set(error, _("the schedule \"%.40s\" is wrong at its character %d: %s"), text, (int)(at - text) + 1, what);
}

/* The worker named at *at, moved past it. */
static int read_worker(const char *text, const char **at, uint32_t *worker, struct error *error)
{
	const char *start = *at;
	if (**at == '@') {
		*worker = 1;
	} else if (**at >= 'A' && **at <= 'Z') {
		*worker = (uint32_t)(**at - 'A') + 2;
	} else if (**at == '(') {
		++*at;
		uint32_t n = number(at, WORKER_MAX - 1);
		if (n < 1 || **at != ')')
			return wrong(error, text, start, _("a worker after Z is written as its number in brackets, as in (27)"));
		*worker = n + 1;
	} else if (**at >= 'a' && **at <= 'z') {
		return wrong(error, text, start, _("workers are capital letters; small ones are reserved"));
	} else {
		return wrong(error, text, start, _("a worker's letter is expected, as in A B3 C*"));
	}
	++*at;
	return 0;
}

static int read_steps(const char *text, const char **at, uint32_t *steps, struct error *error)
{
	*steps = 1;
	if (**at == '*') {
		*steps = 0;
		++*at;
	} else if (**at >= '0' && **at <= '9') {
		const char *start = *at;
		*steps = number(at, SCHEDULE_STEPS_MAX);
		if (*steps == 0)
			return wrong(error, text, start, _("a number of steps is 1 or more"));
	}
	return 0;
}

int schedule_read(struct schedule *schedule, const char *text, struct error *error)
{
	const char *at = text;
	*schedule = (struct schedule){ .items = calloc(strlen(text) + 1, sizeof *schedule->items) };
	if (!schedule->items)
		return error_set(error, _("no memory for the schedule"));
	for (;;) {
		struct schedule_item *item = &schedule->items[schedule->count];
		at += strspn(at, " \t\n");
		if (!*at)
			return 0;
		if (read_worker(text, &at, &item->worker, error) != 0 || read_steps(text, &at, &item->steps, error) != 0) {
			schedule_release(schedule);
			return -1;
		}
		schedule->count++;
	}
}

void schedule_release(struct schedule *schedule)
{
	free(schedule->items);
	*schedule = (struct schedule){ 0 };
}

bool schedule_blamed(const char *error)
{
	return !strncmp(error, "step ", 5) && strstr(error, " of the schedule ");
}

char *schedule_write(const uint32_t *workers, size_t count)
{
	char *text = malloc(count * 24 + 1), *at = text;
	if (!text)
		return NULL;
	*text = 0;
	for (size_t i = 0, run; i < count; i += run) {
		char letter[12];
		for (run = 1; i + run < count && workers[i + run] == workers[i];)
			run++;
		at += sprintf(at, "%s", worker_letter(workers[i], letter));
		if (run > 1)
			at += sprintf(at, "%zu", run);
	}
	return text;
}
