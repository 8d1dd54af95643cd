/* The one place where candidates are weighed.
 *
 * Rules and tables propose candidates; a candidate is a list of features; the evidence is the sum of their weights, in hundredths
 * of a logit, so that 0 means "as likely as not". Integers only: every machine gives the same bytes. */
#ifndef ASC_EVIDENCE_H
#define ASC_EVIDENCE_H

#include <string.h>

#include "evidence/features.h"
#include "knowledge/knowledge.h"

enum { ASC_FEATURES = 192, ASC_WORD_ROOM = 64, ASC_MEMOS = 16384 };

/* In place of a type: the feature says something of a candidate of any type, to each its own. */
enum { ASC_EVERY_TYPE = ASC_TYPES };

/* What one feature weighs, by the type of the candidate. */
struct asc_row {
    int32_t weight[ASC_TYPES];
};

/* As many weights as are added at once: a vector of both compilers, which every machine has or does without. */
enum { ASC_LANES = 4 };
typedef int32_t asc_lanes __attribute__((vector_size(ASC_LANES * sizeof(int32_t))));
_Static_assert(ASC_TYPES == 2 * ASC_LANES, "a row is two vectors");

/* A row that was asked for before, by what tells its word from others. */
struct asc_memo {
    uint64_t first, second;
    uint32_t template_type; /* 0: free */
    struct asc_row row;
};

/* Weights that were asked for before; belongs to one worker. A template is used with ASC_EVERY_TYPE or with a type, never both. */
struct asc_set_weights {
    struct asc_row *set[ASC_TEMPLATES]; /* of whole sets of classes [sets]; weight[0] is ASC_UNKNOWN until it is asked for */
    struct asc_memo memo[ASC_MEMOS];
    struct asc_quote_tables *quotes; /* what the quotes stage has summed; one block of memory, NULL until it is asked for */
    void *names;                     /* what the names stage keeps for itself, one block of malloc(); NULL until it is asked for */
};

#define ASC_UNKNOWN INT32_MIN

struct asc_evidence {
    const struct asc_knowledge *known;
    struct asc_set_weights *sets; /* NULL: every weight is looked up and its feature kept */
    unsigned type;                /* of the candidate; 0 when it has none */
    int32_t sum[ASC_TYPES];       /* by type: what holds for every type is summed for all at once */
    unsigned count;
    uint32_t feature[ASC_FEATURES];         /* the first ASC_FEATURES; later ones count but are not kept */
    char word[ASC_FEATURES][ASC_WORD_ROOM]; /* [count] the words behind values, as people read them; "" for others */
};

/* The row of a feature in the table of weights; NULL when it has none. */
static inline const struct asc_weight *asc_weight_find(const struct asc_knowledge *known, uint32_t feature)
{
    if (!known->weight) {
        return NULL;
    }
    for (uint64_t i = asc_weight_hash(feature) & known->weight_mask;; i = (i + 1) & known->weight_mask) {
        if (known->weight[i].feature == feature) {
            return known->weight + i;
        }
        if (!known->weight[i].feature) {
            return NULL;
        }
    }
}

/* Weight of a feature, in hundredths of a logit. */
static inline int32_t asc_weight(const struct asc_knowledge *known, uint32_t feature)
{
    const struct asc_weight *weight = asc_weight_find(known, feature);
    return weight ? weight->weight : 0;
}

/* What a feature without a type weighs whose value is a word. */
int32_t asc_weight_of_word(const struct asc_knowledge *known, enum asc_template template, const char *word);

/* What features without a type weigh whose value is `first`, joined by a plus sign to each of `second` [count]; where a second word
 * is NULL, the weight is left as it is. */
void asc_weights_of_pairs(const struct asc_knowledge *known, enum asc_template template, const char *first, const char *const *second, unsigned count,
                          int32_t *weight);

/* Starts without evidence, for a candidate of `type` (0 when it has none). With `sets` sums come fast; without, the features are
 * kept too, for a trace. */
static inline void asc_evidence_start(struct asc_evidence *evidence, const struct asc_knowledge *known, struct asc_set_weights *sets, unsigned type)
{
    evidence->known = known;
    evidence->sets = sets;
    evidence->type = type;
    memset(evidence->sum, 0, sizeof evidence->sum);
    evidence->count = 0;
}

/* The sum for the candidate's own type. */
static inline int32_t asc_evidence_sum(const struct asc_evidence *evidence)
{
    return evidence->sum[evidence->type];
}

/* Adds the weights of rows, `to` being behind the last, to sums by type. */
static inline void asc_rows_add(int32_t sum[ASC_TYPES], const struct asc_row *const *from, const struct asc_row *const *to)
{
    asc_lanes low, high, more;
    memcpy(&low, sum, sizeof low);
    memcpy(&high, sum + ASC_LANES, sizeof high);
    for (; from < to; from++) {
        memcpy(&more, (*from)->weight, sizeof more);
        low += more;
        memcpy(&more, (*from)->weight + ASC_LANES, sizeof more);
        high += more;
    }
    memcpy(sum, &low, sizeof low);
    memcpy(sum + ASC_LANES, &high, sizeof high);
}

static inline void asc_evidence_row(struct asc_evidence *evidence, unsigned type, const struct asc_row *row)
{
    if (type < ASC_TYPES) {
        evidence->sum[type] += row->weight[type];
    } else {
        asc_rows_add(evidence->sum, &row, &row + 1);
    }
}

