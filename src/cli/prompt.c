/* prompt.c - see prompt.h. The story goes to stdout; what is asked goes to stderr, where it is seen even when stdout is a file. */
#include "cli/prompt.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

bool prompt_possible(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

static void ask(void)
{
	fprintf(stderr, _("Start it? y: this once, a: all that it starts in this run, n: no, end the run > "));
}

void prompt_show(struct prompt *prompt, const struct info *info)
{
	const struct info_ask *asked = &info->ask;

	if (prompt->id == asked->id)
		return;
	if (!asked->id)
		fprintf(stderr, _("\nNo answer is needed any more.\n"));
	prompt->id = asked->id;
	prompt->length = 0;
	if (!asked->id)
		return;
	fflush(stdout);
	tcflush(STDIN_FILENO, TCIFLUSH);
	fprintf(stderr, _("\n%s of the recipe %s wants to start a program:\n\n    %s\n\nin %s\n"), asked->worker, info->recipe, asked->line, asked->folder);
	ask();
}

/* A whole line; "" is none. */
static void answer(struct prompt *prompt, struct source *source, struct info *info)
{
	static const char *const answers[][2] = { { "y", "yes" }, { "yes", "yes" }, { "a", "all" }, { "all", "all" }, { "n", "no" }, { "no", "no" } };

	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (strcasecmp(prompt->line, answers[i][0]) == 0) {
			prompt->id = 0;
			source_allow(source, info, answers[i][1]);
			return;
		}
	ask();
}

void prompt_read(struct prompt *prompt, struct source *source, struct info *info)
{
	char typed[256];
	ssize_t n = read(STDIN_FILENO, typed, sizeof typed);

	if (n <= 0) { /* nobody types any more */
		prompt->id = 0;
		source_allow(source, info, "no");
		return;
	}
	for (ssize_t i = 0; i < n && prompt->id; i++) {
		if (typed[i] != '\n') {
			if (prompt->length < sizeof prompt->line - 1)
				prompt->line[prompt->length++] = typed[i];
			continue;
		}
		prompt->line[prompt->length] = '\0';
		prompt->length = 0;
		answer(prompt, source, info);
	}
}
