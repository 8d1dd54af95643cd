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

/* One side of a rule's pattern, compiled when it is first tried. */
struct compiled {
    pcre2_code *code;
    uint8_t group[ASC_GROUPS];        /* capture number, 0: none */
    uint8_t named[ASC_GROUPS], names; /* the groups that there are */
    bool tried, bare;                 /* bare: nothing but the trigger, which always matches */
};

/* What matching one side gave; the left sides of one trigger are kept, because rules share them. */
struct side {
    uint64_t trial; /* number of the trigger for which it holds */
    int result;     /* 1 found, 0 not, -1 a limit was hit */
    struct asc_span whole, group[ASC_GROUPS];
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
    struct compiled *right; /* [rules] */
    struct compiled *left;  /* [rules], by left_number */
    struct side *left_side; /* [rules], by left_number */
    uint64_t trial;
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
            bool sound = rule->left_number < rules; /* the image may be damaged */
            if (sound && rule->kind == kind && bit(rule->trigger, symbol) && used < UINT16_MAX) {
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
    matcher->right = calloc(asc_rules(known) + 1, sizeof *matcher->right);
    matcher->left = calloc(asc_rules(known) + 1, sizeof *matcher->left);
    matcher->left_side = calloc(asc_rules(known) + 1, sizeof *matcher->left_side);
    matcher->data = pcre2_match_data_create(64, NULL);
    matcher->context = pcre2_match_context_create(NULL);
    matcher->stack = pcre2_jit_stack_create(STACK_MIN, STACK_MAX, NULL);
    bool made = matcher->right && matcher->left && matcher->left_side && matcher->data && matcher->context && matcher->stack &&
                asc_rules(known) < ASC_RULES_MAX;
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
    for (uint32_t r = 0; matcher->right && matcher->left && r < asc_rules(matcher->known); r++) {
        pcre2_code_free(matcher->right[r].code);
        pcre2_code_free(matcher->left[r].code);
    }
    for (unsigned kind = 0; kind < ASC_RULE_KINDS; kind++) {
        free(matcher->table[kind].rule);
    }
    asc_set_weights_release(&matcher->weights);
    free(matcher->right);
    free(matcher->left);
    free(matcher->left_side);
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

struct asc_set_weights *asc_worker_weights(const struct asc_document *doc)
{
    return doc->trace ? NULL : asc_matcher_weights(doc->matcher);
}

/* Compiles one side; NULL when PCRE2 refuses it (the builder has checked that it does not). */
static const struct compiled *compiled_side(struct asc_matcher *matcher, struct compiled *side, uint32_t text)
{
    if (side->tried) {
        return side->code || side->bare ? side : NULL;
    }
    side->tried = true;
    const char *pattern = asc_image_string(&matcher->known->image[0], text);
    side->bare = strcmp(pattern, "\\xff") == 0;
    if (side->bare) {
        return side;
    }
    int error = 0;
    PCRE2_SIZE offset = 0;
    side->code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_DOLLAR_ENDONLY, &error, &offset, NULL);
    if (!side->code) {
        return NULL;
    }
    (void)pcre2_jit_compile(side->code, PCRE2_JIT_COMPLETE);
    for (unsigned g = 0; g < ASC_GROUPS; g++) {
        int number = pcre2_substring_number_from_name(side->code, (PCRE2_SPTR)group_name[g]);
        side->group[g] = number > 0 && number < 64 ? (uint8_t)number : 0;
        if (side->group[g]) {
            side->named[side->names++] = (uint8_t)g;
        }
    }
    return side;
}

/* Matches a compiled side in a window of the frame and notes its groups. */
static void match_side(struct asc_matcher *matcher, const struct compiled *compiled, struct asc_span window, uint32_t options, struct side *side)
{
    const uint8_t *symbols = matcher->symbols + window.begin;
    int pairs = pcre2_jit_match(compiled->code, symbols, window.end - window.begin, 0, options, matcher->data, matcher->context);
    if (pairs == PCRE2_ERROR_JIT_BADOPTION) {
        pairs = pcre2_match(compiled->code, symbols, window.end - window.begin, 0, options, matcher->data, matcher->context);
    }
    side->result = pairs == PCRE2_ERROR_NOMATCH ? 0 : pairs > 0 ? 1 : -1;
    const PCRE2_SIZE *vector = pcre2_get_ovector_pointer(matcher->data);
    if (side->result > 0) {
        side->whole = (struct asc_span){window.begin + (uint32_t)vector[0], window.begin + (uint32_t)vector[1]};
    }
    for (unsigned i = 0; i < compiled->names && side->result > 0; i++) {
        unsigned number = compiled->group[compiled->named[i]];
        bool set = (int)number < pairs && vector[2 * number] != PCRE2_UNSET;
        side->group[compiled->named[i]] =
            set ? (struct asc_span){window.begin + (uint32_t)vector[2 * number], window.begin + (uint32_t)vector[2 * number + 1]}
                : (struct asc_span){0, 0};
    }
}

/* What stands behind the trigger, matched where it stands. */
static void try_right(struct asc_matcher *matcher, const struct compiled *compiled, uint32_t at, uint32_t count, struct side *side)
{
    uint32_t to = count - at > ASC_WINDOW ? at + ASC_WINDOW : count;
    *side = (struct side){.result = 1, .whole = {at, at + 1}};
    if (!compiled->bare) {
        match_side(matcher, compiled, (struct asc_span){at, to}, PCRE2_NOTBOL | (to < count ? PCRE2_NOTEOL : 0), side);
    }
}

/* What stands before the trigger: found once a trigger, for all rules with the same left side. */
static const struct side *try_left(struct asc_matcher *matcher, const struct asc_rule *rule, uint32_t at)
{
    struct side *side = matcher->left_side + rule->left_number;
    if (side->trial == matcher->trial) {
        return side;
    }
    const struct compiled *compiled = compiled_side(matcher, matcher->left + rule->left_number, rule->left);
    uint32_t from = at > ASC_WINDOW ? at - ASC_WINDOW : 0;
    *side = (struct side){.trial = matcher->trial, .result = compiled != NULL, .whole = {at, at + 1}};
    if (compiled && !compiled->bare) {
        match_side(matcher, compiled, (struct asc_span){from, at + 1}, from ? PCRE2_NOTBOL : 0, side);
    }
    return side;
}

/* A group is where either side found it; one that reaches over the trigger is joined. */
static struct asc_span join(struct asc_span left, struct asc_span right)
{
    if (left.begin == left.end || right.begin == right.end) {
        return left.begin == left.end ? right : left;
    }
    return (struct asc_span){left.begin, right.end};
}

/* Tries one rule at one position; 1 found, 0 not, -1 a limit was hit. The cheaper right side comes first. */
static int try_rule(struct asc_matcher *matcher, uint32_t index, const struct asc_rule *rule, uint32_t at, uint32_t count, struct asc_match *match)
{
    const struct compiled *compiled = compiled_side(matcher, matcher->right + index, rule->right);
    struct side right;
    if (!compiled) {
        return 0;
    }
    uint8_t kept = matcher->symbols[at];
    matcher->symbols[at] = ASC_SYMBOL_TRIGGER;
    try_right(matcher, compiled, at, count, &right);
    const struct side *left = right.result > 0 ? try_left(matcher, rule, at) : &right;
    matcher->symbols[at] = kept;
    if (right.result <= 0 || left->result <= 0) {
        return left->result;
    }
    *match = (struct asc_match){.rule = index, .trigger = at, .whole = {left->whole.begin, right.whole.end}};
    for (unsigned g = 0; g < ASC_GROUPS; g++) {
        match->group[g] = join(left->group[g], right.group[g]);
    }
    return 1;
}

/* The symbols on either side of a trigger. Symbol 0 is in every set: a rule that needs nothing in particular meets it. */
struct sides {
    uint64_t behind[4], ahead[4];
};

static void add_symbol(uint64_t *set, unsigned symbol)
{
    set[symbol >> 6] |= UINT64_C(1) << (symbol & 63);
}

static bool meets(const uint64_t *a, const uint64_t *b)
{
    return ((a[0] & b[0]) | (a[1] & b[1]) | (a[2] & b[2]) | (a[3] & b[3])) != 0;
}

/* Can the rule match here at all, judged by its neighbours and by what stands on either side? */
static bool worth_trying(const struct asc_matcher *matcher, const struct asc_rule *rule, uint32_t at, uint32_t count, const struct sides *sides,
                         const uint64_t *present)
{
    for (unsigned i = 0; i < ASC_RULE_NEEDS; i++) {
        if (!meets(rule->ahead[i], sides->ahead) || !meets(rule->behind[i], sides->behind)) {
            return false;
        }
    }
    if (rule->has_before && (at == 0 || !bit(rule->before, matcher->symbols[at - 1]))) {
        return false;
    }
    if (rule->has_after && (at + 1 == count || !bit(rule->after, matcher->symbols[at + 1]))) {
        return false;
    }
    bool needs = rule->needs[0] | rule->needs[1] | rule->needs[2] | rule->needs[3];
    return !needs || meets(rule->needs, present);
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
        add_symbol(present, symbol);
    }
    return true;
}

