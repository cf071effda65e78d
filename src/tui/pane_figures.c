/* pane_figures.c - the run in numbers, each with its unit or noun.
 *
 * Figures are metrics of the stage shown: rewinding rewinds them. One that has no meaning here (a loop's lag on threads, a mean of nobody) is
 * left out, not shown as zero. Each figure is a function that says it or says nothing; the table gives their order, the
 * most telling first, and they fill as many columns as the width has room for. */
#include "stage/metrics.h"
#include "stage/say.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/pace_log.h"
#include "tui/pane.h"
#include "tui/pen.h"
#include "tui/served_log.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define FIGURE_COLUMNS 40 /* of one column of figures, at least */
#define CURVE_COLUMNS 24

struct figures {
	struct pace_log pace;
	struct served_log served;
};

/* What a figure is said from, and where: its words go to `text`; nothing there, nothing to say. */
struct saying {
	const struct metrics *metrics;
	const struct stage *stage;
	uint64_t now_ns;
	char text[160];
};

#define SAY(saying, ...) snprintf((saying)->text, sizeof (saying)->text, __VA_ARGS__)

static void say_served(struct saying *say)
{
	const struct metrics *m = say->metrics;
	int length = 0;
	if (m->arrived)
		length = SAY(say, _("%u of %u served, %u in the shop"), m->served, m->arrived, m->in_flight);
	else if (m->served) /* nobody comes in at a door of this kitchen */
		length = SAY(say, _("%u served"), m->served);
	if (m->lost && length < (int)sizeof say->text)
		length += snprintf(say->text + length, sizeof say->text - length, length ? _(", %u lost") : _("%u lost"), m->lost);
	if (say->stage->retried && length < (int)sizeof say->text)
		snprintf(say->text + length, sizeof say->text - length, length ? _(", %u retried") : _("%u retried"), say->stage->retried);
}

/* What was packed to cross; how long that took where time is real. */
static void say_parcels(struct saying *say)
{
	const struct stage *stage = say->stage;
	struct say words;
	if (!stage->parcels)
		return;
	say_begin(&words, say->text, sizeof say->text);
	say_add(&words, ngettext("%llu parcel crossed, ", "%llu parcels crossed, ", stage->parcels), (unsigned long long)stage->parcels);
	say_bytes(&words, stage->parcel_bytes);
	if (stage->parcel_ns) {
		say_add(&words, _(", in "));
		say_ns(&words, stage->parcel_ns);
	}
}

static void say_pace(struct saying *say)
{
	if (say->metrics->served && isfinite(say->metrics->served_per_minute))
		SAY(say, _("%.1f served a kitchen minute"), say->metrics->served_per_minute);
}

static void say_stay(struct saying *say)
{
	char mean[24], most[24];
	if (isfinite(say->metrics->stay_mean_s) && isfinite(say->metrics->stay_p95_s))
		SAY(say, _("mean stay %s, 95 %% within %s"), pane_seconds(say->metrics->stay_mean_s, mean, sizeof mean),
			pane_seconds(say->metrics->stay_p95_s, most, sizeof most));
}

static void say_use(struct saying *say)
{
	if (isfinite(say->metrics->utilisation) && isfinite(say->metrics->concurrency))
		SAY(say, _("workers busy %.0f %%, %.1f run at once"), say->metrics->utilisation * 100, say->metrics->concurrency);
}

static void say_switches(struct saying *say)
{
	unsigned long long switches = say->metrics->switches;
	if (switches || say->stage->loop || say->stage->gil)
		SAY(say, ngettext("control changed hands once", "control changed hands %llu times", switches), switches);
}

/* Of the threads, as the kernel counts them. */
static void say_kernel(struct saying *say)
{
	const struct metrics *m = say->metrics;
	if (m->voluntary || m->involuntary)
		SAY(say, _("left the core %llu times, forced %llu"), (unsigned long long)m->voluntary, (unsigned long long)m->involuntary);
}

