/* The features of a candidate: its words, its neighbours, what the tables say. */
#include <string.h>

#include "knowledge/matcher.h"
#include "names/view.h"

enum { FRAME_WORDS = 3, WORD_MAX = 16, ENDING = 3, DEFINITION = 12, SHORT_BLOCK = 12 };
enum { NICKNAMED = 5 }; /* tokens: Ana "Rocky" Diaz */
enum { ROWS = 96 };     /* more than all features of a span have, with those of its middle words as one */

/* --- inside ------------------------------------------------------------------------------------------------------------ */

/* The pattern with what hyphens join as one word, of which the part that says most stands: "Ana Brunsk-Odvar" as "Ana Brunsk". */
static uint64_t joined_categories(const struct asc_view *v)
{
    static const char telling[] = "GFBOLES";
    uint64_t letters = 0;
    unsigned count = 0;
    for (uint32_t i = 0; i < v->words && count < ASC_VIEW_CATEGORIES; i++) {
        bool joins = count && i + 1 < v->words && v->word[i].category == '-';
        char last = (char)(count ? letters >> 8 * (count - 1) : 0), next = v->word[i + joins].category;
        if (joins) {
            count--;
            letters &= ~asc_name_letter((char)-1, count);
            i++;
        }
        letters |= asc_name_letter(joins && !strchr(telling, next) ? last : next, count++);
    }
    return letters;
}

static asc_row_list weigh_pattern(const struct asc_view *v, asc_row_list to)
{
    to = asc_view_add_word(v, to, ASC_F_NAME_PATTERN,
                           v->categories | (v->words > ASC_VIEW_CATEGORIES ? asc_name_letter('*', ASC_VIEW_CATEGORIES) : 0));
    if (v->is & ASC_NAME_HYPHEN) {
        to = asc_view_add_word(v, to, ASC_F_NAME_PATTERN, joined_categories(v));
    }
    return to;
}

/* Odd letters in any word of the span. */
static asc_row_list weigh_letters(const struct asc_view *v, asc_row_list to)
{
    if (v->any & ASC_SHAPE_MIXED) {
        to = asc_view_add(v, to, ASC_LABEL_MIXED);
    }
    if (v->any & ASC_SHAPE_DIGIT) {
        to = asc_view_add(v, to, ASC_LABEL_DIGIT);
    }
    if (v->any & ASC_SHAPE_DOTS) {
        to = asc_view_add(v, to, ASC_LABEL_DOTS);
    }
    if (v->any & ASC_SHAPE_LOWER) {
        to = asc_view_add(v, to, v->token->shape & ASC_SHAPE_LOWER ? ASC_LABEL_LOWER_FIRST : ASC_LABEL_LOWER_INSIDE);
    }
    return to;
}

/* Words in capitals: how many, in a line of such, or how long. */
static unsigned upper_label(const struct asc_view *v)
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

/* ... or a word of the language that some families are called, too: Park, Church. */
static bool may_be_family(const struct asc_name_word *word)
{
    return is_family(word) || strchr("HMw", word->category);
}

/* Words, where what hyphens join is one. */
static uint32_t length(const struct asc_view *v)
{
    uint32_t joints = 0;
    for (uint32_t i = 1; v->is & ASC_NAME_HYPHEN && i + 1 < v->words; i++) {
        joints += v->word[i].category == '-';
    }
    return v->words - 2 * joints;
}

static asc_row_list weigh_shape(const struct asc_view *v, asc_row_list to)
{
    uint32_t words = length(v);
    to = asc_view_add(v, to, ASC_LABEL_LENGTH + (words > ASC_NAME_LENGTHS - 1 ? ASC_NAME_LENGTHS - 1 : words));
    if (v->all & ASC_SHAPE_UPPER) {
        to = asc_view_add(v, to, upper_label(v));
    } else if (v->any & ASC_SHAPE_HEADLINE) {
        to = asc_view_add(v, to, ASC_LABEL_HEADLINE);
    }
    if (v->any & (ASC_SHAPE_MIXED | ASC_SHAPE_DIGIT | ASC_SHAPE_DOTS | ASC_SHAPE_LOWER)) {
        to = weigh_letters(v, to);
    }
    if (v->words >= NICKNAMED && (v->behind[-2].is & ASC_NAME_MARK)) {
        to = asc_view_add(v, to, ASC_LABEL_NICKNAME);
    }
    if (v->words == 4 && v->behind[-2].category == '-' && (v->token_behind[-1].shape & ASC_SHAPE_LOWER)) {
        to = asc_view_add(v, to, may_be_family(v->word) ? ASC_LABEL_HALF_NAME : ASC_LABEL_HALF_WORD);
    }
    return to;
}

