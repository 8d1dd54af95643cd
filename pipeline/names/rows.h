/* What the features of names weigh, for all types at once, and what the words of a set of classes are to names.
 *
 * Belongs to one worker. A feature whose words are known beforehand is a *label*: its row stands at a fixed place. A feature whose
 * word is made on the spot has its row in a hash table, if any type gives it a weight; those made last are remembered by their letters. */
#ifndef ASC_NAMES_ROWS_H
#define ASC_NAMES_ROWS_H

#include "evidence/evidence.h"
#include "knowledge/knowledge.h"

/* --- labels -------------------------------------------------------------------------------------------------------- */

/* Labels of one word: X(name in C, template, word) */
/* clang-format off */
#define ASC_NAME_SINGLES(X)                                                                                            \
    X(UPPER_LINE, NAME_SHAPE, "upper-line") X(UPPER_WORDS, NAME_SHAPE, "upper-words")                                  \
    X(UPPER_3, NAME_SHAPE, "upper-3") X(UPPER_5, NAME_SHAPE, "upper-5") X(UPPER_LONG, NAME_SHAPE, "upper-long")        \
    X(HEADLINE, NAME_SHAPE, "headline") X(MIXED, NAME_SHAPE, "mixed") X(DIGIT, NAME_SHAPE, "digit")                    \
    X(DOTS, NAME_SHAPE, "dots") X(LOWER_FIRST, NAME_SHAPE, "lower-first") X(LOWER_INSIDE, NAME_SHAPE, "lower-inside")  \
    X(HALF_NAME, NAME_SHAPE, "half-name") X(HALF_WORD, NAME_SHAPE, "half-word") X(NICKNAME, NAME_SHAPE, "nickname")    \
    X(CAPITAL_BEFORE, NAME_EDGE, "capital-before") X(CAPITAL_AFTER, NAME_EDGE, "capital-after")                        \
    X(HYPHEN_CAPITAL, NAME_EDGE, "hyphen-capital") X(HYPHEN_HALF, NAME_EDGE, "hyphen-half")                            \
    X(HYPHEN_WORD, NAME_EDGE, "hyphen-word") X(HYPHEN_BEFORE, NAME_EDGE, "hyphen-before")                              \
    X(PARTICLE_BEFORE, NAME_EDGE, "particle-before")                                                                   \
    X(WHOLE, NAME_PLACE, "whole") X(STARTS, NAME_PLACE, "starts") X(ENDS, NAME_PLACE, "ends")                          \
    X(STARTS_BLOCK, NAME_PLACE, "starts-block") X(SHORT_BLOCK, NAME_PLACE, "short-block")                              \
    X(ACRONYM, NAME_IS, "acronym") X(SURE, NAME_GAZ, "sure")
/* clang-format on */

/* How two names stand together, by the word between them; and what stands beyond it: a type or one of the two others. */
enum asc_name_link { ASC_LINK_COMMA, ASC_LINK_AND, ASC_LINK_BRACKET, ASC_LINK_SLASH, ASC_LINK_NONE, ASC_LINK_BEHIND = ASC_LINK_NONE };
enum { ASC_LINKS = 2 * ASC_LINK_BEHIND, ASC_BEYOND_NAMED = ASC_TYPES, ASC_BEYOND_CAPITAL, ASC_BEYONDS };

/* The kind of thing that a noun names. */
enum asc_name_thing {
    ASC_THING_NONE,
    ASC_THING_PERSON,
    ASC_THING_ORGANIZATION,
    ASC_THING_PLACE,
    ASC_THING_WORK,
    ASC_THING_EVENT,
    ASC_THING_TOWN, /* a place that acts as well: town, state, school */
    ASC_THING_OTHER,
    ASC_THINGS
};

enum asc_name_strength {
    ASC_STRENGTH_WEAK,
    ASC_STRENGTH_CONTEXT,
    ASC_STRENGTH_DRAWN,
    ASC_STRENGTH_DRAWN_ALIAS,
    ASC_STRENGTH_MAIN,
    ASC_STRENGTH_ACRONYM,
    ASC_STRENGTH_ALIAS,
    ASC_STRENGTHS
};

enum { ASC_WIDTH_WORD, ASC_WIDTH_WORDS, ASC_WIDTH_STARTS, ASC_WIDTHS };
enum { ASC_OTHER_WORDS = ASC_STRENGTHS, ASC_OTHERS };
enum { ASC_PART_INSIDE, ASC_PART_HOLDS, ASC_PART_CROSSES, ASC_PARTS };
enum { ASC_CASE_HEADLINE, ASC_CASE_START, ASC_CASE_WORD, ASC_CASE_MIDDLE, ASC_CASES };
enum { ASC_SEEN_CAPITAL = 1, ASC_SEEN_LOWER = 2, ASC_SEENS = 4 };
enum { ASC_VOTE_SAME, ASC_VOTE_LAST, ASC_VOTE_PART, ASC_VOTE_SURNAME, ASC_VOTE_MORE, ASC_VOTES = 2 * ASC_VOTE_MORE };
enum { ASC_NAME_LENGTHS = 7, ASC_NAME_BLOCKS = ASC_BLOCK_BOILERPLATE + 1 };

