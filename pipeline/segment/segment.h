/* segment: text → blocks, tokens, sentences, quotations. */
#ifndef ASC_SEGMENT_H
#define ASC_SEGMENT_H

#include "document/document.h"
#include "knowledge/knowledge.h"

/* What the parts of the stage look for, beside ASC_WORD_* in `spare` of a token: most tokens are passed over by one test. They stand
 * there while the stage runs, as the token was looked up. */
enum asc_sign {
    ASC_SIGN_QUOTE = 1 << 4,   /* may be a quotation mark */
    ASC_SIGN_END = 1 << 5,     /* a sentence may end with it */
    ASC_SIGN_ITEM = 1 << 6,    /* may mark an item of a list */
    ASC_SIGN_BOTH = 1 << 7,    /* nominal and verbal: to be settled */
    ASC_SIGN_THROUGH = 1 << 8, /* lets the word before be seen by the word behind, when that is settled */
    ASC_SIGN_ANY = 1 << 9,     /* has classes */
    ASC_SIGN_CLOSED = 1 << 10, /* a word of closed classes, such as prose has */
    ASC_SIGN_SMALL = 1 << 11,  /* stands in headlines with small letters */
    ASC_SIGN_DATE = 1 << 12,   /* a month, or a number of eight digits and more */
    ASC_SIGN_LINK = 1 << 13,   /* separates links */
    ASC_SIGN_HARD = 1 << 15,   /* a block begins with it */
    ASC_SIGNS = ((1 << 14) - ASC_SIGN_QUOTE) | ASC_SIGN_HARD,
};

/* The stage. Reads text; writes the layers block, token, sentence and quotation. */
enum asc_result asc_segment_run(const struct asc_knowledge *known, struct asc_document *doc);

/* --- its parts, in the order in which they run ---------------------------------------------------------------- */

/* Cuts the text into tokens, merges abbreviations with their full stops, and cuts it into blocks at hard line breaks. */
enum asc_result asc_segment_tokens(const struct asc_knowledge *known, struct asc_document *doc);

/* Tells title, byline, dateline, caption and page furniture from the body. */
enum asc_result asc_segment_blocks(const struct asc_knowledge *known, struct asc_document *doc);

/* Pairs quotation marks, block by block, and joins quotations over paragraphs. */
enum asc_result asc_segment_quotations(const struct asc_knowledge *known, struct asc_document *doc);

/* Finds the ends of sentences. */
enum asc_result asc_segment_sentences(const struct asc_knowledge *known, struct asc_document *doc);

/* Settles words that could be nouns or verbs by their neighbours; takes the signs away. */
void asc_segment_settle(const struct asc_knowledge *known, struct asc_document *doc);

#endif
