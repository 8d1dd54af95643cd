/* What was weighed in each sentence, and how each speaker was found. */
#include <stdlib.h>
#include <string.h>

#include "run/explain.h"
#include "write/text.h"

enum { WIDTH = 110, INDENT = 10 };

static uint32_t sentence_of(const struct asc_explaining *e, const struct asc_trial *trial)
{
    uint32_t begin = asc_trial_begin(trial);
    return begin == ASC_NONE ? ASC_NONE : asc_sentence_at(e->doc, begin);
}

/* --- sentences ---------------------------------------------------------------------------------------------------------- */

/* A candidate and the sentence where it stands. */
struct placed {
    uint32_t sentence; /* [S] */
    const struct asc_trial *trial;
};

/* Sentence by sentence; in each the names, the quotes, the speakers; the winners first. */
static int by_sentence(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    if (a->sentence != b->sentence) {
        return a->sentence < b->sentence ? -1 : 1;
    }
    int kind = strcmp(a->trial->kind, b->trial->kind);
    if (kind) {
        return kind;
    }
    if (a->trial->won != b->trial->won) {
        return a->trial->won ? -1 : 1;
    }
    if (a->trial->sum != b->trial->sum) {
        return a->trial->sum > b->trial->sum ? -1 : 1;
    }
    return a->trial->order < b->trial->order ? -1 : 1;
}

static int by_weight(const void *left, const void *right)
{
    const struct asc_trial_feature *a = left, *b = right;
    int32_t x = a->weight < 0 ? -a->weight : a->weight, y = b->weight < 0 ? -b->weight : b->weight;
    return x != y ? (x > y ? -1 : 1) : (a->text < b->text ? -1 : 1);
}

/* The features that weigh something, heaviest first, in lines of their own. */
static void put_features(const struct asc_explaining *e, const struct asc_trial *trial)
{
    size_t count = trial->feature_end - trial->feature, column = 0;
    struct asc_trial_feature *feature = (struct asc_trial_feature *)e->trials->features.items + trial->feature;
    if (count) {
        qsort(feature, count, sizeof *feature, by_weight);
    }
    asc_explain_paint(e, ASC_PAINT_FAINT);
    for (size_t i = 0; i < count && feature[i].weight; i++) {
        const char *text = e->trials->text.bytes + feature[i].text;
        size_t need = strlen(text) + 8;
        if (!column || column + need > WIDTH) {
            asc_put_text(e->out, column ? "\n" : "");
            asc_put_text(e->out, "          ");
            column = INDENT;
        }
        asc_explain_weight(e, feature[i].weight);
        asc_put_text(e->out, " ");
        asc_put_text(e->out, text);
        asc_put_text(e->out, "  ");
        column += need;
    }
    asc_explain_paint(e, ASC_PAINT_PLAIN);
    asc_put_text(e->out, column ? "\n" : "");
}

static void put_trial(const struct asc_explaining *e, const struct asc_trial *trial)
{
    asc_put_text(e->out, "  ");
    asc_explain_paint(e, trial->won ? ASC_PAINT_WON : ASC_PAINT_FAINT);
    asc_put_text(e->out, trial->won ? "won   " : "lost  ");
    asc_explain_weight(e, trial->sum);
    asc_put_text(e->out, "  ");
    asc_put_text(e->out, trial->kind);
    asc_put_text(e->out, " ");
    asc_put_text(e->out, trial->what);
    asc_explain_paint(e, ASC_PAINT_PLAIN);
    for (unsigned i = 0; i < trial->spans; i++) {
        if (trial->span[i].end > trial->span[i].begin) {
            asc_put_text(e->out, "  ");
            asc_put_text(e->out, trial->span_name[i]);
            asc_put_text(e->out, "=<");
            asc_explain_span(e, trial->span[i]);
            asc_put_text(e->out, ">");
        }
    }
    asc_put_text(e->out, "\n");
    put_features(e, trial);
}

static void put_sentence(const struct asc_explaining *e, uint32_t sentence)
{
    asc_explain_paint(e, ASC_PAINT_HEAD);
    asc_put_text(e->out, "Sentence ");
    asc_put_number(e->out, sentence + 1);
    asc_put_text(e->out, ": ");
    asc_explain_span(e, (struct asc_span){e->doc->sentence[sentence].begin, e->doc->sentence[sentence].end});
    asc_explain_paint(e, ASC_PAINT_PLAIN);
    asc_put_text(e->out, "\n");
}

