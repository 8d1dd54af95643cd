/* The image: all knowledge compiled to one block of bytes that is mapped and used as it lies.
 *
 *   header | section table | section | section | ...
 *
 * Sections are arrays of the records below, aligned to 64 bytes, little-endian; strings are offsets into the section
 * of strings, which ends with a NUL. Opening checks the header, the table and the size of every section; every
 * index that is followed later is checked against its section. docs/ARCHITECTURE.md draws the layout.
 *
 * A table of keys (words, phrases, cues, names) is a row of buckets, sorted by key and about five eighths full. The upper half
 * of a key says in which bucket it would like to stand (asc_home); it stands there or, when that is full, in the next one.
 * The lower half is the print by which it is known again. So a look-up mostly touches one line of the cache, and a
 * table of any size is written in one go, from front to back. The last bucket has a free slot, so that every search ends. */
#ifndef ASC_IMAGE_H
#define ASC_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "knowledge/classes.h"

#define ASC_IMAGE_MAGIC "ascribe\x1a"
enum { ASC_IMAGE_VERSION = 7, ASC_IMAGE_ALIGN = 64 };

enum asc_section {
    ASC_SECTION_STRINGS,      /* char */
    ASC_SECTION_SETS,         /* struct asc_set */
    ASC_SECTION_WORDS,        /* struct asc_bucket of struct asc_word_slot */
    ASC_SECTION_PHRASES,      /* struct asc_bucket of struct asc_chain_slot: phrases of the word lists; first = set of each of their tokens */
    ASC_SECTION_ENDINGS,      /* struct asc_ending, longest first */
    ASC_SECTION_SETTLE,       /* struct asc_settle */
    ASC_SECTION_CUE_FORMS,    /* struct asc_bucket of struct asc_chain_slot: forms of cues; first, count into CUE_USES */
    ASC_SECTION_CUE_USES,     /* struct asc_cue_use */
    ASC_SECTION_CUES,         /* struct asc_cue */
    ASC_SECTION_NAMES,        /* struct asc_bucket of struct asc_chain_slot: names; first, count into READINGS */
    ASC_SECTION_READINGS,     /* struct asc_name_reading */
    ASC_SECTION_ENTRIES,      /* struct asc_entry */
    ASC_SECTION_TEXTS,        /* char: the strings of entries; ends with a NUL */
    ASC_SECTION_KINDS,        /* uint32_t: strings that entry->kind numbers; the first is empty */
    ASC_SECTION_CAPITALS,     /* struct asc_capital, sorted by city */
    ASC_SECTION_VARIANTS,     /* struct asc_bucket of struct asc_chain_slot: names by their reduced letters; first, count into READINGS */
    ASC_SECTION_VARIANT_ROWS, /* struct asc_variant */
    ASC_SECTION_RULES,        /* struct asc_rule */
    ASC_SECTION_SYMBOLS,      /* struct asc_symbol_map: one a group of rules */
    ASC_SECTION_SYMBOL_BYTES, /* uint8_t: the maps' tables */
    ASC_SECTION_WEIGHTS,      /* struct asc_weight: hash table of 2^n slots */
    ASC_SECTION_SOURCES,      /* struct asc_source: the tables and rules themselves, so that a user's can be added to them */
    ASC_SECTION_CLITICS,      /* struct asc_clitics: one */
    ASC_SECTION_SETTLING,     /* struct asc_settling: for each set as many as its 64 rows of SETTLE need */
    ASC_SECTION_SORTS,        /* struct asc_sort, sorted by key */
    ASC_SECTIONS
};

struct asc_image_section {
    uint64_t offset; /* bytes from the start of the image */
    uint64_t count;  /* records */
    uint32_t size;   /* bytes of one record */
    uint32_t homes;  /* of a table of keys: how many of its buckets are homes */
};

struct asc_image_header {
    char magic[8];
    uint32_t version;
    uint32_t features; /* bits that a reader must know; none yet */
    uint64_t size;     /* bytes of the whole image */
    uint64_t checksum; /* XXH3 64 of everything behind the header */
    struct asc_image_section section[ASC_SECTIONS];
};

/* One set of classes, and what becomes of it when the word is written with a capital or not, settled as a noun or as a
 * verb. Set 0 is empty. A word that rules name literally has a set of its own. */
struct asc_set {
    struct asc_classes classes;
    uint32_t cap, lower, noun, verb; /* sets */
    uint32_t literal;                /* 0, or the number of the literal word */
    uint32_t spare;
};

/* The first two are flags of a slot; the others tell of a token whether a name may begin with it, whether it is a word of the tables,
 * and one that is written in lower case. */
enum { ASC_WORD_PHRASE = 1, ASC_WORD_CUE = 2, ASC_WORD_BEGINS = 4, ASC_WORD_LISTED = 8, ASC_WORD_LOWER = 1 << 14 };

struct asc_word_slot {
    uint32_t set : 24;
    uint32_t flags : 8; /* ASC_WORD_*: a phrase, a cue begins with this word */
};

