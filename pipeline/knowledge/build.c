#include "knowledge/build.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <xxhash.h>

#include "document/fold.h"
#include "knowledge/rules.h"

void asc_builder_init(struct asc_builder *builder, struct asc_problems *problems)
{
    *builder = (struct asc_builder){.problems = problems};
    builder->failed = !asc_vector_add(&builder->strings, 1, 1);
    (void)asc_build_set(builder, (struct asc_classes){{0, 0}}, 0);
}

void asc_builder_release(struct asc_builder *builder)
{
    struct asc_vector *vectors[] = {&builder->strings,  &builder->words, &builder->word_index,   &builder->phrase_classes, &builder->endings,
                                    &builder->settles,  &builder->cues,  &builder->uses,         &builder->kinds,          &builder->kind_index,
                                    &builder->capitals, &builder->rules, &builder->weights,      &builder->sets,           &builder->set_index,
                                    &builder->sources,  &builder->later, &builder->variant_rows, &builder->common,         &builder->sorts};
    struct asc_chains *chains[] = {&builder->phrases, &builder->cue_chains, &builder->names, &builder->variant_names};
    struct asc_spool *spools[] = {&builder->entries, &builder->texts, &builder->places};
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        free(vectors[i]->items);
    }
    for (size_t i = 0; i < sizeof chains / sizeof *chains; i++) {
        asc_chains_release(chains[i]);
    }
    for (size_t i = 0; i < sizeof spools / sizeof *spools; i++) {
        asc_spool_release(spools[i]);
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
    {"class", "words", asc_build_words, false},      {"cue", "kind", asc_build_cues, false},           {"before", "word", asc_build_settle, false},
    {"feature", "weight", asc_build_weights, false}, {"letters", "become", asc_build_variants, false}, {"sort", "nouns", asc_build_sorts, false},
    {"id", "type", asc_build_names, true},
};

static bool is_kind(const struct asc_table *table, size_t kind)
{
    return table->columns > 1 && asc_cell_is(table->header[0], kinds[kind].first) && asc_cell_is(table->header[1], kinds[kind].second);
}

/* The kind of a table; -1 when it is none. */
static int kind_of(const struct asc_table *table)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (is_kind(table, i)) {
            return (int)i;
        }
    }
    return -1;
}

