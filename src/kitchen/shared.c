/* shared.c - see shared.h. Whole numbers stay whole; with a float among them the sum is one, as in Lua. */
#include "kitchen/shared.h"

struct shared *shared_new(uint32_t name, uint64_t value)
{
	struct shared *shared = (struct shared *)object_new(sizeof *shared, OBJECT_SHARED, name);
	if (!shared)
		return NULL;
	shared->cell.body = &shared->cell.own; /* never private */
	cell_write(&shared->cell, value);
	return shared;
}

static bool is_number(uint64_t value)
{
	return word_type(value) == WORD_INTEGER || word_type(value) == WORD_NUMBER;
}

static double number_of(uint64_t value)
{
	return word_type(value) == WORD_INTEGER ? (double)word_as_integer(value) : word_as_number(value);
}

static enum shared_result add(uint64_t a, uint64_t b, uint64_t *sum)
{
	if (!is_number(a))
		return SHARED_NO_NUMBER;
	if (word_type(a) == WORD_NUMBER || word_type(b) == WORD_NUMBER) {
		*sum = word_number(number_of(a) + number_of(b));
		return SHARED_OK;
	}
	int64_t whole = word_as_integer(a) + word_as_integer(b); /* of 48 bits each: no overflow */
	if (whole > WORD_INTEGER_MAX || whole < WORD_INTEGER_MIN)
		return SHARED_TOO_LARGE;
	*sum = word_integer(whole);
	return SHARED_OK;
}

/* Relaxed, as all accesses of cells: it is one step, and orders nothing else. */
enum shared_result shared_add(struct shared *shared, uint64_t number, uint64_t *sum)
{
	uint64_t before = cell_read(&shared->cell);
	enum shared_result result;
	do {
		*sum = before;
		result = add(before, number, sum);
	} while (result == SHARED_OK && !atomic_compare_exchange_weak_explicit(&shared->cell.own.value, &before, *sum, memory_order_relaxed, memory_order_relaxed));
	return result;
}
