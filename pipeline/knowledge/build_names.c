/* Tables of names: id, type, name, aliases, kb_id, country, attributes. */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

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

static void add_form(struct asc_builder *builder, struct asc_table *table, struct asc_cell form, const struct asc_entry *entry, uint32_t number,
                     uint32_t flags)
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
    flags |= entry->type ? 0 : ASC_READING_AWAY;
    asc_build_chain(builder, &builder->names, key, keys, number, flags);
    asc_build_variant(builder, form.text, token, tokens, entry, number, flags);
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

/* The place of a kind in the index: where its number is, or where it would be. */
static uint32_t *kind_slot(const struct asc_builder *builder, struct asc_cell kind)
{
    uint32_t *index = builder->kind_index.items;
    const uint32_t *known = builder->kinds.items;
    size_t i = asc_fold_end(asc_fold_bytes(ASC_FOLD_START, kind.text, kind.len)) % builder->kind_index.count;
    while (index[i] && !asc_cell_is(kind, (const char *)builder->strings.items + known[index[i]])) {
        i = (i + 1) % builder->kind_index.count;
    }
    return index + i;
}

/* The number of a kind of things, such as "city"; 0 is none. */
static uint16_t kind_of(struct asc_builder *builder, struct asc_table *table, struct asc_cell kind)
{
    if (!builder->kinds.count) {
        builder->failed |=
            !asc_vector_add(&builder->kinds, 1, sizeof(uint32_t)) || !asc_vector_add(&builder->kind_index, 2 * KINDS, sizeof(uint32_t));
    }
    if (!kind.len || builder->failed) {
        return 0;
    }
    uint32_t *slot = kind_slot(builder, kind);
    if (!*slot && builder->kinds.count == KINDS) {
        ASC_CELL_PROBLEM(table, builder->problems, kind, "\"%.*s\" is one kind too many: there is room for %d", (int)kind.len, kind.text, KINDS - 1);
    } else if (!*slot) {
        uint32_t string = asc_build_string(builder, kind.text, kind.len), *added = asc_vector_add(&builder->kinds, 1, sizeof *added);
        builder->failed |= !added;
        *slot = (uint32_t)builder->kinds.count - 1;
        if (added) {
            *added = string;
        }
    }
    return (uint16_t)*slot;
}

