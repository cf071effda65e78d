/* explore_say.c - what was counted, in words: see explore_cli.h.
 *
 * How many of how many; how they end, as bars; how likely that is by chance; the simplest that fails and how to see it. A count and a chance are two
 * things, and each is named. */
#include "cli/explore_cli.h"
#include "cli/explore_figures.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* A sentence, or some, in lines of at most COLUMNS. */
static void say(FILE *to, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(FILE *to, const char *format, ...)
{
	char text[2048], piece[sizeof text];
	const char *at = text;
	int used = 0, length;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	while (sscanf(at, " %2047s%n", piece, &length) == 1) {
		int wide = text_width(piece);
		if (used && used + 1 + wide > COLUMNS)
			used = fputc('\n', to) == EOF;
		fprintf(to, "%s%s", used ? " " : "", piece);
		used += wide + (used > 0);
		at += length;
	}
	fputc('\n', to);
}

static bool none(const json_t *json, const char *key)
{
	return strspn(text_of(json, key), "0") == strlen(text_of(json, key));
}

/* ---- how many ---- */

static void say_why_not_all(FILE *to, const json_t *answer)
{
	static const struct {
		const char *stopped, *words;
	} whys[] = {
		{ "interrupt", N_("Not all is counted: it was interrupted") },
		{ "time", N_("Not all is counted: time was up") },
		{ "memory", N_("Not all can be counted: there are more states than memory may hold") },
		{ "steps", N_("Not all can be counted: it takes more steps than may be taken") },
		{ "workers", N_("Not all can be counted: more than 64 workers can go on at once") },
	};
	char done[16];

	for (size_t i = 0; i < sizeof whys / sizeof *whys; i++)
		if (strcmp(text_of(answer, "stopped"), whys[i].stopped) == 0 && i < 2)
			say(to, _("%s, %s of the way."), _(whys[i].words), percent(number_of(answer, "done"), done));
		else if (strcmp(text_of(answer, "stopped"), whys[i].stopped) == 0)
			say(to, "%s.", _(whys[i].words));
	if (number_of(answer, "cut") > 0)
		say(to, ngettext("Not all is counted: %.0f branch was cut off, which is longer than a schedule may be (--max-steps).",
			"Not all is counted: %.0f branches were cut off, which are longer than a schedule may be (--max-steps).", (unsigned long)number_of(answer, "cut")),
			number_of(answer, "cut"));
	if (!is(answer, "endless"))
		return;
	say(to, _("There are endlessly many schedules: %s goes on for ever. Counted are those that never come back to where they were."), text_of(answer, "lasso"));
	if (number_of(answer, "endless_chance") > 0)
		say(to, _("A scheduler that picks at random never comes to an end %.1f %% of the time."), 100 * number_of(answer, "endless_chance"));
}

/* "924 schedules with at most 2 preemptions, every one counted; 904 fail": what was counted exactly. */
static void say_exact(FILE *to, const json_t *answer, const char *before)
{
	char all[64], failing[64], count[96], fail[96], deadlocking[128] = "", text[64], within[80] = "";
	const json_t *bound = json_object_get(answer, "bound");
	bool whole = is(answer, "complete") || is(answer, "sampled"), one = strcmp(text_of(answer, "schedules"), "1") == 0;
	bool all_lock = strcmp(text_of(answer, "deadlocking"), text_of(answer, "failing")) == 0;

	explore_grouped(text_of(answer, "schedules"), all);
	explore_grouped(text_of(answer, "failing"), failing);
	if (bound)
		snprintf(within, sizeof within, ngettext(" with at most %lld preemption", " with at most %lld preemptions", (unsigned long)json_integer_value(bound)), json_integer_value(bound));
	if (!none(answer, "deadlocking"))
		snprintf(deadlocking, sizeof deadlocking, _(", %s in a deadlock"), all_lock ? _("all") : explore_grouped(text_of(answer, "deadlocking"), text));
	snprintf(count, sizeof count, ngettext("%s schedule", "%s schedules", one ? 1 : 2), all);
	if (!none(answer, "failing"))
		snprintf(fail, sizeof fail, ngettext("%s fails", "%s fail", strcmp(failing, "1") ? 2 : 1), failing);
	say(to, "%s%s%s%s%s; %s%s.", before, whole ? "" : _("at least "), count, within, whole && !one ? _(", every one counted") : "",
		!none(answer, "failing") ? fail : whole ? _("none fails") : _("none of these fails"), deadlocking);
}

static void say_counts(FILE *to, const json_t *answer)
{
	char before[160], partial[64];
	bool sampled = is(answer, "sampled");

	snprintf(before, sizeof before, "%.64s on %.16s: ", text_of(answer, "recipe"), text_of(answer, "engine"));
	if (sampled)
		say(to, _("%stoo large for every schedule to be counted."), before);
	else if (none(answer, "schedules"))
		say(to, _("%sno schedule was followed to its end."), before);
	else
		say_exact(to, answer, before);
	say_why_not_all(to, answer);
	if (sampled && !none(answer, "schedules"))
		say_exact(to, answer, "");
	if (!none(answer, "partial"))
		say(to, ngettext("%s of the deadlocks is partial: some wait for ever though other tasks have ended.",
			"%s of the deadlocks are partial: some wait for ever though other tasks have ended.", strcmp(text_of(answer, "partial"), "1") ? 2 : 1),
			explore_grouped(text_of(answer, "partial"), partial));
}

/* ---- how likely, and the simplest ---- */

static void say_walks(FILE *to, const json_t *walks)
{
	char low[16], high[16], runs[64], failing[64], text[24];

	snprintf(text, sizeof text, "%.0f", number_of(walks, "runs"));
	explore_grouped(text, runs);
	snprintf(text, sizeof text, "%.0f", number_of(walks, "failing"));
	explore_grouped(text, failing);
	say(to, _("Of %s random walks %s failed: a scheduler that picks at random fails between %s and %s of the time, with 95 %% confidence."), runs,
		number_of(walks, "failing") > 0 ? failing : _("none"), percent(number_of(walks, "low"), low), percent(number_of(walks, "high"), high));
	if (number_of(walks, "cut") > 0)
		say(to, _("%.0f of the walks were cut off, longer than a schedule may be (--max-steps): they may have failed or not."), number_of(walks, "cut"));
}

static void say_chance(FILE *to, const json_t *answer)
{
	const json_t *walks = json_object_get(answer, "walks");
	double chance = number_of(answer, "chance"), open = 1 - number_of(answer, "done");
	char low[16], high[16];

	if (walks)
		say_walks(to, walks);
	else if (json_is_null(json_object_get(answer, "chance")))
		return;
	else if (*text_of(answer, "stopped"))
		say(to, _("A scheduler that picks at random fails between %s and %s of the time."), percent(chance, low), percent(chance + open, high));
	else if (chance > 0)
		say(to, _("A scheduler that picks at random fails %s%s of the time."), is(answer, "complete") || is(answer, "endless") ? "" : _("at least "), percent(chance, low));
}

static void say_preemptions(FILE *to, const json_t *answer)
{
	static const char *const openings[] = { N_("Without a preemption"), N_("with at most one"), N_("with at most two") };
	const json_t *one, *all = json_object_get(answer, "preemptions");
	char failing[64], of[64], text[600] = "";
	size_t i;

	json_array_foreach(all, i, one)
		if (i < 3)
			snprintf(text + strlen(text), sizeof text - strlen(text), _("%s%s %s of %s fail"), i ? ", " : "", _(openings[i]),
				explore_grouped(text_of(one, "failing"), failing), explore_grouped(text_of(one, "of"), of));
	if (!none(answer, "failing") && *text && (is(answer, "complete") || is(answer, "sampled") || is(answer, "endless")))
		say(to, "%s.", text);
}

static bool ends_in(const char *text, const char *signs)
{
	return *text && strchr(signs, text[strlen(text) - 1]);
}

static void say_witness(FILE *to, const json_t *answer, const struct explore_words *words)
{
	const json_t *witness = json_object_get(answer, "witness");
	long long preemptions = json_integer_value(json_object_get(witness, "preemptions"));

	if (!json_is_object(witness))
		return;
	fputc('\n', to);
	bool simplest = is(answer, "complete") || (is(answer, "sampled") && !none(answer, "failing"));
	unsigned long n = (unsigned long)preemptions;
	say(to, simplest ? ngettext("The simplest failure takes %lld preemption: %s%s", "The simplest failure takes %lld preemptions: %s%s", n)
		: ngettext("The simplest failure met takes %lld preemption: %s%s", "The simplest failure met takes %lld preemptions: %s%s", n), preemptions, text_of(witness, "why"), ends_in(text_of(witness, "why"), "?!.") ? "" : ".");
	if (words->aloud)
		say(to, _("Its schedule is %s."), text_of(witness, "schedule"));
	else
		fprintf(to, "  lunchrush run %s --schedule '%s'\n", words->typed, text_of(witness, "schedule"));
}

/* A schedule that fails and one that does not, to be put side by side. */
static void say_diff(FILE *to, const json_t *answer, const struct explore_words *words)
{
	const json_t *witness = json_object_get(answer, "witness"), *good = json_object_get(answer, "good");
	if (!json_is_object(witness) || !json_is_object(good) || words->aloud)
		return;
	say(to, "%s", _("Where it parts from one that does not fail:"));
	fprintf(to, "  lunchrush diff %s --schedule '%s' --schedule '%s'\n", words->typed, text_of(good, "schedule"), text_of(witness, "schedule"));
}

void explore_say(FILE *to, const json_t *answer, const struct explore_words *words)
{
	say_counts(to, answer);
	if (words->aloud)
		explore_tell_outcomes(to, answer);
	else
		explore_say_outcomes(to, answer);
	if (!none(answer, "failing") || is(answer, "sampled"))
		fputc('\n', to);
	say_chance(to, answer);
	say_preemptions(to, answer);
	say_witness(to, answer, words);
	say_diff(to, answer, words);
	if (words->aloud)
		return;
	fputc('\n', to);
	say(to, _("%.0f states in %.2f s. Memory is sequentially consistent here; weaker memory is not explored."), number_of(answer, "states"),
		number_of(answer, "elapsed_s"));
}
