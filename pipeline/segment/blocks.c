/* Telling the article from the page around it.
 *
 * A line of prose has a verb-like length and ends like a sentence. What stands before the first line of prose and after the
 * last is headings, bylines or furniture; it is furniture only in a run that a sign of the tables (class BOILER) begins or
 * ends, so that a short line alone decides nothing. A document without prose is all body. */
#include <string.h>

#include "document/fold.h"
#include "segment/segment.h"

enum {
    PROSE_WORDS = 12,
    TITLE_WORDS = 3,
    NAME = 4, /* bytes */
    BYLINE_WORDS = 12,
    SIGN_WORDS = 12,
    CAPTION_WORDS = 40,
    HEADINGS = 24,
    BIO = 12,
    POST_WORDS = 30,
    INSERTIONS = 32,
    STRETCHES = 16,
    NOTICE = 2,
    ITEM_WORDS = 5,
    REST_WORDS = 8,
    LINK_WORDS = 24,
    TIME_WORDS = 6,
    POSTS = 3,
    MUCH_LONGER = 2
};

/* Words of an article, and of what may be more of it, that are compared; how many of the latter have to be among the former, in per cent. */
enum { LEAD = 400, COMPARED = 200, NAMED = 600, TITLE_SHARED = 20, SHARED = 5, SHARED_OTHER = 10 };

/* What a block looks like. */
struct look {
    uint32_t words, small, links; /* words; words of closed classes; separators of link lists */
    bool ends, boiler, byline, caption, date;
    bool item; /* of a list, and long enough to tell something: "• The road is closed until May" */
    bool post; /* the time of a post, on a page that has several: what follows is more of the article */
};

/* The signs with which a block may begin: their tokens, 0 when there is none. */
struct opening {
    uint32_t boiler, byline, caption;
};

static void note_opening(struct opening *opening, struct asc_classes classes, uint32_t tokens)
{
    opening->boiler = asc_classes_has(classes, ASC_CLASS_BOILER) ? tokens : opening->boiler;
    opening->byline = asc_classes_has(classes, ASC_CLASS_BYLINE) ? tokens : opening->byline;
    opening->caption = asc_classes_has(classes, ASC_CLASS_CAPTION) ? tokens : opening->caption;
}

/* The longest phrases of the tables that begin at token `t` and are such a sign. */
static struct opening opening_at(const struct asc_knowledge *known, const struct asc_document *doc, uint32_t t, uint32_t end)
{
    struct opening opening = {0};
    uint64_t chain = 0;
    note_opening(&opening, asc_classes_of(known, doc->token[t].set), 1);
    if (!(doc->token[t].spare & ASC_WORD_PHRASE)) {
        return opening;
    }
    for (uint32_t u = t; u < end && u < t + 12; u++) {
        if (asc_is(known, doc->token + u, ASC_CLASS_HYPHEN)) {
            continue;
        }
        chain = asc_fold_chain(chain, asc_token_word_key(doc->text, doc->token + u));
        const struct asc_chain_slot *slot = asc_chain_find(&known->image[0], ASC_SECTION_PHRASES, chain);
        if (slot && slot->count) {
            note_opening(&opening, asc_classes_of(known, slot->first), u + 1 - t);
        }
        if (!slot || !slot->longer) {
            break;
        }
    }
    return opening;
}

static bool ends_like_sentence(const struct asc_knowledge *known, const struct asc_document *doc, const struct asc_block *block)
{
    uint32_t t = block->token_end - 1;
    while (t > block->token && ((doc->token[t].shape & ASC_SHAPE_CLOSES) || asc_is(known, doc->token + t, ASC_CLASS_RPAREN) ||
                                asc_is(known, doc->token + t, ASC_CLASS_MARK))) {
        t--;
    }
    const struct asc_token *last = doc->token + t;
    return asc_is(known, last, ASC_CLASS_STOP) || asc_is(known, last, ASC_CLASS_ASK) || asc_is(known, last, ASC_CLASS_BANG) ||
           asc_is(known, last, ASC_CLASS_ELLIPSIS) || asc_is(known, last, ASC_CLASS_COLON) || (last->shape & ASC_SHAPE_FINAL_DOT);
}

