#include "write/cell.h"

#include <csv.h>

#include "write/text.h"

/* --- making a cell fit ------------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits(const char *text, size_t len, size_t at)
{
    while (at < len && is_digit(text[at])) {
        at++;
    }
    return at;
}

/* A sign, digits, a fraction, an exponent: what a spreadsheet reads as a number and not as a formula. */
static bool is_number(const char *text, size_t len)
{
    size_t at = len && (*text == '-' || *text == '+');
    size_t end = digits(text, len, at);
    if (end == at) {
        return false;
    }
    if (end + 1 < len && text[end] == '.' && is_digit(text[end + 1])) {
        end = digits(text, len, end + 1);
    }
    if (end + 1 < len && (text[end] == 'e' || text[end] == 'E')) {
        size_t exponent = end + 1 + (text[end + 1] == '-' || text[end + 1] == '+');
        end = digits(text, len, exponent);
        return end > exponent && end == len;
    }
    return end == len;
}

/* Would a spreadsheet run the cell? */
static bool is_formula(const char *text, size_t len)
{
    return len && *text && strchr("=+-@\t\r", *text) && !is_number(text, len);
}

/* Line breaks (CR LF is one) and tabs become a space each; returns the new length. */
static size_t join_lines(char *text, size_t len, size_t at)
{
    size_t to = at;
    for (; at < len; at++) {
        if (text[at] == '\r' && at + 1 < len && text[at + 1] == '\n') {
            continue;
        }
        text[to++] = text[at] >= '\t' && text[at] <= '\r' ? ' ' : text[at];
    }
    return to;
}

/* Quotes the cell at hand; `marks`: it holds quotation marks, which are doubled. */
static void quote(struct asc_cells *cells, bool marks)
{
    struct asc_buffer *out = cells->out;
    size_t len = out->len - cells->begin, room = marks ? 2 * len + 2 : 2;
    char *to = asc_buffer_room(out, room);
    if (!to) {
        return;
    }
    char *cell = out->bytes + cells->begin;
    size_t written = len + 2;
    if (marks) {
        written = csv_write2(to, room, cell, len, '"');
        memmove(cell, to, written);
    } else {
        memmove(cell + 1, cell, len);
        cell[0] = cell[len + 1] = '"';
    }
    out->len = cells->begin + written;
}

/* Puts an apostrophe before the cell at hand. */
static void guard(struct asc_cells *cells)
{
    struct asc_buffer *out = cells->out;
    if (asc_buffer_room(out, 1)) {
        char *cell = out->bytes + cells->begin;
        memmove(cell + 1, cell, out->len - cells->begin);
        *cell = '\'';
        out->len++;
    }
}

/* Makes a cell of text fit for CSV or TSV. */
static void fit(struct asc_cells *cells)
{
    struct asc_buffer *out = cells->out;
    char *cell = out->bytes + cells->begin;
    size_t len = out->len - cells->begin;
    unsigned odd = asc_odd_kinds(cell, len, cells->delimiter);
    bool formula = cells->formulas && cells->kind == ASC_CELL_TEXT && is_formula(cell, len);
    if (odd & ASC_ODD_CONTROL) {
        len = join_lines(cell, len, 0);
        out->len = cells->begin + len;
        odd = asc_odd_kinds(cell, len, cells->delimiter);
    }
    if (formula) {
        guard(cells);
    }
    if ((odd & (ASC_ODD_QUOTE | ASC_ODD_DELIMITER)) && cells->options->format == ASC_FORMAT_CSV && !out->failed) {
        quote(cells, odd & ASC_ODD_QUOTE);
    }
}

/* Makes a cell of text fit for JSON and closes it. */
static void fit_json(struct asc_cells *cells)
{
    struct asc_buffer *out = cells->out;
    size_t len = out->len - cells->begin;
    if (cells->plain == len) {
        asc_put_byte(out, '"');
        return;
    }
    out->len = cells->begin + join_lines(out->bytes + cells->begin, len, asc_odd_byte(out->bytes + cells->begin, len, '"', '\\'));
    asc_escape_json(out, cells->begin);
    asc_put_byte(out, '"');
}

/* --- rows and cells ---------------------------------------------------------------------------------------------- */

/* Can the delimiter stand inside words and numbers? */
static bool is_odd_delimiter(char c)
{
    return (c >= '-' && c <= ';') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

void asc_row_begin(struct asc_cells *cells)
{
    cells->json = cells->options->format == ASC_FORMAT_JSONL;
    cells->delimiter = cells->json ? ',' : asc_odd_besides(cells->options);
    cells->all_fit = cells->json || is_odd_delimiter(cells->delimiter);
    cells->formulas = cells->options->excel;
    cells->first = true;
    if (cells->json) {
        asc_put_byte(cells->out, '{');
    }
}

void asc_row_end(struct asc_cells *cells)
{
    if (cells->json) {
        ASC_PUT(cells->out, "}\n");
    } else if (cells->options->excel) {
        ASC_PUT(cells->out, "\r\n");
    } else {
        asc_put_byte(cells->out, '\n');
    }
}

/* The key, and the quotation mark of a text. */
void asc_cell_begin_member(struct asc_cells *cells, const char *name)
{
    struct asc_buffer *out = cells->out;
    asc_put_byte(out, '"');
    size_t begin = out->len;
    asc_put_clean(out, name);
    asc_escape_json(out, begin);
    ASC_PUT(out, "\":");
    if (cells->kind != ASC_CELL_NUMBER) {
        asc_put_byte(out, '"');
    }
}

void asc_cell_fit(struct asc_cells *cells)
{
    struct asc_buffer *out = cells->out;
    bool empty = out->len == cells->begin;
    if (out->failed || (empty && !cells->json)) {
        return;
    }
    if (!cells->json) {
        fit(cells);
    } else if (empty) {
        out->len -= cells->kind != ASC_CELL_NUMBER; /* its quotation mark */
        ASC_PUT(out, "null");
    } else if (cells->kind != ASC_CELL_NUMBER) {
        fit_json(cells);
    }
}

void asc_cell_text(struct asc_cells *cells, const char *name, enum asc_cell_kind kind, const char *text, size_t len)
{
    asc_cell_begin(cells, name, kind);
    asc_put(cells->out, text, len);
    asc_cell_end(cells);
}
