#include "read/recognise.h"

#include <string.h>
#include <strings.h>

#include "read/json.h"

enum { ARRAY_LOOK = 64 }; /* bytes in which an array of objects shows itself */

struct signature {
    const char *bytes;
    unsigned len;
    const char *reason;
};

/* Formats that say what they are in their first bytes. */
static const struct signature formats[] = {
    {"%PDF-", 5, "PDF is not read yet: turn it into text (pdftotext FILE - | ascribe ...)"},
    {"\x1F\x8B", 2, "compressed with gzip: unpack it first (gzip -dc FILE | ascribe ...)"},
    {"BZh", 3, "compressed with bzip2: unpack it first (bzip2 -dc FILE | ascribe ...)"},
    {"\xFD"
     "7zXZ",
     6, "compressed with xz: unpack it first (xz -dc FILE | ascribe ...)"},
    {"\x28\xB5\x2F\xFD", 4, "compressed with zstd: unpack it first (zstd -dc FILE | ascribe ...)"},
    {"PK\x03\x04", 4, "a zip archive or an office document: unpack it, or save it as text"},
    {"7z\xBC\xAF\x27\x1C", 6, "a 7-Zip archive: unpack it first"},
    {"Rar!\x1A\x07", 6, "a RAR archive: unpack it first"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "an office document: save it as text"},
    {"{\\rtf", 5, "RTF is not read yet: save it as text"},
    {"WARC/", 5, "WARC is not read yet: take the texts out and write them as JSON Lines"},
    {"SQLite format 3", 16, "a database: write its texts out as JSON Lines"},
    {"\xFF\xFE\0\0", 4, "UTF-32: convert it first (iconv -f UTF-32 -t UTF-8 FILE | ascribe ...)"},
    {"\0\0\xFE\xFF", 4, "UTF-32: convert it first (iconv -f UTF-32 -t UTF-8 FILE | ascribe ...)"},
};

/* Mark-up, which begins with one of these words in any case. */
static const struct signature markups[] = {
    {"<!doctype html", 14, "HTML is not read yet: save the page as text, or take its text out first"},
    {"<html", 5, "HTML is not read yet: save the page as text, or take its text out first"},
    {"<head", 5, "HTML is not read yet: save the page as text, or take its text out first"},
    {"<body", 5, "HTML is not read yet: save the page as text, or take its text out first"},
    {"<?xml", 5, "XML is not read yet: take its text out first"},
};

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

size_t asc_mark_length(struct asc_slice head)
{
    return head.len >= 3 && memcmp(head.at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static struct asc_slice without_blanks(struct asc_slice head)
{
    size_t at = asc_mark_length(head);
    while (at < head.len && is_blank(head.at[at])) {
        at++;
    }
    return (struct asc_slice){head.at + at, head.len - at};
}

static const char *refuse_format(struct asc_slice head)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (head.len >= formats[i].len && memcmp(head.at, formats[i].bytes, formats[i].len) == 0) {
            return formats[i].reason;
        }
    }
    return NULL;
}

/* A word of mark-up must end where it ends: "<header>" is no "<head>". */
static const char *refuse_markup(struct asc_slice head)
{
    for (size_t i = 0; i < sizeof markups / sizeof *markups; i++) {
        unsigned len = markups[i].len;
        if (head.len > len && strncasecmp(head.at, markups[i].bytes, len) == 0 && (is_blank(head.at[len]) || head.at[len] == '>')) {
            return markups[i].reason;
        }
    }
    return NULL;
}

static bool has_utf16_mark(struct asc_slice head)
{
    return head.len >= 2 && (memcmp(head.at, "\xFF\xFE", 2) == 0 || memcmp(head.at, "\xFE\xFF", 2) == 0);
}

/* Text has next to no control characters; a few NULs are repaired. */
static bool is_binary(struct asc_slice head)
{
    size_t controls = 0;
    for (size_t i = 0; i < head.len; i++) {
        unsigned char c = (unsigned char)head.at[i];
        controls += (c < ' ' && !is_blank(head.at[i]) && c != '\x1B') || c == 0x7F;
    }
    return controls >= 16 && controls * 16 > head.len;
}

/* The first character of UTF-16 that is not blank. */
static unsigned first_unit(struct asc_slice head)
{
    bool big = head.at[0] == '\xFE';
    for (size_t i = 2; i + 1 < head.len; i += 2) {
        unsigned char high = (unsigned char)head.at[big ? i : i + 1], low = (unsigned char)head.at[big ? i + 1 : i];
        if (high || !is_blank((char)low)) {
            return (unsigned)high << 8 | low;
        }
    }
    return 0;
}

const char *asc_refusal(struct asc_slice head, enum asc_input wanted)
{
    head.len = head.len < ASC_SNIFFED ? head.len : ASC_SNIFFED;
    const char *reason = refuse_format(head);
    if (reason) {
        return reason;
    }
    if (has_utf16_mark(head)) {
        bool json = wanted == ASC_INPUT_JSONL || (wanted == ASC_INPUT_AUTO && first_unit(head) == '{');
        return json ? "JSON Lines in UTF-16: convert them first (iconv -f UTF-16 -t UTF-8 FILE | ascribe ...)" : NULL;
    }
    if (wanted != ASC_INPUT_AUTO) {
        return NULL;
    }
    reason = refuse_markup(without_blanks(head));
    return reason ? reason : is_binary(head) ? "binary data, no text: convert it to UTF-8 text, or insist with --input text" : NULL;
}

/* [ { " and blanks between: an array of objects, not a text that begins with a bracket. */
static bool begins_array(struct asc_slice line)
{
    static const char wanted[] = "[{\"";
    unsigned found = 0;
    for (size_t i = 0; i < line.len && i < ARRAY_LOOK && wanted[found]; i++) {
        if (line.at[i] == wanted[found]) {
            found++;
        } else if (!is_blank(line.at[i])) {
            return false;
        }
    }
    return found >= 2;
}

enum asc_json_look asc_json_look(struct asc_arena *scratch, struct asc_slice line, bool cut)
{
    line = without_blanks(line);
    if (!line.len || (*line.at != '{' && *line.at != '[')) {
        return ASC_LOOKS_OTHER;
    }
    if (*line.at == '[') {
        return begins_array(line) ? ASC_LOOKS_WHOLE : ASC_LOOKS_OTHER;
    }
    struct asc_json json = {.arena = scratch};
    struct asc_object object;
    switch (asc_object_read(&json, line, &object)) {
    case ASC_JSON_OK: return ASC_LOOKS_LINES;
    case ASC_JSON_PARTIAL: return cut ? ASC_LOOKS_LINES : ASC_LOOKS_WHOLE;
    case ASC_JSON_NO_MEMORY: return ASC_LOOKS_LINES; /* correct for as long as memory went */
    default: return ASC_LOOKS_OTHER;
    }
}
