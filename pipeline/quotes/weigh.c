/* The features of a possible attribution. */
#include <string.h>

#include "quotes/quotes.h"

static void add_word(struct asc_evidence *e, enum asc_template template, const char *word)
{
    asc_evidence_fixed(e, template, 0, word, NULL);
}

static void add_pair(struct asc_evidence *e, enum asc_template template, const char *first, const char *second)
{
    asc_evidence_fixed(e, template, 0, first, second);
}

/* Small numbers as words. */
static const char *digit(uint32_t number)
{
    static const char *const word[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    return word[number > 9 ? 9 : number];
}

static bool is(const struct asc_quoting *q, uint32_t unit, unsigned class)
{
    return unit < q->frame.count && asc_classes_has(q->frame.classes[unit], class);
}

/* --- the source ------------------------------------------------------------------------------------------------------- */

/* What the source is, by its last unit, which is its head more often than not. */
static const char *source_kind(const struct asc_quoting *q, struct asc_span source)
{
    if (source.begin >= source.end) {
        return "none";
    }
    bool alone = source.end == source.begin + 1;
    if (alone && (is(q, source.begin, ASC_CLASS_PRON_HE) || is(q, source.begin, ASC_CLASS_PRON_SHE))) {
        return "he-she";
    }
    static const struct {
        unsigned class;
        const char *word;
    } pronouns[] = {{ASC_CLASS_PRON_THEY, "they"}, {ASC_CLASS_PRON_I, "i"}, {ASC_CLASS_PRON_WE, "we"}, {ASC_CLASS_PRON_YOU, "you"},
                    {ASC_CLASS_PRON_IT, "it"},     {ASC_CLASS_WHO, "who"},  {ASC_CLASS_DEM, "this"},   {ASC_CLASS_POSS, "poss"}};
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns && alone; i++) {
        if (is(q, source.begin, pronouns[i].class)) {
            return pronouns[i].word;
        }
    }
    for (uint32_t u = source.begin; u < source.end; u++) {
        if (is(q, u, ASC_CLASS_PERSON)) {
            return "person";
        }
    }
    static const struct {
        unsigned class;
        const char *word;
    } nouns[] = {{ASC_CLASS_ORGANIZATION, "organization"},
                 {ASC_CLASS_ROLE, "role"},
                 {ASC_CLASS_ROLE_PL, "roles"},
                 {ASC_CLASS_COLLECTIVE, "collective"},
                 {ASC_CLASS_PERSON_NOUN, "role"},
                 {ASC_CLASS_PERSON_NOUN_PL, "roles"},
                 {ASC_CLASS_ORG_NOUN, "organization-noun"},
                 {ASC_CLASS_DOC_NOUN, "document"},
                 {ASC_CLASS_KIN, "role"},
                 {ASC_CLASS_PLACE, "place"},
                 {ASC_CLASS_GROUP, "group"},
                 {ASC_CLASS_PRON_OTHER, "other-pronoun"},
                 {ASC_CLASS_NAME, "name"}};
    struct asc_classes any = {{0, 0}};
    for (uint32_t u = source.begin; u < source.end; u++) {
        any = asc_classes_union(any, q->frame.classes[u]);
    }
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        if (asc_classes_has(any, nouns[i].class)) {
            return nouns[i].word;
        }
    }
    return is(q, source.end - 1, ASC_CLASS_CAP) ? "capital" : "noun";
}

/* --- the cue ------------------------------------------------------------------------------------------------------------ */

static const char *cue_form(const struct asc_unit *unit)
{
    static const char *const word[] = {"base", "s", "past", "participle", "ing", "other"};
    if (unit->forms >> ASC_FORM_PAST & 1) {
        return "past";
    }
    for (unsigned i = 0; i < 6; i++) {
        if (unit->forms >> i & 1) {
            return word[i];
        }
    }
    return "none";
}

