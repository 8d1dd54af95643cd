/* From the text of a pattern to positions and what may follow them.
 *
 * The text is read as PCRE2 reads it, but only what rules_emit.c writes is understood. It becomes nodes, of which some take a symbol
 * and the others say how to go on; a repetition is read once for each time that it may happen. Then the ways from each
 * position to the next ones are walked in the order of their priority. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

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

struct parser {
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

static void fail(struct parser *parser)
{
    parser->failed = true;
}

/* --- nodes ----------------------------------------------------------------------------------------------------------- */

static uint16_t add_node(struct parser *parser, enum node_kind kind, unsigned value)
{
    if (parser->nodes == NODES) {
        fail(parser);
        return NO_NODE;
    }
    parser->node[parser->nodes] = (struct node){.kind = kind, .value = (uint16_t)value};
    return (uint16_t)parser->nodes++;
}

/* A node behind `from`, which is returned. */
static uint16_t append(struct parser *parser, uint16_t from, enum node_kind kind, unsigned value)
{
    uint16_t node = add_node(parser, kind, value);
    parser->node[from].next = node;
    return node;
}

static unsigned find_set(struct parser *parser, const struct set *set)
{
    for (unsigned i = 0; i < parser->sets; i++) {
        if (memcmp(&parser->set[i], set, sizeof *set) == 0) {
            return i;
        }
    }
    if (parser->sets == SETS) {
        fail(parser);
        return 0;
    }
    parser->set[parser->sets] = *set;
    return parser->sets++;
}

static unsigned find_condition(struct parser *parser, struct condition wanted)
{
    for (unsigned i = 0; i < parser->conditions; i++) {
        const struct condition *c = parser->condition + i;
        if (c->set == wanted.set && c->negated == wanted.negated && c->edge == wanted.edge && c->behind == wanted.behind) {
            return i;
        }
    }
    if (parser->conditions == CONDITIONS) {
        fail(parser);
        return 0;
    }
    parser->condition[parser->conditions] = wanted;
    return parser->conditions++;
}

/* --- text ------------------------------------------------------------------------------------------------------------- */

static bool skip(struct parser *parser, const char *text)
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
static unsigned read_symbol(struct parser *parser)
{
    unsigned high = 16, low = 16;
    if (skip(parser, "\\x")) {
        high = hex(*parser->at);
        low = high < 16 ? hex(parser->at[1]) : 16;
    }
    if (low > 15) {
        fail(parser);
        return 0;
    }
    parser->at += 2;
    return high << 4 | low;
}

/* A class of symbols, one symbol, or (?!), which is no symbol; false when something else stands there. */
static bool read_set(struct parser *parser, struct set *set)
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
        fail(parser);
    }
    return true;
}

/* The number of a set that is read as part of the pattern; false when something else stands there. */
static bool read_taken(struct parser *parser, unsigned *number)
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

static void read_number(struct parser *parser, int *number)
{
    *number = 0;
    if (*parser->at < '0' || *parser->at > '9') {
        fail(parser);
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
static struct repetition read_repetition(struct parser *parser)
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
            fail(parser);
        }
    } else {
        return r;
    }
    r.lazy = skip(parser, "?");
    if (*parser->at == '+' || *parser->at == '*' || *parser->at == '?' || *parser->at == '{') {
        fail(parser); /* never given back, or a repetition of a repetition */
    }
    return r;
}

/* --- look-around -------------------------------------------------------------------------------------------------------- */

/* Alternatives of one symbol each, or the end; false when there is more to it. */
static bool read_look(struct parser *parser, struct set *all, bool *edge)
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

static uint16_t read_choice(struct parser *parser, uint16_t from);

/* What is only looked at, if it is one symbol, becomes a condition. At the end of the right side it may be anything that must follow: the match
 * then ends before it. */
static uint16_t read_look_around(struct parser *parser, uint16_t from, bool behind, bool negated)
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
            fail(parser);
        }
    }
    parser->empty = true;
    return from;
}

