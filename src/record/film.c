/* film.c - a recording in memory: its events by time, and a glass that is played forward, or from the beginning anew. */
#include "record/film.h"

#include "record/glass.h"
#include "record/origin.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define BYTES_MAX (256l << 20)
#define EVENTS_MAX 4000000u /* with the marks */
#define MARKS_MAX 10000u    /* nobody looks for a place among more: those after them are passed over */
#define EVENT_BYTES_MAX (8u << 20) /* of an event: in memory a line of JSON can be forty times as long */
#define INK 0xd0d0d0u    /* where the recording does not say what a terminal's own colours are */
#define GROUND 0x1c1c1cu

struct moment {
	double time_s;
	char code;       /* o, r */
	char *text;      /* owned */
	size_t length;
};

struct film {
	char *bytes;             /* the file */
	size_t length;
	size_t whole;            /* of it, up to the first line that is wrong */
	char title[256], lesson[128];
	struct error damage;
	int rows, cols;
	uint32_t ink, ground;
	double idle_s;           /* 0 none */
	bool v3;
	struct moment *moments;
	size_t count, size;
	struct film_mark *marks; /* labels are owned */
	size_t mark_count, mark_size;
	double end_s;
	double said_s;           /* time of the event before, as the file has it */
	struct glass glass;
	size_t at;               /* moments that the glass has taken */
};

/* ---- reading ---- */

bool film_is_one(const char *path)
{
	char first = 0;
	struct stat is;
	FILE *from = stat(path, &is) == 0 && S_ISREG(is.st_mode) ? fopen(path, "re") : NULL; /* what is taken from a pipe would be gone */
	if (!from)
		return false;
	if (fread(&first, 1, 1, from) != 1)
		first = 0;
	fclose(from);
	return first == '{';
}

static int file_read(struct film *film, const char *path, struct error *error)
{
	FILE *from = fopen(path, "re"), *to;
	if (!from)
		return error_set(error, "%s: %s", path, strerror(errno));
	char piece[65536];
	size_t got;
	to = open_memstream(&film->bytes, &film->length);
	if (!to)
		abort();
	long all = 0;
	while ((got = fread(piece, 1, sizeof piece, from)) > 0 && (all += (long)got) <= BYTES_MAX)
		fwrite(piece, 1, got, to);
	bool failed = ferror(from);
	fclose(from);
	fclose(to);
	if (failed)
		return error_set(error, "%s: %s", path, strerror(errno));
	return all > BYTES_MAX ? error_set(error, _("%s is longer than %ld MB"), path, BYTES_MAX >> 20) : 0;
}

static void clean_take(char *to, size_t size, const json_t *text)
{
	*to = '\0';
	if (json_is_string(text))
		text_clean(to, size, json_string_value(text), json_string_length(text));
}

static uint32_t colour_take(const json_t *text, uint32_t otherwise)
{
	const char *is = json_string_value(text);
	char *end;
	if (!is || *is != '#' || strlen(is) != 7)
		return otherwise;
	unsigned long value = strtoul(is + 1, &end, 16);
	return *end ? otherwise : (uint32_t)value;
}

static bool size_fits(json_int_t rows, json_int_t cols)
{
	return rows >= 1 && rows <= PICTURE_SIZE_MAX && cols >= 1 && cols <= PICTURE_SIZE_MAX;
}

static int head_take(struct film *film, const char *path, const json_t *head, struct error *error)
{
	json_int_t version = json_integer_value(json_object_get(head, "version"));
	if (version != 2 && version != 3)
		return error_set(error, _("%s is no recording of a terminal that is known here: asciicast v2 or v3 would be right"), path);
	film->v3 = version == 3;
	const json_t *where = film->v3 ? json_object_get(head, "term") : head;
	json_int_t rows = json_integer_value(json_object_get(where, film->v3 ? "rows" : "height")), cols = json_integer_value(json_object_get(where, film->v3 ? "cols" : "width"));
	if (!size_fits(rows, cols))
		return error_set(error, _("%s:1: its screen's size is %lld × %lld; up to %d × %d is right"), path, (long long)cols, (long long)rows, PICTURE_SIZE_MAX, PICTURE_SIZE_MAX);
	film->rows = (int)rows;
	film->cols = (int)cols;
	const json_t *theme = json_object_get(where, "theme");
	film->ink = colour_take(json_object_get(theme, "fg"), INK);
	film->ground = colour_take(json_object_get(theme, "bg"), GROUND);
	film->idle_s = json_number_value(json_object_get(head, "idle_time_limit"));
	clean_take(film->title, sizeof film->title, json_object_get(head, "title"));
	clean_take(film->lesson, sizeof film->lesson, json_object_get(json_object_get(head, "x-lunchrush"), "lesson"));
	return 0;
}

static void *grown(void *array, size_t *size, size_t each)
{
	*size = *size ? *size * 2 : 256;
	array = realloc(array, *size * each);
	if (!array)
		abort();
	return array;
}

static void mark_add(struct film *film, const json_t *text)
{
	char label[512];
	if (film->mark_count == MARKS_MAX)
		return;
	clean_take(label, sizeof label, text);
	if (film->mark_count == film->mark_size)
		film->marks = grown(film->marks, &film->mark_size, sizeof *film->marks);
	film->marks[film->mark_count++] = (struct film_mark){ film->end_s, strdup(label) };
}

