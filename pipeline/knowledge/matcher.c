#define PCRE2_CODE_UNIT_WIDTH 8
#include "knowledge/matcher.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/evidence.h"
#include "knowledge/automaton.h"

enum { MATCH_LIMIT = 200000, STACK_MIN = 32 * 1024, STACK_MAX = 512 * 1024 };

static const char *const group_name[ASC_GROUPS] = {
#define X(NAME, TEXT) TEXT,
    ASC_GROUP_LIST(X)
#undef X
};

unsigned asc_group_find(const char *name, size_t len)
{
    unsigned g = 0;
    while (g < ASC_GROUPS && (strlen(group_name[g]) != len || memcmp(group_name[g], name, len) != 0)) {
        g++;
    }
    return g;
}

/* One side of a rule's pattern, compiled when it is first tried: to an automaton or, when it has none, by PCRE2. */
struct compiled {
    struct asc_automaton *automaton;
    pcre2_code *code;
    uint8_t group[ASC_GROUPS]; /* capture number, 0: none */
    uint32_t named;            /* bits: the groups that there are */
    bool tried, bare;          /* bare: nothing but the trigger, which always matches */
};

/* What matching one side gave; the left sides of one trigger are kept, because rules share them. */
struct side {
    uint64_t trial; /* number of the trigger for which it holds */
    int result;     /* 1 found, 0 not, -1 a limit was hit */
    uint32_t named; /* bits: the groups that are set */
    struct asc_span whole, group[ASC_GROUPS];
};

/* What a symbol can do for a rule: it can be the trigger, stand directly before or after it, anywhere in the frame, or anywhere
 * before or after the trigger. Symbol 0 stands for the edge of the frame, and for a rule that asks for nothing. */
enum role { AS_TRIGGER, DIRECTLY_BEFORE, DIRECTLY_AFTER, ANYWHERE, BEHIND, AHEAD = BEHIND + ASC_RULE_NEEDS, ROLES = AHEAD + ASC_RULE_NEEDS };

/* Up to 64 rules of one kind and alphabet. For each role and symbol there is a mask with a bit for each rule that the symbol serves so; the rules
 * worth trying at a trigger are what is left when the masks of its surroundings are put together. */
struct bank {
    uint64_t mask[ROLES][ASC_SYMBOLS];
    uint16_t rule[64]; /* number of the rule behind each bit */
    uint32_t rules;
    uint32_t alphabet;
    const uint8_t *symbol; /* [sets] */
};

struct table {
    struct bank *bank; /* [banks] */
    uint32_t banks;
};

/* The frame that is being matched; `room` for symbols. */
struct frame {
    uint8_t *symbol;
    uint32_t *trigger; /* positions where a rule of the bank may start */
    uint64_t *worth;   /* [triggers] the rules worth trying there */
    uint32_t count, triggers, room;
};

struct asc_matcher {
    const struct asc_knowledge *known;
    struct table table[ASC_RULE_KINDS];
    struct compiled *right; /* [rules] */
    struct compiled *left;  /* [rules], by left_number */
    struct side *left_side; /* [rules], by left_number */
    uint64_t trial;
    bool reference; /* PCRE2 matches everything */
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    struct asc_set_weights weights;
    struct frame frame;
    struct asc_trail trail; /* over the last right side */
};

static bool bit(const uint64_t *bits, unsigned symbol)
{
    return bits[symbol >> 6] >> (symbol & 63) & 1;
}

/* Sets the bit of a rule in the masks of all symbols that serve it in a role; without a set every symbol does. */
static void serve(struct bank *bank, unsigned role, const uint64_t *set)
{
    for (unsigned symbol = 0; symbol < ASC_SYMBOLS; symbol++) {
        if (!set || bit(set, symbol)) {
            bank->mask[role][symbol] |= UINT64_C(1) << bank->rules;
        }
    }
}

