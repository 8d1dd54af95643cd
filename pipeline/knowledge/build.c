#include "knowledge/build.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <xxhash.h>

#include "document/fold.h"
#include "knowledge/rules.h"

void *asc_vector_add(struct asc_vector *vector, size_t count, size_t size)
{
    if (vector->count + count > vector->room) {
        size_t room = vector->room ? vector->room * 2 : 256;
        room = room < vector->count + count ? vector->count + count : room;
        void *items = realloc(vector->items, room * size);
        if (!items) {
            return NULL;
        }
        vector->items = items;
        vector->room = room;
    }
    void *first = vector->items ? (char *)vector->items + vector->count * size : NULL;
    vector->count += count;
    return count && first ? memset(first, 0, count * size) : first;
}

void asc_builder_init(struct asc_builder *builder, struct asc_problems *problems)
{
    *builder = (struct asc_builder){.problems = problems};
    builder->failed = !asc_vector_add(&builder->strings, 1, 1);
    (void)asc_build_set(builder, (struct asc_classes){{0, 0}}, 0);
}

void asc_builder_release(struct asc_builder *builder)
{
    struct asc_vector *all[] = {&builder->strings, &builder->words,   &builder->word_index, &builder->phrases,   &builder->phrase_classes,
                                &builder->endings, &builder->settles, &builder->cues,       &builder->uses,      &builder->cue_chains,
                                &builder->names,   &builder->entries, &builder->texts,      &builder->kinds,     &builder->capitals,
                                &builder->rules,   &builder->weights, &builder->sets,       &builder->set_index, &builder->sources};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        free(all[i]->items);
    }
}

uint32_t asc_build_string(struct asc_builder *builder, const char *text, size_t len)
{
    if (!len) {
        return 0;
    }
    size_t at = builder->strings.count;
    char *copy = at + len < UINT32_MAX ? asc_vector_add(&builder->strings, len + 1, 1) : NULL;
    if (!copy) {
        builder->failed = true;
        return 0;
    }
    memcpy(copy, text, len);
    return (uint32_t)at;
}

unsigned asc_build_tokens(const struct asc_builder *builder, const char *text, size_t len, struct asc_token *token, unsigned room)
{
    struct asc_tokenizer tokenizer = {.text = text, .end = (uint32_t)len, .clitics = &builder->clitics};
    struct asc_token next;
    unsigned count = 0;
    while (asc_tokenizer_next(&tokenizer, &next)) {
        if (count == room) {
            return room + 1;
        }
        token[count++] = next;
    }
    return count;
}

/* --- the files ---------------------------------------------------------------------------------------------- */

static bool ends_with(const char *path, const char *ending)
{
    size_t len = strlen(path), n = strlen(ending);
    return len >= n && strcmp(path + len - n, ending) == 0;
}

static void keep_source(struct asc_builder *builder, const char *path, const char *text, size_t size)
{
    struct asc_source *source = asc_vector_add(&builder->sources, 1, sizeof *source);
    if (!source) {
        builder->failed = true;
        return;
    }
    source->path = asc_build_string(builder, path, strlen(path));
    source->text = asc_build_string(builder, text, size);
}

/* What kind of table a header announces. */
static const struct {
    const char *first, *second;
    void (*build)(struct asc_builder *, struct asc_table *);
    bool names;
} kinds[] = {
    {"class", "words", asc_build_words, false},      {"cue", "kind", asc_build_cues, false}, {"before", "word", asc_build_settle, false},
    {"feature", "weight", asc_build_weights, false}, {"id", "type", asc_build_names, true},
};

static void build_table(struct asc_builder *builder, const char *path, const char *text, size_t size)
{
    struct asc_table table;
    if (!asc_table_open(&table, path, text, size)) {
        return; /* nothing but comments: no table yet */
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (table.columns > 1 && asc_cell_is(table.header[0], kinds[i].first) && asc_cell_is(table.header[1], kinds[i].second)) {
            if (builder->keep_sources && !kinds[i].names) {
                keep_source(builder, path, text, size);
            }
            kinds[i].build(builder, &table);
            return;
        }
    }
    asc_problem(builder->problems, path, table.line, 1,
                "unknown table: the header must begin with \"id\ttype\", \"class\twords\", \"cue\tkind\", \"before\tword\" or \"feature\tweight\"");
}

