/* menu_help.c - `?` on each screen of the menu. */
#include "tui/menu_inner.h"

#include "trace/tongue.h"
#include "tui/help.h"

#include <stddef.h>

static const struct help_page home = {
	.title = N_("the menu"),
	.about = N_("Lessons by chapter, with how far you are. Each runs a real kitchen: you say what will happen, see it, and do it yourself. What you did is kept, and a lesson goes on where you "
		"left it. At the end of the list, and under their keys at the foot of the screen, are the kitchens to run freely, the chooser, and pages to read."),
	.keys = {
		{ "\3 \4", N_("choose; PgUp PgDn Home End go further") },
		{ "Enter", N_("begin the lesson, or go on with it; open the page") },
		{ "/", N_("search as you type: titles, chapters, what they are about; Esc leaves") },
		{ "k", N_("the kitchens: run one, count all its schedules") },
		{ "m", N_("the same, to compare engines or kitchens") },
		{ "c", N_("a few questions that end at a kitchen") },
		{ "w", N_("the words of the field") },
		{ "t", N_("threads, event loop, processes and instances in one table") },
		{ "h", N_("human time: what this machine does while you blink") },
		{ "s", N_("settings: theme, motion, signs, language") },
		{ "T", N_("the next theme: on any screen; Ctrl-T while you type") },
		{ "R", N_("record what is shown into a file in this folder, also what you open from here; again: end. Ctrl-R does the same, everywhere") },
		{ "q", N_("leave; Ctrl-Q from anywhere") },
	},
};

static const struct help_page kitchens = {
	.title = N_("kitchens"),
	.about = N_("A kitchen is a recipe, a short script, at work on a real engine. Here every recipe can be run by itself, without a lesson around it."),
	.keys = {
		{ "\3 \4", N_("choose; PgUp PgDn Home End go further") },
		{ "Enter", N_("run it on the screen; there ? says what can be done") },
		{ "e", N_("run it, and count all its schedules: how many fail") },
		{ "c", N_("run it on every engine, one after another, then all side by side by one clock") },
		{ "Space", N_("pick it: c then compares all that are picked, at most four") },
		{ "/", N_("search as you type; Esc leaves") },
		{ "Esc", N_("back") },
		{ "q", N_("leave") },
	},
};

static const struct help_page reader = {
	.title = N_("a page"),
	.about = N_("Underlined words lead somewhere: to another page, a word, a lesson or a kitchen."),
	.keys = {
		{ "\3 \4", N_("scroll; PgUp PgDn Home End go further, Space too") },
		{ "Tab", N_("to the next link, Shift-Tab to the one before") },
		{ "Enter", N_("open it") },
		{ "Backspace", N_("back to the page before") },
		{ "/", N_("find words on this page; n finds the next") },
		{ "Esc", N_("leave") },
		{ "q", N_("leave the program") },
	},
};

static const struct help_page chooser = {
	.title = N_("the chooser"),
	.about = N_("A few questions about a program of your own. Each answer stands above the next question, so that you see which way led to the end: a kitchen to run, and a lesson."),
	.keys = {
		{ "\3 \4", N_("choose an answer; Enter gives it, and so does its letter or number") },
		{ "Backspace", N_("one question back") },
		{ "Esc", N_("leave") },
		{ "q", N_("leave the program") },
	},
};

static const struct help_page wishes = {
	.title = N_("settings"),
	.about = N_("They are kept, and hold for every command that has a screen. Options of a command win over them."),
	.keys = {
		{ "\3 \4", N_("choose a setting") },
		{ "\1 \2", N_("change it; Enter takes the next") },
		{ "Esc", N_("back") },
		{ "q", N_("leave") },
	},
};

const struct help_page menu_help_table = {
	.title = N_("the table"),
	.about = N_("Four kinds of tasks beside each other. Figures were measured on this machine; a question mark stands where nothing has been measured yet. Under what a cell says stands the kitchen "
		"that shows it. On a narrow terminal the table is a page of text."),
	.keys = {
		{ "\1 \2 \3 \4", N_("choose a cell; PgUp PgDn Home End go further") },
		{ "Enter", N_("to the kitchen that shows it") },
		{ "Esc", N_("back") },
		{ "q", N_("leave") },
	},
};

const struct help_page *const menu_help[MENU_VIEWS] = {
	[MENU_HOME] = &home, [MENU_KITCHENS] = &kitchens, [MENU_READER] = &reader, [MENU_CHOOSER] = &chooser, [MENU_WISHES] = &wishes,
};