static void build_table(struct asc_builder *builder, const char *path, const char *text, size_t size)
{
    struct asc_table table;
    if (!asc_table_open(&table, path, text, size)) {
        return; /* nothing but comments: no table yet */
    }
    int kind = kind_of(&table);
    if (kind < 0) {
        asc_problem(builder->problems, path, table.line, 1,
                    "unknown table: the header must begin with \"id\ttype\", \"class\twords\", \"cue\tkind\", \"before\tword\", \"letters\tbecome\", "
                    "\"sort\tnouns\" or \"feature\tweight\"");
        return;
    }
    if (builder->keep_sources && !kinds[kind].names) {
        keep_source(builder, path, text, size);
    }
    kinds[kind].build(builder, &table);
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

/* Is the file a table of names? Then it waits. */
static bool put_off(struct asc_builder *builder, const char *path)
{
    struct asc_table table;
    int kind = ends_with(path, ".rules") || !asc_table_open_file(&table, path) ? -1 : kind_of(&table);
    bool names = kind >= 0 && kinds[kind].names;
    if (!ends_with(path, ".rules")) {
        asc_table_close(&table);
    }
    char *kept = names ? asc_vector_add(&builder->later, strlen(path) + 1, 1) : NULL;
    builder->failed |= names && !kept;
    if (kept) {
        memcpy(kept, path, strlen(path));
    }
    return names;
}

void asc_build_read_names(struct asc_builder *builder)
{
    if (!builder->later.count) {
        return;
    }
    const char *path = builder->later.items, *end = path + builder->later.count;
    for (; path < end; path += strlen(path) + 1) {
        struct asc_table table;
        if (asc_table_open_file(&table, path)) {
            asc_build_names(builder, &table);
        } else {
            table.failed = true;
        }
        if (table.failed) {
            asc_problem(builder->problems, path, 0, 0, "cannot be read to its end");
        }
        asc_table_close(&table);
    }
    builder->later.count = 0;
}

void asc_build_path(struct asc_builder *builder, const char *path)
{
    struct stat info;
    bool there = stat(path, &info) == 0;
    if (there && S_ISDIR(info.st_mode)) {
        build_folder(builder, path);
        return;
    }
    if (there && S_ISREG(info.st_mode) && put_off(builder, path)) {
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
        done = placed[w].set < 1U << 24 && asc_key_table_add(table, placed[w].key);
        if (done) {
            table->last.word[table->used - 1] = (struct asc_word_slot){placed[w].set & 0xffffff, placed[w].flags & 0xff};
        }
    }
    free(placed);
    return done && asc_key_table_end(table);
}

/* Phrases and endings hold indexes of classes until the sets are known. */
static bool settle_sets(struct asc_builder *builder, struct asc_vector *phrase_sets)
{
    const struct asc_classes *classes = builder->phrase_classes.items;
    uint32_t *set = asc_vector_add(phrase_sets, builder->phrase_classes.count + 1, sizeof *set);
    for (size_t i = 0; set && i < builder->phrase_classes.count; i++) {
        set[i] = asc_build_set(builder, classes[i], 0);
    }
    struct asc_ending *ending = builder->endings.items;
    for (size_t i = 0; set && i < builder->endings.count; i++) {
        ending[i].set = set[ending[i].set];
    }
    return set;
}

static int compare_endings(const void *left, const void *right)
{
    const struct asc_ending *a = left, *b = right;
    size_t m = strlen(a->text), n = strlen(b->text);
    return m != n ? (m > n ? -1 : 1) : strcmp(a->text, b->text);
}

/* What a phrase leads to: the set of its tokens. */
static uint32_t keep_phrase(struct asc_laying *laying, const struct asc_built_chain *chain)
{
    return ((const uint32_t *)laying->records->newest.items)[chain->value];
}

static uint32_t keep_use(struct asc_laying *laying, const struct asc_built_chain *chain)
{
    const struct asc_built_use *use = (const struct asc_built_use *)laying->builder->uses.items + chain->value;
    const struct asc_cue *cue = (const struct asc_cue *)laying->builder->cues.items + use->cue;
    uint32_t set = asc_build_cue_set(laying->builder, cue, use->form);
    struct asc_cue_use *laid = asc_spool_add(laying->records, 1, sizeof *laid);
    if (!laid) {
        return ASC_NONE;
    }
    *laid = (struct asc_cue_use){use->cue, set, use->form};
    return (uint32_t)asc_spool_count(laying->records) - 1;
}

static uint32_t keep_reading(struct asc_laying *laying, const struct asc_built_chain *chain)
{
    struct asc_name_reading *laid = asc_spool_add(laying->records, 1, sizeof *laid);
    if (!laid) {
        return ASC_NONE;
    }
    *laid = (struct asc_name_reading){chain->value & ((1U << ASC_READING_ENTRY_BITS) - 1), chain->flags & 0x3f};
    return (uint32_t)asc_spool_count(laying->records) - 1;
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
    sizeof(struct asc_bucket),
    sizeof(struct asc_variant),
    sizeof(struct asc_rule),
    sizeof(struct asc_symbol_map),
    1,
    sizeof(struct asc_weight),
    sizeof(struct asc_source),
    sizeof(struct asc_clitics),
    sizeof(struct asc_settling),
    sizeof(struct asc_sort),
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

/* --- the sections ---------------------------------------------------------------------------------------------- */

/* The sections on their way to the image. Those that the builder holds as vectors are lent, not owned. */
struct sections {
    struct asc_spool of[ASC_SECTIONS];
    bool lent[ASC_SECTIONS];
    uint32_t homes[ASC_SECTIONS];
};

static bool lay_chains(struct asc_builder *builder, struct sections *sections, struct asc_chains *chains, enum asc_section slots,
                       struct asc_spool *records, uint32_t (*keep)(struct asc_laying *, const struct asc_built_chain *))
{
    struct asc_laying laying = {.builder = builder, .records = records, .keep = keep, .unique = slots == ASC_SECTION_VARIANTS};
    bool done = asc_build_slots(chains, &laying);
    sections->of[slots] = laying.table.buckets;
    sections->homes[slots] = laying.table.homes;
    return done;
}

static bool lay_tables(struct asc_builder *builder, struct sections *sections)
{
    struct asc_key_table words = {.used = 0};
    struct asc_spool phrase_sets = {.file = NULL};
    asc_rules_literals(builder);
    add_given_sets(builder);
    bool done = lay_words(builder, &words) && settle_sets(builder, &phrase_sets.newest);
    sections->of[ASC_SECTION_WORDS] = words.buckets;
    sections->homes[ASC_SECTION_WORDS] = words.homes;
    if (builder->endings.count) {
        qsort(builder->endings.items, builder->endings.count, sizeof(struct asc_ending), compare_endings);
    }
    struct asc_spool *section = sections->of;
    done = done && lay_chains(builder, sections, &builder->phrases, ASC_SECTION_PHRASES, &phrase_sets, keep_phrase) &&
           lay_chains(builder, sections, &builder->cue_chains, ASC_SECTION_CUE_FORMS, &section[ASC_SECTION_CUE_USES], keep_use) &&
           lay_chains(builder, sections, &builder->names, ASC_SECTION_NAMES, &section[ASC_SECTION_READINGS], keep_reading) &&
           lay_chains(builder, sections, &builder->variant_names, ASC_SECTION_VARIANTS, &section[ASC_SECTION_READINGS], keep_reading) &&
           asc_build_capitals(builder, &section[ASC_SECTION_CAPITALS]) && lay_weights(builder, &section[ASC_SECTION_WEIGHTS].newest) &&
           asc_rules_compile(builder, &section[ASC_SECTION_RULES].newest, &section[ASC_SECTION_SYMBOLS].newest,
                             &section[ASC_SECTION_SYMBOL_BYTES].newest);
    asc_spool_release(&phrase_sets);
    return done && asc_build_settling(builder, &section[ASC_SECTION_SETTLING].newest);
}

static void lend(struct sections *sections, enum asc_section section, struct asc_vector items)
{
    sections->of[section].newest = items;
    sections->lent[section] = true;
}

static bool lay_sections(struct asc_builder *builder, struct sections *sections)
{
    asc_build_read_names(builder);
    bool done = lay_tables(builder, sections);
    lend(sections, ASC_SECTION_STRINGS, builder->strings);
    lend(sections, ASC_SECTION_SETS, builder->sets);
    lend(sections, ASC_SECTION_ENDINGS, builder->endings);
    lend(sections, ASC_SECTION_SETTLE, builder->settles);
    lend(sections, ASC_SECTION_CUES, builder->cues);
    lend(sections, ASC_SECTION_KINDS, builder->kinds);
    lend(sections, ASC_SECTION_SOURCES, builder->sources);
    lend(sections, ASC_SECTION_VARIANT_ROWS, builder->variant_rows);
    asc_build_sorts_ready(builder);
    lend(sections, ASC_SECTION_SORTS, builder->sorts);
    lend(sections, ASC_SECTION_CLITICS, (struct asc_vector){&builder->clitics, 1, 1});
    sections->of[ASC_SECTION_ENTRIES] = builder->entries;
    sections->of[ASC_SECTION_TEXTS] = builder->texts;
    sections->lent[ASC_SECTION_ENTRIES] = sections->lent[ASC_SECTION_TEXTS] = true;
    return done && !builder->failed && !builder->problems->count;
}

static void release_sections(struct sections *sections)
{
    for (unsigned i = 0; i < ASC_SECTIONS; i++) {
        if (!sections->lent[i]) {
            asc_spool_release(&sections->of[i]);
        }
    }
}

/* --- the image -------------------------------------------------------------------------------------------------- */

static uint64_t aligned(uint64_t size)
{
    return (size + ASC_IMAGE_ALIGN - 1) / ASC_IMAGE_ALIGN * ASC_IMAGE_ALIGN;
}

/* Where the bytes of an image go. */
struct sink {
    bool (*take)(void *context, const void *bytes, size_t count);
    void *context;
    size_t size; /* of the records at hand */
};

static bool pass_on(void *context, const void *items, size_t count)
{
    const struct sink *sink = context;
    return sink->take(sink->context, items, count * sink->size);
}

static bool add_to_checksum(void *context, const void *bytes, size_t count)
{
    return XXH3_64bits_update(context, bytes, count) == XXH_OK;
}

static bool pad(const struct sink *sink, uint64_t size)
{
    static const char zeros[ASC_IMAGE_ALIGN];
    return sink->take(sink->context, zeros, aligned(size) - size);
}

/* Everything behind the header. */
static bool put_sections(const struct sections *sections, struct sink *sink)
{
    bool done = pad(sink, sizeof(struct asc_image_header));
    for (unsigned i = 0; done && i < ASC_SECTIONS; i++) {
        sink->size = asc_section_size[i];
        done = asc_spool_each(&sections->of[i], sink->size, pass_on, sink) && pad(sink, asc_spool_count(&sections->of[i]) * sink->size);
    }
    return done;
}

static bool make_header(const struct sections *sections, struct asc_image_header *header)
{
    *header = (struct asc_image_header){.version = ASC_IMAGE_VERSION};
    memcpy(header->magic, ASC_IMAGE_MAGIC, sizeof header->magic);
    uint64_t at = aligned(sizeof *header);
    for (unsigned i = 0; i < ASC_SECTIONS; i++) {
        uint64_t count = asc_spool_count(&sections->of[i]);
        header->section[i] = (struct asc_image_section){at, count, (uint32_t)asc_section_size[i], sections->homes[i]};
        at = aligned(at + count * asc_section_size[i]);
    }
    header->size = at;
    XXH3_state_t *state = XXH3_createState();
    struct sink sum = {.take = add_to_checksum, .context = state};
    bool done = state && XXH3_64bits_reset(state) == XXH_OK && put_sections(sections, &sum);
    header->checksum = done ? XXH3_64bits_digest(state) : 0;
    (void)XXH3_freeState(state);
    return done;
}

static bool put_image(const struct sections *sections, const struct asc_image_header *header, struct sink *sink)
{
    return sink->take(sink->context, header, sizeof *header) && put_sections(sections, sink);
}

bool asc_build_write(struct asc_builder *builder, bool (*take)(void *context, const void *bytes, size_t count), void *context)
{
    struct sections sections = {.lent = {false}};
    struct asc_image_header header;
    struct sink sink = {.take = take, .context = context};
    bool done = lay_sections(builder, &sections) && make_header(&sections, &header) && put_image(&sections, &header, &sink);
    release_sections(&sections);
    return done;
}

static bool add_to_block(void *context, const void *bytes, size_t count)
{
    char **at = context;
    memcpy(*at, bytes, count);
    *at += count;
    return true;
}

bool asc_build_finish(struct asc_builder *builder, void **bytes, size_t *size)
{
    struct sections sections = {.lent = {false}};
    struct asc_image_header header;
    bool done = lay_sections(builder, &sections) && make_header(&sections, &header);
    char *block = done ? malloc(header.size) : NULL, *at = block;
    struct sink sink = {.take = add_to_block, .context = &at};
    done = block && put_image(&sections, &header, &sink);
    release_sections(&sections);
    if (!done) {
        free(block);
        return false;
    }
    *bytes = block;
    *size = header.size;
    return true;
}