/* Labels of two words out of two lists, or of a number: X(name in C, template, how many first words, how many second ones, and the
 * functions of rows.c that give them) */
/* clang-format off */
#define ASC_NAME_FAMILIES(X)                                                                                           \
    X(BIAS, NAME_BIAS, 1, 1, NULL, NULL)                                                                               \
    X(LENGTH, NAME_LENGTH, ASC_NAME_LENGTHS, 1, NULL, NULL)                                                            \
    X(CASE, NAME_CASE, ASC_CASES, ASC_SEENS, case_word, seen_word)                                                     \
    X(NEIGHBOUR, NAME_NEIGHBOUR, ASC_LINKS, ASC_BEYONDS, link_word, beyond_word)                                       \
    X(BLOCK, NAME_PLACE, 1, ASC_NAME_BLOCKS, block_word, asc_block_name)                                               \
    X(IS, NAME_IS, 2, ASC_THINGS, verb_word, kind_word)                                                            \
    X(OTHER, NAME_GAZ_OTHER, ASC_TYPES, ASC_OTHERS, asc_type_name, other_word)                                         \
    X(GAZ, NAME_GAZ, ASC_STRENGTHS, ASC_WIDTHS, strength_word, width_word)                                             \
    X(PART, NAME_IN_GAZ, ASC_PARTS, ASC_TYPES, part_word, asc_type_name)                                               \
    X(VOTE, NAME_DOC, ASC_VOTES, ASC_TYPES, vote_word, asc_type_name)
/* clang-format on */

enum asc_name_label {
#define X(NAME, TEMPLATE, WORD) ASC_LABEL_##NAME,
    ASC_NAME_SINGLES(X)
#undef X
#define X(NAME, TEMPLATE, FIRSTS, SECONDS, FIRST, SECOND) ASC_LABEL_##NAME, ASC_LABEL_##NAME##_LAST = ASC_LABEL_##NAME + (FIRSTS) * (SECONDS)-1,
        ASC_NAME_FAMILIES(X)
#undef X
            ASC_NAME_LABELS
};

/* --- words --------------------------------------------------------------------------------------------------------- */

/* What a word is to names: bits. All but the last three depend on its classes alone. */
enum {
    ASC_NAME_KNOWN = 1 << 0,  /* the set was described */
    ASC_NAME_NEVER = 1 << 1,  /* no name, even with a capital */
    ASC_NAME_SELDOM = 1 << 2, /* no name where every word has a capital */
    ASC_NAME_COMMON = 1 << 3,
    ASC_NAME_ART = 1 << 4,
    ASC_NAME_DET = 1 << 5,
    ASC_NAME_OF = 1 << 6,
    ASC_NAME_AND = 1 << 7,
    ASC_NAME_POSSESSIVE = 1 << 8,
    ASC_NAME_COMMA = 1 << 9,
    ASC_NAME_LPAREN = 1 << 10,
    ASC_NAME_RPAREN = 1 << 11,
    ASC_NAME_SLASH = 1 << 12, /* or hyphen */
    ASC_NAME_HYPHEN = 1 << 13,
    ASC_NAME_BE = 1 << 14,
    ASC_NAME_JOINER = 1 << 15, /* can stand inside a name of several parts: of, for, and */
    ASC_NAME_TITLE = 1 << 16,
    ASC_NAME_LOOSE = 1 << 17, /* may stand before a name without being a part of it */
    ASC_NAME_HEAD = 1 << 18,  /* says what the name names: Ministry, River */
    ASC_NAME_ORG_SUFFIX = 1 << 19,
    ASC_NAME_MARK = 1 << 20,
    ASC_NAME_CURRENCY = 1 << 21,
    ASC_NAME_SMALL = 1 << 22,      /* a small word, evidence by itself */
    ASC_NAME_DESCRIBING = 1 << 23, /* can stand before the noun of a definition */
    ASC_NAME_CAPITAL = 1 << 24,    /* can be part of a name by its letters */
    ASC_NAME_IN_LONGER = 1 << 25,  /* a strong reading of several words covers it */
    ASC_NAME_BEGINS = 1 << 26,     /* a reading begins there */
};

/* Where a word stands to a span: each has a template. */
enum asc_name_side { ASC_SIDE_FIRST, ASC_SIDE_LAST, ASC_SIDE_INSIDE, ASC_SIDE_PREV, ASC_SIDE_NEXT, ASC_SIDE_PREV2, ASC_SIDE_NEXT2, ASC_SIDES };

/* The categories of words with the same classes depend on three things; see asc_names_describe(). */
enum { ASC_CATEGORY_CAPITAL = 1, ASC_CATEGORY_UPPER = 2, ASC_CATEGORY_DIGIT = 4, ASC_CATEGORIES = 8 };

