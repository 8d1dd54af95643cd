#include "quotes/quotes.h"

uint32_t asc_quotes_words(const struct asc_document *doc, uint32_t token, uint32_t token_end)
{
    uint32_t words = 0;
    for (uint32_t t = token; t < token_end; t++) {
        words += !(doc->token[t].shape & ASC_SHAPE_PUNCT);
    }
    return words;
}

/* Gets room for one frame. */
static bool prepare(struct asc_quoting *q)
{
    struct asc_arena *arena = &q->doc->arena;
    struct asc_frame_of_units *frame = &q->frame;
    frame->token = asc_arena_alloc(arena, (ASC_UNITS + 1) * sizeof *frame->token);
    uint32_t *set = asc_arena_alloc(arena, (ASC_UNITS + 2) * sizeof *set);
    frame->refers = asc_arena_alloc(arena, ASC_UNITS * sizeof *frame->refers);
    frame->unit = asc_arena_alloc(arena, ASC_UNITS * sizeof *frame->unit);
    struct asc_codes *codes = asc_arena_alloc(arena, (ASC_UNITS + 2) * sizeof *codes);
    frame->marks = asc_arena_alloc(arena, ASC_UNITS * sizeof *frame->marks);
    frame->ahead = asc_arena_alloc(arena, (ASC_UNITS + 1) * sizeof *frame->ahead);
    frame->cut = asc_arena_alloc(arena, ASC_UNITS * sizeof *frame->cut);
    if (!frame->token || !set || !frame->refers || !frame->unit || !codes || !frame->marks || !frame->ahead || !frame->cut) {
        return false;
    }
    frame->set = set + 1;
    frame->codes = codes + 1;
    return true;
}

enum asc_result asc_quotes_run(const struct asc_knowledge *known, struct asc_document *doc)
{
    if (known->empty || !doc->matcher) {
        return ASC_OK;
    }
    struct asc_quoting quoting = {.known = known, .doc = doc, .tables = asc_quote_tables_of(asc_matcher_weights(doc->matcher), known)};
    if (!quoting.tables) {
        return ASC_NO_MEMORY;
    }
    asc_quotes_end_unclosed(&quoting);
    if (!asc_quotes_set_off(&quoting)) {
        return ASC_NO_MEMORY;
    }
    size_t mark = doc->arena.used;
    if (!prepare(&quoting)) {
        return ASC_NO_MEMORY;
    }
    if (!asc_quotes_labels(&quoting)) {
        return ASC_NO_MEMORY;
    }
    asc_quotes_frames(&quoting, asc_quotes_propose);
    if (quoting.failed) {
        return ASC_NO_MEMORY;
    }
    if (quoting.cut && doc->fate == ASC_FATE_OK) {
        doc->fate = ASC_FATE_LIMITED;
        doc->reason = "a rule for quotes was cut short in a long sentence";
    }
    enum asc_result result = asc_quotes_choose(&quoting);
    doc->attribution = asc_arena_keep(&doc->arena, mark, doc->attribution, doc->attributions * sizeof *doc->attribution);
    doc->attribution_room = doc->attributions;
    return result;
}
