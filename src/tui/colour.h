/* colour.h - what a colour of the terminal's palette is, and how eyes see it. Knows no terminal. */
#ifndef LUNCHRUSH_TUI_COLOUR_H
#define LUNCHRUSH_TUI_COLOUR_H

/* Red, green and blue as sRGB, each from 0 to 1. */
struct colour {
	double r, g, b;
};

/* Of index 0 to 255. From 16 on the palette is the same everywhere: a cube of 6 × 6 × 6, then 24 greys (xterm, ctlseqs). The first 16 are the person's own: those of xterm as it
 * comes (XTerm-col.ad) are assumed. */
struct colour colour_of(int index);
/* `share` of `a` and the rest of `b`. */
struct colour colour_mix(struct colour a, struct colour b, double share);

/* The contrast ratio of WCAG 2.1 (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio): 1 (the same) to 21. */
double colour_contrast(struct colour a, struct colour b);

enum eyes { EYES_MOST, EYES_PROTAN, EYES_DEUTAN, EYES_TRITAN, EYES_COUNT };

/* How far apart two colours look to these eyes: the distance in CIELAB (ΔE of 1976, D65) of what they see. What protan, deutan and tritan eyes see is simulated with the matrices of
 * Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, at severity 1.0, on linear light. */
double colour_difference(struct colour a, struct colour b, enum eyes eyes);

#endif
