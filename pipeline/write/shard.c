/* Speakers tables of earlier runs. */
#include <csv.h>
#include <errno.h>

#include "write/speakers.h"
#include "write/writing.h"

enum { PIECE = 64 << 10, LONGEST_CELL = 16 << 20 };

/* The state of reading one file. */
struct shard {
    const char *path;
    char *error; /* [room] "" as long as nothing is wrong */
    size_t room;
    bool (*take)(void *context, const struct asc_speaker *speaker);
    void *context;
    struct asc_buffer line; /* the row at hand: its cells with tabs between them */
    unsigned cells;
    uint64_t row; /* from 1 */
};

static void wrong(struct shard *shard, const char *why)
{
    if (!*shard->error) {
        (void)snprintf(shard->error, shard->room, "%s:%llu: %s", shard->path, (unsigned long long)shard->row, why);
    }
}

/* Notes that the file cannot be opened, read or closed. */
static void unreadable(struct shard *shard, int problem)
{
    char text[128];
    if (!*shard->error) {
        (void)snprintf(shard->error, shard->room, "%s: cannot be read: %s", shard->path, strerror_r(problem, text, sizeof text));
    }
}

static void on_cell(void *text, size_t len, void *context)
{
    struct shard *shard = context;
    if (shard->cells++) {
        asc_put_byte(&shard->line, '\t');
    }
    size_t begin = shard->line.len;
    asc_put(&shard->line, text, len);
    for (size_t i = begin; i < shard->line.len; i++) {
        char *c = shard->line.bytes + i;
        *c = *c >= '\t' && *c <= '\r' ? ' ' : *c;
    }
}

/* Is it the header line? */
static bool is_header(const struct shard *shard)
{
    const struct asc_columns *table = &asc_speakers_table;
    size_t at = 0;
    for (unsigned c = 0; c < table->count; c++) {
        size_t len = strlen(table->column[c].name);
        bool last = c + 1 == table->count;
        if (shard->line.len - at < len + !last || memcmp(shard->line.bytes + at, table->column[c].name, len) != 0 ||
            (!last && shard->line.bytes[at + len] != '\t')) {
            return false;
        }
        at += len + !last;
    }
    return at == shard->line.len;
}

static void on_row(int end, void *context)
{
    struct shard *shard = context;
    struct asc_speaker speaker;
    (void)end;
    shard->row++;
    if (*shard->error) {
        return;
    }
    if (shard->line.failed) {
        wrong(shard, "there is no memory for the row");
    } else if (shard->row > 1 || shard->cells != ASC_SPEAKER_CELLS || !is_header(shard)) {
        if (shard->cells != ASC_SPEAKER_CELLS || !asc_speaker_parse((struct asc_string){shard->line.bytes, shard->line.len}, &speaker)) {
            wrong(shard, "is no row of a speakers table: give files that `ascribe speakers` wrote as CSV");
        } else if (!shard->take(shard->context, &speaker)) {
            wrong(shard, "cannot be counted: there is no memory, or no room for a temporary file");
        }
    }
    shard->line.len = 0;
    shard->cells = 0;
}

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* The end of the file: what was written whole ends with a line break. */
static void finish(struct shard *shard, struct csv_parser *parser)
{
    uint64_t rows = shard->row;
    if (csv_fini(parser, on_cell, on_row, shard) != 0) {
        shard->row++;
        wrong(shard, "ends inside quotation marks: the file was cut off");
    } else if (shard->row > rows) {
        wrong(shard, "ends without a line break: the file was cut off");
    } else if (!shard->row) {
        wrong(shard, "is empty: a speakers table has its header line at least");
    }
}

/* Gives the file to the parser, piece by piece, until something is wrong. */
static void parse(struct shard *shard, FILE *file, struct csv_parser *parser)
{
    char piece[PIECE];
    bool begun = false;
    for (size_t got; !*shard->error && (got = fread(piece, 1, sizeof piece, file)) > 0;) {
        if (!begun && got >= 3 && memcmp(piece, "\xEF\xBB\xBF", 3) == 0) {
            shard->row = 1;
            wrong(shard, "was written with --dialect excel, which changes cells: write the shards without it");
            return;
        }
        begun = true;
        if (csv_parse(parser, piece, got, on_cell, on_row, shard) != got) {
            shard->row++;
            wrong(shard, csv_strerror(csv_error(parser)));
        } else if (csv_get_buffer_size(parser) > LONGEST_CELL || shard->line.len > LONGEST_CELL) {
            shard->row++;
            wrong(shard, "holds a cell of more than 16 MB: a quotation mark is missing");
        }
    }
    if (!*shard->error && ferror(file)) {
        unreadable(shard, errno);
    } else if (!*shard->error) {
        finish(shard, parser);
    }
}

bool asc_shard_read(const char *path, char *error, size_t room, bool (*take)(void *context, const struct asc_speaker *speaker), void *context)
{
    struct shard shard = {.path = path, .error = error, .room = room, .take = take, .context = context};
    struct csv_parser parser;
    *error = '\0';
    FILE *file = fopen(path, "rb");
    if (!file) {
        unreadable(&shard, errno);
        return false;
    }
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        unreadable(&shard, ENOMEM);
    } else {
        csv_set_space_func(&parser, no_space);
        parse(&shard, file, &parser);
        csv_free(&parser);
    }
    asc_buffer_release(&shard.line);
    if (fclose(file) != 0) {
        unreadable(&shard, errno);
    }
    return !*error;
}
