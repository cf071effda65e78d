/* wishes.h - what a person chose in the menu's settings: $XDG_STATE_HOME/lunchrush/settings.json. Flags win over it. */
#ifndef LUNCHRUSH_CLI_WISHES_H
#define LUNCHRUSH_CLI_WISHES_H

#include "tui/menu.h"

/* Read once, then remembered; what is damaged was moved aside and counts as nothing. Never NULL; the menu changes it. */
struct menu_wishes *wishes(void);
/* Keep it. -1 with words. */
int wishes_store(const struct menu_wishes *wishes, struct error *error);
/* Before the program says anything: its language, where the environment has no LANGUAGE. */
void wishes_speak(void);

#endif
