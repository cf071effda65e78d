/* input.c - a byte at a time: held bytes are either nothing, or the beginning of one sequence.
 *
 *   ESC [ digits and signs, last byte      CSI: cursor keys, ESC [ 5 ~, ESC [ < 0;12;7 M (mouse), ESC [ [ A (a console's F1)
 *   ESC O last byte                        SS3: the same keys in application mode
 *   ESC ESC, ESC x                         Escape, then what follows by itself
 *   110xxxxx 10xxxxxx …                    UTF-8
 *
 * Modifiers (ESC [ 1 ; 5 C) are read and left aside: Ctrl-Right is Right. */
#include "tui/input.h"

#include "trace/text.h"

#include <stdlib.h>
#include <string.h>

static void send(int key, input_call *call, void *data)
{
	call(data, &(struct input_key){ .key = key });
}

static int final_key(char c)
{
	static const struct {
		char last;
		int key;
	} table[] = {
		{ 'A', KEYS_UP }, { 'B', KEYS_DOWN }, { 'C', KEYS_RIGHT }, { 'D', KEYS_LEFT }, { 'H', KEYS_HOME }, { 'F', KEYS_END },
		{ 'Z', KEYS_BACK_TAB }, { 'P', KEYS_F1 }, { 'Q', KEYS_F2 }, { 'R', KEYS_F3 }, { 'S', KEYS_F4 }, { 'M', KEYS_ENTER },
	};
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		if (table[i].last == c)
			return table[i].key;
	return 0;
}

/* ESC [ n ~ */
static int tilde_key(int n)
{
	static const int table[] = {
		[1] = KEYS_HOME, [3] = KEYS_DELETE, [4] = KEYS_END, [5] = KEYS_PAGE_UP, [6] = KEYS_PAGE_DOWN, [7] = KEYS_HOME, [8] = KEYS_END,
		[11] = KEYS_F1, [12] = KEYS_F2, [13] = KEYS_F3, [14] = KEYS_F4, [15] = KEYS_F5, [17] = KEYS_F6, [18] = KEYS_F7, [19] = KEYS_F8,
		[20] = KEYS_F9, [21] = KEYS_F10,
	};
	return n > 0 && n < (int)(sizeof table / sizeof table[0]) ? table[n] : 0;
}

/* ESC [ < button ; column ; row M: presses of the first button, and notches of the wheel. */
static void mouse(const char *body, char last, input_call *call, void *data)
{
	char *end;
	long button = strtol(body, &end, 10);
	long col = *end == ';' ? strtol(end + 1, &end, 10) : 0;
	long row = *end == ';' ? strtol(end + 1, &end, 10) : 0;
	if (last != 'M' || row < 1 || col < 1 || row > 10000 || col > 10000)
		return;
	int key = button == 0 ? KEYS_MOUSE : button == 64 ? KEYS_WHEEL_UP : button == 65 ? KEYS_WHEEL_DOWN : 0;
	if (key)
		call(data, &(struct input_key){ .key = key, .row = (int)row - 1, .col = (int)col - 1 });
}

/* A whole CSI: `body` is what stands between ESC [ and its last byte. */
static void control(const char *body, char last, input_call *call, void *data)
{
	int key = 0;
	if (body[0] == '<') {
		mouse(body + 1, last, call, data);
		return;
	}
	if (body[0] == '[')
		key = last >= 'A' && last <= 'E' ? KEYS_F1 + (last - 'A') : 0;
	else if (last == '~')
		key = tilde_key(atoi(body));
	else
		key = final_key(last);
	if (key)
		send(key, call, data);
}

static void plain(unsigned char c, input_call *call, void *data)
{
	switch (c) {
	case '\r':
	case '\n': send(KEYS_ENTER, call, data); break;
	case '\t': send(KEYS_TAB, call, data); break;
	case 0x7f:
	case '\b': send(KEYS_BACKSPACE, call, data); break;
	default: send(c, call, data);
	}
}

static int utf8_length(unsigned char first)
{
	return first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 1;
}

/* Nothing is held: this byte is a key, or begins one. */
static void begin(struct input *input, char c, input_call *call, void *data)
{
	unsigned char byte = (unsigned char)c;
	if (byte == 0x1b || utf8_length(byte) > 1)
		input->held[input->length++] = c;
	else if (byte < 0x80)
		plain(byte, call, data);
}

static void go_on_utf8(struct input *input, char c, input_call *call, void *data)
{
	if (((unsigned char)c & 0xc0) != 0x80) { /* broken: forget it, and take this byte afresh */
		input->length = 0;
		begin(input, c, call, data);
		return;
	}
	input->held[input->length++] = c;
	if ((int)input->length < utf8_length((unsigned char)input->held[0]))
		return;
	const char *at = input->held;
	uint32_t point = text_next(&at, input->held + input->length);
	input->length = 0;
	if (point != 0xfffd)
		send((int)point, call, data);
}

static void go_on_escape(struct input *input, char c, input_call *call, void *data)
{
	if (input->length == 1) {
		if (c == '[' || c == 'O') {
			input->held[input->length++] = c;
			return;
		}
		input->length = 0;
		send(KEYS_ESCAPE, call, data);
		begin(input, c, call, data);
		return;
	}
	bool last = c >= 0x40 && c <= 0x7e && !(c == '[' && input->length == 2);
	if (!last && input->length < sizeof input->held - 1)
		input->held[input->length++] = c;
	else if (!last)
		input->skipping = true;
	if (!last)
		return;
	input->held[input->length] = '\0';
	if (input->held[1] == 'O' && final_key(c))
		send(final_key(c), call, data);
	else if (input->held[1] == '[' && !input->skipping)
		control(input->held + 2, c, call, data);
	input->length = 0;
	input->skipping = false;
}

void input_feed(struct input *input, const char *bytes, size_t length, input_call *call, void *data)
{
	for (size_t i = 0; i < length; i++) {
		if (input->length == 0)
			begin(input, bytes[i], call, data);
		else if (input->held[0] == 0x1b)
			go_on_escape(input, bytes[i], call, data);
		else
			go_on_utf8(input, bytes[i], call, data);
	}
}

bool input_pending(const struct input *input)
{
	return input->length > 0;
}

void input_settle(struct input *input, input_call *call, void *data)
{
	bool escape = input->length == 1 && input->held[0] == 0x1b;
	input->length = 0;
	input->skipping = false;
	if (escape)
		send(KEYS_ESCAPE, call, data);
}
