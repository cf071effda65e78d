/* menu_plain.h - the menu on paper. */
#ifndef LUNCHRUSH_CLI_MENU_PLAIN_H
#define LUNCHRUSH_CLI_MENU_PLAIN_H

#include "lesson/progress.h"
#include "lesson/shelf.h"

/* Print the lessons with how far one is, and the commands to type. Returns the exit status. */
int menu_plain(void);
/* "done", "step 3 of 6", "new", "cannot be read"; into to[size]; returns to. */
char *menu_state(const struct shelf_lesson *lesson, const struct progress *progress, char *to, size_t size);

#endif
