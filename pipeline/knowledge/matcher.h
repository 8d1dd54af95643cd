/* Running rules: symbols in, captured groups out.
 *
 * A matcher belongs to one worker: it holds the compiled patterns (each compiled when it is first tried, see knowledge/automaton.h) and PCRE2's
 * scratch memory. Every evaluation takes one step a symbol or, if it is left to PCRE2, is bounded by a match limit and by a JIT stack of its own. */
#ifndef ASC_MATCHER_H
#define ASC_MATCHER_H

#include "knowledge/knowledge.h"

/* The groups that rules may name. */
/* clang-format off */
#define ASC_GROUP_LIST(X)                                                                                              \
    X(NAME, "name") X(CUE, "cue") X(SOURCE, "source") X(CONTENT, "content") X(CONTENT2, "content2") X(CONTENT3, "content3") \
    X(ADDRESSEE, "addressee") X(TITLE, "title") X(ROLE, "role") X(WHEN, "when") X(NEGATION, "negation") X(OTHER, "other")
/* clang-format on */
enum asc_group {
#define X(NAME, TEXT) ASC_GROUP_##NAME,
    ASC_GROUP_LIST(X)
#undef X
        ASC_GROUPS
};

enum { ASC_WINDOW = 128 }; /* symbols seen on either side of the trigger */

/* One match: positions in the frame; begin == end when the group took no part. */
struct asc_match {
    uint32_t rule, trigger;
    uint32_t groups; /* bits: those that took part */
    struct asc_span whole, group[ASC_GROUPS];
};

/* The group of that name; ASC_GROUPS when there is none. */
unsigned asc_group_find(const char *name, size_t len);

struct asc_matcher;

/* NULL when out of memory. `known` is borrowed. */
struct asc_matcher *asc_matcher_new(const struct asc_knowledge *known);
void asc_matcher_free(struct asc_matcher *matcher);

/* Leaves every pattern to PCRE2, which says what a match is: for tests, which compare. */
void asc_matcher_use_reference(struct asc_matcher *matcher);

struct asc_set_weights;
struct asc_recall;

/* The weights that the worker has asked for before. */
struct asc_set_weights *asc_matcher_weights(struct asc_matcher *matcher);

/* The same for the worker of a document; NULL for one that is traced, whose features are kept. */
struct asc_set_weights *asc_worker_weights(const struct asc_document *doc);

/* The words that the worker has looked up before; NULL without a matcher. */
struct asc_recall *asc_matcher_recall(struct asc_matcher *matcher);

/* Tries every rule of a kind at every position of a frame, given as sets of classes [count]; calls `found` for each match, by
 * position, then in the order of the rules (64 rules at a time). Returns false when a limit cut an evaluation short (the frame's other matches are
 * given all the same). */
bool asc_matcher_run(struct asc_matcher *matcher, enum asc_rule_kind kind, const uint32_t *set, uint32_t count,
                     void (*found)(void *context, const struct asc_match *match), void *context);

#endif
