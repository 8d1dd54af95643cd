/* Spellings of names by rule: reading variants.tsv, and the names under their reduced letters. */
#include <stdlib.h>
#include <string.h>

#include "document/fold.h"
#include "knowledge/build.h"
#include "knowledge/knowledge.h"

enum { NAME_TOKENS = 16 };

static const char *const place_word[ASC_VARIANT_PLACES] = {"any", "start", "word", "end", "country"};

static int place_of(struct asc_cell cell)
{
    for (int i = 0; i < ASC_VARIANT_PLACES; i++) {
        if (asc_cell_is(cell, place_word[i])) {
            return i;
        }
    }
    return -1;
}

static void add_row(struct asc_builder *builder, struct asc_table *table, struct asc_cell letters, struct asc_cell become, uint8_t where)
{
    struct asc_variant row = {.where = where};
    if (letters.len >= sizeof row.letters || become.len >= sizeof row.become) {
        ASC_CELL_PROBLEM(table, builder->problems, letters, "\"%.*s\" is too long: write at most %zu letters, which become at most %zu",
                         (int)letters.len, letters.text, sizeof row.letters - 1, sizeof row.become - 1);
        return;
    }
    memcpy(row.letters, letters.text, letters.len);
    if (!asc_cell_is(become, "-")) {
        memcpy(row.become, become.text, become.len);
    }
    struct asc_variant *added = asc_vector_add(&builder->variant_rows, 1, sizeof *added);
    builder->failed |= !added;
    if (added) {
        *added = row;
    }
}

void asc_build_variants(struct asc_builder *builder, struct asc_table *table)
{
    while (asc_table_row(table, builder->problems)) {
        struct asc_cell rest = table->cell[0], letters;
        int where = place_of(table->cell[2]);
        if (where < 0) {
            ASC_CELL_PROBLEM(table, builder->problems, table->cell[2], "\"%.*s\" is none of any, start, end, word, country", (int)table->cell[2].len,
                             table->cell[2].text);
            continue;
        }
        while (asc_cell_part(&rest, '|', &letters)) {
            add_row(builder, table, letters, table->cell[1], (uint8_t)where);
        }
    }
    asc_build_variants_ready(builder);
}

void asc_build_like(struct asc_builder *builder, const struct asc_knowledge *known)
{
    builder->clitics = known->clitics;
    struct asc_variant *row = asc_vector_add(&builder->variant_rows, known->variants.rows, sizeof *row);
    builder->failed |= known->variants.rows && !row;
    if (row) {
        memcpy(row, known->variants.row, known->variants.rows * sizeof *row);
    }
}

static int compare_keys(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

void asc_build_variants_ready(struct asc_builder *builder)
{
    if (builder->variant_rows.count) {
        qsort(builder->variant_rows.items, builder->variant_rows.count, sizeof(struct asc_variant), asc_variant_compare);
        builder->variants = asc_variants_open(builder->variant_rows.items, builder->variant_rows.count);
    }
    if (builder->common.count > builder->common_sorted) {
        qsort(builder->common.items, builder->common.count, sizeof(uint64_t), compare_keys);
        builder->common_sorted = builder->common.count;
    }
}

void asc_build_common(struct asc_builder *builder, const char *text, const struct asc_token *token)
{
    unsigned letters = 0;
    uint64_t key = builder->variants.rows ? asc_variant_key(&builder->variants, text + token->begin, token->end - token->begin, &letters) : 0;
    uint64_t *added = letters >= ASC_VARIANT_WORD ? asc_vector_add(&builder->common, 1, sizeof *added) : NULL;
    builder->failed |= letters >= ASC_VARIANT_WORD && !added;
    if (added) {
        *added = key;
    }
}

static bool varies(const struct asc_builder *builder, const struct asc_entry *entry)
{
    const struct asc_variant *row = builder->variants.row;
    for (uint32_t r = builder->variants.countries; r < builder->variants.rows && *entry->country; r++) {
        if (strncmp(row[r].letters, entry->country, sizeof entry->country) == 0) {
            return true;
        }
    }
    return false;
}

void asc_build_variant(struct asc_builder *builder, const char *text, const struct asc_token *token, unsigned tokens, const struct asc_entry *entry,
                       uint32_t number, uint32_t flags)
{
    uint64_t key[NAME_TOKENS];
    unsigned keys = 0, all = 0;
    if (!builder->variants.rows || !entry->curated || !entry->type || (flags & (ASC_READING_WEAK | ASC_READING_ACRONYM)) || !varies(builder, entry)) {
        return;
    }
    for (unsigned i = 0; i < tokens; i++) {
        unsigned letters = 0;
        if (!(token[i].shape & ASC_SHAPE_PUNCT)) {
            key[keys++] = asc_variant_key(&builder->variants, text + token[i].begin, token[i].end - token[i].begin, &letters);
            all += letters;
        }
    }
    bool one = keys == 1;
    bool collides = one && builder->common.count && bsearch(key, builder->common.items, builder->common.count, sizeof *key, compare_keys);
    if (keys && all >= (one ? (unsigned)ASC_VARIANT_WORD : (unsigned)ASC_VARIANT_WORDS) && !collides) {
        asc_build_chain(builder, &builder->variant_names, key, keys, number, (flags & ~(uint32_t)ASC_READING_MAIN) | ASC_READING_VARIANT);
    }
}
