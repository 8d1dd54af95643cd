/* A document with its layers, as one JSON line: docs/layers.schema.json. The reader of the format is read/layers.c. */
#include "write/offsets.h"
#include "write/text.h"

/* The state of one line. */
struct line {
    const struct asc_knowledge *known;
    const struct asc_document *doc;
    struct asc_places places;
    struct asc_buffer *out;
    bool first; /* no member of the object at hand is written yet */
};

/* --- members ----------------------------------------------------------------------------------------------------- */

/* The key of a member; `name` needs no escapes. */
static void put_key(struct line *line, const char *name)
{
    if (!line->first) {
        asc_put_byte(line->out, ',');
    }
    line->first = false;
    asc_put_byte(line->out, '"');
    asc_put_text(line->out, name);
    ASC_PUT(line->out, "\":");
}

/* A string that is no UTF-8 for sure. */
static void put_string(struct line *line, const char *text)
{
    asc_put_byte(line->out, '"');
    size_t begin = line->out->len;
    asc_put_clean(line->out, text);
    asc_escape_json(line->out, begin);
    asc_put_byte(line->out, '"');
}

static void member_string(struct line *line, const char *name, const char *text)
{
    put_key(line, name);
    put_string(line, text);
}

/* Left out when it is empty. */
static void member_text(struct line *line, const char *name, const char *text)
{
    if (text && *text) {
        member_string(line, name, text);
    }
}

static void member_number(struct line *line, const char *name, int64_t number)
{
    put_key(line, name);
    asc_put_signed(line->out, number);
}

/* An index; left out when there is none. */
static void member_index(struct line *line, const char *name, uint32_t index)
{
    if (index != ASC_NONE) {
        member_number(line, name, index);
    }
}

/* Left out when it is false. */
static void member_flag(struct line *line, const char *name, bool flag)
{
    if (flag) {
        put_key(line, name);
        ASC_PUT(line->out, "true");
    }
}

static void member_gender(struct line *line, char gender)
{
    const char text[2] = {gender, '\0'};
    member_text(line, "gender", text);
}

static void member_confidence(struct line *line, unsigned percent)
{
    put_key(line, "confidence");
    asc_put_percent(line->out, percent);
}

static void put_pair(struct line *line, uint32_t one, uint32_t other)
{
    asc_put_byte(line->out, '[');
    asc_put_number(line->out, one);
    asc_put_byte(line->out, ',');
    asc_put_number(line->out, other);
    asc_put_byte(line->out, ']');
}

static void put_span(struct line *line, struct asc_span span)
{
    put_pair(line, asc_place_characters(&line->places, span.begin), asc_place_characters(&line->places, span.end));
}

/* Left out when it is empty. */
static void member_span(struct line *line, const char *name, struct asc_span span)
{
    if (span.begin < span.end) {
        put_key(line, name);
        put_span(line, span);
    }
}

static void member_begin_end(struct line *line, uint32_t begin, uint32_t end)
{
    member_number(line, "begin", asc_place_characters(&line->places, begin));
    member_number(line, "end", asc_place_characters(&line->places, end));
}

/* Its id, which outlives the knowledge at hand; its number when it has none. */
static void put_entry(struct line *line, uint32_t entry)
{
    const char *id = asc_entry_id(line->known, entry);
    if (*id) {
        put_string(line, id);
    } else {
        asc_put_number(line->out, entry);
    }
}

/* Left out when there is none. */
static void member_entry(struct line *line, uint32_t entry)
{
    if (entry != ASC_NONE) {
        put_key(line, "entry");
        put_entry(line, entry);
    }
}

/* Numbers in brackets; -1 stands for ASC_NONE. */
static void put_list(struct line *line, const uint32_t *number, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        asc_put_byte(line->out, i ? ',' : '[');
        asc_put_signed(line->out, number[i] == ASC_NONE ? -1 : (int64_t)number[i]);
    }
    asc_put_byte(line->out, ']');
}

static void open_object(struct line *line)
{
    asc_put_byte(line->out, '{');
    line->first = true;
}

static void close_object(struct line *line)
{
    asc_put_byte(line->out, '}');
    line->first = false;
}

/* --- the layers: an element each --------------------------------------------------------------------------------- */

static void put_block(struct line *line, uint32_t index)
{
    const struct asc_block *block = line->doc->block + index;
    open_object(line);
    member_begin_end(line, block->begin, block->end);
    member_string(line, "type", asc_block_name(block->type));
    member_number(line, "paragraph", block->paragraph);
    close_object(line);
}

