/* kitchen_cloud.c - paints a cloud: the requests that wait in it, and its instances, which float down when they come and up when they go.
 *
 *   stalls, a cloud of at most 3   2 here ───────────
 *   in line ▸┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄[ 5][ 4]▸
 *     ░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒░░
 *          ┊                 ┊         ╔ ● C stalls 3 ══╗
 *   ╔ ● A stalls 1 ══╗╔ ○ B stalls 2 ══╗║ cold start     ║
 *   ║ grind, 0.1 …   ║║ warm           ║╚════════════════╝
 *   ╚════════════════╝╚════════════════╝
 *   cold 3  warm 5  refused 2  timed out 1
 *
 * An instance keeps its place from its start to its end (stage/cloud.c), and the next takes the first that is free. How high one hangs follows from how long ago it began to come
 * or go, by the run's clock: while time stands still it hangs still. Where there is no height for that, or no width, instances stand in rows, and only words tell. */
#include "tui/kitchen_scene.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"

#include <stdio.h>
#include <string.h>

#define PLACES 64
#define FLOAT_NS UINT64_C(600000000)  /* run time that it takes down, or up */
#define DEAD_NS UINT64_C(1500000000)  /* run time that one which was killed is still seen */
#define CELL_COLS 12                  /* of an instance, at least, below the cloud */
#define CELL_ROWS 4                   /* where there is height; else one less */
#define LINE_ROWS 7                   /* below the title, at least, before the requests in line get a row of their own */

struct cloud {
	const struct scene *scene;
	const struct stage_object *object;
	uint16_t id;
	struct rect at;
	uint32_t here[PLACES]; /* by place: the instance there, 0 none */
	int places;            /* up to the last that was ever taken */
	int count;             /* there now */
};

/* ---- who is there ---- */

/* Run time since it came into the state that it is in. */
static uint64_t since(const struct cloud *cloud, const struct stage_worker *who)
{
	uint64_t now = cloud->scene->view->now_ns;
	return now > who->since_ns ? now - who->since_ns : 0;
}

/* One that has ended is seen for as long as it takes to go. */
static bool is_seen(const struct cloud *cloud, const struct stage_worker *who)
{
	if (!who->ended && who->state != STATE_DEAD)
		return true;
	return since(cloud, who) < (who->killed ? DEAD_NS : FLOAT_NS);
}

/* Which place is whose; a newer one takes an older's over. */
static void cloud_read(struct cloud *cloud)
{
	const struct stage *stage = cloud->scene->view->stage;
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		const struct stage_worker *who = &stage->workers[id];
		if (who->role != ROLE_OF_INSTANCE || who->pool != cloud->id || who->place >= PLACES)
			continue;
		if (who->place >= cloud->places)
			cloud->places = who->place + 1;
		cloud->count += !who->ended;
		cloud->here[who->place] = is_seen(cloud, who) ? id : 0;
	}
}

/* ---- the head ---- */

static void title_paint(const struct cloud *cloud)
{
	struct canvas *canvas = cloud->scene->canvas;
	struct rect at = cloud->at;
	int end = at.col + at.cols;
	char words[64];
	int col = canvas_text_cut(canvas, at, at.row, at.col, at.cols - 8, ROLE_TITLE, ATTR_BOLD, stage_object_name(cloud->scene->view->stage, cloud->id));
	snprintf(words, sizeof words, _(", a cloud of at most %u"), cloud->object->capacity);
	if (col + text_width(words) + 10 > end)
		snprintf(words, sizeof words, _(", at most %u"), cloud->object->capacity);
	if (col + text_width(words) < end)
		col = canvas_text(canvas, at, at.row, col, ROLE_QUIET, 0, words) + 2;
	snprintf(words, sizeof words, cloud->count ? _("%d here") : _("nobody here"), cloud->count);
	if (col + text_width(words) < end)
		col = canvas_text(canvas, at, at.row, col, cloud->count ? ROLE_TEXT : ROLE_QUIET, 0, words) + 1;
	snprintf(words, sizeof words, _(", %u in line"), cloud->object->length);
	if (cloud->object->length && at.rows <= LINE_ROWS && col + text_width(words) <= end)
		col = canvas_text(canvas, at, at.row, col - 1, ROLE_WAITING, 0, words) + 1;
	for (; col < end && at.rows > 1; col++)
		canvas_put(canvas, at, at.row, col, glyph(GLYPH_H), ROLE_RULE, 0);
}

/* The next of those that wait which come after number `after`; NULL none. */
static const struct stage_call *waits_after(const struct cloud *cloud, uint32_t after)
{
	const struct stage *stage = cloud->scene->view->stage;
	const struct stage_call *next = NULL;
	for (int i = 0; i < STAGE_CALLS; i++) {
		const struct stage_call *call = &stage->calls[i];
		if (call->number > after && call->pool == cloud->id && call->state == CALL_WAITS && (!next || call->number < next->number))
			next = call;
	}
	return next;
}

