/* From the text of a pattern to nodes.
 *
 * The text is read as PCRE2 reads it, but only what rules_emit.c writes is understood. It becomes nodes, of which some take a symbol
 * and the others say how to go on; a repetition is read once for each time that it may happen. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "knowledge/automaton_nodes.h"

/* --- nodes ----------------------------------------------------------------------------------------------------------- */

static uint16_t add_node(struct asc_nodes *parser, enum node_kind kind, unsigned value)
{
    if (parser->nodes == NODES) {
        asc_nodes_fail(parser);
        return NO_NODE;
    }
    parser->node[parser->nodes] = (struct node){.kind = kind, .value = (uint16_t)value};
    return (uint16_t)parser->nodes++;
}

/* A node behind `from`, which is returned. */
static uint16_t append(struct asc_nodes *parser, uint16_t from, enum node_kind kind, unsigned value)
{
    uint16_t node = add_node(parser, kind, value);
    parser->node[from].next = node;
    return node;
}

static unsigned find_set(struct asc_nodes *parser, const struct set *set)
{
    for (unsigned i = 0; i < parser->sets; i++) {
        if (memcmp(&parser->set[i], set, sizeof *set) == 0) {
            return i;
        }
    }
    if (parser->sets == SETS) {
        asc_nodes_fail(parser);
        return 0;
    }
    parser->set[parser->sets] = *set;
    return parser->sets++;
}

static unsigned find_condition(struct asc_nodes *parser, struct condition wanted)
{
    for (unsigned i = 0; i < parser->conditions; i++) {
        const struct condition *c = parser->condition + i;
        if (c->set == wanted.set && c->negated == wanted.negated && c->edge == wanted.edge && c->behind == wanted.behind) {
            return i;
        }
    }
    if (parser->conditions == CONDITIONS) {
        asc_nodes_fail(parser);
        return 0;
    }
    parser->condition[parser->conditions] = wanted;
    return parser->conditions++;
}

/* --- text ------------------------------------------------------------------------------------------------------------- */

static bool skip(struct asc_nodes *parser, const char *text)
{
    size_t len = strlen(text);
    bool there = strncmp(parser->at, text, len) == 0;
    parser->at += there ? len : 0;
    return there;
}

static unsigned hex(char c)
{
    return c >= '0' && c <= '9' ? (unsigned)(c - '0') : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10U : 16U;
}

/* \xHH */
static unsigned read_symbol(struct asc_nodes *parser)
{
    unsigned high = 16, low = 16;
    if (skip(parser, "\\x")) {
        high = hex(*parser->at);
        low = high < 16 ? hex(parser->at[1]) : 16;
    }
    if (low > 15) {
        asc_nodes_fail(parser);
        return 0;
    }
    parser->at += 2;
    return high << 4 | low;
}

/* A class of symbols, one symbol, or (?!), which is no symbol; false when something else stands there. */
static bool read_set(struct asc_nodes *parser, struct set *set)
{
    memset(set, 0, sizeof *set);
    if (skip(parser, "(?!)")) {
        return true;
    }
    bool several = *parser->at == '[';
    if (!several && *parser->at != '\\') {
        return false;
    }
    parser->at += several;
    do {
        unsigned from = read_symbol(parser), to = several && skip(parser, "-") ? read_symbol(parser) : from;
        for (unsigned s = from; s <= to; s++) {
            set->bits[s >> 6] |= UINT64_C(1) << (s & 63);
        }
    } while (several && *parser->at == '\\' && !parser->failed);
    if (several && !skip(parser, "]")) {
        asc_nodes_fail(parser);
    }
    return true;
}

/* The number of a set that is read as part of the pattern; false when something else stands there. */
static bool read_taken(struct asc_nodes *parser, unsigned *number)
{
    const char *begin = parser->at;
    struct known_set *known = parser->known + (begin - parser->text);
    struct set set;
    if (!known->set) {
        if (!read_set(parser, &set)) {
            return false;
        }
        known->set = (uint16_t)(find_set(parser, &set) + 1);
        known->length = (uint16_t)(parser->at - begin);
    }
    parser->at = begin + known->length;
    *number = known->set - 1U;
    return true;
}

static void read_number(struct asc_nodes *parser, int *number)
{
    *number = 0;
    if (*parser->at < '0' || *parser->at > '9') {
        asc_nodes_fail(parser);
    }
    for (; *parser->at >= '0' && *parser->at <= '9' && *number < NODES; parser->at++) {
        *number = *number * 10 + (*parser->at - '0');
    }
}

struct repetition {
    int least, most; /* most: UNLIMITED */
    bool lazy;
};

