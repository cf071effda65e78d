/* svg.c - the file: what is in it at the first frame, what each frame adds, and when.
 *
 * A frame is a group of the stretches that differ from the frame before, each over its own ground, which lies over all before it. It is hidden from the beginning of a round to its time by
 * an animation of CSS: where that is not known or not wished for, all are there, and so the last frame is what is seen. All names in the file begin with one made from its
 * content, so that several may stand in one page. */
#include "record/svg_inner.h"

#include <stdlib.h>
#include <string.h>

struct svg_film {
	FILE *to, *body;
	char *text;             /* of the body */
	size_t length;
	struct svg_inks inks;
	struct picture shown;   /* the last frame; cols 0: none yet */
	double *times;          /* of the frames after the first that added something */
	size_t count, size;
	const struct svg_words *words;
};

struct svg_film *svg_film_new(const struct svg_words *words, FILE *to)
{
	struct svg_film *film = calloc(1, sizeof *film);
	if (!film)
		abort();
	*film = (struct svg_film){ .to = to, .words = words };
	film->body = open_memstream(&film->text, &film->length);
	if (!film->body)
		abort();
	return film;
}

/* The edge, and all that is not drawn, has the ground that most of the first frame has: a recording's terminal may have had another that is nowhere seen. */
static void first_frame(struct svg_film *film, const struct picture *first)
{
	struct picture whole = *first, *picture = &whole;
	whole.ground = picture_ground(first);
	for (int row = 0; row < picture->rows; row++)
		svg_row(picture, row, 0, picture->cols - 1, false, &film->inks, film->body);
	picture_copy(&film->shown, picture);
}

static bool same(const struct picture_cell *a, const struct picture_cell *b)
{
	return a->c == b->c && a->ground == b->ground && a->attr == b->attr && (a->ink == b->ink || (a->c == ' ' && !(a->attr & PICTURE_UNDERLINE)));
}

/* The next stretch that changed, from *first on; a few cells between two that did not go along. False: none. */
static bool stretch_find(const struct picture_cell *now, const struct picture_cell *before, int cols, int *first, int *last)
{
	int col = *first;
	while (col < cols && same(&now[col], &before[col]))
		col++;
	if (col == cols)
		return false;
	*first = *last = col;
	for (; col < cols && col - *last <= 4; col++)
		if (!same(&now[col], &before[col]))
			*last = col;
	while (*first > 0 && (now[*first].c == 0 || before[*first].c == 0))
		(*first)--;
	while (*last + 1 < cols && (now[*last + 1].c == 0 || before[*last + 1].c == 0))
		(*last)++;
	return true;
}

static void time_keep(struct svg_film *film, double time_s)
{
	if (film->count == film->size) {
		film->size = film->size ? film->size * 2 : 64;
		film->times = realloc(film->times, film->size * sizeof *film->times);
		if (!film->times)
			abort();
	}
	film->times[film->count++] = time_s;
}

bool svg_film_frame(struct svg_film *film, double time_s, const struct picture *picture)
{
	bool begun = false;
	if (film->shown.cols && (picture->rows != film->shown.rows || picture->cols != film->shown.cols))
		return true; /* another size: it has no place here */
	if (!film->shown.cols) {
		first_frame(film, picture);
		return true;
	}
	if (ftell(film->body) >= SVG_FILM_BYTES)
		return false;
	for (int row = 0; row < picture->rows; row++) {
		size_t at = (size_t)row * (size_t)picture->cols;
		for (int first = 0, last; stretch_find(&picture->cells[at], &film->shown.cells[at], picture->cols, &first, &last); first = last + 1) {
			if (!begun)
				fprintf(film->body, "<g class=\"f f%zu\">\n", film->count);
			begun = true;
			svg_row(picture, row, first, last, true, &film->inks, film->body);
		}
	}
	if (!begun)
		return true;
	fprintf(film->body, "</g>\n");
	time_keep(film, time_s);
	memcpy(film->shown.cells, picture->cells, (size_t)picture->rows * (size_t)picture->cols * sizeof *picture->cells);
	return true;
}

