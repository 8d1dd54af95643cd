/* The features of a candidate: its words, its neighbours, what the tables say. */
#include <string.h>

#include "knowledge/matcher.h"
#include "names/names.h"

enum { PATTERN = 7, FRAME_WORDS = 3, WORD_MAX = 16, ENDING = 3, DEFINITION = 12, LONGEST_READING = 8, SHORT_BLOCK = 12 };
enum { NICKNAMED = 5 }; /* tokens: Ana "Rocky" Diaz */
enum { ROWS = 96 };     /* more than all features of a span have, with those of its middle words as one */

/* One letter of a word that is made on the spot. */
static uint64_t letter(char c, unsigned place)
{
    return (uint64_t)(unsigned char)c << 8 * place;
}

/* A span as the functions below look at it. Each gathers the rows of its features at `to` and returns where the next go; in a trace it
 * adds its features to the evidence there instead. */
struct view {
    const struct asc_naming *n;
    const struct asc_name_span *span;
    struct asc_evidence *traced;                  /* NULL: rows are gathered */
    const struct asc_name_word *word, *behind;    /* its first word, the one behind it */
    const struct asc_token *token, *token_behind; /* their tokens */
    uint32_t words;
    uint32_t is;         /* what any of its words is */
    uint16_t any, all;   /* shapes that any, that all of them have */
    uint64_t categories; /* of its first PATTERN words, the first in the lowest byte */
};

static inline struct view view_of(const struct asc_naming *n, const struct asc_name_span *span, struct asc_evidence *traced)
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
        categories |= i < PATTERN ? letter(word[i].category, i) : 0;
    } while (++i < words);
    return (struct view){n, span, traced, word, word + words, token, token + words, words, is, any, all, categories};
}

typedef const struct asc_row *row;

/* Adds what the words of a span say, whatever it would be: to the sums of every type. */
static inline row *add(const struct view *v, row *to, unsigned label)
{
    if (v->traced) {
        asc_name_label_words(v->traced, label, ASC_EVERY_TYPE);
        return to;
    }
    *to = v->n->rows->label + label;
    return to + 1;
}

static inline row *add_word(const struct view *v, row *to, enum asc_template template, uint64_t letters)
{
    if (v->traced) {
        asc_name_made_word(v->traced, template, ASC_EVERY_TYPE, letters);
        return to;
    }
    uint32_t index = asc_name_made(v->n->rows, template, letters);
    *to = v->n->rows->row + index;
    return to + (index != 0);
}

static inline row *add_set(const struct view *v, row *to, enum asc_name_side side, const struct asc_name_word *word)
{
    uint32_t set = v->token[word - v->word].set;
    if (v->traced) {
        asc_evidence_set(v->traced, asc_name_side_template(side), ASC_EVERY_TYPE, set);
        return to;
    }
    *to = asc_name_side(v->n->rows, side, set);
    return to + 1;
}

/* --- inside ------------------------------------------------------------------------------------------------------------ */

/* The pattern with what hyphens join as one word, of which the part that says most stands: "Ana Brunsk-Odvar" as "Ana Brunsk". */
static uint64_t joined_categories(const struct view *v)
{
    static const char telling[] = "GFBOLES";
    uint64_t letters = 0;
    unsigned count = 0;
    for (uint32_t i = 0; i < v->words && count < PATTERN; i++) {
        bool joins = count && i + 1 < v->words && v->word[i].category == '-';
        char last = (char)(count ? letters >> 8 * (count - 1) : 0), next = v->word[i + joins].category;
        if (joins) {
            count--;
            letters &= ~letter((char)-1, count);
            i++;
        }
        letters |= letter(joins && !strchr(telling, next) ? last : next, count++);
    }
    return letters;
}

static row *weigh_pattern(const struct view *v, row *to)
{
    to = add_word(v, to, ASC_F_NAME_PATTERN, v->categories | (v->words > PATTERN ? letter('*', PATTERN) : 0));
    if (v->is & ASC_NAME_HYPHEN) {
        to = add_word(v, to, ASC_F_NAME_PATTERN, joined_categories(v));
    }
    return to;
}

