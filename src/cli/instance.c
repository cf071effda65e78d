/* instance.c - `lunchrush instance RECIPE`: be one instance of the recipe's cloud(), by the AWS Lambda Runtime API. */
#include "cli/data.h"
#include "cli/verb.h"
#include "kitchen/instance.h"
#include "trace/tongue.h"

#include <getopt.h>
#include <stdlib.h>

enum { FLAG_SET = 1, FLAG_PACE, FLAG_SEED, FLAG_URL, FLAG_LAUNCH };

static const struct flag flags[] = {
	{ "set", "NAME=VALUE", N_("a setting of the recipe; may be given more than once"), FLAG_SET },
	{ "pace", "X", N_("seconds of the recipe per real second (1)"), FLAG_PACE },
	{ "seed", "N", N_("where random() begins (1)"), FLAG_SEED },
	{ "url", "URL", N_("the service that service{} stands for"), FLAG_URL },
	{ "launch", "JSON", N_("how a kitchen says all of the above, and the recipe"), FLAG_LAUNCH },
	{ NULL, NULL, NULL, 0 },
};

static int take(struct launch *launch, int code, const char *value, struct error *error)
{
	switch (code) {
	case FLAG_SET: return flags_setting("instance", value, launch, error);
	case FLAG_PACE: return flags_pace("instance", value, launch, error);
	case FLAG_SEED: return flags_whole("seed", value, &launch->seed, error);
	case FLAG_URL: return snprintf(launch->url, sizeof launch->url, "%s", value) < (int)sizeof launch->url ? 0 : error_set(error, _("instance: --url is too long"));
	default: return launch_read(launch, value, error);
	}
}

static int read_flags(struct launch *launch, int argc, char **argv, struct error *error)
{
	const char *value;
	int code;

	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		if (take(launch, code, value, error))
			return -1;
	if (code < 0)
		return -1;
	if (*launch->path)
		return optind == argc ? 0 : error_set(error, _("instance: '%s' is too much: the recipe is in --launch"), argv[optind]);
	if (argc - optind != 1)
		return error_set(error, _("instance: which recipe? One would be right: lunchrush instance RECIPE"));
	return data_recipe(argv[optind], launch, error);
}

static int run_instance(int argc, char **argv)
{
	struct launch launch;
	struct error error;

	launch_init(&launch);
	launch.seed = 1;
	if (read_flags(&launch, argc, argv, &error))
		return verb_fail(EXIT_USAGE, &error);
	int status = instance_main(&launch, &error);
	launch_release(&launch);
	return verb_fail(status, &error);
}

const struct verb verb_instance = {
	.name = "instance",
	.arguments = "RECIPE [options]",
	.summary = N_("Be one instance of a recipe's cloud(), as a custom runtime of AWS Lambda is"),
	.about = N_("Takes requests from the Runtime API at AWS_LAMBDA_RUNTIME_API and answers them with the recipe's handler. A kitchen starts its instances so by itself.\n"),
	.flags = flags,
	.run = run_instance,
};
