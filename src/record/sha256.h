/* sha256.h - SHA-256 (FIPS 180-4), as the content security policy of a page names its scripts and styles. */
#ifndef LUNCHRUSH_RECORD_SHA256_H
#define LUNCHRUSH_RECORD_SHA256_H

#include <stddef.h>

#define SHA256_BASE64 45 /* with the NUL */

/* Of these bytes, in base64. */
void sha256_base64(char to[SHA256_BASE64], const char *bytes, size_t length);

#endif
