/* gazetteer import: which list is it, and where its rows go. */
#include "run/import.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "run/commands.h"
#include "run/import_lists.h"

/* The first line of a list and its name, by which it is recognised. */
struct look {
    const char *path, *line;
    unsigned tabs;
};

static bool ends_with(const char *path, const char *ending)
{
    size_t len = strlen(path), n = strlen(ending);
    return len >= n && strcmp(path + len - n, ending) == 0;
}

static bool is_geonames(const struct look *look)
{
    return look->tabs == 18 && strspn(look->line, "0123456789") > 0;
}

/* One array over many lines, or lines of items. */
static bool is_wikidata(const struct look *look)
{
    return strcmp(look->line, "[") == 0 || (*look->line == '{' && strstr(look->line, "\"labels\"") && strstr(look->line, "\"id\""));
}

static bool is_query(const struct look *look)
{
    return strstr(look->line, "itemLabel") != NULL && *look->line != '{';
}

static bool is_opensanctions(const struct look *look)
{
    return strstr(look->line, "schema") && strstr(look->line, "name") && strchr(look->line, ',') && *look->line != '{';
}

static bool is_ftm(const struct look *look)
{
    return *look->line == '{' && strstr(look->line, "\"schema\"");
}

static bool is_spacy(const struct look *look)
{
    return *look->line == '{' && strstr(look->line, "\"pattern\"") && strstr(look->line, "\"label\"");
}

static bool is_gate(const struct look *look)
{
    return ends_with(look->path, ".def");
}

/* A type, in capitals, between tabs in the second place. */
static bool is_regexner(const struct look *look)
{
    const char *tab = strchr(look->line, '\t');
    size_t len = tab ? strcspn(tab + 1, "\t") : 0;
    return len > 1 && look->tabs <= 4 && strspn(tab + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == len;
}

/* The lists that can be read; recognised in this order. */
static const struct list {
    const char *word;
    bool (*is)(const struct look *look);
    void (*line)(struct asc_import *import, struct asc_lines *lines);  /* reads one line ... */
    void (*whole)(struct asc_import *import, struct asc_lines *lines); /* ... or all */
} lists[] = {
    {"geonames", is_geonames, asc_import_geonames, NULL},
    {"ftm", is_ftm, asc_import_ftm, NULL},
    {"spacy", is_spacy, asc_import_spacy, NULL},
    {"wikidata", is_wikidata, asc_import_wikidata, NULL},
    {"wikidata-query", is_query, NULL, asc_import_query},
    {"opensanctions", is_opensanctions, NULL, asc_import_opensanctions},
    {"gate", is_gate, asc_import_gate, NULL},
    {"regexner", is_regexner, asc_import_regexner, NULL},
};

enum { LISTS = sizeof lists / sizeof *lists };

static const struct list *list_of_word(const char *word)
{
    for (size_t i = 0; i < LISTS; i++) {
        if (strcmp(lists[i].word, word) == 0) {
            return &lists[i];
        }
    }
    return NULL;
}

static const struct list *recognise(const char *path, const char *line)
{
    struct look look = {path, line, 0};
    for (const char *at = line; (at = strchr(at, '\t')) != NULL; at++) {
        look.tabs++;
    }
    for (size_t i = 0; i < LISTS; i++) {
        if (lists[i].is(&look)) {
            return &lists[i];
        }
    }
    return NULL;
}

/* --- one list ---------------------------------------------------------------------------------------------------- */

static void report(struct asc_import *import)
{
    if (!import->options->quiet) {
        asc_complain("%s: %" PRIu64 " names from %" PRIu64 " lines", import->path, import->written, import->line);
    }
    for (unsigned i = 0; i < import->tallies && !import->options->quiet; i++) {
        const struct asc_import_tally *tally = import->tally + i;
        const char *what = tally->form ? (tally->count == 1 ? "form" : "forms") : tally->count == 1 ? "entry" : "entries";
        asc_complain("%s:%" PRIu64 ": left out %" PRIu64 " %s, the first one here: %s", import->path, tally->line, tally->count, what, tally->why);
    }
    import->tallies = 0;
    import->total += import->written;
    import->written = 0;
}

static void read_lines(struct asc_import *import, struct asc_lines *lines, const struct list *list)
{
    bool more = asc_lines_next(import, lines);
    while (more && (!lines->len || *lines->line == '#')) {
        more = asc_lines_next(import, lines);
    }
    list = list || !more ? list : recognise(import->path, lines->line);
    if (more && !list) {
        asc_complain("%s:%" PRIu64 ": is no list that we know: name it, `gazetteer import FORMAT FILE`; FORMAT is geonames, wikidata, "
                     "wikidata-query, opensanctions, ftm, spacy, regexner or gate",
                     import->path, import->line);
        import->failed = true;
        return;
    }
    if (more && list->whole) {
        list->whole(import, lines);
        more = false;
    }
    for (; more && !import->output.problem && !import->no_memory; more = asc_lines_next(import, lines)) {
        list->line(import, lines);
    }
    (void)asc_import_end(import);
}

static void read_list(struct asc_import *import, const char *path, const struct list *list)
{
    bool input = strcmp(path, "-") == 0;
    struct asc_lines lines = {.file = input ? stdin : fopen(path, "rb")};
    import->path = path;
    import->line = 0;
    if (!lines.file) {
        asc_complain("%s: cannot be read: %s", path, strerror(errno));
        import->failed = true;
        return;
    }
    read_lines(import, &lines, list);
    report(import);
    if (!input) {
        (void)fclose(lines.file);
    }
    free(lines.line);
}

/* --- the command ------------------------------------------------------------------------------------------------- */

static void put_header(struct asc_import *import)
{
    asc_put_text(&import->out, "id\ttype\tname\taliases\tkb_id\tcountry\tattributes\n");
}

/* What was read is there; that something was not is said by the code. With nothing read there is no file. */
static int finish(struct asc_import *import)
{
    bool any = import->total > 0 || !import->failed;
    (void)asc_output_write(&import->output, import->out.bytes, any ? import->out.len : 0);
    int code = asc_output_close(&import->output, any && !import->no_memory);
    if (import->no_memory) {
        asc_complain("gazetteer import: out of memory");
        return ASC_EXIT_MEMORY;
    }
    int read = !import->failed ? ASC_EXIT_OK : any ? ASC_EXIT_SOME_FAILED : ASC_EXIT_DATA;
    return code > read ? code : read;
}

int asc_run_import(const struct asc_options *options)
{
    const struct list *list = options->operands > 1 ? list_of_word(options->operand[1]) : NULL;
    size_t first = list ? 2 : 1;
    if (options->operands <= first) {
        return asc_misused("gazetteer import: write `ascribe gazetteer import [FORMAT] FILE... -o TABLE.tsv`");
    }
    struct asc_import *import = calloc(1, sizeof *import);
    if (!import) {
        asc_complain("out of memory");
        return ASC_EXIT_MEMORY;
    }
    import->options = options;
    int code = asc_output_open(&import->output, options->output);
    if (code == ASC_EXIT_OK) {
        put_header(import);
        for (size_t i = first; i < options->operands && !import->output.problem && !import->no_memory; i++) {
            read_list(import, options->operand[i], list);
        }
        code = finish(import);
    }
    asc_import_release(import);
    free(import);
    return code;
}
