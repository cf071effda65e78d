/* side_clock.c - see side_clock.h. */
#include "tui/side_clock.h"

#define SHOW_LEAST_NS UINT64_C(8000000000) /* a whole comparison plays for 8 to 16 real seconds: long enough to follow, short enough to see again */

static uint64_t scaled(uint64_t ns, int speed)
{
	return speed < 0 ? ns >> -speed : ns << speed;
}

static int speed_for(uint64_t end_ns)
{
	int speed = SIDE_SPEED_LEAST;
	while (speed < SIDE_SPEED_MOST && scaled(SHOW_LEAST_NS, speed + 1) <= end_ns)
		speed++;
	return speed;
}

void side_clock_end(struct side_clock *clock, uint64_t end_ns)
{
	clock->end_ns = end_ns;
	if (clock->now_ns > end_ns)
		clock->now_ns = end_ns;
	if (!clock->by_hand)
		clock->speed = speed_for(end_ns);
}

bool side_clock_at_end(const struct side_clock *clock)
{
	return clock->now_ns >= clock->end_ns;
}

void side_clock_advance(struct side_clock *clock, uint64_t ns)
{
	if (!clock->going)
		return;
	uint64_t left = clock->end_ns - clock->now_ns, step = scaled(ns, clock->speed);
	clock->now_ns += step < left ? step : left;
	clock->going = !side_clock_at_end(clock);
}

void side_clock_look(struct side_clock *clock, uint64_t at_ns)
{
	clock->now_ns = at_ns < clock->end_ns ? at_ns : clock->end_ns;
	clock->going = false;
}

void side_clock_go(struct side_clock *clock, bool going)
{
	if (going && side_clock_at_end(clock))
		clock->now_ns = 0;
	clock->going = going && clock->end_ns > 0;
}

void side_clock_faster(struct side_clock *clock, int change)
{
	int speed = clock->speed + change;
	clock->speed = speed < SIDE_SPEED_LEAST ? SIDE_SPEED_LEAST : speed > SIDE_SPEED_MOST ? SIDE_SPEED_MOST : speed;
	clock->by_hand = true;
}
