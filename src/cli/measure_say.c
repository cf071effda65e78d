/* measure_say.c - the figures in plain units, with their spread: see measure.h. */
#include "cli/measure.h"

#include "cli/explore_cli.h"
#include "source/measured.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <math.h>
#include <string.h>

#define WORDS_COLUMNS 24
#define COLUMNS 11

const struct measure_row_words measure_rows[MEASURE_ROWS] = {
	[MEASURE_START] = { "start", MEASURE_SECONDS, N_("start and end of a task") },
	[MEASURE_SWITCH] = { "switch", MEASURE_SECONDS, N_("a switch, on one core") },
	[MEASURE_VALUE] = { "value", MEASURE_SECONDS, N_("a value through a queue") },
	[MEASURE_PARCEL] = { "parcel", MEASURE_SECONDS, N_("a parcel of 10 MB") },
	[MEASURE_WAITING] = { "waiting", MEASURE_BYTES, N_("memory of one waiting") },
	[MEASURE_MOST] = { "most", MEASURE_NUMBER, N_("that wait at once") },
	[MEASURE_COLD] = { "cold", MEASURE_SECONDS, N_("request, cold start") },
	[MEASURE_WARM] = { "warm", MEASURE_SECONDS, N_("request, warm start") },
	[MEASURE_ADDITIONS] = { "additions", MEASURE_NUMBER, N_("additions in 100 ms") },
	[MEASURE_RECIPE] = { "recipe-additions", MEASURE_NUMBER, N_("the same in a recipe") },
};

const char *const measure_kinds[MEASURE_KINDS] = { "threads", "threads+gil", "loop", "processes", "instances", "machine" };

/* ---- units ---- */

struct scale {
	double of;
	const char *unit;
};

static struct scale scale_of(enum measure_unit unit, double value)
{
	bool utf8 = explore_utf8();
	switch (unit) {
	case MEASURE_SECONDS:
		return value >= 1 ? (struct scale){ 1, " s" } : value >= 1e-3 ? (struct scale){ 1e-3, " ms" } : value >= 1e-6 ? (struct scale){ 1e-6, utf8 ? " µs" : " us" }
			: (struct scale){ 1e-9, " ns" };
	case MEASURE_BYTES:
		return value >= 1e9 ? (struct scale){ 1e9, " GB" } : value >= 1e6 ? (struct scale){ 1e6, " MB" } : value >= 1e3 ? (struct scale){ 1e3, " KB" }
			: (struct scale){ 1, _(" bytes") };
	default: return value >= 1e9 ? (struct scale){ 1e9, _(" billion") } : value >= 1e6 ? (struct scale){ 1e6, _(" million") } : (struct scale){ 1, "" };
	}
}

/* Three digits that count: "0.65", "1.59", "12.3", "640"; whole numbers in groups. */
static void digits(double value, char to[32])
{
	char plain[32], grouped[64];
	if (value < 99.95) {
		snprintf(to, 32, "%.*f", value < 9.995 ? 2 : 1, value);
		return;
	}
	snprintf(plain, sizeof plain, "%.0f", value);
	snprintf(to, 32, "%s", value < 1e15 ? explore_grouped(plain, grouped) : plain);
}

static void number(double value, struct scale scale, char to[32])
{
	char plain[32], grouped[64];
	if (scale.of == 1 && !scale.unit[0] && value < 1e6) {
		snprintf(plain, sizeof plain, "%.0f", value);
		snprintf(to, 32, "%s", explore_grouped(plain, grouped));
	} else {
		digits(value / scale.of, to);
	}
}

char *measure_text(enum measure_row row, const struct measure_figure *figure, char to[64])
{
	struct scale scale = scale_of(measure_rows[row].unit, figure->median);
	char value[32];
	number(figure->median, scale, value);
	if (figure->runs)
		snprintf(to, 64, "%s%s%s", figure->at_least ? _("at least ") : "", value, scale.unit);
	else
		snprintf(to, 64, "?");
	return to;
}

/* ---- the table ---- */

/* At the right of its column: printf counts bytes, a µ has two. `owed` are blanks before it that nothing has needed yet. */
static void say_right(FILE *to, const char *text, int *owed)
{
	int blanks = *owed + COLUMNS - text_width(text);
	if (*text)
		fprintf(to, "%*s%s", blanks > 0 ? blanks : 0, "", text);
	*owed = *text ? 0 : blanks;
}

