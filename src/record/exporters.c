/* exporters.c - the table of forms. */
#include "record/exporter.h"

#include <stddef.h>

const struct exporter *const exporters[] = { &exporter_perfetto, NULL };
