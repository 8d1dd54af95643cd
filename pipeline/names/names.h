/* names: tokens and readings → mentions. */
#ifndef ASC_NAMES_H
#define ASC_NAMES_H

#include "document/document.h"
#include "evidence/evidence.h"
#include "knowledge/knowledge.h"
#include "names/rows.h"

/* The stage. Reads token, sentence, block, reading; writes the layer mention (level name), ordered by begin, never overlapping. Needs the
 * matcher of a worker, with whom its rows stay. */
enum asc_result asc_names_run(const struct asc_knowledge *known, struct asc_document *doc);

/* --- what the parts of the stage share ------------------------------------------------------------------------- */

/* A span of words and the types that it could have: a candidate for each. */
struct asc_name_span {
    uint32_t token, token_end; /* [T] */
    uint32_t sentence;         /* [S] */
    uint32_t reading;          /* [R] the first that begins where it does, or ASC_NONE */
    uint32_t found;            /* the first of the rules that proposed it, or ASC_NONE */
    uint8_t types;             /* bits of enum asc_type: its candidates */
    uint8_t readings;          /* bits: the types that the tables give to just these words */
    uint8_t type;              /* of the best candidate, the only one that can win */
    uint8_t voted;             /* the type as which it won the first pass clearly, so that one of the votes is its own; else 0 */
    bool won;
    int32_t sum[ASC_TYPES]; /* means something for its types only */
};

/* A rule that proposed a span as a type. */
struct asc_name_found {
    uint32_t rule;
    uint32_t next; /* the next of the same span, or ASC_NONE */
    uint8_t type;
};

/* A span as it is proposed, perhaps not for the first time. */
struct asc_name_proposal {
    uint64_t place; /* in its order: by begin, longer ones first */
    uint32_t found; /* as in a span */
    uint8_t types;
};

/* What the stage wants to know of a reading. */
struct asc_name_meaning {
    const struct asc_entry *entry;
    int16_t rank;     /* how good it is: written by hand before drawn, strong before weak, then by size */
    uint8_t type;     /* ASC_TYPES: no entry, to be passed over */
    uint8_t strength; /* enum asc_name_strength */
};

/* The state of one document. */
struct asc_naming {
    const struct asc_knowledge *known;
    struct asc_document *doc;
    struct asc_name_rows *rows;       /* of the worker */
    struct asc_name_meaning *meaning; /* [R] */
    struct asc_name_span *span;       /* [spans] sentence by sentence, ordered by place */
    uint32_t spans, span_room;
    struct asc_name_found *found; /* [founds] */
    uint32_t founds, found_room;
    struct asc_name_proposal *proposal; /* [proposals] of the current sentence */
    uint32_t proposals, proposal_room;
    struct asc_name_word *word; /* [words] of the current sentence; ASC_NAME_PAD empty ones on either side */
    uint32_t *reading_at;       /* [R by T of the sentence] the first that begins there, if the word has ASC_NAME_BEGINS */
    uint32_t *capital;          /* [T, capitals] its words that can be part of a name by their letters */
    uint32_t capitals;
    uint32_t first, last; /* [T] of the current sentence */
    uint32_t sentence;
    uint32_t reading, reading_end; /* [R] of the current sentence; the first may begin before it */
    uint64_t *seen;                /* how the words of each hash were seen: two bits, ASC_SEEN_* */
    struct asc_name_votes *votes;  /* what the document says of each name; see votes.c */
    struct asc_name_span **ranked; /* of the current group, best first */
    bool *taken;                   /* [T of the sentence + 1] words that belong to a winner */
    uint32_t recorded;             /* spans that the trace has */
    bool failed;
};

enum { ASC_NAME_PAD = 4, ASC_SEEN_KEYS = 1 << 15, ASC_SEEN_WORD = 32 };

/* Was a word seen in lower case, or with a capital inside a sentence? ASC_SEEN_* */
static inline unsigned asc_naming_seen(const struct asc_naming *n, uint64_t key)
{
    return n->seen[key / ASC_SEEN_WORD % (ASC_SEEN_KEYS / ASC_SEEN_WORD)] >> key % ASC_SEEN_WORD * 2 & (ASC_SEENS - 1);
}

/* A word of the current sentence, or up to ASC_NAME_PAD beyond its ends: those are nothing. */
static inline const struct asc_name_word *asc_name_word_at(const struct asc_naming *n, uint32_t t)
{
    return n->word + (int32_t)(t - n->first);
}

/* The first reading that begins with a word of the current sentence, or ASC_NONE. */
static inline uint32_t asc_name_reading_at(const struct asc_naming *n, uint32_t t)
{
    return asc_name_word_at(n, t)->is & ASC_NAME_BEGINS ? n->reading_at[t - n->first] : ASC_NONE;
}

/* Looks up what the readings of the document mean. */
bool asc_names_look_up(struct asc_naming *naming);

/* Describes the words of the current sentence. */
void asc_names_describe(struct asc_naming *naming);

/* Proposes and weighs the spans of the current sentence. */
void asc_names_propose(struct asc_naming *naming);

/* The rule that proposed a span as a type, or ASC_NONE. */
uint32_t asc_names_rule(const struct asc_naming *naming, const struct asc_name_span *span, unsigned type);

/* The best reading of just the words of a span, for each of the types whose bits are returned. */
unsigned asc_names_readings(const struct asc_naming *naming, const struct asc_name_span *span, uint32_t best[ASC_TYPES]);

/* Weighs all candidates of a span at once; fills `reading`, `readings` and `sum`. */
void asc_names_weigh(const struct asc_naming *naming, struct asc_name_span *span);

/* The same for one candidate, with its features (evidence begun without remembered weights). */
void asc_names_explain(const struct asc_naming *naming, const struct asc_name_span *span, struct asc_evidence *evidence);

/* The countries of which a document speaks, a bit for each of 26 x 26 codes. */
struct asc_name_countries {
    uint32_t bits[26];
    bool any;
};

enum { ASC_TOLD_TOWNS = 32 };

/* What a document tells of its places: its countries, and the towns whose country stands behind them ("Odvar, Vermont"), which are the
 * same towns where they are named alone. */
struct asc_name_places {
    struct asc_name_countries countries;
    uint64_t key[ASC_TOLD_TOWNS]; /* chains of words */
    uint32_t entry[ASC_TOLD_TOWNS];
    uint32_t count;
};

/* Only names that mean one thing say of which countries a document speaks. */
struct asc_name_places asc_names_find_places(const struct asc_naming *naming);

/* The entry that a winner means, or ASC_NONE; notes what is told of a town. To be asked in the order of the text. */
uint32_t asc_names_entry(const struct asc_naming *naming, const struct asc_name_span *span, struct asc_name_places *places);

/* The key of some words, whatever their case. */
uint64_t asc_name_chain(const struct asc_document *document, uint32_t token, uint32_t token_end);

/* Counts the winners of the first pass. */
bool asc_names_vote(struct asc_naming *naming);

/* Adds what the votes say of a span to its sums. */
void asc_names_weigh_votes(const struct asc_naming *naming, struct asc_name_span *span);

/* The same for one candidate, with its features. */
void asc_names_explain_votes(const struct asc_naming *naming, const struct asc_name_span *span, struct asc_evidence *evidence);

#endif
