/* measure_table.c - the page that compares threads, event loop, processes and instances: see measure.h.
 *
 * The page is data, DATA/pages/comparison.ini, so that its words and the recipes it points to are nowhere in the program:
 *
 *   [page]
 *   title = Four ways to do many things
 *   [cost]
 *   title = Cost of a task
 *   threads = start {start}, and with the GIL {switch:threads+gil}
 *   threads-see = a recipe's name
 *
 * A section is a row. {FIGURE} is the figure of the cell's own kind, {FIGURE:KIND} of another; what was not measured is a question mark. */
#include "cli/measure.h"

#include "cli/explore_cli.h"
#include "trace/text.h"
#include "paper/ini.h"
#include "tui/wrap.h"

#include <string.h>

static const struct {
	const char *key;
	enum measure_kind kind;
	const char *head;
} kinds[MEASURE_PAGE_KINDS] = {
	{ "threads", MEASURE_THREADS, "Threads" },
	{ "loop", MEASURE_LOOP, "Event loop" },
	{ "processes", MEASURE_PROCESSES, "Processes" },
	{ "instances", MEASURE_INSTANCES, "Cloud instances" },
};

struct reading {
	const struct ini *ini;
	const char *path;
	const struct measures *measures;
	struct measure_page *page;
	char section[64]; /* of the row that is being read */
	struct error *error;
};

/* ---- figures in the text ---- */

static const struct measure_figure *figure_named(const struct measures *measures, const char *name, size_t length, enum measure_kind kind, enum measure_row *row)
{
	size_t key = strcspn(name, ":}");
	*row = MEASURE_ROWS;
	for (int i = 0; i < MEASURE_ROWS; i++)
		if (strlen(measure_rows[i].key) == key && strncmp(measure_rows[i].key, name, key) == 0)
			*row = (enum measure_row)i;
	if (*row == MEASURE_ROWS)
		return NULL;
	if (key == length)
		return &measures->at[*row][kind];
	for (int i = 0; i < MEASURE_KINDS; i++)
		if (strlen(measure_kinds[i]) == length - key - 1 && strncmp(measure_kinds[i], name + key + 1, length - key - 1) == 0)
			return &measures->at[*row][i];
	return NULL;
}

#define NO_BREAK "\u00a0"

/* A figure stays with its unit on one line: blanks in it become such as are not broken at. */
static size_t put_figure(char *to, size_t size, const char *figure)
{
	size_t used = 0;
	for (; *figure && used + sizeof NO_BREAK < size; figure++)
		used += (size_t)snprintf(to + used, size - used, *figure == ' ' ? NO_BREAK : "%c", *figure);
	return used;
}

/* For printing: ordinary blanks again. */
static void blanks_again(char *text)
{
	char *to = text;
	for (; *text; text++) {
		bool blank = strncmp(text, NO_BREAK, sizeof NO_BREAK - 1) == 0;
		*to++ = blank ? ' ' : *text;
		text += blank ? sizeof NO_BREAK - 2 : 0;
	}
	*to = '\0';
}

/* Copy the text with its figures; -1 where there is no such figure, or no room. */
static int fill_in(const struct measures *measures, const char *from, enum measure_kind kind, char *to, size_t size)
{
	char filled[1100], figure[64];
	size_t used = 0;
	enum measure_row row;
	while (*from && used + 2 * sizeof figure < sizeof filled) {
		size_t length = strcspn(from, "{}");
		used += (size_t)snprintf(filled + used, sizeof filled - used, "%.*s", (int)length, from);
		from += length;
		if (*from) {
			const char *close = strchr(from, '}');
			const struct measure_figure *is = *from == '{' && close ? figure_named(measures, from + 1, (size_t)(close - from) - 1, kind, &row) : NULL;
			if (!is || used + 2 * sizeof figure >= sizeof filled)
				return -1;
			used += put_figure(filled + used, sizeof filled - used, measure_text(row, is, figure));
			from = close + 1;
		}
	}
	filled[used < sizeof filled ? used : sizeof filled - 1] = '\0';
	return *from || text_clean(to, size, filled, strlen(filled)) + 4 >= size ? -1 : 0;
}

/* ---- the file ---- */

static int cell_take(struct reading *r, const char *key, const char *value, int line)
{
	for (int i = 0; i < MEASURE_PAGE_KINDS; i++) {
		struct measure_cell *cell = &r->page->rows[r->page->count - 1].cells[i];
		size_t length = strlen(kinds[i].key);
		if (strncmp(key, kinds[i].key, length) != 0)
			continue;
		if (strcmp(key + length, "-see") == 0) {
			text_clean(cell->see, sizeof cell->see, value, strlen(value));
			return 0;
		}
		if (key[length] == '\0')
			return fill_in(r->measures, value, kinds[i].kind, cell->text, sizeof cell->text) == 0 ? 0
				: error_set(r->error, "%s:%d: a figure in { } that there is not, or too long a text", r->path, line);
	}
	return error_set(r->error, "%s:%d: '%s' is none of title, threads, loop, processes and instances, nor one of these with -see", r->path, line, key);
}

