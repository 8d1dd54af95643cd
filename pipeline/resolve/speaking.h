/* What the parts that look for speakers share: the source, what has been said so far, mentions and quotations by place. */
#ifndef ASC_SPEAKING_H
#define ASC_SPEAKING_H

#include "resolve/resolve.h"

/* What the source of an attribution is, read off its words. */
struct asc_said_by {
    uint32_t begin, end; /* [T] */
    uint32_t head;       /* [T] the word that says what it is */
    uint32_t mention;    /* [M] a name that is its head, or ASC_NONE */
};

enum { ASC_DESCRIBED = 16 };

/* The speakers found so far: what a pronoun, a description or a follow-up quote may mean. */
struct asc_speaking {
    struct asc_resolving *r;
    uint32_t name_mentions;            /* [M] mentions that are names, before those that are added here */
    uint32_t last;                     /* [A] the attribution before, with a speaker */
    uint32_t *outer;                   /* [S] sentences before this one that do not begin inside a quotation */
    uint32_t *closed;                  /* [Q] the furthest mark that closes this quotation or one before it */
    uint32_t described[ASC_DESCRIBED]; /* [E] the latest speakers without a name, in a ring */
    unsigned describeds;               /* how many there were */
    uint32_t lede;                     /* [T] behind the sentences that open the article */
    uint32_t questions;                /* how often one looked for whom a description means: each person is compared once */
    uint64_t asker;                    /* the letter before the questions of an interview; 0 when there was none */
    bool author_asks;                  /* ... and whether another letter answers */
    uint32_t answers;                  /* [E] whom it is with */
    bool mentions_read;                /* what the words around mentions show was added to their entities */
    unsigned depth;                    /* of sources in sources: "her lawyer's statement" */
    bool known_only;                   /* whoever is described and new is nobody */
};

/* What a word without a name looks for. */
enum asc_referring { ASC_HE_SHE, ASC_THEY, ASC_IT, ASC_PERSON_NOUN, ASC_BODY_NOUN, ASC_PAIR };

/* What a description is: a person, several, an organization, a document. */
struct asc_description {
    unsigned type, resolution;
    bool plural, abstract;
};

/* The classes of a token; none beyond the end. */
static inline struct asc_classes asc_token_classes(const struct asc_resolving *r, uint32_t t)
{
    return t < r->doc->tokens ? asc_classes_of(r->known, r->doc->token[t].set) : (struct asc_classes){{0, 0}};
}

static inline bool asc_token_has(const struct asc_resolving *r, uint32_t t, unsigned class)
{
    return t < r->doc->tokens && asc_is(r->known, r->doc->token + t, class);
}

/* [E] The speaker without a name that was found `back` before the latest one; ASC_NONE when it is not remembered. */
static inline uint32_t asc_speaking_described(const struct asc_speaking *s, uint32_t back)
{
    return back < s->describeds && back < ASC_DESCRIBED ? s->described[(s->describeds - 1 - back) % ASC_DESCRIBED] : ASC_NONE;
}

/* Does the token make a possessive of the word before: "Diaz | 's", "Reyes | ' lawyer"? */
static inline bool asc_speaking_owns(const struct asc_resolving *r, uint32_t t)
{
    uint16_t shape = t < r->doc->tokens ? r->doc->token[t].shape : 0;
    bool apostrophe = asc_token_has(r, t, ASC_CLASS_MARK) && (shape & ASC_SHAPE_GLUED) && !(shape & (ASC_SHAPE_OPENS | ASC_SHAPE_CLOSES));
    return apostrophe || asc_token_has(r, t, ASC_CLASS_POSSESSIVE);
}

/* Is the mention of a name a possessive? */
static inline bool asc_speaking_possessive(const struct asc_resolving *r, const struct asc_mention *m)
{
    return asc_speaking_owns(r, m->token_end);
}

/* The first mention (of a name) that begins at or after token `t`. */
uint32_t asc_speaking_mention_from(const struct asc_speaking *s, uint32_t t);

