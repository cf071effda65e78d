/* diff_say.c - where two runs part, for people: in two columns where the terminal has room for them, one under the other where not. See diff_cli.h. */
#include "cli/diff_cli.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/wrap.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define BESIDE 76 /* columns from which on there are two of words; where nobody says how many there are, words are read by a program */
#define UNKNOWN 80
#define MOST 200
#define GAP 3 /* of which the middle is a line */
#define LINE_BYTES (MOST * 4 + 8)

/* The terminal's, or as COLUMNS says; 0 not known. */
static int width_of_terminal(void)
{
	struct winsize size;
	const char *said = getenv("COLUMNS");
	int width = said ? atoi(said) : 0;
	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		width = size.ws_col;
	if (width <= 0)
		return 0;
	return width < 40 ? 40 : width > MOST ? MOST : width;
}

struct page {
	FILE *to;
	int width;
	bool beside;          /* two columns */
	const char *between;  /* the line between them */
	const char *heads[2]; /* "First: AB" */
};

/* A paragraph. */
static void say(const struct page *page, const char *text)
{
	char line[LINE_BYTES];
	for (const char *rest = text; (rest = wrap_line(rest, page->width, line, sizeof line));)
		fprintf(page->to, "%s\n", line);
}

/* Each line of a text by itself, what does not fit on one going on beneath it a little further in. */
static const char *next_line(const char *text, int columns, bool *goes_on, char line[LINE_BYTES])
{
	char inner[LINE_BYTES - 8];
	const char *rest = wrap_line(text, columns - (*goes_on ? 2 : 0), inner, sizeof inner);
	if (!rest)
		return NULL;
	snprintf(line, LINE_BYTES, "%s%s", *goes_on ? "  " : "", inner);
	*goes_on = rest > text && rest[-1] != '\n';
	return rest;
}

/* Lines, set in. */
static void say_lines(const struct page *page, const char *text)
{
	char line[LINE_BYTES];
	bool goes_on = false;
	for (const char *rest = text; (rest = next_line(rest, page->width - 2, &goes_on, line));)
		fprintf(page->to, "  %s\n", line);
}

static void say_beside(const struct page *page, const char *const texts[2])
{
	int columns = (page->width - GAP) / 2;
	const char *rest[2] = { texts[0], texts[1] };
	bool goes_on[2] = { false, false };
	while (rest[0] || rest[1]) {
		char lines[2][LINE_BYTES] = { "", "" };
		for (int run = 0; run < 2; run++)
			if (rest[run])
				rest[run] = next_line(rest[run], columns, &goes_on[run], lines[run]);
		if (!rest[0] && !rest[1])
			break;
		fprintf(page->to, "%s%*s %s%s%s\n", lines[0], columns - text_width(lines[0]), "", page->between, *lines[1] ? " " : "", lines[1]);
	}
}

static void say_under(const struct page *page, const char *const texts[2])
{
	for (int run = 0; run < 2; run++)
		if (*texts[run]) {
			say(page, page->heads[run]);
			say_lines(page, texts[run]);
		}
}

static void say_both(const struct page *page, const char *title, const char *first, const char *second)
{
	const char *const texts[2] = { first, second };
	if (!*first && !*second)
		return;
	fprintf(page->to, "\n");
	say(page, title);
	if (!page->beside) {
		say_under(page, texts);
		return;
	}
	say_beside(page, page->heads);
	say_beside(page, texts);
}

/* ---- what is said ---- */

static const char *name_of(const struct diff_words *words, int run)
{
	const char *slash = words->recipe ? NULL : strrchr(words->names[run], '/');
	return slash ? slash + 1 : *words->names[run] ? words->names[run] : _("(none)");
}

static void say_head(const struct page *page, const struct diff_words *words, const struct diff *diff)
{
	const struct info *info = &diff->sides[0].saved.info;
	char text[512];
	if (words->recipe)
		snprintf(text, sizeof text, _("Two schedules of %s on %s, in virtual time."), info->recipe, info->engine);
	else
		snprintf(text, sizeof text, _("Two saved runs of %s."), info->recipe);
	say(page, text);
	say(page, diff->unlike);
	for (int run = 0; run < 2; run++)
		if (*diff->sides[run].damage.text)
			say(page, diff->sides[run].damage.text);
}

static void say_common(const struct page *page, const struct diff *diff)
{
	char text[700];
	if (diff->found.by_steps && diff->found.steps)
		snprintf(text, sizeof text, ngettext("The same in both until they part: %zu step (%zu events).", "The same in both until they part: %zu steps (%zu events).", diff->found.steps),
			diff->found.steps, diff->found.same);
	else
		snprintf(text, sizeof text, ngettext("The same in both until they part: %zu event.", "The same in both until they part: %zu events.", diff->found.same), diff->found.same);
	fprintf(page->to, "\n");
	say(page, text);
	if (*diff->last) {
		snprintf(text, sizeof text, _("The last of it: %s"), diff->last);
		say(page, text);
	}
	if (diff->before && *diff->before)
		say_lines(page, diff->before);
}

