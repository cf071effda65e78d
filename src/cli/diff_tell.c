/* diff_tell.c - what two runs did where they part, in lines of words: see diff_cli.h.
 *
 * A sentence needs the kitchen as it was just after, so each run's stage is taken up right before the parting and folded on from there, once: first through what parts them (by steps: the
 * whole step), then as far as is told of what came of it. Whom it concerns (the workers who act there and what they act on, in either run) is found by identity in both, so that what
 * stands side by side is the same thing. */
#include "cli/diff_cli.h"

#include "stage/narrator.h"
#include "stage/standing.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <stdlib.h>
#include <string.h>

#define AFTER_TOLD 8  /* sentences of what came of it */
#define DID_TOLD 6    /* of one step */
#define CONCERNED 8

/* Lines as they grow. */
struct lines {
	FILE *to;
	char *text;
	size_t size;
};

static void lines_open(struct lines *lines)
{
	lines->to = open_memstream(&lines->text, &lines->size);
	if (!lines->to)
		abort();
}

static char *lines_close(struct lines *lines)
{
	if (fclose(lines->to))
		abort();
	return lines->text;
}

/* ---- whom it concerns ---- */

/* Identities, in the order in which they came up. */
struct concerned {
	uint64_t workers[2], objects[CONCERNED];
	int worker_count, object_count;
};

static void add(uint64_t *list, int *count, int most, uint64_t identity)
{
	for (int i = 0; i < *count; i++)
		if (list[i] == identity)
			return;
	if (*count < most)
		list[(*count)++] = identity;
}

static void concern(struct concerned *who, const struct namesakes *names, const struct event *event)
{
	if (event->worker)
		add(who->workers, &who->worker_count, 2, namesakes_worker(names, event->worker));
	if (event->object && event->kind != KIND_WORKER_NEW)
		add(who->objects, &who->object_count, CONCERNED, namesakes_object(names, event->object));
}

static const struct event *after_at(const struct diff *diff, int run, int n)
{
	return history_event(diff->sides[run].saved.history, diff->found.after[run][n]);
}

/* How many of `after` are the parting itself: of a choice, all that the chosen one does in its step. Before it many may have come awake: maybe so many that the step is not among these. */
static int parting_count(const struct diff *diff, int run)
{
	int n = 0, count = diff->found.after_count[run];
	if (diff->found.kind != DIFFERENCE_CHOICE)
		return count > 0;
	while (n < count && after_at(diff, run, n)->kind != KIND_STEP)
		n++;
	if (n == count)
		return count;
	uint32_t chosen = after_at(diff, run, n)->worker;
	do
		n++;
	while (n < count && after_at(diff, run, n)->kind != KIND_STEP && after_at(diff, run, n)->worker == chosen);
	return n;
}

static struct concerned concerned_by(const struct diff *diff)
{
	struct concerned who = { .worker_count = 0 };
	for (int run = 0; run < 2; run++)
		for (int n = 0; n < parting_count(diff, run); n++)
			concern(&who, &diff->names[run], after_at(diff, run, n));
	return who;
}

static void print_standing(FILE *to, const struct diff *diff, int run, const struct concerned *who, const struct stage *stage)
{
	char words[400];
	for (int i = 0; i < who->object_count; i++) {
		int64_t id = namesakes_object_of(&diff->names[run], who->objects[i]);
		if (id > 0 && *standing_object(stage, (uint32_t)id, words, sizeof words))
			fprintf(to, "%s: %s\n", stage_object_name(stage, (uint32_t)id), words);
	}
	for (int i = 0; i < who->worker_count; i++) {
		int64_t id = namesakes_worker_of(&diff->names[run], who->workers[i]);
		if (id > 0 && *standing_worker(stage, (uint32_t)id, words, sizeof words))
			fprintf(to, "%s\n", words);
	}
}

/* ---- sentences ---- */

static bool print_sentence(FILE *to, const struct stage *after, const struct event *event)
{
	char sentence[512];
	if (narrator_weight(event) < WEIGHT_DETAIL || !narrator_sentence(after, event, sentence, sizeof sentence))
		return false;
	fprintf(to, "%s\n", sentence);
	return true;
}

static void print_who_goes(FILE *to, const struct stage *stage, const struct event *event)
{
	const struct stage_worker *who = stage_worker(stage, event->worker);
	char letter[12];
	fprintf(to, _("%s%s%s goes next.\n"), who && who->role != ROLE_OF_MAIN ? worker_letter(event->worker, letter) : "", who && who->role != ROLE_OF_MAIN ? " " : "",
		stage_worker_name(stage, event->worker));
}

static void print_line(FILE *to, const struct info *info, uint16_t line)
{
	if (line && line <= info->line_count)
		fprintf(to, _("Line %u: %s\n"), line, info->lines[line - 1].text + strspn(info->lines[line - 1].text, " "));
}

