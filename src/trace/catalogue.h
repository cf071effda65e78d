/* catalogue.h - whether a file of translated words (.mo) can be trusted.
 *
 * The library that reads such files believes what they say: one that is cut off, or has a byte wrong, ends the program by a signal, or hands a sentence with the wrong arguments to
 * printf. So each is read through once, before the library sees it. */
#ifndef LUNCHRUSH_TRACE_CATALOGUE_H
#define LUNCHRUSH_TRACE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

/* True when the `size` bytes at `data` are a whole catalogue: every place within them, every text ended and clean UTF-8, a table of hashes that can be searched, plural forms that can be
 * worked out, and translations that take no other arguments of printf than what they translate. */
bool catalogue_sound(const void *data, size_t size);

/* The same of a file; false when it is there and cannot be read or is unsound. One that is not there is sound. */
bool catalogue_file_sound(const char *path);

/* True when a translation may stand in place of `from` in printf: it takes the same arguments, in any order (%2$s), or fewer of them. */
bool catalogue_same_arguments(const char *from, const char *to);

#endif
