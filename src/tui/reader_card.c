/* reader_card.c - the card of a word: see reader.h. The trail of words that were open is a list of indices. */
#include "tui/reader.h"

#include "paper/key.h"
#include "paper/words.h"
#include "trace/tongue.h"
#include "tui/box.h"
#include "tui/prose.h"
#include "tui/scroll.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 64
#define TRAIL_MAX 16

struct word_card {
	const char *data_dir;
	struct words words;
	bool read;               /* whether `words` was read, or why not stands in `trouble` */
	bool open;
	struct error trouble;
	const struct word *word; /* shown; NULL: `trouble` is */
	const struct word *trail[TRAIL_MAX];
	int depth;
	struct prose *prose;
	int prose_cols;
	struct scroll scroll;
	int chosen;
};

struct word_card *word_card_new(const char *data_dir)
{
	struct word_card *card = calloc(1, sizeof *card);
	if (card)
		card->data_dir = data_dir;
	return card;
}

void word_card_free(struct word_card *card)
{
	if (!card)
		return;
	prose_free(card->prose);
	words_release(&card->words);
	free(card);
}

/* Another word, or none. */
static void show(struct word_card *card, const struct word *word)
{
	prose_free(card->prose);
	card->prose = NULL;
	card->word = word;
	card->scroll = (struct scroll){ .by_hand = true };
	card->chosen = -1;
}

void word_card_open(struct word_card *card, const char *link)
{
	if (!card->read && words_read(&card->words, card->data_dir, &card->trouble) == 0)
		card->read = true;
	const struct word *word = card->read ? words_find(&card->words, link) : NULL;
	if (card->read && !word)
		error_set(&card->trouble, _("no entry says what `%s` means"), strncmp(link, "word:", 5) ? link : link + 5);
	card->open = true;
	card->depth = 0;
	show(card, word);
}

bool word_card_is_open(const struct word_card *card)
{
	return card->open;
}

void word_card_close(struct word_card *card)
{
	card->open = false;
}

/* ---- drawing ---- */

static void trouble_draw(const struct word_card *card, struct canvas *canvas, int cols)
{
	char line[512];
	const char *rest = card->trouble.text;
	struct rect inside = box_draw(canvas, wrap_count(rest, cols) + 4, cols + 6, "", _("Esc back"));
	for (int row = inside.row + 1; (rest = wrap_line(rest, inside.cols, line, sizeof line)); row++)
		canvas_text(canvas, inside, row, inside.col, ROLE_BAD, 0, line);
}

void word_card_draw(struct word_card *card, struct canvas *canvas)
{
	int cols = canvas->cols - 10 < WIDTH ? canvas->cols - 10 : WIDTH;
	if (!card->open)
		return;
	if (!card->word) {
		trouble_draw(card, canvas, cols);
		return;
	}
	if (!card->prose || card->prose_cols != cols) {
		prose_free(card->prose);
		card->prose = prose_new(&card->word->text, cols);
		card->prose_cols = cols;
	}
	if (!card->prose)
		abort();
	struct rect inside = box_draw(canvas, prose_rows(card->prose) + 4, cols + 6, card->word->title,
		card->depth ? _("Tab link   Enter open   Backspace before   Esc close") : _("Tab link   Enter open   Esc close"));
	inside = (struct rect){ inside.row + 1, inside.col, inside.rows - 2, inside.cols };
	scroll_fit(&card->scroll, prose_rows(card->prose), inside.rows);
	prose_draw(card->prose, canvas, inside, card->scroll.top, card->chosen);
}

/* ---- keys ---- */

static void link_step(struct word_card *card, int by)
{
	int count = card->prose ? prose_links(card->prose) : 0;
	if (!count)
		return;
	card->chosen = card->chosen < 0 ? (by > 0 ? 0 : count - 1) : (card->chosen + by + count) % count;
	int row = prose_link_row(card->prose, card->chosen);
	if (row < card->scroll.top || row >= card->scroll.top + card->scroll.page)
		card->scroll.top = row;
}

static void follow(struct word_card *card, const char *link, char leads[READER_LINK])
{
	const struct word *word = strncmp(link, "word:", 5) ? NULL : words_find(&card->words, link);
	if (!word) {
		snprintf(leads, READER_LINK, "%s", link);
		card->open = false;
		return;
	}
	if (card->depth == TRAIL_MAX)
		memmove(card->trail, card->trail + 1, (TRAIL_MAX - 1) * sizeof card->trail[0]);
	else
		card->depth++;
	card->trail[card->depth - 1] = card->word;
	show(card, word);
}

static void back(struct word_card *card)
{
	if (card->depth)
		show(card, card->trail[--card->depth]);
	else
		card->open = false;
}

bool word_card_key(struct word_card *card, const struct input_key *key, char leads[READER_LINK])
{
	leads[0] = '\0';
	if (!card->open)
		return false;
	switch (key->key) {
	case KEYS_ESCAPE: case 'q': card->open = false; break;
	case KEYS_BACKSPACE: back(card); break;
	case KEYS_TAB: case KEYS_RIGHT: link_step(card, 1); break;
	case KEYS_BACK_TAB: case KEYS_LEFT: link_step(card, -1); break;
	case KEYS_ENTER: {
		const char *link = card->prose ? prose_link(card->prose, card->chosen) : NULL;
		if (link)
			follow(card, link, leads);
		else
			card->open = false;
		break;
	}
	default: scroll_key(&card->scroll, key->key);
	}
	return true;
}
