/* OpenSanctions' targets.simple.csv. A cell of several values has semicolons between them; a value with one stands in quotation marks. */
#include <csv.h>
#include <stdlib.h>

#include "run/import_lists.h"

enum { COLUMNS = 64, CHUNK = 1 << 16 };

enum column { C_ID, C_SCHEMA, C_NAME, C_ALIASES, C_COUNTRIES, C_COUNT };

static const char *const column_names[C_COUNT] = {"id", "schema", "name", "aliases", "countries"};

/* The row that libcsv is giving. */
struct rows {
    struct asc_import *import;
    struct asc_buffer text;
    size_t at[COLUMNS + 1]; /* where each cell begins in `text`; NULs between */
    unsigned cells;
    unsigned column[C_COUNT];
    bool headed; /* the header is read */
};

static void take_cell(void *bytes, size_t len, void *context)
{
    struct rows *rows = context;
    if (rows->cells < COLUMNS) {
        rows->at[rows->cells++] = rows->text.len;
        asc_put(&rows->text, bytes, len);
        asc_put_byte(&rows->text, '\0');
    }
}

static const char *cell_of(const struct rows *rows, enum column column)
{
    unsigned cell = rows->column[column];
    return cell < rows->cells && !rows->text.failed ? rows->text.bytes + rows->at[cell] : "";
}

static bool find_columns(struct rows *rows)
{
    bool found = true;
    for (unsigned c = 0; c < C_COUNT; c++) {
        rows->column[c] = COLUMNS;
        for (unsigned i = 0; i < rows->cells && !rows->text.failed; i++) {
            if (strcmp(rows->text.bytes + rows->at[i], column_names[c]) == 0) {
                rows->column[c] = i;
            }
        }
        found = found && (rows->column[c] < COLUMNS || c > C_NAME);
    }
    return found;
}

/* Takes the next value of a cell into `value`; false at its end. */
static bool next_value(const char **at, struct asc_buffer *value)
{
    const char *next = *at;
    value->len = 0;
    if (!*next) {
        return false;
    }
    bool marks = *next == '"';
    for (next += marks; *next && (marks || *next != ';'); next++) {
        if (marks && *next == '"' && *++next != '"') {
            break;
        }
        asc_put_byte(value, *next);
    }
    while (*next && *next != ';') {
        next++;
    }
    *at = next + (*next == ';');
    return true;
}

static void add_values(struct rows *rows, struct asc_buffer *value)
{
    const char *at = cell_of(rows, C_ALIASES);
    while (next_value(&at, value)) {
        asc_import_form(rows->import, value->bytes, value->len, false);
    }
    at = cell_of(rows, C_COUNTRIES);
    if (next_value(&at, value) && !*at) {
        asc_import_country(rows->import, value->bytes, value->len);
    }
}

static void add_row(struct rows *rows)
{
    struct asc_import *import = rows->import;
    const char *id = cell_of(rows, C_ID), *schema = cell_of(rows, C_SCHEMA), *name = cell_of(rows, C_NAME);
    unsigned type = asc_import_type_of(asc_ftm_types, schema, strlen(schema));
    if (!*id) {
        asc_import_bad(import, "no id");
        return;
    }
    if (!type) {
        asc_import_skip(import, false, "schema %s is none of our types", *schema ? schema : "(none)");
        return;
    }
    char full[160];
    struct asc_buffer value = {0};
    (void)snprintf(full, sizeof full, "opensanctions/%.140s", id);
    asc_import_entry(import, type, full);
    asc_import_form(import, name, strlen(name), false);
    add_values(rows, &value);
    asc_import_kb(import, *asc_wikidata_id(id) ? "wikidata" : "opensanctions", id);
    import->no_memory |= value.failed;
    asc_buffer_release(&value);
}

static void take_row(int end, void *context)
{
    (void)end;
    struct rows *rows = context;
    if (!rows->headed) {
        rows->headed = true;
        if (!find_columns(rows)) {
            asc_import_bad(rows->import, "the header lacks id, schema or name");
        }
    } else if (rows->column[C_ID] < COLUMNS && rows->column[C_NAME] < COLUMNS) {
        add_row(rows);
    }
    rows->import->no_memory |= rows->text.failed;
    rows->text.len = 0;
    rows->cells = 0;
}

void asc_import_opensanctions(struct asc_import *import, struct asc_lines *lines)
{
    struct csv_parser parser;
    struct rows rows = {.import = import};
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        import->no_memory = true;
        return;
    }
    bool sound = true;
    do {
        /* Line by line, so that a message can say where; the line break was taken off. */
        lines->line[lines->len] = '\n';
        sound = csv_parse(&parser, lines->line, lines->len + 1, take_cell, take_row, &rows) == lines->len + 1;
    } while (sound && asc_lines_next(import, lines));
    if (!sound || csv_fini(&parser, take_cell, take_row, &rows) != 0) {
        asc_import_bad(import, "no CSV: a quotation mark is missing or stands alone; nothing is read behind it");
    }
    csv_free(&parser);
    asc_buffer_release(&rows.text);
}
