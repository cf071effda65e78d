/* line_commands.h - the commands that can be typed after `:` in step mode, for the table of them (control_line.c). */
#ifndef LUNCHRUSH_TUI_LINE_COMMANDS_H
#define LUNCHRUSH_TUI_LINE_COMMANDS_H

#include "trace/error.h"

#include <stdint.h>

struct app;

/* Each does what `rest`, what stands after its name, says; 0, or -1 with words: then nothing was done, and the line stays open. */
typedef int line_run(struct app *app, const char *rest, struct error *error);

/* line_steps.c: the run goes on. */
line_run line_schedule, line_until, line_random, line_round_robin, line_fifo, line_policy;
/* line_anew.c: the run starts again. */
line_run line_back, line_goto, line_seed, line_set, line_engine, line_read;
/* line_keep.c: the run stays as it is. */
line_run line_break, line_unbreak, line_write, line_copy;

/* Whether the run can be moved now; -1 with words. */
int line_ready(const struct app *app, struct error *error);
/* A whole number from `least` to `most`, and nothing after it; -1 with words, in which it is called `what`. */
int line_number(const char *rest, const char *what, uint64_t least, uint64_t most, uint64_t *to, struct error *error);

#endif
