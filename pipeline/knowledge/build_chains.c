/* Chains of keys, and tables of keys: how they are sorted and laid out. */
#include <stdlib.h>

#include "document/fold.h"
#include "knowledge/build.h"

void asc_build_chain(struct asc_builder *builder, struct asc_vector *chains, const uint64_t *key, unsigned keys, uint32_t value, uint32_t flags)
{
    uint64_t chain = 0;
    for (unsigned i = 0; i < keys; i++) {
        chain = asc_fold_chain(chain, key[i]);
        struct asc_built_chain *item = asc_vector_add(chains, 1, sizeof *item);
        if (!item) {
            builder->failed = true;
            return;
        }
        bool last = i + 1 == keys;
        *item = (struct asc_built_chain){.key = chain, .value = last ? value : ASC_NONE, .flags = last ? flags : 0, .order = (uint32_t)chains->count};
    }
}

/* By key; beginnings of longer chains first, then in the order of their coming. */
static int compare_chains(const void *left, const void *right)
{
    const struct asc_built_chain *a = left, *b = right;
    if (a->key != b->key) {
        return a->key < b->key ? -1 : 1;
    }
    if ((a->value == ASC_NONE) != (b->value == ASC_NONE)) {
        return a->value == ASC_NONE ? -1 : 1;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

static size_t distinct_keys(const struct asc_built_chain *chain, size_t count)
{
    size_t distinct = 0;
    for (size_t i = 0; i < count; i++) {
        distinct += i == 0 || chain[i].key != chain[i - 1].key;
    }
    return distinct;
}

/* Keys a bucket on average: fewer take more memory, more leave the home bucket full more often. */
enum { BUCKET_LOAD = 5 };

void asc_key_table_begin(struct asc_key_table *table, size_t keys)
{
    size_t homes = keys / BUCKET_LOAD + 1;
    *table = (struct asc_key_table){.homes = homes < UINT32_MAX ? (uint32_t)homes : UINT32_MAX};
}

struct asc_bucket *asc_key_table_add(struct asc_key_table *table, uint64_t key)
{
    size_t home = asc_home(key, table->homes), count = table->buckets.count;
    size_t more = home >= count ? home + 1 - count : table->used == ASC_BUCKET ? 1 : 0;
    if (more && !asc_vector_add(&table->buckets, more, sizeof(struct asc_bucket))) {
        return NULL;
    }
    struct asc_bucket *last = (struct asc_bucket *)table->buckets.items + table->buckets.count - 1;
    table->used = more ? 0 : table->used;
    last->print[table->used++] = asc_print(key);
    return last;
}

bool asc_key_table_end(struct asc_key_table *table)
{
    size_t count = table->buckets.count, least = table->used == ASC_BUCKET ? count + 1 : count;
    size_t wanted = least < table->homes ? table->homes : least;
    return wanted == count || asc_vector_add(&table->buckets, wanted - count, sizeof(struct asc_bucket));
}

/* Adds the values of one key to `values` and what leads to them to `slot`. */
static size_t take_key(const struct asc_built_chain *chain, size_t count, struct asc_chain_slot *slot, struct asc_vector *values)
{
    size_t taken = 0, first = values->count;
    bool full = false;
    for (; taken < count && chain[taken].key == chain->key; taken++) {
        const struct asc_built_chain *kept = values->items;
        bool again = values->count > first && kept[values->count - 1].value == chain[taken].value;
        if (chain[taken].value == ASC_NONE) {
            slot->longer = 1;
        } else if (!again && slot->count < ASC_CHAIN_COUNT_MAX && !full) {
            struct asc_built_chain *value = asc_vector_add(values, 1, sizeof *value);
            full = !value;
            if (value) {
                *value = chain[taken];
                slot->count++;
            }
        }
    }
    return full ? 0 : taken;
}

bool asc_build_slots(struct asc_vector *chains, struct asc_key_table *table, struct asc_vector *values)
{
    const struct asc_built_chain *chain = chains->items;
    size_t count = chains->count;
    if (count) {
        qsort(chains->items, count, sizeof *chain, compare_chains);
    }
    asc_key_table_begin(table, distinct_keys(chain, count));
    for (size_t i = 0; i < count;) {
        struct asc_bucket *bucket = asc_key_table_add(table, chain[i].key);
        if (!bucket || values->count >= 1U << ASC_CHAIN_FIRST_BITS) {
            return false;
        }
        struct asc_chain_slot *slot = bucket->chain + table->used - 1;
        slot->first = values->count & 0x3ffffff;
        size_t taken = take_key(chain + i, count - i, slot, values);
        if (!taken) {
            return false;
        }
        i += taken;
    }
    return asc_key_table_end(table);
}
