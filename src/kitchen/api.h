/* api.h - the kitchen's words in Lua: what every file that adds some needs.
 *
 * Each api_*.c has a table of functions and, for objects, of methods; api.c puts them into a state. A word that may wait is written as
 * an *attempt* (below), so that one text serves engines that block and engines that yield. */
#ifndef LUNCHRUSH_KITCHEN_API_H
#define LUNCHRUSH_KITCHEN_API_H

#include "kitchen/action.h"
#include "kitchen/object.h"
#include "kitchen/task.h"

#include <lauxlib.h>
#include <lua.h>

/* Add the words to the sandbox's builtins of a new state and make its globals the shared memory. */
void api_open(lua_State *L);
/* Tables of words, by file; each adds its own. The builtins are on top of the stack. */
void api_open_objects(lua_State *L);
void api_open_time(lua_State *L);
void api_open_task(lua_State *L);
void api_open_expect(lua_State *L);
void api_open_queue(lua_State *L);
void api_open_grill(lua_State *L);
void api_open_list(lua_State *L);
void api_open_lock(lua_State *L);
void api_open_semaphore(lua_State *L);
void api_open_condition(lua_State *L);
void api_open_event(lua_State *L);
void api_open_barrier(lua_State *L);
void api_open_shared(lua_State *L);
void api_open_array(lua_State *L);
void api_open_pipe(lua_State *L);
void api_open_pool(lua_State *L);
void api_open_setting(lua_State *L);
void api_open_service(lua_State *L);
void api_open_fork(lua_State *L);
void api_open_fetch(lua_State *L);
void api_open_cloud(lua_State *L);
void api_open_command(lua_State *L);
void api_open_globals(lua_State *L);
/* A task of L's state has ended: its copies of global functions go. */
void api_globals_forget(lua_State *L, const struct task *task);
/* Push the table of the functions that the task alone keeps of globals, where tasks share a state; false (and nothing pushed) when there is none. */
bool api_globals_push_kept(lua_State *L, const struct task *task);
/* The end of a run: check all expectations, in the main task's state. */
void api_expectations_check(lua_State *L);
/* Forget them, unchecked: another run begins. */
void api_expectations_forget(void);
/* Exploring: a run begins, whose expectations belong to its moments (moment.h). */
void api_expectations_explored(void);
/* Go over what was stated so far, in order; a function of the main task's lies on top of L, another's is packed. */
void api_expectations_each(lua_State *L, void (*each)(lua_State *L, uint32_t text, const struct packed *packed, void *context), void *context);
/* The floor's launch, for param(); before any recipe runs. */
struct launch;
void api_settings_launch(const struct launch *launch);
/* After the recipe's end: a --set that no param() declared is an error of the person's; 0, or -1 with words. */
int api_settings_unknown(struct error *error);
/* Task handles: the worker's id if the value at `index` is one, else 0; push one. */
uint32_t api_task_handle_test(lua_State *L, int index);
void api_task_handle_push(lua_State *L, uint32_t worker);

/* Futures: what the value at `index` is the handle of, or NULL; push a handle of its own to one. */
struct future;
struct future *api_future_test(lua_State *L, int index);
void api_future_push(lua_State *L, struct future *future);
/* The result of a cloud's request lies on top as JSON text: the value that it means is pushed; raises where it is no JSON. Returns how many: 1. */
int api_cloud_result(lua_State *L);
/* Push what a worker of a pool runs: a function that goes on to the next call until none will come. */
void api_pool_push_life(lua_State *L, uint16_t pool);

/* An action begins: the line is noted, the gate passed, the GIL handed over if asked. Returns who acts. Every word that is an action calls it first. */
struct task *api_action(lua_State *L);
/* The same for an action that takes its time, after which much may have changed: what the worker has in its locals is told first. */
struct task *api_long_action(lua_State *L);
/* The worker waits: tell its locals, unless that was done a moment ago. */
void api_tell_locals(lua_State *L);
/* The same for a look that is no action of its own (now, random): only the task. */
static inline struct task *api_task(lua_State *L) { return task_of(L); }