static uint16_t read_edge(struct parser *parser, uint16_t from, bool behind)
{
    struct condition condition = {.edge = true, .behind = behind};
    struct set none = {{0}};
    parser->empty = true;
    condition.set = (uint16_t)find_set(parser, &none);
    return append(parser, from, CONDITION, find_condition(parser, condition));
}

/* --- structure ---------------------------------------------------------------------------------------------------------- */

static uint16_t read_group(struct parser *parser, uint16_t from)
{
    unsigned group = ASC_GROUPS;
    if (skip(parser, "(?<")) {
        size_t len = strcspn(parser->at, ">");
        group = asc_group_find(parser->at, len);
        parser->at += len;
        if (group == ASC_GROUPS || !skip(parser, ">")) {
            fail(parser);
            return from;
        }
        parser->automaton->named |= UINT32_C(1) << group;
        from = append(parser, from, TAG, 2 * group);
    } else if (!skip(parser, "(?:")) {
        fail(parser);
        return from;
    }
    from = read_choice(parser, from);
    if (!skip(parser, ")")) {
        fail(parser);
    }
    return group == ASC_GROUPS ? from : append(parser, from, TAG, 2 * group + 1);
}

static uint16_t read_atom(struct parser *parser, uint16_t from)
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
static void skip_atom(struct parser *parser)
{
    int open = 0;
    do {
        size_t len = *parser->at == '[' ? strcspn(parser->at, "]") + 1 : *parser->at == '\\' ? 4 : 1;
        open += (*parser->at == '(') - (*parser->at == ')');
        if (strnlen(parser->at, len) < len) {
            fail(parser);
            return;
        }
        parser->at += len;
    } while (open > 0);
}

/* Reads an atom on a way of its own that begins at a fork: taken first, or last when `lazy`. */
static uint16_t read_option(struct parser *parser, const char *atom, uint16_t from, uint16_t join, bool lazy)
{
    uint16_t fork = append(parser, from, FORK, 0), way = add_node(parser, PASS, 0);
    parser->node[fork].next = lazy ? join : way;
    parser->node[fork].other = lazy ? way : join;
    parser->at = atom;
    return read_atom(parser, way);
}

/* Reads an atom as often as it must stand, then as often as it may; PCRE2 ends a repetition that takes nothing in a way of its own. */
static uint16_t repeat(struct parser *parser, const char *atom, uint16_t from, struct repetition r)
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

static uint16_t read_item(struct parser *parser, uint16_t from)
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

static uint16_t read_sequence(struct parser *parser, uint16_t from)
{
    bool empty = true;
    while (*parser->at && *parser->at != ')' && *parser->at != '|' && !parser->failed) {
        from = read_item(parser, from);
        empty = empty && parser->empty;
    }
    parser->empty = empty;
    return from;
}

static uint16_t read_choice(struct parser *parser, uint16_t from)
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

/* --- what follows --------------------------------------------------------------------------------------------------------- */

static uint16_t find_guard(struct parser *parser, uint32_t conditions)
{
    struct asc_automaton *automaton = parser->automaton;
    unsigned g = 0;
    while (g < automaton->guards && automaton->guard[g] != conditions) {
        g++;
    }
    if (g == ASC_AUTOMATON_GUARDS) {
        fail(parser);
        return 0;
    }
    automaton->guards += g == automaton->guards;
    automaton->guard[g] = conditions;
    return (uint16_t)g;
}

static void add_follow(struct parser *parser, uint16_t target, uint32_t tags, uint16_t conditions)
{
    if (parser->follows == FOLLOWS) {
        fail(parser);
        return;
    }
    parser->follow[parser->follows++] = (struct asc_follow){target, find_guard(parser, conditions), tags};
}

/* Walks on to the next positions in the order of priority. A node that was reached before under conditions that hold whenever these do is not
 * walked again: the earlier way is preferred. */
