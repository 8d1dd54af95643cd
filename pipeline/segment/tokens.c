/* Text → tokens and blocks. */
#include <string.h>

#include "knowledge/matcher.h"
#include "knowledge/recall.h"
#include "segment/segment.h"

/* A line break is soft when the text was wrapped: the line before is about as long as wrapped lines are and goes on in the next. Lengths in
 * bytes. */
enum { WRAP_SHORTEST = 45, WRAP_NARROW = 30, WRAP_LONGEST = 130, WRAP_RAGGED = 20, WRAPPED = 5, SENTENCE_WORDS = 3, LINE_WORDS = 6 };

/* What the cutter remembers of the current line, and of all lines that were wrapped so far. */
struct line {
    uint32_t begin;            /* bytes */
    uint32_t first;            /* [T] */
    uint32_t width;            /* bytes of the longest of the lines before it with which it is one paragraph; 0: none */
    uint32_t wrapped, longest; /* how many, and bytes of the longest */
};

static bool ends_line_firmly(const struct asc_document *doc, const struct asc_token *last)
{
    return strchr(".!?:;\"'", doc->text[last->end - 1]) != NULL || (unsigned char)doc->text[last->end - 1] >= 0x80;
}

/* Does a line end with a mark behind which no small letter goes on? What ends with a quotation mark may: “... closed,” | said Ana Diaz. */
static bool ends_for_small(const struct asc_document *doc, const struct asc_token *last, uint32_t length)
{
    bool quoted = last->end - last->begin < 4 && strchr(".!?:;", doc->text[last->end - 1]) == NULL;
    bool comma = last->begin > 0 && doc->text[last->begin - 1] == ',';
    return ends_line_firmly(doc, last) && !(quoted && (comma || length >= WRAP_SHORTEST));
}

/* Is the line that begins at `begin` a wrapped one too: about as long, and the next begins with a small letter? */
static bool wraps_on(const struct asc_document *doc, uint32_t begin, uint32_t shortest)
{
    uint32_t room = doc->len - begin < WRAP_LONGEST ? doc->len - begin : WRAP_LONGEST;
    const char *line = doc->text + begin, *end = memchr(line, '\n', room);
    if (!end || end - line < shortest) {
        return false;
    }
    for (end++; end < doc->text + doc->len && *end == ' '; end++) {
    }
    return end < doc->text + doc->len && *end >= 'a' && *end <= 'z';
}

/* Does the line that begins at `begin` end like a sentence? */
static bool ends_sentence(const struct asc_document *doc, uint32_t begin)
{
    uint32_t end = begin;
    while (end < doc->len && end < begin + WRAP_LONGEST && doc->text[end] != '\n') {
        end++;
    }
    while (end > begin && strchr(" \t\r", doc->text[end - 1])) {
        end--;
    }
    return end > begin && (strchr(".!?\"'", doc->text[end - 1]) || (unsigned char)doc->text[end - 1] >= 0x80);
}

/* Would the word at `begin` have fitted behind a line of a length, beside lines that are `width` long? */
static bool fits_in(const struct asc_document *doc, uint32_t begin, uint32_t length, uint32_t width)
{
    uint32_t end = begin;
    while (end < doc->len && end < begin + WRAP_LONGEST && !strchr(" \t\n", doc->text[end])) {
        end++;
    }
    return length + 1 + (end - begin) <= width;
}

