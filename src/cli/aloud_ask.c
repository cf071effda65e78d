/* aloud_ask.c - what is typed, a line at a time, and what is understood at every prompt. See aloud_inner.h.
 *
 * Waiting for a line is waiting for a signal, too. What a pipe holds is read in pieces and kept, so that each prompt takes one line of it. */
#include "cli/aloud_inner.h"

#include "cli/data.h"
#include "cli/pages.h"
#include "cli/signals.h"
#include "stage/reading.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#define CODE_BYTES_MAX (256 << 10)

bool aloud_signalled(struct aloud *aloud)
{
	struct signalfd_siginfo signal;

	while (read(aloud->signals, &signal, sizeof signal) == sizeof signal)
		aloud->signal = (int)signal.ssi_signo;
	aloud->over |= aloud->signal != 0;
	return aloud->signal != 0;
}

/* ---- a line ---- */

/* Take the first line of what was read; false: there is no whole one. What is too long is a line all the same. */
static bool take_line(struct aloud *aloud, char line[ALOUD_LINE])
{
	char *end = memchr(aloud->typed, '\n', aloud->typed_length);
	bool full = aloud->typed_length == sizeof aloud->typed;
	size_t length = end ? (size_t)(end - aloud->typed) : aloud->typed_length, taken = length + (end != NULL);

	if (!end && !full && !(aloud->over && length))
		return false;
	text_clean(line, ALOUD_LINE, aloud->typed, length);
	memmove(aloud->typed, aloud->typed + taken, aloud->typed_length - taken);
	aloud->typed_length -= taken;
	return true;
}

static void take_typed(struct aloud *aloud)
{
	ssize_t n = read(STDIN_FILENO, aloud->typed + aloud->typed_length, sizeof aloud->typed - aloud->typed_length);

	if (n > 0)
		aloud->typed_length += (size_t)n;
	else if (n == 0 || (errno != EINTR && errno != EAGAIN))
		aloud->over = true;
}

/* Read what is there; a signal, or nobody types any more: over. */
static void wait_typed(struct aloud *aloud)
{
	struct pollfd ready[] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .fd = aloud->signals, .events = POLLIN }, { .fd = STDOUT_FILENO } };

	if (poll(ready, 3, -1) < 0)
		return;
	if (ready[2].revents & POLLERR)
		raise(SIGPIPE); /* whoever listened has gone */
	if (!(ready[1].revents && aloud_signalled(aloud)) && ready[0].revents)
		take_typed(aloud);
}

static void trim(char *line)
{
	size_t from = strspn(line, " "), length = strlen(line);

	while (length > from && line[length - 1] == ' ')
		length--;
	memmove(line, line + from, length - from);
	line[length - from] = '\0';
}

/* What was typed where nobody saw it, on a line of its own where it has no room after the prompt. */
static void echo(const struct aloud *aloud, const char *line, int column)
{
	const char *at = line, *end = line + strlen(line);
	int columns = aloud_columns(aloud);

	if (!aloud->echo)
		return;
	if (columns && column + text_width(line) > columns) {
		printf("\n");
		column = 0;
	}
	while (at < end) {
		const char *next = at;
		column += text_columns(text_next(&next, end));
		if (columns && column > columns)
			break;
		fwrite(at, 1, (size_t)(next - at), stdout);
		at = next;
	}
	printf("\n");
}

bool aloud_read(struct aloud *aloud, const char *prompt, char line[ALOUD_LINE])
{
	int column = aloud_prompt(aloud, prompt);
	bool taken;

	while (!(taken = !aloud->signal && take_line(aloud, line)) && !aloud->over)
		wait_typed(aloud);
	if (!taken)
		taken = !aloud->signal && take_line(aloud, line); /* the last one may lack its end */
	if (!taken) {
		printf("\n");
		return false;
	}
	trim(line);
	echo(aloud, line, column);
	return true;
}

bool aloud_typed(struct aloud *aloud, char line[ALOUD_LINE])
{
	take_typed(aloud);
	if (!take_line(aloud, line))
		return false;
	trim(line);
	return true;
}

/* ---- what is understood everywhere ---- */

const char *aloud_after_word(const char *line, const char *first)
{
	size_t length = strlen(first);

	if (strncasecmp(line, first, length) || (line[length] && line[length] != ' '))
		return NULL;
	return line + length + strspn(line + length, " ");
}

