/* Fuzz target: any bytes as a text, cut into tokens, blocks, sentences and quotations. */
#include "check_layers.h"
#include "run/single.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct asc_document doc;
    const struct asc_knowledge *known = open_once(&doc);
    if (size > 65536) {
        return -1;
    }
    require(asc_single_run(known, &doc, size ? (const char *)data : "", size, ASC_STAGE_SEGMENT) == ASC_OK, "the stages end well");
    check_segment(&doc);
    return 0;
}
