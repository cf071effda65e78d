/* traced.c - what watching costs: the same run with every event told, to a file, and with the probe off. */
#include "bench.h"

#define CUSTOMERS 300
#define ITEMS 400000

static void compare(struct bench *bench, const char *what, const char *unit, const char *goal, struct kitchen_run run)
{
	struct kitchen_run off = run;
	struct figure figure = { what, unit, "--no-trace", goal };
	run.traced = true;
	bench_compare(bench, &figure, (struct side){ kitchen_run_rate, &run }, (struct side){ kitchen_run_rate, &off });
}

/* A pace and a grill at which the cook, not the arrivals, sets the speed. */
#define BURGERS(engine) \
	{ "burgers", CUSTOMERS, false, \
	  { "--engine", engine, "--seed", "1", "--pace", "5000", "--set", "customers=300", "--set", "grill=16", "--set", "look=20", NULL } }
#define BELT(engine) { "belt.lua", ITEMS, false, { "--engine", engine, "--seed", "1", "--pace", "max", "--set", "items=400000", NULL } }

void bench_traced(struct bench *bench)
{
	compare(bench, "traced: burgers, threads", "served/s", "≥ 0.95", (struct kitchen_run)BURGERS("threads"));
	compare(bench, "traced: burgers, loop", "served/s", "≥ 0.95", (struct kitchen_run)BURGERS("loop"));
	compare(bench, "traced: a queue of 5 between two, threads", "items/s", "≥ 0.80", (struct kitchen_run)BELT("threads"));
	compare(bench, "traced: a queue of 5 between two, loop", "items/s", "≥ 0.80", (struct kitchen_run)BELT("loop"));
}