/* Odd letters in any word of the span. */
static row *weigh_letters(const struct view *v, row *to)
{
    if (v->any & ASC_SHAPE_MIXED) {
        to = add(v, to, ASC_LABEL_MIXED);
    }
    if (v->any & ASC_SHAPE_DIGIT) {
        to = add(v, to, ASC_LABEL_DIGIT);
    }
    if (v->any & ASC_SHAPE_DOTS) {
        to = add(v, to, ASC_LABEL_DOTS);
    }
    if (v->any & ASC_SHAPE_LOWER) {
        to = add(v, to, v->token->shape & ASC_SHAPE_LOWER ? ASC_LABEL_LOWER_FIRST : ASC_LABEL_LOWER_INSIDE);
    }
    return to;
}

/* Words in capitals: how many, in a line of such, or how long. */
static unsigned upper_label(const struct view *v)
{
    uint32_t letters = v->token->end - v->token->begin;
    return v->all & ASC_SHAPE_HEADLINE ? ASC_LABEL_UPPER_LINE
           : v->words > 1              ? ASC_LABEL_UPPER_WORDS
           : letters <= 3              ? ASC_LABEL_UPPER_3
           : letters <= 5              ? ASC_LABEL_UPPER_5
                                       : ASC_LABEL_UPPER_LONG;
}

static bool is_family(const struct asc_name_word *word)
{
    return word->category == 'F' || word->category == 'B';
}

static row *weigh_shape(const struct view *v, row *to)
{
    to = add(v, to, ASC_LABEL_LENGTH + (v->words > ASC_NAME_LENGTHS - 1 ? ASC_NAME_LENGTHS - 1 : v->words));
    if (v->all & ASC_SHAPE_UPPER) {
        to = add(v, to, upper_label(v));
    } else if (v->any & ASC_SHAPE_HEADLINE) {
        to = add(v, to, ASC_LABEL_HEADLINE);
    }
    if (v->any & (ASC_SHAPE_MIXED | ASC_SHAPE_DIGIT | ASC_SHAPE_DOTS | ASC_SHAPE_LOWER)) {
        to = weigh_letters(v, to);
    }
    if (v->words >= NICKNAMED && (v->behind[-2].is & ASC_NAME_MARK)) {
        to = add(v, to, ASC_LABEL_NICKNAME);
    }
    if (v->words == 4 && v->behind[-2].category == '-' && (v->token_behind[-1].shape & ASC_SHAPE_LOWER)) {
        to = add(v, to, is_family(v->word) ? ASC_LABEL_HALF_NAME : ASC_LABEL_HALF_WORD);
    }
    return to;
}

/* Any number of words: their rows are added up in one. */
static row *weigh_middle(const struct view *v, row *to, struct asc_row *sum)
{
    memset(sum, 0, sizeof *sum);
    for (const struct asc_name_word *word = v->word + 1; word < v->behind - 1; word++) {
        row one = NULL;
        if (add_set(v, &one, ASC_SIDE_INSIDE, word) > &one) {
            asc_rows_add(sum->weight, &one, &one + 1);
        }
    }
    *to = sum;
    return to + 1;
}

static row *weigh_inside(const struct view *v, row *to, struct asc_row *middle)
{
    to = add_set(v, to, ASC_SIDE_FIRST, v->word);
    to = add_set(v, to, ASC_SIDE_LAST, v->behind - 1);
    return v->words > 2 ? weigh_middle(v, to, middle) : to;
}

/* --- neighbours --------------------------------------------------------------------------------------------------------- */

