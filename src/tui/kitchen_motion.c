/* kitchen_motion.c - remembers where things were drawn, and lets them travel to where they are.
 *
 * Two tables take turns: the last frame's sprites and this frame's, each open-addressed by identity. A thing met again at another station
 * sets off along the line between the two; when there is none, along two lines, past the worker between them who took it and put it down
 * in one go. A thing just served has left the stage's table and comes back as a number: it takes over the sprite of that number which
 * nobody else has claimed in this frame.
 *
 * What always holds: a sprite at rest is exactly at its place; motion ends MOTION_NS after the last change; a sprite on its way covers
 * nothing but lines and cells that are empty. */
#include "tui/kitchen_motion.h"

#include "trace/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TABLE (2 * MOTION_THINGS) /* a power of two */
#define LEAST_NS (MOTION_NS / 2)
#define CELL_NS UINT64_C(15000000) /* for a column on its way; a row counts for two */
#define HOPS 2

/* A line to go by, one way or the other. */
struct hop {
	uint8_t link;
	bool against;
};

struct sprite {
	struct motion_id id;
	bool used, claimed, boxed;
	int station, row, col;     /* where it rests */
	struct hop hops[HOPS];
	int hop_count;             /* 0: at rest */
	uint64_t start_ns, for_ns;
	char label[MOTION_LABEL];
	uint8_t role;
};

struct frame {
	struct sprite sprites[TABLE];
	uint16_t list[MOTION_THINGS]; /* used ones, in order of drawing */
	int count;
};

struct motion {
	struct frame frames[2];
	int now;
	uint64_t frame_ns;
	bool jump;
	const struct kitchen_map *map;
	const struct kitchen_wires *wires;
	struct rect room;
};

struct motion *motion_new(void)
{
	return calloc(1, sizeof(struct motion));
}

void motion_free(struct motion *motion)
{
	free(motion);
}

void motion_begin(struct motion *motion, uint64_t frame_ns, bool jump, const struct kitchen_map *map, const struct kitchen_wires *wires,
	struct rect room)
{
	motion->now ^= 1;
	struct frame *frame = &motion->frames[motion->now];
	for (int i = 0; i < frame->count; i++)
		frame->sprites[frame->list[i]].used = false;
	frame->count = 0;
	motion->frame_ns = frame_ns;
	motion->jump = jump;
	motion->map = map;
	motion->wires = wires;
	motion->room = room;
}

static uint32_t id_hash(struct motion_id id)
{
	return (id.thing * 2654435761u ^ id.birth * 40503u) % TABLE;
}

static bool id_same(struct motion_id a, struct motion_id b)
{
	return a.thing == b.thing && a.birth == b.birth;
}

/* Its sprite, or the free place where it would be. */
static struct sprite *frame_find(struct frame *frame, struct motion_id id)
{
	uint32_t at = id_hash(id);
	while (frame->sprites[at].used && !id_same(frame->sprites[at].id, id))
		at = (at + 1) % TABLE;
	return &frame->sprites[at];
}

/* The sprite of the number that is now served. */
static struct sprite *frame_served(struct frame *frame, uint32_t key)
{
	for (int i = 0; i < frame->count; i++) {
		struct sprite *sprite = &frame->sprites[frame->list[i]];
		if (sprite->id.thing && sprite->id.key == key && !sprite->claimed)
			return sprite;
	}
	return NULL;
}

static struct sprite *motion_before(struct motion *motion, struct motion_id id)
{
	struct frame *last = &motion->frames[motion->now ^ 1];
	struct sprite *sprite = frame_find(last, id);
	if (!sprite->used)
		sprite = id.thing ? NULL : frame_served(last, id.key);
	if (sprite)
		sprite->claimed = true;
	return sprite;
}

