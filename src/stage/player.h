/* player.h - where in a history one looks, and how that place moves.
 *
 * The engine runs at its own pace; the picture follows the newest event (live), or plays at a speed of its own and so lags, or
 * stands still. The player has no clock: its owner tells it how much real time passed.
 *
 * States: *live* (position is the end and stays there as events come), *playing* (behind; moves at `speed`; becomes live when
 * it is within a tenth of a second of live at speed >= 1), *standing* (paused by the person, or stepped). */
#ifndef LUNCHRUSH_STAGE_PLAYER_H
#define LUNCHRUSH_STAGE_PLAYER_H

#include "stage/history.h"

struct player {
	struct history *history; /* not owned */
	uint64_t now_ns;         /* the moment shown, run clock: at or after the last shown event, before the next */
	uint64_t live_ns;        /* the run's newest known moment */
	uint64_t end_ns;         /* of the last event when live time last moved */
	size_t position;         /* events shown */
	int speed;               /* log2 of the playback speed: -6 (1/64) to 3 (8 ×); 0 is as it was */
	bool live;
	bool standing;
	bool finished;           /* no more events will come */
	bool held;               /* the kitchen is held: live time stands still too */
};

void player_init(struct player *player, struct history *history);
/* `ns` of real time passed: new events may have come. Live time goes on between events unless held or finished. */
void player_advance(struct player *player, uint64_t ns);
void player_stand(struct player *player, bool standing);
void player_step(struct player *player, int direction);   /* to the next or previous event; stands */
void player_switch(struct player *player, int direction); /* to the next or previous switch; stands */
void player_look(struct player *player, size_t position); /* to just after so many events; stands */
void player_at(struct player *player, uint64_t time_ns);  /* to a moment of the run's clock; stands */
void player_home(struct player *player);                  /* to the beginning; stands */
void player_live(struct player *player);                  /* to the end, and following */
void player_speed(struct player *player, int change);     /* by powers of two, within bounds; below 1 leaves live */
/* The stage at the player's position. */
const struct stage *player_stage(struct player *player);
/* How far behind live the picture is, ns. */
uint64_t player_behind_ns(const struct player *player);

#endif
