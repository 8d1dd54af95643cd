#define PCRE2_CODE_UNIT_WIDTH 8
#include "knowledge/matcher.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/evidence.h"

enum { MATCH_LIMIT = 200000, STACK_MIN = 32 * 1024, STACK_MAX = 512 * 1024 };

static const char *const group_name[ASC_GROUPS] = {
#define X(NAME, TEXT) TEXT,
    ASC_GROUP_LIST(X)
#undef X
};

/* A rule's pattern, compiled when it is first tried. */
struct compiled {
    pcre2_code *code;
    uint8_t group[ASC_GROUPS]; /* capture number, 0: none */
    bool tried;
};

/* The rules that can start at a symbol. */
struct starts {
    uint16_t first, count; /* into `rule` */
};

struct table {
    struct starts at[ASC_SYMBOLS];
    uint16_t *rule;
    const uint8_t *symbol; /* [sets] */
    uint64_t any[4];       /* symbols at which some rule starts */
};

struct asc_matcher {
    const struct asc_knowledge *known;
    struct table table[ASC_RULE_KINDS];
    struct compiled *compiled; /* [rules] */
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    struct asc_set_weights weights;
    uint8_t *symbols; /* of the frame; room for `room` */
    uint32_t room;
};

static bool bit(const uint64_t *bits, unsigned symbol)
{
    return bits[symbol >> 6] >> (symbol & 63) & 1;
}

/* Lists, symbol by symbol, the rules of a kind that start there. */
static bool fill_table(struct asc_matcher *matcher, unsigned kind)
{
    const struct asc_image *image = &matcher->known->image[0];
    struct table *table = &matcher->table[kind];
    const struct asc_symbol_map *map = ASC_SECTION_OF(image, SYMBOLS, asc_symbol_map) + kind;
    uint32_t rules = asc_rules(matcher->known);
    if (kind >= image->count[ASC_SECTION_SYMBOLS] || map->bytes + (uint64_t)matcher->known->sets > image->count[ASC_SECTION_SYMBOL_BYTES]) {
        return true; /* no rules of this kind */
    }
    table->symbol = (const uint8_t *)image->section[ASC_SECTION_SYMBOL_BYTES] + map->bytes;
    table->rule = calloc((size_t)rules * ASC_SYMBOLS + 1, sizeof *table->rule);
    if (!table->rule) {
        return false;
    }
    unsigned used = 0;
    for (unsigned symbol = 1; symbol < ASC_SYMBOL_EDGE; symbol++) {
        table->at[symbol].first = (uint16_t)used;
        for (uint32_t r = 0; r < rules; r++) {
            const struct asc_rule *rule = asc_rule(matcher->known, r);
            if (rule->kind == kind && bit(rule->trigger, symbol) && used < UINT16_MAX) {
                table->rule[used++] = (uint16_t)r;
            }
        }
        table->at[symbol].count = (uint16_t)(used - table->at[symbol].first);
        if (table->at[symbol].count) {
            table->any[symbol >> 6] |= UINT64_C(1) << (symbol & 63);
        }
    }
    return true;
}

struct asc_matcher *asc_matcher_new(const struct asc_knowledge *known)
{
    struct asc_matcher *matcher = calloc(1, sizeof *matcher);
    if (!matcher) {
        return NULL;
    }
    matcher->known = known;
    matcher->compiled = calloc(asc_rules(known) + 1, sizeof *matcher->compiled);
    matcher->data = pcre2_match_data_create(64, NULL);
    matcher->context = pcre2_match_context_create(NULL);
    matcher->stack = pcre2_jit_stack_create(STACK_MIN, STACK_MAX, NULL);
    bool made = matcher->compiled && matcher->data && matcher->context && matcher->stack && asc_rules(known) < ASC_RULES_MAX;
    for (unsigned kind = 0; made && kind < ASC_RULE_KINDS; kind++) {
        made = fill_table(matcher, kind);
    }
    if (!made) {
        asc_matcher_free(matcher);
        return NULL;
    }
    (void)pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
    pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
    return matcher;
}

void asc_matcher_free(struct asc_matcher *matcher)
{
    if (!matcher) {
        return;
    }
    for (uint32_t r = 0; matcher->compiled && r < asc_rules(matcher->known); r++) {
        pcre2_code_free(matcher->compiled[r].code);
    }
    for (unsigned kind = 0; kind < ASC_RULE_KINDS; kind++) {
        free(matcher->table[kind].rule);
    }
    asc_set_weights_release(&matcher->weights);
    free(matcher->compiled);
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->context);
    pcre2_jit_stack_free(matcher->stack);
    free(matcher->symbols);
    free(matcher);
}

struct asc_set_weights *asc_matcher_weights(struct asc_matcher *matcher)
{
    return matcher ? &matcher->weights : NULL;
}

