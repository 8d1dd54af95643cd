#include "knowledge/variants.h"

#include <string.h>

#include "document/fold.h"

enum { WORD = 32, LEFT = 3 }; /* bytes of a word; letters that dropping an end must leave */

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* What a row is for: letters inside a word, its end, a country. */
static int part_of(const struct asc_variant *row)
{
    return row->where == ASC_VARIANT_END ? 1 : row->where == ASC_VARIANT_COUNTRY ? 2 : 0;
}

int asc_variant_compare(const void *left, const void *right)
{
    const struct asc_variant *a = left, *b = right;
    if (part_of(a) != part_of(b)) {
        return part_of(a) - part_of(b);
    }
    if (!part_of(a) && *a->letters != *b->letters) {
        return *a->letters < *b->letters ? -1 : 1;
    }
    size_t m = strnlen(a->letters, sizeof a->letters), n = strnlen(b->letters, sizeof b->letters);
    int order = m != n ? (m > n ? -1 : 1) : strncmp(a->letters, b->letters, sizeof a->letters);
    return order ? order : a->where < b->where ? 1 : a->where > b->where ? -1 : 0; /* START and WORD before ANY */
}

struct asc_variants asc_variants_open(const struct asc_variant *row, uint64_t rows)
{
    struct asc_variants variants = {.row = row, .rows = rows < UINT32_MAX ? (uint32_t)rows : 0};
    uint32_t at = 0;
    for (int letter = 0; letter < 27; letter++) {
        while (at < variants.rows && !part_of(row + at) && *row[at].letters < 'a' + letter) {
            at++;
        }
        variants.first[letter] = at;
    }
    while (at < variants.rows && part_of(row + at) < 2) {
        at++;
    }
    variants.countries = at;
    return variants;
}

/* How many letters of a word, which begin as a row does, the row has; 0 when they go on otherwise. */
static size_t same_letters(const struct asc_variant *row, const char *word, size_t len)
{
    size_t n = 1;
    while (n < sizeof row->letters && row->letters[n]) {
        if (n == len || word[n] != row->letters[n]) {
            return 0;
        }
        n++;
    }
    return n;
}

/* The row for the letters at `at`; NULL when they stay. */
static const struct asc_variant *row_at(const struct asc_variants *variants, const char *word, size_t len, size_t at, size_t *used)
{
    uint32_t letter = (uint32_t)(word[at] - 'a'), end = variants->first[letter + 1];
    for (uint32_t r = variants->first[letter]; r < end; r++) {
        const struct asc_variant *row = variants->row + r;
        if (row->where != ASC_VARIANT_ANY && at) {
            continue;
        }
        size_t same = same_letters(row, word + at, len - at);
        if (same && (row->where != ASC_VARIANT_WHOLE || same == len)) {
            *used = same;
            return row;
        }
    }
    return NULL;
}

/* How many letters stay when the longest row for ends is dropped. */
static size_t without_end(const struct asc_variants *variants, const char *word, size_t len)
{
    for (uint32_t r = variants->first[26]; r < variants->countries; r++) {
        const struct asc_variant *row = variants->row + r;
        size_t n = strnlen(row->letters, sizeof row->letters);
        if (n + LEFT <= len && memcmp(word + len - n, row->letters, n) == 0) {
            return len - n;
        }
    }
    return len;
}

size_t asc_variant_write(const struct asc_variants *variants, const char *text, size_t len, char *out, size_t room)
{
    char word[WORD];
    size_t folded = len <= WORD ? asc_fold_write(text, len, word, sizeof word) : 0, written = 0;
    for (size_t at = 0, used = 1; at < folded; at += used) {
        const struct asc_variant *row = is_letter(word[at]) ? row_at(variants, word, folded, at, &used) : NULL;
        const char *become = row ? row->become : word + at;
        size_t most = row ? sizeof row->become : 1;
        used = row ? used : 1;
        for (size_t i = 0; i < most && become[i]; i++) {
            bool twin = written && out[written - 1] == become[i] && is_letter(become[i]);
            if (!twin && written == room) {
                return 0;
            }
            written += !twin;
            out[written - 1] = become[i];
        }
    }
    return without_end(variants, out, written);
}

uint64_t asc_variant_key(const struct asc_variants *variants, const char *text, size_t len, unsigned *letters)
{
    char out[2 * WORD] = "";
    size_t written = asc_variant_write(variants, text, len, out, sizeof out);
    uint64_t hash = ASC_FOLD_START;
    for (size_t i = 0; i < written; i++) {
        hash = asc_fold_byte(hash, (unsigned char)out[i]);
    }
    *letters = (unsigned)written;
    return asc_fold_end(written ? hash : asc_fold_bytes(hash, text, len));
}
