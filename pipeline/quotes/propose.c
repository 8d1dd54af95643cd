/* From the match of a rule to a candidate: groups of units become spans of the text. */
#include "quotes/quotes.h"

struct asc_span asc_quotation_span(const struct asc_document *doc, const struct asc_quotation *quotation)
{
    uint32_t first = quotation->open_missing ? quotation->open : quotation->open + 1;
    uint32_t last = quotation->close; /* one behind the content */
    if (first >= last) {
        return (struct asc_span){0, 0};
    }
    return (struct asc_span){doc->token[first].begin, doc->token[last - 1].end};
}

static void add_piece(struct asc_attribution *a, struct asc_span piece)
{
    if (piece.end > piece.begin && a->pieces < ASC_PIECES) {
        a->piece[a->pieces++] = piece;
    }
}

/* “The bus,” she said: a comma before the closing mark makes way for a cue, so the quotation is said anew. */
static bool is_said_anew(const struct asc_quoting *q, const struct asc_quotation *quotation)
{
    return !quotation->close_missing && asc_is(q->known, q->doc->token + quotation->close - 1, ASC_CLASS_COMMA);
}

void asc_add_quotation(const struct asc_quoting *q, struct asc_attribution *a, uint32_t quotation)
{
    const struct asc_quotation *all = q->doc->quotation;
    /* Paragraphs that continue each other may be many: those beyond the pieces that one content has are left out. */
    for (unsigned i = 0; quotation != ASC_NONE && i < ASC_PIECES && !(i && is_said_anew(q, all + quotation)); i++) {
        add_piece(a, asc_quotation_span(q->doc, all + quotation));
        quotation = all[quotation].next;
    }
}

#define TRIM(X) X(COMMA) X(STOP) X(COLON) X(SEMICOLON) X(DASH) X(ASK) X(BANG) X(ELLIPSIS)

static bool is_trim(const struct asc_quoting *q, uint32_t t)
{
    static const struct asc_classes trim = ASC_CLASSES_OF(TRIM);
    const struct asc_token *token = q->doc->token + t;
    return (token->shape & ASC_SHAPE_PUNCT) && asc_classes_meet(asc_classes_of(q->known, token->set), trim);
}

/* The tokens of a group, without punctuation at its ends. */
static struct asc_span tokens_of(const struct asc_quoting *q, struct asc_span group)
{
    if (group.begin >= group.end) {
        return (struct asc_span){0, 0};
    }
    struct asc_span tokens = {q->frame.token[group.begin], q->frame.token[group.end]};
    while (tokens.begin < tokens.end && is_trim(q, tokens.begin)) {
        tokens.begin++;
    }
    while (tokens.begin < tokens.end && is_trim(q, tokens.end - 1)) {
        tokens.end--;
    }
    return tokens;
}

static struct asc_span bytes_of(const struct asc_quoting *q, struct asc_span tokens)
{
    if (tokens.begin >= tokens.end) {
        return (struct asc_span){0, 0};
    }
    return (struct asc_span){q->doc->token[tokens.begin].begin, q->doc->token[tokens.end - 1].end};
}

static bool is_one_quotation(const struct asc_quoting *q, struct asc_span group)
{
    return group.end == group.begin + 1 && q->frame.unit[group.begin] == ASC_UNIT_QUOTATION;
}

/* What a content has: marks, words outside of marks, and whether any words at all. */
struct substance {
    bool quoted, plain, any;
};

static void add_substance(const struct asc_quoting *q, struct asc_span group, struct substance *substance)
{
    if (group.begin >= group.end) {
        return;
    }
    if (is_one_quotation(q, group)) {
        substance->quoted = true;
        uint32_t quotation = q->frame.refers[group.begin];
        for (unsigned i = 0; quotation != ASC_NONE && i < ASC_PIECES && !substance->any; i++) {
            struct asc_span span = asc_quotation_span(q->doc, q->doc->quotation + quotation);
            substance->any = span.begin < span.end;
            quotation = q->doc->quotation[quotation].next;
        }
        return;
    }
    substance->quoted |= q->frame.ahead[group.begin].quotation < group.end;
    uint32_t t = q->frame.token[group.begin], end = q->frame.token[group.end];
    while (t < end && is_trim(q, t)) {
        t++;
    }
    substance->plain |= t < end;
    substance->any |= t < end;
}

