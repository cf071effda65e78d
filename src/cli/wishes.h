/* wishes.h - how a person wants the screen to look, and where each of these wishes comes from.
 *
 * The order, the first that says something wins: a flag; the environment (LUNCHRUSH_THEME …); lunchrush.ini (paper/config.h), which is the person's own and never written;
 * what was chosen in the menu's settings or with T, kept in $XDG_STATE_HOME/lunchrush/settings.json; what is built in. A choice that something above it contradicts holds
 * until one leaves, is said to, and is not kept: so no two places ever disagree in silence. */
#ifndef LUNCHRUSH_CLI_WISHES_H
#define LUNCHRUSH_CLI_WISHES_H

#include "paper/config.h"
#include "tui/menu.h"
#include "tui/tui.h"

/* What holds now; the menu changes it. Read once, then remembered; mistakes in the environment and in lunchrush.ini are said then, on stderr; a damaged settings.json was moved
 * aside and counts as nothing. Never NULL. */
struct menu_wishes *wishes(void);
/* Keep what nobody else decides. -1 with words. */
int wishes_store(const struct menu_wishes *wishes, struct error *error);
/* A flag decides; words as they are typed ("--theme"). `value` of glyphs is a set's name, of motion anything. */
void wishes_flag(enum menu_wish wish, const char *value, const char *words);
/* Who decides: "--theme", "lunchrush.ini:3", "chosen in the menu", "built in". */
const char *wishes_from(enum menu_wish wish);
/* The environment and lunchrush.ini as they were read. */
const struct config *wishes_config(void);
/* Theme, signs, motion and mouse of a screen; and what T chooses is kept. */
void wishes_look(struct tui_options *options);
/* Before the program says anything: its language, where the environment has no LANGUAGE. */
void wishes_speak(void);

#endif
