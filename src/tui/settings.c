/* settings.c - the list: a line per setting, the chosen one explained below.
 *
 * Enter shows the old value as chosen text is: what is typed takes its place, unless one goes on at its end first (→).
 * A changed value is kept in the launch alone, so that the list, a restart and the command line agree on what the next run
 * will be. A value is checked before it goes anywhere. */
#include "tui/settings.h"

#include "paper/key.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/box.h"
#include "tui/glyph.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <string.h>

#define CTRL_U 0x15

void settings_open(struct settings *settings)
{
	settings->typing = settings->fresh = false;
	settings->typed[0] = settings->message[0] = '\0';
}

static const struct setting *chosen_setting(const struct settings *settings, const struct watch *watch)
{
	return settings->chosen < watch->info.setting_count ? &watch->info.settings[settings->chosen] : NULL;
}

/* Keep the value for the next run, and send it when it can hold at once. */
static void change(struct settings *settings, struct watch *watch, const struct setting *setting, const char *value)
{
	struct error error = { "" };
	settings->message[0] = '\0';
	if (!watch->launch) {
		snprintf(settings->message, sizeof settings->message, _("a saved run cannot be changed"));
		return;
	}
	if (!setting_check(setting, value, settings->message, sizeof settings->message))
		return;
	if (launch_set(watch->launch, setting->name, value, &error))
		snprintf(settings->message, sizeof settings->message, "%.250s", error.text);
	else if (setting->live)
		watch_set(watch, setting->name, value);
}

static void typed_clear(struct settings *settings)
{
	settings->typed[0] = '\0';
	settings->fresh = false;
}

static void typed_add(struct settings *settings, int key)
{
	size_t length;
	if (settings->fresh)
		typed_clear(settings);
	length = strlen(settings->typed);
	if (length + 1 < sizeof settings->typed) {
		settings->typed[length] = (char)key;
		settings->typed[length + 1] = '\0';
	}
}

static void typed_back(struct settings *settings)
{
	size_t length = strlen(settings->typed);
	if (settings->fresh)
		typed_clear(settings);
	else if (length > 0)
		settings->typed[length - 1] = '\0';
}

static void typing_key(struct settings *settings, struct watch *watch, const struct setting *setting, int key)
{
	if (key == KEYS_ENTER || key == KEYS_ESCAPE)
		settings->typing = false;
	if (key == KEYS_ENTER)
		change(settings, watch, setting, settings->typed);
	else if (key == KEYS_BACKSPACE)
		typed_back(settings);
	else if (key == CTRL_U)
		typed_clear(settings);
	else if (key == KEYS_RIGHT || key == KEYS_END)
		settings->fresh = false;
	else if (key >= ' ' && key < 0x7f)
		typed_add(settings, key);
}

static void typing_begin(struct settings *settings, const char *text, bool fresh)
{
	settings->typing = true;
	settings->fresh = fresh;
	settings->message[0] = '\0';
	snprintf(settings->typed, sizeof settings->typed, "%s", text);
}

static void list_key(struct settings *settings, struct watch *watch, const struct setting *setting, int key)
{
	char value[128];
	size_t count = watch->info.setting_count;
	if (key == KEYS_UP)
		settings->chosen = (settings->chosen + count - 1) % count;
	else if (key == KEYS_DOWN)
		settings->chosen = (settings->chosen + 1) % count;
	else if (key == KEYS_LEFT || key == KEYS_RIGHT) {
		setting_step(setting, setting_value(watch, setting), key == KEYS_LEFT ? -1 : 1, value, sizeof value);
		change(settings, watch, setting, value);
	} else if (key == KEYS_ENTER)
		typing_begin(settings, setting_value(watch, setting), true);
	else if ((key >= '0' && key <= '9') || key == '.' || key == '-')
		typing_begin(settings, (char[]){ (char)key, '\0' }, false);
}

enum settings_wish settings_key(struct settings *settings, struct watch *watch, int key)
{
	const struct setting *setting = chosen_setting(settings, watch);
	if (setting && settings->typing) {
		typing_key(settings, watch, setting, key);
		return SETTINGS_STAY;
	}
	if (key == KEYS_ESCAPE || key == 'p')
		return SETTINGS_CLOSE;
	if (key == 'r' && watch->launch)
		return SETTINGS_RESTART;
	if (setting)
		list_key(settings, watch, setting, key);
	else
		settings->chosen = 0;
	return SETTINGS_STAY;
}

