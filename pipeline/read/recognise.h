/* What kind of input the first bytes are. */
#ifndef ASC_RECOGNISE_H
#define ASC_RECOGNISE_H

#include "document/arena.h"
#include "read/decode.h"
#include "read/read.h"

enum { ASC_SNIFFED = 4096 }; /* bytes that are looked at */

/* Why this is not read, with what to do about it; NULL when it is. With `wanted` TEXT or JSONL only what can be neither is
 * refused; what merely looks like HTML or binary data is taken as told. */
const char *asc_refusal(struct asc_slice head, enum asc_input wanted);

enum asc_json_look {
    ASC_LOOKS_OTHER, /* no JSON */
    ASC_LOOKS_LINES, /* the line is an object, or the beginning of one that is longer than is read */
    ASC_LOOKS_WHOLE, /* JSON that goes on over several lines, or an array */
};

/* How a first line, or what begins with a bracket, looks. `cut`: it is longer than the bytes that are given. */
enum asc_json_look asc_json_look(struct asc_arena *scratch, struct asc_slice line, bool cut);

/* The length of a byte-order mark of UTF-8. */
size_t asc_mark_length(struct asc_slice head);

#endif
