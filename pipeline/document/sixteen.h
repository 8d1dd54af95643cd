/* Sixteen bytes at once: vectors of GNU C, which every processor can do, if not all at once. */
#ifndef ASC_SIXTEEN_H
#define ASC_SIXTEEN_H

#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef unsigned char asc_sixteen __attribute__((vector_size(16)));

static inline asc_sixteen asc_sixteen_at(const char *at)
{
    asc_sixteen bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

static inline asc_sixteen asc_sixteen_times(unsigned char c)
{
    return (asc_sixteen){c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c};
}

/* All bits of the bytes that lie from `first` to `last`. */
static inline asc_sixteen asc_sixteen_in(asc_sixteen bytes, unsigned char first, unsigned char last)
{
    return (asc_sixteen)(bytes - asc_sixteen_times(first) <= asc_sixteen_times((unsigned char)(last - first)));
}

/* ... of those that are `byte`. */
static inline asc_sixteen asc_sixteen_like(asc_sixteen bytes, char byte)
{
    return (asc_sixteen)(bytes == asc_sixteen_times((unsigned char)byte));
}

/* The highest bit of each byte; that of the first is the lowest. */
static inline uint32_t asc_sixteen_bits(asc_sixteen bytes)
{
#ifdef __SSE2__
    return (uint32_t)_mm_movemask_epi8((__m128i)bytes);
#else
    uint64_t half[2];
    memcpy(half, &bytes, sizeof half);
    for (int i = 0; i < 2; i++) {
        half[i] = ((half[i] >> 7) & UINT64_C(0x0101010101010101)) * UINT64_C(0x0102040810204080) >> 56;
    }
    return (uint32_t)(half[0] | half[1] << 8);
#endif
}

#endif
