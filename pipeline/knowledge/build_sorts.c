/* Sorts of persons and bodies: reading sorts.tsv. */
#include <stdlib.h>

#include "document/fold.h"
#include "knowledge/build.h"

enum column { COLUMN_SORT, COLUMN_NOUNS, COLUMN_SHOWN, COLUMN_ALWAYS };

/* What one row says of a word. */
static void add_word(struct asc_builder *builder, struct asc_cell word, struct asc_sorts row, bool noun, bool always)
{
    struct asc_sort *added = asc_vector_add(&builder->sorts, 1, sizeof *added);
    builder->failed |= !added;
    if (added) {
        *added = (struct asc_sort){.key = asc_fold_end(asc_fold_bytes(ASC_FOLD_START, word.text, word.len)), .shows = row};
        added->means = noun ? row : added->means;
        added->always = noun && always ? row : added->always;
    }
}

void asc_build_sorts(struct asc_builder *builder, struct asc_table *table)
{
    while (asc_table_row(table, builder->problems)) {
        bool always = asc_cell_is(table->cell[COLUMN_ALWAYS], "yes");
        if (!always && table->cell[COLUMN_ALWAYS].len && !asc_cell_is(table->cell[COLUMN_ALWAYS], "no")) {
            ASC_CELL_PROBLEM(table, builder->problems, table->cell[COLUMN_ALWAYS], "\"%.*s\" is neither yes nor no",
                             (int)table->cell[COLUMN_ALWAYS].len, table->cell[COLUMN_ALWAYS].text);
            continue;
        }
        if (builder->sort_rows == ASC_SORTS) {
            ASC_CELL_PROBLEM(table, builder->problems, table->cell[COLUMN_SORT], "too many sorts: there is room for %d; join some", ASC_SORTS);
            return;
        }
        struct asc_sorts row = {{0, 0}};
        row.bits[builder->sort_rows >> 6] = UINT64_C(1) << (builder->sort_rows & 63);
        builder->sort_rows++;
        for (unsigned column = COLUMN_NOUNS; column <= COLUMN_SHOWN; column++) {
            struct asc_cell rest = table->cell[column], word;
            while (asc_cell_part(&rest, '|', &word)) {
                add_word(builder, word, row, column == COLUMN_NOUNS, always);
            }
        }
    }
}

static int compare_keys(const void *left, const void *right)
{
    const struct asc_sort *a = left, *b = right;
    return a->key < b->key ? -1 : a->key > b->key;
}

static void join(struct asc_sorts *all, struct asc_sorts more)
{
    all->bits[0] |= more.bits[0];
    all->bits[1] |= more.bits[1];
}

void asc_build_sorts_ready(struct asc_builder *builder)
{
    struct asc_sort *sort = builder->sorts.items;
    size_t count = builder->sorts.count, kept = 0;
    if (!count) {
        return;
    }
    qsort(sort, count, sizeof *sort, compare_keys);
    for (size_t i = 1; i < count; i++) {
        if (sort[i].key != sort[kept].key) {
            sort[++kept] = sort[i];
            continue;
        }
        join(&sort[kept].means, sort[i].means);
        join(&sort[kept].shows, sort[i].shows);
        join(&sort[kept].always, sort[i].always);
    }
    builder->sorts.count = kept + 1;
}