/* A small word of more letters than are looked up at once. */
static row *add_long_word(const struct view *v, row *to, enum asc_template template, const char *text, uint32_t len)
{
    char word[WORD_MAX];
    for (uint32_t i = 0; i < len; i++) {
        word[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
    }
    word[len] = '\0';
    if (v->traced) {
        asc_evidence_word(v->traced, template, ASC_EVERY_TYPE, word, 0);
        return to;
    }
    *to = v->n->rows->row + asc_name_row(v->n->rows, template, asc_feature_word(word));
    return to + 1;
}

/* Small words are features of their own: "in" and "with" are both prepositions, but not the same evidence. */
static row *weigh_small_word(const struct view *v, row *to, const struct asc_token *token, enum asc_template template)
{
    uint32_t len = token->end - token->begin;
    const char *text = v->n->doc->text + token->begin;
    uint64_t letters = 0;
    for (uint32_t i = 0; i < len && i < sizeof letters; i++) {
        letters |= letter((char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]), i);
    }
    if (len <= sizeof letters) {
        to = add_word(v, to, template, letters);
    } else if (len < WORD_MAX) {
        to = add_long_word(v, to, template, text, len);
    }
    return to;
}

/* Words beyond the sentence are nothing. */
static row *weigh_neighbours(const struct view *v, row *to)
{
    if (v->word[-1].is) {
        to = add_set(v, to, ASC_SIDE_PREV, v->word - 1);
        if (v->word[-1].is & ASC_NAME_SMALL) {
            to = weigh_small_word(v, to, v->token - 1, ASC_F_NAME_PREV_WORD);
        }
    }
    if (v->word[-2].is) {
        to = add_set(v, to, ASC_SIDE_PREV2, v->word - 2);
    }
    if (v->behind->is) {
        to = add_set(v, to, ASC_SIDE_NEXT, v->behind);
        if (v->behind->is & ASC_NAME_SMALL) {
            to = weigh_small_word(v, to, v->token_behind, ASC_F_NAME_NEXT_WORD);
        }
    }
    if (v->behind[1].is) {
        to = add_set(v, to, ASC_SIDE_NEXT2, v->behind + 1);
    }
    return to;
}

/* How two names stand together, by the word between them. */
static enum asc_name_link link_of(const struct asc_name_word *between)
{
    if (!(between->is & (ASC_NAME_COMMA | ASC_NAME_AND | ASC_NAME_LPAREN | ASC_NAME_SLASH))) {
        return ASC_LINK_NONE;
    }
    return between->is & ASC_NAME_COMMA    ? ASC_LINK_COMMA
           : between->is & ASC_NAME_AND    ? ASC_LINK_AND
           : between->is & ASC_NAME_LPAREN ? ASC_LINK_BRACKET
                                           : ASC_LINK_SLASH;
}

/* Adds one of a family for each of a set of types. */
static row *add_types(const struct view *v, row *to, unsigned label, unsigned types)
{
    for (types &= ~1U; types; types &= types - 1) {
        to = add(v, to, label + (unsigned)__builtin_ctz(types));
    }
    return to;
}

/* A neighbour that no table of names holds may be a given or a family name. */
static row *add_neighbour(const struct view *v, row *to, unsigned link, const struct asc_name_word *word)
{
    unsigned label = ASC_LABEL_NEIGHBOUR + link * ASC_BEYONDS;
    if (word->types) {
        to = add_types(v, to, label, word->types);
    } else if (word->is & ASC_NAME_CAPITAL) {
        to = add(v, to, label + (word->category == 'G' || is_family(word) ? ASC_BEYOND_NAMED : ASC_BEYOND_CAPITAL));
    }
    return to;
}

/* The types that the tables give the name beyond a comma, "and", a slash or bracket. */
static row *weigh_neighbour_names(const struct view *v, row *to)
{
    enum asc_name_link before = link_of(v->word - 1), behind = link_of(v->behind);
    if (before != ASC_LINK_NONE) {
        to = add_neighbour(v, to, before, v->word - 2);
    }
    if (behind != ASC_LINK_NONE) {
        to = add_neighbour(v, to, ASC_LINK_BEHIND + behind, v->behind + 1);
    }
    return to;
}

