/* frame.h - the head of a frame, shared by the stream's writers and its reader; nobody else needs it. */
#ifndef LUNCHRUSH_TRACE_FRAME_H
#define LUNCHRUSH_TRACE_FRAME_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/* FNV-1a (Fowler, Noll, Vo; constants of RFC draft eastlake-fnv), 64 bits: offset basis, then xor and multiply. Byte by byte it would cost
 * more than all else that happens to an event on its way; so it goes word by word (8 bytes, little endian) on four sums at a time, word n into sum
 * n mod 4, then what is left byte by byte, and folds the four into one and that into 32 bits. Each step is one to one, so a change within one word
 * always changes its sum. */
static inline uint32_t frame_sum(char type, const void *body, size_t length)
{
	const uint64_t prime = UINT64_C(0x100000001b3);
	const unsigned char *bytes = body;
	uint64_t sums[4], sum = (UINT64_C(0xcbf29ce484222325) ^ (unsigned char)type) * prime;
	for (int i = 0; i < 4; i++)
		sums[i] = sum;
	for (; length >= 32; bytes += 32, length -= 32)
		for (int i = 0; i < 4; i++) {
			uint64_t eight;
			memcpy(&eight, bytes + 8 * i, 8);
			sums[i] = (sums[i] ^ eight) * prime;
		}
	for (; length > 0; bytes++, length--)
		sum = (sum ^ *bytes) * prime;
	for (int i = 0; i < 4; i++)
		sum = (sum ^ sums[i] ^ sums[i] >> 32) * prime;
	return (uint32_t)(sum ^ sum >> 32);
}

#endif
