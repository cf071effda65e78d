/* explore_outcomes.c - how the schedules of a recipe end: a row for each outcome, the most frequent first, with a bar. */
#include "cli/explore_cli.h"
#include "cli/explore_figures.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define OUTCOMES_TOLD 12
#define BAR_CELLS 10

static void bar(FILE *to, double share)
{
	static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	int full = (int)(share * BAR_CELLS), part = (int)((share * BAR_CELLS - full) * 8), used = full;

	if (!explore_utf8()) {
		full = (int)ceil(share * BAR_CELLS);
		fprintf(to, "%-*.*s", BAR_CELLS, full, "##########");
		return;
	}
	for (int i = 0; i < full; i++)
		fputs("█", to);
	if (full < BAR_CELLS && (part || (full == 0 && share > 0))) {
		fputs(eighths[part ? part : 1], to);
		used++;
	}
	fprintf(to, "%*s", BAR_CELLS - used, "");
}

/* "visits = 2", or what went wrong. */
static void words_of(const json_t *outcome, char *to, size_t size)
{
	json_t *globals = json_object_get(outcome, "globals"), *waiting = json_object_get(outcome, "waiting"), *value;
	const char *name, *wrong = *text_of(outcome, "error") ? text_of(outcome, "error") : text_of(outcome, "broken");
	size_t length = 0, i;

	*to = '\0';
	json_object_foreach(globals, name, value) {
		char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(9));
		length += (size_t)snprintf(to + length, size - length, "%s%s = %s", length ? ", " : "", name, json_is_null(value) ? "nil" : text ? text : "");
		length = length < size ? length : size - 1;
		free(text);
	}
	if (*wrong)
		length += (size_t)snprintf(to + length, size - length, "%s%s", length ? "; " : "", wrong);
	length = length < size ? length : size - 1;
	for (size_t told = i = 0; i <= json_array_size(waiting); i++) {
		const json_t *one = json_array_get(waiting, i);
		if (one && strncmp(text_of(one, "for"), "the end of ", 11) == 0 && json_array_size(waiting) > 1)
			continue; /* waits along */
		length += (size_t)snprintf(to + length, size - length, "%s%s", one ? told ? ", " : length ? "; " : "" : told == 1 ? _(" waits") : told ? _(" wait") : "",
			one ? text_of(one, "worker") : "");
		length = length < size ? length : size - 1;
		told += one != NULL;
	}
}

/* Print at most `columns` of a text. */
static void print_cut(FILE *to, const char *text, int columns)
{
	const char *at = text, *end = text + strlen(text);
	bool whole = text_width(text) <= columns;
	int used = 0;

	while (at < end) {
		const char *next = at;
		int wide = text_columns(text_next(&next, end));
		if (!whole && used + wide > columns - 1)
			break;
		fwrite(at, 1, (size_t)(next - at), to);
		used += wide;
		at = next;
	}
	fputs(whole ? "\n" : "…\n", to);
}

/* How often an outcome came: in schedules, or in random walks where these could not be counted. */
static double weight(const json_t *outcome)
{
	return json_object_get(outcome, "runs") ? number_of(outcome, "runs") : decimal(outcome, "schedules");
}

static int by_weight(const void *x, const void *y)
{
	double a = weight(*(const json_t *const *)x), b = weight(*(const json_t *const *)y);

	return a < b ? 1 : a > b ? -1 : 0;
}

static const char *weight_text(const json_t *outcome, char to[64])
{
	char runs[24];

	if (!json_object_get(outcome, "runs"))
		return explore_grouped(text_of(outcome, "schedules"), to);
	snprintf(runs, sizeof runs, "%.0f", number_of(outcome, "runs"));
	return explore_grouped(runs, to);
}

struct column {
	int width;    /* of the counts */
	double all;   /* what they add up to */
	bool chance;  /* there is one beside them */
};

static void say_outcome(FILE *to, const json_t *outcome, const struct column *column)
{
	char count[64], words[1024], clean[1024], share[16], likely[16];
	double part = column->all > 0 ? weight(outcome) / column->all : 0;
	int used = 2 + column->width + 2 + BAR_CELLS + 9 + (column->chance ? 9 : 0) + 2 + 8 + 2;

	words_of(outcome, words, sizeof words);
	text_clean(clean, sizeof clean, words, strlen(words));
	fprintf(to, "  %*s  ", column->width, weight_text(outcome, count));
	bar(to, part);
	fprintf(to, "%9s", percent(part, share));
	if (column->chance)
		fprintf(to, "%9s", percent(number_of(outcome, "chance"), likely));
	fprintf(to, "  %-*s", *clean ? 10 : 0, is(outcome, "deadlock") ? _("deadlock") : is(outcome, "ok") ? _("good") : _("fails"));
	fputs(*clean ? "" : "\n", to);
	if (*clean)
		print_cut(to, clean, used < COLUMNS - 20 ? COLUMNS - used : 20);
}

