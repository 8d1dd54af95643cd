/* Quotations that no cue claimed.
 *
 * One that directly follows a claimed quotation of its paragraph, or begins the next paragraph after a claimed quotation that ended
 * one, goes on with it and is a piece of the same attribution; behind reported speech, and in the paragraph behind a partly quoted
 * one, it is a quote of its own with the same source. One that stands as a sentence of its own is speech whose source the resolver
 * has to find ("carried"), if it is long enough; a few words inside a sentence of the author's are a title, a nickname or words held
 * at arm's length. */
#include "quotes/order.h"
#include "quotes/quotes.h"

enum { SPEECH_WORDS = 5, SENTENCE_WORDS = 2, FLOAT_SUM = 60 };

/* --- what attributions claim ------------------------------------------------------------------------------------------------ */

/* The quotations by the begin of what they hold. */
static struct asc_order *order_by_begin(struct asc_document *doc)
{
    struct asc_order *row = asc_order_new(&doc->arena, doc->quotations);
    for (uint32_t i = 0; row && i < doc->quotations; i++) {
        row[i] = (struct asc_order){.key = asc_quotation_span(doc, doc->quotation + i).begin, .index = i};
    }
    if (row) {
        asc_order_sort(row, doc->quotations);
    }
    return row;
}

/* Notes with the first quotation that does not begin before a claim how far the claim reaches. */
static void note_claim(struct asc_order *row, uint32_t count, struct asc_span claim)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (row[middle].key < claim.begin) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < count && claim.end > row[low].then) {
        row[low].then = claim.end;
    }
}

/* Which quotations [Q] lie wholly in something that an attribution holds; NULL when out of memory. */
static const bool *find_claimed(struct asc_document *doc)
{
    struct asc_order *row = order_by_begin(doc);
    bool *claimed = asc_arena_alloc(&doc->arena, doc->quotations + (size_t)1);
    if (!row || !claimed) {
        return NULL;
    }
    for (uint32_t i = 0; i < doc->attributions; i++) {
        const struct asc_attribution *a = doc->attribution + i;
        for (unsigned p = 0; p < a->pieces; p++) {
            note_claim(row, doc->quotations, a->piece[p]);
        }
        note_claim(row, doc->quotations, a->source);
        note_claim(row, doc->quotations, a->addressee);
    }
    uint64_t furthest = 0;
    for (uint32_t i = 0; i < doc->quotations; i++) {
        furthest = row[i].then > furthest ? row[i].then : furthest;
        claimed[row[i].index] = furthest >= asc_quotation_span(doc, doc->quotation + row[i].index).end;
    }
    return claimed;
}

/* --- the speech before a quotation -------------------------------------------------------------------------------------------- */

/* Speech in the order of its end; `last` is the one before the quotation at hand. */
struct speeches {
    struct asc_order *by_end; /* [count] key: the end; index: of an attribution */
    uint32_t count, next;
    uint32_t last; /* [A] or ASC_NONE */
};

static uint32_t end_of(const struct asc_attribution *a)
{
    return a->piece[a->pieces - 1].end;
}

static bool collect_speeches(struct asc_document *doc, struct speeches *speeches)
{
    speeches->last = ASC_NONE;
    speeches->by_end = asc_order_new(&doc->arena, doc->attributions);
    if (!speeches->by_end) {
        return false;
    }
    for (uint32_t i = 0; i < doc->attributions; i++) {
        if (doc->attribution[i].kind != ASC_KIND_INDIRECT || doc->attribution[i].source.end > doc->attribution[i].source.begin) {
            speeches->by_end[speeches->count++] = (struct asc_order){.key = end_of(doc->attribution + i), .index = i};
        }
    }
    asc_order_sort(speeches->by_end, speeches->count);
    return true;
}

/* The attribution with a direct piece in this block that ends last before the quotation. Quotations come in the order of the text. */
static struct asc_attribution *speech_before(struct asc_document *doc, struct speeches *s, const struct asc_block *block, uint32_t at)
{
    for (; s->next < s->count && s->by_end[s->next].key <= at; s->next++) {
        uint32_t i = s->by_end[s->next].index;
        const struct asc_attribution *a = doc->attribution + i;
        uint32_t home = asc_block_at(doc, end_of(a) - 1);
        /* What began in another block is not the speech of this one. */
        if (home == ASC_NONE || a->piece[0].begin < doc->block[home].begin) {
            continue;
        }
        const struct asc_attribution *last = s->last == ASC_NONE ? NULL : doc->attribution + s->last;
        bool holds = last && end_of(a) == end_of(last) && a->piece[0].begin < last->piece[0].begin; /* speech within speech ends with it */
        bool later = !last || last->piece[0].begin < doc->block[home].begin || end_of(a) > end_of(last) || holds;
        s->last = later ? i : s->last;
    }
    struct asc_attribution *last = s->last == ASC_NONE ? NULL : doc->attribution + s->last;
    return last && last->piece[0].begin >= block->begin && end_of(last) <= at ? last : NULL;
}

/* --- quotations without a cue ---------------------------------------------------------------------------------------------------- */

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

/* Long enough to be speech, or a sentence by its last mark: “It is closed.” */
static bool is_speech(const struct asc_quoting *q, const struct asc_quotation *quotation)
{
    const struct asc_token *last = q->doc->token + quotation->close - 1;
    bool ended = asc_is(q->known, last, ASC_CLASS_STOP) || asc_is(q->known, last, ASC_CLASS_ASK) || asc_is(q->known, last, ASC_CLASS_BANG);
    return quotation->words >= SPEECH_WORDS || (ended && quotation->words >= SENTENCE_WORDS);
}

