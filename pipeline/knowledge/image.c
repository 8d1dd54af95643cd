/* Opening images, and looking things up in them. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "document/fold.h"
#include "knowledge/build.h"
#include "knowledge/knowledge.h"

extern const size_t asc_section_size[ASC_SECTIONS];

/* --- opening --------------------------------------------------------------------------------------------------- */

/* A table of keys must end with a free slot, or a search would not end; all homes must lie inside. */
static bool is_key_table(const struct asc_image *image, enum asc_section section)
{
    uint64_t count = image->count[section];
    const struct asc_bucket *bucket = image->section[section];
    return !count || (image->homes[section] && image->homes[section] <= count && !bucket[count - 1].print[ASC_BUCKET - 1]);
}

/* The weights: a table that is probed must have 2^n slots and a free one. */
static bool is_weight_table(const struct asc_image *image)
{
    uint64_t count = image->count[ASC_SECTION_WEIGHTS];
    const struct asc_weight *weight = image->section[ASC_SECTION_WEIGHTS];
    if (count & (count - 1)) {
        return false;
    }
    bool sound = !count;
    for (uint64_t i = count; !sound && i-- > 0;) {
        sound = !weight[i].feature;
    }
    return sound;
}

static bool ends_with_nul(const struct asc_image *image, enum asc_section section)
{
    const char *text = image->section[section];
    return !image->count[section] || !text[image->count[section] - 1];
}

static bool check_sections(struct asc_image *image, const struct asc_image_header *header)
{
    for (unsigned i = 0; i < ASC_SECTIONS; i++) {
        const struct asc_image_section *section = &header->section[i];
        bool inside = section->offset <= image->size && section->offset % ASC_IMAGE_ALIGN == 0 && section->size == asc_section_size[i] &&
                      section->count <= (image->size - section->offset) / asc_section_size[i];
        if (!inside) {
            return false;
        }
        image->section[i] = image->bytes + section->offset;
        image->count[i] = section->count;
        image->homes[i] = section->homes;
    }
    static const enum asc_section tables[] = {ASC_SECTION_WORDS, ASC_SECTION_PHRASES, ASC_SECTION_CUE_FORMS, ASC_SECTION_NAMES, ASC_SECTION_VARIANTS};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if (!is_key_table(image, tables[i])) {
            return false;
        }
    }
    uint64_t groups = asc_settle_groups(image->count[ASC_SECTION_SETTLE]);
    bool settling =
        groups ? image->count[ASC_SECTION_SETTLING] / groups == image->count[ASC_SECTION_SETS] && image->count[ASC_SECTION_SETTLING] % groups == 0
               : !image->count[ASC_SECTION_SETTLING];
    return settling && is_weight_table(image) && ends_with_nul(image, ASC_SECTION_STRINGS) && ends_with_nul(image, ASC_SECTION_TEXTS);
}

bool asc_image_open(struct asc_image *image, const void *bytes, size_t size, bool deep, struct asc_problems *problems)
{
    struct asc_image_header header;
    const char *path = image->path ? image->path : "the default knowledge";
    image->bytes = bytes;
    image->size = size;
    if (size < sizeof header || memcmp(bytes, ASC_IMAGE_MAGIC, sizeof header.magic) != 0) {
        asc_problem(problems, path, 0, 0, "is no compiled gazetteer: make one with `ascribe gazetteer compile`");
        return false;
    }
    memcpy(&header, bytes, sizeof header);
    if (header.version != ASC_IMAGE_VERSION || header.features) {
        asc_problem(problems, path, 0, 0, "was compiled by another version (format %u, ours is %d): compile it again", header.version,
                    ASC_IMAGE_VERSION);
        return false;
    }
    bool sound = header.size == size && check_sections(image, &header);
    if (sound && deep) {
        sound = XXH3_64bits((const char *)bytes + sizeof header, size - sizeof header) == header.checksum;
    }
    if (!sound) {
        asc_problem(problems, path, 0, 0, "is damaged: compile it again");
    }
    return sound;
}

/* The set of some classes that the program gives; 0 when no rule or table can see it. */
static uint32_t find_set(const struct asc_knowledge *known, struct asc_classes classes)
{
    for (uint32_t i = 0; i < known->sets; i++) {
        if (!known->set[i].literal && asc_classes_same(known->set[i].classes, classes)) {
            return i;
        }
    }
    return 0;
}

