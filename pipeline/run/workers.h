/* Documents over threads, in order.
 *
 * Every worker takes the next frame, decodes and analyses it, waits for its turn to settle the document's id, formats its
 * rows, and waits for its turn to hand them over. So at most one document a worker is in flight, and what is handed over
 * does not depend on the number of workers. */
#ifndef ASC_WORKERS_H
#define ASC_WORKERS_H

#include "knowledge/knowledge.h"
#include "run/options.h"

/* What is made of one document: a buffer a table, or one for the layers. */
struct asc_product {
    struct asc_document *doc; /* valid during the call; its arena has scratch memory */
    struct asc_buffer table[ASC_TABLES];
    struct asc_buffer layers;
    bool would_block; /* the input has nothing more at the moment: flush */
};

struct asc_run {
    const struct asc_knowledge *known;
    const struct asc_options *options;
    enum asc_stage from, until;
    unsigned tables;         /* bits of 1 << enum asc_table_kind; 0: layers */
    bool bare;               /* neither tables nor layers: only the document is handed over */
    struct asc_trace *trace; /* lent to the documents; then there is one worker. NULL else */
    /* Takes what was made, in the order of the input; false stops the run. Called by one thread at a time. */
    bool (*take)(void *context, const struct asc_product *product);
    void *context;
};

/* Runs over all input. Returns ASC_EXIT_OK, ASC_EXIT_SOME_FAILED, ASC_EXIT_DEFECT or ASC_EXIT_MEMORY; messages about documents go to standard
 * error in the order of the input. When `take` stopped the run, the caller knows why. */
int asc_workers_run(const struct asc_run *run);

#endif
