#include "write/text.h"

#include <utf8proc.h>

#include "document/sixteen.h"

/* Eight bytes are tested at a time. The lowest byte of a word is the first in memory: little-endian, as the image. */
#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

/* --- white space ------------------------------------------------------------------------------------------------- */

/* White space beyond ASCII: U+0085, U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000. */
static size_t wide_space(const unsigned char *at, size_t len)
{
    if (at[0] == 0xC2) {
        return len > 1 && (at[1] == 0x85 || at[1] == 0xA0) ? 2 : 0;
    }
    if (len < 3 || at[0] < 0xE1 || at[0] > 0xE3) {
        return 0;
    }
    unsigned second = at[1], third = at[2];
    bool found = (at[0] == 0xE1 && second == 0x9A && third == 0x80) || (at[0] == 0xE3 && second == 0x80 && third == 0x80) ||
                 (at[0] == 0xE2 && second == 0x81 && third == 0x9F) ||
                 (at[0] == 0xE2 && second == 0x80 && (third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF));
    return found ? 3 : 0;
}

size_t asc_space_at(const char *text, size_t len)
{
    unsigned char c = len ? (unsigned char)*text : 'x';
    if (c < 0x80) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
    return wide_space((const unsigned char *)text, len);
}

/* Are eight bytes as they should be: ASCII, no control character, no space after a space? Exact for spaces in ASCII, since
 * no sum carries. */
static bool is_tight(uint64_t word, bool after_space)
{
    uint64_t control = (word - ONES * ' ') & ~word, other = (word ^ (ONES * ' ')) + ONES * 0x7F, space = ~other & HIGHS;
    return !((word | control | (space & (space << 8))) & HIGHS) && !(after_space && (space & 0x80));
}

/* Eight bytes at a time, as long as there is nothing to squeeze. */
void asc_put_squeezed(struct asc_buffer *out, size_t from, struct asc_string text)
{
    char *begin = text.len ? asc_buffer_room(out, text.len) : NULL, *to = begin;
    if (!to) {
        return;
    }
    bool space = out->len > from && to[-1] == ' ';
    for (size_t i = 0, stop = 0; i < text.len;) {
        uint64_t word = 0;
        if (i >= stop && text.len - i >= sizeof word) {
            memcpy(&word, text.at + i, sizeof word);
            if (is_tight(word, space)) {
                memcpy(to, &word, sizeof word);
                to += sizeof word;
                i += sizeof word;
                space = to[-1] == ' ';
                continue;
            }
            stop = i + sizeof word; /* one by one up to there */
        }
        if (i >= stop && text.len >= sizeof word && to == begin + i) { /* the end, with what is before it */
            memcpy(&word, text.at + text.len - sizeof word, sizeof word);
            if (is_tight(word, false)) {
                to = begin + text.len;
                memcpy(to - sizeof word, &word, sizeof word);
                break;
            }
            stop = text.len;
        }
        bool letter = (unsigned char)text.at[i] > ' ' && (unsigned char)text.at[i] < 0x80;
        size_t white = letter ? 0 : asc_space_at(text.at + i, text.len - i);
        if (!white || !space) {
            *to++ = white ? ' ' : text.at[i];
        }
        space = white != 0;
        i += white ? white : 1;
    }
    out->len += (size_t)(to - begin);
}

/* Takes white space off both ends. */
static struct asc_string trim(struct asc_string text)
{
    for (size_t white; (white = asc_space_at(text.at, text.len)) != 0;) {
        text.at += white;
        text.len -= white;
    }
    for (size_t i = text.len; i-- > 0 && text.len - i <= 3;) {
        if (asc_space_at(text.at + i, text.len - i) == text.len - i) {
            text.len = i;
        }
    }
    return text;
}

/* Is there white space other than single spaces? */
static bool is_loose(struct asc_string text)
{
    for (size_t i = 0; i < text.len; i++) {
        size_t white = asc_space_at(text.at + i, text.len - i);
        if (white && (text.at[i] != ' ' || asc_space_at(text.at + i + 1, text.len - i - 1))) {
            return true;
        }
    }
    return false;
}

