/* input.h - bytes from a terminal into keys.
 *
 * A decoder that knows UTF-8, the control sequences that terminals send for keys, and SGR mouse reports; it knows
 * no terminal and no clock. What it does not know it swallows whole, so that no stray byte becomes a key. */
#ifndef LUNCHRUSH_TUI_INPUT_H
#define LUNCHRUSH_TUI_INPUT_H

#include "paper/key.h"

#include <stdbool.h>
#include <stddef.h>

struct input_key {
	int key;      /* a code point, or enum key_code */
	int row, col; /* of a KEYS_MOUSE: the cell pressed, of a KEYS_WHEEL_…: the cell under the pointer; from 0 */
};

/* Bytes that may be the beginning of more. Zero it to begin. */
struct input {
	char held[40];
	size_t length;
	bool skipping; /* within a sequence too long to be any key: until its last byte */
};

typedef void input_call(void *data, const struct input_key *key);

/* Feed bytes; calls back per key, in order. */
void input_feed(struct input *input, const char *bytes, size_t length, input_call *call, void *data);

/* True while a lone ESC is held: it is the key Escape unless more follows within some milliseconds. */
bool input_pending(const struct input *input);
/* No more followed: a held ESC becomes Escape; the beginning of anything else is forgotten. */
void input_settle(struct input *input, input_call *call, void *data);

#endif
