/* What the words and readings of a document are to names. */
#include <string.h>

#include "names/names.h"

/* --- readings ------------------------------------------------------------------------------------------------------ */

static enum asc_name_strength strength_of(const struct asc_reading *reading, const struct asc_entry *entry)
{
    if (reading->weak & ASC_READING_WEAK) {
        return ASC_STRENGTH_WEAK;
    }
    if (entry->context) {
        return ASC_STRENGTH_CONTEXT;
    }
    if (!entry->curated) {
        return reading->weak & ASC_READING_MAIN ? ASC_STRENGTH_DRAWN : ASC_STRENGTH_DRAWN_ALIAS;
    }
    return reading->weak & ASC_READING_MAIN ? ASC_STRENGTH_MAIN : reading->weak & ASC_READING_ACRONYM ? ASC_STRENGTH_ACRONYM : ASC_STRENGTH_ALIAS;
}

static int16_t rank_of(const struct asc_reading *reading, const struct asc_entry *entry)
{
    int rank = (reading->weak & ASC_READING_WEAK ? 0 : 16) + (entry->curated ? 8 : 0) + (reading->weak & ASC_READING_MAIN ? 4 : 0) +
               (entry->context ? 0 : 2) + (reading->entry >> ASC_ENTRY_BITS ? 64 : 0);
    return (int16_t)(rank * 16 + entry->size);
}

bool asc_names_look_up(struct asc_naming *n)
{
    const struct asc_document *doc = n->doc;
    n->meaning = asc_arena_alloc(&n->doc->arena, (doc->readings + (size_t)1) * sizeof *n->meaning);
    for (uint32_t r = 0; n->meaning && r < doc->readings; r++) {
        const struct asc_entry *entry = asc_entry(n->known, doc->reading[r].entry);
        n->meaning[r] = (struct asc_name_meaning){.entry = entry, .type = ASC_TYPES};
        if (entry && entry->type < ASC_TYPES) {
            n->meaning[r].type = entry->type;
            n->meaning[r].rank = rank_of(doc->reading + r, entry);
            n->meaning[r].strength = (uint8_t)strength_of(doc->reading + r, entry);
        }
    }
    return n->meaning != NULL;
}

/* --- words --------------------------------------------------------------------------------------------------------- */

/* Which of the categories of its set a word has, by its letters. */
static unsigned category_by(uint16_t shape)
{
    _Static_assert((int)ASC_SHAPE_CAPITAL == 1 && (int)ASC_SHAPE_MIXED == 8 && (int)ASC_SHAPE_UPPER == (int)ASC_CATEGORY_UPPER &&
                       (int)ASC_SHAPE_DIGIT == ASC_CATEGORY_DIGIT << 2,
                   "bits move as they are");
    return ((shape | shape >> 3) & ASC_CATEGORY_CAPITAL) | (shape & ASC_CATEGORY_UPPER) | (shape >> 2 & ASC_CATEGORY_DIGIT);
}

/* Can a word with a capital be part of a name by its letters alone? */
static bool is_capital(const struct asc_naming *n, uint32_t t, uint32_t is)
{
    uint16_t shape = n->doc->token[t].shape;
    bool free_capital = shape & (ASC_SHAPE_STARTS | ASC_SHAPE_HEADLINE);
    bool sum = (is & ASC_NAME_CURRENCY) && t + 1 < n->last && (n->doc->token[t + 1].shape & ASC_SHAPE_DIGIT); /* "Rs 400" */
    return !(shape & ASC_SHAPE_LINK) && !sum && !((is & ASC_NAME_NEVER) && !(shape & ASC_SHAPE_UPPER)) && !((is & ASC_NAME_SELDOM) && free_capital);
}

/* Describes a word that has a capital or begins with a digit. */
static void describe_marked(struct asc_naming *n, const struct asc_name_set *set, struct asc_name_word *word, uint32_t t)
{
    unsigned by = category_by(n->doc->token[t].shape);
    word->category = set->category[by];
    if ((by & ASC_CATEGORY_CAPITAL) && is_capital(n, t, word->is)) {
        word->is |= ASC_NAME_CAPITAL;
        word->duty = 'X';
        n->capital[n->capitals++] = t;
    }
    word->duty = by & ASC_CATEGORY_DIGIT ? '0' : word->duty;
}

static void describe_readings(struct asc_naming *n)
{
    const struct asc_document *doc = n->doc;
    for (n->reading = n->reading_end; n->reading_end < doc->readings && doc->reading[n->reading_end].token < n->last; n->reading_end++) {
        const struct asc_reading *reading = doc->reading + n->reading_end;
        const struct asc_name_meaning *meaning = n->meaning + n->reading_end;
        if (reading->token < n->first || meaning->type == ASC_TYPES) {
            continue;
        }
        bool longer = reading->token_end - reading->token > 1 && !(reading->weak & ASC_READING_WEAK);
        struct asc_name_word *word = n->word + (reading->token - n->first);
        if (!(word->is & ASC_NAME_BEGINS)) {
            word->is |= ASC_NAME_BEGINS;
            n->reading_at[reading->token - n->first] = n->reading_end;
        }
        for (uint32_t t = reading->token; t < reading->token_end && t < n->last; t++, word++) {
            word->types |= (uint8_t)(1U << meaning->type);
            word->is |= longer ? ASC_NAME_IN_LONGER : 0;
        }
    }
}

/* Words beyond the sentence. */
static void pad(struct asc_name_word *word)
{
    for (unsigned i = 0; i < ASC_NAME_PAD; i++) {
        word[i] = (struct asc_name_word){.duty = '^'};
    }
}

void asc_names_describe(struct asc_naming *n)
{
    uint32_t words = n->last - n->first, sets = n->rows->sets;
    const struct asc_token *token = n->doc->token + n->first;
    const struct asc_name_set *set = n->rows->set;
    struct asc_name_word *word = n->word;
    n->capitals = 0;
    for (uint32_t i = 0; i < words; i++) {
        const struct asc_name_set *own = set + (token[i].set < sets ? token[i].set : sets);
        if (!own->word.is) {
            asc_name_set_describe(n->rows, n->known, token[i].set);
        }
        word[i] = own->word;
        if (token[i].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED | ASC_SHAPE_DIGIT | ASC_SHAPE_UPPER)) {
            describe_marked(n, own, word + i, n->first + i);
        }
    }
    pad(n->word - ASC_NAME_PAD);
    pad(n->word + words);
    describe_readings(n);
}
