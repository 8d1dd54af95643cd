/* The rows of a document, table by table. */
#include "write/writing.h"

const struct asc_columns *asc_table_columns(enum asc_table_kind table)
{
    static const struct asc_columns *const all[ASC_TABLES] = {
        [ASC_TABLE_DOCUMENTS] = &asc_documents_table, [ASC_TABLE_SENTENCES] = &asc_sentences_table, [ASC_TABLE_MENTIONS] = &asc_mentions_table,
        [ASC_TABLE_ENTITIES] = &asc_entities_table,   [ASC_TABLE_QUOTES] = &asc_quotes_table,       [ASC_TABLE_SPEAKERS] = &asc_speakers_table,
    };
    return all[table];
}

void asc_write_header(const struct asc_write_options *options, enum asc_table_kind table, struct asc_buffer *out)
{
    const struct asc_columns *columns = asc_table_columns(table);
    struct asc_cells cells = {.options = options, .out = out};
    if (options->format == ASC_FORMAT_JSONL) {
        return;
    }
    if (options->excel) {
        ASC_PUT(out, "\xEF\xBB\xBF");
    }
    if (options->no_header) {
        return;
    }
    asc_row_begin(&cells);
    for (unsigned c = 0; c < columns->count; c++) {
        asc_cell_text(&cells, "", ASC_CELL_TEXT, columns->column[c].name, strlen(columns->column[c].name));
    }
    for (unsigned k = 0; columns->keeps && k < options->keeps; k++) {
        asc_cell_begin(&cells, "", ASC_CELL_TEXT);
        asc_put_clean(out, options->keep[k]);
        asc_cell_end(&cells);
    }
    asc_row_end(&cells);
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

static void write_cell(struct asc_writing *w, const struct asc_column *column, uint32_t row)
{
    asc_cell_begin(&w->cells, column->name, column->kind);
    column->write(w, row);
    asc_cell_end(&w->cells);
}

/* The value of a kept field; the reader gives them in the order of the options. */
static const char *kept_value(const struct asc_document *doc, const char *name, unsigned k)
{
    if (k < doc->fields && strcmp(doc->field[k].name, name) == 0) {
        return doc->field[k].value;
    }
    for (uint32_t f = 0; f < doc->fields; f++) {
        if (strcmp(doc->field[f].name, name) == 0) {
            return doc->field[f].value;
        }
    }
    return "";
}

static void write_kept(struct asc_writing *w)
{
    const struct asc_write_options *options = w->cells.options;
    for (unsigned k = 0; k < options->keeps; k++) {
        asc_cell_begin(&w->cells, options->keep[k], ASC_CELL_TEXT);
        asc_put_clean(w->cells.out, kept_value(w->doc, options->keep[k], k));
        asc_cell_end(&w->cells);
    }
}

/* The cells that all rows of a document share are written once and copied: the document's id, and the kept fields. */
static void write_rows(struct asc_writing *w, const struct asc_columns *table, struct asc_buffer *out)
{
    size_t head = 0, head_len = 0, tail = 0, tail_len = 0;
    uint32_t rows = table->rows(w->doc);
    w->cells.out = out;
    for (uint32_t row = 0; row < rows; row++) {
        if (row) {
            asc_put_again(out, head, head_len);
        } else {
            head = out->len;
            asc_row_begin(&w->cells);
            write_cell(w, table->column, row);
            head_len = out->len - head;
        }
        w->cells.first = false;
        for (unsigned c = 1; c < table->count; c++) {
            write_cell(w, table->column + c, row);
        }
        if (row) {
            asc_put_again(out, tail, tail_len);
            continue;
        }
        tail = out->len;
        if (table->keeps) {
            write_kept(w);
        }
        asc_row_end(&w->cells);
        tail_len = out->len - tail;
    }
}

/* A document that could not be read, or is not ours to read, has a row in documents only. */
static bool has_layers(const struct asc_document *doc)
{
    return doc->fate == ASC_FATE_OK || doc->fate == ASC_FATE_REPAIRED || doc->fate == ASC_FATE_EMPTY || doc->fate == ASC_FATE_LIMITED;
}

static enum asc_result write_tables(struct asc_writing *w, unsigned tables, struct asc_buffer *out)
{
    bool failed = false;
    for (unsigned t = 0; t < ASC_TABLES; t++) {
        if (!(tables & (1U << t)) || (t != ASC_TABLE_DOCUMENTS && !has_layers(w->doc))) {
            continue;
        }
        if (t != ASC_TABLE_SPEAKERS) {
            write_rows(w, asc_table_columns(t), out + t);
        } else if (asc_speaker_rows(w, out + t) != ASC_OK) {
            failed = true;
        }
        failed |= out[t].failed;
    }
    return failed ? ASC_NO_MEMORY : ASC_OK;
}

enum asc_result asc_write_document(const struct asc_knowledge *known, const struct asc_write_options *options, struct asc_document *doc,
                                   unsigned tables, struct asc_buffer *out)
{
    struct asc_writing writing;
    struct asc_buffer before[ASC_TABLES];
    size_t scratch = doc->arena.used;
    memcpy(before, out, sizeof before);
    enum asc_result result = asc_writing_start(&writing, known, options, doc, tables);
    result = result == ASC_OK ? write_tables(&writing, tables, out) : result;
    for (unsigned t = 0; result != ASC_OK && t < ASC_TABLES; t++) {
        out[t].len = before[t].len; /* all rows of a document or none */
        out[t].failed = before[t].failed;
    }
    doc->arena.used = scratch;
    return result;
}
