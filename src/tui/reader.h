/* reader.h - documents with links on the screen: one at full size (the reader), or one word's entry as a card over something else.
 *
 * Both know no app and no loop: they draw on a canvas and take keys. Links: word:NAME, page:NAME, lesson:NAME, recipe:NAME. */
#ifndef LUNCHRUSH_TUI_READER_H
#define LUNCHRUSH_TUI_READER_H

#include "paper/markdown.h"
#include "tui/canvas.h"
#include "tui/input.h"

#include <stdbool.h>

#define READER_LINK 96

/* ---- the card of a word: for lessons ---- */

/* Shows entries of pages/words.md over what is drawn already; a link in one to another word opens that in its place, Backspace goes back, Escape closes. */
struct word_card;

/* Cheap: the file is read when a first word is opened. NULL when memory is out. `data_dir` is borrowed. */
struct word_card *word_card_new(const char *data_dir);
void word_card_free(struct word_card *card);
/* Open "word:blocking". When there is no such word (or no file) the card says so. */
void word_card_open(struct word_card *card, const char *link);
bool word_card_is_open(const struct word_card *card);
void word_card_close(struct word_card *card);
/* In the middle of the canvas, over what is there. Does nothing while closed. */
void word_card_draw(struct word_card *card, struct canvas *canvas);
/* While open it uses every key. When a link was chosen that leads elsewhere (page:, lesson:, recipe:) it closes and puts that into `leads`; else leads is "". False: it is closed. */
bool word_card_key(struct word_card *card, const struct input_key *key, char leads[READER_LINK]);

/* ---- the reader: whole pages ---- */

/* Where pages come from. */
struct reader_source {
	/* Fill in the document (to be released) and the title of "page:NAME" or "word:NAME". -1 with words. */
	int (*page)(void *data, const char *link, struct document *to, char title[96], struct error *error);
	void *data;
};

struct reader;

/* NULL when memory is out. The source is copied, its data borrowed. */
struct reader *reader_new(const struct reader_source *source);
void reader_free(struct reader *reader);
/* Open a page; what was open is where Backspace leads. With `fresh` what was open is forgotten. What cannot be read is said in its place. */
void reader_open(struct reader *reader, const char *link, bool fresh);
/* In the whole rectangle. */
void reader_draw(struct reader *reader, struct canvas *canvas, struct rect rect);

enum reader_wish { READER_STAY, READER_LEAVE, READER_LEADS };
/* A key. READER_LEAVE: back from the first page. READER_LEADS: a link to a lesson or a recipe was opened: it is in `leads`. */
enum reader_wish reader_key(struct reader *reader, const struct input_key *key, char leads[READER_LINK]);
/* Whether what is typed goes into the search: `?` and `q` are letters then. */
bool reader_types(const struct reader *reader);

#endif