/* Without an order of all, it is the worker's own doings that have come to their end. */
static void print_nothing(FILE *to, const struct diff *diff, int run)
{
	const struct diff_side *side = &diff->sides[run];
	const struct event *event = history_event(diff->sides[!run].saved.history, diff->found.at[!run]);
	if (event && event->worker && !diff->found.by_steps)
		fprintf(to, event->kind == KIND_READ || event->kind == KIND_WRITE || event->kind == KIND_ADD ? _("%s does nothing more of that sort.\n") : _("%s does nothing more.\n"),
			stage_worker_name(history_head(diff->sides[!run].saved.history), event->worker));
	if (*side->damage.text || !side->saved.info.report)
		fprintf(to, "%s\n", _("Nothing more is known: the file is cut off here."));
	else if (!event || diff->found.by_steps)
		fprintf(to, "%s\n", _("Nothing more happens."));
}

/* Fold the stage on through what is told, telling it. */
static void tell_on(struct diff *diff, int run, const struct concerned *who, struct stage *stage, struct lines lines[3])
{
	struct diff_side *side = &diff->sides[run];
	const struct difference *found = &diff->found;
	int parting = parting_count(diff, run), told = 0, did = 0;
	size_t position = found->from[run];
	for (int n = 0; n < found->after_count[run] && told < AFTER_TOLD; n++) {
		const struct event *event = after_at(diff, run, n);
		for (; position <= found->after[run][n]; position++)
			stage_apply(stage, history_event(side->saved.history, position));
		if (event->kind == KIND_STEP && n < parting) {
			side->worker = event->worker;
			side->line = event->line;
			print_who_goes(lines[0].to, stage, event);
		}
		else if (n < parting)
			did += did < DID_TOLD && print_sentence(lines[0].to, stage, event);
		else if (event->kind != KIND_STEP)
			told += print_sentence(lines[2].to, stage, event);
		if (n < parting && !side->line)
			side->line = event->line;
		if (n == parting - 1)
			print_standing(lines[1].to, diff, run, who, stage);
	}
}

static void tell_side(struct diff *diff, int run, const struct concerned *who)
{
	struct diff_side *side = &diff->sides[run];
	const struct event *event = history_event(side->saved.history, diff->found.at[run]);
	struct lines lines[3];
	struct stage stage;
	stage_init(&stage, (struct stage_text *)history_texts(side->saved.history));
	history_copy(side->saved.history, diff->found.from[run], &stage);
	for (int i = 0; i < 3; i++)
		lines_open(&lines[i]);
	if (event) {
		side->worker = event->worker;
		tell_on(diff, run, who, &stage, lines);
		print_line(lines[0].to, &side->saved.info, side->line);
	} else {
		print_nothing(lines[0].to, diff, run);
		print_standing(lines[1].to, diff, run, who, &stage);
	}
	side->did = lines_close(&lines[0]);
	side->then = lines_close(&lines[1]);
	side->after = lines_close(&lines[2]);
	stage_release(&stage);
}

/* What is the same in both until they part: the last sentence, and by steps how all stand. */
static void tell_before(struct diff *diff, const struct concerned *who)
{
	struct history *history = diff->sides[0].saved.history;
	struct stage stage;
	struct lines lines;
	stage_init(&stage, (struct stage_text *)history_texts(history));
	if (diff->found.last != DIFFERENCE_NO) {
		history_copy(history, diff->found.last + 1, &stage);
		narrator_sentence(&stage, history_event(history, diff->found.last), diff->last, sizeof diff->last);
	}
	lines_open(&lines);
	if (diff->found.by_steps) {
		history_copy(history, diff->found.from[0], &stage);
		print_standing(lines.to, diff, 0, who, &stage);
	}
	diff->before = lines_close(&lines);
	stage_release(&stage);
}

/* ---- the ends ---- */

static const char *outcome_words(enum outcome outcome)
{
	static const char *const words[OUTCOME_COUNT] = {
		[OUTCOME_RUNNING] = N_("How it ended is not known."), [OUTCOME_DONE] = N_("Done: all went well."), [OUTCOME_DEADLOCK] = N_("Deadlock: nobody can go on."),
		[OUTCOME_VIOLATED] = N_("Something that must hold is broken."), [OUTCOME_FAILED] = N_("It failed."), [OUTCOME_INTERRUPTED] = N_("It was interrupted."),
	};
	return outcome < OUTCOME_COUNT && words[outcome] ? _(words[outcome]) : "?";
}

