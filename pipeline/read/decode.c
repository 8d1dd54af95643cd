#include "read/decode.h"

#include <string.h>

#include "document/sixteen.h"

/* Eight bytes at a time, by the usual arithmetic on words. The lowest bit that a test sets belongs to the first byte that it
 * is about (borrows run upwards only), and the lowest byte of a word is the first in memory: little-endian, as the image. */
#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

static uint64_t word_at(const unsigned char *at)
{
    uint64_t word = 0;
    memcpy(&word, at, sizeof word);
    return word;
}

/* Bits for bytes that are NUL or beyond ASCII. */
static uint64_t odd_bytes(uint64_t word)
{
    return ((word - ONES) | word) & HIGHS;
}

static size_t first_byte(uint64_t bits)
{
    return (size_t)__builtin_ctzll(bits) / 8;
}

/* The length of the run of ASCII without NUL. */
static size_t ascii_span(const unsigned char *at, size_t len)
{
    size_t i = 0;
    for (; len - i >= 32; i += 32) {
        if (odd_bytes(word_at(at + i)) | odd_bytes(word_at(at + i + 8)) | odd_bytes(word_at(at + i + 16)) | odd_bytes(word_at(at + i + 24))) {
            break;
        }
    }
    for (; len - i >= 8; i += 8) {
        uint64_t odd = odd_bytes(word_at(at + i));
        if (odd) {
            return i + first_byte(odd);
        }
    }
    while (i < len && at[i] && at[i] < 0x80) {
        i++;
    }
    return i;
}

