#include "evidence/evidence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "knowledge/build.h"

static const struct {
    const char *name;
    char value;
} templates[ASC_TEMPLATES] = {
#define X(NAME, TEXT, VALUE) {TEXT, VALUE},
    ASC_FEATURE_LIST(X)
#undef X
};

/* Adds one feature to a row, and keeps it if features are kept; `word` is what people read, "" for other values. */
static void add_feature(struct asc_evidence *e, enum asc_template template, unsigned type, uint32_t value, const char *word, struct asc_row *row)
{
    unsigned from = type < ASC_TYPES ? type : 0, to = type < ASC_TYPES ? type + 1 : ASC_TYPES;
    for (unsigned i = from; i < to; i++) {
        row->weight[i] += asc_weight(e->known, asc_feature_of(template, i, value));
    }
    if (e->sets || e->count == ASC_FEATURES) {
        return;
    }
    e->feature[e->count] = asc_feature_of(template, type < ASC_TYPES ? type : e->type, value);
    char *copy = e->word[e->count++];
    size_t i = 0;
    for (; i + 1 < ASC_WORD_ROOM && word[i]; i++) {
        copy[i] = (char)(word[i] == ' ' ? '_' : word[i]);
    }
    copy[i] = '\0';
}

static void remember(struct asc_evidence *e, uint32_t template_type, uint64_t first, uint64_t second, const struct asc_row *row)
{
    struct asc_memo *memo = asc_memo_of(e, template_type, first, second);
    if (memo) {
        *memo = (struct asc_memo){first, second, template_type, *row};
    }
}

void asc_evidence_add_slowly(struct asc_evidence *e, enum asc_template template, unsigned type, uint32_t value)
{
    struct asc_row row = {{0}};
    add_feature(e, template, type, value, "", &row);
    remember(e, asc_template_type(template, type), value, 0, &row);
    asc_evidence_row(e, type, &row);
}

void asc_evidence_word_slowly(struct asc_evidence *e, enum asc_template template, unsigned type, const char *word, uint64_t key)
{
    struct asc_row row = {{0}};
    add_feature(e, template, type, asc_feature_word(word), word, &row);
    remember(e, asc_template_type(template, type), key, 1, &row);
    asc_evidence_row(e, type, &row);
}

/* A word, also the first of two that are joined, has at most half of the room; the plus sign and the NUL take two places. */
enum { FIRST_ROOM = ASC_WORD_ROOM / 2 };

void asc_evidence_fixed_slowly(struct asc_evidence *e, enum asc_template template, unsigned type, const char *first, const char *second)
{
    char text[ASC_WORD_ROOM];
    size_t m = strlen(first), n = second ? strlen(second) : 0;
    m = m > FIRST_ROOM ? FIRST_ROOM : m;
    n = m + n + 2 > sizeof text ? sizeof text - m - 2 : n;
    memcpy(text, first, m);
    text[m] = second ? '+' : '\0';
    if (second) {
        memcpy(text + m + 1, second, n);
        text[m + 1 + n] = '\0';
    }
    struct asc_row row = {{0}};
    add_feature(e, template, type, asc_feature_word(text), text, &row);
    remember(e, asc_template_type(template, type), (uintptr_t)first, (uintptr_t)second, &row);
    asc_evidence_row(e, type, &row);
}

int32_t asc_weight_of_word(const struct asc_knowledge *known, enum asc_template template, const char *word)
{
    uint32_t value = asc_feature_end(asc_feature_part(ASC_FEATURE_START, word, FIRST_ROOM));
    return asc_weight(known, asc_feature_of(template, 0, value));
}

void asc_weights_of_pairs(const struct asc_knowledge *known, enum asc_template template, const char *first, const char *const *second, unsigned count,
                          int32_t *weight)
{
    size_t m = strnlen(first, FIRST_ROOM);
    uint32_t begin = asc_feature_part(asc_feature_part(ASC_FEATURE_START, first, m), "+", 1);
    for (unsigned i = 0; i < count; i++) {
        if (second[i]) {
            uint32_t value = asc_feature_end(asc_feature_part(begin, second[i], ASC_WORD_ROOM - 2 - m));
            weight[i] = asc_weight(known, asc_feature_of(template, 0, value));
        }
    }
}

/* The rows of a template, none of them asked for; NULL when there is no memory. */
static struct asc_row *new_rows(uint32_t sets)
{
    struct asc_row *rows = malloc((sets + (size_t)1) * sizeof *rows);
    for (uint32_t i = 0; rows && i < sets; i++) {
        rows[i].weight[0] = ASC_UNKNOWN;
    }
    return rows;
}

static struct asc_row add_classes(struct asc_evidence *e, enum asc_template template, unsigned type, struct asc_classes classes)
{
    struct asc_row row = {{0}};
    for (unsigned half = 0; half < 2; half++) {
        for (uint64_t bits = classes.bits[half]; bits; bits &= bits - 1) {
            add_feature(e, template, type, half * 64 + (uint32_t)__builtin_ctzll(bits), "", &row);
        }
    }
    return row;
}

void asc_evidence_classes(struct asc_evidence *e, enum asc_template template, unsigned type, struct asc_classes classes)
{
    struct asc_row row = add_classes(e, template, type, classes);
    asc_evidence_row(e, type, &row);
}

void asc_evidence_set_slowly(struct asc_evidence *e, enum asc_template template, unsigned type, uint32_t set)
{
    struct asc_row row = add_classes(e, template, type, asc_classes_of(e->known, set));
    if (e->sets && !e->sets->set[template]) {
        e->sets->set[template] = new_rows(e->known->sets);
    }
    if (e->sets && e->sets->set[template] && set < e->known->sets) {
        e->sets->set[template][set] = row;
    }
    asc_evidence_row(e, type, &row);
}

