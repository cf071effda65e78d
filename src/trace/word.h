/* word.h - one value in 64 bits, as a shared cell holds it and as an event carries it.
 *
 * A word is a NaN-boxed value: an IEEE double as it is, or one of the patterns below in the space of quiet
 * NaNs. Loads and stores of cells are then single relaxed atomic operations: a race between workers is a race
 * condition that a lesson can show, never a data race. */
#ifndef LUNCHRUSH_TRACE_WORD_H
#define LUNCHRUSH_TRACE_WORD_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* A boxed value; compare with ==, which is exact for all but NaN itself (kept canonical, so it works too). */
typedef uint64_t word;

enum word_type {
	WORD_NIL,
	WORD_BOOLEAN,
	WORD_INTEGER, /* 48 bits, two's complement */
	WORD_NUMBER,  /* a double */
	WORD_TEXT,    /* the id of an interned text (see stream.h, frame S) */
	WORD_OTHER,   /* something that does not fit a word: a table on its way, a function, an object */
};

#define WORD_TAG(t) (UINT64_C(0xfff8) << 48 | (uint64_t)(t) << 48)
#define WORD_TAG_MASK (UINT64_C(0xffff) << 48)
#define WORD_PAYLOAD ((UINT64_C(1) << 48) - 1)

#define WORD_TAG_NIL WORD_TAG(1)
#define WORD_TAG_BOOLEAN WORD_TAG(2)
#define WORD_TAG_INTEGER WORD_TAG(3)
#define WORD_TAG_TEXT WORD_TAG(4)
#define WORD_TAG_OTHER WORD_TAG(5)

#define WORD_INTEGER_MAX ((INT64_C(1) << 47) - 1)
#define WORD_INTEGER_MIN (-WORD_INTEGER_MAX - 1)

static inline word word_nil(void) { return WORD_TAG_NIL; }
static inline word word_boolean(bool b) { return WORD_TAG_BOOLEAN | b; }
static inline word word_text(uint32_t id) { return WORD_TAG_TEXT | id; }
/* `code` tells kinds of others apart; 0 where it does not matter. */
static inline word word_other(uint32_t code) { return WORD_TAG_OTHER | code; }
/* Others that can be told apart: a text too long for a word, a table, and a future: the call of that number of a pool (an object below WORD_POOL_MAX). */
#define WORD_POOL_MAX 0x8000u
static inline word word_long_text(void) { return WORD_TAG_OTHER | UINT64_C(1) << 45; }
static inline word word_table(void) { return WORD_TAG_OTHER | UINT64_C(1) << 46; }
static inline word word_future(uint16_t pool, uint32_t number) { return WORD_TAG_OTHER | UINT64_C(1) << 47 | (uint64_t)(pool & 0x7fffu) << 32 | number; }
static inline bool word_is_long_text(word w) { return w == word_long_text(); }
static inline bool word_is_table(word w) { return w == word_table(); }
static inline bool word_is_future(word w) { return (w & (WORD_TAG_MASK | UINT64_C(1) << 47)) == (WORD_TAG_OTHER | UINT64_C(1) << 47); }
static inline uint16_t word_future_pool(word w) { return (uint16_t)(w >> 32 & 0x7fffu); }
static inline uint32_t word_future_number(word w) { return (uint32_t)w; }
/* The caller has checked that `i` lies between WORD_INTEGER_MIN and WORD_INTEGER_MAX. */
static inline word word_integer(int64_t i) { return WORD_TAG_INTEGER | ((uint64_t)i & WORD_PAYLOAD); }
static inline word word_number(double d)
{
	word w;
	if (d != d)
		return UINT64_C(0x7ff8) << 48;
	memcpy(&w, &d, sizeof w);
	return w;
}

static inline enum word_type word_type(word w)
{
	switch (w & WORD_TAG_MASK) {
	case WORD_TAG_NIL: return WORD_NIL;
	case WORD_TAG_BOOLEAN: return WORD_BOOLEAN;
	case WORD_TAG_INTEGER: return WORD_INTEGER;
	case WORD_TAG_TEXT: return WORD_TEXT;
	case WORD_TAG_OTHER: return WORD_OTHER;
	default: return WORD_NUMBER;
	}
}

static inline bool word_as_boolean(word w) { return w & 1; }
static inline uint32_t word_as_text(word w) { return (uint32_t)w; }
static inline int64_t word_as_integer(word w) { return (int64_t)(w << 16) >> 16; }
static inline double word_as_number(word w)
{
	double d;
	memcpy(&d, &w, sizeof d);
	return d;
}

#endif