static void help(struct aloud *aloud)
{
	static const char *const keys[] = {
		N_("Enter: on; a question is skipped"), N_("next: on to the next step, without its run"), N_("back: to the question, or the step before"), N_("again: the run, or the page, once more"),
		N_("step 3: to the third step"), N_("hint: one more hint, where there are some"), N_("page: what this step says"), N_("code: the recipe that runs, line by line"),
		N_("story: what happened in the last run, nothing left out"), N_("memory: what the last run has in its memory"), N_("settings: what of the last run can be set"),
		N_("set NAME VALUE: another setting for the next run of this step"), N_("words: the words that this step explains; words deadlock: what one means"),
		N_("notes: what a speaker would say here"), N_("quit: leave; all is kept"),
		N_("Where you choose who goes next, a number or a letter: that one takes a step; A2 B: two steps of A, then one of B; back: the last step is taken back"),
		N_("finish: they go by turns, to the end; why: what each would do, or waits for"),
		N_("Where you mend the recipe, edit: your editor; check: your copy is counted; anew: it is as the recipe again"),
	};

	aloud_say(aloud, "%s", _("At every prompt you may type:"));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		aloud_say(aloud, "- %s", _(keys[i]));
}

static void hint(struct aloud *aloud)
{
	const struct lesson_step *step = lecture_step(&aloud->lecture);

	if (!step->hint_count)
		aloud_say(aloud, "%s", _("There is no hint here."));
	else if (!lecture_hint(&aloud->lecture))
		aloud_say(aloud, "%s", _("There are no more hints."));
	else {
		aloud_say(aloud, _("Hint %d of %d:"), aloud->lecture.hints, step->hint_count);
		aloud_document(aloud, &step->hints[aloud->lecture.hints - 1]);
	}
}

static int add_word(void *data, const char *link, int line)
{
	char *to = data;
	size_t length = strlen(to);
	char name[64];

	(void)line;
	snprintf(name, sizeof name, "%s", strncmp(link, "word:", 5) ? "" : link + 5);
	for (char *at = name; (at = strchr(at, '-')); at++)
		*at = ' '; /* hyphens are not heard, and need not be typed */
	if (*name && !strstr(to, name))
		snprintf(to + length, ALOUD_LINE - length, "%s%s", length ? ", " : "", name);
	return 0;
}

static void words(const struct aloud *aloud, const char *asked)
{
	struct document document;
	struct error error;
	char title[96] = "", link[ALOUD_LINE + 8], all[ALOUD_LINE] = "";

	if (!*asked) {
		document_links(&lecture_step(&aloud->lecture)->prose, add_word, all);
		document_links(&lecture_step(&aloud->lecture)->after, add_word, all);
		aloud_say(aloud, *all ? _("Words of this step: %s.") : _("This step leads to no word; words deadlock says what that one means."), all);
		return;
	}
	snprintf(link, sizeof link, "word:%s", asked);
	if (pages_read(NULL, link, &document, title, &error)) {
		aloud_say(aloud, "%s", error.text);
		return;
	}
	aloud_say(aloud, "%s:", title);
	aloud_document(aloud, &document);
	document_release(&document);
}

/* ---- the recipe ---- */

/* At most so much of a regular file, as clean lines. */
static bool read_code(struct info *info, const char *path)
{
	struct stat of;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	char *text = fd >= 0 && fstat(fd, &of) == 0 && S_ISREG(of.st_mode) ? malloc(CODE_BYTES_MAX) : NULL;
	ssize_t length = text ? read(fd, text, CODE_BYTES_MAX) : -1;

	if (length > 0)
		source_lines_read(info, text, (size_t)length);
	free(text);
	if (fd >= 0)
		close(fd);
	return length > 0;
}

static void say_code(const struct aloud *aloud, const char *path, const char *file)
{
	struct info info;

	info_init(&info);
	if (!read_code(&info, path))
		aloud_say(aloud, _("%s cannot be read."), path);
	else
		aloud_say(aloud, _("%s, %zu lines:"), file, info.line_count);
	for (size_t i = 0; i < info.line_count; i++)
		if (info.lines[i].text[strspn(info.lines[i].text, " ")])
			aloud_say(aloud, "%zu: %s", i + 1, info.lines[i].text);
	info_release(&info);
}

static void code(const struct aloud *aloud)
{
	struct launch launch;
	struct error error;

	if (*aloud->launch.path) { /* that of the run, which may be a mended copy */
		say_code(aloud, aloud->launch.path, aloud->launch.file);
		return;
	}
	if (lecture_launch(aloud->lesson, lecture_step(&aloud->lecture), data_recipe, &launch, &error)) {
		aloud_say(aloud, "%s", error.text);
		return;
	}
	say_code(aloud, launch.path, launch.file);
	launch_release(&launch);
}

