#include "document/tokens.h"

#include <string.h>
#include <utf8proc.h>

#include "document/fold.h"
#include "document/markup.h"

/* What a character is to the tokenizer. */
enum kind { PUNCT, SPACE, BREAK, LOWER, CAPITAL, DIGIT, APOSTROPHE, IGNORED };

/* ASCII at a glance; bytes of UTF-8 sequences are looked at in kind_at(). */
static const unsigned char ascii_kind[256] = {
    ['\t'] = SPACE,  [' '] = SPACE,   ['\v'] = SPACE,  ['\f'] = SPACE,  ['\n'] = BREAK,  ['\r'] = SPACE,  ['\''] = APOSTROPHE, ['0'] = DIGIT,
    ['1'] = DIGIT,   ['2'] = DIGIT,   ['3'] = DIGIT,   ['4'] = DIGIT,   ['5'] = DIGIT,   ['6'] = DIGIT,   ['7'] = DIGIT,       ['8'] = DIGIT,
    ['9'] = DIGIT,   ['a'] = LOWER,   ['b'] = LOWER,   ['c'] = LOWER,   ['d'] = LOWER,   ['e'] = LOWER,   ['f'] = LOWER,       ['g'] = LOWER,
    ['h'] = LOWER,   ['i'] = LOWER,   ['j'] = LOWER,   ['k'] = LOWER,   ['l'] = LOWER,   ['m'] = LOWER,   ['n'] = LOWER,       ['o'] = LOWER,
    ['p'] = LOWER,   ['q'] = LOWER,   ['r'] = LOWER,   ['s'] = LOWER,   ['t'] = LOWER,   ['u'] = LOWER,   ['v'] = LOWER,       ['w'] = LOWER,
    ['x'] = LOWER,   ['y'] = LOWER,   ['z'] = LOWER,   ['A'] = CAPITAL, ['B'] = CAPITAL, ['C'] = CAPITAL, ['D'] = CAPITAL,     ['E'] = CAPITAL,
    ['F'] = CAPITAL, ['G'] = CAPITAL, ['H'] = CAPITAL, ['I'] = CAPITAL, ['J'] = CAPITAL, ['K'] = CAPITAL, ['L'] = CAPITAL,     ['M'] = CAPITAL,
    ['N'] = CAPITAL, ['O'] = CAPITAL, ['P'] = CAPITAL, ['Q'] = CAPITAL, ['R'] = CAPITAL, ['S'] = CAPITAL, ['T'] = CAPITAL,     ['U'] = CAPITAL,
    ['V'] = CAPITAL, ['W'] = CAPITAL, ['X'] = CAPITAL, ['Y'] = CAPITAL, ['Z'] = CAPITAL,
};

/* clang-format off */
#define MARK (ASC_ENDS | ASC_NO_WORD | ASC_MARK)
const unsigned char asc_plain_kind[256] = {
    [' '] = ASC_ENDS | ASC_NO_WORD, ['\t'] = ASC_ENDS | ASC_NO_WORD, ['\n'] = ASC_ENDS | ASC_NO_WORD, ['\r'] = ASC_ENDS | ASC_NO_WORD,
    ['!'] = MARK, ['"'] = MARK, ['$'] = MARK, ['%'] = MARK, ['('] = MARK, [')'] = MARK, ['*'] = MARK, ['+'] = MARK, [','] = MARK,
    ['-'] = MARK, [';'] = MARK, ['='] = MARK, ['>'] = MARK, ['?'] = MARK, ['['] = MARK, ['\\'] = MARK, [']'] = MARK,
    ['^'] = MARK, ['_'] = MARK, ['`'] = MARK, ['{'] = MARK, ['|'] = MARK, ['}'] = MARK, ['~'] = MARK,
    ['#'] = ASC_ENDS,                                        /* begins a tag, or stands in "&#39;" */
    ['<'] = ASC_ENDS | ASC_NO_WORD,                          /* may begin markup */
    ['/'] = ASC_ENDS | ASC_MARK,                             /* "http://" */
    ['.'] = ASC_MAY_END | ASC_NO_WORD | ASC_MARK,            /* "U.S.", "example.org" */
    [':'] = ASC_MAY_END | ASC_NO_WORD | ASC_MARK,
    ['&'] = ASC_MAY_END | ASC_NO_WORD,                       /* "AT&T", "&quot;" */
    ['@'] = ASC_MAY_END | ASC_NO_WORD, ['\''] = ASC_NO_WORD, /* "ana@example.org", "don't" */
};
/* clang-format on */

