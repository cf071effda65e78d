/* card_take.c - checking the table given to recipe{…}.
 *
 * Each field it may have is a line in a table: its name, and the function that checks it. Engines are known here by name only: whether one is
 * built in is for who starts it. */
#include "kitchen/card.h"
#include "trace/text.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct taking {
	lua_State *L;
	struct recipe_card *card;
	struct error *error;
	char where[96]; /* "soup.lua:1: recipe{}" */
};

static const char *const engines[] = { "threads", "loop", "processes", "instances" };
#define ENGINES "\"threads\", \"loop\", \"processes\" or \"instances\""
#define COUNT(a) (sizeof(a) / sizeof *(a))

/* The value on top, as a person would write it. */
static const char *value_words(struct taking *t, char *to, size_t size)
{
	lua_State *L = t->L;
	switch (lua_type(L, -1)) {
	case LUA_TSTRING: snprintf(to, size, "\"%.60s\"", lua_tostring(L, -1)); break;
	case LUA_TNUMBER: snprintf(to, size, LUA_NUMBER_FMT, lua_tonumber(L, -1)); break;
	case LUA_TBOOLEAN: snprintf(to, size, "%s", lua_toboolean(L, -1) ? "true" : "false"); break;
	default: snprintf(to, size, "a %s", luaL_typename(L, -1));
	}
	return to;
}

static int take_wrong(struct taking *t, const char *name, const char *right)
{
	char words[80];
	return error_set(t->error, "%s: %s is %s, not %s", t->where, value_words(t, words, sizeof words), name, right);
}

static int take_text(struct taking *t, const char *name, char *to, size_t size)
{
	size_t length;
	if (lua_type(t->L, -1) != LUA_TSTRING)
		return take_wrong(t, name, "a text in quotes");
	const char *text = lua_tolstring(t->L, -1, &length);
	text_clean(to, size, text, length);
	return 0;
}

static int take_title(struct taking *t, const char *name)
{
	return take_text(t, name, t->card->title, sizeof t->card->title);
}

static int take_about(struct taking *t, const char *name)
{
	return take_text(t, name, t->card->about, sizeof t->card->about);
}

static const char *engine_named(lua_State *L)
{
	if (lua_type(L, -1) == LUA_TSTRING)
		for (size_t i = 0; i < COUNT(engines); i++)
			if (strcmp(lua_tostring(L, -1), engines[i]) == 0)
				return engines[i];
	return NULL;
}

static int take_engine(struct taking *t, const char *name)
{
	const char *engine = engine_named(t->L);
	if (!engine)
		return take_wrong(t, name, ENGINES);
	snprintf(t->card->engine, sizeof t->card->engine, "%s", engine);
	return 0;
}

static int take_engines(struct taking *t, const char *name)
{
	char list[sizeof t->card->engines] = "";
	if (!lua_istable(t->L, -1) || lua_rawlen(t->L, -1) == 0 || lua_rawlen(t->L, -1) > COUNT(engines))
		return take_wrong(t, name, "a list of engines, {\"threads\", \"loop\"}");
	lua_Integer count = (lua_Integer)lua_rawlen(t->L, -1);
	for (lua_Integer i = 1; i <= count; i++) {
		lua_rawgeti(t->L, -1, i);
		const char *engine = engine_named(t->L);
		int wrong = engine ? 0 : take_wrong(t, "one of engines", ENGINES);
		lua_pop(t->L, 1);
		if (wrong)
			return wrong;
		size_t used = strlen(list);
		snprintf(list + used, sizeof list - used, "%s%s", used ? "," : "", engine);
	}
	memcpy(t->card->engines, list, sizeof list);
	return 0;
}

static int take_gil(struct taking *t, const char *name)
{
	if (!lua_isboolean(t->L, -1))
		return take_wrong(t, name, "true or false");
	t->card->gil = lua_toboolean(t->L, -1);
	return 0;
}

/* A name is that of the setting that says so, which is known only when the recipe runs. */
static int take_retry(struct taking *t, const char *name)
{
	if (lua_type(t->L, -1) == LUA_TSTRING && lua_rawlen(t->L, -1) > 0 && lua_rawlen(t->L, -1) < 64)
		return 0;
	if (!lua_isboolean(t->L, -1))
		return take_wrong(t, name, "true, false or the name of a setting");
	t->card->retry = lua_toboolean(t->L, -1);
	return 0;
}

static int take_uncaught(struct taking *t, const char *name)
{
	const char *ends = lua_type(t->L, -1) == LUA_TSTRING ? lua_tostring(t->L, -1) : "";
	t->card->lone = strcmp(ends, "task") == 0;
	return t->card->lone || strcmp(ends, "run") == 0 ? 0 : take_wrong(t, name, "\"run\" or \"task\": what an error ends that nobody catches");
}

static int take_pace(struct taking *t, const char *name)
{
	double pace = lua_type(t->L, -1) == LUA_TNUMBER ? lua_tonumber(t->L, -1) : 0;
	if (!(pace > 0 && pace <= 1e6))
		return take_wrong(t, name, "a number above 0: kitchen seconds per real second");
	t->card->pace = pace;
	return 0;
}