static void add_rule(struct bank *bank, uint32_t number, const struct asc_rule *rule)
{
    bool anywhere = rule->needs[0] | rule->needs[1] | rule->needs[2] | rule->needs[3];
    serve(bank, AS_TRIGGER, rule->trigger);
    serve(bank, DIRECTLY_BEFORE, rule->has_before ? rule->before : NULL);
    serve(bank, DIRECTLY_AFTER, rule->has_after ? rule->after : NULL);
    serve(bank, ANYWHERE, anywhere ? rule->needs : NULL);
    for (unsigned i = 0; i < ASC_RULE_NEEDS; i++) {
        serve(bank, BEHIND + i, rule->behind[i]);
        serve(bank, AHEAD + i, rule->ahead[i]);
    }
    bank->rule[bank->rules++] = (uint16_t)number;
}

/* The bank for a rule, a new one when the last is full or has another alphabet; NULL when the image is damaged. */
static struct bank *bank_for(const struct asc_matcher *matcher, struct table *table, const struct asc_rule *rule)
{
    const struct asc_image *image = &matcher->known->image[0];
    const struct asc_symbol_map *map = ASC_SECTION_OF(image, SYMBOLS, asc_symbol_map) + rule->alphabet;
    struct bank *last = table->banks ? table->bank + table->banks - 1 : NULL;
    if (rule->alphabet >= image->count[ASC_SECTION_SYMBOLS] || rule->left_number >= asc_rules(matcher->known) ||
        map->bytes + (uint64_t)matcher->known->sets > image->count[ASC_SECTION_SYMBOL_BYTES]) {
        return NULL;
    }
    if (!last || last->rules == 64 || last->alphabet != rule->alphabet) {
        last = table->bank + table->banks++;
        last->alphabet = rule->alphabet;
        last->symbol = (const uint8_t *)image->section[ASC_SECTION_SYMBOL_BYTES] + map->bytes;
    }
    return last;
}

/* Makes the banks of a kind. */
static bool fill_table(struct asc_matcher *matcher, unsigned kind)
{
    struct table *table = &matcher->table[kind];
    uint32_t rules = asc_rules(matcher->known), own = 0;
    for (uint32_t r = 0; r < rules; r++) {
        own += asc_rule(matcher->known, r)->kind == kind;
    }
    table->bank = calloc(own + 1U, sizeof *table->bank); /* most of them are never touched */
    for (uint32_t r = 0; table->bank && r < rules; r++) {
        const struct asc_rule *rule = asc_rule(matcher->known, r);
        struct bank *bank = rule->kind == kind ? bank_for(matcher, table, rule) : NULL;
        if (bank) {
            add_rule(bank, r, rule);
        }
    }
    return table->bank;
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

static void release_side(struct compiled *side)
{
    asc_automaton_free(side->automaton);
    pcre2_code_free(side->code);
}

void asc_matcher_free(struct asc_matcher *matcher)
{
    if (!matcher) {
        return;
    }
    for (uint32_t r = 0; matcher->right && matcher->left && r < asc_rules(matcher->known); r++) {
        release_side(matcher->right + r);
        release_side(matcher->left + r);
    }
    for (unsigned kind = 0; kind < ASC_RULE_KINDS; kind++) {
        free(matcher->table[kind].bank);
    }
    asc_set_weights_release(&matcher->weights);
    free(matcher->right);
    free(matcher->left);
    free(matcher->left_side);
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->context);
    pcre2_jit_stack_free(matcher->stack);
    free(matcher->frame.symbol);
    free(matcher->frame.trigger);
    free(matcher->frame.worth);
    free(matcher);
}

void asc_matcher_use_reference(struct asc_matcher *matcher)
{
    matcher->reference = true;
}

struct asc_set_weights *asc_matcher_weights(struct asc_matcher *matcher)
{
    return matcher ? &matcher->weights : NULL;
}

struct asc_set_weights *asc_worker_weights(const struct asc_document *doc)
{
    return doc->trace ? NULL : asc_matcher_weights(doc->matcher);
}