/* Tries the rules that start at a trigger; false when a limit cut one short. */
static bool try_rules(struct asc_matcher *matcher, struct starts starts, const uint16_t *rules, uint32_t at, uint32_t count, struct sides *sides,
                      const uint64_t *present, void (*found)(void *context, const struct asc_match *match), void *context)
{
    bool whole = true;
    memset(sides->ahead, 0, sizeof sides->ahead);
    add_symbol(sides->ahead, 0);
    for (uint32_t i = at + 1; i < count; i++) {
        add_symbol(sides->ahead, matcher->symbols[i]);
    }
    matcher->trial++;
    for (unsigned i = 0; i < starts.count; i++) {
        uint32_t index = rules[starts.first + i];
        const struct asc_rule *rule = asc_rule(matcher->known, index);
        struct asc_match match;
        int result = worth_trying(matcher, rule, at, count, sides, present) ? try_rule(matcher, index, rule, at, count, &match) : 0;
        whole = whole && result >= 0;
        if (result > 0) {
            found(context, &match);
        }
    }
    return whole;
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
    if (!meets(present, table->any)) {
        return true;
    }
    bool whole = true;
    struct sides sides = {.behind = {1}};
    for (uint32_t at = 0; at < count; at++) {
        struct starts starts = table->at[matcher->symbols[at]];
        if (starts.count && !try_rules(matcher, starts, table->rule, at, count, &sides, present, found, context)) {
            whole = false;
        }
        add_symbol(sides.behind, matcher->symbols[at]);
    }
    return whole;
}
