/* What the writers of the tables share: the document at hand, and what several columns need of it. */
#ifndef ASC_WRITE_WRITING_H
#define ASC_WRITE_WRITING_H

#include "write/cell.h"
#include "write/ids.h"
#include "write/offsets.h"
#include "write/text.h"

/* How an entity is called. */
struct asc_naming {
    struct asc_string name;     /* the gazetteer's, else the fullest form in the document; white space squeezed */
    struct asc_string entry_id; /* the gazetteer's id; empty when there is none, or an entity before has it */
    bool plain;                 /* the name needs nothing in a cell */
    struct asc_id id;           /* inside the document */
};

/* The state of one document. */
struct asc_writing {
    const struct asc_knowledge *known;
    struct asc_document *doc;
    const char *doc_id;      /* UTF-8 */
    struct asc_string title; /* of the input; UTF-8, white space squeezed; empty when there is none */
    const char *id_doc;      /* before ids inside the document: doc_id when they are full, else NULL */
    struct asc_places places;
    uint32_t *mention_nth;     /* [M] for ids; NULL when no table needs them */
    uint32_t *quote_nth;       /* [A] */
    struct asc_naming *naming; /* [E] */
    uint32_t *first_of;        /* [E + 1] into mention_of: the mentions of each entity */
    uint32_t *mention_of;      /* [M] in text order, entity by entity */
    uint64_t *form;            /* [forms] hash set of the forms that were listed; 0 is free */
    uint32_t forms;            /* a power of two */
    struct asc_cells cells;    /* the row being written */
};

/* A column: appends the bare content of a row's cell to cells.out, or nothing. */
struct asc_column {
    const char *name;
    enum asc_cell_kind kind;
    void (*write)(struct asc_writing *writing, uint32_t row);
};

struct asc_columns {
    const char *name;                /* of the table */
    const struct asc_column *column; /* [count]; the first is doc_id */
    unsigned count;
    bool keeps; /* kept fields follow */
    uint32_t (*rows)(const struct asc_document *doc);
};

/* The columns of each table; those of speakers have no function. */
extern const struct asc_columns asc_documents_table, asc_sentences_table, asc_mentions_table, asc_entities_table, asc_quotes_table,
    asc_speakers_table;
const struct asc_columns *asc_table_columns(enum asc_table_kind table);

#define ASC_COLUMN_COUNT(COLUMNS) ((unsigned)(sizeof(COLUMNS) / sizeof *(COLUMNS)))

/* Prepares what the tables of the mask `tables` need. */
enum asc_result asc_writing_start(struct asc_writing *writing, const struct asc_knowledge *known, const struct asc_write_options *options,
                                  struct asc_document *doc, unsigned tables);

/* --- what columns of several tables hold -------------------------------------------------------------------------- */

void asc_write_doc_id(struct asc_writing *writing, uint32_t row);

/* The bytes of a span, cut to the text. */
struct asc_string asc_span_text(const struct asc_document *doc, struct asc_span span);

/* Appends the words of a span to the cell at hand, white space squeezed. */
void asc_put_span(struct asc_writing *writing, struct asc_span span);

/* Appends a space between two spans, unless there is one. */
void asc_put_gap(struct asc_writing *writing);

void asc_put_place(struct asc_writing *writing, uint32_t byte);

/* Appends an id inside the document to the cell at hand. */
void asc_put_cell_id(struct asc_writing *writing, struct asc_id id);
void asc_put_entity_id(struct asc_writing *writing, uint32_t entity);
void asc_put_entity_name(struct asc_writing *writing, uint32_t entity);

/* The words that the text gives for what an entity is, else the role of the tables; white space not squeezed. */
struct asc_string asc_entity_role(const struct asc_writing *writing, uint32_t entity);

/* Appends them to the cell at hand, white space squeezed. */
void asc_put_entity_role(struct asc_writing *writing, uint32_t entity);

/* NULL when there is no such element. */
static inline const struct asc_entity *asc_entity_of(const struct asc_document *doc, uint32_t entity)
{
    return entity < doc->entities ? doc->entity + entity : NULL;
}

static inline const struct asc_block *asc_block_of(const struct asc_document *doc, uint32_t block)
{
    return block < doc->blocks ? doc->block + block : NULL;
}

static inline const struct asc_sentence *asc_sentence_of(const struct asc_document *doc, uint32_t sentence)
{
    return sentence < doc->sentences ? doc->sentence + sentence : NULL;
}

/* --- speakers ------------------------------------------------------------------------------------------------------ */

/* Appends the key rows of a document: see speakers.h. */
enum asc_result asc_speaker_rows(struct asc_writing *writing, struct asc_buffer *out);

#endif