/* A capitalised word beyond "of", "and" or a possessive may be a part of the name: "Bank | of Odvar", "Odvar | 's Party". */
static row *add_joint(const struct view *v, row *to, char side, uint32_t how, char category)
{
    char joiner = how & ASC_NAME_OF ? 'o' : how & ASC_NAME_AND ? '&' : 's';
    to = add_word(v, to, ASC_F_NAME_EDGE, letter(side, 0) | letter('-', 1) | letter(joiner, 2) | letter('-', 3) | letter(category, 4));
    return to;
}

static row *weigh_joints(const struct view *v, row *to)
{
    uint32_t joiner = ASC_NAME_OF | ASC_NAME_AND | ASC_NAME_POSSESSIVE;
    if ((v->word[-1].is & joiner) && (v->word[-2].is & ASC_NAME_CAPITAL)) {
        to = add_joint(v, to, 'b', v->word[-1].is, v->word[-2].category);
    }
    if ((v->behind->is & joiner) && (v->behind[1].is & ASC_NAME_CAPITAL)) {
        to = add_joint(v, to, 'a', v->behind->is, v->behind[1].category);
    }
    return to;
}

/* The letters of "before-" and "after-", whose last is the category of the word there. */
static uint64_t letters_of(const char *side, char category)
{
    uint64_t letters = 0;
    unsigned i = 0;
    for (; side[i]; i++) {
        letters |= letter(side[i], i);
    }
    return letters | letter(category, i);
}

/* A hyphen directly behind. */
static row *weigh_hyphen(const struct view *v, row *to)
{
    bool name = v->behind[1].is & ASC_NAME_CAPITAL;
    bool half = !name && v->words == 2 && is_family(v->word); /* "Ban Ki|-moon" */
    to = add(v, to, name ? ASC_LABEL_HYPHEN_CAPITAL : half ? ASC_LABEL_HYPHEN_HALF : ASC_LABEL_HYPHEN_WORD);
    return to;
}

/* What the span leaves out: a capitalised word directly before or after it, a hyphen. */
static row *weigh_edges(const struct view *v, row *to)
{
    const struct asc_name_word *before = v->word - 1, *behind = v->behind;
    /* An article with a capital ("for The Hague Tribune") is left out on purpose. */
    if ((before->is & (ASC_NAME_CAPITAL | ASC_NAME_ART)) == ASC_NAME_CAPITAL && !(v->token->shape & ASC_SHAPE_HARD)) {
        bool people = before->types == 1U << ASC_GROUP; /* "Norwegian | Mara Lindqvist" */
        to = people ? to : add(v, to, ASC_LABEL_CAPITAL_BEFORE);
        to = add_word(v, to, ASC_F_NAME_EDGE, letters_of("before-", people ? 'g' : before->category));
    }
    bool titled = (behind->is & ASC_NAME_TITLE) && (behind[1].is & ASC_NAME_CAPITAL); /* "US | Senator Odvar" */
    if ((behind->is & ASC_NAME_CAPITAL) && !titled && !(v->token_behind->shape & ASC_SHAPE_HARD)) {
        to = add(v, to, ASC_LABEL_CAPITAL_AFTER);
        to = add_word(v, to, ASC_F_NAME_EDGE, letters_of("after-", behind->category));
    }
    to = weigh_joints(v, to);
    if ((behind->is & ASC_NAME_HYPHEN) && (v->token_behind->shape & ASC_SHAPE_GLUED)) {
        to = weigh_hyphen(v, to);
    }
    if ((before->is & ASC_NAME_HYPHEN) && (v->token->shape & ASC_SHAPE_GLUED)) {
        to = add(v, to, ASC_LABEL_HYPHEN_BEFORE);
    }
    if (before->category == 'p' && (v->token[-1].shape & ASC_SHAPE_LOWER)) {
        to = add(v, to, ASC_LABEL_PARTICLE_BEFORE);
    }
    return to;
}

