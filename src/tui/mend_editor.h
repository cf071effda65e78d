/* mend_editor.h - a person's own editor on the terminal. */
#ifndef LUNCHRUSH_TUI_MEND_EDITOR_H
#define LUNCHRUSH_TUI_MEND_EDITOR_H

#include "trace/error.h"

/* The editor that opens: $VISUAL, $EDITOR or vi, as it is called. */
const char *mend_editor(void);
/* How to write with it, and how to leave it, where that is not seen on its screen; NULL where it is. */
const char *mend_editor_words(void);
/* Open the file in $VISUAL, $EDITOR or vi and wait until it is closed. The terminal must have been given back before. -1 with words when there is no editor,
 * or it did not end well. Main thread. */
int mend_edit(const char *path, struct error *error);

#endif
