/* The features of a candidate: its words, its neighbours, what the tables say. */
#include <string.h>

#include "names/names.h"

enum { PATTERN = 7, WORD_MAX = 16 };

/* A word made on the spot. */
static void add_word(struct asc_evidence *e, enum asc_template template, unsigned type, const char *word)
{
    asc_evidence_word(e, template, type, word);
}

/* Words that lie where they are for good. */
static void add_fixed(struct asc_evidence *e, enum asc_template template, unsigned type, const char *first, const char *second)
{
    asc_evidence_fixed(e, template, type, first, second);
}

static struct asc_name_word word_at(const struct asc_naming *n, uint32_t t)
{
    return t >= n->first && t < n->last ? n->word[t - n->first] : (struct asc_name_word){0};
}

static bool is(const struct asc_naming *n, uint32_t t, unsigned class)
{
    return t >= n->first && t < n->last && asc_is(n->known, n->doc->token + t, class);
}

/* --- inside ------------------------------------------------------------------------------------------------------------ */

static void weigh_pattern(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    char pattern[PATTERN + 2];
    uint32_t len = 0;
    for (uint32_t t = c->token; t < c->token_end && len < PATTERN; t++) {
        pattern[len++] = n->word[t - n->first].category;
    }
    if (c->token_end - c->token > PATTERN) {
        pattern[len++] = '*';
    }
    pattern[len] = '\0';
    add_word(e, ASC_F_NAME_PATTERN, c->type, pattern);
}

static void weigh_shape(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    uint16_t all = 0xffff, any = 0;
    bool lower = false;
    for (uint32_t t = c->token; t < c->token_end; t++) {
        uint16_t shape = n->doc->token[t].shape;
        all &= shape;
        any |= shape;
        lower |= (shape & ASC_SHAPE_LOWER) != 0;
    }
    uint32_t words = c->token_end - c->token;
    asc_evidence_add(e, ASC_F_NAME_LENGTH, c->type, words > 6 ? 6 : words);
    if (all & ASC_SHAPE_UPPER) {
        uint32_t letters = n->doc->token[c->token].end - n->doc->token[c->token].begin;
        bool headline = all & ASC_SHAPE_HEADLINE;
        add_fixed(e, ASC_F_NAME_SHAPE, c->type,
                  headline       ? "upper-line"
                  : words > 1    ? "upper-words"
                  : letters <= 3 ? "upper-3"
                  : letters <= 5 ? "upper-5"
                                 : "upper-long",
                  NULL);
    }
    if ((any & ASC_SHAPE_HEADLINE) && !(all & ASC_SHAPE_UPPER)) {
        add_fixed(e, ASC_F_NAME_SHAPE, c->type, "headline", NULL);
    }
    if (any & ASC_SHAPE_MIXED) {
        add_fixed(e, ASC_F_NAME_SHAPE, c->type, "mixed", NULL);
    }
    if (any & ASC_SHAPE_DIGIT) {
        add_fixed(e, ASC_F_NAME_SHAPE, c->type, "digit", NULL);
    }
    if (any & ASC_SHAPE_DOTS) {
        add_fixed(e, ASC_F_NAME_SHAPE, c->type, "dots", NULL);
    }
    if (lower) {
        add_fixed(e, ASC_F_NAME_SHAPE, c->type, n->doc->token[c->token].shape & ASC_SHAPE_LOWER ? "lower-first" : "lower-inside", NULL);
    }
}

static void weigh_inside(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    uint32_t last = c->token_end - 1;
    asc_evidence_set(e, ASC_F_NAME_FIRST, c->type, n->doc->token[c->token].set);
    asc_evidence_set(e, ASC_F_NAME_LAST, c->type, n->doc->token[last].set);
    for (uint32_t t = c->token + 1; t < last; t++) {
        asc_evidence_set(e, ASC_F_NAME_INSIDE, c->type, n->doc->token[t].set);
    }
}

/* --- neighbours --------------------------------------------------------------------------------------------------------- */

