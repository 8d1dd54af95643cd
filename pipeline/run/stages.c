#include "run/stages.h"

#include "gazetteer/gazetteer.h"
#include "names/names.h"
#include "quotes/quotes.h"
#include "resolve/resolve.h"
#include "segment/segment.h"

static const struct {
    enum asc_stage stage;
    enum asc_result (*run)(const struct asc_knowledge *known, struct asc_document *doc);
} stages[] = {
    {ASC_STAGE_SEGMENT, asc_segment_run}, {ASC_STAGE_GAZETTEER, asc_gazetteer_run}, {ASC_STAGE_NAMES, asc_names_run},
    {ASC_STAGE_QUOTES, asc_quotes_run},   {ASC_STAGE_RESOLVE, asc_resolve_run},
};

static void give_up(struct asc_document *doc)
{
    doc->fate = ASC_FATE_TOO_LARGE;
    doc->reason = "needs more memory than a document may have: split it, or raise --max-document";
    doc->blocks = doc->tokens = doc->sentences = doc->quotations = doc->readings = 0;
    doc->mentions = doc->attributions = doc->entities = 0;
}

void asc_stages_run(const struct asc_knowledge *known, struct asc_document *doc, enum asc_stage until)
{
    if (doc->fate >= ASC_FATE_UNSUPPORTED) {
        return;
    }
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        if (stages[i].stage <= (enum asc_stage)doc->through || stages[i].stage > until) {
            continue;
        }
        if (stages[i].run(known, doc) != ASC_OK) {
            give_up(doc);
            return;
        }
        doc->through = (uint8_t)stages[i].stage;
    }
}
