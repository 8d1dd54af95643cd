/* Sentences as the rules see them: every quotation, mention and cue is one symbol. */
#include <string.h>

#include "document/fold.h"
#include "quotes/quotes.h"

enum { CUE_TOKENS = 10, FULL = ASC_UNITS - 64, SIGNATURE = 16, DATELINE = 16, MAY_OPEN = ASC_SHAPE_OPENS | ASC_SHAPE_STARTS };

/* The first sentence [S], mention [M] and quotation [Q] that are not before a token. */
struct place {
    uint32_t sentence, mention, quotation;
};

/* Where the builder is. */
struct building {
    struct asc_quoting *quoting;
    struct place place;
    uint32_t block, inside;
    uint32_t next;     /* [T] where the next mention begins, or quotation opens */
    uint32_t sentence; /* [S] of the frame's begin */
    void (*visit)(struct asc_quoting *);
};

/* The quotation directly within `inside` that opens at a token; `from` is the first one that does not open before it. */
static uint32_t quotation_from(const struct asc_document *doc, uint32_t from, uint32_t t, uint32_t inside)
{
    for (uint32_t i = from; i < doc->quotations && doc->quotation[i].open == t; i++) {
        if (doc->quotation[i].parent == inside && doc->quotation[i].words) {
            return i;
        }
    }
    return ASC_NONE;
}

uint32_t asc_quotation_at(const struct asc_document *doc, uint32_t t, uint32_t inside)
{
    return quotation_from(doc, asc_quotation_from(doc, t), t, inside);
}

/* Goes on to the first mention and quotation that are not before a token, which may be the end of the text. */
static void advance_spans(const struct asc_document *doc, struct place *place, uint32_t t)
{
    while (place->mention < doc->mentions && doc->mention[place->mention].token < t) {
        place->mention++;
    }
    while (place->quotation < doc->quotations && doc->quotation[place->quotation].open < t) {
        place->quotation++;
    }
}

