/* The tree of a pattern, and what is made of it: private to the compiler of rules.
 *
 *   text → rules_parse.c → tree of tests → rules_symbols.c → tests as symbols → rules_emit.c → PCRE2 pattern, neighbours */
#ifndef ASC_RULES_TREE_H
#define ASC_RULES_TREE_H

#include "knowledge/rules.h"

enum { ASC_NO_NODE = -1, ASC_NODE_TESTS = 6 };

struct asc_symbols {
    uint64_t bits[4];
};

enum asc_node_kind {
    ASC_NODE_TEST,
    ASC_NODE_ANY,
    ASC_NODE_TRIGGER,
    ASC_NODE_BEGIN,
    ASC_NODE_END,
    ASC_NODE_SEQUENCE,
    ASC_NODE_CHOICE,
    ASC_NODE_GROUP,
    ASC_NODE_LOOK
};

/* A part of a pattern; children are a list. */
struct asc_node {
    enum asc_node_kind kind;
    int child, next, parent;
    bool optional, repeats;
    char open[48];       /* of a group: "(?<cue>", "(?:", "(?=" ... */
    char quantifier[12]; /* as written */
    struct asc_classes with[ASC_NODE_TESTS], without;
    unsigned tests;   /* of `with`: each must be met; a class each */
    uint32_t literal; /* must be this word; 0: any */
    bool leaf;        /* is one class of symbols in the output: a test, or a choice of nothing but tests */
    struct asc_symbols symbols;
};

/* A rule parsed: the roots of its three expressions, and the node of `@`; ASC_NO_NODE when there is none. */
struct asc_parsed_rule {
    int pattern, trigger, needs, place;
};

/* The alphabet of a group of rules: sets that every leaf judges alike share a symbol. */
struct asc_alphabet {
    uint8_t *symbol; /* [sets]; owned */
    uint32_t sets;
    unsigned count;              /* symbols are 1 to count */
    uint32_t first[ASC_SYMBOLS]; /* a set of each symbol */
};

static inline const char *asc_rule_string(const struct asc_builder *builder, uint32_t offset)
{
    return (const char *)builder->strings.items + offset;
}

/* Parses the expressions of a rule into `nodes` (struct asc_node); reports what is wrong with them. */
struct asc_parsed_rule asc_rule_parse(struct asc_builder *builder, const struct asc_rule_source *rule, struct asc_vector *nodes);

/* One symbol for all sets. False when memory ran out. */
bool asc_alphabet_init(struct asc_alphabet *alphabet, uint32_t sets);

/* Makes the alphabet tell apart what the leaves of a tree do, and marks the leaves. False when a byte does not hold the symbols: the
 * alphabet is then of no use. */
bool asc_alphabet_add(struct asc_alphabet *alphabet, const struct asc_builder *builder, struct asc_node *nodes, int index);

/* Gives the leaves of a tree their symbols, when the alphabet is done. */
void asc_alphabet_spread(const struct asc_alphabet *alphabet, const struct asc_builder *builder, struct asc_node *nodes, int index);

/* The symbols that can stand beside `index`, walking outward; false when anything can. */
bool asc_rule_beside(const struct asc_node *nodes, int index, bool before, struct asc_symbols *set);

/* Sets of symbols of each of which one must occur on a side of the trigger, the rarest first. */
struct asc_required {
    struct asc_symbols set[ASC_RULE_NEEDS];
    unsigned count;
};

/* What one side of a pattern cannot do without. */
void asc_rule_required(const struct asc_node *nodes, int index, int trigger, bool left, struct asc_required *required);

/* Writes one side of a rule's pattern as PCRE2, checks it and keeps it: a string. */
uint32_t asc_rule_side(struct asc_builder *builder, const struct asc_rule_source *source, const struct asc_node *nodes,
                       const struct asc_parsed_rule *parsed, bool left);

#endif
