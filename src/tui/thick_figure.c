/* thick_figure.c - see thick_figure.h. */
#include "tui/thick_figure.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/thick_digits.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Whether the name stands in the text as a word of its own. */
static bool names(const char *text, const char *name)
{
	size_t length = strlen(name);
	for (const char *at = text; text && length && (at = strstr(at, name)); at += length) {
		bool begins = at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
		if (begins && !isalnum((unsigned char)at[length]) && at[length] != '_')
			return true;
	}
	return false;
}

static bool asked_for(const struct lesson_step *step, const char *name)
{
	if (!step)
		return false;
	if ((step->measured && names(quantity_text(step->measured), name)) || names(step->goal_text, name))
		return true;
	for (int i = 0; i < step->choice_count; i++)
		if (step->choices[i].when && names(condition_text(step->choices[i].when), name))
			return true;
	for (int i = 0; i < step->claim_count; i++)
		if (step->claims[i].holds && names(condition_text(step->claims[i].holds), name))
			return true;
	return false;
}

static bool is_value(const struct stage_object *object)
{
	return (object->type == OBJECT_CELL || object->type == OBJECT_SHARED) && object->name && !object->code;
}

/* The value that is asked for; else the one written most, where any is. */
static uint32_t value_of(const struct lesson_step *step, const struct stage *stage)
{
	uint32_t most = 0;
	for (uint32_t id = 1; id < stage->object_count; id++) {
		if (!is_value(&stage->objects[id]))
			continue;
		if (asked_for(step, stage_object_name(stage, id)))
			return id;
		if (stage->objects[id].writes > (most ? stage->objects[most].writes : 1))
			most = id;
	}
	return stage->arrived || stage->served ? 0 : most;
}

static void seconds_take(struct thick_figure *figure, const struct view *view)
{
	double seconds = stage_kitchen_s(view->stage, view->now_ns);
	snprintf(figure->label, sizeof figure->label, "%s", _("kitchen seconds"));
	snprintf(figure->value, sizeof figure->value, seconds < 100 ? "%.1f" : "%.0f", seconds);
}

static unsigned running(const struct stage *stage)
{
	unsigned count = 0;
	for (uint32_t id = 1; id < stage->worker_count; id++)
		count += stage_worker_stands(&stage->workers[id]) == STATE_RUNNING && stage->workers[id].role != ROLE_OF_DEVICE;
	return count;
}

void thick_figure_find(struct thick_figure *figure, const struct lesson_step *step, const struct view *view, const struct step_log *log)
{
	const struct stage *stage = view->stage;
	uint32_t id = value_of(step, stage);
	bool named = id && asked_for(step, stage_object_name(stage, id));
	*figure = (struct thick_figure){ .label = "" };
	if (!named && asked_for(step, "at once")) {
		snprintf(figure->label, sizeof figure->label, "%s", _("run at once"));
		snprintf(figure->value, sizeof figure->value, "%u", running(stage));
	} else if (!named && asked_for(step, "seconds")) {
		seconds_take(figure, view);
	} else if (named || (id && !asked_for(step, "served"))) {
		snprintf(figure->label, sizeof figure->label, "%.60s", stage_object_name(stage, id));
		stage_word_text(stage, stage_cell_value(stage, id, 1), figure->value, sizeof figure->value);
	} else if (stage->arrived || stage->served) {
		snprintf(figure->label, sizeof figure->label, "%s", _("served"));
		snprintf(figure->value, sizeof figure->value, "%u", stage->served);
	} else if (log) {
		size_t steps = step_log_at(log, view->player->position);
		snprintf(figure->label, sizeof figure->label, "%s", steps == 1 ? _("step") : _("steps"));
		snprintf(figure->value, sizeof figure->value, "%zu", steps);
	} else {
		seconds_take(figure, view);
	}
}

/* Twice as large where there is plenty of room. */
static int scale_for(int rows)
{
	return rows >= 9 ? 2 : 1;
}

int thick_figure_rows(int rows)
{
	return thick_digits_rows(scale_for(rows)) + 2;
}

int thick_figure_cols(const struct thick_figure *figure, int rows)
{
	int value = thick_digits_width(figure->value, scale_for(rows)), label = text_width(figure->label);
	return value > label ? value : label;
}

void thick_figure_draw(const struct thick_figure *figure, struct canvas *canvas, struct rect rect)
{
	int scale = scale_for(rect.rows);
	while (scale > 1 && thick_digits_width(figure->value, scale) > rect.cols)
		scale--;
	int high = thick_digits_rows(scale), width = thick_digits_width(figure->value, scale), row = rect.row + (rect.rows - high - 2) / 2;
	if (row < rect.row)
		row = rect.row;
	if (width > rect.cols) /* words, or too many digits */
		canvas_text_cut(canvas, rect, row + high - 1, rect.col, rect.cols, ROLE_TITLE, ATTR_BOLD, figure->value);
	else
		thick_digits_draw(canvas, rect, row, rect.col + (rect.cols - width) / 2, ROLE_TITLE, scale, figure->value);
	int label = text_width(figure->label);
	canvas_text_cut(canvas, rect, row + high + 1, rect.col + (label < rect.cols ? (rect.cols - label) / 2 : 0), rect.cols, ROLE_TEXT, ATTR_BOLD, figure->label);
}
