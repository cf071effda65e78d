/* perfetto.c - a run as a file that the Perfetto UI opens: the JSON form of Chrome's trace events.
 *
 * A track per worker with a slice for each state it was in (what it waited for, slept or worked at is the slice's name), an arrow for each thing from who put it into a queue to
 * who got it out, a counter per queue, and a mark for each step, word and failure. Slices of one worker follow one another and never overlap, so they nest as the format wants.
 * Times are microseconds of the run's clock with three decimals, so no nanosecond is lost. Worker ids are thread ids; a worker that is a process of its own has its process id.
 *
 * Under control the clock is virtual and may stand still for many steps. Such a run is laid out by its steps instead, a millisecond each, and says so: a slice is then a
 * step, named by what it did, and where a worker came to wait is a mark.
 *
 * The run is folded once more from its first event: that gives names and lengths at each moment; the slices are the history's lanes. */
#include "record/exporter.h"

#include "stage/narrator.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define KITCHEN_PID 1 /* of workers that are no processes of their own */

/* What a worker was about from `time_ns` on, in words of its recipe: the name of slices that begin then. */
struct about {
	uint64_t time_ns;
	uint32_t state; /* enum state: in no other the words hold, as when one is woken before its wait is told to be over */
	char *words;    /* owned */
};

struct abouts {
	struct about *list;
	size_t count, size;
	size_t used; /* while slices are written: the first that is not over */
};

/* Things on their way through one object: the numbers of their arrows, first in first out. */
struct flows {
	uint64_t *ids;
	size_t first, count, size;
	uint32_t length; /* as it was told last */
};

struct writing {
	const struct exported *what;
	FILE *to;
	struct stage stage;   /* folded along */
	struct abouts *abouts; /* by worker */
	struct flows *flows;   /* by object */
	uint32_t workers, objects;
	uint64_t flow;
	bool by_steps;        /* a slice is a step, not a state */
	const struct event *step; /* … whose first event is awaited */
	bool any;             /* an element was written: a comma comes before the next */
};

