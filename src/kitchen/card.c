/* card.c - reading a recipe's card without cooking: `list` and the start of a run need to know how a recipe likes to run.
 *
 * The recipe runs in a sandbox of its own until it says recipe{…}, which must come first; that raises an interrupt, so nothing after
 * it runs. Any other word, or a global that is written, means that there is no card: then the defaults hold. Plain Lua before recipe{…} is allowed (a local, a
 * string's method), within a million instructions,
 * half a second and a hundred megabytes.
 *
 * All Lua happens inside one protected call, so that not even running out of memory gets past it. */
#include "kitchen/card.h"
#include "kitchen/sandbox.h"
#include "trace/text.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define CARD_TICK 1000 /* instructions */
#define CARD_TICKS 1000
#define CARD_CPU_S 0.5
#define CARD_SOFT_BYTES ((size_t)96 << 20)
#define CARD_HARD_BYTES ((size_t)128 << 20)

/* How far a reading got; a pointer to it is in the state's extra space. */
struct reading {
	const char *file;
	const struct buffer *text;
	struct recipe_card *card;
	struct error *error;
	bool began;  /* the word `recipe` was read */
	int ticks;
	double began_s; /* on this thread's CPU clock */
	int line;    /* of recipe{…}, or where it ran on and on; 0 none */
	int result;
};

static struct reading *reading_of(lua_State *L)
{
	return *(struct reading **)lua_getextraspace(L);
}

static double cpu_s(void)
{
	struct timespec now;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int line_now(lua_State *L)
{
	lua_Debug frame;
	for (int level = 0; lua_getstack(L, level, &frame); level++)
		if (lua_getinfo(L, "l", &frame) && frame.currentline > 0)
			return frame.currentline;
	return 0;
}

static int word_recipe(lua_State *L)
{
	struct reading *r = reading_of(L);
	r->line = line_now(L);
	if (!lua_istable(L, 1))
		r->result = error_set(r->error, "%s:%d: recipe wants a table: recipe{title = \"…\"}", r->file, r->line);
	else
		r->result = card_take(L, 1, r->file, r->line, r->card, r->error);
	return sandbox_raise(L, SANDBOX_QUIT);
}

/* A global is read. Lua's own words are there; any other but `recipe` begins the cooking. */
static int word_read(lua_State *L)
{
	struct reading *r = reading_of(L);
	const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
	if (strcmp(name, "recipe") == 0) {
		r->began = true;
		lua_pushcfunction(L, word_recipe);
		return 1;
	}
	if (sandbox_push_builtin(L, name))
		return 1;
	if (r->began)
		return luaL_error(L, "recipe{} comes first, so it knows no `%s` yet", name);
	return sandbox_raise(L, SANDBOX_QUIT);
}

static int word_write(lua_State *L)
{
	return sandbox_raise(L, SANDBOX_QUIT);
}

/* At every tick, and soon after the soft cap was passed: that counts as a tick too, so that making garbage for ever ends as well. */
static void reading_tick(lua_State *L, lua_Debug *frame)
{
	(void)frame;
	struct reading *r = reading_of(L);
	if (sandbox_asked(L) == SANDBOX_MEMORY)
		sandbox_raise(L, SANDBOX_MEMORY);
	if (++r->ticks > CARD_TICKS || cpu_s() - r->began_s > CARD_CPU_S) {
		r->line = line_now(L);
		sandbox_raise(L, SANDBOX_ENDLESS);
	}
	lua_sethook(L, reading_tick, LUA_MASKCOUNT, CARD_TICK);
}

static int reading_run(lua_State *L)
{
	struct reading *r = reading_of(L);
	r->result = sandbox_load(L, r->text->bytes, r->text->length, r->file, r->error);
	if (r->result)
		return 0;
	lua_newtable(L);
	lua_createtable(L, 0, 2);
	lua_pushcfunction(L, word_read);
	lua_setfield(L, -2, "__index");
	lua_pushcfunction(L, word_write);
	lua_setfield(L, -2, "__newindex");
	lua_setmetatable(L, -2);
	lua_setupvalue(L, -2, 1);
	r->began_s = cpu_s();
	lua_sethook(L, reading_tick, LUA_MASKCOUNT, CARD_TICK);
	lua_call(L, 0, 0);
	return 0;
}

/* A recipe that never says `recipe` has no card to wait for: it may cook as long as it likes. */
static bool has_card(const struct reading *r)
{
	return memmem(r->text->bytes, r->text->length, "recipe", 6) != NULL;
}

static int reading_failed(lua_State *L, struct reading *r)
{
	enum sandbox_stop stop = sandbox_interrupted(L, -1);
	if ((stop == SANDBOX_MEMORY || stop == SANDBOX_ENDLESS) && !has_card(r))
		return 0;
	switch (stop) {
	case SANDBOX_QUIT:
		return r->result;
	case SANDBOX_MEMORY:
		return error_set(r->error, "%s:%d: takes too much memory before recipe{} is reached", r->file, sandbox_memory_line(L));
	case SANDBOX_ENDLESS:
		return error_set(r->error, "%s:%d: runs on and on before recipe{} is reached; put recipe{} first", r->file, r->line);
	case SANDBOX_GO:
		break;
	}
	const char *message = sandbox_error_words(L, -1);
	bool placed = strncmp(message, r->file, strlen(r->file)) == 0;
	return error_set(r->error, "%s%s%s", placed ? "" : r->file, placed ? "" : ": ", message);
}

void card_default(struct recipe_card *card, const char *name)
{
	memset(card, 0, sizeof *card);
	text_clean(card->title, sizeof card->title, name, strlen(name));
	snprintf(card->engine, sizeof card->engine, "threads");
	snprintf(card->engines, sizeof card->engines, "threads,loop,processes");
	card->pace = 1;
}

static int card_run(struct reading *r)
{
	struct memory_cap cap = { .soft_bytes = CARD_SOFT_BYTES, .hard_bytes = CARD_HARD_BYTES };
	lua_State *L = sandbox_new(&cap);
	if (!L)
		return error_set(r->error, "%s: no memory to read it", r->file);
	*(struct reading **)lua_getextraspace(L) = r;
	sandbox_set_hook(L, reading_tick);
	lua_pushcfunction(L, reading_run);
	int result = lua_pcall(L, 0, 0, 0) == LUA_OK ? r->result : reading_failed(L, r);
	sandbox_close(L);
	return result;
}

int recipe_card_read(const char *path, const char *file, const char *name, struct recipe_card *card, struct error *error)
{
	struct buffer text = { 0 };
	card_default(card, name);
	int result = sandbox_read(path, file, &text, error);
	if (result == 0) {
		struct reading reading = { .file = file, .text = &text, .card = card, .error = error };
		result = card_run(&reading);
	}
	buffer_release(&text);
	return result;
}
