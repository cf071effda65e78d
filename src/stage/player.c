/* player.c - the place in a history where one looks.
 *
 * Live time is the player's own guess between events: it goes on with real time, and each time events come it is pulled to
 * where they are, so that a guess that ran ahead (the kitchen was held a little before that was known here) does not stay ahead. */
#include "stage/player.h"

#define SPEED_MIN (-6)
#define SPEED_MAX 3
#define NEAR_NS UINT64_C(100000000)     /* of a run that goes on, so little behind is live: nobody could tell, and at speed 1 it would stay */
#define AHEAD_MAX_NS UINT64_C(50000000) /* live time may lie so far past the last event when events have just come */

void player_init(struct player *player, struct history *history)
{
	*player = (struct player){.history = history, .live = true};
}

static void live_time_moves(struct player *player, uint64_t ns)
{
	uint64_t end_ns = history_end_ns(player->history);
	bool news = end_ns != player->end_ns;
	player->end_ns = end_ns;
	if (player->finished || (player->held && news))
		player->live_ns = end_ns;
	else if (!player->held)
		player->live_ns += ns;
	if (player->live_ns < end_ns)
		player->live_ns = end_ns;
	else if (news && player->live_ns > end_ns + AHEAD_MAX_NS)
		player->live_ns = end_ns + AHEAD_MAX_NS;
}

static void catch_up(struct player *player)
{
	player->now_ns = player->live_ns;
	player->position = history_count(player->history);
	player->live = player->live || player->speed >= 0;
}

/* What happened before the moment one stands at may come to be known only now: the moment then is that of the next event. */
static void stay_before_next(struct player *player)
{
	const struct event *next = history_event(player->history, player->position);
	if (next && player->now_ns > next->time_ns)
		player->now_ns = next->time_ns;
}

void player_advance(struct player *player, uint64_t ns)
{
	live_time_moves(player, ns);
	if (player->standing) {
		stay_before_next(player);
		return;
	}
	if (!player->live)
		player->now_ns += player->speed < 0 ? ns >> -player->speed : ns << player->speed;
	uint64_t near_ns = player->speed >= 0 && !player->finished ? NEAR_NS : 0;
	if (player->live || player->now_ns + near_ns >= player->live_ns)
		catch_up(player);
	else
		player->position = history_position_at(player->history, player->now_ns);
}

void player_stand(struct player *player, bool standing)
{
	player->standing = standing;
	player->live = player->live && !standing;
}

/* Stand at a position; the moment is that of the last event shown. */
static void stand_at(struct player *player, size_t position)
{
	player_stand(player, true);
	if (position == player->position)
		return;
	player->position = position;
	player->now_ns = position > 0 ? history_event(player->history, position - 1)->time_ns : 0;
}

void player_step(struct player *player, int direction)
{
	stand_at(player, history_step(player->history, player->position, direction));
}

void player_switch(struct player *player, int direction)
{
	stand_at(player, history_switch(player->history, player->position, direction));
}

void player_look(struct player *player, size_t position)
{
	stand_at(player, position);
}

void player_at(struct player *player, uint64_t time_ns)
{
	player_stand(player, true);
	player->position = history_position_at(player->history, time_ns);
	player->now_ns = time_ns;
}

void player_home(struct player *player)
{
	player_stand(player, true);
	player->position = 0;
	player->now_ns = 0;
}

void player_live(struct player *player)
{
	player->standing = false;
	player->live = true;
	if (player->speed < 0)
		player->speed = 0;
	live_time_moves(player, 0);
	catch_up(player);
}

void player_speed(struct player *player, int change)
{
	int speed = player->speed + change;
	player->speed = speed < SPEED_MIN ? SPEED_MIN : speed > SPEED_MAX ? SPEED_MAX : speed;
	if (player->speed < 0)
		player->live = false;
}

const struct stage *player_stage(struct player *player)
{
	return history_seek(player->history, player->position);
}

uint64_t player_behind_ns(const struct player *player)
{
	return player->live_ns > player->now_ns ? player->live_ns - player->now_ns : 0;
}
