/* look.c - how states, things and times look in every pane.
 *
 * A state is always three things at once: a glyph, a word and a colour (SCREENS). Glyph and colour come from here, the word from
 * state_name(), so that all panes agree. A thing's colour follows from its number alone: it is the same on the belt, in a hand, on the
 * grill and in a sentence, for the whole run. */
#include "tui/glyph.h"
#include "trace/tongue.h"
#include "tui/pane.h"

#include <math.h>
#include <stdio.h>

static const struct {
	enum role_of_cell role;
	enum glyph glyph;
} looks[STATE_COUNT] = {
	[STATE_NEW] = { ROLE_QUIET, GLYPH_NEW },
	[STATE_RUNNING] = { ROLE_RUNNING, GLYPH_RUNNING },
	[STATE_READY] = { ROLE_READY, GLYPH_READY },
	[STATE_WAITING] = { ROLE_WAITING, GLYPH_WAITING },
	[STATE_BLOCKED] = { ROLE_BLOCKED, GLYPH_BLOCKED },
	[STATE_SLEEPING] = { ROLE_SLEEPING, GLYPH_SLEEPING },
	[STATE_STALLING] = { ROLE_STALLING, GLYPH_STALLING },
	[STATE_STOPPED] = { ROLE_SLEEPING, GLYPH_STOPPED },
	[STATE_ENDED] = { ROLE_ENDED, GLYPH_ENDED },
	[STATE_DEAD] = { ROLE_DEAD, GLYPH_DEAD },
};

enum role_of_cell pane_state_role(enum state state)
{
	return (unsigned)state < STATE_COUNT ? looks[state].role : ROLE_QUIET;
}

uint32_t pane_state_glyph(enum state state)
{
	return glyph((unsigned)state < STATE_COUNT ? looks[state].glyph : GLYPH_NEW);
}

enum state pane_worker_state(const struct view *view, uint32_t id)
{
	return stage_worker_seen(view->stage, id, view->now_ns, NULL);
}

static bool is_device_at_work(const struct view *view, uint32_t id)
{
	const struct stage_worker *worker = stage_worker(view->stage, id);
	return worker && worker->role == ROLE_OF_DEVICE && worker->state != STATE_ENDED && worker->state != STATE_DEAD;
}

enum role_of_cell pane_worker_role(const struct view *view, uint32_t id)
{
	return is_device_at_work(view, id) ? ROLE_QUIET : pane_state_role(pane_worker_state(view, id));
}

uint32_t pane_worker_glyph(const struct view *view, uint32_t id)
{
	return is_device_at_work(view, id) ? glyph(GLYPH_DEVICE) : pane_state_glyph(pane_worker_state(view, id));
}

#define LETTERS_MOST 3

char *pane_letters(const uint32_t *ids, uint32_t count, char *to, int size)
{
	uint32_t named = count > LETTERS_MOST ? 1 : count;
	int length = 0;
	char letter[12];
	to[0] = '\0';
	for (uint32_t i = 0; i < named && length < size; i++)
		length += snprintf(to + length, size - length, "%s%s", i ? ", " : "", worker_letter(ids[i], letter));
	if (count > named && length < size)
		snprintf(to + length, size - length, _(" and %u more"), count - named);
	return to;
}

enum role_of_cell pane_thing_role(uint32_t key)
{
	return key == 0 ? ROLE_QUIET : ROLE_THING_0 + thing_value(key) % (ROLE_COUNT - ROLE_THING_0);
}

/* Each unit begins where the one below it would round up to a whole one: never "60.0 s" or "1000 µs". */
char *pane_seconds(double seconds, char *to, int size)
{
	long whole = isfinite(seconds) && fabs(seconds) < 1e12 ? lround(seconds) : 0;
	if (!isfinite(seconds))
		snprintf(to, size, "? s");
	else if (seconds < 0.5e-6)
		snprintf(to, size, "0 s");
	else if (seconds < 0.9995e-3)
		snprintf(to, size, "%.0f %ss", seconds * 1e6, glyph_is_ascii() ? "u" : "\u00b5");
	else if (seconds < 9.95e-3 && fabs(seconds * 1e3 - round(seconds * 1e3)) >= 0.05)
		snprintf(to, size, "%.1f ms", seconds * 1e3);
	else if (seconds < 0.0995)
		snprintf(to, size, "%.0f ms", seconds * 1e3);
	else if (seconds < 59.95)
		snprintf(to, size, "%.1f s", seconds);
	else if (seconds < 3599.5)
		snprintf(to, size, "%ld min %02ld s", whole / 60, whole % 60);
	else
		snprintf(to, size, "%ld h %02ld min", whole / 3600, whole / 60 % 60);
	return to;
}
