/* The layers of gazetteer, names, quotes and resolve: readings, mentions, entities, attributions. */
#include "read/layers_parts.h"

bool asc_layers_reading(void *layers, const struct asc_record *record)
{
    enum { TOKEN, TOKEN_END, ENTRY, WEAK };
    struct asc_layers *in = layers;
    struct asc_document *doc = in->doc;
    struct asc_reading reading = {.token = ASC_NONE, .token_end = 0, .entry = ASC_NONE};
    if (!asc_layers_index(in, record, TOKEN, doc->tokens, &reading.token) ||
        !asc_layers_index(in, record, TOKEN_END, doc->tokens + 1, &reading.token_end)) {
        return false;
    }
    if (reading.token >= reading.token_end) {
        return asc_layers_wrong(in, "token", "and token_end are no range of tokens");
    }
    bool boolean = record->value[WEAK].kind == ASC_VALUE_BOOLEAN, weak = false;
    bool sound = boolean ? asc_layers_flag(in, record, WEAK, &weak) : asc_layers_small(in, record, WEAK, &reading.weak);
    if (!sound || !asc_layers_entry(in, record, ENTRY, reading.token, reading.token_end, &reading.entry)) {
        return false;
    }
    reading.weak |= weak;
    if (!ASC_ROOM(&doc->arena, doc->reading, doc->readings, doc->reading_room)) {
        return asc_layers_full(in);
    }
    doc->reading[doc->readings++] = reading;
    in->index++;
    return true;
}

/* Where the mention stands among tokens, sentences and blocks. */
static bool place_mention(struct asc_layers *in, struct asc_mention *mention)
{
    struct asc_document *doc = in->doc;
    if (!asc_layers_tokens(doc, mention->begin, mention->end, &mention->token, &mention->token_end)) {
        return asc_layers_wrong(in, "begin", "and end hold no word");
    }
    uint32_t at = doc->token[mention->token].begin;
    mention->sentence = asc_sentence_at(doc, at);
    mention->block = asc_block_at(doc, at);
    if (mention->sentence == ASC_NONE || mention->block == ASC_NONE) {
        return asc_layers_wrong(in, "begin", "lies in no sentence");
    }
    return true;
}

bool asc_layers_mention(void *layers, const struct asc_record *record)
{
    enum { BEGIN, END, TYPE, LEVEL, ENTITY, ENTRY, METHOD, RULE, SUM, CONFIDENCE, GENDER, PLURAL };
    struct asc_layers *in = layers;
    struct asc_document *doc = in->doc;
    struct asc_mention mention = {
        .entity = ASC_NONE, .entry = ASC_NONE, .rule = ASC_NONE, .level = ASC_LEVEL_NAME, .method = ASC_METHOD_INPUT, .confidence = 100};
    struct asc_span span;
    int64_t sum = 1000;
    if (!asc_layers_has(record, TYPE)) {
        return asc_layers_wrong(in, "type", "is missing");
    }
    if (!asc_layers_span(in, record, BEGIN, &span) || !asc_layers_word(in, record, TYPE, asc_type_name, ASC_TYPES, &mention.type) ||
        !asc_layers_word(in, record, LEVEL, asc_level_name, ASC_LEVEL_PRONOUN + 1, &mention.level) ||
        !asc_layers_word(in, record, METHOD, asc_method_name, ASC_METHOD_INPUT + 1, &mention.method) ||
        !asc_layers_index(in, record, ENTITY, ASC_NONE, &mention.entity) || !asc_layers_rule(in, record, RULE, &mention.rule) ||
        !asc_layers_number(in, record, SUM, INT32_MIN, INT32_MAX, &sum) || !asc_layers_percent(in, record, CONFIDENCE, &mention.confidence) ||
        !asc_layers_gender(in, record, GENDER, &mention.gender) || !asc_layers_flag(in, record, PLURAL, &mention.plural)) {
        return false;
    }
    mention.begin = span.begin;
    mention.end = span.end;
    mention.sum = (int32_t)sum;
    if (!place_mention(in, &mention) || !asc_layers_entry(in, record, ENTRY, mention.token, mention.token_end, &mention.entry)) {
        return false;
    }
    if (!ASC_ROOM(&doc->arena, doc->mention, doc->mentions, doc->mention_room)) {
        return asc_layers_full(in);
    }
    doc->mention[doc->mentions++] = mention;
    in->index++;
    return true;
}