/* Does the token stand inside a quotation? */
bool asc_speaking_quoted(const struct asc_speaking *s, uint32_t token);

/* What the words of a source say. */
struct asc_said_by asc_speaking_source(const struct asc_speaking *s, uint32_t begin, uint32_t end);

/* Is one of a party meant, not the party: "the Republican", "the Liberal Democrat"? */
bool asc_speaking_adherent(const struct asc_speaking *speaking, const struct asc_said_by *source);

/* A source that stands in apposition ("Ana Diaz, | a baker, | said") with what it stands in apposition to; else as it is. */
struct asc_said_by asc_speaking_apposed(const struct asc_speaking *s, const struct asc_said_by *source);

/* A person named directly before the cue, in apposition to a source: "A nurse who looked after her, | Ana Diaz, | said"; else ASC_NONE. */
uint32_t asc_speaking_name_at_cue(const struct asc_speaking *s, const struct asc_attribution *a, const struct asc_said_by *source);

/* Does a verb follow the name, or a clause about it: "Ana Diaz | said", "Ana Diaz | , who"? */
bool asc_speaking_acts(const struct asc_resolving *r, const struct asc_mention *m);

/* Is the source several names of one type: "Ana Diaz and Luis Vega"? */
bool asc_speaking_several(const struct asc_speaking *s, const struct asc_said_by *source);

/* Behind the words that say what somebody is, before the name: "her brother | Tom Hartwick", "the mayor | Ana Diaz"; `t` when there are none. */
uint32_t asc_speaking_behind_role(const struct asc_resolving *r, uint32_t t);

/* The mention that "and" joins to a mention of its type, perhaps with a role: "Ana Diaz and her brother Luis"; else ASC_NONE. */
uint32_t asc_speaking_joined(const struct asc_speaking *s, uint32_t mention);

/* "a source close to the prime minister, | Ana Diaz": is a name behind the comma that of the one person whom the last words before it
 * describe, not of the one without a name at the head? */
bool asc_speaking_names_other(const struct asc_resolving *r, uint32_t begin, uint32_t head_end, uint32_t comma);

/* The name that the words begin .. end end with, or ASC_NONE. */
uint32_t asc_speaking_name_at_end(const struct asc_speaking *s, uint32_t begin, uint32_t end);

/* The name directly before the comma that stands before token `begin`; ASC_NONE when there is none. */
uint32_t asc_speaking_name_before(const struct asc_speaking *s, uint32_t begin);

/* Where the phrase of a noun begins, with its article or possessive: "the new | baker"; the noun itself when it has none. */
uint32_t asc_speaking_phrase_of(const struct asc_resolving *r, uint32_t noun);

/* The same with all that hangs on it, for what ends before token `end` ("the baker in Ely, | who"): behind a verb, a mark, or the start of
 * the sentence. */
uint32_t asc_speaking_phrase_before(const struct asc_resolving *r, uint32_t end);

/* Does a pronoun own what follows, "lost | her | hat"? Not as an object: "met | her | in Quito". */
bool asc_speaking_pronoun_owns(const struct asc_resolving *r, uint32_t t);

/* 'm', 'f' or 0: what the word itself tells. */
char asc_speaking_gender(const struct asc_resolving *r, uint32_t t);

/* Gives an attribution its speaker, or the reason why there is none. */
void asc_speaking_set(struct asc_attribution *a, uint32_t entity, unsigned resolution, int32_t sum);

/* The same for a speaker that the words token .. token_end mean: they become a mention of the entity. */
void asc_speaking_refer(struct asc_speaking *s, struct asc_attribution *a, struct asc_span tokens, unsigned level, uint32_t entity,
                        unsigned resolution, int32_t sum);

/* The entity that a pronoun, or an article with its noun, means by the evidence; ASC_NONE when nobody fits, or, with *ambiguous, when two fit as well. */
uint32_t asc_speaking_antecedent(struct asc_speaking *s, const struct asc_attribution *a, struct asc_span source, enum asc_referring what,
                                 char gender, int32_t *sum, bool *ambiguous);