/* What one word of a sentence is to names. */
struct asc_name_word {
    uint32_t is;   /* ASC_NAME_*; 0 beyond the sentence */
    char category; /* one letter for patterns: G given name, F family name, O organization head ... */
    char duty;     /* one letter for what it does beside a name */
    uint8_t types; /* bits of enum asc_type: readings that cover it */
    uint8_t kind;  /* enum asc_name_thing */
};

/* The words of a set of classes. Small, since every word asks for its set. */
struct asc_name_set {
    struct asc_name_word word; /* one without capital or digit; `is` is 0: not described yet */
    char category[ASC_CATEGORIES];
};

/* What the words of a set weigh beside and inside of spans. */
struct asc_name_sides {
    struct asc_row row[ASC_SIDES];
};

/* --- rows ---------------------------------------------------------------------------------------------------------- */

struct asc_name_slot {
    uint32_t feature; /* of type 0; 0: free */
    uint32_t row;
};

/* A word that was made before. */
struct asc_name_memo {
    uint64_t letters;
    uint32_t template; /* 0, which makes no words: free */
    uint32_t row;      /* an index; 0 when it weighs nothing */
};

enum { ASC_NAME_MEMOS = 8192, ASC_NAME_MEMO_SHIFT = 64 - 13 };

struct asc_name_rows {
    struct asc_row label[ASC_NAME_LABELS];
    struct asc_row most_votes[2]; /* the most that votes can add to a span: of one word, of several */
    uint32_t sets, mask;
    struct asc_name_set *set;     /* [sets + 1] the last is for words of no set */
    struct asc_name_sides *sides; /* [sets + 1] */
    struct asc_name_slot *slot;   /* [mask + 1] */
    struct asc_row *row;          /* the first weighs nothing */
    struct asc_name_memo memo[ASC_NAME_MEMOS];
};

/* Makes the rows: one block, for free(); NULL when out of memory. */
struct asc_name_rows *asc_name_rows_new(const struct asc_knowledge *known);

/* The template of a side. */
enum asc_template asc_name_side_template(enum asc_name_side side);

/* What counts of the classes of a word on that side: an article before a name is one whether or not it begins the sentence. */
struct asc_classes asc_name_side_classes(enum asc_name_side side, struct asc_classes classes);

/* Describes a set that is not described yet: its `set` and its `sides`. */
void asc_name_set_describe(struct asc_name_rows *rows, const struct asc_knowledge *known, uint32_t set);

/* The index of a set in a worker's tables. */
static inline uint32_t asc_name_set_index(const struct asc_name_rows *rows, uint32_t set)
{
    return set < rows->sets ? set : rows->sets;
}

/* The row of a feature whose value is a class or a word's number, as an index; 0 when it weighs nothing. */
static inline uint32_t asc_name_row(const struct asc_name_rows *rows, enum asc_template template, uint32_t value)
{
    uint32_t feature = asc_feature_of(template, 0, value), i = asc_weight_hash(feature) & rows->mask;
    while (rows->slot[i].feature && rows->slot[i].feature != feature) {
        i = (i + 1) & rows->mask;
    }
    return rows->slot[i].row;
}

/* Adds the feature of a label by its words, slowly. */
void asc_name_label_words(struct asc_evidence *evidence, unsigned label, unsigned type);

/* Adds the feature of a label. `type` is a type or ASC_EVERY_TYPE. */
static inline void asc_name_label(const struct asc_name_rows *rows, struct asc_evidence *evidence, unsigned label, unsigned type)
{
    if (evidence->sets) {
        asc_evidence_row(evidence, type, rows->label + label);
    } else {
        asc_name_label_words(evidence, label, type);
    }
}

/* What all classes of a word of a described set weigh, by where it stands. */
static inline const struct asc_row *asc_name_side(const struct asc_name_rows *rows, enum asc_name_side side, uint32_t set)
{
    return rows->sides[asc_name_set_index(rows, set)].row + side;
}

/* The row of a word made on the spot, looked up and remembered. */
uint32_t asc_name_made_row(struct asc_name_rows *rows, enum asc_template template, uint64_t letters);

/* Adds the feature of such a word by its letters, slowly. */
void asc_name_made_word(struct asc_evidence *evidence, enum asc_template template, unsigned type, uint64_t letters);

/* The row of a word of up to eight letters made on the spot, the first in the lowest byte, as an index; 0 when it weighs nothing. */
static inline uint32_t asc_name_made(struct asc_name_rows *rows, enum asc_template template, uint64_t letters)
{
    uint64_t hash = (letters + template) * UINT64_C(0x9e3779b97f4a7c15);
    const struct asc_name_memo *memo = rows->memo + (hash >> ASC_NAME_MEMO_SHIFT);
    bool known = memo->letters == letters && memo->template == (uint32_t) template;
    return known ? memo->row : asc_name_made_row(rows, template, letters);
}

#endif
