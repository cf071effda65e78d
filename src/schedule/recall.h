/* recall.h - who was able to do what at each step of a path, so that a run that repeats the path can be checked against it.
 *
 * Counting schedules by running a program again and again is right only if the same choices give the same run. What is kept for a step is who was
 * able, what each was about to do, and who was chosen. Knows no workers: what they are about to do is the owner's numbers. */
#ifndef LUNCHRUSH_SCHEDULE_RECALL_H
#define LUNCHRUSH_SCHEDULE_RECALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One who was able, and what it was about to do. */
struct recall_note {
	uint32_t worker;
	uint32_t what;
	uint64_t value;
};

struct recall;

/* Aborts when memory is out, as recall_keep does. */
struct recall *recall_new(void);
void recall_free(struct recall *recall);

/* Keep what stands before the step after `depth` others, and who takes it; all deeper steps are forgotten. False when the path has grown too long to be kept. */
bool recall_keep(struct recall *recall, uint32_t depth, const struct recall_note *notes, uint32_t count, uint32_t chosen);
/* Steps that are kept. */
uint32_t recall_depth(const struct recall *recall);
/* Who was chosen then; 0 past the end. */
uint32_t recall_chosen(const struct recall *recall, uint32_t depth);
/* Whether it is as it was then. If not, the first that differs, *before and *now; a worker 0 there: it was not able. */
bool recall_agrees(const struct recall *recall, uint32_t depth, const struct recall_note *notes, uint32_t count, struct recall_note *before,
		   struct recall_note *now);

#endif
