/* The traits of a possible attribution, and what they weigh. */
#include "quotes/quotes.h"

struct look {
    unsigned trait[ASC_TRAITS];
    uint32_t no_set;
    uint32_t place[ASC_PLACES];  /* sets of classes; no_set where there is no such place */
    struct asc_span auxiliaries; /* units */
    struct asc_cuts cuts[ASC_CUT_SIDES];
};

uint8_t asc_step_of(uint32_t words)
{
    /* 1, 2, 3, 4-5, 6-8, 9-13, 14-20, 21-40, more: steps that news sentences fill about evenly. */
    static const uint8_t step[] = {1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8,
                                   9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
    return words < sizeof step ? step[words] : ASC_STEP_VALUES - 1;
}

static uint32_t words_in(const struct asc_frame_of_units *frame, struct asc_span group)
{
    return group.end > group.begin ? frame->token[group.end] - frame->token[group.begin] : 0;
}

/* What the source is, by its most telling word; without one, by the last, which is its head more often than not. */
static unsigned source_of(const struct asc_frame_of_units *frame, struct asc_span source)
{
    if (source.begin >= source.end) {
        return ASC_SOURCE_MISSING;
    }
    if (source.end == source.begin + 1) {
        return frame->codes[source.begin].alone;
    }
    unsigned best = ASC_SOURCE_CAP;
    for (uint32_t u = source.begin; u < source.end; u++) {
        best = frame->codes[u].among < best ? frame->codes[u].among : best;
    }
    return best < ASC_SOURCE_CAP ? best : frame->codes[source.end - 1].among;
}

/* What follows the cue. */
static unsigned content_of(const struct asc_frame_of_units *frame, struct asc_span content)
{
    enum { NEAR = 8, VERBS = ASC_FLOW_CLAUSE | ASC_FLOW_PAST | ASC_FLOW_BREAK };
    uint32_t u = content.begin, end = content.end < u + NEAR ? content.end : u + NEAR;
    if (u >= frame->count || u >= content.end) {
        return ASC_CONTENT_MISSING;
    }
    if (frame->unit[u] == ASC_UNIT_QUOTATION) {
        return content.end == u + 1 ? ASC_CONTENT_QUOTATION : ASC_CONTENT_QUOTATION_FIRST;
    }
    if (frame->codes[u].content < ASC_CONTENT_NAME) {
        return frame->codes[u].content;
    }
    unsigned seen = 0; /* of the two kinds below, those that are decided */
    bool to = false;
    for (uint32_t v = u + 1; v < end; v++) {
        unsigned flow = frame->codes[v].flow;
        /* A finite verb near the beginning makes a clause of it: "the road was closed". */
        if (flow & VERBS && !(seen & VERBS)) {
            if (flow & (ASC_FLOW_CLAUSE | ASC_FLOW_PAST)) {
                return flow & ASC_FLOW_CLAUSE ? ASC_CONTENT_CLAUSE : ASC_CONTENT_CLAUSE_PAST;
            }
            seen |= VERBS;
        }
        if (flow & (ASC_FLOW_TO | ASC_FLOW_COMMA) && !(seen & ASC_FLOW_TO)) {
            to = flow & ASC_FLOW_TO;
            seen |= ASC_FLOW_TO;
        }
        if (seen == (VERBS | ASC_FLOW_TO)) {
            break;
        }
    }
    return to ? ASC_CONTENT_NP_TO : frame->codes[u].content;
}

/* --- the traits: each function sets all of its own ------------------------------------------------------------------------ */

static void look_at_source(const struct asc_frame_of_units *frame, const struct asc_match *match, uint32_t begin, struct look *look)
{
    struct asc_span source = match->group[ASC_GROUP_SOURCE];
    bool behind = source.end && source.begin < begin;
    look->trait[ASC_TRAIT_SOURCE] = source_of(frame, source);
    look->trait[ASC_TRAIT_SOURCE_WORDS] = asc_step_of(words_in(frame, source));
    look->trait[ASC_TRAIT_BEHIND] = behind ? (frame->codes + source.begin)[-1].behind : 0;
    bool any = source.end > source.begin;
    look->place[ASC_PLACE_SOURCE_LAST] = any ? frame->set[source.end - 1] : look->no_set;
    look->place[ASC_PLACE_SOURCE_FIRST] = any ? frame->set[source.begin] : look->no_set;
    look->place[ASC_PLACE_BEFORE_SOURCE] = any ? (frame->set + source.begin)[-1] : look->no_set;
    look->place[ASC_PLACE_AFTER_SOURCE] = any ? frame->set[source.end] : look->no_set;
}

static unsigned cue_form(unsigned forms)
{
    if (forms >> ASC_FORM_PAST & 1) {
        return ASC_CUE_FORM_PAST;
    }
    forms &= (1U << (ASC_FORM_OTHER + 1)) - 1;
    return forms ? ASC_CUE_FORM_BASE + (unsigned)__builtin_ctz(forms) : ASC_CUE_FORM_MISSING;
}

/* `use` is NULL for a trigger that is no cue. */
static void look_at_cue(const struct asc_rule_weights *rule, const struct asc_cue_weights *cue, const struct asc_cue_use *use, struct look *look)
{
    bool fits = cue->patterns & rule->patterns;
    look->trait[ASC_TRAIT_STRENGTH] = cue->strength;
    look->trait[ASC_TRAIT_ACT] = cue->act;
    look->trait[ASC_TRAIT_CUE_FORM] = use ? cue_form(use->forms) : 0;
    look->trait[ASC_TRAIT_FIT] = !use ? 0 : !rule->has_patterns ? ASC_FIT_ANY : fits ? ASC_FIT_YES : ASC_FIT_NO;
}

/* Where the content begins and ends. */
static void look_at_bounds(const struct asc_frame_of_units *frame, struct asc_span content, struct look *look)
{
    const uint32_t *first = frame->set + content.begin, *behind = frame->set + content.end;
    bool quoted = content.end > content.begin && frame->unit[content.end - 1] == ASC_UNIT_QUOTATION;
    bool comma = frame->codes[content.end].flow & ASC_FLOW_COMMA;
    look->trait[ASC_TRAIT_BEFORE] = (frame->codes + content.begin)[-1].edge;
    look->trait[ASC_TRAIT_AFTER] = frame->codes[content.end].edge;
    look->trait[ASC_TRAIT_MARKED] = quoted ? ASC_MARKED_QUOTED : ASC_MARKED_PLAIN;
    look->trait[ASC_TRAIT_REACH] = content.end + 1 >= frame->count ? ASC_REACH_END : ASC_REACH_STOPS;
    look->place[ASC_PLACE_CONTENT_FIRST] = *first;
    look->place[ASC_PLACE_BEFORE_CONTENT] = first[-1];
    look->place[ASC_PLACE_AFTER_CONTENT] = *behind;
    look->place[ASC_PLACE_AFTER_COMMA] = comma ? behind[1] : look->no_set;
}

/* Where the content could have ended, and the first quotation in it. */
static void look_inside(const struct asc_frame_of_units *frame, struct asc_span content, struct look *look)
{
    static const struct asc_marks none = {0, 0, 0, 0};
    struct asc_ahead next = frame->ahead[content.begin];
    unsigned commas = next.comma >= content.end ? 0 : frame->ahead[next.comma + 1].comma >= content.end ? 1 : 2;
    struct asc_marks marks = next.quotation < content.end ? frame->marks[next.quotation] : none;
    look->trait[ASC_TRAIT_COMMAS] = (ASC_COMMAS_0 + commas);
    look->trait[ASC_TRAIT_WHOLE] = commas ? ASC_WHOLE_NO : ASC_WHOLE_YES;
    look->trait[ASC_TRAIT_ANDS] = next.link < content.end ? ASC_ANDS_SOME : ASC_ANDS_NO;
    look->place[ASC_PLACE_INSIDE_COMMA] = next.comma + 1U < content.end ? frame->set[next.comma + 1] : look->no_set;
    look->place[ASC_PLACE_INSIDE_AND] = next.link + 1U < content.end ? frame->set[next.link + 1] : look->no_set;
    look->trait[ASC_TRAIT_CASE] = marks.letters;
    look->trait[ASC_TRAIT_CLOSE] = marks.close;
    look->trait[ASC_TRAIT_SPEECH] = marks.speech;
    look->trait[ASC_TRAIT_SPEECH_WORDS] = marks.words;
}

static uint32_t between(struct asc_span a, struct asc_span b)
{
    return a.end <= b.begin ? b.begin - a.end : b.end <= a.begin ? a.begin - b.end : 0;
}

static void look_at_content(const struct asc_frame_of_units *frame, const struct asc_match *match, enum asc_quote_kind kind, struct look *look)
{
    struct asc_span content = match->group[ASC_GROUP_CONTENT], cue = match->group[ASC_GROUP_CUE], source = match->group[ASC_GROUP_SOURCE];
    uint8_t words = asc_step_of(words_in(frame, content) + words_in(frame, match->group[ASC_GROUP_CONTENT2]));
    bool has_cue = cue.end > cue.begin;
    look->trait[ASC_TRAIT_CONTENT] = content_of(frame, content);
    look->trait[ASC_TRAIT_CONTENT_WORDS] = words;
    look->trait[ASC_TRAIT_KIND] = (kind + 1);
    look->trait[ASC_TRAIT_DIRECT_WORDS] = kind == ASC_KIND_DIRECT ? words : 0;
    look->trait[ASC_TRAIT_SOURCE_GAP] = has_cue && source.end > source.begin ? asc_step_of(between(source, cue)) : 0;
    look->trait[ASC_TRAIT_CONTENT_GAP] = has_cue ? asc_step_of(between(cue, content)) : 0;
    look_at_bounds(frame, content, look);
    look_inside(frame, content, look);
}

static void look_at_context(const struct asc_quoting *q, uint32_t trigger, struct asc_span cue, struct look *look)
{
    const struct asc_frame_of_units *frame = &q->frame;
    unsigned block = q->doc->block[frame->block].type;
    bool capital = q->doc->token[frame->token[trigger]].shape & ASC_SHAPE_CAPITAL;
    look->place[ASC_PLACE_BEFORE_CUE] = (frame->set + cue.begin)[-1];
    look->place[ASC_PLACE_BEFORE_TRIGGER] = trigger > cue.begin ? frame->set[trigger - 1] : look->no_set;
    look->place[ASC_PLACE_AFTER_CUE] = frame->set[cue.end];
    look->trait[ASC_TRAIT_INSIDE] = frame->inside != ASC_NONE ? ASC_INSIDE_YES : 0;
    look->trait[ASC_TRAIT_BLOCK] = block != ASC_BLOCK_BODY ? (block + 1) : 0;
    look->trait[ASC_TRAIT_CAPITAL] = capital ? ASC_CAPITAL_YES : 0;
    look->auxiliaries = (struct asc_span){cue.begin, trigger};
    unsigned voice = ASC_VOICE_WORD;
    for (uint32_t u = cue.begin; u < trigger; u++) {
        voice = frame->codes[u].voice ? frame->codes[u].voice : voice;
    }
    look->trait[ASC_TRAIT_VOICE] = voice;
}

/* A few units: 0, 1, 2-3, 4-9, more. */
static uint8_t few(uint32_t units)
{
    return (uint8_t)(units < 2 ? ASC_TAIL_0 + units : units < 4 ? ASC_TAIL_2 : units < 10 ? ASC_TAIL_4 : ASC_TAIL_MANY);
}

static bool is_taken(const struct asc_match *match, uint32_t unit)
{
    for (uint32_t groups = match->groups; groups; groups &= groups - 1) {
        struct asc_span group = match->group[__builtin_ctz(groups)];
        if (unit >= group.begin && unit < group.end) {
            return true;
        }
    }
    return false;
}

/* Quotations that the candidate takes, leaves out before and behind the begin of its content, and the words behind its last one. */
static void look_at_quotations(const struct asc_frame_of_units *frame, const struct asc_match *match, struct look *look)
{
    struct asc_span content = match->group[ASC_GROUP_CONTENT];
    uint32_t has = 0, before = 0, behind = 0, last = 0;
    for (uint32_t u = frame->ahead[0].quotation; u < frame->count; u = frame->ahead[u + 1].quotation) {
        bool taken = is_taken(match, u);
        has += taken;
        before += !taken && u < content.begin;
        behind += !taken && u >= content.begin;
        last = u >= content.begin && u < content.end ? u + 1 : last;
    }
    bool any = has || before || behind;
    unsigned left = before ? behind ? ASC_LEFT_BOTH : ASC_LEFT_BEFORE : behind ? ASC_LEFT_BEHIND : ASC_LEFT_NONE;
    look->trait[ASC_TRAIT_HAS] = any ? few(has) : 0;
    look->trait[ASC_TRAIT_HOLDS] = !any ? 0 : has ? ASC_HOLDS_QUOTED : ASC_HOLDS_PLAIN;
    look->trait[ASC_TRAIT_LEFT] = look->trait[ASC_TRAIT_LEFT_BY] = any ? (uint8_t)left : 0;
    look->trait[ASC_TRAIT_TAIL] = look->trait[ASC_TRAIT_TAIL_BY] = last ? few(content.end - last) : 0;
}

/* What the candidate leaves of the sentence before its first word and behind its last. */
static void look_at_rest(const struct asc_frame_of_units *frame, const struct asc_match *match, struct look *look)
{
    uint32_t begin = frame->count, end = 0;
    for (uint32_t groups = match->groups; groups; groups &= groups - 1) {
        struct asc_span group = match->group[__builtin_ctz(groups)];
        if (group.begin < group.end) {
            begin = group.begin < begin ? group.begin : begin;
            end = group.end > end ? group.end : end;
        }
    }
    unsigned edge = frame->codes[end].edge;
    bool mark = end < frame->count && (edge == ASC_EDGE_COMMA || edge == ASC_EDGE_DASH);
    look->place[ASC_PLACE_REST] = frame->set[end + mark];
    look->trait[ASC_TRAIT_REST] = few(frame->count - end);
    look->trait[ASC_TRAIT_REST_BY] = mark ? ASC_REST_BY_COMMA : ASC_REST_BY_DIRECTLY;
    look->trait[ASC_TRAIT_LEAD] = look->trait[ASC_TRAIT_LEAD_BY] = few(begin);
}

/* --- the sum --------------------------------------------------------------------------------------------------------------- */

/* The value of a trait; a trait that has but one is known without looking. */
#define VALUE(TRAIT) (ASC_VALUES_OF_##TRAIT == 1 ? 0U : look->trait[ASC_TRAIT_##TRAIT])
#define WEIGHT_COMMON(TEMPLATE, FIRST, SECOND) tables->common.TEMPLATE##_##FIRST##_##SECOND[VALUE(FIRST)][VALUE(SECOND)]
#define WEIGHT_RULE(TEMPLATE, FIRST, SECOND) rule->TEMPLATE##_##FIRST##_##SECOND[VALUE(FIRST)][VALUE(SECOND)]
#define WEIGHT_CUE(TEMPLATE, FIRST, SECOND) cue->TEMPLATE##_##FIRST##_##SECOND[VALUE(FIRST)][VALUE(SECOND)]
#define WEIGHT_PLACE(TEMPLATE, PLACE, SECOND) tables->place[look->place[ASC_PLACE_##PLACE]].weight[ASC_PLACE_##PLACE]
#define ADD(OWNER, TEMPLATE, FIRST, SECOND) sum += WEIGHT_##OWNER(TEMPLATE, FIRST, SECOND);

static int32_t sum_of(const struct asc_quoting *q, const struct asc_rule_weights *rule, const struct asc_cue_weights *cue, struct look *look)
{
    const struct asc_quote_tables *tables = q->tables;
    int32_t sum = 0;
    ASC_FEATURES_HEAD(ADD)
    for (uint32_t u = look->auxiliaries.begin; u < look->auxiliaries.end; u++) {
        look->trait[ASC_TRAIT_AUXILIARY] = q->frame.codes[u].auxiliary;
        ASC_FEATURE_AUXILIARY(ADD)
    }
    ASC_FEATURES_TAIL(ADD)
    for (unsigned i = 0; i < 2 * ASC_CUT_SIDES; i++) {
        const int32_t *weight = tables->cut[i / 2] + i % 2 * 64;
        for (uint64_t bits = look->cuts[i / 2].bits[i % 2]; bits; bits &= bits - 1) {
            sum += weight[__builtin_ctzll(bits)];
        }
    }
    return sum;
}

/* Keeps one feature, if it has one. */
static void keep(struct asc_evidence *e, const struct asc_row_words *words, enum asc_template template, enum asc_trait first, unsigned i,
                 enum asc_trait second, unsigned j)
{
    const char *word = asc_trait_word(words, first, i), *other = asc_trait_word(words, second, j);
    if (word && second == ASC_TRAIT_NUMBER) {
        asc_evidence_add(e, template, 0, i - 1);
    } else if (word && (other || second == ASC_TRAIT_ALONE)) {
        asc_evidence_fixed(e, template, 0, word, other);
    }
}

#define KEEP_TRAITS(TEMPLATE, FIRST, SECOND) keep(e, words, ASC_F_##TEMPLATE, ASC_TRAIT_##FIRST, VALUE(FIRST), ASC_TRAIT_##SECOND, VALUE(SECOND));
#define KEEP_COMMON(TEMPLATE, FIRST, SECOND) KEEP_TRAITS(TEMPLATE, FIRST, SECOND)
#define KEEP_RULE(TEMPLATE, FIRST, SECOND) KEEP_TRAITS(TEMPLATE, FIRST, SECOND)
#define KEEP_CUE(TEMPLATE, FIRST, SECOND) KEEP_TRAITS(TEMPLATE, FIRST, SECOND)
#define KEEP_PLACE(TEMPLATE, PLACE, SECOND) asc_evidence_set(e, ASC_F_##TEMPLATE, 0, look->place[ASC_PLACE_##PLACE]);
#define KEEP(OWNER, TEMPLATE, FIRST, SECOND) KEEP_##OWNER(TEMPLATE, FIRST, SECOND)

/* What was summed, feature by feature with its words. */
static void keep_features(const struct asc_quoting *q, const struct asc_row_words *words, struct look *look, struct asc_evidence *e)
{
    ASC_FEATURES_HEAD(KEEP)
    for (uint32_t u = look->auxiliaries.begin; u < look->auxiliaries.end; u++) {
        look->trait[ASC_TRAIT_AUXILIARY] = q->frame.codes[u].auxiliary;
        ASC_FEATURE_AUXILIARY(KEEP)
    }
    ASC_FEATURES_TAIL(KEEP)
    for (unsigned side = 0; side < ASC_CUT_SIDES; side++) {
        for (unsigned number = 0; number < ASC_CUT_CODES; number++) {
            if (look->cuts[side].bits[number >> 6] >> (number & 63) & 1) {
                asc_evidence_fixed(e, ASC_F_QUOTE_CUT, 0, asc_cut_way((enum asc_cut_side)side, number), asc_cut_name(number));
            }
        }
    }
}

int32_t asc_quotes_weigh(struct asc_quoting *q, const struct asc_match *match, enum asc_quote_kind kind, struct asc_evidence *evidence)
{
    struct asc_quote_tables *tables = q->tables;
    const struct asc_cue_use *use = asc_quotes_cue(q, match->trigger);
    const struct asc_rule_weights *rule = tables->rule + match->rule;
    uint32_t cue = use ? use->cue : tables->cues;
    if (!tables->cue[cue].known) {
        asc_cue_weights_fill(tables, cue);
    }
    struct asc_span words_of_cue = match->group[ASC_GROUP_CUE];
    words_of_cue = words_of_cue.begin < words_of_cue.end ? words_of_cue : (struct asc_span){match->trigger, match->trigger + 1};
    struct look look;
    look.no_set = q->known->sets;
    look.trait[ASC_TRAIT_BIAS] = 1;
    look_at_source(&q->frame, match, words_of_cue.begin, &look);
    look_at_cue(rule, tables->cue + cue, use, &look);
    look_at_content(&q->frame, match, kind, &look);
    look_at_context(q, match->trigger, words_of_cue, &look);
    look_at_quotations(&q->frame, match, &look);
    look_at_rest(&q->frame, match, &look);
    asc_quotes_find_cuts(&q->frame, match, look.cuts);
    if (evidence) {
        const struct asc_image *image = &q->known->image[0];
        struct asc_row_words words = {asc_rule_name(q->known, match->rule), asc_image_string(image, asc_rule(q->known, match->rule)->form),
                                      use ? asc_image_string(image, asc_cue(q->known, cue)->lemma) : NULL};
        keep_features(q, &words, &look, evidence);
    }
    return sum_of(q, rule, tables->cue + cue, &look);
}