void asc_build_text(struct asc_builder *builder, const char *path, const char *text, size_t size)
{
    if (ends_with(path, ".rules")) {
        if (builder->keep_sources) {
            keep_source(builder, path, text, size);
        }
        asc_rules_read(builder, path, text, size);
    } else {
        build_table(builder, path, text, size);
    }
}

static int compare_names(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void build_folder(struct asc_builder *builder, const char *path)
{
    struct dirent **entry = NULL;
    int count = scandir(path, &entry, NULL, compare_names);
    for (int i = 0; i < count; i++) {
        char inside[4096];
        size_t len = strlen(path) + 1 + strlen(entry[i]->d_name);
        struct stat info;
        if (entry[i]->d_name[0] != '.' && len < sizeof inside) {
            memcpy(inside, path, strlen(path));
            inside[strlen(path)] = '/';
            memcpy(inside + strlen(path) + 1, entry[i]->d_name, strlen(entry[i]->d_name) + 1);
            bool folder = stat(inside, &info) == 0 && S_ISDIR(info.st_mode);
            if (folder || ends_with(inside, ".tsv") || ends_with(inside, ".rules")) {
                asc_build_path(builder, inside);
            }
        }
        free(entry[i]);
    }
    free(entry);
}

void asc_build_path(struct asc_builder *builder, const char *path)
{
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
        build_folder(builder, path);
        return;
    }
    size_t size = 0;
    char *text = asc_file_read(path, &size, builder->problems);
    if (text) {
        asc_build_text(builder, path, text, size);
        free(text);
    }
}

/* --- the image ---------------------------------------------------------------------------------------------- */

/* A word with the number of its set. */
struct placed_word {
    uint64_t key;
    uint32_t set, flags;
};

static int compare_words(const void *left, const void *right)
{
    const struct placed_word *a = left, *b = right;
    return a->key < b->key ? -1 : a->key > b->key;
}

/* The vocabulary as a table of keys. Sets are made in the order of the words, so that their numbers do not depend on hashes. */
static bool lay_words(struct asc_builder *builder, struct asc_key_table *table)
{
    const struct asc_built_word *word = builder->words.items;
    size_t words = builder->words.count;
    struct placed_word *placed = malloc((words + 1) * sizeof *placed);
    for (size_t w = 0; placed && w < words; w++) {
        placed[w] = (struct placed_word){word[w].key, asc_build_set(builder, word[w].classes, word[w].literal), word[w].flags};
    }
    if (placed) {
        qsort(placed, words, sizeof *placed, compare_words);
    }
    asc_key_table_begin(table, words);
    bool done = placed != NULL;
    for (size_t w = 0; done && w < words; w++) {
        struct asc_bucket *bucket = asc_key_table_add(table, placed[w].key);
        done = bucket && placed[w].set < 1U << 24;
        if (done) {
            bucket->word[table->used - 1] = (struct asc_word_slot){placed[w].set & 0xffffff, placed[w].flags & 0xff};
        }
    }
    free(placed);
    return done && asc_key_table_end(table);
}

/* Phrases and endings hold indexes of classes until the sets are known. */
static void settle_sets(struct asc_builder *builder)
{
    const struct asc_classes *classes = builder->phrase_classes.items;
    struct asc_built_chain *phrase = builder->phrases.items;
    for (size_t i = 0; i < builder->phrases.count; i++) {
        if (phrase[i].value != ASC_NONE) {
            phrase[i].value = asc_build_set(builder, classes[phrase[i].value], 0);
        }
    }
    struct asc_ending *ending = builder->endings.items;
    for (size_t i = 0; i < builder->endings.count; i++) {
        ending[i].set = asc_build_set(builder, classes[ending[i].set], 0);
    }
}

static int compare_endings(const void *left, const void *right)
{
    const struct asc_ending *a = left, *b = right;
    size_t m = strlen(a->text), n = strlen(b->text);
    return m != n ? (m > n ? -1 : 1) : strcmp(a->text, b->text);
}

/* The slots point at their first value: phrases at a set, cues and names at a list. */
static bool lay_phrases(struct asc_builder *builder, struct asc_key_table *table)
{
    struct asc_vector values = {0};
    bool done = asc_build_slots(&builder->phrases, table, &values);
    struct asc_bucket *bucket = table->buckets.items;
    const struct asc_built_chain *value = values.items;
    for (size_t i = 0; done && value && i < table->buckets.count * ASC_BUCKET; i++) {
        struct asc_chain_slot *slot = &bucket[i / ASC_BUCKET].chain[i % ASC_BUCKET];
        if (slot->count) {
            slot->first = value[slot->first].value & 0x3ffffff;
        }
    }
    free(values.items);
    return done;
}

