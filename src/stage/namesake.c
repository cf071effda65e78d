/* namesake.c - see namesake.h.
 *
 * One walk over the events gives all identities, for each is made before it acts. Of a second making under the same id, which only a damaged or hostile trace holds, nothing is taken.
 * Ids are checked against the tables that the stage made, so that no event can make these larger than those. */
#include "stage/namesake.h"

#include "trace/splitmix.h"

#include <stdlib.h>
#include <string.h>

/* What an event's fields hold, where they are not plain numbers that count. */
enum {
	COUNTS = 1,
	ITEM_TEXT = 1 << 1, ITEM_THING = 1 << 2, NO_ITEM = 1 << 3,
	VALUE_WORD = 1 << 4, VALUE_WORKER = 1 << 5, VALUE_OBJECT = 1 << 6, VALUE_TEXT = 1 << 7, VALUE_THING = 1 << 8, VALUE_HIGH = 1 << 9, NO_VALUE = 1 << 10,
};

static const uint16_t nature[KIND_COUNT] = {
	[KIND_OUTCOME] = COUNTS | VALUE_TEXT,
	[KIND_WORKER_NEW] = COUNTS | ITEM_TEXT | VALUE_HIGH,
	[KIND_WORKER_START] = COUNTS | NO_VALUE,
	[KIND_WORKER_END] = COUNTS | NO_VALUE,
	[KIND_JOINED] = COUNTS | VALUE_WORKER,
	[KIND_YIELD] = COUNTS | NO_VALUE,
	[KIND_SLEEP] = COUNTS | ITEM_TEXT,
	[KIND_AWAKE] = COUNTS | NO_ITEM | NO_VALUE,
	[KIND_WORK] = COUNTS | ITEM_TEXT,
	[KIND_WORKED] = COUNTS | NO_ITEM | NO_VALUE,
	[KIND_BLOCK] = COUNTS | ITEM_TEXT,
	[KIND_UNBLOCK] = COUNTS | NO_ITEM | NO_VALUE,
	[KIND_SAY] = COUNTS | ITEM_TEXT,
	[KIND_FAIL] = COUNTS | ITEM_TEXT,
	[KIND_OBJECT_NEW] = COUNTS | ITEM_TEXT | VALUE_HIGH,
	[KIND_PUT] = COUNTS | ITEM_THING | VALUE_WORD,
	[KIND_GET] = COUNTS | ITEM_THING | VALUE_WORD,
	[KIND_CLOSE] = COUNTS,
	[KIND_CLOSED] = COUNTS,
	[KIND_TASK_DONE] = COUNTS | NO_VALUE,
	[KIND_ALL_DONE] = COUNTS,
	[KIND_ARRIVE] = COUNTS | ITEM_THING | VALUE_WORD,
	[KIND_PLACE] = COUNTS | ITEM_THING,
	[KIND_COOKED] = COUNTS | ITEM_THING,
	[KIND_LOOK] = COUNTS | ITEM_THING,
	[KIND_TAKE] = COUNTS | ITEM_THING,
	[KIND_SERVE] = COUNTS | ITEM_THING | NO_VALUE,
	[KIND_LOST] = COUNTS | ITEM_THING | NO_VALUE,
	[KIND_READ] = COUNTS | VALUE_WORD,
	[KIND_WRITE] = COUNTS | VALUE_WORD,
	[KIND_CODE] = COUNTS | NO_VALUE,
	[KIND_APPEND] = COUNTS | VALUE_WORD,
	[KIND_POP] = COUNTS | VALUE_WORD,
	[KIND_ELEMENT_READ] = COUNTS | VALUE_WORD,
	[KIND_ELEMENT_WRITE] = COUNTS | VALUE_WORD,
	[KIND_LENGTH] = COUNTS,
	[KIND_EXPECT] = COUNTS | ITEM_TEXT,
	[KIND_BROKEN] = COUNTS | ITEM_TEXT | NO_VALUE,
	[KIND_ACQUIRE] = COUNTS | NO_VALUE,
	[KIND_RELEASE] = COUNTS | NO_VALUE,
	[KIND_REFUSED] = COUNTS | NO_VALUE,
	[KIND_COND_WAIT] = COUNTS | VALUE_OBJECT,
	[KIND_COND_BACK] = COUNTS | VALUE_OBJECT,
	[KIND_NOTIFY] = COUNTS,
	[KIND_SET] = COUNTS,
	[KIND_CLEAR] = COUNTS,
	[KIND_IS_SET] = COUNTS,
	[KIND_PASS] = COUNTS,
	[KIND_BARRIER_ARRIVE] = COUNTS,
	[KIND_ADD] = COUNTS | VALUE_WORD,
	[KIND_FILL] = COUNTS | VALUE_WORD,
	[KIND_KILLED] = COUNTS | NO_VALUE,
	[KIND_MENDED] = COUNTS | NO_VALUE,
	[KIND_RETRY] = COUNTS | ITEM_THING | VALUE_WORD,
	[KIND_INVOKE] = COUNTS | VALUE_THING,
	[KIND_THROTTLED] = COUNTS,
	[KIND_COLD] = COUNTS | NO_VALUE,
	[KIND_HANDLE] = COUNTS | NO_VALUE,
	[KIND_HANDLED] = COUNTS,
	[KIND_TIMED_OUT] = COUNTS | NO_VALUE,
	[KIND_RECLAIM] = COUNTS | NO_VALUE,
	[KIND_REINVOKE] = COUNTS | NO_VALUE,
	[KIND_SUBMIT] = COUNTS,
	[KIND_CALL] = COUNTS | VALUE_WORKER,
	[KIND_RETURN] = COUNTS,
	[KIND_RAISED] = COUNTS | VALUE_TEXT,
	[KIND_RESULT] = COUNTS,
	[KIND_IS_DONE] = COUNTS,
	[KIND_SEND] = COUNTS | VALUE_WORD,
	[KIND_RECV] = COUNTS | VALUE_WORD,
	[KIND_FETCH] = COUNTS | ITEM_TEXT | NO_VALUE,
	[KIND_FETCHED] = COUNTS | NO_ITEM,
	[KIND_COMMAND] = COUNTS | ITEM_TEXT | NO_VALUE,
	[KIND_EXITED] = COUNTS,
	[KIND_STEP] = COUNTS | NO_ITEM | NO_VALUE,
};

