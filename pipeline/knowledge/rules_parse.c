/* Parsing patterns: text → tree of tests. */
#include <string.h>

#include "knowledge/rules_tree.h"

enum { DEPTH = 12 };

/* One pattern being parsed; definitions are parsed in place. */
struct parser {
    struct asc_builder *builder;
    const struct asc_rule_source *rule;
    const char *text, *at;
    struct asc_vector *nodes; /* struct asc_node */
    unsigned depth;
    bool failed;
};

static struct asc_node *node_of(const struct parser *parser, int index)
{
    return (struct asc_node *)parser->nodes->items + index;
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
    asc_problem(parser->builder->problems, asc_rule_string(parser->builder, parser->rule->file), line, column, what, (int)len, word);
}

static int add_node(struct parser *parser, enum asc_node_kind kind)
{
    struct asc_node *node = asc_vector_add(parser->nodes, 1, sizeof *node);
    if (!node) {
        parser->builder->failed = parser->failed = true;
        return ASC_NO_NODE;
    }
    *node = (struct asc_node){.kind = kind, .child = ASC_NO_NODE, .next = ASC_NO_NODE, .parent = ASC_NO_NODE};
    return (int)parser->nodes->count - 1;
}

static void add_child(struct parser *parser, int parent, int child)
{
    if (parent == ASC_NO_NODE || child == ASC_NO_NODE) {
        return;
    }
    int *link = &node_of(parser, parent)->child;
    while (*link != ASC_NO_NODE) {
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
        const char *other = asc_rule_string(parser->builder, rule[i].name);
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
        complain(parser, "definitions nest too deep at \"%.*s\": does one use itself?", asc_rule_string(parser->builder, macro->name),
                 strlen(asc_rule_string(parser->builder, macro->name)));
        return ASC_NO_NODE;
    }
    struct parser inner = *parser;
    inner.rule = macro;
    inner.text = inner.at = asc_rule_string(parser->builder, macro->pattern);
    inner.depth++;
    int group = add_node(&inner, ASC_NODE_GROUP);
    int inside = parse_choice(&inner);
    if (group != ASC_NO_NODE && inside != ASC_NO_NODE) {
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
static void parse_atom(struct parser *parser, struct asc_node *node)
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
    if (class < 0 || (!negated && node->tests == ASC_NODE_TESTS)) {
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
    struct asc_node test = {.kind = ASC_NODE_TEST};
    parse_atom(parser, &test);
    while (*parser->at == '&' && !parser->failed) {
        parser->at++;
        parse_atom(parser, &test);
    }
    int index = add_node(parser, ASC_NODE_TEST);
    if (index != ASC_NO_NODE) {
        test.child = test.next = test.parent = ASC_NO_NODE;
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
    int group = add_node(parser, look ? ASC_NODE_LOOK : ASC_NODE_GROUP);
    if (group == ASC_NO_NODE || len >= sizeof node_of(parser, group)->open) {
        complain(parser, "the name of the group is too long", "", 0);
        return ASC_NO_NODE;
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
        return ASC_NO_NODE;
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
    struct asc_node *node = index == ASC_NO_NODE ? NULL : node_of(parser, index);
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
    enum asc_node_kind kind = ASC_NODE_TEST;
    switch (*parser->at) {
    case '(': return parse_group(parser);
    case '@': kind = ASC_NODE_TRIGGER; break;
    case '^': kind = ASC_NODE_BEGIN; break;
    case '$': kind = ASC_NODE_END; break;
    case '.': kind = ASC_NODE_ANY; break;
    default: return parse_test(parser);
    }
    parser->at++;
    return add_node(parser, kind);
}

static int parse_sequence(struct parser *parser)
{
    int sequence = add_node(parser, ASC_NODE_SEQUENCE);
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
    int choice = add_node(parser, ASC_NODE_CHOICE);
    add_child(parser, choice, parse_sequence(parser));
    while (!parser->failed && *parser->at == '|') {
        parser->at++;
        add_child(parser, choice, parse_sequence(parser));
    }
    return parser->failed ? ASC_NO_NODE : choice;
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
    return parser->failed ? ASC_NO_NODE : root;
}

static int find_trigger(const struct asc_node *nodes, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (nodes[i].kind == ASC_NODE_TRIGGER) {
            return (int)i;
        }
    }
    return ASC_NO_NODE;
}

struct asc_parsed_rule asc_rule_parse(struct asc_builder *builder, const struct asc_rule_source *rule, struct asc_vector *nodes)
{
    struct asc_parsed_rule parsed = {ASC_NO_NODE, ASC_NO_NODE, ASC_NO_NODE, ASC_NO_NODE};
    struct parser parser = {.builder = builder, .rule = rule, .nodes = nodes};
    size_t from = nodes->count;
    parsed.pattern = parse_all(&parser, asc_rule_string(builder, rule->pattern));
    parsed.place = find_trigger(nodes->items, from, nodes->count);
    if (!parser.failed && parsed.place == ASC_NO_NODE) {
        complain(&parser, "the pattern has no `@`, the place of the trigger", "", 0);
    }
    if (!parser.failed) {
        parsed.trigger = parse_all(&parser, asc_rule_string(builder, rule->trigger));
    }
    if (!parser.failed && rule->needs) {
        parsed.needs = parse_all(&parser, asc_rule_string(builder, rule->needs));
    }
    return parsed;
}
