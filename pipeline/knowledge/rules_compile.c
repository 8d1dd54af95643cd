/* Compiling rules, kind by kind: all are parsed, the alphabet is made, then each is written. */
#include <stdlib.h>
#include <string.h>

#include "knowledge/rules_tree.h"

void asc_rules_literals(struct asc_builder *builder)
{
    const struct asc_rule_source *rule = builder->rules.items;
    for (size_t i = 0; i < builder->rules.count; i++) {
        uint32_t field[] = {rule[i].pattern, rule[i].trigger, rule[i].needs};
        for (size_t f = 0; f < sizeof field / sizeof *field; f++) {
            const char *at = asc_rule_string(builder, field[f]);
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

/* The number of a left side: that of the rule that has the same, else a new one. */
static uint32_t number_of_left(const struct asc_builder *builder, const struct asc_vector *rules, uint32_t left)
{
    const struct asc_rule *rule = rules->items;
    uint32_t next = 0, alphabet = rule[rules->count - 1].alphabet;
    for (size_t i = 0; i + 1 < rules->count; i++) {
        if (rule[i].alphabet == alphabet && strcmp(asc_rule_string(builder, rule[i].left), asc_rule_string(builder, left)) == 0) {
            return rule[i].left_number;
        }
        next = rule[i].left_number >= next ? rule[i].left_number + 1 : next;
    }
    return next;
}

static void put_neighbours(struct asc_rule *rule, const struct asc_node *nodes, int place)
{
    struct asc_symbols before = {{0}}, after = {{0}};
    rule->has_before = asc_rule_beside(nodes, place, true, &before);
    rule->has_after = asc_rule_beside(nodes, place, false, &after);
    memcpy(rule->before, before.bits, sizeof before.bits);
    memcpy(rule->after, after.bits, sizeof after.bits);
}

/* Sets that are not used up hold every symbol, and so does what stands on no side: symbol 0. */
static void put_required(uint64_t sets[ASC_RULE_NEEDS][4], const struct asc_node *nodes, const struct asc_parsed_rule *parsed, bool left)
{
    struct asc_required required = {.count = 0};
    asc_rule_required(nodes, parsed->pattern, parsed->place, left, &required);
    memset(sets, 0xff, ASC_RULE_NEEDS * sizeof *sets);
    for (unsigned i = 0; i < required.count; i++) {
        memcpy(sets[i], required.set[i].bits, sizeof sets[i]);
    }
}

static void emit_rule(struct asc_builder *builder, const struct asc_rule_source *source, const struct asc_parsed_rule *parsed,
                      const struct asc_node *nodes, uint32_t alphabet, struct asc_vector *rules)
{
    struct asc_rule made = {.name = source->name,
                            .file = source->file,
                            .line = source->line,
                            .yes = source->yes,
                            .no = source->no,
                            .kind = source->kind,
                            .type = source->type,
                            .form = source->form,
                            .alphabet = alphabet};
    made.label = source->form && strcmp(asc_rule_string(builder, source->form), "label") == 0;
    made.left = asc_rule_side(builder, source, nodes, parsed, true);
    if (!builder->problems->count) { /* else it would be said twice */
        made.right = asc_rule_side(builder, source, nodes, parsed, false);
    }
    memcpy(made.trigger, nodes[parsed->trigger].symbols.bits, sizeof made.trigger);
    if (parsed->needs != ASC_NO_NODE) {
        memcpy(made.needs, nodes[parsed->needs].symbols.bits, sizeof made.needs);
    }
    put_neighbours(&made, nodes, parsed->place);
    put_required(made.behind, nodes, parsed, true);
    put_required(made.ahead, nodes, parsed, false);
    struct asc_rule *rule = asc_vector_add(rules, 1, sizeof *rule);
    if (!rule) {
        builder->failed = true;
        return;
    }
    *rule = made;
    rule->left_number = number_of_left(builder, rules, made.left);
}

/* The rules of one kind while they are compiled. They share an alphabet as far as one byte holds it; the next group begins with the
 * rule for which it does not. */
struct compilation {
    struct asc_builder *builder;
    unsigned kind;
    struct asc_vector nodes;
    struct asc_parsed_rule *parsed; /* [rules] */
    struct asc_alphabet alphabet;
    size_t first; /* rule of the group */
    struct asc_vector *rules, *maps, *bytes;
};

static bool is_of_kind(const struct compilation *c, size_t rule)
{
    const struct asc_rule_source *source = c->builder->rules.items;
    return source[rule].kind == c->kind && !source[rule].macro;
}

/* Is there what a rule is written from? A rule without has a problem that was reported, or memory ran out. */
static bool is_whole(const struct asc_parsed_rule *parsed)
{
    return parsed->pattern != ASC_NO_NODE && parsed->trigger != ASC_NO_NODE && parsed->place != ASC_NO_NODE;
}

/* The map of the alphabet, then the rules of the group, written with its symbols. */
static void emit_group(struct compilation *c, size_t end)
{
    const struct asc_rule_source *source = c->builder->rules.items;
    uint32_t number = (uint32_t)c->maps->count, first = (uint32_t)c->bytes->count;
    uint8_t *bytes = asc_vector_add(c->bytes, c->alphabet.sets, 1);
    struct asc_symbol_map *map = asc_vector_add(c->maps, 1, sizeof *map);
    if (!bytes || !map) {
        c->builder->failed = true;
        return;
    }
    memcpy(bytes, c->alphabet.symbol, c->alphabet.sets);
    *map = (struct asc_symbol_map){first, c->alphabet.count};
    for (size_t i = c->first; i < end && !c->builder->problems->count && !c->builder->failed; i++) {
        if (!is_of_kind(c, i) || !is_whole(c->parsed + i)) {
            continue;
        }
        int roots[] = {c->parsed[i].pattern, c->parsed[i].trigger, c->parsed[i].needs};
        for (size_t r = 0; r < 3; r++) {
            if (roots[r] != ASC_NO_NODE) {
                asc_alphabet_spread(&c->alphabet, c->builder, c->nodes.items, roots[r]);
            }
        }
        emit_rule(c->builder, source + i, c->parsed + i, c->nodes.items, number, c->rules);
    }
}

static bool add_tests(struct compilation *c, size_t rule)
{
    int roots[] = {c->parsed[rule].pattern, c->parsed[rule].trigger, c->parsed[rule].needs};
    bool added = true;
    for (size_t r = 0; r < 3 && added; r++) {
        added = roots[r] == ASC_NO_NODE || asc_alphabet_add(&c->alphabet, c->builder, c->nodes.items, roots[r]);
    }
    return added;
}

/* Starts a group with a rule. */
static bool start_group(struct compilation *c, size_t rule)
{
    const struct asc_rule_source *source = (const struct asc_rule_source *)c->builder->rules.items + rule;
    free(c->alphabet.symbol);
    c->first = rule;
    if (!asc_alphabet_init(&c->alphabet, (uint32_t)c->builder->sets.count)) {
        return false;
    }
    if (!add_tests(c, rule)) {
        asc_problem(c->builder->problems, asc_rule_string(c->builder, source->file), source->pattern_line, source->column,
                    "the pattern tells more than %d kinds of words apart: make it simpler, or two rules of it", ASC_SYMBOL_EDGE - 1);
    }
    return true;
}

/* Takes a rule into the group, or ends the group before it. */
static bool group_rule(struct compilation *c, size_t rule)
{
    struct asc_alphabet before = c->alphabet;
    before.symbol = malloc(before.sets + (size_t)1);
    if (!before.symbol) {
        return false;
    }
    memcpy(before.symbol, c->alphabet.symbol, before.sets);
    if (add_tests(c, rule)) {
        free(before.symbol);
        return true;
    }
    free(c->alphabet.symbol);
    c->alphabet = before;
    emit_group(c, rule);
    return start_group(c, rule);
}

/* Compiles the rules of one kind. All problems of all rules are reported before anything is given up. */
static bool compile_kind(struct compilation *c)
{
    const struct asc_rule_source *source = c->builder->rules.items;
    size_t count = c->builder->rules.count;
    bool done = true, begun = false;
    for (size_t i = 0; i < count; i++) {
        if (is_of_kind(c, i)) {
            c->parsed[i] = asc_rule_parse(c->builder, source + i, &c->nodes);
        }
    }
    for (size_t i = 0; i < count && done; i++) {
        if (is_of_kind(c, i)) {
            done = begun ? group_rule(c, i) : start_group(c, i);
            begun = true;
        }
    }
    if (done && begun) {
        emit_group(c, count);
    }
    return done;
}

bool asc_rules_compile(struct asc_builder *builder, struct asc_vector *rules, struct asc_vector *maps, struct asc_vector *bytes)
{
    bool done = true;
    for (unsigned kind = 0; kind < ASC_RULE_KINDS && done; kind++) {
        struct compilation c = {.builder = builder, .kind = kind, .rules = rules, .maps = maps, .bytes = bytes};
        c.parsed = calloc(builder->rules.count + 1, sizeof *c.parsed);
        done = c.parsed && compile_kind(&c);
        free(c.nodes.items);
        free(c.parsed);
        free(c.alphabet.symbol);
    }
    return done;
}
