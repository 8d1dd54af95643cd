#include "document/markup.h"

#include <string.h>
#include <strings.h>

/* Longer ones are none: an unclosed one shall not be sought through a whole text again and again. */
enum { TAG_LONGEST = 2048, SCRIPT_LONGEST = 16384, NAME_LONGEST = 16 };

/* A tag's name, the line breaks that it stands for, and whether what it holds is no text. */
struct element {
    const char *name;
    unsigned breaks;
    bool hides;
};

static const struct element elements[] = {
    {"a", 0, false},       {"abbr", 0, false},   {"article", 2, false}, {"aside", 2, false},  {"b", 0, false},      {"blockquote", 2, false},
    {"br", 1, false},      {"button", 2, false}, {"cite", 0, false},    {"code", 0, false},   {"dd", 2, false},     {"div", 2, false},
    {"dl", 2, false},      {"dt", 2, false},     {"em", 0, false},      {"figure", 2, false}, {"font", 0, false},   {"figcaption", 2, false},
    {"footer", 2, false},  {"h1", 2, false},     {"h2", 2, false},      {"h3", 2, false},     {"h4", 2, false},     {"h5", 2, false},
    {"h6", 2, false},      {"header", 2, false}, {"hr", 2, false},      {"i", 0, false},      {"iframe", 2, false}, {"img", 0, false},
    {"label", 0, false},   {"li", 2, false},     {"main", 2, false},    {"mark", 0, false},   {"nav", 2, false},    {"noscript", 2, false},
    {"ol", 2, false},      {"p", 2, false},      {"picture", 0, false}, {"q", 0, false},      {"s", 0, false},      {"script", 0, true},
    {"section", 2, false}, {"small", 0, false},  {"source", 0, false},  {"span", 0, false},   {"strong", 0, false}, {"style", 0, true},
    {"sub", 0, false},     {"sup", 0, false},    {"table", 2, false},   {"tbody", 2, false},  {"td", 2, false},     {"th", 2, false},
    {"time", 0, false},    {"tr", 2, false},     {"u", 0, false},       {"ul", 2, false},     {"video", 2, false},
};

static const struct {
    const char *name, *mark;
} references[] = {
    {"nbsp", " "},   {"#160", " "},  {"#xa0", " "},   {"ensp", " "},   {"emsp", " "},   {"thinsp", " "}, {"zwnj", ""},
    {"shy", ""},     {"#8203", ""},  {"amp", "&"},    {"#38", "&"},    {"#038", "&"},   {"quot", "\""},  {"#34", "\""},
    {"#034", "\""},  {"apos", "'"},  {"#39", "'"},    {"#039", "'"},   {"#x27", "'"},   {"ldquo", "“"},  {"#8220", "“"},
    {"#x201c", "“"}, {"rdquo", "”"}, {"#8221", "”"},  {"#x201d", "”"}, {"lsquo", "‘"},  {"#8216", "‘"},  {"#x2018", "‘"},
    {"rsquo", "’"},  {"#8217", "’"}, {"#x2019", "’"}, {"laquo", "«"},  {"#171", "«"},   {"raquo", "»"},  {"#187", "»"},
    {"ndash", "–"},  {"#8211", "–"}, {"mdash", "—"},  {"#8212", "—"},  {"hellip", "…"}, {"#8230", "…"},
};

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* --- references ---------------------------------------------------------------------------------------------------------- */

struct asc_reference asc_reference_at(const char *text, size_t room)
{
    size_t len = 1;
    if (*text != '&') {
        return (struct asc_reference){0, NULL};
    }
    while (len < room && len <= NAME_LONGEST && (is_alnum(text[len]) || (len == 1 && text[len] == '#'))) {
        len++;
    }
    if (len >= room || text[len] != ';') {
        return (struct asc_reference){0, NULL};
    }
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        if (strlen(references[i].name) == len - 1 && strncasecmp(references[i].name, text + 1, len - 1) == 0) {
            return (struct asc_reference){(uint32_t)len + 1, references[i].mark};
        }
    }
    return (struct asc_reference){0, NULL};
}

/* --- tags ---------------------------------------------------------------------------------------------------------------- */

static const struct element *element_of(const char *name, size_t len)
{
    static const struct element custom = {"", 0, false};
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        if (strlen(elements[i].name) == len && strncasecmp(elements[i].name, name, len) == 0) {
            return elements + i;
        }
    }
    return memchr(name, '-', len) ? &custom : NULL; /* "amp-img" */
}

/* The bytes up to and with `mark`, 0 when it is too far. */
static size_t up_to(const char *text, size_t room, size_t longest, const char *mark)
{
    const char *found = memmem(text, room < longest ? room : longest, mark, strlen(mark));
    return found ? (size_t)(found - text) + strlen(mark) : 0;
}

/* The end tag of an element that holds no text, from behind its start tag. */
static size_t hidden(const char *text, size_t room, const char *name)
{
    for (size_t at = 0, step; (step = up_to(text + at, room - at, SCRIPT_LONGEST - at, "</")) > 0;) {
        at += step;
        size_t len = strlen(name);
        if (room - at > len && strncasecmp(text + at, name, len) == 0 && text[at + len] == '>') {
            return at + len + 1;
        }
    }
    return 0;
}

static struct asc_markup tag_at(const char *text, size_t room)
{
    struct asc_markup none = {0};
    bool end_tag = room > 1 && text[1] == '/';
    size_t name = 1 + (size_t)end_tag, len = 0;
    while (name + len < room && len <= NAME_LONGEST && (is_alnum(text[name + len]) || (len && text[name + len] == '-'))) {
        len++;
    }
    const struct element *element = len && !(text[name] >= '0' && text[name] <= '9') ? element_of(text + name, len) : NULL;
    bool named = element && name + len < room && strchr(" \t\r\n/>", text[name + len]);
    size_t tag = named ? up_to(text, room, TAG_LONGEST, ">") : 0;
    if (!tag || memchr(text + 1, '<', tag - 1)) {
        return none;
    }
    size_t more = element->hides && !end_tag ? hidden(text + tag, room - tag, element->name) : 0;
    return (struct asc_markup){(uint32_t)(tag + more), element->breaks, element->breaks || more};
}

struct asc_markup asc_markup_at(const char *text, size_t room)
{
    if (*text == '&') {
        struct asc_reference reference = asc_reference_at(text, room);
        bool space = reference.len && *reference.mark == ' ', nothing = reference.len && !*reference.mark;
        return (struct asc_markup){space || nothing ? reference.len : 0, 0, space};
    }
    if (room > 4 && memcmp(text, "<!--", 4) == 0) {
        return (struct asc_markup){(uint32_t)up_to(text, room, SCRIPT_LONGEST, "-->"), 0, true};
    }
    return tag_at(text, room);
}
