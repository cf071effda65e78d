/* kitchen_inner.h - what the files of the kitchen process share with one another: its state, and its three parts. */
#ifndef LUNCHRUSH_KITCHEN_KITCHEN_INNER_H
#define LUNCHRUSH_KITCHEN_KITCHEN_INNER_H

#include "kitchen/courier.h"
#include "trace/command.h"
#include "trace/event.h"
#include "trace/launch.h"

struct kitchen {
	struct launch launch;
	struct courier *courier;
	int floor_pid, floor_fd;  /* pidfd */
	int floor_status;         /* from waitpid, once `floor_gone` */
	bool floor_gone, held, timed_out, screen_gone;
	uint64_t start_ns, next_sample_ns, next_tick_ns, next_look_ns, deadline_ns, grace_ns;
	uint32_t ticks;
	char line[COMMAND_LINE_MAX];
	size_t line_length;
};

/* The kitchen itself does something, at its own time: it may be held. */
void kitchen_tell(enum kind kind, uint32_t item, uint64_t value);

/* Read what has come on the socket and do it (obey.c). */
void kitchen_obey(struct kitchen *kitchen);

/* Whether the run is over; arena->outcome then says how (ending.c). */
bool kitchen_over(struct kitchen *kitchen, uint64_t now);
/* Whether the floor has ended; waits for it with options 0, as waitpid does. */
bool kitchen_floor_reaped(struct kitchen *kitchen, int options);
/* End the floor, empty the rings, send the report. The process's exit status. */
int kitchen_finish(struct kitchen *kitchen);

#endif
