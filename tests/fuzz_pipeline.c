/* Fuzz target: any bytes as a text through all stages. The first byte says whether page furniture is read too. */
#include "check_layers.h"
#include "run/single.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct asc_document doc;
    const struct asc_knowledge *known = open_once(&doc);
    if (!size || size > 32768) {
        return -1;
    }
    doc.all_blocks = data[0] & 1;
    require(asc_single_run(known, &doc, (const char *)data + 1, size - 1, ASC_STAGE_RESOLVE) == ASC_OK, "the stages end well");
    check_segment(&doc);
    check_mentions(&doc);
    check_entities(&doc);
    check_attributions(&doc);
    return 0;
}
