/* What a possible attribution looks like, in small numbers.
 *
 * A *trait* is one property of a candidate: what its source is, what bounds its content. It has one of few values; 0 when the
 * candidate has no such thing. Which values the classes of a word stand for is looked up once a set of classes (struct asc_codes),
 * and a frame keeps a copy for each of its units. A feature is made of one trait, or of two together; what it weighs stands in a
 * table with a place for each pair of values. So weighing a candidate is finding its traits and adding some fifty numbers.
 *
 * The features are listed once, in ASC_FEATURES_HEAD and ASC_FEATURES_TAIL; the tables, the sum and the trace are all made of
 * that list. */
#ifndef ASC_TRAITS_H
#define ASC_TRAITS_H

#include "evidence/evidence.h"
#include "knowledge/knowledge.h"

/* --- the values of traits: X(trait, name, word); where a class decides, the name is the class, the first one that fits ------- */

/* clang-format off */
/* What the source is: a pronoun that stands alone, else by its most telling word. */
#define ASC_SOURCE_ALONE(X)                                                                                            \
    X(SOURCE, PRON_HE, "he-she") X(SOURCE, PRON_SHE, "he-she") X(SOURCE, PRON_THEY, "they") X(SOURCE, PRON_I, "i")     \
    X(SOURCE, PRON_WE, "we") X(SOURCE, PRON_YOU, "you") X(SOURCE, PRON_IT, "it") X(SOURCE, WHO, "who")                 \
    X(SOURCE, DEM, "this") X(SOURCE, POSS, "poss")
#define ASC_SOURCE_AMONG(X)                                                                                            \
    X(SOURCE, PERSON, "person") X(SOURCE, ORGANIZATION, "organization") X(SOURCE, ROLE, "role")                        \
    X(SOURCE, ROLE_PL, "roles") X(SOURCE, COLLECTIVE, "collective") X(SOURCE, PERSON_NOUN, "role")                     \
    X(SOURCE, PERSON_NOUN_PL, "roles") X(SOURCE, ORG_NOUN, "organization-noun") X(SOURCE, DOC_NOUN, "document")        \
    X(SOURCE, KIN, "role") X(SOURCE, PLACE, "place") X(SOURCE, GROUP, "group") X(SOURCE, PRON_OTHER, "other-pronoun")  \
    X(SOURCE, NAME, "name")
#define ASC_SOURCE_LAST(X) X(SOURCE, CAP, "capital")
#define ASC_SOURCE_LIST(X)                                                                                             \
    ASC_SOURCE_ALONE(X) ASC_SOURCE_AMONG(X) ASC_SOURCE_LAST(X) X(SOURCE, WORD, "noun") X(SOURCE, MISSING, "none")

/* What follows the cue, so that its patterns can be compared with it: by its first word, by a verb near it, by the first again. */
#define ASC_CONTENT_START(X)                                                                                           \
    X(CONTENT, THAT, "that") X(CONTENT, TO, "to") X(CONTENT, WHETHER, "whether") X(CONTENT, WH, "wh")                  \
    X(CONTENT, PRON_SUBJ, "pronoun") X(CONTENT, PRON_OBJ, "object-pronoun") X(CONTENT, VERB_ING, "ing")
#define ASC_CONTENT_NOUN(X) X(CONTENT, NAME, "name") X(CONTENT, DET, "np") X(CONTENT, ART, "np") X(CONTENT, POSS, "np")
#define ASC_CONTENT_LIST(X)                                                                                            \
    ASC_CONTENT_START(X) ASC_CONTENT_NOUN(X) X(CONTENT, WORD, "other") X(CONTENT, MISSING, "nothing")                  \
    X(CONTENT, QUOTATION, "quotation") X(CONTENT, QUOTATION_FIRST, "quotation-first") X(CONTENT, CLAUSE, "clause")     \
    X(CONTENT, CLAUSE_PAST, "clause-past") X(CONTENT, NP_TO, "np-to")

