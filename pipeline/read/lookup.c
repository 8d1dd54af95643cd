#include "read/lookup.h"

#include <string.h>
#include <xxhash.h>

#include "document/fold.h"

static bool is_word(const char *word, struct asc_slice slice)
{
    return strlen(word) == slice.len && memcmp(word, slice.at, slice.len) == 0;
}

void asc_lookup_init(struct asc_lookup *lookup, const struct asc_knowledge *known, struct asc_document *doc)
{
    *lookup = (struct asc_lookup){.known = known, .doc = doc};
}

/* --- the table of what is wanted --------------------------------------------------------------------------------- */

/* The slot of an id, or the free one where it belongs. */
static uint32_t *slot_of(const struct asc_lookup *lookup, struct asc_slice id, uint64_t hash)
{
    for (uint64_t i = hash & (lookup->slots - 1);; i = (i + 1) & (lookup->slots - 1)) {
        uint32_t number = lookup->index[i];
        if (!number) {
            return lookup->index + i;
        }
        const struct asc_wanted *wanted = lookup->wanted + number - 1;
        if (wanted->hash == hash && wanted->id.len == id.len && memcmp(wanted->id.at, id.at, id.len) == 0) {
            return lookup->index + i;
        }
    }
}

/* Keeps the table at most half full. */
static bool grow_index(struct asc_lookup *lookup)
{
    if (lookup->slots && lookup->count < lookup->slots / 2) {
        return true;
    }
    uint32_t slots = lookup->slots ? lookup->slots * 4 : 256;
    uint32_t *index = asc_arena_zeroed(&lookup->doc->arena, slots * sizeof *index);
    if (!index) {
        return false;
    }
    lookup->index = index;
    lookup->slots = slots;
    for (uint32_t i = 0; i < lookup->count; i++) {
        *slot_of(lookup, lookup->wanted[i].id, lookup->wanted[i].hash) = i + 1;
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

/* The key of a name in a table of names: by the words as they are written, or by their reduced letters. */
static uint64_t chain_of(const struct asc_lookup *lookup, enum asc_section section, uint32_t token, uint32_t end)
{
    const struct asc_document *doc = lookup->doc;
    uint64_t chain = 0;
    for (uint32_t t = token; t < end; t++) {
        const struct asc_token *at = doc->token + t;
        unsigned letters = 0;
        if (t > token && is_glue(doc, t, end)) {
            continue;
        }
        uint64_t key = section == ASC_SECTION_NAMES
                           ? at->key
                           : asc_variant_key(&lookup->known->variants, asc_token_text(doc, at), at->end - at->begin, &letters);
        chain = asc_fold_chain(chain, key);
    }
    return chain;
}

/* The entry of that id among the meanings of one name. */
static uint32_t entry_in_slot(const struct asc_lookup *lookup, unsigned image, const struct asc_chain_slot *slot, struct asc_slice id)
{
    const struct asc_image *tables = &lookup->known->image[image];
    const struct asc_name_reading *reading = ASC_SECTION_OF(tables, READINGS, asc_name_reading);
    for (unsigned i = 0; i < slot->count && (uint64_t)slot->first + i < tables->count[ASC_SECTION_READINGS]; i++) {
        uint32_t number = reading[slot->first + i].entry | image << ASC_ENTRY_BITS;
        const struct asc_entry *entry = asc_entry(lookup->known, number);
        if (entry && entry->type && is_word(asc_entry_id(lookup->known, number), id)) {
            return number;
        }
    }
    return ASC_NONE;
}

/* Later images are a user's, which win. */
static uint32_t entry_in(const struct asc_lookup *lookup, struct asc_slice id, enum asc_section section, uint32_t token, uint32_t end)
{
    uint64_t chain = chain_of(lookup, section, token, end);
    for (unsigned image = lookup->known->images; token < end && image-- > 0;) {
        const struct asc_chain_slot *slot = asc_chain_find(&lookup->known->image[image], section, chain);
        uint32_t entry = slot ? entry_in_slot(lookup, image, slot, id) : ASC_NONE;
        if (entry != ASC_NONE) {
            return entry;
        }
    }
    return ASC_NONE;
}

static uint32_t entry_by_words(const struct asc_lookup *lookup, struct asc_slice id, uint32_t token, uint32_t end)
{
    uint32_t entry = entry_in(lookup, id, ASC_SECTION_NAMES, token, end);
    return entry != ASC_NONE ? entry : entry_in(lookup, id, ASC_SECTION_VARIANTS, token, end);
}

uint32_t asc_lookup_want(struct asc_lookup *lookup, struct asc_slice id, uint32_t token, uint32_t token_end)
{
    uint64_t hash = XXH3_64bits(id.at, id.len);
    if (!grow_index(lookup)) {
        return ASC_NONE;
    }
    uint32_t *slot = slot_of(lookup, id, hash);
    if (!*slot) {
        if (!ASC_ROOM(&lookup->doc->arena, lookup->wanted, lookup->count, lookup->room)) {
            return ASC_NONE;
        }
        lookup->wanted[lookup->count] = (struct asc_wanted){id, hash, ASC_NONE};
        *slot = ++lookup->count;
    }
    /* The words count more than the id: a user's entry may have the id of one of ours. */
    uint32_t number = *slot - 1, entry = entry_by_words(lookup, id, token, token_end);
    struct asc_wanted *wanted = lookup->wanted + number;
    if (entry != ASC_NONE && wanted->entry != ASC_NONE && wanted->entry != entry) {
        return asc_lookup_numbered(lookup, entry);
    }
    wanted->entry = entry != ASC_NONE ? entry : wanted->entry;
    return number;
}

uint32_t asc_lookup_numbered(struct asc_lookup *lookup, uint32_t entry)
{
    if (!grow_index(lookup) || !ASC_ROOM(&lookup->doc->arena, lookup->wanted, lookup->count, lookup->room)) {
        return ASC_NONE;
    }
    lookup->wanted[lookup->count] = (struct asc_wanted){{"", 0}, 0, entry};
    return lookup->count++;
}

/* --- by a scan --------------------------------------------------------------------------------------------------- */

static unsigned missing(const struct asc_lookup *lookup)
{
    unsigned count = 0;
    for (unsigned i = 0; i < lookup->count; i++) {
        count += lookup->wanted[i].entry == ASC_NONE;
    }
    return count;
}

void asc_lookup_resolve(struct asc_lookup *lookup)
{
    unsigned left = missing(lookup);
    for (unsigned image = lookup->known->images; left && image-- > 0;) {
        uint64_t entries = lookup->known->image[image].count[ASC_SECTION_ENTRIES];
        for (uint32_t e = 0; left && e < entries; e++) {
            uint32_t number = e | image << ASC_ENTRY_BITS;
            const char *text = asc_entry_id(lookup->known, number);
            struct asc_slice id = {text, strlen(text)};
            uint32_t found = *slot_of(lookup, id, XXH3_64bits(id.at, id.len));
            if (found && lookup->wanted[found - 1].entry == ASC_NONE && asc_entry(lookup->known, number)->type) {
                lookup->wanted[found - 1].entry = number;
                left--;
            }
        }
    }
}

uint32_t asc_lookup_entry(const struct asc_lookup *lookup, uint32_t number)
{
    return number < lookup->count ? lookup->wanted[number].entry : ASC_NONE;
}

/* --- rules and cues ---------------------------------------------------------------------------------------------- */

uint32_t asc_lookup_rule(struct asc_lookup *lookup, struct asc_slice name)
{
    if (is_word(asc_rule_name(lookup->known, lookup->last_rule), name) && name.len) {
        return lookup->last_rule;
    }
    for (uint32_t rule = 0; rule < asc_rules(lookup->known); rule++) {
        if (is_word(asc_rule_name(lookup->known, rule), name)) {
            lookup->last_rule = rule;
            return rule;
        }
    }
    return ASC_NONE;
}

uint32_t asc_lookup_cue(const struct asc_lookup *lookup, struct asc_slice lemma)
{
    for (uint32_t cue = 0; asc_cue(lookup->known, cue); cue++) {
        if (is_word(asc_image_string(&lookup->known->image[0], asc_cue(lookup->known, cue)->lemma), lemma)) {
            return cue;
        }
    }
    return ASC_NONE;
}
