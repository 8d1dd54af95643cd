/* Writing rules: the neighbours of the trigger, and the sides of the pattern as PCRE2. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "knowledge/rules_tree.h"

static struct asc_symbols symbols_union(struct asc_symbols a, struct asc_symbols b)
{
    for (int i = 0; i < 4; i++) {
        a.bits[i] |= b.bits[i];
    }
    return a;
}

static bool symbols_has(const struct asc_symbols *set, unsigned symbol)
{
    return set->bits[symbol >> 6] >> (symbol & 63) & 1;
}

/* --- neighbours of the trigger --------------------------------------------------------------------------------- */

/* Says a look-around what must follow, or stand before? */
static bool looks_for(const struct asc_node *node, bool before)
{
    return node->kind == ASC_NODE_LOOK && strcmp(node->open, before ? "(?<=" : "(?=") == 0;
}

/* The symbols that can stand at an edge of a part (its first ones, or its last when `last`); *empty: it may be empty. What is only looked at
 * stands there, too; so does the edge of the frame, as symbol 0. */
static struct asc_symbols edge_symbols(const struct asc_node *nodes, int index, bool last, bool *empty)
{
    const struct asc_node *node = nodes + index;
    struct asc_symbols set = {{0}};
    bool may_be_empty = node->kind == ASC_NODE_CHOICE ? false : true;
    if (node->leaf || node->kind == ASC_NODE_ANY || node->kind == ASC_NODE_TRIGGER) {
        set = node->symbols;
        may_be_empty = false;
    } else if (node->kind == (last ? ASC_NODE_BEGIN : ASC_NODE_END)) {
        set.bits[0] = 1;
        may_be_empty = false;
    } else if (node->kind == ASC_NODE_SEQUENCE) {
        int child[256], count = 0;
        for (int c = node->child; c != ASC_NO_NODE && count < 256; c = nodes[c].next) {
            child[count++] = c;
        }
        for (int i = 0; i < count && may_be_empty; i++) {
            set = symbols_union(set, edge_symbols(nodes, child[last ? count - 1 - i : i], last, &may_be_empty));
        }
    } else if (node->kind == ASC_NODE_CHOICE || node->kind == ASC_NODE_GROUP || looks_for(node, last)) {
        may_be_empty = false;
        for (int c = node->child; c != ASC_NO_NODE; c = nodes[c].next) {
            bool one = false;
            set = symbols_union(set, edge_symbols(nodes, c, last, &one));
            may_be_empty |= one;
        }
    }
    *empty = may_be_empty || node->optional;
    return set;
}

static int sibling_before(const struct asc_node *nodes, int index)
{
    int before = ASC_NO_NODE;
    for (int c = nodes[nodes[index].parent].child; c != index; c = nodes[c].next) {
        before = c;
    }
    return before;
}

bool asc_rule_beside(const struct asc_node *nodes, int index, bool before, struct asc_symbols *set)
{
    while (nodes[index].parent != ASC_NO_NODE) {
        int parent = nodes[index].parent;
        if (nodes[parent].kind == ASC_NODE_SEQUENCE) {
            int next = before ? sibling_before(nodes, index) : nodes[index].next;
            while (next != ASC_NO_NODE) {
                bool empty = false;
                *set = symbols_union(*set, edge_symbols(nodes, next, before, &empty));
                if (!empty) {
                    return true;
                }
                next = before ? sibling_before(nodes, next) : nodes[next].next;
            }
        } else if (nodes[parent].repeats) {
            return false;
        }
        index = parent;
    }
    return false;
}

/* --- output ------------------------------------------------------------------------------------------------------ */

/* A pattern being written. */
struct output {
    struct asc_builder *builder;
    struct asc_vector text; /* char */
};

static void put(struct output *out, const char *text)
{
    size_t len = strlen(text);
    char *room = asc_vector_add(&out->text, len, 1);
    if (room) {
        memcpy(room, text, len);
    } else if (len) {
        out->builder->failed = true;
    }
}

/* A character class of symbols, with ranges. */
static void put_symbols(struct output *out, const struct asc_symbols *set)
{
    static const struct asc_symbols none;
    char part[16];
    if (memcmp(set, &none, sizeof none) == 0) {
        put(out, "(?!)"); /* no symbol passes the test */
        return;
    }
    put(out, "[");
    for (unsigned i = 1; i < ASC_SYMBOL_EDGE; i++) {
        if (!symbols_has(set, i)) {
            continue;
        }
        unsigned last = i;
        while (last + 1 < ASC_SYMBOL_EDGE && symbols_has(set, last + 1)) {
            last++;
        }
        (void)snprintf(part, sizeof part, last > i ? "\\x%02x-\\x%02x" : "\\x%02x", i, last);
        put(out, part);
        i = last;
    }
    put(out, "]");
}

static void put_node(struct output *out, const struct asc_node *nodes, int index)
{
    const struct asc_node *node = nodes + index;
    if (node->leaf) {
        put_symbols(out, &node->symbols);
        put(out, node->quantifier);
        return;
    }
    switch (node->kind) {
    case ASC_NODE_TEST: break; /* always a leaf */
    case ASC_NODE_ANY: put(out, "[\\x01-\\xfd]"); break;
    case ASC_NODE_TRIGGER: put(out, "\\xff"); break;
    case ASC_NODE_BEGIN: put(out, "^"); break;
    case ASC_NODE_END: put(out, "$"); break;
    case ASC_NODE_SEQUENCE:
        for (int c = node->child; c != ASC_NO_NODE; c = nodes[c].next) {
            put_node(out, nodes, c);
        }
        break;
    case ASC_NODE_CHOICE:
        for (int c = node->child; c != ASC_NO_NODE; c = nodes[c].next) {
            put_node(out, nodes, c);
            put(out, nodes[c].next != ASC_NO_NODE ? "|" : "");
        }
        break;
    case ASC_NODE_GROUP:
    case ASC_NODE_LOOK:
        put(out, node->open);
        put_node(out, nodes, node->child);
        put(out, ")");
        break;
    }
    put(out, node->quantifier);
}

