/* watch.c - see watch.h.
 *
 * On threads each worker has a thread to look at; on the loop all but a pool's share one, and whoever has control is the one that runs on and on. With many threads
 * a look takes a part of them at a time, so that watching stays cheap. */
#include "kitchen/watch.h"

#include "kitchen/nudge.h"
#include "kitchen/probe.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"
#include "kitchen/usage.h"
#include "kitchen/wait.h"

#define LOOKS 48 /* threads looked at in one sample */
#define DEADLOCK_NS 20000000u

/* How long one worker has run without an action; one per thread looked at, found by worker id modulo the size (a stranger's entry only
 * starts anew). */
static struct {
	uint32_t worker, actions;
	uint64_t cpu_ns, stuck_ns;
} runs[1024];

static uint32_t samples;

static bool lives(const struct worker *worker)
{
	enum worker_state state = atomic_load_explicit(&worker->state, memory_order_relaxed);
	return worker->role != ROLE_OF_DEVICE && state != WORKER_NEW_BORN && state != WORKER_ENDED && state != WORKER_FAILED && state != WORKER_KILLED;
}

static void ask_stop(struct worker *worker, enum sandbox_stop why)
{
	atomic_store_explicit(&worker->stop, (uint8_t)why, memory_order_relaxed);
	nudge_worker(worker);
}

/* The worker's thread has used `cpu_ns` so far. */
static void look_endless(struct worker *worker, uint64_t cpu_ns)
{
	uint32_t actions = atomic_load_explicit(&worker->actions, memory_order_relaxed), i = worker->id % 1024;
	uint64_t endless_ns = arena->turn.controlled ? WATCH_STEP_NS : WATCH_ENDLESS_NS;
	bool same = runs[i].worker == worker->id && runs[i].actions == actions;
	bool in_lua = atomic_load_explicit(&worker->state, memory_order_relaxed) == WORKER_RUNS;
	runs[i].stuck_ns = same && in_lua && cpu_ns > runs[i].cpu_ns ? runs[i].stuck_ns + cpu_ns - runs[i].cpu_ns : 0;
	runs[i].worker = worker->id;
	runs[i].actions = actions;
	runs[i].cpu_ns = cpu_ns;
	if (runs[i].stuck_ns > endless_ns + WATCH_DEAF_NS)
		arena_fail("%s:%u: %s has been in one call of Lua for %d s of CPU time, where nothing can stop it: does a string pattern run away?",
			   arena->recipe_file, (unsigned)atomic_load_explicit(&worker->line, memory_order_relaxed), texts_get(worker->name, NULL),
			   (int)((endless_ns + WATCH_DEAF_NS) / 1000000000u));
	else if (runs[i].stuck_ns > endless_ns)
		ask_stop(worker, SANDBOX_ENDLESS);
}

static void tell(struct worker *worker, const struct usage *usage)
{
	probe(worker, KIND_KERNEL, 0, 0, usage->core, usage->involuntary | (uint64_t)usage->voluntary << 32);
	probe(worker, KIND_CPU, 0, 0, (uint32_t)(usage->wait_ns / 1000000u), usage->cpu_ns);
}

/* Once a second or so. */
static void tell_memory(struct worker *worker)
{
	uint32_t own_kb, resident_kb;
	if ((arena->mends || worker->role == ROLE_OF_INSTANCE) && (worker_is_process(worker) || worker->role == ROLE_OF_MAIN) && samples % 4 == 0 && usage_memory(atomic_load_explicit(&worker->pid, memory_order_relaxed), &own_kb, &resident_kb))
		probe(worker, KIND_MEMORY, 0, 0, own_kb, resident_kb);
}

