/* history_schedule.c - see history_schedule.h. The rules are those of a step under control: the main task takes none while no other worker
 * lives, and what is done once per life (starting, joining, ending) is none. */
#include "stage/history_schedule.h"
#include "trace/tongue.h"

#include <stdlib.h>

/* Kinds that tell of one visible action each. */
static const bool is_step[KIND_COUNT] = {
	[KIND_READ] = true, [KIND_WRITE] = true, [KIND_ADD] = true, [KIND_FILL] = true,
	[KIND_ELEMENT_READ] = true, [KIND_ELEMENT_WRITE] = true, [KIND_APPEND] = true, [KIND_POP] = true, [KIND_LENGTH] = true,
	[KIND_PUT] = true, [KIND_GET] = true, [KIND_CLOSE] = true, [KIND_CLOSED] = true, [KIND_TASK_DONE] = true, [KIND_ALL_DONE] = true,
	[KIND_SERVE] = true, [KIND_PLACE] = true, [KIND_LOOK] = true, [KIND_TAKE] = true, [KIND_ARRIVE] = true, [KIND_COOKED] = true,
	[KIND_ACQUIRE] = true, [KIND_RELEASE] = true, [KIND_REFUSED] = true, [KIND_COND_WAIT] = true, [KIND_COND_BACK] = true, [KIND_NOTIFY] = true,
	[KIND_SET] = true, [KIND_CLEAR] = true, [KIND_IS_SET] = true, [KIND_PASS] = true, [KIND_BARRIER_ARRIVE] = true, [KIND_YIELD] = true,
};

struct steps {
	uint32_t *workers;
	size_t count, size;
	uint32_t alive;       /* the main task and tasks */
	bool told;            /* the run tells its steps */
	bool loop;            /* control is handed over by a loop */
	bool main_resumed;    /* the main task was given control once */
};

static bool is_task(const struct event *event)
{
	return event->kind == KIND_WORKER_NEW && event->value >> 32 != ROLE_OF_DEVICE;
}

/* Whether the event is the beginning of a step of its worker. */
static bool begins_step(struct steps *steps, const struct history *history, const struct event *event)
{
	if (steps->told)
		return event->kind == KIND_STEP;
	const struct stage_worker *who = stage_worker(history_head(history), event->worker);
	bool device = who && who->role == ROLE_OF_DEVICE;
	if (steps->loop && !device) {
		bool first = event->kind == KIND_RESUME && event->worker == 1 && !steps->main_resumed;
		steps->main_resumed |= first;
		return event->kind == KIND_RESUME && !first;
	}
	if (device)
		return event->kind == KIND_ARRIVE || event->kind == KIND_COOKED;
	return is_step[event->kind] && !(event->worker == 1 && steps->alive < 2);
}

static int add(struct steps *steps, uint32_t worker, struct error *error)
{
	if (steps->count == HISTORY_STEPS_MAX)
		return error_set(error, _("more than %u steps were taken so far, too many to be taken again"), HISTORY_STEPS_MAX);
	if (steps->count == steps->size) {
		size_t size = steps->size ? steps->size * 2 : 256;
		uint32_t *grown = realloc(steps->workers, size * sizeof *grown);
		if (!grown)
			return error_set(error, _("memory is out"));
		steps->workers = grown;
		steps->size = size;
	}
	steps->workers[steps->count++] = worker;
	return 0;
}

static int take(struct steps *steps, const struct history *history, const struct event *event, struct error *error)
{
	bool cell = event->kind == KIND_READ || event->kind == KIND_WRITE || event->kind == KIND_ADD;
	if (begins_step(steps, history, event)) {
		if (cell && event->item > 1)
			return error_set(error, _("%s was read and written faster than could be told one by one, so the order is not known"),
					 stage_object_name(history_head(history), event->object));
		if (add(steps, event->worker, error) != 0)
			return -1;
	}
	if (is_task(event))
		steps->alive++;
	else if (event->kind == KIND_WORKER_END && steps->alive)
		steps->alive--;
	return 0;
}

uint32_t *history_steps(const struct history *history, size_t position, size_t *count, struct error *error)
{
	const struct stage *head = history_head(history);
	struct steps steps = { .loop = head->loop, .told = head->steps > 0 || head->asked, .size = 1, .workers = malloc(sizeof(uint32_t)) };
	*count = 0;
	if (!steps.workers) {
		error_set(error, _("memory is out"));
		return NULL;
	}
	for (size_t i = 0; i < position && i < history_count(history); i++)
		if (take(&steps, history, history_event(history, i), error) != 0) {
			free(steps.workers);
			return NULL;
		}
	*count = steps.count;
	return steps.workers;
}
