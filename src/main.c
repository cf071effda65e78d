/* main.c - the program's door: which subcommand, or the kitchen itself.
 *
 * The same program is both processes: with LAUNCH_ARGUMENT first it is the kitchen, which takes no part in what follows. */
#include "cli/verb.h"
#include "cli/wishes.h"
#include "kitchen/kitchen.h"
#include "kitchen/outside_start.h"
#include "trace/launch.h"
#include "trace/tongue.h"

#include <fcntl.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0.1.0"
#endif

/* stdin, stdout and stderr exist, so that no descriptor of ours ever becomes one of them. */
static void hold_standard_descriptors(void)
{
	int fd = 0;

	while (fd >= 0 && fd <= 2)
		fd = open("/dev/null", O_RDWR);
	if (fd > 2)
		close(fd);
}

static int run_verb(const struct verb *verb, int argc, char **argv)
{
	char *help[] = { "help", (char *)verb->name, NULL };

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return verb_help.run(2, help);
	wishes(); /* what is wrong in lunchrush.ini is said before anything else */
	flags_reset();
	return verb->run(argc, argv);
}

int main(int argc, char **argv)
{
	char *alone[] = { "menu", NULL };
	const struct verb *verb;

	if (argc > 1 && strcmp(argv[1], OUTSIDE_ARGUMENT) == 0)
		outside_become(argc, argv);
	if (argc == 3 && strcmp(argv[1], LAUNCH_ARGUMENT) == 0) {
		prctl(PR_SET_NAME, "lunchrush:kitch");
		return kitchen_main(argv[2]);
	}
	hold_standard_descriptors();
	wishes_speak();
	tongue_open();
	if (argc < 2)
		return run_verb(&verb_menu, 1, alone);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return verb_help.run(1, argv);
	if (strcmp(argv[1], "--version") == 0) {
		printf("lunchrush %s\n", PACKAGE_VERSION);
		return EXIT_DONE;
	}
	if (strncmp(argv[1], "--", 2) == 0) { /* no command, but how the menu is to look */
		argv[0] = alone[0];
		return run_verb(&verb_menu, argc, argv);
	}
	verb = verb_named(argv[1]);
	return verb ? run_verb(verb, argc - 1, argv + 1) : verb_unknown(argv[1]);
}