static void *sure(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

/* ---- texts ---- */

/* Ids are at most 2^24, and most of a table with a few large ones is never touched. */
static void take_text(void *data, uint32_t id, const char *text)
{
	struct namesakes *names = data;
	if (id >= names->text_count) {
		size_t size = (size_t)id * 2 + 256;
		uint64_t *grown = sure(calloc(size, sizeof *grown));
		if (names->texts)
			memcpy(grown, names->texts, names->text_count * sizeof *grown);
		free(names->texts);
		names->texts = grown;
		names->text_count = size;
	}
	names->texts[id] = splitmix_text(0, text);
}

static uint64_t text_identity(const struct namesakes *names, uint64_t id)
{
	return id < names->text_count ? names->texts[id] : 0;
}

/* ---- who is who ---- */

uint64_t namesakes_worker(const struct namesakes *names, uint64_t id)
{
	return id < names->worker_count && names->workers[id] ? names->workers[id] : splitmix_mix(1, id);
}

uint64_t namesakes_object(const struct namesakes *names, uint64_t id)
{
	return id < names->object_count && names->objects[id] ? names->objects[id] : splitmix_mix(2, id);
}

static int64_t id_of(const struct tally *ids, uint64_t identity)
{
	return (int64_t)tally_get(ids, identity) - 1;
}

int64_t namesakes_worker_of(const struct namesakes *names, uint64_t identity)
{
	return id_of(&names->worker_ids, identity);
}

int64_t namesakes_object_of(const struct namesakes *names, uint64_t identity)
{
	return id_of(&names->object_ids, identity);
}

/* The identity of the next of those that share `common`. */
static uint64_t next_of(struct tally *made, uint64_t common)
{
	return splitmix_mix(common, ++*tally_at(made, common)) | 1;
}

static void take_worker(struct namesakes *names, struct tally *made, const struct event *event)
{
	uint32_t id = (uint32_t)event->value;
	if (id == 0 || id >= names->worker_count || names->workers[id])
		return;
	uint64_t common = splitmix_mix(splitmix_mix(namesakes_worker(names, event->worker), text_identity(names, event->item)), 3 + (event->value >> 32));
	names->workers[id] = next_of(made, common);
	*tally_at(&names->worker_ids, names->workers[id]) = id + (uint64_t)1;
}

/* A global is made by whoever comes to it first. */
static void take_object(struct namesakes *names, struct tally *made, const struct event *event)
{
	uint64_t type = event->value >> 32, maker = type == OBJECT_CELL ? 0 : namesakes_worker(names, event->worker);
	if (event->object == 0 || event->object >= names->object_count || names->objects[event->object])
		return;
	names->objects[event->object] = next_of(made, splitmix_mix(splitmix_mix(maker, text_identity(names, event->item)), type << 32));
	*tally_at(&names->object_ids, names->objects[event->object]) = event->object + (uint64_t)1;
}

static bool is_serial(uint32_t thing)
{
	return thing != 0 && !thing_is_number(thing) && !thing_is_text(thing) && !thing_is_parcel(thing);
}

static void take_serial(struct namesakes *names, struct tally *made, const struct event *event)
{
	uint64_t *identity = tally_at(&names->serials, event->item);
	if (!*identity)
		*identity = next_of(made, splitmix_mix(4, namesakes_worker(names, event->worker)));
}

void namesakes_init(struct namesakes *names, const struct history *history)
{
	const struct stage *head = history_head(history);
	const struct event *event;
	struct tally made = { .keys = NULL };
	*names = (struct namesakes){ .history = history, .worker_count = head->worker_count, .object_count = head->object_count };
	names->workers = sure(calloc(names->worker_count + 1, sizeof *names->workers));
	names->objects = sure(calloc(names->object_count + 1, sizeof *names->objects));
	stage_text_each(history_texts(history), take_text, names);
	names->workers[0] = splitmix_mix(5, 0);
	*tally_at(&names->worker_ids, names->workers[0]) = 1;
	for (size_t i = 0; (event = history_event(history, i)); i++)
		if (event->kind == KIND_WORKER_NEW)
			take_worker(names, &made, event);
		else if (event->kind == KIND_OBJECT_NEW)
			take_object(names, &made, event);
		else if (event->kind < KIND_COUNT && nature[event->kind] & ITEM_THING && is_serial(event->item))
			take_serial(names, &made, event);
	tally_release(&made);
}

void namesakes_release(struct namesakes *names)
{
	tally_release(&names->serials);
	tally_release(&names->worker_ids);
	tally_release(&names->object_ids);
	free(names->workers);
	free(names->objects);
	free(names->texts);
}

/* ---- what happened ---- */

static uint64_t thing_identity(const struct namesakes *names, uint32_t thing)
{
	if (is_serial(thing))
		return tally_get(&names->serials, thing);
	return thing_is_text(thing) ? text_identity(names, thing_value(thing)) : thing;
}

static uint64_t word_identity(const struct namesakes *names, word w)
{
	if (word_type(w) == WORD_TEXT)
		return text_identity(names, word_as_text(w));
	return word_is_future(w) ? splitmix_mix(namesakes_object(names, word_future_pool(w)), word_future_number(w)) : w;
}

static uint64_t item_identity(const struct namesakes *names, const struct event *event, unsigned how)
{
	if (how & NO_ITEM)
		return 0;
	if (how & ITEM_TEXT)
		return text_identity(names, event->item);
	return how & ITEM_THING ? thing_identity(names, event->item) : event->item;
}

static uint64_t value_identity(const struct namesakes *names, const struct event *event, unsigned how)
{
	switch (how & (VALUE_WORD | VALUE_WORKER | VALUE_OBJECT | VALUE_TEXT | VALUE_THING | VALUE_HIGH | NO_VALUE)) {
	case VALUE_WORD: return word_identity(names, event->value);
	case VALUE_WORKER: return namesakes_worker(names, event->value);
	case VALUE_OBJECT: return namesakes_object(names, event->value);
	case VALUE_TEXT: return text_identity(names, event->value);
	case VALUE_THING: return splitmix_mix(thing_identity(names, (uint32_t)event->value), event->value >> 32);
	case VALUE_HIGH: return event->value >> 32;
	case NO_VALUE: return 0;
	default: return event->kind == KIND_FETCHED ? event->value & ~(UINT64_C(1) << 63) : event->value;
	}
}

bool namesakes_counts(const struct event *event)
{
	if (event->kind == KIND_OBJECT_NEW && event->value >> 32 == OBJECT_CELL)
		return false; /* whoever comes first */
	return event->kind < KIND_COUNT && nature[event->kind];
}

uint64_t namesakes_event(const struct namesakes *names, const struct event *event, unsigned by)
{
	unsigned how = event->kind < KIND_COUNT ? nature[event->kind] : 0;
	uint64_t hash = splitmix_mix(event->kind, by & NAMESAKES_LINES ? event->line : 0);
	hash = splitmix_mix(hash, namesakes_worker(names, event->worker));
	hash = splitmix_mix(hash, event->object ? namesakes_object(names, event->object) : 0);
	if (!(by & NAMESAKES_VALUES))
		return hash;
	hash = splitmix_mix(hash, item_identity(names, event, how));
	return splitmix_mix(hash, value_identity(names, event, how));
}
