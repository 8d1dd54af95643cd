/* What others posted, as pages put it between their paragraphs:
 *
 *   Ana Diaz ✓                 a name with a handle behind it, or in the next line;
 *   @anadiaz
 *   The road is closed.        what was posted,
 *   2:36 PM · Feb 12, 2026     up to when that was, or how many liked it.
 *
 * or "The road is closed. — Ana Diaz (@anadiaz) March 3, 2016". It is the speech of whoever has the name; no cue says so. */
#include <string.h>

#include "quotes/quotes.h"

enum { HEADER_TOKENS = 12, END_TOKENS = 16, MOST_BLOCKS = 6, POST_SUM = 150 };

static bool is(const struct asc_quoting *q, uint32_t t, unsigned class)
{
    return asc_is(q->known, q->doc->token + t, class);
}

static uint32_t tokens_in(const struct asc_block *block)
{
    return block->token_end - block->token;
}

/* "@anadiaz": the first handle of a block; ASC_NONE when there is none. */
static uint32_t handle_in(const struct asc_document *doc, const struct asc_block *block)
{
    if (!memchr(doc->text + block->begin, '@', block->end - block->begin)) {
        return ASC_NONE;
    }
    for (uint32_t t = block->token; t < block->token_end; t++) {
        if (doc->text[doc->token[t].begin] == '@' && doc->token[t].end - doc->token[t].begin > 2) {
            return t;
        }
    }
    return ASC_NONE;
}

/* The person or the body whose name begins at a token or behind marks there, before `end`; NULL when there is none. */
static const struct asc_mention *name_at(const struct asc_document *doc, uint32_t token, uint32_t end)
{
    while (token < end && (doc->token[token].shape & ASC_SHAPE_PUNCT)) {
        token++;
    }
    uint32_t next = asc_mention_from(doc, doc->mentions, token);
    const struct asc_mention *m = next < doc->mentions ? doc->mention + next : NULL;
    bool named = m && m->token == token && m->token_end <= end && (m->type == ASC_PERSON || m->type == ASC_ORGANIZATION);
    return named ? m : NULL;
}

/* Who posted what stands behind block `b`: named in it before a handle, or in the line before one that is only a handle. */
static const struct asc_mention *poster_of(const struct asc_quoting *q, uint32_t b)
{
    const struct asc_document *doc = q->doc;
    const struct asc_block *block = doc->block + b, *name = block;
    uint32_t handle = asc_block_is_text(block) && tokens_in(block) <= HEADER_TOKENS ? handle_in(doc, block) : ASC_NONE;
    if (handle == ASC_NONE || is(q, block->token_end - 1, ASC_CLASS_STOP)) {
        return NULL;
    }
    if (handle == block->token) {
        if (tokens_in(block) > 1 || !b || !asc_block_is_text(block - 1) || tokens_in(block - 1) > HEADER_TOKENS) {
            return NULL;
        }
        name = block - 1;
        handle = name->token_end;
    }
    return name_at(doc, name->token, handle);
}

/* "2:36 PM · Feb 12, 2026", "1.2K reposts 4.8K likes": when it was posted, or what became of it. */
static bool ends_post(const struct asc_quoting *q, const struct asc_block *block)
{
    bool number = false, dot = false, month = false;
    for (uint32_t t = block->token; t < block->token_end; t++) {
        number |= (q->doc->token[t].shape & ASC_SHAPE_DIGIT) != 0;
        dot |= is(q, t, ASC_CLASS_BULLET);
        month |= is(q, t, ASC_CLASS_MONTH);
    }
    bool first = (q->doc->token[block->token].shape & ASC_SHAPE_DIGIT) != 0;
    return block->type == ASC_BLOCK_DATELINE ||
           (number && (dot || month || first) && tokens_in(block) <= END_TOKENS && !is(q, block->token_end - 1, ASC_CLASS_STOP));
}

/* Is nothing but the end of a line between two blocks? */
static bool is_next_line(const struct asc_document *doc, const struct asc_block *block, const struct asc_block *next)
{
    const char *gap = doc->text + block->end;
    size_t len = next->begin - block->end;
    const char *end = memchr(gap, '\n', len);
    return end && !memchr(end + 1, '\n', len - (size_t)(end + 1 - gap));
}

