/* Text → tokens and blocks. */
#include <string.h>

#include "segment/segment.h"

/* A line break is soft when the text was wrapped: the line before is about as long as wrapped lines are and goes on in the next.
 * Lengths in bytes. */
enum { WRAP_SHORTEST = 45, WRAP_LONGEST = 130, SENTENCE_WORDS = 3 };

/* What the cutter remembers of the current line. */
struct line {
    uint32_t begin;        /* bytes */
    uint32_t first, words; /* [T], tokens so far */
};

static bool ends_line_firmly(const struct asc_document *doc, const struct asc_token *last)
{
    return strchr(".!?:;\"'", doc->text[last->end - 1]) != NULL || (unsigned char)doc->text[last->end - 1] >= 0x80;
}

/* Is the line that begins at `begin` a wrapped one too: about as long, and the next begins with a small letter? */
static bool wraps_on(const struct asc_document *doc, uint32_t begin)
{
    uint32_t room = doc->len - begin < WRAP_LONGEST ? doc->len - begin : WRAP_LONGEST;
    const char *line = doc->text + begin, *end = memchr(line, '\n', room);
    if (!end || end - line < WRAP_SHORTEST) {
        return false;
    }
    for (end++; end < doc->text + doc->len && *end == ' '; end++) {
    }
    return end < doc->text + doc->len && *end >= 'a' && *end <= 'z';
}

/* Does the sentence go on over the line break between `last` and `next`? */
static bool is_soft(const struct asc_document *doc, const struct line *line, const struct asc_token *last, const struct asc_token *next)
{
    uint32_t length = last->end - line->begin;
    bool firm = ends_line_firmly(doc, last);
    if (next->shape & ASC_SHAPE_LOWER) {
        bool sentence = (doc->token[line->first].shape & ASC_SHAPE_CAPITAL) && line->words > SENTENCE_WORDS;
        return !firm && (sentence || length >= WRAP_SHORTEST);
    }
    if (length < WRAP_SHORTEST || length > WRAP_LONGEST || (next->shape & ASC_SHAPE_PUNCT)) {
        return false;
    }
    /* A capital may go on too, if the line was cut where the next word would not have fitted. */
    return !firm && length + (next->end - next->begin) >= 62 && length <= 90 && line->words > 6 &&
           ((last->shape & ASC_SHAPE_LOWER) || wraps_on(doc, next->begin));
}

static bool add_block(struct asc_document *doc, uint32_t first)
{
    if (first == doc->tokens) {
        return true;
    }
    if (!ASC_ROOM(&doc->arena, doc->block, doc->blocks, doc->block_room)) {
        return false;
    }
    struct asc_block *block = doc->block + doc->blocks++;
    *block = (struct asc_block){.begin = doc->token[first].begin,
                                .end = doc->token[doc->tokens - 1].end,
                                .token = first,
                                .token_end = doc->tokens,
                                .paragraph = doc->blocks,
                                .type = ASC_BLOCK_BODY};
    return true;
}

/* "Mr" and "." are one token when the tables say that Mr is abbreviated so. */
static bool merges_stop(const struct asc_knowledge *known, const struct asc_document *doc, const struct asc_token *stop)
{
    if (!doc->tokens || !(stop->shape & ASC_SHAPE_GLUED) || stop->end != stop->begin + 1 || doc->text[stop->begin] != '.') {
        return false;
    }
    const struct asc_token *last = doc->token + doc->tokens - 1;
    return asc_is(known, last, ASC_CLASS_ABBREV) && !(last->shape & (ASC_SHAPE_FINAL_DOT | ASC_SHAPE_PUNCT));
}

/* First all tokens, so that their layer grows in place; blocks need few bytes and come after. */
static enum asc_result cut_tokens(const struct asc_knowledge *known, struct asc_document *doc)
{
    struct asc_tokenizer tokenizer = {.text = doc->text, .end = doc->len, .clitics = &known->clitics};
    struct asc_token token, next;
    struct line line = {0};
    for (bool more = asc_tokenizer_next(&tokenizer, &next); more;) {
        unsigned breaks = tokenizer.breaks;
        token = next;
        more = asc_tokenizer_next(&tokenizer, &next);
        asc_key_prefetch(known->word, known->word_homes, next.key);
        if (merges_stop(known, doc, &token)) {
            doc->token[doc->tokens - 1].end = token.end;
            doc->token[doc->tokens - 1].shape |= ASC_SHAPE_FINAL_DOT;
            continue;
        }
        bool hard = !doc->tokens || breaks > 1;
        if (!hard && breaks == 1) {
            hard = !is_soft(doc, &line, doc->token + doc->tokens - 1, &token);
        }
        if (breaks || !doc->tokens) {
            line = (struct line){token.begin, doc->tokens, 0};
        }
        line.words++;
        token.shape |= hard ? ASC_SHAPE_HARD : 0;
        uint32_t flags = 0;
        token.set = asc_token_set(known, doc->text, &token, &flags);
        token.spare = (uint16_t)flags;
        if (!ASC_ROOM(&doc->arena, doc->token, doc->tokens, doc->token_room)) {
            return ASC_NO_MEMORY;
        }
        doc->token[doc->tokens++] = token;
    }
    return ASC_OK;
}

/* Capitals say nothing in a line that has them everywhere. */
static void mark_headline(const struct asc_knowledge *known, struct asc_document *doc, const struct asc_block *block)
{
    uint32_t words = 0, capitals = 0, uppers = 0, small = 0;
    for (uint32_t t = block->token; t < block->token_end; t++) {
        uint16_t shape = doc->token[t].shape;
        bool letters = shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_LOWER);
        words += letters;
        capitals += (shape & ASC_SHAPE_CAPITAL) != 0;
        uppers += (shape & ASC_SHAPE_UPPER) != 0;
        small += letters && (shape & ASC_SHAPE_LOWER) && !asc_is(known, doc->token + t, ASC_CLASS_PREP) &&
                 !asc_is(known, doc->token + t, ASC_CLASS_DET) && !asc_is(known, doc->token + t, ASC_CLASS_AND) &&
                 !asc_is(known, doc->token + t, ASC_CLASS_CONTRACTION);
    }
    bool upper = uppers * 10 >= words * 6 && words >= 2 && small == 0;
    bool title = words >= 4 && words <= 30 && small * 10 <= words && capitals * 10 >= words * 6;
    if (!upper && !title) {
        return;
    }
    for (uint32_t t = block->token; t < block->token_end; t++) {
        doc->token[t].shape |= ASC_SHAPE_HEADLINE;
    }
}

enum asc_result asc_segment_tokens(const struct asc_knowledge *known, struct asc_document *doc)
{
    enum asc_result result = cut_tokens(known, doc);
    if (result != ASC_OK) {
        return result;
    }
    uint32_t tokens = doc->tokens, first = 0;
    for (uint32_t t = 1; t <= tokens; t++) {
        if (t == tokens || (doc->token[t].shape & ASC_SHAPE_HARD)) {
            doc->tokens = t; /* a block ends at the last token there is */
            bool added = add_block(doc, first);
            doc->tokens = tokens;
            if (!added) {
                return ASC_NO_MEMORY;
            }
            first = t;
        }
    }
    for (uint32_t b = 0; b < doc->blocks; b++) {
        mark_headline(known, doc, doc->block + b);
    }
    return ASC_OK;
}
