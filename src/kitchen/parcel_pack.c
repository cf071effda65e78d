/* parcel_pack.c - putting values into a parcel.
 *
 * One walk, depth first, straight into the buffer; msgpack-c writes the bytes. Lengths not known beforehand (a function's) are written as zero and
 * mended after. A plain number or short string costs nothing but its bytes: the table of what was met is made with the first
 * table or function.
 *
 * Where the walk is, is a chain of `struct place` on the C stack, so that a message can name the local and the field.
 *
 * What always holds: the Lua stack is as before after each function here, whether it succeeds or not, except where it says that
 * it takes the value on top. Lua may raise an error for lack of memory; nothing is owned here that this would lose. */
#include "kitchen/parcel_inner.h"
#include "kitchen/parcel_place.h"
#include "kitchen/sandbox.h"

#include <arpa/inet.h>
#include <lauxlib.h>
#include <msgpack.h>
#include <string.h>

struct packer {
	lua_State *L;
	struct buffer *to;
	msgpack_packer out;
	struct error *error;
	const char *what;
	size_t marks;        /* where in `to` the marks are */
	int seen;            /* stack place of the table that maps addresses to numbers; nil until the first is met */
	uint32_t values, locals; /* numbers given so far */
	int depth;
};

static int bytes_write(void *to, const char *bytes, size_t length)
{
	buffer_append(to, bytes, length);
	return 0;
}

/* "WHAT: the local `box`, field `lid`, is a coroutine and cannot travel"; where it is the cargo itself: "WHAT is a coroutine and cannot travel". */
static int pack_refuse(struct packer *p, const struct place *place, const char *why)
{
	char where[256] = "";
	parcel_place_words(place, where, sizeof where);
	return error_set(p->error, "%s%s %s%s", p->what, *where ? ":" : "", where, why);
}

static int refuse_type(struct packer *p, const struct place *place, int index)
{
	switch (lua_type(p->L, index)) {
	case LUA_TTABLE: return pack_refuse(p, place, "is a table with a metatable and cannot travel: give its plain fields in a new table");
	case LUA_TFUNCTION: return pack_refuse(p, place, "is a function of the house that is in use (an iterator, a method) and cannot travel");
	case LUA_TTHREAD: return pack_refuse(p, place, "is a coroutine and cannot travel");
	default: return pack_refuse(p, place, "belongs to this worker alone and cannot travel");
	}
}

static void pack_extension(struct packer *p, enum parcel_type type, const void *bytes, size_t length)
{
	msgpack_pack_ext(&p->out, length, (int8_t)type);
	msgpack_pack_ext_body(&p->out, bytes, length);
}

static void pack_number(struct packer *p, enum parcel_type type, uint32_t number)
{
	uint32_t wire = htonl(number);
	pack_extension(p, type, &wire, sizeof wire);
}

/* The number under which `address` was met before; else gives it the next of `count` and returns 0. */
static uint32_t pack_seen(struct packer *p, const void *address, uint32_t *count)
{
	lua_State *L = p->L;
	lua_rawgetp(L, p->seen, address);
	uint32_t number = (uint32_t)lua_tointeger(L, -1);
	lua_pop(L, 1);
	if (number) {
		p->to->bytes[p->marks] = PARCEL_REFERS;
		return number;
	}
	lua_pushinteger(L, ++*count);
	lua_rawsetp(L, p->seen, address);
	return 0;
}

static void length_mend(struct packer *p, size_t at, size_t length)
{
	uint32_t wire = htonl((uint32_t)length);
	memcpy(p->to->bytes + at, &wire, sizeof wire);
}

static int pack_value(struct packer *p, int index, const struct place *place);

static int code_write(lua_State *L, const void *bytes, size_t length, void *to)
{
	(void)L;
	buffer_append(to, bytes, length);
	return 0;
}

static int pack_captured(struct packer *p, int index, int i, const char *name, const struct place *place)
{
	if (strcmp(name, "_ENV") == 0) {
		pack_number(p, PARCEL_LOCAL, 0);
		return 0;
	}
	uint32_t number = pack_seen(p, lua_upvalueid(p->L, index, i), &p->locals);
	if (number) {
		pack_number(p, PARCEL_LOCAL, number);
		return 0;
	}
	const struct place here = { .up = place, .kind = PLACE_CAPTURED, .name = name };
	lua_getupvalue(p->L, index, i);
	int result = pack_value(p, lua_gettop(p->L), &here);
	lua_pop(p->L, 1);
	return result;
}

static int pack_function(struct packer *p, int index, const struct place *place)
{
	msgpack_pack_ext(&p->out, UINT32_MAX, PARCEL_FUNCTION);
	size_t body = p->to->length;
	msgpack_pack_bin(&p->out, UINT32_MAX);
	size_t code = p->to->length;
	lua_pushvalue(p->L, index);
	lua_dump(p->L, code_write, p->to, 0);
	lua_pop(p->L, 1);
	length_mend(p, code - 4, p->to->length - code);
	const char *name;
	for (int i = 1; (name = lua_getupvalue(p->L, index, i)); i++) {
		lua_pop(p->L, 1);
		if (pack_captured(p, index, i, name, place))
			return -1;
	}
	length_mend(p, body - 5, p->to->length - body); /* the type stands between length and body */
	return 0;
}

/* How many fields the table has; *list: whether they are 1 … n. */
static size_t table_count(lua_State *L, int index, bool *list)
{
	size_t count = 0;
	lua_Integer length = (lua_Integer)lua_rawlen(L, index);
	*list = true;
	lua_pushnil(L);
	while (lua_next(L, index)) {
		lua_pop(L, 1);
		count++;
		*list = *list && lua_isinteger(L, -1) && lua_tointeger(L, -1) >= 1 && lua_tointeger(L, -1) <= length;
	}
	*list = *list && count == (size_t)length;
	return count;
}

