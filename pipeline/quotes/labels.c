/* Transcripts: paragraphs that begin with who speaks, "DIETZ: It was an accident. I fell off a ladder."
 *
 * One line with a colon may be anything ("Note: bring a coat"); a page is a transcript when several paragraphs begin so and one of
 * their labels comes back. Then everything behind a label is its speaker's, without marks, up to the next label. */
#include <string.h>

#include "document/fold.h"
#include "quotes/quotes.h"

enum { LABEL_TOKENS = 9, LABELS = 3, SPEECH_BLOCKS = 6 };

/* The colon behind a label that begins a block: few words, the first and the last one with capitals, maybe a note in brackets
 * behind them; ASC_NONE when there is none. */
static uint32_t label_colon(const struct asc_quoting *q, const struct asc_block *block)
{
    const struct asc_document *doc = q->doc;
    uint32_t last = block->token;
    bool noted = false;
    if (!(doc->token[block->token].shape & ASC_SHAPE_CAPITAL)) {
        return ASC_NONE;
    }
    for (uint32_t t = block->token + 1; t < block->token_end && t <= block->token + LABEL_TOKENS; t++) {
        const struct asc_token *token = doc->token + t;
        if (asc_is(q->known, token, ASC_CLASS_COLON)) {
            bool speech = t + 1 < block->token_end && !(doc->token[t + 1].shape & ASC_SHAPE_GLUED);
            return speech && (doc->token[last].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED)) ? t : ASC_NONE;
        }
        noted |= asc_is(q->known, token, ASC_CLASS_LPAREN);
        if (!noted && !(token->shape & ASC_SHAPE_PUNCT)) {
            last = t;
        }
    }
    return ASC_NONE;
}

/* The key by which a label is known again: its last word before a note, "PETER HALLOWAY" and "HALLOWAY". */
static uint64_t label_key(const struct asc_quoting *q, uint32_t from, uint32_t colon)
{
    uint64_t key = 0;
    for (uint32_t t = from; t < colon && !asc_is(q->known, q->doc->token + t, ASC_CLASS_LPAREN); t++) {
        key = q->doc->token[t].shape & ASC_SHAPE_PUNCT ? key : q->doc->token[t].key;
    }
    return key;
}

bool asc_quotes_labels(struct asc_quoting *q)
{
    struct asc_document *doc = q->doc;
    uint64_t seen[64] = {0}; /* bits: keys of labels */
    uint32_t labels = 0, again = 0;
    q->label = asc_arena_alloc(&doc->arena, (doc->blocks + 1U) * sizeof *q->label);
    if (!q->label) {
        return false;
    }
    for (uint32_t b = 0; b < doc->blocks; b++) {
        q->label[b] = asc_block_skipped(doc->block + b) || doc->block[b].type != ASC_BLOCK_BODY ? ASC_NONE : label_colon(q, doc->block + b);
        if (q->label[b] == ASC_NONE) {
            continue;
        }
        uint64_t key = label_key(q, doc->block[b].token, q->label[b]), bit = UINT64_C(1) << (key & 63);
        labels++;
        again += (seen[key >> 6 & 63] & bit) != 0;
        seen[key >> 6 & 63] |= bit;
    }
    if (labels < LABELS || !again) {
        q->label = NULL;
    }
    return true;
}

uint32_t asc_quotes_label_end(const struct asc_quoting *q, uint32_t block)
{
    uint32_t end = block + 1;
    for (uint32_t b = end; b < q->doc->blocks && b <= block + SPEECH_BLOCKS; b++) {
        if (q->label[b] != ASC_NONE) {
            return b; /* paragraphs before the next label go on with the speech; behind the last one, who knows */
        }
        if (q->doc->block[b].type != ASC_BLOCK_BODY) {
            break;
        }
    }
    return end;
}
