/* Tables of names: id, type, name, aliases, kb_id, country, attributes. */
#include <stdlib.h>
#include <string.h>

#include "document/fold.h"
#include "knowledge/build.h"
#include "knowledge/knowledge.h"

enum { NAME_TOKENS = 16, KINDS = 65536 };

/* Is the form of capitals only, so that it must be written so (US, WHO)? */
static bool is_acronym(const struct asc_token *token, unsigned tokens)
{
    return tokens == 1 && (token->shape & ASC_SHAPE_UPPER) && token->end - token->begin <= 6;
}

/* The keys of a form: hyphens inside, full stops and a leading article do not count. */
static unsigned form_keys(const char *text, const struct asc_token *token, unsigned tokens, uint64_t *key)
{
    unsigned keys = 0;
    for (unsigned i = 0; i < tokens; i++) {
        char c = text[token[i].begin];
        bool glue = (token[i].shape & ASC_SHAPE_PUNCT) && token[i].end == token[i].begin + 1 && (c == '-' || c == '.' || c == '\'');
        if (!glue) {
            key[keys++] = token[i].key;
        }
    }
    return keys;
}

static void add_form(struct asc_builder *builder, struct asc_table *table, struct asc_cell form, uint32_t entry, uint32_t flags)
{
    struct asc_token token[NAME_TOKENS];
    uint64_t key[NAME_TOKENS];
    unsigned tokens = asc_build_tokens(builder, form.text, form.len, token, NAME_TOKENS);
    if (tokens > NAME_TOKENS) {
        ASC_CELL_PROBLEM(table, builder->problems, form, "\"%.*s\" has more than %d words: shorten it", (int)form.len, form.text, NAME_TOKENS);
        return;
    }
    unsigned keys = form_keys(form.text, token, tokens, key);
    if (!keys) {
        ASC_CELL_PROBLEM(table, builder->problems, form, "\"%.*s\" holds no letter or digit", (int)form.len, form.text);
        return;
    }
    flags |= is_acronym(token, tokens) ? ASC_READING_ACRONYM : 0;
    flags |= (token->shape & ASC_SHAPE_LOWER) ? ASC_READING_LOWER : 0;
    asc_build_chain(builder, &builder->names, key, keys, entry, flags);
}

static bool attribute_is(struct asc_cell attribute, const char *key, struct asc_cell *value)
{
    size_t len = strlen(key);
    if (attribute.len <= len || memcmp(attribute.text, key, len) != 0 || attribute.text[len] != '=') {
        return false;
    }
    *value = (struct asc_cell){attribute.text + len + 1, attribute.len - len - 1};
    return true;
}

/* Decimal digits of a number, so that a size fits a byte: 1234567 has 7. */
static uint8_t digits_of(struct asc_cell number)
{
    uint8_t digits = 0;
    for (size_t i = 0; i < number.len && number.text[i] >= '0' && number.text[i] <= '9'; i++) {
        digits++;
    }
    return digits;
}

/* What the last column says beyond the entry itself. */
struct attributes {
    struct asc_cell role, weak, capital;
};

/* The number of a kind of things, such as "city". */
static uint16_t kind_of(struct asc_builder *builder, struct asc_table *table, struct asc_cell kind)
{
    const uint32_t *known = builder->kinds.items;
    const char *strings = builder->strings.items;
    size_t kinds = builder->kinds.count;
    for (size_t i = 1; i < kinds; i++) {
        if (asc_cell_is(kind, strings + known[i])) {
            return (uint16_t)i;
        }
    }
    uint32_t *added = kinds < KINDS ? asc_vector_add(&builder->kinds, kinds ? 1 : 2, sizeof *added) : NULL;
    if (!added) {
        ASC_CELL_PROBLEM(table, builder->problems, kind, "\"%.*s\" is one kind too many: there is room for %d", (int)kind.len, kind.text, KINDS - 1);
        return 0;
    }
    ((uint32_t *)builder->kinds.items)[builder->kinds.count - 1] = asc_build_string(builder, kind.text, kind.len);
    return (uint16_t)(builder->kinds.count - 1);
}

