/* Bytes to code points, and to the unit that the tables count in. */
#ifndef ASC_WRITE_OFFSETS_H
#define ASC_WRITE_OFFSETS_H

#include "document/document.h"
#include "write/write.h"

/* 64 bytes of text. */
struct asc_stretch {
    uint64_t continuing; /* a bit a byte: those that do not begin a character */
    uint32_t characters; /* code points before */
    uint32_t astral;     /* those of them beyond U+FFFF; counted only when UTF-16 is wanted */
};

struct asc_places {
    const char *text;
    uint32_t len;                /* bytes */
    enum asc_offsets unit;       /* of the tables */
    struct asc_stretch *stretch; /* [len / 64 + 1]; NULL when the text is ASCII */
};

/* Counts the text of a document; its memory comes from the arena. */
enum asc_result asc_places_init(struct asc_places *places, struct asc_document *doc, enum asc_offsets unit);

/* The offset of a byte in code points; that of the end for all bytes beyond. */
uint32_t asc_place_characters(const struct asc_places *places, uint32_t byte);

/* ... in the unit of the tables. */
uint32_t asc_place(const struct asc_places *places, uint32_t byte);

#endif
