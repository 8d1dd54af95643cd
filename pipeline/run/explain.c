/* explain: why what was found was found, for people; --candidates: for programs. */
#include "run/explain.h"

#include <string.h>
#include <unistd.h>

#include "run/commands.h"
#include "run/output.h"
#include "run/workers.h"
#include "write/offsets.h"
#include "write/text.h"

/* The run. */
struct explain {
    const struct asc_options *options;
    const struct asc_knowledge *known;
    struct asc_trials trials;
    struct asc_output output;
    struct asc_buffer out;
    bool color, out_of_memory;
};

/* --- candidates --------------------------------------------------------------------------------------------------------- */

static void put_cell(struct asc_buffer *out, const char *text)
{
    asc_put_squeezed(out, out->len, (struct asc_string){text, strlen(text)});
    asc_put_text(out, "\t");
}

static void put_spans(struct asc_buffer *out, const struct asc_places *places, const struct asc_trial *trial)
{
    for (unsigned i = 0; i < trial->spans; i++) {
        asc_put_text(out, i ? " " : "");
        asc_put_text(out, trial->span_name[i]);
        asc_put_text(out, "=");
        asc_put_number(out, asc_place(places, trial->span[i].begin));
        asc_put_text(out, "..");
        asc_put_number(out, asc_place(places, trial->span[i].end));
    }
    asc_put_text(out, "\t");
}

/* doc_id, kind, what, won, sum, spans, features. */
static void put_candidate(struct explain *explain, const struct asc_document *doc, const struct asc_places *places, const struct asc_trial *trial)
{
    struct asc_buffer *out = &explain->out;
    put_cell(out, doc->id);
    put_cell(out, trial->kind);
    put_cell(out, trial->what);
    asc_put_text(out, trial->won ? "1\t" : "0\t");
    asc_put_signed(out, trial->sum);
    asc_put_text(out, "\t");
    put_spans(out, places, trial);
    for (size_t f = trial->feature; f < trial->feature_end; f++) {
        asc_put_text(out, f > trial->feature ? " " : "");
        asc_put_text(out, explain->trials.text.bytes + asc_trial_feature_at(&explain->trials, f)->text);
    }
    asc_put_text(out, "\n");
}

static bool put_candidates(struct explain *explain, struct asc_document *doc)
{
    struct asc_places places;
    if (asc_places_init(&places, doc, explain->options->write.offsets, '"') != ASC_OK) {
        return false;
    }
    for (size_t i = 0; i < explain->trials.trials.count; i++) {
        put_candidate(explain, doc, &places, asc_trial_at(&explain->trials, i));
    }
    return true;
}

/* --- the run ------------------------------------------------------------------------------------------------------------ */

static void put_all(struct explain *explain, struct asc_document *doc)
{
    struct asc_explaining e = {explain->known, doc, &explain->trials, &explain->out, explain->color};
    asc_explain_paint(&e, ASC_PAINT_HEAD);
    asc_put_text(e.out, "=== ");
    asc_put_squeezed(e.out, e.out->len, (struct asc_string){doc->id, strlen(doc->id)});
    asc_explain_paint(&e, ASC_PAINT_PLAIN);
    asc_put_text(e.out, "\n\n");
    asc_explain_article(&e);
    asc_explain_sentences(&e);
    asc_explain_speakers(&e);
    asc_put_text(e.out, "\n");
}

static bool take(void *context, const struct asc_product *product)
{
    struct explain *explain = context;
    struct asc_document *doc = product->doc;
    bool made = !explain->trials.failed;
    explain->out.len = 0;
    if (made && doc->fate < ASC_FATE_UNSUPPORTED) {
        if (explain->options->candidates) {
            made = put_candidates(explain, doc);
        } else {
            put_all(explain, doc);
        }
    }
    explain->out_of_memory = !made || explain->out.failed;
    asc_trials_clear(&explain->trials);
    return !explain->out_of_memory && asc_output_write(&explain->output, explain->out.bytes, explain->out.len) &&
           (!product->would_block || asc_output_flush(&explain->output));
}

static int explain_all(struct explain *explain)
{
    struct asc_run run = {.known = explain->known,
                          .options = explain->options,
                          .from = explain->options->from,
                          .until = ASC_STAGE_RESOLVE,
                          .bare = true,
                          .trace = &explain->trials.trace,
                          .take = take,
                          .context = explain};
    int code = asc_workers_run(&run);
    if (explain->out_of_memory) {
        asc_complain("out of memory");
        code = ASC_EXIT_MEMORY;
    }
    return code;
}

int asc_run_explain(const struct asc_options *options)
{
    struct asc_opened opened;
    struct explain explain = {.options = options};
    int code = asc_opened_open(&opened, options);
    if (code != ASC_EXIT_OK) {
        return code;
    }
    code = asc_output_open(&explain.output, options->output);
    if (code == ASC_EXIT_OK) {
        explain.known = opened.known;
        explain.color = options->color > 0 || (options->color < 0 && !options->output && isatty(STDOUT_FILENO));
        asc_trials_init(&explain.trials);
        code = explain_all(&explain);
        asc_trials_release(&explain.trials);
        asc_buffer_release(&explain.out);
        int closed = asc_output_close(&explain.output, code <= ASC_EXIT_SOME_FAILED);
        code = closed > code ? closed : code;
    }
    asc_opened_close(&opened);
    return code;
}