void asc_set_weights_release(struct asc_set_weights *sets)
{
    free(sets->quotes);
    sets->quotes = NULL;
    free(sets->names);
    sets->names = NULL;
    for (unsigned i = 0; i < ASC_TEMPLATES; i++) {
        free(sets->set[i]);
        sets->set[i] = NULL;
    }
}

/* 100 / (1 + e^-x) at x = 0.0, 0.1 ... 5.0, rounded. */
static const uint8_t logistic[] = {50, 52, 55, 57, 60, 62, 65, 67, 69, 71, 73, 75, 77, 79, 80, 82, 83, 85, 86, 87, 88, 89, 90, 91, 92, 92,
                                   93, 94, 94, 95, 95, 96, 96, 96, 97, 97, 97, 98, 98, 98, 98, 98, 99, 99, 99, 99, 99, 99, 99, 99, 99};

uint8_t asc_confidence(int32_t sum)
{
    int32_t step = (sum < 0 ? -sum : sum) / 10;
    uint8_t value = step < (int32_t)sizeof logistic ? logistic[step] : 99;
    return sum < 0 ? (uint8_t)(100 - value) : value;
}

void asc_feature_text(const struct asc_evidence *evidence, unsigned index, char *out, size_t room)
{
    uint32_t feature = evidence->feature[index];
    const struct asc_weight *weight = asc_weight_find(evidence->known, feature);
    unsigned template = (feature >> (ASC_VALUE_BITS + ASC_TYPE_BITS)) - 1;
    unsigned type = feature >> ASC_VALUE_BITS & ((1U << ASC_TYPE_BITS) - 1);
    unsigned value = feature & ((1U << ASC_VALUE_BITS) - 1);
    if (weight || template >= ASC_TEMPLATES) {
        (void)snprintf(out, room, "%s", weight ? asc_image_string(&evidence->known->image[0], weight->name) : "?");
        return;
    }
    const char *dot = type ? "." : "", *type_name = asc_type_name(type), *name = templates[template].name;
    switch (templates[template].value) {
    case '-': (void)snprintf(out, room, "%s%s%s", name, dot, type_name); break;
    case 'C': (void)snprintf(out, room, "%s%s%s:%s", name, dot, type_name, asc_class_name(value)); break;
    case 'N': (void)snprintf(out, room, "%s%s%s:%u", name, dot, type_name, value); break;
    default: (void)snprintf(out, room, "%s%s%s:%s", name, dot, type_name, evidence->word[index]); break;
    }
}

/* --- the table of weights ---------------------------------------------------------------------------------------- */

/* The value that a text names for a template; false when it does not fit. */
static bool read_value(unsigned template, const char *text, uint32_t *value)
{
    char *end = NULL;
    switch (templates[template].value) {
    case '-': *value = 0; return !*text;
    case 'C': {
        int class = asc_class_index(text, strlen(text));
        *value = (uint32_t) class;
        return class >= 0;
    }
    case 'N': *value = (uint32_t)strtoul(text, &end, 10); return *text && !*end;
    default: *value = *text == '#' ? (uint32_t)strtoul(text + 1, NULL, 10) : asc_feature_word(text); return *text != '\0';
    }
}

/* Reads "name.prev.PERSON:TITLE"; 0 when it is no feature. */
static uint32_t read_feature(struct asc_cell cell)
{
    char text[160];
    if (cell.len >= sizeof text) {
        return 0;
    }
    memcpy(text, cell.text, cell.len);
    text[cell.len] = '\0';
    char *colon = strchr(text, ':');
    const char *value_text = colon ? colon + 1 : "";
    if (colon) {
        *colon = '\0';
    }
    unsigned type = 0;
    char *dot = strrchr(text, '.');
    int named = dot ? asc_word_index(asc_type_name, ASC_TYPES, dot + 1, strlen(dot + 1)) : -1;
    if (named > 0) {
        type = (unsigned)named;
        *dot = '\0';
    }
    uint32_t value = 0;
    for (unsigned i = 0; i < ASC_TEMPLATES; i++) {
        if (strcmp(templates[i].name, text) == 0) {
            return read_value(i, value_text, &value) ? asc_feature_of((enum asc_template)i, type, value) : 0;
        }
    }
    return 0;
}

void asc_build_weights(struct asc_builder *builder, struct asc_table *table)
{
    while (asc_table_row(table, builder->problems)) {
        struct asc_cell name = table->cell[0], number = table->cell[1];
        uint32_t feature = read_feature(name);
        char *end = NULL;
        long weight = strtol(number.text, &end, 10);
        if (!feature) {
            ASC_CELL_PROBLEM(table, builder->problems, name, "\"%.*s\" is no feature: pipeline/evidence/features.h lists them", (int)name.len,
                             name.text);
        } else if (end != number.text + number.len || !number.len || weight > 100000 || weight < -100000) {
            ASC_CELL_PROBLEM(table, builder->problems, number, "\"%.*s\" is no weight: write a whole number, hundredths of a logit", (int)number.len,
                             number.text);
        } else {
            struct asc_weight *row = asc_vector_add(&builder->weights, 1, sizeof *row);
            if (!row) {
                builder->failed = true;
                return;
            }
            *row = (struct asc_weight){feature, (int32_t)weight, asc_build_string(builder, name.text, name.len), (uint32_t)builder->weights.count};
        }
    }
}
