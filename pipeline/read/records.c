#include "read/records.h"

#include <stdio.h>
#include <string.h>

/* The depths in an array of records: [ {"begin": [ [1, 2] ]} ]. */
enum { IN_ARRAY = 1, IN_RECORD = 2, IN_LIST = 3, IN_PAIR = 4 };

struct reading {
    struct asc_json *json;
    struct asc_slice bytes;
    struct asc_record *record;
    bool (*take)(void *context, const struct asc_record *record);
    void *context;
    struct asc_value ignored; /* where values go that nobody wants */
    unsigned slot;            /* of the value that comes next; beyond the names when nobody wants it */
    unsigned depth;
    bool listed; /* the record is an array */
};

static int stop(struct reading *r, const char *why)
{
    (void)snprintf(r->json->reason, sizeof r->json->reason, "%s", why);
    return 0;
}

/* The place of the value that is being read. */
static struct asc_value *place(struct reading *r)
{
    r->ignored = (struct asc_value){0};
    return r->slot < r->record->names ? r->record->value + r->slot : &r->ignored;
}

/* Takes a value that is no bracket. */
static int take_scalar(struct reading *r, struct asc_value value)
{
    if (r->depth < IN_RECORD) {
        return stop(r, "must be a list of objects or of lists");
    }
    struct asc_value *to = place(r);
    if (r->depth == IN_RECORD) {
        *to = value;
        r->slot += r->listed;
        return 1;
    }
    if (to == &r->ignored) {
        return 1;
    }
    if (to->kind != ASC_VALUE_LIST || value.kind != ASC_VALUE_INTEGER || r->record->numbers == ASC_RECORD_NUMBERS) {
        to->kind = ASC_VALUE_OTHER; /* whoever wants the value says what is wrong */
        return 1;
    }
    r->record->number[r->record->numbers++] = value.number;
    to->count++;
    return 1;
}

static int on_null(void *context)
{
    return take_scalar(context, (struct asc_value){.kind = ASC_VALUE_NONE});
}

static int on_boolean(void *context, int value)
{
    return take_scalar(context, (struct asc_value){.kind = ASC_VALUE_BOOLEAN, .number = value != 0});
}

/* Reads digits with at most two decimals that count; by hand, for strtod() follows the locale. */
static struct asc_value parse_number(const char *text, size_t len)
{
    struct asc_value value = {.kind = ASC_VALUE_INTEGER};
    bool minus = len && text[0] == '-';
    unsigned decimals = 0;
    for (size_t i = minus; i < len; i++) {
        if (text[i] == '.') {
            value.kind = ASC_VALUE_FRACTION;
        } else if (text[i] < '0' || text[i] > '9' || value.number > INT64_MAX / 1000) {
            return (struct asc_value){.kind = ASC_VALUE_OTHER};
        } else if (value.kind == ASC_VALUE_INTEGER || decimals < 2) {
            value.number = value.number * 10 + (text[i] - '0');
            decimals += value.kind == ASC_VALUE_FRACTION;
        } else if (decimals == 2) {
            value.number += text[i] >= '5';
            decimals++;
        }
    }
    for (; value.kind == ASC_VALUE_FRACTION && decimals < 2; decimals++) {
        value.number *= 10;
    }
    value.number = minus ? -value.number : value.number;
    return value;
}

static int on_number(void *context, const char *text, size_t len)
{
    return take_scalar(context, parse_number(text, len));
}

static int on_string(void *context, const unsigned char *text, size_t len)
{
    struct reading *r = context;
    const char *at = (const char *)text;
    bool lasting = at >= r->bytes.at && at < r->bytes.at + r->bytes.len;
    if (!lasting) {
        at = asc_arena_text(r->json->arena, at, len);
        if (!at) {
            longjmp(r->json->no_memory, 1);
        }
    }
    return take_scalar(r, (struct asc_value){.kind = ASC_VALUE_STRING, .text = {at, len}});
}

static int on_name(void *context, const unsigned char *name, size_t len)
{
    struct reading *r = context;
    if (r->depth != IN_RECORD || r->listed) {
        return 1;
    }
    for (r->slot = 0; r->slot < r->record->names; r->slot++) {
        const char *wanted = r->record->name[r->slot];
        if (strlen(wanted) == len && memcmp(wanted, name, len) == 0) {
            break;
        }
    }
    return 1;
}

static void begin_record(struct reading *r, bool listed)
{
    memset(r->record->value, 0, r->record->names * sizeof *r->record->value);
    r->record->numbers = 0;
    r->listed = listed;
    r->slot = 0;
}

static int on_open(struct reading *r, bool array)
{
    if (++r->depth > ASC_JSON_DEEPEST) {
        return stop(r, "is nested too deeply");
    }
    if (r->depth == IN_ARRAY) {
        return array ? 1 : stop(r, "must be a list");
    }
    if (r->depth == IN_RECORD) {
        begin_record(r, array);
        return 1;
    }
    struct asc_value *to = place(r);
    if (!array || r->depth > IN_PAIR) {
        to->kind = ASC_VALUE_OTHER;
    } else if (r->depth == IN_LIST) {
        *to = (struct asc_value){.kind = ASC_VALUE_LIST, .first = r->record->numbers};
    }
    return 1;
}

static int on_open_object(void *context)
{
    return on_open(context, false);
}

static int on_open_array(void *context)
{
    return on_open(context, true);
}

static int on_close(void *context)
{
    struct reading *r = context;
    if (r->depth == IN_LIST) {
        r->slot += r->listed;
    }
    return --r->depth != IN_ARRAY || r->take(r->context, r->record);
}

enum asc_json_answer asc_records_read(struct asc_json *json, struct asc_slice bytes, struct asc_record *record,
                                      bool (*take)(void *context, const struct asc_record *record), void *context)
{
    static const yajl_callbacks callbacks = {
        .yajl_null = on_null,
        .yajl_boolean = on_boolean,
        .yajl_number = on_number,
        .yajl_string = on_string,
        .yajl_start_map = on_open_object,
        .yajl_map_key = on_name,
        .yajl_end_map = on_close,
        .yajl_start_array = on_open_array,
        .yajl_end_array = on_close,
    };
    struct reading r = {.json = json, .bytes = bytes, .record = record, .take = take, .context = context};
    return asc_json_run(json, &callbacks, &r, bytes);
}
