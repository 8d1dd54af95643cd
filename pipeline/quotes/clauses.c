/* Where a sentence could be cut: at a mark or a joining word, told apart by what begins there. */
#include "quotes/quotes.h"

enum { LOOK = 4, BACK = 24 };

/* clang-format off */
#define VERBS(X) X(VERB_ED) X(VERB_S) X(CUE_VERB) X(BE) X(HAVE) X(DO) X(MODAL)
#define MARKS(X) X(COMMA) X(DASH) X(SEMICOLON) X(COLON)
#define NOMINALS(X) X(NAME) X(DET) X(ART) X(POSS) X(DEM) X(NOUN) X(NOUN_PL) X(ROLE) X(ROLE_PL) X(COLLECTIVE) X(ADJ) X(NUM) X(NUMBER)
#define PREPOSITIONS(X) X(PREP) X(FOR) X(BY) X(OF)
#define ADVERBS(X) X(ADV) X(ADV_CLOSED)
#define ANDS(X) X(AND) X(BUT)
#define DASHES(X) X(DASH) X(SEMICOLON)
/* clang-format on */

static const struct asc_classes verbs = ASC_CLASSES_OF(VERBS), marks = ASC_CLASSES_OF(MARKS), nominals = ASC_CLASSES_OF(NOMINALS),
                                prepositions = ASC_CLASSES_OF(PREPOSITIONS), adverbs = ASC_CLASSES_OF(ADVERBS), ands = ASC_CLASSES_OF(ANDS),
                                dashes = ASC_CLASSES_OF(DASHES);

static struct asc_classes classes_at(const struct asc_quoting *q, uint32_t unit)
{
    return unit < q->frame.count ? asc_classes_of(q->known, q->frame.set[unit]) : (struct asc_classes){{0, 0}};
}

/* A subject at `u`, by how soon its verb comes, and whether that is a cue. */
static enum asc_cut cut_before_subject(const struct asc_quoting *q, uint32_t u)
{
    enum asc_cut without = asc_classes_has(classes_at(q, u), ASC_CLASS_PRON_SUBJ) ? ASC_CUT_PRONOUN : ASC_CUT_NOUN;
    for (uint32_t v = u + 1; v <= u + LOOK && v < q->frame.count; v++) {
        struct asc_classes set = classes_at(q, v);
        if (asc_classes_meet(set, marks)) {
            break;
        }
        if (asc_classes_has(set, ASC_CLASS_CUE_VERB)) {
            return ASC_CUT_SUBJECT_CUE;
        }
        if (asc_classes_meet(set, verbs)) {
            return without == ASC_CUT_NOUN ? ASC_CUT_CLAUSE : without;
        }
    }
    return without;
}

/* A verb in the past at `u`: behind one that is not ("said it will rain and left") it is rather the cue's fellow than the content's. */
static enum asc_cut cut_before_past(const struct asc_quoting *q, uint32_t u)
{
    for (uint32_t v = u; v > 0 && u - v < BACK; v--) {
        struct asc_classes set = classes_at(q, v - 1);
        bool past = asc_classes_has(set, ASC_CLASS_VERB_ED);
        if (past || asc_classes_has(set, ASC_CLASS_BE) || asc_classes_has(set, ASC_CLASS_HAVE)) {
            break;
        }
        if (asc_classes_has(set, ASC_CLASS_MODAL) || asc_classes_has(set, ASC_CLASS_VERB_S)) {
            return ASC_CUT_PAST_TURN;
        }
    }
    return asc_classes_has(classes_at(q, u), ASC_CLASS_CUE_VERB) ? ASC_CUT_PAST_CUE : ASC_CUT_PAST;
}

/* What begins at `u`, behind a mark. */
static enum asc_cut cut_before(const struct asc_quoting *q, uint32_t u)
{
    static const struct {
        uint8_t class, cut;
    } cuts[] = {{ASC_CLASS_QUOTE, ASC_CUT_QUOTE}, {ASC_CLASS_WHO, ASC_CUT_WHO}, {ASC_CLASS_WHICH, ASC_CUT_WHO},
                {ASC_CLASS_AS, ASC_CUT_AS},       {ASC_CLASS_SUB, ASC_CUT_SUB}, {ASC_CLASS_THAT, ASC_CUT_THAT},
                {ASC_CLASS_TO, ASC_CUT_TO},       {ASC_CLASS_PRON_SUBJ, 0},     {ASC_CLASS_CUE_PHRASE, ASC_CUT_PHRASE}};
    struct asc_classes set = classes_at(q, u);
    for (unsigned i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        if (asc_classes_has(set, cuts[i].class)) {
            return cuts[i].cut ? (enum asc_cut)cuts[i].cut : cut_before_subject(q, u);
        }
    }
    if (asc_classes_has(set, ASC_CLASS_VERB_ING)) {
        return asc_classes_has(set, ASC_CLASS_CUE_VERB) ? ASC_CUT_CUE_ING : ASC_CUT_ING;
    }
    if (asc_classes_has(set, ASC_CLASS_VERB_ED)) {
        return cut_before_past(q, u);
    }
    if (asc_classes_meet(set, verbs)) {
        return ASC_CUT_VERB;
    }
    if (asc_classes_meet(set, nominals)) {
        return cut_before_subject(q, u);
    }
    return asc_classes_meet(set, prepositions) ? ASC_CUT_PREP : asc_classes_meet(set, adverbs) ? ASC_CUT_ADV : ASC_CUT_OTHER;
}

