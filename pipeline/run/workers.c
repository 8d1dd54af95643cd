#include "run/workers.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "knowledge/matcher.h"
#include "run/commands.h"
#include "run/seen.h"
#include "run/stages.h"

/* A document of LARGE bytes is handed over table by table, so that not all its rows are in memory at once. */
enum { LARGE = 4 << 20, ARENA_TIMES = 16, ARENA_LEAST = 64 << 20, PROGRESS_AFTER = 2 };

/* What the workers share. */
struct shared {
    const struct asc_run *run;
    struct asc_framer *framer;
    pthread_mutex_t input, order;
    pthread_cond_t turn;
    uint64_t next_frame;           /* under input */
    uint64_t next_id, next_output; /* under order */
    struct asc_seen seen;          /* under order */
    atomic_bool stopped, out_of_memory, defect;
    bool failed;
    time_t started, shown;
};

/* A repeated id gets ~2, ~3 ...; *repeated is what it was before, or NULL. */
static void settle_id(struct shared *shared, struct asc_document *doc, const char **repeated)
{
    uint32_t seen = asc_seen_again(&shared->seen, doc->id);
    *repeated = NULL;
    if (seen == 1) {
        return;
    }
    char number[16];
    int digits = snprintf(number, sizeof number, "~%u", seen);
    size_t len = strlen(doc->id);
    char *id = seen ? asc_arena_alloc(&doc->arena, len + (size_t)digits + 1) : NULL;
    if (!id) {
        shared->out_of_memory = true;
        return;
    }
    memcpy(id, doc->id, len);
    memcpy(id + len, number, (size_t)digits + 1);
    *repeated = doc->id;
    doc->id = id;
}

static void report(struct shared *shared, const struct asc_document *doc, const char *repeated)
{
    if (repeated && !shared->run->options->quiet) {
        asc_complain("%s: the id \"%s\" was seen before: it becomes \"%s\"", doc->line_of, repeated, doc->id);
    }
    if (doc->fate >= ASC_FATE_UNSUPPORTED) {
        shared->failed = true;
    }
    bool worth_saying = doc->fate >= ASC_FATE_LIMITED || (doc->fate == ASC_FATE_REPAIRED && !shared->run->options->quiet);
    if (worth_saying) {
        asc_complain("%s: %s%s%s", doc->line_of, asc_fate_name(doc->fate), *doc->reason ? ": " : "", doc->reason);
    }
}

static void show_progress(struct shared *shared)
{
    time_t now = time(NULL);
    if (now - shared->started > PROGRESS_AFTER && now != shared->shown && !shared->run->options->quiet && isatty(STDERR_FILENO)) {
        (void)fprintf(stderr, "\rascribe: %llu documents", (unsigned long long)shared->next_output);
        shared->shown = now;
    }
}

/* A worker's own things. */
struct worker {
    struct shared *shared;
    struct asc_frame frame;
    struct asc_document doc;
    struct asc_product product;
};

static bool take_frame(struct worker *worker, uint64_t *number)
{
    struct shared *shared = worker->shared;
    (void)pthread_mutex_lock(&shared->input);
    bool got = !shared->stopped && asc_framer_next(shared->framer, &worker->frame);
    if (got) {
        *number = shared->next_frame++;
        worker->product.would_block = asc_framer_would_block(shared->framer);
    }
    (void)pthread_mutex_unlock(&shared->input);
    return got;
}

static void analyse(struct worker *worker)
{
    const struct asc_run *run = worker->shared->run;
    struct asc_document *doc = &worker->doc;
    asc_document_reset(doc);
    if (asc_read_run(run->known, &run->options->read, &worker->frame, doc) != ASC_OK) {
        asc_give_up(doc);
    }
    asc_frame_drop_large(&worker->frame);
    if (run->from != ASC_STAGE_NONE && doc->fate < ASC_FATE_UNSUPPORTED && doc->through < run->from) {
        doc->fate = ASC_FATE_MALFORMED;
        doc->reason = "the line is not annotated as far as --from says";
    }
    /* The table quotes has nothing to resolve where nobody is quoted. */
    bool only_quotes = run->tables == 1U << ASC_TABLE_QUOTES;
    enum asc_result result = asc_stages_run(run->known, doc, only_quotes ? ASC_STAGE_QUOTES : run->until);
    if (result == ASC_OK && only_quotes && doc->attributions) {
        result = asc_stages_run(run->known, doc, run->until);
    }
    if (result != ASC_OK) {
        asc_complain("%s: this is a defect of ascribe: please report it, with the document", doc->line_of);
        worker->shared->defect = true;
    }
}

/* Formats these tables of the document, or its layers; the buffers keep their memory from one document to the next. */
static bool format(struct worker *worker, unsigned tables)
{
    const struct asc_run *run = worker->shared->run;
    for (unsigned t = 0; t < ASC_TABLES; t++) {
        worker->product.table[t].len = 0;
    }
    worker->product.layers.len = 0;
    worker->product.doc = &worker->doc;
    if (run->bare) {
        return true;
    }
    if (run->tables) {
        return asc_write_document(run->known, &run->options->write, &worker->doc, tables, worker->product.table) == ASC_OK;
    }
    return asc_write_layers(run->known, &run->options->write, &worker->doc, &worker->product.layers) == ASC_OK;
}

