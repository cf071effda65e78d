/* config.h - lunchrush.ini: what a person wishes once and for all, in $XDG_CONFIG_HOME/lunchrush (else ~/.config/lunchrush), and the same in the environment.
 *
 *   [screen]
 *   theme = light             a theme's name            LUNCHRUSH_THEME
 *   glyphs = plain            kitchen, plain, ascii     LUNCHRUSH_GLYPHS
 *   reduced_motion = yes      yes or no                 LUNCHRUSH_REDUCED_MOTION
 *   mouse = no                yes or no                 LUNCHRUSH_MOUSE
 *   language = de             of words and lessons      LANGUAGE, as gettext has it
 *   [run]
 *   pace = 2                  a number above 0, or max  LUNCHRUSH_PACE
 *   engine = loop             threads, loop …           LUNCHRUSH_ENGINE
 *
 * The environment wins over the file. A line that is wrong is told and left out, the others hold. The file is the person's own and is never written by the program; what is
 * chosen on the screen is kept elsewhere (cli/wishes.h). */
#ifndef LUNCHRUSH_PAPER_CONFIG_H
#define LUNCHRUSH_PAPER_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#define CONFIG_KEYS(KEY) \
	KEY(THEME, "screen", "theme", "LUNCHRUSH_THEME") KEY(GLYPHS, "screen", "glyphs", "LUNCHRUSH_GLYPHS") \
	KEY(REDUCED_MOTION, "screen", "reduced_motion", "LUNCHRUSH_REDUCED_MOTION") KEY(MOUSE, "screen", "mouse", "LUNCHRUSH_MOUSE") \
	KEY(LANGUAGE, "screen", "language", NULL) KEY(PACE, "run", "pace", "LUNCHRUSH_PACE") KEY(ENGINE, "run", "engine", "LUNCHRUSH_ENGINE")

enum config_key {
#define KEY(id, section, name, variable) CONFIG_##id,
	CONFIG_KEYS(KEY)
#undef KEY
	CONFIG_COUNT
};

struct config {
	char values[CONFIG_COUNT][1024];  /* checked, clean; "" not said */
	char from[CONFIG_COUNT][64];      /* who says it: "lunchrush.ini:3", "LUNCHRUSH_THEME" */
	char path[1024];                  /* of the file, be it there or not; "" there is no such folder */
	bool there;                       /* it could be read */
};

/* What is wrong: "FILE:LINE: what", or "LUNCHRUSH_GLYPHS: what". */
typedef void config_tell(void *data, const char *message);
/* Whether a value can be used: 0, or -1 with words of what would be right, into words[size]. NULL: not asked. Only for theme: the shelf of themes is not known here. */
typedef int config_judge(void *data, enum config_key key, const char *value, char *words, size_t size);

/* Read both. No file is no mistake. */
void config_read(struct config *config, config_tell *tell, config_judge *judge, void *data);
/* "theme". */
const char *config_name(enum config_key key);
/* Of a value that is yes or no. */
bool config_is_yes(const char *value);

/* $XDG_CONFIG_HOME/lunchrush; -1 when neither that nor HOME is the path of a folder. */
int config_folder(char *to, size_t size);

#endif
