/* The features of a candidate: its words, its neighbours, what the tables say. */
#include <string.h>

#include "knowledge/matcher.h"
#include "names/names.h"

enum { PATTERN = 7, WORD_MAX = 16, ENDING = 3, DEFINITION = 12, LONGEST_READING = 8, SHORT_BLOCK = 12 };

static const struct asc_name_word *at(const struct asc_naming *n, uint32_t t)
{
    return asc_name_word_at(n, t);
}

/* Is a word of the sentence, or one at most ASC_NAME_PAD beyond it, one of these? */
static bool is(const struct asc_naming *n, uint32_t t, uint32_t what)
{
    return at(n, t)->is & what;
}

/* Adds what the words of a span say, whatever it would be: to the sums of every type. */
static void add(const struct asc_naming *n, struct asc_evidence *e, unsigned label)
{
    asc_name_label(n->rows, e, label, ASC_EVERY_TYPE);
}

static void add_word(const struct asc_naming *n, struct asc_evidence *e, enum asc_template template, const char *word)
{
    asc_name_made(n->rows, e, template, ASC_EVERY_TYPE, word);
}

static void add_set(const struct asc_naming *n, struct asc_evidence *e, enum asc_template template, uint32_t t)
{
    asc_evidence_set(e, template, ASC_EVERY_TYPE, n->doc->token[t].set);
}

/* --- inside ------------------------------------------------------------------------------------------------------------ */

static void weigh_pattern(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    char pattern[PATTERN + 2] = "";
    uint32_t len = 0;
    for (uint32_t t = c->token; t < c->token_end && len < PATTERN; t++) {
        pattern[len++] = at(n, t)->category;
    }
    if (c->token_end - c->token > PATTERN) {
        pattern[len++] = '*';
    }
    add_word(n, e, ASC_F_NAME_PATTERN, pattern);
}

/* Odd letters in any word of the span. */
static void weigh_letters(const struct asc_naming *n, const struct asc_name_span *c, uint16_t any, struct asc_evidence *e)
{
    if (any & ASC_SHAPE_MIXED) {
        add(n, e, ASC_LABEL_MIXED);
    }
    if (any & ASC_SHAPE_DIGIT) {
        add(n, e, ASC_LABEL_DIGIT);
    }
    if (any & ASC_SHAPE_DOTS) {
        add(n, e, ASC_LABEL_DOTS);
    }
    if (any & ASC_SHAPE_LOWER) {
        add(n, e, n->doc->token[c->token].shape & ASC_SHAPE_LOWER ? ASC_LABEL_LOWER_FIRST : ASC_LABEL_LOWER_INSIDE);
    }
}

static bool is_family(const struct asc_name_word *word)
{
    return word->category == 'F' || word->category == 'B';
}

static void weigh_shape(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    uint16_t all = 0xffff, any = 0;
    for (uint32_t t = c->token; t < c->token_end; t++) {
        all &= n->doc->token[t].shape;
        any |= n->doc->token[t].shape;
    }
    uint32_t words = c->token_end - c->token;
    add(n, e, ASC_LABEL_LENGTH + (words > ASC_NAME_LENGTHS - 1 ? ASC_NAME_LENGTHS - 1 : words));
    if (all & ASC_SHAPE_UPPER) {
        uint32_t letters = n->doc->token[c->token].end - n->doc->token[c->token].begin;
        bool headline = all & ASC_SHAPE_HEADLINE;
        add(n, e,
            headline       ? ASC_LABEL_UPPER_LINE
            : words > 1    ? ASC_LABEL_UPPER_WORDS
            : letters <= 3 ? ASC_LABEL_UPPER_3
            : letters <= 5 ? ASC_LABEL_UPPER_5
                           : ASC_LABEL_UPPER_LONG);
    } else if (any & ASC_SHAPE_HEADLINE) {
        add(n, e, ASC_LABEL_HEADLINE);
    }
    if (any & (ASC_SHAPE_MIXED | ASC_SHAPE_DIGIT | ASC_SHAPE_DOTS | ASC_SHAPE_LOWER)) {
        weigh_letters(n, c, any, e);
    }
    if (words == 4 && at(n, c->token_end - 2)->category == '-' && (n->doc->token[c->token_end - 1].shape & ASC_SHAPE_LOWER)) {
        add(n, e, is_family(at(n, c->token)) ? ASC_LABEL_HALF_NAME : ASC_LABEL_HALF_WORD);
    }
}