static bool lay_cues(struct asc_builder *builder, struct asc_key_table *table, struct asc_vector *uses)
{
    struct asc_vector values = {0};
    const struct asc_built_use *use = builder->uses.items;
    const struct asc_cue *cue = builder->cues.items;
    bool done = asc_build_slots(&builder->cue_chains, table, &values);
    const struct asc_built_chain *value = values.items;
    for (size_t i = 0; done && i < values.count; i++) {
        struct asc_cue_use *laid = asc_vector_add(uses, 1, sizeof *laid);
        done = laid != NULL;
        if (done) {
            const struct asc_built_use *from = use + value[i].value;
            *laid = (struct asc_cue_use){from->cue, asc_build_cue_set(builder, cue + from->cue, from->form), from->form};
        }
    }
    free(values.items);
    return done;
}

static bool lay_names(struct asc_builder *builder, struct asc_key_table *table, struct asc_vector *readings)
{
    struct asc_vector values = {0};
    bool done = asc_build_slots(&builder->names, table, &values);
    const struct asc_built_chain *value = values.items;
    struct asc_name_reading *laid = done ? asc_vector_add(readings, values.count, sizeof *laid) : NULL;
    for (size_t i = 0; laid && i < values.count; i++) {
        laid[i] = (struct asc_name_reading){value[i].value & 0x3ffffff, value[i].flags & 0x3f};
    }
    done = done && (laid || !values.count);
    free(values.items);
    return done;
}

static size_t weight_slots(size_t weights)
{
    size_t slots = 16;
    while (slots < weights + weights / 2) {
        slots *= 2;
    }
    return slots;
}

static int compare_weights(const void *left, const void *right)
{
    const struct asc_weight *a = left, *b = right;
    return a->feature < b->feature ? -1 : a->feature > b->feature ? 1 : a->spare < b->spare ? -1 : a->spare > b->spare;
}

/* Of several weights of one feature the last one read counts. */
static bool lay_weights(struct asc_builder *builder, struct asc_vector *slots)
{
    struct asc_weight *weight = builder->weights.items;
    size_t count = builder->weights.count, room = weight_slots(count);
    struct asc_weight *table = asc_vector_add(slots, room, sizeof *table);
    if (!table) {
        return false;
    }
    if (count) {
        qsort(weight, count, sizeof *weight, compare_weights);
    }
    for (size_t w = 0; w < count; w++) {
        if (w + 1 < count && weight[w + 1].feature == weight[w].feature) {
            continue;
        }
        size_t i = asc_weight_hash(weight[w].feature) & (room - 1);
        while (table[i].feature) {
            i = (i + 1) & (room - 1);
        }
        table[i] = weight[w];
        table[i].spare = 0;
    }
    return true;
}

static size_t aligned(size_t size)
{
    return (size + ASC_IMAGE_ALIGN - 1) / ASC_IMAGE_ALIGN * ASC_IMAGE_ALIGN;
}

/* Writes header and sections into one block. */
static bool write_image(const struct asc_vector *section, const uint32_t *homes, const size_t *size, void **bytes, size_t *total)
{
    struct asc_image_header header = {.version = ASC_IMAGE_VERSION};
    memcpy(header.magic, ASC_IMAGE_MAGIC, sizeof header.magic);
    size_t at = aligned(sizeof header);
    for (unsigned i = 0; i < ASC_SECTIONS; i++) {
        header.section[i] = (struct asc_image_section){at, section[i].count, (uint32_t)size[i], homes[i]};
        at = aligned(at + section[i].count * size[i]);
    }
    header.size = at;
    char *image = calloc(1, at);
    if (!image) {
        return false;
    }
    for (unsigned i = 0; i < ASC_SECTIONS; i++) {
        if (section[i].count) {
            memcpy(image + header.section[i].offset, section[i].items, section[i].count * size[i]);
        }
    }
    header.checksum = XXH3_64bits(image + sizeof header, at - sizeof header);
    memcpy(image, &header, sizeof header);
    *bytes = image;
    *total = at;
    return true;
}

