/* rates.c - one table, in dollars; the rates of another base are those divided by its own. A base is worth 1.0 of itself, exactly. */
#include "service/rates.h"

#include <stdio.h>
#include <string.h>

#define DATE "2019-04-09"

static const struct rate {
	char name[4];
	double per_dollar;
} rates[] = {
	{ "EUR", 0.8867606633 }, { "PLN", 3.8015429636 },  { "NOK", 8.5297508203 },   { "CZK", 22.7170346723 },
	{ "GBP", 0.7655848187 }, { "CHF", 0.9993792675 },  { "JPY", 111.2973308504 }, { "USD", 1.0 },
};

enum { COUNT = sizeof rates / sizeof *rates };

static const struct rate *find(const char *name)
{
	for (int i = 0; i < COUNT; i++)
		if (strcmp(rates[i].name, name) == 0)
			return &rates[i];
	return NULL;
}

size_t rates_json(const char *base, char to[RATES_BYTES])
{
	const struct rate *from = find(base);
	int length;
	if (!from)
		return 0;
	length = snprintf(to, RATES_BYTES, "{\"base\":\"%s\",\"date\":\"" DATE "\",\"rates\":{", from->name);
	for (int i = 0; i < COUNT; i++)
		length += snprintf(to + length, RATES_BYTES - (size_t)length, &rates[i] == from ? "%s\"%s\":1.0" : "%s\"%s\":%.10f", i ? "," : "", rates[i].name,
				   rates[i].per_dollar / from->per_dollar);
	length += snprintf(to + length, RATES_BYTES - (size_t)length, "}}");
	return (size_t)length;
}

const char *rates_known(void)
{
	return "EUR, PLN, NOK, CZK, GBP, CHF, JPY, USD";
}
