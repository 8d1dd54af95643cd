/* A table to standard output or a file, all tables to a folder: files are written beside their place and renamed when they are
 * whole. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/commands.h"
#include "run/workers.h"

enum { SPEAKERS_MEMORY = 16 << 20, BUFFERED = 1 << 18 };

/* One file being written. */
struct output {
    FILE *file;
    char *path, *temporary; /* NULL for standard output */
};

/* What the products go to. */
struct tables {
    const struct asc_options *options;
    struct output output[ASC_TABLES];
    struct asc_speakers *speakers;
    bool wanted[ASC_TABLES];
    bool closed_pipe; /* whoever read our output has had enough */
    int code;         /* ASC_EXIT_OK while all goes well */
};

static void complain_errno(const char *what, const char *path)
{
    asc_complain("%s: %s: %s", path, what, strerror(errno));
}

static const char *const table_name[ASC_TABLES] = {"documents", "sentences", "mentions", "entities", "quotes", "speakers"};
static const char *const extension[] = {"csv", "tsv", "jsonl"};

static char *joined(const char *a, const char *b, const char *c)
{
    size_t len = strlen(a) + strlen(b) + strlen(c) + 1;
    char *text = malloc(len);
    if (text) {
        (void)snprintf(text, len, "%s%s%s", a, b, c);
    }
    return text;
}

/* Opens the temporary file of `path`, which the output takes over. */
static bool open_output(struct tables *t, struct output *output, char *path)
{
    char suffix[32];
    (void)snprintf(suffix, sizeof suffix, ".%ld.part", (long)getpid());
    output->path = path;
    output->temporary = path ? joined(path, suffix, "") : NULL;
    output->file = output->temporary ? fopen(output->temporary, "wb") : NULL;
    if (!output->file) {
        complain_errno("cannot be created", path ? path : "output");
        t->code = ASC_EXIT_CREATE;
        return false;
    }
    (void)setvbuf(output->file, NULL, _IOFBF, BUFFERED);
    return true;
}

static bool open_all(struct tables *t)
{
    const struct asc_options *o = t->options;
    if (o->command == ASC_COMMAND_TABLE) {
        t->wanted[o->table] = true;
        if (o->output) {
            return open_output(t, &t->output[o->table], joined(o->output, "", ""));
        }
        t->output[o->table].file = stdout;
        (void)setvbuf(stdout, NULL, _IOFBF, BUFFERED);
        return true;
    }
    if (mkdir(o->output, 0777) != 0 && errno != EEXIST) {
        complain_errno("cannot be created", o->output);
        t->code = ASC_EXIT_CREATE;
        return false;
    }
    for (unsigned i = 0; i < ASC_TABLES; i++) {
        char *folder = joined(o->output, "/", table_name[i]);
        char *path = folder ? joined(folder, ".", extension[o->write.format]) : NULL;
        free(folder);
        t->wanted[i] = true;
        if (!open_output(t, &t->output[i], path)) {
            return false;
        }
    }
    return true;
}

static bool put(struct tables *t, struct output *output, const char *bytes, size_t len)
{
    if (!len || fwrite(bytes, 1, len, output->file) == len) {
        return true;
    }
    t->closed_pipe = errno == EPIPE && output->file == stdout;
    if (!t->closed_pipe) {
        complain_errno("cannot be written", output->path ? output->path : "standard output");
        t->code = ASC_EXIT_WRITE;
    }
    return false;
}

static bool put_headers(struct tables *t)
{
    struct asc_buffer buffer = {0};
    bool done = true;
    for (unsigned i = 0; i < ASC_TABLES && done; i++) {
        if (t->wanted[i]) {
            buffer.len = 0;
            asc_write_header(&t->options->write, (enum asc_table_kind)i, &buffer);
            done = i == ASC_TABLE_SPEAKERS || put(t, &t->output[i], buffer.bytes, buffer.len);
        }
    }
    asc_buffer_release(&buffer);
    return done;
}

static bool take(void *context, const struct asc_product *product)
{
    struct tables *t = context;
    for (unsigned i = 0; i < ASC_TABLES; i++) {
        const struct asc_buffer *buffer = &product->table[i];
        if (!t->wanted[i] || !buffer->len) {
            continue;
        }
        if (i == ASC_TABLE_SPEAKERS) {
            if (!asc_speakers_add(t->speakers, buffer->bytes, buffer->len)) {
                asc_complain("speakers: out of memory or disk");
                t->code = ASC_EXIT_WRITE;
                return false;
            }
        } else if (!put(t, &t->output[i], buffer->bytes, buffer->len)) {
            return false;
        }
        if (product->would_block && t->output[i].file == stdout && fflush(stdout) != 0) {
            return put(t, &t->output[i], "", 0) && false;
        }
    }
    return true;
}

