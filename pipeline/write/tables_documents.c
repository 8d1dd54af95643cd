/* The tables documents and sentences. */
#include "write/date.h"
#include "write/writing.h"

/* --- documents --------------------------------------------------------------------------------------------------- */

static uint32_t one_row(const struct asc_document *doc)
{
    (void)doc;
    return 1;
}

static void put_foreign(struct asc_writing *w, const char *text)
{
    if (text) {
        asc_put_clean(w->cells.out, text);
    }
}

static void document_path(struct asc_writing *w, uint32_t row)
{
    (void)row;
    put_foreign(w, w->doc->path);
}

static void document_url(struct asc_writing *w, uint32_t row)
{
    (void)row;
    put_foreign(w, w->doc->url);
}

/* The text of the blocks of one type, joined by a space. */
static void put_blocks(struct asc_writing *w, unsigned type)
{
    const struct asc_document *doc = w->doc;
    struct asc_buffer *out = w->cells.out;
    for (uint32_t b = 0; b < doc->blocks; b++) {
        if (doc->block[b].type == type) {
            if (out->len > w->cells.begin) {
                asc_put_gap(w);
            }
            asc_put_span(w, (struct asc_span){doc->block[b].begin, doc->block[b].end});
        }
    }
}

static void document_title(struct asc_writing *w, uint32_t row)
{
    (void)row;
    if (w->title.len) {
        asc_put(w->cells.out, w->title.at, w->title.len);
    } else {
        put_blocks(w, ASC_BLOCK_TITLE);
    }
}

static void document_byline(struct asc_writing *w, uint32_t row)
{
    (void)row;
    put_blocks(w, ASC_BLOCK_BYLINE);
}

static void document_dateline(struct asc_writing *w, uint32_t row)
{
    (void)row;
    put_blocks(w, ASC_BLOCK_DATELINE);
}

/* A space before the time, which many programs write, is no ISO 8601; what else stands behind a day is left out. */
static void document_date(struct asc_writing *w, uint32_t row)
{
    (void)row;
    const char *date = w->doc->date ? w->doc->date : "";
    if (!asc_is_date(date)) {
        asc_put(w->cells.out, date, asc_day_at(date));
    } else {
        const char *space = strchr(date, ' ');
        asc_put(w->cells.out, date, space ? (size_t)(space - date) : strlen(date));
        if (space) {
            asc_put_byte(w->cells.out, 'T');
            asc_put_text(w->cells.out, space + 1);
        }
    }
}

static bool is_word(const struct asc_token *token)
{
    return !(token->shape & ASC_SHAPE_PUNCT);
}

/* The tables and rules are English, and what is not is unsupported; without words there is no language. */
static void document_language(struct asc_writing *w, uint32_t row)
{
    (void)row;
    uint32_t t = 0;
    while (t < w->doc->tokens && !is_word(w->doc->token + t)) {
        t++;
    }
    if (t < w->doc->tokens && w->doc->fate < ASC_FATE_UNSUPPORTED) {
        ASC_PUT(w->cells.out, "en");
    }
}

static void document_words(struct asc_writing *w, uint32_t row)
{
    (void)row;
    uint32_t words = 0;
    for (uint32_t t = 0; t < w->doc->tokens; t++) {
        words += is_word(w->doc->token + t);
    }
    asc_put_number(w->cells.out, words);
}

static void document_sentences(struct asc_writing *w, uint32_t row)
{
    (void)row;
    asc_put_number(w->cells.out, w->doc->sentences);
}

static void document_mentions(struct asc_writing *w, uint32_t row)
{
    (void)row;
    asc_put_number(w->cells.out, w->doc->mentions);
}

static void document_quotes(struct asc_writing *w, uint32_t row)
{
    (void)row;
    asc_put_number(w->cells.out, w->doc->attributions);
}

static void document_sha256(struct asc_writing *w, uint32_t row)
{
    (void)row;
    asc_put_text(w->cells.out, w->doc->sha256);
}

static void document_status(struct asc_writing *w, uint32_t row)
{
    (void)row;
    asc_put_text(w->cells.out, asc_fate_name(w->doc->fate));
}

static const struct asc_column document_columns[] = {
    {"doc_id", ASC_CELL_TEXT, asc_write_doc_id},
    {"path", ASC_CELL_TEXT, document_path},
    {"url", ASC_CELL_TEXT, document_url},
    {"title", ASC_CELL_TEXT, document_title},
    {"byline", ASC_CELL_TEXT, document_byline},
    {"dateline", ASC_CELL_TEXT, document_dateline},
    {"date", ASC_CELL_TEXT, document_date},
    {"language", ASC_CELL_WORD, document_language},
    {"words", ASC_CELL_NUMBER, document_words},
    {"sentences", ASC_CELL_NUMBER, document_sentences},
    {"mentions", ASC_CELL_NUMBER, document_mentions},
    {"quotes", ASC_CELL_NUMBER, document_quotes},
    {"sha256", ASC_CELL_WORD, document_sha256},
    {"status", ASC_CELL_WORD, document_status},
};

const struct asc_columns asc_documents_table = {"documents", document_columns, ASC_COLUMN_COUNT(document_columns), true, one_row};

/* --- sentences --------------------------------------------------------------------------------------------------- */

static uint32_t sentence_rows(const struct asc_document *doc)
{
    return doc->sentences;
}

static void sentence_number(struct asc_writing *w, uint32_t row)
{
    asc_put_number(w->cells.out, row + UINT64_C(1));
}

static void sentence_paragraph(struct asc_writing *w, uint32_t row)
{
    const struct asc_block *block = asc_block_of(w->doc, w->doc->sentence[row].block);
    if (block) {
        asc_put_number(w->cells.out, block->paragraph);
    }
}

static void sentence_block(struct asc_writing *w, uint32_t row)
{
    const struct asc_block *block = asc_block_of(w->doc, w->doc->sentence[row].block);
    if (block) {
        asc_put_text(w->cells.out, asc_block_name(block->type));
    }
}

static void sentence_begin(struct asc_writing *w, uint32_t row)
{
    asc_put_place(w, w->doc->sentence[row].begin);
}

static void sentence_end(struct asc_writing *w, uint32_t row)
{
    asc_put_place(w, w->doc->sentence[row].end);
}

static void sentence_text(struct asc_writing *w, uint32_t row)
{
    const struct asc_sentence *sentence = w->doc->sentence + row;
    asc_put_span(w, (struct asc_span){sentence->begin, sentence->end});
}

static const struct asc_column sentence_columns[] = {
    {"doc_id", ASC_CELL_TEXT, asc_write_doc_id}, {"sentence", ASC_CELL_NUMBER, sentence_number}, {"paragraph", ASC_CELL_NUMBER, sentence_paragraph},
    {"block", ASC_CELL_WORD, sentence_block},    {"begin", ASC_CELL_NUMBER, sentence_begin},     {"end", ASC_CELL_NUMBER, sentence_end},
    {"text", ASC_CELL_TEXT, sentence_text},
};

const struct asc_columns asc_sentences_table = {"sentences", sentence_columns, ASC_COLUMN_COUNT(sentence_columns), false, sentence_rows};