static void load_words(struct asc_knowledge *known)
{
    const struct asc_image *image = &known->image[0];
    known->set = image->section[ASC_SECTION_SETS];
    known->sets = (uint32_t)image->count[ASC_SECTION_SETS];
    known->word = image->section[ASC_SECTION_WORDS];
    known->word_homes = image->homes[ASC_SECTION_WORDS];
    known->weight = image->count[ASC_SECTION_WEIGHTS] ? image->section[ASC_SECTION_WEIGHTS] : NULL;
    known->weight_mask = image->count[ASC_SECTION_WEIGHTS] - 1;
    known->empty = true;
    for (uint64_t i = 0; i < image->count[ASC_SECTION_WORDS] && known->empty; i++) {
        known->empty = !known->word[i].print[0];
    }
    known->nominal = asc_classes_group('N');
    known->verbal = asc_classes_group('V');
    if (image->count[ASC_SECTION_CLITICS]) {
        memcpy(&known->clitics, image->section[ASC_SECTION_CLITICS], sizeof known->clitics);
        known->clitics.count = known->clitics.count > ASC_CLITICS ? 0 : known->clitics.count;
    }
    known->variants = asc_variants_open(image->section[ASC_SECTION_VARIANT_ROWS], image->count[ASC_SECTION_VARIANT_ROWS]);
    struct asc_classes cap = ASC_ONLY(CAP), name = asc_classes_add(ASC_ONLY(NAME), ASC_CLASS_CAP);
    known->set_cap = find_set(known, cap);
    known->set_upper = find_set(known, asc_classes_add(cap, ASC_CLASS_UPPER));
    known->set_initial = find_set(known, asc_classes_add(cap, ASC_CLASS_INITIAL));
    known->set_number = find_set(known, ASC_ONLY(NUMBER));
    known->set_quote = find_set(known, ASC_ONLY(QUOTE));
    known->set_dash = find_set(known, ASC_ONLY(DASH));
    static const unsigned class_of[ASC_TYPES] = {ASC_CLASS_NAME,  ASC_CLASS_PERSON, ASC_CLASS_ORGANIZATION, ASC_CLASS_PLACE,
                                                 ASC_CLASS_GROUP, ASC_CLASS_NAME,   ASC_CLASS_NAME,         ASC_CLASS_NAME};
    for (unsigned i = 0; i < ASC_TYPES; i++) {
        known->set_name[i] = find_set(known, asc_classes_add(name, class_of[i]));
    }
}

struct asc_knowledge *asc_knowledge_open(const void *bytes, size_t size, struct asc_problems *problems)
{
    struct asc_knowledge *known = calloc(1, sizeof *known);
    if (!known) {
        asc_problem(problems, "knowledge", 0, 0, "out of memory");
        return NULL;
    }
    if (!asc_image_open(&known->image[0], bytes, size, false, problems)) {
        free(known);
        return NULL;
    }
    known->images = 1;
    load_words(known);
    return known;
}

const void *asc_image_map(const char *path, size_t *size)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    char magic[8];
    void *bytes = MAP_FAILED;
    if (file >= 0 && fstat(file, &info) == 0 && read(file, magic, sizeof magic) == (ssize_t)sizeof magic &&
        memcmp(magic, ASC_IMAGE_MAGIC, sizeof magic) == 0) {
        *size = (size_t)info.st_size;
        bytes = mmap(NULL, *size, PROT_READ, MAP_SHARED, file, 0);
    }
    if (file >= 0) {
        (void)close(file);
    }
    return bytes == MAP_FAILED ? NULL : bytes;
}

void asc_image_unmap(const void *bytes, size_t size)
{
    (void)munmap((void *)(uintptr_t)bytes, size);
}

struct asc_knowledge *asc_knowledge_open_mapped(const char *path, struct asc_problems *problems)
{
    size_t size = 0;
    const void *bytes = asc_image_map(path, &size);
    struct asc_knowledge *known = bytes ? asc_knowledge_open(bytes, size, problems) : NULL;
    if (known) {
        known->image[0].mapped = true;
    } else if (bytes) {
        asc_image_unmap(bytes, size);
    }
    return known;
}

struct asc_knowledge *asc_knowledge_open_owned(void *bytes, size_t size, struct asc_problems *problems)
{
    struct asc_knowledge *known = asc_knowledge_open(bytes, size, problems);
    if (known) {
        known->image[0].owned = true;
    } else {
        free(bytes);
    }
    return known;
}

bool asc_knowledge_lend_names(struct asc_knowledge *known, const struct asc_knowledge *from)
{
    for (unsigned i = 0; i < from->images; i++) {
        if (known->images == ASC_IMAGES) {
            return false;
        }
        known->image[known->images] = from->image[i];
        known->image[known->images].mapped = known->image[known->images].owned = false;
        known->images++;
    }
    return true;
}