/* Is the bracket that opens the block closed by its last token, and no earlier? */
static bool closes_last(const struct asc_knowledge *known, const struct asc_document *doc, const struct asc_block *block)
{
    for (uint32_t t = block->token; t + 1 < block->token_end; t++) {
        if (asc_is(known, doc->token + t, ASC_CLASS_RPAREN) && doc->text[doc->token[t].begin] == ']') {
            return false;
        }
    }
    return true;
}

/* "[ We run no ads: help us. ]": a line in square brackets is the page's, not the article's. */
static bool is_note(const struct asc_knowledge *known, const struct asc_document *doc, const struct asc_block *block)
{
    const struct asc_token *first = doc->token + block->token, *last = doc->token + block->token_end - 1;
    bool bracket = doc->text[first->begin] == '[' && asc_is(known, first, ASC_CLASS_LPAREN);
    return bracket && asc_is(known, last, ASC_CLASS_RPAREN) && block->token_end - block->token > 3 && closes_last(known, doc, block);
}

/* The first token of a block that is no mark. */
static uint32_t behind_marks(const struct asc_document *doc, const struct asc_block *block)
{
    uint32_t t = block->token;
    while (t + 1 < block->token_end && (doc->token[t].shape & ASC_SHAPE_PUNCT)) {
        t++;
    }
    return t;
}

