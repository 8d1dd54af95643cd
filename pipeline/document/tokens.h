/* Text to tokens, by letters alone: no word is known here.
 *
 * The same function cuts documents and the tables of names, so a name in a table and a name in a text are
 * always the same tokens. */
#ifndef ASC_TOKENS_H
#define ASC_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document/document.h"

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

/* The key under which the word stands in the vocabulary: that of the token, except that dots inside count
 * ("p.m", but "us" and "U.S." are two words). */
uint64_t asc_token_word_key(const char *text, const struct asc_token *token);

#endif