/* Any number of words: their rows are added up in one. What a hyphen joins to another word says nothing alone. */
static asc_row_list weigh_middle(const struct asc_view *v, asc_row_list to, struct asc_row *sum)
{
    memset(sum, 0, sizeof *sum);
    for (const struct asc_name_word *word = v->word + 1; word < v->behind - 1; word++) {
        const struct asc_row *one = NULL;
        bool joined = word[-1].category == '-' || word[1].category == '-';
        if (!joined && asc_view_add_set(v, &one, ASC_SIDE_INSIDE, word) > &one) {
            asc_rows_add(sum->weight, &one, &one + 1);
        }
    }
    *to = sum;
    return to + 1;
}

static asc_row_list weigh_inside(const struct asc_view *v, asc_row_list to, struct asc_row *middle)
{
    to = asc_view_add_set(v, to, ASC_SIDE_FIRST, v->word);
    to = asc_view_add_set(v, to, ASC_SIDE_LAST, v->behind - 1);
    return v->words > 2 ? weigh_middle(v, to, middle) : to;
}

/* --- neighbours --------------------------------------------------------------------------------------------------------- */

/* A small word of more letters than are looked up at once. */
static asc_row_list add_long_word(const struct asc_view *v, asc_row_list to, enum asc_template template, const char *text, uint32_t len)
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

/* The first letters of a token in lower case, as many as are looked up at once. */
static uint64_t lower_letters(const struct asc_document *doc, const struct asc_token *token)
{
    uint64_t letters = 0, each = UINT64_C(0x0101010101010101);
    uint32_t len = token->end - token->begin, most = len < sizeof letters ? len : sizeof letters;
    if (doc->len - token->begin >= sizeof letters) {
        memcpy(&letters, doc->text + token->begin, sizeof letters);
        letters &= ~UINT64_C(0) >> 8 * (sizeof letters - most);
    } else {
        memcpy(&letters, doc->text + token->begin, most);
    }
    uint64_t low = letters & each * 0x7F, from_a = low + each * (0x80 - 'A'), beyond_z = low + each * (0x7F - 'Z');
    return letters | ((from_a ^ beyond_z) & ~letters & each * 0x80) >> 2;
}

/* Small words are features of their own: "in" and "with" are both prepositions, but not the same evidence. */
static asc_row_list weigh_small_word(const struct asc_view *v, asc_row_list to, const struct asc_token *token, enum asc_template template)
{
    uint32_t len = token->end - token->begin;
    if (len <= sizeof(uint64_t)) {
        to = asc_view_add_word(v, to, template, lower_letters(v->n->doc, token));
    } else if (len < WORD_MAX) {
        to = add_long_word(v, to, template, v->n->doc->text + token->begin, len);
    }
    return to;
}

/* Words beyond the sentence are nothing. */
static asc_row_list weigh_neighbours(const struct asc_view *v, asc_row_list to)
{
    if (v->word[-1].is) {
        to = asc_view_add_set(v, to, ASC_SIDE_PREV, v->word - 1);
        if (v->word[-1].is & ASC_NAME_SMALL) {
            to = weigh_small_word(v, to, v->token - 1, ASC_F_NAME_PREV_WORD);
        }
    }
    if (v->word[-2].is) {
        to = asc_view_add_set(v, to, ASC_SIDE_PREV2, v->word - 2);
    }
    if (v->behind->is) {
        to = asc_view_add_set(v, to, ASC_SIDE_NEXT, v->behind);
        if (v->behind->is & ASC_NAME_SMALL) {
            to = weigh_small_word(v, to, v->token_behind, ASC_F_NAME_NEXT_WORD);
        }
    }
    if (v->behind[1].is) {
        to = asc_view_add_set(v, to, ASC_SIDE_NEXT2, v->behind + 1);
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

/* A neighbour that no table of names holds may be a given or a family name. */
static asc_row_list add_neighbour(const struct asc_view *v, asc_row_list to, unsigned link, const struct asc_name_word *word)
{
    unsigned label = ASC_LABEL_NEIGHBOUR + link * ASC_BEYONDS;
    if (word->types) {
        to = asc_view_add_types(v, to, label, word->types);
    } else if (word->is & ASC_NAME_CAPITAL) {
        to = asc_view_add(v, to, label + (word->category == 'G' || is_family(word) ? ASC_BEYOND_NAMED : ASC_BEYOND_CAPITAL));
    }
    return to;
}

/* The types that the tables give the name beyond a comma, "and", a slash or bracket. */
static asc_row_list weigh_neighbour_names(const struct asc_view *v, asc_row_list to)
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
static asc_row_list add_joint(const struct asc_view *v, asc_row_list to, char side, uint32_t how, char category)
{
    char joiner = how & ASC_NAME_OF ? 'o' : how & ASC_NAME_AND ? '&' : 's';
    to = asc_view_add_word(v, to, ASC_F_NAME_EDGE,
                           asc_name_letter(side, 0) | asc_name_letter('-', 1) | asc_name_letter(joiner, 2) | asc_name_letter('-', 3) |
                               asc_name_letter(category, 4));
    return to;
}

static asc_row_list weigh_joints(const struct asc_view *v, asc_row_list to)
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
        letters |= asc_name_letter(side[i], i);
    }
    return letters | asc_name_letter(category, i);
}

