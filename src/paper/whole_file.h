/* whole_file.h - a file that is whole at any time: written beside the one whose place it takes, then put there; whatever goes wrong, the old one stays as it was.
 *
 * Words for a person are the caller's: errno says what failed. */
#ifndef LUNCHRUSH_PAPER_WHOLE_FILE_H
#define LUNCHRUSH_PAPER_WHOLE_FILE_H

#include <stdbool.h>
#include <stdio.h>

/* One that is being written. */
struct whole_file {
	FILE *file;        /* NULL none */
	char path[4096];   /* where it will lie */
	char beside[4112]; /* where it lies until then */
};

/* Begin it, under a name that nothing has yet. A secret one is for this person alone; others may read any other as they may any new file. -1 with errno. */
int whole_file_open(struct whole_file *whole, const char *path, bool secret);
/* Write it out and put it into its place; with `lasting` it outlives a power cut, where the disk can do that. -1 with errno: as if it had been dropped. */
int whole_file_keep(struct whole_file *whole, bool lasting);
/* Take away what was written. Nothing where nothing is open; errno stays. */
void whole_file_drop(struct whole_file *whole);

#endif
