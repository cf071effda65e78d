/* manual.c - `doc/manual page FILE.in`, `doc/manual bash`, `zsh` or `fish`: see manual.h. */
#include "manual.h"

#include <string.h>

static const struct {
	const char *shell;
	int (*print)(void);
} shells[] = { { "bash", manual_bash }, { "fish", manual_fish }, { "zsh", manual_zsh } };

int main(int argc, char **argv)
{
	int status = -1;

	if (argc == 3 && strcmp(argv[1], "page") == 0)
		status = manual_page(argv[2]);
	else if (argc == 2)
		for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
			if (strcmp(argv[1], shells[i].shell) == 0)
				status = shells[i].print();
	if (status)
		fprintf(stderr, "manual: nothing was made; `manual page FILE.in`, `manual bash`, `manual fish` or `manual zsh` would be right\n");
	if (fflush(stdout) || ferror(stdout))
		return 1;
	return status ? 1 : 0;
}
