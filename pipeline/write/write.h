/* Tables out: the rows of the documents as CSV, TSV or JSON Lines, and documents with their layers.
 *
 * A worker formats the rows of its document into buffers, one a table (asc_write_document); the main thread appends
 * the buffers to the outputs in the order of the input. */
#ifndef ASC_WRITE_H
#define ASC_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document/document.h"
#include "knowledge/knowledge.h"

enum asc_table_kind {
    ASC_TABLE_DOCUMENTS,
    ASC_TABLE_SENTENCES,
    ASC_TABLE_MENTIONS,
    ASC_TABLE_ENTITIES,
    ASC_TABLE_QUOTES,
    ASC_TABLE_SPEAKERS,
    ASC_TABLES
};

enum asc_format { ASC_FORMAT_CSV, ASC_FORMAT_TSV, ASC_FORMAT_JSONL };
enum asc_offsets { ASC_OFFSETS_CHARACTERS, ASC_OFFSETS_BYTES, ASC_OFFSETS_UTF16 };

struct asc_write_options {
    enum asc_format format;
    enum asc_offsets offsets;
    bool excel;    /* byte-order mark, CRLF, formulas made harmless */
    bool full_ids; /* DOC#m812 */
    bool no_header;
    char delimiter;          /* ',' unless told */
    const char *const *keep; /* [keeps] columns added to documents and quotes */
    unsigned keeps;
};

/* A text that grows; on the heap, reused from document to document. */
struct asc_buffer {
    char *bytes;
    size_t len, room;
    bool failed; /* out of memory: the content is not whole */
};

void asc_buffer_add(struct asc_buffer *buffer, const char *bytes, size_t len);
void asc_buffer_release(struct asc_buffer *buffer);

/* The header line of a table, and the byte-order mark of the excel dialect; nothing for JSON Lines. */
void asc_write_header(const struct asc_write_options *options, enum asc_table_kind table, struct asc_buffer *out);

/* The rows of a document for the tables whose bit (1 << table) is set in `tables`; out [ASC_TABLES]. The speakers table is fed
 * with key rows that asc_speakers_*() sum up. Scratch memory comes from the document's arena, which is as before when it
 * returns. Unless the result is ASC_OK the buffers are as before too. */
enum asc_result asc_write_document(const struct asc_knowledge *known, const struct asc_write_options *options, struct asc_document *doc,
                                   unsigned tables, struct asc_buffer *out);

/* One JSON line: the document with the layers through its last stage (docs/layers.schema.json). */
enum asc_result asc_write_layers(const struct asc_knowledge *known, const struct asc_write_options *options, struct asc_document *doc,
                                 struct asc_buffer *out);

/* --- the speakers table --------------------------------------------------------------------------------------- */

/* Counts over the whole run, in sorted runs spilled to disk beyond `memory` bytes. */
struct asc_speakers;
struct asc_speakers *asc_speakers_new(size_t memory);
/* Takes the key rows of one document (from asc_write_document), in the order of the input: of rows that are added up the first
 * gives the words. False: out of memory or the disk is full. */
bool asc_speakers_add(struct asc_speakers *speakers, const char *rows, size_t len);
/* Takes a shard written by an earlier run (speakers.csv), in the order of the shards; false and a message in `error` when it is
 * none: nothing of it is counted then. */
bool asc_speakers_merge(struct asc_speakers *speakers, const char *path, char *error, size_t room);
/* Writes the rows of the table (the header is asc_write_header()'s), sorted by speaker_id, piece by piece to `sink`; false when
 * sink says so, a run cannot be read or there is no memory. */
bool asc_speakers_write(struct asc_speakers *speakers, const struct asc_write_options *options,
                        bool (*sink)(void *context, const char *bytes, size_t len), void *context);
void asc_speakers_free(struct asc_speakers *speakers);

#endif
