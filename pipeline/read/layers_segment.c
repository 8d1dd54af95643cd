/* The layers of segment: blocks, tokens, sentences, quotations. */
#include "document/fold.h"
#include "document/tokens.h"
#include "read/layers_parts.h"

bool asc_layers_block(void *layers, const struct asc_record *record)
{
    enum { BEGIN, END, TYPE, PARAGRAPH };
    struct asc_layers *in = layers;
    struct asc_document *doc = in->doc;
    struct asc_block block = {.type = ASC_BLOCK_BODY};
    struct asc_span span;
    int64_t paragraph = in->index + 1;
    if (!asc_layers_span(in, record, BEGIN, &span) || !asc_layers_word(in, record, TYPE, asc_block_name, ASC_BLOCK_BOILERPLATE + 1, &block.type) ||
        !asc_layers_number(in, record, PARAGRAPH, 1, UINT32_MAX - 1, &paragraph)) {
        return false;
    }
    if (doc->blocks && span.begin < doc->block[doc->blocks - 1].end) {
        return asc_layers_wrong(in, "begin", "lies before the end of the block before");
    }
    if (!ASC_ROOM(&doc->arena, doc->block, doc->blocks, doc->block_room)) {
        return asc_layers_full(in);
    }
    block.begin = span.begin;
    block.end = span.end;
    block.paragraph = (uint32_t)paragraph;
    block.skipped = block.type == ASC_BLOCK_BOILERPLATE && !doc->all_blocks;
    doc->block[doc->blocks++] = block;
    in->index++;
    return true;
}

/* The key of a token that somebody else may have cut: as our tokenizer makes it when it would cut the same, with or without the
 * full stop of an abbreviation; else that of all its bytes. */
static uint64_t key_of(const struct asc_layers *in, const struct asc_token *token)
{
    const char *text = in->doc->text;
    struct asc_tokenizer tokenizer = {.text = text, .at = token->begin, .end = token->end, .clitics = &in->known->clitics};
    struct asc_token ours;
    if (asc_tokenizer_next(&tokenizer, &ours) && ours.begin == token->begin) {
        bool stop = ours.end + 1 == token->end && text[ours.end] == '.';
        if (ours.end == token->end || stop) {
            return ours.key;
        }
    }
    return asc_fold_end(asc_fold_bytes(ASC_FOLD_START, text + token->begin, token->end - token->begin));
}

bool asc_layers_token(void *layers, const struct asc_record *record)
{
    enum { BEGIN, END, SET, SHAPE };
    struct asc_layers *in = layers;
    struct asc_document *doc = in->doc;
    struct asc_span span;
    int64_t set = 0, shape = 0;
    if (!asc_layers_span(in, record, BEGIN, &span) || !asc_layers_number(in, record, SET, 0, UINT32_MAX - 1, &set) ||
        !asc_layers_number(in, record, SHAPE, 0, UINT16_MAX, &shape)) {
        return false;
    }
    if (doc->tokens && span.begin < doc->token[doc->tokens - 1].end) {
        return asc_layers_wrong(in, "begin", "lies before the end of the token before");
    }
    if (!ASC_ROOM(&doc->arena, doc->token, doc->tokens, doc->token_room)) {
        return asc_layers_full(in);
    }
    struct asc_token token = {.begin = span.begin, .end = span.end, .set = (uint32_t)set, .shape = (uint16_t)shape};
    token.key = key_of(in, &token);
    uint32_t flags = 0;
    (void)asc_token_set(in->known, doc->text, &token, &flags); /* for the flags; the set was settled where the line comes from */
    token.spare = (uint16_t)flags | asc_begins_flag(in->known, &token);
    doc->token[doc->tokens++] = token;
    in->index++;
    return true;
}

bool asc_layers_sentence(void *layers, const struct asc_record *record)
{
    enum { BEGIN, END };
    struct asc_layers *in = layers;
    struct asc_document *doc = in->doc;
    struct asc_span span;
    if (!asc_layers_span(in, record, BEGIN, &span)) {
        return false;
    }
    struct asc_sentence sentence = {.begin = span.begin, .end = span.end, .block = asc_block_at(doc, span.begin)};
    if (doc->sentences && span.begin < doc->sentence[doc->sentences - 1].end) {
        return asc_layers_wrong(in, "begin", "lies before the end of the sentence before");
    }
    if (sentence.block == ASC_NONE) {
        return asc_layers_wrong(in, "begin", "lies in no block");
    }
    if (!asc_layers_tokens(doc, span.begin, span.end, &sentence.token, &sentence.token_end)) {
        return asc_layers_wrong(in, "begin", "and end hold no token");
    }
    if (!ASC_ROOM(&doc->arena, doc->sentence, doc->sentences, doc->sentence_room)) {
        return asc_layers_full(in);
    }
    doc->sentence[doc->sentences++] = sentence;
    in->index++;
    return true;
}

/* `parent` comes before and `next` after, so following them ends. */
bool asc_layers_quotation(void *layers, const struct asc_record *record)
{
    enum { OPEN, CLOSE, PARENT, NEXT, WORDS, FLAGS };
    struct asc_layers *in = layers;
    struct asc_document *doc = in->doc;
    struct asc_quotation quotation = {.open = ASC_NONE, .close = ASC_NONE, .parent = ASC_NONE, .next = ASC_NONE};
    int64_t words = 0, flags = 0;
    if (!asc_layers_index(in, record, OPEN, doc->tokens, &quotation.open) ||
        !asc_layers_index(in, record, CLOSE, doc->tokens + 1, &quotation.close) ||
        !asc_layers_index(in, record, PARENT, in->index, &quotation.parent) || !asc_layers_index(in, record, NEXT, ASC_NONE, &quotation.next) ||
        !asc_layers_number(in, record, WORDS, 0, UINT32_MAX - 1, &words) || !asc_layers_number(in, record, FLAGS, 0, 7, &flags)) {
        return false;
    }
    if (quotation.open == ASC_NONE || quotation.close == ASC_NONE || quotation.close < quotation.open) {
        return asc_layers_wrong(in, "open", "and close are no range of tokens");
    }
    if (quotation.next <= in->index) {
        return asc_layers_wrong(in, "next", "must come after its quotation");
    }
    if (!ASC_ROOM(&doc->arena, doc->quotation, doc->quotations, doc->quotation_room)) {
        return asc_layers_full(in);
    }
    quotation.words = (uint32_t)words;
    quotation.open_missing = flags & 1;
    quotation.close_missing = flags & 2;
    quotation.continues = flags & 4;
    doc->quotation[doc->quotations++] = quotation;
    in->index++;
    return true;
}
