/* menu.h - the menu on the screen, and what it starts. */
#ifndef LUNCHRUSH_CLI_MENU_H
#define LUNCHRUSH_CLI_MENU_H

#include "cli/show.h"

/* Open it at `link` (NULL: the lessons) and carry out what is chosen until a person leaves. Needs a terminal. Returns the program's exit status. */
int menu_open(const char *link);

#endif
