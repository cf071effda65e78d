/* lesson_inner.h - what the files of the loader share; see lesson_load.c. */
#ifndef LUNCHRUSH_LESSON_INNER_H
#define LUNCHRUSH_LESSON_INNER_H

#include "lesson/lesson.h"
#include "paper/ini.h"

#define LESSON_INI_BYTES_MAX (64u << 10)
#define LESSON_PROSE_BYTES_MAX (128u << 10)
#define LESSON_SETTINGS_MAX 32
#define LESSON_ORDER_LAST 1000 /* of a lesson that says no order */

/* Where the words of a step were found, and what waits until all is read. */
struct step_lines {
	const char *answer;                                        /* the INI's */
	int answer_line, question, goal, cost, solution, within;   /* lines of lesson.ini; 0: not there */
	int run;                                                   /* the first key that only a run has a use for */
	int schedule, policy, recipe, engine;
	int choices[LESSON_CHOICES_MAX], when[LESSON_CHOICES_MAX]; /* lines */
	const char *value[LESSON_CHOICES_MAX];
	int value_line[LESSON_CHOICES_MAX];
	char *reply_key[LESSON_CHOICES_MAX], *reply[LESSON_CHOICES_MAX]; /* as they are written, until it is known what is asked; owned */
	bool reply_ini[LESSON_CHOICES_MAX];                        /* it is of lesson.ini, else of prose.md */
	int reply_line[LESSON_CHOICES_MAX], reply_count;
	int heading;                                               /* line of prose.md */
	unsigned said;                                             /* parts of this file of prose: bits of enum lesson_part */
};

struct loading {
	const char *folder;
	const char *file;      /* that is being read: "lesson.ini" */
	lesson_tell *tell;
	void *data;
	int told;
	struct lesson *lesson;
	struct ini *ini;
	struct step_lines steps[LESSON_STEPS_MAX];
	struct launch_setting settings[LESSON_SETTINGS_MAX]; /* for all steps */
	size_t setting_count;
	char engine[16];
	int gil;
	double pace;
	uint64_t seed;
};

/* lesson_value.c */

/* Tell "FOLDER/FILE:LINE: …" (LINE 0: none). Returns -1. */
int lesson_wrong(struct loading *loading, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Copy clean text; tell when it is longer than size - 1 bytes, or empty. */
int lesson_text(struct loading *loading, int line, const char *what, const char *from, char *to, size_t size);
char *lesson_copy(const char *from); /* clean, to be freed */

void lesson_setting_add(struct loading *loading, struct launch_setting **settings, size_t *count, const char *section, const char *key, const char *name, int line);
/* Names in a list with commas, each into to[i * size]; how many there are, at most `most`. */
int lesson_list(struct loading *loading, int line, const char *what, const char *from, char *to, size_t size, int most);
bool lesson_one_of(const char *word, const char *const *words, size_t count);
int lesson_engine(struct loading *loading, int line, const char *value, char *to, size_t size);
int lesson_number(struct loading *loading, int line, const char *what, const char *text, double least, double most, double *to);
int lesson_gil(struct loading *loading, int line, const char *value, int *to);
int lesson_seed(struct loading *loading, int line, const char *value, uint64_t *to);

/* The name of a recipe on the shelf, or of a file in the folder that is there. */
int lesson_recipe(struct loading *loading, int line, const char *value, char *to, size_t size);
/* mended.lua: a recipe's file by its name */
bool lesson_file_good(const char *name);

/* lesson_ini.c: lesson.ini into the lesson; [step:NAME] in lesson_step.c */
void lesson_ini_take(struct loading *loading);
void lesson_ini_card_take(struct loading *loading); /* only [lesson], and which steps there are */
void lesson_step_key(struct loading *loading, size_t step, const char *section, const char *key, int line);

/* lesson_prose.c: prose.md, or prose.LANG.md over it, into the lesson */
void lesson_prose_take(struct loading *loading, struct document *document, bool translation);
/* Only "# Title" and the summary; over what is there, or with `over` false where nothing is. */
void lesson_head_take(struct loading *loading, const struct document *document, bool over);

/* lesson_check.c: what must agree; answers are read here */
void lesson_check(struct loading *loading);
void lesson_links_check(struct loading *loading, const struct document *document);

/* "opposed", "visits-for-real" */
bool lesson_name_good(const char *name);
/* The name of a folder's path: without its number. -1 with words. */
int lesson_folder_name(const char *folder, char name[64], struct error *error);
/* NULL, or what is wrong with a link. */
const char *lesson_link_wrong(const char *link);
/* prose.de.md; false when `language` is none. */
bool lesson_prose_file(const char *language, char to[32]);

#endif