static bool put_speakers(void *context, const char *bytes, size_t len)
{
    struct tables *t = context;
    return put(t, &t->output[ASC_TABLE_SPEAKERS], bytes, len);
}

static void write_speakers(struct tables *t)
{
    if (t->wanted[ASC_TABLE_SPEAKERS] && !asc_speakers_write(t->speakers, &t->options->write, put_speakers, t) && !t->closed_pipe &&
        t->code == ASC_EXIT_OK) {
        asc_complain("speakers: a temporary file cannot be read back");
        t->code = ASC_EXIT_WRITE;
    }
}

/* Closes every file, noticing what a late write or the close itself loses. */
static void close_all(struct tables *t)
{
    for (unsigned i = 0; i < ASC_TABLES; i++) {
        struct output *output = &t->output[i];
        if (!output->file) {
            continue;
        }
        bool failed = fflush(output->file) != 0 || ferror(output->file);
        int reason = errno;
        failed |= output->file != stdout && fclose(output->file) != 0;
        if (failed && !t->closed_pipe && t->code != ASC_EXIT_WRITE) {
            errno = reason;
            t->closed_pipe = reason == EPIPE && output->file == stdout;
            if (!t->closed_pipe) {
                complain_errno("cannot be written", output->path ? output->path : "standard output");
                t->code = ASC_EXIT_WRITE;
            }
        }
    }
}

/* Gives the files their names when all is whole, documents last; takes them away when not. */
static void settle_files(struct tables *t, bool whole)
{
    for (unsigned i = ASC_TABLES; i-- > 0;) {
        struct output *output = &t->output[i]; /* documents is the first table and so comes last */
        if (output->temporary && whole && rename(output->temporary, output->path) != 0) {
            complain_errno("cannot be created", output->path);
            t->code = ASC_EXIT_CREATE;
            whole = false;
        }
        if (output->temporary && !whole) {
            (void)unlink(output->temporary);
        }
        free(output->temporary);
        free(output->path);
    }
}

static unsigned bits_of(const struct tables *t)
{
    unsigned bits = 0;
    for (unsigned i = 0; i < ASC_TABLES; i++) {
        bits |= t->wanted[i] ? 1U << i : 0;
    }
    return bits;
}

int asc_run_tables(const struct asc_options *options)
{
    int code = ASC_EXIT_OK;
    struct asc_knowledge *known = asc_run_knowledge(options, &code);
    if (!known) {
        return code;
    }
    struct tables t = {.options = options, .speakers = asc_speakers_new(SPEAKERS_MEMORY)};
    if (!t.speakers) {
        asc_complain("out of memory");
        t.code = ASC_EXIT_MEMORY;
    } else if (open_all(&t) && put_headers(&t)) {
        struct asc_run run = {.known = known, .options = options, .until = ASC_STAGE_RESOLVE, .tables = bits_of(&t), .take = take, .context = &t};
        if (options->command == ASC_COMMAND_TABLE && options->table == ASC_TABLE_SENTENCES) {
            run.until = ASC_STAGE_SEGMENT; /* nothing later changes this table */
        }
        code = asc_workers_run(&run);
        write_speakers(&t);
    }
    close_all(&t);
    code = t.code > code ? t.code : code;
    settle_files(&t, code <= ASC_EXIT_SOME_FAILED);
    code = t.code > code ? t.code : code;
    asc_speakers_free(t.speakers);
    asc_knowledge_close(known);
    return t.closed_pipe ? ASC_EXIT_OK : code;
}

int asc_run_merge(const struct asc_options *options)
{
    struct tables t = {.options = options, .speakers = asc_speakers_new(SPEAKERS_MEMORY)};
    char error[512] = "";
    bool merged = t.speakers != NULL;
    for (size_t i = 0; merged && i < options->operands; i++) {
        merged = asc_speakers_merge(t.speakers, options->operand[i], error, sizeof error);
    }
    if (!merged) {
        asc_complain("%s", *error ? error : "out of memory");
        t.code = ASC_EXIT_DATA;
    } else if (open_all(&t)) {
        write_speakers(&t);
    }
    close_all(&t);
    settle_files(&t, t.code == ASC_EXIT_OK);
    asc_speakers_free(t.speakers);
    return t.closed_pipe ? ASC_EXIT_OK : t.code;
}
