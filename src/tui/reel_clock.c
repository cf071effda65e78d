/* reel_clock.c - see reel_clock.h. */
#include "tui/reel_clock.h"

#include <uv.h>

static struct {
	bool own;
	uint64_t now_ns;
} reel;

uint64_t reel_now_ns(void)
{
	return reel.own ? reel.now_ns : uv_hrtime();
}

void reel_clock_own(bool own, uint64_t now_ns)
{
	reel.own = own;
	reel.now_ns = now_ns;
}

bool reel_clock_is_own(void)
{
	return reel.own;
}

void reel_clock_move(uint64_t ns)
{
	reel.now_ns += ns;
}
