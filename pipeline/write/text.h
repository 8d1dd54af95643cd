/* Text on its way into a cell: white space, broken UTF-8, bytes that a format must escape. */
#ifndef ASC_WRITE_TEXT_H
#define ASC_WRITE_TEXT_H

#include "write/buffer.h"

/* The bytes of the white space character (as Unicode sees it) that `text` begins with; 0 when it begins with another. */
size_t asc_space_at(const char *text, size_t len);

/* Appends a text with each run of white space as one space. Runs reach over the calls for one cell, which begins at `from`
 * of the buffer. */
void asc_put_squeezed(struct asc_buffer *out, size_t from, struct asc_string text);

/* Takes white space off both ends and makes runs inside one space: in the arena, if anything changes. False: no memory. */
bool asc_squeeze(struct asc_arena *arena, struct asc_string *text);

/* Appends a text that nobody decoded (an option, a path): what is no UTF-8 becomes U+FFFD. */
void asc_put_clean(struct asc_buffer *out, const char *text);

/* The same in the arena, if anything changes; NULL when there is no memory. */
const char *asc_clean(struct asc_arena *arena, const char *text);

/* The first byte that is `one`, `other` or a control character; `len` when there is none. */
size_t asc_odd_byte(const char *text, size_t len, char one, char other);

/* Which bytes of these kinds a text holds: bits. */
enum { ASC_ODD_CONTROL = 1, ASC_ODD_QUOTE = 2, ASC_ODD_DELIMITER = 4 };
unsigned asc_odd_kinds(const char *text, size_t len, char delimiter);

/* Escapes what stands in the buffer from `from` on, so that it can stand in a JSON string. */
void asc_escape_json(struct asc_buffer *out, size_t from);

/* Appends a JSON string, with its quotation marks. */
void asc_put_json(struct asc_buffer *out, const char *text, size_t len);

#endif
