/* Pairing quotation marks, block by block, with bounded recovery.
 *
 * Every mark is judged by its form and by the white space around it; a stack holds what is open. A mark that finds no partner
 * spoils nothing beyond its block: an open one reaches to the block's end (or goes on in the next block, if that opens again),
 * a closing one without a partner reaches back to the start of its sentence-like stretch. */
#include <string.h>

#include "document/markup.h"
#include "segment/segment.h"

enum { DEEPEST = 4, LONGEST_SINGLE = 256, SINGLE = 1, DOUBLE = 2, GUILLEMET = 3 };
enum side { NEITHER, OPENS, CLOSES, EITHER };

/* A mark's family and which side it can be. */
struct mark {
    uint8_t family;
    enum side side;
};

static bool is_space_before(const struct asc_document *doc, uint32_t t)
{
    return !(doc->token[t].shape & ASC_SHAPE_GLUED) || (doc->token[t].shape & ASC_SHAPE_HARD) || t == 0;
}

static bool is_space_after(const struct asc_document *doc, uint32_t t, uint32_t end)
{
    return t + 1 >= end || is_space_before(doc, t + 1);
}

static char first_byte(const struct asc_document *doc, uint32_t t)
{
    return doc->text[doc->token[t].begin];
}

/* By white space and neighbours: an opening mark leans on what follows, a closing one on what stands before. */
static enum side side_by_space(const struct asc_document *doc, uint32_t t, uint32_t end)
{
    bool before = is_space_before(doc, t), after = is_space_after(doc, t, end);
    if (before != after) {
        return before ? OPENS : CLOSES;
    }
    if (before) {
        return EITHER;
    }
    /* Glued on both sides: "(“" and "—“" open, ",”—" closes. */
    if (strchr("([{/", first_byte(doc, t - 1)) || (unsigned char)first_byte(doc, t - 1) == 0xE2) {
        return doc->token[t - 1].shape & ASC_SHAPE_CLOSES ? CLOSES : OPENS;
    }
    bool word_after = !(doc->token[t + 1].shape & ASC_SHAPE_PUNCT), word_before = !(doc->token[t - 1].shape & ASC_SHAPE_PUNCT);
    return word_after && !word_before ? EITHER : CLOSES;
}

/* The family and side of the token, if it is a quotation mark. */
static struct mark judge(const struct asc_document *doc, uint32_t t, uint32_t end)
{
    const char *at = asc_token_text(doc, doc->token + t);
    uint32_t len = doc->token[t].end - doc->token[t].begin;
    enum side space = side_by_space(doc, t, end);
    struct asc_reference reference = asc_reference_at(at, len);
    if (reference.len) {
        at = reference.mark;
        len = (uint32_t)strlen(at);
    }
    if (*at == '"') {
        return (struct mark){DOUBLE, space};
    }
    if (*at == '\'' || *at == '`') {
        bool twice = len == 2;
        return (struct mark){twice ? DOUBLE : SINGLE, twice ? (*at == '`' ? OPENS : space == EITHER ? CLOSES : space) : space};
    }
    if (len >= 3 && memcmp(at, "\xE2\x80", 2) == 0) {
        switch ((unsigned char)at[2]) {
        case 0x9C: return (struct mark){DOUBLE, space == CLOSES ? EITHER : OPENS}; /* “, which closes in German */
        case 0x9D: return (struct mark){DOUBLE, space == OPENS ? EITHER : CLOSES}; /* ” */
        case 0x9E: return (struct mark){DOUBLE, OPENS};                            /* „ */
        case 0x98: return (struct mark){SINGLE, space == CLOSES ? CLOSES : OPENS}; /* ‘ */
        case 0x99: return (struct mark){SINGLE, space};                            /* ’ */
        case 0x9A: return (struct mark){SINGLE, OPENS};                            /* ‚ */
        case 0xB9: return (struct mark){GUILLEMET, space};                         /* ‹ */
        case 0xBA: return (struct mark){GUILLEMET, space};                         /* › */
        default: break;
        }
    }
    if (len >= 2 && (memcmp(at, "\xC2\xAB", 2) == 0 || memcmp(at, "\xC2\xBB", 2) == 0)) {
        return (struct mark){GUILLEMET, space == EITHER ? ((unsigned char)at[1] == 0xAB ? OPENS : CLOSES) : space};
    }
    return (struct mark){0, NEITHER};
}

/* The state of one block. */
struct pairing {
    struct asc_document *doc;
    const struct asc_knowledge *known;
    uint32_t begin, end;    /* [T] of the block */
    uint32_t open[DEEPEST]; /* [Q] */
    uint8_t family[DEEPEST];
    uint32_t partner[DEEPEST]; /* [T] where a single mark closes, found when it opened */
    unsigned depth;
};

