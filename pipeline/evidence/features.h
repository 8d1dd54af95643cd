/* The features: what candidates are weighed by.
 *
 * A feature is a template, crossed with the type that the candidate would get, with a value. It is a number of 32
 * bits for the program and a text for people: `name.prev.PERSON:TITLE` is the template name.prev (the word before has
 * the class), for a candidate of type PERSON, with the value TITLE. rules/weights.tsv gives weights to features; one without a
 * row weighs nothing. Values: - none, C a word class, N a number, W a word (a rule's or cue's name, a kind). */
#ifndef ASC_FEATURES_H
#define ASC_FEATURES_H

#include <stddef.h>
#include <stdint.h>

/* X(name in C, name in tables, values) */
/* clang-format off */
#define ASC_FEATURE_LIST(X)                                                                                            \
    /* names: is this span a mention of this type? */                                                                  \
    X(NAME_BIAS, "name.bias", '-')         /* every candidate */                                                       \
    X(NAME_RULE, "name.rule", 'W')         /* the rule that proposes it */                                             \
    X(NAME_GAZ, "name.gaz", 'W')           /* the tables know it: as the main name, alias, weak ..., by type */        \
    X(NAME_GAZ_OTHER, "name.gaz-other", 'W') /* the tables know it as another type */                                  \
    X(NAME_GAZ_KIND, "name.gaz-kind", 'W') /* the kind of the entry: city, party, club */                              \
    X(NAME_SIZE, "name.size", 'N')         /* digits of the population of a drawn place */                             \
    X(NAME_IN_GAZ, "name.in-gaz", 'W')     /* part of a longer name of the tables; crosses one */                      \
    X(NAME_LENGTH, "name.length", 'N')     /* tokens, at most 6 */                                                     \
    X(NAME_SHAPE, "name.shape", 'W')       /* upper, mixed, initials, digits inside ... */                             \
    X(NAME_FIRST, "name.first", 'C')       /* class of the first word, the last, any other one */                      \
    X(NAME_LAST, "name.last", 'C')                                                                                     \
    X(NAME_INSIDE, "name.inside", 'C')                                                                                 \
    X(NAME_PREV, "name.prev", 'C')         /* class of the word before, after, and of the one beyond */                \
    X(NAME_NEXT, "name.next", 'C')                                                                                     \
    X(NAME_PREV2, "name.prev2", 'C')                                                                                   \
    X(NAME_NEXT2, "name.next2", 'C')                                                                                   \
    X(NAME_PREV_WORD, "name.prev-word", 'W') /* literal words that rules/context.tsv lists */                          \
    X(NAME_NEXT_WORD, "name.next-word", 'W')                                                                           \
    X(NAME_PLACE, "name.place", 'W')       /* where in sentence, line, page */                                         \
    X(NAME_DOC, "name.doc", 'W')           /* what the rest of the document says */                                    \
    X(NAME_CASE, "name.case", 'W')         /* seen in lower case elsewhere, always capitalised ... */                  \
    X(NAME_EDGE, "name.edge", 'W')         /* what the span leaves out or cuts: a capital before, after */             \
    X(NAME_PATTERN, "name.pattern", 'W')   /* classes of all words as one: GIVEN FAMILY */                             \
    X(NAME_NEIGHBOUR, "name.neighbour", 'W') /* the type of the name before or after, across comma, and, slash */      \
    X(NAME_ENDING, "name.ending", 'W')     /* the last three letters of a word that no table knows */                  \
    X(NAME_FRAME, "name.frame", 'W')       /* the words around it and its pattern as one */                            \
    X(NAME_GAZ_FRAME, "name.gaz-frame", 'W') /* the words around a name of the tables, with its strength */             \
    X(NAME_IS, "name.is", 'W')             /* what the text calls it behind it: "X, a rock band", "X is a village" */  \
    /* quotes: is this an attribution? */                                                                              \
    X(QUOTE_BIAS, "quote.bias", '-')                                                                                   \
    X(QUOTE_RULE, "quote.rule", 'W')                                                                                   \
    X(QUOTE_CUE, "quote.cue", 'W')         /* the cue's lemma */                                                       \
    X(QUOTE_STRENGTH, "quote.strength", 'N')                                                                           \
    X(QUOTE_FITS, "quote.fits", 'W')       /* the cue takes a content of the rule's form, or not */                    \
    X(QUOTE_FORM, "quote.form", 'W')       /* the cue's form: past, ing ... */                                         \
    X(QUOTE_SOURCE, "quote.source", 'W')   /* what the source is: PERSON, pronoun, role, none ... */                   \
    X(QUOTE_SOURCE_WORDS, "quote.source-words", 'N')                                                                   \
    X(QUOTE_CONTENT_WORDS, "quote.content-words", 'N')                                                                 \
    X(QUOTE_CONTENT_FIRST, "quote.content-first", 'C')                                                                 \
    X(QUOTE_CONTENT, "quote.content", 'W') /* has marks, wholly quoted, a clause, a question ... */                    \
    X(QUOTE_BEFORE_CUE, "quote.before-cue", 'C')                                                                       \
    X(QUOTE_AFTER_CUE, "quote.after-cue", 'C')                                                                         \
    X(QUOTE_AFTER_CONTENT, "quote.after-content", 'C')                                                                 \
    X(QUOTE_AFTER_COMMA, "quote.after-comma", 'C')   /* behind the comma that ends the content */                      \
    X(QUOTE_BEFORE_CONTENT, "quote.before-content", 'C')                                                               \
    X(QUOTE_INSIDE_COMMA, "quote.inside-comma", 'C') /* behind the first comma in the content, the first "and" */      \
    X(QUOTE_INSIDE_AND, "quote.inside-and", 'C')                                                                       \
    X(QUOTE_SOURCE_LAST, "quote.source-last", 'C')                                                                     \
    X(QUOTE_EDGES, "quote.edges", 'W')     /* the rule with what stands before the content; quoted or plain and behind */ \
    X(QUOTE_RULE_END, "quote.rule-end", 'W') /* the rule with what stands behind the content */                        \
    X(QUOTE_MARKS, "quote.marks", 'W')     /* how the quotation begins and ends, whether it is a sentence, a title ... */ \
    X(QUOTE_GAP, "quote.gap", 'W')         /* units between source and cue, cue and content, in steps */               \
    X(QUOTE_VOICE, "quote.voice", 'W')     /* auxiliaries of the cue with what follows it and the rule */              \
    X(QUOTE_CONTEXT, "quote.context", 'W') /* negated, passive, inside marks, in a headline ... */                     \
    X(QUOTE_RULE_FORM, "quote.rule-form", 'W') /* rule and form of the cue together */                                 \
    X(QUOTE_RULE_STRENGTH, "quote.rule-strength", 'W')                                                                 \
    X(QUOTE_RULE_SOURCE, "quote.rule-source", 'W')                                                                     \
    X(QUOTE_CUE_RULE, "quote.cue-rule", 'W') /* the lemma and the rule's form together */                              \
    X(QUOTE_CUT, "quote.cut", 'W')         /* places where a sentence could be cut: over, at, and what begins there */ \
    X(QUOTE_LEFT, "quote.left", 'W')       /* quotations that it has and leaves out; words behind the last one */      \
    X(QUOTE_REST, "quote.rest", 'C')       /* what follows the last word that it takes, a comma aside */               \
    X(QUOTE_SOURCE_FIRST, "quote.source-first", 'C')                                                                   \
    X(QUOTE_BEFORE_SOURCE, "quote.before-source", 'C')                                                                 \
    X(QUOTE_AFTER_SOURCE, "quote.after-source", 'C')                                                                   \
    /* speakers: is this mention what the source means? */                                                             \
    X(SPEAKER_BIAS, "speaker.bias", '-')                                                                               \
    X(SPEAKER_LINK, "speaker.link", 'W')   /* how it would be linked */                                                \
    X(SPEAKER_DISTANCE, "speaker.distance", 'N') /* sentences between, at most 9 */                                    \
    X(SPEAKER_RANK, "speaker.rank", 'N')   /* entities of the right kind named in between, at most 5 */                \
    X(SPEAKER_ROLE, "speaker.role", 'W')   /* subject, object, speaker of the quote before ... */                      \
    X(SPEAKER_GENDER, "speaker.gender", 'W')                                                                           \
    X(SPEAKER_TYPE, "speaker.type", 'W')                                                                               \
    X(SPEAKER_COUNT, "speaker.count", 'N') /* mentions of the entity, as digits of a binary number */                  \
    X(SPEAKER_SOURCE, "speaker.source", 'W')                                                                           \
    /* whole rows, for the confidence */                                                                               \
    X(TRUST_BIAS, "trust.bias", '-')                                                                                   \
    X(TRUST_QUOTE, "trust.quote", 'N')     /* evidence of the attribution, in steps */                                 \
    X(TRUST_SPEAKER, "trust.speaker", 'N') /* evidence of the speaker, in steps */                                     \
    X(TRUST_RESOLUTION, "trust.resolution", 'W')                                                                       \
    X(TRUST_KIND, "trust.kind", 'W')                                                                                   \
    X(TRUST_MENTION, "trust.mention", 'N')                                                                             \
    /* sentence ends: does a sentence end here? */                                                                     \
    X(END_BIAS, "end.bias", '-')                                                                                       \
    X(END_MARK, "end.mark", 'W')                                                                                       \
    X(END_SHAPE, "end.shape", 'W')                                                                                     \
    /* blocks: is this line furniture of the page, a title, a byline? */                                               \
    X(BLOCK_BIAS, "block.bias", '-')                                                                                   \
    X(BLOCK_SIGN, "block.sign", 'W')
