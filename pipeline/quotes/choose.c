/* Choosing among candidates: one attribution a cue, one cue a quotation. */
#include <string.h>

#include "quotes/order.h"
#include "quotes/quotes.h"

/* Best first: higher sum, then longer content, then earlier, then the order of the rules. NULL when out of memory. */
static const struct asc_order *order_by_evidence(struct asc_quoting *q)
{
    struct asc_order *row = asc_order_new(&q->doc->arena, q->candidates);
    for (uint32_t i = 0; row && i < q->candidates; i++) {
        const struct asc_quote_candidate *c = q->candidate + i;
        uint32_t sum = (uint32_t)INT32_MAX - (uint32_t)c->sum, bytes = c->attribution.piece[0].end - c->attribution.piece[0].begin;
        row[i] = (struct asc_order){asc_order_key(sum, ~bytes), asc_order_key(c->trigger, c->attribution.rule), i};
    }
    if (row) {
        asc_order_sort(row, q->candidates);
    }
    return row;
}

static uint32_t length(const struct asc_attribution *a)
{
    uint32_t bytes = 0;
    for (unsigned i = 0; i < a->pieces; i++) {
        bytes += a->piece[i].end - a->piece[i].begin;
    }
    return bytes;
}

static uint32_t common(const struct asc_attribution *a, const struct asc_attribution *b)
{
    uint32_t bytes = 0;
    for (unsigned i = 0; i < a->pieces; i++) {
        for (unsigned j = 0; j < b->pieces; j++) {
            uint32_t begin = a->piece[i].begin > b->piece[j].begin ? a->piece[i].begin : b->piece[j].begin;
            uint32_t end = a->piece[i].end < b->piece[j].end ? a->piece[i].end : b->piece[j].end;
            bytes += end > begin ? end - begin : 0;
        }
    }
    return bytes;
}

/* Does each have words before or behind the other's, so that neither holds the other? */
static bool crosses(const struct asc_attribution *a, const struct asc_attribution *b)
{
    uint32_t m = a->piece[0].begin, m_end = a->piece[a->pieces - 1].end, n = b->piece[0].begin, n_end = b->piece[b->pieces - 1].end;
    return (m < n && m_end < n_end) || (n < m && n_end < m_end);
}

/* Does a quotation hold all of another attribution, its cue, too? */
static bool encloses(const struct asc_attribution *outer, const struct asc_attribution *inner)
{
    for (unsigned i = 0; i < outer->pieces && outer->kind == ASC_KIND_DIRECT; i++) {
        uint32_t begin = outer->piece[i].begin, end = outer->piece[i].end;
        if (begin <= inner->cue.begin && inner->cue.end <= end && begin <= inner->piece[0].begin && inner->piece[inner->pieces - 1].end <= end) {
            return inner->kind == ASC_KIND_DIRECT && inner->cue.begin < inner->cue.end;
        }
    }
    return false;
}

/* Do two candidates claim the same words? What somebody quotes while being quoted is a claim of its own. Two cues may not have nearly the same content; one inside the other may stand. */
static bool collide(const struct asc_quote_candidate *a, const struct asc_quote_candidate *b)
{
    const struct asc_span *one = &a->attribution.cue, *two = &b->attribution.cue;
    if (a->trigger == b->trigger || (one->begin < two->end && two->begin < one->end)) {
        return true; /* "warned of wind: “Stay in.”" tells of one saying */
    }
    if (encloses(&a->attribution, &b->attribution) || encloses(&b->attribution, &a->attribution)) {
        return false;
    }
    uint32_t m = length(&a->attribution), n = length(&b->attribution), both = common(&a->attribution, &b->attribution);
    if (both * 10 > (m > n ? m : n) * 6) {
        return true;
    }
    /* What somebody says may hold what another one says, or end before it; it does not end in the middle of it. */
    if (both && crosses(&a->attribution, &b->attribution)) {
        return true;
    }
    /* A direct quotation belongs to one cue only. */
    return a->attribution.kind == ASC_KIND_DIRECT && b->attribution.kind == ASC_KIND_DIRECT && both * 2 > (m < n ? m : n);
}