static bool continues(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* The bytes of the character beyond ASCII at `at`, 0 when it is none (Unicode 15, table 3-7: no overlong forms, no surrogates,
 * nothing above U+10FFFF). */
static size_t sequence(const unsigned char *at, size_t len)
{
    unsigned char c = at[0];
    if (c < 0xC2 || c > 0xF4 || len < 2 || !continues(at[1])) {
        return 0;
    }
    if (c < 0xE0) {
        return 2;
    }
    if (len < 3 || !continues(at[2])) {
        return 0;
    }
    if (c < 0xF0) {
        bool overlong = c == 0xE0 && at[1] < 0xA0, surrogate = c == 0xED && at[1] > 0x9F;
        return overlong || surrogate ? 0 : 3;
    }
    bool overlong = c == 0xF0 && at[1] < 0x90, beyond = c == 0xF4 && at[1] > 0x8F;
    return len < 4 || !continues(at[3]) || overlong || beyond ? 0 : 4;
}

size_t asc_utf8_span(const char *bytes, size_t len, bool *ascii)
{
    const unsigned char *at = (const unsigned char *)bytes;
    for (size_t i = 0;;) {
        i += ascii_span(at + i, len - i);
        if (i == len || !at[i]) {
            return i;
        }
        size_t step = sequence(at + i, len - i);
        if (!step) {
            return i;
        }
        *ascii = false;
        i += step;
    }
}

/* A text being written: the newest block of its arena, so that it grows in place. */
struct sink {
    struct asc_arena *arena;
    struct asc_decoded *out;
    size_t room;
    bool full; /* no memory */
};

static bool open_sink(struct sink *sink, struct asc_arena *arena, size_t expected, struct asc_decoded *out)
{
    *out = (struct asc_decoded){.text = asc_arena_alloc(arena, expected + 1), .ascii = true};
    *sink = (struct sink){.arena = arena, .out = out, .room = expected + 1, .full = !out->text};
    return out->text != NULL;
}

/* Where `need` more bytes (and a NUL) can be written; NULL when there is no memory. */
static char *make_room(struct sink *sink, size_t need)
{
    size_t least = sink->out->len + need + 1;
    if (least > sink->room) {
        size_t room = least + least / 2;
        char *text = sink->full ? NULL : asc_arena_grow(sink->arena, sink->out->text, sink->room, room);
        if (!text) {
            sink->full = true;
            return NULL;
        }
        sink->out->text = text;
        sink->room = room;
    }
    return sink->out->text + sink->out->len;
}

static void put_bytes(struct sink *sink, const char *bytes, size_t len)
{
    char *to = make_room(sink, len);
    if (to && len) {
        memcpy(to, bytes, len);
        sink->out->len += len;
    }
}

static void put_replacement(struct sink *sink)
{
    put_bytes(sink, "\xEF\xBF\xBD", 3);
    sink->out->ascii = false;
    sink->out->replaced++;
}

/* Writes a code point; what can stand in no text is replaced. */
static void put_character(struct sink *sink, uint32_t c)
{
    char bytes[4];
    if (!c || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF) {
        put_replacement(sink);
    } else if (c < 0x80) {
        bytes[0] = (char)c;
        put_bytes(sink, bytes, 1);
    } else {
        size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        for (size_t i = len; --i > 0; c >>= 6) {
            bytes[i] = (char)(0x80 | (c & 0x3F));
        }
        bytes[0] = (char)((0xF00U >> len & 0xF0) | c);
        put_bytes(sink, bytes, len);
        sink->out->ascii = false;
    }
}

/* Copies UTF-8 and replaces what is none. */
static void put_utf8(struct sink *sink, struct asc_slice bytes)
{
    for (;;) {
        size_t span = asc_utf8_span(bytes.at, bytes.len, &sink->out->ascii);
        put_bytes(sink, bytes.at, span);
        if (span == bytes.len || sink->full) {
            return;
        }
        put_replacement(sink);
        bytes = (struct asc_slice){bytes.at + span + 1, bytes.len - span - 1};
    }
}

static enum asc_result close_sink(struct sink *sink)
{
    if (sink->full) {
        return ASC_NO_MEMORY;
    }
    sink->out->text[sink->out->len] = '\0';
    /* Give back what was not needed: never fails, for it is the newest block and shrinks. */
    (void)asc_arena_grow(sink->arena, sink->out->text, sink->room, sink->out->len + 1);
    return ASC_OK;
}

/* --- UTF-16 ------------------------------------------------------------------------------------------------------ */

static uint32_t unit_at(const unsigned char *at, bool big)
{
    return big ? (uint32_t)at[0] << 8 | at[1] : (uint32_t)at[1] << 8 | at[0];
}

static bool is_high(uint32_t unit)
{
    return (unit & 0xFC00) == 0xD800;
}

static bool is_low(uint32_t unit)
{
    return (unit & 0xFC00) == 0xDC00;
}

static uint32_t join_surrogates(uint32_t high, uint32_t low)
{
    return 0x10000 + ((high & 0x3FF) << 10 | (low & 0x3FF));
}

static void put_utf16(struct sink *sink, struct asc_slice bytes, bool big)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    size_t i = 0;
    for (; bytes.len - i >= 2 && !sink->full; i += 2) {
        uint32_t unit = unit_at(at + i, big);
        uint32_t next = bytes.len - i >= 4 ? unit_at(at + i + 2, big) : 0;
        bool pair = is_high(unit) && is_low(next);
        put_character(sink, pair ? join_surrogates(unit, next) : unit);
        i += pair ? 2 : 0;
    }
    if (i < bytes.len) {
        put_replacement(sink); /* half a unit */
    }
}

/* --- JSON strings ------------------------------------------------------------------------------------------------ */

/* The value of four hexadecimal digits; 0, which is no character, when there are no four. */
static uint32_t hex_at(struct asc_slice bytes, size_t at)
{
    uint32_t value = 0;
    for (size_t i = at; i < at + 4; i++) {
        char c = i < bytes.len ? bytes.at[i] : ' ';
        uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : (c | 32) >= 'a' && (c | 32) <= 'f' ? (uint32_t)((c | 32) - 'a' + 10) : 16;
        if (digit > 15) {
            return 0;
        }
        value = value << 4 | digit;
    }
    return value;
}

/* Writes the escape that stands at the beginning of `bytes`; returns its length. */
static size_t put_escape(struct sink *sink, struct asc_slice bytes)
{
    static const char letters[] = "bfnrt", values[] = "\b\f\n\r\t";
    char c = bytes.len > 1 ? bytes.at[1] : 'u';
    if (c != 'u') {
        const char *letter = memchr(letters, c, sizeof letters - 1);
        put_bytes(sink, letter ? values + (letter - letters) : &c, 1);
        return 2;
    }
    uint32_t unit = hex_at(bytes, 2), next = 0;
    if (is_high(unit) && bytes.len >= 12 && bytes.at[6] == '\\' && bytes.at[7] == 'u') {
        next = hex_at(bytes, 8);
    }
    put_character(sink, is_low(next) ? join_surrogates(unit, next) : unit);
    size_t len = is_low(next) ? 12 : 6;
    return len < bytes.len ? len : bytes.len;
}

