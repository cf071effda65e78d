/* api_lock.c - lock(name[, {reentrant = true}]): l:acquire(), l:release(), l:try_acquire(), l:hold(fn, …).
 *
 * hold acquires, calls, and releases, also when the call raises. It is made of attempts that go over into one another: the attempt that has acquired the lock
 * makes the call with a continuation, so that the function may wait on every engine, and that continuation's last act is the release. */
#include "kitchen/api.h"

#include "kitchen/lock.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"

static const char *name_of(const struct lock *lock)
{
	return texts_get(lock->object.name, NULL);
}

static const char *worker_name(uint32_t id)
{
	return texts_get(worker_at(id)->name, NULL);
}

static int mine_error(lua_State *L, const struct lock *lock, const struct task *task)
{
	return luaL_error(L, "%s already holds the lock %s: it would wait for itself for ever; lock(\"%s\", {reentrant = true}) may be taken again",
			  worker_name(task->worker->id), name_of(lock), name_of(lock));
}

static int not_mine_error(lua_State *L, struct lock *lock, const struct task *task)
{
	uint32_t holder = lock_holder(lock);
	return luaL_error(L, "%s cannot release the lock %s: %s", worker_name(task->worker->id), name_of(lock),
			  holder ? lua_pushfstring(L, "%s holds it", worker_name(holder)) : "nobody holds it");
}

static struct action lock_action(lua_State *L, enum kind verb)
{
	struct lock *lock = api_self(L, OBJECT_LOCK);
	return (struct action){ .verb = (uint8_t)verb, .object = lock->object.id };
}

static int attempt_acquire(lua_State *L, struct task *task)
{
	struct lock *lock = api_receiver(L);
	enum lock_result result = lock_acquire(lock, task->worker, true);
	if (result == LOCK_MINE)
		return mine_error(L, lock, task);
	return result == LOCK_WAIT ? API_WAIT : 0;
}

API_JUMPS static int lock_word_acquire(lua_State *L)
{
	return api_until(L, lock_action(L, KIND_ACQUIRE), attempt_acquire);
}

static int attempt_try(lua_State *L, struct task *task)
{
	lua_pushboolean(L, lock_acquire(api_receiver(L), task->worker, false) == LOCK_OK);
	return 1;
}

static int lock_word_try_acquire(lua_State *L)
{
	return api_do(L, lock_action(L, KIND_ACQUIRE), attempt_try);
}

static int attempt_release(lua_State *L, struct task *task)
{
	struct lock *lock = api_receiver(L);
	return lock_release(lock, task->worker) == LOCK_OK ? 0 : not_mine_error(L, lock, task);
}

static int lock_word_release(lua_State *L)
{
	return api_do(L, lock_action(L, KIND_RELEASE), attempt_release);
}

/* ---- hold: the stack is the lock, and then what the call needs, has returned or has raised ---- */

static int attempt_return(lua_State *L, struct task *task)
{
	attempt_release(L, task);
	return lua_gettop(L) - 1;
}

static int attempt_raise(lua_State *L, struct task *task)
{
	lock_release(api_receiver(L), task->worker); /* what was raised says more than that the function has released it itself */
	return lua_error(L);
}

/* The call is over. An interrupt is the end of the run: it is not held up by a step. */
API_JUMPS static int hold_called(lua_State *L, int status, lua_KContext context)
{
	struct lock *lock = api_receiver(L);
	struct action action = { .verb = KIND_RELEASE, .object = lock->object.id };
	(void)context;
	if (status == LUA_OK || status == LUA_YIELD)
		return api_do(L, action, attempt_return);
	if (status == LUA_ERRMEM || sandbox_interrupted(L, -1) != SANDBOX_GO)
		return lua_error(L);
	return api_do(L, action, attempt_raise);
}

API_JUMPS static int attempt_hold(lua_State *L, struct task *task)
{
	if (attempt_acquire(L, task) == API_WAIT)
		return API_WAIT;
	return hold_called(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, hold_called), 0);
}

API_JUMPS static int lock_word_hold(lua_State *L)
{
	struct action action = lock_action(L, KIND_ACQUIRE);
	if (lua_type(L, 2) != LUA_TFUNCTION)
		return luaL_error(L, "hold(function, …) needs the function to call while the lock is held, not %s", luaL_typename(L, 2));
	return api_until(L, action, attempt_hold);
}

static int word_lock(lua_State *L)
{
	static const char *const options[] = { "reentrant", NULL };
	uint32_t name = api_name(L, 1, "a lock's name");
	api_options_check(L, 2, "lock", options);
	api_option(L, 2, "reentrant");
	bool reentrant = lua_toboolean(L, -1);
	api_action(L);
	struct lock *lock = lock_new(name, reentrant);
	return api_object_made(L, lock ? &lock->object : NULL, reentrant);
}

void api_open_lock(lua_State *L)
{
	static const luaL_Reg methods[] = {
		{ "acquire", lock_word_acquire }, { "release", lock_word_release }, { "try_acquire", lock_word_try_acquire }, { "hold", lock_word_hold }, { NULL, NULL },
	};
	static const luaL_Reg metamethods[] = { { NULL, NULL } };
	lua_pushcfunction(L, word_lock);
	lua_setfield(L, -2, "lock");
	api_object_type(L, OBJECT_LOCK, methods, metamethods);
	sandbox_lets_wait(L, lock_word_hold);
}