/* Compiles a side that has no automaton. */
static void compile_reference(struct compiled *side, const char *pattern)
{
    int error = 0;
    PCRE2_SIZE offset = 0;
    side->code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_DOLLAR_ENDONLY, &error, &offset, NULL);
    if (!side->code) {
        return;
    }
    (void)pcre2_jit_compile(side->code, PCRE2_JIT_COMPLETE);
    for (unsigned g = 0; g < ASC_GROUPS; g++) {
        int number = pcre2_substring_number_from_name(side->code, (PCRE2_SPTR)group_name[g]);
        side->group[g] = number > 0 && number < 64 ? (uint8_t)number : 0;
        side->named |= (uint32_t)(side->group[g] != 0) << g;
    }
}

/* Compiles one side; NULL when PCRE2 refuses it (the builder has checked that it does not). */
static const struct compiled *compiled_side(struct asc_matcher *matcher, struct compiled *side, uint32_t text, bool left)
{
    if (!side->tried) {
        const char *pattern = asc_image_string(&matcher->known->image[0], text);
        side->tried = true;
        side->bare = strcmp(pattern, "\\xff") == 0;
        side->automaton = side->bare || matcher->reference ? NULL : asc_automaton_new(pattern, left);
        if (side->automaton) {
            side->named = side->automaton->named;
        } else if (!side->bare) {
            compile_reference(side, pattern);
        }
    }
    return side->code || side->automaton || side->bare ? side : NULL;
}

/* Matches a side by PCRE2 in a window of the frame and notes its groups. */
static void match_reference(struct asc_matcher *matcher, const struct compiled *compiled, struct asc_span window, uint32_t options, struct side *side)
{
    const uint8_t *symbols = matcher->frame.symbol + window.begin;
    int pairs = pcre2_jit_match(compiled->code, symbols, window.end - window.begin, 0, options, matcher->data, matcher->context);
    if (pairs == PCRE2_ERROR_JIT_BADOPTION) {
        pairs = pcre2_match(compiled->code, symbols, window.end - window.begin, 0, options, matcher->data, matcher->context);
    }
    side->result = pairs == PCRE2_ERROR_NOMATCH ? 0 : pairs > 0 ? 1 : -1;
    const PCRE2_SIZE *vector = pcre2_get_ovector_pointer(matcher->data);
    if (side->result > 0) {
        side->whole = (struct asc_span){window.begin + (uint32_t)vector[0], window.begin + (uint32_t)vector[1]};
    }
    for (uint32_t named = side->result > 0 ? compiled->named : 0; named; named &= named - 1) {
        unsigned g = (unsigned)__builtin_ctz(named), number = compiled->group[g];
        bool set = (int)number < pairs && vector[2 * number] != PCRE2_UNSET;
        side->group[g] = set ? (struct asc_span){window.begin + (uint32_t)vector[2 * number], window.begin + (uint32_t)vector[2 * number + 1]}
                             : (struct asc_span){0, 0};
    }
}

/* What stands behind the trigger, matched where it stands. The groups of an automaton are found by trace_right(). */
static void match_right(struct asc_matcher *matcher, const struct compiled *compiled, uint32_t at, struct side *side)
{
    uint32_t count = matcher->frame.count, to = count - at > ASC_WINDOW ? at + ASC_WINDOW : count;
    side->named = compiled->named;
    if (compiled->automaton) {
        side->result = asc_automaton_match(compiled->automaton, matcher->frame.symbol + at, to - at, to < count, &matcher->trail);
    } else if (compiled->bare) {
        side->result = 1;
        side->whole = (struct asc_span){at, at + 1};
    } else {
        match_reference(matcher, compiled, (struct asc_span){at, to}, PCRE2_NOTBOL | (to < count ? PCRE2_NOTEOL : 0), side);
    }
}

static void trace_right(const struct asc_matcher *matcher, const struct compiled *compiled, uint32_t at, struct side *side)
{
    if (compiled->automaton) {
        uint32_t end = asc_automaton_trace(compiled->automaton, &matcher->trail, at, side->group);
        side->whole = (struct asc_span){at, end};
    }
}

