/* export_picture.c - the screen at a moment, or from one moment to another, as text or as an SVG.
 *
 * A saved run is drawn anew, in any size and theme; of a recording what its terminal showed is taken. Both are a row of pictures by time, and from there on they are the same. */
#include "cli/export.h"

#include "cli/data.h"
#include "record/film.h"
#include "record/svg.h"
#include "source/source.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/still.h"

#include <stdlib.h>
#include <string.h>

#define ROWS 30
#define COLS 100
#define FRAME_S 0.1      /* of an animation */
#define FRAMES_MAX 600.0
#define STEP_S 0.7       /* a step of a run under control is shown for so long */
#define STEPS_MAX 300u
#define REST_S 3.0       /* the last frame stands so long */

struct picturing {
	const struct export_look *look;
	const char *name;    /* of the file, without folders */
	struct still *still; /* one of the two */
	struct film *film;
	struct picture picture; /* the last one drawn */
	double cut_s;           /* when a moving one was full; 0: it is whole */
	char title[400], about[1200];
};

/* ---- moments ---- */

static double end_s(const struct picturing *is)
{
	return is->film ? film_end_s(is->film) : still_end_s(is->still);
}

static int step_check(const struct picturing *is, const struct export_moment *moment, struct error *error)
{
	size_t steps = is->film ? 0 : still_steps(is->still);
	if (moment->of != MOMENT_STEP)
		return 0;
	if (steps == 0)
		return error_set(error, _("export: %s has no steps: only a run under control has; a moment as in 3.5s would be right"), is->name);
	return moment->step > steps ? error_set(error, _("export: %s has %zu steps, there is no step %zu"), is->name, steps, moment->step) : 0;
}

/* "1.8 ms", "2.5 s". */
static char *span(double s, char to[32])
{
	if (s < 0.1)
		snprintf(to, 32, "%.2g ms", s * 1e3);
	else
		snprintf(to, 32, "%.1f s", s);
	return to;
}

static int moment_check(const struct picturing *is, const struct export_moment *moment, struct error *error)
{
	char end[32], later[32];
	if (moment->of == MOMENT_SECONDS && moment->s > end_s(is) + 0.05)
		return error_set(error, _("export: %s is over after %s; %s is later"), is->name, span(end_s(is), end), span(moment->s, later));
	return step_check(is, moment, error);
}

/* A clock of those who look; 0 means never, to many. */
static uint64_t frame_ns(double frame_s)
{
	return (uint64_t)((1 + frame_s) * 1e9);
}

static void draw(struct picturing *is, const struct export_moment *moment, double frame_s)
{
	if (is->film) {
		picture_copy(&is->picture, film_at(is->film, moment->of == MOMENT_SECONDS ? moment->s : film_end_s(is->film)));
		return;
	}
	if (moment->of == MOMENT_STEP)
		still_at_step(is->still, moment->step);
	else if (moment->of == MOMENT_SECONDS)
		still_at(is->still, still_time_ns(is->still, moment->s));
	else
		still_at_end(is->still);
	still_draw(is->still, frame_ns(frame_s), &is->picture);
}

/* ---- words for those who hear it ---- */

static void moment_words(const struct export_moment *moment, char *to, size_t size)
{
	if (moment->of == MOMENT_STEP)
		snprintf(to, size, _("after step %zu"), moment->step);
	else if (moment->of == MOMENT_SECONDS)
		snprintf(to, size, _("at %.1f s"), moment->s);
	else
		snprintf(to, size, "%s", _("at the end"));
}

/* The last place to jump to before the moment. */
static const char *mark_before(const struct film *film, const struct export_moment *moment)
{
	size_t count;
	const struct film_mark *marks = film_marks(film, &count);
	const char *label = "";
	for (size_t i = 0; i < count; i++)
		if (moment->of != MOMENT_SECONDS || marks[i].time_s <= moment->s)
			label = marks[i].label;
	return label;
}

static struct svg_words words(struct picturing *is, const struct export_moment *moment)
{
	char when[64], story[800];
	moment_words(moment, when, sizeof when);
	if (is->film) {
		const char *title = *film_title(is->film) ? film_title(is->film) : is->name;
		text_clean(is->title, sizeof is->title, title, strlen(title));
		snprintf(story, sizeof story, "%s", mark_before(is->film, moment));
	} else {
		snprintf(is->title, sizeof is->title, "Lunchrush: %s", still_title(is->still));
		still_words(is->still, story, sizeof story);
	}
	if (is->look->animate && !*story)
		snprintf(is->about, sizeof is->about, _("A terminal's screen, moving; %s."), when);
	else if (is->look->animate)
		snprintf(is->about, sizeof is->about, _("A terminal's screen, moving; %s: %s"), when, story);
	else
		snprintf(is->about, sizeof is->about, _("A terminal's screen %s. %s"), when, story);
	return (struct svg_words){ is->title, is->about };
}

/* ---- moving ---- */

/* The next frame, as it was drawn; where the moving picture is full it ends before it. */
static void frame_add(struct picturing *is, struct svg_film *film, double time_s)
{
	if (is->cut_s == 0 && !svg_film_frame(film, time_s, &is->picture))
		is->cut_s = time_s;
}

static void frames_end(struct picturing *is, struct svg_film *film, double end_s)
{
	svg_film_end(film, (is->cut_s > 0 ? is->cut_s : end_s) + REST_S);
}

