/* share.h - rows shared out among the parts of a whole. */
#ifndef LUNCHRUSH_TUI_SHARE_H
#define LUNCHRUSH_TUI_SHARE_H

/* One part of what is shared out. */
struct piece {
	int least, most, want; /* rows; most 0: it stretches */
	int rows;              /* the result */
};

/* Each part first gets its least; then those that know what they want are filled up to their most, in order; what is left goes evenly to
 * those that stretch, or to the first when none does. Where there is less than the least, the last give way first. The results
 * add up to `rows`. */
void share_out(struct piece *pieces, int count, int rows);

#endif