/* A candidate that won: what tells quickly that another one is no rival of it. */
struct winner {
    uint32_t begin, end; /* of its content, bytes */
    uint32_t trigger, sentence;
    uint32_t candidate;
    uint32_t before; /* the winner of the same cell before it, or ASC_NONE */
};

/* Winners by the place of their cue: those of CELL tokens are one list. */
struct winners {
    struct winner *winner;
    uint32_t *newest; /* [cells] a winner, or ASC_NONE */
    uint32_t winners, room, cells;
};

/* Rivals stand near each other: within six sentences, and, where a sentence never ends, no further apart than two frames. */
enum { CELL = 64, NEAR_SENTENCES = 6, NEAR_CELLS = 2 * ASC_UNITS / CELL };

static bool make_cells(struct asc_document *doc, struct winners *w)
{
    w->cells = doc->tokens / CELL + 1;
    w->newest = asc_arena_alloc(&doc->arena, w->cells * sizeof *w->newest);
    if (w->newest) {
        memset(w->newest, 0xff, w->cells * sizeof *w->newest);
    }
    return w->newest != NULL;
}

/* The cells in which the rivals of a candidate may be. */
static struct asc_span cells_near(const struct asc_document *doc, const struct asc_quote_candidate *candidate)
{
    uint32_t own = candidate->trigger / CELL, first = own > NEAR_CELLS ? own - NEAR_CELLS : 0, last = own + NEAR_CELLS;
    if (candidate->sentence >= NEAR_SENTENCES) {
        uint32_t cell = doc->sentence[candidate->sentence - NEAR_SENTENCES].token / CELL;
        first = cell > first ? cell : first;
    }
    if (candidate->sentence + NEAR_SENTENCES + 1 < doc->sentences) {
        uint32_t cell = doc->sentence[candidate->sentence + NEAR_SENTENCES + 1].token / CELL;
        last = cell < last ? cell : last;
    }
    return (struct asc_span){first, last > own ? last : own};
}

static bool has_rival(const struct asc_quoting *q, const struct winners *w, const struct asc_quote_candidate *candidate)
{
    struct asc_span cells = cells_near(q->doc, candidate);
    const struct asc_attribution *a = &candidate->attribution;
    for (uint32_t cell = cells.begin; cell <= cells.end && cell < w->cells; cell++) {
        for (uint32_t i = w->newest[cell]; w->winner && i != ASC_NONE; i = w->winner[i].before) {
            const struct winner *other = w->winner + i;
            bool near = other->sentence + NEAR_SENTENCES >= candidate->sentence && candidate->sentence + NEAR_SENTENCES >= other->sentence;
            bool touch = other->begin < a->piece[a->pieces - 1].end && a->piece[0].begin < other->end;
            if (near && (touch || other->trigger == candidate->trigger) && collide(q->candidate + other->candidate, candidate)) {
                return true;
            }
        }
    }
    return false;
}

static bool add_winner(struct asc_quoting *q, struct winners *w, uint32_t candidate)
{
    const struct asc_quote_candidate *c = q->candidate + candidate;
    uint32_t *newest = w->newest + c->trigger / CELL;
    if (!ASC_ROOM(&q->doc->arena, w->winner, w->winners, w->room)) {
        return false;
    }
    w->winner[w->winners] = (struct winner){.begin = c->attribution.piece[0].begin,
                                            .end = c->attribution.piece[c->attribution.pieces - 1].end,
                                            .trigger = c->trigger,
                                            .sentence = c->sentence,
                                            .candidate = candidate,
                                            .before = *newest};
    *newest = w->winners++;
    return true;
}

static bool settle_rivals(struct asc_quoting *q, const struct asc_order *order)
{
    struct winners w = {0};
    bool kept = make_cells(q->doc, &w);
    for (uint32_t i = 0; i < q->candidates && kept; i++) {
        struct asc_quote_candidate *candidate = q->candidate + order[i].index;
        candidate->won = candidate->sum > 0 && !has_rival(q, &w, candidate);
        kept = !candidate->won || add_winner(q, &w, order[i].index);
    }
    return kept;
}