static bool look(struct worker *worker)
{
	struct usage usage;
	int pid = atomic_load_explicit(&worker->pid, memory_order_relaxed), tid = atomic_load_explicit(&worker->tid, memory_order_relaxed);
	if (!tid || !lives(worker) || !usage_read(pid, tid, &usage))
		return false;
	if (worker->apart || !arena->engine->yields) {
		atomic_store_explicit(&worker->cpu_ns, usage.cpu_ns, memory_order_relaxed);
		atomic_store_explicit(&worker->wait_ns, usage.wait_ns, memory_order_relaxed);
		atomic_store_explicit(&worker->voluntary, usage.voluntary, memory_order_relaxed);
		atomic_store_explicit(&worker->involuntary, usage.involuntary, memory_order_relaxed);
		tell(worker, &usage);
		tell_memory(worker);
		look_endless(worker, usage.cpu_ns);
	} else {
		uint32_t running = atomic_load_explicit(&arena->running, memory_order_relaxed);
		tell(worker, &usage);
		if (running)
			look_endless(worker_at(running), usage.cpu_ns);
	}
	return true;
}

/* Any worker of the loop that lives stands for its thread; a pool's workers beside it are few. */
static void sample_loop(uint32_t count)
{
	bool looked = false;
	for (uint32_t id = 1; id < count; id++)
		if (worker_at(id)->apart)
			look(worker_at(id));
		else if (!looked)
			looked = look(worker_at(id));
}

static void sample_threads(uint32_t count)
{
	static uint32_t next = 1;
	uint32_t looks = 0;
	for (uint32_t seen = 1; seen < count && looks < LOOKS; seen++, next++) {
		if (next >= count)
			next = 1;
		looks += look(worker_at(next));
	}
}

void watch_sample(void)
{
	uint32_t count = atomic_load_explicit(&arena->worker_count, memory_order_acquire);
	if (!atomic_load_explicit(&arena->started, memory_order_acquire))
		return;
	samples++;
	if (arena->engine->yields)
		sample_loop(count);
	else
		sample_threads(count);
}

/* One moves at a time. */
static const struct worker *mover(void)
{
	uint32_t count = atomic_load_explicit(&arena->worker_count, memory_order_acquire);
	if (arena->engine->yields)
		return worker_at(atomic_load_explicit(&arena->running, memory_order_relaxed));
	for (uint32_t id = 1; id < count; id++) {
		const struct worker *worker = worker_at(id);
		if (lives(worker) && atomic_load_explicit(&worker->stand.place, memory_order_acquire) == TURN_MOVES &&
		    atomic_load_explicit(&worker->state, memory_order_relaxed) == WORKER_RUNS)
			return worker;
	}
	return worker_at(0);
}

void watch_step(void)
{
	struct usage usage;
	struct worker *worker = worker_at(mover()->id);
	int pid = atomic_load_explicit(&worker->pid, memory_order_relaxed), tid = atomic_load_explicit(&worker->tid, memory_order_relaxed);
	if (worker->id && tid && usage_read(pid, tid, &usage))
		look_endless(worker, usage.cpu_ns);
}

bool watch_deadlock(uint64_t now_ns)
{
	static uint64_t since_ns;
	static uint32_t progress;
	uint32_t now_progress = atomic_load(&arena->progress);
	if (!atomic_load_explicit(&arena->started, memory_order_acquire) || atomic_load(&arena->awake) || !atomic_load(&arena->alive) ||
	    atomic_load(&arena->ended) || now_progress != progress) {
		since_ns = 0;
		progress = now_progress;
		return false;
	}
	if (!since_ns)
		since_ns = now_ns;
	return now_ns - since_ns > DEADLOCK_NS;
}

bool watch_time_up(void)
{
	uint32_t count = atomic_load_explicit(&arena->worker_count, memory_order_acquire);
	bool asked = false;
	for (uint32_t id = 1; id < count && !asked; id++) {
		struct worker *worker = worker_at(id);
		enum worker_state state = atomic_load_explicit(&worker->state, memory_order_relaxed);
		bool runs_now = state == WORKER_RUNS || state == WORKER_WORKS;
		if (arena->engine->yields && !worker->apart)
			runs_now = id == atomic_load_explicit(&arena->running, memory_order_relaxed);
		if (lives(worker) && runs_now) {
			ask_stop(worker, SANDBOX_QUIT);
			asked = true;
		}
	}
	return asked;
}
