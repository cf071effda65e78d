/* pages.h - the pages to read: words, the comparison of the kinds, human time, and whatever else lies in DATA/lessons/pages. */
#ifndef LUNCHRUSH_CLI_PAGES_H
#define LUNCHRUSH_CLI_PAGES_H

#include "cli/measure.h"
#include "paper/markdown.h"
#include "trace/stream.h"
#include "tui/menu.h"

/* The document (to be released) of "page:NAME" or "word:NAME", and its title; figures are those measured here. Fits struct reader_source. -1 with words. */
int pages_read(void *unused, const char *link, struct document *to, char title[96], struct error *error);

/* The comparison as a table; fits struct menu_world. */
int pages_table(void *unused, struct menu_table *to, struct error *error);

/* The page of that name as Markdown with this machine's figures in it, at the end of `to`. */
int page_comparison(const struct measures *measures, struct buffer *to, char title[96], struct error *error);
int page_table(const struct measures *measures, struct menu_table *to, struct error *error);
void page_human_time(const struct measures *measures, struct buffer *to);
/* Text in which nothing is Markdown. */
void page_escape(struct buffer *to, const char *text);
void page_print(struct buffer *to, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
