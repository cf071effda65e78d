/* task.h - a worker that runs Lua, as the process that runs it sees it.
 *
 * On threads each task has a Lua state of its own; on the loop all are coroutines of one state. Lua code that is running finds its task in the
 * extra space of its coroutine. The script itself is the main task. */
#ifndef LUNCHRUSH_KITCHEN_TASK_H
#define LUNCHRUSH_KITCHEN_TASK_H

#include "kitchen/object.h"

#include <lua.h>

struct touch;

struct task {
	struct worker *worker;
	lua_State *L;          /* its state (threads) or coroutine (loop) */
	struct packed cargo;   /* threads: function and arguments on their way to the new state */
	struct touch *touches; /* what it read and wrote and has not told of yet; see touch.h */
	uint32_t touch_count, touch_pending;
	int arguments;         /* loop: on the coroutine's stack, above the function */
	int reference;         /* loop: keeps the coroutine alive */
	uint64_t resumed_ns;   /* loop: when it was given control */
	uint32_t beat;         /* the kitchen's, when its locals were last told; see arena.h */
	uint64_t told_ns;      /* when its locals were last told because it waited */
	uint64_t random;       /* state of its random numbers */
	uint64_t due_ns;       /* of a sleep or an end of work, kitchen time */
	uint16_t function_at;  /* line where the function that it runs begins, of a pool's worker its call's; 0 not known */
	int made_at;           /* line of the recipe that made it, 0 not known */
	bool checking;         /* within the check of an expectation: nobody is there to wait for */
	bool looking;          /* within a check of always(): only what looks may be done, and it is told to nobody */
};

/* The task that runs in L. */
static inline struct task *task_of(lua_State *L) { return *(struct task **)lua_getextraspace(L); }

/* An object is being packed: where that is for a task, it will know it (worker->knows). */
void task_met(uint16_t object);

/* Note where the function at `index` begins: what it returns comes from there, when it is gone. L's own task's. */
void task_note_function(lua_State *L, struct task *task, int index);

/* The line of the recipe at which L is, 0 when at none. */
int task_line(lua_State *L);

/* The floor's own: set up once; `main_state` is the main task's Lua state (on the loop: everybody's). */
void task_open(lua_State *main_state);
lua_State *task_main_state(void);

/* Make the main worker, with its function on top of the main state's stack. NULL with words. */
struct worker *task_main(struct error *error);

/* task(name, fn, …): make a worker that runs the function at stack place `first` with the arguments above it. Called by `L`'s task.
 * Raises a Lua error when it cannot. */
struct worker *task_begin(lua_State *L, uint32_t name, int first);

/* fork(): the calling process becomes two. Returns the child's worker in the one that called, and NULL in the child, where L is from now on that worker's. Only
 * where the engine splits; raises a Lua error when it cannot. */
struct worker *task_split(lua_State *L, uint32_t name);

/* A worker of a pool: it runs calls until the pool says that none will come. `apart`: as a thread or a process beside the engine of the run. As above. */
struct worker *task_begin_pool(lua_State *L, uint32_t name, uint16_t pool, enum apart apart);

/* --kill names a worker that is no process of its own: the run fails with these words. */
void task_kill_refused(const char *name);

/* Whether the calling process may fork: it never had a second thread. */
bool task_may_fork(void);
/* Whether it has forked processes of a pool, or is one. */
bool task_pools_forked(void);

/* All tasks have ended and all calls are done: the processes of pools beside the run's engine are ended, and the arena has what the main process has. In the floor. */
void task_end_apart(void);

/* Free what this process keeps of a worker that will not run again, ended or not; its state is about to be closed. */
void task_forget(struct worker *worker);

/* The engine's two calls. */
void task_live(struct runner *runner);
bool task_resume(struct runner *runner, uint64_t ready_for_ns);

/* Remember the line that L's task is on. */
void task_note_line(lua_State *L);

/* Exploring: Lua's memory comes from `resize`, and what is counted of it belongs to a moment (moment.h). Before any state is made. */
void task_memory(void *(*resize)(void *bytes, size_t old, size_t size));

/* A state ready for a task's code: sandbox, the kitchen's words, globals. NULL when memory is out. */
lua_State *task_state_new(void);

#endif