/* A chain of keys: a name or phrase, or the beginning of a longer one (count 0). */
enum { ASC_CHAIN_FIRST_BITS = 26, ASC_CHAIN_COUNT_MAX = 31 };

struct asc_chain_slot {
    uint32_t first : 26;
    uint32_t count : 5;
    uint32_t longer : 1; /* longer ones begin with it */
};

enum { ASC_BUCKET = 8 };

struct asc_bucket {
    uint32_t print[ASC_BUCKET]; /* 0: free, as are all behind it */
    union {
        struct asc_word_slot word[ASC_BUCKET];
        struct asc_chain_slot chain[ASC_BUCKET];
    };
};

/* What a key is known by in its table, and the bucket in which it would like to stand. */
static inline uint32_t asc_print(uint64_t key)
{
    uint32_t print = (uint32_t)key;
    return print ? print : 1;
}

static inline uint64_t asc_home(uint64_t key, uint32_t homes)
{
    return ((key >> 32) * homes) >> 32;
}

/* The slot of a bucket that has a print, ASC_BUCKET when none has: all are compared at once, without a branch. */
static inline unsigned asc_bucket_find(const struct asc_bucket *bucket, uint32_t print)
{
    unsigned found = 1U << ASC_BUCKET;
#ifdef __SSE2__
    __m128i wanted = _mm_set1_epi32((int)print);
    __m128i low = _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)bucket->print), wanted);
    __m128i high = _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(bucket->print + 4)), wanted);
    found |= (unsigned)_mm_movemask_ps(_mm_castsi128_ps(low)) | (unsigned)_mm_movemask_ps(_mm_castsi128_ps(high)) << 4;
#else
    for (unsigned i = 0; i < ASC_BUCKET; i++) {
        found |= (unsigned)(bucket->print[i] == print) << i;
    }
#endif
    return (unsigned)__builtin_ctz(found);
}

/* The bucket that holds a key, and its slot there; NULL when the table has no such key. */
static inline const struct asc_bucket *asc_key_find(const struct asc_bucket *table, uint32_t homes, uint64_t key, unsigned *slot)
{
    const struct asc_bucket *bucket = table + asc_home(key, homes);
    for (uint32_t print = asc_print(key);; bucket++) {
        *slot = asc_bucket_find(bucket, print);
        if (*slot < ASC_BUCKET) {
            return bucket;
        }
        if (!bucket->print[ASC_BUCKET - 1]) {
            return NULL;
        }
    }
}

struct asc_ending {
    char text[12]; /* NUL-terminated, ASCII */
    uint32_t set;
};

/* Settling an ambiguous word: the first row that fits decides. Empty classes fit everything. */
struct asc_settle {
    struct asc_classes before, word, after;
    uint32_t keep; /* 'N', 'V' or '-' (leave as it is) */
    uint32_t spare;
};

enum { ASC_SETTLE_ROWS = 64 };

/* The rows that a set fits before the word, as the word and after it: a bit for each of 64. */
struct asc_settling {
    uint64_t before, word, after;
};

static inline uint64_t asc_settle_groups(uint64_t rows)
{
    return (rows + ASC_SETTLE_ROWS - 1) / ASC_SETTLE_ROWS;
}

struct asc_cue {
    uint32_t lemma;   /* string */
    uint8_t kind;     /* enum asc_cue_kind */
    uint8_t act;      /* enum asc_act */
    uint8_t strength; /* 1 to 5 */
    uint8_t spare;
    uint32_t patterns; /* bits of enum asc_pattern */
};

enum asc_cue_kind { ASC_CUE_VERB, ASC_CUE_NOUN, ASC_CUE_PHRASE, ASC_CUE_ADJECTIVE, ASC_CUE_KINDS };

/* What a cue takes as its content: the words of the column `patterns`. */
/* clang-format off */
#define ASC_PATTERN_LIST(X)                                                                                            \
    X(THAT, "that") X(THAT_ONLY, "that!") X(WH, "wh") X(TO, "to") X(NP, "np") X(ING, "ing") X(OBJ_THAT, "obj-that")    \
    X(OBJ_WH, "obj-wh") X(OBJ_TO, "obj-to") X(OBJ_OF, "obj-of") X(OBJ_FOR, "obj-for") X(AS, "as") X(FOR, "for")        \
    X(OF, "of") X(ABOUT, "about") X(ON, "on") X(AGAINST, "against") X(WITH, "with") X(QUOTE, "quote")
/* clang-format on */
enum asc_pattern {
#define X(NAME, WORD) ASC_PATTERN_##NAME,
    ASC_PATTERN_LIST(X)
#undef X
        ASC_PATTERNS
};

enum asc_cue_form { ASC_FORM_BASE, ASC_FORM_S, ASC_FORM_PAST, ASC_FORM_PARTICIPLE, ASC_FORM_ING, ASC_FORM_OTHER };

struct asc_cue_use {
    uint32_t cue;
    uint32_t set;   /* the classes of the one symbol that a cue is for the rules */
    uint32_t forms; /* bits of enum asc_cue_form that look like this */
};

