/* explorer_number.c - schedules by their numbers, and numbers of 128 bits as text.
 *
 * Schedules are in the order of their first difference: whoever was created first comes first. So the schedule of a number is found by going down from
 * the start, past all successors that hold fewer schedules than are still to be passed. */
#include "schedule/explorer_inner.h"

#include "trace/splitmix.h"

#include <stdlib.h>
#include <string.h>

static explorer_count schedules_of(const struct explorer *e, const struct edge *edge, bool failing)
{
	struct explorer_figures figures = explorer_figures(e, edge_forward(edge));
	return failing ? figures.failing : figures.schedules;
}

/* The edge behind which the number lies, which is then counted from there on; NULL: it lies behind none. */
static const struct edge *go_down(const struct explorer *e, explorer_place place, explorer_count *number, bool failing)
{
	const struct state *state = &e->states[place - 1];
	for (uint32_t i = 0; i < state->count; i++) {
		const struct edge *edge = &e->edges[state->first + i];
		explorer_count here = schedules_of(e, edge, failing);
		if (*number < here)
			return edge;
		*number -= here;
	}
	return NULL;
}

uint32_t *explorer_nth(const struct explorer *e, explorer_count number, bool failing, size_t *count, uint32_t *end)
{
	explorer_place place = e->start;
	struct explorer_figures all = explorer_figures(e, place);
	uint32_t *workers = NULL;
	size_t size = 0;
	*count = 0;
	if (number >= (failing ? all.failing : all.schedules))
		return NULL;
	while (!(place & PLACE_ENDS)) {
		const struct edge *edge = go_down(e, place, &number, failing);
		if (!edge) { /* numbers past the greatest were cut off */
			free(workers);
			return NULL;
		}
		if (*count == size)
			workers = explorer_sure(realloc(workers, (size = size ? size * 2 : 64) * sizeof *workers));
		workers[(*count)++] = edge->worker;
		place = edge_forward(edge);
	}
	*end = place & ~PLACE_ENDS;
	return workers ? workers : explorer_sure(calloc(1, sizeof *workers));
}

/* The first number of the i-th of `size` equal parts. */
static explorer_count part_begin(explorer_count of, uint32_t size, uint32_t i)
{
	return of / size * i + of % size * i / size;
}

explorer_count explorer_sampled(explorer_count of, uint32_t size, uint32_t i, uint64_t seed)
{
	explorer_count begin = part_begin(of, size, i), length = part_begin(of, size, i + 1) - begin;
	explorer_count random = (explorer_count)splitmix_mix(0, seed ^ splitmix_mix(0, i)) << 64 | splitmix_mix(0, splitmix_mix(0, seed) + i);
	return begin + random % length;
}

char *explorer_decimal(explorer_count count, char to[40])
{
	char digits[40], *at = digits + sizeof digits - 1;
	*at = 0;
	do
		*--at = (char)('0' + (int)(count % 10));
	while (count /= 10);
	return strcpy(to, at);
}

bool explorer_decimal_read(explorer_count *count, const char *text)
{
	*count = 0;
	if (!*text || strlen(text) > 39)
		return false;
	for (; *text; text++) {
		explorer_count digit = (explorer_count)(*text - '0');
		if (*text < '0' || *text > '9' || *count > (EXPLORER_MOST - digit) / 10)
			return false;
		*count = *count * 10 + digit;
	}
	return true;
}
