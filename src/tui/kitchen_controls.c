/* kitchen_controls.c - paints what keeps workers in order, a line each in a strip under the kitchen: who has it, who waits for it.
 *
 *   lock till  ◆ A 2 s  ○ B C                 event open  set
 *   semaphore ovens  0/2 free  ◆ A D  ○ E     barrier start  2/3 here  ○ A C
 *   condition news of till  ○ E               service  ● 3 now  ✓ 120 with 200  ✗ 4 with 500
 *
 * The sign of being blocked stands before those who have it, the sign of waiting before those who wait. Things do not pass here, so these are no stations
 * of the flow, and workers are not moved there. */
#include "tui/kitchen_scene.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"

#include <stdio.h>
#include <string.h>

#define LOOKED_AT 4096u /* workers looked at for letters: a crowd must not cost a frame */
#define NAME_COLS 16
#define HOLDERS_COLS 14 /* that must be there before those who have a place are named, where others wait */

struct control {
	const struct scene *scene;
	const struct stage_object *object;
	uint32_t id;
	struct rect at; /* its line */
	int col;        /* where to write on */
};

static int room(const struct control *control)
{
	return control->at.col + control->at.cols - control->col;
}

static void say(struct control *control, enum role_of_cell role, int attr, const char *words)
{
	if (room(control) > 0)
		control->col = canvas_text_cut(control->scene->canvas, control->at, control->at.row, control->col, room(control), role, attr, words);
}

static bool waits_here(const struct control *control, uint32_t worker)
{
	const struct stage_worker *who = &control->scene->view->stage->workers[worker];
	return who->state == STATE_WAITING && who->object == control->id && who->reason >= REASON_LOCK && who->reason != REASON_CALL;
}

static bool holds_it(const struct control *control, uint32_t worker)
{
	return stage_worker_holds(control->scene->view->stage, worker, control->id) > 0;
}

/* A sign, and the letters of at most `count` workers of whom it is true; "+3" for those for whom there is no room. */
static void say_letters(struct control *control, enum state sign, uint32_t count, bool (*is_one)(const struct control *, uint32_t))
{
	const struct stage *stage = control->scene->view->stage;
	enum role_of_cell role = pane_state_role(sign);
	char letter[12];
	if (!count || room(control) < 5)
		return;
	control->col = scene_glyph(control->scene, control->at, control->at.row, control->col + 2, pane_state_glyph(sign), role, 0);
	for (uint32_t w = 1; w < stage->worker_count && w < LOOKED_AT && count && room(control) >= 5; w++) {
		if (!stage->workers[w].name || !is_one(control, w))
			continue;
		control->col = canvas_print(control->scene->canvas, control->at, control->at.row, control->col, role, ATTR_BOLD, " %s", worker_letter(w, letter));
		count--;
	}
	if (count && room(control) >= 3)
		control->col = canvas_print(control->scene->canvas, control->at, control->at.row, control->col, role, 0, " +%u", count);
}

/* How long the holder has had it, in whole kitchen seconds, once it is one. */
static void say_held(struct control *control)
{
	const struct view *view = control->scene->view;
	uint64_t since = control->object->held_since_ns, held = view->now_ns > since ? stage_kitchen_span(view->stage, view->now_ns - since) : 0;
	if (held >= 1000000000 && room(control) >= 6)
		control->col = canvas_print(control->scene->canvas, control->at, control->at.row, control->col, ROLE_QUIET, 0, " %llu s",
			(unsigned long long)(held / 1000000000));
}

static void lock_say(struct control *control)
{
	char letter[12];
	if (!control->object->holder) {
		say(control, ROLE_QUIET, 0, _("  free"));
		return;
	}
	control->col = scene_glyph(control->scene, control->at, control->at.row, control->col + 2, pane_state_glyph(STATE_BLOCKED), ROLE_BLOCKED, 0);
	control->col = canvas_print(control->scene->canvas, control->at, control->at.row, control->col, ROLE_BLOCKED, ATTR_BOLD, " %s",
		worker_letter(control->object->holder, letter));
	say_held(control);
}

