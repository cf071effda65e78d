/* explore_line.h - the line between the kitchen process and a floor that explores: questions in, how far it is out.
 *
 * While every schedule is counted the arena is put back again and again, so neither goes by it. Questions go through a pipe, a line each, as they came from
 * the screen (command.h). How far it is stands in a mapping of its own and is replaced again and again: only the latest is sent on. Answers are
 * posted as ever, once all is counted. */
#ifndef LUNCHRUSH_KITCHEN_EXPLORE_LINE_H
#define LUNCHRUSH_KITCHEN_EXPLORE_LINE_H

#include "trace/command.h"
#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>

#define EXPLORE_NEWS_MAX 512 /* bytes of what is told of how far it is */

/* Kitchen process, before the floor is forked. -1 with words. */
int explore_line_open(struct error *error);
/* Kitchen process: hand a question on; one too many at once is let go. */
void explore_line_ask(const struct command *question);
/* Kitchen process: there will be no more questions. */
void explore_line_close(void);
/* Courier: the latest news into to, if they were not read before; returns their length, 0 when there are none. */
size_t explore_line_news(char to[EXPLORE_NEWS_MAX]);

/* Floor: before anything else of these. */
void explore_line_floor(void);
/* Floor: wait for the next question; false when there will be no more. */
bool explore_line_next(struct command *question);
/* Floor: how far it is. */
void explore_line_tell(const char *json, size_t length);

#endif
