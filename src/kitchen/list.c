/* list.c - see list.h. */
#include "kitchen/list.h"

#include "kitchen/private.h"
#include "kitchen/probe.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(struct list_body) <= PRIVATE_BYTES, "what a process has of a list fits its private place");

static bool grow(struct list *list)
{
	struct list_body *body = list->body;
	uint32_t size = body->size ? body->size * 2 : 8;
	uint64_t *elements;
	if (body != &list->own && !arena->turn.exploring) {
		elements = realloc(body->elements, size * sizeof *elements);
	} else if ((elements = arena_alloc(size * sizeof *elements)) && body->size) {
		memcpy(elements, body->elements, body->length * sizeof *elements);
		arena_free(body->elements, body->size * sizeof *elements);
	}
	if (!elements)
		return false;
	body->elements = elements;
	body->size = size;
	return true;
}

void list_part(struct list *list)
{
	struct list_body *private = private_place(list->object.id);
	uint64_t *elements = malloc(list->own.size * sizeof *elements);
	if (!elements)
		abort();
	memcpy(elements, list->own.elements, list->own.length * sizeof *elements);
	arena_free(list->own.elements, list->own.size * sizeof *elements);
	*private = list->own;
	private->elements = elements;
	list->body = private;
}

struct list *list_new(uint32_t name)
{
	struct list *list = (struct list *)object_new(sizeof *list, OBJECT_LIST, name);
	if (!list)
		return NULL;
	struct list_body *private = private_place(list->object.id);
	list->body = private ? private : &list->own;
	return grow(list) ? list : NULL;
}

static void tell(struct list *list, const struct worker *worker, enum kind kind, int64_t index, uint64_t value)
{
	probe(worker, kind, list->object.id, ++list->object.seq, (uint32_t)index, value);
}

static bool append_guarded(struct list *list, const struct worker *worker, uint64_t value)
{
	if (list->body->length == list->body->size && !grow(list))
		return false;
	list->body->elements[list->body->length++] = value;
	tell(list, worker, KIND_APPEND, list->body->length, value);
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
	uint64_t value = list->body->length ? list->body->elements[list->body->length - 1] : word_nil();
	tell(list, worker, KIND_POP, list->body->length, value);
	if (list->body->length)
		list->body->length--;
	guard_give(&list->object.guard);
	return value;
}

uint64_t list_read(struct list *list, const struct worker *worker, int64_t index)
{
	guard_take(&list->object.guard);
	uint64_t value = index >= 1 && index <= list->body->length ? list->body->elements[index - 1] : word_nil();
	tell(list, worker, KIND_ELEMENT_READ, index, value);
	guard_give(&list->object.guard);
	return value;
}

bool list_write(struct list *list, const struct worker *worker, int64_t index, uint64_t value)
{
	bool done = true;
	guard_take(&list->object.guard);
	if (index >= 1 && index <= list->body->length) {
		list->body->elements[index - 1] = value;
		tell(list, worker, KIND_ELEMENT_WRITE, index, value);
	} else {
		done = index == (int64_t)list->body->length + 1 && append_guarded(list, worker, value);
	}
	guard_give(&list->object.guard);
	return done;
}

uint32_t list_length(struct list *list, const struct worker *worker)
{
	guard_take(&list->object.guard);
	uint32_t length = list->body->length;
	tell(list, worker, KIND_LENGTH, 0, length);
	guard_give(&list->object.guard);
	return length;
}
