/* What the text of a pattern becomes on its way to an automaton: nodes, sets and conditions, and then what may follow each position. */
#ifndef ASC_AUTOMATON_NODES_H
#define ASC_AUTOMATON_NODES_H

#include "knowledge/automaton.h"

enum { NODES = 4096, SETS = 128, CONDITIONS = 16, FOLLOWS = 32768, DEPTH = 64, WALKS = 4096, NO_NODE = 0, UNLIMITED = -1 };

/* TAKE a symbol of a set; try `next`, then `other`; note a tag; go on if a condition holds. */
enum node_kind { PASS, TAKE, FORK, TAG, CONDITION, ACCEPT };

struct node {
    enum node_kind kind;
    uint16_t next, other;
    uint16_t value; /* set, tag or condition */
    uint16_t position;
};

struct set {
    uint64_t bits[4];
};

/* Which symbol may stand beside a place; `edge`: none, because the frame ends there. */
struct condition {
    uint16_t set;
    bool negated, edge, behind;
};

/* A set that was read at some place of the text before: repetitions are read again and again. */
struct known_set {
    uint16_t set;    /* counted from 1; 0: not read yet */
    uint16_t length; /* of its text */
};

struct asc_nodes {
    struct asc_automaton *automaton;
    const char *text, *at;
    struct known_set *known; /* [length of the text] */
    unsigned depth;
    bool failed, empty; /* empty: what was read last may take no symbol */
    unsigned nodes, sets, conditions, follows;
    /* walking */
    uint32_t walk, walks;
    uint32_t visited[NODES];
    struct node node[NODES];
    struct set set[SETS];
    struct condition condition[CONDITIONS];
    uint16_t visited_under[NODES]; /* conditions */
    struct asc_follow follow[FOLLOWS];
};

static inline void asc_nodes_fail(struct asc_nodes *nodes)
{
    nodes->failed = true;
}

/* From nodes to the tables of the automaton: positions, what follows them, and classes of symbols. False when there is no memory, or
 * too much of something. */
bool asc_automaton_build(struct asc_nodes *nodes);

#endif
