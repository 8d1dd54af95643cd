/* What the weighing asks of the units of a frame, found once for all candidates. */
#include "quotes/quotes.h"

/* Is the quotation speech, or a title, a nickname, words held at arm's length? */
static struct asc_marks marks_of(const struct asc_quoting *q, const struct asc_quotation *quotation)
{
    enum { LOOK = 40 };
#define SPEAKER(X) X(PRON_I) X(PRON_WE) X(PRON_YOU)
#define FINITE(X) X(BE) X(MODAL) X(VERB_S) X(DO) X(HAVE) X(VERB_ED)
#define ENDS(X) X(STOP) X(ASK) X(BANG)
    static const struct asc_classes speaker = ASC_CLASSES_OF(SPEAKER), finite = ASC_CLASSES_OF(FINITE), ends = ASC_CLASSES_OF(ENDS);
    const struct asc_token *token = q->doc->token;
    uint32_t first = quotation->open_missing ? quotation->open : quotation->open + 1, words = 0, capitals = 0;
    struct asc_classes any = {{0, 0}};
    for (uint32_t t = first; t < quotation->close && t < first + LOOK; t++) {
        words += !(token[t].shape & ASC_SHAPE_PUNCT);
        capitals += !!(token[t].shape & ASC_SHAPE_CAPITAL);
        any = asc_classes_union(any, asc_classes_of(q->known, token[t].set));
    }
    bool capital = first < quotation->close && token[first].shape & ASC_SHAPE_CAPITAL;
    struct asc_classes last = asc_classes_of(q->known, token[quotation->close > first ? quotation->close - 1 : first].set);
    return (struct asc_marks){.letters = capital ? ASC_CASE_CAPITAL : ASC_CASE_LOWER,
                              .close = asc_classes_has(last, ASC_CLASS_COMMA) ? ASC_CLOSE_COMMA
                                       : asc_classes_meet(last, ends)         ? ASC_CLOSE_STOP
                                                                              : ASC_CLOSE_OPEN,
                              .speech = capitals > 1 && capitals * 3 > words * 2 ? ASC_SPEECH_TITLE
                                        : asc_classes_meet(any, speaker)         ? ASC_SPEECH_SPEAKER
                                        : asc_classes_meet(any, finite)          ? ASC_SPEECH_VERB
                                                                                 : ASC_SPEECH_WORDS,
                              .words = asc_step_of(words)};
}

/* The codes of a set, found when they are not known yet. */
static inline const struct asc_codes *codes_of(struct asc_quote_tables *tables, uint32_t set)
{
    if (!(tables->codes[set].flow & ASC_FLOW_KNOWN)) {
        asc_codes_fill(tables, set);
    }
    return tables->codes + set;
}

/* Does a unit that is no single word end with a comma? "closed," and */
static bool ends_with_comma(struct asc_quoting *q, uint32_t unit)
{
    const struct asc_frame_of_units *frame = &q->frame;
    uint32_t last = frame->unit[unit] == ASC_UNIT_QUOTATION ? q->doc->quotation[frame->refers[unit]].close - 1 : frame->token[unit];
    uint32_t set = last < q->doc->tokens ? q->doc->token[last].set : 0;
    return set < q->known->sets && codes_of(q->tables, set)->flow & ASC_FLOW_COMMA;
}

void asc_quotes_describe(struct asc_quoting *q)
{
    struct asc_frame_of_units *frame = &q->frame;
    uint32_t sets = q->known->sets, *set = frame->set;
    struct asc_codes *codes = frame->codes;
    struct asc_ahead *ahead = frame->ahead, next = {(uint16_t)frame->count, (uint16_t)frame->count, (uint16_t)frame->count, (uint16_t)frame->count};
    set[-1] = set[frame->count] = sets;
    codes[-1] = (struct asc_codes){.edge = ASC_EDGE_START};
    codes[frame->count] = (struct asc_codes){.edge = ASC_EDGE_END};
    ahead[frame->count] = next;
    for (uint32_t i = frame->count; i-- > 0;) {
        if (set[i] >= sets) {
            set[i] = 0; /* beyond the table: no classes */
        }
        codes[i] = *codes_of(q->tables, set[i]);
        unsigned flow = codes[i].flow;
        if (frame->unit[i] == ASC_UNIT_WORD ? flow & ASC_FLOW_COMMA : ends_with_comma(q, i)) {
            next.comma = (uint16_t)i;
        }
        if (flow & ASC_FLOW_AND) {
            next.link = (uint16_t)i;
        }
        if (frame->unit[i] == ASC_UNIT_QUOTATION) {
            next.quotation = (uint16_t)i;
            frame->marks[i] = marks_of(q, q->doc->quotation + frame->refers[i]);
        }
        frame->cut[i] = flow & ASC_FLOW_CUT || frame->unit[i] == ASC_UNIT_QUOTATION ? asc_quotes_cut(q, i) : 0;
        if (frame->cut[i]) {
            next.cut = (uint16_t)i;
        }
        ahead[i] = next;
    }
    frame->described = true;
}
