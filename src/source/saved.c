/* saved.c - see saved.h. */
#include "source/saved.h"

#include "trace/stream.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define READ_BYTES (1u << 20)

bool saved_is_one(const char *path)
{
	char begins[STREAM_MAGIC_BYTES];
	struct stat is;
	FILE *file = stat(path, &is) == 0 && S_ISREG(is.st_mode) ? fopen(path, "re") : NULL;
	bool one = file && fread(begins, 1, sizeof begins, file) == sizeof begins && !memcmp(begins, STREAM_MAGIC, sizeof begins);
	if (file)
		fclose(file);
	return one;
}

int saved_read(struct saved *saved, const char *path, struct error *damage, struct error *error)
{
	struct source *source;
	enum source_state state;
	saved->history = history_new();
	info_init(&saved->info);
	damage->text[0] = '\0';
	source = source_file(path, error);
	if (!source)
		return -1;
	do
		state = source_pump(source, saved->history, &saved->info, READ_BYTES);
	while (state == SOURCE_OPEN);
	if (state == SOURCE_BROKEN)
		error_set(damage, "%s", source_error(source));
	source_free(source);
	if (history_count(saved->history) == 0)
		return error_set(error, "%s", *damage->text ? damage->text : _("the trace holds no event"));
	return 0;
}

void saved_release(struct saved *saved)
{
	info_release(&saved->info);
	history_free(saved->history);
	saved->history = NULL;
}