/* Copies ASCII up to the first backslash, sixteen bytes at a time; returns how many. What is behind it is written over. */
static size_t put_plain(struct sink *sink, struct asc_slice bytes)
{
    const unsigned char *from = (const unsigned char *)bytes.at;
    size_t at = 0, left = sink->room - sink->out->len - 1;
    char *to = sink->out->text + sink->out->len;
    left = left < bytes.len ? left : bytes.len;
    for (uint32_t odd = 0; left - at >= sizeof(asc_sixteen) && !odd;) {
        asc_sixteen some = asc_sixteen_at(bytes.at + at);
        memcpy(to + at, &some, sizeof some);
        odd = asc_sixteen_bits(some | asc_sixteen_like(some, '\0') | asc_sixteen_like(some, '\\'));
        at += odd ? (size_t)__builtin_ctz(odd) : sizeof some;
    }
    for (; at < left && from[at] && from[at] < 0x80 && from[at] != '\\'; at++) {
        to[at] = (char)from[at];
    }
    sink->out->len += at;
    return at;
}

/* Writes the escape or the character beyond ASCII at the beginning of `bytes`, or a replacement; returns its length. */
static size_t put_odd(struct sink *sink, struct asc_slice bytes)
{
    if (*bytes.at == '\\') {
        return put_escape(sink, bytes);
    }
    size_t step = (unsigned char)*bytes.at < 0x80 && *bytes.at ? 1 : sequence((const unsigned char *)bytes.at, bytes.len);
    if (!step) {
        put_replacement(sink);
        return 1;
    }
    sink->out->ascii &= (unsigned char)*bytes.at < 0x80;
    put_bytes(sink, bytes.at, step);
    return step;
}

size_t asc_json_span(struct asc_slice text)
{
    size_t i = 0;
    for (; text.len - i >= sizeof(asc_sixteen); i += sizeof(asc_sixteen)) {
        asc_sixteen bytes = asc_sixteen_at(text.at + i);
        uint32_t ends = asc_sixteen_bits(asc_sixteen_in(bytes, 0, 0x1F) | asc_sixteen_like(bytes, '"') | asc_sixteen_like(bytes, '\\'));
        if (ends) {
            return i + (size_t)__builtin_ctz(ends);
        }
    }
    while (i < text.len && (unsigned char)text.at[i] >= ' ' && text.at[i] != '"' && text.at[i] != '\\') {
        i++;
    }
    return i;
}

enum asc_result asc_decode_json(struct asc_arena *arena, struct asc_slice bytes, struct asc_decoded *out)
{
    struct sink sink;
    if (!open_sink(&sink, arena, bytes.len, out)) {
        return ASC_NO_MEMORY;
    }
    while (bytes.len && !sink.full) {
        size_t plain = put_plain(&sink, bytes);
        bytes = (struct asc_slice){bytes.at + plain, bytes.len - plain};
        if (bytes.len) {
            size_t odd = put_odd(&sink, bytes);
            bytes = (struct asc_slice){bytes.at + odd, bytes.len - odd};
        }
    }
    return close_sink(&sink);
}

enum asc_result asc_decode_utf8(struct asc_arena *arena, struct asc_slice bytes, struct asc_decoded *out)
{
    struct sink sink;
    if (!open_sink(&sink, arena, bytes.len, out)) {
        return ASC_NO_MEMORY;
    }
    put_utf8(&sink, bytes);
    return close_sink(&sink);
}

enum asc_result asc_decode_file(struct asc_arena *arena, struct asc_slice bytes, struct asc_decoded *out)
{
    bool little = bytes.len >= 2 && memcmp(bytes.at, "\xFF\xFE", 2) == 0, big = bytes.len >= 2 && memcmp(bytes.at, "\xFE\xFF", 2) == 0;
    if (little || big) {
        struct sink sink;
        if (!open_sink(&sink, arena, bytes.len, out)) {
            return ASC_NO_MEMORY;
        }
        put_utf16(&sink, (struct asc_slice){bytes.at + 2, bytes.len - 2}, big);
        return close_sink(&sink);
    }
    size_t mark = bytes.len >= 3 && memcmp(bytes.at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    return asc_decode_utf8(arena, (struct asc_slice){bytes.at + mark, bytes.len - mark}, out);
}
