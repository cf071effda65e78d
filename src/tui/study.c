/* study.c - the life of a count of all schedules: a kitchen that explores beside the one on the screen.
 *
 * It is given less of the machine than the run that one watches (a lower priority), and ends with the study. What it says comes as X frames
 * (kitchen/explore.h); a recipe that cannot be explored says why in its report, which is then the study's error. What always holds: the
 * state is COUNTED exactly when `count` is there, and questions are only sent then. */
#include "tui/study_inner.h"
#include "trace/tongue.h"
#include "tui/reel_clock.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define LESS 5 /* added to the nice value */
#define UNASKED_SECONDS 20.0 /* step mode wants to know what follows; nobody asked for more of the machine than that */
#define UNASKED_STEPS 400000 /* of a recording: one to three seconds … */
#define RECORDED_SECONDS 30.0 /* … unless much is calculated in each: then, too, it ran out, and the same is said */
#define ASKED_STEPS 5000000

struct study *study_new(void)
{
	return calloc(1, sizeof(struct study));
}

/* The kitchen and all that came from it go; the launch stays. */
static void forget(struct study *study)
{
	study_forget_questions(study);
	if (study->source)
		source_free(study->source);
	study->source = NULL;
	if (study->history) {
		history_free(study->history);
		info_release(&study->info);
	}
	study->history = NULL;
	study_count_free(study->count);
	study->count = NULL;
	study->progress = (struct study_progress){ 0 };
	study->error.text[0] = '\0';
	study->state = STUDY_NONE;
}

void study_stop(struct study *study)
{
	forget(study);
	if (study->launched)
		launch_release(&study->launch);
	study->launched = false;
}

void study_free(struct study *study)
{
	if (!study)
		return;
	study_stop(study);
	free(study);
}

void study_rest(struct study *study)
{
	if (!study->source || study->state != STUDY_COUNTED)
		return;
	source_free(study->source);
	study->source = NULL;
}

static void take(void *data, const char *json, size_t length)
{
	struct study *study = data;
	study->news |= study_take(study, json, length);
}

/* How much it may take. */
static void patience_set(const struct study *study, struct launch *launch)
{
	bool recorded = reel_clock_is_own();
	launch->timeout_s = study->asked ? 0 : recorded ? RECORDED_SECONDS : UNASKED_SECONDS;
	launch->all_steps = !recorded ? 0 : study->asked ? ASKED_STEPS : UNASKED_STEPS;
}

static int begin(struct study *study, struct error *error)
{
	struct launch launch;
	launch_copy(&launch, &study->launch);
	free(launch.schedule);
	launch.schedule = NULL;
	launch.policy[0] = '\0';
	launch.explore = launch.stay = true;
	launch.trace = launch.events = false;
	patience_set(study, &launch);
	study->source = source_kitchen(&launch, NULL, error);
	launch_release(&launch);
	if (!study->source) {
		study->state = STUDY_FAILED;
		study->error = *error;
		return -1;
	}
	setpriority(PRIO_PROCESS, (id_t)source_pid(study->source), getpriority(PRIO_PROCESS, 0) + LESS);
	source_on_answer(study->source, take, study);
	study->history = history_new();
	info_init(&study->info);
	study->state = STUDY_COUNTING;
	return 0;
}

int study_start(struct study *study, const struct launch *launch, bool asked, struct error *error)
{
	study_stop(study);
	study->asked = asked;
	launch_copy(&study->launch, launch);
	study->launched = true;
	return begin(study, error);
}

static const char *setting_of(const struct launch *launch, const char *name)
{
	for (size_t i = 0; i < launch->setting_count; i++)
		if (!strcmp(launch->settings[i].name, name))
			return launch->settings[i].value;
	return NULL;
}

static bool settings_within(const struct launch *few, const struct launch *many)
{
	for (size_t i = 0; i < few->setting_count; i++) {
		const char *value = setting_of(many, few->settings[i].name);
		if (!value || strcmp(value, few->settings[i].value))
			return false;
	}
	return true;
}

bool study_is_of(const struct study *study, const struct launch *launch)
{
	const struct launch *own = &study->launch;
	return study->launched && study->state != STUDY_NONE && !strcmp(own->path, launch->path) && !strcmp(own->engine, launch->engine) &&
		settings_within(own, launch) && settings_within(launch, own);
}

bool study_is_whole(const struct study_count *count)
{
	return count->complete || (count->endless && !count->sampled && count->bound < 0);
}

bool study_ran_out(const struct study *study)
{
	return !study->asked && study->count && !study->count->complete;
}

int study_fd(const struct study *study)
{
	return study->source ? source_fd(study->source) : -1;
}

/* The kitchen has ended: whatever was not counted by now never will be. */
static void ended(struct study *study)
{
	if (study->state != STUDY_COUNTING && study->state != STUDY_COUNTED)
		return;
	json_t *report = study->info.report ? json_loads(study->info.report, 0, NULL) : NULL;
	if (study->state == STUDY_COUNTING && report && !study->count) {
		study->count = study_read_count(report); /* counted without staying */
		study->state = study->count ? STUDY_COUNTED : STUDY_FAILED;
	}
	char words[sizeof study->error.text] = "";
	if (report)
		study_read_text(report, "error", words, sizeof words);
	if (study->state == STUDY_FAILED && words[0])
		error_set(&study->error, "%s", words);
	else if (study->state != STUDY_COUNTED || *source_error(study->source)) {
		study->state = study->count ? STUDY_COUNTED : STUDY_FAILED;
		error_set(&study->error, "%s", *source_error(study->source) ? source_error(study->source) : _("the exploration ended before it was done"));
	}
	json_decref(report);
}

bool study_pump(struct study *study)
{
	if (!study->source || source_state(study->source) != SOURCE_OPEN)
		return false;
	study->news = false;
	if (source_pump(study->source, study->history, &study->info, 0) != SOURCE_OPEN) {
		ended(study);
		study->news = true;
	}
	return study->news;
}

bool study_take(struct study *study, const char *json, size_t length)
{
	json_t *frame = json_loadb(json, length, JSON_REJECT_DUPLICATES, NULL), *part;
	bool understood = false;
	if ((part = json_object_get(frame, "progress"))) {
		understood = study_read_progress(part, &study->progress);
	} else if ((part = json_object_get(frame, "counted"))) {
		struct study_count *count = study_read_count(part);
		understood = count && !study->count; /* once */
		if (understood) {
			study->count = count;
			study->state = STUDY_COUNTED;
		} else {
			study_count_free(count);
		}
	} else if (json_is_integer(part = json_object_get(frame, "id"))) {
		json_int_t id = json_integer_value(part);
		understood = id > 0 && id <= UINT32_MAX && study_answered(study, (uint32_t)id, frame);
	}
	json_decref(frame);
	return understood;
}

bool study_waits(const struct study *study)
{
	bool asked = study->state == STUDY_COUNTED && study->under_way > 0;
	for (int i = 0; i < REPLIES_KEPT && study->state == STUDY_COUNTED; i++)
		asked |= study->replies[i].question && !study->replies[i].answered;
	return study->state == STUDY_COUNTING || asked;
}

uint32_t study_asked(const struct study *study)
{
	return study->question;
}

enum study_state study_state(const struct study *study)
{
	return study->state;
}

const char *study_error(const struct study *study)
{
	return study->error.text;
}

const struct study_progress *study_progress(const struct study *study)
{
	return &study->progress;
}

const struct study_count *study_count(const struct study *study)
{
	return study->count;
}
