/* The candidates of one document, as the stages tell them. */
#ifndef ASC_TRIALS_H
#define ASC_TRIALS_H

#include "evidence/evidence.h"
#include "knowledge/build.h"
#include "write/write.h"

enum { ASC_TRIAL_SPANS = 16 };

/* One feature of a candidate. */
struct asc_trial_feature {
    int32_t weight;
    uint32_t text; /* byte of asc_trials.text, where it stands with a NUL behind it */
};

struct asc_trial {
    const char *kind, *what;               /* of the program or of the knowledge */
    struct asc_span span[ASC_TRIAL_SPANS]; /* bytes */
    const char *span_name[ASC_TRIAL_SPANS];
    unsigned spans;
    bool won;
    int32_t sum;
    size_t feature, feature_end; /* of asc_trials.features */
    size_t order;                /* in which it was told */
};

struct asc_trials {
    struct asc_vector trials;   /* struct asc_trial */
    struct asc_vector features; /* struct asc_trial_feature */
    struct asc_buffer text;
    struct asc_trace trace; /* to lend to a document */
    bool failed;            /* out of memory: not all are there */
};

/* `trials` may be moved no more. */
void asc_trials_init(struct asc_trials *trials);
void asc_trials_clear(struct asc_trials *trials);
void asc_trials_release(struct asc_trials *trials);

static inline struct asc_trial *asc_trial_at(const struct asc_trials *trials, size_t index)
{
    return (struct asc_trial *)trials->trials.items + index;
}

static inline const struct asc_trial_feature *asc_trial_feature_at(const struct asc_trials *trials, size_t index)
{
    return (const struct asc_trial_feature *)trials->features.items + index;
}

/* Where the candidate begins: the first of its spans that is not empty. */
uint32_t asc_trial_begin(const struct asc_trial *trial);

#endif
