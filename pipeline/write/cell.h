/* Rows and cells: how CSV, TSV and JSON Lines write them.
 *
 *   asc_row_begin, for each column: asc_cell_begin, bare content put to `out`, asc_cell_end; asc_row_end
 *
 * The content stands in the buffer as it is until asc_cell_end() makes it fit: most cells need nothing. */
#ifndef ASC_WRITE_CELL_H
#define ASC_WRITE_CELL_H

#include "write/buffer.h"

enum asc_cell_kind {
    ASC_CELL_TEXT,
    ASC_CELL_WORD,   /* a word of the contract: letters, digits, `-` and `:`, which nothing needs to make fit */
    ASC_CELL_NUMBER, /* a number or nothing */
};

/* The row that is being written. */
struct asc_cells {
    const struct asc_write_options *options;
    struct asc_buffer *out;
    size_t begin; /* where the content of the cell at hand begins in `out` */
    size_t plain; /* how many bytes of it are known to need nothing */
    enum asc_cell_kind kind;
    bool first; /* the row has no cell yet */
    bool json;
    bool all_fit;   /* words and numbers must be made fit, too */
    bool formulas;  /* texts must be no formulas */
    char delimiter; /* between cells */
};

void asc_row_begin(struct asc_cells *cells);
void asc_row_end(struct asc_cells *cells);

/* What the two functions below leave to others: keys and escapes of JSON, cells that may need to be made fit. */
void asc_cell_begin_member(struct asc_cells *cells, const char *name);
void asc_cell_fit(struct asc_cells *cells);

/* The byte that the format must see besides control characters and quotation marks. */
static inline char asc_odd_besides(const struct asc_write_options *options)
{
    return options->format == ASC_FORMAT_JSONL ? '\\' : options->format == ASC_FORMAT_TSV ? '\t' : options->delimiter;
}

/* What stands in the cell from `from` on needs nothing: no control character, no quotation mark, nothing that is odd besides. */
static inline void asc_cell_plain(struct asc_cells *cells, size_t from)
{
    cells->plain += cells->out->len - from;
}

/* ... if letters, digits and the marks of ids and offsets (`-` to `;`) are not odd. */
static inline void asc_cell_word(struct asc_cells *cells, size_t from)
{
    cells->plain += cells->all_fit && !cells->json ? 0 : cells->out->len - from;
}

/* `name` is the column's: a key of JSON Lines. */
static inline void asc_cell_begin(struct asc_cells *cells, const char *name, enum asc_cell_kind kind)
{
    cells->kind = kind;
    cells->plain = 0;
    if (!cells->first) {
        asc_put_byte(cells->out, cells->delimiter);
    }
    cells->first = false;
    if (cells->json) {
        asc_cell_begin_member(cells, name);
    }
    cells->begin = cells->out->len;
}

static inline void asc_cell_end(struct asc_cells *cells)
{
    bool seen = cells->plain == cells->out->len - cells->begin;
    if ((cells->kind == ASC_CELL_TEXT && (!seen || cells->formulas)) || cells->all_fit) {
        asc_cell_fit(cells);
    }
}

/* A cell of known text. */
void asc_cell_text(struct asc_cells *cells, const char *name, enum asc_cell_kind kind, const char *text, size_t len);

#endif
