/* Compiling tables and rules to an image.
 *
 *   files → asc_build_file() → words, cues, names, rules as read → asc_build_finish() → image
 *
 * Every problem of every file is reported; an image is made only when there is none. */
#ifndef ASC_BUILD_H
#define ASC_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document/tokens.h"
#include "knowledge/image.h"
#include "knowledge/problems.h"
#include "knowledge/spool.h"
#include "knowledge/table.h"
#include "knowledge/variants.h"

/* A word of the lists, while building. */
struct asc_built_word {
    uint64_t key;
    struct asc_classes classes;
    uint32_t flags, literal;
};

/* A name or phrase, or the beginning of one (value ASC_NONE), while building. */
struct asc_built_chain {
    uint64_t key;
    uint32_t value, flags;
    uint32_t order; /* of its coming: earlier ones are given first */
    uint32_t spare;
};

/* Chains as they come; more than fit into memory are sorted to runs in a file. */
struct asc_chains {
    struct asc_spool spool; /* struct asc_built_chain */
    struct asc_vector runs; /* uint64_t: where each ends */
    uint32_t order;
};

/* A form of a cue, while building. */
struct asc_built_use {
    uint64_t key;
    uint32_t cue, form;
};

/* The hash of an id and its entry, while building. */
struct asc_built_id {
    uint64_t hash;
    uint32_t entry, spare;
};

struct asc_builder {
    struct asc_problems *problems;
    struct asc_clitics clitics;
    struct asc_vector strings;        /* char */
    struct asc_vector words;          /* struct asc_built_word */
    struct asc_vector word_index;     /* uint32_t: hash table over words, 0 = free */
    struct asc_chains phrases;        /* struct asc_built_chain: value = index of the classes in phrase_classes */
    struct asc_vector phrase_classes; /* struct asc_classes */
    struct asc_vector endings;        /* struct asc_ending; set = index into phrase_classes */
    struct asc_vector settles;        /* struct asc_settle */
    struct asc_vector cues;           /* struct asc_cue */
    struct asc_vector uses;           /* struct asc_built_use */
    struct asc_chains cue_chains;     /* struct asc_built_chain: value = index into uses */
    struct asc_chains names;          /* struct asc_built_chain: value = entry */
    struct asc_spool entries;         /* struct asc_entry */
    struct asc_spool texts;           /* char: their strings */
    struct asc_vector kinds;          /* uint32_t: strings */
    struct asc_vector kind_index;     /* uint32_t: hash table over kinds, 0 = free */
    struct asc_spool places;          /* struct asc_built_id: of what may be a capital */
    struct asc_vector capitals;       /* struct asc_built_id: of its capital, the country */
    struct asc_vector rules;          /* struct asc_rule_source, see rules.h */
    struct asc_vector weights;        /* struct asc_weight */
    struct asc_vector sets;           /* struct asc_set */
    struct asc_vector set_index;      /* uint32_t: hash table over sets, 0 = free */
    struct asc_vector sources;        /* struct asc_source */
    struct asc_vector variant_rows;   /* struct asc_variant */
    struct asc_variants variants;     /* the same, sorted, while names are read */
    struct asc_chains variant_names;  /* struct asc_built_chain: value = entry */
    struct asc_vector common;         /* uint64_t: keys of the reduced letters of words */
    size_t common_sorted;             /* how many of them are */
    struct asc_vector sorts;          /* struct asc_sort: a word of a row each, until they are sorted and joined */
    uint32_t sort_rows;               /* how many sorts there are */
    struct asc_vector later;          /* char: paths of tables of names, each with its NUL */
    uint32_t literals;
    bool keep_sources; /* put the texts of words, cues, rules and weights into the image */
    bool failed;       /* out of memory */
};

void asc_builder_init(struct asc_builder *builder, struct asc_problems *problems);

/* Lets words be cut and letters be reduced as in this knowledge. */
struct asc_knowledge;
void asc_build_like(struct asc_builder *builder, const struct asc_knowledge *known);
void asc_builder_release(struct asc_builder *builder);

/* Takes one file or, recursively and in byte order, every *.tsv and *.rules of a folder. Tables of names wait until
 * asc_build_read_names(): the words of all files say how they are cut to words. */
void asc_build_path(struct asc_builder *builder, const char *path);

/* Reads the tables of names that wait; finishing does so too. */
void asc_build_read_names(struct asc_builder *builder);

/* Takes a text as if it stood in a file of that path. */
void asc_build_text(struct asc_builder *builder, const char *path, const char *text, size_t size);