/* The kind of a character beyond ASCII, by its general category. */
static enum kind kind_of(utf8proc_int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT: return CAPITAL;
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME: return LOWER;
    case UTF8PROC_CATEGORY_ND: return DIGIT;
    case UTF8PROC_CATEGORY_ZS: return SPACE;
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return BREAK;
    case UTF8PROC_CATEGORY_CF: return IGNORED;
    default: return PUNCT;
    }
}

/* The kind of the character beyond ASCII at `at`, and its bytes in *len. */
static enum kind wide_kind_at(const struct asc_tokenizer *t, uint32_t at, uint32_t *len)
{
    if (asc_is_wide_mark(t->text + at, t->end - at)) {
        *len = 3;
        return asc_is_wide_apostrophe(t->text + at) ? APOSTROPHE : PUNCT;
    }
    *len = 1;
    utf8proc_int32_t code = 0;
    utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)t->text + at, (utf8proc_ssize_t)(t->end - at), &code);
    if (bytes <= 0) {
        return PUNCT;
    }
    *len = (uint32_t)bytes;
    return code == 0x02BC ? APOSTROPHE : kind_of(code);
}

/* The kind of the mark that a reference at `at` stands for, PUNCT if there is none; its bytes in *len. */
static enum kind reference_kind_at(const struct asc_tokenizer *t, uint32_t at, uint32_t *len)
{
    struct asc_reference reference = asc_reference_at(t->text + at, t->end - at);
    if (!reference.len) {
        return PUNCT;
    }
    *len = reference.len;
    bool wide = asc_is_wide_mark(reference.mark, strlen(reference.mark));
    return *reference.mark == '\'' || (wide && asc_is_wide_apostrophe(reference.mark)) ? APOSTROPHE : PUNCT;
}

/* The kind of the character at `at`, and its bytes in *len. */
static inline enum kind kind_at(const struct asc_tokenizer *t, uint32_t at, uint32_t *len)
{
    unsigned char c = (unsigned char)t->text[at];
    *len = 1;
    if (c == '&') {
        return reference_kind_at(t, at, len);
    }
    return c < 0x80 ? (enum kind)ascii_kind[c] : wide_kind_at(t, at, len);
}

static bool is_letter(enum kind kind)
{
    return kind == LOWER || kind == CAPITAL;
}

static bool is_word(enum kind kind)
{
    return is_letter(kind) || kind == DIGIT;
}

/* The kind of the character at `at`, PUNCT at the end of the text. */
static enum kind peek(const struct asc_tokenizer *t, uint32_t at)
{
    uint32_t len = 0;
    return at < t->end ? kind_at(t, at, &len) : PUNCT;
}

static bool byte_is(const struct asc_tokenizer *t, uint32_t at, char c)
{
    return at < t->end && t->text[at] == c;
}

/* Does the apostrophe of `len` bytes at `at` split a clitic off? */
static bool splits_clitic(const struct asc_tokenizer *t, uint32_t at, uint32_t len)
{
    uint32_t from = at + len;
    for (unsigned i = 0; t->clitics && i < t->clitics->count; i++) {
        const char *clitic = t->clitics->text[i];
        uint32_t n = 0;
        while (clitic[n] && from + n < t->end && (t->text[from + n] | 0x20) == clitic[n]) {
            n++;
        }
        if (!clitic[n] && !is_word(peek(t, from + n))) {
            return true;
        }
    }
    return false;
}

/* A word being read: where it began, and what has been seen of it. */
struct reading {
    uint32_t segment; /* where the part after the last inner dot began */
    unsigned letters; /* letters in this part */
    unsigned capitals, lowers, digits, dots, apostrophes;
    bool capital_first, mixed, plain;
    uint64_t hash;
};

