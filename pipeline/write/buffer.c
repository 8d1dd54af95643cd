#include "write/buffer.h"

#include <stdlib.h>

enum { FIRST_ROOM = 4096, DIGITS = 20 };

int asc_string_compare(struct asc_string a, struct asc_string b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.at, b.at, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool asc_buffer_more(struct asc_buffer *buffer, size_t need)
{
    size_t room = buffer->room + buffer->room / 2;
    if (need > SIZE_MAX / 4 || buffer->room > SIZE_MAX / 4) {
        buffer->failed = true;
        return false;
    }
    room = room < buffer->len + need ? buffer->len + need : room;
    room = room < FIRST_ROOM ? FIRST_ROOM : room;
    char *bytes = realloc(buffer->bytes, room);
    if (!bytes) {
        buffer->failed = true;
        return false;
    }
    buffer->bytes = bytes;
    buffer->room = room;
    return true;
}

void asc_buffer_add(struct asc_buffer *buffer, const char *bytes, size_t len)
{
    asc_put(buffer, bytes, len);
}

void asc_buffer_release(struct asc_buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct asc_buffer){0};
}

static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657"
                            "58596061626364656667686970717273747576777879808182838485868788899091929394959697"
                            "9899";

/* Numbers below ten thousand, as most are: four digits are made and those that are not needed shifted out, without a branch. The first
 * byte in memory is the lowest, as in the image. */
static unsigned put_short(char *to, uint32_t number)
{
    uint16_t high = 0, low = 0;
    memcpy(&high, pairs + number / 100 * 2, sizeof high);
    memcpy(&low, pairs + number % 100 * 2, sizeof low);
    unsigned digits = 1U + (number > 9) + (number > 99) + (number > 999);
    uint32_t four = ((uint32_t)low << 16 | high) >> (32 - 8 * digits);
    memcpy(to, &four, sizeof four);
    return digits;
}

/* Longer ones; returns their digits. */
static unsigned put_long(char *to, uint64_t number)
{
    unsigned digits = 5;
    for (uint64_t ten = 100000; digits < DIGITS && number >= ten; ten *= 10) {
        digits++;
    }
    for (to += digits; number >= 10; number /= 100) {
        to -= 2;
        memcpy(to, pairs + number % 100 * 2, 2);
        if (number < 100) {
            return digits;
        }
    }
    to[-1] = (char)('0' + number);
    return digits;
}

void asc_put_number(struct asc_buffer *buffer, uint64_t number)
{
    char *to = asc_buffer_room(buffer, DIGITS);
    if (to) {
        buffer->len += number < 10000 ? put_short(to, (uint32_t)number) : put_long(to, number);
    }
}

void asc_put_signed(struct asc_buffer *buffer, int64_t number)
{
    if (number < 0) {
        asc_put_byte(buffer, '-');
    }
    asc_put_number(buffer, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

void asc_put_percent(struct asc_buffer *buffer, unsigned percent)
{
    unsigned whole = percent < 100 ? percent : 100;
    char text[4] = {(char)('0' + whole / 100), '.', (char)('0' + whole / 10 % 10), (char)('0' + whole % 10)};
    asc_put(buffer, text, sizeof text);
}

void asc_put_again(struct asc_buffer *buffer, size_t at, size_t len)
{
    char *to = asc_buffer_room(buffer, len); /* may move the bytes: `at` is no pointer */
    if (to && len) {
        memcpy(to, buffer->bytes + at, len);
        buffer->len += len;
    }
}
