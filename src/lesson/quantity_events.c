/* quantity_events.c - the figures of one run that only its events tell: who ended when, who wrote last, how many ran at one moment.
 *
 * Each is one pass over the events or the lanes of a history that has folded them already. */
#include "lesson/quantity_inner.h"
#include "trace/tongue.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct value events_missing(void)
{
	return value_unknown(_("the events of this run were not kept"));
}

/* ---- who ended when ---- */

static bool is_task(const struct stage *stage, uint32_t worker)
{
	const struct stage_worker *who = stage_worker(stage, worker);

	return who && who->role == ROLE_OF_TASK;
}

/* Append, unless it does not fit: then the value ends in "…". */
static bool add_part(char *to, size_t size, const char *between, const char *part)
{
	size_t length = strlen(to), more = strlen(part) + (length ? strlen(between) : 0);
	bool fits = length + more + sizeof "…" <= size;

	snprintf(to + length, size - length, "%s%s", fits && length ? between : "", fits ? part : "…");
	return fits;
}

/* What an event adds to a list, into to[64]; NULL: nothing. */
typedef const char *event_word(const struct stage *stage, const struct event *event, char to[64]);

/* What the run's events add, one after the other, as many as fit. */
static struct value list_of(const struct facts *facts, event_word *word_of, const char *between, const char *none)
{
	struct value value = { .kind = VALUE_TEXT };
	const struct event *event;
	char text[64];

	if (!facts->history)
		return events_missing();
	for (size_t i = 0; (event = history_event(facts->history, i)); i++) {
		const char *part = word_of(history_head(facts->history), event, text);
		if (part && !add_part(value.text, sizeof value.text, between, part))
			break;
	}
	return *value.text ? value : value_unknown("%s", none);
}

static const char *word_ended(const struct stage *stage, const struct event *event, char to[64])
{
	return event->kind == KIND_WORKER_END && is_task(stage, event->worker) ? worker_letter(event->worker, to) : NULL;
}

/* Letters of the tasks that ended, in the order in which they did. */
struct value quantity_order_ended(const struct facts *facts, const char *argument)
{
	(void)argument;
	return list_of(facts, word_ended, "", _("no worker has ended"));
}

static struct value ended(const struct facts *facts, bool first)
{
	const struct event *event;
	uint32_t found = 0;
	char letter[12];

	if (!facts->history)
		return events_missing();
	for (size_t i = 0; (event = history_event(facts->history, i)) && !(first && found); i++)
		if (event->kind == KIND_WORKER_END && is_task(history_head(facts->history), event->worker))
			found = event->worker;
	return found ? value_words(worker_letter(found, letter)) : value_unknown(_("no worker has ended"));
}

struct value quantity_first_ended(const struct facts *facts, const char *argument)
{
	(void)argument;
	return ended(facts, true);
}

struct value quantity_last_ended(const struct facts *facts, const char *argument)
{
	(void)argument;
	return ended(facts, false);
}

static const char *word_served(const struct stage *stage, const struct event *event, char to[64])
{
	return event->kind == KIND_SERVE ? stage_thing_label(stage, event->item, to, 64) : NULL;
}

struct value quantity_order_served(const struct facts *facts, const char *argument)
{
	(void)argument;
	return list_of(facts, word_served, " ", _("nobody was served"));
}

struct value quantity_turns(const struct facts *facts)
{
	const struct event *event;
	uint32_t last = 0;
	double turns = 0;

	for (size_t i = 0; (event = history_event(facts->history, i)); i++) {
		if (event->kind != KIND_STEP)
			continue;
		turns += last && event->worker != last;
		last = event->worker;
	}
	return value_number(turns);
}

/* ---- what objects hold at the end ---- */

static const struct stage_object *object_named(const struct stage *stage, const char *name, size_t length)
{
	for (uint32_t id = 1; id < stage->object_count; id++) {
		const char *its = stage_object_name(stage, id);
		if (stage_object(stage, id) && strncmp(its, name, length) == 0 && !its[length])
			return stage_object(stage, id);
	}
	return NULL;
}

static struct value word_value(const struct stage *stage, word w)
{
	char text[64];

	switch (word_type(w)) {
	case WORD_INTEGER: return value_number((double)word_as_integer(w));
	case WORD_NUMBER: return value_number(word_as_number(w));
	case WORD_TEXT: return value_words(stage_text_get(stage->text, word_as_text(w)));
	default: return value_words(stage_word_text(stage, w, text, sizeof text));
	}
}

static struct value element_of(const struct stage *stage, const struct stage_object *object, const char *name, unsigned long index)
{
	if (index < 1 || index > object->length || index > STAGE_LIST_SHOWN || !object->elements)
		return value_unknown(_("%s is not known: of a list or array the first %d elements are"), name, STAGE_LIST_SHOWN);
	return word_value(stage, stage->elements[object->elements + index - 1]);
}

struct value quantity_shared(const struct facts *facts, const char *name)
{
	const struct stage *stage = facts->history ? history_head(facts->history) : NULL;
	const struct stage_object *object = stage ? object_named(stage, name, strcspn(name, "[")) : NULL;
	const char *bracket = strchr(name, '[');

