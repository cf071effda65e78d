/* bytecode.c - reading a function's code as lua_dump writes it.
 *
 * The layout is that of Lua 5.4 (ldump.c and lopcodes.h of its sources): a head, then functions within functions. Sizes are written seven bits at a
 * time, the last with its highest bit set; a string's size counts one more than its bytes. An instruction's operation is its
 * lowest seven bits. Whatever is not as expected reads as "may assign", so another Lua would cost memory, never be wrong. */
#include "kitchen/bytecode.h"

#include "trace/stream.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define HEAD "\x1bLua\x54\0\x19\x93\r\n\x1a\n\4\10\10" /* mark, version, format, check bytes, sizes of an instruction and of two numbers */
#define HEAD_BYTES (sizeof HEAD - 1)
#define HEAD_REST (8 + 8 + 1) /* two numbers, and how many locals were captured */
#define SETUPVAL 10           /* assigns to a captured local */
#define DEPTH_MAX 100

/* Where we are in the bytes; `at` is NULL once something was not as expected. */
struct reader {
	const unsigned char *at, *end;
	bool writes;
	int depth;
};

static void skip(struct reader *r, size_t bytes)
{
	if (r->at && (size_t)(r->end - r->at) >= bytes)
		r->at += bytes;
	else
		r->at = NULL;
}

static unsigned read_byte(struct reader *r)
{
	const unsigned char *at = r->at;
	skip(r, 1);
	return r->at ? *at : 0;
}

/* Larger sizes than the bytes that are left read as not expected, so that nobody counts for long. */
static size_t read_size(struct reader *r)
{
	size_t size = 0;
	while (r->at) {
		unsigned byte = read_byte(r);
		size = size << 7 | (byte & 0x7f);
		if (r->at && size > (size_t)(r->end - r->at) + INT32_MAX)
			r->at = NULL;
		if (byte & 0x80)
			break;
	}
	return r->at ? size : 0;
}

static void skip_string(struct reader *r)
{
	size_t size = read_size(r);
	if (size > 0)
		skip(r, size - 1);
}

static void read_code(struct reader *r)
{
	for (size_t n = read_size(r); n > 0 && r->at; n--) {
		if ((read_byte(r) & 0x7f) == SETUPVAL)
			r->writes = true;
		skip(r, 3);
	}
}

static void skip_constants(struct reader *r)
{
	for (size_t n = read_size(r); n > 0 && r->at; n--)
		switch (read_byte(r)) {
		case 0x00: case 0x01: case 0x11: break; /* nil, false, true */
		case 0x03: case 0x13: skip(r, 8); break; /* numbers */
		case 0x04: case 0x14: skip_string(r); break;
		default: r->at = NULL;
		}
}

static void skip_debug(struct reader *r)
{
	skip(r, read_size(r)); /* lines */
	for (size_t n = read_size(r); n > 0 && r->at; n--) {
		read_size(r);
		read_size(r);
	}
	for (size_t n = read_size(r); n > 0 && r->at; n--) { /* names of locals */
		skip_string(r);
		read_size(r);
		read_size(r);
	}
	for (size_t n = read_size(r); n > 0 && r->at; n--)
		skip_string(r);
}

static void read_function(struct reader *r)
{
	if (++r->depth > DEPTH_MAX)
		r->at = NULL;
	skip_string(r); /* where from */
	read_size(r);   /* first line */
	read_size(r);   /* last line */
	skip(r, 3);     /* arguments, whether more, stack */
	read_code(r);
	skip_constants(r);
	skip(r, 3 * read_size(r)); /* captured locals */
	for (size_t n = read_size(r); n > 0 && r->at; n--)
		read_function(r);
	skip_debug(r);
	r->depth--;
}

static int gather(lua_State *L, const void *bytes, size_t length, void *to)
{
	(void)L;
	buffer_append(to, bytes, length);
	return 0;
}

bool bytecode_writes_captured(lua_State *L, int index)
{
	struct buffer code = { 0 };
	lua_pushvalue(L, index);
	int failed = lua_dump(L, gather, &code, 1);
	lua_pop(L, 1);
	struct reader r = { .at = (unsigned char *)code.bytes, .end = (unsigned char *)code.bytes + code.length };
	if (failed || code.length < HEAD_BYTES || memcmp(code.bytes, HEAD, HEAD_BYTES) != 0)
		r.at = NULL;
	skip(&r, HEAD_BYTES + HEAD_REST);
	read_function(&r);
	bool understood = r.at && r.at == r.end;
	buffer_release(&code);
	return !understood || r.writes;
}
