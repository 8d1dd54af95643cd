/* Sentences as the rules see them: every quotation, mention and cue is one symbol. */
#include "document/fold.h"
#include "quotes/quotes.h"

enum { CUE_TOKENS = 10, SIGNATURE = 16 };

/* Where the builder is. */
struct building {
    struct asc_quoting *quoting;
    uint32_t block, inside;
    uint32_t sentence; /* [S] of the frame's begin */
    void (*visit)(struct asc_quoting *);
};

uint32_t asc_quotation_at(const struct asc_document *doc, uint32_t t, uint32_t inside)
{
    uint32_t low = 0, high = doc->quotations;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->quotation[middle].open < t) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < doc->quotations && doc->quotation[low].open == t; low++) {
        if (doc->quotation[low].parent == inside && doc->quotation[low].words) {
            return low;
        }
    }
    return ASC_NONE;
}

/* The first mention that does not begin before a token. */
static uint32_t first_mention(const struct asc_document *doc, uint32_t t)
{
    uint32_t low = 0, high = doc->mentions;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->mention[middle].token < t) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The mention that begins at a token, or ASC_NONE; tokens come in order. */
static uint32_t mention_at(struct asc_quoting *q, uint32_t t)
{
    const struct asc_document *doc = q->doc;
    while (q->mention < doc->mentions && doc->mention[q->mention].token < t) {
        q->mention++;
    }
    return q->mention < doc->mentions && doc->mention[q->mention].token == t ? q->mention : ASC_NONE;
}

/* Does a cue of this kind suit the word as it was settled? A word settled as a noun is no verb. */
static bool suits(const struct asc_quoting *q, const struct asc_cue *cue, const struct asc_token *token, uint32_t tokens)
{
    struct asc_classes set = asc_classes_of(q->known, token->set);
    bool noun = asc_classes_meet(set, q->known->nominal), verb = asc_classes_meet(set, q->known->verbal);
    if (cue->kind == ASC_CUE_VERB) {
        return verb || !noun || tokens > 1;
    }
    return cue->kind != ASC_CUE_NOUN || noun || !verb;
}

/* The best use of a form: one that suits, the strongest first. */
static const struct asc_cue_use *best_use(const struct asc_quoting *q, const struct asc_chain_slot *slot, uint32_t t, uint32_t tokens)
{
    const struct asc_image *image = &q->known->image[0];
    const struct asc_cue_use *use = image->section[ASC_SECTION_CUE_USES], *best = NULL;
    int best_rank = -1;
    for (unsigned i = 0; i < slot->count && (uint64_t)slot->first + i < image->count[ASC_SECTION_CUE_USES]; i++) {
        const struct asc_cue *cue = asc_cue(q->known, use[slot->first + i].cue);
        if (!cue || !suits(q, cue, q->doc->token + t, tokens)) {
            continue;
        }
        int rank = cue->strength * 2 + (cue->kind == ASC_CUE_VERB);
        if (rank > best_rank) {
            best = use + slot->first + i;
            best_rank = rank;
        }
    }
    return best;
}

/* The longest cue at a token; *end gets its end. */
static const struct asc_cue_use *cue_at(const struct asc_quoting *q, uint32_t t, uint32_t limit, uint32_t *end)
{
    const struct asc_document *doc = q->doc;
    const struct asc_cue_use *best = NULL;
    uint64_t chain = 0;
    for (uint32_t u = t; u < limit && u < t + CUE_TOKENS; u++) {
        if (u > t && asc_is(q->known, doc->token + u, ASC_CLASS_HYPHEN)) {
            continue;
        }
        chain = asc_fold_chain(chain, asc_token_word_key(doc->text, doc->token + u));
        const struct asc_chain_slot *slot = asc_chain_find(&q->known->image[0], ASC_SECTION_CUE_FORMS, chain);
        if (!slot) {
            break;
        }
        const struct asc_cue_use *use = slot->count ? best_use(q, slot, t, u + 1 - t) : NULL;
        if (use) {
            best = use;
            *end = u + 1;
        }
        if (!slot->longer) {
            break;
        }
    }
    return best;
}

#define BEFORE_NOUNS(X) X(DET) X(ART) X(POSS) X(POSSESSIVE) X(ADJ)
#define NOUNS(X) X(NOUN) X(NOUN_PL) X(ROLE) X(ROLE_PL) X(COLLECTIVE)
#define PARTICIPLES(X) X(VERB_ING) X(VERB_EN)

