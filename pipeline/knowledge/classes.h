/* The word classes: the alphabet in which the tables describe words and the rules describe sentences.
 *
 * A word has a set of classes (64 + 64 bits). Which word has which is knowledge and stands in the tables; the list
 * of classes is the interface between the tables and the code, so it stands here, once. The group says what a
 * word loses when its neighbours settle it as a noun or as a verb. rules/README.md explains every class. */
#ifndef ASC_CLASSES_H
#define ASC_CLASSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* X(name, group): O other, N nominal, V verbal */
/* clang-format off */
#define ASC_CLASS_LIST(X)                                                                                              \
    /* closed classes */                                                                                               \
    X(DET, O) X(ART, O) X(DEM, O) X(POSS, O) X(PRON_HE, O) X(PRON_SHE, O) X(PRON_IT, O) X(PRON_THEY, O) X(PRON_I, O)             \
    X(PRON_WE, O) X(PRON_YOU, O) X(PRON_SUBJ, O) X(PRON_OBJ, O) X(PRON_OTHER, O) X(THAT, O) X(WHETHER, O) X(WH, O) X(WHO, O)          \
    X(WHICH, O) X(PREP, O) X(TO, O) X(OF, O) X(BY, O) X(FROM, O) X(AS, O) X(FOR, O) X(AND, O) X(BUT, O) X(SUB, O) X(BE, O) X(HAVE, O) X(DO, O)       \
    X(MODAL, O) X(NEG, O) X(ADV_CLOSED, O) X(NUM, O) X(ORD, O) X(MONTH, O) X(WEEKDAY, O) X(TIME, O)                    \
    X(DIRECTION, O) X(UNIT, N) X(CURRENCY, N) X(INTERJ, O) X(CONTRACTION, O)                                           \
    /* open classes */                                                                                                 \
    X(NOUN, N) X(NOUN_PL, N) X(VERB, V) X(VERB_S, V) X(VERB_ED, V) X(VERB_EN, V) X(VERB_ING, V) X(ADJ, O) X(ADV, O)    \
    X(COMMON, O) X(PERSON_NOUN, N) X(PERSON_NOUN_PL, N) X(GROUP_NOUN, N) X(GROUP_NOUN_PL, N) X(SAY_NOUN, N)            \
    /* people, organizations, documents */                                                                             \
    X(TITLE, O) X(ROLE, N) X(ROLE_PL, N) X(COLLECTIVE, N) X(KIN, N) X(ORG_NOUN, N) X(ORG_NOUN_PL, N) X(DOC_NOUN, N) X(DOC_NOUN_PL, N)    \
    X(MALE, O) X(FEMALE, O)                                                                                                         \
    /* parts of names */                                                                                               \
    X(ORG_HEAD, O) X(ORG_BODY, O) X(ORG_SUFFIX, O) X(PLACE_HEAD, O) X(PLACE_PRE, O) X(EVENT_HEAD, O) X(WORK_HEAD, O) X(ABBREV, O)     \
    X(ABBREV_END, O) X(NAMELESS, O) X(GIVEN_M, O) X(GIVEN_F, O) X(FAMILY, O) X(GIVEN_M_WEAK, O) X(GIVEN_F_WEAK, O) X(FAMILY_WEAK, O)  \
    X(PARTICLE, O) X(NAME_SUFFIX, O)                                                                                   \
    /* page furniture */                                                                                               \
    X(BOILER, O) X(BYLINE, O) X(CAPTION, O)                                                                            \
    /* cues, by kind and by what they take */                                                                          \
    X(CUE_VERB, O) X(CUE_NOUN, O) X(CUE_PHRASE, O) X(CUE_ADJ, O) X(TAKES_THAT, O) X(TAKES_TO, O) X(TAKES_NP, O)        \
    X(TAKES_OBJ, O) X(TAKES_QUOTE, O) X(TAKES_WH, O)                                                                   \
    /* punctuation, by what it does */                                                                                 \
    X(COMMA, O) X(STOP, O) X(COLON, O) X(SEMICOLON, O) X(DASH, O) X(HYPHEN, O) X(LPAREN, O) X(RPAREN, O)               \
    X(ASK, O) X(BANG, O) X(ELLIPSIS, O) X(AMP, O) X(SLASH, O) X(BULLET, O) X(MARK, O) X(POSSESSIVE, O)                 \
    /* given by the program: what was read off the shape, found by an earlier stage, or stands for more */             \
    X(CAP, O) X(UPPER, O) X(INITIAL, O) X(NUMBER, O) X(QUOTE, O) X(NAME, O) X(PERSON, O) X(ORGANIZATION, O)            \
    X(PLACE, O) X(GROUP, O)
/* clang-format on */

enum asc_class {
#define X(NAME, GROUP) ASC_CLASS_##NAME,
    ASC_CLASS_LIST(X)
#undef X
        ASC_CLASSES
};

_Static_assert(ASC_CLASSES <= 128, "a set of classes has 128 bits");

/* A set of classes. */
struct asc_classes {
    uint64_t bits[2];
};

static inline bool asc_classes_has(struct asc_classes set, unsigned class)
{
    return set.bits[class >> 6] >> (class & 63) & 1;
}

static inline struct asc_classes asc_classes_add(struct asc_classes set, unsigned class)
{
    set.bits[class >> 6] |= UINT64_C(1) << (class & 63);
    return set;
}

static inline bool asc_classes_meet(struct asc_classes a, struct asc_classes b)
{
    return (a.bits[0] & b.bits[0]) | (a.bits[1] & b.bits[1]);
}

static inline bool asc_classes_same(struct asc_classes a, struct asc_classes b)
{
    return a.bits[0] == b.bits[0] && a.bits[1] == b.bits[1];
}

static inline struct asc_classes asc_classes_union(struct asc_classes a, struct asc_classes b)
{
    return (struct asc_classes){{a.bits[0] | b.bits[0], a.bits[1] | b.bits[1]}};
}

static inline struct asc_classes asc_classes_minus(struct asc_classes a, struct asc_classes b)
{
    return (struct asc_classes){{a.bits[0] & ~b.bits[0], a.bits[1] & ~b.bits[1]}};
}

static inline struct asc_classes asc_classes_and(struct asc_classes a, struct asc_classes b)
{
    return (struct asc_classes){{a.bits[0] & b.bits[0], a.bits[1] & b.bits[1]}};
}

/* The set with the one class. */
#define ASC_ONLY(NAME) asc_classes_add((struct asc_classes){{0, 0}}, ASC_CLASS_##NAME)

/* A constant set of the classes that LIST(X) names: `static const struct asc_classes marks = ASC_CLASSES_OF(MARKS);` */
#define ASC_BIT_LOW(NAME) | (ASC_CLASS_##NAME < 64 ? UINT64_C(1) << (ASC_CLASS_##NAME & 63) : 0)
#define ASC_BIT_HIGH(NAME) | (ASC_CLASS_##NAME < 64 ? 0 : UINT64_C(1) << (ASC_CLASS_##NAME & 63))
#define ASC_CLASSES_OF(LIST)                                                                                                                         \
    {                                                                                                                                                \
        {                                                                                                                                            \
            0 LIST(ASC_BIT_LOW), 0 LIST(ASC_BIT_HIGH)                                                                                                \
        }                                                                                                                                            \
    }

/* All classes of a group: 'N' nominal, 'V' verbal. */
struct asc_classes asc_classes_group(char group);

/* The name of a class; the class of a name (len bytes), -1 when there is none. */
const char *asc_class_name(unsigned class);
int asc_class_index(const char *name, size_t len);

#endif
