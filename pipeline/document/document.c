#include "document/document.h"

#include <string.h>

void asc_document_init(struct asc_document *doc, size_t limit)
{
    *doc = (struct asc_document){0};
    asc_arena_init(&doc->arena, limit);
    asc_document_reset(doc);
}

void asc_document_reset(struct asc_document *doc)
{
    struct asc_document fresh = {.arena = doc->arena, .matcher = doc->matcher, .trace = doc->trace, .all_blocks = doc->all_blocks};
    asc_arena_reset(&fresh.arena);
    fresh.id = fresh.path = fresh.url = fresh.title = fresh.date = fresh.line_of = "";
    fresh.text = fresh.reason = fresh.extra = "";
    *doc = fresh;
}

uint32_t asc_sentence_at(const struct asc_document *doc, uint32_t at)
{
    uint32_t low = 0, high = doc->sentences;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->sentence[middle].end <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < doc->sentences && doc->sentence[low].begin <= at ? low : ASC_NONE;
}

uint32_t asc_quotation_from(const struct asc_document *doc, uint32_t token)
{
    uint32_t low = 0, high = doc->quotations;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->quotation[middle].open < token) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

uint32_t asc_mention_from(const struct asc_document *doc, uint32_t mentions, uint32_t token)
{
    uint32_t low = 0, high = mentions;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->mention[middle].token < token) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool asc_attribution_asks(const struct asc_document *doc, const struct asc_attribution *a)
{
    return a->kind == ASC_KIND_DIRECT && doc->text[a->piece[a->pieces - 1].end - 1] == '?';
}

uint32_t asc_block_at(const struct asc_document *doc, uint32_t at)
{
    uint32_t low = 0, high = doc->blocks;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->block[middle].end <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < doc->blocks && doc->block[low].begin <= at ? low : ASC_NONE;
}

uint32_t asc_token_at(const struct asc_document *doc, uint32_t at)
{
    uint32_t low = 0, high = doc->tokens;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->token[middle].end <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* One function a list of words: the words of the contract, in the order of the enumeration. */
#define WORDS(FUNCTION, INDEX, ...)                                                                                                                  \
    const char *FUNCTION(unsigned INDEX)                                                                                                             \
    {                                                                                                                                                \
        static const char *const word[] = {__VA_ARGS__};                                                                                             \
        return INDEX < sizeof word / sizeof *word ? word[INDEX] : "";                                                                                \
    }

WORDS(asc_type_name, type, "", "PERSON", "ORGANIZATION", "PLACE", "GROUP", "EVENT", "WORK", "WEAPON")
WORDS(asc_fate_name, fate, "ok", "repaired", "empty", "limited", "unsupported", "too-large", "unreadable", "malformed")
WORDS(asc_block_name, type, "title", "byline", "dateline", "body", "caption", "boilerplate")
WORDS(asc_level_name, level, "name", "nominal", "pronoun")
WORDS(asc_method_name, method, "gazetteer", "rule", "alias", "coreference", "input")
WORDS(asc_kind_name, kind, "direct", "indirect", "mixed")
WORDS(asc_modality_name, modality, "asserted", "negated", "hypothetical")
WORDS(asc_act_name, act, "statement", "question", "denial", "accusation", "promise", "threat", "order", "belief", "intention", "report", "praise",
      "criticism")
WORDS(asc_resolution_name, resolution, "name", "alias", "role", "pronoun", "carried", "collective", "anonymous", "document", "author",
      "unknown:no-source", "unknown:no-antecedent", "unknown:ambiguous")
WORDS(asc_stage_name, stage, "", "read", "segment", "gazetteer", "names", "quotes", "resolve")

int asc_word_index(const char *(*name)(unsigned), unsigned count, const char *word, size_t len)
{
    for (unsigned i = 0; i < count; i++) {
        if (strlen(name(i)) == len && memcmp(name(i), word, len) == 0) {
            return (int)i;
        }
    }
    return -1;
}

void asc_document_release(struct asc_document *doc)
{
    asc_arena_release(&doc->arena);
}