/* The compiled pattern of a rule; NULL when PCRE2 refuses it (the builder has checked that it does not). */
static const struct compiled *compiled_rule(struct asc_matcher *matcher, uint32_t index, const struct asc_rule *rule)
{
    struct compiled *compiled = matcher->compiled + index;
    if (compiled->tried) {
        return compiled->code ? compiled : NULL;
    }
    compiled->tried = true;
    const char *pattern = asc_image_string(&matcher->known->image[0], rule->pattern);
    int error = 0;
    PCRE2_SIZE offset = 0;
    compiled->code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_DOLLAR_ENDONLY, &error, &offset, NULL);
    if (!compiled->code) {
        return NULL;
    }
    (void)pcre2_jit_compile(compiled->code, PCRE2_JIT_COMPLETE);
    for (unsigned g = 0; g < ASC_GROUPS; g++) {
        int number = pcre2_substring_number_from_name(compiled->code, (PCRE2_SPTR)group_name[g]);
        compiled->group[g] = number > 0 && number < 64 ? (uint8_t)number : 0;
    }
    return compiled;
}

static struct asc_span span_of(const PCRE2_SIZE *vector, int pairs, unsigned number, uint32_t from)
{
    if ((int)number >= pairs || vector[2 * number] == PCRE2_UNSET) {
        return (struct asc_span){0, 0};
    }
    return (struct asc_span){from + (uint32_t)vector[2 * number], from + (uint32_t)vector[2 * number + 1]};
}

/* Tries one rule at one position; 1 found, 0 not, -1 a limit was hit. */
static int try_rule(struct asc_matcher *matcher, uint32_t index, const struct asc_rule *rule, uint32_t at, uint32_t count, struct asc_match *match)
{
    const struct compiled *compiled = compiled_rule(matcher, index, rule);
    if (!compiled) {
        return 0;
    }
    uint32_t from = at > ASC_WINDOW ? at - ASC_WINDOW : 0;
    uint32_t to = count - at > ASC_WINDOW ? at + ASC_WINDOW : count;
    uint8_t kept = matcher->symbols[at];
    matcher->symbols[at] = ASC_SYMBOL_TRIGGER;
    int pairs = pcre2_match(compiled->code, matcher->symbols + from, to - from, 0, 0, matcher->data, matcher->context);
    matcher->symbols[at] = kept;
    if (pairs == PCRE2_ERROR_NOMATCH) {
        return 0;
    }
    if (pairs <= 0) {
        return -1;
    }
    const PCRE2_SIZE *vector = pcre2_get_ovector_pointer(matcher->data);
    *match = (struct asc_match){.rule = index, .trigger = at, .whole = span_of(vector, pairs, 0, from)};
    for (unsigned g = 0; g < ASC_GROUPS; g++) {
        if (compiled->group[g]) {
            match->group[g] = span_of(vector, pairs, compiled->group[g], from);
        }
    }
    return 1;
}

/* Can the rule match here at all, judged by its neighbours and by what the frame holds? */
static bool worth_trying(const struct asc_matcher *matcher, const struct asc_rule *rule, uint32_t at, uint32_t count, const uint64_t *present)
{
    if (rule->has_before && (at == 0 || !bit(rule->before, matcher->symbols[at - 1]))) {
        return false;
    }
    if (rule->has_after && (at + 1 == count || !bit(rule->after, matcher->symbols[at + 1]))) {
        return false;
    }
    uint64_t needs = 0, meets = 0;
    for (unsigned i = 0; i < 4; i++) {
        needs |= rule->needs[i];
        meets |= rule->needs[i] & present[i];
    }
    return !needs || meets;
}

static bool ready_symbols(struct asc_matcher *matcher, const struct table *table, const uint32_t *set, uint32_t count, uint64_t *present)
{
    if (count > matcher->room) {
        uint8_t *more = realloc(matcher->symbols, count);
        if (!more) {
            return false;
        }
        matcher->symbols = more;
        matcher->room = count;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint8_t symbol = table->symbol[set[i] < matcher->known->sets ? set[i] : 0];
        matcher->symbols[i] = symbol;
        present[symbol >> 6] |= UINT64_C(1) << (symbol & 63);
    }
    return true;
}

bool asc_matcher_run(struct asc_matcher *matcher, enum asc_rule_kind kind, const uint32_t *set, uint32_t count,
                     void (*found)(void *context, const struct asc_match *match), void *context)
{
    const struct table *table = &matcher->table[kind];
    uint64_t present[4] = {0};
    if (!table->rule || !count) {
        return true;
    }
    if (!ready_symbols(matcher, table, set, count, present)) {
        return false;
    }
    if (!((present[0] & table->any[0]) | (present[1] & table->any[1]) | (present[2] & table->any[2]) | (present[3] & table->any[3]))) {
        return true;
    }
    bool whole = true;
    for (uint32_t at = 0; at < count; at++) {
        struct starts starts = table->at[matcher->symbols[at]];
        for (unsigned i = 0; i < starts.count; i++) {
            uint32_t index = table->rule[starts.first + i];
            const struct asc_rule *rule = asc_rule(matcher->known, index);
            struct asc_match match;
            int result = worth_trying(matcher, rule, at, count, present) ? try_rule(matcher, index, rule, at, count, &match) : 0;
            whole = whole && result >= 0;
            if (result > 0) {
                found(context, &match);
            }
        }
    }
    return whole;
}