static void add_content(const struct asc_quoting *q, struct asc_span group, struct asc_attribution *a)
{
    if (is_one_quotation(q, group)) {
        asc_add_quotation(q, a, q->frame.refers[group.begin]);
    } else {
        add_piece(a, bytes_of(q, tokens_of(q, group)));
    }
}

/* “One,” he said. “Two.” “Three.”: quotations that stand as sentences of their own directly behind the frame go on with a
 * direct quotation that the frame holds. */
static void add_following(struct asc_quoting *q, struct asc_attribution *a)
{
    const struct asc_document *doc = q->doc;
    uint32_t end = doc->block[q->frame.block].token_end, t = q->frame.token[q->frame.count];
    while (t < end && q->frame.inside == ASC_NONE && a->pieces < ASC_PIECES) {
        uint32_t quotation = asc_quotation_at(doc, t, ASC_NONE);
        if (quotation == ASC_NONE || !asc_stands_alone(doc, doc->quotation + quotation)) {
            return;
        }
        asc_add_quotation(q, a, quotation);
        t = doc->quotation[quotation].close_missing ? end : doc->quotation[quotation].close + 1;
    }
}

/* Does the trigger stand behind a speaker's label? */
static bool is_label(const struct asc_quoting *q, uint32_t trigger)
{
    return q->label && q->frame.inside == ASC_NONE && q->label[q->frame.block] == q->frame.token[trigger];
}

/* Everything behind a label, paragraph by paragraph, takes the place of what the frame saw of it. */
static void add_speech(struct asc_quoting *q, struct asc_attribution *a)
{
    const struct asc_document *doc = q->doc;
    uint32_t end = asc_quotes_label_end(q, q->frame.block), from = doc->token[q->label[q->frame.block] + 1].begin;
    a->pieces = 0;
    for (uint32_t b = q->frame.block; b < end; b++) {
        add_piece(a, (struct asc_span){b == q->frame.block ? from : doc->block[b].begin, doc->block[b].end});
    }
}

/* Negated by a negation among the words of the cue, hypothetical by a modal verb that does not say when. */
static unsigned modality_of(const struct asc_quoting *q, struct asc_span cue)
{
    unsigned modality = ASC_ASSERTED;
    for (uint32_t t = cue.begin; t < cue.end; t++) {
        if (asc_is(q->known, q->doc->token + t, ASC_CLASS_NEG)) {
            return ASC_NEGATED;
        }
        if (asc_is(q->known, q->doc->token + t, ASC_CLASS_MODAL)) {
            modality = ASC_HYPOTHETICAL;
        }
    }
    return modality;
}

#define ADVERBS(X) X(ADV_CLOSED) X(ADV)
#define DAYS(X) X(TIME) X(WEEKDAY) X(MONTH)

/* How many of the tokens say when: "Then | the man", "Late on Sunday | his office", "Earlier this week | the ministry". */
static uint32_t tokens_of_time(const struct asc_quoting *q, struct asc_span tokens)
{
    static const struct asc_classes adverbs = ASC_CLASSES_OF(ADVERBS), days = ASC_CLASSES_OF(DAYS);
    struct asc_classes word[4] = {{{0, 0}}, {{0, 0}}, {{0, 0}}, {{0, 0}}};
    for (uint32_t t = 0; t < 4 && tokens.begin + t < tokens.end; t++) {
        word[t] = asc_classes_of(q->known, q->doc->token[tokens.begin + t].set);
    }
    uint32_t adverb = asc_classes_meet(word[0], adverbs) && !asc_classes_has(word[0], ASC_CLASS_DET), day = adverb;
    day += asc_classes_has(word[day], ASC_CLASS_PREP);
    day += asc_classes_has(word[day], ASC_CLASS_DEM);
    return asc_classes_meet(word[day], days) ? day + 1 : adverb;
}

#define PERSONS(X) X(ROLE) X(PERSON_NOUN) X(KIN)
#define OWNERS(X) X(ART) X(POSS)
#define SAID_THINGS(X) X(CUE_NOUN) X(DOC_NOUN)
#define JOINS(X) X(PREP) X(OF) X(FOR) X(TO) X(BY) X(FROM) X(AS) X(AND) X(BUT) X(SUB) X(THAT)
#define OBJECTS(X) X(NOUN) X(NOUN_PL) X(NAME) X(NUMBER) X(ORG_NOUN) X(DOC_NOUN) X(TIME) X(WEEKDAY) X(MONTH)

