/* notes.h - the speaker's screen: notes of the step, what is on the projector, what comes, the clock; and the same keys as there. A front (front.h) without a run.
 *
 * Begins whether there is a presentation or not, follows the one that began last, and finds it again when it is started anew. */
#ifndef LUNCHRUSH_TUI_NOTES_H
#define LUNCHRUSH_TUI_NOTES_H

struct notes;

extern const struct front notes_front;

/* The front's data: tui_options.front_data. */
struct notes *notes_new(void);
void notes_free(struct notes *notes);

#endif