/* The sizes of the records, in the order of enum asc_section; opening an image compares them. */
const size_t asc_section_size[ASC_SECTIONS] = {
    1,
    sizeof(struct asc_set),
    sizeof(struct asc_bucket),
    sizeof(struct asc_bucket),
    sizeof(struct asc_ending),
    sizeof(struct asc_settle),
    sizeof(struct asc_bucket),
    sizeof(struct asc_cue_use),
    sizeof(struct asc_cue),
    sizeof(struct asc_bucket),
    sizeof(struct asc_name_reading),
    sizeof(struct asc_entry),
    1,
    sizeof(uint32_t),
    sizeof(struct asc_capital),
    sizeof(struct asc_rule),
    sizeof(struct asc_symbol_map),
    1,
    sizeof(struct asc_weight),
    sizeof(struct asc_source),
    sizeof(struct asc_clitics),
};

/* The sets of what the program itself finds: shapes, quotations, mentions. */
static void add_given_sets(struct asc_builder *builder)
{
    static const unsigned shapes[] = {ASC_CLASS_UPPER, ASC_CLASS_INITIAL};
    static const unsigned types[] = {ASC_CLASS_PERSON, ASC_CLASS_ORGANIZATION, ASC_CLASS_PLACE, ASC_CLASS_GROUP};
    struct asc_classes cap = ASC_ONLY(CAP), name = asc_classes_add(cap, ASC_CLASS_NAME);
    (void)asc_build_set(builder, cap, 0);
    (void)asc_build_set(builder, ASC_ONLY(NUMBER), 0);
    (void)asc_build_set(builder, ASC_ONLY(QUOTE), 0);
    (void)asc_build_set(builder, name, 0);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        (void)asc_build_set(builder, asc_classes_add(cap, shapes[i]), 0);
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        (void)asc_build_set(builder, asc_classes_add(name, types[i]), 0);
    }
}

bool asc_build_finish(struct asc_builder *builder, void **bytes, size_t *size)
{
    static const enum asc_section tables[] = {ASC_SECTION_WORDS, ASC_SECTION_PHRASES, ASC_SECTION_CUE_FORMS, ASC_SECTION_NAMES};
    struct asc_key_table table[ASC_SECTIONS] = {0};
    struct asc_vector own[ASC_SECTIONS] = {{0}};
    uint32_t homes[ASC_SECTIONS] = {0};
    asc_rules_literals(builder);
    add_given_sets(builder);
    bool done = lay_words(builder, &table[ASC_SECTION_WORDS]);
    settle_sets(builder);
    if (builder->endings.count) {
        qsort(builder->endings.items, builder->endings.count, sizeof(struct asc_ending), compare_endings);
    }
    done = done && lay_phrases(builder, &table[ASC_SECTION_PHRASES]) &&
           lay_cues(builder, &table[ASC_SECTION_CUE_FORMS], &own[ASC_SECTION_CUE_USES]) &&
           lay_names(builder, &table[ASC_SECTION_NAMES], &own[ASC_SECTION_READINGS]) && asc_build_capitals(builder, &own[ASC_SECTION_CAPITALS]) &&
           lay_weights(builder, &own[ASC_SECTION_WEIGHTS]) &&
           asc_rules_compile(builder, &own[ASC_SECTION_RULES], &own[ASC_SECTION_SYMBOLS], &own[ASC_SECTION_SYMBOL_BYTES]);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        own[tables[i]] = table[tables[i]].buckets;
        homes[tables[i]] = table[tables[i]].homes;
    }
    struct asc_vector section[ASC_SECTIONS];
    memcpy(section, own, sizeof section);
    section[ASC_SECTION_STRINGS] = builder->strings;
    section[ASC_SECTION_SETS] = builder->sets;
    section[ASC_SECTION_ENDINGS] = builder->endings;
    section[ASC_SECTION_SETTLE] = builder->settles;
    section[ASC_SECTION_CUES] = builder->cues;
    section[ASC_SECTION_ENTRIES] = builder->entries;
    section[ASC_SECTION_TEXTS] = builder->texts;
    section[ASC_SECTION_KINDS] = builder->kinds;
    section[ASC_SECTION_SOURCES] = builder->sources;
    section[ASC_SECTION_CLITICS] = (struct asc_vector){&builder->clitics, 1, 1};
    done = done && !builder->failed && !builder->problems->count && write_image(section, homes, asc_section_size, bytes, size);
    for (unsigned i = 0; i < ASC_SECTIONS; i++) {
        free(own[i].items);
    }
    return done;
}
