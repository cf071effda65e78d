/* http_bare.h - requests without a kitchen. */
#ifndef LUNCHRUSH_BENCH_HTTP_BARE_H
#define LUNCHRUSH_BENCH_HTTP_BARE_H

/* Ask for so many pages at once and wait for all; how many were answered with 200. Once in a process. */
int http_bare(const char *base, int requests);

#endif