#define STARTS(X) X(COMMA) X(SUB) X(AND) X(BUT)
#define LEADS(X) X(PREP) X(ADV_CLOSED) X(ADV)

enum { LEAD = 6, OFTEN = 3 };

/* The classes of a unit's word, or of the last word of a longer one. */
static struct asc_classes last_word(const struct asc_quoting *q, uint32_t unit)
{
    return asc_classes_of(q->known, q->doc->token[tokens_of(q, (struct asc_span){unit, unit + 1}).end - 1].set);
}

/* "In an interview with | the BBC", "Back in | London", "A week after | the fire", "..., while in | Paris": is what begins at the unit the object
 * of a preposition in the words that open the sentence, or a clause? */
static bool is_object(const struct asc_quoting *q, uint32_t unit)
{
    static const struct asc_classes starts = ASC_CLASSES_OF(STARTS), leads = ASC_CLASSES_OF(LEADS);
    const struct asc_frame_of_units *frame = &q->frame;
    if (!unit || !asc_classes_has(last_word(q, unit - 1), ASC_CLASS_PREP)) {
        return false;
    }
    if (unit == 1 || asc_classes_meet(asc_classes_of(q->known, frame->set[unit - 2]), starts)) {
        return true;
    }
    bool lead =
        asc_classes_meet(asc_classes_of(q->known, q->doc->token[frame->token[0]].set), leads) || asc_classes_has(last_word(q, 1), ASC_CLASS_TIME);
    for (uint32_t u = 1; lead && u < unit; u++) {
        lead = frame->codes[u].edge != ASC_EDGE_COMMA;
    }
    return lead && unit <= LEAD;
}

/* "After the game | the coach", "Two days later | the company", "a claim | the company": where a second phrase begins behind the object of a
 * preposition that opens the sentence, behind an adverb, or behind a thing that is said; `units.begin` when there is none. */
static uint32_t second_phrase(const struct asc_quoting *q, struct asc_span units)
{
    static const struct asc_classes owners = ASC_CLASSES_OF(OWNERS), adverbs = ASC_CLASSES_OF(ADVERBS), nouns = ASC_CLASSES_OF(OBJECTS),
                                    joins = ASC_CLASSES_OF(JOINS), persons = ASC_CLASSES_OF(PERSONS), said_things = ASC_CLASSES_OF(SAID_THINGS);
    const struct asc_frame_of_units *frame = &q->frame;
    bool object = is_object(q, units.begin);
    for (uint32_t u = units.begin + 1; u < units.end && frame->codes[u - 1].edge != ASC_EDGE_COMMA; u++) {
        struct asc_classes before = asc_classes_of(q->known, frame->set[u - 1]), word = asc_classes_of(q->known, frame->set[u]);
        bool owner = asc_classes_meet(word, owners), name = frame->unit[u] == ASC_UNIT_MENTION;
        owner |= asc_classes_has(word, ASC_CLASS_TITLE) && asc_classes_has(before, ASC_CLASS_PLACE); /* "In Washington | President Biden" */
        bool ends = owner ? !asc_classes_meet(before, joins) : asc_classes_meet(before, nouns) && !asc_classes_has(before, ASC_CLASS_TITLE);
        bool behind = object && ends && !asc_classes_meet(before, persons);
        bool later =
            u > units.begin + 1 && asc_classes_meet(before, adverbs) && asc_classes_has(asc_classes_of(q->known, frame->set[u - 2]), ASC_CLASS_TIME);
        bool said = owner && asc_classes_meet(before, said_things);
        if ((owner || name) && (behind || later || said)) {
            return u;
        }
    }
    return units.begin;
}

/* "the bank | cut its rate", "Ana Diaz | drafted a memo": a verb with its object that was taken for more of who speaks, since its form may
 * be a participle; `units.begin` when there is none. */