/* Marks each C function between a word that may wait and lua_yieldk: it is left by a long jump, past its end, which ThreadSanitizer's
 * own record of calls does not survive many thousand times. */
#if defined(__SANITIZE_THREAD__)
#define API_JUMPS __attribute__((no_sanitize("thread")))
#else
#define API_JUMPS
#endif

/* One try of an operation; arguments on L's stack. Returns the number of results pushed, or API_WAIT after wait_begin. */
#define API_WAIT (-1)
typedef int (*api_attempt)(lua_State *L, struct task *task);
/* Do an action that never waits: `attempt` has its results at once. To be returned: `return api_do(L, action, attempt);` */
int api_do(lua_State *L, struct action action, api_attempt attempt);
/* Do an action that may wait: try, wait, try again … until there are results. To be returned. */
int api_until(lua_State *L, struct action action, api_attempt attempt);
/* Give control back to the engine until the task is let go on (the caller has arranged for that), then call `then`. To be returned. */
int api_pause(lua_State *L, void (*block)(struct task *task), api_attempt then);

/* Raise "cannot wait inside table.sort" where it would; called before anything is begun. */
void api_check_wait(lua_State *L);

/* Arguments, with clear errors. */
/* The text of a name: a string of 1 to 63 bytes. */
uint32_t api_name(lua_State *L, int index, const char *what);
/* The value at `index`, or a number, in words for a message; left on the stack. */
const char *api_given(lua_State *L, int index);
const char *api_number_text(lua_State *L, double number);
/* Kitchen seconds, 0 to a million, as nanoseconds. */
uint64_t api_seconds(lua_State *L, int index, const char *what);
int64_t api_integer(lua_State *L, int index, const char *what, int64_t min, int64_t max);
/* The field of an options table pushed; its index as for the api_ functions is -1. Nil where there is none. */
void api_option(lua_State *L, int table, const char *name);
/* Raise for keys of the options table that are not among `names` (NULL-ended). */
void api_options_check(lua_State *L, int table, const char *verb, const char *const *names);

/* Objects as Lua values. */
/* A new object is told and pushed: one that was just made by L's task, or NULL, which raises that there are too many. */
int api_object_made(lua_State *L, struct object *object, uint32_t capacity);
/* The object of a method's attempt: its word has checked it. */
static inline void *api_receiver(lua_State *L) { return *(struct object **)lua_touserdata(L, 1); }
void api_object_push(lua_State *L, struct object *object);
/* The object at `index` if it is one of that type (OBJECT_NONE: any); NULL else. */
struct object *api_object_test(lua_State *L, int index, enum object_type type);
/* The same as a method's receiver: raises "q:get() needs a queue" else. */
void *api_self(lua_State *L, enum object_type type);
/* Make the metatable of a type. Methods know it as upvalue 1 (for api_self); metamethods do too, and have the table of methods as upvalue 2. */
void api_object_type(lua_State *L, enum object_type type, const luaL_Reg *methods, const luaL_Reg *metamethods);

/* Values. */
#define API_TEXT_MAX 63u /* bytes of a string that fits a word, and of a name */
/* The word of the value at `index`; raises where it is too large a number or too long a string. False when it fits no word. */
bool api_word(lua_State *L, int index, uint64_t *bits);
/* The same for what an object is to hold; raises for what it cannot. `holds`: "a list holds booleans, numbers". */
uint64_t api_held_word(lua_State *L, int index, const char *holds);
void api_push_word(lua_State *L, uint64_t bits);
/* The value at `index` as cargo (packed if it must be); raises for what cannot travel. `what` names it in messages. */
struct cargo api_cargo(lua_State *L, int index, const char *what);
/* Push a cargo's value and free what it took. */
void api_push_cargo(lua_State *L, struct cargo *cargo);
/* The thing's number of the value at `index` without moving it anywhere. */
uint32_t api_thing(lua_State *L, int index);

#endif
