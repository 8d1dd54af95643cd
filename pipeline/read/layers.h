/* Layers in: what `annotate` or somebody else's recogniser wrote about a text.
 *
 *   "layers": { "tokens": [[0,4,17,2], ...], "mentions": [{"begin":0,"end":4,"type":"PERSON"}, ...], ... }
 *
 * Positions are code points; indexes count the elements of the layer that they point into, from 0; null, -1 and a missing
 * member mean none. Sets of word classes are numbers of the knowledge at hand; its rules, cues and entries are named.
 *
 *   blocks        {"begin","end","type","paragraph"}
 *   tokens        [begin, end, set, shape]
 *   sentences     {"begin","end"}
 *   quotations    [open, close, parent, next, words, flags]   flags: 1 open mark missing, 2 close mark missing, 4 continues
 *   readings      [token, token_end, "entry id", weak]        the number of an entry that has no id, here and below
 *   mentions      {"begin","end","type", "level","entity","entry","method","rule","sum","confidence","gender","plural"}
 *   entities      {"mention","entry","name":[b,e],"role":[b,e],"mentions","affiliation","type","level","gender","plural",
 *                  "anonymous"}
 *   attributions  {"content":[[b,e],...],"source":[b,e],"cue":[b,e],"addressee":[b,e],"said_on":[b,e],"source_tokens":[t,t],
 *                  "cue_tokens":[t,t],"kind","act","modality","resolution","rule","sum","speaker_sum","confidence",
 *                  "cue_entry" (lemma, or number),"parent","speaker","addressee_entity","sentence"}
 *
 * Members that are not listed are skipped. docs/layers.schema.json says the same as a JSON Schema. */
#ifndef ASC_LAYERS_H
#define ASC_LAYERS_H

#include "document/document.h"
#include "knowledge/knowledge.h"
#include "read/decode.h"
#include "read/records.h"

/* Reads the layers of the stages up to `through` into a document that has its text, and sets its `through`. When something is
 * wrong *bad says what (in the arena) and the document has no layers; else *bad is NULL. */
enum asc_result asc_layers_read(const struct asc_knowledge *known, struct asc_document *doc, struct asc_slice layers, enum asc_stage through,
                                const char **bad);

#endif