/* Reads a run of letters and digits from `at`; returns its end. Feeds the hash as far as the text is ASCII. */
static uint32_t read_run(const struct asc_tokenizer *t, uint32_t at, struct reading *r)
{
    while (at < t->end) {
        unsigned char c = (unsigned char)t->text[at];
        unsigned char kind = ascii_kind[c];
        if (kind == LOWER) {
            r->lowers++;
            r->hash = asc_fold_byte(r->hash, c);
            at++;
        } else if (kind == CAPITAL) {
            r->mixed |= r->lowers > 0;
            r->capitals++;
            r->hash = asc_fold_byte(r->hash, (unsigned char)(c + 32));
            at++;
        } else if (kind == DIGIT) {
            r->digits++;
            r->hash = asc_fold_byte(r->hash, c);
            at++;
        } else if (c < 0x80) {
            break;
        } else {
            uint32_t len = 0;
            enum kind wide = kind_at(t, at, &len);
            if (!is_word(wide) && wide != IGNORED) {
                break;
            }
            r->plain = false;
            r->mixed |= wide == CAPITAL && r->lowers > 0;
            r->capitals += wide == CAPITAL;
            r->lowers += wide == LOWER;
            r->digits += wide == DIGIT;
            at += len;
        }
    }
    return at;
}

/* May the word go on over the character at `at`, which is no letter? Returns the bytes to take, 0 to stop. */
static uint32_t bridge(const struct asc_tokenizer *t, uint32_t begin, uint32_t at, struct reading *r)
{
    uint32_t len = 0;
    enum kind kind = at < t->end ? kind_at(t, at, &len) : PUNCT;
    enum kind after = peek(t, at + len);
    if (kind == APOSTROPHE) {
        bool inside = is_letter(after) && !splits_clitic(t, at, len);
        r->apostrophes += inside;
        return inside ? len : 0;
    }
    char c = at < t->end ? t->text[at] : ' ';
    if (c == '.') {
        uint32_t part = at - r->segment;
        bool abbreviation = part == 1 || (part == 2 && after == CAPITAL && byte_is(t, at + 2, '.'));
        bool domain = after == LOWER || (after == DIGIT && r->digits);
        if (is_word(after) && (abbreviation || domain)) {
            r->dots++;
            r->segment = at + 1;
            return 1;
        }
        return 0;
    }
    if (after == DIGIT && r->digits && !r->lowers && !r->capitals && (c == ',' || c == ':' || c == '/' || c == '-')) {
        r->hash = asc_fold_byte(r->hash, (unsigned char)c);
        return 1;
    }
    if (c == '&' && r->capitals && !r->lowers && after == CAPITAL) {
        r->hash = asc_fold_byte(r->hash, '&');
        return 1;
    }
    (void)begin;
    return 0;
}

/* An address runs to the next white space, less the punctuation at its end. */
static uint32_t address_end(const struct asc_tokenizer *t, uint32_t at)
{
    uint32_t len = 0;
    while (at < t->end) {
        enum kind kind = kind_at(t, at, &len);
        if (kind == SPACE || kind == BREAK || strchr("<>\"()[]", t->text[at])) {
            break;
        }
        at += len;
    }
    while (strchr(".,;:!?'", t->text[at - 1])) {
        at--;
    }
    return at;
}

static bool begins_address(const struct asc_tokenizer *t, uint32_t begin, uint32_t at)
{
    if (byte_is(t, at, ':') && byte_is(t, at + 1, '/') && byte_is(t, at + 2, '/')) {
        return true;
    }
    if (byte_is(t, at, '@') && is_word(peek(t, at + 1))) {
        return true;
    }
    return at - begin > 4 && strncmp(t->text + begin, "www.", 4) == 0;
}

static uint16_t word_shape(const struct asc_tokenizer *t, const struct asc_token *token, const struct reading *r)
{
    unsigned shape = 0;
    enum kind first = peek(t, token->begin);
    unsigned letters = r->capitals + r->lowers;
    shape |= first == CAPITAL ? ASC_SHAPE_CAPITAL : first == DIGIT ? ASC_SHAPE_DIGIT : ASC_SHAPE_LOWER;
    shape |= r->capitals >= 2 && !r->lowers ? ASC_SHAPE_UPPER : 0;
    shape |= r->mixed ? ASC_SHAPE_MIXED : 0;
    shape |= r->capitals == 1 && letters == 1 && !r->digits ? ASC_SHAPE_INITIAL : 0;
    shape |= r->dots ? ASC_SHAPE_DOTS : 0;
    return (uint16_t)shape;
}