static void weigh_inside(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    uint32_t last = c->token_end - 1;
    add_set(n, e, ASC_F_NAME_FIRST, c->token);
    add_set(n, e, ASC_F_NAME_LAST, last);
    for (uint32_t t = c->token + 1; t < last; t++) {
        add_set(n, e, ASC_F_NAME_INSIDE, t);
    }
}

/* --- neighbours --------------------------------------------------------------------------------------------------------- */

/* Small words are features of their own: "in" and "with" are both prepositions, but not the same evidence. */
static void weigh_small_word(const struct asc_naming *n, uint32_t t, enum asc_template template, struct asc_evidence *e)
{
    const struct asc_token *token = n->doc->token + t;
    uint32_t len = token->end - token->begin;
    if (len >= WORD_MAX || !is(n, t, ASC_NAME_SMALL)) {
        return;
    }
    char word[WORD_MAX];
    for (uint32_t k = 0; k < len; k++) {
        char letter = n->doc->text[token->begin + k];
        word[k] = (char)(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
    }
    word[len] = '\0';
    add_word(n, e, template, word);
}

static void weigh_neighbours(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    uint32_t begin = c->token, end = c->token_end;
    if (begin > n->first) {
        add_set(n, e, ASC_F_NAME_PREV, begin - 1);
        weigh_small_word(n, begin - 1, ASC_F_NAME_PREV_WORD, e);
    }
    if (begin > n->first + 1) {
        add_set(n, e, ASC_F_NAME_PREV2, begin - 2);
    }
    if (end < n->last) {
        add_set(n, e, ASC_F_NAME_NEXT, end);
        weigh_small_word(n, end, ASC_F_NAME_NEXT_WORD, e);
    }
    if (end + 1 < n->last) {
        add_set(n, e, ASC_F_NAME_NEXT2, end + 1);
    }
}

/* How two names stand together, by the word between them. */
static enum asc_name_link link_between(const struct asc_naming *n, uint32_t t)
{
    uint32_t word = at(n, t)->is;
    if (!(word & (ASC_NAME_COMMA | ASC_NAME_AND | ASC_NAME_LPAREN | ASC_NAME_SLASH))) {
        return ASC_LINK_NONE;
    }
    return word & ASC_NAME_COMMA ? ASC_LINK_COMMA : word & ASC_NAME_AND ? ASC_LINK_AND : word & ASC_NAME_LPAREN ? ASC_LINK_BRACKET : ASC_LINK_SLASH;
}

/* Adds one of a family for each of a set of types. */
static void add_types(const struct asc_naming *n, struct asc_evidence *e, unsigned label, unsigned types)
{
    for (unsigned other = ASC_PERSON; other < ASC_TYPES && types >> other; other++) {
        if (types >> other & 1) {
            add(n, e, label + other);
        }
    }
}

/* A neighbour that no table of names holds may be a given or a family name. */
static void add_neighbour(const struct asc_naming *n, struct asc_evidence *e, unsigned link, const struct asc_name_word *word)
{
    unsigned label = ASC_LABEL_NEIGHBOUR + link * ASC_BEYONDS;
    add_types(n, e, label, word->types);
    if (!word->types && (word->is & ASC_NAME_CAPITAL)) {
        add(n, e, label + (word->category == 'G' || is_family(word) ? ASC_BEYOND_NAMED : ASC_BEYOND_CAPITAL));
    }
}

/* The types that the tables give the name beyond a comma, "and", a slash or bracket. */
static void weigh_neighbour_names(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    enum asc_name_link before = link_between(n, c->token - 1), behind = link_between(n, c->token_end);
    if (before != ASC_LINK_NONE) {
        add_neighbour(n, e, before, at(n, c->token - 2));
    }
    if (behind != ASC_LINK_NONE) {
        add_neighbour(n, e, ASC_LINK_BEHIND + behind, at(n, c->token_end + 1));
    }
}

/* A capitalised word beyond "of", "and" or a possessive may be a part of the name: "Bank | of Odvar", "Odvar | 's Party". */
static void weigh_joint(const struct asc_naming *n, uint32_t word, uint32_t joiner, char side, struct asc_evidence *e)
{
    uint32_t how = at(n, joiner)->is & (ASC_NAME_OF | ASC_NAME_AND | ASC_NAME_POSSESSIVE);
    if (how && is(n, word, ASC_NAME_CAPITAL)) {
        char letter = how & ASC_NAME_OF ? 'o' : how & ASC_NAME_AND ? '&' : 's';
        add_word(n, e, ASC_F_NAME_EDGE, (const char[]){side, '-', letter, '-', at(n, word)->category, '\0'});
    }
}

/* A hyphen directly behind. */
static void weigh_hyphen(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    if (is(n, c->token_end, ASC_NAME_HYPHEN) && (n->doc->token[c->token_end].shape & ASC_SHAPE_GLUED)) {
        bool name = is(n, c->token_end + 1, ASC_NAME_CAPITAL);
        bool half = !name && c->token_end - c->token == 2 && is_family(at(n, c->token)); /* "Ban Ki|-moon" */
        add(n, e, name ? ASC_LABEL_HYPHEN_CAPITAL : half ? ASC_LABEL_HYPHEN_HALF : ASC_LABEL_HYPHEN_WORD);
    }
}

/* What the span leaves out: a capitalised word directly before or after it, a hyphen. */
static void weigh_edges(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    uint32_t begin = c->token, end = c->token_end;
    const struct asc_name_word *before = at(n, begin - 1), *after = at(n, end);
    /* An article with a capital ("for The Hague Tribune") is left out on purpose. */
    if ((before->is & (ASC_NAME_CAPITAL | ASC_NAME_ART)) == ASC_NAME_CAPITAL && !(n->doc->token[begin].shape & ASC_SHAPE_HARD)) {
        add(n, e, ASC_LABEL_CAPITAL_BEFORE);
        add_word(n, e, ASC_F_NAME_EDGE, (const char[]){'b', 'e', 'f', 'o', 'r', 'e', '-', before->category, '\0'});
    }
    if ((after->is & ASC_NAME_CAPITAL) && !(n->doc->token[end].shape & ASC_SHAPE_HARD)) {
        add(n, e, ASC_LABEL_CAPITAL_AFTER);
        add_word(n, e, ASC_F_NAME_EDGE, (const char[]){'a', 'f', 't', 'e', 'r', '-', after->category, '\0'});
    }
    weigh_joint(n, begin - 2, begin - 1, 'b', e);
    weigh_joint(n, end + 1, end, 'a', e);
    weigh_hyphen(n, c, e);
    if ((before->is & ASC_NAME_HYPHEN) && (n->doc->token[begin].shape & ASC_SHAPE_GLUED)) {
        add(n, e, ASC_LABEL_HYPHEN_BEFORE);
    }
    if (before->category == 'p' && (n->doc->token[begin - 1].shape & ASC_SHAPE_LOWER)) {
        add(n, e, ASC_LABEL_PARTICLE_BEFORE);
    }
}

/* --- what it looks like and what it is said to be ------------------------------------------------------------------------ */

/* The last letters of a word that says nothing else: "Odvarsund", "Brunskova". */
static void weigh_ending(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    const struct asc_token *token = n->doc->token + c->token_end - 1;
    if (at(n, c->token_end - 1)->category != 'U' || token->end - token->begin < ENDING + 2) {
        return;
    }
    char ending[sizeof(uint64_t)] = "";
    const char *from = n->doc->text + token->end - ENDING;
    uint32_t bytes = ENDING;
    for (; (*from & 0xc0) == 0x80; from--) { /* whole letters */
        bytes++;
    }
    memcpy(ending, from, bytes);
    ending[bytes] = c->token_end - c->token > 1 ? '+' : '\0';
    add_word(n, e, ASC_F_NAME_ENDING, ending);
}

/* What stands on both sides, and what the words are, at once. */
static void weigh_frame(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    char frame[sizeof(uint64_t)] = {at(n, c->token - 1)->duty};
    uint32_t len = 1;
    for (uint32_t t = c->token; t < c->token_end && len < 4; t++) {
        frame[len++] = at(n, t)->category;
    }
    frame[len++] = '_';
    frame[len] = at(n, c->token_end)->duty;
    add_word(n, e, ASC_F_NAME_FRAME, frame);
}

/* "X, a rock band from Leeds" and "X (born 1950) was a village": the head noun of what the text says it is. */
static void weigh_definition(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    uint32_t t = c->token_end;
    if (is(n, t, ASC_NAME_LPAREN)) {
        uint32_t end = t + DEFINITION;
        while (t < n->last && t < end && !is(n, t, ASC_NAME_RPAREN)) {
            t++;
        }
        t++;
    }
    if (!is(n, t, ASC_NAME_COMMA | ASC_NAME_BE) || !is(n, t + 1, ASC_NAME_ART)) {
        return;
    }
    unsigned kind = ASC_THING_NONE;
    for (uint32_t k = t + 2; k < n->last && k < t + DEFINITION; k++) {
        unsigned found = asc_name_set_of(n->rows, n->known, n->doc->token[k].set)->kind;
        if (!found && !is(n, k, ASC_NAME_CAPITAL | ASC_NAME_DESCRIBING)) {
            break;
        }
        kind = found ? found : kind;
    }
    if (kind) {
        add(n, e, ASC_LABEL_IS + (is(n, t, ASC_NAME_BE) ? ASC_THINGS : 0U) + kind);
    }
}

/* Do the capitals of the span spell the word in brackets behind it: "Odvar Road Council (ORC)"? */
static void weigh_acronym(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    const struct asc_token *token = n->doc->token;
    uint32_t t = c->token_end + 1;
    if (!is(n, c->token_end, ASC_NAME_LPAREN) || !is(n, t + 1, ASC_NAME_RPAREN) || !(token[t].shape & ASC_SHAPE_UPPER)) {
        return;
    }
    uint32_t letter = token[t].begin, letters = 0;
    for (uint32_t k = c->token; k < c->token_end; k++) {
        bool capital = token[k].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED);
        if (capital && letter < token[t].end && n->doc->text[letter] == n->doc->text[token[k].begin]) {
            letter++;
            letters++;
        } else if (capital) {
            return;
        }
    }
    if (letter == token[t].end && letters > 1) {
        add(n, e, ASC_LABEL_ACRONYM);
    }
}

