/* What `explain` shows of a document. */
#ifndef ASC_EXPLAIN_H
#define ASC_EXPLAIN_H

#include "run/trials.h"

/* What is shown, and where it goes. */
struct asc_explaining {
    const struct asc_knowledge *known;
    const struct asc_document *doc;
    struct asc_trials *trials;
    struct asc_buffer *out;
    bool color;
};

/* The article, its mentions and quotes marked; sentence by sentence what was weighed; how each speaker was found. */
void asc_explain_article(const struct asc_explaining *e);
void asc_explain_sentences(const struct asc_explaining *e);
void asc_explain_speakers(const struct asc_explaining *e);

/* --- what the parts share ------------------------------------------------------------------------------------------- */

enum asc_paint { ASC_PAINT_PLAIN, ASC_PAINT_HEAD, ASC_PAINT_FAINT, ASC_PAINT_WON, ASC_PAINT_QUOTE };

/* Switches the colour; nothing without colour. */
void asc_explain_paint(const struct asc_explaining *e, enum asc_paint paint);

/* The colour of a type. */
void asc_explain_paint_type(const struct asc_explaining *e, unsigned type);

/* A stretch of the document on one line; control characters, which could command the terminal, as spaces. */
void asc_explain_span(const struct asc_explaining *e, struct asc_span span);

/* Hundredths with their sign: +1.25. */
void asc_explain_weight(const struct asc_explaining *e, int32_t weight);

#endif