/* What bounds a content on one side. */
#define ASC_EDGE_CLASS(X)                                                                                              \
    X(EDGE, COMMA, "comma") X(EDGE, STOP, "stop") X(EDGE, COLON, "colon") X(EDGE, DASH, "dash") X(EDGE, AND, "and")    \
    X(EDGE, BUT, "but") X(EDGE, CUE_VERB, "cue-verb") X(EDGE, QUOTE, "quote") X(EDGE, PREP, "prep") X(EDGE, BE, "be")
#define ASC_EDGE_LIST(X) ASC_EDGE_CLASS(X) X(EDGE, WORD, "word") X(EDGE, END, "end") X(EDGE, START, "start")

/* The auxiliaries of the cue, and what stands before the source. */
#define ASC_VOICE_CLASS(X) X(VOICE, BE, "be") X(VOICE, NEG, "negated") X(VOICE, TO, "to") X(VOICE, MODAL, "modal")
#define ASC_VOICE_LIST(X) ASC_VOICE_CLASS(X) X(VOICE, WORD, "active")
#define ASC_AUXILIARY_CLASS(X)                                                                                         \
    X(AUXILIARY, NEG, "negated") X(AUXILIARY, MODAL, "modal") X(AUXILIARY, BE, "be") X(AUXILIARY, TO, "to")
#define ASC_AUXILIARY_LIST(X) ASC_AUXILIARY_CLASS(X) X(AUXILIARY, WORD, "other-auxiliary")
#define ASC_BEHIND_CLASS(X)                                                                                            \
    X(BEHIND, COMMA, "source-after-comma") X(BEHIND, PREP, "source-after-preposition") X(BEHIND, AND, "source-after-and") \
    X(BEHIND, THAT, "source-after-that") X(BEHIND, SUB, "source-after-sub")
#define ASC_BEHIND_LIST(X) ASC_BEHIND_CLASS(X) X(BEHIND, WORD, "source-after-word")

#define ASC_CUE_FORM_LIST(X)                                                                                           \
    X(CUE_FORM, BASE, "base") X(CUE_FORM, S, "s") X(CUE_FORM, PAST, "past") X(CUE_FORM, PARTICIPLE, "participle")      \
    X(CUE_FORM, ING, "ing") X(CUE_FORM, OTHER, "other") X(CUE_FORM, MISSING, "none")
#define ASC_FIT_LIST(X) X(FIT, YES, "yes") X(FIT, NO, "no") X(FIT, ANY, "any")
#define ASC_MARKED_LIST(X) X(MARKED, QUOTED, "quoted") X(MARKED, PLAIN, "plain")
#define ASC_CASE_LIST(X) X(CASE, CAPITAL, "capital") X(CASE, LOWER, "lower")
#define ASC_CLOSE_LIST(X) X(CLOSE, COMMA, "comma") X(CLOSE, STOP, "stop") X(CLOSE, OPEN, "open")
#define ASC_SPEECH_LIST(X)                                                                                             \
    X(SPEECH, TITLE, "title") X(SPEECH, SPEAKER, "speaker") X(SPEECH, VERB, "verb") X(SPEECH, WORDS, "words")
#define ASC_COMMAS_LIST(X) X(COMMAS, 0, "commas-0") X(COMMAS, 1, "commas-1") X(COMMAS, MORE, "commas-more")
#define ASC_ANDS_LIST(X) X(ANDS, SOME, "and") X(ANDS, NO, "no-and")
#define ASC_REACH_LIST(X) X(REACH, END, "to-end") X(REACH, STOPS, "stops")
#define ASC_WHOLE_LIST(X) X(WHOLE, NO, "commas") X(WHOLE, YES, "whole")
#define ASC_INSIDE_LIST(X) X(INSIDE, YES, "inside-quotation")
#define ASC_CAPITAL_LIST(X) X(CAPITAL, YES, "capital-cue")

/* Quotations that the candidate has and leaves out; words behind its last one; what it leaves of the sentence. */
#define ASC_HAS_LIST(X)                                                                                                \
    X(HAS, 0, "has+0") X(HAS, 1, "has+1") X(HAS, 2, "has+2") X(HAS, 4, "has+4") X(HAS, MANY, "has+many")