/* Goes on to a token. */
static void advance(const struct asc_document *doc, struct place *place, uint32_t t)
{
    while (place->sentence < doc->sentences && doc->sentence[place->sentence].end <= doc->token[t].begin) {
        place->sentence++;
    }
    advance_spans(doc, place, t);
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

static bool passes(const uint64_t *filter, uint64_t chain)
{
    uint32_t print = asc_print(chain);
    uint64_t bits = asc_filter_bits(print);
    return (filter[asc_filter_word(print)] & bits) == bits;
}

/* May a cue go on at a token behind the words of a chain? As far as the filters tell, which know no words with full stops inside. */
static bool goes_on(const struct asc_quoting *q, uint32_t t, uint64_t chain)
{
    for (; t < q->doc->tokens; t++) {
        const struct asc_token *token = q->doc->token + t;
        if (token->shape & (ASC_SHAPE_PUNCT | ASC_SHAPE_DOTS)) {
            return !(token->shape & ASC_SHAPE_PUNCT) || asc_is(q->known, token, ASC_CLASS_HYPHEN);
        }
        chain = asc_fold_chain(chain, token->key);
        if (!passes(q->tables->cue_begins, chain)) {
            return false;
        }
        if (passes(q->tables->cue_ends, chain)) {
            return true;
        }
    }
    return false;
}

/* May a cue begin at a token? Mostly none does, for the words with which cues of several words begin are frequent ones. */
static bool may_be_cue(const struct asc_quoting *q, uint32_t t)
{
    const struct asc_token *token = q->doc->token + t;
    uint64_t chain = asc_fold_chain(0, token->key);
    if (passes(q->tables->cue_ends, chain) || (token->shape & ASC_SHAPE_DOTS) || t + 1 == q->doc->tokens) {
        return true;
    }
    bool word = !(token[1].shape & (ASC_SHAPE_PUNCT | ASC_SHAPE_DOTS));
    return !(word && !passes(q->tables->cue_begins, asc_fold_chain(chain, token[1].key))) && goes_on(q, t + 1, chain);
}

/* The longest cue at a token; *end gets its end. */
static struct asc_cue_word longest_cue(const struct asc_quoting *q, uint32_t t, uint32_t limit, uint32_t *end)
{
    const struct asc_document *doc = q->doc;
    const struct asc_cue_use *best = NULL;
    uint64_t chain = 0;
    for (uint32_t u = t; u < limit && u < t + CUE_TOKENS; u++) {
        if (u > t && asc_is(q->known, doc->token + u, ASC_CLASS_HYPHEN)) {
            continue;
        }
        chain = asc_fold_chain(chain, asc_token_word_key(doc->text, doc->token + u));
        bool begins = passes(q->tables->cue_begins, chain);
        const struct asc_chain_slot *slot = begins ? asc_chain_find(&q->known->image[0], ASC_SECTION_CUE_FORMS, chain) : NULL;
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
    const struct asc_cue_use *first = ASC_SECTION_OF(&q->known->image[0], CUE_USES, asc_cue_use);
    const struct asc_token *token = doc->token + t;
    return best ? (struct asc_cue_word){token->key, token->set, (uint32_t)(best - first), best->set, best->cue}
                : (struct asc_cue_word){token->key, token->set, ASC_NONE, token->set, ASC_NONE};
}

bool asc_quotes_begins_speech(const struct asc_quoting *q, uint32_t t, uint32_t limit)
{
    if (!(q->doc->token[t].spare & ASC_WORD_CUE)) {
        return false;
    }
    uint32_t end = t;
    struct asc_cue_word word = longest_cue(q, t, limit, &end);
    struct asc_classes becomes = asc_classes_of(q->known, word.becomes);
    return word.use != ASC_NONE && asc_classes_has(becomes, ASC_CLASS_CUE_VERB) && asc_classes_has(becomes, ASC_CLASS_TAKES_QUOTE);
}

/* The same, looked up but once for a word that makes a cue alone. */
static struct asc_cue_word cue_at(struct asc_quoting *q, uint32_t t, uint32_t limit, uint32_t *end)
{
    const struct asc_token *token = q->doc->token + t;
    if ((token->shape & ASC_SHAPE_DOTS) || goes_on(q, t + 1, asc_fold_chain(0, token->key))) {
        return longest_cue(q, t, limit, end);
    }
    struct asc_cue_word *word = q->tables->cue_word + (token->key + token->set) % ASC_CUE_WORDS;
    if (word->key != token->key || word->set != token->set) {
        *word = longest_cue(q, t, t + 1, end);
    }
    return *word;
}

#define BEFORE_NOUNS(X) X(DET) X(ART) X(POSS) X(POSSESSIVE) X(ADJ)
#define NOUNS(X) X(NOUN) X(NOUN_PL) X(ROLE) X(ROLE_PL) X(COLLECTIVE)
#define PARTICIPLES(X) X(VERB_ING) X(VERB_EN)
#define OWNERS(X) X(ART) X(POSS) X(POSSESSIVE)
#define PREPOSITIONS(X) X(PREP) X(CUE_PHRASE)

#define NOT_BEFORE_NOUNS(X) X(BE) X(ADV) X(ADV_CLOSED)
#define WITHIN_COMPOUNDS(X) X(PREP) X(TO) X(ADV_CLOSED)

#define FINITE(X) X(VERB_ED) X(VERB_S) X(HAVE) X(MODAL)
#define BEHIND_PLURALS(X) X(VERB) X(VERB_ED) X(VERB_EN) X(BE) X(HAVE) X(MODAL) X(OF) X(FROM) X(PREP) X(BY) X(FOR)
#define SEVERAL(X) X(NOUN_PL) X(ROLE_PL) X(COLLECTIVE)

/* A noun before the subject of a verb is no cue, verb though it may be: "state media said", "Rail bosses say". */
static bool is_before_subject(const struct asc_quoting *q, uint32_t t, uint32_t limit)
{
    static const struct asc_classes nouns = ASC_CLASSES_OF(NOUNS), finite = ASC_CLASSES_OF(FINITE), several = ASC_CLASSES_OF(SEVERAL);
    const struct asc_token *token = q->doc->token + t;
    if (t + 2 >= limit || !asc_is(q->known, token, ASC_CLASS_VERB) || !asc_is(q->known, token, ASC_CLASS_NOUN)) {
        return false;
    }
    struct asc_classes next = asc_classes_of(q->known, token[1].set), verb = asc_classes_of(q->known, token[2].set);
    return (asc_classes_meet(next, nouns) && asc_classes_meet(verb, finite)) ||
           (asc_classes_meet(next, several) && asc_classes_has(verb, ASC_CLASS_VERB) && !asc_classes_meet(verb, nouns));
}

/* What stands between "have" and its participle is no cue: "have long warned". */
static bool is_adverb(const struct asc_quoting *q, uint32_t t, uint32_t limit)
{
    const struct asc_token *token = q->doc->token + t;
    return t > 0 && t + 1 < limit && asc_is(q->known, token - 1, ASC_CLASS_HAVE) && asc_is(q->known, token + 1, ASC_CLASS_VERB_EN) &&
           !asc_is(q->known, token, ASC_CLASS_VERB_EN);
}

/* A participle or an adjective within a noun phrase is no cue: "a cheering crowd", "the alleged thief", "a long letter". */
static bool is_attributive(const struct asc_quoting *q, uint32_t t, uint32_t limit)
{
    static const struct asc_classes before = ASC_CLASSES_OF(BEFORE_NOUNS), nouns = ASC_CLASSES_OF(NOUNS), participles = ASC_CLASSES_OF(PARTICIPLES),
                                    owners = ASC_CLASSES_OF(OWNERS);
    const struct asc_token *token = q->doc->token + t;
    if (t == 0 || t + 1 >= limit || (token->shape & ASC_SHAPE_STARTS) || !asc_classes_meet(asc_classes_of(q->known, token[1].set), nouns)) {
        return false;
    }
    struct asc_classes word = asc_classes_of(q->known, token->set), left = asc_classes_of(q->known, token[-1].set);
    return (asc_classes_meet(word, participles) && asc_classes_meet(left, before) && !asc_classes_has(left, ASC_CLASS_ADV_CLOSED)) ||
           (asc_classes_has(word, ASC_CLASS_ADJ) && asc_classes_meet(left, owners));
}

/* A noun within the object of a preposition is no cue, verb though it may be: "in a CBS interview", "according to court records". */
static bool is_in_object(const struct asc_quoting *q, uint32_t t, uint32_t unit)
{
    static const struct asc_classes owners = ASC_CLASSES_OF(OWNERS), prepositions = ASC_CLASSES_OF(PREPOSITIONS);
    const struct asc_frame_of_units *frame = &q->frame;
    struct asc_classes word = asc_classes_of(q->known, q->doc->token[t].set);
    if (unit < 2) {
        return false;
    }
    struct asc_classes last = asc_classes_of(q->known, frame->set[unit - 1]), before = asc_classes_of(q->known, frame->set[unit - 2]);
    if (asc_classes_has(word, ASC_CLASS_NOUN_PL) && frame->unit[unit - 1] == ASC_UNIT_WORD) {
        return asc_classes_has(last, ASC_CLASS_NOUN) && asc_classes_meet(before, prepositions);
    }
    if (unit < 4 || frame->unit[unit - 1] != ASC_UNIT_MENTION || !asc_classes_has(word, ASC_CLASS_NOUN) || !asc_classes_has(word, ASC_CLASS_VERB)) {
        return false;
    }
    uint32_t owner = unit - 2 - asc_classes_has(before, ASC_CLASS_ADJ);
    struct asc_classes preposition = asc_classes_of(q->known, frame->set[owner - 1]); /* but "emails seen by the BBC | show" */
    return asc_classes_meet(asc_classes_of(q->known, frame->set[owner]), owners) && asc_classes_has(preposition, ASC_CLASS_PREP) &&
           !asc_classes_has(preposition, ASC_CLASS_BY);
}

#define WITHIN_PHRASES(X) X(NOUN) X(ADJ) X(HYPHEN) X(ORG_NOUN) X(VERB_EN)

/* "a High Court | judge": behind one thing stands no verb without its ending. */
static bool is_behind_one(const struct asc_quoting *q, uint32_t t, uint32_t unit)
{
    static const struct asc_classes within = ASC_CLASSES_OF(WITHIN_PHRASES);
    const struct asc_frame_of_units *frame = &q->frame;
    struct asc_classes word = asc_classes_of(q->known, q->doc->token[t].set);
    if (!asc_classes_has(word, ASC_CLASS_VERB) || !asc_classes_has(word, ASC_CLASS_NOUN) || asc_classes_has(word, ASC_CLASS_VERB_ED)) {
        return false;
    }
    uint32_t u = unit;
    while (u > 0 && unit - u < 4 &&
           (frame->unit[u - 1] == ASC_UNIT_MENTION ||
            (frame->unit[u - 1] == ASC_UNIT_WORD && asc_classes_meet(asc_classes_of(q->known, frame->set[u - 1]), within)))) {
        u--;
    }
    bool article =
        u > 0 && u < unit && frame->unit[u - 1] == ASC_UNIT_WORD && asc_classes_has(asc_classes_of(q->known, frame->set[u - 1]), ASC_CLASS_ART);
    const struct asc_token *token = article ? q->doc->token + frame->token[u - 1] : NULL;
    return token && token->end - token->begin < 3; /* "a", "an" */
}

/* "Documents show", "Claims of theft": what begins a sentence and may be a plural is no verb. */
static bool is_first_plural(const struct asc_quoting *q, uint32_t t, uint32_t limit)
{
    static const struct asc_classes behind = ASC_CLASSES_OF(BEHIND_PLURALS);
    const struct asc_token *token = q->doc->token + t;
    return (token->shape & ASC_SHAPE_STARTS) && t + 1 < limit && asc_is(q->known, token, ASC_CLASS_NOUN_PL) &&
           asc_is(q->known, token, ASC_CLASS_VERB_S) && asc_classes_meet(asc_classes_of(q->known, token[1].set), behind);
}

/* "Judge | Ana Diaz", "Quito Coast Guard volunteer | Ana Diaz": the title or the role of a name, verb though it may be. */
static bool is_title_of_name(const struct building *b, uint32_t t)
{
    const struct asc_document *doc = b->quoting->doc;
    const struct asc_mention *next = b->place.mention < doc->mentions ? doc->mention + b->place.mention : NULL;
    bool title = asc_is(b->quoting->known, doc->token + t, ASC_CLASS_TITLE) && (doc->token[t].shape & ASC_SHAPE_CAPITAL);
    bool role = asc_is(b->quoting->known, doc->token + t, ASC_CLASS_ROLE) && asc_is(b->quoting->known, doc->token + t, ASC_CLASS_VERB);
    return next && next->token == t + 1 && next->type == ASC_PERSON && (title || role);
}

/* Do the words around a word that may be a cue show that it is none here? */
static bool is_no_cue(const struct building *b, uint32_t t, uint32_t limit, uint32_t unit)
{
    const struct asc_quoting *q = b->quoting;
    return is_attributive(q, t, limit) || is_before_subject(q, t, limit) || is_adverb(q, t, limit) || is_in_object(q, t, unit) ||
           is_behind_one(q, t, unit) || is_first_plural(q, t, limit) || is_title_of_name(b, t);
}

/* Is a mark with white space before it a hyphen with white space behind it, too? */
static bool is_apart(const struct asc_quoting *q, uint32_t t)
{
    const struct asc_token *token = q->doc->token + t;
    return t + 1 < q->doc->tokens && !(token[1].shape & ASC_SHAPE_GLUED) && asc_is(q->known, token, ASC_CLASS_HYPHEN);
}

/* A noun that is an adjective, too, is one only behind a verb: "was firm", not "the firm". */
static bool is_noun(const struct asc_quoting *q, uint32_t t, uint32_t cue)
{
    static const struct asc_classes not_before = ASC_CLASSES_OF(NOT_BEFORE_NOUNS);
    const struct asc_token *token = q->doc->token + t;
    bool adjective = cue != ASC_NONE && asc_cue(q->known, cue)->kind == ASC_CUE_ADJECTIVE;
    return adjective && asc_classes_meet(asc_classes_of(q->known, token->set), q->known->nominal) &&
           !(t > 0 && asc_classes_meet(asc_classes_of(q->known, token[-1].set), not_before));
}

/* A verb has no capital within a sentence: "the Press Room", "Villager Long Yin". */
static bool is_title_word(const struct asc_quoting *q, uint32_t t, uint32_t cue)
{
    const struct asc_token *token = q->doc->token + t;
    bool inside = (token->shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_UPPER | ASC_SHAPE_STARTS | ASC_SHAPE_HEADLINE)) == ASC_SHAPE_CAPITAL;
    return inside && cue != ASC_NONE && asc_cue(q->known, cue)->kind == ASC_CUE_VERB && t > 0 && !(token[-1].shape & ASC_SHAPE_PUNCT);
}

/* A hyphen with white space on both sides does what a dash does. */
static inline bool is_lone_hyphen(const struct asc_quoting *q, uint32_t t)
{
    return (q->doc->token[t].shape & (ASC_SHAPE_PUNCT | ASC_SHAPE_GLUED)) == ASC_SHAPE_PUNCT && is_apart(q, t);
}

/* The set of a token that is a unit of its own. */
static uint32_t set_of_word(const struct asc_quoting *q, uint32_t t)
{
    return is_lone_hyphen(q, t) ? q->known->set_dash : q->doc->token[t].set;
}

/* The first token behind a quotation. */
static uint32_t behind(const struct asc_quotation *quotation)
{
    return quotation->close_missing ? quotation->close : quotation->close + 1;
}

/* Behind what a body is by law, which its name goes without elsewhere: "Odvar Steel | , Inc. |". */
static uint32_t behind_suffix(const struct asc_quoting *q, uint32_t t, uint32_t limit)
{
    const struct asc_token *token = q->doc->token + t;
    bool suffix = t + 2 < limit && asc_is(q->known, token, ASC_CLASS_COMMA) && asc_is(q->known, token + 1, ASC_CLASS_ORG_SUFFIX) &&
                  (token[1].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_UPPER));
    bool title = t + 2 < limit && (token[2].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_UPPER)); /* "the police, SP | Ana Diaz" */
    return suffix && !title ? t + 2 : t;
}