static void record(struct asc_quoting *q, const struct asc_quote_candidate *candidate)
{
    const struct asc_attribution *a = &candidate->attribution;
    struct asc_trace_record record = {.kind = "quote", .what = asc_rule_name(q->known, a->rule), .won = candidate->won};
    for (unsigned i = 0; i < a->pieces && record.spans < 12; i++) {
        record.span_name[record.spans] = "content";
        record.span[record.spans++] = a->piece[i];
    }
    record.span_name[record.spans] = "source";
    record.span[record.spans++] = a->source;
    record.span_name[record.spans] = "cue";
    record.span[record.spans++] = a->cue;
    if (candidate->kept) {
        q->doc->trace->record(q->doc->trace->context, q->doc, &record, candidate->kept);
    }
}

/* The candidates that won become the layer, the best first. */
static bool add_attributions(struct asc_quoting *q, const struct asc_order *order)
{
    struct asc_document *doc = q->doc;
    for (uint32_t i = 0; i < q->candidates; i++) {
        const struct asc_quote_candidate *candidate = q->candidate + order[i].index;
        if (doc->trace) {
            record(q, candidate);
        }
        if (candidate->won) {
            if (!ASC_ROOM(&doc->arena, doc->attribution, doc->attributions, doc->attribution_room)) {
                return false;
            }
            doc->attribution[doc->attributions++] = candidate->attribution;
        }
    }
    return true;
}

/* Moves attributions to where the rows say that they belong: row i tells which one becomes number i. */
static void move_attributions(struct asc_attribution *a, struct asc_order *row, uint32_t count)
{
    for (uint32_t first = 0; first < count; first++) {
        if (row[first].index == first) {
            continue;
        }
        struct asc_attribution kept = a[first];
        uint32_t to = first;
        for (uint32_t from = row[to].index; from != first; from = row[to].index) {
            a[to] = a[from];
            row[to].index = to;
            to = from;
        }
        a[to] = kept;
        row[to].index = to;
    }
}

/* Puts the layer in the order of its first pieces, the longer before the shorter, and finds their sentences. */
static bool order_by_place(struct asc_document *doc)
{
    uint32_t count = doc->attributions, sentence = 0;
    struct asc_order *row = asc_order_new(&doc->arena, count);
    if (!row) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct asc_attribution *a = doc->attribution + i;
        row[i] = (struct asc_order){asc_order_key(a->piece[0].begin, ~a->piece[0].end), a->cue_token, i};
    }
    asc_order_sort(row, count);
    move_attributions(doc->attribution, row, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t begin = doc->attribution[i].piece[0].begin;
        while (sentence < doc->sentences && doc->sentence[sentence].end <= begin) {
            sentence++;
        }
        bool inside = sentence < doc->sentences && doc->sentence[sentence].begin <= begin;
        doc->attribution[i].sentence = inside ? sentence : ASC_NONE;
    }
    return true;
}

static bool holds(const struct asc_attribution *outer, const struct asc_attribution *inner)
{
    for (unsigned i = 0; i < outer->pieces; i++) {
        if (outer->piece[i].begin <= inner->piece[0].begin && outer->piece[i].end >= inner->piece[inner->pieces - 1].end) {
            return outer->cue_token != inner->cue_token;
        }
    }
    return false;
}

/* The nearest attribution before it whose content holds this one is its parent. */
static void find_parents(struct asc_document *doc)
{
    for (uint32_t i = 0; i < doc->attributions; i++) {
        doc->attribution[i].parent = ASC_NONE;
        for (uint32_t j = i; j-- > 0 && i - j < 16;) {
            if (holds(doc->attribution + j, doc->attribution + i)) {
                doc->attribution[i].parent = j;
                break;
            }
        }
    }
}

enum asc_result asc_quotes_choose(struct asc_quoting *q)
{
    const struct asc_order *order = order_by_evidence(q);
    if (!order || !settle_rivals(q, order) || !add_attributions(q, order) || !asc_quotes_posts(q)) {
        return ASC_NO_MEMORY;
    }
    enum asc_result result = asc_quotes_float(q);
    if (result != ASC_OK || !order_by_place(q->doc)) {
        return ASC_NO_MEMORY;
    }
    find_parents(q->doc);
    return ASC_OK;
}
