// What backend and load generator share: a growing buffer, and reading headers of HTTP/1.1.
#ifndef HTTP_H
#define HTTP_H
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <stdint.h>

typedef struct {
  char *bytes;
  size_t length, capacity;
} buffer;

static inline void buffer_reserve(buffer *b, size_t size) {
  if (b->capacity - b->length >= size) return;
  size_t capacity = b->capacity ? b->capacity : 16384;
  while (capacity - b->length < size) capacity *= 2;
  b->bytes = realloc(b->bytes, capacity);
  if (!b->bytes) abort();
  b->capacity = capacity;
}

static inline void buffer_add(buffer *b, const char *bytes, size_t length) {
  buffer_reserve(b, length);
  memcpy(b->bytes + b->length, bytes, length);
  b->length += length;
}

static inline void buffer_drop(buffer *b, size_t length) {
  memmove(b->bytes, b->bytes + length, b->length - length);
  b->length -= length;
}

// Length of the head including the empty line; 0 when it is not complete.
static inline size_t head_length(const char *bytes, size_t length) {
  const char *end = memmem(bytes, length, "\r\n\r\n", 4);
  return end ? (size_t)(end - bytes) + 4 : 0;
}

// Value of a header within a complete head, or NULL. It ends with \r.
static inline const char *header(const char *head, size_t length, const char *name) {
  size_t name_length = strlen(name);
  const char *line = head, *end = head + length;
  while (line < end) {
    const char *next = memchr(line, '\n', end - line);
    if (!next) return NULL;
    if ((size_t)(next - line) > name_length && line[name_length] == ':' && !strncasecmp(line, name, name_length)) {
      const char *value = line + name_length + 1;
      while (*value == ' ') value++;
      return value;
    }
    line = next + 1;
  }
  return NULL;
}
#endif