/* The rules' forms of content and the cues' patterns that allow them. */
static const char *fit_of(const struct asc_cue *cue, const char *form)
{
    static const struct {
        const char *form;
        uint32_t patterns;
    } fits[] = {
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
    for (size_t i = 0; i < sizeof fits / sizeof *fits; i++) {
        if (strcmp(fits[i].form, form) == 0) {
            return cue->patterns & fits[i].patterns ? "yes" : "no";
        }
    }
    return "any";
}

/* What follows the cue, so that patterns can be compared with it. */
static const char *complement(const struct asc_quoting *q, struct asc_span content)
{
    uint32_t u = content.begin;
    if (u >= q->frame.count || content.begin >= content.end) {
        return "nothing";
    }
    if (q->frame.unit[u].quotation != ASC_NONE) {
        return content.end == u + 1 ? "quotation" : "quotation-first";
    }
    static const struct {
        unsigned class;
        const char *word;
    } starts[] = {{ASC_CLASS_THAT, "that"},         {ASC_CLASS_TO, "to"},
                  {ASC_CLASS_WHETHER, "whether"},   {ASC_CLASS_WH, "wh"},
                  {ASC_CLASS_PRON_SUBJ, "pronoun"}, {ASC_CLASS_PRON_OBJ, "object-pronoun"},
                  {ASC_CLASS_VERB_ING, "ing"}};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (is(q, u, starts[i].class)) {
            return starts[i].word;
        }
    }
    /* A finite verb near the beginning makes a clause of it: "the road was closed". */
    for (uint32_t v = u + 1; v < content.end && v < u + 8; v++) {
        if (is(q, v, ASC_CLASS_BE) || is(q, v, ASC_CLASS_MODAL) || is(q, v, ASC_CLASS_HAVE) || is(q, v, ASC_CLASS_VERB_S) || is(q, v, ASC_CLASS_DO)) {
            return "clause";
        }
        if (is(q, v, ASC_CLASS_VERB_ED)) {
            return "clause-past";
        }
        if (is(q, v, ASC_CLASS_COMMA) || is(q, v, ASC_CLASS_WHO) || is(q, v, ASC_CLASS_WHICH) || is(q, v, ASC_CLASS_THAT)) {
            break;
        }
    }
    for (uint32_t v = u + 1; v < content.end && v < u + 8; v++) {
        if (is(q, v, ASC_CLASS_TO)) {
            return "np-to";
        }
        if (is(q, v, ASC_CLASS_COMMA)) {
            break;
        }
    }
    return is(q, u, ASC_CLASS_NAME) ? "name" : is(q, u, ASC_CLASS_DET) || is(q, u, ASC_CLASS_ART) || is(q, u, ASC_CLASS_POSS) ? "np" : "other";
}

static void weigh_cue(const struct asc_quoting *q, const struct asc_match *match, const char *form, const char *rule, struct asc_evidence *e)
{
    const struct asc_unit *unit = q->frame.unit + match->trigger;
    const struct asc_cue *cue = asc_cue(q->known, unit->cue);
    const char *what = complement(q, match->group[ASC_GROUP_CONTENT]);
    add_pair(e, ASC_F_QUOTE_RULE_FORM, rule, what);
    add_word(e, ASC_F_QUOTE_CONTENT, what);
    if (!cue) {
        return;
    }
    const char *lemma = asc_image_string(&q->known->image[0], cue->lemma), *fit = fit_of(cue, form);
    const char *strength = digit(cue->strength);
    add_word(e, ASC_F_QUOTE_CUE, lemma);
    add_pair(e, ASC_F_QUOTE_CUE_RULE, lemma, what);
    asc_evidence_add(e, ASC_F_QUOTE_STRENGTH, 0, cue->strength);
    add_pair(e, ASC_F_QUOTE_FITS, form, fit);
    add_pair(e, ASC_F_QUOTE_FITS, what, fit);
    add_pair(e, ASC_F_QUOTE_RULE_STRENGTH, rule, strength);
    add_pair(e, ASC_F_QUOTE_RULE_STRENGTH, what, strength);
    add_word(e, ASC_F_QUOTE_FORM, cue_form(unit));
    add_pair(e, ASC_F_QUOTE_FORM, cue_form(unit), rule);
    add_word(e, ASC_F_QUOTE_CONTEXT, asc_act_name(cue->act));
}

/* --- the content --------------------------------------------------------------------------------------------------------- */

static uint32_t words_in(const struct asc_quoting *q, struct asc_span group)
{
    return group.end > group.begin ? q->frame.unit[group.end - 1].token_end - q->frame.unit[group.begin].token : 0;
}

/* 1, 2, 3, 4-5, 6-8, 9-13, 14-20, 21-40, more: steps that news sentences fill about evenly. */
static uint32_t step_of(uint32_t words)
{
    static const uint32_t limit[] = {0, 1, 2, 3, 5, 8, 13, 20, 40};
    uint32_t step = 0;
    while (step < sizeof limit / sizeof *limit && words > limit[step]) {
        step++;
    }
    return step;
}

