/* atlas_free.c - possible against likely: which counted outcomes were met in free runs, and how often.
 *
 * What is met freely and was not counted means that one of the two is wrong (or that the recipe's outcome depends on more than its schedule): it is said
 * loudly, never left out. */
#include "tui/atlas.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <string.h>

uint32_t free_runs_of(const struct trials_result *result, const struct study_outcome *outcome)
{
	for (size_t i = 0; i < result->outcome_count; i++)
		if (!strcmp(result->outcomes[i].key, outcome->key))
			return result->outcomes[i].runs;
	return 0;
}

bool free_is_unknown(const struct trials_outcome *outcome, const struct study_count *count)
{
	for (size_t i = 0; i < count->outcome_count; i++)
		if (!strcmp(outcome->key, count->outcomes[i].key))
			return false;
	return true;
}

char *free_words(const struct trials *trials, const struct study_count *count, char *to, size_t size)
{
	const struct trials_result *result = trials_result(trials, 0);
	char runs[24], number[24];
	snprintf(number, sizeof number, "%u", result->runs);
	study_grouped(number, runs, sizeof runs);
	uint32_t unknown = result->others;
	for (size_t i = 0; i < result->outcome_count; i++)
		if (free_is_unknown(&result->outcomes[i], count))
			unknown += result->outcomes[i].runs;
	if (result->error[0])
		snprintf(to, size, _("Free runs: %s"), result->error);
	else if (unknown && count->complete && !trials_over(trials))
		snprintf(to, size, _("%u of %s free runs so far ended as no counted schedule does."), unknown, runs);
	else if (unknown && count->complete)
		snprintf(to, size, _("%u of %s free runs ended as NO counted schedule does: the recipe's outcome depends on more than its schedule, or the count is wrong."), unknown, runs);
	else if (!trials_over(trials))
		snprintf(to, size, _("Running it freely: %s runs so far, %u failed."), runs, result->failing);
	else if (!result->runs)
		snprintf(to, size, _("Not one free run came to its end within %.0f s."), trials_elapsed_s(trials));
	else if (result->failing)
		snprintf(to, size, _("It really failed in %u of %s free runs (%.1f s, at 1,000 times the pace)."), result->failing, runs, trials_elapsed_s(trials));
	else if (strcmp(count->failing, "0"))
		snprintf(to, size, _("It really failed in none of %s free runs (%.1f s, at 1,000 times the pace): possible is not likely, until the demo."), runs, trials_elapsed_s(trials));
	else
		snprintf(to, size, _("None of %s free runs failed (%.1f s, at 1,000 times the pace), and none can."), runs, trials_elapsed_s(trials));
	return to;
}
