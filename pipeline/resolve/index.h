/* Entities by what could name them: a word, a chain of words, an entry of the tables.
 *
 * An entity stays under every key that it was added with: who asks for a name that may have grown since compares it again. */
#ifndef ASC_RESOLVE_INDEX_H
#define ASC_RESOLVE_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "document/arena.h"

/* What a key is made of. The same letters as a word, as an acronym and as what stood in brackets behind a name are three keys. */
enum asc_index_kind { ASC_INDEX_ENTRY, ASC_INDEX_WHOLE, ASC_INDEX_WORD, ASC_INDEX_ACRONYM, ASC_INDEX_BRACKET, ASC_INDEX_KINDS };

struct asc_index_node {
    uint64_t key;
    uint32_t entity; /* [E] */
    uint32_t before; /* the node of the same slot before it, plus 1; 0 when it is the first */
};

struct asc_index {
    uint32_t *slot; /* [mask + 1] the newest node, plus 1; 0 is empty */
    uint32_t mask;
    struct asc_index_node *node;
    uint32_t nodes, room;
};

/* Walking the entities of a key, the newest first. */
struct asc_index_walk {
    uint64_t key;
    uint32_t next; /* a node plus 1 */
};

/* Prepares a index for about `keys` keys. False when there is no memory. */
bool asc_index_init(struct asc_index *index, struct asc_arena *arena, uint32_t keys);

/* Adds an entity under a key, unless it is the newest one there. False when there is no memory. */
bool asc_index_add(struct asc_index *index, struct asc_arena *arena, enum asc_index_kind kind, uint64_t key, uint32_t entity);

struct asc_index_walk asc_index_find(const struct asc_index *index, enum asc_index_kind kind, uint64_t key);

/* The next entity of a walk; ASC_NONE at its end. */
uint32_t asc_index_next(const struct asc_index *index, struct asc_index_walk *walk);

#endif
