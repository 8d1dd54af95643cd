/* The alphabet of a group of rules: leaves → verdicts on sets → symbols. */
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

/* --- refining ------------------------------------------------------------------------------------------------------ */

bool asc_alphabet_init(struct asc_alphabet *alphabet, uint32_t sets)
{
    *alphabet = (struct asc_alphabet){.symbol = malloc(sets + (size_t)1), .sets = sets, .count = sets != 0};
    if (alphabet->symbol) {
        memset(alphabet->symbol, 1, sets + (size_t)1);
    }
    return alphabet->symbol;
}

/* Parts every symbol whose sets the test judges differently. False when there are too many symbols. */
static bool refine(struct asc_alphabet *alphabet, const struct asc_builder *builder, const struct asc_node *nodes, int leaf)
{
    const struct asc_set *set = builder->sets.items;
    uint8_t refined[ASC_SYMBOLS][2] = {{0}}; /* the new symbol of the sets of an old one that fail, and that pass */
    alphabet->count = 0;
    for (uint32_t i = 0; i < alphabet->sets; i++) {
        uint8_t *symbol = &refined[alphabet->symbol[i]][leaf_fits(nodes, leaf, set + i)];
        if (!*symbol) {
            if (alphabet->count + 1 == ASC_SYMBOL_EDGE) {
                return false;
            }
            *symbol = (uint8_t)++alphabet->count;
            alphabet->first[*symbol] = i;
        }
        alphabet->symbol[i] = *symbol;
    }
    return true;
}

bool asc_alphabet_add(struct asc_alphabet *alphabet, const struct asc_builder *builder, struct asc_node *nodes, int index)
{
    if (is_plain(nodes, index)) {
        nodes[index].leaf = true;
        return refine(alphabet, builder, nodes, index);
    }
    bool added = true;
    for (int c = nodes[index].child; c != ASC_NO_NODE && added; c = nodes[c].next) {
        added = asc_alphabet_add(alphabet, builder, nodes, c);
    }
    return added;
}

void asc_alphabet_spread(const struct asc_alphabet *alphabet, const struct asc_builder *builder, struct asc_node *nodes, int index)
{
    const struct asc_set *set = builder->sets.items;
    if (nodes[index].leaf) {
        for (unsigned symbol = 1; symbol <= alphabet->count; symbol++) {
            if (leaf_fits(nodes, index, set + alphabet->first[symbol])) {
                symbols_add(&nodes[index].symbols, symbol);
            }
        }
    } else if (nodes[index].kind == ASC_NODE_ANY) {
        memset(nodes[index].symbols.bits, 0xff, sizeof nodes[index].symbols.bits);
    }
    for (int c = nodes[index].child; c != ASC_NO_NODE && !nodes[index].leaf; c = nodes[c].next) {
        asc_alphabet_spread(alphabet, builder, nodes, c);
    }
}
