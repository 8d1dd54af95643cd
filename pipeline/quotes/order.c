#include "quotes/order.h"

#include <stdbool.h>
#include <string.h>

enum { RUN = 8 };

static bool before(const struct asc_order *a, const struct asc_order *b)
{
    return a->key != b->key ? a->key < b->key : a->then < b->then;
}

/* Few rows are put where they belong one by one. */
static void sort_run(struct asc_order *row, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        struct asc_order moved = row[i];
        uint32_t at = i;
        for (; at > 0 && before(&moved, row + at - 1); at--) {
            row[at] = row[at - 1];
        }
        row[at] = moved;
    }
}

/* Merges two sorted runs, [0, middle) and [middle, count). */
static void merge(const struct asc_order *from, uint32_t middle, uint32_t count, struct asc_order *to)
{
    uint32_t left = 0, right = middle;
    while (left < middle && right < count) {
        *to++ = before(from + right, from + left) ? from[right++] : from[left++];
    }
    memcpy(to, from + left, (middle - left) * sizeof *to);
    memcpy(to + (middle - left), from + right, (count - right) * sizeof *to);
}

struct asc_order *asc_order_new(struct asc_arena *arena, uint32_t count)
{
    return asc_arena_alloc(arena, (2 * (size_t)count + 1) * sizeof(struct asc_order)); /* the second half is for merging */
}

void asc_order_sort(struct asc_order *row, uint32_t count)
{
    struct asc_order *from = row, *to = row + count;
    for (uint32_t i = 0; i < count; i += RUN) {
        sort_run(row + i, count - i < RUN ? count - i : RUN);
    }
    for (uint64_t run = RUN; run < count; run *= 2) {
        for (uint64_t i = 0; i < count; i += 2 * run) {
            uint64_t rest = count - i;
            merge(from + i, (uint32_t)(rest < run ? rest : run), (uint32_t)(rest < 2 * run ? rest : 2 * run), to + i);
        }
        struct asc_order *swapped = from;
        from = to;
        to = swapped;
    }
    if (from != row) {
        memcpy(row, from, count * sizeof *row);
    }
}
