/* launch.h - what a kitchen is told when it starts: one JSON object, its second argument.
 *
 * `lunchrush --kitchen JSON` is the kitchen process; file descriptor 3 is its end of the socket pair, 4 the answers it may use again. */
#ifndef LUNCHRUSH_TRACE_LAUNCH_H
#define LUNCHRUSH_TRACE_LAUNCH_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LAUNCH_ARGUMENT "--kitchen"
#define LAUNCH_FD 3
/* Descriptor 4, where there is one: the answers that kitchens of this sitting got, a file in memory of that size; see kitchen/fetch_log.h. */
#define LAUNCH_ANSWERS_FD 4
#define LAUNCH_ANSWERS_BYTES (256l << 20)

struct launch_setting {
	char name[64];
	char value[128]; /* as typed: --set name=value */
};

struct launch {
	char recipe[64];    /* name to show */
	char path[1024];    /* file to load */
	char file[64];      /* how messages name the file: soup.lua */
	char engine[16];    /* "" as the recipe likes */
	int gil;            /* -1 as the recipe likes, 0 off, 1 on */
	double gil_interval_s; /* switch interval, seconds; 0.005 by default */
	double pace;        /* kitchen seconds per real second; 0 unlimited; negative: as the recipe likes */
	uint64_t seed;
	double timeout_s;   /* 0 none */
	bool trace;         /* false: --no-trace, the probe is off */
	bool events;        /* true: send the events; false: only H, P, Z (they are counted all the same) */
	char *schedule;     /* a schedule string: the run is under control; owned; NULL none */
	bool explore;       /* count every schedule instead of running */
	bool stay;          /* explore: when all is counted, keep the table and answer questions (command.h) until told to quit */
	bool one_by_one;    /* explore: every schedule is played by itself from the start, and none is known from another: slow, to check the counting */
	int preemptions;    /* explore: only schedules with at most so many; -1: all */
	uint32_t max_steps; /* explore: of one schedule */
	uint64_t all_steps; /* explore: of all runs together, then it ends with what is known, the same on every machine; 0 no limit */
	bool measure;       /* the report also has what the floor and its children cost: CPU, memory */
	char kill[80];      /* NAME@STEP: whose process is killed right before which step of its own (free: action); "" nobody's */
	char url[256];      /* --url: the service that service{} stands for, without a slash at its end; "" one of our own is started */
	char commands[8];   /* outside programs: "all": any may be started; "ask": each is asked for (permission.h), by a kitchen whose stream a person sees; "" none */
	char policy[16];    /* under control: round-robin, random, fifo, priority, inherit; hand: a person chooses, once the schedule is at its end; "" none */
	struct launch_setting *settings;
	size_t setting_count;
};

void launch_init(struct launch *launch);
void launch_release(struct launch *launch);
/* Add or replace a setting. -1 with words when name or value is too long or not a name. */
int launch_set(struct launch *launch, const char *name, const char *value, struct error *error);
/* The JSON text, to be freed by the caller; NULL when memory is out. */
char *launch_write(const struct launch *launch);
int launch_read(struct launch *launch, const char *json, struct error *error);
/* Deep copy: `to` is initialised here. But nobody is asked on behalf of a copy: programs that are not allowed are refused there. */
void launch_copy(struct launch *to, const struct launch *from);

#endif
