#include "write/offsets.h"

#include <string.h>

enum { STEP = 64 };

#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

static uint64_t word_at(const char *at)
{
    uint64_t word = 0;
    memcpy(&word, at, sizeof word);
    return word;
}

/* How many bytes of a word, in which only these can be set, have their highest bit set. */
static uint32_t count_highs(uint64_t highs)
{
    return (uint32_t)((highs >> 7) * ONES >> 56);
}

/* The bytes of a word that begin a character of four bytes: 1111xxxx. */
static uint32_t long_ones(uint64_t word)
{
    return count_highs(word & (word << 1) & (word << 2) & (word << 3) & HIGHS);
}

static uint32_t count_astral(const char *text, uint32_t len)
{
    uint32_t count = 0, i = 0;
    for (; len - i >= 8; i += 8) {
        count += long_ones(word_at(text + i));
    }
    for (; i < len; i++) {
        count += (unsigned char)text[i] >= 0xF0;
    }
    return count;
}

/* A bit a byte, for up to STEP bytes: those that do not begin a character. */
static uint64_t continuing_bits(const char *text, uint32_t len)
{
    uint64_t bits = 0;
    uint32_t i = 0;
    for (; len - i >= 8; i += 8) {
        uint64_t word = word_at(text + i), highs = word & ~(word << 1) & HIGHS;
        bits |= ((highs >> 7) * UINT64_C(0x0102040810204080) >> 56) << i; /* gathers the lowest bit of each byte */
    }
    for (; i < len; i++) {
        bits |= (uint64_t)(((unsigned char)text[i] & 0xC0) == 0x80) << i;
    }
    return bits;
}

static uint32_t count_bits(uint64_t bits)
{
    return (uint32_t)__builtin_popcountll(bits);
}

static struct asc_stretch *index_characters(struct asc_document *doc)
{
    uint32_t steps = doc->len / STEP + 1, sum = 0;
    struct asc_stretch *stretch = asc_arena_alloc(&doc->arena, steps * sizeof *stretch);
    for (uint32_t i = 0; stretch && i < steps; i++) {
        uint32_t len = i + 1 < steps ? STEP : doc->len % STEP;
        stretch[i] = (struct asc_stretch){.continuing = continuing_bits(doc->text + (size_t)i * STEP, len), .characters = sum};
        sum += len - count_bits(stretch[i].continuing);
    }
    return stretch;
}

/* Counts the characters beyond U+FFFF. */
static void index_astral(const struct asc_document *doc, struct asc_stretch *stretch)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i <= doc->len / STEP; i++) {
        stretch[i].astral = sum;
        sum += i < doc->len / STEP ? count_astral(doc->text + (size_t)i * STEP, STEP) : 0;
    }
}

enum asc_result asc_places_init(struct asc_places *places, struct asc_document *doc, enum asc_offsets unit)
{
    *places = (struct asc_places){.text = doc->text, .len = doc->len, .unit = unit};
    if (doc->ascii) {
        return ASC_OK;
    }
    places->stretch = index_characters(doc);
    if (places->stretch && unit == ASC_OFFSETS_UTF16) {
        index_astral(doc, places->stretch);
    }
    return places->stretch ? ASC_OK : ASC_NO_MEMORY;
}

uint32_t asc_place_characters(const struct asc_places *places, uint32_t byte)
{
    byte = byte < places->len ? byte : places->len;
    if (!places->stretch) {
        return byte;
    }
    const struct asc_stretch *stretch = places->stretch + byte / STEP;
    uint64_t before = (UINT64_C(1) << byte % STEP) - 1;
    return stretch->characters + byte % STEP - count_bits(stretch->continuing & before);
}

uint32_t asc_place(const struct asc_places *places, uint32_t byte)
{
    byte = byte < places->len ? byte : places->len;
    if (places->unit == ASC_OFFSETS_BYTES) {
        return byte;
    }
    uint32_t characters = asc_place_characters(places, byte);
    if (!places->stretch || places->unit != ASC_OFFSETS_UTF16) {
        return characters;
    }
    return characters + places->stretch[byte / STEP].astral + count_astral(places->text + byte / STEP * STEP, byte % STEP);
}
