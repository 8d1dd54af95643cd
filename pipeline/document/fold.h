/* Folding: what makes two spellings the same name.
 *
 * The folded form of a word is NFKD without combining marks, in lower case (full case folding), without apostrophes,
 * full stops, soft hyphens and other characters of no width. Its 64-bit hash is the key of the word; two keys of
 * neighbours are chained to the key of a name. Hash: FNV-1a with a final mix (MurmurHash3's fmix64). */
#ifndef ASC_FOLD_H
#define ASC_FOLD_H

#include <stddef.h>
#include <stdint.h>

#define ASC_FOLD_START UINT64_C(0xcbf29ce484222325)

static inline uint64_t asc_fold_byte(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * UINT64_C(0x100000001b3);
}

static inline uint64_t asc_fold_end(uint64_t hash)
{
    hash ^= hash >> 33;
    hash *= UINT64_C(0xff51afd7ed558ccd);
    hash ^= hash >> 33;
    hash *= UINT64_C(0xc4ceb9fe1a85ec53);
    hash ^= hash >> 33;
    return hash ? hash : 1; /* 0 means: no key */
}

/* The key of a name of one more word. `chain` is 0 before the first word. */
static inline uint64_t asc_fold_chain(uint64_t chain, uint64_t key)
{
    uint64_t hash = (chain + UINT64_C(0x9e3779b97f4a7c15)) ^ key;
    hash *= UINT64_C(0xff51afd7ed558ccd);
    hash ^= hash >> 32;
    return hash ? hash : 1;
}

/* Feeds the folded form of `len` bytes of UTF-8 to a hash. */
uint64_t asc_fold_bytes(uint64_t hash, const char *text, size_t len);

/* Like asc_fold_bytes() and keeps full stops between letters. */
uint64_t asc_fold_bytes_dotted(uint64_t hash, const char *text, size_t len);

/* Writes the folded form, at most `room` bytes and no NUL; returns the bytes written. */
size_t asc_fold_write(const char *text, size_t len, char *out, size_t room);

#endif
