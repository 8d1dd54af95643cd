#include "knowledge/table.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *asc_file_read(const char *path, size_t *size, struct asc_problems *problems)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        asc_problem(problems, path, 0, 0, "cannot be read: %s", strerror(errno));
        return NULL;
    }
    char *text = NULL;
    size_t used = 0, room = 0;
    for (size_t got = 1; got;) {
        if (used + 65536 > room) {
            room = room ? room * 2 : 131072;
            char *more = realloc(text, room + 1);
            if (!more) {
                used = SIZE_MAX;
                break;
            }
            text = more;
        }
        got = fread(text + used, 1, room - used, file);
        used += got;
    }
    bool failed = ferror(file) != 0 || used == SIZE_MAX;
    (void)fclose(file);
    if (failed) {
        asc_problem(problems, path, 0, 0, "cannot be read to its end");
        free(text);
        return NULL;
    }
    text[used] = '\0';
    *size = used;
    return text;
}

enum { PIECE = 1 << 20 };

/* Reads on behind what is left of the piece at hand, which moves to the front of the room. */
static bool read_on(struct asc_table *table)
{
    size_t left = (size_t)(table->end - table->at);
    if (table->size < left + PIECE) {
        char *room = left < PTRDIFF_MAX / 2 ? malloc(left + 2 * (size_t)PIECE) : NULL;
        if (!room) {
            table->failed = true;
            return false;
        }
        if (left) { /* at first there is no room yet, and nothing in it */
            memcpy(room, table->at, left);
        }
        free(table->room);
        table->room = room;
        table->size = left + 2 * (size_t)PIECE;
    } else {
        memmove(table->room, table->at, left);
    }
    size_t got = fread(table->room + left, 1, table->size - left, table->file);
    table->failed |= ferror(table->file) != 0;
    table->at = table->room;
    table->end = table->room + left + got;
    return got != 0;
}

/* The end of the line at hand: where its line break stands, or the end of the text. `seen`: bytes known to have no break. */
static const char *line_end(struct asc_table *table)
{
    size_t seen = 0;
    do {
        const char *stop = memchr(table->at + seen, '\n', (size_t)(table->end - table->at) - seen);
        if (stop) {
            return stop;
        }
        seen = (size_t)(table->end - table->at);
    } while (table->file && read_on(table));
    return table->end;
}

/* Takes one line that is neither empty nor a comment. */
static bool next_line(struct asc_table *table, const char **line, const char **line_stop)
{
    while (table->at < table->end || (table->file && read_on(table))) {
        const char *stop = line_end(table), *begin = table->at;
        table->at = stop < table->end ? stop + 1 : stop;
        if (stop > begin && stop[-1] == '\r') {
            stop--;
        }
        table->line++;
        if (stop > begin && *begin != '#') {
            *line = begin;
            *line_stop = stop;
            return true;
        }
    }
    return false;
}

/* Cuts a line at its tabs; returns the number of cells, ASC_CELLS + 1 when there are more than fit. */
static unsigned cut(const char *at, const char *end, struct asc_cell *cell)
{
    for (unsigned count = 0;; count++) {
        if (count == ASC_CELLS) {
            return ASC_CELLS + 1;
        }
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        cell[count] = (struct asc_cell){at, (size_t)((tab ? tab : end) - at)};
        if (!tab) {
            return count + 1;
        }
        at = tab + 1;
    }
}

static bool take_header(struct asc_table *table)
{
    const char *line = NULL, *end = NULL;
    if (table->end - table->at >= 3 && memcmp(table->at, "\xEF\xBB\xBF", 3) == 0) {
        table->at += 3;
    }
    if (!next_line(table, &line, &end)) {
        return false;
    }
    table->columns = cut(line, end, table->header);
    return table->columns <= ASC_CELLS;
}

bool asc_table_open(struct asc_table *table, const char *path, const char *text, size_t size)
{
    *table = (struct asc_table){.path = path, .at = text, .end = text + size};
    return take_header(table);
}

bool asc_table_open_file(struct asc_table *table, const char *path)
{
    *table = (struct asc_table){.path = path, .file = fopen(path, "rb")};
    return table->file && read_on(table) && take_header(table);
}

void asc_table_close(struct asc_table *table)
{
    free(table->room);
    if (table->file) {
        (void)fclose(table->file);
    }
}

bool asc_table_row(struct asc_table *table, struct asc_problems *problems)
{
    const char *line = NULL, *end = NULL;
    while (next_line(table, &line, &end)) {
        unsigned count = cut(line, end, table->cell);
        if (count > table->columns) {
            asc_problem(problems, table->path, table->line, 0, "this row has %u cells, the header has %u: look for a stray tab", count,
                        table->columns);
            continue;
        }
        for (; count < ASC_CELLS; count++) {
            table->cell[count] = (struct asc_cell){end, 0};
        }
        return true;
    }
    return false;
}

bool asc_cell_part(struct asc_cell *rest, char separator, struct asc_cell *part)
{
    while (rest->len) {
        const char *stop = memchr(rest->text, separator, rest->len);
        size_t len = stop ? (size_t)(stop - rest->text) : rest->len;
        *part = (struct asc_cell){rest->text, len};
        rest->text += len + (stop ? 1 : 0);
        rest->len -= len + (stop ? 1 : 0);
        while (part->len && *part->text == ' ') {
            part->text++;
            part->len--;
        }
        while (part->len && part->text[part->len - 1] == ' ') {
            part->len--;
        }
        if (part->len) {
            return true;
        }
    }
    return false;
}

bool asc_cell_is(struct asc_cell cell, const char *word)
{
    return strlen(word) == cell.len && memcmp(cell.text, word, cell.len) == 0;
}
