/* Sorted runs of speakers on disk, and their merge. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "write/speakers.h"

enum { PIECE = 64 << 10, TOGETHER = 16 };

/* --- lines ------------------------------------------------------------------------------------------------------- */

/* Cuts the next cell off a line. */
static bool next_cell(struct asc_string *line, struct asc_string *cell)
{
    if (!line->at) {
        return false;
    }
    const char *tab = line->len ? memchr(line->at, '\t', line->len) : NULL;
    *cell = (struct asc_string){line->at, tab ? (size_t)(tab - line->at) : line->len};
    *line = tab ? (struct asc_string){tab + 1, line->len - cell->len - 1} : (struct asc_string){NULL, 0};
    return true;
}

static bool parse_count(struct asc_string cell, uint64_t *count)
{
    *count = 0;
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.at[i] < '0' || cell.at[i] > '9' || *count > (UINT64_MAX - 9) / 10) {
            return false;
        }
        *count = *count * 10 + (uint64_t)(cell.at[i] - '0');
    }
    return cell.len != 0;
}

bool asc_speaker_parse(struct asc_string line, struct asc_speaker *speaker)
{
    struct asc_string cell = {NULL, 0};
    const char *begin = line.at;
    for (size_t c = 0; c < ASC_SPEAKER_WORDS; c++) {
        if (!next_cell(&line, &cell)) {
            return false;
        }
        speaker->id = c ? speaker->id : cell;
    }
    speaker->words = (struct asc_string){begin, (size_t)(cell.at + cell.len - begin)};
    for (size_t c = 0; c < ASC_SPEAKER_COUNTS; c++) {
        if (!next_cell(&line, &cell) || !parse_count(cell, &speaker->count[c])) {
            return false;
        }
    }
    return next_cell(&line, &speaker->first_doc) && !line.at && speaker->id.len != 0;
}

void asc_speaker_put(struct asc_buffer *out, const struct asc_speaker *speaker)
{
    asc_put(out, speaker->words.at, speaker->words.len);
    for (size_t c = 0; c < ASC_SPEAKER_COUNTS; c++) {
        asc_put_byte(out, '\t');
        asc_put_number(out, speaker->count[c]);
    }
    asc_put_byte(out, '\t');
    asc_put(out, speaker->first_doc.at, speaker->first_doc.len);
    asc_put_byte(out, '\n');
}

/* --- writing a run ----------------------------------------------------------------------------------------------- */

static bool flush(struct asc_runs *runs)
{
    struct asc_buffer *pending = &runs->pending;
    for (size_t at = 0; at < pending->len;) {
        ssize_t written = pwrite(fileno(runs->file), pending->bytes + at, pending->len - at, (off_t)runs->end);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        at += (size_t)written;
        runs->end += (uint64_t)written;
    }
    pending->len = 0;
    return !pending->failed;
}

bool asc_runs_begin(struct asc_runs *runs)
{
    if (runs->runs == runs->room) {
        unsigned room = runs->room ? runs->room * 2 : 64;
        struct asc_run *run = realloc(runs->run, room * sizeof *run);
        if (!run) {
            return false;
        }
        runs->run = run;
        runs->room = room;
    }
    if (!runs->file) {
        runs->file = tmpfile();
    }
    runs->run[runs->runs].begin = runs->end;
    runs->pending.len = 0;
    return runs->file != NULL;
}

bool asc_runs_put(struct asc_runs *runs, const struct asc_speaker *speaker)
{
    asc_speaker_put(&runs->pending, speaker);
    return !runs->pending.failed && (runs->pending.len < PIECE || flush(runs));
}

bool asc_runs_end(struct asc_runs *runs, unsigned level)
{
    if (!flush(runs)) {
        return false;
    }
    runs->run[runs->runs].end = runs->end;
    runs->run[runs->runs].level = level;
    runs->runs++;
    return true;
}

void asc_runs_release(struct asc_runs *runs)
{
    if (runs->file) {
        (void)fclose(runs->file); /* nobody reads it any more */
    }
    free(runs->run);
    asc_buffer_release(&runs->pending);
    *runs = (struct asc_runs){0};
}

/* --- reading a run ----------------------------------------------------------------------------------------------- */

/* Where a merge stands in a run, or in the list in memory. */
struct source {
    FILE *file;             /* NULL: the list */
    uint64_t at, end;       /* bytes of the file that are not read yet */
    struct asc_buffer text; /* [begin, text.len) is read and not taken yet */
    size_t begin;
    const struct asc_speaker *list;
    size_t lists;
    struct asc_speaker row; /* the one at hand */
    bool over;
};