void asc_explain_sentences(const struct asc_explaining *e)
{
    size_t count = 0;
    struct placed *placed = calloc(e->trials->trials.count + 1, sizeof *placed);
    for (size_t i = 0; placed && i < e->trials->trials.count; i++) {
        const struct asc_trial *trial = asc_trial_at(e->trials, i);
        uint32_t sentence = sentence_of(e, trial);
        if (sentence < e->doc->sentences) {
            placed[count++] = (struct placed){sentence, trial};
        }
    }
    if (!placed) {
        e->out->failed = true;
        return;
    }
    qsort(placed, count, sizeof *placed, by_sentence);
    for (size_t i = 0; i < count; i++) {
        if (!i || placed[i].sentence != placed[i - 1].sentence) {
            asc_put_text(e->out, i ? "\n" : "");
            put_sentence(e, placed[i].sentence);
        }
        put_trial(e, placed[i].trial);
    }
    free(placed);
    asc_put_text(e->out, "\n");
}

/* --- speakers ------------------------------------------------------------------------------------------------------------- */

/* The mention that the source's words are: the first that lies in them and means the speaker. */
static const struct asc_mention *source_mention(const struct asc_document *doc, const struct asc_attribution *a)
{
    for (uint32_t m = 0; m < doc->mentions; m++) {
        const struct asc_mention *mention = doc->mention + m;
        if (mention->entity == a->speaker && mention->begin >= a->source.begin && mention->end <= a->source.end) {
            return mention;
        }
    }
    return NULL;
}

static void put_entity(const struct asc_explaining *e, uint32_t number)
{
    const struct asc_entity *entity = e->doc->entity + number;
    const char *known_as = asc_entry_name(e->known, entity->entry);
    asc_explain_paint_type(e, entity->type);
    if (*known_as) {
        asc_put_text(e->out, known_as);
    } else {
        asc_explain_span(e, entity->name);
    }
    asc_explain_paint(e, ASC_PAINT_PLAIN);
    if (*known_as) {
        asc_put_text(e->out, " (");
        asc_put_text(e->out, asc_entry_id(e->known, entity->entry));
        asc_put_text(e->out, ")");
    }
    if (entity->role.end > entity->role.begin) {
        asc_put_text(e->out, ", ");
        asc_explain_span(e, entity->role);
    }
}

/* <she> → pronoun → <Ms. Brunsk>, its mention before → Odvar Brunsk. */
static void put_chain(const struct asc_explaining *e, const struct asc_attribution *a)
{
    asc_put_text(e->out, "    source <");
    asc_explain_span(e, a->source);
    asc_put_text(e->out, "> -> ");
    const struct asc_mention *mention = a->speaker < e->doc->entities ? source_mention(e->doc, a) : NULL;
    if (mention) {
        asc_put_text(e->out, asc_level_name(mention->level));
        asc_put_text(e->out, " <");
        asc_explain_span(e, (struct asc_span){mention->begin, mention->end});
        asc_put_text(e->out, "> found by ");
        asc_put_text(e->out, asc_method_name(mention->method));
        asc_put_text(e->out, " -> ");
    }
    asc_put_text(e->out, asc_resolution_name(a->resolution));
    if (a->speaker < e->doc->entities) {
        asc_put_text(e->out, " -> ");
        put_entity(e, a->speaker);
    }
    if (a->speaker_sum) {
        asc_put_text(e->out, "  ");
        asc_explain_weight(e, a->speaker_sum);
    }
    asc_put_text(e->out, "\n");
}

void asc_explain_speakers(const struct asc_explaining *e)
{
    for (uint32_t i = 0; i < e->doc->attributions; i++) {
        const struct asc_attribution *a = e->doc->attribution + i;
        asc_explain_paint(e, ASC_PAINT_HEAD);
        asc_put_text(e->out, "Quote ");
        asc_put_number(e->out, i + 1);
        asc_explain_paint(e, ASC_PAINT_PLAIN);
        for (unsigned p = 0; p < a->pieces; p++) {
            asc_put_text(e->out, " <");
            asc_explain_span(e, a->piece[p]);
            asc_put_text(e->out, ">");
        }
        asc_put_text(e->out, "\n    ");
        asc_put_text(e->out, asc_kind_name(a->kind));
        asc_put_text(e->out, " ");
        asc_put_text(e->out, asc_act_name(a->act));
        asc_put_text(e->out, ", ");
        asc_put_text(e->out, asc_modality_name(a->modality));
        asc_put_text(e->out, ", rule ");
        asc_put_text(e->out, a->rule == ASC_NONE ? "none" : asc_rule_name(e->known, a->rule));
        asc_put_text(e->out, ", cue <");
        asc_explain_span(e, a->cue);
        asc_put_text(e->out, ">, confidence ");
        asc_put_percent(e->out, a->confidence);
        asc_put_text(e->out, "\n");
        put_chain(e, a);
    }
}
