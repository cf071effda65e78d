#include "trace/stream.h"

#include <stdlib.h>
#include <string.h>

void buffer_release(struct buffer *buffer)
{
	free(buffer->bytes);
	*buffer = (struct buffer){0};
}

void buffer_append(struct buffer *buffer, const void *bytes, size_t length)
{
	if (length == 0)
		return;
	if (buffer->size - buffer->length < length) {
		size_t size = buffer->size ? buffer->size : 256;
		while (size - buffer->length < length)
			size *= 2;
		char *grown = realloc(buffer->bytes, size);
		if (!grown)
			abort();
		buffer->bytes = grown;
		buffer->size = size;
	}
	memcpy(buffer->bytes + buffer->length, bytes, length);
	buffer->length += length;
}
