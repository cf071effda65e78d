/* compare_say.c - the measured table, for people and for programs: see compare_cli.h. */
#include "cli/compare_cli.h"

#include "cli/explore_cli.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <math.h>
#include <string.h>

#define COLUMNS 80

const struct compare_row *compare_base(const struct comparison *comparison)
{
	const struct compare_row *first = NULL;
	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct compare_row *row = &comparison->rows[i];
		if (row->is.ran && strcmp(row->way->engine, "sequential") == 0)
			return row;
		if (row->is.ran && !first)
			first = row;
	}
	return first;
}

static double speedup(const struct comparison *comparison, const struct compare_row *row)
{
	const struct compare_row *base = compare_base(comparison);
	return base && row->is.elapsed_s > 0 ? base->is.elapsed_s / row->is.elapsed_s : NAN;
}

static struct compare_known known_of(const struct comparison *comparison, const struct compare_row *row)
{
	return comparison->published.known[row->way - compare_ways];
}

/* ---- the table ---- */

/* Four digits that count, in at most seven places: "0.143", "12.3". */
static char *seconds(double value, char to[32])
{
	snprintf(to, 32, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
	return to;
}

static const char *times(void)
{
	return explore_utf8() ? "×" : "x";
}

static void say_known(FILE *to, struct compare_known known)
{
	if (!isnan(known.seconds))
		fprintf(to, "  %7.4g s", known.seconds);
	else if (!isnan(known.speedup))
		fprintf(to, "  %7.2f %s", known.speedup, times());
}

/* Words from a column on, broken at spaces so that none passes column 80 where it need not. */
static void say_wrapped(FILE *to, int column, const char *text)
{
	for (int at = column; *text;) {
		int length = (int)strcspn(text, " "), blank = at > column;
		if (blank && at + 1 + length > COLUMNS) {
			fprintf(to, "\n%*s", column, "");
			at = column;
			blank = 0;
		}
		fprintf(to, "%s%.*s", blank ? " " : "", length, text);
		at += blank + length;
		text += length + strspn(text + length, " ");
	}
	fprintf(to, "\n");
}

static void say_row(FILE *to, const struct comparison *comparison, const struct compare_row *row)
{
	char elapsed[32], cpu[32];
	if (!row->is.ran) {
		fprintf(to, "  %-11s  %s: ", row->way->name, row->is.died ? _("died") : "n/a");
		say_wrapped(to, row->is.died ? 17 + text_width(_("died")) : 20, row->is.why);
		return;
	}
	fprintf(to, "  %-11s %7s s %6.2f %s %7s s %6.1f MB %8lld %7lld", row->way->name, seconds(row->is.elapsed_s, elapsed), speedup(comparison, row), times(),
		seconds(row->is.cpu_s, cpu), (double)row->is.peak_kb / 1024, row->is.switches, row->is.served);
	say_known(to, known_of(comparison, row));
	fprintf(to, "\n");
}

static void say_broken(FILE *to, const struct comparison *comparison)
{
	const char *begin = "\n";
	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct compare_row *row = &comparison->rows[i];
		if (!row->is.ran || !row->is.wrong)
			continue;
		fprintf(to, "%s", begin);
		fprintf(to, _("On %s it does not hold: "), row->way->name);
		say_wrapped(to, text_width(_("On %s it does not hold: ")) - 2 + text_width(row->way->name), row->is.why);
		begin = "";
	}
}

static void say_foot(FILE *to, const struct comparison *comparison, const struct compare_row *base)
{
	char words[700];
	const char *by = comparison->published.by;
	snprintf(words, sizeof words, _("Speed-up is against %s. CPU is of all cores together, peak memory of all its processes.%s%s%s%s"), base->way->name,
		comparison->shown ? _(" Each run was on the screen and told its events: with --plain none is told.") : "", *by ? _(" Published: ") : "", by, *by ? "." : "");
	fprintf(to, "\n");
	say_wrapped(to, 0, words);
}

/* Figures are less than what the machine could give. */
static void say_others(FILE *to, const struct comparison *comparison)
{
	double most = 0;
	for (size_t i = 0; i < comparison->row_count; i++)
		if (comparison->rows[i].is.ran && comparison->rows[i].is.others > most)
			most = comparison->rows[i].is.others;
	if (most >= OTHERS_TOLD)
		fprintf(to, _("\nOthers used up to %.0f %% of the machine meanwhile: figures may mislead.\n"), most * 100);
}

void compare_say(FILE *to, const struct compare_words *words, const struct comparison *comparison)
{
	const struct compare_row *base = compare_base(comparison);
	bool known = *comparison->published.by;
	fprintf(to, ngettext("%s (%s) on %d core, seed %llu", "%s (%s) on %d cores, seed %llu", (unsigned long)comparison->cores), comparison->title, words->launch.recipe, comparison->cores,
		(unsigned long long)words->launch.seed);
	if (words->runs > 1)
		fprintf(to, _("; of %u runs each the one of median length"), words->runs);
	fprintf(to, "\n\n  %-11s %9s %8s %9s %9s %8s %7s%s\n", _("engine"), _("elapsed"), _("speed-up"), _("CPU"), _("peak"), _("switches"), _("served"), known ? _("  published") : "");
	for (size_t i = 0; i < comparison->row_count; i++)
		say_row(to, comparison, &comparison->rows[i]);
	say_broken(to, comparison);
	if (base)
		say_foot(to, comparison, base);
	say_others(to, comparison);
	if (comparison->signal)
		fprintf(to, _("\nInterrupted: the rest was not measured.\n"));
	else if (comparison->cut)
		fprintf(to, _("\nThe rest was not measured.\n"));
}

/* ---- JSON ---- */

static json_t *number_or_null(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *row_json(const struct comparison *comparison, const struct compare_row *row)
{
	struct compare_known known = known_of(comparison, row);
	return json_pack("{s:s,s:f,s:o,s:f,s:I,s:I,s:I,s:o,s:o,s:o}", "engine", row->way->name, "elapsed_s", row->is.elapsed_s, "speedup",
		number_or_null(speedup(comparison, row)), "cpu_s", row->is.cpu_s, "peak_kb", (json_int_t)row->is.peak_kb, "switches", (json_int_t)row->is.switches, "served",
		(json_int_t)row->is.served, "published_s", number_or_null(known.seconds), "published_speedup", number_or_null(known.speedup), "broken",
		row->is.wrong ? json_string(row->is.why) : json_null());
}

json_t *compare_json(const struct compare_words *words, const struct comparison *comparison)
{
	json_t *rows = json_array(), *left_out = json_array();
	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct compare_row *row = &comparison->rows[i];
		if (row->is.ran)
			json_array_append_new(rows, row_json(comparison, row));
		else
			json_array_append_new(left_out, json_pack("{s:s,s:s}", "engine", row->way->name, "why", row->is.why));
	}
	return json_pack("{s:s,s:i,s:I,s:I,s:o,s:o}", "recipe", words->launch.recipe, "cores", comparison->cores, "seed", (json_int_t)words->launch.seed, "runs",
		(json_int_t)words->runs, "rows", rows, "left_out", left_out);
}
