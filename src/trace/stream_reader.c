/* stream_reader.c - reading the stream, believing nothing.
 *
 * Bytes come in pieces of any size. The reader gathers what it needs next (the magic, a head, or a body) into a
 * store of its own, checks it, and goes on. A body is gathered whole before anything of it is believed, and its events
 * lie aligned there, so that a frame is handed on as one array. The store grows with what has come, and what a large frame
 * took of it goes back when the frame is done.
 *
 * What always holds: `at` counts the bytes of all that was accepted, so `at` is the offset of the piece being gathered;
 * after the first fault nothing more is delivered and the same line is given to everyone who asks. */
#include "trace/frame.h"
#include "trace/stream.h"
#include "trace/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_ID_MAX (1u << 24)
#define PIECE_FIRST 4096 /* bytes of the store at first */

enum part { PART_MAGIC, PART_HEAD, PART_BODY };

struct stream_reader {
	struct stream_calls calls;
	void *data;
	uint64_t at;      /* offset of the piece being gathered, bytes */
	uint64_t time_ns; /* of the last event */
	char *piece;      /* what has come of the piece; malloced, so aligned for events */
	size_t have, need, size;
	struct frame_head head;
	enum part part;
	bool begun, ended; /* H was read, Z was read */
	bool failed;
	struct error error;
};

static void piece_expect(struct stream_reader *reader, enum part part, size_t need)
{
	reader->part = part;
	reader->have = 0;
	reader->need = need;
	if (reader->size <= STREAM_BODY_MAX)
		return;
	free(reader->piece);
	reader->piece = NULL;
	reader->size = 0;
}

/* Add to the piece bytes that have come and belong to it. */
static void piece_add(struct stream_reader *reader, const char *bytes, size_t length)
{
	if (reader->size - reader->have < length) {
		size_t size = reader->size ? reader->size : PIECE_FIRST;
		while (size - reader->have < length)
			size *= 2;
		reader->piece = realloc(reader->piece, size);
		if (!reader->piece)
			abort();
		reader->size = size;
	}
	memcpy(reader->piece + reader->have, bytes, length);
	reader->have += length;
}

struct stream_reader *stream_reader_new(const struct stream_calls *calls, void *data)
{
	struct stream_reader *reader = calloc(1, sizeof *reader);
	if (!reader)
		abort();
	reader->calls = *calls;
	reader->data = data;
	piece_expect(reader, PART_MAGIC, STREAM_MAGIC_BYTES);
	return reader;
}

void stream_reader_free(struct stream_reader *reader)
{
	if (!reader)
		return;
	free(reader->piece);
	free(reader);
}

/* The fault lies at byte `at`; `what` says what is wrong there. */
static int fail(struct stream_reader *reader, uint64_t at, const char *what)
{
	reader->failed = true;
	return error_set(&reader->error, "the trace is damaged at byte %" PRIu64 ": %s", at, what);
}

static int magic_read(struct stream_reader *reader)
{
	if (memcmp(reader->piece, STREAM_MAGIC, STREAM_MAGIC_BYTES) != 0) {
		reader->failed = true;
		return error_set(&reader->error, "this is not a trace of Lunchrush: it does not begin with its mark at byte 0");
	}
	reader->at += STREAM_MAGIC_BYTES;
	piece_expect(reader, PART_HEAD, FRAME_HEAD_BYTES);
	return 0;
}

/* What is wrong with the length of a frame, or NULL. */
static const char *length_fault(const struct frame_head *head)
{
	bool json = strchr("HPXZ", head->type) != NULL;
	if (json && (head->length == 0 || head->length > STREAM_JSON_MAX))
		return "a frame of JSON is between 1 byte and 256 MiB long, this one claims otherwise";
	if (!json && (head->length == 0 || head->length > STREAM_BODY_MAX))
		return "a frame of texts or events is between 1 byte and 1 MiB long, this one claims otherwise";
	if (head->type == 'E' && head->length % sizeof(struct event) != 0)
		return "events are 32 bytes each, this frame holds a broken one";
	if (head->type == 'S' && (head->length <= FRAME_TEXT_ID_BYTES || head->length > FRAME_TEXT_ID_BYTES + STREAM_TEXT_MAX))
		return "a text is 1 to 1023 bytes long, this one is not";
	return NULL;
}

/* What is wrong with a head, or NULL. */
static const char *head_fault(const struct stream_reader *reader, const struct frame_head *head)
{
	if (!strchr("HSPEXZ", head->type) || head->type == 0)
		return "no frame is of this type";
	if (head->zero[0] || head->zero[1] || head->zero[2])
		return "a frame's head has three zero bytes after its type, this one has others";
	if (reader->ended)
		return "the stream had ended, nothing may follow";
	if (!reader->begun && head->type != 'H')
		return "the first frame must be the header";
	if (reader->begun && head->type == 'H')
		return "a second header";
	return length_fault(head);
}