/* FNV-1a. */
static uint32_t name_of(const struct svg_film *film)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < film->length; i++)
		hash = (hash ^ (unsigned char)film->text[i]) * 16777619u;
	return hash;
}

static void words_put(const char *words, FILE *to)
{
	for (; *words; words++)
		if (*words == '&')
			fputs("&amp;", to);
		else if (*words == '<')
			fputs("&lt;", to);
		else if (*words == '>')
			fputs("&gt;", to); /* else "]]>" would be wrong */
		else
			fputc(*words, to);
}

static void style_put(const struct svg_film *film, uint32_t name, double round_s)
{
	fprintf(film->to, "<style>\n#l%x text{white-space:pre}#l%x .g{shape-rendering:crispEdges}#l%x .b{font-weight:bold}#l%x .m{text-anchor:middle}\n", name, name, name, name);
	for (size_t i = 0; i < film->inks.count; i++)
		fprintf(film->to, "#l%x .i%zu{fill:#%06x}", name, i, film->inks.inks[i]);
	fputc('\n', film->to);
	if (film->count) {
		fprintf(film->to, "#l%x .f{animation:%.2fs step-end infinite}\n", name, round_s);
		for (size_t i = 0; i < film->count; i++)
			fprintf(film->to, "@keyframes l%x-%zu{0%%{visibility:hidden}%.3f%%,to{visibility:visible}}#l%x .f%zu{animation-name:l%x-%zu}\n", name, i, film->times[i] / round_s * 100, name, i,
				name, i);
		fprintf(film->to, "@media (prefers-reduced-motion:reduce){#l%x .f{animation:none!important}}\n", name);
	}
	fprintf(film->to, "</style>\n");
}

static void head_put(const struct svg_film *film, uint32_t name)
{
	const struct picture *picture = &film->shown;
	int width = picture->cols * SVG_CELL_COLS + 2 * SVG_EDGE, height = picture->rows * SVG_CELL_ROWS + 2 * SVG_EDGE;
	fprintf(film->to, "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"l%x\" role=\"img\" aria-labelledby=\"l%x-t l%x-d\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n", name, name, name, width,
		height, width, height);
	fprintf(film->to, "<title id=\"l%x-t\">", name);
	words_put(film->words->title, film->to);
	fprintf(film->to, "</title>\n<desc id=\"l%x-d\">", name);
	words_put(film->words->about, film->to);
	fprintf(film->to, "</desc>\n");
}

void svg_film_end(struct svg_film *film, double round_s)
{
	const struct picture *picture = &film->shown;
	fclose(film->body);
	uint32_t name = name_of(film);
	head_put(film, name);
	style_put(film, name, round_s);
	fprintf(film->to, "<rect x=\".5\" y=\".5\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#%06x\" stroke=\"#%06x\"/>\n", picture->cols * SVG_CELL_COLS + 2 * SVG_EDGE - 1,
		picture->rows * SVG_CELL_ROWS + 2 * SVG_EDGE - 1, picture->ground, picture_mix(picture->ink, picture->ground, 35));
	fprintf(film->to, "<g transform=\"translate(%d %d)\" font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace\" font-size=\"%d\">\n", SVG_EDGE, SVG_EDGE,
		SVG_LETTERS);
	fwrite(film->text, 1, film->length, film->to);
	fprintf(film->to, "</g>\n</svg>\n");
	free(film->text);
	free(film->times);
	free(film->inks.inks);
	picture_release(&film->shown);
	free(film);
}

void svg_write(const struct picture *picture, const struct svg_words *words, FILE *to)
{
	struct svg_film *film = svg_film_new(words, to);
	svg_film_frame(film, 0, picture);
	svg_film_end(film, 1);
}