/* Does a full stop that follows belong to the word: the last one of U.S., p.m. and of an initial? */
static bool takes_stop(const struct asc_tokenizer *t, const struct asc_token *token, const struct reading *r)
{
    if (!byte_is(t, token->end, '.') || byte_is(t, token->end + 1, '.')) {
        return false;
    }
    if (r->dots) {
        return token->end - r->segment <= 2 && !r->digits;
    }
    return r->capitals == 1 && !r->lowers && !r->digits;
}

static void read_word(struct asc_tokenizer *t, struct asc_token *token)
{
    struct reading r = {.segment = t->at, .plain = true, .hash = ASC_FOLD_START};
    uint32_t at = read_run(t, t->at, &r);
    for (uint32_t step = bridge(t, token->begin, at, &r); step; step = bridge(t, token->begin, at, &r)) {
        at = read_run(t, at + step, &r);
    }
    token->end = at;
    if (begins_address(t, token->begin, at)) {
        token->end = address_end(t, at);
        token->shape = ASC_SHAPE_LINK;
        token->key = asc_fold_end(asc_fold_bytes(ASC_FOLD_START, t->text + token->begin, token->end - token->begin));
        return;
    }
    token->shape = word_shape(t, token, &r);
    token->key = asc_fold_end(r.plain ? r.hash : asc_fold_bytes(ASC_FOLD_START, t->text + token->begin, at - token->begin));
    if (takes_stop(t, token, &r)) {
        token->end++;
        token->shape |= ASC_SHAPE_FINAL_DOT;
    }
}

/* Does something other than white space stand before a byte? */
static bool closes_here(const struct asc_tokenizer *t, uint32_t at)
{
    enum kind before = at ? (enum kind)ascii_kind[(unsigned char)t->text[at - 1]] : SPACE;
    return before != SPACE && before != BREAK;
}

/* The hash of a mark: its bytes, not folded. */
static uint64_t mark_hash(const char *mark, size_t len)
{
    uint64_t hash = ASC_FOLD_START;
    for (size_t i = 0; i < len; i++) {
        hash = asc_fold_byte(hash, (unsigned char)mark[i]);
    }
    return hash;
}

/* A mark: one character, or a run of the same one (..., --, ``), or a reference to one. */
static void read_mark(struct asc_tokenizer *t, struct asc_token *token, uint32_t len)
{
    uint32_t at = token->begin + len;
    struct asc_reference reference = asc_reference_at(t->text + token->begin, t->end - token->begin);
    if (reference.len) {
        token->end = token->begin + reference.len;
        token->shape = ASC_SHAPE_PUNCT;
        token->key = asc_fold_end(mark_hash(reference.mark, strlen(reference.mark)));
        return;
    }
    const char *first = t->text + token->begin;
    if (!strchr("()[]{}\"", *first)) {
        while (at + len <= t->end && memcmp(t->text + at, first, len) == 0) {
            at += len;
        }
    }
    if (*first == '\'' && at == token->begin + 3) { /* a quotation in another one: the inner mark is the outer one's neighbour */
        at -= closes_here(t, token->begin) ? 2 : 1;
    }
    bool tag = (*first == '@' || *first == '#') && at == token->begin + 1 && is_word(peek(t, at));
    token->end = tag ? address_end(t, at) : at;
    token->shape = tag ? ASC_SHAPE_LINK : ASC_SHAPE_PUNCT;
    token->key = asc_fold_end(mark_hash(first, token->end - token->begin));
}

/* A clitic: the apostrophe and what it splits off. */
static void read_clitic(struct asc_tokenizer *t, struct asc_token *token, uint32_t len)
{
    struct reading r = {.plain = true, .hash = asc_fold_byte(ASC_FOLD_START, '\'')};
    token->end = read_run(t, token->begin + len, &r);
    token->shape = ASC_SHAPE_LOWER;
    token->key = asc_fold_end(r.hash);
}