/* The line from one station to another. */
static bool hop_find(const struct motion *motion, int from, int to, struct hop *hop)
{
	for (int i = 0; i < motion->map->link_count; i++) {
		const struct link *link = &motion->map->links[i];
		bool along = link->from == from && link->to == to, against = link->from == to && link->to == from;
		if ((along || against) && motion->wires->ways[i].count) {
			*hop = (struct hop){ (uint8_t)i, against };
			return true;
		}
	}
	return false;
}

/* The lines from one station to another, at most two; how many there are, 0 when there is no such way. */
static int hops_find(const struct motion *motion, int from, int to, struct hop hops[HOPS])
{
	if (from == to || !motion->wires->steps)
		return 0;
	if (hop_find(motion, from, to, &hops[0]))
		return 1;
	for (int s = 0; s < motion->map->station_count; s++) {
		bool worker = station_is_manned(&motion->map->stations[s]);
		if (worker && hop_find(motion, from, s, &hops[0]) && hop_find(motion, s, to, &hops[1]))
			return 2;
	}
	return 0;
}

/* Step number `i` of a hop in its direction. */
static const struct wire_step *hop_step(const struct motion *motion, struct hop hop, int i)
{
	const struct wire_way *way = &motion->wires->ways[hop.link];
	return &motion->wires->steps[way->first + (hop.against ? way->count - 1 - i : i)];
}

static int step_length(const struct wire_step *step)
{
	return step->bits & (WIRE_UP | WIRE_DOWN) ? 2 : 1;
}

static int sprite_length(const struct motion *motion, const struct sprite *sprite)
{
	int length = 0;
	for (int h = 0; h < sprite->hop_count; h++)
		for (int i = 0; i < motion->wires->ways[sprite->hops[h].link].count; i++)
			length += step_length(hop_step(motion, sprite->hops[h], i));
	return length;
}

static bool sprite_travels(const struct sprite *sprite, uint64_t now_ns)
{
	return sprite->hop_count && now_ns < sprite->start_ns + sprite->for_ns;
}

/* The cell of its way that it has come to; NULL when there is none. */
static const struct wire_step *sprite_step(const struct motion *motion, const struct sprite *sprite)
{
	double share = (double)(motion->frame_ns - sprite->start_ns) / (double)sprite->for_ns;
	int gone = (int)(share * sprite_length(motion, sprite));
	const struct wire_step *step = NULL;
	for (int h = 0; h < sprite->hop_count; h++) {
		for (int i = 0; i < motion->wires->ways[sprite->hops[h].link].count; i++) {
			step = hop_step(motion, sprite->hops[h], i);
			gone -= step_length(step);
			if (gone < 0)
				return step;
		}
	}
	return step;
}

static void sprite_depart(const struct motion *motion, struct sprite *sprite, const struct sprite *before)
{
	if (before->station == sprite->station) {
		memcpy(sprite->hops, before->hops, sizeof sprite->hops);
		sprite->hop_count = sprite_travels(before, motion->frame_ns) ? before->hop_count : 0;
		sprite->start_ns = before->start_ns;
		sprite->for_ns = before->for_ns;
		return;
	}
	if (station_is_manned(&motion->map->stations[sprite->station]) && sprite->id.thing < MOTION_CALLS)
		return; /* in a hand at once; a pool has a line for calls */
	sprite->hop_count = hops_find(motion, before->station, sprite->station, sprite->hops);
	uint64_t whole = (uint64_t)sprite_length(motion, sprite) * CELL_NS;
	sprite->start_ns = motion->frame_ns;
	sprite->for_ns = whole < LEAST_NS ? LEAST_NS : whole > MOTION_NS ? MOTION_NS : whole;
}

void motion_born(struct motion *motion, struct motion_id id, int station)
{
	struct frame *last = &motion->frames[motion->now ^ 1];
	struct sprite *sprite = frame_find(last, id);
	if (sprite->used || last->count == MOTION_THINGS)
		return;
	*sprite = (struct sprite){ .id = id, .used = true, .station = station };
	last->list[last->count++] = (uint16_t)(sprite - last->sprites);
}

