/* export_page.c - a page: a recording, or a saved run that is recorded for it, with the player that the build fetched and the words of its lesson.
 *
 * The player is somebody else's program and no part of this one: `make player` fetches it with npm, where that can be had. Where it is not there the page is made without it, and
 * one line says so. */
#include "cli/export.h"

#include "cli/data.h"
#include "cli/flags.h"
#include "cli/verb.h"
#include "lesson/lesson.h"
#include "lesson/shelf.h"
#include "record/page.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PLAYER_MAX (4l << 20)

struct paging {
	struct page page;
	struct lesson *lesson; /* NULL none */
	struct page_part parts[LESSON_STEPS_MAX];
	char *code, *style;
	char titles[LESSON_STEPS_MAX][48], language[8], name[256];
};

/* ---- the player ---- */

/* A file of the player, whole, without carriage returns, which HTML does not keep. NULL: it is not there, or could end the block that it is put in. */
static char *player_read(const char *name)
{
	char path[PATH_MAX + 128], *text = malloc((size_t)PLAYER_MAX + 1);
	FILE *from = fopen(data_built(name, path, sizeof path), "re");
	if (!text)
		abort();
	size_t length = from ? fread(text, 1, (size_t)PLAYER_MAX, from) : 0, kept = 0;
	if (from)
		fclose(from);
	for (size_t i = 0; i < length; i++)
		if (text[i] != '\r')
			text[kept++] = text[i];
	text[kept] = '\0';
	if (kept && strlen(text) == kept && !strcasestr(text, "</script") && !strcasestr(text, "</style") && !strstr(text, "<!--"))
		return text;
	free(text);
	return NULL;
}

static void player_take(struct paging *is)
{
	is->code = player_read("player/asciinema-player.min.js");
	is->style = player_read("player/asciinema-player.css");
	if (is->code && is->style) {
		is->page.player_code = is->code;
		is->page.player_style = is->style;
		return;
	}
	fprintf(stderr, "lunchrush: %s\n", _("export: the page shows the last screen only: the player is not there. `make player` fetches it, with npm, before the program is installed."));
}

/* ---- the lesson ---- */

/* Where the recording comes to step `number`: the chapter "3: name". */
static double step_time(struct film *film, size_t number)
{
	char begin[24];
	size_t count;
	const struct film_mark *marks = film_marks(film, &count);
	snprintf(begin, sizeof begin, "%zu: ", number);
	for (size_t i = 0; i < count; i++)
		if (!strncmp(marks[i].label, begin, strlen(begin)))
			return marks[i].time_s;
	return -1;
}

static void part_take(struct paging *is, size_t index)
{
	const struct lesson_step *step = &is->lesson->steps[index];
	char *title = is->titles[index];
	snprintf(title, sizeof is->titles[index], "%s", step->name);
	for (char *at = title; *at; at++)
		*at = *at == '-' ? ' ' : *at;
	if (*title >= 'a' && *title <= 'z')
		*title = (char)(*title - 'a' + 'A');
	is->parts[index] = (struct page_part){ .title = title, .words = &step->prose, .question = step->question, .time_s = step_time(is->page.film, index + 1) };
}

/* A name on the shelf only: a recording may be anybody's, and says no paths. */
static void lesson_take(struct paging *is)
{
	const char *name = film_lesson(is->page.film);
	char folder[1024];
	struct error error;
	if (!*name || strchr(name, '/') || shelf_find(data_directory(), name, folder, &error))
		return;
	is->lesson = lesson_load(folder, lesson_language(), &error);
	if (!is->lesson)
		return;
	for (size_t i = 0; i < is->lesson->step_count && i < LESSON_STEPS_MAX; i++)
		part_take(is, is->page.part_count++);
	is->page.parts = is->parts;
	is->page.title = is->lesson->title;
	is->page.about = is->lesson->summary;
}

/* ---- the recording ---- */

/* A saved run is recorded first: by this program's own verb, into a folder of its own that goes again. */
static int run_record(const struct export_look *look, const char *file, const char *cast)
{
	char size[32], path[PATH_MAX];
	char *argv[10] = { "record", "-o", (char *)cast };
	int argc = 3;
	snprintf(size, sizeof size, "--size=%dx%d", look->cols ? look->cols : 100, look->rows ? look->rows : 30);
	argv[argc++] = size;
	if (look->theme) {
		argv[argc++] = "--theme";
		argv[argc++] = (char *)look->theme;
	}
	if (look->ascii)
		argv[argc++] = "--ascii";
	argv[argc++] = "--"; /* the file's name may begin as an option does */
	snprintf(path, sizeof path, "%s%s", strchr(file, '/') ? "" : "./", file); /* not what is called so on the shelf */
	argv[argc++] = path;
	flags_reset();
	return verb_record.run(argc, argv);
}

static struct film *run_film(const struct export_look *look, const char *file, struct error *damage, struct error *error)
{
	const char *parent = getenv("TMPDIR");
	char folder[PATH_MAX], cast[PATH_MAX + 16], trace[PATH_MAX + 32];
	struct film *film = NULL;
	snprintf(folder, sizeof folder, "%s/lunchrush-page-XXXXXX", parent && *parent ? parent : "/tmp");
	if (access(file, R_OK)) { /* or a lesson of that name would be recorded */
		error_set(error, "%s: %s", file, strerror(errno));
		return NULL;
	}
	if (!mkdtemp(folder)) {
		error_set(error, _("export: no folder can be made in %s: %s"), parent && *parent ? parent : "/tmp", strerror(errno));
		return NULL;
	}
	snprintf(cast, sizeof cast, "%s/run.cast", folder);
	snprintf(trace, sizeof trace, "%s.trace", cast);
	int status = run_record(look, file, cast);
	if (status == EXIT_DONE || access(cast, R_OK) == 0)
		film = film_load(cast, error);
	else
		error_set(error, _("export: %s could not be recorded for the page"), file);
	if (film && status != EXIT_DONE)
		error_set(damage, _("export: the page shows what is whole of %s"), file);
	unlink(cast);
	unlink(trace);
	rmdir(folder);
	return film;
}

static struct film *film_take(const struct export_look *look, const char *file, struct error *damage, struct error *error)
{
	if (!film_is_one(file))
		return run_film(look, file, damage, error);
	if (look->rows || look->theme || look->ascii) {
		error_set(error, _("export: %s is a recording: it has its size, colours and signs; without --size, --theme and --ascii would be right"), file);
		return NULL;
	}
	return film_load(file, error);
}

int export_page(const struct export_look *look, const char *file, FILE *to, struct error *damage, struct error *error)
{
	struct paging is = { .page = { .film = film_take(look, file, damage, error) } };
	const char *slash = strrchr(file, '/');
	if (!is.page.film)
		return -1;
	if (*film_damage(is.page.film))
		error_set(damage, "%s", film_damage(is.page.film));
	const char *name = slash ? slash + 1 : file;
	text_clean(is.name, sizeof is.name, name, strlen(name));
	is.page.title = *film_title(is.page.film) ? film_title(is.page.film) : is.name;
	is.page.about = _("A terminal's screen, recorded. Text in it can be selected; the space bar stops and goes on.");
	tongue_language(is.language);
	is.page.language = is.language;
	lesson_take(&is);
	player_take(&is);
	page_write(&is.page, to);
	film_free(is.page.film);
	lesson_free(is.lesson);
	free(is.code);
	free(is.style);
	return 0;
}