/* ---- settings ---- */

void aloud_settings(const struct aloud *aloud)
{
	const struct info *info = &aloud->run.info;

	if (!info->setting_count)
		aloud_say(aloud, "%s", aloud->run.history ? _("This recipe has no settings.") : _("The settings are known when it has run once."));
	for (size_t i = 0; i < info->setting_count; i++) {
		const struct setting *setting = &info->settings[i];
		char range[400] = "";
		for (char **choice = setting->choices; choice && *choice; choice++) {
			size_t length = strlen(range);
			snprintf(range + length, sizeof range - length, "%s%s", length ? ", " : _(", one of: "), *choice);
		}
		if (setting->number && setting->min == setting->min && setting->max == setting->max)
			snprintf(range, sizeof range, _(", from %g to %g"), setting->min, setting->max);
		aloud_say(aloud, _("Setting %s = %s%s%s%s."), setting->name, setting->value, range, *setting->help ? ": " : "", setting->help);
	}
}

/* "NAME VALUE" or "NAME = VALUE"; a value may have spaces. */
static void set(struct aloud *aloud, const char *typed)
{
	char name[64];
	size_t length = strcspn(typed, " =");
	const char *value = typed + length + strspn(typed + length, " ");
	struct error error;

	value += *value == '=';
	value += strspn(value, " ");
	snprintf(name, sizeof name, "%.*s", (int)length, typed);
	if (!*name || !*value)
		aloud_say(aloud, "%s", _("set NAME VALUE would be right: set cooks 3"));
	else if (launch_set(&aloud->own, name, value, &error))
		aloud_say(aloud, "%s", error.text);
	else
		aloud_say(aloud, _("%s = %s from the next run on; again starts it."), name, value);
}

/* ---- a wish ---- */

static bool go_to(struct aloud *aloud, const char *number)
{
	char *end;
	unsigned long step = strtoul(number, &end, 10);

	if (*number && !*end && step && lecture_go(&aloud->lecture, step - 1))
		return true;
	aloud_say(aloud, _("The steps are 1 to %zu; step 2 goes to the second."), aloud->lesson->step_count);
	return false;
}

/* What is only said; false: it is none of these. */
static bool say_wished(struct aloud *aloud, const char *line)
{
	const char *rest;

	if (!strcasecmp(line, "help") || !strcmp(line, "?"))
		help(aloud);
	else if (!strcasecmp(line, "hint") || !strcasecmp(line, "hints"))
		hint(aloud);
	else if (!strcasecmp(line, "page"))
		aloud_page(aloud);
	else if (!strcasecmp(line, "code"))
		code(aloud);
	else if (!strcasecmp(line, "story"))
		aloud_story(aloud);
	else if (!strcasecmp(line, "memory"))
		aloud_memory(aloud);
	else if (!strcasecmp(line, "settings"))
		aloud_settings(aloud);
	else if (!strcasecmp(line, "notes") && !lecture_step(&aloud->lecture)->notes.count)
		aloud_say(aloud, "%s", _("There are no notes for a speaker here."));
	else if (!strcasecmp(line, "notes"))
		aloud_document(aloud, &lecture_step(&aloud->lecture)->notes);
	else if ((rest = aloud_after_word(line, "words")) || (rest = aloud_after_word(line, "word")))
		words(aloud, rest);
	else if ((rest = aloud_after_word(line, "set")))
		set(aloud, rest);
	else
		return false;
	return true;
}

enum wish aloud_wish(struct aloud *aloud, const char *prompt, char line[ALOUD_LINE])
{
	const char *number;

	while (aloud_read(aloud, prompt, line)) {
		if (!*line)
			return WISH_ENTER;
		if (!strcasecmp(line, "quit") || !strcasecmp(line, "exit"))
			return WISH_LEAVE;
		if (!strcasecmp(line, "next"))
			return WISH_NEXT;
		if (!strcasecmp(line, "back"))
			return WISH_BACK;
		if (!strcasecmp(line, "again"))
			return WISH_AGAIN;
		if ((number = aloud_after_word(line, "step"))) {
			if (go_to(aloud, number))
				return WISH_MOVED;
		} else if (!say_wished(aloud, line)) {
			return WISH_OTHER;
		}
	}
	return WISH_LEAVE;
}
