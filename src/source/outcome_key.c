/* outcome_key.c - see outcome_key.h: canonical JSON, keys sorted. */
#include "source/outcome_key.h"

char *outcome_key(const json_t *globals, const char *how)
{
	if (!json_is_object(globals))
		return NULL;
	json_t *key = json_pack("{s:O,s:s}", "globals", (json_t *)globals, "how", how);
	char *text = key ? json_dumps(key, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(12)) : NULL;
	json_decref(key);
	return text;
}