static void read_attributes(struct asc_builder *builder, struct asc_table *table, struct asc_entry *entry, struct attributes *more)
{
    struct asc_cell rest = table->cell[6], attribute, value;
    while (asc_cell_part(&rest, '|', &attribute)) {
        if (attribute_is(attribute, "role", &value)) {
            more->role = value;
        } else if (attribute_is(attribute, "kind", &value)) {
            entry->kind = value.len ? kind_of(builder, table, value) : 0;
        } else if (attribute_is(attribute, "capital", &value)) {
            more->capital = value;
        } else if (attribute_is(attribute, "gender", &value)) {
            entry->gender = *value.text == 'm' || *value.text == 'f' ? *value.text : 0;
        } else if (attribute_is(attribute, "pop", &value)) {
            entry->size = digits_of(value);
        } else if (attribute_is(attribute, "need", &value)) {
            entry->context = true;
        } else if (attribute_is(attribute, "weak", &value)) {
            more->weak = value;
        } else if (!memchr(attribute.text, '=', attribute.len)) {
            ASC_CELL_PROBLEM(table, builder->problems, attribute, "\"%.*s\" is no attribute: write key=value", (int)attribute.len, attribute.text);
        }
    }
}

static bool listed(struct asc_cell list, char separator, struct asc_cell name)
{
    struct asc_cell part;
    while (asc_cell_part(&list, separator, &part)) {
        if (part.len == name.len && memcmp(part.text, name.text, name.len) == 0) {
            return true;
        }
    }
    return false;
}

/* The forms of an entry: its name, its aliases, and those that are weak. */
static void add_forms(struct asc_builder *builder, struct asc_table *table, uint32_t entry, struct asc_cell weak)
{
    struct asc_cell name = table->cell[2], rest = table->cell[3], alias;
    add_form(builder, table, name, entry, ASC_READING_MAIN | (listed(weak, ';', name) ? ASC_READING_WEAK : 0));
    while (asc_cell_part(&rest, '|', &alias)) {
        add_form(builder, table, alias, entry, listed(weak, ';', alias) ? ASC_READING_WEAK : 0);
    }
    struct asc_cell left = weak;
    while (asc_cell_part(&left, ';', &alias)) {
        bool same = alias.len == name.len && memcmp(alias.text, name.text, name.len) == 0;
        if (!same && !listed(table->cell[3], '|', alias)) {
            add_form(builder, table, alias, entry, ASC_READING_WEAK);
        }
    }
}

/* --- capitals ---------------------------------------------------------------------------------------------------- */

/* The id of a capital, its country, and its entry once that is found. */
struct wanted_capital {
    const char *id;
    uint32_t country, city;
};

static int compare_ids(const void *left, const void *right)
{
    const struct wanted_capital *a = left, *b = right;
    int order = strcmp(a->id, b->id);
    return order ? order : a->country < b->country ? -1 : a->country > b->country;
}

static int compare_cities(const void *left, const void *right)
{
    const struct wanted_capital *a = left, *b = right;
    return a->city != b->city ? (a->city < b->city ? -1 : 1) : a->country < b->country ? -1 : a->country > b->country;
}

/* The first of the capitals, sorted by id, that have this one; NULL when none has. */
static struct wanted_capital *find_id(struct wanted_capital *wanted, size_t count, const char *id)
{
    size_t first = 0, end = count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (strcmp(wanted[middle].id, id) < 0) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    return first < count && strcmp(wanted[first].id, id) == 0 ? wanted + first : NULL;
}

/* Notes the first entry that has the id of a capital. */
static void find_cities(const struct asc_builder *builder, struct wanted_capital *wanted, size_t count)
{
    const struct asc_entry *entry = builder->entries.items;
    const char *text = builder->texts.items;
    for (size_t e = 0; e < builder->entries.count; e++) {
        const char *id = text + entry[e].text;
        struct wanted_capital *found = *id ? find_id(wanted, count, id) : NULL;
        for (; found && found < wanted + count && found->city == ASC_NONE && strcmp(found->id, id) == 0; found++) {
            found->city = (uint32_t)e;
        }
    }
}

bool asc_build_capitals(struct asc_builder *builder, struct asc_vector *capitals)
{
    const struct asc_built_capital *capital = builder->capitals.items;
    size_t count = builder->capitals.count;
    struct wanted_capital *wanted = malloc((count + 1) * sizeof *wanted);
    if (!wanted) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        wanted[i] = (struct wanted_capital){(const char *)builder->strings.items + capital[i].id, capital[i].country, ASC_NONE};
    }
    qsort(wanted, count, sizeof *wanted, compare_ids);
    find_cities(builder, wanted, count);
    qsort(wanted, count, sizeof *wanted, compare_cities);
    bool done = true;
    for (size_t i = 0; done && i < count && wanted[i].city != ASC_NONE; i++) {
        bool last = i + 1 == count || wanted[i + 1].city != wanted[i].city; /* of several countries the last */
        struct asc_capital *laid = last ? asc_vector_add(capitals, 1, sizeof *laid) : NULL;
        done = laid || !last;
        if (laid) {
            *laid = (struct asc_capital){wanted[i].city, wanted[i].country};
        }
    }
    free(wanted);
    return done;
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

