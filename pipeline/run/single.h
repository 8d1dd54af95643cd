/* One text that somebody holds in memory, through the stages: for the library, sentences of rules, names looked up. */
#ifndef ASC_SINGLE_H
#define ASC_SINGLE_H

#include "document/document.h"
#include "knowledge/knowledge.h"

/* Resets the document, decodes `len` bytes into it and runs the stages through `until`. The document needs a matcher. ASC_NO_MEMORY
 * when the text is too much for the arena; its own fate is in doc->fate. */
enum asc_result asc_single_run(const struct asc_knowledge *known, struct asc_document *doc, const char *text, size_t len, enum asc_stage until);

#endif