/* --- plain tokens ------------------------------------------------------------------------------------------------ */

#define EACH(BYTE) (UINT64_C(0x0101010101010101) * (BYTE))

/* The bits that tell small letters from capital ones, of the first `len` letters. */
static uint64_t case_bits(uint32_t len)
{
    return len ? EACH(0x20) >> 8 * (8 - len) : 0;
}

/* Is there a capital letter behind a small one? */
static bool is_mixed(uint64_t small, uint64_t capitals)
{
    return capitals > (small & (0 - small)) && small;
}

static uint16_t plain_shape(const struct asc_plain *plain)
{
    uint32_t more = plain->len > 8 ? plain->len - 8 : 0;
    uint64_t bits = case_bits(plain->len - more), more_bits = case_bits(more);
    uint64_t small = plain->first & bits, more_small = plain->last & more_bits;
    uint64_t capitals = small ^ bits, more_capitals = more_small ^ more_bits;
    unsigned shape = capitals & 0xFF ? ASC_SHAPE_CAPITAL : ASC_SHAPE_LOWER;
    shape |= plain->len == 1 && capitals ? ASC_SHAPE_INITIAL : 0;
    shape |= plain->len > 1 && !small && !more_small ? ASC_SHAPE_UPPER : 0;
    shape |= is_mixed(small, capitals) || (small && more_capitals) || is_mixed(more_small, more_capitals) ? ASC_SHAPE_MIXED : 0;
    return (uint16_t)shape;
}

void asc_plain_read(const struct asc_plain *plain, uint32_t begin, struct asc_token *token)
{
    bool mark = !is_letter((enum kind)ascii_kind[plain->first & 0xFF]);
    uint64_t part[2] = {plain->first | (mark ? 0 : EACH(0x20)), plain->last | EACH(0x20)}, hash = ASC_FOLD_START;
    for (uint32_t i = 0; i < plain->len; i++) {
        hash = asc_fold_byte(hash, (unsigned char)(part[i / 8] >> i % 8 * 8));
    }
    *token = (struct asc_token){
        .key = asc_fold_end(hash), .begin = begin, .end = begin + plain->len, .shape = mark ? (uint16_t)ASC_SHAPE_PUNCT : plain_shape(plain)};
}

/* --- steady tokens ----------------------------------------------------------------------------------------------- */

/* The bytes of the apostrophe at `at`, 0 when there is none. One that is neither of these is not steady. */
static uint32_t apostrophe_at(const struct asc_tokenizer *t, uint32_t at)
{
    return t->text[at] == '\'' ? 1 : asc_is_wide_mark(t->text + at, t->end - at) && asc_is_wide_apostrophe(t->text + at) ? 3 : 0;
}

static enum kind ascii_kind_at(const struct asc_tokenizer *t, uint32_t at)
{
    return (enum kind)ascii_kind[(unsigned char)t->text[at]];
}

/* Where the run of ASCII letters and digits that begins at `at` ends; *digits if it has any. */
static uint32_t ascii_run_end(const struct asc_tokenizer *t, uint32_t at, bool *digits)
{
    for (; is_word(ascii_kind_at(t, at)); at++) {
        *digits |= ascii_kind_at(t, at) == DIGIT;
    }
    return at;
}

/* Does a word end for sure before the character at `at`? A number goes on over more marks than a word. */
static bool ends_steadily(const struct asc_tokenizer *t, uint32_t begin, uint32_t at, bool digits)
{
    bool may_end = asc_plain_kind[(unsigned char)t->text[at]] & ASC_MAY_END;
    bool goes_on = digits && !may_end && ((unsigned char)t->text[at + 1] >= 0x80 || ascii_kind_at(t, at + 1) == DIGIT);
    return !goes_on && asc_ends_plainly(t->text + begin, at - begin, t->end - begin);
}

