/* tongue.h - words of the program in a person's language: gettext.
 *
 * _("…") is the translation of a sentence, N_("…") marks one in a table that is translated where it is shown, C_("…", "…") tells apart what is one word in English. Where no translation
 * is found it is what stands there. tongue_open is called once, in main, before anything is said. */
#ifndef LUNCHRUSH_TRACE_TONGUE_H
#define LUNCHRUSH_TRACE_TONGUE_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text

/* Set the locale and find the translations (beside a program in its build tree, else where they are installed). A damaged file of them is told on standard error, and all stays English. */
void tongue_open(void);

/* The language that the program speaks, as in "en". */
void tongue_language(char to[8]);

#endif
