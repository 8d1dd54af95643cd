/* Compiling patterns: text → tree of tests → symbols → PCRE2 pattern and the neighbours of the trigger. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <limits.h>
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document/fold.h"
#include "knowledge/rules.h"

enum { NOTHING = -1, DEPTH = 12, TESTS = 6 };

struct symbols {
    uint64_t bits[4];
};

enum node_kind { NODE_TEST, NODE_ANY, NODE_TRIGGER, NODE_BEGIN, NODE_END, NODE_SEQUENCE, NODE_CHOICE, NODE_GROUP, NODE_LOOK };

/* A part of a pattern; children are a list. */
struct node {
    enum node_kind kind;
    int child, next, parent;
    bool optional, repeats;
    char open[48];       /* of a group: "(?<cue>", "(?:", "(?=" ... */
    char quantifier[12]; /* as written */
    struct asc_classes with[TESTS], without;
    unsigned tests;   /* of `with`: each must be met; a class each */
    uint32_t literal; /* must be this word; 0: any */
    bool leaf;        /* is one class of symbols in the output: a test, or a choice of nothing but tests */
    struct symbols symbols;
};

/* One pattern being parsed; definitions are parsed in place. */
struct parser {
    struct asc_builder *builder;
    const struct asc_rule_source *rule;
    const char *text, *at;
    struct asc_vector *nodes; /* struct node */
    unsigned depth;
    bool failed;
};

static const char *string_of(const struct asc_builder *builder, uint32_t offset)
{
    return (const char *)builder->strings.items + offset;
}

static struct node *node_of(const struct parser *parser, int index)
{
    return (struct node *)parser->nodes->items + index;
}

/* A problem at the parser's place; only the first one of a pattern is reported. */
static void complain(struct parser *parser, const char *what, const char *word, size_t len)
{
    if (parser->failed) {
        return;
    }
    parser->failed = true;
    size_t line = parser->rule->pattern_line, column = parser->rule->column;
    for (const char *c = parser->text; c < parser->at; c++) {
        column = *c == '\n' ? 1 : column + 1;
        line += *c == '\n';
    }
    asc_problem(parser->builder->problems, string_of(parser->builder, parser->rule->file), line, column, what, (int)len, word);
}

static int add_node(struct parser *parser, enum node_kind kind)
{
    struct node *node = asc_vector_add(parser->nodes, 1, sizeof *node);
    if (!node) {
        parser->builder->failed = parser->failed = true;
        return NOTHING;
    }
    *node = (struct node){.kind = kind, .child = NOTHING, .next = NOTHING, .parent = NOTHING};
    return (int)parser->nodes->count - 1;
}

static void add_child(struct parser *parser, int parent, int child)
{
    if (parent == NOTHING || child == NOTHING) {
        return;
    }
    int *link = &node_of(parser, parent)->child;
    while (*link != NOTHING) {
        link = &node_of(parser, *link)->next;
    }
    *link = child;
    node_of(parser, child)->parent = parent;
}

static void skip_blanks(struct parser *parser)
{
    while (*parser->at == ' ' || *parser->at == '\t' || *parser->at == '\n' || *parser->at == '\r') {
        parser->at++;
    }
}

static int parse_choice(struct parser *parser);

static bool is_name_char(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c >= 'a' && c <= 'z');
}

/* The definition of that name and kind; the last one counts. */
static const struct asc_rule_source *find_macro(const struct parser *parser, const char *name, size_t len)
{
    const struct asc_rule_source *rule = parser->builder->rules.items;
    for (size_t i = parser->builder->rules.count; i-- > 0;) {
        const char *other = string_of(parser->builder, rule[i].name);
        if (rule[i].macro && rule[i].kind == parser->rule->kind && strlen(other) == len && memcmp(other, name, len) == 0) {
            return rule + i;
        }
    }
    return NULL;
}

