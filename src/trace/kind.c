#include "trace/kind.h"
#include "trace/tongue.h"

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
	[OBJECT_QUEUE] = N_("queue"),
	[OBJECT_ARRIVALS] = N_("arrivals"),
	[OBJECT_GRILL] = N_("grill"),
	[OBJECT_CELL] = N_("cell"),
	[OBJECT_LIST] = N_("list"),
	[OBJECT_LOCK] = N_("lock"),
	[OBJECT_SEMAPHORE] = N_("semaphore"),
	[OBJECT_CONDITION] = N_("condition"),
	[OBJECT_EVENT] = N_("event"),
	[OBJECT_BARRIER] = N_("barrier"),
	[OBJECT_SHARED] = N_("shared"),
	[OBJECT_ARRAY] = N_("array"),
	[OBJECT_POOL] = N_("pool"),
	[OBJECT_PIPE] = N_("pipe"),
	[OBJECT_SERVICE] = N_("service"),
	[OBJECT_SESSION] = N_("session"),
	[OBJECT_CLOUD] = N_("cloud"),
};

static const char *const outcomes[OUTCOME_COUNT] = {
	[OUTCOME_RUNNING] = N_("running"),
	[OUTCOME_DONE] = N_("done"),
	[OUTCOME_DEADLOCK] = N_("deadlock"),
	[OUTCOME_VIOLATED] = N_("violated"),
	[OUTCOME_FAILED] = N_("failed"),
	[OUTCOME_INTERRUPTED] = N_("interrupted"),
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
