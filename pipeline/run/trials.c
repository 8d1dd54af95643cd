#include "run/trials.h"

#include <stdlib.h>
#include <string.h>

static void keep_feature(struct asc_trials *trials, const struct asc_evidence *evidence, unsigned index)
{
    char text[256];
    struct asc_trial_feature *feature = asc_vector_add(&trials->features, 1, sizeof *feature);
    if (!feature) {
        trials->failed = true;
        return;
    }
    asc_feature_text(evidence, index, text, sizeof text);
    feature->weight = asc_weight(evidence->known, evidence->feature[index]);
    feature->text = (uint32_t)trials->text.len;
    asc_buffer_add(&trials->text, text, strlen(text) + 1);
    trials->failed |= trials->text.failed;
}

static void record(void *context, const struct asc_document *doc, const struct asc_trace_record *told, const struct asc_evidence *evidence)
{
    (void)doc;
    struct asc_trials *trials = context;
    struct asc_trial *trial = asc_vector_add(&trials->trials, 1, sizeof *trial);
    if (!trial) {
        trials->failed = true;
        return;
    }
    *trial = (struct asc_trial){.kind = told->kind,
                                .what = told->what,
                                .spans = told->spans,
                                .won = told->won,
                                .sum = asc_evidence_sum(evidence),
                                .feature = trials->features.count,
                                .order = trials->trials.count};
    memcpy(trial->span, told->span, sizeof trial->span);
    memcpy(trial->span_name, told->span_name, sizeof trial->span_name);
    for (unsigned i = 0; i < evidence->count; i++) {
        keep_feature(trials, evidence, i);
    }
    trial->feature_end = trials->features.count;
}

void asc_trials_init(struct asc_trials *trials)
{
    *trials = (struct asc_trials){.trace = {.record = record, .context = trials}};
}

void asc_trials_clear(struct asc_trials *trials)
{
    trials->trials.count = trials->features.count = 0;
    trials->text.len = 0;
    trials->failed = trials->text.failed = false;
}

void asc_trials_release(struct asc_trials *trials)
{
    free(trials->trials.items);
    free(trials->features.items);
    asc_buffer_release(&trials->text);
    *trials = (struct asc_trials){0};
}

uint32_t asc_trial_begin(const struct asc_trial *trial)
{
    for (unsigned i = 0; i < trial->spans; i++) {
        if (trial->span[i].end > trial->span[i].begin) {
            return trial->span[i].begin;
        }
    }
    return ASC_NONE;
}