static void *sure(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

/* ---- elements ---- */

/* As JSON has it; to be freed. It may hold anything: what was cut within a sign is clean again. */
static char *quoted_text(const char *words)
{
	char clean[1024];
	json_t *text = sure(json_stringn(clean, text_clean(clean, sizeof clean, words, strlen(words))));
	char *quoted = sure(json_dumps(text, JSON_ENCODE_ANY | JSON_ENSURE_ASCII));
	json_decref(text);
	return quoted;
}

/* Begin one, up to where its own keys go. */
static void element_begin(struct writing *writing, const char *phase, const char *category, const char *name, uint32_t pid, uint32_t tid)
{
	char *quoted = quoted_text(name);
	fprintf(writing->to, "%s{\"ph\":\"%s\",\"cat\":\"%s\",\"name\":%s,\"pid\":%" PRIu32 ",\"tid\":%" PRIu32, writing->any ? ",\n" : "", phase, category, quoted, pid, tid);
	writing->any = true;
	free(quoted);
}

static void element_time(struct writing *writing, const char *key, uint64_t ns)
{
	fprintf(writing->to, ",\"%s\":%" PRIu64 ".%03u", key, ns / 1000, (unsigned)(ns % 1000));
}

static void element_end(struct writing *writing)
{
	fputs("}", writing->to);
}

static uint32_t pid_of(const struct writing *writing, uint32_t worker)
{
	const struct stage *end = history_head(writing->what->history);
	const struct stage_worker *is = stage_worker(end, worker);
	return end->forked && is && is->pid ? is->pid : KITCHEN_PID;
}

static void name_track(struct writing *writing, const char *what, uint32_t pid, uint32_t tid, const char *name)
{
	char *quoted = quoted_text(name);
	fprintf(writing->to, "%s{\"ph\":\"M\",\"name\":\"%s\",\"pid\":%" PRIu32 ",\"tid\":%" PRIu32 ",\"args\":{\"name\":%s}}", writing->any ? ",\n" : "", what, pid, tid, quoted);
	writing->any = true;
	free(quoted);
}

static void name_tracks(struct writing *writing)
{
	const struct stage *end = history_head(writing->what->history);
	const struct info *info = writing->what->info;
	name_track(writing, "process_name", KITCHEN_PID, 0, info->title[0] ? info->title : writing->what->name);
	for (uint32_t id = 1; id < end->worker_count; id++) {
		const struct stage_worker *worker = stage_worker(end, id);
		char letter[12], name[160];
		if (!worker)
			continue;
		snprintf(name, sizeof name, "%s %s", worker_letter(id, letter), stage_worker_name(end, id));
		if (pid_of(writing, id) != KITCHEN_PID)
			name_track(writing, "process_name", pid_of(writing, id), 0, name);
		name_track(writing, "thread_name", pid_of(writing, id), id, name);
		fprintf(writing->to, ",\n{\"ph\":\"M\",\"name\":\"thread_sort_index\",\"pid\":%" PRIu32 ",\"tid\":%" PRIu32 ",\"args\":{\"sort_index\":%" PRIu32 "}}", pid_of(writing, id), id, id);
	}
}

/* ---- what each was about ---- */

static void about_note(struct abouts *abouts, uint64_t time_ns, uint32_t state, const char *words)
{
	if (abouts->count == abouts->size) {
		abouts->size = abouts->size ? 2 * abouts->size : 16;
		abouts->list = sure(realloc(abouts->list, abouts->size * sizeof *abouts->list));
	}
	abouts->list[abouts->count++] = (struct about){ time_ns, state, sure(strdup(words)) };
}

/* The worker begins something that has words: what it waits for, sleeps for, works at. */
static void about_event(struct writing *writing, const struct event *event)
{
	char why[256];
	if (event->worker >= writing->workers)
		return;
	switch (event->kind) {
	case KIND_WAIT:
	case KIND_SLEEP:
	case KIND_WORK:
	case KIND_BLOCK:
	case KIND_GIL_WANT:
		stage_worker_why(&writing->stage, event->worker, event->time_ns, why, sizeof why);
		break;
	case KIND_RESUME:
	case KIND_WORKED:
	case KIND_GIL_ACQUIRE:
	case KIND_WORKER_START:
		why[0] = '\0';
		break;
	default:
		return;
	}
	const struct stage_worker *worker = stage_worker(&writing->stage, event->worker);
	about_note(&writing->abouts[event->worker], event->time_ns, worker ? worker->state : STATE_NEW, why);
}

/* The words that hold for a slice; slices are asked for in order. */
static const char *about_at(struct abouts *abouts, const struct span *span)
{
	while (abouts->used + 1 < abouts->count && abouts->list[abouts->used + 1].time_ns <= span->start_ns)
		abouts->used++;
	const struct about *about = abouts->count ? &abouts->list[abouts->used] : NULL;
	return about && about->time_ns <= span->start_ns && about->state == span->state ? about->words : "";
}

/* ---- slices ---- */

static bool is_shown(enum state state)
{
	return state != STATE_NEW && state != STATE_ENDED && state != STATE_DEAD;
}

static void slice_write(struct writing *writing, uint32_t worker, const struct span *span, uint64_t end_ns)
{
	const char *about = about_at(&writing->abouts[worker], span);
	const char *state = state_name((enum state)span->state);
	char name[320];
	if (about[0])
		snprintf(name, sizeof name, "%s: %s", state, about);
	else
		snprintf(name, sizeof name, "%s", state);
	element_begin(writing, "X", state, name, pid_of(writing, worker), worker);
	element_time(writing, "ts", span->start_ns);
	element_time(writing, "dur", end_ns - span->start_ns);
	element_end(writing);
}

static void slices_write(struct writing *writing)
{
	uint64_t over_ns = history_end_ns(writing->what->history);
	for (uint32_t id = 1; id < writing->workers; id++) {
		size_t count;
		const struct span *lane = history_lane(writing->what->history, id, &count);
		for (size_t i = 0; i < count; i++) {
			uint64_t end_ns = i + 1 < count ? lane[i + 1].start_ns : over_ns;
			if (is_shown((enum state)lane[i].state) && end_ns > lane[i].start_ns)
				slice_write(writing, id, &lane[i], end_ns);
		}
	}
}

/* ---- arrows and counters ---- */

static void flow_push(struct flows *flows, uint64_t id)
{
	if (flows->first + flows->count == flows->size) {
		if (flows->first)
			memmove(flows->ids, flows->ids + flows->first, flows->count * sizeof *flows->ids);
		flows->first = 0;
		if (flows->count * 2 >= flows->size) {
			flows->size = flows->size ? 2 * flows->size : 16;
			flows->ids = sure(realloc(flows->ids, flows->size * sizeof *flows->ids));
		}
	}
	flows->ids[flows->first + flows->count++] = id;
}

/* One end of an arrow, at this event. */
static void flow_write(struct writing *writing, const struct event *event, bool begins, uint64_t id)
{
	element_begin(writing, begins ? "s" : "f", "thing", stage_object_name(&writing->stage, event->object), pid_of(writing, event->worker), event->worker);
	element_time(writing, "ts", event->time_ns);
	fprintf(writing->to, ",\"id\":%" PRIu64 "%s", id, begins ? "" : ",\"bp\":\"e\"");
	element_end(writing);
}

static void flow_event(struct writing *writing, const struct event *event)
{
	struct flows *flows = &writing->flows[event->object];
	switch (event->kind) {
	case KIND_PUT:
	case KIND_ARRIVE:
	case KIND_RETRY:
		flow_push(flows, ++writing->flow);
		flow_write(writing, event, true, writing->flow);
		break;
	case KIND_GET:
		if (!flows->count)
			break;
		flow_write(writing, event, false, flows->ids[flows->first++]);
		flows->count--;
		break;
	default:
		break;
	}
}

static void counter_write(struct writing *writing, const char *name, uint64_t time_ns, const char *key, uint64_t value)
{
	element_begin(writing, "C", "counter", name, KITCHEN_PID, 0);
	element_time(writing, "ts", time_ns);
	fprintf(writing->to, ",\"args\":{\"%s\":%" PRIu64 "}", key, value);
	element_end(writing);
}

static void counter_event(struct writing *writing, const struct event *event)
{
	const struct stage_object *object = stage_object(&writing->stage, event->object);
	struct flows *flows = &writing->flows[event->object];
	if (event->kind == KIND_SERVE)
		counter_write(writing, "served", event->time_ns, "customers", writing->stage.served);
	if (!object || (object->type != OBJECT_QUEUE && object->type != OBJECT_ARRIVALS) || object->length == flows->length)
		return;
	flows->length = object->length;
	counter_write(writing, stage_object_name(&writing->stage, event->object), event->time_ns, "things", object->length);
}

/* ---- steps ---- */

#define STEP_NS 1000000u
#define EVENT_NS 1000u /* of those within a step */

/* The slice of a step, once the event that tells what it did is there. */
static void step_event(struct writing *writing, const struct event *event)
{
	char name[320];
	if (event->kind == KIND_STEP) {
		writing->step = event;
		return;
	}
	if (!writing->step || event->worker != writing->step->worker || narrator_sentence(&writing->stage, event, name, sizeof name) == 0)
		return;
	element_begin(writing, "X", "step", name, pid_of(writing, event->worker), event->worker);
	element_time(writing, "ts", writing->step->time_ns);
	element_time(writing, "dur", STEP_NS * 9 / 10);
	fprintf(writing->to, ",\"args\":{\"step\":%" PRIu32 ",\"line\":%u}", writing->step->item, writing->step->line);
	element_end(writing);
	writing->step = NULL;
}

/* ---- marks ---- */

static void mark_write(struct writing *writing, const struct event *event, const char *category, const char *name)
{
	element_begin(writing, "i", category, name, pid_of(writing, event->worker), event->worker);
	element_time(writing, "ts", event->time_ns);
	fputs(",\"s\":\"t\"", writing->to);
	element_end(writing);
}

static void mark_event(struct writing *writing, const struct event *event)
{
	char name[320];
	switch (event->kind) {
	case KIND_STEP:
		snprintf(name, sizeof name, "step %" PRIu32 ", line %u", event->item, event->line);
		mark_write(writing, event, "step", name);
		break;
	case KIND_WAIT:
		if (writing->by_steps)
			mark_write(writing, event, "wait", stage_worker_why(&writing->stage, event->worker, event->time_ns, name, sizeof name));
		break;
	case KIND_SAY:
		mark_write(writing, event, "say", stage_text_get(writing->stage.text, event->item));
		break;
	case KIND_FAIL:
		snprintf(name, sizeof name, "failed: %s", stage_text_get(writing->stage.text, event->item));
		mark_write(writing, event, "fail", name);
		break;
	case KIND_KILLED:
		mark_write(writing, event, "fail", "killed");
		break;
	default:
		break;
	}
}

/* ---- the whole ---- */

static void event_write(struct writing *writing, const struct event *event)
{
	stage_apply(&writing->stage, event);
	about_event(writing, event);
	if (event->worker < writing->workers && event->object < writing->objects) {
		flow_event(writing, event);
		counter_event(writing, event);
		mark_event(writing, event);
		if (writing->by_steps)
			step_event(writing, event);
	}
}

static void writing_open(struct writing *writing)
{
	const struct stage *end = history_head(writing->what->history);
	writing->workers = end->worker_count;
	writing->objects = end->object_count > 1 ? end->object_count : 1;
	writing->abouts = sure(calloc(writing->workers + 1, sizeof *writing->abouts));
	writing->flows = sure(calloc(writing->objects, sizeof *writing->flows));
	stage_init(&writing->stage, (struct stage_text *)history_texts(writing->what->history)); /* texts are only read while folding */
}

static void writing_close(struct writing *writing)
{
	for (uint32_t id = 0; id < writing->workers; id++) {
		for (size_t i = 0; i < writing->abouts[id].count; i++)
			free(writing->abouts[id].list[i].words);
		free(writing->abouts[id].list);
	}
	for (uint32_t id = 0; id < writing->objects; id++)
		free(writing->flows[id].ids);
	free(writing->abouts);
	free(writing->flows);
	stage_release(&writing->stage);
}

static void copy_text(void *data, uint32_t id, const char *text)
{
	history_text(data, id, text, strlen(text));
}

/* The same run on a clock that goes on by a millisecond with each step. */
static struct history *by_steps(const struct history *history)
{
	struct history *laid = history_new();
	uint64_t steps = 0, within = 0;
	stage_text_each(history_texts(history), copy_text, laid);
	for (size_t i = 0; i < history_count(history); i++) {
		struct event event = *history_event(history, i);
		within = event.kind == KIND_STEP ? 0 : within + 1;
		steps += event.kind == KIND_STEP;
		event.time_ns = steps * STEP_NS + (within < STEP_NS / EVENT_NS ? within : STEP_NS / EVENT_NS - 1) * EVENT_NS;
		history_append(laid, &event, 1);
	}
	return laid;
}

static void write_all(const struct exported *what, FILE *to, bool steps)
{
	struct writing writing = { .what = what, .to = to, .by_steps = steps };
	writing_open(&writing);
	fputs("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n", to);
	name_tracks(&writing);
	for (size_t i = 0; i < history_count(what->history); i++)
		event_write(&writing, history_event(what->history, i));
	if (!steps)
		slices_write(&writing);
	char *engine = quoted_text(what->info->engine), *mode = quoted_text(what->info->mode); /* as the file says, whoever wrote it */
	fprintf(to, "\n],\"otherData\":{\"program\":\"lunchrush\",\"engine\":%s,\"mode\":%s,\"clock\":\"%s\"}}\n", engine, mode, steps ? "a millisecond a step" : "real time");
	free(engine);
	free(mode);
	writing_close(&writing);
}

int perfetto_write(const struct exported *what, FILE *to, struct error *error)
{
	struct exported laid = *what;
	(void)error;
	if (strcmp(what->info->mode, "scheduled")) {
		write_all(what, to, false);
		return 0;
	}
	laid.history = by_steps(what->history);
	write_all(&laid, to, true);
	history_free(laid.history);
	return 0;
}
