/* service.c - `lunchrush service`: a real HTTP service to try things with; the one that service{} of a recipe starts, too. */
#include "service/service.h"

#include "cli/signals.h"
#include "cli/verb.h"
#include "service/pages.h"
#include "trace/tongue.h"

#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <sys/prctl.h>

enum { FLAG_PORT = 1, FLAG_LATENCY, FLAG_JITTER, FLAG_ERROR_RATE, FLAG_RATE_LIMIT, FLAG_PAGE, FLAG_SEED, FLAG_REPORT };

static const struct flag flags[] = {
	{ "port", "N", N_("the port to listen on; a free one when left out"), FLAG_PORT },
	{ "latency", "MS", N_("answer each request so many milliseconds late (0)"), FLAG_LATENCY },
	{ "jitter", "MS", N_("… more or less so many, evenly (0)"), FLAG_JITTER },
	{ "error-rate", "P", N_("answer so many, 0 to 1, with 500 (0)"), FLAG_ERROR_RATE },
	{ "rate-limit", "N", N_("answer those above N a second with 429 (no limit)"), FLAG_RATE_LIMIT },
	{ "page", "BYTES", N_("how long a page is when nobody says (4096)"), FLAG_PAGE },
	{ "seed", "N", N_("which requests fail, and how late each is (1)"), FLAG_SEED },
	{ "report", "FD", NULL, FLAG_REPORT }, /* for the kitchen: see service/report.h */
	{ NULL, NULL, NULL, 0 },
};

static int take_milliseconds(const char *what, const char *value, uint64_t *ns, struct error *error)
{
	double ms;
	if (flags_number(what, value, 0, 3600000, &ms, error))
		return -1;
	*ns = (uint64_t)(ms * 1e6);
	return 0;
}

static int take_whole(const char *what, const char *value, uint64_t most, uint64_t *to, struct error *error)
{
	if (flags_whole(what, value, to, error))
		return -1;
	if (*to > most)
		return error_set(error, _("'%s' is no %s: a whole number from 0 to %llu would be right"), value, what, (unsigned long long)most);
	return 0;
}

static int take_flag(struct service_options *options, int code, const char *value, struct error *error)
{
	uint64_t number = 0;
	int status = 0;
	switch (code) {
	case FLAG_LATENCY: return take_milliseconds(_("latency in milliseconds"), value, &options->latency_ns, error);
	case FLAG_JITTER: return take_milliseconds(_("jitter in milliseconds"), value, &options->jitter_ns, error);
	case FLAG_ERROR_RATE: return flags_number(_("error rate"), value, 0, 1, &options->error_rate, error);
	case FLAG_RATE_LIMIT: return flags_number(_("number of requests a second"), value, 0, 1e6, &options->rate_limit, error);
	case FLAG_SEED: return flags_whole("seed", value, &options->seed, error);
	case FLAG_PORT:
		status = take_whole("port", value, 65535, &number, error);
		options->port = (uint16_t)number;
		return status;
	case FLAG_PAGE:
		status = take_whole(_("size of a page in bytes"), value, PAGE_BYTES_MAX, &number, error);
		options->page_bytes = (uint32_t)number;
		return status;
	default:
		status = take_whole("descriptor", value, 1024, &number, error);
		options->report_fd = (int)number;
		return status;
	}
}

static int read_words(struct service_options *options, int argc, char **argv, struct error *error)
{
	const char *value;
	int code;
	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		if (take_flag(options, code, value, error))
			return -1;
	if (code == FLAGS_END && optind < argc)
		return error_set(error, _("service: '%s' is too much: it takes only options"), argv[optind]);
	if (code == FLAGS_END && options->report_fd >= 0 && fcntl(options->report_fd, F_GETFD) < 0)
		return error_set(error, _("service: --report: %d is no open descriptor; this option is the kitchen's own"), options->report_fd);
	return code;
}

/* Started by a kitchen, it ends with that: the other end of the socket goes. Keys typed at the terminal concern the kitchen. */
static void belong_to_kitchen(const struct service_options *options)
{
	prctl(PR_SET_NAME, "lunchrush:serv");
	fcntl(options->report_fd, F_SETFD, FD_CLOEXEC);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
}

static int service_run(int argc, char **argv)
{
	struct service_options options = { .page_bytes = PAGE_BYTES, .seed = 1, .report_fd = -1, .signal_fd = -1 };
	struct error error;
	int ended;
	if (read_words(&options, argc, argv, &error))
		return verb_fail(EXIT_USAGE, &error);
	signal(SIGPIPE, SIG_IGN);
	if (options.report_fd >= 0)
		belong_to_kitchen(&options);
	options.signal_fd = signals_open();
	ended = service_serve(&options, &error);
	if (ended < 0)
		return verb_fail(EXIT_USAGE, &error);
	return ended > 0 ? 128 + ended : EXIT_DONE;
}

const struct verb verb_service = {
	.name = "service",
	.arguments = "[options]",
	.summary = N_("A real HTTP service on this machine, as late and faulty as asked for"),
	.about = N_("Listens on 127.0.0.1 and answers /rates?base=USD, /page/N?bytes=SIZE and /health, with a line for each request, until Ctrl-C (exit status 130).\n"
		 "What a request gets is decided by the seed and its number. /health is always answered at once and not counted. Recipes start one of\n"
		 "their own with service{}; `run --url URL` has them talk to this one, or to any other that answers the same.\n"),
	.flags = flags,
	.run = service_run,
};
