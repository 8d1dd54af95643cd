/* A document and its layers as one JSON line: what read/layers.h describes and reads. */
#include "write/buffer.h"
#include "write/offsets.h"
#include "write/text.h"

/* The state of writing one document. */
struct layering {
    const struct asc_knowledge *known;
    const struct asc_document *doc;
    struct asc_places places;
    struct asc_buffer *out;
};

/* The name of a member that is not the first of its object. */
#define MEMBER(L, NAME) ASC_PUT((L)->out, ",\"" NAME "\":")

/* --- values ------------------------------------------------------------------------------------------------------ */

static void put_place(const struct layering *l, uint32_t byte)
{
    asc_put_number(l->out, asc_place_characters(&l->places, byte));
}

static void put_pair(const struct layering *l, uint32_t first, uint32_t second)
{
    asc_put_byte(l->out, '[');
    asc_put_number(l->out, first);
    asc_put_byte(l->out, ',');
    asc_put_number(l->out, second);
    asc_put_byte(l->out, ']');
}

static void put_span(const struct layering *l, struct asc_span span)
{
    put_pair(l, asc_place_characters(&l->places, span.begin), asc_place_characters(&l->places, span.end));
}

/* The beginning of an object that has a place in the text. */
static void put_begin_end(const struct layering *l, uint32_t begin, uint32_t end)
{
    ASC_PUT(l->out, "{\"begin\":");
    put_place(l, begin);
    MEMBER(l, "end");
    put_place(l, end);
}

/* A word of the contract, which has nothing to escape. */
static void put_word(const struct layering *l, const char *word)
{
    asc_put_byte(l->out, '"');
    asc_put_text(l->out, word);
    asc_put_byte(l->out, '"');
}

static void put_string(const struct layering *l, const char *text)
{
    asc_put_json(l->out, text, strlen(text));
}

/* An index of another layer; -1 for none. */
static void put_index(const struct layering *l, uint32_t index)
{
    asc_put_signed(l->out, index == ASC_NONE ? -1 : (int64_t)index);
}

/* Ids outlive the knowledge that they come from; a name without an id has only its number. */
static void put_entry(const struct layering *l, uint32_t entry)
{
    const char *id = asc_entry_id(l->known, entry);
    if (*id) {
        put_string(l, id);
    } else {
        put_index(l, entry);
    }
}

/* What a mention and an entity may say of whom they mean. */
static void put_person(const struct layering *l, char gender, bool plural)
{
    if (gender) {
        MEMBER(l, "gender");
        put_word(l, (const char[]){gender, '\0'});
    }
    if (plural) {
        MEMBER(l, "plural");
        ASC_PUT(l->out, "true");
    }
}

static void put_rule(const struct layering *l, uint32_t rule)
{
    if (rule != ASC_NONE) {
        MEMBER(l, "rule");
        put_string(l, asc_rule_name(l->known, rule));
    }
}

/* --- segment ----------------------------------------------------------------------------------------------------- */

static void put_block(const struct layering *l, uint32_t i)
{
    const struct asc_block *block = l->doc->block + i;
    put_begin_end(l, block->begin, block->end);
    MEMBER(l, "type");
    put_word(l, asc_block_name(block->type));
    MEMBER(l, "paragraph");
    asc_put_number(l->out, block->paragraph);
    asc_put_byte(l->out, '}');
}

static void put_token(const struct layering *l, uint32_t i)
{
    const struct asc_token *token = l->doc->token + i;
    asc_put_byte(l->out, '[');
    put_place(l, token->begin);
    asc_put_byte(l->out, ',');
    put_place(l, token->end);
    asc_put_byte(l->out, ',');
    asc_put_number(l->out, token->set);
    asc_put_byte(l->out, ',');
    asc_put_number(l->out, token->shape);
    asc_put_byte(l->out, ']');
}

static void put_sentence(const struct layering *l, uint32_t i)
{
    put_begin_end(l, l->doc->sentence[i].begin, l->doc->sentence[i].end);
    asc_put_byte(l->out, '}');
}

