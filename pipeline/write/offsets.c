#include "write/offsets.h"

#include <string.h>

#include "write/text.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* --- sets of bytes ------------------------------------------------------------------------------------------------ */

/* The highest bit of each of sixteen bytes. */
static uint64_t bits_of(asc_sixteen bytes)
{
#ifdef __SSE2__
    return (uint64_t)_mm_movemask_epi8((__m128i)bytes);
#else
    uint64_t half[2];
    memcpy(half, &bytes, sizeof half);
    for (int i = 0; i < 2; i++) {
        half[i] = ((half[i] >> 7) & UINT64_C(0x0101010101010101)) * UINT64_C(0x0102040810204080) >> 56;
    }
    return half[0] | half[1] << 8;
#endif
}

static asc_sixteen is_in(asc_sixteen bytes, unsigned char first, unsigned char last)
{
    return (asc_sixteen)(bytes - asc_sixteen_times(first) <= asc_sixteen_times((unsigned char)(last - first)));
}

static asc_sixteen is_byte(asc_sixteen bytes, char byte)
{
    return (asc_sixteen)(bytes == asc_sixteen_times((unsigned char)byte));
}

/* Looks through a stretch of bytes, which another one stands before; returns those that may begin wide white space. */
static uint64_t look_through(const char *text, char odd, struct asc_stretch *stretch)
{
    uint64_t wide = 0;
    asc_sixteen bytes, before;
    for (unsigned i = 0; i < ASC_STRETCH; i += sizeof bytes) {
        memcpy(&before, text + i - 1, sizeof before);
        memcpy(&bytes, text + i, sizeof bytes);
        stretch->continuing |= bits_of(is_in(bytes, 0x80, 0xBF)) << i;
        stretch->loose |= bits_of((is_byte(bytes, ' ') & is_byte(before, ' ')) | is_in(bytes, '\t', '\r')) << i;
        stretch->odd |= bits_of(is_in(bytes, 0, 0x1F) | is_byte(bytes, '"') | is_byte(bytes, odd)) << i;
        wide |= bits_of(is_byte(bytes, '\xC2') | is_in(bytes, 0xE1, 0xE3)) << i;
    }
    return wide;
}

/* The first and the last stretch are looked through in a copy, with letters around. */
static uint64_t look_through_copy(const char *text, uint32_t len, char before, char odd, struct asc_stretch *stretch)
{
    char copy[1 + ASC_STRETCH];
    memset(copy, 'x', sizeof copy);
    copy[0] = before;
    memcpy(copy + 1, text, len);
    return look_through(copy + 1, odd, stretch);
}

static void fill(const struct asc_document *doc, uint32_t at, uint32_t len, char odd, struct asc_stretch *stretch)
{
    const char *text = doc->text + at;
    uint64_t wide = at && len == ASC_STRETCH ? look_through(text, odd, stretch) : look_through_copy(text, len, at ? text[-1] : 'x', odd, stretch);
    for (; wide; wide &= wide - 1) {
        uint32_t byte = at + (uint32_t)__builtin_ctzll(wide);
        stretch->loose |= asc_space_at(doc->text + byte, doc->len - byte) ? wide & -wide : 0;
    }
}

static uint32_t count_bits(uint64_t bits)
{
    return (uint32_t)__builtin_popcountll(bits);
}

static uint32_t count_astral(const char *text, uint32_t len)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < len; i++) {
        count += (unsigned char)text[i] >= 0xF0;
    }
    return count;
}

enum asc_result asc_places_init(struct asc_places *places, struct asc_document *doc, enum asc_offsets unit, char odd)
{
    uint32_t steps = doc->len / ASC_STRETCH + 1, characters = 0, astral = 0;
    *places = (struct asc_places){.text = doc->text, .len = doc->len, .ascii = doc->ascii, .unit = unit};
    places->stretch = asc_arena_alloc(&doc->arena, steps * sizeof *places->stretch);
    for (uint32_t i = 0; places->stretch && i < steps; i++) {
        struct asc_stretch *stretch = places->stretch + i;
        uint32_t at = i * ASC_STRETCH, len = i + 1 < steps ? ASC_STRETCH : doc->len % ASC_STRETCH;
        struct asc_stretch filled = {.characters = characters, .astral = astral};
        fill(doc, at, len, odd, &filled);
        *stretch = filled;
        characters += len - count_bits(stretch->continuing);
        astral += unit == ASC_OFFSETS_UTF16 ? count_astral(doc->text + at, len) : 0;
    }
    return places->stretch ? ASC_OK : ASC_NO_MEMORY;
}

/* --- asking ------------------------------------------------------------------------------------------------------- */

uint32_t asc_place_characters(const struct asc_places *places, uint32_t byte)
{
    byte = byte < places->len ? byte : places->len;
    if (places->ascii || !places->stretch) {
        return byte;
    }
    const struct asc_stretch *stretch = places->stretch + byte / ASC_STRETCH;
    uint64_t before = (UINT64_C(1) << byte % ASC_STRETCH) - 1;
    return stretch->characters + byte % ASC_STRETCH - count_bits(stretch->continuing & before);
}

uint32_t asc_place(const struct asc_places *places, uint32_t byte)
{
    byte = byte < places->len ? byte : places->len;
    if (places->unit == ASC_OFFSETS_BYTES) {
        return byte;
    }
    uint32_t characters = asc_place_characters(places, byte);
    if (places->ascii || !places->stretch || places->unit != ASC_OFFSETS_UTF16) {
        return characters;
    }
    return characters + places->stretch[byte / ASC_STRETCH].astral +
           count_astral(places->text + byte / ASC_STRETCH * ASC_STRETCH, byte % ASC_STRETCH);
}

/* The bits of a span in stretch number `i`. */
static uint64_t part_of(struct asc_span span, uint32_t i)
{
    uint32_t last = span.end - 1;
    uint64_t from = i == span.begin / ASC_STRETCH ? ~UINT64_C(0) << span.begin % ASC_STRETCH : ~UINT64_C(0);
    return i == last / ASC_STRETCH ? from & ~UINT64_C(0) >> (ASC_STRETCH - 1 - last % ASC_STRETCH) : from;
}

/* Does a span hold odd bytes, or else loose white space? */
static bool holds(const struct asc_places *places, struct asc_span span, bool odd)
{
    bool found = !places->stretch;
    for (uint32_t i = span.begin / ASC_STRETCH; !found && i <= (span.end - 1) / ASC_STRETCH; i++) {
        const struct asc_stretch *stretch = places->stretch + i;
        found = (odd ? stretch->odd : stretch->loose) & part_of(span, i);
    }
    return found;
}

bool asc_places_loose(const struct asc_places *places, struct asc_span span)
{
    return holds(places, span, false);
}

bool asc_places_odd(const struct asc_places *places, struct asc_span span)
{
    return holds(places, span, true);
}