static uint32_t verb_within(const struct asc_quoting *q, struct asc_span units)
{
    static const struct asc_classes owners = ASC_CLASSES_OF(OWNERS);
    for (uint32_t u = units.begin + 1; u + 1 < units.end; u++) {
        bool verb = asc_classes_has(asc_classes_of(q->known, q->frame.set[u]), ASC_CLASS_VERB_ED);
        if (verb && asc_classes_meet(asc_classes_of(q->known, q->frame.set[u + 1]), owners)) {
            return u;
        }
    }
    return units.begin;
}

/* "Ana Diaz | earlier this month": where what says when begins, if the source ends within it. */
static uint32_t without_day(const struct asc_quoting *q, struct asc_span units)
{
    const struct asc_frame_of_units *frame = &q->frame;
    uint32_t end = units.end;
    if (end >= frame->count || !asc_classes_has(asc_classes_of(q->known, frame->set[end]), ASC_CLASS_TIME) ||
        !asc_classes_has(asc_classes_of(q->known, frame->set[end - 1]), ASC_CLASS_DEM)) {
        return end;
    }
    for (end--; end > units.begin + 1 && asc_classes_has(asc_classes_of(q->known, frame->set[end - 1]), ASC_CLASS_ADV); end--) {
    }
    return end > units.begin ? end : units.end;
}

/* What stands before an article, an owner or a name is no part of who speaks, when it says when or where. */
static struct asc_span source_of(const struct asc_quoting *q, struct asc_span units)
{
    if (units.begin < units.end) {
        units.end = without_day(q, units);
    }
    struct asc_span source = tokens_of(q, units);
    if (source.end < source.begin + 2) {
        return source;
    }
    uint32_t verb = verb_within(q, units);
    if (verb > units.begin) {
        return tokens_of(q, (struct asc_span){units.begin, verb});
    }
    uint32_t second = second_phrase(q, units);
    if (second > units.begin) {
        return tokens_of(q, (struct asc_span){second, units.end});
    }
    uint32_t time = q->frame.unit[units.begin] == ASC_UNIT_WORD ? tokens_of_time(q, source) : 0;
    if (!time || source.begin + time >= source.end) {
        return source;
    }
    const struct asc_token *first = q->doc->token + source.begin + time;
    bool named = units.begin + time < units.end && q->frame.unit[units.begin + time] == ASC_UNIT_MENTION;
    bool begins = named || asc_is(q->known, first, ASC_CLASS_ART) || asc_is(q->known, first, ASC_CLASS_POSS);
    return begins ? (struct asc_span){source.begin + time, source.end} : source;
}

#define DETERMINERS(X) X(DET) X(ART) X(POSS)

/* "Ana Diaz | then said": where the adverbs before the cue begin, which are the cue's; behind an article they are nouns ("the forward said"). */
static uint32_t adverbs_before_cue(const struct asc_quoting *q, struct asc_span source, struct asc_span cue)
{
    static const struct asc_classes determiners = ASC_CLASSES_OF(DETERMINERS);
    uint32_t end = source.end;
    while (source.end == cue.begin && end > source.begin + 1) {
        struct asc_classes word = asc_classes_of(q->known, q->doc->token[end - 1].set), before = asc_classes_of(q->known, q->doc->token[end - 2].set);
        bool adverb = asc_classes_has(word, ASC_CLASS_ADV_CLOSED) || (asc_classes_has(word, ASC_CLASS_ADV) && !asc_classes_has(word, ASC_CLASS_NOUN));
        if (!adverb || asc_classes_has(word, ASC_CLASS_DET) || asc_classes_has(word, ASC_CLASS_PRON_OTHER) || asc_classes_meet(before, determiners)) {
            break;
        }
        end--;
    }
    return end;
}

/* "told drivers on Monday" before a colon: the unit of the verb of saying among those that were done; that of the trigger when there is none. */
static uint32_t verb_of_saying(const struct asc_quoting *q, const struct asc_match *match)
{
    struct asc_span cue = match->group[ASC_GROUP_CUE];
    for (uint32_t u = cue.begin; u < cue.end && cue.end <= match->trigger; u++) {
        struct asc_classes set = asc_classes_of(q->known, q->frame.set[u]);
        bool verb = q->frame.unit[u] == ASC_UNIT_CUE && asc_classes_has(set, ASC_CLASS_CUE_VERB) && asc_classes_has(set, ASC_CLASS_TAKES_QUOTE);
        if (verb && asc_cue(q->known, asc_quotes_cue(q, u)->cue)->strength >= OFTEN) {
            return u;
        }
    }
    return match->trigger;
}

