/* head.c - see head.h; the keys are those that stage/info.h reads. */
#include "kitchen/head.h"

#include "kitchen/arena.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#ifndef VERSION
#include "config.h"
#endif

static json_t *layout_lines(const char *layout)
{
	json_t *lines = json_array();
	while (*layout) {
		size_t n = strcspn(layout, "\n");
		json_array_append_new(lines, json_stringn(layout, n));
		layout += n + (layout[n] == '\n');
	}
	return lines;
}

void head_post(const struct launch *launch, const struct recipe_card *card, const struct buffer *source, bool gil, double pace)
{
	json_t *head = json_object();
	json_object_set_new(head, "recipe", json_string(launch->recipe));
	json_object_set_new(head, "path", json_string(launch->path));
	json_object_set_new(head, "file", json_string(launch->file));
	json_object_set_new(head, "title", json_string(card->title[0] ? card->title : launch->recipe));
	json_object_set_new(head, "about", json_string(card->about));
	json_object_set_new(head, "engine", json_string(arena->engine->name));
	json_object_set_new(head, "engines", json_string(card->engines));
	json_object_set_new(head, "mode", json_string(arena->turn.controlled ? "scheduled" : "free"));
	json_object_set_new(head, "layout", layout_lines(card->layout));
	json_object_set_new(head, "gil", json_boolean(gil));
	json_object_set_new(head, "gil_interval_s", json_real(launch->gil_interval_s));
	json_object_set_new(head, "pace", json_real(pace));
	json_object_set_new(head, "seed", json_integer((json_int_t)launch->seed));
	json_t *text_of_it = json_stringn(source->bytes ? source->bytes : "", source->length);
	json_object_set_new(head, "source", text_of_it ? text_of_it : json_string(""));
	json_object_set_new(head, "version", json_string(VERSION));
	char *text = json_dumps(head, JSON_COMPACT | JSON_REAL_PRECISION(12));
	if (text)
		arena_post('H', text, strlen(text));
	free(text);
	json_decref(head);
}

bool head_posted(void)
{
	return atomic_load_explicit(&arena->notice_first, memory_order_acquire) != NULL;
}
