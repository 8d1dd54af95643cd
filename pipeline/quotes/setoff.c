/* Quotations without marks: "She goes on:" ends a paragraph, and the next one, set off, is what she says. Live blogs and reports print speech
 * so, and copied pages lose the indent. Such a paragraph becomes a quotation of the layer that has neither of its marks; the rules then tell
 * whose it is. The paragraphs behind it go on with it while they speak of "I" and "we". Lines behind such a paragraph that begin with ">" are quoted, too. */
#include "quotes/quotes.h"

enum { LEAD_TOKENS = 14, SPEECH_WORDS = 5, GO_ON = 6 };

/* clang-format off */
#define ENDS(X) X(STOP) X(ASK) X(BANG) X(ELLIPSIS)
#define MARKS(X) X(BULLET) X(DASH) X(HYPHEN) X(COLON) X(LPAREN)
#define CLAUSES(X) X(VERB_S) X(VERB_ED) X(BE) X(HAVE) X(MODAL) X(THAT)
#define SELVES(X) X(PRON_I) X(PRON_WE)
/* clang-format on */

/* Does the paragraph end with a verb of saying and a colon: "She goes on:", "..., told the radio earlier:"? */
static bool leads_in(const struct asc_quoting *q, const struct asc_block *block)
{
    static const struct asc_classes clauses = ASC_CLASSES_OF(CLAUSES);
    const struct asc_document *doc = q->doc;
    if (!asc_is(q->known, doc->token + block->token_end - 1, ASC_CLASS_COLON)) {
        return false;
    }
    uint32_t colon = block->token_end - 1, least = colon > block->token + LEAD_TOKENS ? colon - LEAD_TOKENS : block->token;
    for (uint32_t t = colon; t-- > least;) {
        if (asc_quotes_begins_speech(q, t, colon)) {
            return t > block->token;
        }
        if (asc_classes_meet(asc_classes_of(q->known, doc->token[t].set), clauses) || asc_is(q->known, doc->token + t, ASC_CLASS_STOP)) {
            return false;
        }
    }
    return false;
}

/* Behind the ">" with which letters and pages mark each line of what they quote. */
static uint32_t behind_bar(const struct asc_document *doc, const struct asc_block *block)
{
    bool bar = doc->text[doc->token[block->token].begin] == '>' && block->token + 1 < block->token_end;
    return block->token + bar;
}

static bool is_barred(const struct asc_document *doc, const struct asc_block *block)
{
    return behind_bar(doc, block) > block->token;
}

/* Is the paragraph of sentences, without marks at its begin, or a line that is marked as quoted? */
static bool is_speech(const struct asc_quoting *q, const struct asc_block *block)
{
    static const struct asc_classes ends = ASC_CLASSES_OF(ENDS), marks = ASC_CLASSES_OF(MARKS);
    if (is_barred(q->doc, block)) {
        return asc_quotation_at(q->doc, behind_bar(q->doc, block), ASC_NONE) == ASC_NONE;
    }
    if (asc_quotes_words(q->doc, block->token, block->token_end) < SPEECH_WORDS) {
        return false;
    }
    const struct asc_token *first = q->doc->token + block->token, *last = q->doc->token + block->token_end - 1;
    bool begins = (first->shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_DIGIT)) && !asc_classes_meet(asc_classes_of(q->known, first->set), marks);
    bool ended = asc_classes_meet(asc_classes_of(q->known, last->set), ends) || (last->shape & ASC_SHAPE_FINAL_DOT);
    return begins && ended && asc_quotation_at(q->doc, block->token, ASC_NONE) == ASC_NONE;
}

static bool speaks_of_self(const struct asc_quoting *q, const struct asc_block *block)
{
    static const struct asc_classes selves = ASC_CLASSES_OF(SELVES);
    for (uint32_t t = block->token; t < block->token_end; t++) {
        if (asc_classes_meet(asc_classes_of(q->known, q->doc->token[t].set), selves)) {
            return true;
        }
    }
    return false;
}