/* Writes down what a match says. */
static void fill_attribution(struct asc_quoting *q, const struct asc_match *match, enum asc_quote_kind kind, struct asc_attribution *a)
{
    const struct asc_span *group = match->group;
    uint32_t verb = verb_of_saying(q, match);
    const struct asc_cue_use *use = asc_quotes_cue(q, verb);
    struct asc_span said = {group[ASC_GROUP_CUE].begin, verb < match->trigger ? verb + 1 : group[ASC_GROUP_CUE].end};
    struct asc_span source = source_of(q, group[ASC_GROUP_SOURCE]), cue = tokens_of(q, said);
    uint32_t adverbs = adverbs_before_cue(q, source, cue);
    cue.begin = adverbs < source.end ? adverbs : cue.begin;
    source.end = adverbs;
    if (q->tables->rule[match->rule].label) {
        add_speech(q, a);
    } else {
        add_content(q, group[ASC_GROUP_CONTENT], a);
        add_content(q, group[ASC_GROUP_CONTENT2], a);
        add_content(q, group[ASC_GROUP_CONTENT3], a);
        if (kind == ASC_KIND_DIRECT) {
            add_following(q, a);
        }
    }
    a->kind = (uint8_t)kind;
    a->source = bytes_of(q, source);
    a->source_token = source.begin;
    a->source_token_end = source.end;
    a->cue = bytes_of(q, cue);
    a->cue_token = cue.begin;
    a->cue_token_end = cue.end;
    a->cue_entry = use ? use->cue : ASC_NONE;
    a->act = use ? asc_cue(q->known, use->cue)->act : ASC_ACT_STATEMENT;
    a->modality = (uint8_t)modality_of(q, cue);
    a->addressee = bytes_of(q, tokens_of(q, group[ASC_GROUP_ADDRESSEE]));
    a->rule = match->rule;
    a->parent = a->speaker = a->addressee_entity = ASC_NONE;
    a->sentence = q->frame.sentence;
}

static void add_candidate(struct asc_quoting *q, const struct asc_match *match, enum asc_quote_kind kind, int32_t sum, struct asc_evidence *kept)
{
    if (!ASC_ROOM(&q->doc->arena, q->candidate, q->candidates, q->room)) {
        q->failed = true;
        return;
    }
    struct asc_quote_candidate *candidate = q->candidate + q->candidates++;
    *candidate = (struct asc_quote_candidate){
        .trigger = q->frame.token[match->trigger], .sentence = q->frame.sentence, .sum = sum, .attribution = {.sum = sum}, .kept = kept};
    fill_attribution(q, match, kind, &candidate->attribution);
}

/* The evidence of a match, kept for the trace. */
static struct asc_evidence *keep_evidence(struct asc_quoting *q, const struct asc_match *match, enum asc_quote_kind kind)
{
    struct asc_evidence *kept = asc_arena_alloc(&q->doc->arena, sizeof *kept);
    if (kept) {
        asc_evidence_start(kept, q->known, NULL, 0);
        (void)asc_quotes_weigh(q, match, kind, kept);
    }
    return kept;
}

/* What makes a clause of words between commas. */
#define CLAUSE(X) X(CUE_VERB) X(BE) X(HAVE) X(DO) X(MODAL) X(VERB_S) X(WHO) X(WHICH) X(SUB) X(WH) X(THAT) X(PRON_SUBJ) X(BUT)

/* ... and what only tells more of what stands before. */
#define TOLD(X) X(VERB_EN) X(VERB_ING) X(PREP) X(POSS) X(NUMBER)

#define LINKS(X) X(PREP) X(OF) X(FOR) X(TO)

/* "a source close | to the prime minister |, Ana Diaz": does the source end with another person, whom a name behind it names? */
static bool ends_with_other(const struct asc_quoting *q, struct asc_span source)
{
    static const struct asc_classes persons = ASC_CLASSES_OF(PERSONS), links = ASC_CLASSES_OF(LINKS);
    const struct asc_frame_of_units *frame = &q->frame;
    struct asc_classes last = asc_classes_of(q->known, frame->set[source.end - 1]);
    if (!asc_classes_meet(last, persons) || asc_classes_has(last, ASC_CLASS_ORG_NOUN)) {
        return false;
    }
    uint32_t u = source.end - 1;
    while (u > source.begin && !asc_classes_has(asc_classes_of(q->known, frame->set[u]), ASC_CLASS_DET)) {
        u--;
    }
    return u > source.begin && asc_classes_meet(asc_classes_of(q->known, frame->set[u - 1]), links);
}

