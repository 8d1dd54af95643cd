/* Words that were looked up before. Most words of any text are among the few thousand that come again and again; what is known of them
 * is read off a small table that stays near, instead of being hashed and looked up in the big one.
 *
 * A recall belongs to one worker and to one knowledge. */
#ifndef ASC_RECALL_H
#define ASC_RECALL_H

#include "document/tokens.h"

enum { ASC_RECALL_BITS = 15 };

/* A plain token and what became of it. */
struct asc_recalled {
    uint64_t first, last; /* its bytes; none: free */
    uint64_t key;
    uint32_t set;
    uint16_t shape, spare;
};

struct asc_recall {
    struct asc_recalled word[1 << ASC_RECALL_BITS];
};

/* Where a token is if it is there. */
static inline struct asc_recalled *asc_recall_slot(struct asc_recall *recall, const struct asc_plain *plain)
{
    uint64_t hash = (plain->first ^ plain->last * UINT64_C(0x9e3779b97f4a7c15)) * UINT64_C(0xff51afd7ed558ccd);
    return recall->word + (hash >> (64 - ASC_RECALL_BITS));
}

#endif
