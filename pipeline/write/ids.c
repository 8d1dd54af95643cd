#include "write/ids.h"

#include <stdlib.h>

static int compare(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* Layers are in text order, nearly always. */
static bool is_ordered(const uint32_t *begin, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        if (begin[i] < begin[i - 1]) {
            return false;
        }
    }
    return true;
}

static void number_ordered(uint32_t *begin, uint32_t count)
{
    uint32_t last = 0, nth = 0;
    for (uint32_t i = 0; i < count; i++) {
        nth = i && begin[i] == last ? nth + 1 : 1;
        last = begin[i];
        begin[i] = nth;
    }
}

bool asc_ids_nth(struct asc_arena *arena, uint32_t *begin, uint32_t count)
{
    if (is_ordered(begin, count)) {
        number_ordered(begin, count);
        return true;
    }
    uint64_t *key = asc_arena_alloc(arena, count * sizeof *key);
    if (!key) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        key[i] = (uint64_t)begin[i] << 32 | i;
    }
    qsort(key, count, sizeof *key, compare);
    for (uint32_t i = 0, nth = 0; i < count; i++) {
        nth = i && key[i] >> 32 == key[i - 1] >> 32 ? nth + 1 : 1;
        begin[(uint32_t)key[i]] = nth;
    }
    return true;
}

void asc_put_id(struct asc_buffer *out, const char *doc, struct asc_id id)
{
    if (doc) {
        asc_put_text(out, doc);
        asc_put_byte(out, '#');
    }
    asc_put_byte(out, id.letter);
    asc_put_number(out, id.place);
    if (id.nth > 1) {
        asc_put_byte(out, '.');
        asc_put_number(out, id.nth);
    }
}
