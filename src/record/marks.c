/* marks.c - see marks.h.
 *
 * A free run tells its lost updates itself (OVERWRITE). Under control a race is a write by a worker over what another has written since the worker read it: for that the number of writes to
 * each place is kept from the first step on, and what it was when each worker read there. The table has a fixed size, and what falls out of it is only never marked. */
#include "record/marks.h"

#include "stage/narrator.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLACES 4096
#define OF_ONE 3   /* of one kind at one object */
#define IN_ALL 200

struct spot {
	uint32_t object, item, worker; /* worker 0: the place itself */
	uint32_t writes;               /* so far; of a worker: when it read, plus 1; 0: it has not */
	uint32_t writer;               /* the last */
};

struct marks {
	struct spot places[PLACES];
	uint8_t made[MARK_LOCK + 1][256]; /* by kind, and object modulo 256 */
	unsigned count;
	bool steps;                       /* the run is under control */
};

struct marks *marks_new(void)
{
	struct marks *marks = calloc(1, sizeof *marks);
	if (!marks)
		abort();
	return marks;
}

void marks_free(struct marks *marks)
{
	free(marks);
}

static struct spot *spot_of(struct marks *marks, uint32_t object, uint32_t item, uint32_t worker)
{
	uint32_t hash = (object * 2654435761u) ^ (item * 2246822519u) ^ (worker * 3266489917u);
	struct spot *place = &marks->places[(hash >> 7) % PLACES];
	if (place->object != object || place->item != item || place->worker != worker)
		*place = (struct spot){ .object = object, .item = item, .worker = worker };
	return place;
}

static void read_seen(struct marks *marks, const struct event *event, uint32_t item)
{
	uint32_t writes = spot_of(marks, event->object, item, 0)->writes;
	spot_of(marks, event->object, item, event->worker)->writes = writes + 1;
}

/* True: over what another has written since. */
static bool write_seen(struct marks *marks, const struct event *event, uint32_t item)
{
	if (!marks->steps)
		return false;
	struct spot *own = spot_of(marks, event->object, item, event->worker);
	uint32_t read = own->writes;
	own->writes = 0;
	struct spot *place = spot_of(marks, event->object, item, 0);
	bool over = read && place->writes >= read && place->writer != event->worker;
	place->writes++;
	place->writer = event->worker;
	return over;
}

static enum mark mark_of(struct marks *marks, const struct event *event)
{
	switch (event->kind) {
	case KIND_STEP: marks->steps = true; return MARK_NONE;
	case KIND_READ:
	case KIND_ELEMENT_READ:
		if (marks->steps)
			read_seen(marks, event, event->kind == KIND_READ ? 0 : event->item);
		return MARK_NONE;
	case KIND_WRITE: return write_seen(marks, event, 0) ? MARK_RACE : MARK_NONE;
	case KIND_ELEMENT_WRITE: return write_seen(marks, event, event->item) ? MARK_RACE : MARK_NONE;
	case KIND_OVERWRITE: return MARK_RACE;
	case KIND_BROKEN: return MARK_BROKEN;
	case KIND_EXPECT: return event->value ? MARK_NONE : MARK_BROKEN;
	case KIND_FAIL: return MARK_FAILED;
	case KIND_OUTCOME: return event->item == OUTCOME_DEADLOCK ? MARK_DEADLOCK : MARK_NONE;
	case KIND_WAIT: return event->item == REASON_LOCK ? MARK_LOCK : MARK_NONE;
	default: return MARK_NONE;
	}
}

enum mark marks_take(struct marks *marks, const struct event *event)
{
	enum mark mark = mark_of(marks, event);
	if (mark == MARK_NONE || marks->count >= IN_ALL)
		return MARK_NONE;
	uint8_t *made = &marks->made[mark][event->object % 256];
	if (*made >= OF_ONE)
		return MARK_NONE;
	++*made;
	marks->count++;
	return mark;
}

char *marks_label(enum mark mark, const struct stage *after, const struct event *event, char *to, size_t size)
{
	static const char *const words[] = { "", N_("Race"), N_("What must hold does not"), N_("Deadlock"), N_("Failed"), N_("A lock is waited for") };
	char sentence[400];
	size_t told = narrator_sentence(after, event, sentence, sizeof sentence);
	if (told && mark == MARK_RACE) /* of all others the sentence itself says what it is */
		snprintf(to, size, "%s: %s", _(words[mark]), sentence);
	else
		snprintf(to, size, "%s", told ? sentence : _(words[mark]));
	return to;
}
