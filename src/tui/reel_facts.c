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
			json_array_append_new(workers, json_pack("{s:s}", "name", stage_worker_name(stage, id)));
	return workers;
}

static json_t *report_of(const struct info *info, const struct stage *stage, uint64_t now_ns, size_t events)
{
	json_t *report = json_pack("{s:s, s:s, s:f, s:I}", "mode", info->mode, "outcome", outcome_name((enum outcome)stage->outcome), "elapsed_s", (double)now_ns * 1e-9, "events", (json_int_t)events);
	json_object_set_new(report, "ledger", json_pack("{s:i, s:i, s:i, s:i, s:i}", "arrived", stage->arrived, "served", stage->served, "lost", stage->lost, "retried", stage->retried,
		"in_flight", stage->arrived - stage->served - stage->lost));
	json_object_set_new(report, "globals", globals_json(stage));
	json_object_set_new(report, "workers", workers_json(stage));
	return report;
}

json_t *reel_report(struct app *app)
{
	struct player *player = &app->watch.player;
	return report_of(&app->watch.info, player_stage(player), player->now_ns, player->position);
}

json_t *reel_report_newest(struct app *app)
{
	const struct watch *watch = &app->watch;
	const struct stage *head = history_head(watch->history);
	json_t *report = report_of(&watch->info, head, history_end_ns(watch->history), history_count(watch->history));
	json_object_set_new(report, "recipe", json_string(watch->info.recipe));
	json_object_set_new(report, "engine", json_string(watch->info.engine));
	json_object_set_new(report, "gil", json_boolean(watch->info.gil));
	json_object_set_new(report, "seed", json_integer(watch->info.seed));
	return report;
}
