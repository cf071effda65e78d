/* api.c - all words of the kitchen, put into a state. */
#include "kitchen/api.h"

#include "kitchen/sandbox.h"

void api_open(lua_State *L)
{
	api_open_objects(L);
	sandbox_push_builtins(L);
	api_open_time(L);
	api_open_task(L);
	api_open_expect(L);
	api_open_queue(L);
	api_open_grill(L);
	api_open_list(L);
	api_open_lock(L);
	api_open_semaphore(L);
	api_open_condition(L);
	api_open_event(L);
	api_open_barrier(L);
	api_open_shared(L);
	api_open_array(L);
	api_open_pipe(L);
	api_open_pool(L);
	api_open_setting(L);
	api_open_service(L);
	api_open_fork(L);
	api_open_cloud(L);
	api_open_fetch(L);
	api_open_command(L);
	lua_pop(L, 1);
	api_open_globals(L);
}
