/* All knowledge, opened: the image, and the names that a user adds.
 *
 * Knowledge never changes once it is open and serves all threads. */
#ifndef ASC_KNOWLEDGE_H
#define ASC_KNOWLEDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document/document.h"
#include "document/tokens.h"
#include "knowledge/image.h"
#include "knowledge/problems.h"
#include "knowledge/variants.h"

enum { ASC_IMAGES = 16, ASC_ENTRY_BITS = 28, ASC_RULES_MAX = 1024 };

/* One image; the arrays point into it. */
struct asc_image {
    const char *bytes;
    size_t size;
    bool mapped, owned; /* unmap, free at close */
    const char *path;
    const void *section[ASC_SECTIONS];
    uint64_t count[ASC_SECTIONS];
    uint32_t homes[ASC_SECTIONS]; /* of tables of keys */
};

struct asc_knowledge {
    struct asc_image image[ASC_IMAGES]; /* [0] words, rules, weights and names; the others names only */
    unsigned images;
    struct asc_clitics clitics;
    struct asc_variants variants;
    /* the hottest arrays of image 0, and the sets that the program gives */
    const struct asc_set *set;
    uint32_t sets;
    const struct asc_bucket *word;
    uint32_t word_homes;
    const struct asc_weight *weight;
    uint64_t weight_mask;
    uint32_t set_cap, set_upper, set_initial, set_number, set_quote, set_dash;
    uint32_t set_name[8];               /* by enum asc_type: the symbol of a mention */
    struct asc_classes nominal, verbal; /* the groups N and V */
    bool empty;                         /* no words at all: nothing is looked up */
};

/* Opens an image that lies in memory (not copied, must outlive the knowledge). NULL and a problem when it is damaged or
 * of another version. */
struct asc_knowledge *asc_knowledge_open(const void *bytes, size_t size, struct asc_problems *problems);

/* The same for bytes from malloc(), which the knowledge takes over and frees, also when it fails. */
struct asc_knowledge *asc_knowledge_open_owned(void *bytes, size_t size, struct asc_problems *problems);

/* The same for a file, which is mapped; NULL without a problem when its first bytes are not ours. */
struct asc_knowledge *asc_knowledge_open_mapped(const char *path, struct asc_problems *problems);

/* Lets the names of another knowledge be found too; it must live as long. False when there are too many. */
bool asc_knowledge_lend_names(struct asc_knowledge *known, const struct asc_knowledge *from);

/* The same for a file, or for a folder of tables and rules, which is compiled now. */
struct asc_knowledge *asc_knowledge_open_path(const char *path, struct asc_problems *problems);

/* The knowledge inside the executable or library. */
struct asc_knowledge *asc_knowledge_open_default(struct asc_problems *problems);

/* Adds the names of a user before those that are there: a compiled image (mapped) or a TSV (compiled now). */
bool asc_knowledge_add_names(struct asc_knowledge *known, const char *path, struct asc_problems *problems);

/* Adds an image of names whose bytes the knowledge takes over and frees. */
bool asc_knowledge_add_image(struct asc_knowledge *known, void *bytes, size_t size, struct asc_problems *problems);

/* Frees it; NULL is welcome. */
void asc_knowledge_close(struct asc_knowledge *known);

/* Checks header and sections (always done on opening), and the checksum of the whole when `deep`. */
bool asc_image_open(struct asc_image *image, const void *bytes, size_t size, bool deep, struct asc_problems *problems);

/* Maps a compiled image; NULL when the file is none (its first bytes are not ours) or cannot be mapped. */
const void *asc_image_map(const char *path, size_t *size);
void asc_image_unmap(const void *bytes, size_t size);

/* --- words ------------------------------------------------------------------------------------------------ */

/* The slot of a word, NULL when it is unknown. */
static inline const struct asc_word_slot *asc_word_find(const struct asc_knowledge *known, uint64_t key)
{
    if (known->empty) {
        return NULL;
    }
    unsigned slot = 0;
    const struct asc_bucket *bucket = asc_key_find(known->word, known->word_homes, key, &slot);
    return bucket ? bucket->word + slot : NULL;
}

/* Brings the bucket of a key near: the tables are bigger than the nearest caches, and a look-up that comes a little later need
 * not wait. Always inline: GCC takes a function that only prefetches for one without effect, and drops its calls. */
