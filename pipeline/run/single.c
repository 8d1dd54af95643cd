#include "run/single.h"

#include <stdint.h>

#include "read/read.h"
#include "run/stages.h"

enum asc_result asc_single_run(const struct asc_knowledge *known, struct asc_document *doc, const char *text, size_t len, enum asc_stage until)
{
    struct asc_read_options options = {.input = ASC_INPUT_TEXT,
                                       .id_field = "id",
                                       .text_field = "text",
                                       .title_field = "title",
                                       .date_field = "date",
                                       .url_field = "url",
                                       .max_document = len + 1,
                                       .no_digest = true};
    /* Reading does not write into the frame's bytes. */
    struct asc_frame frame = {.bytes = (char *)(uintptr_t)text, .len = len, .path = "-", .input = ASC_INPUT_TEXT};
    asc_document_reset(doc);
    enum asc_result result = asc_read_run(known, &options, &frame, doc);
    return result == ASC_OK ? asc_stages_run(known, doc, until) : result;
}
