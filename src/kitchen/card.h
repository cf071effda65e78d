/* card.h - what a recipe says of itself in recipe{…}, checked. */
#ifndef LUNCHRUSH_KITCHEN_CARD_H
#define LUNCHRUSH_KITCHEN_CARD_H

#include "kitchen/kitchen.h"

#include <lua.h>

/* What holds when a recipe says nothing: its title is `name`, threads without a GIL, a kitchen second lasts a second. */
void card_default(struct recipe_card *card, const char *name);

/* Take in the table at `index`, over what the card has. -1 with words: "FILE:LINE: recipe{}: …"; the stack is as before. */
int card_take(lua_State *L, int index, const char *file, int line, struct recipe_card *card, struct error *error);

#endif
