/* command_line.h - a line that a person types after `:`, with what was typed before, and words that complete themselves.
 *
 * Plain data and keys; it knows no terminal and not what a command is. */
#ifndef LUNCHRUSH_TUI_COMMAND_LINE_H
#define LUNCHRUSH_TUI_COMMAND_LINE_H

#include "tui/canvas.h"

#include <stdbool.h>
#include <stddef.h>

#define COMMAND_LINE_BYTES 1024
#define COMMAND_LINE_KEPT 32

/* Zero-initialised: closed, nothing was typed before. */
struct command_line {
	bool open;
	char text[COMMAND_LINE_BYTES];
	size_t length, cursor;   /* bytes; the cursor stands before text[cursor] */
	char error[256];         /* why the line was not done; "" none. It stays open then */
	char words[256];         /* what could come next, after Tab found several; "" none */
	char *kept[COMMAND_LINE_KEPT]; /* lines entered before, the latest last */
	int kept_count, at;      /* at: which of them is shown; kept_count: the new one */
	char draft[COMMAND_LINE_BYTES]; /* the new one, while an old one is shown */
};

enum command_line_did {
	LINE_EDITED,
	LINE_ENTERED, /* Enter: the text is to be done; then close it, or set `error` */
	LINE_CLOSED,  /* Escape, or Backspace at an empty line */
};

/* Call back with each word that could stand at the place `before` (the text before the word). */
typedef void command_line_offer(void *to, const char *word);
typedef void command_line_words(void *data, const char *before, command_line_offer *offer, void *to);

void command_line_open(struct command_line *line);
void command_line_close(struct command_line *line);
/* The text was done: keep it among those typed before. */
void command_line_keep(struct command_line *line);
void command_line_release(struct command_line *line);

enum command_line_did command_line_key(struct command_line *line, int key, command_line_words *words, void *data);

/* Draw `:` and the text into a row, the cursor in it, so that the cursor is always in sight. */
void command_line_draw(const struct command_line *line, struct canvas *canvas, struct rect rect);

#endif
