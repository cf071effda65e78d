/* notes.c - `lunchrush notes`: the speaker's screen beside a presentation, or the same in lines of words. */
#include "cli/data.h"
#include "cli/show.h"
#include "cli/verb.h"
#include "cli/wishes.h"
#include "trace/tongue.h"
#include "tui/front.h"
#include "tui/notes.h"
#include "tui/notes_link.h"
#include "tui/tui.h"

#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#define AGAIN_MS 500 /* between two tries to connect */

enum { FLAG_SHOW = 1 };

static const struct flag flags[] = {
	{ "plain", NULL, N_("tell it in lines of words; lines that are typed are orders: next, previous, blank, vote 14 9 3, quit"), FLAG_SHOW + SHOW_FLAG_PLAIN },
	{ "theme", "NAME", N_("colours: a theme that `lunchrush list` names, or the path of one"), FLAG_SHOW + SHOW_FLAG_THEME },
	{ "glyphs", "NAME", N_("signs: kitchen, plain or ascii"), FLAG_SHOW + SHOW_FLAG_GLYPHS },
	{ "ascii", NULL, N_("draw with ASCII signs only"), FLAG_SHOW + SHOW_FLAG_ASCII },
	{ NULL, NULL, NULL, 0 },
};

/* ---- in words ---- */

static void tell(const struct projector_word *now, const struct projector_word *before)
{
	bool step = strcmp(now->step, before->step) || now->number != before->number;
	if (step && now->number && *now->step)
		printf(_("\nStep %d of %d: %s\n"), now->number, now->steps, now->step);
	if (step && now->notes[0])
		printf("%s\n%s\n", _("Notes:"), now->notes);
	if (step || strcmp(now->shown, before->shown))
		printf(_("Shown: %s\n"), now->shown);
	if (now->blank != before->blank)
		printf("%s\n", now->blank ? _("The screen is blank.") : _("The screen is back."));
	if (strcmp(now->votes, before->votes) && now->votes[0])
		printf(_("Votes: %s\n"), now->votes);
	if (strcmp(now->coming, before->coming))
		printf(_("Next: %s\n"), now->coming);
	if (now->minutes && step)
		printf(_("%d of %d minutes.\n"), (int)((time(NULL) - (time_t)now->began) / 60), now->minutes);
	fflush(stdout);
}

/* A line that was typed; false: leave. */
static bool obey(struct notes_link *link, char *line)
{
	line[strcspn(line, "\r\n")] = '\0';
	if (!strcasecmp(line, "quit") || !strcasecmp(line, "q"))
		return false;
	if (!*line || !strcasecmp(line, "next") || !strcasecmp(line, "n"))
		notes_link_ask(link, PROJECTOR_NEXT, NULL);
	else if (!strcasecmp(line, "previous") || !strcasecmp(line, "p"))
		notes_link_ask(link, PROJECTOR_PREVIOUS, NULL);
	else if (!strcasecmp(line, "blank") || !strcmp(line, "."))
		notes_link_ask(link, PROJECTOR_BLANK, NULL);
	else if (!strncasecmp(line, "vote ", 5))
		notes_link_ask(link, PROJECTOR_VOTE, line + 5);
	else
		printf(_("'%.40s' is no order: next, previous, blank, vote 14 9 3 or quit would be right.\n"), line);
	fflush(stdout);
	return true;
}

/* Whether it is connected now; says so when that changes. */
static void connect_and_say(struct notes_link *link, bool *said)
{
	if (link->fd >= 0 || notes_link_try(link)) {
		*said = false;
		return;
	}
	if (!*said)
		printf("%s\n", link->was ? _("The presentation is over; when it begins again this goes on.") : _("No lesson is being presented on this machine; this waits for one."));
	fflush(stdout);
	*said = true;
}

static int in_words(void)
{
	static struct projector_word before; /* large */
	struct notes_link link;
	char line[256];
	bool said = false, listens = true, goes = true;
	notes_link_init(&link);
	setvbuf(stdin, NULL, _IONBF, 0); /* what was read ahead would not be seen by poll */
	while (goes) {
		connect_and_say(&link, &said);
		struct pollfd fds[] = { { .fd = listens ? STDIN_FILENO : -1, .events = POLLIN }, { .fd = link.fd, .events = POLLIN } };
		if (poll(fds, 2, link.fd < 0 ? AGAIN_MS : -1) < 0 && errno != EINTR)
			break;
		if (fds[1].revents && notes_link_take(&link) && link.told) {
			tell(&link.now, &before);
			before = link.now;
		}
		if (fds[0].revents) {
			listens = fgets(line, sizeof line, stdin);
			goes = !listens ? !isatty(STDIN_FILENO) : obey(&link, line);
		}
	}
	notes_link_release(&link);
	return EXIT_DONE;
}

/* ---- the verb ---- */

static int on_screen(void)
{
	struct tui_options options = { .front = &notes_front, .name = "notes", .data_dir = data_directory() };
	struct error error = { "" };
	struct notes *notes = notes_new();
	options.front_data = notes;
	wishes_look(&options);
	int status = tui_run(&options, &error);
	notes_free(notes);
	return *error.text ? verb_fail(status, &error) : status;
}

static int notes_run(int argc, char **argv)
{
	struct show show = { .how = SHOW_BY_TERMINAL };
	struct error error = { "" };
	const char *value;
	int code;
	while ((code = flags_next(flags, argc, argv, &value, &error)) > 0)
		if (show_flag(&show, code - FLAG_SHOW, value, &error))
			return verb_fail(EXIT_USAGE, &error);
	if (code < 0)
		return verb_fail(EXIT_USAGE, &error);
	if (optind < argc) {
		error_set(&error, _("notes: '%s' is too much: it follows what is being presented on this machine"), argv[optind]);
		return verb_fail(EXIT_USAGE, &error);
	}
	if (show_settle(&show, &error))
		return verb_fail(EXIT_USAGE, &error);
	return show.how == SHOW_SCREEN ? on_screen() : in_words();
}

const struct verb verb_notes = {
	.name = "notes",
	.arguments = "[options]",
	.summary = N_("The speaker's notes beside a presentation, in a second terminal"),
	.about = N_("It follows `lunchrush present` on the same machine, for the same person: notes of the step, what is on the screen, what comes next, the clock, the votes. The keys\n"
		 "are those of the presentation. It waits where there is none, and goes on when one begins again.\n"),
	.flags = flags,
	.run = notes_run,
};