/* A participle within a noun phrase is no cue: "a cheering crowd", "the alleged thief". */
static bool is_attributive(const struct asc_quoting *q, uint32_t t, uint32_t limit)
{
    static const struct asc_classes before = ASC_CLASSES_OF(BEFORE_NOUNS), nouns = ASC_CLASSES_OF(NOUNS), participles = ASC_CLASSES_OF(PARTICIPLES);
    const struct asc_token *token = q->doc->token + t;
    return t > 0 && t + 1 < limit && !(token->shape & ASC_SHAPE_STARTS) && asc_classes_meet(asc_classes_of(q->known, token->set), participles) &&
           asc_classes_meet(asc_classes_of(q->known, token[-1].set), before) && asc_classes_meet(asc_classes_of(q->known, token[1].set), nouns);
}

/* A hyphen with white space on both sides does what a dash does. */
static bool is_dash(const struct asc_quoting *q, uint32_t t)
{
    const struct asc_token *token = q->doc->token + t;
    bool alone = !(token->shape & ASC_SHAPE_GLUED) && t + 1 < q->doc->tokens && !(token[1].shape & ASC_SHAPE_GLUED);
    return alone && (token->shape & ASC_SHAPE_PUNCT) && asc_is(q->known, token, ASC_CLASS_HYPHEN);
}

/* Adds the unit that begins at `t`; returns where it ends. */
static uint32_t add_unit(struct asc_quoting *q, uint32_t t, uint32_t limit, uint32_t inside)
{
    const struct asc_document *doc = q->doc;
    struct asc_unit *unit = q->unit + q->frame.count++;
    *unit = (struct asc_unit){t, t + 1, doc->token[t].set, ASC_NONE, ASC_NONE, ASC_NONE, 0};
    bool may_open = doc->token[t].shape & (ASC_SHAPE_OPENS | ASC_SHAPE_STARTS);
    uint32_t quotation = may_open ? asc_quotation_at(doc, t, inside) : ASC_NONE;
    if (quotation != ASC_NONE) {
        unit->quotation = quotation;
        unit->token_end = doc->quotation[quotation].close_missing ? doc->quotation[quotation].close : doc->quotation[quotation].close + 1;
        unit->token_end = unit->token_end > limit ? limit : unit->token_end;
        unit->token_end = unit->token_end <= t ? t + 1 : unit->token_end;
        unit->set = q->known->set_quote;
        return unit->token_end;
    }
    uint32_t mention = mention_at(q, t);
    if (mention != ASC_NONE && doc->mention[mention].token_end <= limit) {
        unit->mention = mention;
        unit->token_end = doc->mention[mention].token_end;
        unit->set = q->known->set_name[doc->mention[mention].type];
        return unit->token_end;
    }
    if (is_dash(q, t)) {
        unit->set = q->known->set_dash;
        return unit->token_end;
    }
    uint32_t end = 0;
    const struct asc_cue_use *use = doc->token[t].spare & ASC_WORD_CUE && !is_attributive(q, t, limit) ? cue_at(q, t, limit, &end) : NULL;
    if (use) {
        unit->cue = use->cue;
        unit->forms = use->forms;
        unit->token_end = end;
        unit->set = use->set;
    }
    return unit->token_end;
}

/* A comma, or a quotation that ends with one: "closed," and */
static bool ends_with_comma(const struct asc_quoting *q, uint32_t unit)
{
    const struct asc_unit *u = q->unit + unit;
    uint32_t last = u->quotation == ASC_NONE ? u->token : q->doc->quotation[u->quotation].close - 1;
    return last < q->doc->tokens && asc_is(q->known, q->doc->token + last, ASC_CLASS_COMMA);
}

/* What the weighing asks of units again and again, looked up once. */
static void describe_units(struct asc_quoting *q)
{
    q->frame.classes = q->classes;
    q->frame.commas = q->commas;
    q->frame.ands = q->ands;
    q->commas[0] = q->ands[0] = 0;
    for (uint32_t i = 0; i < q->frame.count; i++) {
        struct asc_classes set = asc_classes_of(q->known, q->unit[i].set);
        bool and = asc_classes_has(set, ASC_CLASS_AND) || asc_classes_has(set, ASC_CLASS_BUT);
        q->set[i] = q->unit[i].set;
        q->classes[i] = set;
        q->commas[i + 1] = (uint16_t)(q->commas[i] + ends_with_comma(q, i));
        q->ands[i + 1] = (uint16_t)(q->ands[i] + and);
    }
    asc_quotes_cuts(q);
}

/* Hands the frame over and starts an empty one. */
static void finish(struct building *b)
{
    struct asc_quoting *q = b->quoting;
    if (q->frame.count && !q->failed) {
        q->frame.unit = q->unit;
        q->frame.sentence = b->sentence;
        q->frame.block = b->block;
        q->frame.inside = b->inside;
        describe_units(q);
        b->visit(q);
    }
    q->frame.count = 0;
}