static uint8_t code_of(enum asc_way way, enum asc_cut cut)
{
    return (uint8_t)((unsigned)way * ASC_CUTS + cut);
}

uint8_t asc_quotes_cut(const struct asc_quoting *q, uint32_t u)
{
    struct asc_classes set = classes_at(q, u), next = classes_at(q, u + 1);
    bool quoted = q->frame.unit[u] == ASC_UNIT_QUOTATION, mark = quoted || asc_classes_meet(set, marks);
    if (u + 1 >= q->frame.count) {
        return 0;
    }
    if (mark && asc_classes_meet(next, ands)) {
        return code_of(ASC_WAY_MARK_AND, cut_before(q, u + 2));
    }
    if (asc_classes_meet(set, ands)) {
        return code_of(ASC_WAY_AND, cut_before(q, u + 1));
    }
    if (!mark) {
        return code_of(ASC_WAY_JOIN, cut_before(q, u));
    }
    return code_of(quoted ? ASC_WAY_QUOTE : asc_classes_meet(set, dashes) ? ASC_WAY_DASH : ASC_WAY_MARK, cut_before(q, u + 1));
}

static struct asc_cuts cuts_in(const struct asc_frame_of_units *frame, uint32_t begin, uint32_t end)
{
    struct asc_cuts cuts = {{0, 0}};
    for (uint32_t u = frame->ahead[begin].cut; u < end; u = frame->ahead[u + 1].cut) {
        cuts.bits[frame->cut[u] >> 6] |= UINT64_C(1) << (frame->cut[u] & 63);
    }
    return cuts;
}

void asc_quotes_find_cuts(const struct asc_frame_of_units *frame, const struct asc_match *match, struct asc_cuts cuts[ASC_CUT_SIDES])
{
    struct asc_span content = match->group[ASC_GROUP_CONTENT], source = match->group[ASC_GROUP_SOURCE], cue = match->group[ASC_GROUP_CUE];
    unsigned at = content.end < frame->count ? frame->cut[content.end] : 0;
    if (!at && content.end > content.begin && frame->cut[content.end - 1] / ASC_CUTS == ASC_WAY_QUOTE) {
        at = frame->cut[content.end - 1];
    }
    cuts[ASC_CUT_SIDE_OVER] = content.begin < content.end ? cuts_in(frame, content.begin, content.end - 1) : (struct asc_cuts){{0, 0}};
    cuts[ASC_CUT_SIDE_AT] = (struct asc_cuts){{0, 0}};
    cuts[ASC_CUT_SIDE_AT].bits[at >> 6] = at ? UINT64_C(1) << (at & 63) : 0;
    bool apart = source.begin < source.end && source.end < cue.begin;
    cuts[ASC_CUT_SIDE_BETWEEN] = apart ? cuts_in(frame, source.end, cue.begin - 1) : (struct asc_cuts){{0, 0}};
}

const char *asc_cut_name(unsigned code)
{
#define X(NAME, TEXT) TEXT,
    static const char *const name[ASC_CUTS] = {ASC_CUT_LIST(X)};
#undef X
    return name[code % ASC_CUTS];
}

const char *asc_cut_way(enum asc_cut_side side, unsigned code)
{
#define X(NAME, TEXT) SIDE "-" TEXT,
    static const char *const way[ASC_CUT_SIDES][ASC_WAYS] = {
#define SIDE "over"
        {ASC_WAY_LIST(X)},
#undef SIDE
#define SIDE "at"
        {ASC_WAY_LIST(X)},
#undef SIDE
#define SIDE "between"
        {ASC_WAY_LIST(X)},
#undef SIDE
    };
#undef X
    return way[side][code / ASC_CUTS];
}
