/* check_jobs.c - many targets, some at once: each in a process of its own, forked, which writes what it finds into a file in memory.
 *
 * Findings are printed in the order of the targets, each as soon as all before it are done. A process that dies over a target is a finding of that target. */
#include "cli/check.h"

#include "cli/verb.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct job {
	pid_t pid;     /* 0: not begun, or over */
	int findings;  /* descriptor */
	int status;    /* as wait says it */
	bool over;
};

struct jobs {
	const struct check_how *how;
	const struct check_target *targets;
	struct job *all;
	size_t count, begun, printed;
	int running;
	unsigned found; /* lines */
};

static void look_at(struct check *check, const struct check_target *target)
{
	switch (target->what) {
	case CHECK_LESSON: check_lesson(check, target->path); break;
	case CHECK_RECIPE:
		check_recipe(check, target->path);
		if (!check->found && !check->how->quick)
			check_recipe_run(check, target->path);
		break;
	case CHECK_THEME: check_theme(check, target->path); break;
	case CHECK_TRACE: check_trace(check, target->path); break;
	case CHECK_PAGES: check_pages(check, target->path); break;
	default: break;
	}
}

/* In the child: no more than this target. It goes when we go. */
static void child(const struct jobs *jobs, const struct job *job, const struct check_target *target)
{
	struct check check = { .how = jobs->how, .to = fdopen(job->findings, "w") };

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (!check.to)
		_exit(EXIT_USAGE);
	look_at(&check, target);
	_exit(fclose(check.to) ? EXIT_USAGE : check.found ? EXIT_WRONG : EXIT_DONE);
}

static int begin(struct jobs *jobs, struct error *error)
{
	struct job *job = &jobs->all[jobs->begun];

	job->findings = memfd_create("findings", MFD_CLOEXEC);
	job->pid = job->findings >= 0 ? fork() : -1;
	if (job->pid < 0)
		return error_set(error, "check: %s", strerror(errno));
	if (job->pid == 0)
		child(jobs, job, &jobs->targets[jobs->begun]);
	jobs->begun++;
	jobs->running++;
	return 0;
}

static void await_one(struct jobs *jobs)
{
	int status;
	pid_t pid = wait(&status);

	for (size_t i = 0; i < jobs->begun && pid > 0; i++)
		if (jobs->all[i].pid == pid && !jobs->all[i].over) {
			jobs->all[i].over = true;
			jobs->all[i].status = status;
			jobs->running--;
		}
	if (pid < 0 && errno == ECHILD)
		jobs->running = 0;
}

/* A path as it may be shown: a folder's name can hold anything. */
static const char *shown(const struct check_target *target)
{
	static char clean[sizeof target->path];

	text_clean(clean, sizeof clean, target->path, strlen(target->path));
	return clean;
}

static void print_findings(struct jobs *jobs, struct job *job, const struct check_target *target)
{
	char bytes[4096];
	ssize_t n;

	lseek(job->findings, 0, SEEK_SET);
	while ((n = read(job->findings, bytes, sizeof bytes)) > 0) {
		fwrite(bytes, 1, (size_t)n, stdout);
		for (ssize_t i = 0; i < n; i++)
			jobs->found += bytes[i] == '\n';
	}
	close(job->findings);
	if (WIFEXITED(job->status) && WEXITSTATUS(job->status) <= EXIT_WRONG)
		return;
	printf(_("%s: the check of it broke off (%s)\n"), shown(target), WIFSIGNALED(job->status) ? strsignal(WTERMSIG(job->status)) : _("it could not write"));
	jobs->found++;
}

static void tell_where(const struct jobs *jobs)
{
	const char *term = getenv("TERM");

	if (isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0 && jobs->count > 1)
		fprintf(stderr, jobs->printed < jobs->count ? "\r\033[K%zu / %zu  %s" : "\r\033[K", jobs->printed, jobs->count,
			jobs->printed < jobs->count ? shown(&jobs->targets[jobs->printed]) : "");
}

static void print_ready(struct jobs *jobs)
{
	for (; jobs->printed < jobs->begun && jobs->all[jobs->printed].over; jobs->printed++) {
		tell_where(jobs);
		print_findings(jobs, &jobs->all[jobs->printed], &jobs->targets[jobs->printed]);
	}
	fflush(stdout);
	tell_where(jobs);
}

static const char *words_of(enum check_what what, unsigned many)
{
	switch (what) {
	case CHECK_LESSON: return ngettext("%u lesson", "%u lessons", many);
	case CHECK_RECIPE: return ngettext("%u recipe", "%u recipes", many);
	case CHECK_THEME: return ngettext("%u theme", "%u themes", many);
	case CHECK_TRACE: return ngettext("%u trace", "%u traces", many);
	default: return ngettext("%u folder of pages", "%u folders of pages", many);
	}
}

/* "12 lessons, 3 recipes" */
static void count_targets(const struct check_target *targets, size_t count, char *to, size_t size)
{
	unsigned many[CHECK_NOTHING] = { 0 };

	*to = '\0';
	for (size_t i = 0; i < count; i++)
		many[targets[i].what]++;
	for (int what = 0; what < CHECK_NOTHING; what++) {
		size_t length = strlen(to);
		if (!many[what])
			continue;
		length += (size_t)snprintf(to + length, size - length, "%s", length ? ", " : "");
		snprintf(to + length, size - length, words_of(what, many[what]), many[what]);
	}
}

static int finish(const struct jobs *jobs)
{
	char what[160];

	count_targets(jobs->targets, jobs->count, what, sizeof what);
	if (jobs->found == 0)
		fprintf(stderr, _("%s: nothing is wrong\n"), what);
	else
		fprintf(stderr, ngettext("%s: %u mistake\n", "%s: %u mistakes\n", jobs->found), what, jobs->found);
	return jobs->found ? EXIT_WRONG : EXIT_DONE;
}

int check_all(const struct check_how *how, const struct check_target *targets, size_t count)
{
	struct jobs jobs = { .how = how, .targets = targets, .count = count, .all = calloc(count + 1, sizeof *jobs.all) };
	struct error error = { "" };

	if (!jobs.all)
		return EXIT_USAGE;
	fflush(stdout);
	while (!*error.text && (jobs.begun < count || jobs.running > 0)) {
		if (jobs.begun < count && jobs.running < how->jobs)
			begin(&jobs, &error);
		else
			await_one(&jobs);
		print_ready(&jobs);
	}
	while (jobs.running > 0)
		await_one(&jobs);
	print_ready(&jobs);
	free(jobs.all);
	return *error.text ? verb_fail(EXIT_USAGE, &error) : finish(&jobs);
}