static struct column measure(json_t **sorted, size_t count, bool chance)
{
	struct column column = { .width = 9, .chance = chance };
	char text[64];

	for (size_t i = 0; i < count; i++) {
		int wide = (int)strlen(weight_text(sorted[i], text));
		column.width = wide > column.width ? wide : column.width;
		column.all += weight(sorted[i]);
	}
	return column;
}

static void say_sorted(FILE *to, json_t **sorted, size_t count, bool sampled, bool chance)
{
	struct column column = measure(sorted, count, chance && !sampled);

	const char *what = sampled ? _("walks") : _("schedules");
	int more = (int)strlen(what) - text_width(what); /* printf counts bytes */
	fprintf(to, "\n  %*s  %*s%s  %8s  %s\n", column.width + more, what, BAR_CELLS + 9, _("share"), column.chance ? _("   random") : "", "", _("left behind"));
	for (size_t i = 0; i < count && i < OUTCOMES_TOLD; i++)
		say_outcome(to, sorted[i], &column);
	if (count > OUTCOMES_TOLD)
		fprintf(to, _("  … and %zu more; --json has them all\n"), count - OUTCOMES_TOLD);
}

/* The most frequent first; to be freed, NULL when there are none. */
static json_t **sorted_of(const json_t *answer, size_t *count)
{
	const json_t *outcomes = json_object_get(answer, "outcomes");
	json_t **sorted = calloc(json_array_size(outcomes) + 1, sizeof *sorted);

	*count = sorted ? json_array_size(outcomes) : 0;
	for (size_t i = 0; i < *count; i++)
		sorted[i] = json_array_get(outcomes, i);
	if (*count)
		qsort(sorted, *count, sizeof *sorted, by_weight);
	return sorted;
}

void explore_say_outcomes(FILE *to, const json_t *answer)
{
	size_t count;
	json_t **sorted = sorted_of(answer, &count);

	if (count)
		say_sorted(to, sorted, count, is(answer, "sampled"), !json_is_null(json_object_get(answer, "chance")));
	free(sorted);
}

/* ---- for a voice ---- */

/* "- visits = 2, good: 4 schedules, 66.7 %; by a random scheduler 50.0 % of the time." */
static void tell_outcome(FILE *to, const json_t *outcome, const struct column *column, bool sampled)
{
	char count[64], words[1024], clean[1024], share[16], likely[16];
	const char *how = is(outcome, "deadlock") ? _("deadlock") : is(outcome, "ok") ? _("good") : _("fails");
	unsigned long n = strcmp(weight_text(outcome, count), "1") ? 2 : 1;

	words_of(outcome, words, sizeof words);
	text_clean(clean, sizeof clean, words, strlen(words));
	fprintf(to, "- %s%s%s: ", clean, *clean ? ", " : "", how);
	fprintf(to, sampled ? ngettext("%s walk", "%s walks", n) : ngettext("%s schedule", "%s schedules", n), count);
	fprintf(to, ", %s", percent(column->all > 0 ? weight(outcome) / column->all : 0, share));
	if (column->chance)
		fprintf(to, _("; by a random scheduler %s of the time"), percent(number_of(outcome, "chance"), likely));
	fputs(".\n", to);
}

void explore_tell_outcomes(FILE *to, const json_t *answer)
{
	bool sampled = is(answer, "sampled");
	size_t count;
	json_t **sorted = sorted_of(answer, &count);
	struct column column = measure(sorted, count, !sampled && !json_is_null(json_object_get(answer, "chance")));

	if (count)
		fprintf(to, "\n%s\n", _("How they end:"));
	for (size_t i = 0; i < count && i < OUTCOMES_TOLD; i++)
		tell_outcome(to, sorted[i], &column, sampled);
	if (count > OUTCOMES_TOLD)
		fprintf(to, _("- and in %zu more ways.\n"), count - OUTCOMES_TOLD);
	free(sorted);
}