static void put_quotation(const struct layering *l, uint32_t i)
{
    const struct asc_quotation *quotation = l->doc->quotation + i;
    unsigned flags = (quotation->open_missing ? 1U : 0U) | (quotation->close_missing ? 2U : 0U) | (quotation->continues ? 4U : 0U);
    asc_put_byte(l->out, '[');
    asc_put_number(l->out, quotation->open);
    asc_put_byte(l->out, ',');
    asc_put_number(l->out, quotation->close);
    asc_put_byte(l->out, ',');
    put_index(l, quotation->parent);
    asc_put_byte(l->out, ',');
    put_index(l, quotation->next);
    asc_put_byte(l->out, ',');
    asc_put_number(l->out, quotation->words);
    asc_put_byte(l->out, ',');
    asc_put_number(l->out, flags);
    asc_put_byte(l->out, ']');
}

/* --- gazetteer, names, resolve ----------------------------------------------------------------------------------- */

static void put_reading(const struct layering *l, uint32_t i)
{
    const struct asc_reading *reading = l->doc->reading + i;
    asc_put_byte(l->out, '[');
    asc_put_number(l->out, reading->token);
    asc_put_byte(l->out, ',');
    asc_put_number(l->out, reading->token_end);
    asc_put_byte(l->out, ',');
    put_entry(l, reading->entry);
    asc_put_byte(l->out, ',');
    asc_put_number(l->out, reading->weak);
    asc_put_byte(l->out, ']');
}

static void put_mention(const struct layering *l, uint32_t i)
{
    const struct asc_mention *mention = l->doc->mention + i;
    put_begin_end(l, mention->begin, mention->end);
    MEMBER(l, "type");
    put_word(l, asc_type_name(mention->type));
    MEMBER(l, "level");
    put_word(l, asc_level_name(mention->level));
    if (mention->entity != ASC_NONE && l->doc->through >= ASC_STAGE_RESOLVE) {
        MEMBER(l, "entity");
        asc_put_number(l->out, mention->entity);
    }
    if (mention->entry != ASC_NONE) {
        MEMBER(l, "entry");
        put_entry(l, mention->entry);
    }
    MEMBER(l, "method");
    put_word(l, asc_method_name(mention->method));
    put_rule(l, mention->rule);
    MEMBER(l, "sum");
    asc_put_signed(l->out, mention->sum);
    MEMBER(l, "confidence");
    asc_put_percent(l->out, mention->confidence);
    put_person(l, mention->gender, mention->plural);
    asc_put_byte(l->out, '}');
}

static void put_entity(const struct layering *l, uint32_t i)
{
    const struct asc_entity *entity = l->doc->entity + i;
    ASC_PUT(l->out, "{\"mention\":");
    asc_put_number(l->out, entity->mention);
    if (entity->entry != ASC_NONE) {
        MEMBER(l, "entry");
        put_entry(l, entity->entry);
    }
    MEMBER(l, "name");
    put_span(l, entity->name);
    if (entity->role.begin < entity->role.end) {
        MEMBER(l, "role");
        put_span(l, entity->role);
    }
    MEMBER(l, "mentions");
    asc_put_number(l->out, entity->mentions);
    if (entity->affiliation != ASC_NONE) {
        MEMBER(l, "affiliation");
        asc_put_number(l->out, entity->affiliation);
    }
    MEMBER(l, "type");
    put_word(l, asc_type_name(entity->type));
    MEMBER(l, "level");
    put_word(l, asc_level_name(entity->level));
    put_person(l, entity->gender, entity->plural);
    if (entity->anonymous) {
        MEMBER(l, "anonymous");
        ASC_PUT(l->out, "true");
    }
    asc_put_byte(l->out, '}');
}

/* --- quotes ------------------------------------------------------------------------------------------------------ */