bool asc_knowledge_add_image(struct asc_knowledge *known, void *bytes, size_t size, struct asc_problems *problems)
{
    struct asc_image image = {.path = "a user's names", .owned = true};
    if (known->images == ASC_IMAGES) {
        asc_problem(problems, image.path, 0, 0, "more than %d gazetteers: join some of them", ASC_IMAGES - 1);
    } else if (asc_image_open(&image, bytes, size, false, problems)) {
        known->image[known->images++] = image;
        return true;
    }
    free(bytes);
    return false;
}

static bool add_mapped(struct asc_knowledge *known, const void *bytes, size_t size, const char *path, struct asc_problems *problems)
{
    struct asc_image image = {.path = path, .mapped = true};
    if (known->images == ASC_IMAGES) {
        asc_problem(problems, path, 0, 0, "more than %d gazetteers: join some of them", ASC_IMAGES - 1);
    } else if (asc_image_open(&image, bytes, size, false, problems)) {
        known->image[known->images++] = image;
        return true;
    }
    asc_image_unmap(bytes, size);
    return false;
}

bool asc_knowledge_add_names(struct asc_knowledge *known, const char *path, struct asc_problems *problems)
{
    size_t size = 0;
    const void *mapped = asc_image_map(path, &size);
    if (mapped) {
        return add_mapped(known, mapped, size, path, problems);
    }
    struct asc_builder builder;
    asc_builder_init(&builder, problems);
    asc_build_like(&builder, known);
    asc_build_path(&builder, path);
    void *bytes = NULL;
    bool built = asc_build_finish(&builder, &bytes, &size);
    asc_builder_release(&builder);
    return built && asc_knowledge_add_image(known, bytes, size, problems);
}

void asc_knowledge_close(struct asc_knowledge *known)
{
    for (unsigned i = 0; known && i < known->images; i++) {
        void *bytes = (void *)(uintptr_t)known->image[i].bytes;
        if (known->image[i].mapped) {
            (void)munmap(bytes, known->image[i].size);
        } else if (known->image[i].owned) {
            free(bytes);
        }
    }
    free(known);
}

/* --- looking up -------------------------------------------------------------------------------------------------- */

/* The set of an unknown lower-case word by its ending: the longest that leaves two letters. */
static uint32_t set_by_ending(const struct asc_knowledge *known, const char *word, size_t len)
{
    const struct asc_image *image = &known->image[0];
    const struct asc_ending *ending = image->section[ASC_SECTION_ENDINGS];
    for (uint64_t i = 0; i < image->count[ASC_SECTION_ENDINGS]; i++) {
        size_t n = strnlen(ending[i].text, sizeof ending->text);
        if (len >= n + 2 && memcmp(word + len - n, ending[i].text, n) == 0) {
            return ending[i].set < known->sets ? ending[i].set : 0;
        }
    }
    return 0;
}

static uint32_t set_by_shape(const struct asc_knowledge *known, const char *text, const struct asc_token *token)
{
    if (token->shape & ASC_SHAPE_INITIAL) {
        return known->set_initial;
    }
    if (token->shape & ASC_SHAPE_UPPER) {
        return known->set_upper;
    }
    if (token->shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED)) {
        return known->set_cap;
    }
    if (token->shape & ASC_SHAPE_DIGIT) {
        return known->set_number;
    }
    return token->shape & ASC_SHAPE_LOWER ? set_by_ending(known, text + token->begin, token->end - token->begin) : 0;
}

uint32_t asc_token_set(const struct asc_knowledge *known, const char *text, const struct asc_token *token, uint32_t *flags)
{
    const struct asc_word_slot *slot = asc_word_find(known, asc_token_word_key(text, token));
    *flags = slot ? slot->flags | ASC_WORD_LISTED : 0;
    if (!slot || slot->set >= known->sets) {
        return set_by_shape(known, text, token);
    }
    const struct asc_set *set = known->set + slot->set;
    *flags |= set->lower ? ASC_WORD_LOWER : 0;
    uint32_t found = token->shape & ASC_SHAPE_CAPITAL ? set->cap : set->lower;
    /* A word known only as a part of names says nothing in lower case: its ending does. */
    return found ? found : set_by_shape(known, text, token);
}

const char *asc_image_string(const struct asc_image *image, uint32_t offset)
{
    return offset < image->count[ASC_SECTION_STRINGS] ? (const char *)image->section[ASC_SECTION_STRINGS] + offset : "";
}

static const struct asc_image *image_of(const struct asc_knowledge *known, uint32_t number)
{
    uint32_t image = number >> ASC_ENTRY_BITS;
    return number != ASC_NONE && image < known->images ? &known->image[image] : NULL;
}

const struct asc_entry *asc_entry(const struct asc_knowledge *known, uint32_t entry)
{
    const struct asc_image *image = image_of(known, entry);
    uint32_t index = entry & ((1U << ASC_ENTRY_BITS) - 1);
    return image && index < image->count[ASC_SECTION_ENTRIES] ? ASC_SECTION_OF(image, ENTRIES, asc_entry) + index : NULL;
}