/* Small words are features of their own: "in" and "with" are both prepositions, but not the same evidence. */
static void weigh_small_word(const struct asc_naming *n, uint32_t t, enum asc_template template, unsigned type, struct asc_evidence *e)
{
    static const unsigned small[] = {ASC_CLASS_PREP,  ASC_CLASS_OF,         ASC_CLASS_BY,     ASC_CLASS_TO,     ASC_CLASS_AND,  ASC_CLASS_DET,
                                     ASC_CLASS_BE,    ASC_CLASS_POSSESSIVE, ASC_CLASS_AS,     ASC_CLASS_FOR,    ASC_CLASS_STOP, ASC_CLASS_COMMA,
                                     ASC_CLASS_COLON, ASC_CLASS_LPAREN,     ASC_CLASS_RPAREN, ASC_CLASS_HYPHEN, ASC_CLASS_DASH, ASC_CLASS_SLASH};
    const struct asc_token *token = n->doc->token + t;
    uint32_t len = token->end - token->begin;
    struct asc_classes set = asc_classes_of(n->known, token->set);
    for (size_t i = 0; i < sizeof small / sizeof *small && len < WORD_MAX; i++) {
        if (asc_classes_has(set, small[i])) {
            char word[WORD_MAX];
            for (uint32_t k = 0; k < len; k++) {
                char letter = n->doc->text[token->begin + k];
                word[k] = (char)(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
            }
            word[len] = '\0';
            add_word(e, template, type, word);
            return;
        }
    }
}

static void weigh_neighbours(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    const struct asc_token *token = n->doc->token;
    uint32_t begin = c->token, end = c->token_end;
    if (begin > n->first) {
        asc_evidence_set(e, ASC_F_NAME_PREV, c->type, token[begin - 1].set);
        weigh_small_word(n, begin - 1, ASC_F_NAME_PREV_WORD, c->type, e);
    }
    if (begin > n->first + 1) {
        asc_evidence_set(e, ASC_F_NAME_PREV2, c->type, token[begin - 2].set);
    }
    if (end < n->last) {
        asc_evidence_set(e, ASC_F_NAME_NEXT, c->type, token[end].set);
        weigh_small_word(n, end, ASC_F_NAME_NEXT_WORD, c->type, e);
    }
    if (end + 1 < n->last) {
        asc_evidence_set(e, ASC_F_NAME_NEXT2, c->type, token[end + 1].set);
    }
}

/* How two names stand together, by the word between them; NULL when they don't. */
static const char *link_between(const struct asc_naming *n, uint32_t t, bool before)
{
    if (is(n, t, ASC_CLASS_COMMA)) {
        return before ? "comma-before" : "comma-behind";
    }
    if (is(n, t, ASC_CLASS_AND)) {
        return before ? "and-before" : "and-behind";
    }
    if (is(n, t, ASC_CLASS_LPAREN)) {
        return before ? "bracket-before" : "bracket-behind";
    }
    if (is(n, t, ASC_CLASS_SLASH) || is(n, t, ASC_CLASS_HYPHEN)) {
        return before ? "slash-before" : "slash-behind";
    }
    return NULL;
}

static void add_types(struct asc_evidence *e, enum asc_template template, unsigned type, const char *how, unsigned types)
{
    for (unsigned other = ASC_PERSON; other < ASC_TYPES && types >> other; other++) {
        if (types >> other & 1) {
            add_fixed(e, template, type, how, asc_type_name(other));
        }
    }
}

/* The types that the tables give the name beyond a comma, "and", a slash or bracket. */
static void weigh_neighbour_names(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    const char *before = c->token >= n->first + 2 ? link_between(n, c->token - 1, true) : NULL;
    const char *behind = c->token_end + 1 < n->last ? link_between(n, c->token_end, false) : NULL;
    if (before) {
        add_types(e, ASC_F_NAME_NEIGHBOUR, c->type, before, word_at(n, c->token - 2).types);
    }
    if (behind) {
        add_types(e, ASC_F_NAME_NEIGHBOUR, c->type, behind, word_at(n, c->token_end + 1).types);
    }
}

/* What the span leaves out: a capitalised word directly before or after it, a hyphen. */
static void weigh_edges(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    uint32_t begin = c->token, end = c->token_end;
    /* An article with a capital ("for The Hague Tribune") is left out on purpose. */
    if (begin > n->first && word_at(n, begin - 1).capital && !is(n, begin - 1, ASC_CLASS_ART) && !(n->doc->token[begin].shape & ASC_SHAPE_HARD)) {
        char label[] = "before-?";
        label[7] = word_at(n, begin - 1).category;
        add_fixed(e, ASC_F_NAME_EDGE, c->type, "capital-before", NULL);
        add_word(e, ASC_F_NAME_EDGE, c->type, label);
    }
    if (end < n->last && word_at(n, end).capital && !(n->doc->token[end].shape & ASC_SHAPE_HARD)) {
        char label[] = "after-?";
        label[6] = word_at(n, end).category;
        add_fixed(e, ASC_F_NAME_EDGE, c->type, "capital-after", NULL);
        add_word(e, ASC_F_NAME_EDGE, c->type, label);
    }
    bool glued_after = end < n->last && (n->doc->token[end].shape & ASC_SHAPE_GLUED);
    if (glued_after && is(n, end, ASC_CLASS_HYPHEN)) {
        bool name = end + 1 < n->last && word_at(n, end + 1).capital;
        add_fixed(e, ASC_F_NAME_EDGE, c->type, name ? "hyphen-capital" : "hyphen-word", NULL);
    }
    if (begin > n->first && is(n, begin - 1, ASC_CLASS_HYPHEN) && (n->doc->token[begin].shape & ASC_SHAPE_GLUED)) {
        add_fixed(e, ASC_F_NAME_EDGE, c->type, "hyphen-before", NULL);
    }
    if (begin > n->first && word_at(n, begin - 1).category == 'p' && (n->doc->token[begin - 1].shape & ASC_SHAPE_LOWER)) {
        add_fixed(e, ASC_F_NAME_EDGE, c->type, "particle-before", NULL);
    }
}

/* --- place in the sentence and the page ------------------------------------------------------------------------------------ */

static void weigh_place(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    const struct asc_document *doc = n->doc;
    const struct asc_block *block = doc->block + doc->sentence[c->sentence].block;
    bool starts = doc->token[c->token].shape & ASC_SHAPE_STARTS, ends = c->token_end >= n->last;
    if (starts) {
        add_fixed(e, ASC_F_NAME_PLACE, c->type, ends ? "whole" : "starts", NULL);
    } else if (ends) {
        add_fixed(e, ASC_F_NAME_PLACE, c->type, "ends", NULL);
    }
    if (block->token == c->token) {
        add_fixed(e, ASC_F_NAME_PLACE, c->type, "starts-block", NULL);
    }
    if (block->token_end - block->token < 12) {
        add_fixed(e, ASC_F_NAME_PLACE, c->type, "short-block", NULL);
    }
    if (block->type != ASC_BLOCK_BODY) {
        add_fixed(e, ASC_F_NAME_PLACE, c->type, "block", asc_block_name(block->type));
    }
}

static void weigh_case(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    const struct asc_token *first = n->doc->token + c->token;
    bool small = asc_naming_bit(n->lower, first->key), capital = asc_naming_bit(n->capital, first->key);
    const char *place = first->shape & ASC_SHAPE_HEADLINE ? "headline" : first->shape & ASC_SHAPE_STARTS ? "start" : "middle";
    bool seen = capital && (first->shape & (ASC_SHAPE_STARTS | ASC_SHAPE_HEADLINE));
    add_fixed(e, ASC_F_NAME_CASE, c->type, place, small ? (seen ? "lower-capital" : "lower") : seen ? "capital" : "neither");
}

/* --- tables ------------------------------------------------------------------------------------------------------------------ */

static const char *strength_of(const struct asc_reading *reading, const struct asc_entry *entry)
{
    if (reading->weak & ASC_READING_WEAK) {
        return "weak";
    }
    if (entry->context) {
        return "context";
    }
    if (!entry->curated) {
        return reading->weak & ASC_READING_MAIN ? "drawn" : "drawn-alias";
    }
    return reading->weak & ASC_READING_MAIN ? "main" : reading->weak & ASC_READING_ACRONYM ? "acronym" : "alias";
}

static void weigh_own_reading(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    const struct asc_reading *reading = n->doc->reading + c->reading;
    const struct asc_entry *entry = asc_entry(n->known, reading->entry);
    if (!entry) {
        return;
    }
    add_fixed(e, ASC_F_NAME_GAZ, c->type, strength_of(reading, entry), c->token_end - c->token > 1 ? "words" : "word");
    const char *kind = asc_entry_kind(n->known, reading->entry);
    if (*kind && entry->curated) {
        add_fixed(e, ASC_F_NAME_GAZ_KIND, c->type, kind, NULL);
    }
    if (entry->size) {
        asc_evidence_add(e, ASC_F_NAME_SIZE, c->type, entry->size);
    }
}

/* Readings of other types of the same span; one feature a type. */
static void weigh_other_readings(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    unsigned seen = 1U << c->type;
    for (uint32_t r = n->reading_at[c->token - n->first]; r < n->doc->readings && n->doc->reading[r].token == c->token; r++) {
        const struct asc_reading *reading = n->doc->reading + r;
        const struct asc_entry *entry = asc_entry(n->known, reading->entry);
        if (!entry || reading->token_end != c->token_end || seen >> entry->type & 1) {
            continue;
        }
        seen |= 1U << entry->type;
        add_fixed(e, ASC_F_NAME_GAZ_OTHER, c->type, asc_type_name(entry->type), strength_of(reading, entry));
    }
}

/* Is the span a part of a longer name of the tables, or does it hold one that is longer than half of it? */
static void weigh_longer_names(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    uint32_t from = c->token > n->first + 8 ? c->token - 8 : n->first;
    unsigned inside = 0, holds = 0, crosses = 0;
    for (uint32_t r = n->reading_at[from - n->first]; r < n->doc->readings && n->doc->reading[r].token < c->token_end; r++) {
        const struct asc_reading *reading = n->doc->reading + r;
        const struct asc_entry *entry = asc_entry(n->known, reading->entry);
        if (!entry || reading->token_end <= c->token || (reading->weak & ASC_READING_WEAK)) {
            continue;
        }
        uint32_t words = reading->token_end - reading->token;
        bool same = reading->token == c->token && reading->token_end == c->token_end;
        bool longer = reading->token <= c->token && reading->token_end >= c->token_end;
        bool shorter = reading->token >= c->token && reading->token_end <= c->token_end;
        inside |= !same && longer ? 1U << entry->type : 0;
        holds |= !same && shorter && words > 1 ? 1U << entry->type : 0;
        crosses |= !longer && !shorter ? 1U << entry->type : 0;
    }
    add_types(e, ASC_F_NAME_IN_GAZ, c->type, "inside", inside);
    add_types(e, ASC_F_NAME_IN_GAZ, c->type, "holds", holds);
    add_types(e, ASC_F_NAME_IN_GAZ, c->type, "crosses", crosses);
}

void asc_names_weigh(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    asc_evidence_add(e, ASC_F_NAME_BIAS, c->type, 0);
    if (c->rule != ASC_NONE) {
        add_fixed(e, ASC_F_NAME_RULE, c->type, asc_rule_name(n->known, c->rule), NULL);
    }
    weigh_pattern(n, c, e);
    weigh_shape(n, c, e);
    weigh_inside(n, c, e);
    weigh_neighbours(n, c, e);
    weigh_neighbour_names(n, c, e);
    weigh_edges(n, c, e);
    weigh_place(n, c, e);
    weigh_case(n, c, e);
    if (c->reading != ASC_NONE) {
        weigh_own_reading(n, c, e);
    }
    weigh_other_readings(n, c, e);
    weigh_longer_names(n, c, e);
    if (n->votes) {
        asc_names_weigh_votes(n, c, e);
    }
}