static bool is_large(const struct worker *worker)
{
    return worker->shared->run->tables && worker->doc.len > LARGE;
}

/* Hands the rows over: those that are formatted, or table after table. */
static bool hand_over(struct worker *worker)
{
    const struct asc_run *run = worker->shared->run;
    if (!is_large(worker)) {
        return run->take(run->context, &worker->product);
    }
    bool taken = true;
    for (unsigned t = 0; t < ASC_TABLES && taken; t++) {
        if (run->tables >> t & 1) {
            bool formatted = format(worker, 1U << t);
            worker->shared->out_of_memory = worker->shared->out_of_memory || !formatted;
            taken = formatted && run->take(run->context, &worker->product);
            asc_buffer_release(&worker->product.table[t]);
        }
    }
    return taken;
}

static void wait_turn(struct shared *shared, const uint64_t *turn, uint64_t number)
{
    while (*turn != number) {
        (void)pthread_cond_wait(&shared->turn, &shared->order);
    }
}

static void pass_turn(struct shared *shared, uint64_t *turn)
{
    ++*turn;
    (void)pthread_cond_broadcast(&shared->turn);
}

static void process(struct worker *worker, uint64_t number)
{
    struct shared *shared = worker->shared;
    const char *repeated = NULL;
    analyse(worker);
    (void)pthread_mutex_lock(&shared->order);
    wait_turn(shared, &shared->next_id, number);
    settle_id(shared, &worker->doc, &repeated);
    pass_turn(shared, &shared->next_id);
    (void)pthread_mutex_unlock(&shared->order);
    bool formatted = is_large(worker) || format(worker, shared->run->tables);
    (void)pthread_mutex_lock(&shared->order);
    wait_turn(shared, &shared->next_output, number);
    report(shared, &worker->doc, repeated);
    if (!formatted) {
        shared->out_of_memory = true;
    }
    if (!shared->stopped && (!formatted || !hand_over(worker))) {
        shared->stopped = true;
    }
    pass_turn(shared, &shared->next_output);
    show_progress(shared);
    (void)pthread_mutex_unlock(&shared->order);
}

static void *work(void *argument)
{
    struct shared *shared = argument;
    struct worker *worker = calloc(1, sizeof *worker);
    struct asc_matcher *matcher = asc_matcher_new(shared->run->known);
    if (!worker || !matcher) {
        shared->out_of_memory = true;
    } else {
        size_t limit = shared->run->options->read.max_document * ARENA_TIMES;
        worker->shared = shared;
        asc_document_init(&worker->doc, limit < ARENA_LEAST ? ARENA_LEAST : limit);
        worker->doc.matcher = matcher;
        worker->doc.trace = shared->run->trace;
        worker->doc.all_blocks = shared->run->options->all_blocks;
        uint64_t number = 0;
        while (take_frame(worker, &number)) {
            process(worker, number);
        }
        asc_document_release(&worker->doc);
        asc_frame_release(&worker->frame);
        for (unsigned t = 0; t < ASC_TABLES; t++) {
            asc_buffer_release(&worker->product.table[t]);
        }
        asc_buffer_release(&worker->product.layers);
    }
    asc_matcher_free(matcher);
    free(worker);
    return NULL;
}

/* The first worker is the calling thread: with one job no thread is started. */
static void run_all(struct shared *shared, int jobs)
{
    pthread_t *thread = calloc((size_t)jobs, sizeof *thread);
    int started = 0;
    while (thread && started + 1 < jobs && pthread_create(thread + started, NULL, work, shared) == 0) {
        started++;
    }
    (void)work(shared);
    for (int i = 0; i < started; i++) {
        (void)pthread_join(thread[i], NULL);
    }
    free(thread);
}

int asc_workers_run(const struct asc_run *run)
{
    struct shared shared = {.run = run, .started = time(NULL)};
    shared.framer = asc_framer_new(&run->options->read, run->options->operand, run->options->operands);
    if (!shared.framer || pthread_mutex_init(&shared.input, NULL) != 0 || pthread_mutex_init(&shared.order, NULL) != 0 ||
        pthread_cond_init(&shared.turn, NULL) != 0) {
        asc_complain("out of memory");
        return ASC_EXIT_MEMORY;
    }
    run_all(&shared, run->trace ? 1 : run->options->jobs);
    if (shared.shown) {
        (void)fprintf(stderr, "\n");
    }
    asc_framer_free(shared.framer);
    asc_seen_release(&shared.seen);
    (void)pthread_mutex_destroy(&shared.input);
    (void)pthread_mutex_destroy(&shared.order);
    (void)pthread_cond_destroy(&shared.turn);
    if (shared.out_of_memory) {
        asc_complain("out of memory");
        return ASC_EXIT_MEMORY;
    }
    if (shared.defect) {
        return ASC_EXIT_DEFECT;
    }
    return shared.failed ? ASC_EXIT_SOME_FAILED : ASC_EXIT_OK;
}
