/* late.h - libraries that are loaded when they are first needed, not when the program starts.
 *
 * A fork copies the kernel's map of every library that is loaded, used or not. libcurl and libmicrohttpd bring thirty others: with them a worker that is a process
 * takes twice as long to start, and the program twice as long to begin, though few recipes fetch anything. So they are not linked to; curl.h and
 * microhttpd.h here take the place of the libraries' own headers, and whoever calls one of their functions loads the library first. */
#ifndef LUNCHRUSH_LATE_LATE_H
#define LUNCHRUSH_LATE_LATE_H

#include <stddef.h>

/* Load the library of that file name (its soname) and find `count` functions by name. Where it or one of them is missing this says so on stderr and ends the process:
 * it was there when the program was built. Any thread. */
void late_load(const char *file, const char *const *names, void **functions, size_t count);

#endif