/* Adds a unit that may be more than the word at `t`; returns where it ends. */
static uint32_t add_unit(struct building *b, uint32_t t, uint32_t limit)
{
    struct asc_quoting *q = b->quoting;
    const struct asc_document *doc = q->doc;
    struct asc_frame_of_units *frame = &q->frame;
    uint32_t unit = frame->count++, end = t + 1;
    frame->token[unit] = t;
    uint32_t quotation = doc->token[t].shape & MAY_OPEN ? quotation_from(doc, b->place.quotation, t, b->inside) : ASC_NONE;
    if (quotation != ASC_NONE) {
        frame->unit[unit] = ASC_UNIT_QUOTATION;
        frame->refers[unit] = quotation;
        frame->set[unit] = q->known->set_quote;
        end = behind(doc->quotation + quotation);
        return end > limit ? limit : end <= t ? t + 1 : end;
    }
    const struct asc_mention *mention = b->place.mention < doc->mentions ? doc->mention + b->place.mention : NULL;
    if (mention && mention->token == t && mention->token_end <= limit) {
        frame->unit[unit] = ASC_UNIT_MENTION;
        frame->set[unit] = q->known->set_name[mention->type];
        return mention->type == ASC_ORGANIZATION ? behind_suffix(q, mention->token_end, limit) : mention->token_end;
    }
    frame->unit[unit] = ASC_UNIT_WORD;
    frame->set[unit] = set_of_word(q, t);
    if ((doc->token[t].spare & ASC_WORD_CUE) && !is_no_cue(b, t, limit, unit)) {
        struct asc_cue_word cue = cue_at(q, t, limit, &end);
        if (is_noun(q, t, cue.cue) || is_title_word(q, t, cue.cue)) {
            return t + 1;
        }
        frame->unit[unit] = cue.use != ASC_NONE ? ASC_UNIT_CUE : ASC_UNIT_WORD;
        frame->refers[unit] = cue.use;
        frame->set[unit] = cue.becomes;
        if (cue.use != ASC_NONE) { /* most cues are weighed a little later */
            __builtin_prefetch(ASC_SECTION_OF(&q->known->image[0], CUE_USES, asc_cue_use) + cue.use);
            __builtin_prefetch(q->tables->cue + cue.cue);
        }
    }
    return end;
}

