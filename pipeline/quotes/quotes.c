#include "quotes/quotes.h"

enum asc_result asc_quotes_run(const struct asc_knowledge *known, struct asc_document *doc)
{
    if (known->empty || !doc->matcher) {
        return ASC_OK;
    }
    size_t mark = doc->arena.used;
    struct asc_quoting quoting = {.known = known, .doc = doc};
    quoting.unit = asc_arena_alloc(&doc->arena, ASC_UNITS * sizeof *quoting.unit);
    quoting.set = asc_arena_alloc(&doc->arena, ASC_UNITS * sizeof *quoting.set);
    quoting.classes = asc_arena_alloc(&doc->arena, ASC_UNITS * sizeof *quoting.classes);
    quoting.commas = asc_arena_alloc(&doc->arena, (ASC_UNITS + 1) * sizeof *quoting.commas);
    quoting.ands = asc_arena_alloc(&doc->arena, (ASC_UNITS + 1) * sizeof *quoting.ands);
    if (!quoting.unit || !quoting.set || !quoting.classes || !quoting.commas || !quoting.ands) {
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
