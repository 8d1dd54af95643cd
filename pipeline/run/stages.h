/* The stages as one table. */
#ifndef ASC_STAGES_H
#define ASC_STAGES_H

#include "document/document.h"
#include "knowledge/knowledge.h"

/* Runs the stages after doc->through up to and including `until`; sets doc->through. A document that needs more memory than it
 * may have gets the fate too-large. Documents with a bad fate are left alone. */
void asc_stages_run(const struct asc_knowledge *known, struct asc_document *doc, enum asc_stage until);

#endif