static int pack_list(struct packer *p, int index, size_t count, const struct place *place)
{
	struct place here = { .up = place, .kind = PLACE_ELEMENT };
	int result = 0;
	msgpack_pack_array(&p->out, count);
	for (size_t i = 1; i <= count && result == 0; i++) {
		here.number = (long long)i;
		lua_rawgeti(p->L, index, (lua_Integer)i);
		result = pack_value(p, lua_gettop(p->L), &here);
		lua_pop(p->L, 1);
	}
	return result;
}

static int pack_map(struct packer *p, int index, size_t count, const struct place *place)
{
	lua_State *L = p->L;
	const struct place key = { .up = place, .kind = PLACE_KEY };
	msgpack_pack_map(&p->out, count);
	lua_pushnil(L);
	while (lua_next(L, index)) {
		int at = lua_gettop(L);
		struct place here = key;
		if (lua_type(L, at - 1) == LUA_TSTRING) {
			here.kind = PLACE_FIELD;
			here.name = lua_tostring(L, at - 1);
		} else if (lua_isinteger(L, at - 1)) {
			here.kind = PLACE_ELEMENT;
			here.number = lua_tointeger(L, at - 1);
		}
		if (pack_value(p, at - 1, &key) || pack_value(p, at, &here)) {
			lua_pop(L, 2);
			return -1;
		}
		lua_pop(L, 1);
	}
	return 0;
}

static int pack_table(struct packer *p, int index, const struct place *place)
{
	bool list;
	size_t count = table_count(p->L, index, &list);
	return list ? pack_list(p, index, count, place) : pack_map(p, index, count, place);
}

/* A kitchen object goes by its id; false when it is none. */
static bool pack_object(struct packer *p, int index)
{
	unsigned id = parcel_objects ? parcel_objects->id(p->L, index) : 0;
	if (id)
		pack_number(p, PARCEL_OBJECT, id);
	return id != 0;
}

/* A builtin function or library goes by its name; false when it is none. */
static bool pack_builtin(struct packer *p, int index)
{
	size_t length;
	sandbox_push_builtin_name(p->L, index);
	const char *name = lua_tolstring(p->L, -1, &length);
	if (name)
		pack_extension(p, PARCEL_BUILTIN, name, length);
	lua_pop(p->L, 1);
	return name != NULL;
}

/* A plain table or a function in Lua: by reference when it was met before. */
static int pack_numbered(struct packer *p, int index, const struct place *place)
{
	lua_State *L = p->L;
	if (p->depth >= PARCEL_DEPTH)
		return pack_refuse(p, place, "lies deeper than 64 tables within one another and cannot travel");
	if (!lua_checkstack(L, 16))
		return pack_refuse(p, place, "needs more stack than there is");
	if (lua_isnil(L, p->seen)) {
		lua_newtable(L);
		lua_replace(L, p->seen);
	}
	uint32_t number = pack_seen(p, lua_topointer(L, index), &p->values);
	if (number) {
		pack_number(p, PARCEL_REFERENCE, number);
		return 0;
	}
	p->depth++;
	int result = lua_istable(L, index) ? pack_table(p, index, place) : pack_function(p, index, place);
	p->depth--;
	return result;
}

static int pack_compound(struct packer *p, int index, const struct place *place)
{
	lua_State *L = p->L;
	bool marked = lua_getmetatable(L, index);
	if (marked)
		lua_pop(L, 1);
	if (marked && pack_object(p, index))
		return 0;
	int type = lua_type(L, index);
	bool code = type == LUA_TFUNCTION && !lua_iscfunction(L, index);
	if (code || (type == LUA_TTABLE && !marked))
		return pack_numbered(p, index, place);
	if ((type == LUA_TFUNCTION || type == LUA_TTABLE) && pack_builtin(p, index))
		return 0;
	return refuse_type(p, place, index);
}

/* Pack the value at `index`, absolute. */
static int pack_value(struct packer *p, int index, const struct place *place)
{
	lua_State *L = p->L;
	size_t length;
	const char *text;
	switch (lua_type(L, index)) {
	case LUA_TNIL:
		return msgpack_pack_nil(&p->out);
	case LUA_TBOOLEAN:
		return lua_toboolean(L, index) ? msgpack_pack_true(&p->out) : msgpack_pack_false(&p->out);
	case LUA_TNUMBER:
		return lua_isinteger(L, index) ? msgpack_pack_int64(&p->out, lua_tointeger(L, index)) : msgpack_pack_double(&p->out, lua_tonumber(L, index));
	case LUA_TSTRING:
		text = lua_tolstring(L, index, &length);
		if (length > INT32_MAX)
			return pack_refuse(p, place, "is longer than 2 GB and cannot travel");
		msgpack_pack_str(&p->out, length);
		return msgpack_pack_str_body(&p->out, text, length);
	default:
		return pack_compound(p, index, place);
	}
}

int parcel_pack(lua_State *L, int first, int last, const char *what, struct buffer *to, struct error *error)
{
	struct packer p = { .L = L, .to = to, .error = error, .what = what, .marks = to->length };
	int result = 0;
	msgpack_packer_init(&p.out, to, bytes_write);
	msgpack_pack_int(&p.out, PARCEL_PLAIN); /* one byte: a positive fixint */
	luaL_checkstack(L, 16, "to pack a parcel");
	lua_pushnil(L);
	p.seen = lua_gettop(L);
	for (int i = first; i <= last && result == 0; i++) {
		const struct place place = { .kind = PLACE_ARGUMENT, .number = first == last ? 0 : i - first + 1 };
		result = pack_value(&p, i, &place);
	}
	lua_settop(L, p.seen - 1);
	return result;
}