static void say_core(struct saying *say)
{
	char wait[24];
	if (say->metrics->core_wait_s >= 0.05)
		SAY(say, _("waited for a core %s (real)"), pane_seconds(say->metrics->core_wait_s, wait, sizeof wait));
}

static void say_gil(struct saying *say)
{
	char wait[24];
	if (isfinite(say->metrics->gil_wait_s))
		SAY(say, _("waited for the GIL %s in all"), pane_seconds(say->metrics->gil_wait_s, wait, sizeof wait));
}

static void say_lag(struct saying *say)
{
	char mean[24], longest[24];
	if (!isfinite(say->metrics->loop_lag_mean_s) || !isfinite(say->metrics->loop_lag_longest_s))
		return;
	SAY(say, _("loop lag %s mean, %s at most"), pane_seconds(say->metrics->loop_lag_mean_s, mean, sizeof mean),
		pane_seconds(say->metrics->loop_lag_longest_s, longest, sizeof longest));
}

/* Only block() makes a loop stand still; work keeps it busy, which is told as lag. */
static void say_stall(struct saying *say)
{
	char all[24];
	if (isfinite(say->metrics->loop_stalled_s) && say->metrics->loop_stalled_s > 0)
		SAY(say, _("loop blocked %s in all"), pane_seconds(say->metrics->loop_stalled_s, all, sizeof all));
}

static void say_cloud(struct saying *say)
{
	const struct stage_cloud *cloud = &say->stage->cloud;
	if (cloud->given)
		SAY(say, ngettext("%u cold start, %u warm, %u refused, %u timed out", "%u cold starts, %u warm, %u refused, %u timed out", cloud->cold), cloud->cold, cloud->warm,
			cloud->throttled, cloud->timed_out);
}

/* What a cold start costs whoever waits for it: kitchen seconds from giving a request to its beginning, on the mean. */
static void say_cloud_cost(struct saying *say)
{
	const struct stage_cloud *cloud = &say->stage->cloud;
	char cold[24], warm[24];
	if (!cloud->first)
		return;
	pane_seconds((double)stage_kitchen_span(say->stage, cloud->first_ns) / cloud->first / 1e9, cold, sizeof cold);
	if (!cloud->warm)
		SAY(say, _("requests begin after %s cold"), cold);
	else
		SAY(say, _("requests begin after %s cold, %s warm"), cold, pane_seconds((double)stage_kitchen_span(say->stage, cloud->later_ns) / cloud->warm / 1e9, warm, sizeof warm));
}

static void say_cloud_end(struct saying *say)
{
	const struct stage_cloud *cloud = &say->stage->cloud;
	if (cloud->given)
		SAY(say, ngettext("%u instances here, %u at most; %u request lost", "%u instances here, %u at most; %u requests lost", cloud->lost), cloud->instances, cloud->peak, cloud->lost);
}

static void say_rings(struct saying *say)
{
	char time[24];
	if (say->metrics->stalls)
		SAY(say, _("slowed by watching: %llu times, %s real"), (unsigned long long)say->metrics->stalls,
			pane_seconds(say->metrics->stalled_s, time, sizeof time));
}

/* What was asked of services, and over how many connections. */
static void say_fetches(struct saying *say)
{
	const struct stage *stage = say->stage;
	unsigned long long requests = stage->fetches, opened = stage->connections, errors = stage->fetch_errors;
	int length;
	if (!requests)
		return;
	length = SAY(say, opened == 1 ? ngettext("%llu request over %llu connection", "%llu requests over %llu connection", requests)
		: ngettext("%llu request over %llu connections", "%llu requests over %llu connections", requests), requests, opened);
	if (errors)
		snprintf(say->text + length, sizeof say->text - length, ngettext(", %llu error", ", %llu errors", errors), errors);
}

