/* keys.h - keys by name, as a tape has them: "s", "Enter", "F3", "Ctrl-L". */
#ifndef LUNCHRUSH_RECORD_KEYS_H
#define LUNCHRUSH_RECORD_KEYS_H

/* The key of that name: a code point or enum key_code (paper/key.h); 0: there is none. */
int keys_read(const char *name);

#endif
