/* diff_steps.c - which steps two runs under control took, as schedules with the place where they part: "A5 ▸ A B6" beside "A5 ▸ B A B5". Of long ones what is near the place is told. */
#include "cli/diff_cli.h"

#include "schedule/schedule.h"
#include "stage/history_schedule.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#define NEAR_BYTES 24 /* of a schedule, on either side of the place */

static bool begins_item(char c)
{
	return c == '@' || c == '(' || (c >= 'A' && c <= 'Z');
}

/* Its last items, as many as there is room for. */
static void print_tail(FILE *to, const char *text, const char *dots)
{
	const char *from = text;
	size_t length = strlen(text);
	if (length > NEAR_BYTES)
		for (from = text + length - NEAR_BYTES; *from && !begins_item(*from);)
			from++;
	fprintf(to, "%s%s", from > text ? dots : "", from);
}

static void print_head(FILE *to, const char *text, const char *dots)
{
	size_t length = strlen(text), end = length;
	if (length > NEAR_BYTES)
		for (end = NEAR_BYTES; end && !begins_item(text[end]);)
			end--;
	fprintf(to, "%.*s%s", (int)end, text, end < length ? dots : "");
}

/* The step by which they part is told alone: it is what differs. */
static void print_parted(FILE *to, const uint32_t *workers, size_t count, size_t steps, bool plain)
{
	const char *dots = plain ? "..." : "…";
	char *before = schedule_write(workers, steps), *step = schedule_write(workers + steps, count > steps), *after = schedule_write(workers + steps + 1, count > steps ? count - steps - 1 : 0);
	if (!before || !step || !after)
		abort();
	print_tail(to, before, dots);
	fprintf(to, "%s%s%s%s", *before ? " " : "", plain ? ">" : "▸", *step ? " " : "", step);
	if (*after)
		fputc(' ', to);
	print_head(to, after, dots);
	fputc('\n', to);
	free(before);
	free(step);
	free(after);
}

char *diff_schedule(const struct diff *diff, int run)
{
	const struct history *history = diff->sides[run].saved.history;
	bool plain = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	struct error unsaid;
	size_t count, size;
	char *text;
	FILE *to = open_memstream(&text, &size);
	if (!to)
		abort();
	uint32_t *workers = diff->found.by_steps ? history_steps(history, history_count(history), &count, &unsaid) : NULL;
	if (workers && count >= diff->found.steps)
		print_parted(to, workers, count, diff->found.steps, plain);
	fclose(to);
	free(workers);
	return text;
}