/* AWAY: the entry takes the name away; so that it need not be looked at, which lies far off. */
enum { ASC_READING_WEAK = 1, ASC_READING_ACRONYM = 2, ASC_READING_LOWER = 4, ASC_READING_MAIN = 8, ASC_READING_VARIANT = 16, ASC_READING_AWAY = 32 };

enum { ASC_READING_ENTRY_BITS = 26 };

struct asc_name_reading {
    uint32_t entry : 26;
    uint32_t flags : 6; /* ASC_READING_* */
};

/* The strings of an entry stand one behind the other: id, name, kb_id, role. A kb_id of only ASC_KB_DERIVED is made of the id:
 * place/geonames/98182 is geonames:98182. */
#define ASC_KB_DERIVED "="
enum { ASC_KB_ROOM = 64 };

struct asc_entry {
    uint32_t text;    /* into TEXTS */
    uint16_t kind;    /* index into KINDS */
    char country[2];  /* NULs when there is none */
    uint8_t type;     /* enum asc_type; 0 takes a name away */
    char gender;      /* 'm', 'f' or 0 */
    uint8_t size;     /* decimal digits of the population, 0 when unknown */
    bool context : 1; /* must not match without other evidence */
    bool curated : 1; /* written by hand, not drawn */
};

/* A capital stands for the government of its country. */
struct asc_capital {
    uint32_t city, country; /* entries */
};

/* What sorts.tsv says of a word: a sort is a bit, in the order of the rows. */
enum { ASC_SORTS = 96 };

struct asc_sorts {
    uint64_t bits[2];
};

struct asc_sort {
    uint64_t key;
    struct asc_sorts means;  /* that a noun may mean */
    struct asc_sorts shows;  /* that the word shows in a name, a kind, a role */
    struct asc_sorts always; /* of those that it means: whoever is of the sort shows it */
};

/* A row of variants.tsv: how letters are reduced, or (COUNTRY) whose names are; see knowledge/variants.h. */
enum asc_variant_place { ASC_VARIANT_ANY, ASC_VARIANT_START, ASC_VARIANT_WHOLE, ASC_VARIANT_END, ASC_VARIANT_COUNTRY, ASC_VARIANT_PLACES };

struct asc_variant {
    char letters[12], become[7]; /* NUL-terminated */
    uint8_t where;               /* enum asc_variant_place */
};

enum asc_rule_kind { ASC_RULES_NAMES, ASC_RULES_QUOTES, ASC_RULES_RESOLVE, ASC_RULE_KINDS };

enum { ASC_RULE_NEEDS = 2 };

enum { ASC_SYMBOLS = 256, ASC_SYMBOL_TRIGGER = 255, ASC_SYMBOL_EDGE = 254 };

struct asc_rule {
    uint32_t name;        /* string */
    uint32_t file, line;  /* string; where it stands */
    uint32_t left;        /* string: PCRE2 over symbols for what stands before the trigger, which it ends with */
    uint32_t right;       /* string: ... for what stands behind the trigger, which it begins with */
    uint32_t left_number; /* rules with the same left side share it */
    uint32_t alphabet;    /* the symbol map by which its pattern is written */
    uint32_t yes, no;     /* strings: the sentence on which it fires, the near miss */
    uint8_t kind;         /* enum asc_rule_kind */
    uint8_t type;         /* enum asc_type that a name rule proposes, or 0 */
    uint8_t has_before, has_after;
    uint8_t label;                      /* 1: of form `label`, for the labels of transcripts */
    uint32_t form;                      /* string: what kind of content the rule takes ("that", "np", ...) or "" */
    uint64_t trigger[4];                /* symbols at which it is tried */
    uint64_t before[4];                 /* symbols that can stand before the trigger, if has_before */
    uint64_t after[4];                  /* ... after it, if has_after */
    uint64_t needs[4];                  /* if any bit is set: one of these must occur in the frame */
    uint64_t behind[ASC_RULE_NEEDS][4]; /* of each of these sets a symbol must stand somewhere before the trigger */
    uint64_t ahead[ASC_RULE_NEEDS][4];  /* ... somewhere after it */
};

/* How the sets become the symbols of a group of rules. */
struct asc_symbol_map {
    uint32_t bytes;   /* index into SYMBOL_BYTES of a table of as many bytes as there are sets */
    uint32_t symbols; /* how many are used */
};

struct asc_source {
    uint32_t path; /* string */
    uint32_t text; /* string */
};

struct asc_weight {
    uint32_t feature; /* see evidence/evidence.h; 0: free */
    int32_t weight;   /* hundredths of a logit */
    uint32_t name;    /* string, as in the table */
    uint32_t spare;
};

/* Where the probing for a feature begins. The high bits are mixed in: features of one template differ in few low bits. */
static inline uint32_t asc_weight_hash(uint32_t feature)
{
    uint32_t hash = feature * 2654435761U;
    return hash ^ hash >> 15;
}

#endif
