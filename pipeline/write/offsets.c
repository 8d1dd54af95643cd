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

/* The bytes of a word that do not begin a character: 10xxxxxx. */
static uint32_t continuing(uint64_t word)
{
    return count_highs(word & ~(word << 1) & HIGHS);
}

/* The bytes of a word that begin a character of four bytes: 1111xxxx. */
static uint32_t long_ones(uint64_t word)
{
    return count_highs(word & (word << 1) & (word << 2) & (word << 3) & HIGHS);
}

/* Counts the characters that begin in a stretch of text. */
static uint32_t count_characters(const char *text, uint32_t len)
{
    uint32_t count = len, i = 0;
    for (; len - i >= 8; i += 8) {
        count -= continuing(word_at(text + i));
    }
    for (; i < len; i++) {
        count -= ((unsigned char)text[i] & 0xC0) == 0x80;
    }
    return count;
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

/* The counts before every STEP bytes; NULL when there is no memory. */
static uint32_t *index_of(struct asc_document *doc, uint32_t (*count)(const char *text, uint32_t len))
{
    uint32_t steps = doc->len / STEP + 1, sum = 0;
    uint32_t *before = asc_arena_alloc(&doc->arena, steps * sizeof *before);
    for (uint32_t i = 0; before && i < steps; i++) {
        before[i] = sum;
        sum += i + 1 < steps ? count(doc->text + (size_t)i * STEP, STEP) : 0;
    }
    return before;
}

enum asc_result asc_places_init(struct asc_places *places, struct asc_document *doc, enum asc_offsets unit)
{
    *places = (struct asc_places){.text = doc->text, .len = doc->len, .unit = unit};
    if (doc->ascii) {
        return ASC_OK;
    }
    places->characters = index_of(doc, count_characters);
    if (unit == ASC_OFFSETS_UTF16) {
        places->astral = index_of(doc, count_astral);
    }
    return places->characters && (places->astral || unit != ASC_OFFSETS_UTF16) ? ASC_OK : ASC_NO_MEMORY;
}

uint32_t asc_place_characters(const struct asc_places *places, uint32_t byte)
{
    byte = byte < places->len ? byte : places->len;
    if (!places->characters) {
        return byte;
    }
    return places->characters[byte / STEP] + count_characters(places->text + byte / STEP * STEP, byte % STEP);
}

uint32_t asc_place(const struct asc_places *places, uint32_t byte)
{
    byte = byte < places->len ? byte : places->len;
    if (places->unit == ASC_OFFSETS_BYTES) {
        return byte;
    }
    uint32_t characters = asc_place_characters(places, byte);
    if (!places->astral) {
        return characters;
    }
    return characters + places->astral[byte / STEP] + count_astral(places->text + byte / STEP * STEP, byte % STEP);
}