/* Does the sentence, or the paragraph that is being wrapped, go on over the line break between the line and `next`? */
static bool is_soft(const struct asc_document *doc, const struct line *line, const struct asc_token *next)
{
    const struct asc_token *last = doc->token + doc->tokens - 1;
    uint32_t length = last->end - line->begin, words = doc->tokens - line->first;
    bool firm = ends_line_firmly(doc, last);
    if (next->shape & ASC_SHAPE_LOWER) {
        const struct asc_token *first = doc->token + line->first;
        bool capital = (first->shape & ASC_SHAPE_CAPITAL) || ((first->shape & ASC_SHAPE_PUNCT) && words > 1 && (first[1].shape & ASC_SHAPE_CAPITAL));
        bool sentence = capital && words > SENTENCE_WORDS;
        return !ends_for_small(doc, last, length) && (sentence || length >= WRAP_SHORTEST || line->width);
    }
    if (line->width && length <= line->width + LINE_WORDS) {
        return !fits_in(doc, next->begin, length, line->width);
    }
    if (length < WRAP_NARROW || length > WRAP_LONGEST || (next->shape & ASC_SHAPE_PUNCT) || firm || words <= LINE_WORDS) {
        return false;
    }
    bool as_before = line->wrapped >= WRAPPED && length + WRAP_RAGGED >= line->longest && length <= line->longest + LINE_WORDS;
    if (as_before && !fits_in(doc, next->begin, length, line->longest)) {
        return true; /* as in the paragraphs before */
    }
    /* A capital may go on too, if the line was cut where the next word would not have fitted. */
    bool lower = last->shape & ASC_SHAPE_LOWER, wide = length + (next->end - next->begin) >= 62 && length <= 90;
    return (wide && ((lower && ends_sentence(doc, next->begin)) || wraps_on(doc, next->begin, WRAP_SHORTEST))) ||
           (lower && wraps_on(doc, next->begin, WRAP_NARROW));
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

static bool is_glued_stop(const struct asc_document *doc, const struct asc_token *token)
{
    bool glued = doc->tokens && (token->shape & ASC_SHAPE_GLUED);
    return glued && token->end == token->begin + 1 && doc->text[token->begin] == '.';
}

/* "Mr" and the "." behind it are one token when the tables say that Mr is abbreviated so. */
static inline bool merges_stop(const struct asc_knowledge *known, const struct asc_token *word)
{
    return asc_is(known, word, ASC_CLASS_ABBREV) && !(word->shape & (ASC_SHAPE_FINAL_DOT | ASC_SHAPE_PUNCT));
}

enum { PENDING = 8 };

/* Cutting a text: what is needed for it. A word that is not remembered is looked up some words later, when its place in the tables has
 * come near. */
struct cutter {
    const struct asc_knowledge *known;
    struct asc_recall *recall; /* NULL: nothing is remembered */
    struct asc_tokenizer tokenizer;
    struct line line;
    struct pending {
        uint32_t token;         /* [T]; its set is ASC_NONE */
        struct asc_plain plain; /* as what it will be remembered, unless its `len` is 0 */
    } pending[PENDING];
    unsigned first, last; /* of those that are pending, modulo PENDING */
    bool steady;          /* the token that stopped take_recalled() is steady, not plain */
};

/* Classes behind the signs. */
#define CLOSED(X) X(DET) X(PREP) X(BE) X(HAVE) X(TO) X(AND) X(PRON_SUBJ) X(POSS) X(THAT) X(MODAL)
#define SMALL(X) X(PREP) X(DET) X(AND) X(CONTRACTION)
#define THROUGH(X) X(ADV_CLOSED) X(ADV) X(MARK)
#define END(X) X(ELLIPSIS) X(ASK)

/* The signs that a mark has by its first byte; those of longer ones begin with E2 or C2. */
static uint16_t signs_of_mark(unsigned char c)
{
    switch (c) {
    case '"':
    case '\'':
    case '`':
    case '&': /* "&quot;" */
    case 0xC2:
    case 0xE2: return ASC_SIGN_QUOTE;
    case '.':
    case '!':
    case '?': return ASC_SIGN_END;
    case '|':
    case '>': return ASC_SIGN_LINK;
    default: return 0;
    }
}

/* The signs that a token has by its letters or digits: "a", "12", "2017-03-05". */
static uint16_t signs_of_letters(const char *text, uint32_t len, uint16_t shape)
{
    bool number = shape & ASC_SHAPE_DIGIT, letter = len == 1 && *text >= 'a' && *text <= 'z';
    return (uint16_t)((letter || (number && len <= 4) ? ASC_SIGN_ITEM : 0) | (number && len >= 8 ? ASC_SIGN_DATE : 0));
}

/* All signs of a token that has its set. */
static uint16_t signs_of(const struct asc_knowledge *known, const struct asc_document *doc, const struct asc_token *token)
{
    static const struct asc_classes closed = ASC_CLASSES_OF(CLOSED), small = ASC_CLASSES_OF(SMALL), through = ASC_CLASSES_OF(THROUGH),
                                    end = ASC_CLASSES_OF(END);
    struct asc_classes set = asc_classes_of(known, token->set);
    const char *text = asc_token_text(doc, token);
    bool mark = token->shape & ASC_SHAPE_PUNCT;
    unsigned signs = mark ? signs_of_mark((unsigned char)*text) : signs_of_letters(text, token->end - token->begin, token->shape);
    signs |= (mark && asc_classes_meet(set, end)) || (token->shape & ASC_SHAPE_FINAL_DOT) ? ASC_SIGN_END : 0;
    signs |= asc_classes_has(set, ASC_CLASS_BULLET) ? ASC_SIGN_ITEM : 0;
    signs |= asc_classes_meet(set, known->nominal) && asc_classes_meet(set, known->verbal) ? ASC_SIGN_BOTH : 0;
    signs |= asc_classes_meet(set, through) ? ASC_SIGN_THROUGH : 0;
    signs |= set.bits[0] | set.bits[1] ? ASC_SIGN_ANY : 0;
    signs |= asc_classes_meet(set, closed) ? ASC_SIGN_CLOSED : 0;
    signs |= asc_classes_meet(set, small) ? ASC_SIGN_SMALL : 0;
    signs |= !mark && asc_classes_has(set, ASC_CLASS_MONTH) ? ASC_SIGN_DATE : 0;
    return (uint16_t)signs;
}

/* Looks up the token that has waited longest. */
static void look_up(struct cutter *c, struct asc_document *doc)
{
    const struct pending *pending = c->pending + c->first++ % PENDING;
    struct asc_token *token = doc->token + pending->token;
    uint32_t flags = 0;
    token->set = asc_token_set(c->known, doc->text, token, &flags);
    uint16_t spare = (uint16_t)flags | asc_begins_flag(c->known, token) | signs_of(c->known, doc, token);
    token->spare = spare | (token->shape & ASC_SHAPE_HARD ? ASC_SIGN_HARD : 0);
    if (pending->plain.len) {
        uint16_t shape = (uint16_t)(token->shape & ~(ASC_SHAPE_GLUED | ASC_SHAPE_HARD));
        *asc_recall_slot(c->recall, &pending->plain) =
            (struct asc_recalled){pending->plain.first, pending->plain.last, token->key, token->set, shape, spare};
    }
}

static void look_all_up(struct cutter *c, struct asc_document *doc)
{
    while (c->first != c->last) {
        look_up(c, doc);
    }
}

/* Is the white space before `token` a hard line break? */
static bool follows_hard_break(struct cutter *c, const struct asc_document *doc, const struct asc_token *token)
{
    unsigned breaks = c->tokenizer.breaks;
    if (doc->tokens && !breaks) {
        return false;
    }
    bool hard = !doc->tokens || breaks > 1 || !is_soft(doc, &c->line, token);
    uint32_t length = hard ? 0 : doc->token[doc->tokens - 1].end - c->line.begin;
    c->line = (struct line){.begin = token->begin,
                            .first = doc->tokens,
                            .width = length > c->line.width || hard ? length : c->line.width,
                            .wrapped = c->line.wrapped + !hard,
                            .longest = length > c->line.longest ? length : c->line.longest};
    return hard;
}

/* Reads the next token; false at the end of the text. `plain`: its bytes, if it is plain or `steady`. */
static bool read_token(struct asc_tokenizer *tokenizer, struct asc_plain *plain, bool steady, struct asc_token *token)
{
    if (!plain->len || steady) {
        bool read = asc_tokenizer_next(tokenizer, token);
        plain->len = read && token->end - token->begin == plain->len ? plain->len : 0;
        return read;
    }
    bool glued = tokenizer->text[tokenizer->at] != ' ';
    asc_plain_read(plain, tokenizer->at + !glued, token);
    token->shape |= glued ? ASC_SHAPE_GLUED : 0;
    tokenizer->at = token->end;
    tokenizer->breaks = 0;
    return true;
}

/* Takes the next token into the layer, whatever it is; false at the end of the text. */
static bool take_token(struct cutter *c, struct asc_document *doc, struct asc_plain plain)
{
    struct asc_token *token = doc->token + doc->tokens;
    if (!read_token(&c->tokenizer, &plain, c->steady, token)) {
        return false;
    }
    asc_key_prefetch(c->known->word, c->known->word_homes, token->key);
    if (is_glued_stop(doc, token)) {
        look_all_up(c, doc);
        if (merges_stop(c->known, token - 1)) {
            token[-1].end = token->end;
            token[-1].shape |= ASC_SHAPE_FINAL_DOT;
            token[-1].spare |= ASC_SIGN_END;
            return true;
        }
    }
    if (c->last - c->first == PENDING) {
        look_up(c, doc);
    }
    token->set = ASC_NONE;
    token->shape |= follows_hard_break(c, doc, token) ? ASC_SHAPE_HARD : 0;
    c->pending[c->last++ % PENDING] = (struct pending){doc->tokens++, plain};
    return true;
}

/* Takes plain and steady tokens that are remembered into the layer, up to the first that is not, or that a line break precedes; returns
 * what that is. */
static struct asc_plain take_recalled(struct cutter *c, struct asc_document *doc)
{
    const char *text = doc->text;
    struct asc_token *token = doc->token + doc->tokens, *end = doc->token + doc->token_room;
    uint32_t at = c->tokenizer.at;
    struct asc_plain plain = {0};
    bool steady = false;
    while (token < end) {
        uint32_t begin = at + (text[at] == ' '); /* a NUL stands behind the text */
        plain.len = 0;
        if (doc->len - begin < ASC_PLAIN_ROOM) {
            break;
        }
        plain = asc_plain_token(text + begin, doc->len - begin);
        steady = !plain.len;
        if (steady) {
            c->tokenizer.at = at;
            plain = asc_steady_token(&c->tokenizer);
        }
        const struct asc_recalled *word = asc_recall_slot(c->recall, &plain);
        if (!plain.len || word->first != plain.first || word->last != plain.last) {
            break;
        }
        bool glued = begin == at;
        if (glued && text[begin] == '.' && (token[-1].set == ASC_NONE || merges_stop(c->known, token - 1))) {
            break;
        }
        uint16_t shape = word->shape | (glued ? ASC_SHAPE_GLUED : 0);
        *token++ = (struct asc_token){word->key, begin, begin + plain.len, word->set, shape, word->spare};
        at = begin + plain.len;
    }
    doc->tokens = (uint32_t)(token - doc->token);
    c->tokenizer.at = at;
    c->steady = steady;
    return plain;
}

/* First all tokens, so that their layer grows in place; blocks need few bytes and come after. */
static enum asc_result cut_tokens(const struct asc_knowledge *known, struct asc_document *doc)
{
    struct cutter c = {
        .known = known, .recall = asc_matcher_recall(doc->matcher), .tokenizer = {.text = doc->text, .end = doc->len, .clitics = &known->clitics}};
    struct asc_plain plain = {0};
    do {
        if (!ASC_ROOM(&doc->arena, doc->token, doc->tokens, doc->token_room)) {
            return ASC_NO_MEMORY;
        }
        if (c.recall && doc->tokens) {
            plain = take_recalled(&c, doc);
        }
    } while (doc->tokens == doc->token_room || take_token(&c, doc, plain));
    look_all_up(&c, doc);
    return ASC_OK;
}

enum { HEADLINE_WORDS = 30, HEADLINE_SMALL = HEADLINE_WORDS / 10 };

/* Capitals say nothing in a line that has them everywhere. */
static void mark_headline(struct asc_document *doc, const struct asc_block *block)
{
    uint32_t words = 0, capitals = 0, uppers = 0, small = 0;
    for (uint32_t t = block->token; t < block->token_end; t++) {
        uint16_t shape = doc->token[t].shape;
        words += (shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_LOWER)) != 0;
        capitals += (shape & ASC_SHAPE_CAPITAL) != 0;
        uppers += (shape & ASC_SHAPE_UPPER) != 0;
        small += (shape & ASC_SHAPE_LOWER) && !(doc->token[t].spare & ASC_SIGN_SMALL);
        if (small > HEADLINE_SMALL) {
            return;
        }
    }
    bool upper = uppers * 10 >= words * 6 && words >= 2 && small == 0;
    bool title = words >= 4 && words <= HEADLINE_WORDS && small * 10 <= words && capitals * 10 >= words * 6;
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
    uint32_t tokens = doc->tokens;
    for (uint32_t first = 0, t = 0; first < tokens; first = t) {
        t = asc_token_having(doc, first + 1, tokens, ASC_SIGN_HARD);
        doc->tokens = t; /* a block ends at the last token there is */
        bool added = add_block(doc, first);
        doc->tokens = tokens;
        if (!added) {
            return ASC_NO_MEMORY;
        }
    }
    for (uint32_t b = 0; b < doc->blocks; b++) {
        mark_headline(doc, doc->block + b);
    }
    return ASC_OK;
}
