/* What the rest of the document says of a name: the same words elsewhere, the full name that a word is part of, the long form of
 * an acronym. Only mentions that won the first pass vote, and only as one piece of evidence among others. */
#include <string.h>

#include "document/fold.h"
#include "knowledge/matcher.h"
#include "names/names.h"

/* Hundredths of a logit: a vote that counts, and how far its type leads; tokens of two words with a hyphen between them. */
enum { SURE = 100, LEAD = 60, HYPHENATED = 3 };

/* How many mentions say something, by their type. */
struct counts {
    uint16_t of[ASC_TYPES];
    uint8_t types; /* bits: the types that any have */
};

/* Votes for one chain of words. */
struct asc_name_vote {
    uint64_t key;
    uint32_t before;     /* the vote of the same slot before it, plus 1; 0 when it is the first */
    struct counts whole; /* mentions of exactly these words */
    struct counts part;  /* longer mentions that hold this word */
    struct counts last;  /* ... as their last word */
};

struct asc_name_votes {
    struct asc_name_vote *vote;
    uint32_t votes, room;
    uint32_t *slot; /* [mask + 1] its newest vote, plus 1; 0 is empty */
    uint32_t mask;
    struct asc_arena *arena;
    bool failed;
};

uint64_t asc_name_chain(const struct asc_document *doc, uint32_t token, uint32_t token_end)
{
    uint64_t chain = 0;
    for (uint32_t t = token; t < token_end; t++) {
        chain = asc_fold_chain(chain, doc->token[t].key);
    }
    return chain;
}

static struct asc_name_vote *find(const struct asc_name_votes *votes, uint64_t key)
{
    for (uint32_t next = votes->slot[key & votes->mask]; next; next = votes->vote[next - 1].before) {
        if (votes->vote[next - 1].key == key) {
            return votes->vote + (next - 1);
        }
    }
    return NULL;
}

/* Finds the votes of a key or begins them; what it returns holds until the next one begins. */
static struct asc_name_vote *begin(struct asc_name_votes *votes, uint64_t key)
{
    struct asc_name_vote *vote = find(votes, key);
    if (!vote && !votes->failed && ASC_ROOM(votes->arena, votes->vote, votes->votes, votes->room)) {
        uint32_t *slot = votes->slot + (key & votes->mask);
        vote = votes->vote + votes->votes++;
        *vote = (struct asc_name_vote){.key = key, .before = *slot};
        *slot = votes->votes;
    }
    votes->failed |= !vote;
    return vote;
}

static void count(struct counts *counts, unsigned type)
{
    uint16_t *of = counts->of + type;
    *of = *of < UINT16_MAX ? (uint16_t)(*of + 1) : *of;
    counts->types |= (uint8_t)(1U << type);
}

/* The key of an acronym made of the first letters of a name's capitalised words. */
static uint64_t acronym_key(const struct asc_document *doc, uint32_t token, uint32_t token_end)
{
    uint64_t hash = ASC_FOLD_START;
    uint32_t letters = 0;
    for (uint32_t t = token; t < token_end; t++) {
        char c = doc->text[doc->token[t].begin];
        if (c >= 'A' && c <= 'Z') {
            hash = asc_fold_byte(hash, (unsigned char)(c + 32));
            letters++;
        }
    }
    return letters > 2 ? asc_fold_chain(0, asc_fold_end(hash)) : 0;
}

static bool is_particle(const struct asc_naming *n, uint32_t t)
{
    const struct asc_token *token = n->doc->token + t;
    return asc_is(n->known, token, ASC_CLASS_PARTICLE) && !(token->shape & (ASC_SHAPE_INITIAL | ASC_SHAPE_PUNCT));
}

/* Where the last word of a name begins, which may be several tokens: "Noor van den Heuvel", "Odvar Le Brunsk", "Abd al-Amir al-Zawbai",
 * "Ana Diaz-Brunsk". */
static uint32_t surname_of(const struct asc_naming *n, const struct asc_name_span *c)
{
    const struct asc_token *token = n->doc->token;
    for (uint32_t t = c->token_end - 1; t-- > c->token + 1;) {
        if (is_particle(n, t)) {
            return t > c->token + 1 && is_particle(n, t - 1) ? t - 1 : t;
        }
    }
    bool hyphen = c->token_end - c->token > HYPHENATED && (token[c->token_end - 2].shape & ASC_SHAPE_PUNCT) &&
                  (token[c->token_end - 2].shape & token[c->token_end - 1].shape & ASC_SHAPE_GLUED);
    return c->token_end - (hyphen ? HYPHENATED : 1);
}

static void vote_for(struct asc_name_votes *votes, const struct asc_naming *n, const struct asc_name_span *c)
{
    const struct asc_document *doc = n->doc;
    struct asc_name_vote *whole = begin(votes, asc_name_chain(doc, c->token, c->token_end));
    if (whole) {
        count(&whole->whole, c->type);
    }
    uint32_t words = c->token_end - c->token;
    for (uint32_t t = c->token; t < c->token_end && words > 1; t++) {
        bool word = doc->token[t].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED);
        struct asc_name_vote *part = word ? begin(votes, asc_name_chain(doc, t, t + 1)) : NULL;
        if (part) {
            count(&part->part, c->type);
        }
        if (part && t + 1 == c->token_end) {
            count(&part->last, c->type);
        }
    }
    uint32_t surname = surname_of(n, c);
    struct asc_name_vote *joined = surname < c->token_end - 1 ? begin(votes, asc_name_chain(doc, surname, c->token_end)) : NULL;
    if (joined) {
        count(&joined->last, c->type);
    }
    uint64_t acronym = words > 2 ? acronym_key(doc, c->token, c->token_end) : 0;
    struct asc_name_vote *same = acronym ? begin(votes, acronym) : NULL;
    if (same) {
        count(&same->whole, c->type);
    }
}

