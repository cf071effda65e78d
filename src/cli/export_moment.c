/* export_moment.c - "3.5s", "2min30s", "end", "step 12". */
#include "cli/export.h"
#include "cli/flags.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <string.h>

/* "2min30s", "30s", "30". -1: it is none of them. */
static int seconds_read(char *text, double *to)
{
	struct error words;
	double minutes = 0;
	char *min = strstr(text, "min"), *rest = min ? min + 3 : text;
	size_t length = strlen(rest);
	if (length && rest[length - 1] == 's')
		rest[length - 1] = '\0';
	if (min) {
		*min = '\0';
		if (flags_number("number", text, 0, 1e5, &minutes, &words))
			return -1;
	}
	*to = 0;
	if ((!min || *rest) && flags_number("number", rest, 0, 1e7, to, &words))
		return -1;
	*to += minutes * 60;
	return 0;
}

int export_moment_read(struct export_moment *to, const char *flag, const char *text, struct error *error)
{
	char number[64];
	double value;
	bool step = !strncmp(text, "step", 4);
	struct error words;
	*to = (struct export_moment){ .of = MOMENT_END };
	if (!strcmp(text, "end"))
		return 0;
	snprintf(number, sizeof number, "%s", step ? text + 4 + strspn(text + 4, " :") : text);
	if (step ? flags_number("number", number, 0, 1e6, &value, &words) || value != (double)(size_t)value : seconds_read(number, &value))
		return error_set(error, _("export: --%s: '%s' is no moment; 3.5s, end or \"step 12\" would be right"), flag, text);
	to->of = step ? MOMENT_STEP : MOMENT_SECONDS;
	to->s = step ? 0 : value;
	to->step = step ? (size_t)value : 0;
	return 0;
}
