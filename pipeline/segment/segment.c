#include "segment/segment.h"

enum asc_result asc_segment_run(const struct asc_knowledge *known, struct asc_document *doc)
{
    enum asc_result result = asc_segment_tokens(known, doc);
    if (result == ASC_OK) {
        result = asc_segment_blocks(known, doc);
    }
    if (result == ASC_OK) {
        result = asc_segment_quotations(known, doc);
    }
    if (result == ASC_OK) {
        result = asc_segment_sentences(known, doc);
    }
    if (result == ASC_OK) {
        asc_segment_settle(known, doc);
    }
    return result;
}
