/* bytecode_live.c - liveness of registers, the textbook way: backwards over the code, again and again until nothing changes (Aho, Lam, Sethi, Ullman: "Compilers",
 * 9.2.5). What each instruction reads and writes is that of Lua 5.4 (lopcodes.h and lvm.c of its sources).
 *
 * A register that is said to matter though it does not costs the explorer states; the other way round it would count wrongly. So what an instruction may write is left out
 * unless it writes it on every way, and an instruction that is not known makes all registers matter. A local that a closure has captured matters when the
 * closure is made; later its value is the closure's own affair. */
#include "kitchen/bytecode_live.h"

#include "kitchen/lua_inside.h"

#include <stddef.h>
#include <stdlib.h>

enum {
	OP_MOVE = 0, OP_LOADI, OP_LOADF, OP_LOADK, OP_LOADKX, OP_LOADFALSE, OP_LFALSESKIP, OP_LOADTRUE, OP_LOADNIL, OP_GETUPVAL, OP_SETUPVAL, OP_GETTABUP, OP_GETTABLE,
	OP_GETI, OP_GETFIELD, OP_SETTABUP, OP_SETTABLE, OP_SETI, OP_SETFIELD, OP_NEWTABLE, OP_SELF, OP_ADDI, OP_SHRI = 32, OP_SHLI, OP_ADD, OP_SHR = 45, OP_MMBIN,
	OP_MMBINI, OP_MMBINK, OP_UNM, OP_BNOT, OP_NOT, OP_LEN, OP_CONCAT, OP_CLOSE, OP_TBC, OP_JMP, OP_EQ, OP_LT, OP_LE, OP_EQK, OP_EQI, OP_LTI, OP_LEI, OP_GTI, OP_GEI,
	OP_TEST, OP_TESTSET, OP_CALL, OP_TAILCALL, OP_RETURN, OP_RETURN0, OP_RETURN1, OP_FORLOOP, OP_FORPREP, OP_TFORPREP, OP_TFORCALL, OP_TFORLOOP, OP_SETLIST,
	OP_CLOSURE, OP_VARARG, OP_VARARGPREP, OP_EXTRAARG,
};

#define OP(i) ((i) & 0x7f)
#define A(i) ((i) >> 7 & 0xff)
#define K(i) ((i) >> 15 & 1)
#define B(i) ((i) >> 16 & 0xff)
#define C(i) ((i) >> 24 & 0xff)
#define BX(i) ((i) >> 15)
#define SJ(i) ((int)((i) >> 7) - 16777215)

/* Registers from `first` up to before `end`. */
static uint64_t range(unsigned first, unsigned end)
{
	uint64_t below_end = end >= 64 ? UINT64_MAX : ((uint64_t)1 << end) - 1;
	return first >= 64 ? 0 : below_end & ~(((uint64_t)1 << first) - 1);
}

static uint64_t one(unsigned r)
{
	return range(r, r + 1);
}

static uint64_t from(unsigned first)
{
	return range(first, 64);
}

struct flow {
	const struct inside_proto *proto;
	uint64_t *in; /* before each instruction */
};

static uint64_t in_at(const struct flow *flow, int pc)
{
	return pc >= 0 && pc < flow->proto->code_count ? flow->in[pc] : BYTECODE_LIVE_ALL;
}

/* What matters after the instruction, whichever way it goes; loop variables that a way writes are left out of that way. */
static uint64_t out_of(const struct flow *flow, int pc)
{
	uint32_t i = flow->proto->code[pc];
	uint64_t next = in_at(flow, pc + 1);
	switch (OP(i)) {
	case OP_JMP: return in_at(flow, pc + 1 + SJ(i));
	case OP_LFALSESKIP: return in_at(flow, pc + 2);
	case OP_EQ: case OP_LT: case OP_LE: case OP_EQK: case OP_EQI: case OP_LTI: case OP_LEI: case OP_GTI: case OP_GEI: case OP_TEST: case OP_TESTSET:
		return next | in_at(flow, pc + 2);
	case OP_RETURN: case OP_RETURN0: case OP_RETURN1: return 0;
	case OP_FORLOOP: return next | (in_at(flow, pc + 1 - (int)BX(i)) & ~one(A(i) + 3));
	case OP_FORPREP: return (next & ~one(A(i) + 3)) | in_at(flow, pc + 2 + (int)BX(i));
	case OP_TFORPREP: return in_at(flow, pc + 1 + (int)BX(i));
	case OP_TFORLOOP: return next | in_at(flow, pc + 1 - (int)BX(i));
	default: return OP(i) >= OP_ADDI && OP(i) <= OP_SHR ? next | in_at(flow, pc + 2) : next;
	}
}

