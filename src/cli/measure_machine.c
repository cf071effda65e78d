/* measure_machine.c - the machine that figures are of: see measure.h. */
#include "cli/measure.h"

#include "cli/compare_cli.h"
#include "trace/text.h"

#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0.1.0"
#endif

/* The first "model name" of /proc/cpuinfo, which not every processor has. */
static void cpu_read(char *to, size_t size)
{
	FILE *file = fopen("/proc/cpuinfo", "re");
	char line[512];
	to[0] = '\0';
	while (file && !to[0] && fgets(line, sizeof line, file)) {
		const char *colon = strchr(line, ':');
		if (strncmp(line, "model name", 10) == 0 && colon)
			text_clean(to, size, colon + 1 + strspn(colon + 1, " \t"), strcspn(colon + 1 + strspn(colon + 1, " \t"), "\n"));
	}
	if (file)
		fclose(file);
}

void measure_machine_read(struct measures *to)
{
	struct measure_machine *machine = &to->machine;
	struct utsname name;
	time_t now = time(NULL);
	struct tm utc;
	cpu_read(machine->cpu, sizeof machine->cpu);
	machine->cores = compare_cores();
	machine->memory = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
	if (uname(&name) == 0)
		snprintf(machine->kernel, sizeof machine->kernel, "%.50s %.60s", name.sysname, name.release);
	snprintf(machine->program, sizeof machine->program, "%s", PACKAGE_VERSION);
	strftime(to->date, sizeof to->date, "%Y-%m-%d %H:%M UTC", gmtime_r(&now, &utc));
}

static double now_s(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The empty asm hides the sum from the compiler, which would else work it out without adding. */
double measure_additions(double seconds)
{
	enum { AT_A_TIME = 100000 };
	double begin = now_s(), end;
	uint64_t sum = 0, count = 0;
	do {
		for (uint64_t i = 0; i < AT_A_TIME; i++) {
			sum += i;
			__asm__ volatile("" : "+r"(sum));
		}
		count += AT_A_TIME;
	} while ((end = now_s()) - begin < seconds);
	return (double)count / (end - begin);
}
