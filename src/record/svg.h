/* svg.h - a picture as an SVG: real text, real lines, in its own colours on its own ground, so that it is legible on light pages and on dark ones.
 *
 * Letters of a row that have a style in common are one <text> with its place and its length, so that columns hold in any monospace font; other signs each stand in the middle of
 * their cell; lines, blocks and shades are drawn, so that they join. A moving one (svg_film_*) is one file, too: each frame adds what changed, and appears at its time; it goes round
 * without end, stands still at its last frame where a person wishes for less motion, and shows that frame where nothing moves. */
#ifndef LUNCHRUSH_RECORD_SVG_H
#define LUNCHRUSH_RECORD_SVG_H

#include "record/picture.h"

/* For those who hear it: one line each, UTF-8, clean. */
struct svg_words {
	const char *title, *about;
};

void svg_write(const struct picture *picture, const struct svg_words *words, FILE *to);

/* What a moving one may hold, beyond which no frame is begun: no browser goes through more with pleasure. */
#define SVG_FILM_BYTES (16l << 20)

/* A moving one. Frames come in the order of their times, all of one size; then svg_film_end with how long a round takes. */
struct svg_film;
struct svg_film *svg_film_new(const struct svg_words *words, FILE *to);
/* `time_s` from the beginning; the first one is at 0. What is as it was adds nothing. False: it is full, and this
 * frame is left out. */
bool svg_film_frame(struct svg_film *film, double time_s, const struct picture *picture);
/* Write the rest and free it. */
void svg_film_end(struct svg_film *film, double round_s);

#endif
