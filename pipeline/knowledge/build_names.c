/* Tables of names: id, type, name, aliases, kb_id, country, attributes. */
#include <stdlib.h>
#include <string.h>

#include "document/fold.h"
#include "knowledge/build.h"

enum { NAME_TOKENS = 16 };

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

static void read_attributes(struct asc_builder *builder, struct asc_table *table, struct asc_entry *entry, struct asc_cell *weak)
{
    struct asc_cell rest = table->cell[6], attribute, value;
    while (asc_cell_part(&rest, '|', &attribute)) {
        if (attribute_is(attribute, "role", &value)) {
            entry->role = asc_build_string(builder, value.text, value.len);
        } else if (attribute_is(attribute, "kind", &value)) {
            entry->kind = asc_build_string(builder, value.text, value.len);
        } else if (attribute_is(attribute, "place", &value)) {
            entry->place = asc_build_string(builder, value.text, value.len);
        } else if (attribute_is(attribute, "capital", &value)) {
            entry->place = asc_build_string(builder, value.text, value.len);
        } else if (attribute_is(attribute, "gender", &value)) {
            entry->gender = *value.text == 'm' || *value.text == 'f' ? *value.text : 0;
        } else if (attribute_is(attribute, "pop", &value)) {
            entry->size = digits_of(value);
        } else if (attribute_is(attribute, "need", &value)) {
            entry->context = 1;
        } else if (attribute_is(attribute, "weak", &value)) {
            *weak = value;
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

/* The entry with an id, ASC_NONE when there is none. */
static uint32_t find_entry(const struct asc_builder *builder, const char *id)
{
    const struct asc_entry *entry = builder->entries.items;
    const char *strings = builder->strings.items;
    for (size_t i = 0; i < builder->entries.count; i++) {
        if (strcmp(strings + entry[i].id, id) == 0) {
            return (uint32_t)i;
        }
    }
    return ASC_NONE;
}

void asc_build_capitals(struct asc_builder *builder)
{
    struct asc_entry *entry = builder->entries.items;
    const char *strings = builder->strings.items;
    for (size_t i = 0; i < builder->entries.count; i++) {
        bool country = entry[i].place && strcmp(strings + entry[i].kind, "country") == 0;
        uint32_t capital = country ? find_entry(builder, strings + entry[i].place) : ASC_NONE;
        if (capital != ASC_NONE) {
            entry[capital].stands_for = (uint32_t)i;
        }
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
        if (!entry || builder->entries.count > (1U << 28)) {
            builder->failed = true;
            return;
        }
        uint32_t number = (uint32_t)builder->entries.count - 1;
        struct asc_entry made = {.type = away ? 0 : (uint8_t)type, .curated = !drawn, .stands_for = ASC_NONE};
        made.id = asc_build_string(builder, cell[0].text, cell[0].len);
        made.name = asc_build_string(builder, cell[2].text, cell[2].len);
        made.kb = asc_build_string(builder, cell[4].text, cell[4].len);
        if (cell[5].len == 2) {
            memcpy(made.country, cell[5].text, 2);
        }
        struct asc_cell weak = {NULL, 0};
        read_attributes(builder, table, &made, &weak);
        ((struct asc_entry *)builder->entries.items)[number] = made;
        add_forms(builder, table, number, weak);
    }
}
