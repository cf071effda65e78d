/* recall.c - see recall.h: the notes of all steps one after another, and where each step's begin. */
#include "schedule/recall.h"

#include <stdlib.h>
#include <string.h>

#define NOTES_MAX (1u << 20) /* 16 MB */

struct step {
	uint32_t first, count, chosen;
};

struct recall {
	struct step *steps;
	uint32_t depth, step_size;
	struct recall_note *notes;
	uint32_t note_count, note_size;
};

static void *sure(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

struct recall *recall_new(void)
{
	return sure(calloc(1, sizeof(struct recall)));
}

void recall_free(struct recall *recall)
{
	if (!recall)
		return;
	free(recall->steps);
	free(recall->notes);
	free(recall);
}

/* Room for one step more and its notes. */
static void grow(struct recall *recall, uint32_t count)
{
	if (recall->depth == recall->step_size) {
		recall->step_size = recall->step_size ? recall->step_size * 2 : 64;
		recall->steps = sure(realloc(recall->steps, recall->step_size * sizeof *recall->steps));
	}
	if (recall->note_count + count > recall->note_size) {
		recall->note_size = (recall->note_count + count) * 2;
		recall->notes = sure(realloc(recall->notes, recall->note_size * sizeof *recall->notes));
	}
}

bool recall_keep(struct recall *recall, uint32_t depth, const struct recall_note *notes, uint32_t count, uint32_t chosen)
{
	if (depth < recall->depth) {
		recall->depth = depth;
		recall->note_count = recall->steps[depth].first;
	}
	if (depth > recall->depth || recall->note_count + count > NOTES_MAX)
		return false;
	grow(recall, count);
	recall->steps[recall->depth++] = (struct step){ recall->note_count, count, chosen };
	memcpy(recall->notes + recall->note_count, notes, count * sizeof *notes);
	recall->note_count += count;
	return true;
}

uint32_t recall_depth(const struct recall *recall)
{
	return recall->depth;
}

uint32_t recall_chosen(const struct recall *recall, uint32_t depth)
{
	return depth < recall->depth ? recall->steps[depth].chosen : 0;
}

static bool same(const struct recall_note *x, const struct recall_note *y)
{
	return x->worker == y->worker && x->what == y->what && x->value == y->value;
}

bool recall_agrees(const struct recall *recall, uint32_t depth, const struct recall_note *notes, uint32_t count, struct recall_note *before,
		   struct recall_note *now)
{
	static const struct recall_note none;
	if (depth >= recall->depth)
		return true;
	const struct step *step = &recall->steps[depth];
	for (uint32_t i = 0; i < step->count || i < count; i++) {
		*before = i < step->count ? recall->notes[step->first + i] : none;
		*now = i < count ? notes[i] : none;
		if (same(before, now))
			continue;
		if (before->worker && now->worker && before->worker != now->worker) { /* in order of creation: the one that comes first is not in the other list */
			bool gone = before->worker < now->worker;
			*(gone ? now : before) = none;
		}
		return false;
	}
	return true;
}