static int head_read(struct stream_reader *reader)
{
	memcpy(&reader->head, reader->piece, sizeof reader->head);
	const char *fault = head_fault(reader, &reader->head);
	if (fault)
		return fail(reader, reader->at, fault);
	reader->at += FRAME_HEAD_BYTES;
	piece_expect(reader, PART_BODY, reader->head.length);
	return 0;
}

static int text_read(struct stream_reader *reader)
{
	uint32_t id;
	memcpy(&id, reader->piece, sizeof id);
	const char *text = reader->piece + FRAME_TEXT_ID_BYTES;
	size_t length = reader->need - FRAME_TEXT_ID_BYTES;
	char clean[STREAM_TEXT_MAX + 1];
	if (id == 0 || id > TEXT_ID_MAX)
		return fail(reader, reader->at, "a text's id lies between 1 and 16777216, this one does not");
	if (text_clean(clean, sizeof clean, text, length) != length || memcmp(clean, text, length) != 0)
		return fail(reader, reader->at + FRAME_TEXT_ID_BYTES, "a text must be clean UTF-8 on one line, this one is not");
	if (reader->calls.text)
		reader->calls.text(reader->data, id, clean, length);
	return 0;
}

/* How many of the events, from the first, are sound; the fault of the next one in *fault. */
static size_t events_sound(struct stream_reader *reader, const struct event *events, size_t count, const char **fault)
{
	uint64_t time_ns = reader->time_ns;
	for (size_t i = 0; i < count; i++) {
		if (events[i].kind == KIND_NONE || events[i].kind >= KIND_COUNT) {
			*fault = "an event of a kind that does not exist";
			return i;
		}
		if (events[i].time_ns < time_ns) {
			*fault = "an event lies before the one ahead of it; time must not go back";
			return i;
		}
		time_ns = events[i].time_ns;
	}
	reader->time_ns = time_ns;
	return count;
}

static int events_read(struct stream_reader *reader)
{
	const struct event *events = (const void *)reader->piece;
	size_t count = reader->need / sizeof *events;
	const char *fault = NULL;
	size_t sound = events_sound(reader, events, count, &fault);
	if (sound > 0 && reader->calls.events)
		reader->calls.events(reader->data, events, sound);
	return fault ? fail(reader, reader->at + sound * sizeof *events, fault) : 0;
}

static int json_read(struct stream_reader *reader)
{
	reader->begun |= reader->head.type == 'H';
	reader->ended |= reader->head.type == 'Z';
	if (reader->calls.json)
		reader->calls.json(reader->data, (char)reader->head.type, reader->piece, reader->need);
	return 0;
}

static int body_read(struct stream_reader *reader)
{
	char type = (char)reader->head.type;
	if (frame_sum(type, reader->piece, reader->need) != reader->head.sum)
		return fail(reader, reader->at - FRAME_HEAD_BYTES, "the check sum of this frame is wrong");
	if ((type == 'S' ? text_read(reader) : type == 'E' ? events_read(reader) : json_read(reader)) < 0)
		return -1;
	reader->at += reader->need;
	piece_expect(reader, PART_HEAD, FRAME_HEAD_BYTES);
	return 0;
}

static int piece_read(struct stream_reader *reader)
{
	switch (reader->part) {
	case PART_MAGIC: return magic_read(reader);
	case PART_HEAD: return head_read(reader);
	default: return body_read(reader);
	}
}

int stream_reader_feed(struct stream_reader *reader, const void *bytes, size_t length, struct error *error)
{
	const char *from = bytes;
	while (length > 0 && !reader->failed) {
		size_t want = reader->need - reader->have;
		size_t now = length < want ? length : want;
		piece_add(reader, from, now);
		from += now;
		length -= now;
		if (reader->have == reader->need)
			piece_read(reader);
	}
	if (!reader->failed)
		return 0;
	*error = reader->error;
	return -1;
}

int stream_reader_end(struct stream_reader *reader, struct error *error)
{
	if (!reader->failed && (!reader->ended || reader->have > 0)) {
		reader->failed = true;
		if (reader->part == PART_MAGIC && reader->have == 0)
			error_set(&reader->error, "the trace is empty: not one byte came, at byte 0");
		else if (reader->part == PART_MAGIC && memcmp(reader->piece, STREAM_MAGIC, reader->have) != 0)
			error_set(&reader->error, "this is not a trace of Lunchrush: it does not begin with its mark at byte 0");
		else
			error_set(&reader->error, "the trace is cut off at byte %" PRIu64 ": its end is missing",
				  reader->at + reader->have);
	}
	if (!reader->failed)
		return 0;
	*error = reader->error;
	return -1;
}