/* Nothing but ASCII, and single spaces inside? Most names are so. */
static bool is_plain(struct asc_string text)
{
    bool space = true;
    size_t i = 0;
    for (uint64_t word; text.len - i >= sizeof word; i += sizeof word) {
        memcpy(&word, text.at + i, sizeof word);
        if (!is_tight(word, space)) {
            return false;
        }
        space = text.at[i + sizeof word - 1] == ' ';
    }
    for (; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c < ' ' || c >= 0x80 || (c == ' ' && space)) {
            return false;
        }
        space = c == ' ';
    }
    return !space;
}

bool asc_squeeze(struct asc_arena *arena, struct asc_string *text)
{
    if (is_plain(*text)) {
        return true;
    }
    *text = trim(*text);
    if (!is_loose(*text)) {
        return true;
    }
    char *copy = asc_arena_alloc(arena, text->len);
    if (!copy) {
        return false;
    }
    struct asc_buffer out = {.bytes = copy, .room = text->len};
    asc_put_squeezed(&out, 0, *text);
    *text = (struct asc_string){copy, out.len};
    return true;
}

/* --- broken UTF-8 ------------------------------------------------------------------------------------------------ */

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* The length of the sound part at the beginning. */
static size_t sound_span(const char *text, size_t len)
{
    size_t at = 0;
    while (at < len) {
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t step =
            (unsigned char)text[at] < 0x80 ? 1 : utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(len - at), &c);
        if (step <= 0) {
            break;
        }
        at += (size_t)step;
    }
    return at;
}

void asc_put_clean(struct asc_buffer *out, const char *text)
{
    size_t len = strlen(text);
    for (size_t at = 0; at < len;) {
        size_t sound = sound_span(text + at, len - at);
        asc_put(out, text + at, sound);
        at += sound;
        if (at < len) {
            ASC_PUT(out, REPLACEMENT);
            at++;
        }
    }
}

const char *asc_clean(struct asc_arena *arena, const char *text)
{
    size_t len = strlen(text);
    if (sound_span(text, len) == len) {
        return text;
    }
    size_t room = len * (sizeof REPLACEMENT - 1) + 1;
    char *copy = asc_arena_alloc(arena, room);
    if (!copy) {
        return NULL;
    }
    struct asc_buffer out = {.bytes = copy, .room = room};
    asc_put_clean(&out, text);
    copy[out.len] = '\0';
    return copy;
}

/* --- bytes that a format must escape ----------------------------------------------------------------------------- */

/* The lowest bit that a test sets belongs to the first byte that it is about: borrows run upwards only. */
static uint64_t bytes_like(uint64_t word, unsigned char byte)
{
    uint64_t zero_there = word ^ (ONES * byte);
    return (zero_there - ONES) & ~zero_there & HIGHS;
}

size_t asc_odd_byte(const char *text, size_t len, char one, char other)
{
    size_t i = 0;
    for (; len - i >= sizeof(asc_sixteen); i += sizeof(asc_sixteen)) {
        asc_sixteen bytes = asc_sixteen_at(text + i);
        uint32_t odd = asc_sixteen_bits(asc_sixteen_in(bytes, 0, 0x1F) | asc_sixteen_like(bytes, one) | asc_sixteen_like(bytes, other));
        if (odd) {
            return i + (size_t)__builtin_ctz(odd);
        }
    }
    while (i < len && (unsigned char)text[i] >= 0x20 && text[i] != one && text[i] != other) {
        i++;
    }
    return i;
}

/* Eight bytes of a text that has fewer, some of them more than once. */
static uint64_t short_word(const char *text, size_t len)
{
    uint32_t first = 0, last = 0;
    if (len >= sizeof first) {
        memcpy(&first, text, sizeof first);
        memcpy(&last, text + len - sizeof last, sizeof last);
        return (uint64_t)last << 32 | first;
    }
    uint64_t word = ONES * (unsigned char)*text;
    for (size_t i = 1; i < len; i++) {
        word = word << 8 | (unsigned char)text[i];
    }
    return word;
}

/* Bytes of the three kinds that were seen; not 0 when there were any. */
struct odd {
    uint64_t control, quote, delimiter;
};

