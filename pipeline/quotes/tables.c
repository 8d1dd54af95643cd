/* The tables of weights of a worker, and what classes mean to them. */
#include <stdlib.h>

#include "quotes/traits.h"

/* --- words ----------------------------------------------------------------------------------------------------------------- */

#define WORD(TRAIT, NAME, TEXT) TEXT,
#define WORDS(TRAIT) static const char *const words_##TRAIT[] = {NULL, ASC_##TRAIT##_LIST(WORD)};
ASC_VALUE_LISTS(WORDS)
#undef WORDS
#undef WORD

#define STEPS(BEFORE)                                                                                                                                \
    {                                                                                                                                                \
        NULL, BEFORE "0", BEFORE "1", BEFORE "2", BEFORE "3", BEFORE "4", BEFORE "5", BEFORE "6", BEFORE "7", BEFORE "8", BEFORE "9"                 \
    }
static const char *const digits[ASC_STEP_VALUES] = STEPS(""), *const direct_words[ASC_STEP_VALUES] = STEPS("direct+"),
                         *const source_gap[ASC_STEP_VALUES] = STEPS("source+"), *const content_gap[ASC_STEP_VALUES] = STEPS("content+");
#undef STEPS

const char *asc_trait_word(const struct asc_row_words *words, enum asc_trait trait, unsigned value)
{
    static const char *const *const list[ASC_TRAITS] = {
#define OF(TRAIT) [ASC_TRAIT_##TRAIT] = words_##TRAIT
        [ASC_TRAIT_BEFORE] = words_EDGE,
        [ASC_TRAIT_AFTER] = words_EDGE,
        [ASC_TRAIT_BIAS] = digits,
        [ASC_TRAIT_SOURCE_WORDS] = digits,
        [ASC_TRAIT_STRENGTH] = digits,
        [ASC_TRAIT_CONTENT_WORDS] = digits,
        [ASC_TRAIT_SPEECH_WORDS] = digits,
        [ASC_TRAIT_DIRECT_WORDS] = direct_words,
        [ASC_TRAIT_SOURCE_GAP] = source_gap,
        [ASC_TRAIT_CONTENT_GAP] = content_gap,
        OF(SOURCE),
        OF(CONTENT),
        OF(FIT),
        OF(CUE_FORM),
        OF(MARKED),
        OF(CASE),
        OF(CLOSE),
        OF(SPEECH),
        OF(COMMAS),
        OF(ANDS),
        OF(REACH),
        OF(WHOLE),
        OF(VOICE),
        OF(AUXILIARY),
        OF(INSIDE),
        OF(CAPITAL),
        OF(BEHIND),
        OF(HAS),
        OF(HOLDS),
        OF(LEFT),
        OF(LEFT_BY),
        OF(TAIL),
        OF(TAIL_BY),
        OF(REST),
        OF(REST_BY),
        OF(LEAD),
        OF(LEAD_BY),
#undef OF
    };
    switch (trait) {
    case ASC_TRAIT_RULE: return words->rule;
    case ASC_TRAIT_FORM: return words->form;
    case ASC_TRAIT_CUE: return words->cue;
    case ASC_TRAIT_ACT: return value ? asc_act_name(value - 1) : NULL;
    case ASC_TRAIT_KIND: return value ? asc_kind_name(value - 1) : NULL;
    case ASC_TRAIT_BLOCK: return value ? asc_block_name(value - 1) : NULL;
    default: return list[trait] ? list[trait][value] : NULL;
    }
}

/* --- rows -------------------------------------------------------------------------------------------------------------------- */

/* Fills the table of a feature [first_values][second_values]. */
static void fill(const struct asc_knowledge *known, const struct asc_row_words *words, int32_t *table, enum asc_template template,
                 enum asc_trait first, unsigned first_values, enum asc_trait second, unsigned second_values)
{
    const char *others[ASC_VALUES_MAX];
    for (unsigned j = 0; j < second_values; j++) {
        others[j] = asc_trait_word(words, second, j);
    }
    for (unsigned i = 0; i < first_values; i++) {
        const char *word = asc_trait_word(words, first, i);
        if (word && second == ASC_TRAIT_NUMBER) {
            table[i] = asc_weight(known, asc_feature_of(template, 0, i - 1));
        } else if (word && second == ASC_TRAIT_ALONE) {
            table[i] = asc_weight_of_word(known, template, word);
        } else if (word) {
            asc_weights_of_pairs(known, template, word, others, second_values, table + i * second_values);
        }
    }
}