/* Reads more of the run; false when it cannot be read or is shorter than it was. */
static bool read_more(struct source *source)
{
    struct asc_buffer *text = &source->text;
    if (source->begin) {
        memmove(text->bytes, text->bytes + source->begin, text->len - source->begin);
    }
    text->len -= source->begin;
    source->begin = 0;
    char *to = asc_buffer_room(text, PIECE);
    uint64_t left = source->end - source->at;
    ssize_t got = -1;
    do {
        got = to && left ? pread(fileno(source->file), to, left < PIECE ? (size_t)left : PIECE, (off_t)source->at) : -1;
    } while (got < 0 && to && left && errno == EINTR);
    if (got <= 0) {
        return false;
    }
    text->len += (size_t)got;
    source->at += (uint64_t)got;
    return true;
}

/* Goes to the next row; false when the run cannot be read. */
static bool advance(struct source *source)
{
    if (!source->file) {
        source->over = !source->lists;
        if (source->lists) {
            source->row = *source->list++;
            source->lists--;
        }
        return true;
    }
    for (;;) {
        size_t there = source->text.len - source->begin;
        char *line = there ? source->text.bytes + source->begin : NULL, *stop = there ? memchr(line, '\n', there) : NULL;
        if (stop) {
            source->begin += (size_t)(stop - line) + 1;
            return asc_speaker_parse((struct asc_string){line, (size_t)(stop - line)}, &source->row);
        }
        if (!there && source->at == source->end) {
            source->over = true;
            return true;
        }
        if (!read_more(source)) {
            return false;
        }
    }
}

/* --- the merge --------------------------------------------------------------------------------------------------- */

/* The source with the lowest row; the earliest of those with equal ones. NULL when all are over. */
static struct source *lowest(struct source *source, size_t sources)
{
    struct source *low = NULL;
    for (size_t s = 0; s < sources; s++) {
        if (!source[s].over && (!low || asc_string_compare(source[s].row.id, low->row.id) < 0)) {
            low = source + s;
        }
    }
    return low;
}

/* Adds the rows of later sources to the one of `low`. */
static bool add_equal(struct source *low, const struct source *end, struct asc_speaker *sum)
{
    for (struct source *other = low + 1; other < end; other++) {
        if (!other->over && asc_string_compare(other->row.id, sum->id) == 0) {
            for (size_t c = 0; c < ASC_SPEAKER_COUNTS; c++) {
                sum->count[c] += other->row.count[c];
            }
            if (!advance(other)) {
                return false;
            }
        }
    }
    return true;
}

static bool merge(struct source *source, size_t sources, bool (*take)(void *context, const struct asc_speaker *speaker), void *context)
{
    for (size_t s = 0; s < sources; s++) {
        if (!advance(source + s)) {
            return false;
        }
    }
    for (struct source *low; (low = lowest(source, sources)) != NULL;) {
        struct asc_speaker sum = low->row;
        if (!add_equal(low, source + sources, &sum) || !take(context, &sum) || !advance(low)) {
            return false;
        }
    }
    return true;
}

bool asc_runs_merge(const struct asc_runs *runs, unsigned first, const struct asc_speaker *last, size_t lasts,
                    bool (*take)(void *context, const struct asc_speaker *speaker), void *context)
{
    size_t sources = runs->runs - first + 1U;
    struct source *source = calloc(sources, sizeof *source);
    if (!source) {
        return false;
    }
    for (size_t s = 0; s + 1 < sources; s++) {
        const struct asc_run *run = runs->run + first + s;
        source[s] = (struct source){.file = runs->file, .at = run->begin, .end = run->end};
    }
    source[sources - 1] = (struct source){.list = last, .lists = lasts};
    bool done = merge(source, sources, take, context);
    for (size_t s = 0; s < sources; s++) {
        asc_buffer_release(&source[s].text);
    }
    free(source);
    return done;
}

static bool take_into_run(void *context, const struct asc_speaker *speaker)
{
    return asc_runs_put(context, speaker);
}

/* The first of the last TOGETHER runs, if they are of the same level; else the number of runs. */
static unsigned first_of_level(const struct asc_runs *runs, unsigned floor)
{
    if (runs->runs < floor + TOGETHER) {
        return runs->runs;
    }
    unsigned first = runs->runs - TOGETHER;
    for (unsigned r = first; r < runs->runs; r++) {
        if (runs->run[r].level != runs->run[first].level) {
            return runs->runs;
        }
    }
    return first;
}

bool asc_runs_tidy(struct asc_runs *runs, unsigned floor)
{
    for (unsigned first; (first = first_of_level(runs, floor)) < runs->runs;) {
        unsigned level = runs->run[first].level + 1;
        if (!asc_runs_begin(runs) || !asc_runs_merge(runs, first, NULL, 0, take_into_run, runs)) {
            return false;
        }
        if (!asc_runs_end(runs, level)) {
            return false;
        }
        runs->run[first] = runs->run[runs->runs - 1];
        runs->runs = first + 1;
    }
    return true;
}