/* A definition stands for its pattern in a group. */
static int parse_macro(struct parser *parser, const struct asc_rule_source *macro)
{
    if (parser->depth >= DEPTH) {
        complain(parser, "definitions nest too deep at \"%.*s\": does one use itself?", string_of(parser->builder, macro->name),
                 strlen(string_of(parser->builder, macro->name)));
        return NOTHING;
    }
    struct parser inner = *parser;
    inner.rule = macro;
    inner.text = inner.at = string_of(parser->builder, macro->pattern);
    inner.depth++;
    int group = add_node(&inner, NODE_GROUP);
    int inside = parse_choice(&inner);
    if (group != NOTHING && inside != NOTHING) {
        memcpy(node_of(parser, group)->open, "(?:", 4);
        add_child(parser, group, inside);
    }
    skip_blanks(&inner);
    if (*inner.at && !inner.failed) {
        complain(&inner, "\"%.*s\" is not expected here", inner.at, 1);
    }
    parser->failed |= inner.failed;
    return group;
}

static uint32_t literal_number(struct parser *parser, const char *word, size_t len)
{
    struct asc_token token[2];
    if (asc_build_tokens(parser->builder, word, len, token, 2) != 1) {
        complain(parser, "\"%.*s\" is not one word", word, len);
        return 0;
    }
    const struct asc_built_word *found = asc_build_word(parser->builder, asc_token_word_key(word, token));
    return found ? found->literal : 0;
}

/* One part of a test: CLASS, !CLASS or "word". */
static void parse_atom(struct parser *parser, struct node *node)
{
    bool negated = *parser->at == '!';
    parser->at += negated;
    if (*parser->at == '"') {
        const char *word = parser->at + 1, *stop = strchr(word, '"');
        if (!stop || negated) {
            complain(parser, "a word stands between two quotation marks and cannot be negated", "", 0);
            return;
        }
        node->literal = literal_number(parser, word, (size_t)(stop - word));
        parser->at = stop + 1;
        return;
    }
    const char *name = parser->at;
    while (is_name_char(*parser->at)) {
        parser->at++;
    }
    size_t len = (size_t)(parser->at - name);
    int class = asc_class_index(name, len);
    if (class < 0 || (!negated && node->tests == TESTS)) {
        parser->at = name;
        complain(parser, "\"%.*s\" is no word class and no definition: rules/README.md lists them", name, len ? len : 1);
    } else if (negated) {
        node->without = asc_classes_add(node->without, (unsigned)class);
    } else {
        node->with[node->tests++] = asc_classes_add((struct asc_classes){{0, 0}}, (unsigned)class);
    }
}

static int parse_test(struct parser *parser)
{
    const char *name = parser->at;
    size_t len = 0;
    while (is_name_char(name[len])) {
        len++;
    }
    const struct asc_rule_source *macro = len ? find_macro(parser, name, len) : NULL;
    if (macro) {
        parser->at += len;
        return parse_macro(parser, macro);
    }
    struct node test = {.kind = NODE_TEST};
    parse_atom(parser, &test);
    while (*parser->at == '&' && !parser->failed) {
        parser->at++;
        parse_atom(parser, &test);
    }
    int index = add_node(parser, NODE_TEST);
    if (index != NOTHING) {
        test.child = test.next = test.parent = NOTHING;
        *node_of(parser, index) = test;
    }
    return index;
}

/* `(`, what kind of group it is, its choice, `)`. */
static int parse_group(struct parser *parser)
{
    const char *open = parser->at++;
    if (*parser->at == '?') {
        parser->at++;
        if (*parser->at == '<' && parser->at[1] != '=' && parser->at[1] != '!') {
            parser->at += strcspn(parser->at, ">");
        } else if (*parser->at == '<') {
            parser->at++;
        }
        parser->at += *parser->at != '\0';
    }
    size_t len = (size_t)(parser->at - open);
    bool look = len >= 3 && (parser->at[-1] == '=' || parser->at[-1] == '!');
    int group = add_node(parser, look ? NODE_LOOK : NODE_GROUP);
    if (group == NOTHING || len >= sizeof node_of(parser, group)->open) {
        complain(parser, "the name of the group is too long", "", 0);
        return NOTHING;
    }
    if (len == 1) {
        memcpy(node_of(parser, group)->open, "(?:", 4);
    } else {
        memcpy(node_of(parser, group)->open, open, len);
        node_of(parser, group)->open[len] = '\0';
    }
    int inside = parse_choice(parser);
    add_child(parser, group, inside);
    skip_blanks(parser);
    if (*parser->at != ')') {
        complain(parser, "a `)` is missing", "", 0);
        return NOTHING;
    }
    parser->at++;
    return group;
}

