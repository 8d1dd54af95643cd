/* Transcripts: paragraphs that begin with who speaks, "DIETZ: It was an accident. I fell off a ladder.", "Q. Why?"
 *
 * One line with a colon may be anything ("Note: bring a coat"); a page is a transcript when several paragraphs begin so and one of
 * their labels comes back. Then everything behind a label is its speaker's, without marks, up to the next label. */
#include <string.h>

#include "document/fold.h"
#include "quotes/quotes.h"

enum { LABEL_TOKENS = 9, LABELS = 3, SPEECH_BLOCKS = 6 };

/* "21:14:02 | CAPTAIN: ...", "[12:03] | Ana Diaz: ...": behind the time with which a block may begin. */
uint32_t asc_quotes_behind_time(const struct asc_quoting *q, const struct asc_block *block)
{
    const struct asc_token *token = q->doc->token + block->token;
    uint32_t bracket = asc_is(q->known, token, ASC_CLASS_LPAREN), behind = 1 + 2 * bracket;
    if (block->token + behind >= block->token_end) {
        return block->token;
    }
    const struct asc_token *time = token + bracket;
    bool clock = (time->shape & ASC_SHAPE_DIGIT) && memchr(asc_token_text(q->doc, time), ':', time->end - time->begin);
    bool closed = !bracket || asc_is(q->known, time + 1, ASC_CLASS_RPAREN);
    return clock && closed ? block->token + behind : block->token;
}

/* The colon behind a label that begins a block: few words, the first and the last one with capitals, maybe a note in brackets
 * behind them; ASC_NONE when there is none. */
static uint32_t label_colon(const struct asc_quoting *q, const struct asc_block *block)
{
    const struct asc_document *doc = q->doc;
    uint32_t first = asc_quotes_behind_time(q, block), last = first;
    bool noted = false;
    if (!(doc->token[first].shape & ASC_SHAPE_CAPITAL)) {
        return ASC_NONE;
    }
    for (uint32_t t = first + 1; t < block->token_end && t <= first + LABEL_TOKENS; t++) {
        const struct asc_token *token = doc->token + t;
        if (token->shape & ASC_SHAPE_DIGIT) {
            return ASC_NONE; /* a result */
        }
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

/* The letter that begins a block, as transcripts mark questions and answers: "Q. Why?", "Q    Why?". Without its full stop it may be a word
 * ("A man"), so what the tables know does not count; ASC_NONE when there is none. */
static uint32_t label_letter(const struct asc_quoting *q, const struct asc_block *block)
{
    const struct asc_token *token = q->doc->token + block->token;
    bool dotted = token->shape & ASC_SHAPE_FINAL_DOT, word = asc_is(q->known, token, ASC_CLASS_COMMON) || asc_is(q->known, token, ASC_CLASS_PRON_I);
    bool speech = block->token + 1 < block->token_end && (token[1].shape & ASC_SHAPE_CAPITAL) && !(token[1].shape & ASC_SHAPE_GLUED);
    return speech && (token->shape & ASC_SHAPE_INITIAL) && (dotted || !word) ? block->token : ASC_NONE;
}

#define PERSONS(X) X(ROLE) X(PERSON_NOUN) X(TITLE) X(KIN) X(PRON_SUBJ) X(GIVEN_M) X(GIVEN_F) X(FAMILY)

/* May somebody be called so: by a name, a role, capitals? "Booked" and "Possession" are nobody. */
static bool is_speaker(const struct asc_quoting *q, uint32_t from, uint32_t label)
{
    static const struct asc_classes persons = ASC_CLASSES_OF(PERSONS);
    for (uint32_t t = from; t < label; t++) {
        const struct asc_token *token = q->doc->token + t;
        if ((token->shape & (ASC_SHAPE_UPPER | ASC_SHAPE_INITIAL)) || asc_classes_meet(asc_classes_of(q->known, token->set), persons) ||
            !asc_is(q->known, token, ASC_CLASS_COMMON)) {
            return true;
        }
    }
    return false;
}

static bool is_letter(const struct asc_quoting *q, uint32_t label)
{
    return label != ASC_NONE && !asc_is(q->known, q->doc->token + label, ASC_CLASS_COLON);
}

/* The key by which a label is known again: its last word before a note, "PETER HALLOWAY" and "HALLOWAY". */
static uint64_t label_key(const struct asc_quoting *q, uint32_t from, uint32_t label)
{
    uint64_t key = q->doc->token[from].key;
    for (uint32_t t = from; t < label && !asc_is(q->known, q->doc->token + t, ASC_CLASS_LPAREN); t++) {
        key = q->doc->token[t].shape & ASC_SHAPE_PUNCT ? key : q->doc->token[t].key;
    }
    return key;
}

/* Which labels a page has had, by a few bits of their keys: once, and again. */
struct seen {
    uint64_t once[64], again[64];
};

static bool has_key(const uint64_t *seen, uint64_t key)
{
    return seen[key >> 6 & 63] >> (key & 63) & 1;
}

static void see_key(struct seen *seen, uint64_t key)
{
    uint64_t bit = UINT64_C(1) << (key & 63);
    seen->again[key >> 6 & 63] |= seen->once[key >> 6 & 63] & bit;
    seen->once[key >> 6 & 63] |= bit;
}

static uint32_t label_of(const struct asc_quoting *q, const struct asc_block *block)
{
    if (!asc_block_is_text(block)) {
        return ASC_NONE;
    }
    uint32_t colon = label_colon(q, block);
    return colon == ASC_NONE ? label_letter(q, block) : colon;
}

bool asc_quotes_labels(struct asc_quoting *q)
{
    struct asc_document *doc = q->doc;
    struct seen seen = {0};
    uint32_t labels = 0, again = 0;
    q->label = asc_arena_alloc(&doc->arena, (doc->blocks + 1U) * sizeof *q->label);
    if (!q->label) {
        return false;
    }
    for (uint32_t b = 0; b < doc->blocks; b++) {
        q->label[b] = label_of(q, doc->block + b);
        if (q->label[b] != ASC_NONE) {
            see_key(&seen, label_key(q, asc_quotes_behind_time(q, doc->block + b), q->label[b]));
        }
    }
    for (uint32_t b = 0; b < doc->blocks; b++) {
        if (q->label[b] == ASC_NONE) {
            continue;
        }
        uint32_t first = asc_quotes_behind_time(q, doc->block + b);
        bool comes_back = has_key(seen.again, label_key(q, first, q->label[b]));
        bool letter = is_letter(q, q->label[b]);
        if ((letter && !comes_back) || (!letter && !is_speaker(q, first, q->label[b]))) {
            q->label[b] = ASC_NONE; /* of a list, of a name; of a table */
            continue;
        }
        labels++;
        again += comes_back;
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
