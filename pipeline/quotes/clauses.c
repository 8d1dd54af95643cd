/* Where a sentence could be cut, and what a candidate makes of these places: its content runs over some, ends at one, and leaves
 * words and quotations out. */
#include "quotes/quotes.h"

enum { LOOK = 4 };

static bool is(const struct asc_quoting *q, uint32_t unit, unsigned class)
{
    return unit < q->frame.count && asc_classes_has(q->frame.classes[unit], class);
}

static bool is_any(const struct asc_quoting *q, uint32_t unit, struct asc_classes classes)
{
    return unit < q->frame.count && asc_classes_meet(q->frame.classes[unit], classes);
}

/* clang-format off */
#define VERBS(X) X(VERB_ED) X(VERB_S) X(CUE_VERB) X(BE) X(HAVE) X(DO) X(MODAL)
#define MARKS(X) X(COMMA) X(DASH) X(SEMICOLON) X(COLON)
#define JOINS(X) X(AND) X(BUT) X(SUB) X(WHO) X(WHICH) X(AS) X(THAT)
#define NOMINALS(X) X(NAME) X(DET) X(ART) X(POSS) X(DEM) X(NOUN) X(NOUN_PL) X(ROLE) X(ROLE_PL) X(COLLECTIVE) X(ADJ) X(NUM) X(NUMBER)
/* clang-format on */

/* A subject at `u`, by how soon its verb comes, and whether that is a cue. */
static enum asc_cut cut_before_subject(const struct asc_quoting *q, uint32_t u)
{
    static const struct asc_classes verbs = ASC_CLASSES_OF(VERBS), marks = ASC_CLASSES_OF(MARKS);
    bool pronoun = is(q, u, ASC_CLASS_PRON_SUBJ);
    for (uint32_t v = u + 1; v <= u + LOOK && v < q->frame.count && !is_any(q, v, marks); v++) {
        if (is(q, v, ASC_CLASS_CUE_VERB)) {
            return ASC_CUT_SUBJECT_CUE;
        }
        if (is_any(q, v, verbs)) {
            return pronoun ? ASC_CUT_PRONOUN : ASC_CUT_CLAUSE;
        }
    }
    return pronoun ? ASC_CUT_PRONOUN : ASC_CUT_NOUN;
}

/* What begins at `u`, behind a mark. */
static enum asc_cut cut_before(const struct asc_quoting *q, uint32_t u)
{
    static const struct asc_classes verbs = ASC_CLASSES_OF(VERBS), nominals = ASC_CLASSES_OF(NOMINALS);
    static const struct {
        uint8_t class;
        uint8_t cut;
    } cuts[] = {{ASC_CLASS_QUOTE, ASC_CUT_QUOTE}, {ASC_CLASS_WHO, ASC_CUT_WHO}, {ASC_CLASS_WHICH, ASC_CUT_WHO},
                {ASC_CLASS_AS, ASC_CUT_AS},       {ASC_CLASS_SUB, ASC_CUT_SUB}, {ASC_CLASS_THAT, ASC_CUT_THAT},
                {ASC_CLASS_TO, ASC_CUT_TO},       {ASC_CLASS_PRON_SUBJ, 0},     {ASC_CLASS_CUE_PHRASE, ASC_CUT_PHRASE}};
    for (unsigned i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        if (is(q, u, cuts[i].class)) {
            return cuts[i].cut ? (enum asc_cut)cuts[i].cut : cut_before_subject(q, u);
        }
    }
    if (is(q, u, ASC_CLASS_VERB_ING)) {
        return is(q, u, ASC_CLASS_CUE_VERB) ? ASC_CUT_CUE_ING : ASC_CUT_ING;
    }
    if (is_any(q, u, verbs)) {
        return ASC_CUT_VERB;
    }
    if (is_any(q, u, nominals)) {
        return cut_before_subject(q, u);
    }
    return is(q, u, ASC_CLASS_PREP) || is(q, u, ASC_CLASS_FOR) || is(q, u, ASC_CLASS_BY) || is(q, u, ASC_CLASS_OF) ? ASC_CUT_PREP
           : is(q, u, ASC_CLASS_ADV) || is(q, u, ASC_CLASS_ADV_CLOSED)                                             ? ASC_CUT_ADV
                                                                                                                   : ASC_CUT_OTHER;
}