static int take_key(void *data, const char *section, const char *key, int line)
{
	struct reading *r = data;
	struct measure_page *page = r->page;
	const char *value = ini_get(r->ini, section, key);
	if (strcmp(section, "page") == 0) {
		text_clean(page->title, sizeof page->title, value, strlen(value));
		return strcmp(key, "title") == 0 ? 0 : error_set(r->error, "%s:%d: [page] has a title alone", r->path, line);
	}
	if (strcmp(section, r->section) != 0) {
		if (page->count == MEASURE_PAGE_ROWS)
			return error_set(r->error, "%s:%d: at most %d rows", r->path, line, MEASURE_PAGE_ROWS);
		snprintf(r->section, sizeof r->section, "%s", section);
		page->count++;
	}
	if (strcmp(key, "title") != 0)
		return cell_take(r, key, value, line);
	text_clean(page->rows[page->count - 1].title, sizeof page->rows->title, value, strlen(value));
	return 0;
}

int measure_page_read(const char *path, const struct measures *measures, struct measure_page *page, struct error *error)
{
	*page = (struct measure_page){ 0 };
	struct ini *ini = ini_load(path, error);
	if (!ini)
		return -1;
	int result = ini_each(ini, take_key, &(struct reading){ .ini = ini, .path = path, .measures = measures, .page = page, .error = error });
	ini_free(ini);
	return result;
}

/* ---- printing ---- */

/* The next line of each cell, side by side; false when all are at their end. */
static bool say_line(FILE *to, const char *at[], const int widths[], int count)
{
	char lines[MEASURE_PAGE_KINDS + 1][512];
	bool any = false;
	for (int i = 0; i < count; i++) {
		lines[i][0] = '\0';
		if (at[i] && *at[i]) {
			at[i] = wrap_line(at[i], widths[i], lines[i], sizeof lines[i]);
			blanks_again(lines[i]);
			any = true;
		}
	}
	for (int i = 0, owed = 0; any && i < count; owed += widths[i] + 2 - text_width(lines[i]), i++)
		if (lines[i][0]) {
			fprintf(to, "%*s%s", owed, "", lines[i]);
			owed = 0;
		}
	if (any)
		fprintf(to, "\n");
	return any;
}

static void say_cells(FILE *to, const char *at[], const int widths[])
{
	while (say_line(to, at, widths, MEASURE_PAGE_KINDS + 1))
		continue;
}

/* Where it is to be seen stands in a line of its own, below the longest of the cells. */
static void say_row(FILE *to, const struct measure_page *page, size_t row, const int widths[])
{
	const char *texts[MEASURE_PAGE_KINDS + 1] = { page->rows[row].title }, *sees[MEASURE_PAGE_KINDS + 1] = { "" };
	char see[MEASURE_PAGE_KINDS][80];
	for (int i = 0; i < MEASURE_PAGE_KINDS; i++) {
		const struct measure_cell *cell = &page->rows[row].cells[i];
		snprintf(see[i], sizeof see[i], "%s%s", cell->see[0] ? explore_utf8() ? "→ " : "> " : "", cell->see);
		texts[i + 1] = cell->text;
		sees[i + 1] = see[i];
	}
	say_cells(to, texts, widths);
	say_cells(to, sees, widths);
}

static void say_rule(FILE *to, int width)
{
	for (int i = 0; i < width; i++)
		fputs(explore_utf8() ? "─" : "-", to);
	fputs("\n", to);
}

void measure_page_say(FILE *to, const struct measure_page *page, int width)
{
	const char *heads[MEASURE_PAGE_KINDS + 1] = { "" };
	int widths[MEASURE_PAGE_KINDS + 1], label = width * 3 / 20;
	widths[0] = label;
	for (int i = 0; i < MEASURE_PAGE_KINDS; i++) {
		widths[i + 1] = (width - label - 2 * MEASURE_PAGE_KINDS) / MEASURE_PAGE_KINDS;
		heads[i + 1] = kinds[i].head;
	}
	fprintf(to, "%s\n\n", page->title);
	say_cells(to, heads, widths);
	for (size_t row = 0; row < page->count; row++) {
		say_rule(to, width);
		say_row(to, page, row, widths);
	}
	say_rule(to, width);
}
