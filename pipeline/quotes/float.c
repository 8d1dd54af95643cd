/* Quotations that no cue claimed.
 *
 * One that directly follows a claimed quotation of its paragraph goes on with it and is a piece of the same attribution. One that
 * stands as a sentence of its own is speech whose source the resolver has to find ("carried"), if it is long enough; a few words
 * inside a sentence of the author's are a title, a nickname or words held at arm's length. */
#include <string.h>

#include "quotes/quotes.h"

enum { SPEECH_WORDS = 5, FLOAT_SUM = 60 };

static bool covers(const struct asc_attribution *a, struct asc_span span)
{
    for (unsigned i = 0; i < a->pieces; i++) {
        if (a->piece[i].begin <= span.begin && a->piece[i].end >= span.end) {
            return true;
        }
    }
    return (a->source.begin <= span.begin && a->source.end >= span.end) || (a->addressee.begin <= span.begin && a->addressee.end >= span.end);
}

static bool is_claimed(const struct asc_document *doc, struct asc_span span)
{
    for (uint32_t i = 0; i < doc->attributions; i++) {
        if (covers(doc->attribution + i, span)) {
            return true;
        }
    }
    return false;
}

bool asc_stands_alone(const struct asc_document *doc, const struct asc_quotation *quotation)
{
    uint32_t end = quotation->close_missing ? quotation->close : quotation->close + 1;
    uint32_t sentence = asc_sentence_at(doc, doc->token[quotation->open].begin);
    bool begins = sentence != ASC_NONE && doc->sentence[sentence].token == quotation->open;
    bool ends = end >= doc->tokens;
    if (!ends) {
        uint32_t next = asc_sentence_at(doc, doc->token[end].begin);
        ends = next != ASC_NONE && doc->sentence[next].token == end;
    }
    return begins && ends;
}

/* The attribution with a direct piece in this block that ends last before the quotation. */
static struct asc_attribution *speech_before(struct asc_document *doc, const struct asc_block *block, uint32_t at)
{
    struct asc_attribution *best = NULL;
    for (uint32_t i = 0; i < doc->attributions; i++) {
        struct asc_attribution *a = doc->attribution + i;
        bool here = a->piece[0].begin >= block->begin && a->piece[a->pieces - 1].end <= at && a->kind != ASC_KIND_INDIRECT;
        if (here && (!best || a->piece[a->pieces - 1].end > best->piece[best->pieces - 1].end)) {
            best = a;
        }
    }
    return best;
}

static bool add_floating(struct asc_quoting *q, uint32_t quotation)
{
    struct asc_document *doc = q->doc;
    if (!ASC_ROOM(&doc->arena, doc->attribution, doc->attributions, doc->attribution_room)) {
        return false;
    }
    struct asc_attribution a = {.kind = ASC_KIND_DIRECT, .cue_entry = ASC_NONE, .rule = ASC_NONE, .sum = FLOAT_SUM};
    a.parent = a.speaker = a.addressee_entity = ASC_NONE;
    a.sentence = asc_sentence_at(doc, doc->token[doc->quotation[quotation].open].begin);
    asc_add_quotation(doc, &a, quotation);
    if (a.pieces) {
        doc->attribution[doc->attributions++] = a;
    }
    return true;
}

enum asc_result asc_quotes_float(struct asc_quoting *q)
{
    struct asc_document *doc = q->doc;
    for (uint32_t i = 0; i < doc->quotations; i++) {
        const struct asc_quotation *quotation = doc->quotation + i;
        struct asc_span span = asc_quotation_span(doc, quotation);
        uint32_t block = asc_block_at(doc, span.begin);
        if (quotation->parent != ASC_NONE || quotation->continues || span.end <= span.begin || block == ASC_NONE ||
            asc_block_skipped(doc->block + block) || is_claimed(doc, span) || !asc_stands_alone(doc, quotation)) {
            continue;
        }
        struct asc_attribution *before = speech_before(doc, doc->block + block, span.begin);
        if (before && before->pieces < ASC_PIECES) {
            asc_add_quotation(doc, before, i);
        } else if (quotation->words >= SPEECH_WORDS && doc->block[block].type == ASC_BLOCK_BODY && !add_floating(q, i)) {
            return ASC_NO_MEMORY;
        }
    }
    return ASC_OK;
}
