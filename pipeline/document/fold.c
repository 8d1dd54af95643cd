#include "document/fold.h"

#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

/* Characters that the folded form leaves out, ASCII ones aside. */
static bool is_ignored(utf8proc_int32_t c)
{
    return c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x02BB || c == 0x02BF || c == 0x02BE || c == 0x00B4 || c == 0x00AD ||
           (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

/* Folds one character that is not ASCII into `out`; returns the bytes written. */
static size_t fold_character(utf8proc_int32_t c, char *out, size_t room)
{
    if (is_ignored(c)) {
        return 0;
    }
    utf8proc_int32_t part[24];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char(c, part, 24, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
    size_t len = 0;
    for (utf8proc_ssize_t i = 0; i < count && i < 24; i++) {
        utf8proc_uint8_t encoded[4];
        utf8proc_ssize_t bytes = utf8proc_encode_char(part[i], encoded);
        if (bytes > 0 && len + (size_t)bytes <= room) {
            memcpy(out + len, encoded, (size_t)bytes);
            len += (size_t)bytes;
        }
    }
    return len;
}

/* Folds an ASCII character; -1 when it is left out. */
static inline int fold_ascii(unsigned char c, bool keeps_stop)
{
    bool left_out = c == '\'' || c == '`' || (c == '.' && !keeps_stop);
    return left_out ? -1 : c >= 'A' && c <= 'Z' ? c + 32 : c;
}

/* Folds the character at `text`; sets *used to its bytes. */
static size_t fold_next(const char *text, size_t len, bool dotted, size_t *used, char *out, size_t room)
{
    unsigned char c = (unsigned char)*text;
    *used = 1;
    if (c < 0x80) {
        int folded = fold_ascii(c, dotted && len > 1);
        *out = (char)folded;
        return folded >= 0;
    }
    utf8proc_int32_t code = 0;
    utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &code);
    if (bytes <= 0) {
        return 0;
    }
    *used = (size_t)bytes;
    return fold_character(code, out, room);
}

static uint64_t fold_hash(uint64_t hash, const char *text, size_t len, bool dotted)
{
    for (size_t at = 0, used = 0; at < len; at += used) {
        if ((unsigned char)text[at] < 0x80) {
            int folded = fold_ascii((unsigned char)text[at], dotted && len - at > 1);
            hash = folded < 0 ? hash : asc_fold_byte(hash, (unsigned char)folded);
            used = 1;
            continue;
        }
        char out[96];
        size_t count = fold_next(text + at, len - at, dotted, &used, out, sizeof out);
        for (size_t i = 0; i < count; i++) {
            hash = asc_fold_byte(hash, (unsigned char)out[i]);
        }
    }
    return hash;
}

uint64_t asc_fold_bytes(uint64_t hash, const char *text, size_t len)
{
    return fold_hash(hash, text, len, false);
}

uint64_t asc_fold_bytes_dotted(uint64_t hash, const char *text, size_t len)
{
    return fold_hash(hash, text, len, true);
}

size_t asc_fold_write(const char *text, size_t len, char *out, size_t room)
{
    size_t written = 0;
    for (size_t at = 0, used = 0; at < len; at += used) {
        char c = text[at], part[96];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            if (written == room) {
                break;
            }
            out[written++] = (char)(c | 0x20);
            used = 1;
            continue;
        }
        size_t count = fold_next(text + at, len - at, false, &used, part, sizeof part);
        if (written + count > room) {
            break;
        }
        memcpy(out + written, part, count);
        written += count;
    }
    return written;
}