/* Where the row of two words is remembered; NULL when nothing is. */
static inline struct asc_memo *asc_memo_of(const struct asc_evidence *evidence, uint32_t template_type, uint64_t first, uint64_t second)
{
    uint64_t hash = (first + second * 31 + template_type * UINT64_C(0xc4ceb9fe1a85ec53)) * UINT64_C(0x9e3779b97f4a7c15);
    return evidence->sets ? evidence->sets->memo + (hash >> 40 & (ASC_MEMOS - 1)) : NULL;
}

/* The memo if it holds just this. */
static inline const struct asc_row *asc_memo_row(const struct asc_memo *memo, uint32_t template_type, uint64_t first, uint64_t second)
{
    return memo && memo->first == first && memo->second == second && memo->template_type == template_type ? &memo->row : NULL;
}

static inline uint32_t asc_template_type(enum asc_template template, unsigned type)
{
    return ((uint32_t) template << 8 | type) + 1;
}

/* Look the weights up, remember and add them: what the functions below do when nothing is remembered or features are kept. */
void asc_evidence_add_slowly(struct asc_evidence *evidence, enum asc_template template, unsigned type, uint32_t value);
void asc_evidence_word_slowly(struct asc_evidence *evidence, enum asc_template template, unsigned type, const char *word, uint64_t key);
void asc_evidence_fixed_slowly(struct asc_evidence *evidence, enum asc_template template, unsigned type, const char *first, const char *second);
void asc_evidence_set_slowly(struct asc_evidence *evidence, enum asc_template template, unsigned type, uint32_t set);

/* Adds a feature whose value is a number. In all of these `type` is a type or ASC_EVERY_TYPE. */
static inline void asc_evidence_add(struct asc_evidence *evidence, enum asc_template template, unsigned type, uint32_t value)
{
    uint32_t template_type = asc_template_type(template, type);
    const struct asc_row *row = asc_memo_row(asc_memo_of(evidence, template_type, value, 0), template_type, value, 0);
    if (row) {
        asc_evidence_row(evidence, type, row);
    } else {
        asc_evidence_add_slowly(evidence, template, type, value);
    }
}

/* Adds a feature whose value is a word made on the spot; `key` tells it from the other words of the template. Longer words than
 * ASC_WORD_ROOM - 1 are cut for people, not for the weights. */
static inline void asc_evidence_word(struct asc_evidence *evidence, enum asc_template template, unsigned type, const char *word, uint64_t key)
{
    uint32_t template_type = asc_template_type(template, type);
    const struct asc_row *row = asc_memo_row(asc_memo_of(evidence, template_type, key, 1), template_type, key, 1);
    if (row) {
        asc_evidence_row(evidence, type, row);
    } else {
        asc_evidence_word_slowly(evidence, template, type, word, key);
    }
}

/* Adds a feature whose value is a word that lies at the same address for as long as the knowledge is open (literals, strings of
 * the image): what it weighs is found by its address. `second` is NULL or a second word, joined by a plus sign. */
static inline void asc_evidence_fixed(struct asc_evidence *evidence, enum asc_template template, unsigned type, const char *first, const char *second)
{
    uint32_t template_type = asc_template_type(template, type);
    uint64_t m = (uintptr_t)first, n = (uintptr_t)second;
    const struct asc_row *row = asc_memo_row(asc_memo_of(evidence, template_type, m, n), template_type, m, n);
    if (row) {
        asc_evidence_row(evidence, type, row);
    } else {
        asc_evidence_fixed_slowly(evidence, template, type, first, second);
    }
}

/* Adds one feature for every class of a set of the knowledge. */
static inline void asc_evidence_set(struct asc_evidence *evidence, enum asc_template template, unsigned type, uint32_t set)
{
    const struct asc_row *rows = evidence->sets && set < evidence->known->sets ? evidence->sets->set[template] : NULL;
    if (rows && rows[set].weight[0] != ASC_UNKNOWN) {
        asc_evidence_row(evidence, type, rows + set);
    } else {
        asc_evidence_set_slowly(evidence, template, type, set);
    }
}

/* The same for classes that are no set of the knowledge; nothing of it is remembered. */
void asc_evidence_classes(struct asc_evidence *evidence, enum asc_template template, unsigned type, struct asc_classes classes);

void asc_set_weights_release(struct asc_set_weights *sets);

/* The logistic function of a sum, in per cent from 0 to 100. */
uint8_t asc_confidence(int32_t sum);

/* --- candidates recorded for `explain` and for the programs that fit weights ---------------------------------- */

/* What a stage says of one candidate it weighed. */
struct asc_trace_record {
    const char *kind;         /* "name", "quote", "speaker", ... */
    const char *what;         /* type, rule or resolution */
    struct asc_span span[16]; /* bytes: what it would cover; which is which depends on the kind */
    const char *span_name[16];
    unsigned spans;
    bool won;
};

struct asc_trace {
    void (*record)(void *context, const struct asc_document *doc, const struct asc_trace_record *record, const struct asc_evidence *evidence);
    void *context;
};

/* Writes the evidence's feature number `index` as people read it ("name.prev.PERSON:TITLE"); `room` bytes with NUL. */
void asc_feature_text(const struct asc_evidence *evidence, unsigned index, char *out, size_t room);

#endif