/* A hyphen directly behind. */
static asc_row_list weigh_hyphen(const struct asc_view *v, asc_row_list to)
{
    bool name = v->behind[1].is & ASC_NAME_CAPITAL;
    bool half = !name && v->words == 2 && may_be_family(v->word); /* "Ban Ki|-moon" */
    to = asc_view_add(v, to, name ? ASC_LABEL_HYPHEN_CAPITAL : half ? ASC_LABEL_HYPHEN_HALF : ASC_LABEL_HYPHEN_WORD);
    return to;
}

/* What the span leaves out: a capitalised word directly before or after it, a hyphen. */
static asc_row_list weigh_edges(const struct asc_view *v, asc_row_list to)
{
    const struct asc_name_word *before = v->word - 1, *behind = v->behind;
    /* An article with a capital ("for The Hague Tribune") is left out on purpose. */
    if ((before->is & (ASC_NAME_CAPITAL | ASC_NAME_ART)) == ASC_NAME_CAPITAL && !(v->token->shape & ASC_SHAPE_HARD)) {
        bool people = before->types == 1U << ASC_GROUP; /* "Norwegian | Mara Lindqvist" */
        to = people ? to : asc_view_add(v, to, ASC_LABEL_CAPITAL_BEFORE);
        to = asc_view_add_word(v, to, ASC_F_NAME_EDGE, letters_of("before-", people ? 'g' : before->category));
    }
    bool titled = (behind->is & ASC_NAME_TITLE) && (behind[1].is & ASC_NAME_CAPITAL); /* "US | Senator Odvar" */
    if ((behind->is & ASC_NAME_CAPITAL) && !titled && !(v->token_behind->shape & ASC_SHAPE_HARD)) {
        to = asc_view_add(v, to, ASC_LABEL_CAPITAL_AFTER);
        to = asc_view_add_word(v, to, ASC_F_NAME_EDGE, letters_of("after-", behind->category));
    }
    to = weigh_joints(v, to);
    if ((behind->is & ASC_NAME_HYPHEN) && (v->token_behind->shape & ASC_SHAPE_GLUED)) {
        to = weigh_hyphen(v, to);
    }
    if ((before->is & ASC_NAME_HYPHEN) && (v->token->shape & ASC_SHAPE_GLUED)) {
        to = asc_view_add(v, to, ASC_LABEL_HYPHEN_BEFORE);
    }
    if (before->category == 'p' && (v->token[-1].shape & ASC_SHAPE_LOWER)) {
        to = asc_view_add(v, to, ASC_LABEL_PARTICLE_BEFORE);
    }
    return to;
}

/* --- what it looks like and what it is said to be ------------------------------------------------------------------------ */

/* The last letters of a word that says nothing else: "Odvarsund", "Brunskova". */
static asc_row_list weigh_ending(const struct asc_view *v, asc_row_list to)
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
        letters |= asc_name_letter(from[i], i);
    }
    to = asc_view_add_word(v, to, ASC_F_NAME_ENDING, letters | (v->words > 1 ? asc_name_letter('+', bytes) : 0));
    return to;
}

/* What stands on both sides, and what the words are, at once. */
static asc_row_list weigh_frame(const struct asc_view *v, asc_row_list to)
{
    uint32_t words = v->words < FRAME_WORDS ? v->words : FRAME_WORDS;
    uint64_t categories = v->categories & ((UINT64_C(1) << 8 * words) - 1);
    uint64_t letters =
        asc_name_letter(v->word[-1].duty, 0) | categories << 8 | asc_name_letter('_', words + 1) | asc_name_letter(v->behind->duty, words + 2);
    to = asc_view_add_word(v, to, ASC_F_NAME_FRAME, letters);
    return to;
}