static void say_median(FILE *to, enum measure_row row, const struct measure_figure *figure, int *owed)
{
	char text[64], value[32];
	if (figure->at_least) {
		number(figure->median, scale_of(measure_rows[row].unit, figure->median), value);
		snprintf(text, sizeof text, "%s%s", explore_utf8() ? "≥ " : ">= ", value);
	} else {
		measure_text(row, figure, text);
	}
	say_right(to, figure->runs ? text : figure->why[0] ? "?" : explore_utf8() ? "·" : "-", owed);
}

/* In the unit of the median, which stands above. */
static void say_spread(FILE *to, enum measure_row row, const struct measure_figure *figure, int *owed)
{
	struct scale scale = scale_of(measure_rows[row].unit, figure->median);
	char low[32], high[32], text[80] = "";
	number(figure->low, scale, low);
	number(figure->high, scale, high);
	if (figure->runs > 1)
		snprintf(text, sizeof text, "%s%s%s", low, explore_utf8() ? "–" : "-", high);
	say_right(to, text, owed);
}

static bool has_spread(const struct measures *measures, int row)
{
	for (int kind = 0; kind < MEASURE_MACHINE; kind++)
		if (measures->at[row][kind].runs > 1)
			return true;
	return false;
}

static void say_row(FILE *to, const struct measures *measures, enum measure_row row)
{
	int owed = WORDS_COLUMNS - text_width(_(measure_rows[row].words));
	fprintf(to, "%s", _(measure_rows[row].words));
	for (int kind = 0; kind < MEASURE_MACHINE; kind++)
		say_median(to, row, &measures->at[row][kind], &owed);
	fprintf(to, "\n");
	if (!has_spread(measures, row))
		return;
	owed = WORDS_COLUMNS;
	for (int kind = 0; kind < MEASURE_MACHINE; kind++)
		say_spread(to, row, &measures->at[row][kind], &owed);
	fprintf(to, "\n");
}

static void say_head(FILE *to, const struct measures *measures)
{
	const struct measure_machine *machine = &measures->machine;
	fprintf(to, ngettext("Measured %s by lunchrush %s: %s, %d core,\n", "Measured %s by lunchrush %s: %s, %d cores,\n", (unsigned long)machine->cores), measures->date, machine->program, machine->cpu[0] ? machine->cpu : _("a processor without a name"),
		machine->cores);
	fprintf(to, _("%.1f GB of memory, %s; "), machine->memory / 1e9, machine->kernel);
	if (measures->repeats > 1)
		fprintf(to, _("medians of %u runs, below them the\nsmallest and the largest%s.\n\n"), measures->repeats, measures->quick ? _("; a quick measurement, and rough") : "");
	else
		fprintf(to, _("one run of each%s.\n\n"), measures->quick ? _(", quick and rough") : "");
	for (int kind = 0, owed = WORDS_COLUMNS; kind < MEASURE_MACHINE; kind++)
		say_right(to, kind == MEASURE_THREADS_GIL ? _("with a GIL") : measure_kinds[kind], &owed);
	fprintf(to, "\n");
}

static void say_human(FILE *to, const struct measures *measures)
{
	char machine[64], recipe[64];
	const struct measure_figure *additions = &measures->at[MEASURE_ADDITIONS][MEASURE_MACHINE], *slower = &measures->at[MEASURE_RECIPE][MEASURE_MACHINE];
	if (additions->runs && slower->runs)
		fprintf(to, _("\nA person takes 100 ms for at once. In that time one core does %s\nadditions one after another, and a recipe %s.\n"),
			measure_text(MEASURE_ADDITIONS, additions, machine), measure_text(MEASURE_RECIPE, slower, recipe));
}

static void say_whys(FILE *to, const struct measures *measures)
{
	const char *begin = "\n";
	for (int row = 0; row < MEASURE_ROWS; row++)
		for (int kind = 0; kind < MEASURE_KINDS; kind++)
			if (measures->at[row][kind].why[0]) {
				fprintf(to, _("%sNot measured: %s, %s: %s\n"), begin, _(measure_rows[row].words), measure_kinds[kind], measures->at[row][kind].why);
				begin = "";
			}
}

void measure_say(FILE *to, const struct measures *measures)
{
	say_head(to, measures);
	for (int row = 0; row < MEASURE_ADDITIONS; row++)
		say_row(to, measures, (enum measure_row)row);
	say_human(to, measures);
	say_whys(to, measures);
	if (measures->others >= OTHERS_TOLD)
		fprintf(to, _("\nOthers used %.0f %% of the machine meanwhile: figures may mislead.\n"), measures->others * 100);
}