static void look_at(struct odd *odd, uint64_t word, char delimiter)
{
    odd->control |= (word - ONES * 0x20) & ~word & HIGHS;
    odd->quote |= bytes_like(word, '"');
    odd->delimiter |= bytes_like(word, (unsigned char)delimiter);
}

static uint64_t any_of(asc_sixteen bytes)
{
    uint64_t half[2];
    memcpy(half, &bytes, sizeof half);
    return half[0] | half[1];
}

/* For at least sixteen bytes: the last sixteen overlap those before. */
static struct odd look_at_many(const char *text, size_t len, char delimiter)
{
    const asc_sixteen space = asc_sixteen_times(' '), mark = asc_sixteen_times('"'), between = asc_sixteen_times((unsigned char)delimiter);
    asc_sixteen control = asc_sixteen_times(0), quote = control, delimiters = control, bytes;
    for (size_t i = 0; i < len; i += sizeof bytes) {
        memcpy(&bytes, text + (len - i < sizeof bytes ? len - sizeof bytes : i), sizeof bytes);
        control |= (asc_sixteen)(bytes < space);
        quote |= (asc_sixteen)(bytes == mark);
        delimiters |= (asc_sixteen)(bytes == between);
    }
    return (struct odd){any_of(control), any_of(quote), any_of(delimiters)};
}

unsigned asc_odd_kinds(const char *text, size_t len, char delimiter)
{
    struct odd odd = {0, 0, 0};
    uint64_t word = 0;
    if (len >= sizeof(asc_sixteen)) {
        odd = look_at_many(text, len, delimiter);
    } else if (len >= sizeof word) {
        memcpy(&word, text, sizeof word);
        look_at(&odd, word, delimiter);
        memcpy(&word, text + len - sizeof word, sizeof word);
        look_at(&odd, word, delimiter);
    } else if (len) {
        look_at(&odd, short_word(text, len), delimiter);
    }
    return (odd.control ? ASC_ODD_CONTROL : 0U) | (odd.quote ? ASC_ODD_QUOTE : 0U) | (odd.delimiter ? ASC_ODD_DELIMITER : 0U);
}

/* Writes the escape of a byte; returns the bytes written, six at most. */
static size_t escape_byte(char byte, char *to)
{
    static const char hex[] = "0123456789abcdef", plain[] = "\"\\\b\f\n\r\t", letter[] = "\"\\bfnrt";
    const char *found = byte ? strchr(plain, byte) : NULL;
    to[0] = '\\';
    if (found) {
        to[1] = letter[found - plain];
        return 2;
    }
    memcpy(to + 1, "u00", 3);
    to[4] = hex[(unsigned char)byte >> 4];
    to[5] = hex[(unsigned char)byte & 15];
    return 6;
}

/* Writes a text with its escapes behind `to`, which has room; returns the bytes written. */
static size_t escape(const char *text, size_t len, char *to)
{
    size_t written = 0;
    for (size_t at = 0; at < len;) {
        size_t plain = asc_odd_byte(text + at, len - at, '"', '\\');
        memcpy(to + written, text + at, plain);
        written += plain;
        at += plain;
        if (at < len) {
            written += escape_byte(text[at++], to + written);
        }
    }
    return written;
}

static size_t escapes(const char *text, size_t len)
{
    size_t count = 0;
    for (size_t at = 0; (at += asc_odd_byte(text + at, len - at, '"', '\\')) < len; at++) {
        count++;
    }
    return count;
}

void asc_escape_json(struct asc_buffer *out, size_t from)
{
    if (out->failed || out->len == from) {
        return;
    }
    size_t len = out->len - from, count = escapes(out->bytes + from, len);
    char *to = count ? asc_buffer_room(out, len + 5 * count) : NULL;
    if (to) {
        size_t written = escape(out->bytes + from, len, to);
        memmove(out->bytes + from, to, written);
        out->len = from + written;
    }
}

void asc_put_json(struct asc_buffer *out, const char *text, size_t len)
{
    size_t count = escapes(text, len);
    char *to = asc_buffer_room(out, len + 5 * count + 2);
    if (to) {
        *to = '"';
        size_t written = escape(text, len, to + 1);
        to[written + 1] = '"';
        out->len += written + 2;
    }
}
