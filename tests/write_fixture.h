/* Documents built by hand for the tests of the writers: spans are told by the words that stand there. */
#ifndef ASC_TESTS_WRITE_FIXTURE_H
#define ASC_TESTS_WRITE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "knowledge/build.h"
#include "write/write.h"

#define COUNT(ROWS) (sizeof(ROWS) / sizeof *(ROWS))

/* The tables and rules of the tests. */
static const char fixture_names[] = "id\ttype\tname\taliases\tkb_id\tcountry\tattributes\n"
                                    "person/lee\tPERSON\tAda Lee\tLee\twikidata:Q1\t\trole=chief economist\n"
                                    "place/oslo\tPLACE\tOslo\t\tgeonames:3143244\tNO\t\n"
                                    "organization/un\tORGANIZATION\tUnited Nations\tUN\twikidata:Q1065\t\t\n";

static struct asc_knowledge *known;
static void *fixture_image;

static inline int fixture_open(void **state)
{
    (void)state;
    struct asc_problems problems = {0};
    struct asc_builder builder;
    size_t size = 0;
    asc_builder_init(&builder, &problems);
    asc_build_text(&builder, "names.tsv", fixture_names, sizeof fixture_names - 1);
    bool built = asc_build_finish(&builder, &fixture_image, &size);
    asc_builder_release(&builder);
    known = built ? asc_knowledge_open(fixture_image, size, &problems) : NULL;
    if (!known) {
        (void)fprintf(stderr, "%s", problems.text ? problems.text : "no memory\n");
    }
    asc_problems_release(&problems);
    return known ? 0 : -1;
}

static inline int fixture_close(void **state)
{
    (void)state;
    asc_knowledge_close(known);
    free(fixture_image);
    return 0;
}

/* The number of an entry of the tables. */
static inline uint32_t fixture_entry(const char *id)
{
    for (uint32_t e = 0; asc_entry(known, e); e++) {
        if (strcmp(asc_entry_id(known, e), id) == 0) {
            return e;
        }
    }
    fail_msg("no entry %s", id);
    return ASC_NONE;
}

/* A document with its text and tokens; everything else is added by the functions below. */
static inline void fixture_document(struct asc_document *doc, const char *id, const char *text)
{
    asc_document_init(doc, 64 << 20);
    doc->id = id;
    doc->path = "news/a.txt";
    doc->len = (uint32_t)strlen(text);
    doc->text = asc_arena_text(&doc->arena, text, doc->len);
    doc->through = ASC_STAGE_RESOLVE;
    doc->ascii = true;
    for (uint32_t i = 0; i < doc->len; i++) {
        doc->ascii = doc->ascii && (unsigned char)text[i] < 0x80;
    }
    struct asc_tokenizer tokenizer = {.text = doc->text, .end = doc->len, .clitics = &known->clitics};
    for (struct asc_token token; asc_tokenizer_next(&tokenizer, &token);) {
        assert_true(ASC_ROOM(&doc->arena, doc->token, doc->tokens, doc->token_room));
        token.set = 0;
        token.spare = 0;
        doc->token[doc->tokens++] = token;
    }
}

/* Where words stand first, or the nth time. */
static inline struct asc_span nth_span(const struct asc_document *doc, const char *words, unsigned nth)
{
    const char *found = strstr(doc->text, words);
    for (; found && nth > 1; nth--) {
        found = strstr(found + 1, words);
    }
    if (!found) {
        fail_msg("the text has no \"%s\"", words);
        return (struct asc_span){0, 0};
    }
    uint32_t begin = (uint32_t)(found - doc->text);
    return (struct asc_span){begin, begin + (uint32_t)strlen(words)};
}

static inline struct asc_span span_of(const struct asc_document *doc, const char *words)
{
    return nth_span(doc, words, 1);
}

static inline uint32_t tokens_end(const struct asc_document *doc, struct asc_span span)
{
    uint32_t t = asc_token_at(doc, span.begin);
    while (t < doc->tokens && doc->token[t].begin < span.end) {
        t++;
    }
    return t;
}