#define ASC_HOLDS_LIST(X) X(HOLDS, QUOTED, "quoted") X(HOLDS, PLAIN, "plain")
#define ASC_LEFT_LIST(X) X(LEFT, NONE, "none") X(LEFT, BEFORE, "before") X(LEFT, BEHIND, "behind") X(LEFT, BOTH, "both")
#define ASC_LEFT_BY_LIST(X)                                                                                            \
    X(LEFT_BY, NONE, "left-none") X(LEFT_BY, BEFORE, "left-before") X(LEFT_BY, BEHIND, "left-behind")                  \
    X(LEFT_BY, BOTH, "left-both")
#define ASC_TAIL_LIST(X)                                                                                               \
    X(TAIL, 0, "tail+0") X(TAIL, 1, "tail+1") X(TAIL, 2, "tail+2") X(TAIL, 4, "tail+4") X(TAIL, MANY, "tail+many")
#define ASC_TAIL_BY_LIST(X)                                                                                            \
    X(TAIL_BY, 0, "0") X(TAIL_BY, 1, "1") X(TAIL_BY, 2, "2") X(TAIL_BY, 4, "4") X(TAIL_BY, MANY, "many")
#define ASC_REST_LIST(X)                                                                                               \
    X(REST, 0, "rest+0") X(REST, 1, "rest+1") X(REST, 2, "rest+2") X(REST, 4, "rest+4") X(REST, MANY, "rest+many")
#define ASC_REST_BY_LIST(X) X(REST_BY, COMMA, "rest-behind-comma") X(REST_BY, DIRECTLY, "rest-directly")
#define ASC_LEAD_LIST(X)                                                                                               \
    X(LEAD, 0, "lead+0") X(LEAD, 1, "lead+1") X(LEAD, 2, "lead+2") X(LEAD, 4, "lead+4") X(LEAD, MANY, "lead+many")
#define ASC_LEAD_BY_LIST(X)                                                                                            \
    X(LEAD_BY, 0, "0") X(LEAD_BY, 1, "1") X(LEAD_BY, 2, "2") X(LEAD_BY, 4, "4") X(LEAD_BY, MANY, "many")

#define ASC_VALUE_LISTS(X)                                                                                             \
    X(SOURCE) X(CONTENT) X(EDGE) X(VOICE) X(AUXILIARY) X(BEHIND) X(CUE_FORM) X(FIT) X(MARKED) X(CASE) X(CLOSE)         \
    X(SPEECH) X(COMMAS) X(ANDS) X(REACH) X(WHOLE) X(INSIDE) X(CAPITAL)        \
    X(HAS) X(HOLDS) X(LEFT) X(LEFT_BY) X(TAIL) X(TAIL_BY) X(REST) X(REST_BY) X(LEAD) X(LEAD_BY)
/* clang-format on */

#define ASC_VALUE(TRAIT, NAME, WORD) ASC_##TRAIT##_##NAME,
#define ASC_VALUES(TRAIT) enum asc_value_##TRAIT{ASC_##TRAIT##_ABSENT, ASC_##TRAIT##_LIST(ASC_VALUE) ASC_##TRAIT##_VALUES};
ASC_VALUE_LISTS(ASC_VALUES)
#undef ASC_VALUES
#undef ASC_VALUE

/* Numbers: 1 stands for 0, 10 for 9 and more. No trait has more than ASC_VALUES_MAX values. */
enum { ASC_STEP_VALUES = 11, ASC_VALUES_MAX = 32 };

/* --- the traits: X(name, values) ------------------------------------------------------------------------------------------- */

