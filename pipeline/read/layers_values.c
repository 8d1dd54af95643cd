/* The values of an element of a layer: checked and converted. */
#include <stdio.h>

#include "read/layers_parts.h"

bool asc_layers_wrong(struct asc_layers *in, const char *name, const char *why)
{
    if (!*in->reason) {
        (void)snprintf(in->reason, sizeof in->reason, "layers.%s[%u]: %s %s", in->layer, in->index, name, why);
    }
    return false;
}

bool asc_layers_full(struct asc_layers *in)
{
    in->no_memory = true;
    return false;
}

static bool wrong(struct asc_layers *in, const struct asc_record *record, unsigned i, const char *why)
{
    return asc_layers_wrong(in, record->name[i], why);
}

bool asc_layers_number(struct asc_layers *in, const struct asc_record *record, unsigned i, int64_t least, int64_t most, int64_t *to)
{
    const struct asc_value *value = record->value + i;
    if (value->kind == ASC_VALUE_NONE) {
        return true;
    }
    if (value->kind != ASC_VALUE_INTEGER || value->number < least || value->number > most) {
        return wrong(in, record, i, "is no whole number, or not one that can stand here");
    }
    *to = value->number;
    return true;
}

/* Two positions in code points to a span of bytes; an empty one only if that is allowed. */
static bool convert(struct asc_layers *in, int64_t begin, int64_t end, bool empty, struct asc_span *to)
{
    struct asc_span span = {asc_characters_byte(&in->characters, begin), asc_characters_byte(&in->characters, end)};
    if (span.begin == ASC_NONE || span.end == ASC_NONE || begin > end || (begin == end && !empty)) {
        return false;
    }
    *to = span;
    return true;
}

bool asc_layers_span(struct asc_layers *in, const struct asc_record *record, unsigned i, struct asc_span *to)
{
    const struct asc_value *begin = record->value + i, *end = begin + 1;
    if (begin->kind != ASC_VALUE_INTEGER || end->kind != ASC_VALUE_INTEGER) {
        return wrong(in, record, i, "and end must be whole numbers");
    }
    return convert(in, begin->number, end->number, false, to) || wrong(in, record, i, "and end are no range of the text");
}

bool asc_layers_list_span(struct asc_layers *in, const struct asc_record *record, unsigned i, struct asc_span *to)
{
    const struct asc_value *value = record->value + i;
    if (value->kind == ASC_VALUE_NONE) {
        return true;
    }
    if (value->kind != ASC_VALUE_LIST || value->count != 2) {
        return wrong(in, record, i, "must be [begin, end]");
    }
    const int64_t *number = record->number + value->first;
    return convert(in, number[0], number[1], true, to) || wrong(in, record, i, "is no range of the text");
}

bool asc_layers_index(struct asc_layers *in, const struct asc_record *record, unsigned i, uint32_t count, uint32_t *to)
{
    int64_t number = -1;
    if (!asc_layers_number(in, record, i, -1, (int64_t)count - 1, &number)) {
        return false;
    }
    if (number >= 0) {
        *to = (uint32_t)number;
    }
    return true;
}

bool asc_layers_small(struct asc_layers *in, const struct asc_record *record, unsigned i, uint8_t *to)
{
    int64_t number = *to;
    if (!asc_layers_number(in, record, i, 0, UINT8_MAX, &number)) {
        return false;
    }
    *to = (uint8_t)number;
    return true;
}

bool asc_layers_flag(struct asc_layers *in, const struct asc_record *record, unsigned i, bool *to)
{
    const struct asc_value *value = record->value + i;
    bool given = value->kind == ASC_VALUE_BOOLEAN || value->kind == ASC_VALUE_INTEGER;
    *to = given ? value->number != 0 : *to;
    return given || value->kind == ASC_VALUE_NONE || wrong(in, record, i, "must be true or false");
}

/* 93 and 0.93 are the same; 1 is 1.0, as many programs print it. */
bool asc_layers_percent(struct asc_layers *in, const struct asc_record *record, unsigned i, uint8_t *to)
{
    const struct asc_value *value = record->value + i;
    if (value->kind == ASC_VALUE_NONE) {
        return true;
    }
    bool number = value->kind == ASC_VALUE_INTEGER || value->kind == ASC_VALUE_FRACTION;
    if (!number || value->number < 0 || value->number > 100) {
        return wrong(in, record, i, "must be a number from 0.0 to 1.0, or per cent");
    }
    bool whole = value->kind == ASC_VALUE_INTEGER && value->number == 1;
    *to = whole ? 100 : (uint8_t)value->number;
    return true;
}

bool asc_layers_gender(struct asc_layers *in, const struct asc_record *record, unsigned i, char *to)
{
    const struct asc_value *value = record->value + i;
    if (value->kind == ASC_VALUE_NONE || (value->kind == ASC_VALUE_STRING && !value->text.len)) {
        return true;
    }
    if (value->kind != ASC_VALUE_STRING || value->text.len != 1 || (*value->text.at != 'm' && *value->text.at != 'f')) {
        return wrong(in, record, i, "must be \"m\" or \"f\"");
    }
    *to = *value->text.at;
    return true;
}

bool asc_layers_word(struct asc_layers *in, const struct asc_record *record, unsigned i, const char *(*name)(unsigned), unsigned count, uint8_t *to)
{
    const struct asc_value *value = record->value + i;
    if (value->kind == ASC_VALUE_NONE) {
        return true;
    }
    int found = value->kind == ASC_VALUE_STRING ? asc_word_index(name, count, value->text.at, value->text.len) : -1;
    if (found < 0 || !*name((unsigned)found)) {
        return wrong(in, record, i, "is none of the words that can stand here");
    }
    *to = (uint8_t)found;
    return true;
}

bool asc_layers_rule(struct asc_layers *in, const struct asc_record *record, unsigned i, uint32_t *to)
{
    const struct asc_value *value = record->value + i;
    if (value->kind == ASC_VALUE_STRING) {
        *to = value->text.len ? asc_lookup_rule(&in->lookup, value->text) : ASC_NONE;
        return true;
    }
    return value->kind == ASC_VALUE_NONE || wrong(in, record, i, "must be the name of a rule");
}

bool asc_layers_entry(struct asc_layers *in, const struct asc_record *record, unsigned i, uint32_t token, uint32_t token_end, uint32_t *to)
{
    const struct asc_value *value = record->value + i;
    if (value->kind == ASC_VALUE_NONE || (value->kind == ASC_VALUE_STRING && !value->text.len)) {
        return true;
    }
    bool numbered = value->kind == ASC_VALUE_INTEGER;
    if (numbered && value->number == -1) {
        return true;
    }
    bool in_tables = numbered && value->number >= 0 && value->number < ASC_NONE && asc_entry(in->known, (uint32_t)value->number);
    if (value->kind != ASC_VALUE_STRING && !in_tables) {
        return wrong(in, record, i, "must be the id of an entry in a table of names");
    }
    *to = numbered ? asc_lookup_numbered(&in->lookup, (uint32_t)value->number) : asc_lookup_want(&in->lookup, value->text, token, token_end);
    return *to != ASC_NONE || asc_layers_full(in);
}

bool asc_layers_tokens(const struct asc_document *doc, uint32_t begin, uint32_t end, uint32_t *token, uint32_t *token_end)
{
    *token = asc_token_at(doc, begin);
    uint32_t last = asc_token_at(doc, end);
    *token_end = last + (last < doc->tokens && doc->token[last].begin < end);
    return *token < *token_end;
}