static void parse_quantifier(struct parser *parser, int index)
{
    const char *begin = parser->at;
    if (*begin == '{') {
        parser->at += strcspn(begin, "}");
        parser->at += *parser->at == '}';
    } else if (*begin == '?' || *begin == '*' || *begin == '+') {
        parser->at++;
    }
    if (parser->at > begin && (*parser->at == '?' || *parser->at == '+')) {
        parser->at++;
    }
    size_t len = (size_t)(parser->at - begin);
    struct node *node = index == NOTHING ? NULL : node_of(parser, index);
    if (!node || !len) {
        return;
    }
    if (len >= sizeof node->quantifier) {
        complain(parser, "this repetition is too long to be meant", "", 0);
        return;
    }
    memcpy(node->quantifier, begin, len);
    node->optional = *begin == '?' || *begin == '*' || (begin[0] == '{' && (begin[1] == '0' || begin[1] == ','));
    node->repeats = *begin == '*' || *begin == '+' || *begin == '{';
}

static int parse_item(struct parser *parser)
{
    enum node_kind kind = NODE_TEST;
    switch (*parser->at) {
    case '(': return parse_group(parser);
    case '@': kind = NODE_TRIGGER; break;
    case '^': kind = NODE_BEGIN; break;
    case '$': kind = NODE_END; break;
    case '.': kind = NODE_ANY; break;
    default: return parse_test(parser);
    }
    parser->at++;
    return add_node(parser, kind);
}

static int parse_sequence(struct parser *parser)
{
    int sequence = add_node(parser, NODE_SEQUENCE);
    for (;;) {
        skip_blanks(parser);
        if (parser->failed || !*parser->at || *parser->at == ')' || *parser->at == '|') {
            return sequence;
        }
        int item = parse_item(parser);
        if (!parser->failed) {
            parse_quantifier(parser, item);
            add_child(parser, sequence, item);
        }
    }
}

static int parse_choice(struct parser *parser)
{
    int choice = add_node(parser, NODE_CHOICE);
    add_child(parser, choice, parse_sequence(parser));
    while (!parser->failed && *parser->at == '|') {
        parser->at++;
        add_child(parser, choice, parse_sequence(parser));
    }
    return parser->failed ? NOTHING : choice;
}

/* Parses a whole text (a pattern, a trigger) and returns its root. */
static int parse_all(struct parser *parser, const char *text)
{
    parser->text = parser->at = text;
    int root = parse_choice(parser);
    skip_blanks(parser);
    if (!parser->failed && *parser->at) {
        complain(parser, "\"%.*s\" is not expected here", parser->at, 1);
    }
    return parser->failed ? NOTHING : root;
}

/* --- symbols -------------------------------------------------------------------------------------------------- */

static struct symbols symbols_union(struct symbols a, struct symbols b)
{
    for (int i = 0; i < 4; i++) {
        a.bits[i] |= b.bits[i];
    }
    return a;
}

static void symbols_add(struct symbols *set, unsigned symbol)
{
    set->bits[symbol >> 6] |= UINT64_C(1) << (symbol & 63);
}

static bool symbols_has(const struct symbols *set, unsigned symbol)
{
    return set->bits[symbol >> 6] >> (symbol & 63) & 1;
}

/* Is everything below this node one test or a choice between single tests, so that one class of symbols says it? */
static bool is_plain(const struct node *nodes, int index)
{
    const struct node *node = nodes + index;
    if (node->kind == NODE_TEST) {
        return true;
    }
    if (node->kind == NODE_GROUP) {
        return strcmp(node->open, "(?:") == 0 && is_plain(nodes, node->child);
    }
    if (node->kind != NODE_SEQUENCE && node->kind != NODE_CHOICE) {
        return false;
    }
    bool one = node->child != NOTHING && (node->kind == NODE_CHOICE || nodes[node->child].next == NOTHING);
    for (int c = node->child; c != NOTHING && one; c = nodes[c].next) {
        one = !*nodes[c].quantifier && is_plain(nodes, c);
    }
    return one;
}