static int by_steps(struct picturing *is, const struct export_moment *from, const struct export_moment *to, double speed, FILE *file, struct error *error)
{
	size_t first = from->of == MOMENT_STEP ? from->step : 0, last = to->of == MOMENT_STEP ? to->step : still_steps(is->still);
	if (last < first || last - first > STEPS_MAX)
		return error_set(error, last < first ? _("export: --to comes before --from") : _("export: that is more than %u steps; fewer, by --from \"step M\" --to \"step N\", would be right"), STEPS_MAX);
	draw(is, to, 0);
	struct svg_words said = words(is, to);
	struct svg_film *film = svg_film_new(&said, file);
	double end = (double)(last - first + 1) * STEP_S / speed;
	for (size_t step = first; step <= last && is->cut_s == 0; step++) {
		double time_s = (double)(step - first) * STEP_S / speed;
		draw(is, &(struct export_moment){ .of = MOMENT_STEP, .step = step }, time_s);
		frame_add(is, film, time_s);
	}
	if (to->of != MOMENT_STEP && is->cut_s == 0) {
		draw(is, to, end);
		frame_add(is, film, end);
	}
	frames_end(is, film, end);
	return 0;
}

/* The clock that a moving picture goes by: a run's own, so that 1 is as fast as it was. */
static double clock_s(struct picturing *is, const struct export_moment *moment, double otherwise)
{
	if (moment->of != MOMENT_SECONDS)
		return otherwise;
	return is->film ? moment->s : (double)still_time_ns(is->still, moment->s) * 1e-9;
}

static void draw_clock(struct picturing *is, double s, double frame_s)
{
	if (is->film) {
		picture_copy(&is->picture, film_at(is->film, s));
		return;
	}
	still_at(is->still, (uint64_t)(s * 1e9));
	still_draw(is->still, frame_ns(frame_s), &is->picture);
}

static int by_time(struct picturing *is, const struct export_moment *from, const struct export_moment *to, double speed, FILE *file, struct error *error)
{
	double end = is->film ? film_end_s(is->film) : (double)still_end_ns(is->still) * 1e-9;
	double first = clock_s(is, from, 0), last = clock_s(is, to, end), every = FRAME_S * speed;
	if (last < first)
		return error_set(error, _("export: --to comes before --from"));
	if ((last - first) / every > FRAMES_MAX)
		every = (last - first) / FRAMES_MAX;
	draw(is, to, 0);
	struct svg_words said = words(is, to);
	struct svg_film *film = svg_film_new(&said, file);
	for (double s = first; s < last && is->cut_s == 0; s += every) {
		draw_clock(is, s, (s - first) / speed);
		frame_add(is, film, (s - first) / speed);
	}
	if (is->cut_s == 0) {
		draw(is, to, (last - first) / speed);
		frame_add(is, film, (last - first) / speed);
	}
	frames_end(is, film, (last - first) / speed);
	return 0;
}

static int animate(struct picturing *is, FILE *to, struct error *error)
{
	const struct export_look *look = is->look;
	double speed = look->speed > 0 ? look->speed : 1;
	bool in_seconds = look->from.of == MOMENT_SECONDS || look->to.of == MOMENT_SECONDS, in_steps = look->from.of == MOMENT_STEP || look->to.of == MOMENT_STEP;
	if (moment_check(is, &look->from, error) || moment_check(is, &look->to, error))
		return -1;
	if (in_seconds && in_steps)
		return error_set(error, _("export: --from and --to: both in seconds or both in steps would be right"));
	if (!is->film && still_steps(is->still) && !in_seconds)
		return by_steps(is, &look->from, &look->to, speed, to, error);
	return by_time(is, &look->from, &look->to, speed, to, error);
}

/* ---- from a file ---- */

static int open_film(struct picturing *is, const char *file, struct error *damage, struct error *error)
{
	if (is->look->rows || is->look->theme || (is->look->ascii && !is->look->text))
		return error_set(error, _("export: %s is a recording: it has its size, colours and signs; without --size, --theme and --ascii would be right"), is->name);
	is->film = film_load(file, error);
	if (!is->film)
		return -1;
	error_set(damage, "%s", film_damage(is->film));
	return 0;
}

static int open_run(struct picturing *is, const char *file, struct error *damage, struct error *error)
{
	const struct export_look *look = is->look;
	char text[sizeof damage->text];
	struct still_plan plan = { .name = is->name, .data_dir = data_directory(), .theme = look->theme, .rows = look->rows ? look->rows : ROWS, .cols = look->rows ? look->cols : COLS,
		.glyphs = look->ascii ? GLYPHS_ASCII : GLYPHS_KITCHEN };
	plan.source = source_file(file, error);
	if (!plan.source)
		return -1;
	is->still = still_new(&plan, error);
	if (!is->still)
		return -1;
	error_set(damage, "%s", still_damage(is->still, text, sizeof text));
	return 0;
}

static int write_it(struct picturing *is, FILE *to, struct error *error)
{
	const struct export_look *look = is->look;
	if (look->animate)
		return animate(is, to, error);
	if (moment_check(is, &look->at, error))
		return -1;
	draw(is, &look->at, 0);
	if (look->text) {
		picture_text(&is->picture, look->ascii, to);
		return 0;
	}
	struct svg_words said = words(is, &look->at);
	svg_write(&is->picture, &said, to);
	return 0;
}

int export_picture(const struct export_look *look, const char *file, FILE *to, struct error *damage, struct error *error)
{
	const char *slash = strrchr(file, '/');
	struct picturing is = { .look = look, .name = slash ? slash + 1 : file };
	int result = film_is_one(file) ? open_film(&is, file, damage, error) : open_run(&is, file, damage, error);
	if (!result)
		result = write_it(&is, to, error);
	if (!result && is.cut_s > 0)
		error_set(damage, _("export: the moving picture ends after %.1f s: it would be larger than %ld MB; a shorter one, by --from and --to, would be right"), is.cut_s, SVG_FILM_BYTES >> 20);
	if (is.film)
		film_free(is.film);
	if (is.still)
		still_free(is.still);
	picture_release(&is.picture);
	return result;
}
