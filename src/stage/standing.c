/* standing.c - see standing.h. */
#include "stage/standing.h"

#include "stage/tell.h"
#include "trace/tongue.h"

#define ELEMENTS_SAID 12

static void say_value(struct say *say, const struct stage *stage, word w)
{
	char text[80];
	say_add(say, "%s", stage_word_text(stage, w, text, sizeof text));
}

static void say_elements(struct say *say, const struct stage *stage, const struct stage_object *list)
{
	uint32_t kept = list->elements ? list->length < STAGE_LIST_SHOWN ? list->length : STAGE_LIST_SHOWN : 0, i;
	say_add(say, "[");
	for (i = 0; i < kept && i < ELEMENTS_SAID; i++) {
		say_add(say, i ? ", " : "");
		say_value(say, stage, stage->elements[list->elements + i]);
	}
	say_add(say, i < list->length ? _(", … %u in all]") : "]", list->length);
}

static void say_queue(struct say *say, const struct stage_object *queue)
{
	if (queue->length)
		say_add(say, _("%u in it"), queue->length);
	else
		say_add(say, "%s", _("empty"));
	if (queue->closed)
		say_add(say, "%s", _(", closed"));
}

static void say_lock(struct say *say, const struct stage *stage, const struct stage_object *lock)
{
	if (!lock->holder) {
		say_add(say, "%s", _("free"));
		return;
	}
	say_add(say, "%s", _("held by "));
	say_who(say, stage, lock->holder);
}

char *standing_object(const struct stage *stage, uint32_t id, char *to, size_t size)
{
	const struct stage_object *object = stage_object(stage, id);
	struct say say;
	say_begin(&say, to, size);
	switch (object && !object->code ? object->type : OBJECT_NONE) {
	case OBJECT_CELL:
	case OBJECT_SHARED: say_value(&say, stage, object->value); break;
	case OBJECT_LIST:
	case OBJECT_ARRAY: say_elements(&say, stage, object); break;
	case OBJECT_QUEUE:
	case OBJECT_ARRIVALS:
	case OBJECT_PIPE: say_queue(&say, object); break;
	case OBJECT_LOCK: say_lock(&say, stage, object); break;
	case OBJECT_SEMAPHORE: say_add(&say, _("%u of %u free"), object->length, object->capacity); break;
	case OBJECT_CONDITION: say_add(&say, _("%u in line"), object->length); break;
	case OBJECT_EVENT: say_add(&say, "%s", object->length ? _("set") : _("not set")); break;
	case OBJECT_BARRIER: say_add(&say, _("%u of %u are there"), object->length, object->capacity); break;
	case OBJECT_GRILL: say_add(&say, ngettext("%u of %u slot in use", "%u of %u slots in use", object->capacity), object->length, object->capacity); break;
	case OBJECT_POOL: say_add(&say, ngettext("%u call in line", "%u calls in line", object->length), object->length); break;
	default: break;
	}
	return to;
}

/* ---- a worker ---- */

static void say_holds(struct say *say, const struct stage *stage, const struct stage_worker *who)
{
	for (int i = 0; i < STAGE_HOLDS; i++)
		if (who->holds[i].object)
			say_add(say, _(", holds %s"), stage_object_name(stage, who->holds[i].object));
}

static void say_hand(struct say *say, const struct stage *stage, const struct stage_worker *who)
{
	if (!who->hand || who->hand >= stage->thing_count)
		return;
	say_add(say, "%s", _(", has in hand: "));
	say_thing_of(say, stage, stage->things[who->hand].source, stage->things[who->hand].key);
}

static void say_read(struct say *say, const struct stage *stage, const struct stage_worker *who)
{
	if (!who->read_cell)
		return;
	say_add(say, _(", has read %s: "), stage_object_name(stage, who->read_cell));
	say_value(say, stage, who->read_word);
}

char *standing_worker(const struct stage *stage, uint32_t id, char *to, size_t size)
{
	const struct stage_worker *who = stage_worker(stage, id);
	char why[160];
	struct say say;
	say_begin(&say, to, size);
	if (!who)
		return to;
	say_who(&say, stage, id);
	if (who->ended)
		say_add(&say, "%s", _(": has ended"));
	else if (who->state == STATE_WAITING || who->state == STATE_BLOCKED)
		say_add(&say, _(": waits (%s)"), stage_worker_why(stage, id, stage->time_ns, why, sizeof why));
	else
		say_add(&say, ": %s", _(state_name(stage_worker_stands(who))));
	say_read(&say, stage, who);
	say_holds(&say, stage, who);
	say_hand(&say, stage, who);
	return to;
}