static bool open_quotation(struct pairing *p, uint32_t t, uint8_t family)
{
    struct asc_document *doc = p->doc;
    if (p->depth == DEEPEST) {
        return true;
    }
    if (!ASC_ROOM(&doc->arena, doc->quotation, doc->quotations, doc->quotation_room)) {
        return false;
    }
    doc->quotation[doc->quotations] = (struct asc_quotation){
        .open = t, .close = p->end, .next = ASC_NONE, .close_missing = true, .parent = p->depth ? p->open[p->depth - 1] : ASC_NONE};
    p->open[p->depth] = doc->quotations++;
    p->family[p->depth++] = family;
    doc->token[t].shape |= ASC_SHAPE_OPENS;
    return true;
}

/* What is open at this level, and whatever was opened inside it and not closed, ends at `t`. */
static void end_quotations(struct pairing *p, unsigned level, uint32_t t)
{
    for (unsigned inner = level; inner < p->depth; inner++) {
        p->doc->quotation[p->open[inner]].close = t;
    }
    p->depth = level;
}

static void close_quotation(struct pairing *p, unsigned level, uint32_t t)
{
    p->doc->quotation[p->open[level]].close_missing = false;
    p->doc->token[t].shape |= ASC_SHAPE_CLOSES;
    end_quotations(p, level, t);
}

/* The level at which this family is open, -1 when it is not. */
static int level_of(const struct pairing *p, uint8_t family)
{
    for (unsigned level = p->depth; level-- > 0;) {
        if (p->family[level] == family) {
            return (int)level;
        }
    }
    return -1;
}

/* Where a single mark opened at `t` closes, or ASC_NONE: one beside punctuation is surest; one after a plural's s that is
 * followed by a small word is rather an apostrophe. One far away belongs to another word: a quotation within a quotation is short. */
static uint32_t single_close(const struct pairing *p, uint32_t t)
{
    const struct asc_document *doc = p->doc;
    uint32_t possible = ASC_NONE, end = p->end - t < LONGEST_SINGLE ? p->end : t + LONGEST_SINGLE;
    for (uint32_t u = asc_token_having(doc, t + 1, end, ASC_SIGN_QUOTE); u < end; u = asc_token_having(doc, u + 1, end, ASC_SIGN_QUOTE)) {
        struct mark mark = judge(doc, u, p->end);
        if (mark.family != SINGLE) {
            continue;
        }
        if (mark.side == OPENS) {
            break;
        }
        if (mark.side != CLOSES || u == t + 1) {
            continue;
        }
        bool beside_mark = (doc->token[u - 1].shape & ASC_SHAPE_PUNCT) || u + 1 == p->end || (doc->token[u + 1].shape & ASC_SHAPE_PUNCT);
        char before = doc->text[doc->token[u].begin - 1];
        bool plural = (before == 's' || before == 'S') && u + 1 < p->end && !(doc->token[u + 1].shape & ASC_SHAPE_PUNCT);
        if (beside_mark) {
            return u;
        }
        if (!plural) {
            return possible == ASC_NONE || u - possible > 12 ? u : possible;
        }
        possible = possible == ASC_NONE ? u : possible;
    }
    return possible;
}

/* An opening single mark counts only if it closes again in the block. */
static bool is_apostrophe(const struct pairing *p, uint32_t t, struct mark mark)
{
    if (mark.family != SINGLE) {
        return false;
    }
    int level = level_of(p, SINGLE);
    if (level >= 0) {
        return t != p->partner[level];
    }
    return mark.side != OPENS || single_close(p, t) == ASC_NONE;
}

/* A closing mark without an opening one: the quotation began unmarked where its sentence did. */
static bool recover_open(struct pairing *p, uint32_t t)
{
    struct asc_document *doc = p->doc;
    uint32_t first = p->begin;
    bool digit_before = t > p->begin && (doc->token[t - 1].shape & ASC_SHAPE_DIGIT); /* inches */
    bool ends_clause = t > p->begin && (doc->token[t - 1].shape & ASC_SHAPE_PUNCT);
    if (digit_before || !ends_clause) {
        return true;
    }
    for (uint32_t u = t; u-- > p->begin;) {
        bool stop = asc_is(p->known, doc->token + u, ASC_CLASS_STOP) || (doc->token[u].shape & ASC_SHAPE_CLOSES);
        if (stop && t - u > 2) {
            first = u + 1;
            break;
        }
    }
    if (t - first < 4) {
        return true;
    }
    unsigned depth = p->depth;
    if (!open_quotation(p, first, DOUBLE)) {
        return false;
    }
    if (p->depth > depth) {
        doc->token[first].shape &= (uint16_t)~ASC_SHAPE_OPENS;
        doc->quotation[p->open[depth]].open_missing = true;
        close_quotation(p, depth, t);
    }
    return true;
}

