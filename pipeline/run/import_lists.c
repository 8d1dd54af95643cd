/* Lists of lines: GeoNames dumps, RegexNER tables, GATE's lists, results of Wikidata's query service. */
#include "run/import_lists.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "run/commands.h"

/* --- lines ------------------------------------------------------------------------------------------------------- */

static bool is_utf8(const char *text, size_t len)
{
    for (size_t i = 0; i < len;) {
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(len - i), &c);
        if (step <= 0 || c == 0) {
            return false;
        }
        i += (size_t)step;
    }
    return true;
}

bool asc_lines_next(struct asc_import *import, struct asc_lines *lines)
{
    for (;;) {
        ssize_t len = getline(&lines->line, &lines->room, lines->file);
        if (len < 0) {
            if (ferror(lines->file)) {
                asc_complain("%s: cannot be read to its end: %s", import->path, strerror(errno));
                import->failed = true;
            }
            return false;
        }
        import->line++;
        lines->len = (size_t)len;
        while (lines->len && (lines->line[lines->len - 1] == '\n' || lines->line[lines->len - 1] == '\r')) {
            lines->line[--lines->len] = '\0';
        }
        if (import->line == 1 && lines->len >= 3 && memcmp(lines->line, "\xEF\xBB\xBF", 3) == 0) {
            lines->len -= 3;
            memmove(lines->line, lines->line + 3, lines->len + 1);
        }
        if (is_utf8(lines->line, lines->len)) {
            return true;
        }
        asc_import_bad(import, "no UTF-8");
    }
}

unsigned asc_cut(char *line, size_t len, char separator, struct asc_piece *piece, unsigned room)
{
    unsigned count = 0;
    for (char *at = line, *end = line + len; at; count++) {
        char *stop = memchr(at, separator, (size_t)(end - at));
        size_t size = (size_t)((stop ? stop : end) - at);
        if (count < room) {
            piece[count] = (struct asc_piece){at, size};
        }
        if (stop) {
            *stop = '\0';
        }
        at = stop ? stop + 1 : NULL;
    }
    return count;
}

/* --- GeoNames ---------------------------------------------------------------------------------------------------- */

enum { GEONAMES_COLUMNS = 19, KNOWN_BY_ITSELF = 15000 };

/* Our kinds of places, by feature class and the beginning of the feature code; the first that fits. */
static const struct {
    char class;
    const char *code, *kind;
} features[] = {
    {'A', "PCLH", "former-country"}, {'A', "PCL", "country"},    {'A', "TERR", "territory"}, {'A', "ADM1", "region"}, {'A', "", "district"},
    {'P', "PPLX", "district"},       {'P', "", "city"},          {'H', "STM", "river"},      {'H', "LK", "lake"},     {'H', "SEA", "sea"},
    {'H', "OCN", "ocean"},           {'H', "GULF", "gulf"},      {'H', "STRT", "strait"},    {'H', "CNL", "canal"},   {'H', "BAY", "bay"},
    {'T', "ISL", "island"},          {'T', "MTS", "range"},      {'T', "MT", "mountain"},    {'T', "VLC", "volcano"}, {'T', "DSRT", "desert"},
    {'T', "PEN", "peninsula"},       {'L', "CONT", "continent"}, {'L', "RGN", "region"},     {'L', "PRK", "park"},    {'S', "AIR", "airport"},
    {'S', "STDM", "stadium"},        {'S', "BDG", "bridge"},     {'S', "DAM", "dam"},        {'S', "CH", "church"},   {'V', "FRST", "forest"},
    {'S', "PRN", "prison"},          {'S', "HSP", "hospital"},
};

static void add_feature(struct asc_import *import, const struct asc_piece *cell)
{
    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        if (*cell[6].at == features[i].class && strncmp(cell[7].at, features[i].code, strlen(features[i].code)) == 0) {
            asc_import_attribute(import, "kind", features[i].kind, strlen(features[i].kind));
            return;
        }
    }
}

