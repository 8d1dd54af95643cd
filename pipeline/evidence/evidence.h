/* The one place where candidates are weighed.
 *
 * Rules and tables propose candidates; a candidate is a list of features; the evidence is the sum of their weights, in hundredths
 * of a logit, so that 0 means "as likely as not". Integers only: every machine gives the same bytes. */
#ifndef ASC_EVIDENCE_H
#define ASC_EVIDENCE_H

#include "evidence/features.h"
#include "knowledge/knowledge.h"

enum { ASC_FEATURES = 96, ASC_WORD_ROOM = 64 };

/* One weight remembered by the addresses of its words. */
struct asc_memo {
    const char *first, *second;
    uint32_t template_type;
    int32_t weight;
};

enum { ASC_SUM_ZERO = 1 << 28, ASC_MEMOS = 4096 };

/* Weights that were asked for before; belongs to one worker. */
struct asc_set_weights {
    int32_t *sum[ASC_TEMPLATES]; /* of whole sets of classes [types][sets]; 0: not asked yet, others are the sum + ASC_SUM_ZERO */
    struct asc_memo memo[ASC_MEMOS];
    uint32_t *words; /* [sets] what the names stage makes of the words of a set; 0: not asked yet */
};

struct asc_evidence {
    const struct asc_knowledge *known;
    struct asc_set_weights *sets; /* NULL: add class by class */
    bool keep;                    /* keep the features, for a trace */
    int32_t sum;
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

static inline void asc_evidence_start(struct asc_evidence *evidence, const struct asc_knowledge *known)
{
    evidence->known = known;
    evidence->sets = NULL;
    evidence->keep = true;
    evidence->sum = 0;
    evidence->count = 0;
}

/* Adds a feature. */
static inline void asc_evidence_add(struct asc_evidence *evidence, enum asc_template template, unsigned type, uint32_t value)
{
    uint32_t feature = asc_feature_of(template, type, value);
    if (evidence->keep && evidence->count < ASC_FEATURES) {
        evidence->word[evidence->count][0] = '\0';
        evidence->feature[evidence->count++] = feature;
    }
    evidence->sum += asc_weight(evidence->known, feature);
}

/* Adds a feature whose value is a word; longer words than ASC_WORD_ROOM - 1 are cut for people, not for the weights. */
void asc_evidence_word(struct asc_evidence *evidence, enum asc_template template, unsigned type, const char *word);

/* The same for words that lie at the same address for as long as the knowledge is open (literals, strings of the image): what the
 * word weighs is found by its address. `second` is NULL or a second word, joined by a plus sign. */
void asc_evidence_fixed(struct asc_evidence *evidence, enum asc_template template, unsigned type, const char *first, const char *second);

/* Adds one feature for every class of a set. */
void asc_evidence_classes(struct asc_evidence *evidence, enum asc_template template, unsigned type, struct asc_classes classes);

/* The same for a set of the knowledge; one look-up when evidence->sets is there. */
void asc_evidence_set(struct asc_evidence *evidence, enum asc_template template, unsigned type, uint32_t set);

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