/* Does a paragraph behind the first one go on with it? */
static bool goes_on(const struct asc_quoting *q, const struct asc_block *block)
{
    bool quotes = asc_quotation_from(q->doc, block->token) != asc_quotation_from(q->doc, block->token_end);
    return is_barred(q->doc, block) ? is_barred(q->doc, block - 1) : speaks_of_self(q, block) && !quotes;
}

/* How many paragraphs from `block` on are speech that the one before it leads in. */
static uint32_t paragraphs_of(const struct asc_quoting *q, uint32_t block)
{
    const struct asc_document *doc = q->doc;
    if (!asc_block_is_text(doc->block + block - 1) || !leads_in(q, doc->block + block - 1)) {
        return 0;
    }
    uint32_t end = block;
    while (end < doc->blocks && end < block + GO_ON && asc_block_is_text(doc->block + end) && is_speech(q, doc->block + end) &&
           (end == block || goes_on(q, doc->block + end))) {
        end++;
    }
    return end - block;
}

/* The paragraphs that are found, in order; one may go on with the one before it. */
struct found {
    uint32_t block;
    bool goes_on;
};

/* A bar does what an opening mark does. */
static struct asc_quotation quotation_of(const struct asc_document *doc, const struct found *found)
{
    const struct asc_block *block = doc->block + found->block;
    bool barred = is_barred(doc, block);
    doc->token[block->token].shape |= barred ? ASC_SHAPE_OPENS : 0;
    struct asc_quotation made = {.open = block->token,
                                 .close = block->token_end,
                                 .parent = ASC_NONE,
                                 .next = ASC_NONE,
                                 .open_missing = !barred,
                                 .close_missing = true,
                                 .continues = found->goes_on};
    made.words = asc_quotes_words(doc, made.open, made.close);
    return made;
}

/* Puts the paragraphs among the quotations, in the order of the text; those that stand inside one become its parts. */
static bool merge(struct asc_document *doc, const struct found *found, uint32_t count)
{
    uint32_t all = doc->quotations + count, paragraph = ASC_NONE, i = 0, f = 0;
    struct asc_quotation *merged = asc_arena_alloc(&doc->arena, all * sizeof *merged);
    uint32_t *place = asc_arena_alloc(&doc->arena, (doc->quotations + (size_t)1) * sizeof *place); /* [Q before] → [Q] */
    if (!merged || !place) {
        return false;
    }
    for (uint32_t to = 0; to < all; to++) {
        if (f < count && (i == doc->quotations || doc->block[found[f].block].token <= doc->quotation[i].open)) {
            merged[to] = quotation_of(doc, found + f);
            if (found[f++].goes_on) {
                merged[paragraph].next = to;
            }
            paragraph = to;
            continue;
        }
        merged[to] = doc->quotation[i];
        bool inside = paragraph != ASC_NONE && merged[to].open < merged[paragraph].close;
        merged[to].parent = merged[to].parent != ASC_NONE ? place[merged[to].parent] : inside ? paragraph : ASC_NONE;
        place[i++] = to;
    }
    for (i = 0; i < doc->quotations; i++) {
        struct asc_quotation *moved = merged + place[i];
        moved->next = moved->next != ASC_NONE ? place[moved->next] : ASC_NONE;
    }
    doc->quotation = merged;
    doc->quotations = doc->quotation_room = all;
    return true;
}

bool asc_quotes_set_off(struct asc_quoting *q)
{
    struct asc_document *doc = q->doc;
    struct found *found = NULL;
    uint32_t count = 0, room = 0;
    for (uint32_t block = 1; block < doc->blocks; block++) {
        uint32_t paragraphs = paragraphs_of(q, block);
        for (uint32_t i = 0; i < paragraphs; i++) {
            if (!ASC_ROOM(&doc->arena, found, count, room)) {
                return false;
            }
            found[count++] = (struct found){block + i, i > 0};
        }
        block += paragraphs;
    }
    return !count || merge(doc, found, count);
}
