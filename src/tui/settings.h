/* settings.h - the list of a run's settings, to look at and to change.
 *
 * A live setting is sent to the kitchen at once; any other is put into the launch and holds from the next restart on, which
 * the list says. In a saved run they are only shown. */
#ifndef LUNCHRUSH_TUI_SETTINGS_H
#define LUNCHRUSH_TUI_SETTINGS_H

#include "tui/canvas.h"
#include "tui/watch.h"

#include <stdbool.h>
#include <stddef.h>

struct settings {
	size_t chosen;
	bool typing;
	bool fresh;        /* what stands in `typed` is the old value: the first letter typed takes its place */
	char typed[128];
	char message[256]; /* what was wrong with the last value; "" nothing */
};

void settings_open(struct settings *settings);
void settings_draw(const struct settings *settings, struct canvas *canvas, const struct watch *watch);

enum settings_wish { SETTINGS_STAY, SETTINGS_CLOSE, SETTINGS_RESTART };
/* A key while the list is open. */
enum settings_wish settings_key(struct settings *settings, struct watch *watch, int key);

/* The value a setting has for the next run: as changed here, else as it is now. */
const char *setting_value(const struct watch *watch, const struct setting *setting);
/* Whether `value` is one the setting can have; else words in to[size]. */
bool setting_check(const struct setting *setting, const char *value, char *to, size_t size);
/* The value one step up or down from `value`, into to[size]; stays within range. */
void setting_step(const struct setting *setting, const char *value, int direction, char *to, size_t size);
/* "1 to 200", "one of quick, slow", "yes or no", into to[size]; "" where anything goes. */
char *setting_range(const struct setting *setting, char *to, size_t size);

#endif
