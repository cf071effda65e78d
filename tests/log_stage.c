/* log_stage.c - see log_stage.h. */
#include "log_stage.h"

struct event_log log_;
struct stage_text *text;
struct stage stage;

void log_stage_open(const char *lines)
{
	event_log_init(&log_);
	text = stage_text_new();
	stage_init(&stage, text);
	happens(lines);
}

void log_stage_close(void)
{
	stage_release(&stage);
	stage_text_free(text);
	event_log_release(&log_);
}

void happens(const char *lines)
{
	size_t from = log_.count;
	event_log_read(&log_, lines);
	event_log_define(&log_, text);
	event_log_fold(&log_, from, &stage);
}

const struct stage_worker *worker(const char *letter)
{
	const struct stage_worker *found = stage_worker(&stage, event_log_worker(&log_, letter));
	ck_assert_ptr_nonnull(found);
	return found;
}

const struct stage_object *object(const char *name)
{
	const struct stage_object *found = stage_object(&stage, event_log_object(&log_, name));
	ck_assert_ptr_nonnull(found);
	return found;
}
