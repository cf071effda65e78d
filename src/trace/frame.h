/* frame.h - the head of a frame, shared by the stream's writers and its reader; nobody else needs it. */
#ifndef LUNCHRUSH_TRACE_FRAME_H
#define LUNCHRUSH_TRACE_FRAME_H

#include <stddef.h>
#include <stdint.h>

#define FRAME_HEAD_BYTES 12
#define FRAME_TEXT_ID_BYTES 4

/* The head as it lies in the stream, little endian. */
struct frame_head {
	uint8_t type;
	uint8_t zero[3];
	uint32_t length; /* of the body, bytes */
	uint32_t sum;    /* of type and body */
};

_Static_assert(sizeof(struct frame_head) == FRAME_HEAD_BYTES, "a frame's head is 12 bytes");

/* 32-bit FNV-1a (Fowler, Noll, Vo; constants of RFC draft eastlake-fnv): offset basis, then for each byte xor and multiply. */
static inline uint32_t frame_sum(char type, const void *body, size_t length)
{
	const unsigned char *bytes = body;
	uint32_t sum = (2166136261u ^ (unsigned char)type) * 16777619u;
	for (size_t i = 0; i < length; i++)
		sum = (sum ^ bytes[i]) * 16777619u;
	return sum;
}

#endif
