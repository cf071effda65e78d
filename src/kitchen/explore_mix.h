/* explore_mix.h - hashing for the explorer's keys: 128 bits as two multiply-and-shift mixes with different constants. */
#ifndef LUNCHRUSH_KITCHEN_EXPLORE_MIX_H
#define LUNCHRUSH_KITCHEN_EXPLORE_MIX_H

#include "schedule/explorer.h"

#include <string.h>

static inline void mix(struct explorer_key *key, uint64_t x)
{
	key->a = (key->a ^ x) * UINT64_C(0xbf58476d1ce4e5b9);
	key->a ^= key->a >> 29;
	key->b = (key->b + x) * UINT64_C(0x94d049bb133111eb);
	key->b ^= key->b >> 32;
}

static inline void mix_address(struct explorer_key *key, const void *at)
{
	mix(key, (uintptr_t)at);
}

static inline void mix_bytes(struct explorer_key *key, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	mix(key, length);
	for (; length >= 8; length -= 8, at += 8) {
		uint64_t piece;
		memcpy(&piece, at, 8);
		mix(key, piece);
	}
	uint64_t rest = 0;
	memcpy(&rest, at, length);
	if (length)
		mix(key, rest);
}

#endif