/* ?, *, + or {2,5}, and a ? behind. */
static struct repetition read_repetition(struct asc_nodes *parser)
{
    struct repetition r = {1, 1, false};
    if (skip(parser, "?")) {
        r.least = 0;
    } else if (skip(parser, "*")) {
        r = (struct repetition){0, UNLIMITED, false};
    } else if (skip(parser, "+")) {
        r.most = UNLIMITED;
    } else if (skip(parser, "{")) {
        read_number(parser, &r.least);
        r.most = r.least;
        if (skip(parser, ",")) {
            r.most = UNLIMITED;
            if (*parser->at != '}') {
                read_number(parser, &r.most);
            }
        }
        if (!skip(parser, "}") || (r.most != UNLIMITED && r.most < r.least)) {
            asc_nodes_fail(parser);
        }
    } else {
        return r;
    }
    r.lazy = skip(parser, "?");
    if (*parser->at == '+' || *parser->at == '*' || *parser->at == '?' || *parser->at == '{') {
        asc_nodes_fail(parser); /* never given back, or a repetition of a repetition */
    }
    return r;
}

/* --- look-around -------------------------------------------------------------------------------------------------------- */

/* Alternatives of one symbol each, or the end; false when there is more to it. */
static bool read_look(struct asc_nodes *parser, struct set *all, bool *edge)
{
    if (++parser->depth > DEPTH) {
        return false;
    }
    do {
        struct set one = {{0}};
        if (skip(parser, "$")) {
            *edge = true;
        } else if (skip(parser, "(?:")) {
            if (!read_look(parser, &one, edge) || !skip(parser, ")")) {
                return false;
            }
        } else if (!read_set(parser, &one)) {
            return false;
        }
        for (unsigned i = 0; i < 4; i++) {
            all->bits[i] |= one.bits[i];
        }
    } while (skip(parser, "|"));
    parser->depth--;
    return *parser->at == ')' && !parser->failed;
}

static uint16_t read_choice(struct asc_nodes *parser, uint16_t from);

/* What is only looked at, if it is one symbol, becomes a condition. At the end of the right side it may be anything that must follow: the match
 * then ends before it. */
static uint16_t read_look_around(struct asc_nodes *parser, uint16_t from, bool behind, bool negated)
{
    struct set set = {{0}};
    struct condition condition = {.negated = negated, .behind = behind};
    const char *begin = parser->at;
    unsigned depth = parser->depth;
    if (read_look(parser, &set, &condition.edge) && !(behind && condition.edge)) {
        parser->at++;
        condition.set = (uint16_t)find_set(parser, &set);
        from = append(parser, from, CONDITION, find_condition(parser, condition));
    } else {
        parser->at = begin;
        parser->depth = depth;
        from = read_choice(parser, append(parser, from, TAG, ASC_TAG_END));
        if (parser->automaton->left || behind || negated || depth != 1 || !skip(parser, ")") || *parser->at) {
            asc_nodes_fail(parser);
        }
    }
    parser->empty = true;
    return from;
}

static uint16_t read_edge(struct asc_nodes *parser, uint16_t from, bool behind)
{
    struct condition condition = {.edge = true, .behind = behind};
    struct set none = {{0}};
    parser->empty = true;
    condition.set = (uint16_t)find_set(parser, &none);
    return append(parser, from, CONDITION, find_condition(parser, condition));
}

/* --- structure ---------------------------------------------------------------------------------------------------------- */

static uint16_t read_group(struct asc_nodes *parser, uint16_t from)
{
    unsigned group = ASC_GROUPS;
    if (skip(parser, "(?<")) {
        size_t len = strcspn(parser->at, ">");
        group = asc_group_find(parser->at, len);
        parser->at += len;
        if (group == ASC_GROUPS || !skip(parser, ">")) {
            asc_nodes_fail(parser);
            return from;
        }
        parser->automaton->named |= UINT32_C(1) << group;
        from = append(parser, from, TAG, 2 * group);
    } else if (!skip(parser, "(?:")) {
        asc_nodes_fail(parser);
        return from;
    }
    from = read_choice(parser, from);
    if (!skip(parser, ")")) {
        asc_nodes_fail(parser);
    }
    return group == ASC_GROUPS ? from : append(parser, from, TAG, 2 * group + 1);
}

static uint16_t read_atom(struct asc_nodes *parser, uint16_t from)
{
    unsigned set = 0;
    parser->empty = false;
    if (skip(parser, "^") || skip(parser, "$")) {
        return read_edge(parser, from, parser->at[-1] == '^');
    }
    if (read_taken(parser, &set)) {
        return append(parser, from, TAKE, set);
    }
    if (skip(parser, "(?=") || skip(parser, "(?!")) {
        return read_look_around(parser, from, false, parser->at[-1] == '!');
    }
    if (skip(parser, "(?<=") || skip(parser, "(?<!")) {
        return read_look_around(parser, from, true, parser->at[-1] == '!');
    }
    return read_group(parser, from);
}