bool asc_layers_entity(void *layers, const struct asc_record *record)
{
    enum { MENTION, ENTRY, NAME, ROLE, MENTIONS, AFFILIATION, TYPE, LEVEL, GENDER, PLURAL, ANONYMOUS };
    struct asc_layers *in = layers;
    struct asc_document *doc = in->doc;
    struct asc_entity entity = {.mention = ASC_NONE, .entry = ASC_NONE, .affiliation = ASC_NONE};
    int64_t mentions = 1;
    if (!asc_layers_index(in, record, MENTION, doc->mentions, &entity.mention)) {
        return false;
    }
    if (entity.mention == ASC_NONE) {
        return asc_layers_wrong(in, "mention", "is missing");
    }
    const struct asc_mention *first = doc->mention + entity.mention;
    entity.name = (struct asc_span){first->begin, first->end};
    entity.type = first->type;
    entity.level = first->level;
    if (!asc_layers_entry(in, record, ENTRY, first->token, first->token_end, &entity.entry) ||
        !asc_layers_list_span(in, record, NAME, &entity.name) || !asc_layers_list_span(in, record, ROLE, &entity.role) ||
        !asc_layers_number(in, record, MENTIONS, 0, UINT32_MAX - 1, &mentions) ||
        !asc_layers_index(in, record, AFFILIATION, ASC_NONE, &entity.affiliation) ||
        !asc_layers_word(in, record, TYPE, asc_type_name, ASC_TYPES, &entity.type) ||
        !asc_layers_word(in, record, LEVEL, asc_level_name, ASC_LEVEL_PRONOUN + 1, &entity.level) ||
        !asc_layers_gender(in, record, GENDER, &entity.gender) || !asc_layers_flag(in, record, PLURAL, &entity.plural) ||
        !asc_layers_flag(in, record, ANONYMOUS, &entity.anonymous)) {
        return false;
    }
    if (!ASC_ROOM(&doc->arena, doc->entity, doc->entities, doc->entity_room)) {
        return asc_layers_full(in);
    }
    entity.mentions = (uint32_t)mentions;
    doc->entity[doc->entities++] = entity;
    in->index++;
    return true;
}

/* --- attributions ------------------------------------------------------------------------------------------------ */

enum {
    CONTENT,
    SOURCE,
    CUE,
    ADDRESSEE,
    SAID_ON,
    SOURCE_TOKENS,
    CUE_TOKENS,
    KIND,
    ACT,
    MODALITY,
    RESOLUTION,
    RULE,
    SUM,
    SPEAKER_SUM,
    CONFIDENCE,
    CUE_ENTRY,
    PARENT,
    SPEAKER,
    ADDRESSEE_ENTITY,
    SENTENCE
};

/* The pieces of what is said, in text order. */
static bool read_content(struct asc_layers *in, const struct asc_record *record, struct asc_attribution *to)
{
    const struct asc_value *value = record->value + CONTENT;
    if (value->kind != ASC_VALUE_LIST || !value->count || value->count % 2 || value->count > 2 * ASC_PIECES) {
        return asc_layers_wrong(in, "content", "must be [[begin, end], ...] with 1 to 12 pieces");
    }
    const int64_t *number = record->number + value->first;
    for (unsigned i = 0; i < value->count; i += 2) {
        struct asc_span piece = {asc_characters_byte(&in->characters, number[i]), asc_characters_byte(&in->characters, number[i + 1])};
        bool ordered = !i || piece.begin >= to->piece[to->pieces - 1].end;
        if (piece.begin == ASC_NONE || piece.end == ASC_NONE || piece.begin >= piece.end || !ordered) {
            return asc_layers_wrong(in, "content", "is no row of ranges of the text");
        }
        to->piece[to->pieces++] = piece;
    }
    uint32_t first = asc_token_at(in->doc, to->piece[0].begin);
    to->sentence = first < in->doc->tokens ? asc_sentence_at(in->doc, in->doc->token[first].begin) : ASC_NONE;
    return to->sentence != ASC_NONE || asc_layers_wrong(in, "content", "lies in no sentence");
}