static void add_text(struct asc_builder *builder, struct asc_cell cell)
{
    char *copy = builder->texts.count + cell.len < UINT32_MAX ? asc_vector_add(&builder->texts, cell.len + 1, 1) : NULL;
    if (copy && cell.len) {
        memcpy(copy, cell.text, cell.len);
    }
    builder->failed |= !copy;
}

/* Is the kb_id the one that the id implies? */
static bool is_implied(struct asc_cell id, struct asc_cell kb)
{
    char text[2 * ASC_KB_ROOM], derived[ASC_KB_ROOM];
    if (!kb.len || id.len >= sizeof text) {
        return false;
    }
    memcpy(text, id.text, id.len);
    text[id.len] = '\0';
    return asc_kb_derive(text, derived) && asc_cell_is(kb, derived);
}

/* The strings of an entry, in the order of image.h. */
static uint32_t add_texts(struct asc_builder *builder, const struct asc_cell *cell, struct asc_cell role)
{
    static const struct asc_cell derived = {ASC_KB_DERIVED, sizeof ASC_KB_DERIVED - 1};
    size_t at = builder->texts.count;
    add_text(builder, cell[0]);
    add_text(builder, cell[2]);
    add_text(builder, is_implied(cell[0], cell[4]) ? derived : cell[4]);
    add_text(builder, role);
    return (uint32_t)at;
}

/* A country names its capital, which may be an entry that comes later. */
static void add_capital(struct asc_builder *builder, uint32_t country, struct asc_cell capital)
{
    const uint32_t *kind = builder->kinds.items;
    const char *strings = builder->strings.items;
    uint16_t number = ((const struct asc_entry *)builder->entries.items)[country].kind;
    if (!capital.len || !number || strcmp(strings + kind[number], "country") != 0) {
        return;
    }
    uint32_t id = asc_build_string(builder, capital.text, capital.len);
    struct asc_built_capital *added = asc_vector_add(&builder->capitals, 1, sizeof *added);
    builder->failed |= !added;
    if (added) {
        *added = (struct asc_built_capital){country, id};
    }
}

void asc_build_names(struct asc_builder *builder, struct asc_table *table)
{
    /* Files whose path says so come from a script and are trusted a little less than those written by hand. */
    bool drawn = strstr(table->path, "drawn") != NULL;
    while (asc_table_row(table, builder->problems)) {
        struct asc_cell *cell = table->cell;
        bool away = asc_cell_is(cell[1], "-");
        int type = asc_word_index(asc_type_name, ASC_TYPES, cell[1].text, cell[1].len);
        if (!away && type <= 0) {
            ASC_CELL_PROBLEM(table, builder->problems, cell[1],
                             "\"%.*s\" is no type: write PERSON, ORGANIZATION, PLACE, GROUP, EVENT, WORK, WEAPON or - (take the name away)",
                             (int)cell[1].len, cell[1].text);
            continue;
        }
        if (!cell[2].len) {
            ASC_CELL_PROBLEM(table, builder->problems, cell[2], "the third cell, the name, is empty");
            continue;
        }
        struct asc_entry *entry = asc_vector_add(&builder->entries, 1, sizeof *entry);
        if (!entry || builder->entries.count > (1U << ASC_READING_ENTRY_BITS)) {
            builder->failed = true;
            return;
        }
        uint32_t number = (uint32_t)builder->entries.count - 1;
        struct asc_entry made = {.type = away ? 0 : (uint8_t)type, .curated = !drawn};
        if (cell[5].len == 2) {
            memcpy(made.country, cell[5].text, 2);
        }
        struct attributes more = {.role = {NULL, 0}};
        read_attributes(builder, table, &made, &more);
        made.text = add_texts(builder, cell, more.role);
        ((struct asc_entry *)builder->entries.items)[number] = made;
        add_capital(builder, number, more.capital);
        add_forms(builder, table, number, more.weak);
    }
}
