/* atlas_words.c - what was counted, in sentences: how many fail, how likely that is, the simplest that fails, what is not known, and what the other engine does. */
#include "tui/atlas.h"

#include "trace/tongue.h"
#include "tui/pen.h"

#include <stdio.h>
#include <string.h>

double atlas_share(const char *part, const char *all)
{
	long double whole = study_number(all);
	return whole > 0 ? (double)(study_number(part) / whole) : 0;
}

/* What is little is not nothing, and what is nearly all is not all. */
char *atlas_percent(double share, char to[16])
{
	if (share > 0 && share < 0.0005)
		strcpy(to, "< 0.1 %");
	else if (share < 1 && share > 0.9995)
		strcpy(to, "> 99.9 %");
	else
		snprintf(to, 16, "%.1f %%", share * 100);
	return to;
}

/* Which schedules the numbers are of, where they are not all. */
static char *part_words(const struct study_count *count, char *to, size_t size)
{
	if (count->bound >= 0)
		snprintf(to, size, ngettext(" with at most %d preemption", " with at most %d preemptions", (unsigned long)count->bound), count->bound);
	else
		snprintf(to, size, "%s", count->complete ? "" : count->endless ? _(" that end") : _(" counted so far"));
	return to;
}

/* "84 of 90 schedules fail (93.3 %). A scheduler that picks at random fails 83.3 % of the time." */
static char *verdict(const struct study_count *count, char *to, size_t size)
{
	char failing[64], all[64], share[16], chance[16], part[64];
	bool whole = count->complete && count->bound < 0;
	study_grouped(count->failing, failing, sizeof failing);
	study_grouped(count->schedules, all, sizeof all);
	part_words(count, part, sizeof part);
	if (!strcmp(count->schedules, "1") && whole)
		snprintf(to, size, strcmp(count->failing, "0") ? _("The only schedule fails.") : _("The only schedule ends well."));
	else if (!strcmp(count->failing, "0"))
		snprintf(to, size, whole ? _("No schedule fails: 0 of %s.%s") : count->endless && count->bound < 0 ? _("None of %s schedules%s fails, but not all end.") : _("None of %s schedules%s fails, but not all could be counted."), all, part);
	else
		snprintf(to, size, _("%s of %s schedules%s fail (%s)."), failing, all, part, atlas_percent(atlas_share(count->failing, count->schedules), share));
	size_t used = strlen(to);
	if (strcmp(count->failing, "0") && whole && count->chance >= 0 && used < size)
		snprintf(to + used, size - used, _(" A scheduler that picks at random fails %s of the time."), atlas_percent(count->chance, chance));
	return to;
}

/* "There are too many states to count: of 12,000 random walks 34 failed, so between 0.2 % and 0.4 % of all do." */
static char *walks_words(const struct study_count *count, char *to, size_t size)
{
	char runs[32], number[24], low[16], high[16];
	snprintf(number, sizeof number, "%llu", (unsigned long long)count->walks);
	study_grouped(number, runs, sizeof runs);
	size_t used = (size_t)snprintf(to, size, _("There are too many states to count them all. Of %s random walks %llu failed"), runs, (unsigned long long)count->walks_failing);
	if (count->walks_high > 0 && used < size)
		snprintf(to + used, size - used, _(": 19 times of 20 the chance lies between %s and %s."), atlas_percent(count->walks_low, low), atlas_percent(count->walks_high, high));
	else if (used < size)
		snprintf(to + used, size - used, ".");
	return to;
}

static char *preemptions(const struct study_count *count, char *to, size_t size)
{
	char failing[64], of[64];
	size_t used = (size_t)snprintf(to, size, _("With at most"));
	for (int i = 0; i < count->at_most_count && used < size; i++)
		used += (size_t)snprintf(to + used, size - used, "%s %d", i ? "," : "", i);
	if (used < size)
		used += (size_t)snprintf(to + used, size - used, _(" preemptions"));
	for (int i = 0; i < count->at_most_count && used < size; i++)
		used += (size_t)snprintf(to + used, size - used, _("%s %s of %s"), i ? "," : "", study_grouped(count->at_most[i].failing, failing, sizeof failing),
			study_grouped(count->at_most[i].of, of, sizeof of));
	if (used < size)
		snprintf(to + used, size - used, _(" fail."));
	return to;
}