/* Moves behind an atom without reading it. */
static void skip_atom(struct asc_nodes *parser)
{
    int open = 0;
    do {
        size_t len = *parser->at == '[' ? strcspn(parser->at, "]") + 1 : *parser->at == '\\' ? 4 : 1;
        open += (*parser->at == '(') - (*parser->at == ')');
        if (strnlen(parser->at, len) < len) {
            asc_nodes_fail(parser);
            return;
        }
        parser->at += len;
    } while (open > 0);
}

/* Reads an atom on a way of its own that begins at a fork: taken first, or last when `lazy`. */
static uint16_t read_option(struct asc_nodes *parser, const char *atom, uint16_t from, uint16_t join, bool lazy)
{
    uint16_t fork = append(parser, from, FORK, 0), way = add_node(parser, PASS, 0);
    parser->node[fork].next = lazy ? join : way;
    parser->node[fork].other = lazy ? way : join;
    parser->at = atom;
    return read_atom(parser, way);
}

/* Reads an atom as often as it must stand, then as often as it may; PCRE2 ends a repetition that takes nothing in a way of its own. */
static uint16_t repeat(struct asc_nodes *parser, const char *atom, uint16_t from, struct repetition r)
{
    uint16_t join = add_node(parser, PASS, 0);
    parser->empty = true;
    for (int i = 0; i < r.least && !parser->failed; i++) {
        parser->at = atom;
        from = read_atom(parser, from);
    }
    bool empty = parser->empty;
    for (int i = r.least; i < r.most && !parser->failed; i++) {
        from = read_option(parser, atom, from, join, r.lazy);
    }
    if (r.most == UNLIMITED) {
        uint16_t back = append(parser, from, PASS, 0), end = read_option(parser, atom, back, join, r.lazy);
        parser->node[end].next = back;
        parser->failed |= parser->empty;
    } else {
        parser->node[from].next = join;
    }
    parser->empty = empty;
    return join;
}

static uint16_t read_item(struct asc_nodes *parser, uint16_t from)
{
    const char *atom = parser->at;
    bool assertion = *atom == '^' || *atom == '$' || (strncmp(atom, "(?", 2) == 0 && strchr("=!", atom[2] == '<' ? atom[3] : atom[2]));
    skip_atom(parser);
    const char *mark = parser->at;
    struct repetition r = read_repetition(parser);
    const char *end = parser->at;
    if (end == mark) {
        parser->at = atom;
        return parser->failed ? from : read_atom(parser, from);
    }
    parser->failed |= assertion && strncmp(atom, "(?!)", 4) != 0;
    from = parser->failed ? from : repeat(parser, atom, from, r);
    parser->at = end;
    return from;
}

static uint16_t read_sequence(struct asc_nodes *parser, uint16_t from)
{
    bool empty = true;
    while (*parser->at && *parser->at != ')' && *parser->at != '|' && !parser->failed) {
        from = read_item(parser, from);
        empty = empty && parser->empty;
    }
    parser->empty = empty;
    return from;
}

static uint16_t read_choice(struct asc_nodes *parser, uint16_t from)
{
    uint16_t join = add_node(parser, PASS, 0);
    bool empty = false;
    parser->failed |= ++parser->depth > DEPTH;
    for (bool more = true; more && !parser->failed;) {
        uint16_t fork = add_node(parser, FORK, 0), way = add_node(parser, PASS, 0);
        *(parser->node[from].kind == FORK ? &parser->node[from].other : &parser->node[from].next) = fork;
        parser->node[fork].next = way;
        uint16_t end = read_sequence(parser, way);
        parser->node[end].next = join;
        empty |= parser->empty;
        from = fork;
        more = skip(parser, "|");
    }
    parser->depth--;
    parser->empty = empty;
    return join;
}

static bool parse(struct asc_nodes *parser)
{
    uint16_t end = read_choice(parser, add_node(parser, PASS, 0));
    (void)append(parser, end, ACCEPT, 0);
    return !parser->failed && !*parser->at && asc_automaton_build(parser);
}

bool asc_automaton_parse(struct asc_automaton *automaton, const char *pattern)
{
    size_t length = strlen(pattern);
    struct asc_nodes *parser = length < UINT16_MAX ? malloc(sizeof *parser) : NULL;
    struct known_set *known = calloc(length + 1, sizeof *known);
    bool made = false;
    if (parser && known) {
        memset(parser, 0, offsetof(struct asc_nodes, node)); /* the tables behind fill as they are used */
        parser->automaton = automaton;
        parser->text = parser->at = pattern;
        parser->known = known;
        parser->nodes = 1; /* 0 is none */
        made = parse(parser);
    }
    free(known);
    free(parser);
    return made;
}