static int request_label(const struct cloud *cloud, const struct stage_call *call, char *to, size_t size)
{
	if (call->thing)
		stage_thing_label(cloud->scene->view->stage, call->thing, to, size);
	else
		snprintf(to, size, "%u", call->number);
	int width = text_width(to);
	return width < 2 ? 2 : width > 8 ? 8 : width;
}

/* Requests that wait for an instance, by what they are about, the first at the right. */
static void line_paint(const struct cloud *cloud, int row)
{
	struct canvas *canvas = cloud->scene->canvas;
	struct rect at = cloud->at;
	int back = canvas_text(canvas, at, row, at.col, ROLE_QUIET, 0, _("in line")) + 1, front = at.col + at.cols - 1, col = front;
	uint32_t shown = 0;
	char label[64];
	for (const struct stage_call *call = waits_after(cloud, 0); call; call = waits_after(cloud, call->number), shown++) {
		int width = request_label(cloud, call, label, sizeof label);
		if (col - width - 2 < back + 5)
			break;
		col -= width + 2;
		canvas_print(canvas, at, row, col, ROLE_QUIET, 0, "[%*s]", width, "");
		canvas_text_cut(canvas, at, row, col + 1 + width - (text_width(label) < width ? text_width(label) : width), width, pane_thing_role(call->thing ? call->thing : thing_number(call->number)),
				ATTR_BOLD, label);
	}
	canvas_put(canvas, at, row, back, glyph(GLYPH_HEAD), ROLE_QUIET, 0);
	canvas_put(canvas, at, row, front, glyph(GLYPH_HEAD), ROLE_QUIET, 0);
	if (cloud->object->length > shown) {
		snprintf(label, sizeof label, "+%u", cloud->object->length - shown);
		col -= text_width(label);
		canvas_text(canvas, at, row, col, ROLE_TEXT, 0, label);
	}
	for (int c = back + 1; c < col; c++)
		canvas_put(canvas, at, row, c, glyph(GLYPH_BELT), ROLE_RULE, ATTR_DIM);
}

/* Thick in the middle, thin at its ends. */
static void cloud_row(const struct cloud *cloud, int row, int inset)
{
	struct rect at = cloud->at;
	int first = at.col + inset, last = at.col + at.cols - 1 - inset;
	for (int col = first; col <= last; col++) {
		int edge = col - first < last - col ? col - first : last - col;
		canvas_put(cloud->scene->canvas, at, row, col, glyph(edge < 2 ? GLYPH_SHADE_LIGHT : edge < 5 ? GLYPH_SHADE : GLYPH_SHADE_DARK), ROLE_RULE, 0);
	}
}

/* What became of the requests so far, as far as there is room for the words. */
static void counts_paint(const struct cloud *cloud, int row)
{
	const struct stage_cloud *c = &cloud->scene->view->stage->cloud;
	const struct { uint32_t count; const char *words; enum role_of_cell role; } counts[] = {
		{ c->cold, _("cold"), ROLE_SLEEPING }, { c->warm, _("warm"), ROLE_GOOD }, { c->throttled, _("refused"), ROLE_WAITING }, { c->timed_out, _("timed out"), ROLE_BAD },
		{ c->lost, _("lost"), ROLE_BAD },
	};
	int col = cloud->at.col, end = col + cloud->at.cols;
	char words[40];
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		snprintf(words, sizeof words, "%u %s", counts[i].count, counts[i].words);
		if (!counts[i].count || col + text_width(words) > end)
			continue;
		col = canvas_text(cloud->scene->canvas, cloud->at, row, col, counts[i].role, 0, words) + 2;
	}
}

/* ---- the instances ---- */

/* How far it is from its place up to the cloud, 0 to 1. */
static double height(const struct cloud *cloud, const struct stage_worker *who)
{
	double gone = (double)since(cloud, who) / (double)FLOAT_NS;
	bool goes = who->ended && !who->killed;
	if (gone > 1)
		gone = 1;
	else if (goes || who->cold)
		*cloud->scene->moving = true;
	if (cloud->scene->view->reduced_motion)
		gone = 1;
	return goes ? gone : who->cold ? 1 - 0.7 * gone : 0; /* one that is being started hangs above its place until it is ready */
}

/* In a word, where there is room for no more. */
static const char *word_of(const struct stage_worker *who)
{
	if (who->killed)
		return who->overdue ? _("timed out") : _("killed");
	if (who->ended)
		return _("goes");
	if (who->stopped)
		return _("stopped");
	return who->cold ? _("cold") : who->call ? _("busy") : _("warm");
}

