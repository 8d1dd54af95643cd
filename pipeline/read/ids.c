#include "read/ids.h"

#include <string.h>
#include <xxhash.h>

#include "document/fold.h"

static bool is_word(const char *word, struct asc_slice slice)
{
    return strlen(word) == slice.len && memcmp(word, slice.at, slice.len) == 0;
}

void asc_ids_init(struct asc_ids *ids, const struct asc_knowledge *known, struct asc_document *doc)
{
    *ids = (struct asc_ids){.known = known, .doc = doc};
}

/* --- the table of what is wanted --------------------------------------------------------------------------------- */

/* The slot of an id, or the free one where it belongs. */
static uint32_t *slot_of(const struct asc_ids *ids, struct asc_slice id, uint64_t hash)
{
    for (uint64_t i = hash & (ids->slots - 1);; i = (i + 1) & (ids->slots - 1)) {
        uint32_t number = ids->index[i];
        if (!number) {
            return ids->index + i;
        }
        const struct asc_wanted *wanted = ids->wanted + number - 1;
        if (wanted->hash == hash && wanted->id.len == id.len && memcmp(wanted->id.at, id.at, id.len) == 0) {
            return ids->index + i;
        }
    }
}

/* Keeps the table at most half full. */
static bool grow_index(struct asc_ids *ids)
{
    if (ids->slots && ids->count < ids->slots / 2) {
        return true;
    }
    uint32_t slots = ids->slots ? ids->slots * 4 : 256;
    uint32_t *index = asc_arena_zeroed(&ids->doc->arena, slots * sizeof *index);
    if (!index) {
        return false;
    }
    ids->index = index;
    ids->slots = slots;
    for (uint32_t i = 0; i < ids->count; i++) {
        *slot_of(ids, ids->wanted[i].id, ids->wanted[i].hash) = i + 1;
    }
    return true;
}

/* --- by the words ------------------------------------------------------------------------------------------------ */

/* A hyphen or full stop between the words of a name, which the tables of names leave out. */
static bool is_glue(const struct asc_document *doc, uint32_t t, uint32_t end)
{
    const struct asc_token *token = doc->token + t;
    char c = doc->text[token->begin];
    return t + 1 < end && (token->shape & ASC_SHAPE_PUNCT) && token->end == token->begin + 1 && (c == '-' || c == '.');
}

static uint64_t chain_of(const struct asc_document *doc, uint32_t token, uint32_t end)
{
    uint64_t chain = 0;
    for (uint32_t t = token; t < end; t++) {
        chain = t > token && is_glue(doc, t, end) ? chain : asc_fold_chain(chain, doc->token[t].key);
    }
    return chain;
}

/* The entry of that id among the meanings of one name. */
static uint32_t entry_in_slot(const struct asc_ids *ids, unsigned image, const struct asc_chain_slot *slot, struct asc_slice id)
{
    const struct asc_image *tables = &ids->known->image[image];
    const struct asc_name_reading *reading = ASC_SECTION_OF(tables, READINGS, asc_name_reading);
    for (unsigned i = 0; i < slot->count && (uint64_t)slot->first + i < tables->count[ASC_SECTION_READINGS]; i++) {
        uint32_t number = reading[slot->first + i].entry | image << ASC_ENTRY_BITS;
        const struct asc_entry *entry = asc_entry(ids->known, number);
        if (entry && entry->type && is_word(asc_entry_id(ids->known, number), id)) {
            return number;
        }
    }
    return ASC_NONE;
}

/* Later images are a user's, which win. */
static uint32_t entry_by_words(const struct asc_ids *ids, struct asc_slice id, uint32_t token, uint32_t end)
{
    uint64_t chain = chain_of(ids->doc, token, end);
    for (unsigned image = ids->known->images; token < end && image-- > 0;) {
        const struct asc_chain_slot *slot = asc_chain_find(&ids->known->image[image], ASC_SECTION_NAMES, chain);
        uint32_t entry = slot ? entry_in_slot(ids, image, slot, id) : ASC_NONE;
        if (entry != ASC_NONE) {
            return entry;
        }
    }
    return ASC_NONE;
}

uint32_t asc_ids_want(struct asc_ids *ids, struct asc_slice id, uint32_t token, uint32_t token_end)
{
    uint64_t hash = XXH3_64bits(id.at, id.len);
    if (!grow_index(ids)) {
        return ASC_NONE;
    }
    uint32_t *slot = slot_of(ids, id, hash);
    if (!*slot) {
        if (!ASC_ROOM(&ids->doc->arena, ids->wanted, ids->count, ids->room)) {
            return ASC_NONE;
        }
        ids->wanted[ids->count] = (struct asc_wanted){id, hash, ASC_NONE};
        *slot = ++ids->count;
    }
    struct asc_wanted *wanted = ids->wanted + *slot - 1;
    if (wanted->entry == ASC_NONE) {
        wanted->entry = entry_by_words(ids, id, token, token_end);
    }
    return *slot - 1;
}

/* --- by a scan --------------------------------------------------------------------------------------------------- */

static unsigned missing(const struct asc_ids *ids)
{
    unsigned count = 0;
    for (unsigned i = 0; i < ids->count; i++) {
        count += ids->wanted[i].entry == ASC_NONE;
    }
    return count;
}

void asc_ids_resolve(struct asc_ids *ids)
{
    unsigned left = missing(ids);
    for (unsigned image = ids->known->images; left && image-- > 0;) {
        uint64_t entries = ids->known->image[image].count[ASC_SECTION_ENTRIES];
        for (uint32_t e = 0; left && e < entries; e++) {
            uint32_t number = e | image << ASC_ENTRY_BITS;
            const char *text = asc_entry_id(ids->known, number);
            struct asc_slice id = {text, strlen(text)};
            uint32_t found = *slot_of(ids, id, XXH3_64bits(id.at, id.len));
            if (found && ids->wanted[found - 1].entry == ASC_NONE && asc_entry(ids->known, number)->type) {
                ids->wanted[found - 1].entry = number;
                left--;
            }
        }
    }
}

uint32_t asc_ids_entry(const struct asc_ids *ids, uint32_t number)
{
    return number < ids->count ? ids->wanted[number].entry : ASC_NONE;
}

/* --- rules and cues ---------------------------------------------------------------------------------------------- */

uint32_t asc_ids_rule(struct asc_ids *ids, struct asc_slice name)
{
    if (is_word(asc_rule_name(ids->known, ids->last_rule), name) && name.len) {
        return ids->last_rule;
    }
    for (uint32_t rule = 0; rule < asc_rules(ids->known); rule++) {
        if (is_word(asc_rule_name(ids->known, rule), name)) {
            ids->last_rule = rule;
            return rule;
        }
    }
    return ASC_NONE;
}

uint32_t asc_ids_cue(const struct asc_ids *ids, struct asc_slice lemma)
{
    for (uint32_t cue = 0; asc_cue(ids->known, cue); cue++) {
        if (is_word(asc_image_string(&ids->known->image[0], asc_cue(ids->known, cue)->lemma), lemma)) {
            return cue;
        }
    }
    return ASC_NONE;
}
