/* roster.c - which workers are shown where not all fit.
 *
 * Every worker has a rank, lower is more interesting. Ranks are few, so the best are found by counting: a first pass counts workers per
 * rank and finds the rank in which the rows run out; a second takes all before it, and of that rank first those already shown.
 * Of many workers with the same name that wait, the first stands for all: it comes before the others, so that a crowd does not hide the
 * few who do something else. The choice costs three walks over the workers and is the same whatever was shown before, but for ties, which stay. */
#include "tui/roster.h"

#include "trace/tongue.h"
#include "tui/glyph.h"

#include <stdio.h>
#include <string.h>

enum { RANK_CHOSEN, RANK_CONTROL, RANK_DEAD, RANK_BLOCKED, RANK_READY, RANK_WAITING, RANK_SLEEPING, RANK_ALIKE, RANK_ASIDE, RANK_ENDED,
	RANK_COUNT };

#define CALM_NS 250000000u /* between two changes of who is shown */

static int rank_of(const struct view *view, uint32_t id)
{
	static const uint8_t ranks[STATE_COUNT] = {
		[STATE_NEW] = RANK_ASIDE, [STATE_RUNNING] = RANK_CONTROL, [STATE_READY] = RANK_READY, [STATE_WAITING] = RANK_WAITING,
		[STATE_BLOCKED] = RANK_BLOCKED, [STATE_SLEEPING] = RANK_SLEEPING, [STATE_STALLING] = RANK_CONTROL, [STATE_STOPPED] = RANK_CONTROL,
		[STATE_ENDED] = RANK_ENDED, [STATE_DEAD] = RANK_DEAD,
	};
	const struct stage_worker *worker = &view->stage->workers[id];
	if (id == view->chosen)
		return RANK_CHOSEN;
	int rank = ranks[stage_worker_stands(worker)];
	bool aside = worker->role == ROLE_OF_DEVICE || (worker->role == ROLE_OF_MAIN && rank > RANK_BLOCKED); /* the script, waiting for its tasks */
	if (aside && rank < RANK_ASIDE)
		return RANK_ASIDE;
	bool alike = worker->name == view->stage->workers[id - 1].name; /* one more of those made just before */
	return alike && (rank == RANK_WAITING || rank == RANK_SLEEPING) ? RANK_ALIKE : rank;
}

