/* Code points to bytes: where the n-th character of a text stands. */
#ifndef ASC_CHARACTERS_H
#define ASC_CHARACTERS_H

#include "document/document.h"

struct asc_characters {
    const char *text;
    uint32_t len;   /* bytes */
    uint32_t count; /* code points */
    uint32_t *step; /* byte of every 64th character; NULL when the text is ASCII */
};

/* Counts the text of a document; its memory comes from the arena. */
enum asc_result asc_characters_init(struct asc_characters *characters, struct asc_document *doc);

/* The byte of a character; that of the end when `character` is their number. ASC_NONE beyond. */
uint32_t asc_characters_byte(const struct asc_characters *characters, int64_t character);

#endif
