/* array.c - see array.h. */
#include "kitchen/array.h"

#include "kitchen/probe.h"

struct array *array_new(uint32_t name, uint32_t length, uint64_t value)
{
	struct array *array = (struct array *)object_new(sizeof *array + length * sizeof *array->elements, OBJECT_ARRAY, name);
	if (!array)
		return NULL;
	array->length = length;
	for (uint32_t i = 0; i < length; i++)
		array->elements[i] = value;
	return array;
}

static void tell(struct array *array, const struct worker *worker, enum kind kind, uint32_t item, uint64_t value)
{
	probe(worker, kind, array->object.id, ++array->object.seq, item, value);
}

void array_tell_fill(struct array *array, const struct worker *worker)
{
	guard_take(&array->object.guard);
	tell(array, worker, KIND_FILL, array->length, array->elements[0]);
	guard_give(&array->object.guard);
}

uint64_t array_read(struct array *array, const struct worker *worker, uint32_t index)
{
	guard_take(&array->object.guard);
	uint64_t value = array->elements[index - 1];
	tell(array, worker, KIND_ELEMENT_READ, index, value);
	guard_give(&array->object.guard);
	return value;
}

void array_write(struct array *array, const struct worker *worker, uint32_t index, uint64_t value)
{
	guard_take(&array->object.guard);
	array->elements[index - 1] = value;
	tell(array, worker, KIND_ELEMENT_WRITE, index, value);
	guard_give(&array->object.guard);
}