static bool shown(const struct roster *roster, uint32_t id)
{
	int low = 0, high = roster->count;
	while (low < high) {
		int middle = (low + high) / 2;
		if (roster->ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < roster->count && roster->ids[low] == id;
}

/* Fill `seats` rows with the best. */
static void choose(struct roster *roster, const struct view *view, uint32_t seats)
{
	uint32_t ranked[RANK_COUNT] = { 0 }, kept = 0, count = view->stage->worker_count;
	uint32_t ids[ROSTER_MAX], taken = 0, room = seats;
	int last = 0;
	for (uint32_t id = 1; id < count; id++)
		ranked[rank_of(view, id)]++;
	while (last < RANK_COUNT - 1 && ranked[last] <= room)
		room -= ranked[last++];
	for (uint32_t id = 1; id < count && kept < room; id++)
		kept += rank_of(view, id) == last && shown(roster, id);
	uint32_t fresh = room - kept;
	for (uint32_t id = 1; id < count && taken < seats; id++) {
		int rank = rank_of(view, id);
		bool stays = rank == last && shown(roster, id) && kept;
		bool comes = rank == last && !shown(roster, id) && fresh;
		if (rank < last || stays || comes)
			ids[taken++] = id;
		kept -= stays;
		fresh -= comes;
	}
	memcpy(roster->ids, ids, taken * sizeof *ids);
	roster->count = (int)taken;
}

/* Fill the rows with workers from `first` on. */
static void list(struct roster *roster, uint32_t first, uint32_t count)
{
	roster->count = (int)count;
	for (uint32_t i = 0; i < count; i++)
		roster->ids[i] = first + i;
}

static uint32_t *hidden_place(struct roster *roster, const struct stage_worker *worker)
{
	bool device = worker->role == ROLE_OF_DEVICE && worker->state != STATE_ENDED;
	return device ? &roster->hidden_devices : &roster->hidden[stage_worker_stands(worker)];
}

/* All workers less those shown. */
static void count_hidden(struct roster *roster, const struct stage *stage)
{
	memset(roster->hidden, 0, sizeof roster->hidden);
	roster->hidden_devices = 0;
	for (uint32_t id = 1; id < stage->worker_count; id++)
		++*hidden_place(roster, &stage->workers[id]);
	for (int i = 0; i < roster->count; i++)
		--*hidden_place(roster, &stage->workers[roster->ids[i]]);
	roster->hidden_count = (stage->worker_count ? stage->worker_count - 1 : 0) - (uint32_t)roster->count;
}

static bool is_stale(const struct roster *roster, const struct view *view, int rows)
{
	return roster->workers != view->stage->worker_count || roster->rows != rows || roster->chosen != view->chosen ||
		!view->player || view->player->standing || view->frame_ns - roster->frame_ns >= CALM_NS;
}

void roster_update(struct roster *roster, const struct view *view, int rows)
{
	uint32_t all = view->stage->worker_count > 0 ? view->stage->worker_count - 1 : 0;
	if (rows > ROSTER_MAX)
		rows = ROSTER_MAX;
	bool fits = all <= (uint32_t)(rows > 0 ? rows : 0);
	int seats = fits ? (int)all : rows > 1 ? rows - 1 : rows > 0 ? 1 : 0;
	scroll_fit(&roster->scroll, (int)all, seats);
	if (fits) {
		roster->scroll.by_hand = false;
		list(roster, 1, all);
	} else if (roster->scroll.by_hand) {
		list(roster, 1 + (uint32_t)roster->scroll.top, (uint32_t)seats);
	} else if (is_stale(roster, view, rows)) {
		choose(roster, view, (uint32_t)seats);
		roster->frame_ns = view->frame_ns;
		roster->rows = rows;
		roster->chosen = view->chosen;
		roster->workers = view->stage->worker_count;
	}
	count_hidden(roster, view->stage);
}

#define NAMED_MOST 4

/* Those not shown, by name, when all of them stand aside: the script, devices. */
static int rest_names(const struct roster *roster, const struct view *view, char *to, int size)
{
	const struct stage *stage = view->stage;
	int length = snprintf(to, size, "%s", glyph_text(GLYPH_ELLIPSIS));
	const char *comma = " ";
	char letter[12];
	for (uint32_t id = 1; id < stage->worker_count && length < size; id++) {
		const struct stage_worker *worker = &stage->workers[id];
		if (shown(roster, id))
			continue;
		if (worker->role == ROLE_OF_TASK)
			return 0;
		bool device = worker->role == ROLE_OF_DEVICE && worker->state != STATE_ENDED;
		length += snprintf(to + length, size - length, "%s%s %s %s", comma, worker_letter(id, letter), stage_worker_name(stage, id),
			device ? _("by itself") : _(state_name(pane_worker_state(view, id))));
		comma = ", ";
	}
	return length;
}

char *roster_rest(const struct roster *roster, const struct view *view, char *to, int size)
{
	static const uint8_t order[] = { STATE_RUNNING, STATE_STALLING, STATE_BLOCKED, STATE_READY, STATE_WAITING, STATE_SLEEPING, STATE_STOPPED,
		STATE_NEW, STATE_ENDED, STATE_DEAD };
	to[0] = '\0';
	if (roster->hidden_count == 0 || (roster->hidden_count <= NAMED_MOST && rest_names(roster, view, to, size)))
		return to;
	int length = snprintf(to, size, _("%s and %u more:"), glyph_text(GLYPH_ELLIPSIS), roster->hidden_count);
	const char *comma = " ";
	for (size_t i = 0; i < sizeof order && length < size; i++)
		if (roster->hidden[order[i]]) {
			length += snprintf(to + length, size - length, "%s%u %s", comma, roster->hidden[order[i]], _(state_name(order[i])));
			comma = ", ";
		}
	if (roster->hidden_devices && length < size)
		snprintf(to + length, size - length, ngettext("%s%u device", "%s%u devices", roster->hidden_devices), comma, roster->hidden_devices);
	return to;
}