static void walk(struct parser *parser, uint16_t at, uint32_t tags, uint16_t conditions)
{
    while (at != NO_NODE && !parser->failed) {
        const struct node *node = parser->node + at;
        if (parser->visited[at] == parser->walk && !(parser->visited_under[at] & ~conditions)) {
            return;
        }
        parser->failed |= ++parser->walks > WALKS;
        parser->visited[at] = parser->walk;
        parser->visited_under[at] = conditions;
        if (node->kind == TAKE || node->kind == ACCEPT) {
            add_follow(parser, node->position, tags, conditions);
            return;
        }
        if (node->kind == FORK) {
            walk(parser, node->next, tags, conditions);
            at = node->other;
            continue;
        }
        tags |= node->kind == TAG ? UINT32_C(1) << node->value : 0;
        conditions = (uint16_t)(conditions | (node->kind == CONDITION ? 1U << node->value : 0U));
        at = node->next;
    }
}

/* Gives every node that takes a symbol its position. */
static uint32_t number_positions(struct parser *parser)
{
    uint32_t positions = 1;
    for (unsigned n = 1; n < parser->nodes; n++) {
        if (parser->node[n].kind == TAKE) {
            parser->node[n].position = (uint16_t)positions++;
        }
    }
    parser->failed |= positions > ASC_AUTOMATON_POSITIONS;
    return positions;
}

static bool fill_follow(struct parser *parser)
{
    struct asc_automaton *automaton = parser->automaton;
    automaton->first = calloc(automaton->positions + 1, sizeof *automaton->first);
    for (unsigned n = 1; n < parser->nodes && automaton->first && !parser->failed; n++) {
        if (n == 1 || parser->node[n].kind == TAKE) {
            automaton->first[parser->node[n].position] = parser->follows;
            parser->walk++;
            parser->walks = 0;
            walk(parser, parser->node[n].next, 0, 0);
        }
    }
    automaton->follow = malloc((parser->follows + 1) * sizeof *automaton->follow);
    if (!automaton->first || !automaton->follow || parser->failed) {
        return false;
    }
    automaton->first[automaton->positions] = parser->follows;
    memcpy(automaton->follow, parser->follow, parser->follows * sizeof *automaton->follow);
    return true;
}

static bool fill_before(struct asc_automaton *automaton)
{
    size_t words = automaton->words;
    if (!automaton->left) {
        return true;
    }
    automaton->before = calloc(automaton->guards * automaton->positions * words, sizeof *automaton->before);
    automaton->after = calloc(automaton->guards * words, sizeof *automaton->after);
    for (uint32_t p = 0; p < automaton->positions && automaton->before && automaton->after; p++) {
        for (uint32_t f = automaton->first[p]; f < automaton->first[p + 1]; f++) {
            uint32_t guard = automaton->follow[f].guard, target = automaton->follow[f].target;
            automaton->before[((size_t)guard * automaton->positions + target) * words + p / 64] |= UINT64_C(1) << p % 64;
            automaton->after[guard * words + target / 64] |= UINT64_C(1) << target % 64;
        }
    }
    return automaton->before && automaton->after;
}

/* Which positions have no tags before them, and longer jumps. */
static void join_jumps(struct asc_automaton *automaton)
{
    struct asc_jump *jump = automaton->jump;
    uint32_t positions = automaton->positions;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t p = 0; p < positions; p++) {
            for (uint32_t f = automaton->first[p]; f < automaton->first[p + 1]; f++) {
                uint32_t target = automaton->follow[f].target, from = automaton->left ? p : target, to = automaton->left ? target : p;
                bool noisy = to && jump[to].quiet && !jump[from].quiet;
                jump[from].quiet |= noisy;
                changed |= noisy;
            }
        }
    }
    for (uint32_t i = 0; i < positions; i++) {
        uint32_t p = automaton->left ? positions - 1 - i : i;
        struct asc_jump *from = jump + p;
        const struct asc_jump *to = jump + from->position;
        from->quiet = !from->quiet;
        from->steps = from->steps == 1 ? 1 : 0;
        bool nearer = automaton->left ? from->position > p : from->position < p;
        if (from->steps && !from->tags && from->position && nearer && to->steps && to->steps < UINT8_MAX) {
            *from = (struct asc_jump){.tags = to->tags, .position = to->position, .steps = (uint8_t)(to->steps + 1), .quiet = from->quiet};
        }
    }
}

