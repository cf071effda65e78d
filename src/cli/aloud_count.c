/* aloud_count.c - all schedules counted, and engines compared, in words. See aloud_inner.h. */
#include "cli/aloud_inner.h"

#include "cli/compare_cli.h"
#include "cli/explore_cli.h"
#include "trace/tongue.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMPARE_RUNS 1 /* of each engine, as on the screen */

/* ---- all schedules ---- */

static void say_count(const struct aloud *aloud, const json_t *answer, const struct explore_words *words)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		abort();
	explore_say(to, answer, words);
	fclose(to);
	aloud_flow(aloud, text);
	free(text);
}

static int take_count(struct aloud *aloud, const struct explore_told *told, const struct explore_words *words, struct facts *facts)
{
	json_t *answer = told->report ? json_loads(told->report, 0, NULL) : NULL;
	const char *why = json_string_value(json_object_get(answer, "error"));
	struct error error = { "" };
	int result = -1;

	if (why || !json_object_get(answer, "schedules"))
		aloud_say(aloud, _("The schedules cannot be counted: %s"), why ? why : _("the count was ended before it could tell what it knows"));
	else if ((result = facts_count_read(&facts->count, answer, &error)))
		aloud_say(aloud, "%s", error.text);
	else
		say_count(aloud, answer, words);
	json_decref(answer);
	return result;
}

int aloud_count(struct aloud *aloud, const struct launch *launch, struct facts *facts)
{
	struct explore_words words = { .aloud = true };
	struct explore_told told;
	struct error error;
	int result = -1;

	aloud_say(aloud, "%s", _("Every schedule is counted."));
	fflush(stdout);
	launch_copy(&words.launch, launch);
	free(words.launch.schedule);
	words.launch.schedule = NULL;
	*words.launch.policy = '\0';
	words.launch.explore = true;
	words.launch.trace = words.launch.events = false;
	if (explore_talk(&words, &told, &error))
		aloud_say(aloud, _("The schedules cannot be counted: %s"), error.text);
	else
		result = take_count(aloud, &told, &words, facts);
	if (told.signal)
		aloud->signal = told.signal, aloud->over = true;
	explore_told_release(&told);
	launch_release(&words.launch);
	return result;
}

enum wish aloud_explore(struct aloud *aloud)
{
	struct facts facts = { .report = NULL, .cost = -1 };

	if (aloud_count(aloud, &aloud->launch, &facts) == 0 && !aloud->signal)
		lecture_ran(&aloud->lecture, &facts);
	return WISH_ENTER;
}

/* ---- engines beside each other ---- */

static void say_row(const struct aloud *aloud, const struct comparison *comparison, const struct compare_row *row)
{
	const struct compare_row *base = compare_base(comparison);
	const struct measured *is = &row->is;

	if (!is->ran) {
		aloud_say(aloud, is->died ? _("- %s died: %s.") : _("- %s was not measured: %s."), row->way->name, is->why);
		return;
	}
	aloud_say(aloud, _("- %s: %.3g s; speed-up %.2f; %.3g s of CPU time; %.1f MB of memory at most; %lld switches; %lld served."), row->way->name, is->elapsed_s,
		base && is->elapsed_s > 0 ? base->is.elapsed_s / is->elapsed_s : 0, is->cpu_s, (double)is->peak_kb / 1024, is->switches, is->served);
	if (is->wrong)
		aloud_say(aloud, _("  There it does not hold: %s"), is->why);
}

static void say_comparison(const struct aloud *aloud, const struct comparison *comparison)
{
	const struct compare_row *base = compare_base(comparison);
	double others = 0;

	aloud_say(aloud, _("%s, on %d cores:"), comparison->title, comparison->cores);
	for (size_t i = 0; i < comparison->row_count; i++) {
		say_row(aloud, comparison, &comparison->rows[i]);
		others = comparison->rows[i].is.ran && comparison->rows[i].is.others > others ? comparison->rows[i].is.others : others;
	}
	if (base)
		aloud_say(aloud, _("The speed-up is against %s."), base->way->name);
	if (others >= OTHERS_TOLD)
		aloud_say(aloud, _("Others used up to %.0f %% of the machine meanwhile: figures may mislead."), others * 100);
}

static int sides_take(const struct comparison *comparison, struct facts_side sides[COMPARE_WAYS])
{
	const struct compare_row *base = compare_base(comparison);
	int count = 0;

	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct compare_row *row = &comparison->rows[i];
		if (!row->is.ran)
			continue;
		snprintf(sides[count].engine, sizeof sides->engine, "%.31s", row->way->name);
		sides[count++].speedup = row->is.elapsed_s > 0 ? base->is.elapsed_s / row->is.elapsed_s : NAN;
	}
	return count;
}

/* "sequential,threads"; "" : all. */
static void ways_read(struct compare_words *words, const char *engines)
{
	for (size_t i = 0; i < COMPARE_WAYS && !*engines; i++)
		words->ways[words->way_count++] = &compare_ways[i];
	while (*engines && words->way_count < COMPARE_WAYS) {
		size_t length = strcspn(engines, ", ");
		const struct compare_way *way = compare_way_named(engines, length);
		if (way)
			words->ways[words->way_count++] = way;
		engines += length + strspn(engines + length, ", ");
	}
}

enum wish aloud_compare(struct aloud *aloud)
{
	struct compare_words words = { .runs = COMPARE_RUNS, .quiet = true };
	struct facts_side sides[COMPARE_WAYS];
	struct facts facts = { .sides = sides, .cost = -1 };
	struct comparison comparison;
	struct error error;
	int status;

	ways_read(&words, lecture_step(&aloud->lecture)->engines);
	launch_copy(&words.launch, &aloud->launch);
	aloud_say(aloud, "%s", _("One engine after another is measured."));
	fflush(stdout);
	if (compare_measure(&words, &comparison, &status, &error)) {
		aloud_say(aloud, "%s", error.text);
	} else {
		say_comparison(aloud, &comparison);
		facts.side_count = sides_take(&comparison, sides);
		if (!comparison.signal)
			lecture_ran(&aloud->lecture, &facts);
		aloud->signal = comparison.signal;
		aloud->over |= comparison.signal != 0;
	}
	launch_release(&words.launch);
	return WISH_ENTER;
}
