/* The elements of a layer: an array of objects or arrays, given one by one as a row of values. */
#ifndef ASC_RECORDS_H
#define ASC_RECORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "read/json.h"

enum { ASC_RECORD_VALUES = 24, ASC_RECORD_NUMBERS = 64 };

enum asc_value_kind { ASC_VALUE_NONE, ASC_VALUE_INTEGER, ASC_VALUE_FRACTION, ASC_VALUE_STRING, ASC_VALUE_BOOLEAN, ASC_VALUE_LIST, ASC_VALUE_OTHER };

struct asc_value {
    enum asc_value_kind kind;
    int64_t number;        /* of a fraction in hundredths, of a boolean 0 or 1 */
    struct asc_slice text; /* of a string; lives as long as the bytes and the arena */
    unsigned first, count; /* of a list: its numbers in asc_record.number, inner brackets ignored */
};

struct asc_record {
    const char *const *name; /* [names] of the members that are wanted; an array's elements come in this order */
    unsigned names;
    struct asc_value value[ASC_RECORD_VALUES]; /* [names] */
    int64_t number[ASC_RECORD_NUMBERS];
    unsigned numbers;
};

/* Parses an array and calls `take` for each element; stops when it returns false, which makes the answer BAD. When the bytes are
 * to blame json->reason says why. */
enum asc_json_answer asc_records_read(struct asc_json *json, struct asc_slice bytes, struct asc_record *record,
                                      bool (*take)(void *context, const struct asc_record *record), void *context);

#endif
