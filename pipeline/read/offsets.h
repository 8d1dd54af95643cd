/* Code points to bytes: where the n-th character of a text stands. */
#ifndef ASC_OFFSETS_H
#define ASC_OFFSETS_H

#include "document/document.h"

struct asc_offsets {
    const char *text;
    uint32_t len;        /* bytes */
    uint32_t characters;
    uint32_t *step;      /* byte of every 64th character; NULL when the text is ASCII */
};

/* Counts the text of a document; its memory comes from the arena. */
enum asc_result asc_offsets_init(struct asc_offsets *offsets, struct asc_document *doc);

/* The byte of a character; that of the end when `character` is their number. ASC_NONE beyond. */
uint32_t asc_offsets_byte(const struct asc_offsets *offsets, int64_t character);

#endif