static void read_attributes(struct asc_builder *builder, struct asc_table *table, struct asc_entry *entry, struct attributes *more)
{
    struct asc_cell rest = table->cell[6], attribute, value;
    while (asc_cell_part(&rest, '|', &attribute)) {
        if (attribute_is(attribute, "role", &value)) {
            more->role = value;
        } else if (attribute_is(attribute, "kind", &value)) {
            entry->kind = kind_of(builder, table, value);
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
static void add_forms(struct asc_builder *builder, struct asc_table *table, const struct asc_entry *entry, uint32_t number, struct asc_cell weak)
{
    struct asc_cell name = table->cell[2], rest = table->cell[3], alias;
    add_form(builder, table, name, entry, number, ASC_READING_MAIN | (listed(weak, ';', name) ? ASC_READING_WEAK : 0));
    while (asc_cell_part(&rest, '|', &alias)) {
        add_form(builder, table, alias, entry, number, listed(weak, ';', alias) ? ASC_READING_WEAK : 0);
    }
    struct asc_cell left = weak;
    while (asc_cell_part(&left, ';', &alias)) {
        bool same = alias.len == name.len && memcmp(alias.text, name.text, name.len) == 0;
        if (!same && !listed(table->cell[3], '|', alias)) {
            add_form(builder, table, alias, entry, number, ASC_READING_WEAK);
        }
    }
}

/* --- capitals ---------------------------------------------------------------------------------------------------- */

/* The id of a capital by its hash, its country, and its entry once that is found. */
struct wanted_capital {
    uint64_t hash;
    uint32_t country, city;
};

struct wanted_capitals {
    struct wanted_capital *capital; /* sorted by hash */
    size_t count;
};

static int compare_ids(const void *left, const void *right)
{
    const struct wanted_capital *a = left, *b = right;
    return a->hash != b->hash ? (a->hash < b->hash ? -1 : 1) : a->country < b->country ? -1 : a->country > b->country;
}

static int compare_cities(const void *left, const void *right)
{
    const struct wanted_capital *a = left, *b = right;
    return a->city != b->city ? (a->city < b->city ? -1 : 1) : a->country < b->country ? -1 : a->country > b->country;
}

/* The number of the first capital whose hash is not below this one. */
static size_t first_capital(const struct wanted_capitals *wanted, uint64_t hash)
{
    size_t first = 0, end = wanted->count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (wanted->capital[middle].hash < hash) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    return first;
}

/* Notes the first entry that has the id of a capital. */
static bool find_cities(void *context, const void *items, size_t count)
{
    struct wanted_capitals *wanted = context;
    const struct asc_built_id *place = items;
    for (size_t i = 0; i < count; i++) {
        size_t c = first_capital(wanted, place[i].hash);
        for (; c < wanted->count && wanted->capital[c].hash == place[i].hash && wanted->capital[c].city == ASC_NONE; c++) {
            wanted->capital[c].city = place[i].entry;
        }
    }
    return true;
}

bool asc_build_capitals(struct asc_builder *builder, struct asc_spool *capitals)
{
    const struct asc_built_id *capital = builder->capitals.items;
    size_t count = builder->capitals.count;
    struct wanted_capitals wanted = {malloc((count + 1) * sizeof *wanted.capital), count};
    if (!wanted.capital) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        wanted.capital[i] = (struct wanted_capital){capital[i].hash, capital[i].entry, ASC_NONE};
    }
    qsort(wanted.capital, count, sizeof *wanted.capital, compare_ids);
    bool done = !count || asc_spool_each(&builder->places, sizeof(struct asc_built_id), find_cities, &wanted);
    qsort(wanted.capital, count, sizeof *wanted.capital, compare_cities);
    for (size_t i = 0; done && i < count && wanted.capital[i].city != ASC_NONE; i++) {
        bool last = i + 1 == count || wanted.capital[i + 1].city != wanted.capital[i].city; /* of several countries the last */
        struct asc_capital *laid = last ? asc_spool_add(capitals, 1, sizeof *laid) : NULL;
        done = laid || !last;
        if (laid) {
            *laid = (struct asc_capital){wanted.capital[i].city, wanted.capital[i].country};
        }
    }
    free(wanted.capital);
    return done;
}

static uint64_t hash_of(struct asc_cell id)
{
    return XXH3_64bits(id.text, id.len);
}

/* A country names its capital, which may be an entry that comes later. */
static void add_capital(struct asc_builder *builder, const struct asc_entry *country, uint32_t number, struct asc_cell capital)
{
    const uint32_t *kind = builder->kinds.items;
    if (!capital.len || !country->kind || strcmp((const char *)builder->strings.items + kind[country->kind], "country") != 0) {
        return;
    }
    struct asc_built_id *added = asc_vector_add(&builder->capitals, 1, sizeof *added);
    builder->failed |= !added;
    if (added) {
        *added = (struct asc_built_id){.hash = hash_of(capital), .entry = number};
    }
}

/* A place that may turn out to be a capital. */
static void add_place(struct asc_builder *builder, uint32_t number, struct asc_cell id)
{
    struct asc_built_id *added = id.len ? asc_spool_add(&builder->places, 1, sizeof *added) : NULL;
    builder->failed |= id.len && !added;
    if (added) {
        *added = (struct asc_built_id){.hash = hash_of(id), .entry = number};
    }
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

static void add_text(struct asc_builder *builder, struct asc_cell cell)
{
    char *copy = asc_spool_count(&builder->texts) + cell.len < UINT32_MAX ? asc_spool_add(&builder->texts, cell.len + 1, 1) : NULL;
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
    uint64_t at = asc_spool_count(&builder->texts);
    add_text(builder, cell[0]);
    add_text(builder, cell[2]);
    add_text(builder, is_implied(cell[0], cell[4]) ? derived : cell[4]);
    add_text(builder, role);
    return (uint32_t)at;
}

static void add_row(struct asc_builder *builder, struct asc_table *table, uint8_t type, bool drawn)
{
    const struct asc_cell *cell = table->cell;
    uint32_t number = (uint32_t)asc_spool_count(&builder->entries);
    struct asc_entry *entry = number >> ASC_READING_ENTRY_BITS ? NULL : asc_spool_add(&builder->entries, 1, sizeof *entry);
    if (!entry) {
        builder->failed = true;
        return;
    }
    *entry = (struct asc_entry){.type = type, .curated = !drawn};
    if (cell[5].len == 2) {
        memcpy(entry->country, cell[5].text, 2);
    }
    struct attributes more = {.role = {NULL, 0}};
    read_attributes(builder, table, entry, &more);
    entry->text = add_texts(builder, cell, more.role);
    const struct asc_entry made = *entry;
    add_capital(builder, entry, number, more.capital);
    if (type == ASC_PLACE) {
        add_place(builder, number, cell[0]);
    }
    add_forms(builder, table, &made, number, more.weak);
}

void asc_build_names(struct asc_builder *builder, struct asc_table *table)
{
    /* Files whose path says so come from a script and are trusted a little less than those written by hand. */
    bool drawn = strstr(table->path, "drawn") != NULL;
    asc_build_variants_ready(builder);
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
        add_row(builder, table, (uint8_t)(away ? 0 : type), drawn);
    }
}
