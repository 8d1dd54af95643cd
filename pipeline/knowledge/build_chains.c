/* Chains of keys, and tables of keys: how they are sorted and laid out.
 *
 *   asc_build_chain() → chains in memory ─ full ─▶ sorted run in a file ┐
 *                                                                      ├ merge ─▶ asc_key_table → buckets of the image
 *                                          sorted chains in memory ────┘
 */
#include <stdlib.h>
#include <string.h>

#include "document/fold.h"
#include "knowledge/build.h"

enum {
    RUN = 2 << 20,       /* chains that are sorted in memory */
    READ_AHEAD = 4 << 10 /* chains of a run that are read at once */
};

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

/* Sorts what is in memory; of several equal beginnings one is enough. */
static void sort_newest(struct asc_vector *newest)
{
    struct asc_built_chain *chain = newest->items;
    size_t kept = 0;
    if (!newest->count) {
        return;
    }
    qsort(chain, newest->count, sizeof *chain, compare_chains);
    for (size_t i = 0; i < newest->count; i++) {
        bool again = kept && chain[i].value == ASC_NONE && chain[kept - 1].value == ASC_NONE && chain[i].key == chain[kept - 1].key;
        if (!again) {
            chain[kept++] = chain[i];
        }
    }
    newest->count = kept;
}

/* Sorts what is in memory to a run of the file. */
static bool end_run(struct asc_chains *chains)
{
    sort_newest(&chains->spool.newest);
    uint64_t *end = asc_vector_add(&chains->runs, 1, sizeof *end);
    if (!end || !asc_spool_file(&chains->spool, sizeof(struct asc_built_chain))) {
        return false;
    }
    *end = chains->spool.filed;
    return true;
}

void asc_build_chain(struct asc_builder *builder, struct asc_chains *chains, const uint64_t *key, unsigned keys, uint32_t value, uint32_t flags)
{
    uint64_t chain = 0;
    for (unsigned i = 0; i < keys; i++) {
        chain = asc_fold_chain(chain, key[i]);
        bool room = chains->spool.newest.count < RUN || end_run(chains);
        struct asc_built_chain *item = room ? asc_vector_add(&chains->spool.newest, 1, sizeof *item) : NULL;
        if (!item) {
            builder->failed = true;
            return;
        }
        bool last = i + 1 == keys;
        *item = (struct asc_built_chain){.key = chain, .value = last ? value : ASC_NONE, .flags = last ? flags : 0, .order = chains->order++};
    }
}

void asc_chains_release(struct asc_chains *chains)
{
    asc_spool_release(&chains->spool);
    free(chains->runs.items);
}

/* --- merging the runs -------------------------------------------------------------------------------------------- */

/* A run while it is merged. */
struct run {
    const struct asc_built_chain *at, *end; /* read, to be given */
    uint64_t next, last;                    /* still in the file */
    struct asc_built_chain *room;           /* NULL: the run in memory */
};

/* Has the run a chain to give? Reads on when it must. */
static bool has_chain(const struct asc_chains *chains, struct run *run, bool *failed)
{
    if (run->at == run->end && run->next < run->last) {
        size_t count = run->last - run->next < READ_AHEAD ? (size_t)(run->last - run->next) : READ_AHEAD;
        *failed |= !asc_spool_read(&chains->spool, sizeof *run->at, run->next, run->room, count);
        run->next += count;
        run->at = run->room;
        run->end = run->room + count;
    }
    return run->at < run->end && !*failed;
}

/* Lets run number `i` of the heap sink to its place: the run with the smallest chain is number 0. */
static void sink(struct run *heap, size_t count, size_t i)
{
    for (size_t child = 2 * i + 1; child < count; child = 2 * i + 1) {
        child += child + 1 < count && compare_chains(heap[child + 1].at, heap[child].at) < 0;
        if (compare_chains(heap[i].at, heap[child].at) <= 0) {
            return;
        }
        struct run moved = heap[i];
        heap[i] = heap[child];
        heap[child] = moved;
        i = child;
    }
}

static size_t open_runs(const struct asc_chains *chains, struct run *heap, struct asc_built_chain *room, bool *failed)
{
    const uint64_t *end = chains->runs.items;
    const struct asc_built_chain *newest = chains->spool.newest.items;
    size_t count = 0;
    for (size_t i = 0; i < chains->runs.count; i++) {
        heap[count] = (struct run){.next = i ? end[i - 1] : 0, .last = end[i], .room = room + i * READ_AHEAD};
        count += has_chain(chains, heap + count, failed);
    }
    if (chains->spool.newest.count) {
        heap[count++] = (struct run){.at = newest, .end = newest + chains->spool.newest.count};
    }
    for (size_t i = count / 2; i-- > 0;) {
        sink(heap, count, i);
    }
    return count;
}

