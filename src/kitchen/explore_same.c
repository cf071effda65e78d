/* explore_same.c - a recipe that differs from run to run cannot be counted: it is found out, and said.
 *
 * What stands at each step of the present path is kept; wherever steps are taken again, by a run that begins before the last choice or by the very
 * first schedule, which is played a second time, it must be as it was. */
#include "kitchen/explore_inner.h"

#include "kitchen/object.h"
#include "kitchen/texts.h"
#include "schedule/recall.h"
#include "trace/kind.h"
#include "trace/word.h"

#include <stdio.h>

static struct recall_note note_of(uint32_t id)
{
	const struct worker *worker = worker_at(id);
	const struct action *action = &worker->stand.action;
	if (worker->role == ROLE_OF_DEVICE || arena->turn.cooperative)
		return (struct recall_note){ .worker = id };
	return (struct recall_note){ .worker = id, .what = (uint32_t)action->verb | (uint32_t)action->object << 8, .value = action->value };
}

/* ", 3": the value of an action; "" for one that has none to be told. */
static void say_value(uint64_t value, char *to, size_t size)
{
	*to = 0;
	if (word_type(value) == WORD_INTEGER)
		snprintf(to, size, ", %lld", (long long)word_as_integer(value));
	else if (word_type(value) == WORD_NUMBER && value)
		snprintf(to, size, ", %.9g", word_as_number(value));
	else if (word_type(value) == WORD_TEXT)
		snprintf(to, size, ", \"%.40s\"", texts_get(word_as_text(value), NULL));
}

/* "was about to write (visits, 3)". */
static void say_action(const struct recall_note *note, char *to, size_t size)
{
	const struct object *object = object_at(note->what >> 8);
	char value[64];
	say_value(note->value, value, sizeof value);
	if (!note->worker)
		snprintf(to, size, "could not go on");
	else if (!note->what)
		snprintf(to, size, "could go on");
	else
		snprintf(to, size, "was about to %s (%s%s)", kind_name((enum kind)(note->what & 255)), object ? texts_get(object->name, NULL) : "nothing", value);
}

static void refuse(uint32_t depth, const struct recall_note *before, const struct recall_note *now)
{
	char then[160], here[160];
	uint32_t worker = before->worker ? before->worker : now->worker;
	say_action(before, then, sizeof then);
	say_action(now, here, sizeof here);
	arena_fail("%s differs from run to run: at step %u, after the same choices, %s %s in one run and %s in another; the cause may be the time, an "
		   "address, or chance without a seed, and schedules can only be counted without these",
		   arena->recipe_file, depth + 1, texts_get(worker_at(worker)->name, NULL), then, here);
}

bool explore_same(struct explore *explore, const uint32_t *able, uint32_t count)
{
	struct recall_note notes[EXPLORER_ABLE], before, now;
	if (count > EXPLORER_ABLE)
		return true;
	for (uint32_t i = 0; i < count; i++)
		notes[i] = note_of(able[i]);
	if (recall_agrees(explore->recall, explore->depth, notes, count, &before, &now))
		return true;
	refuse(explore->depth, &before, &now);
	explore->refused = true;
	return false;
}

void explore_remember(struct explore *explore, const uint32_t *able, uint32_t count, uint32_t chosen)
{
	struct recall_note notes[EXPLORER_ABLE];
	if (count > EXPLORER_ABLE)
		return;
	for (uint32_t i = 0; i < count; i++)
		notes[i] = note_of(able[i]);
	recall_keep(explore->recall, explore->depth, notes, count, chosen);
}
