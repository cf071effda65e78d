/* peers.c - the engines against Python's doing the same: the loop against asyncio, threads against threading. */
#include "bench.h"

#include <stdio.h>

#define COUNT 400000
#define STARTS 4000

struct pair {
	const char *what, *unit, *peer, *goal;
	struct kitchen_run ours;
	struct python_run theirs;
};

#define FLAGS(engine, setting) { "--engine", engine, "--no-gil", "--seed", "1", "--pace", "max", "--set", setting, NULL }

static const struct pair pairs[] = {
	{ "loop: switches between two tasks", "a second", "asyncio", "≥ 4",
	  { "switches.lua", COUNT, false, FLAGS("loop", "switches=400000") }, { "switches.py", "400000", COUNT } },
	{ "loop: put and get through a queue of 5", "pairs/s", "asyncio.Queue", "≥ 4",
	  { "belt.lua", COUNT, false, FLAGS("loop", "items=400000") }, { "belt_asyncio.py", "400000", COUNT } },
	{ "threads: put and get through a queue of 5", "pairs/s", "queue.Queue", "≥ 3",
	  { "belt.lua", COUNT / 2, false, FLAGS("threads", "items=200000") }, { "belt_threads.py", "40000", COUNT / 10 } },
	{ "threads: empty calls of a pool of 4", "calls/s", "ThreadPoolExecutor(4)", "≥ 8",
	  { "pool.lua", COUNT / 2, false, FLAGS("threads", "calls=200000") }, { "pool_threads.py", "40000", COUNT / 10 } },
	{ "processes: empty calls of a pool of 4", "calls/s", "multiprocessing.Pool(4)", "≥ 10",
	  { "pool.lua", COUNT / 2, false, FLAGS("processes", "calls=200000") }, { "pool_processes.py", "40000", COUNT / 10 } },
	{ "processes: parcels of 10 MB", "parcels/s", "multiprocessing.Queue", "≥ 3",
	  { "parcels.lua", 40, false, FLAGS("processes", "parcels=40") }, { "parcels.py", "40", 40 } },
	{ "threads: start and join of a worker", "a second", "threading.Thread", "none; more is better",
	  { "starts.lua", STARTS, false, FLAGS("threads", "starts=4000") }, { "starts.py", "4000", STARTS } },
};

static void compare(struct bench *bench, const struct pair *pair, bool traced)
{
	char what[128];
	struct kitchen_run ours = pair->ours;
	struct figure figure = { what, pair->unit, pair->peer, pair->goal };
	ours.traced = traced;
	snprintf(what, sizeof what, "%s%s", pair->what, traced ? ", traced" : "");
	if (bench->python)
		bench_compare(bench, &figure, (struct side){ kitchen_run_rate, &ours }, (struct side){ python_run_rate, &pair->theirs });
	else
		bench_miss(what, "no python3 here");
}

void bench_peers(struct bench *bench)
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		compare(bench, &pairs[i], false);
		compare(bench, &pairs[i], true);
	}
}