static void title_of(const struct diff *diff, char *to, size_t size)
{
	const struct difference *found = &diff->found;
	switch (found->kind) {
	case DIFFERENCE_CHOICE: snprintf(to, size, _("They part at step %zu: another worker goes next."), found->steps + 1); break;
	case DIFFERENCE_ORDER:
		snprintf(to, size, _("They part at %s: another worker comes next."), stage_object_name(history_head(diff->sides[0].saved.history), found->object[0]));
		break;
	case DIFFERENCE_END: snprintf(to, size, "%s", _("They part: the one goes on where the other does not.")); break;
	case DIFFERENCE_UNTOLD: snprintf(to, size, "%s", _("They end differently, and what happened does not tell why.")); break;
	default: snprintf(to, size, "%s", _("They part: something else happens, or is seen.")); break;
	}
}

/* By steps first the schedules themselves, with the place where they part. */
static void say_did(const struct page *page, const char *title, const struct diff_side sides[2])
{
	char *texts[2];
	for (int run = 0; run < 2; run++)
		if (asprintf(&texts[run], "%s%s", sides[run].schedule, sides[run].did) < 0)
			abort();
	say_both(page, title, texts[0], texts[1]);
	free(texts[0]);
	free(texts[1]);
}

static void say_parting(const struct page *page, const struct diff *diff)
{
	const struct diff_side *sides = diff->sides;
	char title[256];
	title_of(diff, title, sizeof title);
	if (diff->found.kind == DIFFERENCE_UNTOLD) {
		fprintf(page->to, "\n");
		say(page, title);
		say(page, _("Memory that is read and written freely keeps no order between workers, and where it was fast, many reads and writes were told as one."));
		return;
	}
	say_common(page, diff);
	say_did(page, title, sides);
	if (diff->found.kind == DIFFERENCE_DEED && !strcmp(sides[0].did, sides[1].did))
		say(page, _("In words that is the same; the exact numbers, or the recipe's line, are not."));
	say_both(page, _("How they stand then:"), sides[0].then, sides[1].then);
	say_both(page, _("What came of it:"), sides[0].after, sides[1].after);
}

/* The ends of one run: how it ended, and what differs from the other. */
static char *end_of(const struct diff *diff, int run)
{
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	if (!to)
		abort();
	fputs(diff->sides[run].end, to);
	for (int i = 0; i < diff->end_count && i < DIFF_ENDS; i++)
		fprintf(to, diff->ends[i].memory ? "%s = %s\n" : "%s: %s\n", diff->ends[i].name, *diff->ends[i].text[run] ? diff->ends[i].text[run] : _("not there"));
	if (diff->end_count > DIFF_ENDS)
		fprintf(to, ngettext("and %d more that differs\n", "and %d more that differ\n", (unsigned long)(diff->end_count - DIFF_ENDS)), diff->end_count - DIFF_ENDS);
	fclose(to);
	return text;
}

static void say_ends(const struct page *page, const struct diff *diff)
{
	char *ends[2] = { end_of(diff, 0), end_of(diff, 1) };
	if (strcmp(ends[0], ends[1]))
		say_both(page, _("How they ended:"), ends[0], ends[1]);
	else {
		fprintf(page->to, "\n");
		say(page, _("Both ended the same:"));
		say_lines(page, ends[0]);
	}
	free(ends[0]);
	free(ends[1]);
	if (diff->found.workers_same)
		say(page, _("And yet each worker did and saw the same in both: only the order between them differs."));
	else if (diff->found.values_only)
		say(page, _("And yet all did the same, in the same order, in both: only values differ, such as a clock or chance gives."));
	else if (!diff->found.by_steps && diff->found.kind == DIFFERENCE_ORDER)
		say(page, _("In a free run nobody chooses: who comes first is a matter of timing."));
}

static void say_same(const struct page *page, const struct diff *diff)
{
	char text[400], steps[64];
	size_t events = diff->found.same;
	fprintf(page->to, "\n");
	if (diff->found.by_steps) {
		snprintf(steps, sizeof steps, ngettext("%zu step", "%zu steps", diff->found.steps), diff->found.steps);
		snprintf(text, sizeof text, ngettext("The same from beginning to end: %s, %zu event.", "The same from beginning to end: %s, %zu events.", events), steps, events);
	} else if (diff->found.kind == DIFFERENCE_TIMING)
		snprintf(text, sizeof text, ngettext("They differ only in timing: each worker did the same in the same order, and so it was at each object, in the %zu event.",
			"They differ only in timing: each worker did the same in the same order, and so it was at each object, in all %zu events.", events), events);
	else
		snprintf(text, sizeof text, ngettext("The same happened in both, %zu event; times aside.", "The same happened in both, all %zu events; times aside.", events), events);
	say(page, text);
}

void diff_say(FILE *to, const struct diff_words *words, const struct diff *diff)
{
	char heads[2][300], line[300];
	for (int run = 0; run < 2; run++) {
		snprintf(line, sizeof line, run ? _("Second: %.250s") : _("First: %.250s"), name_of(words, run));
		text_clean(heads[run], sizeof heads[run], line, strlen(line)); /* not in its place: what is no UTF-8 grows */
	}
	int width = width_of_terminal();
	struct page page = { .to = to, .width = width ? width : UNKNOWN, .beside = width >= BESIDE, .between = strcmp(nl_langinfo(CODESET), "UTF-8") ? "|" : "│", .heads = { heads[0], heads[1] } };
	say_head(&page, words, diff);
	if (diff_is_same(diff))
		say_same(&page, diff);
	else
		say_parting(&page, diff);
	say_ends(&page, diff);
}