/* clang-format off */
#define ASC_TRAIT_LIST(X)                                                                                              \
    /* nothing; the value is a number and not a word */                                                                \
    X(ALONE, 1) X(NUMBER, 1)                                                                                           \
    /* the rule, its form, the lemma of the cue: each has tables of its own */                                         \
    X(RULE, 1) X(FORM, 1) X(CUE, 1)                                                                                    \
    X(BIAS, 2) X(SOURCE, ASC_SOURCE_VALUES) X(SOURCE_WORDS, ASC_STEP_VALUES) X(CONTENT, ASC_CONTENT_VALUES)            \
    X(STRENGTH, ASC_STEP_VALUES) X(FIT, ASC_FIT_VALUES) X(CUE_FORM, ASC_CUE_FORM_VALUES) X(ACT, ASC_ACTS + 1)          \
    X(CONTENT_WORDS, ASC_STEP_VALUES) X(KIND, ASC_KIND_MIXED + 2) X(DIRECT_WORDS, ASC_STEP_VALUES)                     \
    X(BEFORE, ASC_EDGE_VALUES) X(AFTER, ASC_EDGE_VALUES) X(MARKED, ASC_MARKED_VALUES)                                  \
    /* of the first quotation in the content */                                                                        \
    X(CASE, ASC_CASE_VALUES) X(CLOSE, ASC_CLOSE_VALUES) X(SPEECH, ASC_SPEECH_VALUES)                                   \
    X(SPEECH_WORDS, ASC_STEP_VALUES)                                                                                   \
    X(SOURCE_GAP, ASC_STEP_VALUES) X(CONTENT_GAP, ASC_STEP_VALUES)                                                     \
    X(COMMAS, ASC_COMMAS_VALUES) X(ANDS, ASC_ANDS_VALUES) X(REACH, ASC_REACH_VALUES) X(WHOLE, ASC_WHOLE_VALUES)        \
    X(VOICE, ASC_VOICE_VALUES) X(AUXILIARY, ASC_AUXILIARY_VALUES) X(INSIDE, ASC_INSIDE_VALUES)                         \
    X(BLOCK, ASC_BLOCK_BOILERPLATE + 2) X(CAPITAL, ASC_CAPITAL_VALUES) X(BEHIND, ASC_BEHIND_VALUES)                \
    X(HAS, ASC_HAS_VALUES) X(HOLDS, ASC_HOLDS_VALUES) X(LEFT, ASC_LEFT_VALUES) X(LEFT_BY, ASC_LEFT_BY_VALUES)          \
    X(TAIL, ASC_TAIL_VALUES) X(TAIL_BY, ASC_TAIL_BY_VALUES) X(REST, ASC_REST_VALUES) X(REST_BY, ASC_REST_BY_VALUES)    \
    X(LEAD, ASC_LEAD_VALUES) X(LEAD_BY, ASC_LEAD_BY_VALUES)

/* The places whose classes are features. */
#define ASC_PLACE_LIST(X)                                                                                              \
    X(SOURCE_LAST) X(CONTENT_FIRST) X(BEFORE_CONTENT) X(AFTER_CONTENT) X(AFTER_COMMA) X(INSIDE_COMMA) X(INSIDE_AND)    \
    X(BEFORE_CUE) X(BEFORE_TRIGGER) X(AFTER_CUE) X(SOURCE_FIRST) X(BEFORE_SOURCE) X(AFTER_SOURCE) X(REST)

/* --- the features: X(owner of the table, template, trait or place, trait) ----------------------------------------------------- */