/* Does the trigger stand below this node? */
static bool holds(const struct asc_node *nodes, int index, int trigger)
{
    while (trigger != ASC_NO_NODE && trigger != index) {
        trigger = nodes[trigger].parent;
    }
    return trigger == index;
}

/* --- what a side cannot do without ----------------------------------------------------------------------------------- */

static unsigned symbols_count(const struct asc_symbols *set)
{
    unsigned count = 0;
    for (int i = 0; i < 4; i++) {
        count += (unsigned)__builtin_popcountll(set->bits[i]);
    }
    return count;
}

/* Keeps the sets of fewest symbols: what is rare is most likely to be missing. */
static void keep_rarest(struct asc_required *kept, struct asc_symbols set)
{
    unsigned at = kept->count;
    while (at && symbols_count(&kept->set[at - 1]) > symbols_count(&set)) {
        at--;
    }
    if (at == ASC_RULE_NEEDS) {
        return;
    }
    kept->count += kept->count < ASC_RULE_NEEDS;
    memmove(kept->set + at + 1, kept->set + at, (kept->count - at - 1) * sizeof *kept->set);
    kept->set[at] = set;
}

static void require(const struct asc_node *nodes, int index, struct asc_required *kept);

/* Of several alternatives one must do: what each needs most, taken together. */
static void require_one(const struct asc_node *nodes, int choice, struct asc_required *kept)
{
    struct asc_symbols any = {{0}};
    for (int c = nodes[choice].child; c != ASC_NO_NODE; c = nodes[c].next) {
        struct asc_required own = {.count = 0};
        require(nodes, c, &own);
        if (!own.count) {
            return;
        }
        any = symbols_union(any, own.set[0]);
    }
    keep_rarest(kept, any);
}

static void require(const struct asc_node *nodes, int index, struct asc_required *kept)
{
    const struct asc_node *node = nodes + index;
    if (node->optional) {
        return;
    }
    if (node->leaf) {
        keep_rarest(kept, node->symbols);
    } else if (node->kind == ASC_NODE_CHOICE) {
        require_one(nodes, index, kept);
    } else if (node->kind == ASC_NODE_SEQUENCE || node->kind == ASC_NODE_GROUP || looks_for(node, false)) {
        for (int c = node->child; c != ASC_NO_NODE; c = nodes[c].next) {
            require(nodes, c, kept);
        }
    }
}

void asc_rule_required(const struct asc_node *nodes, int index, int trigger, bool left, struct asc_required *required)
{
    bool before = true;
    for (int c = nodes[index].child; c != ASC_NO_NODE; c = nodes[c].next) {
        if (holds(nodes, c, trigger)) {
            asc_rule_required(nodes, c, trigger, left, required);
            before = false;
        } else if (before == left) {
            require(nodes, c, required);
        }
    }
}

/* --- the sides ----------------------------------------------------------------------------------------------------- */

/* Writes what a pattern says of one side of its trigger. The sides do not depend on each other once the trigger's place is fixed, so
 * they are matched apart: the right side where the trigger stands, the left side once for all rules that share it. A group that
 * reaches over the trigger is opened on one side and closed on the other. False when the trigger stands where it cannot be cut. */
static bool put_side(struct output *out, const struct asc_node *nodes, int index, int trigger, bool left)
{
    const struct asc_node *node = nodes + index;
    if (index == trigger) {
        put(out, "\\xff");
        return !*node->quantifier;
    }
    bool choice = node->kind == ASC_NODE_CHOICE && nodes[node->child].next != ASC_NO_NODE;
    if (choice || *node->quantifier || node->kind == ASC_NODE_LOOK) {
        return false;
    }
    bool before = true, done = true;
    put(out, node->kind == ASC_NODE_GROUP ? node->open : "");
    for (int c = node->child; c != ASC_NO_NODE && done; c = nodes[c].next) {
        if (holds(nodes, c, trigger)) {
            done = put_side(out, nodes, c, trigger, left);
            before = false;
        } else if (before == left) {
            put_node(out, nodes, c);
        }
    }
    put(out, node->kind == ASC_NODE_GROUP ? ")" : "");
    return done;
}

/* Does PCRE2 take what we made of the pattern? */
static void check_pattern(struct asc_builder *builder, const struct asc_rule_source *rule, const char *pattern, size_t len)
{
    int error = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, len, 0, &error, &offset, NULL);
    if (!code) {
        PCRE2_UCHAR message[160];
        (void)pcre2_get_error_message(error, message, sizeof message);
        asc_problem(builder->problems, asc_rule_string(builder, rule->file), rule->pattern_line, rule->column, "%s", (const char *)message);
    }
    pcre2_code_free(code);
}

uint32_t asc_rule_side(struct asc_builder *builder, const struct asc_rule_source *source, const struct asc_node *nodes,
                       const struct asc_parsed_rule *parsed, bool left)
{
    struct output out = {.builder = builder};
    uint32_t kept = 0;
    if (!put_side(&out, nodes, parsed->pattern, parsed->place, left)) {
        asc_problem(builder->problems, asc_rule_string(builder, source->file), source->pattern_line, source->column,
                    "the trigger `@` cannot stand in a repetition, a look-around or one of several alternatives");
    } else if (out.text.items && !builder->failed) {
        check_pattern(builder, source, out.text.items, out.text.count);
        kept = asc_build_string(builder, out.text.items, out.text.count);
    }
    free(out.text.items);
    return kept;
}