static void counted_say(struct control *control, const char *format)
{
	const struct stage_object *object = control->object;
	control->col = canvas_print(control->scene->canvas, control->at, control->at.row, control->col, ROLE_TEXT, 0, format, object->length, object->capacity);
}

static void semaphore_say(struct control *control)
{
	const struct stage_object *object = control->object;
	counted_say(control, _("  %u/%u free"));
	if (object->length < object->capacity && room(control) >= (object->waiting ? HOLDERS_COLS : 5))
		say_letters(control, STATE_BLOCKED, object->capacity - object->length, holds_it);
}

static void condition_say(struct control *control)
{
	say(control, ROLE_QUIET, 0, _(" of "));
	say(control, ROLE_QUIET, 0, stage_object_name(control->scene->view->stage, control->object->capacity));
}

static void event_say(struct control *control)
{
	say(control, control->object->length ? ROLE_GOOD : ROLE_QUIET, 0, control->object->length ? _("  set") : _("  not set"));
}

static void barrier_say(struct control *control)
{
	counted_say(control, _("  %u/%u here"));
}

/* So many of a sort, by sign, number and word; nothing where there are none, or no room for all of it. */
static void say_count(struct control *control, enum state sign, uint32_t count, const char *words)
{
	char text[48];
	snprintf(text, sizeof text, " %u %s", count, words);
	if (!count || room(control) < 3 + text_width(text))
		return;
	control->col = scene_glyph(control->scene, control->at, control->at.row, control->col + 2, pane_state_glyph(sign), pane_state_role(sign), 0);
	say(control, pane_state_role(sign), 0, text);
}

/* What a service is at, and how it has answered. */
static void service_say(struct control *control)
{
	const struct stage_object *service = control->object;
	if (!service->reads)
		say(control, ROLE_QUIET, 0, _("  nobody has asked yet"));
	say_count(control, STATE_RUNNING, service->length, "now");
	say_count(control, STATE_ENDED, service->answers[ANSWER_OK], _("with 200"));
	say_count(control, STATE_DEAD, service->answers[ANSWER_ERROR], _("with 500"));
	say_count(control, STATE_BLOCKED, service->answers[ANSWER_REFUSED], _("with 429"));
	say_count(control, STATE_DEAD, service->answers[ANSWER_WRONG], _("with 4xx"));
}

static void control_paint(struct control *control)
{
	static void (*const says[OBJECT_TYPE_COUNT])(struct control *) = {
		[OBJECT_LOCK] = lock_say, [OBJECT_SEMAPHORE] = semaphore_say, [OBJECT_CONDITION] = condition_say,
		[OBJECT_EVENT] = event_say, [OBJECT_SERVICE] = service_say, [OBJECT_BARRIER] = barrier_say,
	};
	const char *name = stage_object_name(control->scene->view->stage, control->id);
	int cols = text_width(name) < NAME_COLS ? text_width(name) : NAME_COLS;
	const char *type = object_type_name(control->object->type);
	if (strncmp(name, type, strlen(type)) != 0) /* else the name says it */
		say(control, ROLE_QUIET, 0, _(type));
	control->col = canvas_text_cut(control->scene->canvas, control->at, control->at.row, control->col + (control->col > control->at.col), cols, ROLE_TITLE, 0, name);
	if (says[control->object->type])
		says[control->object->type](control);
	say_letters(control, STATE_WAITING, control->object->waiting, waits_here);
}

void controls_paint(const struct scene *scene, struct rect at)
{
	int columns = scene->plan->control_columns, cols = at.cols / columns, room_for = at.rows * columns, count = scene->map->control_count;
	for (int i = 0; i < count && i < room_for; i++) {
		uint32_t id = scene->map->controls[i];
		struct control control = {
			.scene = scene, .id = id, .object = stage_object(scene->view->stage, id),
			.at = { at.row + i / columns, at.col + i % columns * cols, 1, columns > 1 ? cols - 2 : cols },
		};
		control.col = control.at.col;
		if (i == room_for - 1 && count > room_for) {
			canvas_print(scene->canvas, control.at, control.at.row, control.col, ROLE_QUIET, 0, _("%s %d more"), glyph_text(GLYPH_ELLIPSIS), count - i);
			return;
		}
		if (control.object)
			control_paint(&control);
	}
}