static int take_flow(struct taking *t, char *layout, size_t size)
{
	size_t length, used = strlen(layout);
	char flow[sizeof t->card->layout];
	if (lua_type(t->L, -1) != LUA_TSTRING)
		return take_wrong(t, "one of layout", "a text such as \"customers > take orders > orders\"");
	const char *text = lua_tolstring(t->L, -1, &length);
	text_clean(flow, sizeof flow, text, length);
	size_t more = strlen(flow);
	if (length >= size || used + more + 2 > size)
		return error_set(t->error, "%s: layout is longer than %zu bytes", t->where, size - 1);
	if (used)
		layout[used++] = '\n';
	memcpy(layout + used, flow, more + 1);
	return 0;
}

static int take_layout(struct taking *t, const char *name)
{
	char layout[sizeof t->card->layout] = "";
	if (!lua_istable(t->L, -1))
		return take_wrong(t, name, "a list of texts such as {\"customers > take orders > orders\"}");
	lua_Integer count = (lua_Integer)lua_rawlen(t->L, -1);
	for (lua_Integer i = 1; i <= count; i++) {
		lua_rawgeti(t->L, -1, i);
		int wrong = take_flow(t, layout, sizeof layout);
		lua_pop(t->L, 1);
		if (wrong)
			return wrong;
	}
	memcpy(t->card->layout, layout, sizeof layout);
	return 0;
}

static const struct field {
	const char *name;
	int (*take)(struct taking *t, const char *name); /* the value is on top, and stays */
} fields[] = {
	{ "title", take_title }, { "about", take_about }, { "engine", take_engine }, { "engines", take_engines },
	{ "gil", take_gil }, { "pace", take_pace }, { "layout", take_layout }, { "retry", take_retry },
	{ "uncaught", take_uncaught },
};

/* How many letters one word has and the other has not: enough to tell seven words apart. */
static int letters_apart(const char *a, const char *b)
{
	int counts[256] = { 0 }, apart = 0;
	for (; *a; a++)
		counts[(unsigned char)*a]++;
	for (; *b; b++)
		counts[(unsigned char)*b]--;
	for (size_t i = 0; i < COUNT(counts); i++)
		apart += abs(counts[i]);
	return apart;
}

static int take_unknown(struct taking *t, const char *name)
{
	const char *near = NULL;
	int best = 4;
	for (size_t i = 0; i < COUNT(fields); i++) {
		int apart = letters_apart(name, fields[i].name);
		if (apart < best) {
			best = apart;
			near = fields[i].name;
		}
	}
	if (near)
		return error_set(t->error, "%s knows no `%.60s`; did you mean `%s`?", t->where, name, near);
	return error_set(t->error, "%s knows no `%.60s`; it knows title, about, engine, engines, gil, pace, layout, retry and uncaught", t->where, name);
}

static bool field_known(const char *name)
{
	for (size_t i = 0; i < COUNT(fields); i++)
		if (strcmp(name, fields[i].name) == 0)
			return true;
	return false;
}

static int take_fields(struct taking *t, int index)
{
	int result = 0;
	for (size_t i = 0; i < COUNT(fields) && result == 0; i++) {
		lua_pushstring(t->L, fields[i].name);
		if (lua_rawget(t->L, index) != LUA_TNIL)
			result = fields[i].take(t, fields[i].name);
		lua_pop(t->L, 1);
	}
	lua_pushnil(t->L);
	while (result == 0 && lua_next(t->L, index)) {
		lua_pop(t->L, 1);
		if (lua_type(t->L, -1) != LUA_TSTRING)
			return error_set(t->error, "%s: each entry needs a name, as in title = \"…\"", t->where);
		if (!field_known(lua_tostring(t->L, -1)))
			return take_unknown(t, lua_tostring(t->L, -1));
	}
	return result;
}

/* What it likes and what it can, each from the other where one is not said. */
static int engines_agree(struct taking *t)
{
	char *likes = t->card->engine, *can = t->card->engines;
	if (!*can)
		snprintf(can, sizeof t->card->engines, "%s", !*likes || strcmp(likes, "loop") == 0 || strcmp(likes, "threads") == 0 ? "threads,loop,processes" : likes);
	if (!*likes)
		snprintf(likes, sizeof t->card->engine, "%.*s", (int)strcspn(can, ","), can);
	size_t length = strlen(likes);
	for (const char *at = can; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
		if (strncmp(at, likes, length) == 0 && (at[length] == ',' || at[length] == '\0'))
			return 0;
	return error_set(t->error, "%s: the engine \"%s\" is not among its engines, %s", t->where, likes, can);
}

int card_take(lua_State *L, int index, const char *file, int line, struct recipe_card *card, struct error *error)
{
	struct taking t = { .L = L, .card = card, .error = error };
	int top = lua_gettop(L);
	snprintf(t.where, sizeof t.where, "%.60s:%d: recipe{}", file, line);
	card->engine[0] = card->engines[0] = '\0';
	int result = take_fields(&t, lua_absindex(L, index));
	lua_settop(L, top);
	return result ? result : engines_agree(&t);
}