/* "After a visit, the minister, Ana Diaz, said": what stands between commas before the cue may be the source, and what a rule took
 * for it something else. False when there is nothing of the kind. */
static bool nearer_source(const struct asc_quoting *q, const struct asc_match *match, struct asc_match *nearer)
{
    static const struct asc_classes clause = ASC_CLASSES_OF(CLAUSE), told = ASC_CLASSES_OF(TOLD), persons = ASC_CLASSES_OF(PERSONS);
    struct asc_span source = match->group[ASC_GROUP_SOURCE], cue = match->group[ASC_GROUP_CUE];
    const struct asc_frame_of_units *frame = &q->frame;
    if (source.begin >= source.end || cue.begin < source.end + 3 || frame->codes[source.end].edge != ASC_EDGE_COMMA || ends_with_other(q, source)) {
        return false;
    }
    struct asc_span between = {source.end + 1, cue.begin - (frame->codes[cue.begin - 1].edge == ASC_EDGE_COMMA)};
    if (asc_classes_meet(asc_classes_of(q->known, frame->set[between.begin]), told)) {
        return false; /* "The memo, signed by Ana Diaz, said" */
    }
    bool name = false, role = false, object = is_object(q, source.begin);
    for (uint32_t u = source.begin; u < source.end; u++) {
        struct asc_classes set = asc_classes_of(q->known, frame->set[u]);
        if (asc_classes_has(set, ASC_CLASS_PERSON)) {
            return false; /* "Ana Diaz, a nurse from Ohio" */
        }
        role |= asc_classes_meet(set, persons) && !object;
    }
    for (uint32_t u = between.begin; u < between.end; u++) {
        struct asc_classes set = asc_classes_of(q->known, frame->set[u]);
        name |= asc_classes_has(set, ASC_CLASS_NAME);
        if (asc_classes_meet(set, clause)) {
            return false;
        }
    }
    between.begin = role ? source.begin : between.begin; /* "the bank's economist, Ana Diaz" is one */
    *nearer = *match;
    nearer->group[ASC_GROUP_SOURCE] = between;
    return name;
}

/* A match becomes a candidate when its evidence speaks for it; in a trace, always. Only then its spans are looked for. */
static void consider(struct asc_quoting *q, const struct asc_match *match)
{
    struct asc_rule_weights *rule = q->tables->rule + match->rule;
    struct substance substance = {false, false, false};
    if (!rule->known) {
        asc_rule_weights_fill(q->tables, match->rule);
    }
    if ((rule->label && !is_label(q, match->trigger)) || asc_quotes_misread(q, match)) {
        return;
    }
    add_substance(q, match->group[ASC_GROUP_CONTENT], &substance);
    add_substance(q, match->group[ASC_GROUP_CONTENT2], &substance);
    add_substance(q, match->group[ASC_GROUP_CONTENT3], &substance);
    if (!substance.any && !rule->label) {
        return;
    }
    enum asc_quote_kind kind = rule->label || !substance.plain ? ASC_KIND_DIRECT : substance.quoted ? ASC_KIND_MIXED : ASC_KIND_INDIRECT;
    int32_t sum = asc_quotes_weigh(q, match, kind, NULL);
    if (sum > 0 || q->doc->trace) {
        add_candidate(q, match, kind, sum, q->doc->trace ? keep_evidence(q, match, kind) : NULL);
    }
}

static void take_match(void *context, const struct asc_match *match)
{
    struct asc_quoting *q = context;
    struct asc_match nearer;
    if (!q->frame.described) {
        asc_quotes_describe(q);
    }
    consider(q, match);
    if (nearer_source(q, match, &nearer)) {
        consider(q, &nearer);
    }
}

void asc_quotes_propose(struct asc_quoting *q)
{
    if (!asc_matcher_run(q->doc->matcher, ASC_RULES_QUOTES, q->frame.set, q->frame.count, take_match, q)) {
        q->cut = true;
    }
}