/* Small places are called like people and things: only those that are known by themselves stand without other evidence. */
static bool stands_alone(const struct asc_piece *cell, long long population)
{
    return population >= KNOWN_BY_ITSELF || strncmp(cell[7].at, "PCL", 3) == 0 || strcmp(cell[7].at, "ADM1") == 0 ||
           strcmp(cell[7].at, "PPLC") == 0 || strcmp(cell[7].at, "CONT") == 0 || strcmp(cell[7].at, "OCN") == 0;
}

/* The other names have no language: codes (LON) and lower case are no names. */
static bool is_name_like(const struct asc_piece *name)
{
    bool lower = false;
    for (size_t i = 0; i < name->len; i++) {
        lower |= islower((unsigned char)name->at[i]) || (unsigned char)name->at[i] >= 0x80;
    }
    return lower && name->len > 2 && !islower((unsigned char)*name->at);
}

static void add_alternates(struct asc_import *import, const struct asc_piece *cell)
{
    char *at = cell->at;
    while (*at) {
        size_t len = strcspn(at, ",");
        struct asc_piece name = {at, len};
        if (is_name_like(&name)) {
            asc_import_form(import, at, len, false);
        } else if (len) {
            asc_import_skip(import, true, "a code or no capital");
        }
        at += len + (at[len] == ',');
    }
}

void asc_import_geonames(struct asc_import *import, struct asc_lines *lines)
{
    struct asc_piece cell[GEONAMES_COLUMNS];
    if (!lines->len || *lines->line == '#') {
        return;
    }
    if (asc_cut(lines->line, lines->len, '\t', cell, GEONAMES_COLUMNS) != GEONAMES_COLUMNS) {
        asc_import_bad(import, "not 19 columns");
        return;
    }
    if (*cell[6].at == 'R') {
        asc_import_skip(import, false, "feature class R, a road or railway");
        return;
    }
    char id[64];
    (void)snprintf(id, sizeof id, "place/geonames/%.32s", cell[0].at);
    asc_import_entry(import, ASC_PLACE, id);
    asc_import_form(import, cell[1].at, cell[1].len, false);
    asc_import_form(import, cell[2].at, cell[2].len, false);
    add_alternates(import, &cell[3]);
    asc_import_kb(import, "geonames", cell[0].at);
    asc_import_country(import, cell[8].at, cell[8].len);
    add_feature(import, cell);
    long long population = strtoll(cell[14].at, NULL, 10);
    if (population > 0) {
        asc_import_attribute(import, "pop", cell[14].at, cell[14].len);
    }
    if (!stands_alone(cell, population)) {
        asc_import_attribute(import, "need", "context", strlen("context"));
    }
}

/* --- RegexNER ---------------------------------------------------------------------------------------------------- */

/* Takes `\.` and `/word/` for what they mean. False when a word is a true regular expression. */
static bool read_literally(char *pattern)
{
    char *to = pattern;
    for (const char *at = pattern; *at; at++) {
        bool slash = *at == '/' && (at == pattern || at[-1] == ' ' || !at[1] || at[1] == ' ');
        if (slash) {
            continue;
        }
        if (strchr("[](){}*+?|^$", *at) || (*at == '.' && !isalpha((unsigned char)(at == pattern ? ' ' : at[-1])))) {
            return false;
        }
        at += *at == '\\' && at[1];
        *to++ = *at;
    }
    *to = '\0';
    return true;
}

static void add_named(struct asc_import *import, unsigned type, const char *name, size_t len)
{
    struct asc_buffer id = {0};
    asc_import_slug(&id, type, name, len);
    if (!id.failed) {
        asc_import_entry(import, type, id.bytes);
        asc_import_form(import, name, len, false);
    }
    import->no_memory |= id.failed;
    asc_buffer_release(&id);
}

