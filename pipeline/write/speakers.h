/* What the parts of the speakers table share.
 *
 *   document → key rows (speaker_rows.c) ┐
 *   shard of an earlier run (shard.c)    ┴→ counted in memory (speakers.c) → sorted runs on disk (runs.c) → merged → table
 *
 * Everywhere in between a row is a line of cells with tabs between them, in the order of the table:
 *
 *   speaker_id speaker type kb_id role affiliation | documents quotes direct indirect mixed words | first_doc_id
 *
 * Rows of equal speaker_id are one: the first in the order of the input gives the words, the numbers are added up. */
#ifndef ASC_WRITE_SPEAKERS_H
#define ASC_WRITE_SPEAKERS_H

#include <stdio.h>

#include "write/buffer.h"

enum { ASC_SPEAKER_WORDS = 6, ASC_SPEAKER_COUNTS = 6, ASC_SPEAKER_CELLS = ASC_SPEAKER_WORDS + ASC_SPEAKER_COUNTS + 1 };

/* A row; the texts belong to somebody else. */
struct asc_speaker {
    struct asc_string id;
    struct asc_string words;            /* the first six cells with their tabs: id, name, type, kb_id, role, affiliation */
    uint64_t count[ASC_SPEAKER_COUNTS]; /* documents, quotes, direct, indirect, mixed, words */
    struct asc_string first_doc;
};

/* Reads a line without its line break; false when it is no row. */
bool asc_speaker_parse(struct asc_string line, struct asc_speaker *speaker);

/* Appends a line with its line break. */
void asc_speaker_put(struct asc_buffer *out, const struct asc_speaker *speaker);

/* --- runs on disk -------------------------------------------------------------------------------------------------- */

/* A stretch of the file: rows in the order of their ids. */
struct asc_run {
    uint64_t begin, end; /* bytes */
    unsigned level;      /* 0 as spilled; n + 1 when merged from runs of level n */
};

/* All runs, in the order of the input. */
struct asc_runs {
    FILE *file; /* without a name; NULL until it is needed */
    uint64_t end;
    struct asc_run *run;
    unsigned runs, room;
    struct asc_buffer pending; /* of the run that is being written */
};

/* Writes a run: begin, rows in order, end. False: the disk is full. */
bool asc_runs_begin(struct asc_runs *runs);
bool asc_runs_put(struct asc_runs *runs, const struct asc_speaker *speaker);
bool asc_runs_end(struct asc_runs *runs, unsigned level);

/* Merges the last runs from number `floor` on where many of the same level have come together. */
bool asc_runs_tidy(struct asc_runs *runs, unsigned floor);

/* Gives the rows of the runs from number `first` on, and of `last`, which is a list in order that comes after them, merged, to
 * `take`. False when a run cannot be read or `take` says so. */
bool asc_runs_merge(const struct asc_runs *runs, unsigned first, const struct asc_speaker *last, size_t lasts,
                    bool (*take)(void *context, const struct asc_speaker *speaker), void *context);

void asc_runs_release(struct asc_runs *runs);

/* --- shards -------------------------------------------------------------------------------------------------------- */

/* Reads a table of speakers and gives its rows to `take`. False, and a message in `error` [room], when it is none. */
bool asc_shard_read(const char *path, char *error, size_t room, bool (*take)(void *context, const struct asc_speaker *speaker), void *context);

#endif
