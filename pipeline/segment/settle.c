/* Settling: a word that could be a noun or a verb becomes what its neighbours say. */
#include "segment/segment.h"

/* The rows of rules/settle.tsv and the classes between which they decide. */
struct settling {
    const struct asc_knowledge *known;
    const struct asc_settle *row;
    uint64_t rows;
};

static bool fits(struct asc_classes wanted, struct asc_classes found)
{
    return !(wanted.bits[0] | wanted.bits[1]) || asc_classes_meet(wanted, found);
}

static uint32_t settle_word(const struct settling *s, struct asc_classes before, uint32_t set, struct asc_classes after)
{
    struct asc_classes word = asc_classes_of(s->known, set);
    for (uint64_t i = 0; i < s->rows; i++) {
        if (fits(s->row[i].before, before) && fits(s->row[i].word, word) && fits(s->row[i].after, after)) {
            const struct asc_set *found = s->known->set + set;
            return s->row[i].keep == 'N' ? found->noun : s->row[i].keep == 'V' ? found->verb : set;
        }
    }
    return set;
}

void asc_segment_settle(const struct asc_knowledge *known, struct asc_document *doc)
{
    const struct asc_image *image = &known->image[0];
    struct settling s = {known, image->section[ASC_SECTION_SETTLE], image->count[ASC_SECTION_SETTLE]};
    if (!s.rows) {
        return;
    }
    struct asc_classes none = {{0, 0}};
    for (uint32_t i = 0; i < doc->sentences; i++) {
        uint32_t before = 0; /* the empty set */
        bool seen = false;
        for (uint32_t t = doc->sentence[i].token; t < doc->sentence[i].token_end; t++) {
            struct asc_token *token = doc->token + t;
            if (token->spare & ASC_SIGN_BOTH) {
                bool last = t + 1 == doc->sentence[i].token_end;
                token->set = settle_word(&s, asc_classes_of(known, before), token->set, last ? none : asc_classes_of(known, token[1].set));
            }
            /* Adverbs and quotation marks let the word before them be seen: "he quickly | reports". */
            bool keep = seen && (token->spare & ASC_SIGN_THROUGH);
            before = keep ? before : token->set;
            seen = keep || (token->spare & ASC_SIGN_ANY);
        }
    }
}
