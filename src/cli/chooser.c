/* chooser.c - `lunchrush chooser`: the flowchart that ends at a kitchen, on the screen, or on paper with numbered answers. */
#include "tui/chooser.h"

#include "cli/data.h"
#include "cli/menu.h"
#include "cli/verb.h"
#include "trace/tongue.h"
#include "tui/wrap.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 76

static void say_wrapped(const char *text, const char *first, int indent)
{
	char line[512];

	for (int row = 0; (text = wrap_line(text, COLUMNS - indent, line, sizeof line)); row++)
		printf("%*s%s\n", row ? indent : 0, row ? "" : first, line);
}

static void say_question(const struct chooser_node *node)
{
	char number[16];

	printf("\n");
	say_wrapped(node->question, "", 0);
	say_wrapped(node->about, "", 0);
	for (int i = 0; i < node->answer_count; i++) {
		snprintf(number, sizeof number, "  %d  ", i + 1);
		printf("%s", number);
		say_wrapped(node->answers[i].text, "", 5);
	}
}

static void say_end(const struct chooser *chooser)
{
	const struct chooser_node *node = chooser_node(chooser);

	printf("\n%s\n\n", _("Your way:"));
	for (int i = 0; i < chooser->depth; i++) {
		const struct chooser_node *was = &chooser->nodes[chooser->way[i].node];
		printf("  %s\n    %s\n", was->question, was->answers[chooser->way[i].answer].text);
	}
	printf("\n%s\n", node->title);
	say_wrapped(node->about, "", 0);
	if (node->recipe[0])
		printf("\n  lunchrush run %s\n", node->recipe);
	if (node->lesson[0])
		printf("  lunchrush learn %s\n", node->lesson);
}

/* What was typed: an answer's number or letter, `b` or `back` is one back; false at its end. */
static bool take_line(struct chooser *chooser, const char *typed)
{
	int answer = typed[0] >= '1' && typed[0] <= '9' ? typed[0] - '1' : -1;

	if (strcmp(typed, "q") == 0)
		return false;
	if (strcmp(typed, "back") == 0 || strcmp(typed, "0") == 0) {
		if (!chooser_back(chooser))
			printf("%s\n", _("This is the first question."));
	} else if (!typed[0] || typed[1] || !chooser_answer(chooser, answer)) {
		printf(_("A number from 1 to %d would be right, 0 for one question back, or q.\n"), chooser_node(chooser)->answer_count);
	}
	return true;
}

static int walk(struct chooser *chooser)
{
	char typed[128];

	printf("%s\n", chooser->title);
	while (chooser_node(chooser)->question[0]) {
		say_question(chooser_node(chooser));
		printf(_("Your answer (1 to %d, 0 back, q leaves): "), chooser_node(chooser)->answer_count);
		fflush(stdout);
		if (!fgets(typed, sizeof typed, stdin)) {
			printf("\n");
			return EXIT_DONE;
		}
		typed[strcspn(typed, "\r\n")] = '\0';
		if (!take_line(chooser, typed))
			return EXIT_DONE;
	}
	say_end(chooser);
	return EXIT_DONE;
}

static const struct flag flags[] = {
	{ "plain", NULL, N_("ask in lines, without a screen"), SHOW_FLAG_PLAIN + 1 },
	{ "theme", "NAME", N_("colours: a theme that `lunchrush list` names, or the path of one"), SHOW_FLAG_THEME + 1 },
	{ "ascii", NULL, N_("draw with ASCII signs only"), SHOW_FLAG_ASCII + 1 },
	{ "glyphs", "NAME", N_("signs: kitchen, plain or ascii"), SHOW_FLAG_GLYPHS + 1 },
	{ NULL, NULL, NULL, 0 },
};

static int chooser_run(int argc, char **argv)
{
	struct show show = { .how = SHOW_BY_TERMINAL };
	struct error error;
	const char *value;
	int code, status;

	while ((code = flags_next(flags, argc, argv, &value, &error)) > 0)
		if (show_flag(&show, code - 1, value, &error))
			return verb_fail(EXIT_USAGE, &error);
	if (code == 0 && optind < argc)
		code = error_set(&error, _("chooser: '%s' is too much: it asks, and takes no names"), argv[optind]);
	if (code < 0 || show_settle(&show, &error))
		return verb_fail(EXIT_USAGE, &error);
	if (show.how == SHOW_SCREEN)
		return menu_open("menu:chooser");
	struct chooser *chooser = chooser_read(data_directory(), &error);
	if (!chooser)
		return verb_fail(EXIT_USAGE, &error);
	status = walk(chooser);
	free(chooser);
	return status;
}

const struct verb verb_chooser = {
	.name = "chooser",
	.arguments = "[options]",
	.summary = N_("Answer a few questions, and be led to the kitchen that fits"),
	.flags = flags,
	.run = chooser_run,
};