static struct look look_at(const struct asc_knowledge *known, const struct asc_document *doc, const struct asc_block *block)
{
    struct look look = {0};
    unsigned all = 0;
    uint64_t small = 0, links = 0, marks = 0; /* in units of their bits */
    for (const struct asc_token *token = doc->token + block->token, *end = doc->token + block->token_end; token < end; token++) {
        all |= token->spare;
        small += token->spare & ASC_SIGN_CLOSED;
        links += token->spare & ASC_SIGN_LINK;
        marks += token->shape & ASC_SHAPE_PUNCT;
    }
    look.small = (uint32_t)(small / ASC_SIGN_CLOSED);
    look.links = (uint32_t)(links / ASC_SIGN_LINK);
    look.words = block->token_end - block->token - (uint32_t)(marks / ASC_SHAPE_PUNCT);
    look.date = all & ASC_SIGN_DATE;
    look.ends = ends_like_sentence(known, doc, block);
    uint32_t first = behind_marks(doc, block);
    struct opening opening = opening_at(known, doc, first, block->token_end);
    uint32_t colon = first + opening.boiler - (opening.boiler && asc_is(known, doc->token + first + opening.boiler - 1, ASC_CLASS_COLON));
    bool titled = opening.boiler && asc_is(known, doc->token + colon, ASC_CLASS_COLON);                    /* "READ ALSO: Road closed until May" */
    bool hyphen = first + 1 < block->token_end && asc_is(known, doc->token + first + 1, ASC_CLASS_HYPHEN); /* "By-election" */
    look.boiler = (opening.boiler && look.words <= opening.boiler + (titled ? LINK_WORDS : REST_WORDS)) || is_note(known, doc, block);
    look.byline = opening.byline && !hyphen && look.words <= BYLINE_WORDS;
    look.caption = opening.caption != 0;
    look.item = asc_is(known, doc->token + block->token, ASC_CLASS_BULLET) && look.words >= ITEM_WORDS;
    return look;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "15:20", "9.15am": does the word begin with the time of a clock? */
static bool is_clock(const struct asc_document *doc, const struct asc_token *token)
{
    const char *text = asc_token_text(doc, token);
    uint32_t len = token->end - token->begin, hours = len > 1 && is_digit(text[1]) ? 2 : 1;
    return len >= hours + 3 && is_digit(text[0]) && (text[hours] == ':' || text[hours] == '.') && is_digit(text[hours + 1]) &&
           is_digit(text[hours + 2]) && !(len > hours + 3 && is_digit(text[hours + 3]));
}

/* Marks the lines with which the posts of a live blog begin, if there are several: "15:20 CET", "Feb. 12, 2:36 p.m." */
static void find_posts(const struct asc_document *doc, struct look *look)
{
    uint32_t posts = 0;
    for (uint32_t b = 0; b < doc->blocks; b++) {
        const struct asc_block *block = doc->block + b;
        uint32_t t = block->token, end = look[b].words > TIME_WORDS || look[b].ends ? t : look[b].date ? block->token_end : t + 1;
        while (t < end && !is_clock(doc, doc->token + t)) {
            t++;
        }
        look[b].post = t < end;
        posts += look[b].post;
    }
    for (uint32_t b = 0; b < doc->blocks && posts < POSTS; b++) {
        look[b].post = false;
    }
}

static bool is_prose(const struct look *look)
{
    return look->ends && look->words >= PROSE_WORDS && look->small >= 3 && !look->boiler;
}

static bool is_heading(const struct look *look)
{
    return !look->ends && !look->date && !look->byline;
}

static bool is_among(const struct asc_document *doc, uint64_t key, uint32_t from, uint32_t to)
{
    for (uint32_t t = from; t < to; t++) {
        if (doc->token[t].key == key) {
            return true;
        }
    }
    return false;
}

/* How many longer words a heading has, and how many of them the prose uses. */
struct shared {
    uint32_t words, shared;
};

static struct shared shared_words(const struct asc_document *doc, const struct asc_block *heading, uint32_t from, uint32_t to)
{
    struct shared count = {0};
    for (uint32_t t = heading->token; t < heading->token_end; t++) {
        const struct asc_token *token = doc->token + t;
        if (token->end - token->begin < 5 || (token->shape & ASC_SHAPE_PUNCT) || (token->spare & ASC_SIGN_CLOSED)) {
            continue;
        }
        count.words++;
        count.shared += is_among(doc, token->key, from, to);
    }
    return count;
}

/* Do the tokens hold two different words with capitals within a sentence that are among those from .. to? Names tell what a text is about. */
static bool shares_names(const struct asc_document *doc, struct asc_span tokens, uint32_t from, uint32_t to)
{
    uint64_t first = 0;
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        const struct asc_token *token = doc->token + t;
        bool name = (token->shape & ASC_SHAPE_CAPITAL) && !(token->shape & (ASC_SHAPE_STARTS | ASC_SHAPE_HEADLINE)) &&
                    token->end - token->begin >= NAME && !(token->spare & (ASC_SIGN_CLOSED | ASC_SIGN_DATE)) && token->key != first;
        if (name && is_among(doc, token->key, from, to)) {
            if (first) {
                return true;
            }
            first = token->key;
        }
    }
    return false;
}

static bool shares(struct shared count, uint32_t per_cent)
{
    return count.shared * 100 > count.words * per_cent;
}

/* Of the blocks from .. to the one that shares most words with the prose, the nearest of several; ASC_NONE when none shares enough. */
static uint32_t most_shared(const struct asc_document *doc, const struct look *look, struct asc_span blocks, uint32_t first_prose)
{
    uint32_t from = doc->block[first_prose].token, to = from + LEAD < doc->tokens ? from + LEAD : doc->tokens;
    uint32_t best = ASC_NONE, most = 0;
    for (uint32_t b = blocks.end; b-- > blocks.begin;) {
        if (look[b].words < TITLE_WORDS || look[b].boiler || look[b].byline || look[b].caption || look[b].links > 1) {
            continue;
        }
        struct shared count = shared_words(doc, doc->block + b, from, to);
        if (count.shared > most && shares(count, TITLE_SHARED)) {
            best = b;
            most = count.shared;
        }
    }
    return best;
}

/* The first of the two headings, or the one, that stand directly above the byline; ASC_NONE when none does. */
static uint32_t above_byline(const struct look *look, uint32_t from, uint32_t byline)
{
    uint32_t first = byline;
    while (first > from && byline - first < 2 && is_heading(look + first - 1) && look[first - 1].words >= TITLE_WORDS && !look[first - 1].boiler &&
           !look[first - 1].links) {
        first--;
    }
    return first < byline ? first : ASC_NONE;
}

