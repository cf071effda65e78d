/* stream.h - the framed byte stream: what a kitchen sends, what a trace file holds, the same bytes.
 *
 * The stream begins with the eight bytes STREAM_MAGIC. Then frames follow: a 12-byte head (type, three zero bytes,
 * length of the body in bytes, check sum of type and body: FNV-1a on four sums, see frame.h) and the body.
 *
 *   H  one JSON object: recipe, path, title, engine, gil, pace, seed, source (the recipe's text), version …  first, once
 *   S  a text: its id (4 bytes) and 1 to 1023 bytes of clean UTF-8; always before the first event that names it
 *   P  one JSON object: a setting as param() declared it: name, value, default, min, max, choices, help, live
 *   E  events, 32 bytes each, in the order in which they are to be folded; times never go back
 *   X  one JSON object: how far an exploration is, what it counted, an answer to a question; see explore.h  any number
 *   Z  one JSON object: the report that `run --json` prints                                                last, once
 *
 * A body of texts or events is at most 1 MiB long, one of JSON 256 MiB: a report names every worker there was.
 *
 * A reader is fed bytes as they come and calls back per frame; it believes nothing: lengths, check sums, kinds,
 * text ids and order are verified, and the first wrong byte ends the reading with one line that says where. What came
 * before it has been delivered. It takes memory for what has come, never for what a head claims. */
#ifndef LUNCHRUSH_TRACE_STREAM_H
#define LUNCHRUSH_TRACE_STREAM_H

#include "trace/error.h"
#include "trace/event.h"

#include <stdbool.h>
#include <stddef.h>

#define STREAM_MAGIC "LUNCHR\x01\n"
#define STREAM_MAGIC_BYTES 8
#define STREAM_BODY_MAX (1u << 20) /* of a frame S or E, bytes */
#define STREAM_JSON_MAX (1u << 28) /* of a frame H, P or Z, bytes */
#define STREAM_TEXT_MAX 1023u

/* Bytes waiting to be sent: plain storage, grown as needed. */
struct buffer {
	char *bytes;
	size_t length, size;
};

void buffer_release(struct buffer *buffer);
/* Append; aborts the process when memory is out. */
void buffer_append(struct buffer *buffer, const void *bytes, size_t length);

/* Writers: append the magic, or one frame, to a buffer. Bodies are no longer than they may be: events are split as needed,
 * texts are cut, and longer JSON is a programmer's mistake. */
void stream_begin(struct buffer *to);
void stream_json(struct buffer *to, char type, const char *json, size_t length);
void stream_text(struct buffer *to, uint32_t id, const char *text, size_t length);
void stream_events(struct buffer *to, const struct event *events, size_t count);

/* What a reader calls, per frame, in order; `data` is the reader's. Any may be NULL. Pointers live for the call only. */
struct stream_calls {
	void (*json)(void *data, char type, const char *json, size_t length);
	void (*text)(void *data, uint32_t id, const char *text, size_t length);
	void (*events)(void *data, const struct event *events, size_t count);
};

struct stream_reader;

struct stream_reader *stream_reader_new(const struct stream_calls *calls, void *data);
void stream_reader_free(struct stream_reader *reader);

/* Feed the next bytes. 0; or -1 once something is wrong (and ever after), with `error` saying what and at which byte. */
int stream_reader_feed(struct stream_reader *reader, const void *bytes, size_t length, struct error *error);

/* No more bytes will come: 0 when the stream ended whole (after Z), -1 with words when it is cut off. */
int stream_reader_end(struct stream_reader *reader, struct error *error);

#endif
