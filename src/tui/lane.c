/* lane.c - see lane.h. States differ by shade as well as by colour. */
#include "tui/lane.h"

uint32_t lane_state_sign(enum state state)
{
	switch (state) {
	case STATE_RUNNING: return glyph(GLYPH_FULL);
	case STATE_BLOCKED: return glyph(GLYPH_SHADE_DARK);
	case STATE_READY: return glyph(GLYPH_SHADE);
	case STATE_WAITING: return glyph(GLYPH_SHADE_LIGHT);
	case STATE_SLEEPING: return glyph(GLYPH_SLEEPING);
	case STATE_STALLING: return glyph_is_ascii() ? 'S' : glyph(GLYPH_STALLING);
	case STATE_STOPPED: return glyph(GLYPH_STOPPED);
	default: return ' ';
	}
}

void lane_device_draw(struct pen *pen, struct slice_state is)
{
	bool on = is.state == STATE_RUNNING || is.state == STATE_READY;
	pen_sign(pen, on ? glyph(GLYPH_BELT) : is.state == STATE_SLEEPING ? glyph(GLYPH_SLEEPING) : ' ', ROLE_QUIET, 0);
}

void lane_slice_draw(struct pen *pen, struct slice_state is, enum state before)
{
	enum state state = is.state;
	bool over = state == STATE_ENDED || state == STATE_DEAD;
	if (is.ran && state != STATE_RUNNING && state != STATE_STALLING)
		pen_sign(pen, glyph(GLYPH_DOWN_HALF), ROLE_RUNNING, 0);
	else if (over && before != state)
		pen_sign(pen, pane_state_glyph(state), pane_state_role(state), 0);
	else
		pen_sign(pen, lane_state_sign(state), pane_state_role(state), 0);
}
