/* help_pages.c - `?` on the screens that lie over all panes: all schedules (F3), two futures (F2), and kitchens side by side. */
#include "tui/help.h"
#include "trace/tongue.h"

#include <stddef.h>

const struct help_page help_atlas = {
	.title = N_("all schedules"),
	.about = N_("A schedule is one way to order everybody's steps, from the first to the last. Here every one of them is counted, by what it leaves behind.\n"
		"share: this many of all schedules end so, each counted once. chance: this often it ends so when each step is drawn at random among those who can go. The two differ, as "
		"schedules with many choices are drawn less often each. Neither says how often it happens on a real machine: l runs it freely and puts that beside them.\n"
		"A preemption is a change of worker where the one before could have gone on: the fewer a failure needs, the simpler it is to follow."),
	.keys = {
		{ "\3 \4", N_("choose an outcome, or a row of the tree") },
		{ "Enter", N_("go there in step mode: to just before the step after which only that is possible; in the tree: to that moment") },
		{ "s", N_("go to the simplest failure in the same way") },
		{ "Tab", N_("the tree of schedules, and back: each row is a choice, with how many of the schedules that begin so fail") },
		{ "\2 \1", N_("in the tree: unfold, fold") },
		{ "f", N_("in the tree: only what can fail; again: all") },
		{ "n", N_("go to the schedule of a number, in the order A before B before C") },
		{ "y", N_("ten schedules, evenly drawn from all") },
		{ "l", N_("run it freely, 1,000 times or for 5 s, and put what really happened beside it") },
		{ "t", N_("count on the other engine too") },
		{ "Esc", N_("back; what was counted stays") },
		{ "q", N_("leave, and end the kitchen") },
	},
};

const struct help_page help_branch = {
	.title = N_("two futures"),
	.about = N_("The same steps up to this moment, then two choices. Two kitchens run, one for each; after the choice the same policy goes on in both, to the end. "
		"Steps that are the same in both are quiet, and values that differ at the end are marked with !."),
	.keys = {
		{ "a b", N_("the other choice: that worker's future stands on the right") },
		{ "\3 \4 Enter", N_("the same, for the row chosen; below are the branches made before") },
		{ "Tab", N_("another choice for the left") },
		{ "Del", N_("drop the chosen one of the branches made") },
		{ "\1 \2", N_("beside each other: which of the two Enter goes to, in step mode") },
		{ "Esc", "back" },
	},
};

const struct help_page help_sides = {
	.title = N_("kitchens side by side"),
	.about = N_("The same recipe with the same seed, on several engines. First each kitchen is measured, one after the other, with the machine to itself; what it does is shown "
		"while it does it. Then they play together, by one clock: the same moment in each, counted from its opening. Who is done has a tick and its place, and stands still.\n"
		"The scoreboard has what was measured. elapsed: real time. speed-up: against sequential where it ran, else against the first that did. CPU: of all its threads and "
		"processes together, so above elapsed where more than one core was at work. peak: memory of all its processes. switches: by the kernel, on the loop and on sequential: how often a task gave "
		"control up. published: what others have measured of programs of the same shape. n/a: the recipe cannot run there, and why.\n"
		"Lanes: a line for each task, full where it ran, shaded where it could have and another did, light where it waited; two tasks in a line where there is no room."),
	.keys = {
		{ "space", N_("pause; again: go on, at the end: from the beginning") },
		{ "\1 \2", N_("to the last or next event, in whichever kitchen it was") },
		{ "[ ]", N_("to the last or next moment at which control changed hands somewhere") },
		{ "PgUp PgDn", N_("a second back or on; in short runs a twentieth of the longest") },
		{ "Home End", N_("to the opening; to the end of the longest") },
		{ "- +", N_("speed of the clock: halve, double") },
		{ "1 2 3 4", N_("this kitchen alone, with all panes; Esc: all of them, Tab: the next") },
		{ "Tab", N_("where there are more than four: the others") },
		{ "v", N_("lanes in place of pictures, and back") },
		{ "r", N_("measure all again") },
		{ "q", N_("leave; the table is printed") },
	},
};