/* --- what it looks like and what it is said to be ------------------------------------------------------------------------ */

/* The last letters of a word that says nothing else: "Odvarsund", "Brunskova". */
static row *weigh_ending(const struct view *v, row *to)
{
    const struct asc_token *token = v->token_behind - 1;
    if (v->behind[-1].category != 'U' || token->end - token->begin < ENDING + 2) {
        return to;
    }
    const char *from = v->n->doc->text + token->end - ENDING;
    while ((*from & 0xc0) == 0x80) { /* whole letters */
        from--;
    }
    uint64_t letters = 0;
    unsigned bytes = (unsigned)(v->n->doc->text + token->end - from);
    for (unsigned i = 0; i < bytes; i++) {
        letters |= letter(from[i], i);
    }
    to = add_word(v, to, ASC_F_NAME_ENDING, letters | (v->words > 1 ? letter('+', bytes) : 0));
    return to;
}

/* What stands on both sides, and what the words are, at once. */
static row *weigh_frame(const struct view *v, row *to)
{
    uint32_t words = v->words < FRAME_WORDS ? v->words : FRAME_WORDS;
    uint64_t categories = v->categories & ((UINT64_C(1) << 8 * words) - 1);
    uint64_t letters = letter(v->word[-1].duty, 0) | categories << 8 | letter('_', words + 1) | letter(v->behind->duty, words + 2);
    to = add_word(v, to, ASC_F_NAME_FRAME, letters);
    return to;
}

/* The word behind a pair of brackets, if one opens at `word`. */
static const struct asc_name_word *behind_brackets(const struct view *v, const struct asc_name_word *word, const struct asc_name_word *last)
{
    if (word->is & ASC_NAME_LPAREN) {
        const struct asc_name_word *end = v->behind + DEFINITION < last ? v->behind + DEFINITION : last;
        while (word < end && !(word->is & ASC_NAME_RPAREN)) {
            word++;
        }
        word++;
    }
    return word;
}

/* "X, a rock band from Leeds" and "X (born 1950) was a village": the head noun of what the text says it is. */
static row *weigh_definition(const struct view *v, row *to)
{
    if (!(v->behind->is & (ASC_NAME_LPAREN | ASC_NAME_COMMA | ASC_NAME_BE))) {
        return to;
    }
    const struct asc_name_word *last = asc_name_word_at(v->n, v->n->last), *verb = behind_brackets(v, v->behind, last);
    if (!(verb->is & (ASC_NAME_COMMA | ASC_NAME_BE)) || !(verb[1].is & ASC_NAME_ART)) {
        return to;
    }
    unsigned kind = ASC_THING_NONE;
    for (const struct asc_name_word *word = verb + 2; word < last && word < verb + DEFINITION; word++) {
        if (!word->kind && !(word->is & (ASC_NAME_CAPITAL | ASC_NAME_DESCRIBING))) {
            break;
        }
        kind = word->kind ? word->kind : kind;
    }
    if (kind) {
        to = add(v, to, ASC_LABEL_IS + (verb->is & ASC_NAME_BE ? ASC_THINGS : 0U) + kind);
    }
    return to;
}

/* Do the capitals of the span spell the word in brackets behind it: "Odvar Road Council (ORC)"? */
static row *weigh_acronym(const struct view *v, row *to)
{
    const char *text = v->n->doc->text;
    if (!(v->behind->is & ASC_NAME_LPAREN) || !(v->behind[2].is & ASC_NAME_RPAREN) || !(v->token_behind[1].shape & ASC_SHAPE_UPPER)) {
        return to;
    }
    const struct asc_token *acronym = v->token_behind + 1;
    uint32_t letter = acronym->begin;
    for (const struct asc_token *token = v->token; token < v->token_behind; token++) {
        bool capital = token->shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED);
        if (capital && !(letter < acronym->end && text[letter] == text[token->begin])) {
            return to;
        }
        letter += capital;
    }
    if (letter == acronym->end && letter > acronym->begin + 1) {
        to = add(v, to, ASC_LABEL_ACRONYM);
    }
    return to;
}

