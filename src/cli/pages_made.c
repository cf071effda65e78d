/* pages_made.c - the pages with figures of this machine: see pages.h.
 *
 * Human time puts what happens here, as measured, between what people know, on one scale; beside each stands how long it would be if one addition took a second. */
#include "cli/pages.h"

#include "cli/data.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static void say_measured(const struct measures *measures, struct buffer *to)
{
	if (measures->date[0]) {
		page_print(to, "%s ", _("Measured on this machine,"));
		page_escape(to, measures->date);
		page_print(to, ": ");
		page_escape(to, measures->machine.cpu[0] ? measures->machine.cpu : _("a processor without a name"));
		page_print(to, ngettext(", %d core.\n\n", ", %d cores.\n\n", (unsigned long)measures->machine.cores), measures->machine.cores);
	} else {
		page_print(to, "%s\n\n", _("**Nothing has been measured here yet**, so there are question marks. *Measure this machine* in the menu, or `lunchrush measure`, takes about 20 seconds and fills them in."));
	}
}

/* ---- comparison ---- */

static void cell_say(struct buffer *to, const char *kind, const struct measure_cell *cell)
{
	page_print(to, "- **%s**: ", kind);
	page_escape(to, cell->text);
	if (cell->see[0]) {
		page_print(to, " (");
		page_print(to, "[%s](recipe:%s)", cell->see, cell->see);
		page_print(to, ")");
	}
	page_print(to, "\n");
}

_Static_assert(MEASURE_PAGE_KINDS == MENU_TABLE_COLS && MEASURE_PAGE_ROWS <= MENU_TABLE_ROWS, "the page fits the table");

static int read_comparison(const struct measures *measures, struct measure_page *page, struct error *error)
{
	char path[PATH_MAX + 80];
	snprintf(path, sizeof path, "%s/lessons/pages/comparison.ini", data_directory());
	if (measure_page_read(path, measures, page, error))
		return -1;
	return page->count ? 0 : error_set(error, "%s: a page without a row", path);
}

int page_table(const struct measures *measures, struct menu_table *to, struct error *error)
{
	static struct measure_page page;
	if (read_comparison(measures, &page, error))
		return -1;
	*to = (struct menu_table){ .heads = { _("Threads"), _("Event loop"), _("Processes"), _("Cloud instances") }, .count = (int)page.count };
	snprintf(to->title, sizeof to->title, "%s", page.title);
	if (measures->date[0])
		snprintf(to->note, sizeof to->note, ngettext("Measured on this machine, %s: %s, %d core.", "Measured on this machine, %s: %s, %d cores.", (unsigned long)measures->machine.cores),
			measures->date, measures->machine.cpu[0] ? measures->machine.cpu : _("a processor without a name"), measures->machine.cores);
	else
		snprintf(to->note, sizeof to->note, "%s", _("Nothing has been measured here yet: in the menu, Measure this machine takes 20 seconds."));
	for (size_t row = 0; row < page.count; row++) {
		snprintf(to->rows[row].title, sizeof to->rows[row].title, "%s", page.rows[row].title);
		for (int i = 0; i < MENU_TABLE_COLS; i++) {
			snprintf(to->rows[row].cells[i].text, sizeof to->rows[row].cells[i].text, "%s", page.rows[row].cells[i].text);
			snprintf(to->rows[row].cells[i].see, sizeof to->rows[row].cells[i].see, "%s", page.rows[row].cells[i].see);
		}
	}
	return 0;
}

int page_comparison(const struct measures *measures, struct buffer *to, char title[96], struct error *error)
{
	static struct measure_page page;
	const char *const kinds[MEASURE_PAGE_KINDS] = { _("Threads"), _("Event loop"), _("Processes"), _("Cloud instances") };
	if (read_comparison(measures, &page, error))
		return -1;
	snprintf(title, 96, "%s", page.title);
	say_measured(measures, to);
	page_print(to, "%s\n\n", _("Each link leads to the kitchen that shows it."));
	for (size_t row = 0; row < page.count; row++) {
		page_print(to, "## ");
		page_escape(to, page.rows[row].title);
		page_print(to, "\n\n");
		for (int i = 0; i < MEASURE_PAGE_KINDS; i++)
			cell_say(to, kinds[i], &page.rows[row].cells[i]);
		page_print(to, "\n");
	}
	return 0;
}

/* ---- human time ---- */

struct moment {
	double seconds;
	const char *words;
	bool measured;
};

#define MOMENTS_MAX 40

struct scale {
	struct moment moments[MOMENTS_MAX];
	int count;
};

static void put(struct scale *scale, double seconds, bool measured, const char *words)
{
	if (scale->count < MOMENTS_MAX && seconds > 0)
		scale->moments[scale->count++] = (struct moment){ seconds, words, measured };
}

static void put_measured(struct scale *scale, const struct measures *measures, enum measure_row row, enum measure_kind kind, const char *words)
{
	const struct measure_figure *figure = &measures->at[row][kind];
	if (figure->runs)
		put(scale, figure->median, true, words);
}

/* Seconds of one addition; 0 when that was not measured. */
static double addition(const struct measures *measures, enum measure_row row)
{
	const struct measure_figure *figure = &measures->at[row][MEASURE_MACHINE];
	return figure->runs && figure->median > 0 ? 0.1 / figure->median : 0;
}

