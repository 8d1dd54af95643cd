/* Results of Wikidata's query service as TSV: a header of variables, then one row a solution.
 *
 * Read are the columns item (or the first), itemLabel, itemAltLabel, type or class (an item or a word of ours) and country
 * (a code of two letters). A cell is `<http://www.wikidata.org/entity/Q42>`, `"Douglas Adams"@en` or bare. */
#include "run/import_lists.h"

#include <ctype.h>
#include <stdlib.h>

enum { COLUMNS = 32 };

enum column { C_ITEM, C_LABEL, C_ALIASES, C_TYPE, C_COUNTRY, C_COUNT };

static const char *const column_names[C_COUNT][4] = {
    {"item", "entity", "id", NULL},      {"itemLabel", "label", "name", NULL},    {"itemAltLabel", "aliases", "altLabel", NULL},
    {"type", "class", "instance", NULL}, {"countryCode", "country", "iso", NULL},
};

const char *asc_wikidata_id(const char *text)
{
    const char *slash = strrchr(text, '/');
    const char *id = slash ? slash + 1 : text;
    size_t digits = *id == 'Q' ? strspn(id + 1, "0123456789") : 0;
    return digits && (!id[digits + 1] || id[digits + 1] == '>') ? id : "";
}

/* Takes the brackets, or the quotation marks, escapes and language, off a cell. */
static void strip(struct asc_piece *cell)
{
    char *to = cell->at;
    if (*to == '<') {
        char *end = strchr(to, '>');
        cell->at++;
        if (end) {
            *end = '\0';
        }
    } else if (*to == '"') {
        const char *at = cell->at + 1;
        for (; *at && *at != '"'; at++) {
            at += *at == '\\' && at[1];
            *to++ = *at;
        }
        *to = '\0';
    }
    cell->len = strlen(cell->at);
}

/* The column of each thing we read, COLUMNS when it is missing. */
static void find_columns(const struct asc_piece *header, unsigned columns, unsigned *column)
{
    for (unsigned c = 0; c < C_COUNT; c++) {
        column[c] = COLUMNS;
        for (unsigned i = 0; i < columns && column[c] == COLUMNS; i++) {
            const char *name = header[i].at + (*header[i].at == '?');
            for (unsigned n = 0; column_names[c][n]; n++) {
                column[c] = strcmp(name, column_names[c][n]) == 0 ? i : column[c];
            }
        }
    }
}

static void add_aliases(struct asc_import *import, char *at)
{
    while (*at) {
        char *comma = strstr(at, ", ");
        size_t len = comma ? (size_t)(comma - at) : strlen(at);
        asc_import_form(import, at, len, false);
        at += len + (comma ? 2 : 0);
    }
}

static unsigned type_of(const struct asc_piece *cell)
{
    const char *id = asc_wikidata_id(cell->at);
    unsigned type = *id ? asc_import_type_of(asc_wikidata_types, id, strlen(id)) : ASC_TYPE_NONE;
    return type ? type : asc_import_type_of(asc_label_types, cell->at, cell->len);
}

static void read_row(struct asc_import *import, const struct asc_piece *cell, const unsigned *column)
{
    const char *id = asc_wikidata_id(cell[column[C_ITEM]].at);
    const struct asc_piece *label = &cell[column[C_LABEL]];
    unsigned type = type_of(&cell[column[C_TYPE]]);
    if (!*id) {
        asc_import_bad(import, "no item in its column");
    } else if (!type) {
        asc_import_skip(import, false, "type %s is none that we know", cell[column[C_TYPE]].at);
    } else if (strcmp(label->at, id) == 0) {
        asc_import_skip(import, false, "no label");
    } else {
        char full[64];
        (void)snprintf(full, sizeof full, "wikidata/%.32s", id);
        asc_import_entry(import, type, full);
        asc_import_form(import, label->at, label->len, false);
        add_aliases(import, cell[column[C_ALIASES]].at);
        asc_import_kb(import, "wikidata", id);
        asc_import_country(import, cell[column[C_COUNTRY]].at, cell[column[C_COUNTRY]].len);
    }
}

void asc_import_query(struct asc_import *import, struct asc_lines *lines)
{
    struct asc_piece cell[COLUMNS + 1];
    unsigned column[C_COUNT], columns = asc_cut(lines->line, lines->len, '\t', cell, COLUMNS);
    find_columns(cell, columns < COLUMNS ? columns : COLUMNS, column);
    if (column[C_ITEM] == COLUMNS || column[C_LABEL] == COLUMNS || column[C_TYPE] == COLUMNS) {
        asc_import_bad(import, "the header lacks ?item, ?itemLabel or ?type");
        return;
    }
    while (asc_lines_next(import, lines)) {
        char nothing[1] = "";
        unsigned cells = asc_cut(lines->line, lines->len, '\t', cell, COLUMNS);
        for (unsigned i = 0; i <= COLUMNS; i++) {
            if (i >= cells || i == COLUMNS) {
                cell[i] = (struct asc_piece){nothing, 0};
            } else {
                strip(&cell[i]);
            }
        }
        if (lines->len) {
            read_row(import, cell, column);
        }
    }
}
