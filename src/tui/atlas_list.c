/* atlas_list.c - an even sample of schedules: each with how it ends. */
#include "tui/atlas.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/pen.h"

#include <string.h>

static void row_draw(struct pen *pen, int row, const char *schedule, const struct study_here *here, const struct study_count *count, bool chosen)
{
	int room = pen->rect.cols - 34;
	pen_at(pen, row, 0);
	pen_sign(pen, chosen ? glyph(GLYPH_HEAD) : ' ', ROLE_KEY, 0);
	pen_sign(pen, ' ', ROLE_TEXT, 0);
	int width = text_width(schedule);
	pen_field(pen, width < room ? width : room, ROLE_TITLE, chosen ? ATTR_REVERSE : 0, schedule);
	pen_at(pen, row, 2 + room + 2);
	if (!here || here->outcome < 0 || (size_t)here->outcome >= count->outcome_count)
		return;
	const struct study_outcome *outcome = &count->outcomes[here->outcome];
	pen_sign(pen, glyph(outcome->ok ? GLYPH_ENDED : GLYPH_DEAD), outcome->ok ? ROLE_GOOD : ROLE_BAD, 0);
	pen_sign(pen, ' ', ROLE_TEXT, 0);
	pen_rest(pen, outcome->ok ? ROLE_GOOD : ROLE_BAD, 0, outcome->words);
}

void list_draw(struct atlas *atlas, struct study *study, struct canvas *canvas, struct rect rect)
{
	struct pen pen = pen_start(canvas, rect);
	const struct study_reply *reply = study_reply(study, atlas->sampled);
	if (!reply) {
		pen_rest(&pen, ROLE_QUIET, 0, _("The sample is being drawn."));
		return;
	}
	if (reply->error[0]) {
		pen_rest(&pen, ROLE_BAD, 0, reply->error);
		return;
	}
	pen_print(&pen, ROLE_QUIET, 0, _("%zu schedules, spread evenly over all"), reply->count);
	for (size_t i = 0; i < reply->count && (int)i + 2 < rect.rows; i++)
		row_draw(&pen, (int)i + 2, reply->schedules[i], study_here(study, reply->schedules[i]), study_count(study), i == atlas->sample);
}