static char *witness(const struct study_count *count, char *to, size_t size)
{
	static const char *const numbers[] = { N_("no preemption"), N_("one preemption"), N_("two preemptions") };
	char many[32];
	int n = count->witness_preemptions;
	snprintf(many, sizeof many, _("%d preemptions"), n);
	snprintf(to, size, _("Simplest failure, with %s:  %.300s"), n >= 0 && n < 3 ? _(numbers[n]) : many, count->witness);
	return to;
}

static const char *engine_words(const char *engine)
{
	return !strcmp(engine, "loop") ? _("the event loop") : engine;
}

/* Why another engine has other counts than threads; "" when there is nothing to explain. */
static const char *engines_differ(const struct study_count *threads, const struct study_count *other)
{
	if (!strcmp(other->engine, "processes"))
		return strcmp(threads->failing, other->failing) ? _("Each process has globals and lists of its own: only what is shared is seen by others.") : "";
	if (strcmp(other->failing, "0"))
		return _("The loop does not mend it: control changes hands where a task waits, and it waits in the wrong place.");
	return strcmp(threads->failing, "0") ? _("On a loop a task keeps control until it waits, so nobody comes in between: this needs no lock there.") : "";
}

/* Both engines side by side, and why. */
static char *engines(const struct study_count *count, const struct study *other_study, char *to, size_t size)
{
	const struct study_count *other = study_count(other_study);
	char all[2][64], failing[2][64];
	if (study_state(other_study) == STUDY_FAILED)
		snprintf(to, size, _("On the other engine: %s."), study_error(other_study));
	else if (!other)
		snprintf(to, size, _("Counting on the other engine: %.0f %% done."), 100 * study_progress(other_study)->done);
	if (!other)
		return to;
	const struct study_count *threads = !strcmp(count->engine, "threads") ? count : other, *second = threads == count ? other : count;
	const char *why = engines_differ(threads, second);
	int used = snprintf(to, size, _("On %s %s of %s fail, on %s %s of %s.%s%s"), engine_words(threads->engine), study_grouped(threads->failing, failing[0], 64),
		study_grouped(threads->schedules, all[0], 64), engine_words(second->engine), study_grouped(second->failing, failing[1], 64),
		study_grouped(second->schedules, all[1], 64), *why ? " " : "", why);
	(void)used;
	return to;
}

int atlas_sentences(const struct atlas *atlas, const struct study_count *count, struct atlas_sentence list[ATLAS_SENTENCES])
{
	int n = 0;
	bool fails = strcmp(count->failing, "0") != 0;
	list[n] = (struct atlas_sentence){ .role = fails ? ROLE_BAD : count->complete && count->bound < 0 ? ROLE_GOOD : ROLE_TEXT, .attr = ATTR_BOLD };
	verdict(count, list[n].text, sizeof list[n].text);
	n++;
	if (count->sampled) {
		list[n] = (struct atlas_sentence){ .role = ROLE_MARK };
		walks_words(count, list[n].text, sizeof list[n].text);
		n++;
	}
	if (count->endless) {
		list[n] = (struct atlas_sentence){ .role = ROLE_BAD };
		snprintf(list[n].text, sizeof list[n].text, _("Some schedules never end: a state comes again%s%s."), count->lasso[0] ? _(", as in ") : "", count->lasso);
		n++;
	}
	if (atlas->trials) {
		list[n] = (struct atlas_sentence){ .role = ROLE_MARK };
		free_words(atlas->trials, count, list[n].text, sizeof list[n].text);
		n++;
	}
	if (atlas->other) {
		list[n] = (struct atlas_sentence){ .role = ROLE_TEXT };
		engines(count, atlas->other, list[n].text, sizeof list[n].text);
		n++;
	}
	if (fails && count->witness[0]) {
		list[n] = (struct atlas_sentence){ .role = ROLE_TEXT };
		witness(count, list[n].text, sizeof list[n].text);
		n++;
	}
	if (fails && count->why[0]) {
		list[n] = (struct atlas_sentence){ .role = ROLE_QUIET };
		snprintf(list[n].text, sizeof list[n].text, _("What fails there: %s"), count->why);
		n++;
	}
	if (fails && count->at_most_count && strcmp(count->schedules, "1")) {
		list[n] = (struct atlas_sentence){ .role = ROLE_QUIET };
		preemptions(count, list[n].text, sizeof list[n].text);
		n++;
	}
	return n;
}