static uint64_t written(uint32_t i)
{
	switch (OP(i)) {
	case OP_LOADNIL: return range(A(i), A(i) + B(i) + 1);
	case OP_SELF: return range(A(i), A(i) + 2);
	case OP_CALL: return C(i) ? range(A(i), A(i) + C(i) - 1) : from(A(i));
	case OP_TAILCALL: return from(A(i));
	case OP_TFORCALL: return range(A(i) + 4, A(i) + 4 + C(i));
	case OP_VARARG: return C(i) ? range(A(i), A(i) + C(i) - 1) : from(A(i));
	case OP_MOVE: case OP_LOADI: case OP_LOADF: case OP_LOADK: case OP_LOADKX: case OP_LOADFALSE: case OP_LFALSESKIP: case OP_LOADTRUE: case OP_GETUPVAL:
	case OP_GETTABUP: case OP_GETTABLE: case OP_GETI: case OP_GETFIELD: case OP_NEWTABLE: case OP_UNM: case OP_BNOT: case OP_NOT: case OP_LEN: case OP_CONCAT:
	case OP_CLOSURE: return one(A(i));
	default: return OP(i) >= OP_ADDI && OP(i) <= OP_SHR ? one(A(i)) : 0;
	}
}

/* The locals that a new closure captures. */
static uint64_t captured(const struct inside_proto *proto, uint32_t i)
{
	uint64_t registers = 0;
	if ((int)BX(i) >= proto->proto_count)
		return BYTECODE_LIVE_ALL;
	const struct inside_proto *inner = proto->protos[BX(i)];
	for (int n = 0; n < inner->captured_count; n++)
		registers |= inner->captured[n].on_stack ? one(inner->captured[n].index) : 0;
	return registers;
}

static uint64_t read(const struct inside_proto *proto, uint32_t i)
{
	uint64_t constant_or_c = K(i) ? 0 : one(C(i));
	switch (OP(i)) {
	case OP_LOADI: case OP_LOADF: case OP_LOADK: case OP_LOADKX: case OP_LOADFALSE: case OP_LFALSESKIP: case OP_LOADTRUE: case OP_LOADNIL: case OP_GETUPVAL:
	case OP_GETTABUP: case OP_NEWTABLE: case OP_CLOSE: case OP_JMP: case OP_RETURN0: case OP_TFORPREP: case OP_VARARG: case OP_VARARGPREP: case OP_EXTRAARG:
		return 0;
	case OP_SETUPVAL: case OP_MMBINI: case OP_MMBINK: case OP_TBC: case OP_EQK: case OP_EQI: case OP_LTI: case OP_LEI: case OP_GTI: case OP_GEI: case OP_TEST:
	case OP_RETURN1: return one(A(i));
	case OP_MOVE: case OP_GETI: case OP_GETFIELD: case OP_UNM: case OP_BNOT: case OP_NOT: case OP_LEN: case OP_TESTSET: return one(B(i));
	case OP_GETTABLE: return one(B(i)) | one(C(i));
	case OP_SELF: return one(B(i)) | constant_or_c;
	case OP_SETTABUP: return constant_or_c;
	case OP_SETTABLE: return one(A(i)) | one(B(i)) | constant_or_c;
	case OP_SETI: case OP_SETFIELD: return one(A(i)) | constant_or_c;
	case OP_MMBIN: case OP_EQ: case OP_LT: case OP_LE: return one(A(i)) | one(B(i));
	case OP_CONCAT: return range(A(i), A(i) + B(i));
	case OP_CALL: case OP_TAILCALL: return B(i) ? range(A(i), A(i) + B(i)) : from(A(i));
	case OP_RETURN: return B(i) ? range(A(i), A(i) + B(i) - 1) : from(A(i));
	case OP_FORLOOP: case OP_FORPREP: case OP_TFORCALL: return range(A(i), A(i) + 3);
	case OP_TFORLOOP: return range(A(i), A(i) + 5);
	case OP_SETLIST: return B(i) ? range(A(i), A(i) + B(i) + 1) : from(A(i));
	case OP_CLOSURE: return captured(proto, i);
	default:
		if (OP(i) >= OP_ADDI && OP(i) <= OP_SHLI)
			return one(B(i));
		return OP(i) >= OP_ADD && OP(i) <= OP_SHR ? one(B(i)) | one(C(i)) : BYTECODE_LIVE_ALL;
	}
}

