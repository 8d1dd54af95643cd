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

/* Takes one line that is neither empty nor a comment. */
static bool next_line(struct asc_table *table, const char **line, const char **line_end)
{
    while (table->at < table->end) {
        const char *begin = table->at;
        const char *stop = memchr(begin, '\n', (size_t)(table->end - begin));
        table->at = stop ? stop + 1 : table->end;
        stop = stop ? stop : table->end;
        if (stop > begin && stop[-1] == '\r') {
            stop--;
        }
        table->line++;
        if (stop > begin && *begin != '#') {
            *line = begin;
            *line_end = stop;
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

bool asc_table_open(struct asc_table *table, const char *path, const char *text, size_t size)
{
    *table = (struct asc_table){.path = path, .at = text, .end = text + size};
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        table->at += 3;
    }
    const char *line = NULL, *end = NULL;
    if (!next_line(table, &line, &end)) {
        return false;
    }
    table->columns = cut(line, end, table->header);
    return table->columns <= ASC_CELLS;
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