/* Is the type of a span clear, and no other one nearly as likely: "Washington" may be a place or a team? */
static bool is_sure(const struct asc_name_span *span)
{
    int32_t second = span->sum[span->type] - LEAD;
    for (unsigned types = span->types & ~(1U << span->type); types; types &= types - 1) {
        if (span->sum[__builtin_ctz(types)] > second) {
            return false;
        }
    }
    return span->sum[span->type] >= SURE;
}

bool asc_names_vote(struct asc_naming *n)
{
    uint32_t sure = 0, slots = 16;
    for (uint32_t i = 0; i < n->spans; i++) {
        struct asc_name_span *span = n->span + i;
        span->voted = span->won && is_sure(span) ? span->type : ASC_TYPE_NONE;
        sure += span->voted != ASC_TYPE_NONE;
    }
    while (slots < sure * UINT64_C(2) && slots < UINT32_C(1) << 31) {
        slots *= 2;
    }
    struct asc_name_votes *votes = asc_arena_alloc(&n->doc->arena, sizeof *votes);
    uint32_t *slot = asc_arena_zeroed(&n->doc->arena, slots * sizeof *slot);
    if (!votes || !slot) {
        return false;
    }
    *votes = (struct asc_name_votes){.slot = slot, .mask = slots - 1, .arena = &n->doc->arena};
    for (uint32_t i = 0; i < n->spans; i++) {
        if (n->span[i].voted != ASC_TYPE_NONE) {
            vote_for(votes, n, n->span + i);
        }
    }
    n->votes = votes;
    return !votes->failed;
}

/* "same+PERSON"; "same-more+PERSON" too when several say so. `type` is that of the candidate or ASC_EVERY_TYPE; its own vote does not
 * count. */
static void add_counts(const struct asc_naming *n, const struct counts *counts, unsigned kind, unsigned type, bool own, struct asc_evidence *e)
{
    for (unsigned types = counts->types & ~1U; types; types &= types - 1) {
        unsigned of = (unsigned)__builtin_ctz(types), votes = counts->of[of] - (own && of == type ? 1U : 0U);
        if (votes) {
            asc_name_label(n->rows, e, ASC_LABEL_VOTE + kind * ASC_TYPES + of, type);
        }
        if (votes > 2) {
            asc_name_label(n->rows, e, ASC_LABEL_VOTE + (kind + ASC_VOTE_MORE) * ASC_TYPES + of, type);
        }
    }
}

/* What the names say that a word is a part of. What the tables know by itself (Paris) is not named by those (Paris Hilton). */
static void weigh_part(const struct asc_naming *n, const struct asc_name_span *c, const struct asc_name_vote *vote, unsigned type,
                       struct asc_evidence *e)
{
    int32_t sum[ASC_TYPES];
    if (!vote->part.types) {
        return; /* as most are */
    }
    memcpy(sum, e->sum, sizeof sum);
    if (type == ASC_EVERY_TYPE || !(c->readings >> type & 1)) {
        add_counts(n, &vote->part, ASC_VOTE_PART, type, false, e);
    }
    for (unsigned types = c->readings; types; types &= types - 1) {
        e->sum[__builtin_ctz(types)] = sum[__builtin_ctz(types)];
    }
}

/* What votes say of the candidate of a type or of all. */
static void weigh(const struct asc_naming *n, const struct asc_name_span *c, const struct asc_name_vote *vote, unsigned type, struct asc_evidence *e)
{
    add_counts(n, &vote->whole, ASC_VOTE_SAME, type, c->voted == type, e);
    if (c->token_end == c->token + 1) {
        add_counts(n, &vote->last, ASC_VOTE_LAST, type, false, e);
        weigh_part(n, c, vote, type, e);
    } else if (!(c->token > 0 && (n->doc->token[c->token - 1].shape & ASC_SHAPE_CAPITAL))) {
        /* several tokens are a last word only where a name says so, and not within it */
        add_counts(n, &vote->last, ASC_VOTE_LAST, type, false, e);
        add_counts(n, &vote->last, ASC_VOTE_SURNAME, type, false, e); /* of which the corpora hold few */
    }
}

void asc_names_weigh_votes(const struct asc_naming *n, struct asc_name_span *span)
{
    const struct asc_name_vote *vote = find(n->votes, asc_name_chain(n->doc, span->token, span->token_end));
    if (!vote) {
        return;
    }
    struct asc_evidence evidence;
    asc_evidence_start(&evidence, n->known, asc_matcher_weights(n->doc->matcher), 0);
    weigh(n, span, vote, ASC_EVERY_TYPE, &evidence);
    if (span->voted != ASC_TYPE_NONE) {
        evidence.sum[span->voted] = 0;
        weigh(n, span, vote, span->voted, &evidence);
    }
    for (unsigned type = 0; type < ASC_TYPES; type++) {
        span->sum[type] += evidence.sum[type];
    }
}

void asc_names_explain_votes(const struct asc_naming *n, const struct asc_name_span *span, struct asc_evidence *e)
{
    const struct asc_name_vote *vote = find(n->votes, asc_name_chain(n->doc, span->token, span->token_end));
    if (vote) {
        weigh(n, span, vote, e->type, e);
    }
}
