/* tell.c - see tell.h.
 *
 * The loop waits for the stream or a signal, takes in what is there, and tells each new event from a stage of its own, folded
 * one event at a time: a sentence needs the kitchen as it was just after. A kitchen that is asked to end gets GRACE_MS without a word
 * for its report. A reader of ours that goes away (`| head`) ends us by SIGPIPE, as it does any filter, even while nothing is told, and our
 * end is the kitchen's. */
#include "cli/tell.h"

#include "cli/prompt.h"
#include "cli/signals.h"
#include "cli/summary.h"
#include "cli/verb.h"
#include "stage/narrator.h"
#include "trace/tongue.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#define GRACE_MS 3000
#define SAME_MS 300

struct teller {
	struct source *source;
	struct history *history;
	struct info info;
	struct stage stage; /* after `told` events */
	size_t told;
	enum tell_how how;
	char last[512];     /* the sentence told last … */
	unsigned repeats;   /* … how often it came again since … */
	double repeated_s;  /* … and when it last did, kitchen seconds */
	struct prompt prompt;
	int signals;        /* descriptor of those that ask us to end */
	bool asked;         /* whether they did … */
	int64_t asked_ms;   /* … when they first did … */
	int signal;         /* … and which it was */
};

/* The time before a sentence. At unlimited pace a run is over in milliseconds, and its clock is the real one. */
static void print_time(const struct teller *teller, double kitchen_s)
{
	printf(teller->stage.pace_millionths > 0 ? "%8.2f s  " : "%10.6f s  ", kitchen_s);
}

/* The same sentence over and over is told once, and how often it came when another one does. */
static void tell_repeats(struct teller *teller)
{
	if (teller->repeats == 0)
		return;
	print_time(teller, teller->repeated_s);
	printf(ngettext("… and the same %u more time.\n", "… and the same %u more times.\n", teller->repeats), teller->repeats);
	teller->repeats = 0;
}

static void tell_sentence(struct teller *teller, const char *sentence, double kitchen_s)
{
	if (teller->how != TELL_ALL && strcmp(sentence, teller->last) == 0) {
		teller->repeats++;
		teller->repeated_s = kitchen_s;
		return;
	}
	tell_repeats(teller);
	strcpy(teller->last, sentence);
	print_time(teller, kitchen_s);
	printf("%s\n", sentence);
}

static void tell_event(struct teller *teller, const struct event *event)
{
	enum weight least = teller->how == TELL_ALL ? WEIGHT_DETAIL : WEIGHT_STORY;
	char sentence[sizeof teller->last];

	stage_apply(&teller->stage, event);
	if (narrator_weight(event) >= least && narrator_sentence(&teller->stage, event, sentence, sizeof sentence) > 0)
		tell_sentence(teller, sentence, stage_kitchen_s(&teller->stage, event->time_ns));
}

static void tell_new(struct teller *teller)
{
	if (teller->how == TELL_JSON)
		return;
	for (size_t count = history_count(teller->history); teller->told < count; teller->told++)
		tell_event(teller, history_event(teller->history, teller->told));
	fflush(stdout);
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The first signal asks the kitchen to end. One that comes right behind it is the same wish: timeout(1) and some shells send it to the process and
 * to its group. False at a later one, or where there is no kitchen to ask. */
static bool heed_signals(struct teller *teller)
{
	const struct command quit = { .what = COMMAND_QUIT };
	struct signalfd_siginfo signal;

	while (read(teller->signals, &signal, sizeof signal) == sizeof signal) {
		if (teller->asked && now_ms() - teller->asked_ms > SAME_MS)
			return false;
		if (teller->asked)
			continue;
		teller->asked = true;
		teller->asked_ms = now_ms();
		teller->signal = (int)signal.ssi_signo;
		source_command(teller->source, &quit);
	}
	return source_live(teller->source);
}

/* Wait for the stream, a signal, or the end of whoever reads us; false when there is nothing more to wait for. */
static bool wait_for_more(struct teller *teller)
{
	struct pollfd ready[] = {
		{ .fd = source_fd(teller->source), .events = POLLIN },
		{ .fd = teller->signals, .events = POLLIN },
		{ .fd = STDOUT_FILENO },
		{ .fd = teller->prompt.id ? STDIN_FILENO : -1, .events = POLLIN },
	};
	int n = poll(ready, 4, teller->asked ? GRACE_MS : -1);

	if (n == 0)
		return false;
	if (n > 0 && ready[2].revents & POLLERR)
		raise(SIGPIPE);
	if (n > 0 && ready[3].revents)
		prompt_read(&teller->prompt, teller->source, &teller->info);
	return n < 0 || !ready[1].revents || heed_signals(teller);
}

static enum source_state read_all(struct teller *teller)
{
	enum source_state state;

	teller->signals = signals_open();
	do {
		state = source_pump(teller->source, teller->history, &teller->info, 0);
		tell_new(teller);
		prompt_show(&teller->prompt, &teller->info);
	} while (state == SOURCE_OPEN && wait_for_more(teller));
	close(teller->signals);
	return state;
}

/* Messages on stderr: the run's error, what became of the stream. */
static void say_errors(struct teller *teller, enum source_state state)
{
	struct error error;

	if (teller->info.report && summary_error(teller->info.report, &error))
		verb_fail(EXIT_WRONG, &error);
	if (*source_error(teller->source)) {
		error_set(&error, "%s", source_error(teller->source));
		verb_fail(EXIT_USAGE, &error);
	}
	if (state == SOURCE_OPEN && source_live(teller->source)) {
		error_set(&error, _("the kitchen did not end when asked, and was ended; there is no report"));
		verb_fail(EXIT_INTERRUPTED, &error);
	}
}

static int status_of(const struct teller *teller, enum source_state state, bool kitchen)
{
	if (teller->asked)
		return 128 + teller->signal;
	if (state == SOURCE_BROKEN)
		return kitchen ? EXIT_DIED : EXIT_USAGE;
	if (*source_error(teller->source))
		return EXIT_USAGE; /* the trace could not be written */
	return teller->info.report ? summary_status(teller->info.report) : EXIT_USAGE;
}

/* What the run came to, on stdout; what went wrong, on stderr. Returns the exit status. */
static int conclude(struct teller *teller, enum source_state state, bool kitchen)
{
	const char *report = teller->info.report;
	struct error error;

	if (report && teller->how == TELL_JSON)
		printf("%s\n", report);
	tell_repeats(teller);
	if (report && teller->how != TELL_JSON && summary_status(report) != EXIT_USAGE)
		summary_print(stdout, report, &teller->stage);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		error_set(&error, _("the output cannot be written: %s"), strerror(errno));
		return verb_fail(EXIT_USAGE, &error);
	}
	say_errors(teller, state);
	return status_of(teller, state, kitchen);
}

int tell_source(struct source *source, enum tell_how how)
{
	struct teller teller = { .source = source, .history = history_new(), .how = how };
	bool kitchen = source_live(source);
	int status;

	info_init(&teller.info);
	stage_init(&teller.stage, (struct stage_text *)history_texts(teller.history));
	status = conclude(&teller, read_all(&teller), kitchen);
	source_free(source);
	stage_release(&teller.stage);
	info_release(&teller.info);
	history_free(teller.history);
	return status;
}
