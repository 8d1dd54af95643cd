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
    uint32_t next = 0;
    for (size_t i = 0; i + 1 < rules->count; i++) {
        if (strcmp(asc_rule_string(builder, rule[i].left), asc_rule_string(builder, left)) == 0) {
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
                      const struct asc_node *nodes, struct asc_vector *rules)
{
    struct asc_rule made = {.name = source->name,
                            .file = source->file,
                            .line = source->line,
                            .yes = source->yes,
                            .no = source->no,
                            .kind = source->kind,
                            .type = source->type,
                            .form = source->form};
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

/* The rules of one kind while they are compiled. */
struct compilation {
    struct asc_vector nodes;
    struct asc_parsed_rule *parsed; /* [rules] */
    struct asc_alphabet *alphabet;
};

static bool parse_kind(struct asc_builder *builder, unsigned kind, struct compilation *c)
{
    const struct asc_rule_source *source = builder->rules.items;
    bool room = true;
    for (size_t i = 0; i < builder->rules.count; i++) {
        if (source[i].kind != kind || source[i].macro) {
            continue;
        }
        c->parsed[i] = asc_rule_parse(builder, source + i, &c->nodes);
        int roots[] = {c->parsed[i].pattern, c->parsed[i].trigger, c->parsed[i].needs};
        for (size_t r = 0; r < 3 && room; r++) {
            room = roots[r] == ASC_NO_NODE || asc_alphabet_add(c->alphabet, c->nodes.items, roots[r]);
        }
    }
    if (!room) {
        asc_problem(builder->problems, "rules", 0, 0, "these rules hold more than %d tests: take some away", ASC_LEAVES);
    }
    return room;
}

/* Is there what a rule is written from? A rule without has a problem that was reported, or memory ran out. */
static bool is_whole(const struct asc_parsed_rule *parsed)
{
    return parsed->pattern != ASC_NO_NODE && parsed->trigger != ASC_NO_NODE && parsed->place != ASC_NO_NODE;
}

static void emit_kind(struct asc_builder *builder, unsigned kind, struct compilation *c, struct asc_vector *rules)
{
    struct asc_node *node = c->nodes.items;
    if (!node) {
        return; /* no rules of this kind */
    }
    asc_alphabet_spread(c->alphabet, node);
    for (size_t i = 0; i < c->nodes.count; i++) {
        if (node[i].kind == ASC_NODE_ANY) {
            memset(node[i].symbols.bits, 0xff, sizeof node[i].symbols.bits);
        }
    }
    for (size_t i = 0; i < builder->rules.count && !builder->problems->count && !builder->failed; i++) {
        struct asc_rule_source source = ((const struct asc_rule_source *)builder->rules.items)[i];
        if (source.kind == kind && !source.macro && is_whole(c->parsed + i)) {
            emit_rule(builder, &source, c->parsed + i, node, rules);
        }
    }
}

/* Compiles the rules of one kind. All problems of all rules are reported before anything is given up. */
static bool compile_kind(struct asc_builder *builder, unsigned kind, struct asc_vector *rules, struct asc_vector *maps, struct asc_vector *bytes)
{
    struct compilation c = {.parsed = calloc(builder->rules.count + 1, sizeof *c.parsed), .alphabet = calloc(1, sizeof *c.alphabet)};
    bool done = c.parsed && c.alphabet && parse_kind(builder, kind, &c) && asc_alphabet_map(builder, c.alphabet, c.nodes.items, maps, bytes);
    if (done) {
        emit_kind(builder, kind, &c, rules);
    }
    free(c.nodes.items);
    free(c.parsed);
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
