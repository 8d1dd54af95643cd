/* From the nodes of a pattern to the tables of its automaton: the ways from each position to the next ones are walked in the order of their
 * priority, and symbols that every position treats alike become classes. */
#include <stdlib.h>
#include <string.h>

#include "knowledge/automaton_nodes.h"

/* --- what follows --------------------------------------------------------------------------------------------------------- */

static uint16_t find_guard(struct asc_nodes *nodes, uint32_t conditions)
{
    struct asc_automaton *automaton = nodes->automaton;
    unsigned g = 0;
    while (g < automaton->guards && automaton->guard[g] != conditions) {
        g++;
    }
    if (g == ASC_AUTOMATON_GUARDS) {
        asc_nodes_fail(nodes);
        return 0;
    }
    automaton->guards += g == automaton->guards;
    automaton->guard[g] = conditions;
    return (uint16_t)g;
}

static void add_follow(struct asc_nodes *nodes, uint16_t target, uint32_t tags, uint16_t conditions)
{
    if (nodes->follows == FOLLOWS) {
        asc_nodes_fail(nodes);
        return;
    }
    nodes->follow[nodes->follows++] = (struct asc_follow){target, find_guard(nodes, conditions), tags};
}

/* Walks on to the next positions in the order of priority. A node that was reached before under conditions that hold whenever these do is not
 * walked again: the earlier way is preferred. */
static void walk(struct asc_nodes *nodes, uint16_t at, uint32_t tags, uint16_t conditions)
{
    while (at != NO_NODE && !nodes->failed) {
        const struct node *node = nodes->node + at;
        if (nodes->visited[at] == nodes->walk && !(nodes->visited_under[at] & ~conditions)) {
            return;
        }
        nodes->failed |= ++nodes->walks > WALKS;
        nodes->visited[at] = nodes->walk;
        nodes->visited_under[at] = conditions;
        if (node->kind == TAKE || node->kind == ACCEPT) {
            add_follow(nodes, node->position, tags, conditions);
            return;
        }
        if (node->kind == FORK) {
            walk(nodes, node->next, tags, conditions);
            at = node->other;
            continue;
        }
        tags |= node->kind == TAG ? UINT32_C(1) << node->value : 0;
        conditions = (uint16_t)(conditions | (node->kind == CONDITION ? 1U << node->value : 0U));
        at = node->next;
    }
}

/* Gives every node that takes a symbol its position. */
static uint32_t number_positions(struct asc_nodes *nodes)
{
    uint32_t positions = 1;
    for (unsigned n = 1; n < nodes->nodes; n++) {
        if (nodes->node[n].kind == TAKE) {
            nodes->node[n].position = (uint16_t)positions++;
        }
    }
    nodes->failed |= positions > ASC_AUTOMATON_POSITIONS;
    return positions;
}

static bool fill_follow(struct asc_nodes *nodes)
{
    struct asc_automaton *automaton = nodes->automaton;
    automaton->first = calloc(automaton->positions + 1, sizeof *automaton->first);
    for (unsigned n = 1; n < nodes->nodes && automaton->first && !nodes->failed; n++) {
        if (n == 1 || nodes->node[n].kind == TAKE) {
            automaton->first[nodes->node[n].position] = nodes->follows;
            nodes->walk++;
            nodes->walks = 0;
            walk(nodes, nodes->node[n].next, 0, 0);
        }
    }
    automaton->follow = malloc((nodes->follows + 1) * sizeof *automaton->follow);
    if (!automaton->first || !automaton->follow || nodes->failed) {
        return false;
    }
    automaton->first[automaton->positions] = nodes->follows;
    memcpy(automaton->follow, nodes->follow, nodes->follows * sizeof *automaton->follow);
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
static bool find_classes(struct asc_nodes *nodes, uint8_t member[256])
{
    struct asc_automaton *automaton = nodes->automaton;
    uint64_t in[256][SETS / 64] = {{0}};
    uint16_t slot[1024] = {0}; /* hash table of classes, counted from 1 */
    for (unsigned s = 0; s < nodes->sets; s++) {
        for (unsigned w = 0; w < 4; w++) {
            for (uint64_t bits = nodes->set[s].bits[w]; bits; bits &= bits - 1) {
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
static bool fill_takes(struct asc_nodes *nodes, const uint8_t member[256])
{
    struct asc_automaton *automaton = nodes->automaton;
    size_t words = automaton->words;
    uint64_t *takers = calloc((nodes->sets + 1) * words, sizeof *takers);
    automaton->takes = calloc(automaton->classes * words, sizeof *automaton->takes);
    for (unsigned n = 2; n < nodes->nodes && takers; n++) {
        const struct node *node = nodes->node + n;
        if (node->kind == TAKE) {
            takers[node->value * words + node->position / 64] |= UINT64_C(1) << node->position % 64;
        }
    }
    for (unsigned s = 0; s < nodes->sets && takers && automaton->takes; s++) {
        for (unsigned class = 0; class + 2 < automaton->classes; class ++) {
            for (size_t w = 0; w < words && has(&nodes->set[s], member[class]); w++) {
                automaton->takes[class * words + w] |= takers[s * words + w];
            }
        }
    }
    free(takers);
    return takers && automaton->takes;
}

static void fill_meets(struct asc_nodes *nodes, const uint8_t member[256])
{
    struct asc_automaton *automaton = nodes->automaton;
    unsigned edge = automaton->classes - 2;
    uint32_t ahead = 0, behind = 0, edges = 0;
    for (unsigned c = 0; c < nodes->conditions; c++) {
        const struct condition *condition = nodes->condition + c;
        static const struct set none;
        for (unsigned class = 0; class < automaton->classes; class ++) {
            bool there = class < edge ? has(&nodes->set[condition->set], member[class]) : class == edge && condition->edge;
            automaton->meets[class] |= (uint32_t)(there != condition->negated) << c;
        }
        bool edge_only = condition->edge && !condition->negated && memcmp(&nodes->set[condition->set], &none, sizeof none) == 0;
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

static void fill_stays(struct asc_nodes *nodes)
{
    static const struct set any = {{~UINT64_C(1), UINT64_MAX, UINT64_MAX, UINT64_MAX >> 2}};
    for (unsigned n = 2; n < nodes->nodes; n++) {
        const struct node *node = nodes->node + n;
        if (node->kind == TAKE && memcmp(&nodes->set[node->value], &any, sizeof any) == 0) {
            nodes->automaton->stays[node->position] = stays(nodes->automaton, node->position);
        }
    }
}

/* What each class takes and meets, asked of one of its symbols. */
static bool fill_classes(struct asc_nodes *nodes)
{
    struct asc_automaton *automaton = nodes->automaton;
    uint8_t member[256] = {0};
    automaton->words = (automaton->positions + 63) / 64;
    automaton->stays = calloc(automaton->positions, sizeof *automaton->stays);
    if (!automaton->stays || !find_classes(nodes, member)) {
        return false;
    }
    if (!fill_takes(nodes, member)) {
        return false;
    }
    fill_meets(nodes, member);
    fill_stays(nodes);
    return true;
}

bool asc_automaton_build(struct asc_nodes *nodes)
{
    struct asc_automaton *automaton = nodes->automaton;
    automaton->positions = number_positions(nodes);
    automaton->guards = 1; /* none */
    return fill_follow(nodes) && fill_jumps(automaton) && fill_classes(nodes) && fill_before(automaton);
}
