/* command.c - a worker starts an outside program, and it ends.
 *
 * The program works by itself, in a process of its own: nobody in the kitchen wakes who waits for it. On the loop its end is told when the loop knows of it, which may
 * be before the worker has the loop again. */
#include "stage/fold.h"

void fold_command(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	stage->commands++;
	stage->commands_open += who->program == 0;
	if (stage->commands_open > stage->commands_most)
		stage->commands_most = stage->commands_open;
	who->program = event->item;
	who->program_pid = event->value <= UINT32_MAX ? (uint32_t)event->value : 0;
	who->program_ns = stage->time_ns;
}

/* The worker waits for its program no more: that is over, or the worker is. */
void stage_command_over(struct stage *stage, struct stage_worker *who)
{
	stage->commands_open -= who->program != 0 && stage->commands_open > 0;
	who->program = who->program_pid = 0;
}

void fold_exited(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	if (!who->program) {
		stage_strange(stage);
		return;
	}
	who->actions++;
	who->last_kind = event->kind;
	stage->commands_over++;
	stage->commands_failed += event->item != 0 || exited_without(event->value);
	stage->command_bytes += exited_bytes(event->value);
	stage->command_ns += stage->time_ns > who->program_ns ? stage->time_ns - who->program_ns : 0;
	stage_command_over(stage, who);
	stage_rise(stage, event->worker, who);
}
