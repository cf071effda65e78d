/* bytecode_live.h - which registers of a function still matter at each of its instructions. */
#ifndef LUNCHRUSH_KITCHEN_BYTECODE_LIVE_H
#define LUNCHRUSH_KITCHEN_BYTECODE_LIVE_H

#include <stdbool.h>
#include <stdint.h>

struct inside_proto;

#define BYTECODE_LIVE_ALL UINT64_MAX

/* How a function can be looked at that waits within an instruction. */
enum bytecode_stand {
	STAND_KNOWN,  /* the registers told are all that matter */
	STAND_UNKNOWN /* more than its registers says how it goes on (it is closing, or returning) */
};

/* For each instruction the registers (bit r: register r) that matter to a function that waits within it; those from 64 up always do. Where the code is not
 * understood every register matters. To be freed; NULL when memory is out. */
uint64_t *bytecode_live(const struct inside_proto *proto);
/* Whether a function may wait within this instruction with nothing but its registers to tell of it. */
enum bytecode_stand bytecode_stand(uint32_t instruction);

#endif
