/* The stages as one table. */
#ifndef ASC_STAGES_H
#define ASC_STAGES_H

#include "document/document.h"
#include "knowledge/knowledge.h"

/* Runs the stages after doc->through up to and including `until`; sets doc->through. A document that needs more memory than it
 * may have gets the fate too-large and ASC_OK is returned; ASC_DEFECT is a bug of ours, and the document has no layers.
 * Documents with a bad fate are left alone. */
enum asc_result asc_stages_run(const struct asc_knowledge *known, struct asc_document *doc, enum asc_stage until);

/* Gives a document the fate too-large, because its memory is full, and takes its layers away. */
void asc_give_up(struct asc_document *doc);

#endif
