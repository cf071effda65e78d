/* kitchen_shares.c - shares a length out in three rounds: what is needed, what is wanted, what can be used. */
#include "tui/kitchen_shares.h"

/* All grow towards `to` by the same part of what they lack; the sums are cut to whole cells so that nothing is lost. */
static void shares_grow(struct shares *shares, const int to[], int *left)
{
	int wish = 0;
	for (int i = 0; i < shares->count; i++)
		wish += to[i] > shares->got[i] ? to[i] - shares->got[i] : 0;
	int have = *left < wish ? *left : wish, before = 0, given = 0;
	for (int i = 0; i < shares->count; i++) {
		if (to[i] <= shares->got[i])
			continue;
		before += to[i] - shares->got[i];
		int upto = (int)((long)have * before / wish);
		shares->got[i] += upto - given;
		given = upto;
	}
	*left -= have;
}

int shares_give(struct shares *shares, int total)
{
	int left = total;
	for (int i = 0; i < shares->count; i++)
		left -= shares->got[i] = shares->least[i];
	if (left <= 0)
		return left;
	shares_grow(shares, shares->want, &left);
	shares_grow(shares, shares->most, &left);
	return left;
}

void shares_raise(struct shares *shares, int i, int least, int want, int most)
{
	shares->least[i] = least > shares->least[i] ? least : shares->least[i];
	shares->want[i] = want > shares->want[i] ? want : shares->want[i];
	shares->most[i] = most > shares->most[i] ? most : shares->most[i];
}
