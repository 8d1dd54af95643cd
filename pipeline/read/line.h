/* What the readers of files and of lines share. */
#ifndef ASC_LINE_H
#define ASC_LINE_H

#include "document/document.h"
#include "knowledge/knowledge.h"
#include "read/decode.h"
#include "read/read.h"

/* Gives the document its text and says how it is. */
enum asc_result asc_read_text(const struct asc_read_options *options, struct asc_document *doc, const struct asc_decoded *text);

/* Gives the document the columns of --keep, in their order and empty, and room for `brought` more. */
enum asc_result asc_read_fields(const struct asc_read_options *options, struct asc_document *doc, unsigned brought);

/* Ends the document with a fate and its reason, and without text. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
enum asc_result
asc_read_badly(struct asc_document *doc, enum asc_fate fate, const char *format, ...);

/* Decodes a JSON line into a document that knows its place. */
enum asc_result asc_read_line(const struct asc_knowledge *known, const struct asc_read_options *options, struct asc_slice bytes,
                              struct asc_document *doc);

#endif
