#include "trace/kind.h"

static const char *const names[KIND_COUNT] = {
#define KIND(name, text, doc) [KIND_##name] = text,
	EVENT_KINDS(KIND)
#undef KIND
};

static const char *const docs[KIND_COUNT] = {
#define KIND(name, text, doc) [KIND_##name] = doc,
	EVENT_KINDS(KIND)
#undef KIND
};

static const char *const types[OBJECT_TYPE_COUNT] = {
	[OBJECT_QUEUE] = "queue",
	[OBJECT_ARRIVALS] = "arrivals",
	[OBJECT_GRILL] = "grill",
	[OBJECT_CELL] = "cell",
	[OBJECT_LIST] = "list",
	[OBJECT_LOCK] = "lock",
	[OBJECT_SEMAPHORE] = "semaphore",
	[OBJECT_CONDITION] = "condition",
	[OBJECT_EVENT] = "event",
	[OBJECT_BARRIER] = "barrier",
	[OBJECT_SHARED] = "shared",
	[OBJECT_ARRAY] = "array",
	[OBJECT_POOL] = "pool",
	[OBJECT_PIPE] = "pipe",
	[OBJECT_SERVICE] = "service",
	[OBJECT_SESSION] = "session",
	[OBJECT_CLOUD] = "cloud",
};

static const char *const outcomes[OUTCOME_COUNT] = {
	[OUTCOME_RUNNING] = "running",
	[OUTCOME_DONE] = "done",
	[OUTCOME_DEADLOCK] = "deadlock",
	[OUTCOME_VIOLATED] = "violated",
	[OUTCOME_FAILED] = "failed",
	[OUTCOME_INTERRUPTED] = "interrupted",
};

/* Numbers may come from a stranger's stream, so each is checked, and a gap in a table reads as "?". */
static const char *look_up(const char *const *table, unsigned count, unsigned at)
{
	return at < count && table[at] ? table[at] : "?";
}

const char *kind_name(enum kind kind)
{
	return look_up(names, KIND_COUNT, kind);
}

const char *kind_doc(enum kind kind)
{
	return look_up(docs, KIND_COUNT, kind);
}

const char *object_type_name(enum object_type type)
{
	return look_up(types, OBJECT_TYPE_COUNT, type);
}

const char *outcome_name(enum outcome outcome)
{
	return look_up(outcomes, OUTCOME_COUNT, outcome);
}
