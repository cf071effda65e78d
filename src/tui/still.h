/* still.h - a saved run as pictures: what the screen would show at a moment of it, without a terminal, a loop or a kitchen.
 *
 * One at a time in a process, and none beside the screen. Times that people say are the kitchen's seconds, as the screen's clock has them; a run's own clock is in ns. */
#ifndef LUNCHRUSH_TUI_STILL_H
#define LUNCHRUSH_TUI_STILL_H

#include "record/picture.h"
#include "source/source.h"
#include "trace/error.h"
#include "tui/glyph.h"

#include <stddef.h>

struct still_plan {
	struct source *source;  /* of the saved run; it is the still's from here on, whatever happens */
	const char *name;       /* what is shown before the run has said its title; borrowed */
	const char *data_dir;   /* where themes/ lies; borrowed */
	const char *theme;      /* a name, or a path */
	const char *pane;       /* the pane that has the focus; NULL: the kitchen */
	int rows, cols;
	enum glyph_set glyphs;
};

struct still;

/* Read the run to its end; the moment shown is the end. NULL with words: nothing is known of it, or the theme is not there. */
struct still *still_new(const struct still_plan *plan, struct error *error);
void still_free(struct still *still);
/* Where the file was damaged: words, else "". */
char *still_damage(const struct still *still, char *to, size_t size);

/* The run's end, in kitchen seconds and on its own clock; how many steps it took under control, 0 for a free run. */
double still_end_s(const struct still *still);
uint64_t still_end_ns(const struct still *still);
size_t still_steps(const struct still *still);
/* The run's own time at which the kitchen's clock says `s`. */
uint64_t still_time_ns(struct still *still, double s);

/* The moment shown: the end; a time of the run's own clock; just after so many steps (up to still_steps), in step mode. */
void still_at_end(struct still *still);
void still_at(struct still *still, uint64_t time_ns);
void still_at_step(struct still *still, size_t steps);

/* Draw it. `frame_ns`: time of those who look, which goes on from one picture of a moving one to the next. */
void still_draw(struct still *still, uint64_t frame_ns, struct picture *to);
/* The run's title; and how things stand, in a sentence. */
const char *still_title(const struct still *still);
char *still_words(struct still *still, char *to, size_t size);

#endif
