/* list.c - see list.h. */
#include "kitchen/list.h"

#include "kitchen/probe.h"

#include <string.h>

struct list *list_new(uint32_t name)
{
	struct list *list = (struct list *)object_new(sizeof *list, OBJECT_LIST, name);
	if (list) {
		list->size = 8;
		list->elements = arena_alloc(list->size * sizeof *list->elements);
	}
	return list && list->elements ? list : NULL;
}

static void tell(struct list *list, const struct worker *worker, enum kind kind, int64_t index, uint64_t value)
{
	probe(worker, kind, list->object.id, ++list->object.seq, (uint32_t)index, value);
}

static bool grow(struct list *list)
{
	uint64_t *elements = arena_alloc((size_t)list->size * 2 * sizeof *elements);
	if (!elements)
		return false;
	memcpy(elements, list->elements, list->length * sizeof *elements);
	arena_free(list->elements, list->size * sizeof *elements);
	list->elements = elements;
	list->size *= 2;
	return true;
}

static bool append_guarded(struct list *list, const struct worker *worker, uint64_t value)
{
	if (list->length == list->size && !grow(list))
		return false;
	list->elements[list->length++] = value;
	tell(list, worker, KIND_APPEND, list->length, value);
	return true;
}

bool list_append(struct list *list, const struct worker *worker, uint64_t value)
{
	guard_take(&list->object.guard);
	bool done = append_guarded(list, worker, value);
	guard_give(&list->object.guard);
	return done;
}

uint64_t list_pop(struct list *list, const struct worker *worker)
{
	guard_take(&list->object.guard);
	uint64_t value = list->length ? list->elements[list->length - 1] : word_nil();
	tell(list, worker, KIND_POP, list->length, value);
	if (list->length)
		list->length--;
	guard_give(&list->object.guard);
	return value;
}

uint64_t list_read(struct list *list, const struct worker *worker, int64_t index)
{
	guard_take(&list->object.guard);
	uint64_t value = index >= 1 && index <= list->length ? list->elements[index - 1] : word_nil();
	tell(list, worker, KIND_ELEMENT_READ, index, value);
	guard_give(&list->object.guard);
	return value;
}

bool list_write(struct list *list, const struct worker *worker, int64_t index, uint64_t value)
{
	bool done = true;
	guard_take(&list->object.guard);
	if (index >= 1 && index <= list->length) {
		list->elements[index - 1] = value;
		tell(list, worker, KIND_ELEMENT_WRITE, index, value);
	} else {
		done = index == (int64_t)list->length + 1 && append_guarded(list, worker, value);
	}
	guard_give(&list->object.guard);
	return done;
}

uint32_t list_length(struct list *list, const struct worker *worker)
{
	guard_take(&list->object.guard);
	uint32_t length = list->length;
	tell(list, worker, KIND_LENGTH, 0, length);
	guard_give(&list->object.guard);
	return length;
}