/* The way back over a match leads from target to source on the right side, from source to target on the left. Where there is one way only, it is
 * known beforehand, and several such steps are one as long as they pass no tags. */
static bool fill_jumps(struct asc_automaton *automaton)
{
    struct asc_jump *jump = automaton->jump = calloc(automaton->positions, sizeof *automaton->jump);
    for (uint32_t p = 0; p < automaton->positions && jump; p++) {
        for (uint32_t f = automaton->first[p]; f < automaton->first[p + 1]; f++) {
            uint16_t source = (uint16_t)p, target = automaton->follow[f].target;
            struct asc_jump *from = jump + (automaton->left ? source : target);
            from->position = automaton->left ? target : source;
            from->tags = automaton->follow[f].tags;
            from->steps = from->steps ? 2 : 1;
            from->quiet |= from->tags != 0; /* turned round below */
        }
    }
    if (jump) {
        join_jumps(automaton);
    }
    return jump;
}

/* --- classes ------------------------------------------------------------------------------------------------------------- */

static bool has(const struct set *set, unsigned symbol)
{
    return set->bits[symbol >> 6] >> (symbol & 63) & 1;
}

/* Symbols that are in the same sets have the same class; member[class] is one of them. False when there are too many. */
static bool find_classes(struct parser *parser, uint8_t member[256])
{
    struct asc_automaton *automaton = parser->automaton;
    uint64_t in[256][SETS / 64] = {{0}};
    uint16_t slot[1024] = {0}; /* hash table of classes, counted from 1 */
    for (unsigned s = 0; s < parser->sets; s++) {
        for (unsigned w = 0; w < 4; w++) {
            for (uint64_t bits = parser->set[s].bits[w]; bits; bits &= bits - 1) {
                in[w * 64 + (unsigned)__builtin_ctzll(bits)][s / 64] |= UINT64_C(1) << s % 64;
            }
        }
    }
    for (unsigned symbol = 0; symbol < 256; symbol++) {
        uint64_t hash = (in[symbol][0] ^ in[symbol][1] * 31) * 0x9e3779b97f4a7c15U;
        unsigned at = (unsigned)(hash >> 54);
        while (slot[at] && memcmp(in[member[slot[at] - 1]], in[symbol], sizeof in[symbol]) != 0) {
            at = (at + 1) & 1023;
        }
        if (!slot[at]) {
            member[automaton->classes] = (uint8_t)symbol;
            slot[at] = (uint16_t)++automaton->classes;
        }
        automaton->class_of[symbol] = (uint8_t)(slot[at] - 1);
    }
    automaton->classes += 2;
    return automaton->classes <= ASC_AUTOMATON_CLASSES;
}

/* Each set is taken by some positions: they take the classes that it holds. False when memory ran out. */
static bool fill_takes(struct parser *parser, const uint8_t member[256])
{
    struct asc_automaton *automaton = parser->automaton;
    size_t words = automaton->words;
    uint64_t *takers = calloc((parser->sets + 1) * words, sizeof *takers);
    automaton->takes = calloc(automaton->classes * words, sizeof *automaton->takes);
    for (unsigned n = 2; n < parser->nodes && takers; n++) {
        const struct node *node = parser->node + n;
        if (node->kind == TAKE) {
            takers[node->value * words + node->position / 64] |= UINT64_C(1) << node->position % 64;
        }
    }
    for (unsigned s = 0; s < parser->sets && takers && automaton->takes; s++) {
        for (unsigned class = 0; class + 2 < automaton->classes; class ++) {
            for (size_t w = 0; w < words && has(&parser->set[s], member[class]); w++) {
                automaton->takes[class * words + w] |= takers[s * words + w];
            }
        }
    }
    free(takers);
    return takers && automaton->takes;
}

