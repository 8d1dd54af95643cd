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

static void drop_layers(struct asc_document *doc)
{
    doc->blocks = doc->tokens = doc->sentences = doc->quotations = doc->readings = 0;
    doc->mentions = doc->attributions = doc->entities = 0;
}

void asc_give_up(struct asc_document *doc)
{
    doc->fate = ASC_FATE_TOO_LARGE;
    doc->reason = "needs more memory than a document may have: split it, or raise --max-document";
    drop_layers(doc);
}

/* Page furniture is left out from here on, unless all blocks are wanted. */
static void skip_furniture(struct asc_document *doc)
{
    for (uint32_t b = 0; b < doc->blocks; b++) {
        doc->block[b].skipped = doc->block[b].type == ASC_BLOCK_BOILERPLATE && !doc->all_blocks;
    }
}

enum asc_result asc_stages_run(const struct asc_knowledge *known, struct asc_document *doc, enum asc_stage until)
{
    if (doc->fate >= ASC_FATE_UNSUPPORTED) {
        return ASC_OK;
    }
    skip_furniture(doc);
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        if (stages[i].stage <= (enum asc_stage)doc->through || stages[i].stage > until) {
            continue;
        }
        enum asc_result result = stages[i].run(known, doc);
        if (result == ASC_NO_MEMORY) {
            asc_give_up(doc);
            return ASC_OK;
        }
        if (result != ASC_OK) {
            drop_layers(doc);
            return result;
        }
        if (stages[i].stage == ASC_STAGE_SEGMENT) {
            skip_furniture(doc);
        }
        doc->through = (uint8_t)stages[i].stage;
    }
    return ASC_OK;
}
