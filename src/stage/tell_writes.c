/* tell_writes.c - a free run's writes in the end: how many of them lost what others had written, and what that came to.
 *
 * All of it was counted where it happened: a write that follows a read of the same worker and finds another value than that read gave (OVERWRITE). With
 * whole numbers the values had grown meanwhile, and what they had grown by is just what is missing in the end. A cell that is set, and never made of what
 * it was, is none of this. What kept writes apart is not guessed at: who had the GIL and how often a lock was acquired is said beside it. */
#include "stage/narrator.h"
#include "stage/tell.h"
#include "trace/tongue.h"

#include <inttypes.h>
#include <stdio.h>

#define MANY 1000 /* writes from which on it is worth a word that none was lost */

/* 1234567 as "1,234,567". */
static void say_count(struct say *say, uint64_t count)
{
	char digits[24];
	int length = snprintf(digits, sizeof digits, "%" PRIu64, count);
	for (int i = 0; i < length; i++)
		say_add(say, "%s%c", i && (length - i) % 3 == 0 ? "," : "", digits[i]);
}

static bool is_cell(const struct stage_object *object)
{
	return (object->type == OBJECT_CELL || object->type == OBJECT_SHARED) && object->name && !object->code;
}

/* The cell to tell of; NULL none. */
static const struct stage_object *find(const struct stage *stage)
{
	const struct stage_object *found = NULL;
	for (uint32_t id = 1; id < stage->object_count; id++) {
		const struct stage_object *cell = &stage->objects[id];
		if (!is_cell(cell) || (!cell->overwrites && (cell->writes < MANY || cell->reads < MANY)))
			continue;
		if (!found || cell->overwrites > found->overwrites || (cell->overwrites == found->overwrites && cell->writes > found->writes))
			found = cell;
	}
	return found;
}

/* "39 of the 2,000,001 writes to visits were made of an older value, and lost 1,835,662 of what others had added." */
static void say_lost(struct say *say, const struct stage *stage, const struct stage_object *cell)
{
	say_count(say, cell->overwrites);
	say_add(say, _(" of the "));
	say_count(say, cell->writes);
	say_add(say, ngettext(" writes to %s was made of an older value, and lost ", " writes to %s were made of an older value, and lost ", (unsigned long)cell->overwrites), stage_text_get(stage->text, cell->name));
	if (cell->grown > 0) {
		say_count(say, (uint64_t)cell->grown);
		say_add(say, _(" of what others had added."));
	} else {
		say_add(say, _("what others had written."));
	}
}

static void say_kept(struct say *say, const struct stage *stage, const struct stage_object *cell)
{
	say_add(say, _("None of the "));
	say_count(say, cell->writes);
	say_add(say, _(" writes to %s was made of an older value."), stage_text_get(stage->text, cell->name));
}

/* What was seen to keep workers apart, or not to. */
static void say_apart(struct say *say, const struct stage *stage, const struct stage_object *cell)
{
	const struct stage_object *most = NULL;
	for (uint32_t id = 1; id < stage->object_count; id++)
		if (stage->objects[id].type == OBJECT_LOCK && stage->objects[id].reads && (!most || stage->objects[id].reads > most->reads))
			most = &stage->objects[id];
	if (most) {
		say_add(say, _(" The lock %s was acquired "), stage_text_get(stage->text, most->name));
		say_count(say, most->reads);
		say_add(say, ngettext(" time.", " times.", (unsigned long)most->reads));
	}
	if (stage->loop)
		say_add(say, _(" The loop runs one task at a time, and only a wait lets another in."));
	else if (stage->gil)
		say_add(say, _(" With the GIL one worker runs at a time, and hands over only where a line begins or where it waits."));
	else if (cell->overwrites)
		say_add(say, _(" There was no GIL: a read and a write are two things, and others come in between."));
}

size_t narrator_writes(const struct stage *stage, char *to, size_t size)
{
	struct say say;
	const struct stage_object *cell = stage->steps ? NULL : find(stage);
	say_begin(&say, to, size);
	if (!cell)
		return 0;
	if (cell->overwrites)
		say_lost(&say, stage, cell);
	else
		say_kept(&say, stage, cell);
	say_apart(&say, stage, cell);
	if (cell->writes >= MANY) {
		say_add(&say, _(" One write every "));
		say_count(&say, stage->time_ns / cell->writes);
		say_add(&say, _(" ns on the mean."));
	}
	return say.length;
}
