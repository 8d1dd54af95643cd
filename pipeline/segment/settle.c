/* Settling: a word that could be a noun or a verb becomes what its neighbours say. */
#include "segment/segment.h"

/* The rows of rules/settle.tsv, and which of them each set fits. */
struct settling {
    const struct asc_knowledge *known;
    const struct asc_settle *row;
    const struct asc_settling *fits;
    uint64_t rows, groups;
};

static const struct asc_settling *rows_of(const struct settling *s, uint32_t set)
{
    return s->fits + (set < s->known->sets ? set : 0) * s->groups;
}

/* The set that a word becomes between its neighbours, by the first row that fits all three. */
static uint32_t settle_word(const struct settling *s, uint32_t before, uint32_t set, uint32_t after)
{
    const struct asc_settling *left = rows_of(s, before), *word = rows_of(s, set), *right = rows_of(s, after);
    for (uint64_t group = 0; group < s->groups; group++) {
        uint64_t fit = left[group].before & word[group].word & right[group].after;
        uint64_t row = group * ASC_SETTLE_ROWS + (fit ? (unsigned)__builtin_ctzll(fit) : 0);
        if (fit && row < s->rows && set < s->known->sets) {
            const struct asc_set *found = s->known->set + set;
            return s->row[row].keep == 'N' ? found->noun : s->row[row].keep == 'V' ? found->verb : set;
        }
    }
    return set;
}

/* The set of the word that stands before a token of a sentence. Adverbs and quotation marks let the word before them be seen, if that
 * has classes: "he quickly | reports". So does the "to" of "according to | police", which is none of an infinitive. */
static uint32_t set_before(const struct settling *s, const struct asc_token *begin, const struct asc_token *token)
{
    if (token == begin) {
        return 0; /* the empty set */
    }
    for (token--; token > begin && (token->spare & ASC_SIGN_THROUGH) && (token[-1].spare & ASC_SIGN_ANY); token--) {
    }
    bool according = token > begin && asc_is(s->known, token, ASC_CLASS_TO) && asc_is(s->known, token - 1, ASC_CLASS_PREP) &&
                     asc_is(s->known, token - 1, ASC_CLASS_VERB_ING);
    return according ? token[-1].set : token->set;
}

/* Few words are to be settled: the others are passed over, and their neighbours looked at from there. */
static void settle_sentence(const struct settling *s, struct asc_document *doc, uint32_t begin, uint32_t end)
{
    struct asc_token *token = doc->token;
    for (uint32_t t = asc_token_having(doc, begin, end, ASC_SIGN_BOTH); t < end; t = asc_token_having(doc, t + 1, end, ASC_SIGN_BOTH)) {
        token[t].set = settle_word(s, set_before(s, token + begin, token + t), token[t].set, t + 1 < end ? token[t + 1].set : 0);
    }
    for (uint32_t t = begin; t < end; t++) {
        token[t].spare &= (uint16_t)~ASC_SIGNS;
    }
}

void asc_segment_settle(const struct asc_knowledge *known, struct asc_document *doc)
{
    const struct asc_image *image = &known->image[0];
    uint64_t rows = image->count[ASC_SECTION_SETTLE];
    struct settling s = {known, image->section[ASC_SECTION_SETTLE], image->section[ASC_SECTION_SETTLING], rows, asc_settle_groups(rows)};
    for (uint32_t i = 0; i < doc->sentences; i++) {
        settle_sentence(&s, doc, doc->sentence[i].token, doc->sentence[i].token_end);
    }
}
