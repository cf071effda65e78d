/* delay.c - see delay.h. */
#include "service/delay.h"

#include <stdlib.h>

void delay_release(struct delay *delay)
{
	free(delay->heap);
	*delay = (struct delay){ 0 };
}

static bool before(const struct delayed *a, const struct delayed *b)
{
	return a->due_ns != b->due_ns ? a->due_ns < b->due_ns : a->order < b->order;
}

bool delay_push(struct delay *delay, uint64_t due_ns, void *what)
{
	if (delay->count == delay->size) {
		size_t size = delay->size ? delay->size * 2 : 64;
		struct delayed *grown = realloc(delay->heap, size * sizeof *grown);
		if (!grown)
			return false;
		delay->heap = grown;
		delay->size = size;
	}
	struct delayed one = { due_ns, delay->orders++, what };
	size_t at = delay->count++;
	for (; at > 0 && before(&one, &delay->heap[(at - 1) / 2]); at = (at - 1) / 2)
		delay->heap[at] = delay->heap[(at - 1) / 2];
	delay->heap[at] = one;
	return true;
}

void *delay_pop(struct delay *delay, uint64_t now_ns)
{
	if (!delay->count || delay->heap[0].due_ns > now_ns)
		return NULL;
	void *what = delay->heap[0].what;
	struct delayed last = delay->heap[--delay->count];
	size_t at = 0;
	for (size_t child; (child = 2 * at + 1) < delay->count; at = child) {
		if (child + 1 < delay->count && before(&delay->heap[child + 1], &delay->heap[child]))
			child++;
		if (!before(&delay->heap[child], &last))
			break;
		delay->heap[at] = delay->heap[child];
	}
	delay->heap[at] = last;
	return what;
}