/* Up to the auxiliaries, each of which is a feature. */
#define ASC_FEATURES_HEAD(X)                                                                                           \
    X(COMMON, QUOTE_BIAS, BIAS, NUMBER)                                                                                \
    X(RULE, QUOTE_RULE, RULE, ALONE)                                                                                   \
    X(COMMON, QUOTE_SOURCE, SOURCE, ALONE)                                                                             \
    X(RULE, QUOTE_RULE_SOURCE, RULE, SOURCE)                                                                           \
    X(COMMON, QUOTE_RULE_SOURCE, SOURCE, CONTENT)                                                                      \
    X(COMMON, QUOTE_SOURCE_WORDS, SOURCE_WORDS, NUMBER)                                                                \
    X(PLACE, QUOTE_SOURCE_LAST, SOURCE_LAST, ALONE)                                                                    \
    /* the cue */                                                                                                      \
    X(RULE, QUOTE_RULE_FORM, RULE, CONTENT)                                                                            \
    X(COMMON, QUOTE_CONTENT, CONTENT, ALONE)                                                                           \
    X(CUE, QUOTE_CUE, CUE, ALONE)                                                                                      \
    X(CUE, QUOTE_CUE_RULE, CUE, CONTENT)                                                                               \
    X(CUE, QUOTE_CUE_RULE, CUE, KIND)                                                                                  \
    X(COMMON, QUOTE_STRENGTH, STRENGTH, NUMBER)                                                                        \
    X(RULE, QUOTE_FITS, FORM, FIT)                                                                                     \
    X(COMMON, QUOTE_FITS, CONTENT, FIT)                                                                                \
    X(RULE, QUOTE_RULE_STRENGTH, RULE, STRENGTH)                                                                       \
    X(COMMON, QUOTE_RULE_STRENGTH, CONTENT, STRENGTH)                                                                  \
    X(COMMON, QUOTE_FORM, CUE_FORM, ALONE)                                                                             \
    X(RULE, QUOTE_FORM, CUE_FORM, RULE)                                                                                \
    X(COMMON, QUOTE_CONTEXT, ACT, ALONE)                                                                               \
    X(RULE, QUOTE_CONTEXT, ACT, RULE)                                                                                  \
    X(COMMON, QUOTE_CONTEXT, ACT, REST)                                                                                \
    X(COMMON, QUOTE_FORM, CUE_FORM, VOICE)                                                                             \
    X(CUE, QUOTE_CUE_RULE, CUE, CONTENT_WORDS)                                                                         \
    X(CUE, QUOTE_CUE_RULE, CUE, BEFORE)                                                                                \
    /* the content, and where it could have ended */                                                                   \
    X(COMMON, QUOTE_CONTENT_WORDS, CONTENT_WORDS, NUMBER)                                                              \
    X(PLACE, QUOTE_CONTENT_FIRST, CONTENT_FIRST, ALONE)                                                                \
    X(COMMON, QUOTE_CONTENT, KIND, ALONE)                                                                              \
    X(COMMON, QUOTE_CONTENT, DIRECT_WORDS, ALONE)                                                                      \
    X(RULE, QUOTE_EDGES, RULE, BEFORE)                                                                                 \
    X(RULE, QUOTE_RULE_END, RULE, AFTER)                                                                               \
    X(COMMON, QUOTE_EDGES, MARKED, AFTER)                                                                              \
    X(PLACE, QUOTE_BEFORE_CONTENT, BEFORE_CONTENT, ALONE)                                                              \
    X(PLACE, QUOTE_AFTER_CONTENT, AFTER_CONTENT, ALONE)                                                                \
    X(PLACE, QUOTE_AFTER_COMMA, AFTER_COMMA, ALONE)                                                                    \
    X(PLACE, QUOTE_INSIDE_COMMA, INSIDE_COMMA, ALONE)                                                                  \
    X(PLACE, QUOTE_INSIDE_AND, INSIDE_AND, ALONE)                                                                      \
    /* is the quotation speech, or a title, a nickname, words held at arm's length? */                                 \
    X(COMMON, QUOTE_MARKS, CASE, CLOSE)                                                                                \
    X(COMMON, QUOTE_MARKS, SPEECH, SPEECH_WORDS)                                                                       \
    X(RULE, QUOTE_MARKS, RULE, CASE)                                                                                   \
    X(RULE, QUOTE_MARKS, RULE, CLOSE)                                                                                  \
    X(RULE, QUOTE_MARKS, RULE, SPEECH)                                                                                 \
    X(COMMON, QUOTE_GAP, SOURCE_GAP, ALONE)                                                                            \
    X(COMMON, QUOTE_GAP, CONTENT_GAP, ALONE)                                                                           \
    X(COMMON, QUOTE_CONTENT, COMMAS, ALONE)                                                                            \
    X(COMMON, QUOTE_CONTENT, ANDS, ALONE)                                                                              \
    X(COMMON, QUOTE_CONTENT, REACH, WHOLE)                                                                             \
    /* around the cue */                                                                                               \
    X(PLACE, QUOTE_BEFORE_CUE, BEFORE_CUE, ALONE)                                                                      \
    X(PLACE, QUOTE_BEFORE_CUE, BEFORE_TRIGGER, ALONE)                                                                  \
    X(PLACE, QUOTE_AFTER_CUE, AFTER_CUE, ALONE)                                                                        \
    X(COMMON, QUOTE_VOICE, VOICE, CONTENT)                                                                             \
    X(RULE, QUOTE_VOICE, VOICE, RULE)
