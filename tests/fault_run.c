/* fault_run.c - see fault_run.h. */
#include "fault_run.h"

#include <check.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- from start to end ---- */

static void open_file(struct fault_run *run, const char *path, const char *file)
{
	memset(run, 0, sizeof *run);
	launch_init(&run->launch);
	snprintf(run->launch.path, sizeof run->launch.path, "%s", path);
	snprintf(run->launch.file, sizeof run->launch.file, "%s", file);
	snprintf(run->launch.recipe, sizeof run->launch.recipe, "%.40s", file);
	strcpy(run->launch.engine, "processes");
	run->launch.pace = 0;
	run->launch.seed = 1;
	run->launch.timeout_s = 60;
	run->history = history_new();
	info_init(&run->info);
}

void fault_run_open(struct fault_run *run, const char *name)
{
	char path[600], file[64];
	const char *dir = getenv("srcdir") ? getenv("srcdir") : ".", *slash = strrchr(name, '/');
	snprintf(path, sizeof path, "%s/%s%s.lua", dir, slash ? "" : "tests/recipes/", name);
	snprintf(file, sizeof file, "%s.lua", slash ? slash + 1 : name);
	open_file(run, path, file);
}

void fault_run_open_text(struct fault_run *run, const char *file, const char *text)
{
	FILE *to = fopen(file, "w");
	ck_assert_ptr_nonnull(to);
	ck_assert_uint_eq(fwrite(text, 1, strlen(text), to), strlen(text));
	ck_assert_int_eq(fclose(to), 0);
	open_file(run, file, file);
}

void fault_run_start(struct fault_run *run)
{
	struct error error;
	run->source = source_kitchen(&run->launch, NULL, &error);
	ck_assert_msg(run->source != NULL, "%s", error.text);
}

bool fault_run_pump(struct fault_run *run)
{
	enum source_state state = source_pump(run->source, run->history, &run->info, 0);
	ck_assert_msg(state != SOURCE_BROKEN, "%s", source_error(run->source));
	return state == SOURCE_OPEN;
}

static bool take_what_comes(struct fault_run *run)
{
	struct pollfd ready = { .fd = source_fd(run->source), .events = POLLIN };
	poll(&ready, 1, -1);
	return fault_run_pump(run);
}

void fault_run_until(struct fault_run *run, bool (*holds)(const struct stage *stage, const char *with), const char *with)
{
	while (!holds(fault_run_stage(run), with))
		ck_assert_msg(take_what_comes(run) || holds(fault_run_stage(run), with), "the run has ended: %s", run->info.report ? run->info.report : "");
}

void fault_run_asks(struct fault_run *run, uint64_t steps)
{
	const struct stage *stage = fault_run_stage(run);
	while (!stage->asked || stage->passing || stage->steps != steps) {
		ck_assert_msg(take_what_comes(run), "the run has ended: %s", run->info.report ? run->info.report : "");
		stage = fault_run_stage(run);
	}
}

void fault_run_command(struct fault_run *run, enum command_do what, const char *text)
{
	struct command command = { .what = what };
	if (what == COMMAND_CHOOSE)
		snprintf(command.text, sizeof command.text, "%s", text);
	else
		snprintf(command.name, sizeof command.name, "%s", text);
	source_command(run->source, &command);
}

json_t *fault_run_end(struct fault_run *run)
{
	while (source_state(run->source) == SOURCE_OPEN)
		take_what_comes(run);
	const struct stage *stage = fault_run_stage(run);
	json_t *report = json_loads(run->info.report ? run->info.report : "", 0, NULL);
	ck_assert_msg(report != NULL, "there is no report");
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		int pid = stage_worker(stage, id) ? (int)stage_worker(stage, id)->pid : 0;
		ck_assert_msg(pid == 0 || (kill(pid, 0) != 0 && errno == ESRCH), "process %d of %s is still there", pid, stage_worker_name(stage, id));
	}
	return report;
}

void fault_run_close(struct fault_run *run)
{
	source_free(run->source);
	history_free(run->history);
	info_release(&run->info);
	launch_release(&run->launch);
}

/* ---- at every event ---- */

#define ORDERS_MAX 4096u

/* How many of those that came in are somewhere: in a queue, a hand, on a grill. */
static uint32_t inside(const struct stage *stage, const bool came[ORDERS_MAX])
{
	uint32_t count = 0;
	for (uint32_t i = 1; i < stage->thing_count; i++) {
		const struct stage_thing *thing = &stage->things[i];
		bool somewhere = thing->place == PLACE_QUEUE || thing->place == PLACE_HAND || thing->place == PLACE_SLOT;
		count += somewhere && thing_is_number(thing->key) && thing_value(thing->key) < ORDERS_MAX && came[thing_value(thing->key)];
	}
	return count;
}

void fault_run_balanced(struct fault_run *run)
{
	bool came[ORDERS_MAX] = { false };
	struct stage stage;
	stage_init(&stage, (struct stage_text *)history_texts(run->history));
	for (size_t i = 0; i < history_count(run->history); i++) {
		const struct event *event = history_event(run->history, i);
		if (event->kind == KIND_ARRIVE && thing_is_number(event->item) && thing_value(event->item) < ORDERS_MAX)
			came[thing_value(event->item)] = true;
		stage_apply(&stage, event);
		ck_assert_msg(stage.arrived == stage.served + stage.lost + inside(&stage, came), "after event %zu, %s of %s: %u arrived, %u served, %u lost, %u inside", i,
			kind_name(event->kind), stage_worker_name(&stage, event->worker), stage.arrived, stage.served, stage.lost, inside(&stage, came));
	}
	ck_assert_uint_eq(stage.strange, 0);
	stage_release(&stage);
}