enum entry_string { ENTRY_ID, ENTRY_NAME, ENTRY_KB, ENTRY_ROLE };

/* One of the strings of an entry. */
static const char *entry_string(const struct asc_knowledge *known, uint32_t number, enum entry_string which)
{
    const struct asc_entry *entry = asc_entry(known, number);
    if (!entry) {
        return "";
    }
    const struct asc_image *image = image_of(known, number);
    const char *text = image->section[ASC_SECTION_TEXTS];
    uint64_t at = entry->text, end = image->count[ASC_SECTION_TEXTS];
    for (unsigned i = 0; i < which && at < end; i++) {
        at += strlen(text + at) + 1;
    }
    return at < end ? text + at : "";
}

const char *asc_entry_id(const struct asc_knowledge *known, uint32_t entry)
{
    return entry_string(known, entry, ENTRY_ID);
}

const char *asc_entry_name(const struct asc_knowledge *known, uint32_t entry)
{
    return entry_string(known, entry, ENTRY_NAME);
}

const char *asc_entry_role(const struct asc_knowledge *known, uint32_t entry)
{
    return entry_string(known, entry, ENTRY_ROLE);
}

const char *asc_entry_kb(const struct asc_knowledge *known, uint32_t entry, char room[ASC_KB_ROOM])
{
    const char *kb = entry_string(known, entry, ENTRY_KB);
    return strcmp(kb, ASC_KB_DERIVED) == 0 && asc_kb_derive(asc_entry_id(known, entry), room) ? room : kb;
}

bool asc_kb_derive(const char *id, char room[ASC_KB_ROOM])
{
    const char *slash = strchr(id, '/'), *last = strrchr(id, '/');
    size_t len = slash ? strlen(slash + 1) : ASC_KB_ROOM;
    if (slash == last || len >= ASC_KB_ROOM) {
        return false;
    }
    memcpy(room, slash + 1, len + 1);
    room[last - slash - 1] = ':';
    return true;
}

const char *asc_entry_kind(const struct asc_knowledge *known, uint32_t entry)
{
    const struct asc_entry *found = asc_entry(known, entry);
    const struct asc_image *image = image_of(known, entry);
    if (!found || found->kind >= image->count[ASC_SECTION_KINDS]) {
        return "";
    }
    return asc_image_string(image, ((const uint32_t *)image->section[ASC_SECTION_KINDS])[found->kind]);
}

uint32_t asc_entry_country(const struct asc_knowledge *known, uint32_t entry)
{
    const struct asc_image *image = image_of(known, entry);
    if (!image || !image->count[ASC_SECTION_CAPITALS]) {
        return ASC_NONE;
    }
    uint32_t index = entry & ((1U << ASC_ENTRY_BITS) - 1);
    const struct asc_capital *capital = image->section[ASC_SECTION_CAPITALS];
    uint64_t first = 0, end = image->count[ASC_SECTION_CAPITALS];
    while (end - first > 1) {
        uint64_t middle = first + (end - first) / 2;
        if (capital[middle].city > index) {
            end = middle;
        } else {
            first = middle;
        }
    }
    uint32_t country = capital[first].country;
    return capital[first].city == index && country >> ASC_ENTRY_BITS == 0 ? country | (entry ^ index) : ASC_NONE;
}

const struct asc_sort *asc_sort(const struct asc_knowledge *known, uint64_t key)
{
    const struct asc_sort *sort = ASC_SECTION_OF(&known->image[0], SORTS, asc_sort);
    uint64_t first = 0, end = known->image[0].count[ASC_SECTION_SORTS];
    while (first < end) {
        uint64_t middle = first + (end - first) / 2;
        if (sort[middle].key == key) {
            return sort + middle;
        }
        if (sort[middle].key < key) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    return NULL;
}

const struct asc_cue *asc_cue(const struct asc_knowledge *known, uint32_t cue)
{
    return cue < known->image[0].count[ASC_SECTION_CUES] ? ASC_SECTION_OF(&known->image[0], CUES, asc_cue) + cue : NULL;
}

uint32_t asc_rules(const struct asc_knowledge *known)
{
    return (uint32_t)known->image[0].count[ASC_SECTION_RULES];
}

const struct asc_rule *asc_rule(const struct asc_knowledge *known, uint32_t rule)
{
    return rule < asc_rules(known) ? ASC_SECTION_OF(&known->image[0], RULES, asc_rule) + rule : NULL;
}

const char *asc_rule_name(const struct asc_knowledge *known, uint32_t rule)
{
    const struct asc_rule *found = asc_rule(known, rule);
    return found ? asc_image_string(&known->image[0], found->name) : "";
}