/* The cut at a unit: a mark with what begins behind it, or a joining word; with "and" in between it counts as another one. */
static unsigned cut_at(const struct asc_quoting *q, uint32_t u)
{
    static const struct asc_classes marks = ASC_CLASSES_OF(MARKS), joins = ASC_CLASSES_OF(JOINS);
    bool quoted = q->frame.unit[u].quotation != ASC_NONE;
    bool mark = is_any(q, u, marks) || quoted, join = is_any(q, u, joins);
    if (u + 1 >= q->frame.count || (!mark && !join)) {
        return ASC_CUT_NONE;
    }
    bool behind = mark && (is(q, u + 1, ASC_CLASS_AND) || is(q, u + 1, ASC_CLASS_BUT));
    if (behind) {
        return ASC_CUTS + cut_before(q, u + 2);
    }
    if (join) {
        bool and = is(q, u, ASC_CLASS_AND) || is(q, u, ASC_CLASS_BUT);
        return and? 2 * ASC_CUTS + cut_before(q, u + 1) : 3 * ASC_CUTS + cut_before(q, u);
    }
    bool dash = is(q, u, ASC_CLASS_DASH) || is(q, u, ASC_CLASS_SEMICOLON);
    return cut_before(q, u + 1) + (quoted ? 4 * ASC_CUTS : dash ? 5 * ASC_CUTS : 0);
}

void asc_quotes_cuts(struct asc_quoting *q)
{
    for (uint32_t u = 0; u < q->frame.count; u++) {
        q->cut_at[u] = (uint8_t)cut_at(q, u);
    }
    q->frame.cut = q->cut_at;
}

static const char *const cut_name[ASC_CUTS] = {
#define X(NAME, TEXT) TEXT,
    ASC_CUT_LIST(X)
#undef X
};

/* How the cut is made: by a comma, a mark and "and", "and" alone, another joining word, the end of a quotation, a dash. */
enum { WAYS = 6 };

static void add_cut(struct asc_evidence *e, const char *const way[WAYS], unsigned cut)
{
    asc_evidence_fixed(e, ASC_F_QUOTE_CUT, 0, way[cut / ASC_CUTS], cut_name[cut % ASC_CUTS]);
}

/* Each kind of cut within some units, once. */
static void weigh_cuts_in(const struct asc_quoting *q, struct asc_span units, const char *const way[WAYS], struct asc_evidence *e)
{
    uint64_t seen[2] = {0, 0};
    for (uint32_t u = units.begin; u < units.end; u++) {
        unsigned cut = q->frame.cut[u];
        seen[cut >> 6] |= UINT64_C(1) << (cut & 63);
    }
    seen[0] &= ~(UINT64_C(1) << ASC_CUT_NONE);
    for (unsigned half = 0; half < 2; half++) {
        for (uint64_t bits = seen[half]; bits; bits &= bits - 1) {
            add_cut(e, way, half * 64 + (unsigned)__builtin_ctzll(bits));
        }
    }
}

/* The cuts that a content runs over, the one at which it ends, and those between the source and its cue. */
static void weigh_cuts(const struct asc_quoting *q, const struct asc_match *match, struct asc_evidence *e)
{
    struct asc_span content = match->group[ASC_GROUP_CONTENT], source = match->group[ASC_GROUP_SOURCE], cue = match->group[ASC_GROUP_CUE];
    static const char *const between[WAYS] = {"between-mark", "between-mark-and", "between-and", "between-join", "between-quote", "between-dash"};
    static const char *const inside[WAYS] = {"over-mark", "over-mark-and", "over-and", "over-join", "over-quote", "over-dash"};
    static const char *const last[WAYS] = {"at-mark", "at-mark-and", "at-and", "at-join", "at-quote", "at-dash"};
    weigh_cuts_in(q, (struct asc_span){content.begin, content.end - 1}, inside, e);
    if (source.begin < source.end && source.end < cue.begin) {
        weigh_cuts_in(q, (struct asc_span){source.end, cue.begin - 1}, between, e);
    }
    if (content.end < q->frame.count && q->frame.cut[content.end] != ASC_CUT_NONE) {
        add_cut(e, last, q->frame.cut[content.end]);
    } else if (q->frame.cut[content.end - 1] >= 4 * ASC_CUTS && q->frame.cut[content.end - 1] < 5 * ASC_CUTS) {
        add_cut(e, last, q->frame.cut[content.end - 1]);
    }
}