/* Narrow: sign and letter in the frame, the word, what is in hand. */
static void narrow_paint(const struct cloud *cloud, uint32_t id, struct rect at)
{
	const struct stage_worker *who = &cloud->scene->view->stage->workers[id];
	enum state state = stage_worker_stands(who);
	char letter[12];
	scene_walls(cloud->scene, at, state == STATE_RUNNING ? ROLE_RUNNING : ROLE_RULE);
	int col = scene_glyph(cloud->scene, at, at.row, at.col + 1, pane_state_glyph(state), pane_state_role(state), 0);
	canvas_text_cut(cloud->scene->canvas, at, at.row, col, at.cols - 3, pane_state_role(state), ATTR_BOLD, worker_letter(id, letter));
	col = at.rows < CELL_ROWS ? worker_hands(cloud->scene, id, at, at.row + 1, at.col + 1, at.cols - 2) : at.col + 1;
	canvas_text_cut(cloud->scene->canvas, at, at.row + 1, col, at.col + at.cols - 1 - col, pane_state_role(state), 0, word_of(who));
	if (at.rows >= CELL_ROWS)
		worker_hands(cloud->scene, id, at, at.row + 2, at.col + 1, at.cols - 2);
}

static void tether_paint(const struct cloud *cloud, int top, int bottom, int col)
{
	for (int row = top; row < bottom; row++)
		canvas_put(cloud->scene->canvas, cloud->at, row, col, glyph(GLYPH_DOTTED), ROLE_RULE, 0);
}

/* Side by side below the cloud; `sky`: its first row. */
static void places_paint(const struct cloud *cloud, int sky, int rows, int places)
{
	int cell_rows = rows > CELL_ROWS ? CELL_ROWS : CELL_ROWS - 1;
	int cols = cloud->at.cols / places, sky_rows = rows - cell_rows;
	cols = cols > 30 ? 30 : cols;
	for (int p = 0; p < places; p++) {
		uint32_t id = cloud->here[p];
		if (!id)
			continue;
		const struct stage_worker *who = &cloud->scene->view->stage->workers[id];
		int up = (int)(height(cloud, who) * (sky_rows + 1) + 0.5);
		if (up > sky_rows)
			continue; /* in the cloud */
		struct rect cell = { sky + sky_rows - up, cloud->at.col + p * cols, cell_rows, cols - 1 };
		if (!who->killed)
			tether_paint(cloud, sky, cell.row, cell.col + cell.cols / 2);
		if (cell.cols >= 22)
			worker_paint(cloud->scene, id, cell);
		else
			narrow_paint(cloud, id, cell);
	}
}

/* A row each, as many as there is room for. */
static void rows_paint(const struct cloud *cloud, int row)
{
	int end = cloud->at.row + cloud->at.rows, left = 0;
	for (int p = 0; p < cloud->places; p++) {
		if (!cloud->here[p])
			continue;
		if (row >= end - (left > 0))
			left++;
		else
			worker_paint(cloud->scene, cloud->here[p], (struct rect){ row++, cloud->at.col, 1, cloud->at.cols });
	}
	if (left)
		canvas_print(cloud->scene->canvas, cloud->at, end - 1, cloud->at.col, ROLE_QUIET, 0, _("%s and %d more"), glyph_text(GLYPH_ELLIPSIS), left + 1);
}

/* As many places as there may be instances, where they find room side by side: then nothing moves when another comes. */
static int places_abreast(const struct cloud *cloud)
{
	int most = (int)cloud->object->capacity < PLACES ? (int)cloud->object->capacity : PLACES;
	most = most > cloud->places && most * CELL_COLS > cloud->at.cols ? cloud->at.cols / CELL_COLS : most;
	return most >= cloud->places && most > 0 && most * CELL_COLS <= cloud->at.cols ? most : 0;
}

static void body_paint(const struct cloud *cloud, int row, int rows)
{
	int places = places_abreast(cloud), thick = rows >= 12 ? 2 : 1;
	if (!places || rows < CELL_ROWS) {
		rows_paint(cloud, row);
		return;
	}
	if (rows >= 9) {
		counts_paint(cloud, row + rows - 1);
		rows--;
	}
	for (int i = 0; i < thick; i++)
		cloud_row(cloud, row + i, thick == 2 && i == 0 ? 3 : 0);
	places_paint(cloud, row + thick, rows - thick, places);
}

void cloud_paint(const struct scene *scene, int s, struct rect at)
{
	const struct station *station = &scene->map->stations[s];
	struct cloud cloud = { .scene = scene, .id = station->object, .at = at, .object = stage_object(scene->view->stage, station->object) };
	int row = at.row + 1;
	if (!cloud.object || at.cols < 12)
		return;
	cloud_read(&cloud);
	title_paint(&cloud);
	if (at.rows > LINE_ROWS)
		line_paint(&cloud, row++);
	body_paint(&cloud, row, at.row + at.rows - row);
}