/* Where the steady token at `at` ends, which begins with a letter or digit; `at` when it is none. */
static uint32_t steady_word_end(const struct asc_tokenizer *t, uint32_t at)
{
    bool digits = false;
    uint32_t end = ascii_run_end(t, at, &digits), len = apostrophe_at(t, end);
    while (len && is_letter(ascii_kind_at(t, end + len)) && !splits_clitic(t, end, len)) {
        end = ascii_run_end(t, end + len, &digits);
        len = apostrophe_at(t, end);
    }
    if (end - at > ASC_PLAIN) {
        return at;
    }
    bool ends = len ? (unsigned char)t->text[end + len] < 0x80 : ends_steadily(t, at, end, digits);
    return ends ? end : at;
}

/* Where the steady token at `at` ends; `at` when it is none. */
static uint32_t steady_end(const struct asc_tokenizer *t, uint32_t at, bool glued)
{
    bool digits = false;
    if (is_word(ascii_kind_at(t, at))) {
        return steady_word_end(t, at);
    }
    uint32_t len = apostrophe_at(t, at);
    if (len && glued && splits_clitic(t, at, len)) {
        uint32_t end = ascii_run_end(t, at + len, &digits);
        bool ends = (unsigned char)t->text[end] < 0x80 || asc_is_wide_mark(t->text + end, t->end - end);
        return ends && end - at <= ASC_PLAIN ? end : at;
    }
    return len && memcmp(t->text + at, t->text + at + len, len) != 0 ? at + len : at;
}

struct asc_plain asc_steady_token(const struct asc_tokenizer *t)
{
    struct asc_plain plain = {0};
    uint32_t at = t->at + (t->text[t->at] == ' ');
    if (t->end - at >= ASC_PLAIN_ROOM) {
        plain.len = steady_end(t, at, at == t->at) - at;
        memcpy(&plain.first, t->text + at, plain.len < 8 ? plain.len : 8);
        memcpy(&plain.last, t->text + at + 8, plain.len > 8 ? plain.len - 8 : 0);
    }
    return plain;
}

/* Skips markup; false when there is none. */
static bool skip_markup(struct asc_tokenizer *t, bool *blank)
{
    struct asc_markup markup = asc_markup_at(t->text + t->at, t->end - t->at);
    t->at += markup.len;
    t->breaks += markup.breaks;
    *blank |= markup.blank;
    return markup.len;
}

/* Skips white space and markup and counts the line breaks; returns the kind of what follows. *blank: was there white space? */
static enum kind skip_space(struct asc_tokenizer *t, uint32_t *len, bool *blank)
{
    t->breaks = 0;
    while (t->at < t->end) {
        unsigned char c = (unsigned char)t->text[t->at];
        if (c == ' ') {
            t->at++;
            *blank = true;
            continue;
        }
        if ((c == '<' || c == '&') && skip_markup(t, blank)) {
            continue;
        }
        enum kind kind = kind_at(t, t->at, len);
        if (kind == BREAK) {
            t->breaks++;
        } else if (kind != SPACE && kind != IGNORED) {
            return kind;
        }
        t->at += *len;
        *blank = true;
    }
    return SPACE;
}

bool asc_tokenizer_next(struct asc_tokenizer *t, struct asc_token *token)
{
    uint32_t len = 0;
    bool blank = t->at == 0;
    enum kind kind = skip_space(t, &len, &blank);
    if (t->at >= t->end) {
        return false;
    }
    bool glued = !blank;
    struct asc_plain plain = {0};
    if (t->end - t->at >= ASC_PLAIN_ROOM) {
        plain = asc_plain_token(t->text + t->at, t->end - t->at);
    }
    *token = (struct asc_token){.begin = t->at};
    if (plain.len) {
        asc_plain_read(&plain, t->at, token);
    } else if (is_word(kind)) {
        read_word(t, token);
    } else if (kind == APOSTROPHE && glued && splits_clitic(t, t->at, len)) {
        read_clitic(t, token, len);
    } else {
        read_mark(t, token, len);
    }
    token->shape |= glued ? ASC_SHAPE_GLUED : 0;
    t->at = token->end;
    return true;
}

uint64_t asc_token_word_key(const char *text, const struct asc_token *token)
{
    if (!(token->shape & ASC_SHAPE_DOTS)) {
        return token->key;
    }
    return asc_fold_end(asc_fold_bytes_dotted(ASC_FOLD_START, text + token->begin, token->end - token->begin));
}
