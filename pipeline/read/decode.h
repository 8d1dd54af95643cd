/* Bytes to text: valid UTF-8 without NUL, each byte that is none replaced by one U+FFFD. */
#ifndef ASC_DECODE_H
#define ASC_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document/arena.h"
#include "document/document.h"

/* A piece of bytes that somebody else owns. */
struct asc_slice {
    const char *at;
    size_t len;
};

/* A text in an arena. */
struct asc_decoded {
    char *text;        /* NUL-terminated */
    size_t len;        /* bytes */
    uint64_t replaced; /* characters U+FFFD that stand for something undecodable */
    bool ascii;
};

/* A whole file: a byte-order mark is dropped, and says whether it is UTF-16; everything else is UTF-8. */
enum asc_result asc_decode_file(struct asc_arena *arena, struct asc_slice bytes, struct asc_decoded *out);

/* UTF-8 as it stands. */
enum asc_result asc_decode_utf8(struct asc_arena *arena, struct asc_slice bytes, struct asc_decoded *out);

/* What stands between the quotation marks of a JSON string that a JSON parser has found correct. A surrogate without its
 * other half, and the escape of NUL, count as undecodable. */
enum asc_result asc_decode_json(struct asc_arena *arena, struct asc_slice bytes, struct asc_decoded *out);

/* The bytes of a JSON string before the first quotation mark, backslash or control character; all when there is none. */
size_t asc_json_span(struct asc_slice text);

/* The length of the longest valid beginning: UTF-8 without NUL. Clears *ascii when a character beyond ASCII is in it. */
size_t asc_utf8_span(const char *bytes, size_t len, bool *ascii);

#endif