/* The block before the prose that is the article's title: it shares words with the prose, and stands before the byline rather than behind
 * it, where captions and summaries share as many; else, on a page without signs of furniture, the first one. */
static uint32_t find_title(const struct asc_document *doc, const struct look *look, uint32_t from, uint32_t first_prose)
{
    uint32_t lowest = first_prose > from + HEADINGS ? first_prose - HEADINGS : from, byline = lowest;
    while (byline < first_prose && !look[byline].byline) {
        byline++;
    }
    uint32_t title = most_shared(doc, look, (struct asc_span){lowest, byline}, first_prose);
    if (title == ASC_NONE) {
        title = most_shared(doc, look, (struct asc_span){byline, first_prose}, first_prose);
    }
    if (title == ASC_NONE && byline < first_prose) {
        title = above_byline(look, lowest, byline);
    }
    if (title == ASC_NONE && !from && first_prose && first_prose <= 3 && !look[0].boiler && !look[0].links) {
        return 0;
    }
    return title;
}

/* Does a heading before the title speak of what the prose does, as a headline does above a summary that shares more words? */
static bool is_related(const struct asc_document *doc, const struct look *look, uint32_t b, uint32_t first_prose)
{
    uint32_t from = doc->block[first_prose].token, to = from + LEAD < doc->tokens ? from + LEAD : doc->tokens;
    struct shared count = shared_words(doc, doc->block + b, from, to);
    return look[b].words > TITLE_WORDS && !look[b].links && count.shared >= 2 && shares(count, TITLE_SHARED);
}

static void type_headings(struct asc_document *doc, const struct look *look, uint32_t from, uint32_t first_prose)
{
    uint32_t title = find_title(doc, look, from, first_prose);
    bool furniture = false;
    for (uint32_t b = from; b < first_prose; b++) {
        furniture |= look[b].boiler || look[b].links > 0;
    }
    for (uint32_t b = from; b < first_prose; b++) {
        struct asc_block *block = doc->block + b;
        furniture &= !look[b].post;
        bool above = title != ASC_NONE && b < title && is_heading(look + b);
        bool related = (above || (title != ASC_NONE && b > title)) && is_related(doc, look, b, first_prose);
        if (b == title) {
            block->type = ASC_BLOCK_TITLE;
        } else if (look[b].boiler || (above && !related) || (title == ASC_NONE && furniture && !look[b].ends)) {
            block->type = ASC_BLOCK_BOILERPLATE;
        } else if (look[b].byline) {
            block->type = ASC_BLOCK_BYLINE;
        } else if ((look[b].date && look[b].words <= 8 && !look[b].item) || look[b].post) {
            block->type = ASC_BLOCK_DATELINE;
        } else if (look[b].caption) {
            block->type = ASC_BLOCK_CAPTION;
        } else if (furniture && look[b].words <= 8 && !look[b].ends && !related && !look[b].item) {
            block->type = ASC_BLOCK_BOILERPLATE;
        }
    }
}

/* Does a line before the prose name who wrote it with the two words that begin this one: "By Ana Diaz in Tyre", "Ana Diaz", "Ana Diaz | Editor"? */
static bool names_author(const struct asc_knowledge *known, const struct asc_document *doc, const struct look *look, uint32_t first_prose,
                         const struct asc_block *line)
{
    const struct asc_token *name = doc->token + line->token;
    if (line->token + 2 > line->token_end || !(name[0].shape & name[1].shape & ASC_SHAPE_CAPITAL)) {
        return false;
    }
    for (uint32_t b = first_prose > HEADINGS ? first_prose - HEADINGS : 0; b < first_prose; b++) {
        const struct asc_block *block = doc->block + b;
        uint32_t end = look[b].byline ? block->token_end : block->token + 2;
        for (uint32_t u = block->token; u + 1 < end && u + 1 < block->token_end; u++) {
            bool alone =
                u + 2 == block->token_end || (doc->token[u + 2].spare & ASC_SIGN_LINK) || asc_is(known, doc->token + u + 2, ASC_CLASS_BULLET);
            if (doc->token[u].key == name[0].key && doc->token[u + 1].key == name[1].key && (look[b].byline || alone)) {
                return true;
            }
        }
    }
    return false;
}