#define FILL(TEMPLATE, FIRST, SECOND)                                                                                                                \
    fill(tables->known, &words, row->TEMPLATE##_##FIRST##_##SECOND[0], ASC_F_##TEMPLATE, ASC_TRAIT_##FIRST, ASC_VALUES_OF_##FIRST,                   \
         ASC_TRAIT_##SECOND, ASC_VALUES_OF_##SECOND);

static void fill_common(struct asc_quote_tables *tables)
{
    static const struct asc_row_words words = {NULL, NULL, NULL};
    struct asc_common_weights *row = &tables->common;
#define X(OWNER, TEMPLATE, FIRST, SECOND) ASC_COMMON_OF_##OWNER(FILL(TEMPLATE, FIRST, SECOND))
    ASC_FEATURES_ALL(X)
#undef X
}

/* The patterns of cues that take a content of a form; false when the form is not of that kind. */
static bool patterns_of(const char *form, uint32_t *patterns)
{
    static const struct {
        const char *form;
        uint32_t patterns;
    } forms[] = {
#define BIT(NAME) (1U << ASC_PATTERN_##NAME)
        {"quote", BIT(QUOTE)},
        {"that", BIT(THAT) | BIT(THAT_ONLY) | BIT(WH)},
        {"trailing", BIT(THAT) | BIT(QUOTE)},
        {"interposed", BIT(THAT) | BIT(QUOTE)},
        {"prep", BIT(AS) | BIT(FOR) | BIT(OF) | BIT(ABOUT) | BIT(ON) | BIT(AGAINST) | BIT(WITH)},
        {"np", BIT(NP)},
        {"to", BIT(TO) | BIT(OBJ_TO)},
        {"obj-that", BIT(OBJ_THAT) | BIT(OBJ_WH) | BIT(OBJ_TO)},
#undef BIT
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(forms[i].form, form) == 0) {
            *patterns = forms[i].patterns;
            return true;
        }
    }
    return false;
}

void asc_rule_weights_fill(struct asc_quote_tables *tables, uint32_t number)
{
    struct asc_rule_weights *row = tables->rule + number;
    const struct asc_rule *rule = asc_rule(tables->known, number);
    const struct asc_row_words words = {asc_rule_name(tables->known, number), asc_image_string(&tables->known->image[0], rule->form), NULL};
#define X(OWNER, TEMPLATE, FIRST, SECOND) ASC_RULE_OF_##OWNER(FILL(TEMPLATE, FIRST, SECOND))
    ASC_FEATURES_ALL(X)
#undef X
    row->has_patterns = patterns_of(words.form, &row->patterns);
    row->label = rule->label;
    row->known = true;
}

void asc_cue_weights_fill(struct asc_quote_tables *tables, uint32_t number)
{
    struct asc_cue_weights *row = tables->cue + number;
    const struct asc_cue *cue = asc_cue(tables->known, number);
    const struct asc_row_words words = {NULL, NULL, asc_image_string(&tables->known->image[0], cue->lemma)};
#define X(OWNER, TEMPLATE, FIRST, SECOND) ASC_CUE_OF_##OWNER(FILL(TEMPLATE, FIRST, SECOND))
    ASC_FEATURES_ALL(X)
#undef X
    row->patterns = cue->patterns;
    row->strength = cue->strength < ASC_STEP_VALUES - 1 ? cue->strength + 1 : ASC_STEP_VALUES - 1;
    row->act = cue->act < ASC_ACTS ? cue->act + 1 : 0;
    row->known = true;
}

/* --- classes ------------------------------------------------------------------------------------------------------------------ */

/* The value of the first class of a list that a set has, else of what the set is without any. */
#define FIRST(TRAIT, NAME, WORD) asc_classes_has(set, ASC_CLASS_##NAME) ? ASC_##TRAIT##_##NAME:

static uint8_t source_among(struct asc_classes set)
{
    return ASC_SOURCE_AMONG(FIRST) ASC_SOURCE_LAST(FIRST) ASC_SOURCE_WORD;
}

static uint8_t source_alone(struct asc_classes set)
{
    return ASC_SOURCE_ALONE(FIRST) source_among(set);
}

static uint8_t flow_of(struct asc_classes set)
{
#define CLAUSE(X) X(BE) X(MODAL) X(HAVE) X(VERB_S) X(DO)
#define BREAK(X) X(COMMA) X(WHO) X(WHICH) X(THAT)
#define AND(X) X(AND) X(BUT)
#define CUT(X) X(COMMA) X(DASH) X(SEMICOLON) X(COLON) X(AND) X(BUT) X(SUB) X(WHO) X(WHICH) X(AS) X(THAT)
    static const struct asc_classes clause = ASC_CLASSES_OF(CLAUSE), breaks = ASC_CLASSES_OF(BREAK), and = ASC_CLASSES_OF(AND),
                                    cut = ASC_CLASSES_OF(CUT);
    return (uint8_t)((asc_classes_meet(set, clause) ? ASC_FLOW_CLAUSE : 0) | (asc_classes_has(set, ASC_CLASS_VERB_ED) ? ASC_FLOW_PAST : 0) |
                     (asc_classes_meet(set, breaks) ? ASC_FLOW_BREAK : 0) | (asc_classes_has(set, ASC_CLASS_TO) ? ASC_FLOW_TO : 0) |
                     (asc_classes_has(set, ASC_CLASS_COMMA) ? ASC_FLOW_COMMA : 0) | (asc_classes_meet(set, and) ? ASC_FLOW_AND : 0) |
                     (asc_classes_meet(set, cut) ? ASC_FLOW_CUT : 0));
}