static bool test_fits(const struct node *node, const struct asc_set *set)
{
    bool fits = !asc_classes_meet(set->classes, node->without) && (!node->literal || node->literal == set->literal);
    for (unsigned t = 0; t < node->tests; t++) {
        fits = fits && asc_classes_meet(set->classes, node->with[t]);
    }
    return fits;
}

static bool leaf_fits(const struct node *nodes, int index, const struct asc_set *set)
{
    if (nodes[index].kind == NODE_TEST) {
        return test_fits(nodes + index, set);
    }
    for (int c = nodes[index].child; c != NOTHING; c = nodes[c].next) {
        if (leaf_fits(nodes, c, set)) {
            return true;
        }
    }
    return false;
}

enum { LEAVES = 4096 };

/* The alphabet of one kind of rules: sets that every leaf judges alike share a symbol. */
struct alphabet {
    unsigned count; /* symbols are 1 to count */
    int leaf[LEAVES];
    unsigned leaves;
    uint64_t verdict[ASC_SYMBOLS][LEAVES / 64]; /* a bit a leaf */
};

/* Collects the leaves of a tree, outermost first. False when there are too many. */
static bool add_leaves(struct alphabet *alphabet, struct node *nodes, int index)
{
    if (is_plain(nodes, index)) {
        nodes[index].leaf = true;
        if (alphabet->leaves == LEAVES) {
            return false;
        }
        alphabet->leaf[alphabet->leaves++] = index;
        return true;
    }
    bool added = true;
    for (int c = nodes[index].child; c != NOTHING && added; c = nodes[c].next) {
        added = add_leaves(alphabet, nodes, c);
    }
    return added;
}

static unsigned differences(const uint64_t *a, const uint64_t *b)
{
    unsigned bits = 0;
    for (unsigned i = 0; i < LEAVES / 64; i++) {
        bits += (unsigned)__builtin_popcountll(a[i] ^ b[i]);
    }
    return bits;
}

/* The symbol of a set: the one that is judged alike, else a new one, else, when all are taken, the one that fewest tests tell
 * from it. Sets come in the order of the words that have them, so what is merged is rare. */
