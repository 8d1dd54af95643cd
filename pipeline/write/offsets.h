/* A text looked through once: bytes to code points, and to the unit that the tables count in; where cells must look twice. */
#ifndef ASC_WRITE_OFFSETS_H
#define ASC_WRITE_OFFSETS_H

#include "document/document.h"
#include "write/write.h"

enum { ASC_STRETCH = 64 };

/* So many bytes of text. In the sets each byte has a bit. */
struct asc_stretch {
    uint64_t continuing; /* do not begin a character */
    uint64_t loose;      /* white space that a cell does not hold as it is: all but a space after something else */
    uint64_t odd;        /* control characters, quotation marks, and the byte that is odd besides */
    uint32_t characters; /* code points before */
    uint32_t astral;     /* those of them beyond U+FFFF; counted only when UTF-16 is wanted */
};

struct asc_places {
    const char *text;
    uint32_t len;                /* bytes */
    bool ascii;                  /* code points are bytes */
    enum asc_offsets unit;       /* of the tables */
    struct asc_stretch *stretch; /* [len / ASC_STRETCH + 1]; NULL when the text was not looked through: then its bytes are characters */
};

/* Looks through the text of a document; the memory comes from its arena. `odd`: what is odd besides control characters and quotation
 * marks. */
enum asc_result asc_places_init(struct asc_places *places, struct asc_document *doc, enum asc_offsets unit, char odd);

/* The offset of a byte in code points; that of the end for all bytes beyond. */
uint32_t asc_place_characters(const struct asc_places *places, uint32_t byte);

/* ... in the unit of the tables. */
uint32_t asc_place(const struct asc_places *places, uint32_t byte);

/* Does a span of the text, which is not empty, hold loose white space, odd bytes? It may when the text was not looked through. */
bool asc_places_loose(const struct asc_places *places, struct asc_span span);
bool asc_places_odd(const struct asc_places *places, struct asc_span span);

#endif
