/* new_texts.c - a small lesson and a small recipe that are whole: two cooks, one counter, and one way to lose a plate. */
#include "cli/new.h"

#include <stddef.h>

#define CARD(title, about) \
	"recipe{\n" \
	"  title = \"" title "\",\n" \
	"  about = \"" about "\",\n" \
	"  engine = \"threads\", engines = {\"threads\", \"loop\"},\n" \
	"}\n\n"

const char new_recipe[] =
	"-- A recipe: what the workers do, in Lua. A global is shared memory, so reading and writing one are steps of their own,\n"
	"-- and another worker can come in between.\n"
	CARD("@", "Two cooks count the plates that they fill.")
	"local cooks = param(\"cooks\", 2, {min = 1, max = 20, help = \"how many cooks there are\"})\n\n"
	"plates = 0\n\n"
	"local function cook()\n"
	"  plates = plates + 1\n"
	"end\n\n"
	"for i = 1, cooks do\n"
	"  task(\"cook \" .. i, cook)\n"
	"end\n\n"
	"expect(\"each plate is counted\", function() return plates == cooks end)\n";

static const char mended[] =
	"-- The same with a lock: what its last challenge asks for.\n"
	CARD("@, mended", "One cook at a time counts.")
	"local cooks = param(\"cooks\", 2, {min = 1, max = 20, help = \"how many cooks there are\"})\n"
	"local pencil = lock(\"pencil\")\n\n"
	"plates = 0\n\n"
	"local function cook()\n"
	"  pencil:acquire()\n"
	"  plates = plates + 1\n"
	"  pencil:release()\n"
	"end\n\n"
	"for i = 1, cooks do\n"
	"  task(\"cook \" .. i, cook)\n"
	"end\n\n"
	"expect(\"each plate is counted\", function() return plates == cooks end)\n";

static const char ini[] =
	"# The structure of the lesson; its words are in prose.md, under a heading for each step. See lunchrush-lesson(5).\n"
	"[lesson]\n"
	"title = @\n"
	"summary = Two cooks count plates on one counter. Say what happens, make it go wrong, and mend it.\n"
	"chapter = My own\n"
	"order = 1\n"
	"minutes = 5\n"
	"more = word:race-condition, page:comparison\n\n"
	"# A prediction: the run gives the answer.\n"
	"[step:watch]\n"
	"mode = live\n"
	"ask = number\n"
	"answer = global plates\n\n"
	"# A challenge: reached by choosing who goes next.\n"
	"[step:lose-one]\n"
	"mode = stepped\n"
	"panes = next, memory\n"
	"ask = choice\n"
	"answer = b\n"
	"goal = plates = 1\n\n"
	"# A challenge: reached by editing. Claims are what the prose says; `lunchrush check` counts whether they hold.\n"
	"[step:mend]\n"
	"mode = explore\n"
	"ask = number\n"
	"answer = explore failing\n"
	"claim = explore schedules = 6\n"
	"goal = no failing schedule\n"
	"solution = mended.lua\n";

static const char prose[] =
	"## watch\n\n"
	"Two cooks, A and B, each fill one plate and add one to the counter `plates`. The cooks run on threads, and `plates` starts at 0.\n\n"
	"### question\n\n"
	"What is `plates` when both are done?\n\n"
	"### reply 1\n\n"
	"That can happen, and you will make it happen in the next step. By itself it hardly ever does with so few plates.\n\n"
	"### after\n\n"
	"Two, almost always. That it goes well does not mean that it cannot go wrong.\n\n"
	"### notes\n\n"
	"Ask for hands before it runs: who says two, who says something else? Two minutes.\n\n"
	"## lose-one\n\n"
	"`plates = plates + 1` is a read and a write, and the other cook can come in between. That is a [race condition](word:race-condition). Now you choose: type A or B\n"
	"for who goes next, until `plates` ends at 1.\n\n"
	"### question\n\n"
	"What must happen for a plate to be lost?\n\n"
	"### choice a\n\n"
	"One cook writes twice.\n\n"
	"### choice b\n\n"
	"Both cooks read before either of them has written.\n\n"
	"### choice c\n\n"
	"One cook is much slower than the other.\n\n"
	"### reply c\n\n"
	"How long it takes does not matter, only in which order the steps come.\n\n"
	"### hint\n\n"
	"Let A read, and then leave it standing.\n\n"
	"### hint\n\n"
	"A, B, A, B: both have read 0, and both write 1.\n\n"
	"### after\n\n"
	"Both had read 0, so both wrote 1. The second write has undone the first.\n\n"
	"### notes\n\n"
	"Let the class call out the letters. Three minutes.\n\n"
	"## mend\n\n"
	"Here all 6 schedules are counted. Then change the recipe so that none of them loses a plate: a [lock](word:lock) keeps the read and the write together.\n\n"
	"### question\n\n"
	"How many of the 6 lose a plate?\n\n"
	"### reply 6\n\n"
	"Not all: when one cook does both of its steps before the other begins, nothing is lost.\n\n"
	"### hint\n\n"
	"`lock(\"pencil\")` makes one; `acquire` it before the line that counts, and `release` it after.\n\n"
	"### after\n\n"
	"With the lock two schedules are left, and both are right.\n\n"
	"### notes\n\n"
	"Ask what else could be put under the lock, and what that would cost.\n";

const struct new_file new_lesson[] = { { "lesson.ini", ini }, { "prose.md", prose }, { "recipe.lua", new_recipe }, { "mended.lua", mended }, { NULL, NULL } };