/* --- place in the sentence and the page ------------------------------------------------------------------------------------ */

static void weigh_place(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    const struct asc_document *doc = n->doc;
    const struct asc_block *block = doc->block + doc->sentence[c->sentence].block;
    bool starts = doc->token[c->token].shape & ASC_SHAPE_STARTS, ends = c->token_end >= n->last;
    if (starts || ends) {
        add(n, e, !starts ? ASC_LABEL_ENDS : ends ? ASC_LABEL_WHOLE : ASC_LABEL_STARTS);
    }
    if (block->token == c->token) {
        add(n, e, ASC_LABEL_STARTS_BLOCK);
    }
    if (block->token_end - block->token < SHORT_BLOCK) {
        add(n, e, ASC_LABEL_SHORT_BLOCK);
    }
    if (block->type != ASC_BLOCK_BODY) {
        add(n, e, ASC_LABEL_BLOCK + block->type);
    }
}

static void weigh_case(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    const struct asc_token *first = n->doc->token + c->token;
    uint16_t free_capital = first->shape & (ASC_SHAPE_STARTS | ASC_SHAPE_HEADLINE);
    unsigned seen = asc_naming_bit(n->seen_lower, first->key) ? ASC_SEEN_LOWER : 0;
    seen |= free_capital && asc_naming_bit(n->seen_capital, first->key) ? ASC_SEEN_CAPITAL : 0;
    unsigned place = free_capital & ASC_SHAPE_HEADLINE ? ASC_CASE_HEADLINE : free_capital ? ASC_CASE_START : ASC_CASE_MIDDLE;
    add(n, e, ASC_LABEL_CASE + place * ASC_SEENS + seen);
}