bool motion_thing(struct motion *motion, struct motion_id id, int station, int row, int col, const char *label, bool boxed, enum role_of_cell role)
{
	struct frame *frame = &motion->frames[motion->now];
	struct sprite *sprite = frame_find(frame, id);
	if (sprite->used || frame->count == MOTION_THINGS)
		return false;
	*sprite = (struct sprite){ .id = id, .used = true, .boxed = boxed, .station = station, .row = row, .col = col, .role = (uint8_t)role };
	snprintf(sprite->label, sizeof sprite->label, "%s", label);
	frame->list[frame->count++] = (uint16_t)(sprite - frame->sprites);
	struct sprite *before = motion_before(motion, id);
	if (before && !motion->jump)
		sprite_depart(motion, sprite, before);
	return sprite_travels(sprite, motion->frame_ns);
}

/* At rest: the number in its colour, in quiet brackets. */
static void sprite_rest(const struct sprite *sprite, struct canvas *canvas, struct rect clip)
{
	int end = canvas_text(canvas, clip, sprite->row, sprite->col, sprite->role, ATTR_BOLD, sprite->label);
	if (sprite->boxed) {
		canvas_put(canvas, clip, sprite->row, sprite->col, '[', ROLE_QUIET, 0);
		canvas_put(canvas, clip, sprite->row, end - 1, ']', ROLE_QUIET, 0);
	}
}

/* Whether something on its way may lie here: on a line, or where nothing is. */
static bool cell_free(const struct motion *motion, const struct canvas *canvas, int row, int col)
{
	int r = row - motion->room.row, c = col - motion->room.col;
	if (r < 0 || c < 0 || r >= motion->room.rows || c >= motion->room.cols || row >= canvas->rows || col >= canvas->cols)
		return false;
	const struct cell *cell = &canvas->cells[row * canvas->cols + col];
	bool line = motion->wires->shown && r < motion->wires->rows && c < motion->wires->cols && motion->wires->shown[r * motion->wires->cols + c];
	return cell->c == ' ' ? cell->role == ROLE_TEXT : line && cell->role == ROLE_RULE;
}

/* The bare number, in the middle of the cell it has come to, or moved aside as far as it must be; not at all where there is no room. */
static void sprite_on_way(const struct motion *motion, const struct sprite *sprite, struct canvas *canvas, struct rect clip)
{
	const struct wire_step *step = sprite_step(motion, sprite);
	char bare[MOTION_LABEL];
	const char *from = sprite->label + strspn(sprite->label, "[ ");
	int length = (int)strcspn(from, " ]"), width;
	snprintf(bare, sizeof bare, "%.*s", sprite->boxed ? length : (int)strlen(from), from);
	width = text_width(bare);
	for (int i = 0; step && i < width; i++) {
		int aside = width / 2 + (i % 2 ? -(i + 1) / 2 : i / 2); /* the middle first, then ever further out */
		int row = motion->room.row + step->row, col = motion->room.col + step->col - (aside + width) % width, free = 0;
		while (free < width && cell_free(motion, canvas, row, col + free))
			free++;
		if (free == width) {
			canvas_text(canvas, clip, row, col, sprite->role, ATTR_BOLD, bare);
			return;
		}
	}
}

bool motion_draw(struct motion *motion, struct canvas *canvas, struct rect clip)
{
	struct frame *frame = &motion->frames[motion->now];
	bool moving = false;
	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < frame->count; i++) {
			const struct sprite *sprite = &frame->sprites[frame->list[i]];
			bool travels = sprite_travels(sprite, motion->frame_ns);
			if (travels && pass)
				sprite_on_way(motion, sprite, canvas, clip);
			else if (!travels && !pass)
				sprite_rest(sprite, canvas, clip);
			moving |= travels;
		}
	}
	return moving;
}
