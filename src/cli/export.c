/* export.c - `lunchrush export`: a saved run in a form for others, to a file or to stdout. */
#include "cli/verb.h"
#include "record/exporter.h"
#include "source/saved.h"
#include "trace/tongue.h"

#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <unistd.h>

enum { FLAG_PERFETTO = 1, FLAG_OUT };

static const struct flag flags[] = {
	{ "perfetto", NULL, N_("for ui.perfetto.dev: a track per worker, arrows from put to get, queues as counters"), FLAG_PERFETTO },
	{ "out", "FILE", N_("write there, not to stdout; a file that is there is replaced once all is written"), FLAG_OUT | FLAG_LETTER('o') },
	{ NULL, NULL, NULL, 0 },
};

struct exporting {
	const struct exporter *exporter;
	const char *out; /* NULL: stdout */
	const char *file;
};

static int choose(struct exporting *exporting, const struct exporter *exporter, struct error *error)
{
	if (exporting->exporter && exporting->exporter != exporter)
		return error_set(error, _("export: --%s and --%s do not go together; one form at a time"), exporting->exporter->name, exporter->name);
	exporting->exporter = exporter;
	return 0;
}

static int read_flags(struct exporting *exporting, int argc, char **argv, struct error *error)
{
	const char *value;
	int code;
	while ((code = flags_next(flags, argc, argv, &value, error)) > 0) {
		if (code == FLAG_OUT)
			exporting->out = value;
		else if (choose(exporting, exporters[code - FLAG_PERFETTO], error))
			return -1;
	}
	return code;
}

static int check(struct exporting *exporting, int argc, char **argv, struct error *error)
{
	if (read_flags(exporting, argc, argv, error))
		return -1;
	if (!exporting->exporter)
		return error_set(error, _("export: in which form? --perfetto would be right"));
	if (argc - optind != 1)
		return error_set(error, argc == optind ? _("export: which file? One that `lunchrush run --trace FILE` has written would be right")
			: _("export: '%s' is too much: one file at a time"), argv[argc - 1]);
	exporting->file = argv[optind];
	if (!exporting->out && isatty(STDOUT_FILENO))
		return error_set(error, _("export: a terminal cannot show that; -o FILE.%s or a pipe would be right"), exporting->exporter->ending);
	return 0;
}

static int write_to(const struct exporting *exporting, struct saved *saved, FILE *to, struct error *error)
{
	struct exported what = { .history = saved->history, .info = &saved->info, .name = exporting->file };
	if (exporting->exporter->write(&what, to, error))
		return -1;
	if (fflush(to) || ferror(to))
		return error_set(error, _("export: %s: %s"), exporting->out ? exporting->out : "stdout", strerror(errno));
	return 0;
}

/* Beside it first: whatever goes wrong, a file that was there stays as it was. */
static int write_file(const struct exporting *exporting, struct saved *saved, struct error *error)
{
	char beside[4096];
	if ((size_t)snprintf(beside, sizeof beside, "%s.part", exporting->out) >= sizeof beside)
		return error_set(error, _("export: --out: that path is too long"));
	FILE *to = fopen(beside, "we");
	if (!to)
		return error_set(error, _("export: %s: %s"), beside, strerror(errno));
	int result = write_to(exporting, saved, to, error);
	if (fclose(to) && !result)
		result = error_set(error, _("export: %s: %s"), beside, strerror(errno));
	if (!result && rename(beside, exporting->out))
		result = error_set(error, _("export: %s: %s"), exporting->out, strerror(errno));
	if (result)
		unlink(beside);
	return result;
}

static int export_run(int argc, char **argv)
{
	struct exporting exporting = { .exporter = NULL };
	struct saved saved;
	struct error error, damage;
	int status = EXIT_DONE;
	if (check(&exporting, argc, argv, &error))
		return verb_fail(EXIT_USAGE, &error);
	if (saved_read(&saved, exporting.file, &damage, &error))
		status = verb_fail(EXIT_USAGE, &error);
	else if (exporting.out ? write_file(&exporting, &saved, &error) : write_to(&exporting, &saved, stdout, &error))
		status = verb_fail(EXIT_USAGE, &error);
	else if (*damage.text)
		status = verb_fail(EXIT_WRONG, &damage);
	saved_release(&saved);
	return status;
}

const struct verb verb_export = {
	.name = "export",
	.arguments = "FILE --perfetto [-o OUT]",
	.summary = N_("Write a saved run in a form for other programs"),
	.about = N_("FILE was written by `lunchrush run --trace FILE`. Of a damaged one what is whole is written, and one line says where it goes wrong.\n"),
	.flags = flags,
	.run = export_run,
};
