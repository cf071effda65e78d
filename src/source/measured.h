/* measured.h - what one run cost, read from its report: for comparing a recipe on several engines. */
#ifndef LUNCHRUSH_SOURCE_MEASURED_H
#define LUNCHRUSH_SOURCE_MEASURED_H

#include <stdbool.h>

/* Zero: not measured. Figures hold where it ran. */
struct measured {
	bool ran;           /* it came to its end; else `why` says why there are no figures */
	bool wrong;         /* something is wrong with the recipe there: an error, a deadlock, a broken expectation */
	bool misuse;        /* it has no such setting, or not of that value: on no engine; `why` has the words */
	bool died;          /* its kitchen did, without a report */
	char why[320];      /* also what is broken, where it ran */
	double elapsed_s;   /* real */
	double cpu_s;       /* of all threads and processes that run the recipe */
	long long peak_kb;  /* of the same together; see kitchen/footprint.h */
	long long switches; /* threads, processes: by the kernel; loop, sequential: how often a task gave control up */
	long long served;
	double others;      /* share of the machine that others used meanwhile, 0 to 1; 0 where that is not known, or computing was little of it */
};

/* How busy the machine has been, to tell whether others blur a measurement: taken before a run, and again after it. */
struct machine {
	double busy_s;      /* CPU time of everybody on all cores; negative: not known */
	double at_s;        /* any steady clock */
};
struct machine machine_now(void);
/* Work out `others` of what was measured since `before`. */
void measured_others(struct measured *to, const struct machine *before);
/* From here on it is worth a word: figures are then less than what the machine could give. */
#define OTHERS_TOLD 0.15

/* Read a report (frame Z of a launch with `measure`). `alone`: nothing ran at the same time as anything else, so a deadlock is no fault of the recipe: its tasks
 * need each other. A report that cannot be read is a kitchen that died. */
void measured_read(struct measured *to, const char *report, bool alone);
/* There is no report. */
void measured_died(struct measured *to, const char *why);

#endif
