/* teller.c - a tale with its repetitions folded.
 *
 * Sentences come newest first. Those alike stand one behind the other: the same worker, the same kind of event, the same object. From three
 * on they are one telling, with the words of the newest and a count. */
#include "tui/teller.h"

#include "trace/tongue.h"
#include "tui/glyph.h"

#include <stdio.h>

#define FOLD_FROM 3 /* so many alike in a row are folded */

static void teller_take(struct teller *teller)
{
	const struct tale_sentence *sentence = tale_before(teller->tale, &teller->walk, teller->least);
	teller->any = sentence != NULL;
	if (sentence)
		teller->next = *sentence;
}

struct teller teller_start(const struct tale *tale, const struct view *view, enum weight least)
{
	struct teller teller = { .tale = tale, .walk = tale_walk(tale, view), .least = least };
	teller_take(&teller);
	return teller;
}

static bool is_alike(const struct event *a, const struct event *b)
{
	return a->kind == b->kind && a->worker == b->worker && a->object == b->object;
}

/* What is many when events of a kind are folded; NULL where each is told. */
static const char *many(enum kind kind)
{
	switch (kind) {
	case KIND_LOOK: return _("looks");
	case KIND_READ:
	case KIND_ELEMENT_READ: return _("reads");
	case KIND_WRITE:
	case KIND_ELEMENT_WRITE: return _("writes");
	case KIND_LENGTH: return _("glances at the length");
	case KIND_YIELD: return _("yields");
	case KIND_RESUME: return _("turns");
	case KIND_SLEEP:
	case KIND_AWAKE: return _("naps");
	case KIND_LOOP_LAG: return _("late turns");
	case KIND_STALL: return _("full rings");
	case KIND_GIL_ASK: return _("requests");
	case KIND_GIL_MISS: return _("refusals");
	case KIND_WORKER_NEW: return _("new workers");
	case KIND_PUT: return _("things put there");
	case KIND_GET: return _("things taken there");
	case KIND_APPEND: return _("appended");
	default: return NULL;
	}
}

bool teller_next(struct teller *teller, struct telling *telling)
{
	if (!teller->any)
		return false;
	telling->newest = teller->next;
	telling->count = 1;
	teller_take(teller);
	if (!many(telling->newest.event.kind) || telling->newest.weight == WEIGHT_TURN)
		return true;
	struct teller before = *teller;
	int alike = 1;
	while (teller->any && is_alike(&teller->next.event, &telling->newest.event)) {
		alike++;
		teller_take(teller);
	}
	if (alike >= FOLD_FROM)
		telling->count = alike;
	else
		*teller = before;
	return true;
}

void telling_text(const struct telling *telling, char *to, int size)
{
	if (telling->count == 1)
		snprintf(to, size, "%s", telling->newest.text);
	else
		snprintf(to, size, _("%s %s and %d more %s"), telling->newest.text, glyph_text(GLYPH_ELLIPSIS), telling->count - 1,
			many(telling->newest.event.kind));
}
