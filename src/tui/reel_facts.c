/* reel_facts.c - what is known of the moment that is shown, in the form in which a run that is over reports it, so that the same conditions can be asked of both. */
#include "tui/reel_inner.h"

#include "trace/word.h"

#include <string.h>

static json_t *word_json(const struct stage *stage, word w)
{
	switch (word_type(w)) {
	case WORD_NIL: return json_string("nil");
	case WORD_BOOLEAN: return json_boolean(word_as_boolean(w));
	case WORD_INTEGER: return json_integer(word_as_integer(w));
	case WORD_NUMBER: return json_real(word_as_number(w));
	case WORD_TEXT: return json_string(stage_text_get(stage->text, word_as_text(w)));
	default: return json_string("?");
	}
}

static json_t *globals_json(const struct stage *stage)
{
	json_t *globals = json_object();
	for (uint32_t id = 1; id < stage->object_count; id++) {
		const struct stage_object *object = &stage->objects[id];
		if ((object->type == OBJECT_CELL || object->type == OBJECT_SHARED) && !object->code)
			json_object_set_new(globals, stage_text_get(stage->text, object->name), word_json(stage, object->value));
	}
	return globals;
}

static json_t *workers_json(const struct stage *stage)
{
	json_t *workers = json_array();
	for (uint32_t id = 1; id < stage->worker_count; id++)
		if (stage->workers[id].role != ROLE_OF_DEVICE)
			json_array_append_new(workers, json_object());
	return workers;
}

json_t *reel_report(struct app *app)
{
	struct watch *watch = &app->watch;
	const struct stage *stage = player_stage(&watch->player);
	json_t *report = json_pack("{s:s, s:s, s:f, s:I}", "mode", watch->info.mode, "outcome", outcome_name((enum outcome)stage->outcome), "elapsed_s",
		(double)watch->player.now_ns * 1e-9, "events", (json_int_t)watch->player.position);
	json_object_set_new(report, "ledger", json_pack("{s:i, s:i, s:i, s:i, s:i}", "arrived", stage->arrived, "served", stage->served, "lost", stage->lost, "retried", stage->retried,
		"in_flight", stage->arrived - stage->served - stage->lost));
	json_object_set_new(report, "globals", globals_json(stage));
	json_object_set_new(report, "workers", workers_json(stage));
	return report;
}