/* Is the cue the first of its lemma, so that the lemma says which one it is? ("claim" is a verb and a noun.) */
static bool is_first_of_lemma(const struct asc_knowledge *known, uint32_t cue, const char *lemma)
{
    for (uint32_t other = 0; other < cue; other++) {
        const char *its = asc_image_string(&known->image[0], asc_cue(known, other)->lemma);
        if (*its == *lemma && strcmp(its, lemma) == 0) {
            return false;
        }
    }
    return true;
}

static void put_cue_entry(const struct layering *l, uint32_t entry)
{
    const struct asc_cue *cue = asc_cue(l->known, entry);
    if (!cue) {
        return;
    }
    const char *lemma = asc_image_string(&l->known->image[0], cue->lemma);
    MEMBER(l, "cue_entry");
    if (is_first_of_lemma(l->known, entry, lemma)) {
        put_string(l, lemma);
    } else {
        asc_put_number(l->out, entry);
    }
}

/* The words of a part of an attribution, if it has them. */
static void put_part(const struct layering *l, const char *name, struct asc_span span)
{
    if (span.begin < span.end) {
        asc_put_byte(l->out, ',');
        put_word(l, name);
        asc_put_byte(l->out, ':');
        put_span(l, span);
    }
}

static void put_content(const struct layering *l, const struct asc_attribution *said)
{
    ASC_PUT(l->out, "{\"content\":[");
    for (unsigned p = 0; p < said->pieces; p++) {
        if (p) {
            asc_put_byte(l->out, ',');
        }
        put_span(l, said->piece[p]);
    }
    asc_put_byte(l->out, ']');
    put_part(l, "source", said->source);
    put_part(l, "cue", said->cue);
    put_part(l, "addressee", said->addressee);
    put_part(l, "said_on", said->said_on);
    MEMBER(l, "source_tokens");
    put_pair(l, said->source_token, said->source_token_end);
    MEMBER(l, "cue_tokens");
    put_pair(l, said->cue_token, said->cue_token_end);
}

static void put_attribution(const struct layering *l, uint32_t i)
{
    const struct asc_attribution *said = l->doc->attribution + i;
    put_content(l, said);
    MEMBER(l, "kind");
    put_word(l, asc_kind_name(said->kind));
    MEMBER(l, "act");
    put_word(l, asc_act_name(said->act));
    MEMBER(l, "modality");
    put_word(l, asc_modality_name(said->modality));
    MEMBER(l, "resolution");
    put_word(l, asc_resolution_name(said->resolution));
    put_rule(l, said->rule);
    MEMBER(l, "sum");
    asc_put_signed(l->out, said->sum);
    MEMBER(l, "speaker_sum");
    asc_put_signed(l->out, said->speaker_sum);
    MEMBER(l, "confidence");
    asc_put_percent(l->out, said->confidence);
    put_cue_entry(l, said->cue_entry);
    MEMBER(l, "parent");
    put_index(l, said->parent);
    MEMBER(l, "speaker");
    put_index(l, said->speaker);
    MEMBER(l, "addressee_entity");
    put_index(l, said->addressee_entity);
    asc_put_byte(l->out, '}');
}

/* --- the line ---------------------------------------------------------------------------------------------------- */

static void put_layer(const struct layering *l, const char *head, uint32_t count, void (*put)(const struct layering *l, uint32_t i))
{
    asc_put_text(l->out, head);
    for (uint32_t i = 0; i < count; i++) {
        if (i) {
            asc_put_byte(l->out, ',');
        }
        put(l, i);
    }
    asc_put_byte(l->out, ']');
}

