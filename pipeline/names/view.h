/* A span of words as those look at it who weigh it; what they share. */
#ifndef ASC_NAMES_VIEW_H
#define ASC_NAMES_VIEW_H

#include "names/names.h"

enum { ASC_VIEW_CATEGORIES = 7 }; /* words of which the categories are kept */

/* One letter of a word that is made on the spot. */
static inline uint64_t asc_name_letter(char c, unsigned place)
{
    return (uint64_t)(unsigned char)c << 8 * place;
}

/* A span as the functions below look at it. Each gathers the rows of its features at `to` and returns where the next go; in a trace it
 * adds its features to the evidence there instead. */
struct asc_view {
    const struct asc_naming *n;
    const struct asc_name_span *span;
    struct asc_evidence *traced;                  /* NULL: rows are gathered */
    const struct asc_name_word *word, *behind;    /* its first word, the one behind it */
    const struct asc_token *token, *token_behind; /* their tokens */
    uint32_t words;
    uint32_t is;         /* what any of its words is */
    uint16_t any, all;   /* shapes that any, that all of them have */
    uint64_t categories; /* of its first words, the first in the lowest byte */
};

static inline struct asc_view asc_view_of(const struct asc_naming *n, const struct asc_name_span *span, struct asc_evidence *traced)
{
    uint32_t words = span->token_end - span->token, i = 0, is = 0;
    const struct asc_name_word *word = asc_name_word_at(n, span->token);
    const struct asc_token *token = n->doc->token + span->token;
    uint16_t any = 0, all = UINT16_MAX;
    uint64_t categories = 0;
    do {
        is |= word[i].is;
        any |= token[i].shape;
        all &= token[i].shape;
        categories |= i < ASC_VIEW_CATEGORIES ? asc_name_letter(word[i].category, i) : 0;
    } while (++i < words);
    return (struct asc_view){n, span, traced, word, word + words, token, token + words, words, is, any, all, categories};
}

/* Where the next row goes. */
typedef const struct asc_row **asc_row_list;

/* Adds what the words of a span say, whatever it would be: to the sums of every type. */
static inline asc_row_list asc_view_add(const struct asc_view *v, asc_row_list to, unsigned label)
{
    if (v->traced) {
        asc_name_label_words(v->traced, label, ASC_EVERY_TYPE);
        return to;
    }
    *to = v->n->rows->label + label;
    return to + 1;
}

static inline asc_row_list asc_view_add_word(const struct asc_view *v, asc_row_list to, enum asc_template template, uint64_t letters)
{
    if (v->traced) {
        asc_name_made_word(v->traced, template, ASC_EVERY_TYPE, letters);
        return to;
    }
    uint32_t index = asc_name_made(v->n->rows, template, letters);
    *to = v->n->rows->row + index;
    return to + (index != 0);
}

static inline asc_row_list asc_view_add_set(const struct asc_view *v, asc_row_list to, enum asc_name_side side, const struct asc_name_word *word)
{
    uint32_t set = v->token[word - v->word].set;
    if (v->traced) {
        struct asc_classes classes = asc_name_side_classes(side, asc_classes_of(v->n->known, set));
        asc_evidence_classes(v->traced, asc_name_side_template(side), ASC_EVERY_TYPE, classes);
        return to;
    }
    *to = asc_name_side(v->n->rows, side, set);
    return to + 1;
}

/* Adds one of a family for each of a set of types. */
static inline asc_row_list asc_view_add_types(const struct asc_view *v, asc_row_list to, unsigned label, unsigned types)
{
    for (types &= ~1U; types; types &= types - 1) {
        to = asc_view_add(v, to, label + (unsigned)__builtin_ctz(types));
    }
    return to;
}

/* What the tables say of a span, by its best reading as each type; see asc_names_readings(). */
asc_row_list asc_view_weigh_readings(const struct asc_view *view, asc_row_list to, const uint32_t best[ASC_TYPES]);

/* What its best reading `r` says for a candidate of that type alone. */
void asc_view_weigh_own_reading(const struct asc_view *view, unsigned type, uint32_t r, struct asc_evidence *evidence);

#endif
