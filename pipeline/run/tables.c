/* Tables: one to standard output or a file, or all of them to a folder. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run/commands.h"
#include "run/output.h"
#include "run/workers.h"

enum { SPEAKERS_MEMORY = 24 << 20, SPEAKERS_BIT = 1 << ASC_TABLE_SPEAKERS };

/* The outputs of a run. */
struct tables {
    const struct asc_options *options;
    unsigned wanted; /* bits of 1 << enum asc_table_kind */
    struct asc_output output[ASC_TABLES];
    struct asc_speakers *speakers; /* NULL unless wanted */
    bool speakers_failed;
};

static const char *suffix(const struct asc_options *options)
{
    static const char *const all[] = {"csv", "tsv", "jsonl"};
    return all[options->write.format];
}

static char *path_of(const struct asc_options *options, unsigned table)
{
    size_t room = strlen(options->output) + 32;
    char *path = malloc(room);
    if (path) {
        (void)snprintf(path, room, "%s/%s.%s", options->output, asc_command_word(table), suffix(options));
    }
    return path;
}

static int open_output(struct tables *tables, unsigned table)
{
    const struct asc_options *options = tables->options;
    bool all = options->command == ASC_COMMAND_ALL;
    char *path = all ? path_of(options, table) : NULL;
    if (all && !path) {
        asc_complain("out of memory");
        return ASC_EXIT_MEMORY;
    }
    int code = asc_output_open(&tables->output[table], all ? path : options->output);
    free(path);
    return code;
}

/* The header goes out at once. That of speakers too: its rows come when all documents are read. */
static int write_header(struct tables *tables, unsigned table)
{
    struct asc_buffer header = {0};
    asc_write_header(&tables->options->write, table, &header);
    bool whole = !header.failed;
    (void)asc_output_write(&tables->output[table], header.bytes, header.len); /* a failure is told when it is closed */
    asc_buffer_release(&header);
    return whole ? ASC_EXIT_OK : ASC_EXIT_MEMORY;
}

static int open_all(struct tables *tables)
{
    int code = tables->options->command == ASC_COMMAND_ALL ? asc_make_folder(tables->options->output) : ASC_EXIT_OK;
    for (unsigned t = 0; t < ASC_TABLES && code == ASC_EXIT_OK; t++) {
        if (tables->wanted >> t & 1) {
            code = open_output(tables, t);
            code = code == ASC_EXIT_OK ? write_header(tables, t) : code;
        }
    }
    if (code == ASC_EXIT_OK && tables->wanted & SPEAKERS_BIT) {
        tables->speakers = asc_speakers_new(SPEAKERS_MEMORY);
        code = tables->speakers ? ASC_EXIT_OK : ASC_EXIT_MEMORY;
    }
    return code;
}

static bool take(void *context, const struct asc_product *product)
{
    struct tables *tables = context;
    bool taken = true;
    for (unsigned t = 0; t < ASC_TABLES; t++) {
        const struct asc_buffer *rows = &product->table[t];
        if (t == ASC_TABLE_SPEAKERS) {
            tables->speakers_failed = tables->speakers && !asc_speakers_add(tables->speakers, rows->bytes, rows->len);
            taken = taken && !tables->speakers_failed;
        } else if (tables->wanted >> t & 1) {
            taken = asc_output_write(&tables->output[t], rows->bytes, rows->len) && taken;
            taken = (!product->would_block || asc_output_flush(&tables->output[t])) && taken;
        }
    }
    return taken;
}

static bool sink(void *context, const char *bytes, size_t len)
{
    return asc_output_write(context, bytes, len);
}

/* One shard that cannot be read would make every sum wrong, so there is no table then. */
static int merge(struct tables *tables)
{
    int code = ASC_EXIT_OK;
    char error[1024];
    for (size_t i = 0; i < tables->options->operands; i++) {
        if (!asc_speakers_merge(tables->speakers, tables->options->operand[i], error, sizeof error)) {
            asc_complain("%s", error);
            code = ASC_EXIT_DATA;
        }
    }
    return code;
}

static int analyse(struct tables *tables, const struct asc_knowledge *known)
{
    struct asc_options options = *tables->options;
    options.read.no_digest = !(tables->wanted >> ASC_TABLE_DOCUMENTS & 1);
    struct asc_run run = {.known = known,
                          .options = &options,
                          .from = options.from,
                          .until = ASC_STAGE_RESOLVE,
                          .tables = tables->wanted,
                          .take = take,
                          .context = tables};
    if (tables->wanted == 1U << ASC_TABLE_SENTENCES) {
        run.until = ASC_STAGE_SEGMENT; /* nothing later changes this table */
    }
    return asc_workers_run(&run);
}

static int write_speakers(struct tables *tables)
{
    struct asc_output *output = &tables->output[ASC_TABLE_SPEAKERS];
    if (tables->speakers_failed || (!asc_speakers_write(tables->speakers, &tables->options->write, sink, output) && !output->problem)) {
        asc_complain("the speakers cannot be summed up: out of memory, or no room in the folder for temporary files");
        return ASC_EXIT_WRITE;
    }
    return ASC_EXIT_OK;
}

static int higher(int a, int b)
{
    return a > b ? a : b;
}

/* documents comes last and marks the set complete; an old one goes first, for it would vouch for a mixture. */
static int close_all(struct tables *tables, bool keep)
{
    int code = ASC_EXIT_OK;
    struct asc_output *documents = &tables->output[ASC_TABLE_DOCUMENTS];
    if (keep && tables->options->command == ASC_COMMAND_ALL && documents->path) {
        (void)unlink(documents->path);
    }
    for (unsigned t = ASC_TABLES; t-- > 0;) {
        code = higher(code, asc_output_close(&tables->output[t], keep && code == ASC_EXIT_OK));
    }
    return code;
}

_Static_assert(ASC_TABLE_DOCUMENTS == 0, "close_all() closes documents last");

static int run(struct tables *tables, const struct asc_knowledge *known)
{
    int code = open_all(tables);
    if (code == ASC_EXIT_MEMORY) {
        asc_complain("out of memory");
    } else if (code == ASC_EXIT_OK) {
        code = tables->options->merge ? merge(tables) : analyse(tables, known);
    }
    if (code <= ASC_EXIT_SOME_FAILED && tables->speakers) {
        code = higher(code, write_speakers(tables));
    }
    asc_speakers_free(tables->speakers);
    return higher(code, close_all(tables, code <= ASC_EXIT_SOME_FAILED));
}

int asc_run_tables(const struct asc_options *options)
{
    struct tables tables = {.options = options};
    struct asc_opened opened = {0};
    tables.wanted = options->command == ASC_COMMAND_ALL ? (1U << ASC_TABLES) - 1 : 1U << options->table;
    int code = options->merge ? ASC_EXIT_OK : asc_opened_open(&opened, options);
    if (code == ASC_EXIT_OK) {
        code = run(&tables, opened.known);
    }
    asc_opened_close(&opened);
    return code;
}