static void match_left(struct asc_matcher *matcher, const struct compiled *compiled, uint32_t at, struct side *side)
{
    uint32_t from = at > ASC_WINDOW ? at - ASC_WINDOW : 0;
    side->named = compiled->named;
    if (compiled->automaton) {
        struct asc_trail trail;
        side->result = asc_automaton_match(compiled->automaton, matcher->frame.symbol + at, at + 1 - from, from > 0, &trail);
        if (side->result > 0) {
            side->whole = (struct asc_span){asc_automaton_trace(compiled->automaton, &trail, at, side->group), at + 1};
        }
    } else if (compiled->bare) {
        side->result = 1;
        side->whole = (struct asc_span){at, at + 1};
    } else {
        match_reference(matcher, compiled, (struct asc_span){from, at + 1}, from ? PCRE2_NOTBOL : 0, side);
    }
}

/* What stands before the trigger: found once a trigger, for all rules with the same left side. */
static const struct side *try_left(struct asc_matcher *matcher, const struct asc_rule *rule, uint32_t at)
{
    struct side *side = matcher->left_side + rule->left_number;
    if (side->trial != matcher->trial) {
        const struct compiled *compiled = compiled_side(matcher, matcher->left + rule->left_number, rule->left, true);
        side->trial = matcher->trial;
        side->result = 0;
        if (compiled) {
            match_left(matcher, compiled, at, side);
        }
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

static void join_sides(struct asc_match *match, const struct side *left, const struct side *right)
{
    match->whole = (struct asc_span){left->whole.begin, right->whole.end};
    memset(match->group, 0, sizeof match->group);
    for (uint32_t named = left->named; named; named &= named - 1) {
        unsigned g = (unsigned)__builtin_ctz(named);
        match->group[g] = left->group[g];
    }
    for (uint32_t named = right->named; named; named &= named - 1) {
        unsigned g = (unsigned)__builtin_ctz(named);
        match->group[g] = join(match->group[g], right->group[g]);
    }
}

/* Tries one rule at one position, where the frame holds the symbol of the trigger; 1 found, 0 not, -1 a limit was hit. The cheaper
 * right side comes first. */
static int try_rule(struct asc_matcher *matcher, uint32_t index, uint32_t at, struct asc_match *match)
{
    const struct asc_rule *rule = asc_rule(matcher->known, index);
    const struct side *known = matcher->left_side + rule->left_number;
    if (known->trial == matcher->trial && known->result <= 0) {
        return 0; /* another rule with this left side has tried it here */
    }
    const struct compiled *compiled = compiled_side(matcher, matcher->right + index, rule->right, false);
    struct side right;
    if (!compiled) {
        return 0;
    }
    match_right(matcher, compiled, at, &right);
    if (right.result <= 0) {
        return right.result;
    }
    const struct side *left = try_left(matcher, rule, at);
    if (left->result <= 0) {
        return left->result;
    }
    trace_right(matcher, compiled, at, &right);
    match->rule = index;
    match->trigger = at;
    join_sides(match, left, &right);
    return 1;
}

/* --- frames ---------------------------------------------------------------------------------------------------------- */

/* Makes room for a longer frame; what the last one held is not needed any more. */
static bool grow_frame(struct frame *frame, uint32_t count)
{
    free(frame->symbol);
    free(frame->trigger);
    free(frame->worth);
    frame->symbol = malloc(count);
    frame->trigger = malloc(count * sizeof *frame->trigger);
    frame->worth = malloc(count * sizeof *frame->worth);
    frame->room = frame->symbol && frame->trigger && frame->worth ? count : 0;
    return frame->room;
}

/* Where a rule may start; there all rules are worth trying that find in the frame what they need. */
static void find_triggers(struct frame *frame, const struct bank *bank)
{
    uint64_t anywhere = bank->mask[ANYWHERE][0];
    frame->triggers = 0;
    for (uint32_t i = 0; i < frame->count; i++) {
        uint64_t starts = bank->mask[AS_TRIGGER][frame->symbol[i]];
        anywhere |= bank->mask[ANYWHERE][frame->symbol[i]];
        frame->trigger[frame->triggers] = i;
        frame->worth[frame->triggers] = starts;
        frame->triggers += starts != 0;
    }
    for (uint32_t t = 0; t < frame->triggers; t++) {
        frame->worth[t] &= anywhere;
    }
}

/* Takes from each trigger the rules that lack before it what they need there; gathers, from the left, what there is. */
static void look_behind(struct frame *frame, const struct bank *bank)
{
    uint64_t seen[ASC_RULE_NEEDS];
    uint32_t at = 0;
    for (unsigned n = 0; n < ASC_RULE_NEEDS; n++) {
        seen[n] = bank->mask[BEHIND + n][0];
    }
    for (uint32_t t = 0; t < frame->triggers; t++) {
        for (; at < frame->trigger[t]; at++) {
            for (unsigned n = 0; n < ASC_RULE_NEEDS; n++) {
                seen[n] |= bank->mask[BEHIND + n][frame->symbol[at]];
            }
        }
        frame->worth[t] &= bank->mask[DIRECTLY_BEFORE][at ? frame->symbol[at - 1] : 0];
        for (unsigned n = 0; n < ASC_RULE_NEEDS; n++) {
            frame->worth[t] &= seen[n];
        }
    }
}

/* The same for what must stand behind the trigger, from the right. */
static void look_ahead(struct frame *frame, const struct bank *bank)
{
    uint64_t seen[ASC_RULE_NEEDS];
    uint32_t at = frame->count;
    for (unsigned n = 0; n < ASC_RULE_NEEDS; n++) {
        seen[n] = bank->mask[AHEAD + n][0];
    }
    for (uint32_t t = frame->triggers; t-- > 0;) {
        for (; at > frame->trigger[t] + 1; at--) {
            for (unsigned n = 0; n < ASC_RULE_NEEDS; n++) {
                seen[n] |= bank->mask[AHEAD + n][frame->symbol[at - 1]];
            }
        }
        frame->worth[t] &= bank->mask[DIRECTLY_AFTER][at < frame->count ? frame->symbol[at] : 0];
        for (unsigned n = 0; n < ASC_RULE_NEEDS; n++) {
            frame->worth[t] &= seen[n];
        }
    }
}

/* Tries the rules of a bank; false when a limit cut one short. */
static bool run_bank(struct asc_matcher *matcher, const struct bank *bank, void (*found)(void *context, const struct asc_match *match), void *context)
{
    struct frame *frame = &matcher->frame;
    bool whole = true;
    find_triggers(frame, bank);
    if (!frame->triggers) {
        return true;
    }
    look_behind(frame, bank);
    look_ahead(frame, bank);
    for (uint32_t t = 0; t < frame->triggers; t++) {
        uint8_t *symbol = frame->symbol + frame->trigger[t], kept = *symbol;
        matcher->trial++;
        *symbol = ASC_SYMBOL_TRIGGER;
        for (uint64_t worth = frame->worth[t]; worth; worth &= worth - 1) {
            struct asc_match match;
            int result = try_rule(matcher, bank->rule[__builtin_ctzll(worth)], frame->trigger[t], &match);
            whole = whole && result >= 0;
            if (result > 0) {
                found(context, &match);
            }
        }
        *symbol = kept;
    }
    return whole;
}

bool asc_matcher_run(struct asc_matcher *matcher, enum asc_rule_kind kind, const uint32_t *set, uint32_t count,
                     void (*found)(void *context, const struct asc_match *match), void *context)
{
    const struct table *table = &matcher->table[kind];
    struct frame *frame = &matcher->frame;
    if (!table->banks || !count) {
        return true;
    }
    if (count >= frame->room && !grow_frame(frame, count + 1)) {
        return false;
    }
    frame->count = count;
    bool whole = true;
    for (uint32_t b = 0; b < table->banks; b++) {
        const uint8_t *symbol = table->bank[b].symbol;
        for (uint32_t i = 0; i < count; i++) {
            frame->symbol[i] = symbol[set[i] < matcher->known->sets ? set[i] : 0];
        }
        whole = run_bank(matcher, table->bank + b, found, context) && whole;
    }
    return whole;
}