/* The word behind a pair of brackets, if one opens at `word`. */
static const struct asc_name_word *behind_brackets(const struct asc_view *v, const struct asc_name_word *word, const struct asc_name_word *last)
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
static asc_row_list weigh_definition(const struct asc_view *v, asc_row_list to)
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
        to = asc_view_add(v, to, ASC_LABEL_IS + (verb->is & ASC_NAME_BE ? ASC_THINGS : 0U) + kind);
    }
    return to;
}

/* Do the capitals of the span spell the word in brackets behind it: "Odvar Road Council (ORC)"? */
static asc_row_list weigh_acronym(const struct asc_view *v, asc_row_list to)
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
        to = asc_view_add(v, to, ASC_LABEL_ACRONYM);
    }
    return to;
}

/* --- place in the sentence and the page ------------------------------------------------------------------------------------ */

static asc_row_list weigh_place(const struct asc_view *v, asc_row_list to)
{
    const struct asc_document *doc = v->n->doc;
    const struct asc_block *block = doc->block + doc->sentence[v->span->sentence].block;
    bool starts = v->token->shape & ASC_SHAPE_STARTS, ends = v->span->token_end >= v->n->last;
    if (starts || ends) {
        to = asc_view_add(v, to, !starts ? ASC_LABEL_ENDS : ends ? ASC_LABEL_WHOLE : ASC_LABEL_STARTS);
    }
    if (block->token == v->span->token) {
        to = asc_view_add(v, to, ASC_LABEL_STARTS_BLOCK);
    }
    if (block->token_end - block->token < SHORT_BLOCK) {
        to = asc_view_add(v, to, ASC_LABEL_SHORT_BLOCK);
    }
    if (block->type != ASC_BLOCK_BODY) {
        to = asc_view_add(v, to, ASC_LABEL_BLOCK + block->type);
    }
    return to;
}

static asc_row_list weigh_case(const struct asc_view *v, asc_row_list to)
{
    uint16_t free_capital = v->token->shape & (ASC_SHAPE_STARTS | ASC_SHAPE_HEADLINE);
    unsigned seen = asc_naming_seen(v->n, v->token->key) & (free_capital ? ASC_SEENS - 1U : ASC_SEEN_LOWER);
    unsigned place = free_capital & ASC_SHAPE_HEADLINE ? ASC_CASE_HEADLINE : free_capital ? ASC_CASE_START : ASC_CASE_MIDDLE;
    if (place == ASC_CASE_START && v->words == 1 && (v->word->is & ASC_NAME_COMMON) && !v->word->types && strchr("OLHMESR", v->word->category)) {
        place = ASC_CASE_WORD; /* "Church leaders", not "Ford said", "Trump said" */
    }
    to = asc_view_add(v, to, ASC_LABEL_CASE + place * ASC_SEENS + seen);
    return to;
}

/* --- the whole --------------------------------------------------------------------------------------------------------------- */

/* What its words and neighbours and its readings as other types say of a span. */
static asc_row_list weigh_span(const struct asc_view *v, asc_row_list to, const uint32_t best[ASC_TYPES], struct asc_row *middle)
{
    to = asc_view_add(v, to, ASC_LABEL_BIAS);
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
    return asc_view_weigh_readings(v, to, best);
}

/* What only the candidate of a type has: the rule that found it, its reading. */
static void weigh_own(const struct asc_view *v, const uint32_t best[ASC_TYPES], unsigned type, struct asc_evidence *e)
{
    uint32_t rule = asc_names_rule(v->n, v->span, type);
    if (rule != ASC_NONE) {
        asc_evidence_fixed(e, ASC_F_NAME_RULE, type, asc_rule_name(v->n->known, rule), NULL);
    }
    if (v->span->readings >> type & 1) {
        asc_view_weigh_own_reading(v, type, best[type], e);
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
    const struct asc_row *rows[ROWS];
    struct asc_view view = asc_view_of(n, span, NULL);
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
    const struct asc_row *rows[ROWS];
    struct asc_view view = asc_view_of(n, span, e);
    (void)asc_names_readings(n, span, best);
    (void)weigh_span(&view, rows, best, &middle);
    weigh_own(&view, best, e->type, e);
}
