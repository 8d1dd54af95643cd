#include "write/writing.h"

#include <xxhash.h>

/* So many entities ahead the strings of the tables are brought near. */
enum { AHEAD = 6 };

static const char *text_or_nothing(const char *text)
{
    return text ? text : "";
}

/* --- names of entities ------------------------------------------------------------------------------------------- */

struct asc_string asc_span_text(const struct asc_document *doc, struct asc_span span)
{
    if (span.begin >= span.end || span.end > doc->len) {
        return (struct asc_string){"", 0};
    }
    return (struct asc_string){doc->text + span.begin, span.end - span.begin};
}

static struct asc_span first_mention(const struct asc_document *doc, const struct asc_entity *entity)
{
    if (entity->mention < doc->mentions) {
        return (struct asc_span){doc->mention[entity->mention].begin, doc->mention[entity->mention].end};
    }
    return entity->name;
}

static bool name_entity(struct asc_writing *w, uint32_t e)
{
    struct asc_document *doc = w->doc;
    const struct asc_entity *entity = doc->entity + e;
    struct asc_naming *naming = w->naming + e;
    const char *name = asc_entry_name(w->known, entity->entry);
    const char *id = asc_entry_id(w->known, entity->entry);
    naming->entry_id = (struct asc_string){id, strlen(id)};
    naming->name = (struct asc_string){name, strlen(name)};
    if (!naming->name.len) {
        struct asc_span form = entity->name.begin < entity->name.end ? entity->name : first_mention(doc, entity);
        naming->name = asc_span_text(doc, form);
    }
    bool squeezed = asc_squeeze(&doc->arena, &naming->name);
    naming->plain = squeezed && !asc_odd_kinds(naming->name.at, naming->name.len, asc_odd_besides(w->cells.options));
    return squeezed;
}

/* A gazetteer's id is that of one entity in a document, of the first: (doc_id, entity_id) is a key. */
static bool claim_entry_ids(struct asc_writing *w)
{
    uint32_t slots = 16;
    while (slots / 2 < w->doc->entities) {
        slots *= 2;
    }
    uint32_t *owner = asc_arena_zeroed(&w->doc->arena, slots * sizeof *owner); /* [slots] entity + 1; 0 is free */
    for (uint32_t e = 0; owner && e < w->doc->entities; e++) {
        const struct asc_string id = w->naming[e].entry_id;
        if (!id.len) {
            continue;
        }
        uint64_t i = XXH3_64bits(id.at, id.len) & (slots - 1);
        while (owner[i] && asc_string_compare(w->naming[owner[i] - 1].entry_id, id) != 0) {
            i = (i + 1) & (slots - 1);
        }
        if (owner[i]) {
            w->naming[e].entry_id.len = 0;
        } else {
            owner[i] = e + 1;
        }
    }
    return owner != NULL;
}

static bool name_entities(struct asc_writing *w)
{
    struct asc_document *doc = w->doc;
    uint32_t *begin = asc_arena_alloc(&doc->arena, (doc->entities + 1U) * sizeof *begin);
    w->naming = asc_arena_alloc(&doc->arena, (doc->entities + 1U) * sizeof *w->naming);
    if (!begin || !w->naming) {
        return false;
    }
    for (uint32_t e = 0; e < doc->entities; e++) {
        asc_entry_prefetch(w->known, doc->entity[e + AHEAD < doc->entities ? e + AHEAD : e].entry);
        begin[e] = first_mention(doc, doc->entity + e).begin;
        w->naming[e].id = (struct asc_id){'e', asc_place_characters(&w->places, begin[e]), 1};
        if (!name_entity(w, e)) {
            return false;
        }
    }
    if (!asc_ids_nth(&doc->arena, begin, doc->entities) || !claim_entry_ids(w)) {
        return false;
    }
    for (uint32_t e = 0; e < doc->entities; e++) {
        w->naming[e].id.nth = begin[e];
    }
    return true;
}

/* --- the start --------------------------------------------------------------------------------------------------- */

static bool number_mentions(struct asc_writing *w)
{
    struct asc_document *doc = w->doc;
    w->mention_nth = asc_arena_alloc(&doc->arena, (doc->mentions + 1U) * sizeof *w->mention_nth);
    for (uint32_t m = 0; w->mention_nth && m < doc->mentions; m++) {
        w->mention_nth[m] = doc->mention[m].begin;
    }
    return w->mention_nth && asc_ids_nth(&doc->arena, w->mention_nth, doc->mentions);
}

static bool number_quotes(struct asc_writing *w)
{
    struct asc_document *doc = w->doc;
    w->quote_nth = asc_arena_alloc(&doc->arena, (doc->attributions + 1U) * sizeof *w->quote_nth);
    for (uint32_t a = 0; w->quote_nth && a < doc->attributions; a++) {
        w->quote_nth[a] = doc->attribution[a].piece[0].begin;
    }
    return w->quote_nth && asc_ids_nth(&doc->arena, w->quote_nth, doc->attributions);
}

