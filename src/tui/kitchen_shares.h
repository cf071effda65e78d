/* kitchen_shares.h - sharing a length out among several who each need, want and can use so much of it. */
#ifndef LUNCHRUSH_TUI_KITCHEN_SHARES_H
#define LUNCHRUSH_TUI_KITCHEN_SHARES_H

#define SHARES 49 /* a share for each station and one to spare */

struct shares {
	int count;
	int least[SHARES], want[SHARES], most[SHARES];
	int got[SHARES]; /* the outcome */
};

/* Raise what number `i` needs, wants and can use to at least these. */
void shares_raise(struct shares *shares, int i, int least, int want, int most);
/* Share `total` out: everybody gets the least, then all grow alike to what they want, then to what they can use. Returns what is left
 * over; negative when it is not enough for the least, and nothing is then to be used. */
int shares_give(struct shares *shares, int total);

#endif
