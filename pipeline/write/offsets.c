#include "write/offsets.h"

#include <string.h>

#include "document/sixteen.h"
#include "write/text.h"

/* --- sets of bytes ------------------------------------------------------------------------------------------------ */

static bool is_ascii(const char *text)
{
    asc_sixteen any = asc_sixteen_times(0);
    for (unsigned i = 0; i < ASC_STRETCH; i += sizeof any) {
        any |= asc_sixteen_at(text + i);
    }
    return !asc_sixteen_bits(any);
}

/* Looks through a stretch of bytes, which a space stands before or not. Returns those that may begin wide white space. */
static uint64_t look_through(const char *text, bool after_space, char odd, struct asc_stretch *stretch)
{
    uint64_t spaces = 0, controls = 0, wide = 0;
    bool ascii = is_ascii(text);
    for (unsigned i = 0; i < ASC_STRETCH; i += sizeof(asc_sixteen)) {
        asc_sixteen bytes = asc_sixteen_at(text + i);
        spaces |= (uint64_t)asc_sixteen_bits(asc_sixteen_like(bytes, ' ')) << i;
        controls |= (uint64_t)asc_sixteen_bits(asc_sixteen_in(bytes, 0, 0x1F)) << i;
        stretch->odd |= (uint64_t)asc_sixteen_bits(asc_sixteen_like(bytes, '"') | asc_sixteen_like(bytes, odd)) << i;
        if (!ascii) {
            stretch->continuing |= (uint64_t)asc_sixteen_bits(asc_sixteen_in(bytes, 0x80, 0xBF)) << i;
            wide |= (uint64_t)asc_sixteen_bits(asc_sixteen_like(bytes, '\xC2') | asc_sixteen_in(bytes, 0xE1, 0xE3)) << i;
        }
    }
    stretch->odd |= controls;
    stretch->loose = spaces & (spaces << 1 | after_space);
    for (; controls; controls &= controls - 1) {
        char c = text[__builtin_ctzll(controls)];
        stretch->loose |= c >= '\t' && c <= '\r' ? controls & -controls : 0;
    }
    return wide;
}

static void fill(const struct asc_document *doc, uint32_t at, uint32_t len, char odd, struct asc_stretch *stretch)
{
    const char *text = doc->text + at;
    char copy[ASC_STRETCH];
    bool after_space = at && text[-1] == ' ';
    if (len < ASC_STRETCH) { /* the last one: letters behind it */
        memset(copy, 'x', sizeof copy);
        memcpy(copy, text, len);
        text = copy;
    }
    uint64_t wide = look_through(text, after_space, odd, stretch);
    for (; wide; wide &= wide - 1) {
        uint32_t byte = at + (uint32_t)__builtin_ctzll(wide);
        stretch->loose |= asc_space_at(doc->text + byte, doc->len - byte) ? wide & -wide : 0;
    }
}

static uint32_t count_bits(uint64_t bits)
{
    return bits ? (uint32_t)__builtin_popcountll(bits) : 0; /* mostly none, and to count them may take a call */
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