static void put_people(struct scale *scale)
{
	put(scale, 1e-9, false, _("light goes 30 centimetres"));
	put(scale, 1e-6, false, _("light goes 300 metres"));
	put(scale, 1e-3, false, _("light goes 300 kilometres"));
	put(scale, 0.042, false, _("one picture of a film"));
	put(scale, 0.1, false, _("a person takes it for at once"));
	put(scale, 0.2, false, _("a blink"));
	put(scale, 1, false, _("a person notices the wait, and stays with it"));
	put(scale, 10, false, _("a person begins something else"));
}

static void put_machine(struct scale *scale, const struct measures *measures)
{
	put(scale, addition(measures, MEASURE_ADDITIONS), true, _("one addition in the processor"));
	put(scale, addition(measures, MEASURE_RECIPE), true, _("one addition in a recipe"));
	put_measured(scale, measures, MEASURE_SWITCH, MEASURE_LOOP, _("one task hands over to another, on a loop"));
	put_measured(scale, measures, MEASURE_SWITCH, MEASURE_THREADS, _("one thread hands over to another"));
	put_measured(scale, measures, MEASURE_SWITCH, MEASURE_PROCESSES, _("one process hands over to another"));
	put_measured(scale, measures, MEASURE_VALUE, MEASURE_THREADS, _("a value goes through a queue, between threads"));
	put_measured(scale, measures, MEASURE_START, MEASURE_LOOP, _("a task on a loop starts and ends"));
	put_measured(scale, measures, MEASURE_START, MEASURE_THREADS, _("a thread starts and ends"));
	put_measured(scale, measures, MEASURE_START, MEASURE_PROCESSES, _("a process starts and ends"));
	put_measured(scale, measures, MEASURE_WARM, MEASURE_INSTANCES, _("a request to a warm instance"));
	put_measured(scale, measures, MEASURE_COLD, MEASURE_INSTANCES, _("a request with a cold start"));
	put_measured(scale, measures, MEASURE_PARCEL, MEASURE_PROCESSES, _("ten million bytes go to another process"));
}

static int by_time(const void *a, const void *b)
{
	double one = ((const struct moment *)a)->seconds, other = ((const struct moment *)b)->seconds;
	return (one > other) - (one < other);
}

/* "3 seconds", "9 years": for a person who counts in these. */
static char *human(double seconds, char to[48])
{
	static const struct { double of; const char *one, *many; } units[] = {
		{ 31557600, N_("%.0f year"), N_("%.0f years") }, { 86400, N_("%.0f day"), N_("%.0f days") }, { 3600, N_("%.0f hour"), N_("%.0f hours") },
		{ 60, N_("%.0f minute"), N_("%.0f minutes") }, { 1, N_("%.0f second"), N_("%.0f seconds") },
	};
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		double value = seconds / units[i].of;
		if (value < 0.95 && i + 1 < sizeof units / sizeof units[0])
			continue;
		if (value >= 1e6)
			snprintf(to, 48, _("%.0f million years"), value / 1e6);
		else
			snprintf(to, 48, value < 1.5 ? _(units[i].one) : _(units[i].many), value < 1 ? 1 : value);
		return to;
	}
	return to;
}

/* "1.00 ns" is "1 ns": what was not measured needs no digits that count. */
static void round_off(char *length)
{
	char *dot = strchr(length, '.'), *blank = strchr(length, ' ');
	if (dot && blank > dot && strspn(dot + 1, "0") == (size_t)(blank - dot) - 1)
		memmove(dot, blank, strlen(blank) + 1);
}

static void scale_say(struct buffer *to, const struct measures *measures)
{
	struct scale scale = { .count = 0 };
	double one = addition(measures, MEASURE_ADDITIONS);
	char length[64], years[48] = "";
	put_people(&scale);
	put_machine(&scale, measures);
	qsort(scale.moments, (size_t)scale.count, sizeof scale.moments[0], by_time);
	page_print(to, "```\n");
	for (int i = 0; i < scale.count; i++) {
		const struct moment *moment = &scale.moments[i];
		struct measure_figure figure = { .runs = 1, .median = moment->seconds };
		measure_text(MEASURE_START, &figure, length);
		if (!moment->measured)
			round_off(length);
		if (one > 0)
			human(moment->seconds / one, years);
		int before = 8 - text_width(length), after = 46 - text_width(moment->words);
		page_print(to, "%*s%s  %c %s%*s %s\n", before > 0 ? before : 0, "", length, moment->measured ? '*' : ' ', moment->words, after > 0 && years[0] ? after : 0, "", years);
	}
	page_print(to, "```\n\n");
}

void page_human_time(const struct measures *measures, struct buffer *to)
{
	const struct measure_figure *machine = &measures->at[MEASURE_ADDITIONS][MEASURE_MACHINE], *recipe = &measures->at[MEASURE_RECIPE][MEASURE_MACHINE];
	char many[64], fewer[64];
	say_measured(measures, to);
	page_print(to, "%s", _("What takes less than **100 ms** a person takes for *at once*."));
	if (machine->runs && recipe->runs)
		page_print(to, _(" In that time one core here does **%s** additions, one after the other, and a recipe **%s**."), measure_text(MEASURE_ADDITIONS, machine, many),
			measure_text(MEASURE_RECIPE, recipe, fewer));
	page_print(to, " %s\n\n## %s\n\n", _("So a program has more time than it seems, unless it waits, or stands in somebody's way."), _("From a nanosecond to ten seconds"));
	if (machine->runs)
		page_print(to, "%s\n\n", _("A star stands before what was measured here. At the right: how long it would take if one addition took a second."));
	scale_say(to, measures);
	page_print(to, "%s\n", _("See also [what things cost](page:comparison), [blocking](word:blocking), [latency](word:latency) and [throughput](word:throughput)."));
}