void asc_codes_fill(struct asc_quote_tables *tables, uint32_t number)
{
    struct asc_classes set = asc_classes_of(tables->known, number);
    tables->codes[number] = (struct asc_codes){
        .alone = source_alone(set),
        .among = source_among(set),
        .content = ASC_CONTENT_START(FIRST) ASC_CONTENT_NOUN(FIRST) ASC_CONTENT_WORD,
        .edge = ASC_EDGE_CLASS(FIRST) ASC_EDGE_WORD,
        .voice = ASC_VOICE_CLASS(FIRST) ASC_VOICE_ABSENT,
        .auxiliary = ASC_AUXILIARY_CLASS(FIRST) ASC_AUXILIARY_WORD,
        .behind = ASC_BEHIND_CLASS(FIRST) ASC_BEHIND_WORD,
        .flow = flow_of(set) | ASC_FLOW_KNOWN,
    };
    for (unsigned half = 0; half < 2; half++) {
        for (uint64_t bits = set.bits[half]; bits; bits &= bits - 1) {
            const int32_t *weight = tables->of_class[half * 64 + (unsigned)__builtin_ctzll(bits)];
            for (unsigned place = 0; place < ASC_PLACES; place++) {
                tables->place[number].weight[place] += weight[place];
            }
        }
    }
}

/* --- the whole ------------------------------------------------------------------------------------------------------------------ */

static void fill_classes(struct asc_quote_tables *tables)
{
    static const enum asc_template template[ASC_PLACES] = {
#define X(OWNER, TEMPLATE, PLACE, SECOND) ASC_PLACE_OF_##OWNER([ASC_PLACE_##PLACE] = ASC_F_##TEMPLATE, )
        ASC_FEATURES_ALL(X)
#undef X
    };
    for (unsigned i = 0; i < ASC_CLASSES; i++) {
        for (unsigned place = 0; place < ASC_PLACES; place++) {
            tables->of_class[i][place] = asc_weight(tables->known, asc_feature_of(template[place], 0, i));
        }
    }
}

static void fill_cuts(struct asc_quote_tables *tables)
{
    const char *name[ASC_CUTS];
    for (unsigned cut = 0; cut < ASC_CUTS; cut++) {
        name[cut] = asc_cut_name(cut);
    }
    for (unsigned side = 0; side < ASC_CUT_SIDES; side++) {
        for (unsigned way = 0; way < ASC_WAYS; way++) {
            asc_weights_of_pairs(tables->known, ASC_F_QUOTE_CUT, asc_cut_way((enum asc_cut_side)side, way * ASC_CUTS), name, ASC_CUTS,
                                 tables->cut[side] + way * ASC_CUTS);
        }
    }
}

static void fill_filters(struct asc_quote_tables *tables)
{
    const struct asc_image *image = &tables->known->image[0];
    const struct asc_bucket *bucket = ASC_SECTION_OF(image, CUE_FORMS, asc_bucket);
    for (uint64_t b = 0; b < image->count[ASC_SECTION_CUE_FORMS]; b++) {
        for (unsigned i = 0; i < ASC_BUCKET && bucket[b].print[i]; i++) {
            uint32_t word = asc_filter_word(bucket[b].print[i]);
            uint64_t bits = asc_filter_bits(bucket[b].print[i]);
            tables->cue_begins[word] |= bits;
            tables->cue_ends[word] |= bucket[b].chain[i].count ? bits : 0;
        }
    }
}

struct asc_quote_tables *asc_quote_tables_of(struct asc_set_weights *weights, const struct asc_knowledge *known)
{
    if (weights->quotes) {
        return weights->quotes;
    }
    size_t cues = known->image[0].count[ASC_SECTION_CUES], rules = asc_rules(known), sets = known->sets;
    struct asc_quote_tables *tables = calloc(1, sizeof *tables + sets * sizeof *tables->codes + (sets + 1) * sizeof *tables->place +
                                                    rules * sizeof *tables->rule + (cues + 1) * sizeof *tables->cue);
    if (!tables) {
        return NULL;
    }
    tables->known = known;
    tables->cues = (uint32_t)cues;
    tables->codes = (struct asc_codes *)(tables + 1);
    tables->place = (struct asc_place_weights *)(tables->codes + sets);
    tables->rule = (struct asc_rule_weights *)(tables->place + sets + 1);
    tables->cue = (struct asc_cue_weights *)(tables->rule + rules);
    tables->cue[cues].known = true;
    fill_common(tables);
    fill_classes(tables);
    fill_cuts(tables);
    fill_filters(tables);
    weights->quotes = tables;
    return tables;
}
