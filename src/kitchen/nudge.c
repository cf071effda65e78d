/* nudge.c - see nudge.h. */
#include "kitchen/nudge.h"

#include "kitchen/gate.h"
#include "kitchen/gil.h"
#include "kitchen/sandbox.h"
#include "kitchen/task.h"

#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_THREAD__)
#define HOOK_ALWAYS 1000
#else
#define HOOK_ALWAYS 0
#endif

static _Thread_local lua_State *volatile running;
static _Thread_local volatile bool fresh; /* the hook was set and has not been called: Lua then takes any instruction for a new line */

static void on_signal(int signal)
{
	(void)signal;
	if (!running || HOOK_ALWAYS)
		return;
	fresh = true;
	lua_sethook(running, nudge_hook, LUA_MASKLINE, 0);
}

void nudge_open(void)
{
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
	sigemptyset(&action.sa_mask);
	sigaction(NUDGE_SIGNAL, &action, NULL);
}

void nudge_runs(lua_State *L)
{
	running = L;
	if (L && HOOK_ALWAYS)
		lua_sethook(L, nudge_hook, LUA_MASKCOUNT, HOOK_ALWAYS);
}

/* First the hook goes, then we look: a nudge that comes later sets it anew, and none is lost. */
void nudge_hook(lua_State *L, lua_Debug *ar)
{
	struct worker *worker = task_of(L)->worker;
	enum sandbox_stop stop;
	if (fresh && ar->event == LUA_HOOKLINE) {
		fresh = false;
		return;
	}
	if (!HOOK_ALWAYS)
		lua_sethook(L, NULL, 0, 0);
	stop = sandbox_asked(L);
	if (stop == SANDBOX_GO)
		stop = atomic_load_explicit(&worker->stop, memory_order_relaxed);
	if (stop != SANDBOX_GO) {
		task_note_line(L);
		sandbox_raise(L, stop);
	}
	gate_pass();
	gil_check(worker);
}

void nudge_worker(const struct worker *worker)
{
	int pid = atomic_load_explicit(&worker->pid, memory_order_relaxed), tid = atomic_load_explicit(&worker->tid, memory_order_relaxed);
	if (pid && tid)
		syscall(SYS_tgkill, pid, tid, NUDGE_SIGNAL);
}