static inline __attribute__((always_inline)) void asc_key_prefetch(const struct asc_bucket *table, uint32_t homes, uint64_t key)
{
    __builtin_prefetch(table + asc_home(key, homes));
}

/* The classes of a set; those of set 0 when the number is beyond the table. */
static inline struct asc_classes asc_classes_of(const struct asc_knowledge *known, uint32_t set)
{
    return set < known->sets ? known->set[set].classes : (struct asc_classes){{0, 0}};
}

static inline bool asc_is(const struct asc_knowledge *known, const struct asc_token *token, unsigned class)
{
    return asc_classes_has(asc_classes_of(known, token->set), class);
}

/* The set that a token has by its word or, when that is unknown, by its ending and shape; not settled yet. *flags gets
 * ASC_WORD_* bits. */
uint32_t asc_token_set(const struct asc_knowledge *known, const char *text, const struct asc_token *token, uint32_t *flags);

/* ASC_WORD_BEGINS if a name may begin with a token: with a capital or digit, or "van", "al". */
static inline uint16_t asc_begins_flag(const struct asc_knowledge *known, const struct asc_token *token)
{
    bool marked = token->shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED | ASC_SHAPE_DIGIT);
    bool particle = (token->shape & ASC_SHAPE_LOWER) && asc_is(known, token, ASC_CLASS_PARTICLE);
    return marked || particle ? ASC_WORD_BEGINS : 0;
}

/* --- chains: names, phrases, cues --------------------------------------------------------------------------- */

/* The slot of a chain in one of the chain sections of an image; NULL when nothing begins with it. */
static inline const struct asc_chain_slot *asc_chain_find(const struct asc_image *image, enum asc_section section, uint64_t key)
{
    if (!image->count[section]) {
        return NULL;
    }
    unsigned slot = 0;
    const struct asc_bucket *bucket = asc_key_find(image->section[section], image->homes[section], key, &slot);
    return bucket ? bucket->chain + slot : NULL;
}

/* A string of an image; "" when the offset is beyond it. */
const char *asc_image_string(const struct asc_image *image, uint32_t offset);

/* Entries and their strings; entries carry the number of their image in the bits above ASC_ENTRY_BITS. NULL when
 * there is none of that number. */
const struct asc_entry *asc_entry(const struct asc_knowledge *known, uint32_t entry);

/* Brings the strings of an entry near. */
static inline __attribute__((always_inline)) void asc_entry_prefetch(const struct asc_knowledge *known, uint32_t entry)
{
    const struct asc_entry *found = asc_entry(known, entry);
    if (found) {
        __builtin_prefetch((const char *)known->image[entry >> ASC_ENTRY_BITS].section[ASC_SECTION_TEXTS] + found->text);
    }
}

const char *asc_entry_id(const struct asc_knowledge *known, uint32_t entry);
const char *asc_entry_name(const struct asc_knowledge *known, uint32_t entry);
const char *asc_entry_role(const struct asc_knowledge *known, uint32_t entry);
const char *asc_entry_kind(const struct asc_knowledge *known, uint32_t entry);

/* The id in another knowledge base: a string of the image, or one that is made in `room`. */
const char *asc_entry_kb(const struct asc_knowledge *known, uint32_t entry, char room[ASC_KB_ROOM]);

/* Makes the kb_id that an id implies; false when it implies none: it needs two slashes, and room. */
bool asc_kb_derive(const char *id, char room[ASC_KB_ROOM]);

/* The country whose government a capital stands for; ASC_NONE when the entry is no capital. */
uint32_t asc_entry_country(const struct asc_knowledge *known, uint32_t entry);

/* What sorts of persons and bodies the word of a key may mean, and shows; NULL when none. */
const struct asc_sort *asc_sort(const struct asc_knowledge *known, uint64_t key);

/* Cues and rules of image 0; NULL when there is none of that number. */
const struct asc_cue *asc_cue(const struct asc_knowledge *known, uint32_t cue);
const struct asc_rule *asc_rule(const struct asc_knowledge *known, uint32_t rule);
uint32_t asc_rules(const struct asc_knowledge *known);
const char *asc_rule_name(const struct asc_knowledge *known, uint32_t rule);

/* The records of a section of an image. */
#define ASC_SECTION_OF(IMAGE, SECTION, RECORD) ((const struct RECORD *)(IMAGE)->section[ASC_SECTION_##SECTION])

#endif
