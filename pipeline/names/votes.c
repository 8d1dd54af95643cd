/* What the rest of the document says of a name: the same words elsewhere, the full name that a word is part of, the long form of
 * an acronym. Only mentions that won the first pass vote, and only as one piece of evidence among others. */
#include <string.h>

#include "document/fold.h"
#include "names/names.h"

enum { SURE = 150 }; /* hundredths of a logit: a vote that counts */

/* Votes for one chain of words. */
struct asc_name_vote {
    uint64_t key;              /* 0: free */
    uint16_t whole[ASC_TYPES]; /* mentions of exactly these words, by type */
    uint16_t part[ASC_TYPES];  /* longer mentions that hold this word, by type */
    uint16_t last[ASC_TYPES];  /* ... as their last word */
};

struct asc_name_votes {
    struct asc_name_vote *vote;
    uint64_t mask;
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
    uint64_t i = key & votes->mask;
    while (votes->vote[i].key && votes->vote[i].key != key) {
        i = (i + 1) & votes->mask;
    }
    return votes->vote + i;
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
    struct asc_name_vote *whole = find(votes, key_of(doc, c->token, c->token_end));
    whole->key = key_of(doc, c->token, c->token_end);
    count(&whole->whole[c->type]);
    uint32_t words = c->token_end - c->token;
    for (uint32_t t = c->token; t < c->token_end && words > 1; t++) {
        if (doc->token[t].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED)) {
            uint64_t key = key_of(doc, t, t + 1);
            struct asc_name_vote *part = find(votes, key);
            part->key = key;
            count(&part->part[c->type]);
            if (t + 1 == c->token_end) {
                count(&part->last[c->type]);
            }
        }
    }
    uint64_t acronym = words > 2 ? acronym_key(doc, c->token, c->token_end) : 0;
    if (acronym) {
        struct asc_name_vote *vote = find(votes, acronym);
        vote->key = acronym;
        count(&vote->whole[c->type]);
    }
}

bool asc_names_vote(struct asc_naming *n)
{
    uint32_t keys = 0;
    for (uint32_t i = 0; i < n->candidates; i++) {
        keys += n->candidate[i].won && n->candidate[i].sum >= SURE ? 2 + (n->candidate[i].token_end - n->candidate[i].token) : 0;
    }
    uint64_t room = 16;
    while (room < 2 * (uint64_t)keys) {
        room *= 2;
    }
    struct asc_name_votes *votes = asc_arena_alloc(&n->doc->arena, sizeof *votes);
    struct asc_name_vote *vote = asc_arena_zeroed(&n->doc->arena, room * sizeof *vote);
    if (!votes || !vote) {
        return false;
    }
    *votes = (struct asc_name_votes){vote, room - 1};
    for (uint32_t i = 0; i < n->candidates; i++) {
        if (n->candidate[i].won && n->candidate[i].sum >= SURE) {
            vote_for(votes, n->doc, n->candidate + i);
            n->candidate[i].voted = true;
        }
    }
    n->votes = votes;
    return true;
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
    const struct asc_name_vote *vote = find(n->votes, key_of(n->doc, c->token, c->token_end));
    return vote->key ? vote : NULL;
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
    }
}
