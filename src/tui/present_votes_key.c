/* present_votes_key.c - counting hands: the line that is typed, read anew with each key, so that the bars grow as one counts. */
#include "tui/present_inner.h"

#include "paper/key.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <string.h>

/* Where a bet can be made, or is shown. */
static bool has_bets(const struct present *present)
{
	return !present->opening && !present->lecture.finished && present->lecture.side != LECTURE_RUN && present_asks(present_step(present));
}

static void line_read(struct app *app, struct present *present)
{
	struct present_step *kept = present_kept(present);
	struct error error = { "" };
	votes_read(&kept->votes, present_step(present), kept->line, &error);
	snprintf(present->wrong, sizeof present->wrong, "%.159s", error.text);
	present_votes_judge(app, present);
}

void present_votes_take(struct app *app, struct present *present, const char *line)
{
	if (!has_bets(present))
		return;
	snprintf(present_kept(present)->line, VOTES_LINE, "%s", line);
	line_read(app, present);
	present->wrong[0] = '\0';
}

/* Some choices have been counted, in their order, and others have not: "14 9" of three, with Enter after each, as one does before a class. */
static bool is_begun(const struct lesson_step *step, const char *line)
{
	int numbers = 0;
	if (line[strspn(line, "0123456789 ")] || strlen(line) + 3 > VOTES_LINE)
		return false;
	for (const char *at = line; *at; at++)
		numbers += *at != ' ' && (at == line || at[-1] == ' ');
	return numbers > 0 && numbers < step->choice_count;
}

void present_votes_open(struct app *app, struct present *present, int key)
{
	if (!has_bets(present)) {
		app_say(app, "%s", _("There is no bet here."));
		return;
	}
	if (present->lecture.side == LECTURE_PAGE)
		present->shown = present_page_all(present); /* the bars stand beside the question */
	else
		present->shown = 0;
	present->typing = true;
	if (key != 'v') {
		char *line = present_kept(present)->line;
		size_t length = is_begun(present_step(present), line) ? strlen(line) : 0; /* else they are counted anew */
		snprintf(line + length, VOTES_LINE - length, "%s%c", length ? " " : "", key);
		line_read(app, present);
	}
}

void present_votes_key(struct app *app, struct present *present, int key)
{
	char *line = present_kept(present)->line;
	size_t length = strlen(line);
	switch (key) {
	case KEYS_ESCAPE:
	case KEYS_ENTER:
	case KEYS_PAGE_DOWN:
		present->typing = false;
		present->wrong[0] = '\0';
		return;
	case KEYS_BACKSPACE:
		if (length)
			line[length - 1] = '\0';
		break;
	case 0x15: /* Ctrl-U */
		line[0] = '\0';
		break;
	case KEYS_TAB: key = ' '; /* fallthrough */
	default:
		if (key >= ' ' && key < 127 && length + 1 < VOTES_LINE) {
			line[length] = (char)key;
			line[length + 1] = '\0';
		}
	}
	line_read(app, present);
}
