#include "resolve/index.h"

#include "document/document.h"
#include "document/fold.h"

/* The kind goes into the key. */
static uint64_t key_of(enum asc_index_kind kind, uint64_t key)
{
    return asc_fold_end(asc_fold_chain((uint64_t)kind, key));
}

bool asc_index_init(struct asc_index *index, struct asc_arena *arena, uint32_t keys)
{
    uint32_t slots = 64;
    while (slots < keys && slots < UINT32_C(1) << 31) {
        slots *= 2;
    }
    *index = (struct asc_index){.slot = asc_arena_zeroed(arena, slots * sizeof *index->slot), .mask = slots - 1};
    return index->slot != NULL;
}

struct asc_index_walk asc_index_find(const struct asc_index *index, enum asc_index_kind kind, uint64_t key)
{
    uint64_t hash = key_of(kind, key);
    return (struct asc_index_walk){hash, index->slot[(uint32_t)hash & index->mask]};
}

uint32_t asc_index_next(const struct asc_index *index, struct asc_index_walk *walk)
{
    while (walk->next) {
        const struct asc_index_node *node = index->node + (walk->next - 1);
        walk->next = node->before;
        if (node->key == walk->key) {
            return node->entity;
        }
    }
    return ASC_NONE;
}

bool asc_index_add(struct asc_index *index, struct asc_arena *arena, enum asc_index_kind kind, uint64_t key, uint32_t entity)
{
    struct asc_index_walk walk = asc_index_find(index, kind, key);
    if (asc_index_next(index, &walk) == entity) {
        return true;
    }
    if (!ASC_ROOM(arena, index->node, index->nodes, index->room)) {
        return false;
    }
    uint32_t *slot = index->slot + ((uint32_t)walk.key & index->mask);
    index->node[index->nodes] = (struct asc_index_node){walk.key, entity, *slot};
    *slot = ++index->nodes;
    return true;
}