static bool is_joined(const struct asc_quoting *q, uint32_t t)
{
    const struct asc_token *token = q->doc->token + t;
    return (token->shape & (ASC_SHAPE_PUNCT | ASC_SHAPE_GLUED)) == (ASC_SHAPE_PUNCT | ASC_SHAPE_GLUED) && (token[1].shape & ASC_SHAPE_GLUED) &&
           asc_is(q->known, token, ASC_CLASS_HYPHEN);
}

/* "sister-in-law", "runner-up": a noun goes on over hyphens with a small word and what follows that. Returns where the word at `t` ends. */
static uint32_t compound_end(const struct asc_quoting *q, uint32_t t, uint32_t stop)
{
    if (t + 3 > stop || !is_joined(q, t + 1)) {
        return t + 1;
    }
    static const struct asc_classes within = ASC_CLASSES_OF(WITHIN_COMPOUNDS);
    const struct asc_token *token = q->doc->token + t;
    struct asc_classes set = asc_classes_of(q->known, token->set);
    bool noun = asc_classes_meet(set, q->known->nominal) && !asc_classes_meet(set, q->known->verbal);
    if (!noun || !asc_classes_meet(asc_classes_of(q->known, token[2].set), within)) {
        return t + 1;
    }
    return t + 5 <= stop && is_joined(q, t + 3) ? t + 5 : t + 3;
}

