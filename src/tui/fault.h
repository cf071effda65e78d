/* fault.h - a person kills, stops or lets go on the process of one worker: what befalls processes, on purpose. */
#ifndef LUNCHRUSH_TUI_FAULT_H
#define LUNCHRUSH_TUI_FAULT_H

#include "trace/command.h"
#include "trace/error.h"

#include <stdbool.h>
#include <stdint.h>

struct app;

/* Whether workers are processes in the run shown. */
bool fault_possible(const struct app *app);

/* Whether that can be done to the worker picked out. */
bool fault_can(const struct app *app, enum command_do what);

/* COMMAND_KILL, COMMAND_STOP or COMMAND_CONT to that worker; says what was done. -1 with words on why not. */
int fault_do(struct app *app, enum command_do what, uint32_t worker, struct error *error);

/* The keys: kill the worker picked out; stop it, or let it go on when it is stopped. They say what they did, or why not. */
void fault_kill(struct app *app, int unused);
void fault_stop(struct app *app, int unused);

/* The commands :kill A, :stop A, :cont A; a worker by letter or name. -1 with words. */
int fault_line(struct app *app, enum command_do what, const char *rest, struct error *error);

#endif
