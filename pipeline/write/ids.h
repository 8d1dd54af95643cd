/* Ids inside a document: a letter and where the thing begins, in code points. */
#ifndef ASC_WRITE_IDS_H
#define ASC_WRITE_IDS_H

#include "write/buffer.h"

/* One id: `nth` counts, from 1, those that begin at the same place. */
struct asc_id {
    char letter;    /* m, q, e */
    uint32_t place; /* code points */
    uint32_t nth;
};

/* For `count` things of a layer, which begin at byte begin[i]: which one, in the order of the layer, each is of those that
 * begin there. The answer replaces begin[]. Scratch memory comes from the arena; false when there is none. */
bool asc_ids_nth(struct asc_arena *arena, uint32_t *begin, uint32_t count);

/* Appends m812 or m812.2; after DOC# when `doc` is not NULL. */
void asc_put_id(struct asc_buffer *out, const char *doc, struct asc_id id);

#endif
