/* Text to tokens, by letters alone: no word is known here.
 *
 * The same function cuts documents and the tables of names, so a name in a table and a name in a text are
 * always the same tokens. */
#ifndef ASC_TOKENS_H
#define ASC_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "document/document.h"
#include "document/sixteen.h"

enum { ASC_CLITICS = 12, ASC_CLITIC_LEN = 8 };

/* What an apostrophe may split off a word ("s", "ll"); the words of class CONTRACTION, without their apostrophe. */
struct asc_clitics {
    unsigned count;
    char text[ASC_CLITICS][ASC_CLITIC_LEN];
};

/* The state of one pass over a text. */
struct asc_tokenizer {
    const char *text;
    uint32_t at, end; /* bytes */
    const struct asc_clitics *clitics;
    unsigned breaks; /* line breaks in the white space before the token just given: 0, 1, 2 and more */
};

/* Gives the next token; false at the end. `token->key` is the folded key (asc_fold.h), `shape` what the letters
 * tell; HARD, OPENS, CLOSES, STARTS and HEADLINE are left to the segmenter. Never looks beyond `end`. */
bool asc_tokenizer_next(struct asc_tokenizer *tokenizer, struct asc_token *token);

/* --- nine tokens of ten ------------------------------------------------------------------------------------------- */

/* Dashes, quotation marks and the like, U+2010 to U+2027: all of three bytes. */
static inline bool asc_is_wide_mark(const char *text, size_t len)
{
    const unsigned char *c = (const unsigned char *)text;
    return len >= 3 && c[0] == 0xE2 && c[1] == 0x80 && c[2] >= 0x90 && c[2] <= 0xA7;
}

/* Which of them are apostrophes: U+2018, U+2019. */
static inline bool asc_is_wide_apostrophe(const char *mark)
{
    return ((unsigned char)mark[2] & 0xFE) == 0x98;
}

/* What a character is to a plain token. */
enum asc_plain_kind {
    ASC_ENDS = 1,    /* a word of letters ends before it */
    ASC_MAY_END = 2, /* ... if the next one is NO_WORD */
    ASC_NO_WORD = 4, /* neither letter nor digit, nor the slash of an address */
    ASC_MARK = 8,    /* a token of its own unless it stands twice */
};
extern const unsigned char asc_plain_kind[256];

enum { ASC_PLAIN = 16, ASC_PLAIN_ROOM = ASC_PLAIN + 2 };

/* The bytes of a plain token, zeros behind them. */
struct asc_plain {
    uint64_t first, last;
    uint32_t len; /* 0: it is none */
};

/* Does a word of `len` ASCII letters end for sure? */
static inline bool asc_ends_plainly(const char *text, uint32_t len, size_t room)
{
    unsigned char kind = asc_plain_kind[(unsigned char)text[len]], next = (unsigned char)text[len + 1];
    if (kind & ASC_MAY_END) {
        bool initial = len == 1 && text[1] == '.';
        return !initial && ((asc_plain_kind[next] & ASC_NO_WORD) || asc_is_wide_mark(text + len + 1, room - len - 1));
    }
    return (kind & ASC_ENDS) || (asc_is_wide_mark(text + len, room - len) && !asc_is_wide_apostrophe(text + len));
}

/* The token that begins at `text`, which is no white space, if it is plain: its bytes alone decide what it is. Such are words of up to
 * sixteen ASCII letters and marks that stand once, as long as what follows cannot belong to them. At least ASC_PLAIN_ROOM bytes must
 * be there. */
static inline struct asc_plain asc_plain_token(const char *text, size_t room)
{
    static const char before[2 * ASC_PLAIN] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    struct asc_plain plain = {0};
    asc_sixteen bytes = asc_sixteen_at(text), letters = asc_sixteen_in(bytes | asc_sixteen_times(0x20), 'a', 'z');
    uint32_t len = (uint32_t)__builtin_ctz(~asc_sixteen_bits(letters)); /* the bits beyond sixteen are 0 */
    bool ends = len && asc_ends_plainly(text, len, room);
    if (!len) {
        len = asc_plain_kind[(unsigned char)*text] & ASC_MARK ? 1 : asc_is_wide_mark(text, room) && !asc_is_wide_apostrophe(text) ? 3 : 0;
        ends = text[len] != *text;
    }
    bytes &= asc_sixteen_at(before + ASC_PLAIN - len); /* no byte behind it */
    memcpy(&plain, &bytes, sizeof bytes);
    plain.len = ends ? len : 0;
    return plain;
}

/* Makes a token of it, as asc_tokenizer_next() does but for GLUED. */
void asc_plain_read(const struct asc_plain *plain, uint32_t begin, struct asc_token *token);

/* The same for what is not plain but *steady*: with digits or apostrophes in it ("2017", "don't", "'s"), or before an apostrophe. Whether
 * white space stands before it counts, too: `t->at` is where the token before ends. A NUL must stand behind the text. Only
 * asc_tokenizer_next() makes a token of it; when the two do not end at the same byte, it is not steady. */
struct asc_plain asc_steady_token(const struct asc_tokenizer *tokenizer);

/* The key under which the word stands in the vocabulary: that of the token, except that dots inside count
 * ("p.m", but "us" and "U.S." are two words). */
uint64_t asc_token_word_key(const char *text, const struct asc_token *token);

#endif
