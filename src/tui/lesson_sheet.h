/* lesson_sheet.h - words and documents below each other, as wide as they are told to be, of which a part is shown: a lesson's page, its column, its card.
 *
 * Made anew for each frame: begin, add from top to bottom, ask how tall it is, draw, release. Documents must outlive it. */
#ifndef LUNCHRUSH_TUI_LESSON_SHEET_H
#define LUNCHRUSH_TUI_LESSON_SHEET_H

#include "tui/hints.h"
#include "tui/prose.h"

#define SHEET_PIECES 64

struct sheet_piece {
	struct prose *prose;   /* owned; NULL: words */
	char *words;           /* owned; NULL with no prose: an empty row */
	char mark[16];         /* stands before the words, which are indented by it; "" none */
	enum role_of_cell role, mark_role;
	int attr;
	int row, rows;
	int link;              /* number of its first link */
	int key;               /* a click on it means this key; 0 none */
};

struct sheet {
	int cols, rows, links, count;
	struct sheet_piece pieces[SHEET_PIECES];
};

void sheet_begin(struct sheet *sheet, int cols);
void sheet_release(struct sheet *sheet);

/* An empty row, unless there is one already or nothing stands above. */
void sheet_gap(struct sheet *sheet);
/* Take an empty row at its end away. */
void sheet_trim(struct sheet *sheet);
/* Words, broken into lines. */
void sheet_words(struct sheet *sheet, enum role_of_cell role, int attr, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* The same after a mark ("✓", "a"). */
void sheet_marked(struct sheet *sheet, const char *mark, enum role_of_cell mark_role, enum role_of_cell role, int attr, const char *format, ...)
	__attribute__((format(printf, 6, 7)));
/* A click on what was added last is as good as this key. */
void sheet_clicked(struct sheet *sheet, int key);
/* Note where that is, when it is drawn into `rect` from its first row on. */
void sheet_places(const struct sheet *sheet, struct rect rect, struct hint_places *places);
/* Nothing is added for one without blocks. */
void sheet_document(struct sheet *sheet, const struct document *document);

/* Draw from row `top` on; `link` is the one chosen of all, -1 none. */
void sheet_draw(const struct sheet *sheet, struct canvas *canvas, struct rect rect, int top, int link);

/* "word:blocking"; the row on which it begins. */
const char *sheet_link(const struct sheet *sheet, int link);
int sheet_link_row(const struct sheet *sheet, int link);

#endif