/* Goes on to the sentence that holds `t`; does it begin there? */
static bool starts_sentence(const struct asc_document *doc, uint32_t *sentence, uint32_t t)
{
    while (*sentence + 1 < doc->sentences && doc->sentence[*sentence].token_end <= t) {
        ++*sentence;
    }
    return doc->sentence[*sentence].token == t;
}

/* "She continued:" at the end of a paragraph leads in the quotation that begins the next one. */
static bool leads_in(const struct asc_quoting *q, const struct asc_unit *last, uint32_t t)
{
    return asc_is(q->known, q->doc->token + last->token, ASC_CLASS_COLON) && last->quotation == ASC_NONE &&
           (q->doc->token[t].shape & ASC_SHAPE_OPENS);
}

/* "- Ana Diaz" behind a quotation, or in the line below, signs it. */
static bool signs(const struct asc_quoting *q, uint32_t t)
{
    const struct asc_document *doc = q->doc;
    bool dash = asc_is(q->known, doc->token + t, ASC_CLASS_DASH) || asc_is(q->known, doc->token + t, ASC_CLASS_HYPHEN);
    return dash && t > 0 && t + 1 < doc->tokens && (doc->token[t - 1].shape & ASC_SHAPE_CLOSES) && (doc->token[t + 1].shape & ASC_SHAPE_CAPITAL);
}

/* Where the frames of a block end: behind the quotation of the next block that its last words lead in. */
static uint32_t frames_end(const struct asc_quoting *q, uint32_t block)
{
    const struct asc_document *doc = q->doc;
    uint32_t end = doc->block[block].token_end;
    if (block + 1 >= doc->blocks || asc_block_skipped(doc->block + block + 1) || end >= doc->tokens) {
        return end;
    }
    if (signs(q, end) && doc->block[block + 1].token_end - end <= SIGNATURE) {
        return doc->block[block + 1].token_end;
    }
    if (!asc_is(q->known, doc->token + end - 1, ASC_CLASS_COLON)) {
        return end;
    }
    uint32_t quotation = asc_quotation_at(doc, end, ASC_NONE);
    if (quotation == ASC_NONE) {
        return end;
    }
    uint32_t close = doc->quotation[quotation].close_missing ? doc->quotation[quotation].close : doc->quotation[quotation].close + 1;
    return close < doc->block[block + 1].token_end ? close : doc->block[block + 1].token_end;
}

/* The frames between two tokens, at one depth of quotation. */
static void build(struct building *b, uint32_t from, uint32_t to)
{
    struct asc_quoting *q = b->quoting;
    uint32_t sentence = asc_sentence_at(q->doc, q->doc->token[from].begin);
    if (sentence == ASC_NONE) {
        return;
    }
    b->sentence = sentence;
    q->frame.count = 0;
    q->mention = first_mention(q->doc, from);
    for (uint32_t t = from; t < to && !q->failed;) {
        uint32_t count = q->frame.count;
        bool begins = t >= q->doc->sentence[sentence].token_end && starts_sentence(q->doc, &sentence, t);
        bool dateline = count && (q->doc->token[t].shape & ASC_SHAPE_STARTS) && q->unit[count - 1].set == q->known->set_dash && !signs(q, t - 1);
        bool full = count == ASC_UNITS || (count > ASC_UNITS - 64 && asc_is(q->known, q->doc->token + t, ASC_CLASS_COMMA));
        if (count && (full || dateline || (begins && !leads_in(q, q->unit + count - 1, t) && !signs(q, t)))) {
            finish(b);
        }
        if (!q->frame.count) {
            b->sentence = sentence;
        }
        t = add_unit(q, t, to, b->inside);
    }
    finish(b);
}

void asc_quotes_frames(struct asc_quoting *q, void (*visit)(struct asc_quoting *))
{
    const struct asc_document *doc = q->doc;
    uint32_t quotation = 0, done = 0;
    for (uint32_t block = 0; block < doc->blocks && !q->failed; block++) {
        if (asc_block_skipped(doc->block + block)) {
            continue;
        }
        struct building b = {.quoting = q, .block = block, .inside = ASC_NONE, .visit = visit};
        uint32_t from = doc->block[block].token > done ? doc->block[block].token : done;
        done = frames_end(q, block);
        if (from < done) {
            build(&b, from, done);
        }
        while (quotation < doc->quotations && doc->quotation[quotation].open < doc->block[block].token) {
            quotation++;
        }
        for (; quotation < doc->quotations && doc->quotation[quotation].open < doc->block[block].token_end; quotation++) {
            const struct asc_quotation *inner = doc->quotation + quotation;
            uint32_t first = inner->open_missing ? inner->open : inner->open + 1;
            if (inner->words > 3 && first < inner->close) {
                b.inside = quotation;
                build(&b, first, inner->close);
            }
        }
    }
}
