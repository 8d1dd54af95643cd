#include "read/json.h"

#include <stdio.h>
#include <string.h>

/* --- yajl, on an arena ------------------------------------------------------------------------------------------- */

/* What stands before each block: yajl's realloc() does not tell the old size. */
struct block_head {
    _Alignas(16) size_t size;
};

/* yajl does not look whether it got memory, so a failure must not return to it. Everything lies in the arena: nothing leaks. */
static void *checked(struct asc_json *json, struct block_head *head, size_t size)
{
    if (!head) {
        longjmp(json->no_memory, 1);
    }
    head->size = size;
    return head + 1;
}

static void *json_alloc(void *context, size_t size)
{
    struct asc_json *json = context;
    return checked(json, asc_arena_alloc(json->arena, sizeof(struct block_head) + size), size);
}

static void *json_realloc(void *context, void *old, size_t size)
{
    struct asc_json *json = context;
    if (!old) {
        return json_alloc(context, size);
    }
    struct block_head *head = (struct block_head *)old - 1;
    return checked(json, asc_arena_grow(json->arena, head, sizeof *head + head->size, sizeof *head + size), size);
}

static void json_free(void *context, void *old)
{
    (void)context;
    (void)old;
}

size_t asc_json_at(const struct asc_json *json)
{
    return yajl_get_bytes_consumed(json->handle);
}

/* Copies yajl's message, which ends with a line break and may have been given already by a callback. */
static void keep_reason(struct asc_json *json)
{
    if (*json->reason) {
        return;
    }
    unsigned char *message = yajl_get_error(json->handle, 0, NULL, 0);
    (void)snprintf(json->reason, sizeof json->reason, "%.*s", (int)strcspn((char *)message, "\n"), (char *)message);
    yajl_free_error(json->handle, message);
}

static enum asc_json_answer parse(struct asc_json *json, struct asc_slice bytes)
{
    size_t at = 0;
    yajl_status status = yajl_parse(json->handle, (const unsigned char *)bytes.at, bytes.len);
    bool partial = status == yajl_status_ok;
    if (partial) {
        status = yajl_complete_parse(json->handle);
    } else {
        at = asc_json_at(json);
    }
    if (status == yajl_status_ok) {
        return ASC_JSON_OK;
    }
    keep_reason(json);
    if (at) {
        size_t used = strlen(json->reason);
        (void)snprintf(json->reason + used, sizeof json->reason - used, " (byte %zu)", at);
    }
    return partial ? ASC_JSON_PARTIAL : ASC_JSON_BAD;
}

enum asc_json_answer asc_json_run(struct asc_json *json, const yajl_callbacks *callbacks, void *context, struct asc_slice bytes)
{
    yajl_alloc_funcs memory = {json_alloc, json_realloc, json_free, json};
    json->reason[0] = '\0';
    if (setjmp(json->no_memory)) {
        return ASC_JSON_NO_MEMORY;
    }
    json->handle = yajl_alloc(callbacks, &memory, context);
    /* What is no UTF-8 is replaced when a value is decoded; yajl would refuse the line. */
    (void)yajl_config(json->handle, yajl_dont_validate_strings, 1);
    return parse(json, bytes);
}

/* --- the members of an object ------------------------------------------------------------------------------------ */

/* An object being read. yajl reports names and brackets only: a value is what stands between its name and the next report, less
 * blanks and the comma, so a long string is not read again to find its end. */
