/* Documents with their layers. */
#include "run/commands.h"
#include "run/output.h"
#include "run/workers.h"

static bool take(void *context, const struct asc_product *product)
{
    struct asc_output *output = context;
    return asc_output_write(output, product->layers.bytes, product->layers.len) && (!product->would_block || asc_output_flush(output));
}

int asc_run_annotate(const struct asc_options *options)
{
    struct asc_opened opened;
    struct asc_output output;
    int code = asc_opened_open(&opened, options);
    if (code != ASC_EXIT_OK) {
        return code;
    }
    code = asc_output_open(&output, options->output);
    if (code == ASC_EXIT_OK) {
        struct asc_run run = {.known = opened.known,
                              .options = options,
                              .from = options->from,
                              .until = options->until ? options->until : ASC_STAGE_RESOLVE,
                              .take = take,
                              .context = &output};
        code = asc_workers_run(&run);
        int closed = asc_output_close(&output, code <= ASC_EXIT_SOME_FAILED);
        code = closed > code ? closed : code;
    }
    asc_opened_close(&opened);
    return code;
}