/* --- place in the sentence and the page ------------------------------------------------------------------------------------ */

static row *weigh_place(const struct view *v, row *to)
{
    const struct asc_document *doc = v->n->doc;
    const struct asc_block *block = doc->block + doc->sentence[v->span->sentence].block;
    bool starts = v->token->shape & ASC_SHAPE_STARTS, ends = v->span->token_end >= v->n->last;
    if (starts || ends) {
        to = add(v, to, !starts ? ASC_LABEL_ENDS : ends ? ASC_LABEL_WHOLE : ASC_LABEL_STARTS);
    }
    if (block->token == v->span->token) {
        to = add(v, to, ASC_LABEL_STARTS_BLOCK);
    }
    if (block->token_end - block->token < SHORT_BLOCK) {
        to = add(v, to, ASC_LABEL_SHORT_BLOCK);
    }
    if (block->type != ASC_BLOCK_BODY) {
        to = add(v, to, ASC_LABEL_BLOCK + block->type);
    }
    return to;
}

static row *weigh_case(const struct view *v, row *to)
{
    uint16_t free_capital = v->token->shape & (ASC_SHAPE_STARTS | ASC_SHAPE_HEADLINE);
    unsigned seen = asc_naming_seen(v->n, v->token->key) & (free_capital ? ASC_SEENS - 1U : ASC_SEEN_LOWER);
    unsigned place = free_capital & ASC_SHAPE_HEADLINE ? ASC_CASE_HEADLINE : free_capital ? ASC_CASE_START : ASC_CASE_MIDDLE;
    to = add(v, to, ASC_LABEL_CASE + place * ASC_SEENS + seen);
    return to;
}

/* --- tables ------------------------------------------------------------------------------------------------------------------ */

unsigned asc_names_readings(const struct asc_naming *n, const struct asc_name_span *span, uint32_t best[ASC_TYPES])
{
    const struct asc_document *doc = n->doc;
    unsigned types = 0;
    for (uint32_t r = span->reading; r < doc->readings && doc->reading[r].token == span->token; r++) {
        unsigned type = n->meaning[r].type;
        if (type < ASC_TYPES && doc->reading[r].token_end == span->token_end &&
            (!(types >> type & 1) || n->meaning[r].rank > n->meaning[best[type]].rank)) {
            best[type] = r;
            types |= 1U << type;
        }
    }
    return types;
}

/* One word that people put into the tables, and that is nothing else: no word, no one's name, no name of another type. */
static bool is_sure(const struct view *v, unsigned type, const struct asc_name_meaning *meaning)
{
    const struct asc_document *doc = v->n->doc;
    char category = v->word->category;
    if (v->words != 1 || !meaning->entry->curated || meaning->strength <= ASC_STRENGTH_CONTEXT || (category != 'U' && category != 'A')) {
        return false;
    }
    for (uint32_t r = v->span->reading; r < doc->readings && doc->reading[r].token == v->span->token; r++) {
        if (v->n->meaning[r].type != type && v->n->meaning[r].type < ASC_TYPES) {
            return false;
        }
    }
    return true;
}

