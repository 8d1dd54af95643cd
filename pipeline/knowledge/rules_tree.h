/* The tree of a pattern, and what is made of it: private to the compiler of rules.
 *
 *   text → rules_parse.c → tree of tests → rules_symbols.c → tests as symbols → rules_emit.c → PCRE2 pattern, neighbours */
#ifndef ASC_RULES_TREE_H
#define ASC_RULES_TREE_H

#include "knowledge/rules.h"

enum { ASC_NO_NODE = -1, ASC_NODE_TESTS = 6, ASC_LEAVES = 8192 };

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

/* The alphabet of one kind of rules: sets that every leaf judges alike share a symbol. */
struct asc_alphabet {
    unsigned count; /* symbols are 1 to count */
    int leaf[ASC_LEAVES];
    unsigned leaves;
    uint64_t verdict[ASC_SYMBOLS][ASC_LEAVES / 64]; /* a bit a leaf */
};

static inline const char *asc_rule_string(const struct asc_builder *builder, uint32_t offset)
{
    return (const char *)builder->strings.items + offset;
}

/* Parses the expressions of a rule into `nodes` (struct asc_node); reports what is wrong with them. */
struct asc_parsed_rule asc_rule_parse(struct asc_builder *builder, const struct asc_rule_source *rule, struct asc_vector *nodes);

/* Collects the leaves of a tree, outermost first. False when there are too many. */
bool asc_alphabet_add(struct asc_alphabet *alphabet, struct asc_node *nodes, int index);

/* The map from sets to symbols of one kind. */
bool asc_alphabet_map(struct asc_builder *builder, struct asc_alphabet *alphabet, const struct asc_node *nodes, struct asc_vector *maps,
                      struct asc_vector *bytes);

/* The symbols of every leaf, once all sets have theirs. */
void asc_alphabet_spread(const struct asc_alphabet *alphabet, struct asc_node *nodes);

/* The symbols that can stand beside `index`, walking outward; false when anything can. */
bool asc_rule_beside(const struct asc_node *nodes, int index, bool before, struct asc_symbols *set);

/* Writes one side of a rule's pattern as PCRE2, checks it and keeps it: a string. */
uint32_t asc_rule_side(struct asc_builder *builder, const struct asc_rule_source *source, const struct asc_node *nodes,
                       const struct asc_parsed_rule *parsed, bool left);

#endif