/* --- tables ------------------------------------------------------------------------------------------------------------------ */

unsigned asc_names_readings(const struct asc_naming *n, const struct asc_name_span *c, uint32_t best[ASC_TYPES])
{
    const struct asc_document *doc = n->doc;
    unsigned types = 0;
    for (uint32_t r = c->reading; r < doc->readings && doc->reading[r].token == c->token; r++) {
        unsigned type = n->meaning[r].type;
        if (type < ASC_TYPES && doc->reading[r].token_end == c->token_end &&
            (!(types >> type & 1) || n->meaning[r].rank > n->meaning[best[type]].rank)) {
            best[type] = r;
            types |= 1U << type;
        }
    }
    return types;
}

/* One word that people put into the tables, and that is nothing else: no word, no one's name, no name of another type. */
static bool is_sure(const struct asc_naming *n, const struct asc_name_span *c, unsigned type, const struct asc_name_meaning *meaning)
{
    char category = at(n, c->token)->category;
    if (c->token_end != c->token + 1 || !meaning->entry->curated || meaning->strength <= ASC_STRENGTH_CONTEXT ||
        (category != 'U' && category != 'A')) {
        return false;
    }
    for (uint32_t r = c->reading; r < n->doc->readings && n->doc->reading[r].token == c->token; r++) {
        if (n->meaning[r].type != type && n->meaning[r].type < ASC_TYPES) {
            return false;
        }
    }
    return true;
}