/* Makes an entity of somebody who has no name, or of two who have; ASC_NONE when out of memory. */
uint32_t asc_speaking_unnamed(struct asc_speaking *s, struct asc_span tokens, struct asc_description what);

/* What the word at the head of a description says. */
struct asc_description asc_speaking_describe(const struct asc_resolving *r, uint32_t head);

/* The latest person named before whose role goes with a description ("the minister"); ASC_NONE when there is none. */
uint32_t asc_speaking_by_role(struct asc_speaking *s, const struct asc_said_by *source);

/* Finds or makes the speaker that a description means. */
void asc_speaking_description(struct asc_speaking *s, struct asc_attribution *a, const struct asc_said_by *source);

/* Whom some words mean, as if they were the source of the attribution; ASC_NONE when nobody, or, with `known_only`, somebody new. */
uint32_t asc_speaking_whom(struct asc_speaking *s, const struct asc_attribution *a, struct asc_span tokens, bool known_only);

/* --- names: named.c ---------------------------------------------------------------------------------------------------- */

/* The speaker whom a name that is a mention, or several, means. */
void asc_speaking_named(struct asc_speaking *s, struct asc_attribution *a, const struct asc_said_by *source);

/* Words with capitals that nobody took for a name here, but that name somebody elsewhere: "Clinton" in a headline; else ASC_NONE. */
uint32_t asc_speaking_named_elsewhere(const struct asc_speaking *s, const struct asc_said_by *source);

/* --- documents: documents.c -------------------------------------------------------------------------------------------- */

/* A person or an organization that is named from token `from` on, before `end`; with `end` == from + 1 exactly there; else ASC_NONE. */
uint32_t asc_speaking_named_from(const struct asc_speaking *s, uint32_t from, uint32_t end);

/* Who issued a document as the words of the source say ("a report by the agency"), and as the text said where it spoke of it before. */
uint32_t asc_speaking_issuer(struct asc_speaking *s, const struct asc_attribution *a, const struct asc_said_by *source);
uint32_t asc_speaking_issuer_before(const struct asc_speaking *s, uint32_t noun);

/* --- what is known of somebody: fits.c --------------------------------------------------------------------------------- */

/* LIKE: of the country, but it is not known of which part. */
enum asc_fit { ASC_FIT_UNKNOWN, ASC_FIT_LIKE, ASC_FIT_SAME, ASC_FIT_OTHER };

/* Can the noun at `head` mean the entity, by the sorts that it may mean (rules/sorts.tsv)? UNKNOWN also when the noun has none. */
enum asc_fit asc_speaking_fits_sort(struct asc_speaking *s, uint32_t head, uint32_t entity);

/* Can the noun mean what the word of a key shows: "the couple" what "and" joins? */
bool asc_speaking_means_shown(const struct asc_speaking *s, uint32_t head, uint64_t key);

/* Does sorts.tsv list the noun? */
bool asc_speaking_has_sort(const struct asc_speaking *s, uint32_t head);

/* Is the entity of the country, or the place, that the words [T] name: "the Russian leader", "the Texas senator"? */
enum asc_fit asc_speaking_fits_country(const struct asc_speaking *s, struct asc_span words, uint32_t entity);

/* Do the words name a place of a country, or a people of one? */
bool asc_speaking_placed(const struct asc_speaking *s, struct asc_span words);

/* Does what is known of a person go with the whole description? Nouns and names in it must be known, adjectives may be new; the second
 * one leaves out the head, and places when they were found right. */
bool asc_speaking_fits(const struct asc_speaking *s, uint32_t entity, const struct asc_said_by *source);
bool asc_speaking_knows_rest(const struct asc_speaking *s, uint32_t entity, const struct asc_said_by *source, bool placed_right);

/* A word that says who is meant: no article, possessive, mark, small word. */
bool asc_speaking_tells(const struct asc_resolving *r, uint32_t t);

/* Do all words of the source stand in the description, with the same head? "the official" after "a senior army official". */
bool asc_speaking_shortens(const struct asc_resolving *r, const struct asc_entity *entity, const struct asc_said_by *source);

#endif