/* Variables to be closed are read when their block ends, whatever the instruction there says. */
static uint64_t to_be_closed(const struct inside_proto *proto)
{
	uint64_t registers = 0;
	for (int pc = 0; pc < proto->code_count; pc++) {
		uint32_t i = proto->code[pc];
		registers |= OP(i) == OP_TBC ? one(A(i)) : OP(i) == OP_TFORPREP ? one(A(i) + 3) : 0;
	}
	return registers;
}

/* What matters to a function that waits within the instruction: what it has read is with whom it waits for, and what it has yet to write does not matter. */
static uint64_t within(const struct flow *flow, int pc)
{
	uint32_t i = flow->proto->code[pc];
	uint64_t out = out_of(flow, pc);
	switch (OP(i)) {
	case OP_GETTABUP: case OP_GETTABLE: case OP_GETI: case OP_GETFIELD: case OP_SELF: return out & ~one(A(i));
	case OP_SETTABUP: case OP_SETTABLE: case OP_SETI: case OP_SETFIELD: return out;
	case OP_CALL: case OP_TAILCALL: return out & range(0, A(i));
	case OP_TFORCALL: return out & ~written(i);
	case OP_LEN: return out & ~one(A(i));
	default: return BYTECODE_LIVE_ALL;
	}
}

static void flow_back(const struct flow *flow)
{
	const struct inside_proto *proto = flow->proto;
	uint64_t kept = to_be_closed(proto);
	for (bool changes = true; changes;) {
		changes = false;
		for (int pc = proto->code_count - 1; pc >= 0; pc--) {
			uint32_t i = proto->code[pc];
			uint64_t in = read(proto, i) | (out_of(flow, pc) & ~written(i)) | kept;
			changes |= in != flow->in[pc];
			flow->in[pc] = in;
		}
	}
}

uint64_t *bytecode_live(const struct inside_proto *proto)
{
	size_t count = (size_t)proto->code_count;
	uint64_t *live = calloc(count + 1, sizeof *live);
	struct flow flow = { proto, calloc(count + 1, sizeof *live) };
	if (live && flow.in) {
		flow_back(&flow);
		for (int pc = 0; pc < proto->code_count; pc++)
			live[pc] = within(&flow, pc);
	}
	if (!flow.in) {
		free(live);
		live = NULL;
	}
	free(flow.in);
	return live;
}

enum bytecode_stand bytecode_stand(uint32_t i)
{
	switch (OP(i)) {
	case OP_GETTABUP: case OP_GETTABLE: case OP_GETI: case OP_GETFIELD: case OP_SELF: case OP_SETTABUP: case OP_SETTABLE: case OP_SETI: case OP_SETFIELD: case OP_CALL:
	case OP_TAILCALL: case OP_TFORCALL: case OP_LEN: case OP_MMBIN: case OP_MMBINI: case OP_MMBINK: case OP_UNM: case OP_BNOT: case OP_CONCAT: case OP_EQ: case OP_LT:
	case OP_LE: case OP_LTI: case OP_LEI: case OP_GTI: case OP_GEI: return STAND_KNOWN;
	default: return STAND_UNKNOWN;
	}
}
