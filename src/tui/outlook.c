/* outlook.c - see outlook.h. */
#include "tui/outlook.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct outlook_next *outlook_of(const struct outlook *outlook, uint32_t worker)
{
	for (uint32_t i = 0; outlook->known && i < outlook->next_count; i++)
		if (outlook->next[i].worker == worker)
			return &outlook->next[i];
	return NULL;
}

enum outlook_grade outlook_grade(const char *schedules, const char *failing)
{
	return !strcmp(failing, "0") ? OUTLOOK_GOOD : !strcmp(schedules, failing) ? OUTLOOK_BAD : OUTLOOK_OPEN;
}

/* ---- in words ---- */

/* The same counts in the forms that sentences are made of. */
struct counts {
	enum outlook_grade grade;
	bool one;                           /* there is only one schedule */
	char all[64], failing[64], share[16];
};

/* What is little is not nothing, and what is nearly all is not all. */
static void share_write(double part, char to[16])
{
	if (part < 0.01)
		strcpy(to, "<1 %");
	else if (part > 0.99)
		strcpy(to, ">99 %");
	else
		snprintf(to, 16, "%.0f %%", part * 100);
}

static struct counts counts_of(const char *schedules, const char *failing)
{
	struct counts counts = { .grade = outlook_grade(schedules, failing), .one = !strcmp(schedules, "1") };
	double all = strtod(schedules, NULL);
	study_grouped(schedules, counts.all, sizeof counts.all);
	study_grouped(failing, counts.failing, sizeof counts.failing);
	share_write(all > 0 ? strtod(failing, NULL) / all : 0, counts.share);
	return counts;
}

/* The first form that fits. */
static char *fit(char (*forms)[160], int count, int columns, char *to, size_t size)
{
	to[0] = '\0';
	for (int i = 0; i < count; i++)
		if (text_width(forms[i]) <= columns)
			return snprintf(to, size, "%s", forms[i]), to;
	return to;
}

#define FORM(i, ...) snprintf(forms[i], sizeof forms[i], __VA_ARGS__)

char *outlook_from_here(const char *schedules, const char *failing, int columns, char *to, size_t size)
{
	struct counts counts = counts_of(schedules, failing);
	char forms[4][160];
	if (counts.one) {
		const char *ends = counts.grade == OUTLOOK_GOOD ? _("ends well") : _("fails");
		FORM(0, _("from here the only schedule %s"), ends), FORM(1, _("the only schedule %s"), ends), FORM(2, _("the only one %s"), ends), FORM(3, "%s", ends);
	} else if (counts.grade == OUTLOOK_GOOD) {
		FORM(0, _("from here none of %s schedules fails"), counts.all), FORM(1, _("from here none of %s fails"), counts.all), FORM(2, _("from here none fails")), FORM(3, _("none fails"));
	} else if (counts.grade == OUTLOOK_BAD) {
		if (!strcmp(schedules, "2"))
			FORM(0, _("from here both schedules fail"));
		else
			FORM(0, _("from here all %s schedules fail"), counts.all);
		FORM(1, _("from here all %s fail"), counts.all), FORM(2, _("from here all fail")), FORM(3, _("all fail"));
	} else {
		FORM(0, _("from here %s of %s schedules fail"), counts.failing, counts.all), FORM(1, _("from here %s of %s fail"), counts.failing, counts.all);
		FORM(2, _("from here %s fail"), counts.share), FORM(3, _("%s fail"), counts.share);
	}
	return fit(forms, 4, columns, to, size);
}

char *outlook_beyond(enum outlook_beyond beyond, int columns, char *to, size_t size)
{
	char forms[3][160];
	if (beyond == OUTLOOK_MORE)
		FORM(0, _("too many schedules to count beside: F3 counts on")), FORM(1, _("too many to count: F3 counts on")), FORM(2, _("F3 counts on"));
	else
		FORM(0, _("there are too many schedules to count them all")), FORM(1, _("too many schedules to count")), FORM(2, _("too many to count"));
	return fit(forms, 3, columns, to, size);
}

char *outlook_before(const char *schedules, const char *failing, int columns, char *to, size_t size)
{
	struct counts counts = counts_of(schedules, failing);
	char forms[2][160];
	const char *how = counts.grade == OUTLOOK_GOOD ? _("none") : counts.grade == OUTLOOK_BAD ? _("all") : counts.share;
	if (counts.one)
		FORM(0, _("a step ago only this one")), how = _("only this one");
	else if (counts.grade == OUTLOOK_OPEN)
		FORM(0, _("a step ago %s of %s"), counts.failing, counts.all);
	else
		FORM(0, _("a step ago %s %s"), counts.grade == OUTLOOK_GOOD ? _("none of") : _("all"), counts.all);
	FORM(1, _("a step ago %s"), how);
	return fit(forms, 2, columns, to, size);
}

char *outlook_then(const char *schedules, const char *failing, int columns, char *to, size_t size)
{
	struct counts counts = counts_of(schedules, failing);
	char forms[4][160];
	FORM(3, "%s", counts.grade == OUTLOOK_GOOD ? _("ok") : counts.grade == OUTLOOK_BAD ? _("all") : counts.share);
	if (counts.grade == OUTLOOK_GOOD)
		FORM(0, _("none of %s fails"), counts.all), FORM(1, _("none fails")), FORM(2, _("none"));
	else if (counts.grade == OUTLOOK_BAD)
		FORM(0, _("all %s fail"), counts.all), FORM(1, _("all fail")), FORM(2, _("all"));
	else
		FORM(0, _("%s of %s fail"), counts.failing, counts.all), FORM(1, _("%s fail"), counts.share), FORM(2, "%s", counts.share);
	if (counts.one)
		FORM(0, counts.grade == OUTLOOK_GOOD ? _("ends well") : _("fails")), FORM(1, counts.grade == OUTLOOK_GOOD ? _("good") : _("fails"));
	return fit(forms, 4, columns, to, size);
}
