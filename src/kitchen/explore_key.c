/* explore_key.c - what makes two states the same; see explore_inner.h.
 *
 * A worker is deterministic: what it will do follows from its function and arguments and from all that its actions have
 * given it so far. So its part of a state is a hash of that (`seen`), of where it stands and of what it is about to do; a worker's first
 * hash is made from its maker's, which decided its function and arguments. To this come the objects as they are now. Two states with equal keys
 * then have equal futures, but for collisions of 128 bits. It is coarser than it might be: workers that have seen different
 * things which no longer matter are kept apart. */
#include "kitchen/explore_inner.h"

#include "kitchen/api.h"
#include "kitchen/arrivals.h"
#include "kitchen/barrier.h"
#include "kitchen/cell.h"
#include "kitchen/condition.h"
#include "kitchen/event_flag.h"
#include "kitchen/array.h"
#include "kitchen/grill.h"
#include "kitchen/list.h"
#include "kitchen/lock.h"
#include "kitchen/parcel.h"
#include "kitchen/semaphore.h"

#include <string.h>

/* ---- hashing: two multiply-and-shift mixes with different constants ---- */

static void mix(struct explorer_key *key, uint64_t x)
{
	key->a = (key->a ^ x) * UINT64_C(0xbf58476d1ce4e5b9);
	key->a ^= key->a >> 29;
	key->b = (key->b + x) * UINT64_C(0x94d049bb133111eb);
	key->b ^= key->b >> 32;
}

static void mix_bytes(struct explorer_key *key, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	mix(key, length);
	for (; length >= 8; length -= 8, at += 8) {
		uint64_t piece;
		memcpy(&piece, at, 8);
		mix(key, piece);
	}
	while (length--)
		mix(key, *at++);
}

static void mix_cargo(struct explorer_key *key, const struct cargo *cargo)
{
	mix(key, cargo->value);
	if (cargo->packed.bytes)
		mix_bytes(key, cargo->packed.bytes, cargo->packed.length);
}

/* ---- objects as they are ---- */

static void mix_queue(struct explorer_key *key, const struct queue *queue)
{
	mix(key, queue->length | (uint64_t)queue->unfinished << 31 | (uint64_t)queue->closed << 63);
	for (uint32_t i = 0; i < queue->length; i++)
		mix_cargo(key, &queue->slots[(queue->head + i) & (queue->size - 1)]);
	if (queue->object.type == OBJECT_ARRIVALS)
		mix(key, ((const struct arrivals *)queue)->came);
}

static void mix_grill(struct explorer_key *key, const struct grill *grill)
{
	for (uint32_t i = 0; i < grill->slots; i++) {
		mix(key, grill->slot[i].state);
		if (grill->slot[i].state != GRILL_FREE)
			mix_cargo(key, &grill->slot[i].cargo);
	}
}

static void mix_object(struct explorer_key *key, struct object *object)
{
	switch (object->type) {
	case OBJECT_QUEUE:
	case OBJECT_ARRIVALS: mix_queue(key, (struct queue *)object); break;
	case OBJECT_GRILL: mix_grill(key, (struct grill *)object); break;
	case OBJECT_CELL:
	case OBJECT_SHARED: mix(key, cell_read((struct cell *)object)); break;
	case OBJECT_LIST: mix_bytes(key, ((struct list *)object)->elements, ((struct list *)object)->length * sizeof(uint64_t)); break;
	case OBJECT_ARRAY: mix_bytes(key, ((struct array *)object)->elements, ((struct array *)object)->length * sizeof(uint64_t)); break;
	case OBJECT_LOCK: mix(key, ((struct lock *)object)->holder | (uint64_t)((struct lock *)object)->depth << 32); break;
	case OBJECT_SEMAPHORE: mix(key, ((struct semaphore *)object)->places); break;
	case OBJECT_EVENT: mix(key, ((struct event_flag *)object)->set); break;
	case OBJECT_CONDITION: mix(key, ((struct condition *)object)->tickets | (uint64_t)((struct condition *)object)->notified << 32); break;
	case OBJECT_BARRIER: mix(key, ((struct barrier *)object)->arrived | (uint64_t)((struct barrier *)object)->round << 32); break;
	}
}

struct explorer_key explore_key(void)
{
	struct explorer_key key = { 1, 2 };
	for (uint32_t id = 1; id < atomic_load(&arena->worker_count); id++) {
		const struct worker *worker = worker_at(id);
		const struct turn_stand *stand = &worker->stand;
		mix(&key, worker->seen[0]);
		mix(&key, worker->seen[1]);
		mix(&key, stand->place | (uint64_t)stand->action.verb << 8 | (uint64_t)stand->yielded << 16 | (uint64_t)stand->action.object << 24 |
			      (uint64_t)worker->ticket << 40);
		mix(&key, atomic_load(&worker->state));
	}
	for (uint32_t id = 1; id < atomic_load(&arena->object_count); id++)
		mix_object(&key, object_at(id));
	return key;
}

void explore_key_open(lua_State *L) { (void)L; }
void explore_moves(struct worker *worker) { (void)worker; }

/* ---- what tasks see ---- */

void explore_saw(lua_State *L, struct worker *worker, int count)
{
	struct explorer_key key = { worker->seen[0], worker->seen[1] };
	mix(&key, (uint64_t)count);
	for (int i = lua_gettop(L) - count + 1; i <= lua_gettop(L); i++) {
		uint64_t bits;
		struct buffer bytes = { 0 };
		struct error error;
		if (api_word(L, i, &bits))
			mix(&key, bits);
		else if (parcel_pack(L, i, i, "what a task sees", &bytes, &error) == 0)
			mix_bytes(&key, bytes.bytes, bytes.length);
		buffer_release(&bytes);
	}
	worker->seen[0] = key.a;
	worker->seen[1] = key.b;
}