/* Behind a colon stands what somebody says, if it is long enough. */
static bool is_led_in(const struct asc_quoting *q, const struct asc_quotation *quotation)
{
    return quotation->open > 0 && asc_is(q->known, q->doc->token + quotation->open - 1, ASC_CLASS_COLON) && quotation->words >= SPEECH_WORDS;
}

/* "It is slow," she says when asked, "but it works": the sentence goes on in small letters behind what told who speaks. */
static bool goes_on(const struct asc_quoting *q, const struct asc_quotation *quotation, const struct asc_attribution *before)
{
    const struct asc_token *open = q->doc->token + quotation->open;
    if (!before || before->kind != ASC_KIND_DIRECT || quotation->open == 0 || !asc_is(q->known, open - 1, ASC_CLASS_COMMA)) {
        return false;
    }
    uint32_t end = end_of(before);
    bool between = before->cue.begin >= end && before->cue.end <= open->begin;
    return between && end && q->doc->text[end - 1] == ',' && (open[1].shape & ASC_SHAPE_LOWER) &&
           asc_sentence_at(q->doc, end - 1) == asc_sentence_at(q->doc, open->begin);
}

/* A paragraph that ends with somebody's speech and who said it; the next one goes on with it. Asked after speech_before(). */
static struct asc_attribution *speech_of_paragraph_before(struct asc_document *doc, const struct speeches *s, uint32_t block, uint32_t at)
{
    const struct asc_block *here = doc->block + block, *before = here - 1;
    if (block == 0 || at != here->begin || here->type != ASC_BLOCK_BODY || before->type != ASC_BLOCK_BODY || before->token_end == 0) {
        return NULL;
    }
    struct asc_attribution *speech = s->last == ASC_NONE ? NULL : doc->attribution + s->last;
    uint32_t last = asc_sentence_at(doc, doc->token[before->token_end - 1].begin);
    if (speech && asc_attribution_asks(doc, speech)) {
        return NULL; /* somebody else answers */
    }
    bool ends = speech && speech->piece[0].begin >= before->begin && speech->source.end > speech->source.begin &&
                asc_sentence_at(doc, end_of(speech) - 1) == last;
    return ends ? speech : NULL;
}

/* A row of its own; with the source of reported speech that it goes on with (NULL: none). */
static bool add_floating(struct asc_quoting *q, uint32_t quotation, const struct asc_attribution *before)
{
    struct asc_document *doc = q->doc;
    if (!ASC_ROOM(&doc->arena, doc->attribution, doc->attributions, doc->attribution_room)) {
        return false;
    }
    struct asc_attribution a = {.kind = ASC_KIND_DIRECT, .cue_entry = ASC_NONE, .rule = ASC_NONE, .sum = FLOAT_SUM};
    a.parent = a.speaker = a.addressee_entity = ASC_NONE;
    if (before) {
        a.source = before->source;
        a.source_token = before->source_token;
        a.source_token_end = before->source_token_end;
    }
    asc_add_quotation(q, &a, quotation);
    if (a.pieces) {
        doc->attribution[doc->attributions++] = a;
    }
    return true;
}

/* Room for all quotations while the layer is the newest block of its arena and grows in place. */
static bool make_room(struct asc_document *doc)
{
    uint32_t room = doc->attributions + doc->quotations;
    if (room > doc->attribution_room) {
        size_t size = sizeof *doc->attribution;
        struct asc_attribution *grown = asc_arena_grow(&doc->arena, doc->attribution, doc->attribution_room * size, room * size);
        doc->attribution = grown ? grown : doc->attribution;
        doc->attribution_room = grown ? room : doc->attribution_room;
        return grown != NULL;
    }
    return true;
}

enum asc_result asc_quotes_float(struct asc_quoting *q)
{
    struct asc_document *doc = q->doc;
    struct speeches speeches = {0};
    if (!doc->quotations) {
        return ASC_OK;
    }
    const bool *claimed = make_room(doc) ? find_claimed(doc) : NULL;
    if (!claimed || !collect_speeches(doc, &speeches)) {
        return ASC_NO_MEMORY;
    }
    for (uint32_t i = 0; i < doc->quotations; i++) {
        const struct asc_quotation *quotation = doc->quotation + i;
        struct asc_span span = asc_quotation_span(doc, quotation);
        uint32_t block = asc_block_at(doc, span.begin);
        bool set_off = quotation->open_missing && quotation->close_missing; /* without a cue, the author's own words */
        if (quotation->parent != ASC_NONE || quotation->continues || set_off || span.end <= span.begin || block == ASC_NONE ||
            asc_block_skipped(doc->block + block) || claimed[i]) {
            continue;
        }
        struct asc_attribution *before = speech_before(doc, &speeches, doc->block + block, span.begin);
        if (!(asc_stands_alone(doc, quotation) || is_led_in(q, quotation) || goes_on(q, quotation, before))) {
            continue;
        }
        bool apart = !before;
        if (apart) {
            before = speech_of_paragraph_before(doc, &speeches, block, doc->token[quotation->open].begin);
        }
        bool reported = before && (before->kind == ASC_KIND_INDIRECT || (apart && before->kind == ASC_KIND_MIXED));
        if (before && !reported && before->pieces < ASC_PIECES) {
            asc_add_quotation(q, before, i);
        } else if ((reported || is_speech(q, quotation)) && doc->block[block].type == ASC_BLOCK_BODY) {
            if (!add_floating(q, i, reported ? before : NULL)) {
                return ASC_NO_MEMORY;
            }
            speeches.last = doc->attributions - 1;
        }
    }
    return ASC_OK;
}