struct reading {
    struct asc_json *json;
    struct asc_slice bytes;
    struct asc_object *object;
    size_t at; /* behind the last thing that was taken */
    unsigned depth;
    bool pending; /* a name was taken, its value was not */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Behind blanks, one separator and blanks. */
static size_t skip(const struct reading *r, size_t at, char separator)
{
    bool seen = false;
    for (; at < r->bytes.len && (is_blank(r->bytes.at[at]) || (!seen && r->bytes.at[at] == separator)); at++) {
        seen |= r->bytes.at[at] == separator;
    }
    return at;
}

/* Before the blanks, the comma and the blanks that stand before `at`. */
static size_t skip_back(const struct reading *r, size_t at)
{
    while (at > r->at && (is_blank(r->bytes.at[at - 1]) || r->bytes.at[at - 1] == ',')) {
        at--;
    }
    return at;
}

/* The quotation mark that opens the name just parsed, which ends before `end`: the last one that no backslash escapes. */
static size_t name_begin(const struct reading *r, size_t end)
{
    for (size_t at = end - 1; at-- > r->at;) {
        size_t slash = at;
        while (r->bytes.at[at] == '"' && slash > r->at && r->bytes.at[slash - 1] == '\\') {
            slash--;
        }
        if (r->bytes.at[at] == '"' && (at - slash) % 2 == 0) {
            return at;
        }
    }
    return r->at;
}

/* Takes the value of the last name, which has been parsed and stands before `next`: a name or the object's end. */
static void take_value(struct reading *r, size_t next)
{
    if (!r->pending) {
        return;
    }
    struct asc_member *member = r->object->member + r->object->members - 1;
    size_t begin = skip(r, r->at, ':');
    r->at = skip_back(r, next);
    r->pending = false;
    member->value = (struct asc_slice){r->bytes.at + begin, r->at - begin};
    member->raw.len = (size_t)(r->bytes.at + r->at - member->raw.at);
}

static int stop(struct reading *r, const char *why)
{
    (void)snprintf(r->json->reason, sizeof r->json->reason, "%s", why);
    return 0;
}

/* yajl gives a name as a part of the bytes, or, when it has escapes, in a buffer that it uses again. */
static bool keep_name(struct reading *r, const char *name, size_t len, struct asc_slice *kept)
{
    *kept = (struct asc_slice){name, len};
    if (name >= r->bytes.at && name < r->bytes.at + r->bytes.len) {
        return true;
    }
    kept->at = asc_arena_text(r->json->arena, name, len);
    return kept->at != NULL;
}

static int on_name(void *context, const unsigned char *name, size_t len)
{
    struct reading *r = context;
    if (r->depth > 1) {
        return 1;
    }
    size_t end = asc_json_at(r->json), begin = name_begin(r, end);
    take_value(r, begin);
    if (r->object->members == ASC_MEMBERS) {
        return stop(r, "it has too many members");
    }
    if (!ASC_ROOM(r->json->arena, r->object->member, r->object->members, r->object->member_room)) {
        longjmp(r->json->no_memory, 1);
    }
    struct asc_member *member = r->object->member + r->object->members;
    *member = (struct asc_member){.raw.at = r->bytes.at + begin};
    if (!keep_name(r, (const char *)name, len, &member->name)) {
        longjmp(r->json->no_memory, 1);
    }
    r->object->members++;
    r->at = end;
    r->pending = true;
    return 1;
}

static int on_open(struct reading *r)
{
    if (++r->depth > ASC_JSON_DEEPEST) {
        return stop(r, "it is nested too deeply");
    }
    if (r->depth == 1) {
        r->at = asc_json_at(r->json);
    }
    return 1;
}

static int on_open_object(void *context)
{
    return on_open(context);
}

static int on_open_array(void *context)
{
    struct reading *r = context;
    return r->depth ? on_open(r) : stop(r, "it is an array");
}

static int on_close(void *context)
{
    struct reading *r = context;
    if (!--r->depth) {
        take_value(r, asc_json_at(r->json) - 1);
    }
    return 1;
}

/* --- plain objects ----------------------------------------------------------------------------------------------- */

/* Most lines are objects whose values are strings and whole numbers, their names without escapes. Such a line is correct if it can be
 * read to its end here; whatever else a line holds, right or wrong, is left to yajl. */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

/* Behind the escape whose backslash stands at `at`; 0 when there is none. */
static size_t behind_escape(struct asc_slice bytes, size_t at)
{
    char c = at + 1 < bytes.len ? bytes.at[at + 1] : '\0';
    if (c != 'u') {
        return c && strchr("\"\\/bfnrt", c) ? at + 2 : 0;
    }
    const char *hex = bytes.at + at + 2;
    return at + 6 <= bytes.len && is_hex(hex[0]) && is_hex(hex[1]) && is_hex(hex[2]) && is_hex(hex[3]) ? at + 6 : 0;
}

/* Behind the string whose first quotation mark stands at `at`; 0 when it is not correct. *escaped if it has escapes. */
static size_t behind_string(struct asc_slice bytes, size_t at, bool *escaped)
{
    for (at++; at < bytes.len;) {
        at += asc_json_span((struct asc_slice){bytes.at + at, bytes.len - at});
        if (at == bytes.len || (unsigned char)bytes.at[at] < ' ') {
            return 0;
        }
        if (bytes.at[at] == '"') {
            return at + 1;
        }
        *escaped = true;
        at = behind_escape(bytes, at);
        if (!at) {
            return 0;
        }
    }
    return 0;
}

/* Behind the string or whole number at `at`; 0 when there is something else. */
static size_t behind_value(struct asc_slice bytes, size_t at)
{
    bool escaped = false;
    if (at < bytes.len && bytes.at[at] == '"') {
        return behind_string(bytes, at, &escaped);
    }
    if (at == bytes.len || !is_digit(bytes.at[at]) || bytes.at[at] == '0') {
        return 0;
    }
    while (at < bytes.len && is_digit(bytes.at[at])) {
        at++;
    }
    return at < bytes.len && (is_blank(bytes.at[at]) || bytes.at[at] == ',' || bytes.at[at] == '}') ? at : 0;
}

static size_t behind_blanks(struct asc_slice bytes, size_t at)
{
    while (at < bytes.len && is_blank(bytes.at[at])) {
        at++;
    }
    return at;
}

/* Behind the byte `c`, which may have blanks before it; 0 when something else stands there. */
static size_t behind_byte(struct asc_slice bytes, size_t at, char c)
{
    at = behind_blanks(bytes, at);
    return at < bytes.len && bytes.at[at] == c ? at + 1 : 0;
}

/* Takes the member at `at` into the object; returns what is behind it, 0 when the line is not plain. */
static size_t take_plain_member(struct reading *r, size_t at)
{
    bool escaped = false;
    size_t begin = behind_blanks(r->bytes, at);
    size_t end = begin < r->bytes.len && r->bytes.at[begin] == '"' ? behind_string(r->bytes, begin, &escaped) : 0;
    size_t colon = end && !escaped ? behind_byte(r->bytes, end, ':') : 0, value = behind_blanks(r->bytes, colon);
    size_t value_end = colon ? behind_value(r->bytes, value) : 0;
    if (!value_end || r->object->members == ASC_MEMBERS || !ASC_ROOM(r->json->arena, r->object->member, r->object->members, r->object->member_room)) {
        return 0;
    }
    const char *bytes = r->bytes.at;
    r->object->member[r->object->members++] = (struct asc_member){
        .name = {bytes + begin + 1, end - begin - 2}, .raw = {bytes + begin, value_end - begin}, .value = {bytes + value, value_end - value}};
    return value_end;
}

static bool read_plainly(struct reading *r)
{
    size_t at = behind_byte(r->bytes, 0, '{');
    for (size_t next = at; next; next = behind_byte(r->bytes, at, ',')) {
        at = take_plain_member(r, next);
        if (!at) {
            return false;
        }
    }
    at = at ? behind_byte(r->bytes, at, '}') : 0;
    return at && behind_blanks(r->bytes, at) == r->bytes.len;
}

enum asc_json_answer asc_object_read(struct asc_json *json, struct asc_slice bytes, struct asc_object *object)
{
    static const yajl_callbacks callbacks = {
        .yajl_start_map = on_open_object,
        .yajl_map_key = on_name,
        .yajl_end_map = on_close,
        .yajl_start_array = on_open_array,
        .yajl_end_array = on_close,
    };
    struct reading r = {.json = json, .bytes = bytes, .object = object};
    *object = (struct asc_object){0};
    if (read_plainly(&r)) {
        return ASC_JSON_OK;
    }
    object->members = 0;
    enum asc_json_answer answer = asc_json_run(json, &callbacks, &r, bytes);
    if (answer == ASC_JSON_OK && !r.at) {
        (void)stop(&r, "it is a single value");
        answer = ASC_JSON_BAD;
    }
    if (r.pending) {
        object->members--; /* its value was cut off */
    }
    return answer;
}

struct asc_slice asc_object_find(const struct asc_object *object, const char *name)
{
    size_t len = strlen(name);
    for (unsigned i = object->members; i-- > 0;) {
        const struct asc_member *member = object->member + i;
        if (member->name.len == len && memcmp(member->name.at, name, len) == 0) {
            bool null = member->value.len == 4 && memcmp(member->value.at, "null", 4) == 0;
            return null ? (struct asc_slice){NULL, 0} : member->value;
        }
    }
    return (struct asc_slice){NULL, 0};
}

enum asc_result asc_json_text(struct asc_arena *arena, struct asc_slice value, struct asc_decoded *out)
{
    if (asc_json_is_string(value)) {
        return asc_decode_json(arena, (struct asc_slice){value.at + 1, value.len - 2}, out);
    }
    return asc_decode_utf8(arena, value, out);
}
