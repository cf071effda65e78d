/* share.c - three rounds of giving, two of taking away; each round only touches what is left. */
#include "tui/share.h"

static int max(int a, int b)
{
	return a > b ? a : b;
}

static int min(int a, int b)
{
	return a < b ? a : b;
}

/* Take `missing` rows away, the last piece first, none below `floor`; returns what is still missing. */
static int take_away(struct piece *pieces, int count, int missing, int floor)
{
	for (int i = count - 1; i >= 0 && missing > 0; i--) {
		int less = min(missing, max(0, pieces[i].rows - floor));
		pieces[i].rows -= less;
		missing -= less;
	}
	return missing;
}

void share_out(struct piece *pieces, int count, int rows)
{
	int left = rows, stretching = 0;
	for (int i = 0; i < count; i++) {
		pieces[i].rows = pieces[i].least;
		left -= pieces[i].least;
		stretching += pieces[i].most == 0;
	}
	for (int i = 0; i < count && left > 0; i++) {
		if (pieces[i].most == 0)
			continue;
		int more = min(left, max(0, min(pieces[i].want, pieces[i].most) - pieces[i].rows));
		pieces[i].rows += more;
		left -= more;
	}
	for (int i = 0; i < count && left > 0; i++) {
		if (stretching > 0 && pieces[i].most)
			continue;
		int more = stretching > 1 ? left / stretching-- : left;
		pieces[i].rows += more;
		left -= more;
	}
	if (left < 0)
		take_away(pieces, count, take_away(pieces, count, -left, 2), 0);
}