#define ASC_FEATURE_AUXILIARY(X) X(COMMON, QUOTE_CONTEXT, AUXILIARY, ALONE)
#define ASC_FEATURES_TAIL(X)                                                                                           \
    X(COMMON, QUOTE_CONTEXT, INSIDE, ALONE)                                                                            \
    X(COMMON, QUOTE_CONTEXT, INSIDE, KIND)                                                                             \
    X(COMMON, QUOTE_CONTEXT, INSIDE, CONTENT)                                                                          \
    X(RULE, QUOTE_CONTEXT, INSIDE, RULE)                                                                               \
    X(COMMON, QUOTE_CONTEXT, BLOCK, ALONE)                                                                             \
    X(RULE, QUOTE_CONTEXT, BLOCK, RULE)                                                                                \
    X(COMMON, QUOTE_CONTEXT, CAPITAL, ALONE)                                                                           \
    X(COMMON, QUOTE_CONTEXT, BEHIND, ALONE)                                                                            \
    X(COMMON, QUOTE_CONTEXT, BEHIND, AFTER)                                                                            \
    X(COMMON, QUOTE_CONTEXT, BEHIND, REST)                                                                             \
    /* what the candidate takes and leaves */                                                                          \
    X(COMMON, QUOTE_LEFT, HAS, ALONE)                                                                                  \
    X(COMMON, QUOTE_LEFT, LEFT, HOLDS)                                                                                 \
    X(RULE, QUOTE_LEFT, LEFT_BY, RULE)                                                                                 \
    X(COMMON, QUOTE_LEFT, TAIL, ALONE)                                                                                 \
    X(RULE, QUOTE_LEFT, RULE, TAIL_BY)                                                                                 \
    X(COMMON, QUOTE_LEFT, REST, ALONE)                                                                                 \
    X(RULE, QUOTE_LEFT, REST_BY, RULE)                                                                                 \
    X(COMMON, QUOTE_LEFT, LEAD, ALONE)                                                                                 \
    X(RULE, QUOTE_LEFT, LEAD_BY, RULE)                                                                                 \
    X(PLACE, QUOTE_REST, REST, ALONE)                                                                                  \
    X(PLACE, QUOTE_SOURCE_FIRST, SOURCE_FIRST, ALONE)                                                                  \
    X(PLACE, QUOTE_BEFORE_SOURCE, BEFORE_SOURCE, ALONE)                                                                \
    X(PLACE, QUOTE_AFTER_SOURCE, AFTER_SOURCE, ALONE)
#define ASC_FEATURES_ALL(X) ASC_FEATURES_HEAD(X) ASC_FEATURE_AUXILIARY(X) ASC_FEATURES_TAIL(X)
/* clang-format on */

enum asc_trait {
#define X(NAME, VALUES) ASC_TRAIT_##NAME,
    ASC_TRAIT_LIST(X)
#undef X
        ASC_TRAITS
};

enum asc_trait_values {
#define X(NAME, VALUES) ASC_VALUES_OF_##NAME = (VALUES),
    ASC_TRAIT_LIST(X)
#undef X
};

#define X(NAME, VALUES) _Static_assert((int)ASC_VALUES_OF_##NAME <= (int)ASC_VALUES_MAX, "a trait has too many values");
ASC_TRAIT_LIST(X)
#undef X

enum asc_place {
#define X(NAME) ASC_PLACE_##NAME,
    ASC_PLACE_LIST(X)
#undef X
        ASC_PLACES
};

/* --- where a sentence could be cut: see clauses.c ------------------------------------------------------------------------------ */