void asc_import_regexner(struct asc_import *import, struct asc_lines *lines)
{
    struct asc_piece cell[4];
    if (!lines->len || *lines->line == '#') {
        return;
    }
    if (asc_cut(lines->line, lines->len, '\t', cell, 4) < 2) {
        asc_import_bad(import, "no tab between a name and its type");
        return;
    }
    unsigned type = asc_import_type_of(asc_label_types, cell[1].at, cell[1].len);
    if (!type) {
        asc_import_skip(import, false, "type %s is none of ours", cell[1].at);
    } else if (!read_literally(cell[0].at)) {
        asc_import_skip(import, false, "a regular expression");
    } else {
        add_named(import, type, cell[0].at, strlen(cell[0].at));
    }
}

/* --- GATE -------------------------------------------------------------------------------------------------------- */

/* Major types of ANNIE's lists. Given names and titles are words, not names of things. */
static const struct asc_import_type gate_types[] = {
    {"location", ASC_PLACE},
    {"country", ASC_PLACE},
    {"city", ASC_PLACE},
    {"facility", ASC_PLACE},
    {"organization", ASC_ORGANIZATION},
    {"company", ASC_ORGANIZATION},
    {"government", ASC_ORGANIZATION},
    {"person_full", ASC_PERSON},
    {"person", ASC_PERSON},
    {"nationality", ASC_GROUP},
    {"event", ASC_EVENT},
    {NULL, 0},
};

/* "London&country=UK", "London:kind=x", "London<tab>kind=x": features are cut off. */
static size_t name_len(const char *line)
{
    size_t len = strcspn(line, "\t&:");
    while (line[len]) {
        const char *rest = line + len + 1;
        size_t key = strcspn(rest, "=&:\t ");
        if (line[len] == '\t' || (key && rest[key] == '=')) {
            return len;
        }
        len += 1 + strcspn(rest, "\t&:");
    }
    return len;
}

static void read_gate_list(struct asc_import *import, const char *path, unsigned type, const struct asc_piece *minor)
{
    struct asc_lines lines = {.file = fopen(path, "rb")};
    if (!lines.file) {
        asc_complain("%s: cannot be read: %s", path, strerror(errno));
        import->failed = true;
        return;
    }
    const char *outer = import->path;
    uint64_t line = import->line;
    import->path = path;
    import->line = 0;
    while (asc_lines_next(import, &lines)) {
        size_t len = name_len(lines.line);
        if (len) {
            add_named(import, type, lines.line, len);
            import->attributes.len = 0;
            asc_import_attribute(import, "kind", minor->at, minor->len);
        }
    }
    (void)asc_import_end(import);
    import->path = outer;
    import->line = line;
    (void)fclose(lines.file);
    free(lines.line);
}

/* A line of lists.def: FILE:MAJOR:MINOR:LANGUAGE:ANNOTATION. */
static void read_definition(struct asc_import *import, struct asc_lines *lines)
{
    struct asc_piece cell[5] = {{0}};
    unsigned cells = asc_cut(lines->line, lines->len, ':', cell, 5);
    unsigned type = cells > 1 ? asc_import_type_of(gate_types, cell[1].at, cell[1].len) : 0;
    if (cells < 2) {
        asc_import_bad(import, "no major type");
    } else if (!type) {
        asc_import_skip(import, false, "list of major type %s, which is none of our types", cell[1].at);
    } else {
        const char *slash = strrchr(import->path, '/');
        size_t folder = slash ? (size_t)(slash + 1 - import->path) : 0, room = folder + cell[0].len + 1;
        char *path = malloc(room);
        if (path) {
            (void)snprintf(path, room, "%.*s%s", (int)folder, import->path, cell[0].at);
            struct asc_piece none = {lines->line + lines->len, 0};
            read_gate_list(import, path, type, cells > 2 ? &cell[2] : &none);
        }
        import->no_memory |= !path;
        free(path);
    }
}

void asc_import_gate(struct asc_import *import, struct asc_lines *lines)
{
    if (lines->len && *lines->line != '#') {
        read_definition(import, lines);
    }
}