/* Makes the image: *bytes is the caller's to free(). False when there were problems. */
bool asc_build_finish(struct asc_builder *builder, void **bytes, size_t *size);

/* The same piece by piece, from front to back, so that it never lies in memory as a whole. */
bool asc_build_write(struct asc_builder *builder, bool (*take)(void *context, const void *bytes, size_t count), void *context);

/* --- what the parts of the builder share ------------------------------------------------------------------ */

/* Keeps a string; 0 is the empty one. */
uint32_t asc_build_string(struct asc_builder *builder, const char *text, size_t len);

/* The word of a token, made when it is new; NULL when there is no memory. */
struct asc_built_word *asc_build_word(struct asc_builder *builder, uint64_t key);

/* Cuts a text to at most `room` tokens; returns how many there are (room + 1 when more). */
unsigned asc_build_tokens(const struct asc_builder *builder, const char *text, size_t len, struct asc_token *token, unsigned room);

/* Adds the chain of some tokens, and of its beginnings, with a value. `skip_glue`: hyphens and full stops inside do not
 * count, nor does a leading article. */
void asc_build_chain(struct asc_builder *builder, struct asc_chains *chains, const uint64_t *key, unsigned keys, uint32_t value, uint32_t flags);

void asc_chains_release(struct asc_chains *chains);

/* A table of keys, as a section of the image. */
struct asc_key_table {
    struct asc_spool buckets; /* struct asc_bucket: all before the last one */
    struct asc_bucket last;
    uint64_t at; /* its number */
    uint32_t homes;
    unsigned used; /* slots of the last bucket */
};

/* Lays a table of `keys` keys, which are added in their order; the last addition is asc_key_table_end(). The slot of a key just added
 * is number `used - 1` of the last bucket. */
void asc_key_table_begin(struct asc_key_table *table, uint64_t keys);
bool asc_key_table_add(struct asc_key_table *table, uint64_t key);
bool asc_key_table_end(struct asc_key_table *table);

/* Chains on their way to a table. */
struct asc_laying {
    struct asc_key_table table;
    struct asc_builder *builder;
    struct asc_spool *records;
    /* Keeps what a chain leads to; returns the number of its record, ASC_NONE when there is no memory. Those of one key
     * come one after the other. */
    uint32_t (*keep)(struct asc_laying *laying, const struct asc_built_chain *chain);
    bool unique; /* a chain that leads to several things leads to none */
    uint64_t keys, key;
    uint32_t value, flags; /* the last ones kept of this key: NATO must be written so, Nato need not */
};

/* Sorts chains and lays them out as a table of keys. */
bool asc_build_slots(struct asc_chains *chains, struct asc_laying *laying);

/* The set of some classes and a literal, made when it is new, with its variants. */
uint32_t asc_build_set(struct asc_builder *builder, struct asc_classes classes, uint32_t literal);

/* Lays out which rows for settling each set fits: records of SETTLING, once all sets are made. */
bool asc_build_settling(struct asc_builder *builder, struct asc_vector *settling);

/* The readers of the kinds of tables; each is given a table whose header is read. */
void asc_build_words(struct asc_builder *builder, struct asc_table *table);
void asc_build_settle(struct asc_builder *builder, struct asc_table *table);
void asc_build_cues(struct asc_builder *builder, struct asc_table *table);
void asc_build_names(struct asc_builder *builder, struct asc_table *table);

/* Links every capital to its country, once all names are read: records of CAPITALS. */
bool asc_build_capitals(struct asc_builder *builder, struct asc_spool *capitals);

/* Sorts the rows of variants.tsv, and the words that no name may look like; before the first name is read. */
void asc_build_variants_ready(struct asc_builder *builder);

/* Adds a form of an entry by its reduced letters, if its country's names vary and there are enough of them. */
void asc_build_variant(struct asc_builder *builder, const char *text, const struct asc_token *token, unsigned tokens, const struct asc_entry *entry,
                       uint32_t number, uint32_t flags);

/* Notes the reduced letters of a word of the lists. */
void asc_build_common(struct asc_builder *builder, const char *text, const struct asc_token *token);

void asc_build_variants(struct asc_builder *builder, struct asc_table *table);
void asc_build_sorts(struct asc_builder *builder, struct asc_table *table);

/* Joins what the rows say of each word, once all are read. */
void asc_build_sorts_ready(struct asc_builder *builder);
void asc_build_weights(struct asc_builder *builder, struct asc_table *table);

/* Parses `CLASS|CLASS` (any of). */
struct asc_classes asc_build_classes(struct asc_builder *builder, struct asc_table *table, struct asc_cell cell);

#endif
