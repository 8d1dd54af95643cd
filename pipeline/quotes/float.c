/* Quotations that no cue claimed.
 *
 * One that directly follows a claimed quotation of its paragraph, or begins the next paragraph after a claimed quotation that ended
 * one, goes on with it and is a piece of the same attribution. One that
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

/* A paragraph that ends with somebody's speech and who said it; the next one goes on with it. */
static struct asc_attribution *speech_of_paragraph_before(struct asc_document *doc, uint32_t block, uint32_t at)
{
    const struct asc_block *here = doc->block + block, *before = here - 1;
    if (block == 0 || at != here->begin || here->type != ASC_BLOCK_BODY || before->type != ASC_BLOCK_BODY || before->token_end == 0) {
        return NULL;
    }
    struct asc_attribution *speech = speech_before(doc, before, before->end);
    uint32_t last = asc_sentence_at(doc, doc->token[before->token_end - 1].begin);
    bool ends = speech && speech->source.end > speech->source.begin && asc_sentence_at(doc, speech->piece[speech->pieces - 1].begin) == last;
    return ends ? speech : NULL;
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
        if (!before) {
            before = speech_of_paragraph_before(doc, block, doc->token[quotation->open].begin);
        }
        if (before && before->pieces < ASC_PIECES) {
            asc_add_quotation(doc, before, i);
        } else if (quotation->words >= SPEECH_WORDS && doc->block[block].type == ASC_BLOCK_BODY && !add_floating(q, i)) {
            return ASC_NO_MEMORY;
        }
    }
    return ASC_OK;
}