/* The words around a name of the tables, with its strength, and a plus sign for several words. */
static void weigh_frame_of_reading(const struct view *v, unsigned type, unsigned strength, struct asc_evidence *e)
{
    static const char strengths[ASC_STRENGTHS][2] = {
        [ASC_STRENGTH_WEAK] = {'w', 'e'},        [ASC_STRENGTH_CONTEXT] = {'c', 'o'}, [ASC_STRENGTH_DRAWN] = {'d', 'r'},
        [ASC_STRENGTH_DRAWN_ALIAS] = {'d', 'r'}, [ASC_STRENGTH_MAIN] = {'m', 'a'},    [ASC_STRENGTH_ACRONYM] = {'a', 'c'},
        [ASC_STRENGTH_ALIAS] = {'a', 'l'},
    };
    uint64_t letters = letter(v->word[-1].duty, 0) | letter(v->behind->duty, 1) | letter(strengths[strength][0], 2) |
                       letter(strengths[strength][1], 3) | (v->words > 1 ? letter('+', 4) : 0);
    if (e->sets) {
        asc_evidence_row(e, type, v->n->rows->row + asc_name_made(v->n->rows, ASC_F_NAME_GAZ_FRAME, letters));
    } else {
        asc_name_made_word(e, ASC_F_NAME_GAZ_FRAME, type, letters);
    }
}

static void weigh_own_reading(const struct view *v, unsigned type, uint32_t r, struct asc_evidence *e)
{
    const struct asc_name_meaning *meaning = v->n->meaning + r;
    unsigned strength = meaning->strength, gaz = ASC_LABEL_GAZ + strength * ASC_WIDTHS;
    asc_name_label(v->n->rows, e, gaz + (v->words > 1 ? ASC_WIDTH_WORDS : ASC_WIDTH_WORD), type);
    weigh_frame_of_reading(v, type, strength, e);
    if (strength == ASC_STRENGTH_WEAK && v->words == 1 && (v->token->shape & ASC_SHAPE_STARTS) && (v->word->is & ASC_NAME_COMMON)) {
        asc_name_label(v->n->rows, e, gaz + ASC_WIDTH_STARTS, type); /* "Rockets fell" */
    }
    if (is_sure(v, type, meaning)) {
        asc_name_label(v->n->rows, e, ASC_LABEL_SURE, type);
    }
    const char *kind = meaning->entry->curated ? asc_entry_kind(v->n->known, v->n->doc->reading[r].entry) : "";
    if (*kind) {
        asc_evidence_fixed(e, ASC_F_NAME_GAZ_KIND, type, kind, NULL);
    }
    if (meaning->entry->size) {
        asc_evidence_add(e, ASC_F_NAME_SIZE, type, meaning->entry->size);
    }
}

/* The tables know the span as another type too: evidence for every type but that one, for which the labels weigh nothing. */
static row *weigh_reading(const struct view *v, row *to, unsigned type, const struct asc_name_meaning *meaning)
{
    unsigned label = ASC_LABEL_OTHER + type * ASC_OTHERS;
    if (v->traced && v->traced->type == type) {
        return to;
    }
    to = add(v, to, label + meaning->strength);
    if (v->words > 1 && meaning->entry->curated && meaning->strength != ASC_STRENGTH_WEAK) {
        to = add(v, to, label + ASC_OTHER_WORDS);
    }
    return to;
}

/* How a reading lies to the span: an index of ASC_PARTS; ASC_PARTS when it says nothing. */
static unsigned part_of(const struct asc_name_span *span, const struct asc_reading *reading)
{
    bool begins = reading->token <= span->token, ends = reading->token_end >= span->token_end;
    if (begins && ends) {
        return reading->token == span->token && reading->token_end == span->token_end ? ASC_PARTS : ASC_PART_INSIDE;
    }
    if (reading->token >= span->token && reading->token_end <= span->token_end) {
        return reading->token_end - reading->token > 1 ? ASC_PART_HOLDS : ASC_PARTS;
    }
    return ASC_PART_CROSSES;
}