static void say_answers(struct saying *say)
{
	char mean[24];
	double answers = (double)say->stage->fetched, bytes = (double)say->stage->fetch_bytes;
	if (say->stage->fetched == 0 || say->stage->steps)
		return; /* in virtual time an answer takes none */
	pane_seconds((double)say->stage->fetch_ns / answers / 1e9, mean, sizeof mean);
	SAY(say, bytes >= 1e6 ? _("answers after %s (real), %.1f MB") : bytes >= 1e3 ? _("answers after %s (real), %.1f KB") : _("answers after %s (real), %.0f bytes"), mean,
		bytes >= 1e6 ? bytes / 1e6 : bytes >= 1e3 ? bytes / 1e3 : bytes);
}

/* Outside programs: how many, and how many ran at the same time. */
static void say_commands(struct saying *say)
{
	const struct stage *stage = say->stage;
	unsigned long long count = stage->commands, failed = stage->commands_failed;
	if (!count)
		return;
	int length = SAY(say, ngettext("%llu program, at most %u at once", "%llu programs, at most %u at once", count), count, stage->commands_most);
	if (failed)
		length += snprintf(say->text + length, sizeof say->text - (size_t)length, _(", %llu failed"), failed);
	if (stage->commands_over && !stage->steps) {
		char mean[24];
		pane_seconds((double)stage->command_ns / (double)stage->commands_over / 1e9, mean, sizeof mean);
		snprintf(say->text + length, sizeof say->text - (size_t)length, _(", %s each (real)"), mean);
	}
}

static void say_time(struct saying *say)
{
	char time[24], real[24];
	SAY(say, _("%s of kitchen time (%s real)"), pane_seconds(say->metrics->kitchen_s, time, sizeof time),
		pane_seconds((double)say->now_ns / 1e9, real, sizeof real));
}

static void (*const sayings[])(struct saying *) = {
	say_served, say_pace, say_time, say_parcels, say_stay, say_fetches, say_answers, say_commands, say_cloud, say_cloud_cost, say_cloud_end, say_use, say_gil, say_lag, say_stall, say_switches, say_kernel, say_core, say_rings,
};

static void *figures_new(void)
{
	return calloc(1, sizeof(struct figures));
}

static void figures_free(void *data)
{
	struct figures *own = data;
	pace_log_release(&own->pace);
	free(own);
}

/* Served per stretch over the last CURVE_COLUMNS stretches up to now. */
static void draw_curve(struct figures *own, struct pen *pen, double now_s, int columns)
{
	if (own->served.stretch_s <= 0 || columns < 8)
		return;
	int last = (int)(now_s / own->served.stretch_s), width = columns < CURVE_COLUMNS ? columns : CURVE_COLUMNS;
	last = last < SERVED_STRETCHES ? last : SERVED_STRETCHES - 1;
	int first = last - width + 1 > 0 ? last - width + 1 : 0;
	uint32_t most = 1;
	for (int i = first; i <= last; i++)
		most = own->served.served[i] > most ? own->served.served[i] : most;
	for (int i = first; i <= last; i++) {
		uint32_t eighths = own->served.served[i] * 8 / most;
		pen_sign(pen, eighths ? glyph(GLYPH_RISE_1 + eighths - 1) : ' ', ROLE_GOOD, 0);
	}
}

/* Text with its numbers standing out. */
static void draw_words(struct pen *pen, int columns, const char *text)
{
	char cut[200];
	int col = pen->col;
	if (text_width(text) > columns) {
		pen_field(pen, columns, ROLE_TEXT, 0, text);
		return;
	}
	snprintf(cut, sizeof cut, "%s", text);
	for (const char *at = cut; *at; at++) {
		bool number = *at >= '0' && *at <= '9';
		bool inside = at > cut && *at == '.' && at[1] >= '0' && at[1] <= '9';
		char one[8];
		size_t length = 1;
		while (((unsigned char)at[length] & 0xc0) == 0x80 && length < 4)
			length++;
		snprintf(one, sizeof one, "%.*s", (int)length, at);
		pen_text(pen, number || inside ? ROLE_TITLE : ROLE_TEXT, number || inside ? ATTR_BOLD : 0, one);
		at += length - 1;
	}
	pen_at(pen, pen->row, col + columns);
}

