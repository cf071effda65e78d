/* object.c - the table of objects. */
#include "kitchen/object.h"

#include "kitchen/probe.h"

struct object *object_new(size_t size, enum object_type type, uint32_t name)
{
	struct object *object = arena_alloc(size);
	if (!object)
		return NULL;
	guard_init(&object->guard);
	object->type = (uint8_t)type;
	object->name = name;
	guard_take(&arena->guard_objects);
	uint32_t id = atomic_load_explicit(&arena->object_count, memory_order_relaxed);
	if (id < ARENA_OBJECTS) {
		object->id = (uint16_t)id;
		arena->objects[id] = object;
		atomic_store_explicit(&arena->object_count, id + 1, memory_order_release);
	}
	guard_give(&arena->guard_objects);
	if (object->id == 0) {
		arena_free(object, size);
		return NULL;
	}
	return object;
}

void object_announce(struct object *object, const struct worker *maker, uint32_t capacity)
{
	guard_take(&object->guard);
	probe(maker, KIND_OBJECT_NEW, object->id, ++object->seq, object->name, capacity | (uint64_t)object->type << 32);
	guard_give(&object->guard);
}

struct object *object_at(uint32_t id)
{
	if (id == 0 || id >= atomic_load_explicit(&arena->object_count, memory_order_acquire))
		return NULL;
	return arena->objects[id];
}