/* “They called me “Rocky” then,” said Ana: a mark that can only open stands within a quotation of its kind when, behind what closes it, the
 * next mark of the kind closes again. */
static bool nests(const struct pairing *p, uint32_t t, struct mark mark)
{
    const char *at = asc_token_text(p->doc, p->doc->token + t);
    bool opens_only = memcmp(at, "\xE2\x80\x9C", 3) == 0 || memcmp(at, "\xC2\xAB", 2) == 0;
    unsigned closed = 0;
    for (uint32_t u = t + 1; opens_only && u < p->end && u < t + LONGEST_SINGLE && closed < 2; u++) {
        struct mark next = (p->doc->token[u].shape & ASC_SHAPE_PUNCT) ? judge(p->doc, u, p->end) : (struct mark){0, NEITHER};
        if (next.family == mark.family && next.side != CLOSES) {
            return false;
        }
        closed += next.family == mark.family;
    }
    return closed == 2;
}

static bool take_mark(struct pairing *p, uint32_t t, struct mark mark)
{
    int level = level_of(p, mark.family);
    if (mark.side == EITHER) {
        mark.side = level >= 0 ? CLOSES : OPENS;
    }
    if (mark.side == CLOSES && level < 0 && mark.family == DOUBLE) {
        return recover_open(p, t);
    }
    if (mark.side == CLOSES) {
        if (level >= 0) {
            close_quotation(p, (unsigned)level, t);
        }
        return true;
    }
    if (level >= 0 && !nests(p, t, mark)) {
        /* Opened again without a close: the first one ends here. */
        end_quotations(p, (unsigned)level, t);
    }
    uint32_t partner = mark.family == SINGLE ? single_close(p, t) : ASC_NONE;
    if (p->depth < DEEPEST) {
        p->partner[p->depth] = partner;
    }
    return open_quotation(p, t, mark.family);
}

/* Did the block before leave the same kind of mark open, which this block takes up again? */
static void join_paragraphs(struct asc_document *doc, uint32_t before, uint32_t first, uint32_t block_begin)
{
    if (before >= doc->quotations || first >= doc->quotations || before == first) {
        return;
    }
    struct asc_quotation *left = doc->quotation + before, *right = doc->quotation + first;
    bool same_mark = doc->text[doc->token[left->open].begin] == doc->text[doc->token[right->open].begin];
    if (left->close_missing && right->open == block_begin && same_mark && !left->open_missing && !right->open_missing) {
        left->next = first;
        right->continues = true;
    }
}

static void count_words(struct asc_document *doc)
{
    for (uint32_t q = 0; q < doc->quotations; q++) {
        struct asc_quotation *quotation = doc->quotation + q;
        const struct asc_token *token = doc->token + quotation->open, *close = doc->token + quotation->close;
        uint32_t words = 0;
        for (; token < close; token++) {
            words += !(token->shape & ASC_SHAPE_PUNCT);
        }
        quotation->words = words;
    }
}

static enum asc_result pair_block(const struct asc_knowledge *known, struct asc_document *doc, const struct asc_block *block)
{
    struct pairing p = {.doc = doc, .known = known, .begin = block->token, .end = block->token_end};
    uint32_t t = asc_token_having(doc, block->token, p.end, ASC_SIGN_QUOTE);
    for (; t < p.end; t = asc_token_having(doc, t + 1, p.end, ASC_SIGN_QUOTE)) {
        struct mark mark = judge(doc, t, p.end);
        if (mark.family && !is_apostrophe(&p, t, mark) && !take_mark(&p, t, mark)) {
            return ASC_NO_MEMORY;
        }
    }
    return ASC_OK;
}

enum asc_result asc_segment_quotations(const struct asc_knowledge *known, struct asc_document *doc)
{
    uint32_t open_before = ASC_NONE; /* the outermost quotation that the block before left open */
    for (uint32_t b = 0; b < doc->blocks; b++) {
        uint32_t first = doc->quotations;
        enum asc_result result = known->empty ? ASC_OK : pair_block(known, doc, doc->block + b);
        if (result != ASC_OK) {
            return result;
        }
        if (open_before != ASC_NONE && doc->quotations > first) {
            join_paragraphs(doc, open_before, first, doc->block[b].token);
        }
        open_before = ASC_NONE;
        for (uint32_t q = first; q < doc->quotations; q++) {
            bool open_end = doc->quotation[q].close_missing && doc->quotation[q].close == doc->block[b].token_end;
            open_before = open_end && doc->quotation[q].parent == ASC_NONE ? q : open_before;
        }
    }
    count_words(doc);
    return ASC_OK;
}
