/* table.c - the stage's storage: a few growing tables, so that a copy is a handful of memcpy.
 *
 * The tables are named once, in `tables`; making, copying, measuring and freeing a stage walk that list. Everything else in a
 * stage is plain numbers that are copied with the struct. */
#include "stage/fold.h"

#include <stdlib.h>
#include <string.h>

static const struct table {
	size_t at, count, size; /* offsets in struct stage */
	size_t each;            /* bytes of an entry */
} tables[] = {
#define TABLE(many, one) \
	{offsetof(struct stage, many), offsetof(struct stage, one##_count), offsetof(struct stage, one##_size), \
	 sizeof *((struct stage *)0)->many}
	TABLE(workers, worker), TABLE(objects, object), TABLE(things, thing),
	TABLE(slots, slot), TABLE(locals, local), TABLE(elements, element),
#undef TABLE
};

#define TABLES (sizeof tables / sizeof *tables)

static void **table_at(struct stage *stage, const struct table *table) { return (void **)((char *)stage + table->at); }
static void *table_of(const struct stage *stage, const struct table *table) { return *(void *const *)((const char *)stage + table->at); }
static uint32_t *table_size(struct stage *stage, const struct table *table) { return (uint32_t *)((char *)stage + table->size); }
static uint32_t table_count(const struct stage *stage, const struct table *table)
{
	return *(const uint32_t *)((const char *)stage + table->count);
}

static void table_grow(void **table, uint32_t *size, uint32_t need, size_t each)
{
	if (need <= *size)
		return;
	uint32_t grown = *size ? *size : 8;
	while (grown < need)
		grown = grown > UINT32_MAX / 2 ? need : grown * 2;
	void *more = realloc(*table, (size_t)grown * each);
	if (!more)
		abort();
	*table = more;
	*size = grown;
}

void stage_extend(void **table, uint32_t *count, uint32_t *size, uint32_t need, size_t each)
{
	if (need <= *count)
		return;
	table_grow(table, size, need, each);
	memset((char *)*table + (size_t)*count * each, 0, (size_t)(need - *count) * each);
	*count = need;
}

void stage_init(struct stage *stage, struct stage_text *text)
{
	*stage = (struct stage){.text = text, .pace_millionths = 1000000};
	for (size_t i = 0; i < TABLES; i++)
		stage_extend(table_at(stage, &tables[i]), (uint32_t *)((char *)stage + tables[i].count),
			     table_size(stage, &tables[i]), 1, tables[i].each);
}

void stage_release(struct stage *stage)
{
	for (size_t i = 0; i < TABLES; i++)
		free(table_of(stage, &tables[i]));
	*stage = (struct stage){0};
}

void stage_copy(struct stage *to, const struct stage *from)
{
	struct stage old = *to;
	*to = *from;
	for (size_t i = 0; i < TABLES; i++) {
		const struct table *table = &tables[i];
		uint32_t count = table_count(from, table);
		*table_at(to, table) = table_of(&old, table);
		*table_size(to, table) = *table_size(&old, table);
		table_grow(table_at(to, table), table_size(to, table), count, table->each);
		memcpy(table_of(to, table), table_of(from, table), count * table->each);
	}
}

size_t stage_bytes(const struct stage *stage)
{
	size_t bytes = sizeof *stage;
	for (size_t i = 0; i < TABLES; i++)
		bytes += table_count(stage, &tables[i]) * tables[i].each;
	return bytes;
}