/* The layers of the stages that are done. */
static void put_layers(const struct layering *l)
{
    const struct asc_document *doc = l->doc;
    ASC_PUT(l->out, ",\"layers\":{");
    if (doc->through >= ASC_STAGE_SEGMENT) {
        put_layer(l, "\"blocks\":[", doc->blocks, put_block);
        put_layer(l, ",\"tokens\":[", doc->tokens, put_token);
        put_layer(l, ",\"sentences\":[", doc->sentences, put_sentence);
        put_layer(l, ",\"quotations\":[", doc->quotations, put_quotation);
    }
    if (doc->through >= ASC_STAGE_GAZETTEER) {
        put_layer(l, ",\"readings\":[", doc->readings, put_reading);
    }
    if (doc->through >= ASC_STAGE_NAMES) {
        put_layer(l, ",\"mentions\":[", doc->mentions, put_mention);
    }
    if (doc->through >= ASC_STAGE_QUOTES) {
        put_layer(l, ",\"attributions\":[", doc->attributions, put_attribution);
    }
    if (doc->through >= ASC_STAGE_RESOLVE) {
        put_layer(l, ",\"entities\":[", doc->entities, put_entity);
    }
    asc_put_byte(l->out, '}');
}

/* A member that is left out when there is nothing to say. The text may come from outside: a path, an option. */
static void put_said(const struct layering *l, const char *name, const char *text)
{
    if (!text || !*text) {
        return;
    }
    asc_put_byte(l->out, ',');
    put_word(l, name);
    ASC_PUT(l->out, ":\"");
    size_t from = l->out->len;
    asc_put_clean(l->out, text);
    asc_escape_json(l->out, from);
    asc_put_byte(l->out, '"');
}

static void put_fields(const struct layering *l)
{
    const struct asc_document *doc = l->doc;
    for (uint32_t f = 0; f < doc->fields; f++) {
        asc_put_text(l->out, f ? "," : ",\"fields\":{");
        size_t from = l->out->len + 1;
        asc_put_byte(l->out, '"');
        asc_put_clean(l->out, doc->field[f].name);
        asc_escape_json(l->out, from);
        ASC_PUT(l->out, "\":");
        put_string(l, doc->field[f].value);
    }
    if (doc->fields) {
        asc_put_byte(l->out, '}');
    }
}

/* What became of the document so far; nothing when all is well. */
static void put_status(const struct layering *l)
{
    if (l->doc->fate != ASC_FATE_OK) {
        MEMBER(l, "status");
        put_word(l, asc_fate_name(l->doc->fate));
        put_said(l, "reason", l->doc->reason);
    }
    if (l->doc->repaired) {
        MEMBER(l, "repaired");
        asc_put_number(l->out, l->doc->repaired);
    }
}

static void put_line(const struct layering *l, bool layers)
{
    const struct asc_document *doc = l->doc;
    ASC_PUT(l->out, "{\"ascribe\":1,\"through\":");
    put_word(l, asc_stage_name(layers ? doc->through : ASC_STAGE_READ));
    put_said(l, "id", doc->id);
    put_said(l, "path", doc->path);
    put_said(l, "url", doc->url);
    put_said(l, "title", doc->title);
    put_said(l, "date", doc->date);
    put_status(l);
    MEMBER(l, "text");
    asc_put_json(l->out, doc->text, doc->len);
    put_fields(l);
    if (layers) {
        put_layers(l);
    }
    if (*doc->extra) {
        asc_put_byte(l->out, ',');
        asc_put_text(l->out, doc->extra);
    }
    ASC_PUT(l->out, "}\n");
}

enum asc_result asc_write_layers(const struct asc_knowledge *known, const struct asc_write_options *options, struct asc_document *doc,
                                 struct asc_buffer *out)
{
    (void)options; /* the format is one: code points, whatever the tables count in */
    struct layering l = {.known = known, .doc = doc, .out = out};
    size_t before = out->len, scratch = doc->arena.used;
    bool layers = doc->fate < ASC_FATE_UNSUPPORTED; /* a document that failed is its text and why */
    enum asc_result result = layers ? asc_places_init(&l.places, doc, ASC_OFFSETS_CHARACTERS) : ASC_OK;
    if (result == ASC_OK) {
        put_line(&l, layers);
        result = out->failed ? ASC_NO_MEMORY : ASC_OK;
    }
    out->len = result == ASC_OK ? out->len : before;
    doc->arena.used = scratch;
    return result;
}