static void put_token(struct line *line, uint32_t index)
{
    const struct asc_token *token = line->doc->token + index;
    const uint32_t number[] = {asc_place_characters(&line->places, token->begin), asc_place_characters(&line->places, token->end), token->set,
                               token->shape};
    put_list(line, number, 4);
}

static void put_sentence(struct line *line, uint32_t index)
{
    open_object(line);
    member_begin_end(line, line->doc->sentence[index].begin, line->doc->sentence[index].end);
    close_object(line);
}

static void put_quotation(struct line *line, uint32_t index)
{
    const struct asc_quotation *quotation = line->doc->quotation + index;
    const uint32_t flags = (quotation->open_missing ? 1U : 0) | (quotation->close_missing ? 2U : 0) | (quotation->continues ? 4U : 0);
    const uint32_t number[] = {quotation->open, quotation->close, quotation->parent, quotation->next, quotation->words, flags};
    put_list(line, number, 6);
}

static void put_reading(struct line *line, uint32_t index)
{
    const struct asc_reading *reading = line->doc->reading + index;
    asc_put_byte(line->out, '[');
    asc_put_number(line->out, reading->token);
    asc_put_byte(line->out, ',');
    asc_put_number(line->out, reading->token_end);
    asc_put_byte(line->out, ',');
    put_entry(line, reading->entry);
    asc_put_byte(line->out, ',');
    asc_put_number(line->out, reading->weak);
    asc_put_byte(line->out, ']');
}

static void put_mention(struct line *line, uint32_t index)
{
    const struct asc_mention *mention = line->doc->mention + index;
    open_object(line);
    member_begin_end(line, mention->begin, mention->end);
    member_text(line, "type", asc_type_name(mention->type));
    member_text(line, "level", asc_level_name(mention->level));
    if (line->doc->through >= ASC_STAGE_RESOLVE) {
        member_index(line, "entity", mention->entity);
    }
    member_entry(line, mention->entry);
    member_text(line, "method", asc_method_name(mention->method));
    member_text(line, "rule", asc_rule_name(line->known, mention->rule));
    member_number(line, "sum", mention->sum);
    member_confidence(line, mention->confidence);
    member_gender(line, mention->gender);
    member_flag(line, "plural", mention->plural);
    close_object(line);
}

static void put_content(struct line *line, const struct asc_attribution *attribution)
{
    put_key(line, "content");
    asc_put_byte(line->out, '[');
    for (unsigned p = 0; p < attribution->pieces; p++) {
        if (p) {
            asc_put_byte(line->out, ',');
        }
        put_span(line, attribution->piece[p]);
    }
    asc_put_byte(line->out, ']');
}

static void member_tokens(struct line *line, const char *name, uint32_t token, uint32_t token_end)
{
    if (token <= token_end && token_end <= line->doc->tokens) {
        put_key(line, name);
        put_pair(line, token, token_end);
    }
}

static void put_attribution(struct line *line, uint32_t index)
{
    const struct asc_attribution *attribution = line->doc->attribution + index;
    open_object(line);
    put_content(line, attribution);
    member_span(line, "source", attribution->source);
    member_span(line, "cue", attribution->cue);
    member_span(line, "addressee", attribution->addressee);
    member_span(line, "said_on", attribution->said_on);
    member_tokens(line, "source_tokens", attribution->source_token, attribution->source_token_end);
    member_tokens(line, "cue_tokens", attribution->cue_token, attribution->cue_token_end);
    member_text(line, "kind", asc_kind_name(attribution->kind));
    member_text(line, "act", asc_act_name(attribution->act));
    member_text(line, "modality", asc_modality_name(attribution->modality));
    member_text(line, "resolution", asc_resolution_name(attribution->resolution));
    member_text(line, "rule", asc_rule_name(line->known, attribution->rule));
    member_number(line, "sum", attribution->sum);
    member_number(line, "speaker_sum", attribution->speaker_sum);
    member_confidence(line, attribution->confidence);
    member_index(line, "cue_entry", attribution->cue_entry); /* by its number: several cues have the same lemma */
    member_index(line, "parent", attribution->parent);
    member_index(line, "sentence", attribution->sentence);
    if (line->doc->through >= ASC_STAGE_RESOLVE) {
        member_index(line, "speaker", attribution->speaker);
        member_index(line, "addressee_entity", attribution->addressee_entity);
    }
    close_object(line);
}

static void put_entity(struct line *line, uint32_t index)
{
    const struct asc_entity *entity = line->doc->entity + index;
    open_object(line);
    member_index(line, "mention", entity->mention);
    member_entry(line, entity->entry);
    member_span(line, "name", entity->name);
    member_span(line, "role", entity->role);
    member_number(line, "mentions", entity->mentions);
    member_index(line, "affiliation", entity->affiliation);
    member_text(line, "type", asc_type_name(entity->type));
    member_text(line, "level", asc_level_name(entity->level));
    member_gender(line, entity->gender);
    member_flag(line, "plural", entity->plural);
    member_flag(line, "anonymous", entity->anonymous);
    close_object(line);
}

