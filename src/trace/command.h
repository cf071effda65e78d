/* command.h - what the screen may ask of a kitchen: one JSON object on a line, over the same socket as the stream.
 *
 *   {"do":"hold"}  {"do":"go"}               hold the kitchen and its clock; let it go on
 *   {"do":"pace","value":2.0}                kitchen seconds per real second; 0 is unlimited
 *   {"do":"gil","value":true}                the GIL on or off, live
 *   {"do":"set","name":"cooks","value":3}    a live setting
 *   {"do":"choose","schedule":"A2 B*"}       by hand: who takes the next steps; what cannot be followed is told as STRAY, and the rest forgotten
 *   {"do":"policy","name":"random","steps":3}  by hand: this policy chooses the next steps; 0: all to the end
 *   {"do":"ask","id":7,"what":"at","schedule":"A2 B"}   a question to an exploration that stays; the answer, an X frame, carries its id:
 *                                            "at": what follows after these steps; "nth": the schedule of that number ("schedule":"421"), "failing":true: among
 *                                            those that fail; "sample": an even sample ("schedule":"10" of them); "outcome": the simplest schedule that
 *                                            ends so ("schedule": the outcome's index); "run": as "nth", "runs": as "sample", but the schedules are played
 *                                            again: each with how it ends and the hash of what happens
 *   {"do":"kill","name":"A"}  "stop"  "cont"   end, stop, let go on the process of the worker of that name or letter (SIGKILL, SIGSTOP, SIGCONT)
 *   {"do":"allow","id":3,"answer":"yes"}     whether a program may be started, to the question of that id (permission.h): "yes" this once, "all" in this run, "no"
 *   {"do":"quit"}                            end now: outcome interrupted
 */
#ifndef LUNCHRUSH_TRACE_COMMAND_H
#define LUNCHRUSH_TRACE_COMMAND_H

#include "trace/error.h"
#include "trace/word.h"

#include <stdbool.h>
#include <stddef.h>

enum command_do { COMMAND_HOLD, COMMAND_GO, COMMAND_PACE, COMMAND_GIL, COMMAND_SET, COMMAND_CHOOSE, COMMAND_POLICY, COMMAND_ASK, COMMAND_KILL, COMMAND_STOP, COMMAND_CONT, COMMAND_ALLOW, COMMAND_QUIT, COMMAND_DO_COUNT };

#define COMMAND_VALUE_MAX 128 /* bytes of a setting's value with its NUL */
#define COMMAND_LINE_MAX 4096 /* bytes of a line with its newline */

struct command {
	enum command_do what;
	double number;   /* pace, a number to set; 1 or 0 for gil and booleans; policy: steps; ask, allow: its id */
	char name[64];   /* set: of the setting; policy: its name; ask: what; allow: the answer; kill, stop, cont: of the worker */
	char text[3584]; /* set: the value as text, also for numbers ("3"); choose, ask: the schedule; "" where there is none */
	bool failing;    /* ask: among those that fail */
};

/* Write the command's line with its newline into `to`; returns its length, or -1 when it does not fit. */
int command_write(const struct command *command, char to[COMMAND_LINE_MAX]);

/* Read one line (without newline). 0, or -1 with words. */
int command_read(struct command *command, const char *line, size_t length, struct error *error);

#endif
