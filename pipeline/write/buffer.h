/* What the writers append to a buffer: bytes, words, numbers.
 *
 * A buffer that could not grow says `failed` and takes nothing more, so callers ask once, at the end. */
#ifndef ASC_WRITE_BUFFER_H
#define ASC_WRITE_BUFFER_H

#include <string.h>

#include "write/write.h"

/* A piece of text that somebody else owns. */
struct asc_string {
    const char *at;
    size_t len;
};

/* Byte order; a beginning comes before what is longer. */
int asc_string_compare(struct asc_string a, struct asc_string b);

/* Makes room for `need` more bytes; false, and the buffer has failed, when there is no memory. */
bool asc_buffer_more(struct asc_buffer *buffer, size_t need);

/* The place of the next `need` bytes, which the caller fills and adds to `len`; NULL when there is no memory. */
static inline char *asc_buffer_room(struct asc_buffer *buffer, size_t need)
{
    if (buffer->failed || (buffer->room - buffer->len < need && !asc_buffer_more(buffer, need))) {
        return NULL;
    }
    return buffer->bytes + buffer->len;
}

/* Cells are short, and a call of memcpy() costs more than they do: two words that overlap are any length in between. */
static inline void asc_copy(char *to, const char *from, size_t len)
{
    if (len > 16 || len < 4) {
        memcpy(to, from, len);
    } else if (len >= 8) {
        uint64_t first, last;
        memcpy(&first, from, sizeof first);
        memcpy(&last, from + len - sizeof last, sizeof last);
        memcpy(to, &first, sizeof first);
        memcpy(to + len - sizeof last, &last, sizeof last);
    } else {
        uint32_t first, last;
        memcpy(&first, from, sizeof first);
        memcpy(&last, from + len - sizeof last, sizeof last);
        memcpy(to, &first, sizeof first);
        memcpy(to + len - sizeof last, &last, sizeof last);
    }
}

static inline void asc_put(struct asc_buffer *buffer, const char *bytes, size_t len)
{
    char *to = len ? asc_buffer_room(buffer, len) : NULL;
    if (to) {
        asc_copy(to, bytes, len);
        buffer->len += len;
    }
}

static inline void asc_put_byte(struct asc_buffer *buffer, char byte)
{
    char *to = asc_buffer_room(buffer, 1);
    if (to) {
        *to = byte;
        buffer->len++;
    }
}

static inline void asc_put_text(struct asc_buffer *buffer, const char *text)
{
    asc_put(buffer, text, strlen(text));
}

/* A literal. */
#define ASC_PUT(BUFFER, LITERAL) asc_put((BUFFER), "" LITERAL, sizeof(LITERAL) - 1)

/* Decimal digits; no locale has a say. */
void asc_put_number(struct asc_buffer *buffer, uint64_t number);
void asc_put_signed(struct asc_buffer *buffer, int64_t number);

/* Per cent as 0.93. */
void asc_put_percent(struct asc_buffer *buffer, unsigned percent);

/* Appends once more what stands at [at, at + len) of the buffer. */
void asc_put_again(struct asc_buffer *buffer, size_t at, size_t len);

#endif