/* Sorts the mentions by entity, and makes room for the forms of all of them. */
static bool group_mentions(struct asc_writing *w)
{
    struct asc_document *doc = w->doc;
    w->first_of = asc_arena_zeroed(&doc->arena, ((size_t)doc->entities + 2) * sizeof *w->first_of);
    w->mention_of = asc_arena_alloc(&doc->arena, (doc->mentions + 1U) * sizeof *w->mention_of);
    for (w->forms = 16; w->forms / 2 < doc->mentions; w->forms *= 2) {
    }
    w->form = asc_arena_zeroed(&doc->arena, w->forms * sizeof *w->form);
    if (!w->first_of || !w->mention_of || !w->form) {
        return false;
    }
    uint32_t *next = w->first_of + 1; /* [E + 1] where the next mention of each entity goes */
    for (uint32_t m = 0; m < doc->mentions; m++) {
        if (asc_entity_of(doc, doc->mention[m].entity)) {
            next[doc->mention[m].entity + 1]++;
        }
    }
    for (uint32_t e = 1; e <= doc->entities; e++) {
        next[e] += next[e - 1];
    }
    for (uint32_t m = 0; m < doc->mentions; m++) {
        if (asc_entity_of(doc, doc->mention[m].entity)) {
            w->mention_of[next[doc->mention[m].entity]++] = m;
        }
    }
    return true;
}

static bool clean_title(struct asc_writing *w)
{
    w->title.at = asc_clean(&w->doc->arena, text_or_nothing(w->doc->title));
    w->title.len = w->title.at ? strlen(w->title.at) : 0;
    return w->title.at && asc_squeeze(&w->doc->arena, &w->title);
}

enum asc_result asc_writing_start(struct asc_writing *w, const struct asc_knowledge *known, const struct asc_write_options *options,
                                  struct asc_document *doc, unsigned tables)
{
    *w = (struct asc_writing){.known = known, .doc = doc, .cells = {.options = options}};
    const unsigned entities = 1U << ASC_TABLE_ENTITIES, mentions = 1U << ASC_TABLE_MENTIONS, quotes = 1U << ASC_TABLE_QUOTES,
                   speakers = 1U << ASC_TABLE_SPEAKERS;
    w->doc_id = asc_clean(&doc->arena, text_or_nothing(doc->id));
    w->id_doc = options->full_ids ? w->doc_id : NULL;
    bool has_layers = doc->fate < ASC_FATE_UNSUPPORTED; /* else there may be no memory left for them */
    bool ready = w->doc_id && clean_title(w);
    ready = ready && (!has_layers || asc_places_init(&w->places, doc, options->offsets, asc_odd_besides(options)) == ASC_OK);
    ready = ready && (!(tables & (entities | mentions | quotes | speakers)) || name_entities(w));
    ready = ready && (!(tables & mentions) || number_mentions(w));
    ready = ready && (!(tables & quotes) || number_quotes(w));
    ready = ready && (!(tables & entities) || group_mentions(w));
    return ready ? ASC_OK : ASC_NO_MEMORY;
}

/* --- what columns of several tables hold ------------------------------------------------------------------------- */

void asc_write_doc_id(struct asc_writing *w, uint32_t row)
{
    (void)row;
    asc_put_text(w->cells.out, w->doc_id);
}

void asc_put_span(struct asc_writing *w, struct asc_span span)
{
    struct asc_buffer *out = w->cells.out;
    struct asc_string text = asc_span_text(w->doc, span);
    size_t before = out->len;
    if (!text.len) {
        return;
    }
    bool two_spaces = *text.at == ' ' && before > w->cells.begin && out->bytes[before - 1] == ' ';
    if (two_spaces || asc_places_loose(&w->places, span)) {
        asc_put_squeezed(out, w->cells.begin, text);
    } else {
        asc_put(out, text.at, text.len);
    }
    if (!asc_places_odd(&w->places, span)) {
        asc_cell_plain(&w->cells, before);
    }
}

void asc_put_gap(struct asc_writing *w)
{
    size_t before = w->cells.out->len;
    asc_put_squeezed(w->cells.out, w->cells.begin, (struct asc_string){" ", 1});
    if (asc_odd_besides(w->cells.options) != ' ') {
        asc_cell_plain(&w->cells, before);
    }
}

void asc_put_place(struct asc_writing *w, uint32_t byte)
{
    asc_put_number(w->cells.out, asc_place(&w->places, byte));
}

void asc_put_cell_id(struct asc_writing *w, struct asc_id id)
{
    size_t before = w->cells.out->len;
    asc_put_id(w->cells.out, w->id_doc, id);
    if (!w->id_doc) {
        asc_cell_word(&w->cells, before);
    }
}

void asc_put_entity_id(struct asc_writing *w, uint32_t entity)
{
    if (!asc_entity_of(w->doc, entity)) {
        return;
    }
    const struct asc_naming *naming = w->naming + entity;
    if (naming->entry_id.len) {
        asc_put(w->cells.out, naming->entry_id.at, naming->entry_id.len);
    } else {
        asc_put_cell_id(w, naming->id);
    }
}

void asc_put_entity_name(struct asc_writing *w, uint32_t entity)
{
    if (asc_entity_of(w->doc, entity)) {
        size_t before = w->cells.out->len;
        asc_put(w->cells.out, w->naming[entity].name.at, w->naming[entity].name.len);
        if (w->naming[entity].plain) {
            asc_cell_plain(&w->cells, before);
        }
    }
}

struct asc_string asc_entity_role(const struct asc_writing *w, uint32_t entity)
{
    const struct asc_entity *found = asc_entity_of(w->doc, entity);
    if (!found) {
        return (struct asc_string){"", 0};
    }
    struct asc_string role = asc_span_text(w->doc, found->role);
    if (!role.len) {
        const char *known = asc_entry_role(w->known, found->entry);
        role = (struct asc_string){known, strlen(known)};
    }
    return role;
}

void asc_put_entity_role(struct asc_writing *w, uint32_t entity)
{
    const struct asc_entity *found = asc_entity_of(w->doc, entity);
    if (found && found->role.begin < found->role.end) {
        asc_put_span(w, found->role);
    } else {
        asc_put_squeezed(w->cells.out, w->cells.begin, asc_entity_role(w, entity));
    }
}