/* clang-format off */
/* What begins there. */
#define ASC_CUT_LIST(X)                                                                                                \
    X(NONE, "none") X(SUBJECT_CUE, "subject-cue") X(PRONOUN, "pronoun") X(CLAUSE, "clause") X(NOUN, "noun")            \
    X(CUE_ING, "cue-ing") X(ING, "ing") X(VERB, "verb") X(WHO, "who") X(AS, "as") X(SUB, "sub") X(THAT, "that")        \
    X(TO, "to") X(PHRASE, "phrase") X(PREP, "prep") X(ADV, "adv") X(QUOTE, "quote") X(OTHER, "other")                  \
    X(PAST, "past") X(PAST_CUE, "past-cue") X(PAST_TURN, "past-turn")
/* How it is made: by a comma, a mark and "and", "and" alone, another joining word, the end of a quotation, a dash. */
#define ASC_WAY_LIST(X)                                                                                                \
    X(MARK, "mark") X(MARK_AND, "mark-and") X(AND, "and") X(JOIN, "join") X(QUOTE, "quote") X(DASH, "dash")
/* Where it lies: in the content, at its end, between the source and the cue. */
#define ASC_CUT_SIDE_LIST(X) X(OVER, "over") X(AT, "at") X(BETWEEN, "between")
/* clang-format on */

#define X(NAME, TEXT) ASC_CUT_##NAME,
enum asc_cut { ASC_CUT_LIST(X) ASC_CUTS };
#undef X
#define X(NAME, TEXT) ASC_WAY_##NAME,
enum asc_way { ASC_WAY_LIST(X) ASC_WAYS };
#undef X
#define X(NAME, TEXT) ASC_CUT_SIDE_##NAME,
enum asc_cut_side { ASC_CUT_SIDE_LIST(X) ASC_CUT_SIDES };
#undef X

enum { ASC_CUT_CODES = ASC_WAYS * ASC_CUTS }; /* a code is way * ASC_CUTS + cut; 0 is no cut */

/* A set of codes. */
struct asc_cuts {
    uint64_t bits[2];
};

/* The words of a code on a side, as one feature has them: "over-mark", "noun". */
const char *asc_cut_way(enum asc_cut_side side, unsigned code);
const char *asc_cut_name(unsigned code);

/* --- the tables of a worker ------------------------------------------------------------------------------------------------- */

/* What words of one set of classes can be to a candidate. */
struct asc_codes {
    uint8_t alone, among; /* enum asc_value_SOURCE, of a source of one word and of more */
    uint8_t content;      /* enum asc_value_CONTENT by the first word */
    uint8_t edge, voice, auxiliary, behind;
    uint8_t flow; /* bits of enum asc_flow */
};

enum asc_flow {
    ASC_FLOW_CLAUSE = 1 << 0, /* a finite verb that makes a clause of what it stands in */
    ASC_FLOW_PAST = 1 << 1,   /* a form that may be a finite verb or a participle */
    ASC_FLOW_BREAK = 1 << 2,  /* behind it another clause begins */
    ASC_FLOW_TO = 1 << 3,
    ASC_FLOW_COMMA = 1 << 4,
    ASC_FLOW_AND = 1 << 5,
    ASC_FLOW_CUT = 1 << 6,   /* a sentence could be cut there */
    ASC_FLOW_KNOWN = 1 << 7, /* the codes of the set have been found */
};

/* What all classes of a set weigh together. */
struct asc_place_weights {
    int32_t weight[ASC_PLACES];
};

/* Leaves of a list of features those of one owner: ASC_RULE_OF_##OWNER(what is made of the feature). */
#define ASC_COMMON_OF_COMMON(...) __VA_ARGS__
#define ASC_COMMON_OF_RULE(...)
#define ASC_COMMON_OF_CUE(...)
#define ASC_COMMON_OF_PLACE(...)
#define ASC_RULE_OF_COMMON(...)
#define ASC_RULE_OF_RULE(...) __VA_ARGS__
#define ASC_RULE_OF_CUE(...)
#define ASC_RULE_OF_PLACE(...)
#define ASC_CUE_OF_COMMON(...)
#define ASC_CUE_OF_RULE(...)
#define ASC_CUE_OF_CUE(...) __VA_ARGS__
#define ASC_CUE_OF_PLACE(...)
#define ASC_PLACE_OF_COMMON(...)
#define ASC_PLACE_OF_RULE(...)
#define ASC_PLACE_OF_CUE(...)
#define ASC_PLACE_OF_PLACE(...) __VA_ARGS__