/* What bounds a content on one side, as a word. */
static const char *edge(const struct asc_quoting *q, uint32_t unit)
{
    static const struct {
        unsigned class;
        const char *word;
    } edges[] = {{ASC_CLASS_COMMA, "comma"}, {ASC_CLASS_STOP, "stop"}, {ASC_CLASS_COLON, "colon"},       {ASC_CLASS_DASH, "dash"},
                 {ASC_CLASS_AND, "and"},     {ASC_CLASS_BUT, "but"},   {ASC_CLASS_CUE_VERB, "cue-verb"}, {ASC_CLASS_QUOTE, "quote"},
                 {ASC_CLASS_PREP, "prep"},   {ASC_CLASS_BE, "be"}};
    if (unit >= q->frame.count) {
        return "end";
    }
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        if (is(q, unit, edges[i].class)) {
            return edges[i].word;
        }
    }
    return "word";
}

static uint32_t first_behind(const uint16_t *count, struct asc_span span)
{
    uint32_t low = span.begin, high = span.end; /* the first unit with more of them before it than the span's begin has */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (count[middle] > count[span.begin]) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/* Where the content begins and ends, and where it could have ended. */
static void weigh_bounds(const struct asc_quoting *q, struct asc_span content, const char *rule, struct asc_evidence *e)
{
    const struct asc_unit *unit = q->frame.unit;
    bool quoted = unit[content.end - 1].quotation != ASC_NONE;
    add_pair(e, ASC_F_QUOTE_EDGES, rule, content.begin ? edge(q, content.begin - 1) : "start");
    add_pair(e, ASC_F_QUOTE_RULE_END, rule, edge(q, content.end));
    add_pair(e, ASC_F_QUOTE_EDGES, quoted ? "quoted" : "plain", edge(q, content.end));
    if (content.begin) {
        asc_evidence_set(e, ASC_F_QUOTE_BEFORE_CONTENT, 0, unit[content.begin - 1].set);
    }
    if (content.end < q->frame.count) {
        asc_evidence_set(e, ASC_F_QUOTE_AFTER_CONTENT, 0, unit[content.end].set);
    }
    if (content.end + 1 < q->frame.count && is(q, content.end, ASC_CLASS_COMMA)) {
        asc_evidence_set(e, ASC_F_QUOTE_AFTER_COMMA, 0, unit[content.end + 1].set);
    }
    uint32_t comma = first_behind(q->frame.commas, content), and = first_behind(q->frame.ands, content);
    if (comma < content.end) {
        asc_evidence_set(e, ASC_F_QUOTE_INSIDE_COMMA, 0, unit[comma].set);
    }
    if (and < content.end) {
        asc_evidence_set(e, ASC_F_QUOTE_INSIDE_AND, 0, unit[and].set);
    }
}

/* Is the quotation speech, or a title, a nickname, words held at arm's length? */
static void weigh_quotation(const struct asc_quoting *q, struct asc_span content, const char *rule, struct asc_evidence *e)
{
    enum { LOOK = 40 };
    uint32_t u = content.begin;
    while (u < content.end && q->frame.unit[u].quotation == ASC_NONE) {
        u++;
    }
    if (u == content.end) {
        return;
    }
    const struct asc_quotation *quotation = q->doc->quotation + q->frame.unit[u].quotation;
    const struct asc_token *token = q->doc->token;
    uint32_t first = quotation->open_missing ? quotation->open : quotation->open + 1, words = 0, capitals = 0;
    bool speaker = false, verb = false;
    for (uint32_t t = first; t < quotation->close && t < first + LOOK; t++) {
        struct asc_classes set = asc_classes_of(q->known, token[t].set);
        words += !(token[t].shape & ASC_SHAPE_PUNCT);
        capitals += !!(token[t].shape & ASC_SHAPE_CAPITAL);
        speaker |= asc_classes_has(set, ASC_CLASS_PRON_I) || asc_classes_has(set, ASC_CLASS_PRON_WE) || asc_classes_has(set, ASC_CLASS_PRON_YOU);
        verb |= asc_classes_has(set, ASC_CLASS_BE) || asc_classes_has(set, ASC_CLASS_MODAL) || asc_classes_has(set, ASC_CLASS_VERB_S) ||
                asc_classes_has(set, ASC_CLASS_DO) || asc_classes_has(set, ASC_CLASS_HAVE) || asc_classes_has(set, ASC_CLASS_VERB_ED);
    }
    bool capital = first < quotation->close && token[first].shape & ASC_SHAPE_CAPITAL;
    uint32_t last = quotation->close > first ? quotation->close - 1 : first;
    bool comma = asc_is(q->known, token + last, ASC_CLASS_COMMA);
    bool stop = asc_is(q->known, token + last, ASC_CLASS_STOP) || asc_is(q->known, token + last, ASC_CLASS_ASK) ||
                asc_is(q->known, token + last, ASC_CLASS_BANG);
    const char *end = comma ? "comma" : stop ? "stop" : "open";
    const char *what = capitals > 1 && capitals * 3 > words * 2 ? "title" : speaker ? "speaker" : verb ? "verb" : "words";
    add_pair(e, ASC_F_QUOTE_MARKS, capital ? "capital" : "lower", end);
    add_pair(e, ASC_F_QUOTE_MARKS, what, digit(step_of(words)));
    add_pair(e, ASC_F_QUOTE_MARKS, rule, capital ? "capital" : "lower");
    add_pair(e, ASC_F_QUOTE_MARKS, rule, end);
    add_pair(e, ASC_F_QUOTE_MARKS, rule, what);
}

static uint32_t between(struct asc_span a, struct asc_span b)
{
    return a.end <= b.begin ? b.begin - a.end : b.end <= a.begin ? a.begin - b.end : 0;
}

/* How far apart the parts are. */
static void weigh_gaps(const struct asc_match *match, struct asc_evidence *e)
{
    struct asc_span cue = match->group[ASC_GROUP_CUE], source = match->group[ASC_GROUP_SOURCE];
    if (cue.end > cue.begin && source.end > source.begin) {
        add_pair(e, ASC_F_QUOTE_GAP, "source", digit(step_of(between(source, cue))));
    }
    if (cue.end > cue.begin) {
        add_pair(e, ASC_F_QUOTE_GAP, "content", digit(step_of(between(cue, match->group[ASC_GROUP_CONTENT]))));
    }
}

static void weigh_content(const struct asc_quoting *q, const struct asc_match *match, const struct asc_quote_candidate *candidate,
                          struct asc_evidence *e)
{
    struct asc_span content = match->group[ASC_GROUP_CONTENT];
    uint32_t words = words_in(q, content) + words_in(q, match->group[ASC_GROUP_CONTENT2]);
    asc_evidence_add(e, ASC_F_QUOTE_CONTENT_WORDS, 0, step_of(words));
    asc_evidence_set(e, ASC_F_QUOTE_CONTENT_FIRST, 0, q->frame.unit[content.begin].set);
    add_word(e, ASC_F_QUOTE_CONTENT, asc_kind_name(candidate->attribution.kind));
    if (candidate->attribution.kind == ASC_KIND_DIRECT) {
        add_pair(e, ASC_F_QUOTE_CONTENT, "direct", digit(step_of(words)));
    }
    weigh_bounds(q, content, asc_rule_name(q->known, match->rule), e);
    weigh_quotation(q, content, asc_rule_name(q->known, match->rule), e);
    weigh_gaps(match, e);
    uint32_t commas = (uint32_t)(q->frame.commas[content.end] - q->frame.commas[content.begin]);
    uint32_t ands = (uint32_t)(q->frame.ands[content.end] - q->frame.ands[content.begin]);
    add_word(e, ASC_F_QUOTE_CONTENT, commas == 0 ? "commas-0" : commas == 1 ? "commas-1" : "commas-more");
    add_word(e, ASC_F_QUOTE_CONTENT, ands ? "and" : "no-and");
    bool rest = content.end + 1 >= q->frame.count;
    add_pair(e, ASC_F_QUOTE_CONTENT, rest ? "to-end" : "stops", commas ? "commas" : "whole");
}

static void weigh_context(const struct asc_quoting *q, const struct asc_match *match, struct asc_evidence *e)
{
    struct asc_span cue = match->group[ASC_GROUP_CUE];
    uint32_t begin = cue.begin < cue.end ? cue.begin : match->trigger, end = cue.begin < cue.end ? cue.end : match->trigger + 1;
    if (begin > 0) {
        asc_evidence_set(e, ASC_F_QUOTE_BEFORE_CUE, 0, q->frame.unit[begin - 1].set);
    }
    if (match->trigger > begin) {
        asc_evidence_set(e, ASC_F_QUOTE_BEFORE_CUE, 0, q->frame.unit[match->trigger - 1].set);
    }
    if (end < q->frame.count) {
        asc_evidence_set(e, ASC_F_QUOTE_AFTER_CUE, 0, q->frame.unit[end].set);
    }
    const char *what = complement(q, match->group[ASC_GROUP_CONTENT]), *voice = "active";
    for (uint32_t u = begin; u < match->trigger; u++) {
        voice = is(q, u, ASC_CLASS_BE)      ? "be"
                : is(q, u, ASC_CLASS_NEG)   ? "negated"
                : is(q, u, ASC_CLASS_TO)    ? "to"
                : is(q, u, ASC_CLASS_MODAL) ? "modal"
                                            : voice;
    }
    add_pair(e, ASC_F_QUOTE_VOICE, voice, what);
    add_pair(e, ASC_F_QUOTE_VOICE, voice, asc_rule_name(q->known, match->rule));
    for (uint32_t u = begin; u < match->trigger; u++) {
        add_word(e, ASC_F_QUOTE_CONTEXT,
                 is(q, u, ASC_CLASS_NEG)     ? "negated"
                 : is(q, u, ASC_CLASS_MODAL) ? "modal"
                 : is(q, u, ASC_CLASS_BE)    ? "be"
                 : is(q, u, ASC_CLASS_TO)    ? "to"
                                             : "other-auxiliary");
    }
    if (q->frame.inside != ASC_NONE) {
        add_word(e, ASC_F_QUOTE_CONTEXT, "inside-quotation");
    }
    const struct asc_block *block = q->doc->block + q->frame.block;
    if (block->type != ASC_BLOCK_BODY) {
        add_word(e, ASC_F_QUOTE_CONTEXT, asc_block_name(block->type));
        add_pair(e, ASC_F_QUOTE_CONTEXT, asc_block_name(block->type), asc_rule_name(q->known, match->rule));
    }
    if (q->doc->token[q->frame.unit[match->trigger].token].shape & ASC_SHAPE_CAPITAL) {
        add_word(e, ASC_F_QUOTE_CONTEXT, "capital-cue");
    }
    uint32_t before = match->group[ASC_GROUP_SOURCE].begin;
    if (match->group[ASC_GROUP_SOURCE].end && before > 0 && before < begin) {
        add_word(e, ASC_F_QUOTE_CONTEXT,
                 is(q, before - 1, ASC_CLASS_COMMA)  ? "source-after-comma"
                 : is(q, before - 1, ASC_CLASS_PREP) ? "source-after-preposition"
                 : is(q, before - 1, ASC_CLASS_AND)  ? "source-after-and"
                 : is(q, before - 1, ASC_CLASS_THAT) ? "source-after-that"
                 : is(q, before - 1, ASC_CLASS_SUB)  ? "source-after-sub"
                                                     : "source-after-word");
    }
}

void asc_quotes_weigh(struct asc_quoting *q, const struct asc_match *match, const struct asc_quote_candidate *candidate, struct asc_evidence *e)
{
    const struct asc_rule *rule = asc_rule(q->known, match->rule);
    const char *form = rule ? asc_image_string(&q->known->image[0], rule->form) : "", *name = asc_rule_name(q->known, match->rule);
    const char *source = source_kind(q, match->group[ASC_GROUP_SOURCE]);
    asc_evidence_add(e, ASC_F_QUOTE_BIAS, 0, 0);
    add_word(e, ASC_F_QUOTE_RULE, name);
    add_word(e, ASC_F_QUOTE_SOURCE, source);
    add_pair(e, ASC_F_QUOTE_RULE_SOURCE, name, source);
    add_pair(e, ASC_F_QUOTE_RULE_SOURCE, source, complement(q, match->group[ASC_GROUP_CONTENT]));
    asc_evidence_add(e, ASC_F_QUOTE_SOURCE_WORDS, 0, step_of(words_in(q, match->group[ASC_GROUP_SOURCE])));
    if (match->group[ASC_GROUP_SOURCE].end > match->group[ASC_GROUP_SOURCE].begin) {
        asc_evidence_set(e, ASC_F_QUOTE_SOURCE_LAST, 0, q->frame.unit[match->group[ASC_GROUP_SOURCE].end - 1].set);
    }
    weigh_cue(q, match, form, name, e);
    weigh_content(q, match, candidate, e);
    weigh_context(q, match, e);
    asc_quotes_weigh_clauses(q, match, e);
}