/* The words around a name of the tables, with its strength: "is", "ma", with a plus sign for several words. */
static void weigh_frame_of_reading(const struct asc_naming *n, const struct asc_name_span *c, unsigned type, unsigned strength,
                                   struct asc_evidence *e)
{
    static const char letters[ASC_STRENGTHS][2] = {
        [ASC_STRENGTH_WEAK] = {'w', 'e'},        [ASC_STRENGTH_CONTEXT] = {'c', 'o'}, [ASC_STRENGTH_DRAWN] = {'d', 'r'},
        [ASC_STRENGTH_DRAWN_ALIAS] = {'d', 'r'}, [ASC_STRENGTH_MAIN] = {'m', 'a'},    [ASC_STRENGTH_ACRONYM] = {'a', 'c'},
        [ASC_STRENGTH_ALIAS] = {'a', 'l'},
    };
    char plus = c->token_end - c->token > 1 ? '+' : '\0';
    const char frame[] = {at(n, c->token - 1)->duty, at(n, c->token_end)->duty, letters[strength][0], letters[strength][1], plus, '\0'};
    asc_name_made(n->rows, e, ASC_F_NAME_GAZ_FRAME, type, frame);
}

static void weigh_own_reading(const struct asc_naming *n, const struct asc_name_span *c, unsigned type, uint32_t r, struct asc_evidence *e)
{
    const struct asc_name_meaning *meaning = n->meaning + r;
    unsigned strength = meaning->strength, gaz = ASC_LABEL_GAZ + strength * ASC_WIDTHS;
    asc_name_label(n->rows, e, gaz + (c->token_end - c->token > 1 ? ASC_WIDTH_WORDS : ASC_WIDTH_WORD), type);
    weigh_frame_of_reading(n, c, type, strength, e);
    bool starts = (n->doc->token[c->token].shape & ASC_SHAPE_STARTS) && c->token_end == c->token + 1;
    if (starts && meaning->strength == ASC_STRENGTH_WEAK && is(n, c->token, ASC_NAME_COMMON)) {
        asc_name_label(n->rows, e, gaz + ASC_WIDTH_STARTS, type); /* "Rockets fell" */
    }
    if (is_sure(n, c, type, meaning)) {
        asc_name_label(n->rows, e, ASC_LABEL_SURE, type);
    }
    const char *kind = meaning->entry->curated ? asc_entry_kind(n->known, n->doc->reading[r].entry) : "";
    if (*kind) {
        asc_evidence_fixed(e, ASC_F_NAME_GAZ_KIND, type, kind, NULL);
    }
    if (meaning->entry->size) {
        asc_evidence_add(e, ASC_F_NAME_SIZE, type, meaning->entry->size);
    }
}

/* The tables know the span as another type too: evidence for every type but that one. */
static void weigh_reading(const struct asc_naming *n, const struct asc_name_span *c, unsigned type, const struct asc_name_meaning *meaning,
                          struct asc_evidence *e)
{
    int32_t own = e->sum[type];
    unsigned count = e->count, label = ASC_LABEL_OTHER + type * ASC_OTHERS;
    add(n, e, label + meaning->strength);
    if (c->token_end - c->token > 1 && meaning->entry->curated && meaning->strength != ASC_STRENGTH_WEAK) {
        add(n, e, label + ASC_OTHER_WORDS);
    }
    e->sum[type] = own;
    e->count = e->type == type ? count : e->count;
}