static void put_layer(struct line *line, const char *name, enum asc_stage stage, uint32_t count, void (*put)(struct line *line, uint32_t index))
{
    if (line->doc->through < stage) {
        return;
    }
    put_key(line, name);
    asc_put_byte(line->out, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i) {
            asc_put_byte(line->out, ',');
        }
        put(line, i);
    }
    asc_put_byte(line->out, ']');
}

static void put_layers(struct line *line)
{
    const struct asc_document *doc = line->doc;
    put_key(line, "layers");
    open_object(line);
    put_layer(line, "blocks", ASC_STAGE_SEGMENT, doc->blocks, put_block);
    put_layer(line, "tokens", ASC_STAGE_SEGMENT, doc->tokens, put_token);
    put_layer(line, "sentences", ASC_STAGE_SEGMENT, doc->sentences, put_sentence);
    put_layer(line, "quotations", ASC_STAGE_SEGMENT, doc->quotations, put_quotation);
    put_layer(line, "readings", ASC_STAGE_GAZETTEER, doc->readings, put_reading);
    put_layer(line, "mentions", ASC_STAGE_NAMES, doc->mentions, put_mention);
    put_layer(line, "attributions", ASC_STAGE_QUOTES, doc->attributions, put_attribution);
    put_layer(line, "entities", ASC_STAGE_RESOLVE, doc->entities, put_entity);
    close_object(line);
}

/* --- the line ---------------------------------------------------------------------------------------------------- */

static void put_fields(struct line *line)
{
    const struct asc_document *doc = line->doc;
    bool any = false;
    for (uint32_t f = 0; f < doc->fields; f++) {
        const struct asc_field *field = doc->field + f;
        if (!field->value || !*field->value) {
            continue;
        }
        if (!any) {
            put_key(line, "fields");
        }
        asc_put_byte(line->out, any ? ',' : '{');
        put_string(line, field->name);
        asc_put_byte(line->out, ':');
        put_string(line, field->value);
        any = true;
    }
    if (any) {
        asc_put_byte(line->out, '}');
    }
}

/* A document that failed is what it came as, and why. */
static bool has_layers(const struct asc_document *doc)
{
    return doc->fate < ASC_FATE_UNSUPPORTED && doc->through >= ASC_STAGE_READ;
}

static void put_head(struct line *line)
{
    const struct asc_document *doc = line->doc;
    member_number(line, "ascribe", 1);
    member_string(line, "through", asc_stage_name(has_layers(doc) ? doc->through : ASC_STAGE_READ));
    member_string(line, "id", doc->id ? doc->id : "");
    member_text(line, "path", doc->path);
    member_text(line, "url", doc->url);
    member_text(line, "title", doc->title);
    member_text(line, "date", doc->date);
    put_fields(line);
    if (doc->fate != ASC_FATE_OK) {
        member_string(line, "status", asc_fate_name(doc->fate));
        member_text(line, "reason", doc->reason);
    }
    if (doc->repaired) {
        member_number(line, "repaired", doc->repaired);
    }
}

static void put_document(struct line *line)
{
    const struct asc_document *doc = line->doc;
    open_object(line);
    put_head(line);
    put_key(line, "text");
    asc_put_json(line->out, doc->text, doc->len);
    if (has_layers(doc)) {
        put_layers(line);
    }
    if (doc->extra && *doc->extra) {
        asc_put_byte(line->out, ',');
        asc_put_text(line->out, doc->extra);
    }
    close_object(line);
    asc_put_byte(line->out, '\n');
}

enum asc_result asc_write_layers(const struct asc_knowledge *known, const struct asc_write_options *options, struct asc_document *doc,
                                 struct asc_buffer *out)
{
    struct line line = {.known = known, .doc = doc, .out = out, .first = true};
    struct asc_buffer before = *out;
    size_t scratch = doc->arena.used;
    (void)options; /* the format knows neither dialects nor units */
    bool done = !has_layers(doc) || asc_places_init(&line.places, doc, ASC_OFFSETS_CHARACTERS, '"') == ASC_OK;
    if (done) {
        put_document(&line);
        done = !out->failed;
    }
    if (!done) {
        out->len = before.len;
        out->failed = before.failed;
    }
    doc->arena.used = scratch;
    return done ? ASC_OK : ASC_NO_MEMORY;
}