/* What else is to be said of it: that it is changed, and what it can be. In one piece, so that where it is cut that is seen. */
static void note_draw(struct canvas *canvas, struct rect in, int row, int at, const struct setting *setting, bool later, bool chosen)
{
	char range[512] = "", note[256] = "";
	int end = in.col + in.cols;
	at = at < end ? at : end - 1; /* no room at all: that is to be seen, too */
	if (later)
		snprintf(note, sizeof note, _("from the next start on; now %s"), setting->value);
	else if (setting->live)
		snprintf(note, sizeof note, "%s", _("live"));
	if (*note)
		at = canvas_text_cut(canvas, in, row, at, end - at, later ? ROLE_MARK : ROLE_QUIET, 0, note) + 2;
	if (chosen && *setting_range(setting, range, sizeof range))
		canvas_text_cut(canvas, in, row, at < end ? at : end - 1, at < end ? end - at : 1, ROLE_QUIET, 0, range);
}

/* What is typed: its end, where it is longer than the row. */
static void typed_draw(const struct settings *settings, struct canvas *canvas, struct rect in, int row, int at)
{
	const char *from = settings->typed;
	int room = in.col + in.cols - at - 1, over = text_width(from) - room;
	if (room < 1)
		return;
	if (over > 0) {
		canvas_put(canvas, in, row, at++, glyph(GLYPH_ELLIPSIS), ROLE_QUIET, 0);
		from += over + 1; /* only ASCII is typed here, but an old value may be anything */
		while ((*from & 0xc0) == 0x80)
			from++;
	}
	at = canvas_text(canvas, in, row, at, ROLE_KEY, settings->fresh ? ATTR_REVERSE : ATTR_UNDERLINE, from);
	canvas_put(canvas, in, row, at, ' ', ROLE_TEXT, settings->fresh ? 0 : ATTR_REVERSE);
}

static void line_draw(const struct settings *settings, struct canvas *canvas, struct rect in, int row, const struct watch *watch, size_t i)
{
	const struct setting *setting = &watch->info.settings[i];
	const char *value = setting_value(watch, setting);
	bool chosen = i == settings->chosen, later = !setting->live && strcmp(value, setting->value);
	int at = in.col + 2, name = in.cols / 3 < 26 ? in.cols / 3 : 26;
	if (chosen)
		canvas_put(canvas, in, row, in.col, glyph(GLYPH_HEAD), ROLE_FOCUS, 0);
	canvas_text_cut(canvas, in, row, at, name - 1, chosen ? ROLE_FOCUS : ROLE_TEXT, 0, setting->name);
	at += name;
	if (chosen && settings->typing) {
		typed_draw(settings, canvas, in, row, at);
		return;
	}
	int note = at + 12; /* notes stand below each other unless a value is long */
	at = canvas_text_cut(canvas, in, row, at, in.col + in.cols - at, chosen ? ROLE_KEY : ROLE_TEXT, 0, value) + 2;
	note_draw(canvas, in, row, at < note ? note : at, setting, later, chosen);
}

static void words_draw(struct canvas *canvas, struct rect in, int row, enum role_of_cell role, const char *text)
{
	char line[512];
	for (; (text = wrap_line(text, in.cols, line, sizeof line)); row++)
		canvas_text(canvas, in, row, in.col, role, 0, line);
}

void settings_draw(const struct settings *settings, struct canvas *canvas, const struct watch *watch)
{
	size_t count = watch->info.setting_count;
	char foot[128];
	snprintf(foot, sizeof foot, _("%s %s choose   %s %s change   Enter type   %sEsc close"), glyph_text(GLYPH_ARROW_UP),
		glyph_text(GLYPH_ARROW_DOWN), glyph_text(GLYPH_ARROW_LEFT), glyph_text(GLYPH_ARROW_RIGHT), watch->launch ? _("r restart   ") : "");
	int most = canvas->rows - 8, shown = (int)count < most ? (int)count : most;
	struct rect in = box_draw(canvas, shown + 6, 84, _("settings"), count ? foot : _("Esc close"));
	if (count == 0) {
		canvas_text(canvas, in, in.row + 1, in.col, ROLE_TEXT, 0, _("This recipe has no settings."));
		return;
	}
	int first = (int)settings->chosen >= shown ? (int)settings->chosen - shown + 1 : 0;
	for (int i = 0; i < shown; i++)
		line_draw(settings, canvas, in, in.row + 1 + i, watch, (size_t)(first + i));
	const struct setting *setting = chosen_setting(settings, watch);
	if (settings->message[0])
		words_draw(canvas, in, in.row + shown + 2, ROLE_BAD, settings->message);
	else if (setting)
		words_draw(canvas, in, in.row + shown + 2, ROLE_QUIET, setting->help);
}