/* Behind the prose, furniture begins at the first sign and goes on to the end, prose in it or not: teasers are sentences too. In the last
 * prose it begins where the author is told of, "Ana Diaz covers Lebanon. She lives in Tyre." */
static void type_tail(const struct asc_knowledge *known, struct asc_document *doc, const struct look *look, uint32_t first_prose, uint32_t last_prose)
{
    bool furniture = false;
    for (uint32_t b = last_prose > first_prose + BIO ? last_prose - BIO : first_prose + 1; b < doc->blocks; b++) {
        bool behind = b > last_prose, sign = look[b].boiler || (look[b].links > 1 && !look[b].ends);
        bool told = look[b].ends && !look[b].byline && names_author(known, doc, look, first_prose, doc->block + b);
        furniture |= (behind && sign) || told;
        if (furniture) {
            doc->block[b].type = ASC_BLOCK_BOILERPLATE;
        } else if (behind && look[b].byline) {
            doc->block[b].type = ASC_BLOCK_BYLINE;
        }
    }
}

/* Between lines of prose, a sign turns it and the heading-like lines that follow it into furniture, up to the next prose. */
static void type_middle(struct asc_document *doc, const struct look *look, uint32_t first_prose, uint32_t last_prose)
{
    bool furniture = false;
    for (uint32_t b = first_prose; b <= last_prose; b++) {
        bool sign = look[b].boiler && look[b].words <= SIGN_WORDS;
        furniture = look[b].boiler || (furniture && !is_prose(look + b) && !look[b].ends && !look[b].post);
        if (sign || (furniture && !look[b].ends)) {
            doc->block[b].type = ASC_BLOCK_BOILERPLATE;
        } else if (look[b].byline && !look[b].ends) {
            doc->block[b].type = ASC_BLOCK_BYLINE;
        } else if (look[b].post) {
            doc->block[b].type = ASC_BLOCK_DATELINE;
        } else if (look[b].caption && look[b].words < CAPTION_WORDS) {
            doc->block[b].type = ASC_BLOCK_CAPTION;
        }
    }
}

/* Lines of prose, their words, and headings of some length (no time, no name of who posted) from `b` up to the next sign, and where that is. */
struct section {
    uint32_t prose, words, headings, end;
};

static struct section section_from(const struct asc_document *doc, const struct look *look, uint32_t b)
{
    struct section section = {.end = b};
    for (; section.end < doc->blocks && !look[section.end].boiler; section.end++) {
        bool prose = is_prose(look + section.end);
        section.prose += prose;
        section.words += prose ? look[section.end].words : 0;
        section.headings += is_heading(look + section.end) && look[section.end].words > TITLE_WORDS;
    }
    return section;
}

/* Is what begins at line of prose `b`, behind an insertion with a sign, the rest of the article? It has several lines of prose, more than
 * headings or much longer ones, and words of the article; teasers have a heading each and tell of other things. Behind a byline of its own, or
 * behind a section that is none of it, it has to share more words: it may be another article. */
static bool resumes(const struct asc_document *doc, const struct look *look, uint32_t first_prose, uint32_t last, uint32_t b)
{
    struct section section = section_from(doc, look, b);
    bool other = false;
    for (uint32_t between = last + 1; between < b; between++) {
        other |= look[between].byline || is_prose(look + between);
    }
    if (section.prose < 2 || (section.prose <= section.headings && section.words < section.headings * POST_WORDS)) {
        return false;
    }
    uint32_t from = doc->block[first_prose].token, to = doc->block[last].token_end;
    struct asc_block rest = {.token = doc->block[b].token, .token_end = doc->block[section.end - 1].token_end};
    to = to < from + LEAD ? to : from + LEAD;
    if (shares_names(doc, (struct asc_span){rest.token, rest.token_end < rest.token + NAMED ? rest.token_end : rest.token + NAMED}, from, to)) {
        return true;
    }
    rest.token_end = rest.token_end < rest.token + COMPARED ? rest.token_end : rest.token + COMPARED;
    return shares(shared_words(doc, &rest, from, to), other ? SHARED_OTHER : SHARED);
}