static bool figures_draw(void *data, struct canvas *canvas, struct rect rect, const struct view *view)
{
	struct figures *own = data;
	struct pen pen = pen_start(canvas, rect);
	struct metrics metrics;
	int across = rect.cols / FIGURE_COLUMNS > 0 ? rect.cols / FIGURE_COLUMNS : 1, columns = rect.cols / across, n = 0;
	if (view->history) {
		pace_log_read(&own->pace, view->history);
		served_log_read(&own->served, view->history, &own->pace);
	}
	metrics_of(view->stage, view->now_ns, &metrics);
	for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
		struct saying say = { .metrics = &metrics, .stage = view->stage, .now_ns = view->now_ns };
		sayings[i](&say);
		if (!say.text[0] || n / across >= rect.rows)
			continue;
		pen_at(&pen, n / across, 1 + n % across * columns);
		int width = text_width(say.text), room = columns - 2 - width;
		draw_words(&pen, width < columns - 1 ? width : columns - 1, say.text);
		pen_sign(&pen, ' ', ROLE_TEXT, 0);
		if (sayings[i] == say_pace)
			draw_curve(own, &pen, metrics.kitchen_s, room);
		n++;
	}
	return false;
}

static void figures_head(void *data, const struct view *view, char *to, int size)
{
	(void)data;
	if (view->stage->arrived)
		snprintf(to, size, view->stage->lost ? _("figures: %u of %u served, %u lost") : _("figures: %u of %u served"), view->stage->served, view->stage->arrived, view->stage->lost);
	else if (view->stage->served)
		snprintf(to, size, _("figures: %u served"), view->stage->served);
	else
		snprintf(to, size, _("figures"));
}

static int figures_rows(void *data, const struct view *view, int cols)
{
	struct metrics metrics;
	int across = cols / FIGURE_COLUMNS > 0 ? cols / FIGURE_COLUMNS : 1, n = 0;
	(void)data;
	metrics_of(view->stage, view->now_ns, &metrics);
	for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
		struct saying say = { .metrics = &metrics, .stage = view->stage, .now_ns = view->now_ns };
		sayings[i](&say);
		n += say.text[0] != '\0';
	}
	return (n + across - 1) / across;
}

const struct pane pane_figures = {
	.name = "figures",
	.title = N_("figures"),
	.help = N_("The run in numbers, at the moment shown; all times are the kitchen's, but where it says real.\n"
		"Served a kitchen minute, with a curve over the last stretches.\n"
		"Mean stay: time in the shop from coming in to being served; 95 of 100 stayed no longer than the second time.\n"
		"Parcels: what was packed to cross to another worker, its size, and the (real) time of packing and unpacking.\n"
		"Workers busy: the share of their time they ran, and how many ran at once on the mean.\n"
		"Waited for the GIL: all workers together. Loop lag: how long after its due time the loop came to a task,\n"
		"those it has not come to yet among them. Loop blocked: in block() nobody else could run.\n"
		"Cold starts: instances of a cloud that were started; warm: requests that found one there. Requests begin after\n"
		"so long, cold and warm, on the mean: that is what a cold start costs whoever waits.\n"
		"Control changed hands: the GIL or the loop went to another worker. Left the core: threads that had\n"
		"nothing to do gave it back; forced: the machine took it away. Waited for a core: threads could run, and the\n"
		"machine ran something else. What has no meaning in this run is left out."),
	.new = figures_new,
	.free = figures_free,
	.head = figures_head,
	.draw = figures_draw,
	.rows = figures_rows,
};