/* The tokens of a span: as given, else those that it touches. */
static bool read_tokens(struct asc_layers *in, const struct asc_record *record, unsigned i, struct asc_span span, uint32_t *token,
                        uint32_t *token_end)
{
    const struct asc_value *value = record->value + i;
    if (value->kind == ASC_VALUE_NONE) {
        if (!asc_layers_tokens(in->doc, span.begin, span.end, token, token_end)) {
            *token_end = *token;
        }
        return true;
    }
    const int64_t *number = record->number + value->first;
    if (value->kind != ASC_VALUE_LIST || value->count != 2 || number[0] < 0 || number[1] < number[0] || number[1] > in->doc->tokens) {
        return asc_layers_wrong(in, record->name[i], "must be [token, token_end]");
    }
    *token = (uint32_t)number[0];
    *token_end = (uint32_t)number[1];
    return true;
}

/* A cue is named by its lemma, or numbered. */
static bool read_cue(struct asc_layers *in, const struct asc_record *record, uint32_t *to)
{
    const struct asc_value *value = record->value + CUE_ENTRY;
    if (value->kind == ASC_VALUE_STRING) {
        *to = asc_lookup_cue(&in->lookup, value->text);
        return true;
    }
    uint32_t cues = (uint32_t)in->known->image[0].count[ASC_SECTION_CUES];
    return asc_layers_index(in, record, CUE_ENTRY, cues, to);
}

static bool read_words(struct asc_layers *in, const struct asc_record *record, struct asc_attribution *to)
{
    return asc_layers_word(in, record, KIND, asc_kind_name, ASC_KIND_MIXED + 1, &to->kind) &&
           asc_layers_word(in, record, ACT, asc_act_name, ASC_ACTS, &to->act) &&
           asc_layers_word(in, record, MODALITY, asc_modality_name, ASC_HYPOTHETICAL + 1, &to->modality) &&
           asc_layers_word(in, record, RESOLUTION, asc_resolution_name, ASC_RESOLUTIONS, &to->resolution);
}

static bool read_spans(struct asc_layers *in, const struct asc_record *record, struct asc_attribution *to)
{
    return read_content(in, record, to) && asc_layers_list_span(in, record, SOURCE, &to->source) && asc_layers_list_span(in, record, CUE, &to->cue) &&
           asc_layers_list_span(in, record, ADDRESSEE, &to->addressee) && asc_layers_list_span(in, record, SAID_ON, &to->said_on) &&
           read_tokens(in, record, SOURCE_TOKENS, to->source, &to->source_token, &to->source_token_end) &&
           read_tokens(in, record, CUE_TOKENS, to->cue, &to->cue_token, &to->cue_token_end);
}

bool asc_layers_attribution(void *layers, const struct asc_record *record)
{
    struct asc_layers *in = layers;
    struct asc_document *doc = in->doc;
    struct asc_attribution to = {.resolution = ASC_RESOLUTION_UNKNOWN,
                                 .confidence = 100,
                                 .cue_entry = ASC_NONE,
                                 .parent = ASC_NONE,
                                 .speaker = ASC_NONE,
                                 .addressee_entity = ASC_NONE,
                                 .rule = ASC_NONE};
    int64_t sum = 1000, speaker_sum = 0;
    if (!read_spans(in, record, &to) || !read_words(in, record, &to) || !read_cue(in, record, &to.cue_entry) ||
        !asc_layers_rule(in, record, RULE, &to.rule) || !asc_layers_number(in, record, SUM, INT32_MIN, INT32_MAX, &sum) ||
        !asc_layers_number(in, record, SPEAKER_SUM, INT32_MIN, INT32_MAX, &speaker_sum) ||
        !asc_layers_percent(in, record, CONFIDENCE, &to.confidence) || !asc_layers_index(in, record, PARENT, ASC_NONE, &to.parent) ||
        !asc_layers_index(in, record, SPEAKER, doc->entities, &to.speaker) ||
        !asc_layers_index(in, record, ADDRESSEE_ENTITY, doc->entities, &to.addressee_entity) ||
        !asc_layers_index(in, record, SENTENCE, doc->sentences, &to.sentence)) {
        return false;
    }
    if (!ASC_ROOM(&doc->arena, doc->attribution, doc->attributions, doc->attribution_room)) {
        return asc_layers_full(in);
    }
    to.sum = (int32_t)sum;
    to.speaker_sum = (int32_t)speaker_sum;
    doc->attribution[doc->attributions++] = to;
    in->index++;
    return true;
}