/* Adds a unit for each word from `t` on that can be nothing more; returns the first that can, or `stop`. */
static uint32_t add_words(struct asc_quoting *q, uint32_t t, uint32_t stop)
{
    struct asc_frame_of_units *frame = &q->frame;
    const struct asc_token *token = q->doc->token;
    uint32_t *begin = frame->token, *set = frame->set, count = frame->count;
    uint8_t *unit = frame->unit;
    while (t < stop && (!(token[t].spare & ASC_WORD_CUE) || !may_be_cue(q, t))) {
        begin[count] = t;
        set[count] = set_of_word(q, t);
        unit[count++] = ASC_UNIT_WORD;
        t = compound_end(q, t, stop);
    }
    frame->count = count;
    return t;
}

/* Hands the frame over, which ends before a token, and starts an empty one. */
static void finish(struct building *b, uint32_t end)
{
    struct asc_quoting *q = b->quoting;
    if (q->frame.count && !q->failed) {
        q->frame.token[q->frame.count] = end;
        q->frame.described = false;
        q->frame.sentence = b->sentence;
        q->frame.block = b->block;
        q->frame.inside = b->inside;
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
static bool leads_in(const struct asc_quoting *q, uint32_t last, uint32_t t)
{
    return asc_is(q->known, q->doc->token + q->frame.token[last], ASC_CLASS_COLON) && q->frame.unit[last] != ASC_UNIT_QUOTATION &&
           ((q->doc->token[t].shape & ASC_SHAPE_OPENS) || asc_quotation_at(q->doc, t, ASC_NONE) != ASC_NONE);
}

static bool is_dash(const struct asc_quoting *q, uint32_t t)
{
    return asc_is(q->known, q->doc->token + t, ASC_CLASS_DASH) || is_lone_hyphen(q, t);
}

/* "- Ana Diaz" behind a quotation, or in the line below, signs it. */
static bool signs(const struct asc_quoting *q, uint32_t t)
{
    const struct asc_document *doc = q->doc;
    bool dash = is_dash(q, t) || asc_is(q->known, doc->token + t, ASC_CLASS_HYPHEN);
    return dash && t > 0 && t + 1 < doc->tokens && (doc->token[t - 1].shape & ASC_SHAPE_CLOSES) && (doc->token[t + 1].shape & ASC_SHAPE_CAPITAL);
}

/* "QUITO: | Rain fell", "Odvar: | Rain fell": the place that a report comes from, where `mention` begins it. A country speaks: "Iran: no talks". */
static bool is_place_of_report(const struct asc_quoting *q, uint32_t from, uint32_t mention)
{
    const struct asc_document *doc = q->doc;
    const struct asc_mention *place = mention < doc->mentions ? doc->mention + mention : NULL;
    if (!place || place->token != from || place->type != ASC_PLACE || place->token_end + 1 >= doc->tokens ||
        doc->block[place->block].type != ASC_BLOCK_BODY) {
        return false;
    }
    bool upper = doc->token[from].shape & ASC_SHAPE_UPPER, sentence = doc->token[place->token_end + 1].shape & ASC_SHAPE_CAPITAL;
    return asc_is(q->known, doc->token + place->token_end, ASC_CLASS_COLON) &&
           (upper || (sentence && strcmp(asc_entry_kind(q->known, place->entry), "country") != 0));
}

/* Where the first sentence of a block begins behind a dateline, or its label behind a time; `to` when there is neither. */
static uint32_t behind_dateline(const struct building *b, uint32_t from, uint32_t to)
{
    const struct asc_quoting *q = b->quoting;
    const struct asc_token *token = q->doc->token;
    if (is_place_of_report(q, from, b->place.mention)) {
        return q->doc->mention[b->place.mention].token_end + 1;
    }
    if (q->label && q->label[b->block] != ASC_NONE && q->doc->block[b->block].token == from) {
        uint32_t behind = asc_quotes_behind_time(q, q->doc->block + b->block);
        return behind > from ? behind : to;
    }
    for (uint32_t t = from + 1; t < to && t <= from + DATELINE; t++) {
        bool begins =
            token[t].shape & ASC_SHAPE_STARTS || (t + 1 < to && (token[t].shape & ASC_SHAPE_OPENS) && (token[t + 1].shape & ASC_SHAPE_STARTS));
        if (begins && (is_dash(q, t - 1) || asc_is(q->known, token + t - 1, ASC_CLASS_RPAREN))) {
            return signs(q, t - 1) ? to : t;
        }
    }
    return to;
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
    uint32_t close = behind(doc->quotation + quotation);
    return close < doc->block[block + 1].token_end ? close : doc->block[block + 1].token_end;
}

/* Does the frame end before the token at which a unit would begin? */
static bool ends_before(const struct asc_quoting *q, uint32_t *sentence, uint32_t t)
{
    uint32_t count = q->frame.count;
    bool begins = t >= q->doc->sentence[*sentence].token_end && starts_sentence(q->doc, sentence, t);
    bool full = count == ASC_UNITS || (count > FULL && asc_is(q->known, q->doc->token + t, ASC_CLASS_COMMA));
    return count && (full || (begins && !leads_in(q, count - 1, t) && !signs(q, t)));
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Finds where from a token on the next mention begins, or quotation opens. */
static void find_next(struct building *b, uint32_t t)
{
    const struct asc_document *doc = b->quoting->doc;
    struct place *place = &b->place;
    advance_spans(doc, place, t);
    b->next = place->mention < doc->mentions ? doc->mention[place->mention].token : ASC_NONE;
    b->next = place->quotation < doc->quotations ? smaller(b->next, doc->quotation[place->quotation].open) : b->next;
}

/* The frames between two tokens, at one depth of quotation. */
static void build(struct building *b, uint32_t from, uint32_t to)
{
    struct asc_quoting *q = b->quoting;
    const struct asc_document *doc = q->doc;
    uint32_t sentence = b->place.sentence;
    if (sentence == doc->sentences || doc->sentence[sentence].begin > doc->token[from].begin) {
        return;
    }
    b->sentence = sentence;
    q->frame.count = 0;
    find_next(b, from);
    uint32_t behind = b->inside == ASC_NONE ? behind_dateline(b, from, to) : to;
    for (uint32_t t = from; t < to && !q->failed;) {
        if (t == behind) {
            finish(b, t);
        }
        if ((t >= doc->sentence[sentence].token_end || q->frame.count > FULL) && ends_before(q, &sentence, t)) {
            finish(b, t);
        }
        b->sentence = q->frame.count ? b->sentence : sentence;
        /* Until `stop` there are only words and cues, and the frame does not end. */
        uint32_t end = doc->sentence[sentence].token_end, room = q->frame.count > FULL ? 1 : FULL + 1 - q->frame.count, first = t;
        uint32_t stop = smaller(smaller(b->next, to), smaller(end > t ? end : t + 1, t + room));
        stop = t < behind ? smaller(stop, behind) : stop;
        t = add_words(q, t, stop);
        if (t == first || t < stop) {
            t = add_unit(b, t, to);
        }
        if (t > b->next) {
            find_next(b, t);
        }
    }
    finish(b, to);
}

/* The frames inside the quotations of a block, each a frame of its own. */
static void build_inside(struct building *b, struct place *place)
{
    const struct asc_document *doc = b->quoting->doc;
    const struct asc_block *block = doc->block + b->block;
    advance(doc, place, block->token);
    for (uint32_t i = place->quotation; i < doc->quotations && doc->quotation[i].open < block->token_end; i++) {
        const struct asc_quotation *inner = doc->quotation + i;
        uint32_t first = inner->open_missing ? inner->open : inner->open + 1;
        if (inner->words > 3 && first < inner->close) {
            advance(doc, place, inner->open);
            b->place = *place;
            advance(doc, &b->place, first);
            b->inside = i;
            build(b, first, inner->close);
        }
    }
}

void asc_quotes_frames(struct asc_quoting *q, void (*visit)(struct asc_quoting *))
{
    const struct asc_document *doc = q->doc;
    struct place begin = {0}, inside = {0};
    uint32_t done = 0;
    for (uint32_t block = 0; block < doc->blocks && !q->failed; block++) {
        if (asc_block_skipped(doc->block + block)) {
            continue;
        }
        struct building b = {.quoting = q, .block = block, .inside = ASC_NONE, .visit = visit};
        uint32_t from = doc->block[block].token > done ? doc->block[block].token : done;
        done = frames_end(q, block);
        if (from < done) {
            advance(doc, &begin, from);
            b.place = begin;
            build(&b, from, done);
        }
        build_inside(&b, &inside);
    }
}
