/* pages.h - pages of a given size: the same number and size, the same text. */
#ifndef LUNCHRUSH_SERVICE_PAGES_H
#define LUNCHRUSH_SERVICE_PAGES_H

#include <stddef.h>
#include <stdint.h>

#define PAGE_BYTES 4096u            /* when nobody says how long */
#define PAGE_BYTES_MAX (8u << 20)
#define PAGE_NUMBER_MAX 1000000u

/* The page's text of exactly `bytes` bytes, to be freed by the caller; NULL when memory is out. */
char *page_text(uint32_t number, size_t bytes);

#endif