/* The last line of the article: prose, and between it and the prose before no page furniture but what is inserted. Behind a long run of
 * link-like lines a section that is none of the article is passed over, if the article resumes behind it. */
static uint32_t find_last_prose(const struct asc_document *doc, const struct look *look, uint32_t first_prose)
{
    uint32_t last = first_prose, links = 0, insertions = 0;
    bool sign = false;
    for (uint32_t b = first_prose; b < doc->blocks; b++) {
        if (!is_prose(look + b)) {
            links = look[b].post ? 0 : links + is_heading(look + b);
            sign = !look[b].post && (sign || look[b].boiler);
            continue;
        }
        if (sign && links >= 3 && !resumes(doc, look, first_prose, last, b)) {
            if (++insertions > INSERTIONS) {
                break;
            }
            b = section_from(doc, look, b).end - 1;
            continue;
        }
        last = b;
        links = 0;
        sign = false;
    }
    return last;
}

/* A run of prose with what is inserted into it, and where what belongs to it may begin. */
struct stretch {
    uint32_t from, first, last; /* [B] */
    uint32_t prose, words;      /* lines, and words in them */
};

/* The stretch that begins with the next line of prose; its `first` is ASC_NONE when there is none. */
static struct stretch stretch_from(const struct asc_document *doc, const struct look *look, uint32_t from)
{
    struct stretch stretch = {.from = from, .first = from};
    while (stretch.first < doc->blocks && !is_prose(look + stretch.first)) {
        stretch.first++;
    }
    if (stretch.first == doc->blocks) {
        stretch.first = ASC_NONE;
        return stretch;
    }
    stretch.last = find_last_prose(doc, look, stretch.first);
    for (uint32_t b = stretch.first; b <= stretch.last; b++) {
        bool prose = is_prose(look + b);
        stretch.prose += prose;
        stretch.words += prose ? look[b].words : 0;
    }
    return stretch;
}

/* The article: the first stretch, unless that is a mere notice (of cookies, of a subscription) and a later one is much longer. */
static struct stretch find_article(const struct asc_document *doc, const struct look *look)
{
    struct stretch first = stretch_from(doc, look, 0), best = first, next = first;
    for (unsigned i = 0; i < STRETCHES && first.first != ASC_NONE && first.prose <= NOTICE; i++) {
        next = stretch_from(doc, look, next.last + 1);
        if (next.first == ASC_NONE) {
            break;
        }
        best = next.words > best.words ? next : best;
    }
    return best.words > first.words * MUCH_LONGER ? best : first;
}

enum asc_result asc_segment_blocks(const struct asc_knowledge *known, struct asc_document *doc)
{
    size_t mark = doc->arena.used;
    struct look *look = asc_arena_alloc(&doc->arena, (doc->blocks + 1) * sizeof *look);
    if (!look) {
        return ASC_NO_MEMORY;
    }
    for (uint32_t b = 0; b < doc->blocks; b++) {
        look[b] = look_at(known, doc, doc->block + b);
    }
    find_posts(doc, look);
    struct stretch article = find_article(doc, look);
    if (article.first != ASC_NONE) {
        for (uint32_t b = 0; b < article.from; b++) {
            doc->block[b].type = ASC_BLOCK_BOILERPLATE;
        }
        type_headings(doc, look, article.from, article.first);
        type_middle(doc, look, article.first, article.last);
        type_tail(known, doc, look, article.first, article.last);
    }
    (void)asc_arena_keep(&doc->arena, mark, NULL, 0);
    return ASC_OK;
}
