/* The tables mentions and entities. */
#include <xxhash.h>

#include "write/writing.h"

/* --- mentions ---------------------------------------------------------------------------------------------------- */

static uint32_t mention_rows(const struct asc_document *doc)
{
    return doc->mentions;
}

static void mention_id(struct asc_writing *w, uint32_t row)
{
    uint32_t place = asc_place_characters(&w->places, w->doc->mention[row].begin);
    asc_put_cell_id(w, (struct asc_id){'m', place, w->mention_nth[row]});
}

static void mention_entity_id(struct asc_writing *w, uint32_t row)
{
    asc_put_entity_id(w, w->doc->mention[row].entity);
}

static void mention_type(struct asc_writing *w, uint32_t row)
{
    asc_put_text(w->cells.out, asc_type_name(w->doc->mention[row].type));
}

static void mention_level(struct asc_writing *w, uint32_t row)
{
    asc_put_text(w->cells.out, asc_level_name(w->doc->mention[row].level));
}

static struct asc_span span_of(const struct asc_document *doc, uint32_t m)
{
    return (struct asc_span){doc->mention[m].begin, doc->mention[m].end};
}

static void mention_text(struct asc_writing *w, uint32_t row)
{
    asc_put_span(w, span_of(w->doc, row));
}

static void mention_begin(struct asc_writing *w, uint32_t row)
{
    asc_put_place(w, w->doc->mention[row].begin);
}

static void mention_end(struct asc_writing *w, uint32_t row)
{
    asc_put_place(w, w->doc->mention[row].end);
}

static void mention_sentence(struct asc_writing *w, uint32_t row)
{
    if (asc_sentence_of(w->doc, w->doc->mention[row].sentence)) {
        asc_put_number(w->cells.out, w->doc->mention[row].sentence + UINT64_C(1));
    }
}

static void mention_method(struct asc_writing *w, uint32_t row)
{
    asc_put_text(w->cells.out, asc_method_name(w->doc->mention[row].method));
}

static void mention_rule(struct asc_writing *w, uint32_t row)
{
    asc_put_text(w->cells.out, asc_rule_name(w->known, w->doc->mention[row].rule));
}

static void mention_confidence(struct asc_writing *w, uint32_t row)
{
    asc_put_percent(w->cells.out, w->doc->mention[row].confidence);
}

static const struct asc_column mention_columns[] = {
    {"doc_id", ASC_CELL_TEXT, asc_write_doc_id}, {"mention_id", ASC_CELL_TEXT, mention_id}, {"entity_id", ASC_CELL_TEXT, mention_entity_id},
    {"type", ASC_CELL_WORD, mention_type},       {"level", ASC_CELL_WORD, mention_level},   {"text", ASC_CELL_TEXT, mention_text},
    {"begin", ASC_CELL_NUMBER, mention_begin},   {"end", ASC_CELL_NUMBER, mention_end},     {"sentence", ASC_CELL_NUMBER, mention_sentence},
    {"method", ASC_CELL_WORD, mention_method},   {"rule", ASC_CELL_TEXT, mention_rule},     {"confidence", ASC_CELL_NUMBER, mention_confidence},
};

const struct asc_columns asc_mentions_table = {"mentions", mention_columns, ASC_COLUMN_COUNT(mention_columns), false, mention_rows};

/* --- entities ---------------------------------------------------------------------------------------------------- */

static uint32_t entity_rows(const struct asc_document *doc)
{
    return doc->entities;
}

static void entity_id(struct asc_writing *w, uint32_t row)
{
    asc_put_entity_id(w, row);
}

static void entity_type(struct asc_writing *w, uint32_t row)
{
    asc_put_text(w->cells.out, asc_type_name(w->doc->entity[row].type));
}

static void entity_name(struct asc_writing *w, uint32_t row)
{
    asc_put_entity_name(w, row);
}

static void entity_kb_id(struct asc_writing *w, uint32_t row)
{
    char room[ASC_KB_ROOM];
    asc_put_text(w->cells.out, asc_entry_kb(w->known, w->doc->entity[row].entry, room));
}

static void entity_mentions(struct asc_writing *w, uint32_t row)
{
    asc_put_number(w->cells.out, w->doc->entity[row].mentions);
}

static void entity_first_begin(struct asc_writing *w, uint32_t row)
{
    uint32_t mention = w->doc->entity[row].mention;
    if (mention < w->doc->mentions) {
        asc_put_place(w, w->doc->mention[mention].begin);
    }
}

/* Notes that an entity has a form; false when it was noted before. Two forms whose 64-bit hashes are equal are taken for one. */
static bool is_new_form(struct asc_writing *w, uint32_t entity, const char *form, size_t len)
{
    uint64_t hash = XXH3_64bits_withSeed(form, len, entity);
    hash += !hash;
    uint64_t i = hash & (w->forms - 1);
    while (w->form[i] && w->form[i] != hash) {
        i = (i + 1) & (w->forms - 1);
    }
    bool found = w->form[i] != 0;
    w->form[i] = hash;
    return !found;
}

static bool is_name(const struct asc_writing *w, uint32_t entity, const char *form, size_t len)
{
    const struct asc_string *name = &w->naming[entity].name;
    return name->len == len && memcmp(name->at, form, len) == 0;
}

/* The forms are squeezed in the buffer, and taken back when they are no news; `;` separates them. */
static void entity_aliases(struct asc_writing *w, uint32_t row)
{
    struct asc_buffer *out = w->cells.out;
    for (uint32_t i = w->first_of[row]; i < w->first_of[row + 1]; i++) {
        uint32_t m = w->mention_of[i];
        if (w->doc->mention[m].level != ASC_LEVEL_NAME) {
            continue;
        }
        size_t before = out->len;
        if (before > w->cells.begin) {
            asc_put_byte(out, ';');
        }
        size_t begin = out->len;
        asc_put_squeezed(out, begin, asc_span_text(w->doc, span_of(w->doc, m)));
        if (out->failed) {
            return;
        }
        char *form = out->bytes + begin;
        size_t len = out->len - begin;
        if (!len || is_name(w, row, form, len) || !is_new_form(w, row, form, len)) {
            out->len = before;
            continue;
        }
        for (char *c = form; (c = memchr(c, ';', len - (size_t)(c - form))) != NULL; c++) {
            *c = ',';
        }
    }
}

static void entity_description(struct asc_writing *w, uint32_t row)
{
    asc_put_entity_role(w, row);
}

static const struct asc_column entity_columns[] = {
    {"doc_id", ASC_CELL_TEXT, asc_write_doc_id},
    {"entity_id", ASC_CELL_TEXT, entity_id},
    {"type", ASC_CELL_WORD, entity_type},
    {"name", ASC_CELL_TEXT, entity_name},
    {"kb_id", ASC_CELL_TEXT, entity_kb_id},
    {"mentions", ASC_CELL_NUMBER, entity_mentions},
    {"first_begin", ASC_CELL_NUMBER, entity_first_begin},
    {"aliases", ASC_CELL_TEXT, entity_aliases},
    {"description", ASC_CELL_TEXT, entity_description},
};

const struct asc_columns asc_entities_table = {"entities", entity_columns, ASC_COLUMN_COUNT(entity_columns), false, entity_rows};
