/* kitchen_motion.c - remembers where things were drawn, and lets them glide to where they are.
 *
 * Two tables take turns: the last frame's sprites and this frame's, each open-addressed by identity. A thing met again at another
 * place starts from where it was seen last, on its way or at rest, so that the eye never loses it; one that gets a new goal while on its
 * way keeps the time that was left, but some at least. A thing just served has left the stage's table and comes back as a number: it
 * takes over the sprite of that number which nobody else has claimed in this frame.
 *
 * What always holds: a sprite at rest is exactly at its goal; motion ends MOTION_NS after the last change. */
#include "tui/kitchen_motion.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TABLE (2 * MOTION_THINGS) /* a power of two */
#define LEAST_NS (MOTION_NS / 3)

struct sprite {
	struct motion_id id;
	bool used, claimed;
	int row, col;             /* goal */
	int from_row, from_col;
	uint64_t start_ns, for_ns; /* for_ns 0: at rest */
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
};

struct motion *motion_new(void)
{
	return calloc(1, sizeof(struct motion));
}

void motion_free(struct motion *motion)
{
	free(motion);
}

void motion_begin(struct motion *motion, uint64_t frame_ns, bool jump)
{
	motion->now ^= 1;
	struct frame *frame = &motion->frames[motion->now];
	for (int i = 0; i < frame->count; i++)
		frame->sprites[frame->list[i]].used = false;
	frame->count = 0;
	motion->frame_ns = frame_ns;
	motion->jump = jump;
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

/* How far along, eased: quick at first, then slower. */
static double sprite_way(const struct sprite *sprite, uint64_t now_ns)
{
	if (!sprite->for_ns || now_ns >= sprite->start_ns + sprite->for_ns)
		return 1;
	double left = 1 - (double)(now_ns - sprite->start_ns) / (double)sprite->for_ns;
	return 1 - left * left * left;
}

/* Where it is seen now. A way is first along the row, then along the column; a row counts as two columns. */
static void sprite_seen(const struct sprite *sprite, uint64_t now_ns, int *row, int *col)
{
	int rows = sprite->row - sprite->from_row, cols = sprite->col - sprite->from_col;
	double whole = abs(cols) + 2.0 * abs(rows), gone = sprite_way(sprite, now_ns) * whole;
	*row = sprite->from_row;
	if (gone <= abs(cols)) {
		*col = sprite->from_col + (cols < 0 ? -1 : 1) * (int)gone;
		return;
	}
	*col = sprite->col;
	*row += (rows < 0 ? -1 : 1) * (int)((gone - abs(cols)) / 2);
}

static void sprite_depart(struct sprite *sprite, const struct sprite *before, uint64_t now_ns)
{
	uint64_t gone = now_ns - before->start_ns, left = before->for_ns > gone ? before->for_ns - gone : 0;
	if (before->row == sprite->row && before->col == sprite->col) {
		sprite->from_row = before->from_row;
		sprite->from_col = before->from_col;
		sprite->start_ns = before->start_ns;
		sprite->for_ns = left ? before->for_ns : 0;
		return;
	}
	sprite_seen(before, now_ns, &sprite->from_row, &sprite->from_col);
	sprite->start_ns = now_ns;
	sprite->for_ns = !left ? MOTION_NS : left > LEAST_NS ? left : LEAST_NS;
}

void motion_thing(struct motion *motion, struct motion_id id, int row, int col, const char *label, enum role_of_cell role)
{
	struct frame *frame = &motion->frames[motion->now];
	struct sprite *sprite = frame_find(frame, id);
	if (sprite->used || frame->count == MOTION_THINGS)
		return;
	*sprite = (struct sprite){ .id = id, .used = true, .row = row, .col = col, .from_row = row, .from_col = col, .role = (uint8_t)role };
	snprintf(sprite->label, sizeof sprite->label, "%s", label);
	frame->list[frame->count++] = (uint16_t)(sprite - frame->sprites);
	struct sprite *before = motion_before(motion, id);
	if (before && !motion->jump)
		sprite_depart(sprite, before, motion->frame_ns);
}

static void sprite_draw(const struct sprite *sprite, struct canvas *canvas, struct rect clip, uint64_t now_ns)
{
	int row, col;
	sprite_seen(sprite, now_ns, &row, &col);
	canvas_text(canvas, clip, row, col, sprite->role, ATTR_BOLD, sprite->label);
}

bool motion_draw(struct motion *motion, struct canvas *canvas, struct rect clip)
{
	struct frame *frame = &motion->frames[motion->now];
	bool moving = false;
	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < frame->count; i++) {
			const struct sprite *sprite = &frame->sprites[frame->list[i]];
			bool flies = sprite_way(sprite, motion->frame_ns) < 1;
			if (flies == pass)
				sprite_draw(sprite, canvas, clip, motion->frame_ns);
			moving |= flies;
		}
	}
	return moving;
}
