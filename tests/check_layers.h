/* What holds for the layers of every document, whatever its text: for the fuzz targets. */
#ifndef ASC_TESTS_CHECK_LAYERS_H
#define ASC_TESTS_CHECK_LAYERS_H

#include <stdio.h>
#include <stdlib.h>

#include "document/document.h"
#include "knowledge/knowledge.h"
#include "knowledge/matcher.h"
#include "knowledge/problems.h"

static inline void require(bool holds, const char *what)
{
    if (!holds) {
        (void)fprintf(stderr, "does not hold: %s\n", what);
        abort();
    }
}

/* The knowledge of the command and a document to read into; never freed: one for all runs. */
static inline const struct asc_knowledge *open_once(struct asc_document *doc)
{
    static struct asc_knowledge *known;
    static struct asc_matcher *matcher;
    if (!known) {
        struct asc_problems problems = {0};
        known = asc_knowledge_open_default(&problems);
        matcher = known ? asc_matcher_new(known) : NULL;
        require(matcher != NULL, problems.text ? problems.text : "memory");
        asc_document_init(doc, (size_t)256 << 20);
        doc->matcher = matcher;
    }
    return known;
}

static inline bool is_range(uint32_t begin, uint32_t end, uint32_t count)
{
    return begin <= end && end <= count;
}

static inline bool is_none_or_below(uint32_t index, uint32_t count)
{
    return index == ASC_NONE || index < count;
}

/* --- segment ------------------------------------------------------------------------------------------------------ */

static inline void check_tokens(const struct asc_document *doc)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < doc->tokens; i++) {
        const struct asc_token *token = &doc->token[i];
        require(at <= token->begin && token->begin < token->end && token->end <= doc->len, "tokens stand in order inside the text");
        require(((unsigned char)doc->text[token->begin] & 0xC0) != 0x80, "a token begins where a character does");
        require(((unsigned char)doc->text[token->end] & 0xC0) != 0x80, "a token ends where a character does");
        at = token->end;
    }
}

static inline void check_blocks(const struct asc_document *doc)
{
    uint32_t token = 0, at = 0;
    for (uint32_t i = 0; i < doc->blocks; i++) {
        const struct asc_block *block = &doc->block[i];
        require(at <= block->begin && is_range(block->begin, block->end, doc->len), "blocks stand in order inside the text");
        require(block->token == token && is_range(block->token, block->token_end, doc->tokens), "blocks share out the tokens");
        at = block->end;
        token = block->token_end;
    }
    require(token == doc->tokens, "every token is in a block");
}

static inline void check_sentences(const struct asc_document *doc)
{
    uint32_t token = 0, at = 0;
    for (uint32_t i = 0; i < doc->sentences; i++) {
        const struct asc_sentence *sentence = &doc->sentence[i];
        require(at <= sentence->begin && is_range(sentence->begin, sentence->end, doc->len), "sentences stand in order inside the text");
        require(sentence->token == token && sentence->token < sentence->token_end, "sentences cover the tokens, each once");
        require(sentence->token_end <= doc->tokens && sentence->block < doc->blocks, "a sentence's tokens and block are there");
        const struct asc_block *block = &doc->block[sentence->block];
        require(block->token <= sentence->token && sentence->token_end <= block->token_end, "a sentence is inside its block");
        at = sentence->end;
        token = sentence->token_end;
    }
    require(token == doc->tokens, "every token is in a sentence");
}

static inline void check_quotations(const struct asc_document *doc)
{
    for (uint32_t i = 0; i < doc->quotations; i++) {
        const struct asc_quotation *quotation = &doc->quotation[i];
        require(quotation->open < doc->tokens && is_range(quotation->open, quotation->close, doc->tokens), "marks are tokens");
        require(quotation->close_missing || quotation->close < doc->tokens, "a closing mark is a token");
        require(is_none_or_below(quotation->parent, i), "a quotation comes behind the one around it");
        require(is_none_or_below(quotation->next, doc->quotations), "the continuation is there");
        require(quotation->next == ASC_NONE || (quotation->next > i && doc->quotation[quotation->next].continues), "it continues this one");
        if (quotation->parent != ASC_NONE) {
            const struct asc_quotation *outer = &doc->quotation[quotation->parent];
            bool whole = !outer->open_missing && !quotation->open_missing && !outer->close_missing && !quotation->close_missing;
            require(!whole || (outer->open < quotation->open && quotation->close < outer->close), "whole ones are inside the one around");
        }
    }
}