/* One table a feature. */
#define ASC_TABLE(TEMPLATE, FIRST, SECOND) int32_t TEMPLATE##_##FIRST##_##SECOND[ASC_VALUES_OF_##FIRST][ASC_VALUES_OF_##SECOND];

/* For all rules and cues. */
struct asc_common_weights {
#define X(OWNER, TEMPLATE, FIRST, SECOND) ASC_COMMON_OF_##OWNER(ASC_TABLE(TEMPLATE, FIRST, SECOND))
    ASC_FEATURES_ALL(X)
#undef X
};

struct asc_rule_weights {
    uint32_t patterns; /* of a cue that takes a content of the rule's form, if the form has any */
    bool has_patterns, label, known;
#define X(OWNER, TEMPLATE, FIRST, SECOND) ASC_RULE_OF_##OWNER(ASC_TABLE(TEMPLATE, FIRST, SECOND))
    ASC_FEATURES_ALL(X)
#undef X
};

struct asc_cue_weights {
    uint32_t patterns;
    uint8_t strength, act; /* values of the traits */
    bool known;
#define X(OWNER, TEMPLATE, FIRST, SECOND) ASC_CUE_OF_##OWNER(ASC_TABLE(TEMPLATE, FIRST, SECOND))
    ASC_FEATURES_ALL(X)
#undef X
};

enum { ASC_CLASS_BITS = 128, ASC_FILTER_WORDS = 2048, ASC_CUE_WORDS = 4096 };

/* A filter tells of most prints that they are not in a set: two bits of one word stand for a print. */
static inline uint32_t asc_filter_word(uint32_t print)
{
    return (print >> 12) % ASC_FILTER_WORDS;
}

static inline uint64_t asc_filter_bits(uint32_t print)
{
    return UINT64_C(1) << (print & 63) | UINT64_C(1) << (print >> 6 & 63);
}

/* A word, as it was settled, that was looked up as a cue. */
struct asc_cue_word {
    uint64_t key; /* 0: none */
    uint32_t set;
    uint32_t use;     /* of the knowledge, or ASC_NONE */
    uint32_t becomes; /* the set of the cue, or of the word when it is none */
    uint32_t cue;     /* of the knowledge, or ASC_NONE */
};

/* The rows are filled when they are asked for. */
struct asc_quote_tables {
    const struct asc_knowledge *known;
    struct asc_codes *codes;         /* [sets] */
    struct asc_place_weights *place; /* [sets + 1]; the last one is of no set */
    struct asc_rule_weights *rule;   /* [rules] */
    struct asc_cue_weights *cue;     /* [cues + 1]; the last one is of no cue */
    uint32_t cues;
    struct asc_common_weights common;
    int32_t cut[ASC_CUT_SIDES][ASC_CUT_CODES];
    int32_t of_class[ASC_CLASS_BITS][ASC_PLACES];
    struct asc_cue_word cue_word[ASC_CUE_WORDS];
    uint64_t cue_ends[ASC_FILTER_WORDS], cue_begins[ASC_FILTER_WORDS]; /* filters: chains that are a cue; that are or begin one */
};

/* The tables of a worker, made when it has none; NULL when out of memory. */
struct asc_quote_tables *asc_quote_tables_of(struct asc_set_weights *weights, const struct asc_knowledge *known);

/* Fill a row that is not known yet: the codes of a set, the weights of a rule, of a cue. */
void asc_codes_fill(struct asc_quote_tables *tables, uint32_t number);
void asc_rule_weights_fill(struct asc_quote_tables *tables, uint32_t number);
void asc_cue_weights_fill(struct asc_quote_tables *tables, uint32_t number);

/* The strings of the knowledge that are words of features; "" in `form` counts as a word. */
struct asc_row_words {
    const char *rule, *form, *cue; /* cue: NULL when there is none */
};

/* The word of a value; NULL when it is absent. */
const char *asc_trait_word(const struct asc_row_words *words, enum asc_trait trait, unsigned value);

#endif