static bool within(uint32_t u, const struct asc_match *match)
{
    for (unsigned g = 0; g < ASC_GROUPS; g++) {
        if (u >= match->group[g].begin && u < match->group[g].end) {
            return true;
        }
    }
    return false;
}

static const char *few(uint32_t count)
{
    return count == 0 ? "0" : count == 1 ? "1" : count < 4 ? "2" : count < 10 ? "4" : "many";
}

/* Quotations that the candidate has, that it leaves out before and behind, and the words behind its last one. */
static void weigh_quotations(const struct asc_quoting *q, const struct asc_match *match, const char *rule, struct asc_evidence *e)
{
    struct asc_span content = match->group[ASC_GROUP_CONTENT];
    uint32_t has = 0, before = 0, behind = 0, last = 0;
    for (uint32_t u = 0; u < q->frame.count; u++) {
        if (q->frame.unit[u].quotation == ASC_NONE) {
            continue;
        }
        bool own = within(u, match);
        has += own;
        before += !own && u < content.begin;
        behind += !own && u >= content.begin;
        last = u >= content.begin && u < content.end ? u + 1 : last;
    }
    if (!has && !before && !behind) {
        return;
    }
    asc_evidence_fixed(e, ASC_F_QUOTE_LEFT, 0, "has", few(has));
    asc_evidence_fixed(e, ASC_F_QUOTE_LEFT, 0, before ? behind ? "both" : "before" : behind ? "behind" : "none", has ? "quoted" : "plain");
    asc_evidence_fixed(e, ASC_F_QUOTE_LEFT, 0, before ? behind ? "left-both" : "left-before" : behind ? "left-behind" : "left-none", rule);
    if (last) {
        asc_evidence_fixed(e, ASC_F_QUOTE_LEFT, 0, "tail", few(content.end - last));
        asc_evidence_fixed(e, ASC_F_QUOTE_LEFT, 0, rule, few(content.end - last));
    }
}

/* What the candidate leaves of the sentence before its first word and behind its last. */
static void weigh_rest(const struct asc_quoting *q, const struct asc_match *match, const char *rule, struct asc_evidence *e)
{
    uint32_t begin = q->frame.count, end = 0;
    for (unsigned g = 0; g < ASC_GROUPS; g++) {
        struct asc_span group = match->group[g];
        if (group.begin < group.end) {
            begin = group.begin < begin ? group.begin : begin;
            end = group.end > end ? group.end : end;
        }
    }
    uint32_t next = is(q, end, ASC_CLASS_COMMA) || is(q, end, ASC_CLASS_DASH) ? end + 1 : end;
    if (next < q->frame.count) {
        asc_evidence_set(e, ASC_F_QUOTE_REST, 0, q->frame.unit[next].set);
    }
    const char *behind = few(q->frame.count - end);
    asc_evidence_fixed(e, ASC_F_QUOTE_LEFT, 0, "rest", behind);
    asc_evidence_fixed(e, ASC_F_QUOTE_LEFT, 0, next > end ? "rest-behind-comma" : "rest-directly", rule);
    asc_evidence_fixed(e, ASC_F_QUOTE_LEFT, 0, "lead", few(begin));
    asc_evidence_fixed(e, ASC_F_QUOTE_LEFT, 0, few(begin), rule);
}

static void weigh_source(const struct asc_quoting *q, struct asc_span source, struct asc_evidence *e)
{
    if (source.begin >= source.end) {
        return;
    }
    asc_evidence_set(e, ASC_F_QUOTE_SOURCE_FIRST, 0, q->frame.unit[source.begin].set);
    if (source.begin) {
        asc_evidence_set(e, ASC_F_QUOTE_BEFORE_SOURCE, 0, q->frame.unit[source.begin - 1].set);
    }
    if (source.end < q->frame.count) {
        asc_evidence_set(e, ASC_F_QUOTE_AFTER_SOURCE, 0, q->frame.unit[source.end].set);
    }
}

void asc_quotes_weigh_clauses(const struct asc_quoting *q, const struct asc_match *match, struct asc_evidence *e)
{
    weigh_cuts(q, match, e);
    weigh_quotations(q, match, asc_rule_name(q->known, match->rule), e);
    weigh_rest(q, match, asc_rule_name(q->known, match->rule), e);
    weigh_source(q, match->group[ASC_GROUP_SOURCE], e);
}
