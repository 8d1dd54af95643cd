/* Bytes in: from files, folders and standard input to documents.
 *
 *   paths → framer (one thread) → frames: the bytes of one document → asc_read_run (any thread) → text, fields, layers
 *
 * Framing is sequential and cheap; decoding (JSON, UTF-8, layers that another process found) is done by the
 * worker that takes the frame. */
#ifndef ASC_READ_H
#define ASC_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document/document.h"
#include "knowledge/knowledge.h"

enum asc_input { ASC_INPUT_AUTO, ASC_INPUT_TEXT, ASC_INPUT_JSONL };

struct asc_read_options {
    enum asc_input input;
    const char *id_field, *text_field, *title_field, *date_field, *url_field; /* never NULL */
    const char *const *keep;                                                  /* [keeps] fields copied to the tables */
    unsigned keeps;
    size_t max_document; /* bytes; above it the fate is too-large */
    bool no_digest;      /* leave asc_document.sha256 empty: nobody wants it */
};

/* One document's bytes as they came. All zeros before its first use. */
struct asc_frame {
    char *bytes; /* owned by the frame, reused by the next asc_framer_next() into it */
    size_t len, room;
    const char *path; /* as given, "-" for standard input; lives until the next asc_framer_next() into the frame */
    char *path_bytes; /* owned by the frame: where `path` lies */
    size_t path_room;
    uint64_t line;        /* of a JSON line, from 1; 0 for a whole file */
    uint64_t number;      /* of the document in the run, from 0 */
    enum asc_input input; /* TEXT or JSONL */
    uint8_t fate;         /* ASC_FATE_OK, or why there are no bytes: unreadable, too-large, unsupported */
    char reason[256];     /* for the message, when the fate is not ok */
};

struct asc_framer;

/* `paths` [count] are borrowed; none means standard input. NULL when out of memory. Folders are walked in byte order; hidden
 * files and links to folders are skipped. */
struct asc_framer *asc_framer_new(const struct asc_read_options *options, const char *const *paths, size_t count);

/* Gives the next document; false at the end of the input. A file that cannot be read, is binary, HTML, PDF, compressed ...,
 * or is beyond the limit gives a frame with its fate; a line beyond the limit likewise, and the next line is read. */
bool asc_framer_next(struct asc_framer *framer, struct asc_frame *frame);

/* Would the next asc_framer_next() have to wait for input? Then whatever was written should be flushed. Takes what has already
 * arrived, so a line that is complete is never waited for. */
bool asc_framer_would_block(struct asc_framer *framer);

void asc_framer_free(struct asc_framer *framer); /* NULL is welcome */
void asc_frame_release(struct asc_frame *frame);

/* Gives the bytes back if they are many: a document that was read holds its own. */
void asc_frame_drop_large(struct asc_frame *frame);

/* The stage: decodes a frame into an empty document. Sets text, id, path, line_of, fields, fate, reason, sha256 (of the text),
 * `through` and, for a line written by `annotate`, every layer that it says is done. A frame with a fate gives a document
 * with that fate and no text. A repeated id is not known here: the writer, which sees the documents in order, settles it. */
enum asc_result asc_read_run(const struct asc_knowledge *known, const struct asc_read_options *options, const struct asc_frame *frame,
                             struct asc_document *doc);

#endif
