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

void asc_add_quotation(const struct asc_document *doc, struct asc_attribution *a, uint32_t quotation)
{
    /* Paragraphs that continue each other may be many: those beyond the pieces that one content has are left out. */
    for (unsigned i = 0; quotation != ASC_NONE && i < ASC_PIECES; i++) {
        add_piece(a, asc_quotation_span(doc, doc->quotation + quotation));
        quotation = doc->quotation[quotation].next;
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
    struct asc_span tokens = {q->frame.unit[group.begin].token, q->frame.unit[group.end - 1].token_end};
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

/* What marks a content has. */
struct marks {
    bool quoted, plain;
};

static void add_content(struct asc_quoting *q, struct asc_span group, struct asc_attribution *a, struct marks *marks)
{
    bool one_quotation = group.end == group.begin + 1 && q->frame.unit[group.begin].quotation != ASC_NONE;
    if (one_quotation) {
        asc_add_quotation(q->doc, a, q->frame.unit[group.begin].quotation);
        marks->quoted = true;
        return;
    }
    for (uint32_t i = group.begin; i < group.end; i++) {
        marks->quoted |= q->frame.unit[i].quotation != ASC_NONE;
    }
    struct asc_span tokens = tokens_of(q, group);
    marks->plain |= tokens.begin < tokens.end;
    add_piece(a, bytes_of(q, tokens));
}

/* “One,” he said. “Two.” “Three.”: quotations that stand as sentences of their own directly behind the frame go on with a
 * direct quotation that the frame holds. */
static void add_following(struct asc_quoting *q, struct asc_attribution *a)
{
    const struct asc_document *doc = q->doc;
    uint32_t end = doc->block[q->frame.block].token_end, t = q->frame.unit[q->frame.count - 1].token_end;
    while (t < end && q->frame.inside == ASC_NONE && a->pieces < ASC_PIECES) {
        uint32_t quotation = asc_quotation_at(doc, t, ASC_NONE);
        if (quotation == ASC_NONE || !asc_stands_alone(doc, doc->quotation + quotation)) {
            return;
        }
        asc_add_quotation(doc, a, quotation);
        t = doc->quotation[quotation].close_missing ? end : doc->quotation[quotation].close + 1;
    }
}

/* Does the trigger stand behind a speaker's label? */
static bool is_label(const struct asc_quoting *q, const struct asc_unit *trigger)
{
    return q->label && q->frame.inside == ASC_NONE && q->label[q->frame.block] == trigger->token;
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

/* What makes a clause of words between commas. */
#define CLAUSE(X) X(CUE_VERB) X(BE) X(HAVE) X(DO) X(MODAL) X(VERB_S) X(WHO) X(WHICH) X(SUB) X(WH) X(THAT) X(PRON_SUBJ) X(BUT)

/* "After a visit, the minister, Ana Diaz, said": what stands between commas before the cue may be the source, and what a rule took
 * for it something else. False when there is nothing of the kind. */
static bool nearer_source(const struct asc_quoting *q, const struct asc_match *match, struct asc_match *nearer)
{
    struct asc_span source = match->group[ASC_GROUP_SOURCE], cue = match->group[ASC_GROUP_CUE];
    const struct asc_classes *classes = q->frame.classes;
    if (source.begin >= source.end || cue.begin < source.end + 3 || !asc_classes_has(classes[source.end], ASC_CLASS_COMMA)) {
        return false;
    }
    struct asc_span between = {source.end + 1, cue.begin - asc_classes_has(classes[cue.begin - 1], ASC_CLASS_COMMA)};
    static const struct asc_classes clause = ASC_CLASSES_OF(CLAUSE);
    bool name = false, verb = false;
    for (uint32_t u = between.begin; u < between.end; u++) {
        name |= asc_classes_has(classes[u], ASC_CLASS_NAME);
        verb |= asc_classes_meet(classes[u], clause);
    }
    *nearer = *match;
    nearer->group[ASC_GROUP_SOURCE] = between;
    return name && !verb;
}

static void add_candidate(struct asc_quoting *q, const struct asc_match *match)
{
    const struct asc_span *group = match->group;
    const struct asc_unit *trigger = q->frame.unit + match->trigger;
    struct asc_quote_candidate candidate = {.trigger = trigger->token, .sentence = q->frame.sentence};
    struct asc_attribution *a = &candidate.attribution;
    struct marks marks = {false, false};
    bool label = asc_rule(q->known, match->rule)->label;
    if (label && !is_label(q, trigger)) {
        return;
    }
    add_content(q, group[ASC_GROUP_CONTENT], a, &marks);
    add_content(q, group[ASC_GROUP_CONTENT2], a, &marks);
    add_content(q, group[ASC_GROUP_CONTENT3], a, &marks);
    if (!a->pieces) {
        return;
    }
    if (label) {
        add_speech(q, a);
    } else if (!marks.plain) {
        add_following(q, a);
    }
    struct asc_span source = tokens_of(q, group[ASC_GROUP_SOURCE]), cue = tokens_of(q, group[ASC_GROUP_CUE]);
    a->kind = label ? ASC_KIND_DIRECT : marks.plain ? (marks.quoted ? ASC_KIND_MIXED : ASC_KIND_INDIRECT) : ASC_KIND_DIRECT;
    a->source = bytes_of(q, source);
    a->source_token = source.begin;
    a->source_token_end = source.end;
    a->cue = bytes_of(q, cue);
    a->cue_token = cue.begin;
    a->cue_token_end = cue.end;
    a->cue_entry = trigger->cue;
    a->act = trigger->cue == ASC_NONE ? ASC_ACT_STATEMENT : asc_cue(q->known, trigger->cue)->act;
    a->modality = (uint8_t)modality_of(q, cue);
    a->addressee = bytes_of(q, tokens_of(q, group[ASC_GROUP_ADDRESSEE]));
    a->rule = match->rule;
    a->parent = a->speaker = a->addressee_entity = ASC_NONE;
    a->sentence = q->frame.sentence;
    struct asc_evidence evidence;
    asc_evidence_start(&evidence, q->known, asc_worker_weights(q->doc), 0);
    asc_quotes_weigh(q, match, &candidate, &evidence);
    candidate.sum = a->sum = asc_evidence_sum(&evidence);
    if (q->doc->trace) {
        candidate.kept = asc_arena_alloc(&q->doc->arena, sizeof evidence);
        if (candidate.kept) {
            *candidate.kept = evidence;
        }
    } else if (candidate.sum <= 0) {
        return;
    }
    if (!ASC_ROOM(&q->doc->arena, q->candidate, q->candidates, q->room)) {
        q->failed = true;
        return;
    }
    q->candidate[q->candidates++] = candidate;
}

static void take_match(void *context, const struct asc_match *match)
{
    struct asc_quoting *q = context;
    struct asc_match nearer;
    add_candidate(q, match);
    if (nearer_source(q, match, &nearer)) {
        add_candidate(q, &nearer);
    }
}

void asc_quotes_propose(struct asc_quoting *q)
{
    if (!asc_matcher_run(q->doc->matcher, ASC_RULES_QUOTES, q->set, q->frame.count, take_match, q)) {
        q->cut = true;
    }
}
