/* words.c - names, things and values as people read them. */
#include "stage/fold.h"
#include "stage/say.h"
#include "trace/tongue.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define LATE_NS 10000000 /* real: less is the loop's own waking up */

const struct stage_worker *stage_worker(const struct stage *stage, uint32_t id)
{
	return id > 0 && id < stage->worker_count && stage->workers[id].name ? &stage->workers[id] : NULL;
}

const struct stage_object *stage_object(const struct stage *stage, uint32_t id)
{
	return id > 0 && id < stage->object_count && stage->objects[id].type != OBJECT_NONE ? &stage->objects[id] : NULL;
}

const char *stage_worker_name(const struct stage *stage, uint32_t id)
{
	const struct stage_worker *worker = stage_worker(stage, id);
	return id == 0 ? _("the kitchen") : worker ? stage_text_get(stage->text, worker->name) : "?";
}

const char *stage_object_name(const struct stage *stage, uint32_t id)
{
	const struct stage_object *object = stage_object(stage, id);
	return id == 0 ? "" : object ? stage_text_get(stage->text, object->name) : "?";
}

char *stage_thing_label(const struct stage *stage, uint32_t key, char *to, size_t size)
{
	struct say say;
	say_begin(&say, to, size);
	if (key == 0)
		say_add(&say, "something");
	else if (thing_is_text(key))
		say_add(&say, "%s", stage_text_get(stage->text, thing_value(key)));
	else if (thing_is_parcel(key) && thing_value(key) < 1000)
		say_add(&say, "%" PRIu32 " B", thing_value(key));
	else if (thing_is_parcel(key))
		say_bytes(&say, thing_value(key));
	else
		say_add(&say, thing_is_number(key) ? "%" PRIu32 : "#%" PRIu32, thing_value(key));
	return to;
}

char *stage_thing_words(const struct stage *stage, const struct stage_thing *thing, char *to, size_t size)
{
	return thing->key ? stage_thing_label(stage, thing->key, to, size) : stage_word_text(stage, thing->value, to, size);
}

/* As Lua writes numbers, but with fewer digits: 0.5, 3.0, 1e+20. */
static void say_number(struct say *say, double number)
{
	char digits[32];
	snprintf(digits, sizeof digits, "%.10g", number);
	say_add(say, isfinite(number) && !strpbrk(digits, ".e") ? "%s.0" : "%s", digits);
}

/* "call 3 of cooks, at B" */
static void say_future(struct say *say, const struct stage *stage, word w)
{
	const struct stage_call *call = stage_call(stage, word_future_pool(w), word_future_number(w));
	char letter[12];
	say_add(say, "call %" PRIu32 " of %s", word_future_number(w), stage_object_name(stage, word_future_pool(w)));
	if (!call)
		return;
	switch ((enum call_state)call->state) {
	case CALL_WAITS: say_add(say, _(", in line")); break;
	case CALL_RUNS: say_add(say, _(", at %s"), worker_letter(call->by, letter)); break;
	case CALL_DONE: say_add(say, _(", done")); break;
	case CALL_RAISED: say_add(say, _(", error: %s"), stage_text_get(stage->text, call->error)); break;
	}
}

static void say_other(struct say *say, const struct stage *stage, word w)
{
	if (word_is_future(w))
		say_future(say, stage, w);
	else
		say_add(say, word_is_table(w) ? _("a table") : word_is_long_text(w) ? _("a long text") : _("(no plain value)"));
}

char *stage_word_text(const struct stage *stage, word w, char *to, size_t size)
{
	struct say say;
	say_begin(&say, to, size);
	switch (word_type(w)) {
	case WORD_NIL: say_add(&say, "nil"); break;
	case WORD_BOOLEAN: say_add(&say, word_as_boolean(w) ? "true" : "false"); break;
	case WORD_INTEGER: say_add(&say, "%" PRId64, word_as_integer(w)); break;
	case WORD_NUMBER: say_number(&say, word_as_number(w)); break;
	case WORD_TEXT: say_add(&say, "\"%s\"", stage_text_get(stage->text, word_as_text(w))); break;
	case WORD_OTHER: say_other(&say, stage, w); break;
	}
	return to;
}

double stage_kitchen_s(const struct stage *stage, uint64_t now_ns)
{
	uint64_t at = now_ns > stage->time_ns && !stage->held ? now_ns : stage->time_ns;
	return (double)stage_kitchen_at(stage, at) * 1e-9;
}

uint64_t stage_kitchen_span(const struct stage *stage, uint64_t ns)
{
	if (stage->pace_millionths == 0 || stage->pace_millionths == 1000000)
		return ns;
	double kitchen = (double)ns * (double)stage->pace_millionths * 1e-6;
	return kitchen < 9e18 ? (uint64_t)kitchen : UINT64_C(9000000000000000000);
}

enum state stage_worker_seen(const struct stage *stage, uint32_t id, uint64_t now_ns, uint64_t *late_ns)
{
	const struct stage_worker *who = stage_worker(stage, id);
	uint64_t late = who && who->state == STATE_SLEEPING && stage->loop && !stage_beside_loop(stage, id) && who->until_ns && now_ns > who->until_ns ? now_ns - who->until_ns : 0;
	if (late < LATE_NS || stage->asked)
		late = 0;
	if (late_ns)
		*late_ns = late;
	if (who && who->stopped)
		return STATE_STOPPED;
	if (who && stage->asked && who->next.kind && !state_is_over(who->state)) /* nobody moves: what counts is who could */
		return who->next.way == NEXT_CAN ? STATE_READY : who->next.way == NEXT_CANNOT || who->next.way == NEXT_JOINS ? STATE_WAITING : STATE_SLEEPING;
	return !who ? STATE_NEW : late ? STATE_READY : (enum state)who->state;
}
