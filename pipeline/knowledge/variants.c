#include "knowledge/variants.h"

#include <string.h>

#include "document/fold.h"

/* Bytes of a word; letters that it may become, and that one row adds at most; letters that dropping an end must leave. */
enum { WORD = 32, MOST = 2 * WORD, ADDED = sizeof((struct asc_variant *)NULL)->become, LEFT = 3 };

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* What a row is for: letters anywhere, letters that begin a word, its end, a country. */
enum part { ANYWHERE, BEGINNING, ENDING, COUNTRY };

static enum part part_of(const struct asc_variant *row)
{
    return row->where == ASC_VARIANT_ANY       ? ANYWHERE
           : row->where == ASC_VARIANT_END     ? ENDING
           : row->where == ASC_VARIANT_COUNTRY ? COUNTRY
                                               : BEGINNING;
}

int asc_variant_compare(const void *left, const void *right)
{
    const struct asc_variant *a = left, *b = right;
    enum part part = part_of(a);
    if (part != part_of(b)) {
        return part < part_of(b) ? -1 : 1;
    }
    if (part <= BEGINNING && *a->letters != *b->letters) {
        return *a->letters < *b->letters ? -1 : 1;
    }
    size_t m = strnlen(a->letters, sizeof a->letters), n = strnlen(b->letters, sizeof b->letters);
    int order = m != n ? (m > n ? -1 : 1) : strncmp(a->letters, b->letters, sizeof a->letters);
    return order ? order : a->where < b->where ? 1 : a->where > b->where ? -1 : 0; /* WORD before START */
}

/* Where the rows for each letter begin, among those of a part from row `at` on; returns the first row behind them. */
static uint32_t index_part(const struct asc_variants *variants, enum part part, uint32_t at, uint32_t first[27])
{
    for (int letter = 0; letter < 27; letter++) {
        while (at < variants->rows && part_of(variants->row + at) == part && *variants->row[at].letters < 'a' + letter) {
            at++;
        }
        first[letter] = at;
    }
    return at;
}

struct asc_variants asc_variants_open(const struct asc_variant *row, uint64_t rows)
{
    struct asc_variants variants = {.row = row, .rows = rows < UINT32_MAX ? (uint32_t)rows : 0};
    uint32_t at = index_part(&variants, ANYWHERE, 0, variants.anywhere);
    at = index_part(&variants, BEGINNING, at, variants.beginning);
    variants.endings = at;
    while (at < variants.rows && part_of(row + at) == ENDING) {
        at++;
    }
    variants.countries = at;
    return variants;
}

/* How many letters a row has, if these begin with them; else 0. */
static inline size_t same_letters(const struct asc_variant *row, const char *word, size_t len)
{
    size_t n = 0;
    while (n < sizeof row->letters && row->letters[n]) {
        if (n == len || word[n] != row->letters[n]) {
            return 0;
        }
        n++;
    }
    return n;
}

/* The first row of a letter that fits the beginning of a word, or of what is left of it; NULL when none does. */
static inline const struct asc_variant *find(const struct asc_variants *variants, const uint32_t first[27], const char *word, size_t len,
                                             size_t *used)
{
    unsigned letter = (unsigned)(*word - 'a');
    for (uint32_t r = first[letter]; r < first[letter + 1]; r++) {
        const struct asc_variant *row = variants->row + r;
        *used = same_letters(row, word, len);
        if (*used && (row->where != ASC_VARIANT_WHOLE || *used == len)) {
            return row;
        }
    }
    return NULL;
}

/* The row for the letters at `at`: the longest, and rather one for beginnings; NULL when they stay. */
static const struct asc_variant *row_at(const struct asc_variants *variants, const char *word, size_t len, size_t at, size_t *used)
{
    const struct asc_variant *row = find(variants, variants->anywhere, word + at, len - at, used);
    if (!at) {
        size_t begun = 0;
        const struct asc_variant *beginning = find(variants, variants->beginning, word, len, &begun);
        if (beginning && (!row || begun >= *used)) {
            *used = begun;
            return beginning;
        }
    }
    return row;
}

/* How many letters stay when the longest row for ends is dropped. */
static size_t without_end(const struct asc_variants *variants, const char *word, size_t len)
{
    for (uint32_t r = variants->endings; r < variants->countries; r++) {
        const struct asc_variant *row = variants->row + r;
        size_t n = 0;
        while (n < sizeof row->letters && row->letters[n]) {
            n++;
        }
        if (n + LEFT <= len && same_letters(row, word + len - n, n) == n) {
            return len - n;
        }
    }
    return len;
}

/* Appends a letter unless it is the same as the one before; returns how many there are then. */
static inline size_t add_letter(char *out, size_t written, char letter)
{
    bool twin = written && out[written - 1] == letter && is_letter(letter);
    out[written] = letter;
    return written + !twin;
}

/* Writes the reduced letters of a word; returns how many there are, 0 when they are too many. */
static size_t reduce(const struct asc_variants *variants, const char *text, size_t len, char out[MOST + ADDED])
{
    char word[WORD];
    size_t folded = len <= WORD ? asc_fold_write(text, len, word, sizeof word) : 0, written = 0;
    for (size_t at = 0, used = 1; at < folded && written <= MOST; at += used) {
        const struct asc_variant *row = is_letter(word[at]) ? row_at(variants, word, folded, at, &used) : NULL;
        if (!row) {
            written = add_letter(out, written, word[at]);
            used = 1;
            continue;
        }
        for (size_t i = 0; i < ADDED && row->become[i]; i++) {
            written = add_letter(out, written, row->become[i]);
        }
    }
    return written <= MOST ? without_end(variants, out, written) : 0;
}

uint64_t asc_variant_key(const struct asc_variants *variants, const char *text, size_t len, unsigned *letters)
{
    char out[MOST + ADDED] = {0};
    size_t written = reduce(variants, text, len, out);
    uint64_t hash = ASC_FOLD_START;
    for (size_t i = 0; i < written; i++) {
        hash = asc_fold_byte(hash, (unsigned char)out[i]);
    }
    *letters = (unsigned)written;
    return asc_fold_end(written ? hash : asc_fold_bytes(hash, text, len));
}