	if (object && bracket && (object->type == OBJECT_LIST || object->type == OBJECT_ARRAY))
		return element_of(stage, object, name, strtoul(bracket + 1, NULL, 10));
	if (object && !bracket && (object->type == OBJECT_SHARED || object->type == OBJECT_CELL))
		return word_value(stage, object->value);
	return value_unknown(_("at its end the run has no global '%s'"), name);
}

struct value quantity_length(const struct facts *facts, const char *name)
{
	const struct stage_object *object;

	if (!facts->history)
		return events_missing();
	object = object_named(history_head(facts->history), name, strlen(name));
	return object ? value_number(object->length) : value_unknown(_("the run has nothing of the name '%s'"), name);
}

struct value quantity_last_writer(const struct facts *facts, const char *name)
{
	const struct stage_object *object;
	char letter[12];

	if (!facts->history)
		return events_missing();
	object = object_named(history_head(facts->history), name, strlen(name));
	if (!object)
		return value_unknown(_("the run has nothing of the name '%s'"), name);
	return object->writer ? value_words(worker_letter(object->writer, letter)) : value_unknown(_("nobody has written %s"), name);
}

/* Writes of what was made of an older value; told of free runs. */
struct value quantity_lost_updates(const struct facts *facts, const char *argument)
{
	double sum = 0;

	(void)argument;
	if (!facts->history)
		return events_missing();
	for (uint32_t id = 1; id < history_head(facts->history)->object_count; id++)
		sum += (double)history_head(facts->history)->objects[id].overwrites;
	return value_number(sum);
}

/* ---- how many ran at one moment ---- */

/* Somebody begins or ceases to run. */
struct edge {
	uint64_t time_ns;
	int change; /* +1 or -1 */
};

/* Who ceases comes before who begins at the same moment: handing on is not running at once. */
static int compare_edges(const void *one, const void *other)
{
	const struct edge *a = one, *b = other;

	return a->time_ns != b->time_ns ? (a->time_ns < b->time_ns ? -1 : 1) : a->change - b->change;
}

static bool counts(const struct stage *stage, uint32_t worker, bool main_alone)
{
	const struct stage_worker *who = stage_worker(stage, worker);

	return who && who->role != ROLE_OF_DEVICE && (who->role != ROLE_OF_MAIN || main_alone);
}

/* The edges of one lane; how many. With NULL they are only counted. */
static size_t lane_edges(const struct history *history, uint32_t worker, struct edge *to)
{
	uint64_t end_ns = history_end_ns(history);
	const struct span *spans;
	size_t count, edges = 0;

	spans = history_lane(history, worker, &count);
	for (size_t i = 0; i < count; i++) {
		uint64_t until_ns = i + 1 < count ? spans[i + 1].start_ns : end_ns;
		if (spans[i].state != STATE_RUNNING || until_ns <= spans[i].start_ns)
			continue;
		if (to) {
			to[edges] = (struct edge){ spans[i].start_ns, 1 };
			to[edges + 1] = (struct edge){ until_ns, -1 };
		}
		edges += 2;
	}
	return edges;
}

/* Whoever shares the GIL runs while it holds that, and not in the moments in which it is awake and wants it: so says the holder's lane. */
static size_t holder_edges(const struct history *history, bool main_alone, struct edge *to)
{
	uint64_t end_ns = history_end_ns(history);
	const struct span *spans;
	size_t count, edges = 0;

	spans = history_lane(history, 0, &count);
	for (size_t i = 0; i < count; i++) {
		uint64_t until_ns = i + 1 < count ? spans[i + 1].start_ns : end_ns;
		if (!spans[i].holder || !counts(history_head(history), spans[i].holder, main_alone) || until_ns <= spans[i].start_ns)
			continue;
		if (to) {
			to[edges] = (struct edge){ spans[i].start_ns, 1 };
			to[edges + 1] = (struct edge){ until_ns, -1 };
		}
		edges += 2;
	}
	return edges;
}

static bool shares_gil(const struct stage *stage, uint32_t worker)
{
	const struct stage_worker *main = stage_worker(stage, 1), *who = stage_worker(stage, worker);

	return stage->gil && main && who && who->pid == main->pid;
}

static size_t all_edges(const struct history *history, bool main_alone, struct edge *to)
{
	const struct stage *stage = history_head(history);
	size_t count = stage->gil ? holder_edges(history, main_alone, to) : 0;

	for (uint32_t worker = 1; worker < stage->worker_count; worker++)
		if (counts(stage, worker, main_alone) && !shares_gil(stage, worker))
			count += lane_edges(history, worker, to ? to + count : NULL);
	return count;
}

/* The main task, which starts the others and then waits, counts only where there are no others. */
struct value quantity_at_once(const struct facts *facts, const char *argument)
{
	size_t count, most = 0, now = 0;
	struct edge *edges;
	bool main_alone;

	(void)argument;
	if (!facts->history)
		return events_missing();
	main_alone = !all_edges(facts->history, false, NULL);
	count = all_edges(facts->history, main_alone, NULL);
	edges = calloc(count + 1, sizeof *edges);
	if (!edges)
		return events_missing();
	all_edges(facts->history, main_alone, edges);
	qsort(edges, count, sizeof *edges, compare_edges);
	for (size_t i = 0; i < count; i++) {
		now += (size_t)edges[i].change;
		most = now > most ? now : most;
	}
	free(edges);
	return value_number((double)most);
}
