/* segment: text → blocks, tokens, sentences, quotations. */
#ifndef ASC_SEGMENT_H
#define ASC_SEGMENT_H

#include "document/document.h"
#include "knowledge/knowledge.h"

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

/* Settles words that could be nouns or verbs by their neighbours. */
void asc_segment_settle(const struct asc_knowledge *known, struct asc_document *doc);

#endif
