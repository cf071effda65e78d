/* rates.h - what one unit of a currency is worth in the others, on one day, as JSON. */
#ifndef LUNCHRUSH_SERVICE_RATES_H
#define LUNCHRUSH_SERVICE_RATES_H

#include <stddef.h>

#define RATES_BYTES 512 /* room for an answer */

/* Write {"base":…,"date":…,"rates":{…}} for a base such as "USD"; its length, 0 when there is no such currency here. */
size_t rates_json(const char *base, char to[RATES_BYTES]);
/* The currencies there are, as people read them: "EUR, PLN, …". */
const char *rates_known(void);

#endif
