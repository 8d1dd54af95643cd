/* Names of the knowledge to numbers: entries, rules and cues that an annotated line mentions.
 *
 * Entries are wanted first and found together: by the words where a name stands, which is nearly always enough, else by one
 * scan of all tables. Until asc_lookup_resolve() the layers hold the numbers that asc_lookup_want() gave. */
#ifndef ASC_LOOKUP_H
#define ASC_LOOKUP_H

#include "document/document.h"
#include "knowledge/knowledge.h"
#include "read/decode.h"

struct asc_wanted {
    struct asc_slice id;
    uint64_t hash;
    uint32_t entry; /* ASC_NONE as long as it is not found */
};

struct asc_lookup {
    const struct asc_knowledge *known;
    struct asc_document *doc;
    struct asc_wanted *wanted; /* in the arena */
    unsigned count, room;
    uint32_t *index; /* hash table over wanted, 0 = free */
    uint32_t slots;
    uint32_t last_rule; /* the rule that was asked for last: many mentions come of one */
};

void asc_lookup_init(struct asc_lookup *lookup, const struct asc_knowledge *known, struct asc_document *doc);

/* The number under which an id is wanted; ASC_NONE when there is no memory. The id may stand at the tokens [token, token_end);
 * an empty range when it is not known where. */
uint32_t asc_lookup_want(struct asc_lookup *lookup, struct asc_slice id, uint32_t token, uint32_t token_end);

/* The same for an entry that is known by its number, since it has no id. */
uint32_t asc_lookup_numbered(struct asc_lookup *lookup, uint32_t entry);

/* Looks for what the words did not tell. */
void asc_lookup_resolve(struct asc_lookup *lookup);

/* The entry of a wanted number; ASC_NONE when the tables at hand do not have it. */
uint32_t asc_lookup_entry(const struct asc_lookup *lookup, uint32_t number);

/* A rule by its name, a cue by its lemma; ASC_NONE when there is none. */
uint32_t asc_lookup_rule(struct asc_lookup *lookup, struct asc_slice name);
uint32_t asc_lookup_cue(const struct asc_lookup *lookup, struct asc_slice lemma);

#endif
