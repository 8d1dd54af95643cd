/* names: tokens and readings → mentions. */
#ifndef ASC_NAMES_H
#define ASC_NAMES_H

#include "document/document.h"
#include "evidence/evidence.h"
#include "knowledge/knowledge.h"

/* The stage. Reads token, sentence, block, reading; writes the layer mention (level name), ordered by begin, never overlapping. */
enum asc_result asc_names_run(const struct asc_knowledge *known, struct asc_document *doc);

/* --- what the parts of the stage share ------------------------------------------------------------------------- */

/* A span that could be a mention of one type. */
struct asc_name_candidate {
    uint32_t token, token_end; /* [T] */
    uint32_t sentence;         /* [S] */
    uint32_t reading;          /* [R] its best reading of this type, or ASC_NONE */
    uint32_t rule;             /* that proposed it, or ASC_NONE */
    uint32_t order;            /* in which it was proposed */
    int32_t sum;
    uint8_t type;
    bool won;
    bool voted; /* won the first pass clearly, so that one of the votes is its own */
};

/* What one word of a sentence is to names. */
struct asc_name_word {
    char category; /* one letter for patterns: G given name, F family name, O organization head ... */
    bool capital;  /* can be part of a name */
    uint8_t types; /* bits of enum asc_type: readings that cover it */
};

/* The state of one document. */
struct asc_naming {
    const struct asc_knowledge *known;
    struct asc_document *doc;
    struct asc_name_candidate *candidate; /* [candidates] */
    uint32_t candidates, room;
    struct asc_name_word *word; /* [words] of the current sentence */
    uint32_t first, last;       /* [T] of the current sentence */
    uint32_t sentence;
    uint32_t *reading_at;               /* [T of the sentence + 1] first reading that begins there */
    uint64_t *lower;                    /* bits: hashes of words seen in lower case */
    uint64_t *capital;                  /* bits: hashes of words seen capitalised inside sentences */
    struct asc_name_votes *votes;       /* what the document says of each name; see document.c */
    struct asc_name_candidate **ranked; /* of the current group, best first */
    bool *taken;                        /* [T of the sentence + 1] words that belong to a winner */
    uint32_t recorded;                  /* candidates that the trace has */
    bool failed;
};

enum { ASC_LOWER_BITS = 1 << 15 };

static inline bool asc_naming_bit(const uint64_t *bits, uint64_t key)
{
    return bits[(key & (ASC_LOWER_BITS - 1)) >> 6] >> (key & 63) & 1;
}

/* How good a reading is: written by hand before drawn, strong before weak, then by size. */
int asc_names_rank(const struct asc_naming *naming, const struct asc_reading *reading);

/* Proposes the candidates of the current sentence. */
void asc_names_propose(struct asc_naming *naming);

/* Adds a candidate to the current sentence; the same may be added again. */
void asc_names_add(struct asc_naming *naming, uint32_t token, uint32_t token_end, unsigned type, uint32_t rule);

/* Weighs the span of a candidate by its words and neighbours, for every type at once. */
void asc_names_weigh_span(const struct asc_naming *naming, const struct asc_name_candidate *candidate, struct asc_evidence *evidence);

/* Adds what only this candidate has: the rule that found it, its reading. */
void asc_names_weigh_own(const struct asc_naming *naming, const struct asc_name_candidate *candidate, struct asc_evidence *evidence);

/* Counts the winners of the first pass. */
bool asc_names_vote(struct asc_naming *naming);

/* The votes for the words of a candidate; NULL when there are none. */
const struct asc_name_vote *asc_names_vote_of(const struct asc_naming *naming, const struct asc_name_candidate *candidate);

/* The features that votes (NULL: none) give a candidate. */
void asc_names_weigh_votes(const struct asc_name_candidate *candidate, const struct asc_name_vote *vote, struct asc_evidence *evidence);

#endif
