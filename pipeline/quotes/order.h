/* Putting candidates, attributions and spans in order: small rows are sorted, and what they stand for is moved once or not at all. */
#ifndef ASC_ORDER_H
#define ASC_ORDER_H

#include <stdint.h>

#include "document/arena.h"

/* Rows come by key, then by `then`, then as they stood. */
struct asc_order {
    uint64_t key, then;
    uint32_t index;
};

/* Two numbers as one key: the first one decides. */
static inline uint64_t asc_order_key(uint32_t first, uint32_t second)
{
    return (uint64_t)first << 32 | second;
}

/* Room for rows to be filled and sorted, from an arena; NULL when it is full. */
struct asc_order *asc_order_new(struct asc_arena *arena, uint32_t count);

/* Sorts as many rows of asc_order_new() as have been filled. */
void asc_order_sort(struct asc_order *row, uint32_t count);

#endif