/* Of a deadlock: how those stand who wait. False: nobody is seen to. */
static bool print_waiting(FILE *to, const struct stage *head)
{
	char words[400];
	bool any = false;
	for (uint32_t id = 1; id < head->worker_count; id++) {
		const struct stage_worker *who = stage_worker(head, id);
		if (!who || who->ended || who->role == ROLE_OF_DEVICE || (who->state != STATE_WAITING && who->state != STATE_BLOCKED))
			continue;
		fprintf(to, "%s\n", standing_worker(head, id, words, sizeof words));
		any = true;
	}
	return any;
}

/* A text of a report that anybody may have written. */
static const char *field(const json_t *json, char to[200])
{
	text_clean(to, 200, json_string_value(json) ? json_string_value(json) : "", json_string_length(json));
	return to;
}

static void print_report(FILE *to, const json_t *report, const struct stage *head)
{
	const json_t *one, *violations = json_object_get(report, "violations"), *waiting = json_object_get(report, "waiting");
	char text[200], what[200];
	size_t i;
	json_array_foreach(violations, i, one)
		if (i < 4)
			fprintf(to, _("Does not hold: %s\n"), field(one, text));
	if (*field(json_object_get(report, "error"), text))
		fprintf(to, "%s\n", text);
	if (json_array_size(waiting) && print_waiting(to, head))
		return;
	json_array_foreach(waiting, i, one)
		if (i < 8)
			fprintf(to, _("%s waits for %s.\n"), field(json_object_get(one, "worker"), text), field(json_object_get(one, "for"), what));
}

static void tell_end(struct diff_side *side)
{
	const struct stage *head = history_head(side->saved.history);
	struct lines lines;
	lines_open(&lines);
	fprintf(lines.to, "%s\n", outcome_words(head->outcome));
	print_report(lines.to, side->report, head);
	if (head->arrived || head->served)
		fprintf(lines.to, head->lost ? _("%u served, %u lost.\n") : _("%u served.\n"), head->served, head->lost);
	side->end = lines_close(&lines);
}

/* An object by identity in both runs, or in one alone. */
static void compare_ends(struct diff *diff, int64_t one, int64_t other)
{
	const struct stage *heads[2] = { history_head(diff->sides[0].saved.history), history_head(diff->sides[1].saved.history) };
	const int64_t ids[2] = { one, other };
	const struct stage_object *object = one > 0 ? stage_object(heads[0], (uint32_t)one) : stage_object(heads[1], (uint32_t)other);
	struct diff_end end = { .name = "" };
	for (int run = 0; run < 2; run++)
		if (ids[run] > 0)
			standing_object(heads[run], (uint32_t)ids[run], end.text[run], sizeof end.text[run]);
	if (!object || !strcmp(end.text[0], end.text[1]))
		return;
	const char *name = one > 0 ? stage_object_name(heads[0], (uint32_t)one) : stage_object_name(heads[1], (uint32_t)other);
	text_clean(end.name, sizeof end.name, name, strlen(name)); /* cut between two signs */
	end.memory = object->type == OBJECT_CELL || object->type == OBJECT_SHARED || object->type == OBJECT_LIST || object->type == OBJECT_ARRAY;
	if (diff->end_count < DIFF_ENDS)
		diff->ends[diff->end_count] = end;
	diff->end_count++;
}

static void tell_ends(struct diff *diff)
{
	const struct namesakes *names = diff->names;
	for (size_t id = 1; id < names[0].object_count; id++)
		if (names[0].objects[id])
			compare_ends(diff, (int64_t)id, namesakes_object_of(&names[1], names[0].objects[id]));
	for (size_t id = 1; id < names[1].object_count; id++)
		if (names[1].objects[id] && namesakes_object_of(&names[0], names[1].objects[id]) < 0)
			compare_ends(diff, -1, (int64_t)id);
	tell_end(&diff->sides[0]);
	tell_end(&diff->sides[1]);
}

/* ---- all ---- */

bool diff_is_same(const struct diff *diff)
{
	return diff->found.kind == DIFFERENCE_NONE || diff->found.kind == DIFFERENCE_TIMING;
}

void diff_tell(struct diff *diff)
{
	tell_ends(diff);
	if (diff_is_same(diff) && diff->end_count)
		diff->found.kind = DIFFERENCE_UNTOLD;
	if (diff_is_same(diff) && (*diff->sides[0].damage.text || *diff->sides[1].damage.text))
		diff->found.kind = DIFFERENCE_END;
	if (diff->end_count)
		diff->found.workers_same = false;
	if (diff_is_same(diff) || diff->found.kind == DIFFERENCE_UNTOLD)
		return;
	for (int run = 0; run < 2; run++)
		diff->sides[run].schedule = diff_schedule(diff, run);
	struct concerned who = concerned_by(diff);
	tell_before(diff, &who);
	tell_side(diff, 0, &who);
	tell_side(diff, 1, &who);
}
