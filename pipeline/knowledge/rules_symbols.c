/* The alphabet of one kind of rules: leaves → verdicts on sets → symbols. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "knowledge/rules_tree.h"

static void symbols_add(struct asc_symbols *set, unsigned symbol)
{
    set->bits[symbol >> 6] |= UINT64_C(1) << (symbol & 63);
}

/* Is everything below this node one test or a choice between single tests, so that one class of symbols says it? */
static bool is_plain(const struct asc_node *nodes, int index)
{
    const struct asc_node *node = nodes + index;
    if (node->kind == ASC_NODE_TEST) {
        return true;
    }
    if (node->kind == ASC_NODE_GROUP) {
        return strcmp(node->open, "(?:") == 0 && is_plain(nodes, node->child);
    }
    if (node->kind != ASC_NODE_SEQUENCE && node->kind != ASC_NODE_CHOICE) {
        return false;
    }
    bool one = node->child != ASC_NO_NODE && (node->kind == ASC_NODE_CHOICE || nodes[node->child].next == ASC_NO_NODE);
    for (int c = node->child; c != ASC_NO_NODE && one; c = nodes[c].next) {
        one = !*nodes[c].quantifier && is_plain(nodes, c);
    }
    return one;
}

static bool test_fits(const struct asc_node *node, const struct asc_set *set)
{
    bool fits = !asc_classes_meet(set->classes, node->without) && (!node->literal || node->literal == set->literal);
    for (unsigned t = 0; t < node->tests; t++) {
        fits = fits && asc_classes_meet(set->classes, node->with[t]);
    }
    return fits;
}

static bool leaf_fits(const struct asc_node *nodes, int index, const struct asc_set *set)
{
    if (nodes[index].kind == ASC_NODE_TEST) {
        return test_fits(nodes + index, set);
    }
    for (int c = nodes[index].child; c != ASC_NO_NODE; c = nodes[c].next) {
        if (leaf_fits(nodes, c, set)) {
            return true;
        }
    }
    return false;
}

bool asc_alphabet_add(struct asc_alphabet *alphabet, struct asc_node *nodes, int index)
{
    if (is_plain(nodes, index)) {
        nodes[index].leaf = true;
        if (alphabet->leaves == ASC_LEAVES) {
            return false;
        }
        alphabet->leaf[alphabet->leaves++] = index;
        return true;
    }
    bool added = true;
    for (int c = nodes[index].child; c != ASC_NO_NODE && added; c = nodes[c].next) {
        added = asc_alphabet_add(alphabet, nodes, c);
    }
    return added;
}

static unsigned differences(const uint64_t *a, const uint64_t *b)
{
    unsigned bits = 0;
    for (unsigned i = 0; i < ASC_LEAVES / 64; i++) {
        bits += (unsigned)__builtin_popcountll(a[i] ^ b[i]);
    }
    return bits;
}

/* The symbol of a set: the one that is judged alike, else a new one, else, when all are taken, the one that fewest tests tell
 * from it. Sets come in the order of the words that have them, so what is merged is rare. */
static unsigned symbol_of(struct asc_alphabet *alphabet, const struct asc_node *nodes, const struct asc_set *set)
{
    uint64_t verdict[ASC_LEAVES / 64] = {0};
    for (unsigned i = 0; i < alphabet->leaves; i++) {
        verdict[i / 64] |= (uint64_t)leaf_fits(nodes, alphabet->leaf[i], set) << (i & 63);
    }
    unsigned nearest = 0, least = UINT_MAX;
    for (unsigned i = 1; i <= alphabet->count && least; i++) {
        unsigned apart = differences(alphabet->verdict[i], verdict);
        nearest = apart < least ? i : nearest;
        least = apart < least ? apart : least;
    }
    if (least && alphabet->count + 1 < ASC_SYMBOL_EDGE) {
        memcpy(alphabet->verdict[++alphabet->count], verdict, sizeof verdict);
        return alphabet->count;
    }
    return nearest;
}

void asc_alphabet_spread(const struct asc_alphabet *alphabet, struct asc_node *nodes)
{
    for (unsigned i = 0; i < alphabet->leaves; i++) {
        for (unsigned symbol = 1; symbol <= alphabet->count; symbol++) {
            if (alphabet->verdict[symbol][i / 64] >> (i & 63) & 1) {
                symbols_add(&nodes[alphabet->leaf[i]].symbols, symbol);
            }
        }
    }
}

/* --- the map ------------------------------------------------------------------------------------------------------ */

/* A set and how many words have it. */
struct ranked {
    uint32_t set, words;
};

static int by_words(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    return a->words != b->words ? (a->words > b->words ? -1 : 1) : a->set < b->set ? -1 : a->set > b->set;
}

/* Is it a set of a small word, a mark, a cue or of what the program gives? Few words have these, but every sentence does. */
static bool is_frequent(const struct asc_set *set)
{
    struct asc_classes bare = asc_classes_minus(set->classes, asc_classes_union(ASC_ONLY(CAP), ASC_ONLY(UPPER)));
    bool frequent = set->literal || !(bare.bits[0] | bare.bits[1]);
    for (unsigned class = 0; class < ASC_CLASSES && !frequent; class ++) {
        bool small_word = class <= ASC_CLASS_CONTRACTION && class != ASC_CLASS_UNIT && class != ASC_CLASS_CURRENCY && class != ASC_CLASS_INTERJ;
        frequent =
            (small_word || class >= ASC_CLASS_CUE_VERB) && class != ASC_CLASS_CAP && class != ASC_CLASS_UPPER && asc_classes_has(set->classes, class);
    }
    return frequent;
}

/* The sets: frequent ones, then those of most words. */
static struct ranked *rank_sets(struct asc_builder *builder)
{
    const struct asc_set *set = builder->sets.items;
    const struct asc_built_word *word = builder->words.items;
    struct ranked *ranked = calloc(builder->sets.count + 1, sizeof *ranked);
    for (size_t i = 0; ranked && i < builder->sets.count; i++) {
        ranked[i] = (struct ranked){(uint32_t)i, is_frequent(set + i) ? UINT32_MAX / 2 : 0};
    }
    for (size_t w = 0; ranked && w < builder->words.count; w++) {
        const struct asc_set *own = set + asc_build_set(builder, word[w].classes, word[w].literal);
        uint32_t variants[] = {own->cap, own->lower, set[own->lower].noun, set[own->lower].verb};
        for (size_t v = 0; v < sizeof variants / sizeof *variants; v++) {
            ranked[variants[v]].words++;
        }
    }
    if (ranked && builder->sets.count) {
        qsort(ranked, builder->sets.count, sizeof *ranked, by_words);
    }
    return ranked;
}

bool asc_alphabet_map(struct asc_builder *builder, struct asc_alphabet *alphabet, const struct asc_node *nodes, struct asc_vector *maps,
                      struct asc_vector *bytes)
{
    struct ranked *ranked = rank_sets(builder);
    const struct asc_set *set = builder->sets.items;
    size_t first = bytes->count;
    uint8_t *table = asc_vector_add(bytes, builder->sets.count, 1);
    struct asc_symbol_map *map = asc_vector_add(maps, 1, sizeof *map);
    for (size_t i = 0; ranked && table && i < builder->sets.count; i++) {
        table[ranked[i].set] = (uint8_t)symbol_of(alphabet, nodes, set + ranked[i].set);
    }
    bool done = ranked && table && map;
    free(ranked);
    if (!done) {
        return false;
    }
    *map = (struct asc_symbol_map){(uint32_t)first, alphabet->count};
    return true;
}
