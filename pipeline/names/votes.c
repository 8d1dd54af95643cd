/* What the rest of the document says of a name: the same words elsewhere, the full name that a word is part of, the long form of
 * an acronym. Only mentions that won the first pass vote, and only as one piece of evidence among others. */
#include <string.h>

#include "document/fold.h"
#include "names/names.h"

/* Hundredths of a logit: a vote that counts; tokens of two words with a hyphen between them. */
enum { SURE = 150, HYPHENATED = 3 };

/* Votes for one chain of words. */
struct asc_name_vote {
    uint64_t key;
    uint32_t before;           /* the vote of the same slot before it, plus 1; 0 when it is the first */
    uint16_t whole[ASC_TYPES]; /* mentions of exactly these words, by type */
    uint16_t part[ASC_TYPES];  /* longer mentions that hold this word, by type */
    uint16_t last[ASC_TYPES];  /* ... as their last word */
};

struct asc_name_votes {
    struct asc_name_vote *vote;
    uint32_t votes, room;
    uint32_t *slot; /* [mask + 1] its newest vote, plus 1; 0 is empty */
    uint32_t mask;
    struct asc_arena *arena;
    bool failed;
};

static uint64_t key_of(const struct asc_document *doc, uint32_t token, uint32_t token_end)
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

static void count(uint16_t *counter)
{
    *counter = *counter < UINT16_MAX ? (uint16_t)(*counter + 1) : *counter;
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

static void vote_for(struct asc_name_votes *votes, const struct asc_document *doc, const struct asc_name_candidate *c)
{
    struct asc_name_vote *whole = begin(votes, key_of(doc, c->token, c->token_end));
    if (whole) {
        count(&whole->whole[c->type]);
    }
    uint32_t words = c->token_end - c->token;
    for (uint32_t t = c->token; t < c->token_end && words > 1; t++) {
        bool word = doc->token[t].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED);
        struct asc_name_vote *part = word ? begin(votes, key_of(doc, t, t + 1)) : NULL;
        if (part) {
            count(&part->part[c->type]);
        }
        if (part && t + 1 == c->token_end) {
            count(&part->last[c->type]);
        }
    }
    /* The last word may be several tokens: "Faris al-Zawbai", "Ana Diaz-Brunsk" */
    bool hyphen = words > HYPHENATED && (doc->token[c->token_end - 2].shape & ASC_SHAPE_PUNCT) &&
                  (doc->token[c->token_end - 2].shape & doc->token[c->token_end - 1].shape & ASC_SHAPE_GLUED);
    struct asc_name_vote *joined = hyphen ? begin(votes, key_of(doc, c->token_end - HYPHENATED, c->token_end)) : NULL;
    if (joined) {
        count(&joined->last[c->type]);
    }
    uint64_t acronym = words > 2 ? acronym_key(doc, c->token, c->token_end) : 0;
    struct asc_name_vote *same = acronym ? begin(votes, acronym) : NULL;
    if (same) {
        count(&same->whole[c->type]);
    }
}

bool asc_names_vote(struct asc_naming *n)
{
    uint32_t sure = 0, slots = 16;
    for (uint32_t i = 0; i < n->candidates; i++) {
        n->candidate[i].voted = n->candidate[i].won && n->candidate[i].sum >= SURE;
        sure += n->candidate[i].voted;
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
    for (uint32_t i = 0; i < n->candidates; i++) {
        if (n->candidate[i].voted) {
            vote_for(votes, n->doc, n->candidate + i);
        }
    }
    n->votes = votes;
    return !votes->failed;
}

/* "same+PERSON"; "same-more+PERSON" too when several say so; the candidate's own vote does not count. */
static void add_counts(const uint16_t *counts, const char *kind, const char *more, const struct asc_name_candidate *c, bool own,
                       struct asc_evidence *e)
{
    static const uint16_t none[ASC_TYPES];
    if (memcmp(counts, none, sizeof none) == 0) {
        return; /* as most are */
    }
    for (unsigned type = ASC_PERSON; type < ASC_TYPES; type++) {
        unsigned mine = own && type == c->type && counts[type] ? 1 : 0;
        unsigned votes = counts[type] - mine;
        if (votes) {
            asc_evidence_fixed(e, ASC_F_NAME_DOC, c->type, kind, asc_type_name(type));
        }
        if (votes > 2) {
            asc_evidence_fixed(e, ASC_F_NAME_DOC, c->type, more, asc_type_name(type));
        }
    }
}

const struct asc_name_vote *asc_names_vote_of(const struct asc_naming *n, const struct asc_name_candidate *c)
{
    return find(n->votes, key_of(n->doc, c->token, c->token_end));
}

void asc_names_weigh_votes(const struct asc_name_candidate *c, const struct asc_name_vote *vote, struct asc_evidence *e)
{
    if (!vote) {
        return;
    }
    add_counts(vote->whole, "same", "same-more", c, c->voted, e);
    if (c->token_end == c->token + 1) {
        add_counts(vote->last, "last-of", "last-of-more", c, false, e);
        /* What the tables know by itself (Paris) is not named by whom it is a part of (Paris Hilton). */
        if (c->reading == ASC_NONE) {
            add_counts(vote->part, "part-of", "part-of-more", c, false, e);
        }
    } else if (c->token_end == c->token + HYPHENATED) {
        add_counts(vote->last, "last-of", "last-of-more", c, false, e);
        add_counts(vote->last, "surname", "surname-more", c, false, e); /* of which the corpora hold few */
    }
}