static inline void add_block(struct asc_document *doc, const char *words, enum asc_block_type type)
{
    struct asc_span span = span_of(doc, words);
    assert_true(ASC_ROOM(&doc->arena, doc->block, doc->blocks, doc->block_room));
    doc->block[doc->blocks] = (struct asc_block){.begin = span.begin,
                                                 .end = span.end,
                                                 .token = asc_token_at(doc, span.begin),
                                                 .token_end = tokens_end(doc, span),
                                                 .paragraph = doc->blocks + 1,
                                                 .type = (uint8_t)type};
    doc->blocks++;
}

static inline void add_sentence(struct asc_document *doc, const char *words)
{
    struct asc_span span = span_of(doc, words);
    assert_true(ASC_ROOM(&doc->arena, doc->sentence, doc->sentences, doc->sentence_room));
    doc->sentence[doc->sentences++] = (struct asc_sentence){.begin = span.begin,
                                                            .end = span.end,
                                                            .token = asc_token_at(doc, span.begin),
                                                            .token_end = tokens_end(doc, span),
                                                            .block = asc_block_at(doc, span.begin)};
}

static inline uint32_t add_mention(struct asc_document *doc, struct asc_span span, enum asc_type type, enum asc_level level, uint32_t entity)
{
    assert_true(ASC_ROOM(&doc->arena, doc->mention, doc->mentions, doc->mention_room));
    doc->mention[doc->mentions] = (struct asc_mention){.begin = span.begin,
                                                       .end = span.end,
                                                       .token = asc_token_at(doc, span.begin),
                                                       .token_end = tokens_end(doc, span),
                                                       .entity = entity,
                                                       .entry = ASC_NONE,
                                                       .sentence = asc_sentence_at(doc, span.begin),
                                                       .block = asc_block_at(doc, span.begin),
                                                       .rule = ASC_NONE,
                                                       .sum = 250,
                                                       .type = (uint8_t)type,
                                                       .level = (uint8_t)level,
                                                       .method = ASC_METHOD_RULE,
                                                       .confidence = 93};
    return doc->mentions++;
}

/* An entity whose mentions are there already; `entry` is an id of the tables, or NULL. */
static inline struct asc_entity *add_entity(struct asc_document *doc, uint32_t mention, struct asc_span name, const char *entry)
{
    assert_true(ASC_ROOM(&doc->arena, doc->entity, doc->entities, doc->entity_room));
    struct asc_entity *entity = doc->entity + doc->entities;
    *entity = (struct asc_entity){.mention = mention,
                                  .entry = entry ? fixture_entry(entry) : ASC_NONE,
                                  .name = name,
                                  .affiliation = ASC_NONE,
                                  .type = doc->mention[mention].type,
                                  .level = doc->mention[mention].level};
    for (uint32_t m = 0; m < doc->mentions; m++) {
        entity->mentions += doc->mention[m].entity == doc->entities;
    }
    doc->entities++;
    return entity;
}

/* Its rule is one that the tables of the tests do not have, so it has no name. */
static inline struct asc_attribution *add_quote(struct asc_document *doc, struct asc_span content, uint32_t speaker)
{
    assert_true(ASC_ROOM(&doc->arena, doc->attribution, doc->attributions, doc->attribution_room));
    struct asc_attribution *quote = doc->attribution + doc->attributions++;
    *quote = (struct asc_attribution){.piece = {content},
                                      .pieces = 1,
                                      .confidence = 88,
                                      .cue_entry = ASC_NONE,
                                      .parent = ASC_NONE,
                                      .speaker = speaker,
                                      .addressee_entity = ASC_NONE,
                                      .rule = 0,
                                      .sentence = asc_sentence_at(doc, content.begin)};
    return quote;
}

/* Compares what a buffer holds, and says why it should. */
static inline void expect_text(const struct asc_buffer *buffer, const char *want, const char *why)
{
    assert_false(buffer->failed);
    if (buffer->len != strlen(want) || (buffer->len && memcmp(buffer->bytes, want, buffer->len) != 0)) {
        fail_msg("%s:\n got  %.*s\n want %s", why, (int)buffer->len, buffer->len ? buffer->bytes : "", want);
    }
}

#endif
