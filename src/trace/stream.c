/* stream.c - writing the stream.
 *
 * Every writer appends whole frames: head, then body. Events go in as they lie in memory, up to a frame's bound at a
 * time, so that a reader hands them on as an array. Texts are cleaned and cut here, so what is written is always
 * what a reader accepts; a text of which nothing is left becomes "?", for an event may name it. */
#include "trace/stream.h"
#include "trace/frame.h"
#include "trace/text.h"

#include <assert.h>
#include <string.h>

static void append_frame(struct buffer *to, char type, const void *body, size_t length)
{
	struct frame_head head = {.type = (uint8_t)type, .length = (uint32_t)length, .sum = frame_sum(type, body, length)};
	buffer_append(to, &head, sizeof head);
	buffer_append(to, body, length);
}

void stream_begin(struct buffer *to)
{
	buffer_append(to, STREAM_MAGIC, STREAM_MAGIC_BYTES);
}

void stream_json(struct buffer *to, char type, const char *json, size_t length)
{
	assert((type == 'H' || type == 'P' || type == 'X' || type == 'Z') && length > 0 && length <= STREAM_JSON_MAX);
	append_frame(to, type, json, length);
}

void stream_text(struct buffer *to, uint32_t id, const char *text, size_t length)
{
	char body[FRAME_TEXT_ID_BYTES + STREAM_TEXT_MAX + 1];
	memcpy(body, &id, FRAME_TEXT_ID_BYTES);
	size_t kept = text_clean(body + FRAME_TEXT_ID_BYTES, STREAM_TEXT_MAX + 1, text, length);
	if (kept == 0)
		body[FRAME_TEXT_ID_BYTES + kept++] = '?';
	append_frame(to, 'S', body, FRAME_TEXT_ID_BYTES + kept);
}

void stream_events(struct buffer *to, const struct event *events, size_t count)
{
	const size_t most = STREAM_BODY_MAX / sizeof *events;
	while (count > 0) {
		size_t now = count < most ? count : most;
		append_frame(to, 'E', events, now * sizeof *events);
		events += now;
		count -= now;
	}
}
