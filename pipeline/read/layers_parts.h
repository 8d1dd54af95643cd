/* What the readers of the layers share. */
#ifndef ASC_LAYERS_PARTS_H
#define ASC_LAYERS_PARTS_H

#include "document/document.h"
#include "knowledge/knowledge.h"
#include "read/lookup.h"
#include "read/layers.h"
#include "read/characters.h"

/* The state of reading the layers of one document. */
struct asc_layers {
    const struct asc_knowledge *known;
    struct asc_document *doc;
    struct asc_characters characters;
    struct asc_lookup lookup;
    const char *layer; /* its name */
    uint32_t index;    /* of the element at hand */
    char reason[256];  /* what is wrong; "" when nothing is */
    bool no_memory;
};

/* Notes that member `name` of the element at hand is wrong; the first note counts. Always false. */
bool asc_layers_wrong(struct asc_layers *in, const char *name, const char *why);

/* Notes that there is no memory. Always false. */
bool asc_layers_full(struct asc_layers *in);

/* The readers of values: false, with a note, when the value is wrong. `i` counts the names of the record. Where none is
 * given *to keeps what it has. */
bool asc_layers_span(struct asc_layers *in, const struct asc_record *record, unsigned i, struct asc_span *to);
bool asc_layers_list_span(struct asc_layers *in, const struct asc_record *record, unsigned i, struct asc_span *to);
bool asc_layers_index(struct asc_layers *in, const struct asc_record *record, unsigned i, uint32_t count, uint32_t *to);
bool asc_layers_number(struct asc_layers *in, const struct asc_record *record, unsigned i, int64_t least, int64_t most, int64_t *to);
bool asc_layers_small(struct asc_layers *in, const struct asc_record *record, unsigned i, uint8_t *to);
bool asc_layers_flag(struct asc_layers *in, const struct asc_record *record, unsigned i, bool *to);
bool asc_layers_percent(struct asc_layers *in, const struct asc_record *record, unsigned i, uint8_t *to);
bool asc_layers_gender(struct asc_layers *in, const struct asc_record *record, unsigned i, char *to);
bool asc_layers_word(struct asc_layers *in, const struct asc_record *record, unsigned i, const char *(*name)(unsigned), unsigned count, uint8_t *to);
bool asc_layers_rule(struct asc_layers *in, const struct asc_record *record, unsigned i, uint32_t *to);
bool asc_layers_entry(struct asc_layers *in, const struct asc_record *record, unsigned i, uint32_t token, uint32_t token_end, uint32_t *to);

/* Is a value there? */
static inline bool asc_layers_has(const struct asc_record *record, unsigned i)
{
    return record->value[i].kind != ASC_VALUE_NONE;
}

/* The tokens that a span of bytes touches; false when there are none. */
bool asc_layers_tokens(const struct asc_document *doc, uint32_t begin, uint32_t end, uint32_t *token, uint32_t *token_end);

/* The layers, one reader each: takes an element. */
bool asc_layers_block(void *layers, const struct asc_record *record);
bool asc_layers_token(void *layers, const struct asc_record *record);
bool asc_layers_sentence(void *layers, const struct asc_record *record);
bool asc_layers_quotation(void *layers, const struct asc_record *record);
bool asc_layers_reading(void *layers, const struct asc_record *record);
bool asc_layers_mention(void *layers, const struct asc_record *record);
bool asc_layers_entity(void *layers, const struct asc_record *record);
bool asc_layers_attribution(void *layers, const struct asc_record *record);

#endif
