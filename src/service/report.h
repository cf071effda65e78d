/* report.h - what a service tells: lines through a socket to the kitchen that started it, or lines that a person reads.
 *
 * To the kitchen, a line each:   P 41234            it listens on this port; first
 *                                H 3 /rates?base=X  a request was heard; it is at 3 now
 *                                A 200 50123456     … was answered: status, nanoseconds since it was heard
 * From the kitchen:              S 50000000 0 5     from now on: latency and jitter in nanoseconds, requests a second (0: no limit)
 * The other end's going is the end of the service. */
#ifndef LUNCHRUSH_SERVICE_REPORT_H
#define LUNCHRUSH_SERVICE_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#define REPORT_LINE_MAX 128 /* bytes, with the new line */
#define REPORT_CLIENT_GONE 499 /* status told when nobody waits for the answer any more; as nginx has it */

struct report {
	int fd;                  /* to the kitchen; -1: to a person, on stdout */
	bool lost;               /* nobody reads any more */
	uint64_t answers[6];     /* by the status's first digit … */
	uint64_t refused;        /* … and those of status 429, which are in no other count */
};

void report_port(struct report *report, unsigned port);
void report_heard(struct report *report, const char *path, uint32_t at_now);
void report_answered(struct report *report, const char *path, unsigned status, uint64_t ns, uint32_t at_now);
/* In the end, for a person: how many of each. */
void report_sum(const struct report *report);

#endif