static void fill_meets(struct parser *parser, const uint8_t member[256])
{
    struct asc_automaton *automaton = parser->automaton;
    unsigned edge = automaton->classes - 2;
    uint32_t ahead = 0, behind = 0, edges = 0;
    for (unsigned c = 0; c < parser->conditions; c++) {
        const struct condition *condition = parser->condition + c;
        static const struct set none;
        for (unsigned class = 0; class < automaton->classes; class ++) {
            bool there = class < edge ? has(&parser->set[condition->set], member[class]) : class == edge && condition->edge;
            automaton->meets[class] |= (uint32_t)(there != condition->negated) << c;
        }
        bool edge_only = condition->edge && !condition->negated && memcmp(&parser->set[condition->set], &none, sizeof none) == 0;
        *(condition->behind ? &behind : &ahead) |= UINT32_C(1) << c;
        edges |= (uint32_t)edge_only << c;
    }
    automaton->near = automaton->left ? behind : ahead;
    automaton->kept = automaton->left ? ahead : behind;
    for (unsigned g = 1; g < automaton->guards; g++) {
        automaton->edges |= (uint32_t) !(automaton->guard[g] & ~edges) << g;
    }
}

/* Does a position that takes any symbol go on to itself, and on the right side to nothing else but at the edge? */
static bool stays(const struct asc_automaton *automaton, uint32_t position)
{
    bool found = false;
    for (uint32_t f = automaton->first[position]; f < automaton->first[position + 1]; f++) {
        const struct asc_follow *follow = automaton->follow + f;
        if (follow->target == position && !found) {
            found = !follow->guard && !follow->tags;
            if (!found) {
                return false;
            }
        } else if (!automaton->left && !(automaton->edges >> follow->guard & 1)) {
            return false;
        }
    }
    return found;
}

static void fill_stays(struct parser *parser)
{
    static const struct set any = {{~UINT64_C(1), UINT64_MAX, UINT64_MAX, UINT64_MAX >> 2}};
    for (unsigned n = 2; n < parser->nodes; n++) {
        const struct node *node = parser->node + n;
        if (node->kind == TAKE && memcmp(&parser->set[node->value], &any, sizeof any) == 0) {
            parser->automaton->stays[node->position] = stays(parser->automaton, node->position);
        }
    }
}

/* What each class takes and meets, asked of one of its symbols. */
static bool fill_classes(struct parser *parser)
{
    struct asc_automaton *automaton = parser->automaton;
    uint8_t member[256] = {0};
    automaton->words = (automaton->positions + 63) / 64;
    automaton->stays = calloc(automaton->positions, sizeof *automaton->stays);
    if (!automaton->stays || !find_classes(parser, member)) {
        return false;
    }
    if (!fill_takes(parser, member)) {
        return false;
    }
    fill_meets(parser, member);
    fill_stays(parser);
    return true;
}

static bool parse(struct parser *parser)
{
    struct asc_automaton *automaton = parser->automaton;
    uint16_t end = read_choice(parser, add_node(parser, PASS, 0));
    (void)append(parser, end, ACCEPT, 0);
    automaton->positions = number_positions(parser);
    automaton->guards = 1; /* none */
    return !parser->failed && !*parser->at && fill_follow(parser) && fill_jumps(automaton) && fill_classes(parser) && fill_before(automaton);
}

bool asc_automaton_parse(struct asc_automaton *automaton, const char *pattern)
{
    size_t length = strlen(pattern);
    struct parser *parser = length < UINT16_MAX ? malloc(sizeof *parser) : NULL;
    struct known_set *known = calloc(length + 1, sizeof *known);
    bool made = false;
    if (parser && known) {
        memset(parser, 0, offsetof(struct parser, node)); /* the tables behind fill as they are used */
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