/* Gives all chains in their order. */
static bool merge(const struct asc_chains *chains, bool (*take)(void *context, const struct asc_built_chain *chain), void *context)
{
    struct run *heap = calloc(chains->runs.count + 1, sizeof *heap);
    struct asc_built_chain *room = malloc((chains->runs.count * READ_AHEAD + 1) * sizeof *room);
    bool failed = !heap || !room;
    size_t count = failed ? 0 : open_runs(chains, heap, room, &failed);
    while (count && !failed) {
        failed = !take(context, heap->at++);
        if (!has_chain(chains, heap, &failed)) {
            heap[0] = heap[--count];
        }
        sink(heap, count, 0);
    }
    free(heap);
    free(room);
    return !failed;
}

/* --- tables of keys ---------------------------------------------------------------------------------------------- */

/* Keys a bucket on average: fewer take more memory, more leave the home bucket full more often. */
enum { BUCKET_LOAD = 5 };

void asc_key_table_begin(struct asc_key_table *table, uint64_t keys)
{
    uint64_t homes = keys / BUCKET_LOAD + 1;
    *table = (struct asc_key_table){.homes = homes < UINT32_MAX ? (uint32_t)homes : UINT32_MAX};
}

/* Goes on to a later bucket. */
static bool advance(struct asc_key_table *table, uint64_t to)
{
    for (; table->at < to; table->at++) {
        struct asc_bucket *bucket = asc_spool_add(&table->buckets, 1, sizeof *bucket);
        if (!bucket) {
            return false;
        }
        *bucket = table->last;
        table->last = (struct asc_bucket){.print = {0}};
        table->used = 0;
    }
    return true;
}

bool asc_key_table_add(struct asc_key_table *table, uint64_t key)
{
    uint64_t home = asc_home(key, table->homes), first = table->used == ASC_BUCKET ? table->at + 1 : table->at;
    if (!advance(table, home > first ? home : first)) {
        return false;
    }
    table->last.print[table->used++] = asc_print(key);
    return true;
}

bool asc_key_table_end(struct asc_key_table *table)
{
    uint64_t end = table->used == ASC_BUCKET ? table->at + 2 : table->at + 1;
    return advance(table, end > table->homes ? end : table->homes);
}

/* --- chains to tables -------------------------------------------------------------------------------------------- */

static bool count_key(void *context, const struct asc_built_chain *chain)
{
    struct asc_laying *laying = context;
    laying->keys += !laying->keys || chain->key != laying->key;
    laying->key = chain->key;
    return true;
}

static bool lay_chain(void *context, const struct asc_built_chain *chain)
{
    struct asc_laying *laying = context;
    if (!laying->table.used || chain->key != laying->key) {
        if (!asc_key_table_add(&laying->table, chain->key)) {
            return false;
        }
        laying->key = chain->key;
        laying->value = ASC_NONE;
    }
    struct asc_chain_slot *slot = &laying->table.last.chain[laying->table.used - 1];
    if (chain->value == ASC_NONE) {
        slot->longer = 1;
    } else if (laying->unique && laying->value != ASC_NONE) {
        slot->count = chain->value == laying->value ? slot->count : 0;
    } else if ((chain->value != laying->value || chain->flags != laying->flags) && slot->count < ASC_CHAIN_COUNT_MAX) {
        uint32_t record = laying->keep(laying, chain);
        if (record >> ASC_CHAIN_FIRST_BITS) {
            return false;
        }
        slot->first = (slot->count ? slot->first : record) & ((1U << ASC_CHAIN_FIRST_BITS) - 1);
        slot->count = (slot->count + 1) & ASC_CHAIN_COUNT_MAX;
        laying->value = chain->value;
        laying->flags = chain->flags;
    }
    return true;
}

bool asc_build_slots(struct asc_chains *chains, struct asc_laying *laying)
{
    sort_newest(&chains->spool.newest);
    if (!merge(chains, count_key, laying)) {
        return false;
    }
    asc_key_table_begin(&laying->table, laying->keys);
    return merge(chains, lay_chain, laying) && asc_key_table_end(&laying->table);
}
