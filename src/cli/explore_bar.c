/* explore_bar.c - how far a count is, in one line on stderr that is drawn over itself: see explore_cli.h.
 *
 * The bar is true, not a guess: it is how likely a random walk stays within what is counted. It may stand still for long and then jump. */
#include "cli/explore_cli.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define CELLS 20

static bool drawn;

bool explore_utf8(void)
{
	const char *names[] = { getenv("LC_ALL"), getenv("LC_CTYPE"), getenv("LANG") };

	for (size_t i = 0; i < 3; i++)
		if (names[i] && *names[i])
			return strcasestr(names[i], "utf-8") || strcasestr(names[i], "utf8");
	return false;
}

char *explore_grouped(const char *decimal, char to[64])
{
	size_t length = strlen(decimal), at = 0;

	if (length > 15 && strspn(decimal, "0123456789") == length) {
		snprintf(to, 64, "%.1s.%.2s x 10^%zu", decimal, decimal + 1, length - 1);
		return to;
	}
	for (size_t i = 0; i < length && at < 62; i++) {
		if (i && (length - i) % 3 == 0)
			to[at++] = ',';
		to[at++] = decimal[i];
	}
	to[at] = '\0';
	return to;
}

static bool can_draw(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

/* Columns of the terminal, 80 where it does not say. */
static int columns(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

void explore_bar(const json_t *progress)
{
	const char *schedules = json_string_value(json_object_get(progress, "schedules")), *failing = json_string_value(json_object_get(progress, "failing"));
	double done = json_number_value(json_object_get(progress, "done"));
	bool fine = explore_utf8();
	char all[64], bad[64], words[160];
	int full = (int)(CELLS * (done < 0 ? 0 : done > 1 ? 1 : done)), room = columns() - CELLS - 1;

	if (!can_draw() || !schedules || !failing)
		return;
	fputs("\r\033[K", stderr);
	for (int i = 0; i < CELLS && room > 0; i++)
		fputs(i < full ? fine ? "█" : "#" : fine ? "░" : ".", stderr);
	snprintf(words, sizeof words, _(" %5.1f %%  %s schedules, %s fail"), 100 * done, explore_grouped(schedules, all), explore_grouped(failing, bad));
	if (text_width(words) > room)
		snprintf(words, sizeof words, _(" %5.1f %%  %s schedules"), 100 * done, all);
	fprintf(stderr, "%.*s", room > 0 ? room + (int)strlen(words) - text_width(words) : 0, words); /* a line that wraps could not be drawn over */
	fflush(stderr);
	drawn = true;
}

void explore_bar_end(void)
{
	if (drawn)
		fputs("\r\033[K", stderr);
	drawn = false;
	fflush(stderr);
}
