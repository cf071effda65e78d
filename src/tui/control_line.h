/* control_line.h - what can be typed after `:` in step mode. */
#ifndef LUNCHRUSH_TUI_CONTROL_LINE_H
#define LUNCHRUSH_TUI_CONTROL_LINE_H

#include "trace/error.h"

#include <stddef.h>
#include <stdint.h>

struct app;

/* Open the line. */
void control_line_open(struct app *app);
/* A key while it is open. */
void control_line_key(struct app *app, int key);
/* Do what was typed: after Enter, once the kitchen is no longer on its way. */
void control_line_enter(struct app *app);
/* One line on what the word typed so far is for ("until visits == 2 - the policy goes on …"), into to[size]; returns to. */
char *control_line_hint(const struct app *app, char *to, size_t size);
/* Copy the schedule up to the moment shown to the clipboard; says so. */
void control_copy(struct app *app);

/* A schedule file: a text of one line. -1 with words. */
int schedule_file_write(const char *path, const char *schedule, struct error *error);
/* The schedule, checked, to be freed; NULL with words. */
char *schedule_file_read(const char *path, struct error *error);

#endif
