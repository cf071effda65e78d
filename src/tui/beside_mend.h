/* beside_mend.h - carrying a mend out: the editor on the terminal, the restart from the copy, and files that somebody else saves. Part of struct beside. */
#ifndef LUNCHRUSH_TUI_BESIDE_MEND_H
#define LUNCHRUSH_TUI_BESIDE_MEND_H

#include "tui/mend.h"

#include <uv.h>

struct app;

#define MEND_FOLDERS 2

struct beside_mend {
	struct mend mend;
	uv_fs_event_t folders[MEND_FOLDERS]; /* of the original, of the copy */
	uv_timer_t calm;                     /* a file is saved in several writes: looked at once they are over */
	uint64_t hash;                       /* of the file that runs */
};

/* Once the loop is there. */
void beside_mend_open(struct app *app);
void beside_mend_close(struct app *app);
/* Another recipe is on the screen, or none: what was mended before is another's. */
void beside_mend_launched(struct app *app);
/* F4. */
void beside_mend_edit(struct app *app, int unused);
void beside_mend_key(struct app *app, int key);
/* True when something changed. */
bool beside_mend_work(struct app *app);

#endif
