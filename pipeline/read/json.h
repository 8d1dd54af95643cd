/* JSON, by yajl's streaming parser: yajl says what is correct and where things begin and end, the values are read off the bytes.
 *
 * yajl's memory comes from an arena, so nothing has to be freed, and running out of it is an answer instead of a crash. */
#ifndef ASC_JSON_H
#define ASC_JSON_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <yajl/yajl_parse.h>

#include "document/arena.h"
#include "read/decode.h"

enum { ASC_JSON_DEEPEST = 64, ASC_MEMBERS = 4096 };

enum asc_json_answer {
    ASC_JSON_OK,
    ASC_JSON_PARTIAL, /* correct as far as it goes, but not at its end */
    ASC_JSON_BAD,     /* no JSON; or a callback stopped it */
    ASC_JSON_NO_MEMORY,
};

/* One parse. */
struct asc_json {
    struct asc_arena *arena;
    yajl_handle handle;
    jmp_buf no_memory;
    char reason[128]; /* why the answer is BAD or PARTIAL; a callback may fill it before it stops */
};

/* Parses the whole of `bytes`. `callbacks` are called with `context`; strings that they are given may be no UTF-8. */
enum asc_json_answer asc_json_run(struct asc_json *json, const yajl_callbacks *callbacks, void *context, struct asc_slice bytes);

/* Inside a callback: the bytes up to which the parser has read. */
size_t asc_json_at(const struct asc_json *json);

/* A member of an object; slices of the bytes that were parsed. */
struct asc_member {
    struct asc_slice name;  /* escapes resolved */
    struct asc_slice raw;   /* from the name's quotation mark to the end of the value */
    struct asc_slice value; /* as written: with its quotation marks, brackets ... */
};

struct asc_object {
    struct asc_member *member; /* in the arena */
    unsigned members, member_room;
};

/* Parses an object and lists its members. When the answer is BAD or PARTIAL, the members before the mistake are there and
 * `json->reason` tells about it. */
enum asc_json_answer asc_object_read(struct asc_json *json, struct asc_slice bytes, struct asc_object *object);

/* The value of the last member of that name; .at is NULL when there is none, or when it is null. */
struct asc_slice asc_object_find(const struct asc_object *object, const char *name);

static inline bool asc_json_is_string(struct asc_slice value)
{
    return value.len >= 2 && value.at[0] == '"';
}

static inline bool asc_json_is_number(struct asc_slice value)
{
    return value.len && (value.at[0] == '-' || (value.at[0] >= '0' && value.at[0] <= '9'));
}

/* The text of a value: of a string its characters, of anything else its JSON text. */
enum asc_result asc_json_text(struct asc_arena *arena, struct asc_slice value, struct asc_decoded *out);

#endif
