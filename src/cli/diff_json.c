/* diff_json.c - where two runs part, as one JSON object: see diff_cli.h and the manual's page. */
#include "cli/diff_cli.h"

#include "trace/text.h"

#include <stdlib.h>
#include <string.h>

static json_t *lines_json(const char *text)
{
	json_t *list = json_array();
	while (text && *text) {
		size_t length = strcspn(text, "\n");
		json_array_append_new(list, json_stringn(text, length));
		text += length + (text[length] == '\n');
	}
	return list;
}

/* A file's name may be any bytes, and JSON has no form for those that are no text. */
static json_t *name_json(const char *name)
{
	size_t size = 3 * strlen(name) + 1;
	char *clean = malloc(size);
	if (!clean)
		abort();
	text_clean(clean, size, name, strlen(name));
	json_t *json = json_string(clean);
	free(clean);
	return json;
}

static json_t *run_json(const char *name, const struct diff_side *side)
{
	const struct info *info = &side->saved.info;
	return json_pack("{so ss ss ss sb sI sI ss*}", "name", name_json(name), "recipe", info->recipe, "engine", info->engine, "mode", info->mode, "gil", (int)info->gil, "seed", (json_int_t)info->seed,
		"events", (json_int_t)history_count(side->saved.history), "damage", *side->damage.text ? side->damage.text : NULL);
}

static json_t *parted_json(const struct diff *diff, int run)
{
	const struct diff_side *side = &diff->sides[run];
	const struct stage *head = history_head(side->saved.history);
	bool none = diff->found.at[run] == DIFFERENCE_NO;
	char letter[12];
	json_t *json = json_object();
	json_object_set_new(json, "event", none ? json_null() : json_integer((json_int_t)diff->found.at[run]));
	json_object_set_new(json, "worker", none ? json_null() : json_string(stage_worker_name(head, side->worker)));
	json_object_set_new(json, "letter", none ? json_null() : json_string(worker_letter(side->worker, letter)));
	json_object_set_new(json, "line", side->line ? json_integer(side->line) : json_null());
	json_object_set_new(json, "did", lines_json(side->did));
	json_object_set_new(json, "then", lines_json(side->then));
	json_object_set_new(json, "after", lines_json(side->after));
	return json;
}

static json_t *parting_json(const struct diff *diff)
{
	static const char *const kinds[DIFFERENCE_KINDS] = { "none", "timing", "choice", "order", "deed", "end", "untold" };
	const struct difference *found = &diff->found;
	json_t *json = json_pack("{ss sI sI}", "kind", kinds[found->kind], "same_events", (json_int_t)found->same, "same_steps", (json_int_t)found->steps);
	json_object_set_new(json, "object", found->object[0] ? json_string(stage_object_name(history_head(diff->sides[0].saved.history), found->object[0])) : json_null());
	json_object_set_new(json, "last", *diff->last ? json_string(diff->last) : json_null());
	json_object_set_new(json, "before", lines_json(diff->before));
	json_object_set_new(json, "first", parted_json(diff, 0));
	json_object_set_new(json, "second", parted_json(diff, 1));
	return json;
}

static json_t *end_json(const struct diff_side *side)
{
	const struct stage *head = history_head(side->saved.history);
	json_t *json = json_pack("{ss sI sI}", "outcome", outcome_name(head->outcome), "served", (json_int_t)head->served, "lost", (json_int_t)head->lost);
	static const char *const keys[] = { "error", "violations", "waiting" };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		json_t *value = json_object_get(side->report, keys[i]);
		json_object_set_new(json, keys[i], value ? json_deep_copy(value) : json_null());
	}
	return json;
}

static json_t *ends_json(const struct diff *diff)
{
	json_t *differ = json_array();
	for (int i = 0; i < diff->end_count && i < DIFF_ENDS; i++)
		json_array_append_new(differ, json_pack("{ss ss ss}", "name", diff->ends[i].name, "first", diff->ends[i].text[0], "second", diff->ends[i].text[1]));
	return json_pack("{so so si so}", "first", end_json(&diff->sides[0]), "second", end_json(&diff->sides[1]), "differing", diff->end_count, "differ", differ);
}

void diff_print_json(FILE *to, const struct diff_words *words, const struct diff *diff)
{
	bool same = diff_is_same(diff);
	json_t *json = json_pack("{sb sb so so ss so so so sb sb}", "same", (int)same, "timing_only", (int)(diff->found.kind == DIFFERENCE_TIMING),
		"first", run_json(words->names[0], &diff->sides[0]), "second", run_json(words->names[1], &diff->sides[1]), "by", diff->found.by_steps ? "steps" : "order",
		"unlike", lines_json(diff->unlike), "parting", same ? json_null() : parting_json(diff), "ends", ends_json(diff), "workers_same", (int)(same || diff->found.workers_same), "values_only", (int)diff->found.values_only);
	char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
	fprintf(to, "%s\n", text ? text : "{}");
	free(text);
	json_decref(json);
}
