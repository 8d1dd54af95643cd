#define PCRE2_CODE_UNIT_WIDTH 8
#include "knowledge/matcher.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/evidence.h"
#include "knowledge/automaton.h"
#include "knowledge/recall.h"

enum { MATCH_LIMIT = 200000, STACK_MIN = 32 * 1024, STACK_MAX = 512 * 1024, STATES_MAX = 56 * 1024 * 1024 };

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
    uint32_t named; /* bits: the groups that took part */
    struct asc_span whole, group[ASC_GROUPS];
};

/* What a symbol can do for a rule: it can be the trigger, or stand directly before or after it. Symbol 0 stands for the edge of the frame. */
enum role { AS_TRIGGER, DIRECTLY_BEFORE, DIRECTLY_AFTER, ROLES };

/* A rule needs symbols of some sets in some part of the frame. The sets that a bank's rules name are its needs, a bit each; each symbol has a word
 * with the needs that it serves, and the topmost bit if it is a trigger. */
enum { NEEDS = 63 };
#define IS_TRIGGER (UINT64_C(1) << NEEDS)

/* A rule in its bank. */
struct rule {
    uint64_t behind, ahead, anywhere; /* needs */
    struct compiled *right, *left;
    struct side *left_side;
    uint32_t number;
};

/* Up to 64 rules of one kind and alphabet. For each role and symbol there is a mask with a bit for each rule that the symbol serves so. */
struct bank {
    uint64_t mask[ROLES][ASC_SYMBOLS];
    uint64_t serves[ASC_SYMBOLS];
    const uint64_t *need[NEEDS]; /* sets of symbols */
    struct rule rule[64];        /* by bit */
    uint32_t rules, needs;
    uint32_t alphabet;
    const uint8_t *symbol; /* [sets] */
};

struct table {
    struct bank *bank; /* [banks] */
    uint32_t banks;
};

/* A place where rules of the bank may start, and the needs that are served before and behind it. */
struct trigger {
    uint64_t before, after;
    uint32_t at;
};

/* The frame that is being matched; `room` for symbols. */
struct frame {
    uint8_t *symbol;
    struct trigger *trigger; /* [triggers + 1]; the first is the start of the frame */
    uint32_t count, triggers, room;
};

