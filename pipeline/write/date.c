#include "write/date.h"

/* Does the text follow the pattern, in which 9 stands for a digit? Returns what comes behind it, NULL when not. */
static const char *follows(const char *text, const char *pattern)
{
    for (; *pattern; pattern++, text++) {
        bool digit = *text >= '0' && *text <= '9';
        if (*pattern == '9' ? !digit : *text != *pattern) {
            return NULL;
        }
    }
    return text;
}

static bool is_within(const char *two_digits, int least, int most)
{
    int number = (two_digits[0] - '0') * 10 + (two_digits[1] - '0');
    return number >= least && number <= most;
}

/* Z, or the distance from it. */
static bool is_zone(const char *text)
{
    static const char *const offset[] = {"+99:99", "-99:99", "+9999", "-9999", "+99", "-99", "Z"};
    if (!*text) {
        return true;
    }
    for (size_t i = 0; i < sizeof offset / sizeof *offset; i++) {
        const char *rest = follows(text, offset[i]);
        if (rest && !*rest) {
            return true;
        }
    }
    return false;
}

/* hh:mm, seconds and their fraction if given, a zone if given. */
static bool is_time(const char *text)
{
    const char *rest = follows(text, "99:99");
    if (!rest || !is_within(text, 0, 24) || !is_within(text + 3, 0, 59)) {
        return false;
    }
    const char *seconds = follows(rest, ":99");
    if (seconds) {
        if (!is_within(rest + 1, 0, 60)) {
            return false;
        }
        rest = seconds;
        if ((*rest == '.' || *rest == ',') && follows(rest + 1, "9")) {
            for (rest++; *rest >= '0' && *rest <= '9'; rest++) {
            }
        }
    }
    return is_zone(rest);
}

size_t asc_day_at(const char *text)
{
    const char *rest = follows(text, "9999-99-99");
    bool found = rest && !(*rest >= '0' && *rest <= '9') && is_within(text + 5, 1, 12) && is_within(text + 8, 1, 31);
    return found ? (size_t)(rest - text) : 0;
}

bool asc_is_date(const char *text)
{
    const char *rest = follows(text, "9999");
    if (!rest || !*rest) {
        return rest != NULL;
    }
    const char *month = rest + 1;
    rest = follows(rest, "-99");
    if (!rest || !is_within(month, 1, 12) || !*rest) {
        return rest && is_within(month, 1, 12);
    }
    const char *day = rest + 1;
    rest = follows(rest, "-99");
    if (!rest || !is_within(day, 1, 31)) {
        return false;
    }
    return !*rest || ((*rest == 'T' || *rest == ' ') && is_time(rest + 1));
}