/* clang-format on */

enum asc_template {
#define X(NAME, TEXT, VALUE) ASC_F_##NAME,
    ASC_FEATURE_LIST(X)
#undef X
        ASC_TEMPLATES
};

enum { ASC_VALUE_BITS = 22, ASC_TYPE_BITS = 3 };

/* The number of a feature. `type` is 0 when the template is not crossed. */
static inline uint32_t asc_feature_of(enum asc_template template, unsigned type, uint32_t value)
{
    return ((uint32_t) template + 1) << (ASC_VALUE_BITS + ASC_TYPE_BITS) | (uint32_t)type << ASC_VALUE_BITS | (value & ((1U << ASC_VALUE_BITS) - 1));
}

/* The value of a word: FNV-1a folded to ASC_VALUE_BITS. Blanks count as underscores, so that a feature is one word in every table. */
#define ASC_FEATURE_START 2166136261U

static inline uint32_t asc_feature_letter(uint32_t hash, unsigned char letter)
{
    return (hash ^ (letter == ' ' ? '_' : letter)) * 16777619U;
}

/* Goes on with at most `most` letters. */
static inline uint32_t asc_feature_part(uint32_t hash, const char *word, size_t most)
{
    for (size_t i = 0; i < most && word[i]; i++) {
        hash = asc_feature_letter(hash, (unsigned char)word[i]);
    }
    return hash;
}

static inline uint32_t asc_feature_end(uint32_t hash)
{
    return (hash ^ hash >> ASC_VALUE_BITS) & ((1U << ASC_VALUE_BITS) - 1);
}

static inline uint32_t asc_feature_word(const char *word)
{
    return asc_feature_end(asc_feature_part(ASC_FEATURE_START, word, SIZE_MAX));
}

/* The same for a word of up to eight letters, the first in the lowest byte. */
static inline uint32_t asc_feature_letters(uint64_t letters)
{
    uint32_t hash = ASC_FEATURE_START;
    for (; letters & 0xff; letters >>= 8) {
        hash = asc_feature_letter(hash, letters & 0xff);
    }
    return asc_feature_end(hash);
}

#endif
