/* mend_editor.h - a person's own editor on the terminal. */
#ifndef LUNCHRUSH_TUI_MEND_EDITOR_H
#define LUNCHRUSH_TUI_MEND_EDITOR_H

#include "trace/error.h"

/* Open the file in $VISUAL, $EDITOR or vi and wait until it is closed. The terminal must have been given back before. -1 with words when there is no editor,
 * or it did not end well. Main thread. */
int mend_edit(const char *path, struct error *error);

#endif