/* How a reading lies to the span: an index of ASC_PARTS; ASC_PARTS when it says nothing. */
static unsigned part_of(const struct asc_name_span *c, const struct asc_reading *reading)
{
    bool begins = reading->token <= c->token, ends = reading->token_end >= c->token_end;
    if (begins && ends) {
        return reading->token == c->token && reading->token_end == c->token_end ? ASC_PARTS : ASC_PART_INSIDE;
    }
    if (reading->token >= c->token && reading->token_end <= c->token_end) {
        return reading->token_end - reading->token > 1 ? ASC_PART_HOLDS : ASC_PARTS;
    }
    return ASC_PART_CROSSES;
}

/* Is the span a part of a longer name of the tables, or does it hold one that is longer than half of it? */
static void weigh_longer_names(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    uint32_t any = 0;
    for (uint32_t t = c->token; t < c->token_end; t++) {
        any |= at(n, t)->is;
    }
    if (!(any & ASC_NAME_IN_LONGER)) {
        return;
    }
    uint32_t from = c->token > n->first + LONGEST_READING ? c->token - LONGEST_READING : n->first;
    unsigned types[ASC_PARTS + 1] = {0};
    for (uint32_t t = from; t < c->token_end; t++) {
        for (uint32_t r = at(n, t)->reading; r < n->doc->readings && n->doc->reading[r].token == t; r++) {
            const struct asc_reading *reading = n->doc->reading + r;
            if (n->meaning[r].type < ASC_TYPES && reading->token_end > c->token && !(reading->weak & ASC_READING_WEAK)) {
                types[part_of(c, reading)] |= 1U << n->meaning[r].type;
            }
        }
    }
    for (unsigned part = 0; part < ASC_PARTS; part++) {
        add_types(n, e, ASC_LABEL_PART + part * ASC_TYPES, types[part]);
    }
}

/* --- the whole --------------------------------------------------------------------------------------------------------------- */

/* What its words and neighbours and its readings as other types say of a span. */
static void weigh_span(const struct asc_naming *n, const struct asc_name_span *c, const uint32_t best[ASC_TYPES], struct asc_evidence *e)
{
    add(n, e, ASC_LABEL_BIAS);
    weigh_pattern(n, c, e);
    weigh_shape(n, c, e);
    weigh_inside(n, c, e);
    weigh_neighbours(n, c, e);
    weigh_neighbour_names(n, c, e);
    weigh_edges(n, c, e);
    weigh_ending(n, c, e);
    weigh_frame(n, c, e);
    weigh_definition(n, c, e);
    weigh_acronym(n, c, e);
    weigh_place(n, c, e);
    weigh_case(n, c, e);
    for (unsigned type = ASC_PERSON; c->readings >> type; type++) { /* once a type, by its best reading */
        if (c->readings >> type & 1) {
            weigh_reading(n, c, type, n->meaning + best[type], e);
        }
    }
    weigh_longer_names(n, c, e);
}

/* What only the candidate of one type has: the rule that found it, its reading. */
static void weigh_own(const struct asc_naming *n, const struct asc_name_span *c, const uint32_t best[ASC_TYPES], unsigned type,
                      struct asc_evidence *e)
{
    uint32_t rule = asc_names_rule(n, c, type);
    if (rule != ASC_NONE) {
        asc_evidence_fixed(e, ASC_F_NAME_RULE, type, asc_rule_name(n->known, rule), NULL);
    }
    if (c->readings >> type & 1) {
        weigh_own_reading(n, c, type, best[type], e);
    }
}

void asc_names_weigh(const struct asc_naming *n, struct asc_name_span *c)
{
    uint32_t best[ASC_TYPES];
    struct asc_evidence evidence;
    c->reading = at(n, c->token)->reading;
    c->readings = (uint8_t)asc_names_readings(n, c, best);
    asc_evidence_start(&evidence, n->known, asc_matcher_weights(n->doc->matcher), 0);
    weigh_span(n, c, best, &evidence);
    if (c->readings || c->found != ASC_NONE) {
        for (unsigned types = c->types; types; types &= types - 1) {
            weigh_own(n, c, best, (unsigned)__builtin_ctz(types), &evidence);
        }
    }
    memcpy(c->sum, evidence.sum, sizeof c->sum);
}

void asc_names_explain(const struct asc_naming *n, const struct asc_name_span *c, struct asc_evidence *e)
{
    uint32_t best[ASC_TYPES];
    (void)asc_names_readings(n, c, best);
    weigh_span(n, c, best, e);
    weigh_own(n, c, best, e->type, e);
}
