/* command.h - what the screen may ask of a kitchen: one JSON object on a line, over the same socket as the stream.
 *
 *   {"do":"hold"}  {"do":"go"}               hold the kitchen and its clock; let it go on
 *   {"do":"pace","value":2.0}                kitchen seconds per real second; 0 is unlimited
 *   {"do":"gil","value":true}                the GIL on or off, live
 *   {"do":"set","name":"cooks","value":3}    a live setting
 *   {"do":"quit"}                            end now: outcome interrupted
 */
#ifndef LUNCHRUSH_TRACE_COMMAND_H
#define LUNCHRUSH_TRACE_COMMAND_H

#include "trace/error.h"
#include "trace/word.h"

#include <stddef.h>

enum command_do { COMMAND_HOLD, COMMAND_GO, COMMAND_PACE, COMMAND_GIL, COMMAND_SET, COMMAND_QUIT, COMMAND_DO_COUNT };

#define COMMAND_LINE_MAX 512 /* bytes of a line with its newline */

struct command {
	enum command_do what;
	double number;   /* pace, a number to set; 1 or 0 for gil and booleans */
	char name[64];   /* set: of the setting */
	char text[128];  /* set: the value as text, also for numbers ("3"); "" where there is none */
};

/* Write the command's line with its newline into `to`; returns its length, or -1 when it does not fit. */
int command_write(const struct command *command, char to[COMMAND_LINE_MAX]);

/* Read one line (without newline). 0, or -1 with words. */
int command_read(struct command *command, const char *line, size_t length, struct error *error);

#endif