/* Is the span a part of a longer name of the tables, or does it hold one that is longer than half of it? */
static row *weigh_longer_names(const struct view *v, row *to)
{
    const struct asc_naming *n = v->n;
    uint32_t t = v->span->token > n->first + LONGEST_READING ? v->span->token - LONGEST_READING : n->first;
    unsigned types[ASC_PARTS + 1] = {0};
    for (; t < v->span->token_end; t++) {
        for (uint32_t r = asc_name_reading_at(n, t); r < n->doc->readings && n->doc->reading[r].token == t; r++) {
            const struct asc_reading *reading = n->doc->reading + r;
            if (n->meaning[r].type < ASC_TYPES && reading->token_end > v->span->token && !(reading->weak & ASC_READING_WEAK)) {
                types[part_of(v->span, reading)] |= 1U << n->meaning[r].type;
            }
        }
    }
    for (unsigned part = 0; part < ASC_PARTS; part++) {
        to = add_types(v, to, ASC_LABEL_PART + part * ASC_TYPES, types[part]);
    }
    return to;
}

/* --- the whole --------------------------------------------------------------------------------------------------------------- */

/* What its words and neighbours and its readings as other types say of a span. */
static row *weigh_span(const struct view *v, row *to, const uint32_t best[ASC_TYPES], struct asc_row *middle)
{
    to = add(v, to, ASC_LABEL_BIAS);
    to = weigh_pattern(v, to);
    to = weigh_shape(v, to);
    to = weigh_inside(v, to, middle);
    to = weigh_neighbours(v, to);
    to = weigh_neighbour_names(v, to);
    to = weigh_edges(v, to);
    to = weigh_ending(v, to);
    to = weigh_frame(v, to);
    to = weigh_definition(v, to);
    to = weigh_acronym(v, to);
    to = weigh_place(v, to);
    to = weigh_case(v, to);
    for (unsigned types = v->span->readings & ~1U; types; types &= types - 1) { /* once a type, by its best reading */
        unsigned type = (unsigned)__builtin_ctz(types);
        to = weigh_reading(v, to, type, v->n->meaning + best[type]);
    }
    return v->is & ASC_NAME_IN_LONGER ? weigh_longer_names(v, to) : to;
}

/* What only the candidate of a type has: the rule that found it, its reading. */
static void weigh_own(const struct view *v, const uint32_t best[ASC_TYPES], unsigned type, struct asc_evidence *e)
{
    uint32_t rule = asc_names_rule(v->n, v->span, type);
    if (rule != ASC_NONE) {
        asc_evidence_fixed(e, ASC_F_NAME_RULE, type, asc_rule_name(v->n->known, rule), NULL);
    }
    if (v->span->readings >> type & 1) {
        weigh_own_reading(v, type, best[type], e);
    }
}

/* The types as which a span has something of its own. */
static unsigned own_types(const struct asc_naming *n, const struct asc_name_span *span)
{
    unsigned types = span->readings;
    for (uint32_t i = span->found; i != ASC_NONE; i = n->found[i].next) {
        types |= 1U << n->found[i].type;
    }
    return types & span->types;
}

void asc_names_weigh(const struct asc_naming *n, struct asc_name_span *span)
{
    uint32_t best[ASC_TYPES];
    struct asc_row middle;
    row rows[ROWS];
    struct view view = view_of(n, span, NULL);
    span->reading = asc_name_reading_at(n, span->token);
    span->readings = span->reading == ASC_NONE ? 0 : (uint8_t)asc_names_readings(n, span, best);
    struct asc_evidence evidence;
    asc_evidence_start(&evidence, n->known, asc_matcher_weights(n->doc->matcher), 0);
    asc_rows_add(evidence.sum, rows, weigh_span(&view, rows, best, &middle));
    for (unsigned types = own_types(n, span); types; types &= types - 1) {
        weigh_own(&view, best, (unsigned)__builtin_ctz(types), &evidence);
    }
    memcpy(span->sum, evidence.sum, sizeof span->sum);
}

void asc_names_explain(const struct asc_naming *n, const struct asc_name_span *span, struct asc_evidence *e)
{
    uint32_t best[ASC_TYPES];
    struct asc_row middle;
    row rows[ROWS];
    struct view view = view_of(n, span, e);
    (void)asc_names_readings(n, span, best);
    (void)weigh_span(&view, rows, best, &middle);
    weigh_own(&view, best, e->type, e);
}
