/* explore_key.c - what makes two states the same; see explore_inner.h.
 *
 * A state is its objects and its workers, with what each has for itself where workers are processes. What a worker will do follows from what its Lua holds: where each of its calls stands, and what of their locals, of what these
 * refer to and of its random numbers still matters (explore_value.c). It is hashed anew only after the worker has moved. Where that cannot be told for certain, a
 * worker is told by its history: it is deterministic, so what it will do follows from its maker's history when it was made and from all that its actions have
 * given it since (`seen`). That is coarser: workers that have seen different things which no longer matter are kept apart. Two states with equal keys have equal
 * futures, but for collisions of 128 bits. */
#include "kitchen/explore_inner.h"

#include "kitchen/always.h"
#include "kitchen/api.h"
#include "kitchen/cell.h"
#include "kitchen/explore_objects.h"
#include "kitchen/explore_value.h"
#include "kitchen/parcel.h"
#include "kitchen/sandbox.h"

static bool can_walk;

/* ---- what a worker's Lua holds ---- */

static void expectation_walk(lua_State *L, uint32_t text, const struct packed *packed, void *walk)
{
	if (packed)
		return;
	mix(&((struct walk *)walk)->key, text);
	lua_pushvalue(L, -1);
	walk_value(walk);
}

static bool ended(const struct worker *worker)
{
	enum worker_state state = atomic_load_explicit(&worker->state, memory_order_relaxed);
	return state == WORKER_ENDED || state == WORKER_FAILED;
}

/* The functions that the main task expects to hold share its locals, and outlive it. */
static void look(struct worker *worker)
{
	const struct task *task = worker->own;
	struct walk walk = walk_begin(task_main_state());
	if (!ended(worker)) {
		mix(&walk.key, task->random);
		walk_coroutine(&walk, task->L);
		if (api_globals_push_kept(walk.L, task))
			walk_value(&walk);
	} else if (worker->result.bytes) {
		mix_bytes(&walk.key, worker->result.bytes, worker->result.length);
	}
	if (worker->role == ROLE_OF_MAIN)
		api_expectations_each(walk.L, expectation_walk, &walk);
	explore_process_mix(&walk.key, worker);
	worker->same[0] = walk.key.a;
	worker->same[1] = walk.key.b;
	worker->trust = (uint8_t)walk.trust;
}

void explore_moves(struct worker *worker)
{
	worker->same_known = false;
}

/* ---- the key ---- */

static void mix_lua(struct explorer_key *key, struct worker *worker)
{
	static uint64_t alone;
	if (!worker->same_known && can_walk)
		look(worker);
	else if (!can_walk)
		worker->trust = WALK_UNSURE;
	worker->same_known = true;
	const uint64_t *hash = worker->trust == WALK_SURE ? worker->same : worker->seen;
	mix(key, worker->trust);
	mix(key, hash[0]);
	mix(key, hash[1]);
	if (worker->trust == WALK_ALONE)
		mix(key, ++alone);
}

static void mix_worker(struct explorer_key *key, struct worker *worker)
{
	const struct turn_stand *stand = &worker->stand;
	enum worker_state state = atomic_load_explicit(&worker->state, memory_order_relaxed);
	mix(key, worker->name | (uint64_t)worker->role << 32 | (uint64_t)state << 40 | (uint64_t)stand->place << 48);
	if (stand->place == TURN_AT_GATE || arena->turn.cooperative) {
		mix(key, stand->action.verb | (uint64_t)stand->action.object << 8 | (uint64_t)stand->yielded << 32);
		mix_ticket(key, worker);
	}
	mix(key, state == WORKER_WAITS ? worker->peer : 0);
	mix(key, arena->lone ? worker->error | (uint64_t)worker->took << 32 : 0); /* the outcome tells of them */
	mix_waiters(key, &worker->joiners);
	if (worker->role != ROLE_OF_DEVICE)
		mix_lua(key, worker);
}

static void expectation_mix(lua_State *L, uint32_t text, const struct packed *packed, void *key)
{
	(void)L;
	mix(key, text);
	mix(key, packed ? packed_sum(packed, 0) : 0);
}

struct explorer_key explore_key(void)
{
	static uint64_t number;
	struct explorer_key key = { 1, 2 };
	if (explore_one_by_one)
		return (struct explorer_key){ ++number, 0 };
	for (uint32_t id = 1; id < atomic_load(&arena->worker_count); id++)
		mix_worker(&key, worker_at(id));
	for (uint32_t id = 1; id < atomic_load(&arena->object_count); id++)
		mix_object(&key, object_at(id));
	api_expectations_each(task_main_state(), expectation_mix, &key);
	mix(&key, always_sum());
	mix(&key, atomic_load(&arena->uncaught));
	return key;
}

/* ---- what tasks see ---- */

static void see(struct worker *worker, struct explorer_key key)
{
	worker->seen[0] = key.a;
	worker->seen[1] = key.b;
}

void explore_saw(lua_State *L, struct worker *worker, int count)
{
	struct explorer_key key = { worker->seen[0], worker->seen[1] };
	mix(&key, (uint64_t)count);
	for (int i = lua_gettop(L) - count + 1; i <= lua_gettop(L); i++) {
		uint64_t bits;
		struct buffer bytes = { 0 };
		struct error error;
		if (lua_type(L, i) == LUA_TNUMBER && lua_isinteger(L, i))
			mix(&key, (uint64_t)lua_tointeger(L, i));
		else if (api_word(L, i, &bits))
			mix(&key, bits);
		else if (parcel_pack(L, i, i, "what a task sees", &bytes, &error) == 0)
			mix_bytes(&key, bytes.bytes, bytes.length);
		buffer_release(&bytes);
	}
	see(worker, key);
}

void explore_looked_up(struct worker *worker, const struct cell *cell)
{
	struct explorer_key key = { worker->seen[0], worker->seen[1] };
	mix_object(&key, &cell->object);
	see(worker, key);
}

/* What a pcall has held back tells of the objects, too. */
static void caught(lua_State *L)
{
	explore_saw(L, task_of(L)->worker, 1);
}

void explore_key_open(lua_State *L)
{
	can_walk = walk_open(L);
	sandbox_caught = caught;
}
