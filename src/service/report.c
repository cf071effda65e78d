/* report.c - see report.h. A line is one write, so that it is never torn. Paths come from strangers: they are cleaned and cut. */
#include "service/report.h"

#include "trace/text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define PATH_SHOWN 63 /* bytes */

__attribute__((format(printf, 2, 3))) static void tell(struct report *report, const char *format, ...)
{
	char line[REPORT_LINE_MAX];
	va_list args;
	va_start(args, format);
	int length = vsnprintf(line, sizeof line, format, args);
	va_end(args);
	for (int sent = 0; sent < length && !report->lost;) {
		ssize_t n = send(report->fd, line + sent, (size_t)(length - sent), MSG_NOSIGNAL);
		if (n < 0 && errno != EINTR)
			report->lost = true;
		sent += n > 0 ? (int)n : 0;
	}
}

void report_port(struct report *report, unsigned port)
{
	if (report->fd >= 0) {
		tell(report, "P %u\n", port);
		return;
	}
	printf("The service is at http://127.0.0.1:%u (/rates?base=USD, /page/N, /health); Ctrl-C ends it.\n", port);
	report->lost = fflush(stdout) != 0;
}

static const char *clean(const char *path, char to[PATH_SHOWN + 1])
{
	text_clean(to, PATH_SHOWN + 1, path, strlen(path));
	return to;
}

void report_heard(struct report *report, const char *path, uint32_t at_now)
{
	char shown[PATH_SHOWN + 1];
	if (report->fd >= 0)
		tell(report, "H %" PRIu32 " %s\n", at_now, clean(path, shown));
}

void report_answered(struct report *report, const char *path, unsigned status, uint64_t ns, uint32_t at_now)
{
	char shown[PATH_SHOWN + 1], clock[16];
	time_t now = time(NULL);
	struct tm local;
	if (status == 429)
		report->refused++;
	else
		report->answers[status / 100 % 6]++;
	if (report->fd >= 0) {
		tell(report, "A %u %" PRIu64 "\n", status, ns);
		return;
	}
	strftime(clock, sizeof clock, "%H:%M:%S", localtime_r(&now, &local));
	printf("%s  %3u  %8.1f ms  %s", clock, status, (double)ns * 1e-6, clean(path, shown));
	if (at_now > 0)
		printf("  (%" PRIu32 " more at once)", at_now);
	report->lost = putchar('\n') < 0 || fflush(stdout) != 0;
}

void report_sum(const struct report *report)
{
	uint64_t wrong = report->answers[4], good = report->answers[2], bad = report->answers[5];
	if (report->fd >= 0 || report->lost)
		return;
	printf("%" PRIu64 " answered with 200, %" PRIu64 " with an error of the service (500), %" PRIu64 " refused (429), %" PRIu64 " wrong (4xx).\n", good, bad,
	       report->refused, wrong);
}