/* How many blocks behind `b` hold what was posted. */
static uint32_t blocks_of_post(const struct asc_quoting *q, uint32_t b)
{
    const struct asc_document *doc = q->doc;
    uint32_t count = 0;
    while (b + 1 + count < doc->blocks && count < MOST_BLOCKS) {
        const struct asc_block *block = doc->block + b + 1 + count;
        if (count && ends_post(q, block)) {
            return count;
        }
        if (!asc_block_is_text(block) || poster_of(q, b + 1 + count)) {
            break;
        }
        count++;
    }
    return count && is_next_line(doc, doc->block + b, doc->block + b + 1) ? 1 : 0;
}

static bool add_post(struct asc_quoting *q, const struct asc_mention *poster, const struct asc_span *piece, uint32_t pieces)
{
    struct asc_document *doc = q->doc;
    if (!ASC_ROOM(&doc->arena, doc->attribution, doc->attributions, doc->attribution_room)) {
        return false;
    }
    struct asc_attribution *a = doc->attribution + doc->attributions++;
    *a = (struct asc_attribution){.kind = ASC_KIND_DIRECT,
                                  .cue_entry = ASC_NONE,
                                  .rule = ASC_NONE,
                                  .sum = POST_SUM,
                                  .source = {poster->begin, poster->end},
                                  .source_token = poster->token,
                                  .source_token_end = poster->token_end,
                                  .parent = ASC_NONE,
                                  .speaker = ASC_NONE,
                                  .addressee_entity = ASC_NONE,
                                  .pieces = (uint8_t)pieces};
    memcpy(a->piece, piece, pieces * sizeof *piece);
    return true;
}

/* "The road is closed. | — Ana Diaz (@anadiaz) March 3, 2016": where what was posted ends and who did it; false when it is none. */
static bool find_signed(const struct asc_quoting *q, const struct asc_block *block, uint32_t *end, const struct asc_mention **poster)
{
    const struct asc_document *doc = q->doc;
    uint32_t handle = asc_block_is_text(block) ? handle_in(doc, block) : ASC_NONE, least = block->token + 2;
    if (handle == ASC_NONE || handle <= least || !is(q, handle - 1, ASC_CLASS_LPAREN)) {
        return false;
    }
    uint32_t dash = handle - 1;
    while (dash > least && handle - dash < HEADER_TOKENS && !is(q, dash, ASC_CLASS_DASH)) {
        dash--;
    }
    *end = dash;
    *poster = is(q, dash, ASC_CLASS_DASH) ? name_at(doc, dash + 1, handle - 1) : NULL;
    return *poster && (*poster)->token_end == handle - 1;
}

/* Without the marks around them. */
static struct asc_span words_of_post(const struct asc_document *doc, uint32_t begin, uint32_t end)
{
    bool marked = end > begin + 2 && (doc->token[begin].shape & ASC_SHAPE_OPENS) && (doc->token[end - 1].shape & ASC_SHAPE_CLOSES);
    return (struct asc_span){doc->token[begin + marked].begin, doc->token[end - 1 - marked].end};
}

bool asc_quotes_posts(struct asc_quoting *q)
{
    struct asc_document *doc = q->doc;
    for (uint32_t b = 0; b < doc->blocks; b++) {
        const struct asc_mention *poster = poster_of(q, b);
        uint32_t blocks = poster ? blocks_of_post(q, b) : 0, end = 0;
        struct asc_span piece[ASC_PIECES];
        for (uint32_t i = 0; i < blocks && i < ASC_PIECES; i++) {
            piece[i] = (struct asc_span){doc->block[b + 1 + i].begin, doc->block[b + 1 + i].end};
        }
        if (!blocks && find_signed(q, doc->block + b, &end, &poster)) {
            piece[0] = words_of_post(doc, doc->block[b].token, end);
            blocks = 1;
        }
        if (blocks && !add_post(q, poster, piece, blocks < ASC_PIECES ? blocks : ASC_PIECES)) {
            return false;
        }
        b += poster && blocks ? blocks - 1 : 0;
    }
    return true;
}
