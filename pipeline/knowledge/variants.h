/* Spellings of one name: what is left of a word when only the letters count on which all spellings agree.
 *
 *   Hizbullah ─ fold ▶ hizbullah ─ rows ▶ hazbullah ─ twins ▶ hazbulah ─ end ▶ hazbul ─▶ key
 *
 * The rows are those of rules/variants.tsv. Names of some countries stand in the image under such keys too, in a table of their own
 * that is asked only when the word as it is written leads nowhere. */
#ifndef ASC_VARIANTS_H
#define ASC_VARIANTS_H

#include "document/document.h"
#include "knowledge/image.h"

/* A name is found by its reduced letters only when so many are left of it: of one word, of several words together. */
enum { ASC_VARIANT_WORD = 5, ASC_VARIANT_WORDS = 8 };

/* The rows, sorted: those for letters anywhere and those for beginnings, each by the first letter, those for ends, and those of
 * countries; longer ones first. */
struct asc_variants {
    const struct asc_variant *row;
    uint32_t rows;
    uint32_t anywhere[27], beginning[27]; /* where the rows for each letter of the alphabet begin */
    uint32_t endings, countries;
};

/* Indexes rows that are sorted by asc_variant_compare(). */
struct asc_variants asc_variants_open(const struct asc_variant *row, uint64_t rows);
int asc_variant_compare(const void *left, const void *right);

/* The key of the reduced letters of a word; *letters is how many there are. */
uint64_t asc_variant_key(const struct asc_variants *variants, const char *text, size_t len, unsigned *letters);

#endif
