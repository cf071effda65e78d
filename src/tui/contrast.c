/* contrast.c - judges a theme, depth by depth.
 *
 * Every role but `rule`, which draws lines and arrows, is text. Two states that look the same on purpose (a blocked and a stalling worker) are left alone; any others must differ to most eyes, to protan,
 * deutan and tritan ones, in colour, or by being underlined or reversed. Bold does not count: on many terminals it hardly shows, and where there are 8 colours it makes a colour bright,
 * which is taken into account. `ended` is not among the states: it is as quiet as what is past, and needs no colour of its own. How something came out, `good` or `bad`, is another pair. */
#include "tui/contrast.h"

#include "trace/tongue.h"
#include "tui/colour.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define APART (ATTR_UNDERLINE | ATTR_REVERSE)
#define DIM_SHARE (2 / 3.0) /* of its colour that is left of dim text, the rest is ground: as VTE and others do */

static const enum role_of_cell states[] = { ROLE_RUNNING, ROLE_READY, ROLE_WAITING, ROLE_BLOCKED, ROLE_SLEEPING, ROLE_STALLING, ROLE_DEAD };

enum { STATES = sizeof states / sizeof *states };

struct judging {
	const struct theme *theme;
	enum depth depth;
	contrast_tell *tell;
	void *data;
	int found;
};

__attribute__((format(printf, 3, 4))) static void finding(struct judging *judging, enum role_of_cell role, const char *format, ...)
{
	char words[300];
	va_list args;
	int line = judging->theme->lines[judging->depth][role];
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	judging->tell(judging->data, line ? line : judging->theme->lines[judging->depth][ROLE_TEXT], words);
	judging->found++;
}

static bool is_known(const struct style *style)
{
	return style->fg >= 0 && style->bg >= 0;
}

/* What is seen of text in that style. */
static struct colour shown(const struct style *style, enum depth depth)
{
	bool brightens = depth == DEPTH_8 && style->attr & ATTR_BOLD;
	struct colour fg = colour_of(style->fg + (brightens ? 8 : 0));
	return style->attr & ATTR_DIM ? colour_mix(fg, colour_of(style->bg), DIM_SHARE) : fg;
}

static void contrast_judge(struct judging *judging, enum role_of_cell role)
{
	const struct style *style = &judging->theme->styles[judging->depth][role];
	double least = role == ROLE_RULE ? CONTRAST_OF_RULES : CONTRAST_LEAST;
	if (!is_known(style))
		return;
	double contrast = colour_contrast(shown(style, judging->depth), colour_of(style->bg));
	if (contrast < least)
		finding(judging, role, _("[%s] the contrast of `%s` to its ground is %.1f:1; %.1f:1 would be right"), theme_depth_name(judging->depth), theme_role_name(role),
			contrast - 0.05 < 1 ? contrast : contrast - 0.05, least);
}

static bool same(const struct style *a, const struct style *b)
{
	return a->fg == b->fg && a->bg == b->bg && a->attr == b->attr;
}

static void pair_judge(struct judging *judging, enum role_of_cell one, enum role_of_cell other)
{
	static const char *const names[EYES_COUNT] = { [EYES_MOST] = N_("most"), [EYES_PROTAN] = N_("protan"), [EYES_DEUTAN] = N_("deutan"), [EYES_TRITAN] = N_("tritan") };
	const struct style *a = &judging->theme->styles[judging->depth][one], *b = &judging->theme->styles[judging->depth][other];
	char who[96] = "";
	double least = DIFFERENCE_LEAST;
	if (same(a, b) || (a->attr & APART) != (b->attr & APART) || !is_known(a) || !is_known(b))
		return;
	for (enum eyes eyes = 0; eyes < EYES_COUNT; eyes++) {
		double difference = colour_difference(shown(a, judging->depth), shown(b, judging->depth), eyes);
		if (difference >= DIFFERENCE_LEAST)
			continue;
		size_t length = strlen(who);
		snprintf(who + length, sizeof who - length, "%s%s", length ? ", " : "", _(names[eyes]));
		least = difference < least ? difference : least;
	}
	if (*who)
		finding(judging, other, _("[%s] `%s` and `%s` look too much alike to these eyes: %s (difference %.0f; %.0f, or one of them underlined or reversed, would be right)"),
			theme_depth_name(judging->depth), theme_role_name(one), theme_role_name(other), who, least < 0.5 ? 0 : least - 0.5, DIFFERENCE_LEAST);
}

/* Whether an earlier state looks just the same: its pairs have been told. */
static bool told_before(const struct judging *judging, int state)
{
	const struct style *styles = judging->theme->styles[judging->depth];
	for (int i = 0; i < state; i++)
		if (same(&styles[states[i]], &styles[states[state]]))
			return true;
	return false;
}

int contrast_check(const struct theme *theme, contrast_tell *tell, void *data)
{
	struct judging judging = { .theme = theme, .tell = tell, .data = data };
	for (judging.depth = DEPTH_COUNT; judging.depth-- > DEPTH_8;) {
		for (enum role_of_cell role = 0; role < ROLE_COUNT; role++)
			contrast_judge(&judging, role);
		for (int k = 1; k < STATES; k++)
			for (int i = 0; i < k && !told_before(&judging, k); i++)
				if (!told_before(&judging, i))
					pair_judge(&judging, states[i], states[k]);
		pair_judge(&judging, ROLE_GOOD, ROLE_BAD);
	}
	return judging.found;
}

/* ---- what is not there ---- */

/* Whether any role of that depth is there, and any state. */
static void look(const struct theme *theme, enum depth depth, bool *any, bool *state)
{
	*any = *state = false;
	for (int role = 0; role < ROLE_COUNT; role++)
		*any |= theme->lines[depth][role] != 0;
	for (int i = 0; i < STATES; i++)
		*state |= theme->lines[depth][states[i]] != 0;
}

int contrast_gaps(const struct theme *theme, contrast_tell *tell, void *data)
{
	struct judging judging = { .theme = theme, .tell = tell, .data = data };
	for (judging.depth = DEPTH_COUNT; judging.depth-- > 0;) {
		bool any, state;
		look(theme, judging.depth, &any, &state);
		if (!any)
			finding(&judging, ROLE_TEXT, _("[%s] is missing: there nothing has a look of its own"), theme_depth_name(judging.depth));
		else if (!state)
			finding(&judging, ROLE_TEXT, _("[%s] says nothing of running, ready, waiting, blocked …: there all states look like text"), theme_depth_name(judging.depth));
	}
	return judging.found;
}