static unsigned symbol_of(struct alphabet *alphabet, const struct node *nodes, const struct asc_set *set)
{
    uint64_t verdict[LEAVES / 64] = {0};
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

/* The symbols of every leaf, once all sets have theirs. */
static void spread_symbols(const struct alphabet *alphabet, struct node *nodes)
{
    for (unsigned i = 0; i < alphabet->leaves; i++) {
        for (unsigned symbol = 1; symbol <= alphabet->count; symbol++) {
            if (alphabet->verdict[symbol][i / 64] >> (i & 63) & 1) {
                symbols_add(&nodes[alphabet->leaf[i]].symbols, symbol);
            }
        }
    }
}

/* --- neighbours of the trigger --------------------------------------------------------------------------------- */

/* The symbols that can stand at an edge of a part (its first ones, or its last when `last`); *empty: it may be empty. */
static struct symbols edge_symbols(const struct node *nodes, int index, bool last, bool *empty)
{
    const struct node *node = nodes + index;
    struct symbols set = {{0}};
    bool may_be_empty = node->kind == NODE_CHOICE ? false : true;
    if (node->leaf || node->kind == NODE_ANY || node->kind == NODE_TRIGGER) {
        set = node->symbols;
        may_be_empty = false;
    } else if (node->kind == NODE_SEQUENCE) {
        int child[256], count = 0;
        for (int c = node->child; c != NOTHING && count < 256; c = nodes[c].next) {
            child[count++] = c;
        }
        for (int i = 0; i < count && may_be_empty; i++) {
            set = symbols_union(set, edge_symbols(nodes, child[last ? count - 1 - i : i], last, &may_be_empty));
        }
    } else if (node->kind == NODE_CHOICE || node->kind == NODE_GROUP) {
        may_be_empty = false;
        for (int c = node->child; c != NOTHING; c = nodes[c].next) {
            bool one = false;
            set = symbols_union(set, edge_symbols(nodes, c, last, &one));
            may_be_empty |= one;
        }
    }
    *empty = may_be_empty || node->optional;
    return set;
}

static int sibling_before(const struct node *nodes, int index)
{
    int before = NOTHING;
    for (int c = nodes[nodes[index].parent].child; c != index; c = nodes[c].next) {
        before = c;
    }
    return before;
}

/* The symbols that can stand beside `index`, walking outward; false when anything can. */
static bool beside(const struct node *nodes, int index, bool before, struct symbols *set)
{
    while (nodes[index].parent != NOTHING) {
        int parent = nodes[index].parent;
        if (nodes[parent].kind == NODE_SEQUENCE) {
            int next = before ? sibling_before(nodes, index) : nodes[index].next;
            while (next != NOTHING) {
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

static void put(struct asc_vector *out, const char *text)
{
    size_t len = strlen(text);
    char *room = asc_vector_add(out, len, 1);
    if (room) {
        memcpy(room, text, len);
    }
}

/* A character class of symbols, with ranges. */
static void put_symbols(struct asc_vector *out, const struct symbols *set)
{
    char part[16];
    unsigned written = 0;
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
        written++;
    }
    if (!written) {
        out->count--;
        put(out, "(?!)"); /* no symbol passes the test */
        return;
    }
    put(out, "]");
}

static void put_node(struct asc_vector *out, const struct node *nodes, int index)
{
    const struct node *node = nodes + index;
    if (node->leaf) {
        put_symbols(out, &node->symbols);
        put(out, node->quantifier);
        return;
    }
    switch (node->kind) {
    case NODE_TEST: break; /* always a leaf */
    case NODE_ANY: put(out, "[\\x01-\\xfd]"); break;
    case NODE_TRIGGER: put(out, "\\xff"); break;
    case NODE_BEGIN: put(out, "^"); break;
    case NODE_END: put(out, "$"); break;
    case NODE_SEQUENCE:
        for (int c = node->child; c != NOTHING; c = nodes[c].next) {
            put_node(out, nodes, c);
        }
        break;
    case NODE_CHOICE:
        for (int c = node->child; c != NOTHING; c = nodes[c].next) {
            put_node(out, nodes, c);
            put(out, nodes[c].next != NOTHING ? "|" : "");
        }
        break;
    case NODE_GROUP:
    case NODE_LOOK:
        put(out, node->open);
        put_node(out, nodes, node->child);
        put(out, ")");
        break;
    }
    put(out, node->quantifier);
}

/* Does the trigger stand below this node? */
static bool holds(const struct node *nodes, int index, int trigger)
{
    while (trigger != NOTHING && trigger != index) {
        trigger = nodes[trigger].parent;
    }
    return trigger == index;
}

/* Writes what a pattern says of one side of its trigger. The sides do not depend on each other once the trigger's place is fixed, so
 * they are matched apart: the right side where the trigger stands, the left side once for all rules that share it. A group that
 * reaches over the trigger is opened on one side and closed on the other. False when the trigger stands where it cannot be cut. */
static bool put_side(struct asc_vector *out, const struct node *nodes, int index, int trigger, bool left)
{
    const struct node *node = nodes + index;
    if (index == trigger) {
        put(out, "\\xff");
        return true;
    }
    bool choice = node->kind == NODE_CHOICE && nodes[node->child].next != NOTHING;
    if (choice || *node->quantifier || node->kind == NODE_LOOK) {
        return false;
    }
    bool before = true, done = true;
    put(out, node->kind == NODE_GROUP ? node->open : "");
    for (int c = node->child; c != NOTHING && done; c = nodes[c].next) {
        if (holds(nodes, c, trigger)) {
            done = put_side(out, nodes, c, trigger, left);
            before = false;
        } else if (before == left) {
            put_node(out, nodes, c);
        }
    }
    put(out, node->kind == NODE_GROUP ? ")" : "");
    return done;
}

/* --- all rules ------------------------------------------------------------------------------------------------------ */

void asc_rules_literals(struct asc_builder *builder)
{
    const struct asc_rule_source *rule = builder->rules.items;
    for (size_t i = 0; i < builder->rules.count; i++) {
        uint32_t field[] = {rule[i].pattern, rule[i].trigger, rule[i].needs};
        for (size_t f = 0; f < sizeof field / sizeof *field; f++) {
            const char *at = string_of(builder, field[f]);
            for (at = strchr(at, '"'); at && strchr(at + 1, '"'); at = strchr(strchr(at + 1, '"') + 1, '"')) {
                struct asc_token token[2];
                size_t len = (size_t)(strchr(at + 1, '"') - at - 1);
                if (asc_build_tokens(builder, at + 1, len, token, 2) == 1) {
                    struct asc_built_word *word = asc_build_word(builder, asc_token_word_key(at + 1, token));
                    if (word && !word->literal) {
                        word->literal = ++builder->literals;
                    }
                }
            }
        }
    }
}

/* A rule parsed: the roots of its three expressions. */
struct parsed {
    int pattern, trigger, needs;
};

static int find_trigger(const struct node *nodes, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (nodes[i].kind == NODE_TRIGGER) {
            return (int)i;
        }
    }
    return NOTHING;
}

static struct parsed parse_rule(struct asc_builder *builder, const struct asc_rule_source *rule, struct asc_vector *nodes)
{
    struct parsed parsed = {NOTHING, NOTHING, NOTHING};
    struct parser parser = {.builder = builder, .rule = rule, .nodes = nodes};
    size_t from = nodes->count;
    parsed.pattern = parse_all(&parser, string_of(builder, rule->pattern));
    if (!parser.failed && find_trigger(nodes->items, from, nodes->count) == NOTHING) {
        complain(&parser, "the pattern has no `@`, the place of the trigger", "", 0);
    }
    if (!parser.failed) {
        parsed.trigger = parse_all(&parser, string_of(builder, rule->trigger));
    }
    if (!parser.failed && rule->needs) {
        parsed.needs = parse_all(&parser, string_of(builder, rule->needs));
    }
    return parsed;
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
        asc_problem(builder->problems, string_of(builder, rule->file), rule->pattern_line, rule->column, "%s", (const char *)message);
    }
    pcre2_code_free(code);
}

/* Writes one side, checks it and keeps it. */
static uint32_t emit_side(struct asc_builder *builder, const struct asc_rule_source *source, const struct node *nodes, int root, int trigger,
                          bool left)
{
    struct asc_vector text = {0};
    uint32_t kept = 0;
    if (!put_side(&text, nodes, root, trigger, left)) {
        asc_problem(builder->problems, string_of(builder, source->file), source->pattern_line, source->column,
                    "the trigger `@` cannot stand in a repetition, a look-around or one of several alternatives");
    } else if (text.items) {
        check_pattern(builder, source, text.items, text.count);
        kept = asc_build_string(builder, text.items, text.count);
    }
    free(text.items);
    return kept;
}

/* The number of a left side: that of the rule that has the same, else a new one. */
static uint32_t number_of_left(const struct asc_builder *builder, const struct asc_vector *rules, uint32_t left)
{
    const struct asc_rule *rule = rules->items;
    uint32_t next = 0;
    for (size_t i = 0; i + 1 < rules->count; i++) {
        if (strcmp(string_of(builder, rule[i].left), string_of(builder, left)) == 0) {
            return rule[i].left_number;
        }
        next = rule[i].left_number >= next ? rule[i].left_number + 1 : next;
    }
    return next;
}

static void emit_rule(struct asc_builder *builder, const struct asc_rule_source *source, struct parsed parsed, int trigger, const struct node *nodes,
                      struct asc_vector *rules)
{
    struct asc_rule made = {.name = source->name,
                            .file = source->file,
                            .line = source->line,
                            .yes = source->yes,
                            .no = source->no,
                            .kind = source->kind,
                            .type = source->type,
                            .form = source->form};
    made.left = emit_side(builder, source, nodes, parsed.pattern, trigger, true);
    made.right = emit_side(builder, source, nodes, parsed.pattern, trigger, false);
    memcpy(made.trigger, nodes[parsed.trigger].symbols.bits, sizeof made.trigger);
    if (parsed.needs != NOTHING) {
        memcpy(made.needs, nodes[parsed.needs].symbols.bits, sizeof made.needs);
    }
    struct asc_rule *rule = asc_vector_add(rules, 1, sizeof *rule);
    if (!rule) {
        builder->failed = true;
        return;
    }
    *rule = made;
    rule->left_number = number_of_left(builder, rules, made.left);
}

static void put_neighbours(struct asc_rule *rule, const struct node *nodes, int trigger)
{
    struct symbols before = {{0}}, after = {{0}};
    rule->has_before = beside(nodes, trigger, true, &before);
    rule->has_after = beside(nodes, trigger, false, &after);
    memcpy(rule->before, before.bits, sizeof before.bits);
    memcpy(rule->after, after.bits, sizeof after.bits);
}

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

/* The map from sets to symbols of one kind. */
static bool emit_map(struct asc_builder *builder, struct alphabet *alphabet, const struct node *nodes, struct asc_vector *maps,
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

/* The rules of one kind while they are compiled. */
struct compilation {
    struct asc_vector nodes;
    struct parsed *parsed; /* [rules] */
    int *trigger;          /* [rules] the node of `@` */
    struct alphabet *alphabet;
};

static bool parse_kind(struct asc_builder *builder, unsigned kind, struct compilation *c)
{
    const struct asc_rule_source *source = builder->rules.items;
    bool room = true;
    for (size_t i = 0; i < builder->rules.count; i++) {
        if (source[i].kind != kind || source[i].macro) {
            continue;
        }
        size_t from = c->nodes.count;
        c->parsed[i] = parse_rule(builder, source + i, &c->nodes);
        c->trigger[i] = find_trigger(c->nodes.items, from, c->nodes.count);
        int roots[] = {c->parsed[i].pattern, c->parsed[i].trigger, c->parsed[i].needs};
        for (size_t r = 0; r < 3 && room; r++) {
            room = roots[r] == NOTHING || add_leaves(c->alphabet, c->nodes.items, roots[r]);
        }
    }
    if (!room) {
        asc_problem(builder->problems, "rules", 0, 0, "these rules hold more than %d tests: take some away", LEAVES);
    }
    return room;
}

static void emit_kind(struct asc_builder *builder, unsigned kind, struct compilation *c, struct asc_vector *rules)
{
    struct node *node = c->nodes.items;
    spread_symbols(c->alphabet, node);
    for (size_t i = 0; i < c->nodes.count; i++) {
        if (node[i].kind == NODE_ANY) {
            memset(node[i].symbols.bits, 0xff, sizeof node[i].symbols.bits);
        }
    }
    for (size_t i = 0; i < builder->rules.count && !builder->problems->count; i++) {
        const struct asc_rule_source *source = (const struct asc_rule_source *)builder->rules.items + i;
        if (source->kind == kind && !source->macro) {
            struct asc_rule_source copy = *source; /* strings move while they are added to */
            emit_rule(builder, &copy, c->parsed[i], c->trigger[i], node, rules);
            put_neighbours((struct asc_rule *)rules->items + rules->count - 1, node, c->trigger[i]);
        }
    }
}

/* Compiles the rules of one kind. All problems of all rules are reported before anything is given up. */
static bool compile_kind(struct asc_builder *builder, unsigned kind, struct asc_vector *rules, struct asc_vector *maps, struct asc_vector *bytes)
{
    struct compilation c = {.parsed = calloc(builder->rules.count + 1, sizeof *c.parsed),
                            .trigger = calloc(builder->rules.count + 1, sizeof *c.trigger),
                            .alphabet = calloc(1, sizeof *c.alphabet)};
    bool done = c.parsed && c.trigger && c.alphabet && parse_kind(builder, kind, &c) && emit_map(builder, c.alphabet, c.nodes.items, maps, bytes);
    if (done) {
        emit_kind(builder, kind, &c, rules);
    }
    free(c.nodes.items);
    free(c.parsed);
    free(c.trigger);
    free(c.alphabet);
    return done;
}

bool asc_rules_compile(struct asc_builder *builder, struct asc_vector *rules, struct asc_vector *maps, struct asc_vector *bytes)
{
    for (unsigned kind = 0; kind < ASC_RULE_KINDS; kind++) {
        if (!compile_kind(builder, kind, rules, maps, bytes)) {
            return false;
        }
    }
    return true;
}