static void moment_add(struct film *film, char code, const json_t *text)
{
	size_t length = json_string_length(text);
	if (film->count == film->size)
		film->moments = grown(film->moments, &film->size, sizeof *film->moments);
	struct moment *moment = &film->moments[film->count++];
	*moment = (struct moment){ .time_s = film->end_s, .code = code, .text = malloc(length + 1), .length = length };
	if (!moment->text)
		abort();
	memcpy(moment->text, json_string_value(text), length + 1);
}

/* [seconds, code, text]. -1: it is not that. */
static int event_take(struct film *film, const json_t *line)
{
	const json_t *time = json_array_get(line, 0), *text = json_array_get(line, 2);
	const char *code = json_string_value(json_array_get(line, 1));
	double said_s = json_number_value(time);
	if (!json_is_number(time) || !code || strlen(code) != 1 || !json_is_string(text) || !(said_s >= 0 && said_s < 1e9) || film->count + film->mark_count >= EVENTS_MAX)
		return -1;
	double since_s = film->v3 ? said_s : said_s - film->said_s;
	film->said_s = said_s;
	if (film->idle_s > 0 && since_s > film->idle_s)
		since_s = film->idle_s;
	film->end_s += since_s > 0 ? since_s : 0;
	if (*code == 'm')
		mark_add(film, text);
	else if (*code == 'o' || *code == 'r')
		moment_add(film, *code, text);
	return 0;
}

/* NULL: it is no JSON, or longer than that. */
static json_t *line_read(const char **at, const char *end, size_t most)
{
	const char *line = *at, *till = memchr(line, '\n', (size_t)(end - line));
	size_t length = (size_t)((till ? till : end) - line);
	*at = till ? till + 1 : end;
	return length <= most ? json_loadb(line, length, 0, NULL) : NULL;
}

static void lines_read(struct film *film, const char *path, const char *at, const char *end)
{
	for (int number = 2; at < end; number++) {
		if (*at == '\n' || *at == '#') { /* v3 has comments */
			const char *till = memchr(at, '\n', (size_t)(end - at));
			at = till ? till + 1 : end;
			continue;
		}
		const char *begin = at;
		json_t *line = line_read(&at, end, EVENT_BYTES_MAX);
		int wrong = event_take(film, line);
		json_decref(line);
		if (wrong) {
			film->whole = (size_t)(begin - film->bytes);
			error_set(&film->damage, _("%s:%d: that is no event of a recording; what comes before it is shown"), path, number);
			return;
		}
	}
}

struct film *film_load(const char *path, struct error *error)
{
	struct film *film = calloc(1, sizeof *film);
	if (!film)
		abort();
	const char *at;
	json_t *head = NULL;
	int wrong = file_read(film, path, error);
	if (!wrong) {
		at = film->bytes;
		head = line_read(&at, film->bytes + film->length, ORIGIN_LINE_MAX);
		bool too_long = (size_t)(at - film->bytes) > ORIGIN_LINE_MAX + 1;
		wrong = too_long ? origin_too_long(path, error) : head_take(film, path, head, error);
	}
	json_decref(head);
	if (wrong) {
		film_free(film);
		return NULL;
	}
	film->whole = film->length;
	lines_read(film, path, at, film->bytes + film->length);
	glass_init(&film->glass, film->rows, film->cols, film->ink, film->ground);
	return film;
}

void film_free(struct film *film)
{
	for (size_t i = 0; i < film->count; i++)
		free(film->moments[i].text);
	for (size_t i = 0; i < film->mark_count; i++)
		free((char *)film->marks[i].label);
	free(film->moments);
	free(film->marks);
	free(film->bytes);
	glass_release(&film->glass);
	free(film);
}

/* ---- what is known of it ---- */

const char *film_damage(const struct film *film)
{
	return film->damage.text;
}

const char *film_title(const struct film *film)
{
	return film->title;
}

const char *film_lesson(const struct film *film)
{
	return film->lesson;
}

int film_rows(const struct film *film)
{
	return film->rows;
}

int film_cols(const struct film *film)
{
	return film->cols;
}

double film_end_s(const struct film *film)
{
	return film->end_s;
}

const struct film_mark *film_marks(const struct film *film, size_t *count)
{
	*count = film->mark_count;
	return film->marks;
}

const char *film_bytes(const struct film *film, size_t *length)
{
	*length = film->whole;
	return film->bytes;
}

/* ---- playing ---- */

static void moment_take(struct film *film, const struct moment *moment)
{
	int rows, cols;
	if (moment->code == 'o')
		glass_write(&film->glass, moment->text, moment->length);
	else if (sscanf(moment->text, "%dx%d", &cols, &rows) == 2 && size_fits(rows, cols))
		glass_resize(&film->glass, rows, cols);
}

const struct picture *film_at(struct film *film, double time_s)
{
	if (film->at && film->moments[film->at - 1].time_s > time_s) {
		glass_release(&film->glass);
		glass_init(&film->glass, film->rows, film->cols, film->ink, film->ground);
		film->at = 0;
	}
	while (film->at < film->count && film->moments[film->at].time_s <= time_s)
		moment_take(film, &film->moments[film->at++]);
	return &film->glass.picture;
}
