/* “The road is closed, she said. It opens in May.”, without its first closing mark: a quotation that nothing closes reaches to the end of its
 * paragraph, or to the next opening mark. It ends before where it says itself who speaks, unless the next paragraph goes on with it. */
#include "quotes/quotes.h"

enum { FEWEST = 3, NAME_WORDS = 3, LAST_CLAUSE = 6 };

/* clang-format off */
#define CLAUSE_ENDS(X) X(COMMA) X(ASK) X(BANG)
#define OTHERS(X) X(PRON_HE) X(PRON_SHE) X(PRON_THEY)
#define SOURCES(X) X(ART) X(PRON_HE) X(PRON_SHE) X(PRON_THEY)
#define BEHIND_CUE(X) X(STOP) X(COMMA) X(PREP) X(AS) X(TIME)
/* clang-format on */

static struct asc_classes classes_at(const struct asc_quoting *q, uint32_t t)
{
    return asc_classes_of(q->known, q->doc->token[t].set);
}

/* "she said.", "Ana Diaz said,", "said Ana Diaz", "said the mayor": does a clause begin at `t`, before `end`, that says who speaks? */
static bool says_who(const struct asc_quoting *q, uint32_t t, uint32_t end)
{
    static const struct asc_classes others = ASC_CLASSES_OF(OTHERS), sources = ASC_CLASSES_OF(SOURCES), behind = ASC_CLASSES_OF(BEHIND_CUE);
    const struct asc_token *token = q->doc->token;
    if (asc_quotes_begins_speech(q, t, end)) {
        return t + 1 < end && ((token[t + 1].shape & ASC_SHAPE_CAPITAL) || asc_classes_meet(classes_at(q, t + 1), sources));
    }
    uint32_t cue = t;
    while (cue < end && cue < t + NAME_WORDS && (token[cue].shape & ASC_SHAPE_CAPITAL)) {
        cue++;
    }
    bool name = cue > t;
    if (!name && asc_classes_has(classes_at(q, t), ASC_CLASS_PRON_SUBJ) && asc_classes_meet(classes_at(q, t), others)) {
        cue++;
    }
    if (cue == t || cue >= end || !asc_quotes_begins_speech(q, cue, end)) {
        return false;
    }
    struct asc_classes next = cue + 1 < end ? classes_at(q, cue + 1) : behind;
    return asc_classes_has(next, ASC_CLASS_STOP) || asc_classes_has(next, ASC_CLASS_COMMA) || (!name && asc_classes_meet(next, behind));
}

/* Ends the quotation before the clause that says who speaks. One that the next paragraph seems to go on with ends only where its own ends so. */
static void end_unclosed(const struct asc_quoting *q, struct asc_quotation *quotation)
{
    static const struct asc_classes ends = ASC_CLASSES_OF(CLAUSE_ENDS);
    uint32_t from = quotation->open + FEWEST;
    if (quotation->next != ASC_NONE && quotation->close > from + LAST_CLAUSE) {
        from = quotation->close - LAST_CLAUSE;
    }
    for (uint32_t t = from; t + 1 < quotation->close; t++) {
        if (!asc_classes_meet(classes_at(q, t), ends) || !says_who(q, t + 1, quotation->close)) {
            continue;
        }
        quotation->close = t + 1;
        quotation->words = asc_quotes_words(q->doc, quotation->open, quotation->close);
        if (quotation->next != ASC_NONE) {
            q->doc->quotation[quotation->next].continues = false;
            quotation->next = ASC_NONE;
        }
    }
}

void asc_quotes_end_unclosed(const struct asc_quoting *q)
{
    for (uint32_t i = 0; i < q->doc->quotations; i++) {
        struct asc_quotation *quotation = q->doc->quotation + i;
        if (quotation->close_missing && !quotation->open_missing && quotation->parent == ASC_NONE) {
            end_unclosed(q, quotation);
        }
    }
}
