/* hash.c - see hash.h. */
#include "trace/hash.h"

#include "trace/splitmix.h"

/* What an event's fields hold, where it is not a plain number. */
enum { COUNTS = 1, ITEM_TEXT = 2, ITEM_THING = 4, VALUE_WORD = 8, NO_VALUE = 16 };

static const uint8_t nature[KIND_COUNT] = {
	[KIND_PARAM] = COUNTS | ITEM_TEXT | VALUE_WORD,
	[KIND_WORKER_NEW] = COUNTS | ITEM_TEXT,
	[KIND_WORKER_START] = COUNTS | NO_VALUE,
	[KIND_WORKER_END] = COUNTS,
	[KIND_JOINED] = COUNTS,
	[KIND_YIELD] = COUNTS,
	[KIND_SLEEP] = COUNTS | ITEM_TEXT,
	[KIND_AWAKE] = COUNTS | NO_VALUE,
	[KIND_WORK] = COUNTS | ITEM_TEXT,
	[KIND_WORKED] = COUNTS | NO_VALUE,
	[KIND_BLOCK] = COUNTS | ITEM_TEXT,
	[KIND_UNBLOCK] = COUNTS | NO_VALUE,
	[KIND_LOCAL] = COUNTS | ITEM_TEXT | VALUE_WORD,
	[KIND_SAY] = COUNTS | ITEM_TEXT,
	[KIND_FAIL] = COUNTS | ITEM_TEXT,
	[KIND_OBJECT_NEW] = COUNTS | ITEM_TEXT,
	[KIND_PUT] = COUNTS | ITEM_THING | VALUE_WORD,
	[KIND_GET] = COUNTS | ITEM_THING | VALUE_WORD,
	[KIND_CLOSE] = COUNTS,
	[KIND_CLOSED] = COUNTS,
	[KIND_TASK_DONE] = COUNTS,
	[KIND_ALL_DONE] = COUNTS,
	[KIND_ARRIVE] = COUNTS | ITEM_THING | VALUE_WORD,
	[KIND_PLACE] = COUNTS | ITEM_THING,
	[KIND_COOKED] = COUNTS | ITEM_THING,
	[KIND_LOOK] = COUNTS | ITEM_THING,
	[KIND_TAKE] = COUNTS | ITEM_THING,
	[KIND_SERVE] = COUNTS | ITEM_THING,
	[KIND_LOST] = COUNTS | ITEM_THING,
	[KIND_READ] = COUNTS | VALUE_WORD,
	[KIND_WRITE] = COUNTS | VALUE_WORD,
	[KIND_CODE] = COUNTS | NO_VALUE,
	[KIND_APPEND] = COUNTS | VALUE_WORD,
	[KIND_POP] = COUNTS | VALUE_WORD,
	[KIND_ELEMENT_READ] = COUNTS | VALUE_WORD,
	[KIND_ELEMENT_WRITE] = COUNTS | VALUE_WORD,
	[KIND_LENGTH] = COUNTS,
	[KIND_EXPECT] = COUNTS | ITEM_TEXT,
	[KIND_BROKEN] = COUNTS | ITEM_TEXT,
	[KIND_ACQUIRE] = COUNTS,
	[KIND_RELEASE] = COUNTS,
	[KIND_REFUSED] = COUNTS,
	[KIND_COND_WAIT] = COUNTS,
	[KIND_COND_BACK] = COUNTS,
	[KIND_NOTIFY] = COUNTS,
	[KIND_SET] = COUNTS,
	[KIND_CLEAR] = COUNTS,
	[KIND_IS_SET] = COUNTS,
	[KIND_PASS] = COUNTS,
	[KIND_BARRIER_ARRIVE] = COUNTS,
	[KIND_ADD] = COUNTS | VALUE_WORD,
	[KIND_FILL] = COUNTS | VALUE_WORD,
	[KIND_KILLED] = COUNTS,
	[KIND_MENDED] = COUNTS,
	[KIND_RETRY] = COUNTS | ITEM_THING | VALUE_WORD,
	[KIND_INVOKE] = COUNTS | NO_VALUE,
	[KIND_THROTTLED] = COUNTS,
	[KIND_COLD] = COUNTS | NO_VALUE,
	[KIND_HANDLE] = COUNTS | NO_VALUE,
	[KIND_HANDLED] = COUNTS,
	[KIND_TIMED_OUT] = COUNTS,
	[KIND_RECLAIM] = COUNTS | NO_VALUE,
	[KIND_REINVOKE] = COUNTS,
	[KIND_SUBMIT] = COUNTS,
	[KIND_CALL] = COUNTS,
	[KIND_RETURN] = COUNTS,
	[KIND_RAISED] = COUNTS | NO_VALUE,
	[KIND_RESULT] = COUNTS,
	[KIND_IS_DONE] = COUNTS,
	[KIND_SEND] = COUNTS | VALUE_WORD,
	[KIND_RECV] = COUNTS | VALUE_WORD,
	[KIND_FETCH] = COUNTS | ITEM_TEXT,
	[KIND_FETCHED] = COUNTS,
	[KIND_COMMAND] = COUNTS | ITEM_TEXT,
	[KIND_EXITED] = COUNTS,
	[KIND_STEP] = COUNTS,
};

bool event_hash_counts(enum kind kind)
{
	return kind < KIND_COUNT && nature[kind];
}

uint64_t event_hash(uint64_t hash, const struct event *event, event_hash_text *text, void *data)
{
	unsigned how = event->kind < KIND_COUNT ? nature[event->kind] : 0;
	if (!how)
		return hash;
	hash = splitmix_mix(hash, event->kind | (uint64_t)event->worker << 8 | (uint64_t)event->object << 32 | (uint64_t)event->line << 48);
	if (how & ITEM_TEXT)
		hash = splitmix_text(hash, text(data, event->item));
	else if (how & ITEM_THING && thing_is_text(event->item))
		hash = splitmix_text(hash, text(data, thing_value(event->item)));
	else
		hash = splitmix_mix(hash, event->item);
	if (how & VALUE_WORD && word_type(event->value) == WORD_TEXT)
		return splitmix_text(hash, text(data, (uint32_t)(event->value & UINT32_MAX)));
	return how & NO_VALUE ? hash : splitmix_mix(hash, event->value);
}
