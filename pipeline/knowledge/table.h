/* Tables as a user writes them: lines of cells between tabs, `#` comments, a header that says what the table is. */
#ifndef ASC_TABLE_H
#define ASC_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "knowledge/problems.h"

enum { ASC_CELLS = 16 };

/* A piece of the file's text. */
struct asc_cell {
    const char *text;
    size_t len;
};

struct asc_table {
    const char *path;
    const char *at, *end; /* what is still to be read */
    FILE *file;           /* what comes after that; NULL: nothing */
    char *room;           /* the piece of the file at hand */
    size_t size;          /* of the room */
    bool failed;          /* the file cannot be read on, or there is no memory for a line of it */
    size_t line;          /* of the row just given, from 1 */
    struct asc_cell header[ASC_CELLS];
    unsigned columns;
    struct asc_cell cell[ASC_CELLS]; /* the row; cells that are missing are empty */
};

/* Reads a whole file into memory (free() it); NULL and a problem when it cannot be read. */
char *asc_file_read(const char *path, size_t *size, struct asc_problems *problems);

/* Starts reading and takes the header. False when there is no header line. */
bool asc_table_open(struct asc_table *table, const char *path, const char *text, size_t size);

/* The same for a file that is read piece by piece while rows are taken, so the cells of a row last until the next. False when it
 * cannot be opened, or has no header. asc_table_close() ends it either way. */
bool asc_table_open_file(struct asc_table *table, const char *path);
void asc_table_close(struct asc_table *table);

/* The next row; false at the end. Rows with more cells than the header are a problem and skipped. */
bool asc_table_row(struct asc_table *table, struct asc_problems *problems);

/* Takes the next part of a cell up to `separator`; false when there is none left. Spaces at both ends are dropped. */
bool asc_cell_part(struct asc_cell *rest, char separator, struct asc_cell *part);

bool asc_cell_is(struct asc_cell cell, const char *word);

/* A problem at a cell of the current row, with the column of the line where it stands. */
#define ASC_CELL_PROBLEM(TABLE, PROBLEMS, CELL, ...)                                                                                                 \
    asc_problem((PROBLEMS), (TABLE)->path, (TABLE)->line, (size_t)((CELL).text - (TABLE)->cell[0].text) + 1, __VA_ARGS__)

#endif
