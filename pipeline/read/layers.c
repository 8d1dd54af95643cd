#include "read/layers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/json.h"
#include "read/layers_parts.h"

/* One layer: which stage makes it, and how its elements are read. */
struct layer {
    const char *name;
    enum asc_stage stage;
    bool (*take)(void *layers, const struct asc_record *record);
    const char *const *member; /* [members] in the order that `take` knows */
    unsigned members;
};

#define MEMBERS(...) (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)

/* In an order in which a layer finds those that it points into; entities come before the attributions that name them. */
static const struct layer table[] = {
    {"blocks", ASC_STAGE_SEGMENT, asc_layers_block, MEMBERS("begin", "end", "type", "paragraph")},
    {"tokens", ASC_STAGE_SEGMENT, asc_layers_token, MEMBERS("begin", "end", "set", "shape")},
    {"sentences", ASC_STAGE_SEGMENT, asc_layers_sentence, MEMBERS("begin", "end")},
    {"quotations", ASC_STAGE_SEGMENT, asc_layers_quotation, MEMBERS("open", "close", "parent", "next", "words", "flags")},
    {"readings", ASC_STAGE_GAZETTEER, asc_layers_reading, MEMBERS("token", "token_end", "entry", "weak")},
    {"mentions", ASC_STAGE_NAMES, asc_layers_mention,
     MEMBERS("begin", "end", "type", "level", "entity", "entry", "method", "rule", "sum", "confidence", "gender", "plural")},
    {"entities", ASC_STAGE_RESOLVE, asc_layers_entity,
     MEMBERS("mention", "entry", "name", "role", "mentions", "affiliation", "type", "level", "gender", "plural", "anonymous")},
    {"attributions", ASC_STAGE_QUOTES, asc_layers_attribution,
     MEMBERS("content", "source", "cue", "addressee", "said_on", "source_tokens", "cue_tokens", "kind", "act", "modality", "resolution", "rule",
             "sum", "speaker_sum", "confidence", "cue_entry", "parent", "speaker", "addressee_entity", "sentence")},
};

/* --- what can be checked or set when a layer is whole ------------------------------------------------------------ */

static bool link_blocks(struct asc_layers *in)
{
    struct asc_document *doc = in->doc;
    in->layer = "blocks";
    for (in->index = 0; in->index < doc->blocks; in->index++) {
        struct asc_block *block = doc->block + in->index;
        if (!asc_layers_tokens(doc, block->begin, block->end, &block->token, &block->token_end)) {
            return asc_layers_wrong(in, "begin", "and end hold no token");
        }
    }
    return true;
}

static int by_place(const void *left, const void *right)
{
    const struct asc_mention *a = left, *b = right;
    if (a->begin != b->begin) {
        return a->begin < b->begin ? -1 : 1;
    }
    return a->end == b->end ? (a->type > b->type) - (a->type < b->type) : a->end > b->end ? -1 : 1;
}

/* Brings mentions into text order: other recognisers may write them type by type. */
static bool order_mentions(struct asc_layers *in, enum asc_stage through)
{
    struct asc_document *doc = in->doc;
    bool ordered = true;
    for (uint32_t m = 0; m < doc->mentions; m++) {
        ordered &= !m || doc->mention[m - 1].begin <= doc->mention[m].begin;
        doc->mention[m].entity = through >= ASC_STAGE_RESOLVE ? doc->mention[m].entity : ASC_NONE;
    }
    if (ordered) {
        return true;
    }
    if (through >= ASC_STAGE_RESOLVE) {
        return asc_layers_wrong(in, "begin", "must not come before the mention before, since entities count mentions");
    }
    qsort(doc->mention, doc->mentions, sizeof *doc->mention, by_place);
    return true;
}

/* Every mention's entity and every entity's affiliation must be there. */
static bool check_entities(struct asc_layers *in)
{
    struct asc_document *doc = in->doc;
    in->layer = "mentions";
    for (in->index = 0; in->index < doc->mentions; in->index++) {
        uint32_t entity = doc->mention[in->index].entity;
        if (entity != ASC_NONE && entity >= doc->entities) {
            return asc_layers_wrong(in, "entity", "counts beyond the entities");
        }
    }
    in->layer = "entities";
    for (in->index = 0; in->index < doc->entities; in->index++) {
        uint32_t affiliation = doc->entity[in->index].affiliation;
        if (affiliation != ASC_NONE && affiliation >= doc->entities) {
            return asc_layers_wrong(in, "affiliation", "counts beyond the entities");
        }
    }
    return true;
}

static bool check_quotations(struct asc_layers *in)
{
    struct asc_document *doc = in->doc;
    for (in->index = 0; in->index < doc->quotations; in->index++) {
        uint32_t next = doc->quotation[in->index].next;
        if (next != ASC_NONE && next >= doc->quotations) {
            return asc_layers_wrong(in, "next", "counts beyond the quotations");
        }
    }
    return true;
}

