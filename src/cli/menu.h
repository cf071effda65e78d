/* menu.h - the menu on the screen, and what it starts. */
#ifndef LUNCHRUSH_CLI_MENU_H
#define LUNCHRUSH_CLI_MENU_H

#include "cli/show.h"

/* Open it at `link` (NULL: the lessons) and carry out what is chosen until a person leaves. Needs a terminal. Returns the program's exit status. */
int menu_open(const char *link);

/* For a recording: the menu as it is at its beginning, shown by `show` (front.h), whose result is returned; what is chosen there is not carried out. Needs no terminal. */
struct front;
typedef int menu_show(void *data, const struct front *front, void *front_data);
int menu_shown(menu_show *show, void *data);

#endif