static inline void check_segment(const struct asc_document *doc)
{
    check_tokens(doc);
    check_blocks(doc);
    check_sentences(doc);
    check_quotations(doc);
}

/* --- names, quotes, resolve --------------------------------------------------------------------------------------- */

static inline void check_mentions(const struct asc_document *doc)
{
    uint32_t name_end = 0;
    for (uint32_t i = 0; i < doc->mentions; i++) {
        const struct asc_mention *mention = &doc->mention[i];
        require(mention->begin < mention->end && mention->end <= doc->len, "a mention is inside the text");
        require(mention->token < mention->token_end && mention->token_end <= doc->tokens, "a mention has tokens");
        require(!i || mention[-1].begin <= mention->begin, "mentions stand in order");
        require(mention->sentence < doc->sentences && mention->block < doc->blocks, "a mention has a sentence and a block");
        require(!doc->block[mention->block].skipped, "no mention stands in what is left out");
        require(mention->type > ASC_TYPE_NONE && mention->type < ASC_TYPES, "a mention has a type");
        require(mention->entity < doc->entities, "a mention has an entity");
        if (mention->level == ASC_LEVEL_NAME) {
            require(name_end <= mention->begin, "names do not overlap");
            name_end = mention->end;
        }
    }
}

static inline void check_entities(const struct asc_document *doc)
{
    for (uint32_t i = 0; i < doc->entities; i++) {
        const struct asc_entity *entity = &doc->entity[i];
        require(entity->mention < doc->mentions && doc->mention[entity->mention].entity == i, "an entity's first mention is its own");
        require(is_none_or_below(entity->affiliation, doc->entities), "the affiliation is an entity");
        require(entity->name.begin < entity->name.end && entity->name.end <= doc->len, "an entity has a name");
        require(is_range(entity->role.begin, entity->role.end, doc->len), "the role is inside the text");
    }
}

static inline void check_pieces(const struct asc_document *doc, const struct asc_attribution *said)
{
    uint32_t at = 0;
    require(said->pieces && said->pieces <= ASC_PIECES, "something is said");
    for (unsigned p = 0; p < said->pieces; p++) {
        require(at <= said->piece[p].begin && said->piece[p].begin < said->piece[p].end, "pieces stand in order and do not overlap");
        at = said->piece[p].end;
    }
    require(at <= doc->len, "pieces are inside the text");
}

static inline void check_attributions(const struct asc_document *doc)
{
    for (uint32_t i = 0; i < doc->attributions; i++) {
        const struct asc_attribution *said = &doc->attribution[i];
        check_pieces(doc, said);
        require(is_range(said->source.begin, said->source.end, doc->len), "the source is inside the text");
        require(is_range(said->cue.begin, said->cue.end, doc->len), "the cue is inside the text");
        require(is_range(said->addressee.begin, said->addressee.end, doc->len), "the addressee is inside the text");
        require(is_range(said->said_on.begin, said->said_on.end, doc->len), "the time is inside the text");
        require(said->sentence < doc->sentences, "a quote has a sentence");
        require(is_none_or_below(said->speaker, doc->entities), "the speaker is an entity");
        require(is_none_or_below(said->addressee_entity, doc->entities), "the addressee is one");
        uint32_t steps = 0;
        for (uint32_t parent = said->parent; parent != ASC_NONE; parent = doc->attribution[parent].parent) {
            require(parent < doc->attributions && steps++ < doc->attributions, "parents end");
        }
    }
}

#endif