/* Parents must be there, and following them must end. Each walk stops where an earlier one has been, so all of them together
 * take one step an attribution. */
static bool check_parents(struct asc_layers *in)
{
    struct asc_document *doc = in->doc;
    uint32_t *walk = asc_arena_zeroed(&doc->arena, (doc->attributions + 1) * sizeof *walk);
    if (!walk) {
        return asc_layers_full(in);
    }
    for (in->index = 0; in->index < doc->attributions; in->index++) {
        uint32_t at = in->index;
        while (at < doc->attributions && !walk[at]) {
            walk[at] = in->index + 1;
            at = doc->attribution[at].parent;
        }
        if (at != ASC_NONE && (at >= doc->attributions || walk[at] == in->index + 1)) {
            return asc_layers_wrong(in, "parent", "counts beyond the attributions, or leads back to itself");
        }
    }
    return true;
}

static bool layer_is_whole(struct asc_layers *in, const struct layer *layer, enum asc_stage through)
{
    if (layer->take == asc_layers_token) {
        return link_blocks(in);
    }
    if (layer->take == asc_layers_quotation) {
        return check_quotations(in);
    }
    if (layer->take == asc_layers_mention) {
        return order_mentions(in, through);
    }
    if (layer->take == asc_layers_entity) {
        return check_entities(in);
    }
    return layer->take != asc_layers_attribution || check_parents(in);
}

/* The numbers of wanted ids become entries. A reading without its entry says nothing and goes. */
static void resolve_entries(struct asc_layers *in)
{
    struct asc_document *doc = in->doc;
    uint32_t kept = 0;
    asc_lookup_resolve(&in->lookup);
    for (uint32_t r = 0; r < doc->readings; r++) {
        struct asc_reading reading = doc->reading[r];
        reading.entry = asc_lookup_entry(&in->lookup, reading.entry);
        if (reading.entry != ASC_NONE) {
            doc->reading[kept++] = reading;
        }
    }
    doc->readings = kept;
    for (uint32_t m = 0; m < doc->mentions; m++) {
        doc->mention[m].entry = asc_lookup_entry(&in->lookup, doc->mention[m].entry);
    }
    for (uint32_t e = 0; e < doc->entities; e++) {
        doc->entity[e].entry = asc_lookup_entry(&in->lookup, doc->entity[e].entry);
    }
}

/* --- the layers -------------------------------------------------------------------------------------------------- */

static bool read_layer(struct asc_layers *in, const struct layer *layer, const struct asc_object *all, enum asc_stage through)
{
    struct asc_slice value = asc_object_find(all, layer->name);
    struct asc_record record = {.name = layer->member, .names = layer->members};
    struct asc_json json = {.arena = &in->doc->arena};
    in->layer = layer->name;
    in->index = 0;
    if (!value.at) {
        (void)snprintf(in->reason, sizeof in->reason, "layers.%s is missing, which `through` %s says is done", layer->name, asc_stage_name(through));
        return false;
    }
    enum asc_json_answer answer = asc_records_read(&json, value, &record, layer->take, in);
    if (answer == ASC_JSON_NO_MEMORY) {
        return asc_layers_full(in);
    }
    if (answer != ASC_JSON_OK) {
        return !in->no_memory && asc_layers_wrong(in, "its form:", json.reason);
    }
    return layer_is_whole(in, layer, through);
}

static bool read_layers(struct asc_layers *in, struct asc_slice layers, enum asc_stage through)
{
    struct asc_json json = {.arena = &in->doc->arena};
    struct asc_object all = {0};
    if (layers.at) {
        enum asc_json_answer answer = asc_object_read(&json, layers, &all);
        if (answer == ASC_JSON_NO_MEMORY) {
            return asc_layers_full(in);
        }
        if (answer != ASC_JSON_OK) {
            (void)snprintf(in->reason, sizeof in->reason, "layers %s", json.reason);
            return false;
        }
    }
    if (asc_characters_init(&in->characters, in->doc) != ASC_OK) {
        return asc_layers_full(in);
    }
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].stage <= through && !read_layer(in, &table[i], &all, through)) {
            return false;
        }
    }
    resolve_entries(in);
    return true;
}

static void forget_layers(struct asc_document *doc)
{
    doc->blocks = doc->tokens = doc->sentences = doc->quotations = doc->readings = 0;
    doc->mentions = doc->attributions = doc->entities = 0;
}

enum asc_result asc_layers_read(const struct asc_knowledge *known, struct asc_document *doc, struct asc_slice layers, enum asc_stage through,
                                const char **bad)
{
    struct asc_layers in = {.known = known, .doc = doc};
    *bad = NULL;
    asc_lookup_init(&in.lookup, known, doc);
    if (read_layers(&in, layers, through)) {
        doc->through = (uint8_t)through;
        return ASC_OK;
    }
    forget_layers(doc);
    *bad = in.no_memory ? NULL : asc_arena_text(&doc->arena, in.reason, strlen(in.reason));
    return *bad ? ASC_OK : ASC_NO_MEMORY;
}