struct asc_matcher {
    const struct asc_knowledge *known;
    struct table table[ASC_RULE_KINDS];
    struct compiled *right; /* [rules] */
    struct compiled *left;  /* [rules], by left_number */
    struct side *left_side; /* [rules], by left_number */
    uint64_t trial;
    size_t states_used; /* bytes, by the states of automata */
    bool reference;     /* PCRE2 matches everything */
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    struct asc_set_weights weights;
    struct asc_recall recall;
    struct frame frame;
    struct asc_trail trail; /* over the last right side */
    struct asc_match match; /* the last one; the next one clears but its groups */
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

/* The bit of a need, as far as there are any left; a set with symbol 0 is served by anything. */
static uint64_t need_bit(struct bank *bank, const uint64_t *set)
{
    unsigned n = 0;
    while (n < bank->needs && memcmp(bank->need[n], set, 4 * sizeof *set) != 0) {
        n++;
    }
    if (bit(set, 0) || n >= NEEDS) {
        return 0;
    }
    uint64_t need = UINT64_C(1) << n;
    if (n == bank->needs) {
        bank->need[bank->needs++] = set;
        for (unsigned symbol = 0; symbol < ASC_SYMBOLS; symbol++) {
            bank->serves[symbol] |= bit(set, symbol) ? need : 0;
        }
    }
    return need;
}

static bool needs_any(const struct asc_rule *rule)
{
    return rule->needs[0] | rule->needs[1] | rule->needs[2] | rule->needs[3];
}

static void add_rule(struct asc_matcher *matcher, struct bank *bank, uint32_t number, const struct asc_rule *rule)
{
    struct rule *made = bank->rule + bank->rules;
    *made = (struct rule){.right = matcher->right + number,
                          .left = matcher->left + rule->left_number,
                          .left_side = matcher->left_side + rule->left_number,
                          .number = number};
    serve(bank, AS_TRIGGER, rule->trigger);
    serve(bank, DIRECTLY_BEFORE, rule->has_before ? rule->before : NULL);
    serve(bank, DIRECTLY_AFTER, rule->has_after ? rule->after : NULL);
    for (unsigned symbol = 0; symbol < ASC_SYMBOLS; symbol++) {
        bank->serves[symbol] |= bit(rule->trigger, symbol) ? IS_TRIGGER : 0;
    }
    made->anywhere = needs_any(rule) ? need_bit(bank, rule->needs) : 0;
    for (unsigned i = 0; i < ASC_RULE_NEEDS; i++) {
        made->behind |= need_bit(bank, rule->behind[i]);
        made->ahead |= need_bit(bank, rule->ahead[i]);
    }
    bank->rules++;
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
    if (!last || last->rules == 64 || (last->needs == NEEDS && needs_any(rule)) || last->alphabet != rule->alphabet) {
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
            add_rule(matcher, bank, r, rule);
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

struct asc_recall *asc_matcher_recall(struct asc_matcher *matcher)
{
    return matcher ? &matcher->recall : NULL;
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

/* Compiles one side, when it is first tried. */
static void compile_side(struct asc_matcher *matcher, struct compiled *side, uint32_t text, bool left)
{
    const char *pattern = asc_image_string(&matcher->known->image[0], text);
    side->tried = true;
    side->bare = strcmp(pattern, "\\xff") == 0;
    side->automaton = side->bare || matcher->reference ? NULL : asc_automaton_new(pattern, left, &matcher->states_used);
    if (side->automaton) {
        side->named = side->automaton->named;
    } else if (!side->bare) {
        compile_reference(side, pattern);
    }
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
        if ((int)number < pairs && vector[2 * number] != PCRE2_UNSET) {
            side->group[g] = (struct asc_span){window.begin + (uint32_t)vector[2 * number], window.begin + (uint32_t)vector[2 * number + 1]};
            side->named |= 1U << g;
        }
    }
}

/* What stands behind the trigger, matched where it stands. The groups of an automaton are found by trace_right(). */
static void match_right(struct asc_matcher *matcher, const struct compiled *compiled, uint32_t at, struct side *side)
{
    uint32_t count = matcher->frame.count, to = count - at > ASC_WINDOW ? at + ASC_WINDOW : count;
    side->result = 0; /* PCRE2 may have refused it, though the builder has checked that it does not */
    side->named = 0;
    if (compiled->automaton) {
        side->result = asc_automaton_match(compiled->automaton, matcher->frame.symbol + at, to - at, to < count, &matcher->trail);
    } else if (compiled->bare) {
        side->result = 1;
        side->whole = (struct asc_span){at, at + 1};
    } else if (compiled->code) {
        match_reference(matcher, compiled, (struct asc_span){at, to}, PCRE2_NOTBOL | (to < count ? PCRE2_NOTEOL : 0), side);
    }
}

static void trace_right(const struct asc_matcher *matcher, const struct compiled *compiled, uint32_t at, struct side *side)
{
    if (compiled->automaton) {
        side->whole.begin = at;
        side->named = asc_automaton_trace(compiled->automaton, &matcher->trail, at, side->group, &side->whole.end);
    }
}

static void match_left(struct asc_matcher *matcher, const struct compiled *compiled, uint32_t at, struct side *side)
{
    uint32_t from = at > ASC_WINDOW ? at - ASC_WINDOW : 0;
    side->named = 0;
    if (compiled->automaton) {
        struct asc_trail trail;
        side->result = asc_automaton_match(compiled->automaton, matcher->frame.symbol + at, at + 1 - from, from > 0, &trail);
        if (side->result > 0) {
            side->whole.end = at + 1;
            side->named = asc_automaton_trace(compiled->automaton, &trail, at, side->group, &side->whole.begin);
        }
    } else if (compiled->bare) {
        side->result = 1;
        side->whole = (struct asc_span){at, at + 1};
    } else if (compiled->code) {
        match_reference(matcher, compiled, (struct asc_span){from, at + 1}, from ? PCRE2_NOTBOL : 0, side);
    }
}

/* What stands before the trigger: found once a trigger, for all rules with the same left side. */
static const struct side *try_left(struct asc_matcher *matcher, const struct rule *rule, uint32_t at)
{
    struct side *side = rule->left_side;
    if (side->trial != matcher->trial) {
        if (!rule->left->tried) {
            compile_side(matcher, rule->left, asc_rule(matcher->known, rule->number)->left, true);
        }
        side->trial = matcher->trial;
        side->result = 0;
        match_left(matcher, rule->left, at, side);
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
    for (uint32_t named = match->groups; named; named &= named - 1) {
        match->group[__builtin_ctz(named)] = (struct asc_span){0, 0};
    }
    match->groups = left->named | right->named;
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
static int try_rule(struct asc_matcher *matcher, const struct rule *rule, uint32_t at, struct asc_match *match)
{
    if (rule->left_side->trial == matcher->trial && rule->left_side->result <= 0) {
        return 0; /* another rule with this left side has tried it here */
    }
    if (!rule->right->tried) {
        compile_side(matcher, rule->right, asc_rule(matcher->known, rule->number)->right, false);
    }
    struct side right;
    match_right(matcher, rule->right, at, &right);
    if (right.result <= 0) {
        return right.result;
    }
    const struct side *left = try_left(matcher, rule, at);
    if (left->result <= 0) {
        return left->result;
    }
    trace_right(matcher, rule->right, at, &right);
    match->rule = rule->number;
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
    frame->symbol = malloc(count);
    frame->trigger = malloc(count * sizeof *frame->trigger);
    frame->room = frame->symbol && frame->trigger ? count : 0;
    return frame->room;
}

/* Turns sets into symbols and finds the triggers, each with the needs that are served before it and, so far, between it and the next one.
 * Returns the needs that are served anywhere. */
static uint64_t read_frame(struct frame *frame, const struct bank *bank, const uint32_t *set, uint32_t sets)
{
    const uint8_t *symbol_of = bank->symbol;
    uint8_t *symbol = frame->symbol;
    struct trigger *last = frame->trigger;
    uint64_t seen = 0, since = 0;
    for (uint32_t i = 0; i < frame->count; i++) {
        symbol[i] = symbol_of[set[i] < sets ? set[i] : 0];
        uint64_t serves = bank->serves[symbol[i]];
        if (serves & IS_TRIGGER) {
            last->after = since;
            seen |= since;
            *++last = (struct trigger){.before = seen, .at = i};
            seen |= serves;
            since = 0;
        } else {
            since |= serves;
        }
    }
    last->after = since;
    frame->triggers = (uint32_t)(last - frame->trigger);
    return seen | since;
}

/* Adds, from the right, to what is served up to the next trigger what is served from there on. */
static void collect_ahead(struct frame *frame, const struct bank *bank)
{
    uint64_t after = 0;
    for (uint32_t t = frame->triggers; t > 0; t--) {
        struct trigger *trigger = frame->trigger + t;
        trigger->after = after |= trigger->after;
        after |= bank->serves[frame->symbol[trigger->at]];
    }
}

/* The rules worth trying at a trigger: those that find what they need. */
static uint64_t rules_worth(const struct frame *frame, const struct bank *bank, const struct trigger *trigger, uint64_t anywhere)
{
    uint32_t at = trigger->at;
    uint64_t worth = bank->mask[AS_TRIGGER][frame->symbol[at]] & bank->mask[DIRECTLY_BEFORE][at ? frame->symbol[at - 1] : 0] &
                     bank->mask[DIRECTLY_AFTER][at + 1 < frame->count ? frame->symbol[at + 1] : 0];
    for (uint64_t left = worth; left; left &= left - 1) {
        const struct rule *rule = bank->rule + __builtin_ctzll(left);
        uint64_t missing = (rule->behind & ~trigger->before) | (rule->ahead & ~trigger->after) | (rule->anywhere & ~anywhere);
        worth &= missing ? ~(left & -left) : UINT64_MAX;
    }
    return worth;
}

/* Gives back the states of all automata: so many are made only for texts that are like no other. */
static void forget_states(struct asc_matcher *matcher)
{
    for (uint32_t r = 0; r < asc_rules(matcher->known); r++) {
        asc_automaton_forget(matcher->right[r].automaton);
        asc_automaton_forget(matcher->left[r].automaton);
    }
}

/* Tries the rules of a bank; false when a limit cut one short. */
static bool run_bank(struct asc_matcher *matcher, const struct bank *bank, uint64_t anywhere,
                     void (*found)(void *context, const struct asc_match *match), void *context)
{
    struct frame *frame = &matcher->frame;
    struct asc_match *match = &matcher->match;
    bool whole = true;
    for (uint32_t t = 1; t <= frame->triggers; t++) {
        const struct trigger *trigger = frame->trigger + t;
        uint64_t worth = rules_worth(frame, bank, trigger, anywhere);
        uint8_t *symbol = frame->symbol + trigger->at, kept = *symbol;
        if (matcher->states_used > STATES_MAX) {
            forget_states(matcher);
        }
        matcher->trial++;
        *symbol = ASC_SYMBOL_TRIGGER;
        for (; worth; worth &= worth - 1) {
            int result = try_rule(matcher, bank->rule + __builtin_ctzll(worth), trigger->at, match);
            whole = whole && result >= 0;
            if (result > 0) {
                found(context, match);
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
        const struct bank *bank = table->bank + b;
        uint64_t anywhere = read_frame(frame, bank, set, matcher->known->sets);
        if (frame->triggers) {
            collect_ahead(frame, bank);
            whole = run_bank(matcher, bank, anywhere, found, context) && whole;
        }
    }
    return whole;
}
