/* Are two documents the same? Every member of every layer that later stages and tables use, and the bytes that are written. */
#ifndef ASC_TESTS_SAME_LAYERS_H
#define ASC_TESTS_SAME_LAYERS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "document/document.h"
#include "write/write.h"

static void expect_same_bytes(const struct asc_buffer *got, const struct asc_buffer *want, const char *why, const char *what)
{
    if (got->len != want->len || (want->len && memcmp(got->bytes, want->bytes, want->len) != 0)) {
        size_t at = 0;
        while (at < got->len && at < want->len && got->bytes[at] == want->bytes[at]) {
            at++;
        }
        size_t from = at < 200 ? 0 : at - 200;
        fail_msg("%s: %s differs at byte %zu:\n got  %.300s\n want %.300s", why, what, at, got->bytes + from, want->bytes + from);
    }
}

#define SAME(LAYER, I, MEMBER)                                                                                                                       \
    do {                                                                                                                                             \
        if (got->LAYER[I].MEMBER != want->LAYER[I].MEMBER) {                                                                                         \
            fail_msg("%s: " #LAYER "[%u]." #MEMBER ": %lld instead of %lld", why, I, (long long)got->LAYER[I].MEMBER,                                \
                     (long long)want->LAYER[I].MEMBER);                                                                                              \
        }                                                                                                                                            \
    } while (0)

static void expect_same_segments(const struct asc_document *got, const struct asc_document *want, const char *why)
{
    assert_int_equal(got->blocks, want->blocks);
    for (uint32_t i = 0; i < want->blocks; i++) {
        SAME(block, i, begin);
        SAME(block, i, end);
        SAME(block, i, token);
        SAME(block, i, token_end);
        SAME(block, i, paragraph);
        SAME(block, i, type);
    }
    assert_int_equal(got->tokens, want->tokens);
    for (uint32_t i = 0; i < want->tokens; i++) {
        SAME(token, i, begin);
        SAME(token, i, end);
        SAME(token, i, key);
        SAME(token, i, set);
        SAME(token, i, shape);
        SAME(token, i, spare);
    }
    assert_int_equal(got->sentences, want->sentences);
    for (uint32_t i = 0; i < want->sentences; i++) {
        SAME(sentence, i, begin);
        SAME(sentence, i, end);
        SAME(sentence, i, token);
        SAME(sentence, i, token_end);
        SAME(sentence, i, block);
    }
    assert_int_equal(got->quotations, want->quotations);
    for (uint32_t i = 0; i < want->quotations; i++) {
        SAME(quotation, i, open);
        SAME(quotation, i, close);
        SAME(quotation, i, parent);
        SAME(quotation, i, next);
        SAME(quotation, i, words);
        SAME(quotation, i, open_missing);
        SAME(quotation, i, close_missing);
        SAME(quotation, i, continues);
    }
}

static void expect_same_names(const struct asc_document *got, const struct asc_document *want, const char *why)
{
    assert_int_equal(got->readings, want->readings);
    for (uint32_t i = 0; i < want->readings; i++) {
        SAME(reading, i, token);
        SAME(reading, i, token_end);
        SAME(reading, i, entry);
        SAME(reading, i, weak);
    }
    assert_int_equal(got->mentions, want->mentions);
    for (uint32_t i = 0; i < want->mentions; i++) {
        SAME(mention, i, begin);
        SAME(mention, i, end);
        SAME(mention, i, token);
        SAME(mention, i, token_end);
        SAME(mention, i, entity);
        SAME(mention, i, entry);
        SAME(mention, i, sentence);
        SAME(mention, i, block);
        SAME(mention, i, rule);
        SAME(mention, i, sum);
        SAME(mention, i, type);
        SAME(mention, i, level);
        SAME(mention, i, method);
        SAME(mention, i, confidence);
        SAME(mention, i, gender);
        SAME(mention, i, plural);
    }
}

#define SAME_SPAN(LAYER, I, MEMBER)                                                                                                                  \
    do {                                                                                                                                             \
        if (want->LAYER[I].MEMBER.begin < want->LAYER[I].MEMBER.end || got->LAYER[I].MEMBER.begin < got->LAYER[I].MEMBER.end) {                      \
            SAME(LAYER, I, MEMBER.begin);                                                                                                            \
            SAME(LAYER, I, MEMBER.end);                                                                                                              \
        }                                                                                                                                            \
    } while (0)

static void expect_same_attributions(const struct asc_document *got, const struct asc_document *want, const char *why)
{
    assert_int_equal(got->attributions, want->attributions);
    for (uint32_t i = 0; i < want->attributions; i++) {
        SAME(attribution, i, pieces);
        for (unsigned p = 0; p < want->attribution[i].pieces; p++) {
            SAME_SPAN(attribution, i, piece[p]);
        }
        SAME_SPAN(attribution, i, source);
        SAME_SPAN(attribution, i, cue);
        SAME_SPAN(attribution, i, addressee);
        SAME_SPAN(attribution, i, said_on);
        SAME(attribution, i, kind);
        SAME(attribution, i, act);
        SAME(attribution, i, modality);
        SAME(attribution, i, resolution);
        SAME(attribution, i, confidence);
        SAME(attribution, i, source_token);
        SAME(attribution, i, source_token_end);
        SAME(attribution, i, cue_token);
        SAME(attribution, i, cue_token_end);
        SAME(attribution, i, cue_entry);
        SAME(attribution, i, parent);
        SAME(attribution, i, speaker);
        SAME(attribution, i, addressee_entity);
        SAME(attribution, i, sentence);
        SAME(attribution, i, rule);
        SAME(attribution, i, sum);
        SAME(attribution, i, speaker_sum);
    }
}

static void expect_same_entities(const struct asc_document *got, const struct asc_document *want, const char *why)
{
    assert_int_equal(got->entities, want->entities);
    for (uint32_t i = 0; i < want->entities; i++) {
        SAME(entity, i, mention);
        SAME(entity, i, entry);
        SAME_SPAN(entity, i, name);
        SAME_SPAN(entity, i, role);
        SAME(entity, i, mentions);
        SAME(entity, i, affiliation);
        SAME(entity, i, type);
        SAME(entity, i, level);
        SAME(entity, i, gender);
        SAME(entity, i, plural);
        SAME(entity, i, anonymous);
    }
}

static void expect_same_layers(const struct asc_document *got, const struct asc_document *want, const char *why)
{
    expect_same_segments(got, want, why);
    expect_same_names(got, want, why);
    expect_same_attributions(got, want, why);
    expect_same_entities(got, want, why);
}

#endif
