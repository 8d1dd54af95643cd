/* The features of a candidate: its words, its neighbours, what the tables say. */
#include <string.h>

#include "names/names.h"

enum { PATTERN = 7, WORD_MAX = 16, ENDING = 3, DEFINITION = 12, NICKNAMED = 5 /* tokens: Ana "Rocky" Diaz */ };

/* Adds what the words of a span say, whatever it would be: to the sums of every type. */
static void add(struct asc_evidence *e, enum asc_template template, const char *first, const char *second)
{
    asc_evidence_fixed(e, template, ASC_EVERY_TYPE, first, second);
}

static void add_set(const struct asc_naming *n, struct asc_evidence *e, enum asc_template template, uint32_t t)
{
    asc_evidence_set(e, template, ASC_EVERY_TYPE, n->doc->token[t].set);
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
    char pattern[sizeof(uint64_t) + 1] = ""; /* its bytes are its key */
    uint32_t len = 0;
    uint64_t key = 0;
    for (uint32_t t = c->token; t < c->token_end && len < PATTERN; t++) {
        pattern[len++] = n->word[t - n->first].category;
    }
    if (c->token_end - c->token > PATTERN) {
        pattern[len++] = '*';
    }
    memcpy(&key, pattern, sizeof key);
    asc_evidence_word(e, ASC_F_NAME_PATTERN, ASC_EVERY_TYPE, pattern, key);
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
    if (words >= NICKNAMED && is(n, c->token_end - 2, ASC_CLASS_MARK)) {
        add(e, ASC_F_NAME_SHAPE, "nickname", NULL);
    }
    asc_evidence_add(e, ASC_F_NAME_LENGTH, ASC_EVERY_TYPE, words > 6 ? 6 : words);
    if (all & ASC_SHAPE_UPPER) {
        uint32_t letters = n->doc->token[c->token].end - n->doc->token[c->token].begin;
        bool headline = all & ASC_SHAPE_HEADLINE;
        add(e, ASC_F_NAME_SHAPE,
            headline       ? "upper-line"
            : words > 1    ? "upper-words"
            : letters <= 3 ? "upper-3"
            : letters <= 5 ? "upper-5"
                           : "upper-long",
            NULL);
    }
    if ((any & ASC_SHAPE_HEADLINE) && !(all & ASC_SHAPE_UPPER)) {
        add(e, ASC_F_NAME_SHAPE, "headline", NULL);
    }
    if (any & ASC_SHAPE_MIXED) {
        add(e, ASC_F_NAME_SHAPE, "mixed", NULL);
    }
    if (any & ASC_SHAPE_DIGIT) {
        add(e, ASC_F_NAME_SHAPE, "digit", NULL);
    }
    if (any & ASC_SHAPE_DOTS) {
        add(e, ASC_F_NAME_SHAPE, "dots", NULL);
    }
    if (lower) {
        add(e, ASC_F_NAME_SHAPE, n->doc->token[c->token].shape & ASC_SHAPE_LOWER ? "lower-first" : "lower-inside", NULL);
    }
    if (words == 4 && n->word[c->token_end - 2 - n->first].category == '-' && (n->doc->token[c->token_end - 1].shape & ASC_SHAPE_LOWER)) {
        add(e, ASC_F_NAME_SHAPE, strchr("FB", n->word[c->token - n->first].category) ? "half-name" : "half-word", NULL);
    }
}

static void weigh_inside(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    uint32_t last = c->token_end - 1;
    add_set(n, e, ASC_F_NAME_FIRST, c->token);
    add_set(n, e, ASC_F_NAME_LAST, last);
    for (uint32_t t = c->token + 1; t < last; t++) {
        add_set(n, e, ASC_F_NAME_INSIDE, t);
    }
}

/* --- neighbours --------------------------------------------------------------------------------------------------------- */

/* clang-format off */
#define SMALL(X)                                                                                                       \
    X(PREP) X(OF) X(BY) X(TO) X(AND) X(DET) X(BE) X(POSSESSIVE) X(AS) X(FOR) X(STOP) X(COMMA) X(COLON) X(LPAREN)       \
    X(RPAREN) X(HYPHEN) X(DASH) X(SLASH)
/* clang-format on */

/* Small words are features of their own: "in" and "with" are both prepositions, but not the same evidence. */
static void weigh_small_word(const struct asc_naming *n, uint32_t t, enum asc_template template, struct asc_evidence *e)
{
    static const struct asc_classes small = ASC_CLASSES_OF(SMALL);
    const struct asc_token *token = n->doc->token + t;
    uint32_t len = token->end - token->begin;
    if (len >= WORD_MAX || !asc_classes_meet(asc_classes_of(n->known, token->set), small)) {
        return;
    }
    char word[WORD_MAX] = "";
    for (uint32_t k = 0; k < len; k++) {
        char letter = n->doc->text[token->begin + k];
        word[k] = (char)(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
    }
    uint64_t key[WORD_MAX / sizeof(uint64_t)];
    memcpy(key, word, sizeof key);
    asc_evidence_word(e, template, ASC_EVERY_TYPE, word, key[0] + key[1] * UINT64_C(0x9e3779b97f4a7c15));
}

static void weigh_neighbours(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
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

static void add_types(struct asc_evidence *e, enum asc_template template, const char *how, unsigned types)
{
    for (unsigned other = ASC_PERSON; other < ASC_TYPES && types >> other; other++) {
        if (types >> other & 1) {
            add(e, template, how, asc_type_name(other));
        }
    }
}

/* A neighbour that no table of names holds may be a given or a family name. */
static void add_neighbour(struct asc_evidence *e, const char *how, struct asc_name_word word)
{
    add_types(e, ASC_F_NAME_NEIGHBOUR, how, word.types);
    if (!word.types && word.capital) {
        bool person = strchr("GFB", word.category) != NULL;
        add(e, ASC_F_NAME_NEIGHBOUR, how, person ? "named" : "capital");
    }
}

/* The types that the tables give the name beyond a comma, "and", a slash or bracket. */
static void weigh_neighbour_names(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    const char *before = c->token >= n->first + 2 ? link_between(n, c->token - 1, true) : NULL;
    const char *behind = c->token_end + 1 < n->last ? link_between(n, c->token_end, false) : NULL;
    if (before) {
        add_neighbour(e, before, word_at(n, c->token - 2));
    }
    if (behind) {
        add_neighbour(e, behind, word_at(n, c->token_end + 1));
    }
}

/* A capitalised word beyond "of", "and" or a possessive may be a part of the name: "Bank | of Odvar", "Odvar | 's Party". */
static void weigh_joint(const struct asc_naming *n, uint32_t word, uint32_t joiner, const char *side, struct asc_evidence *e)
{
    if (word < n->first || word >= n->last || !word_at(n, word).capital) {
        return;
    }
    char how = is(n, joiner, ASC_CLASS_OF) ? 'o' : is(n, joiner, ASC_CLASS_AND) ? '&' : is(n, joiner, ASC_CLASS_POSSESSIVE) ? 's' : '\0';
    if (how) {
        char label[sizeof(uint64_t)] = {side[0], '-', how, '-', word_at(n, word).category};
        uint64_t key = 0;
        memcpy(&key, label, sizeof key);
        asc_evidence_word(e, ASC_F_NAME_EDGE, ASC_EVERY_TYPE, label, key);
    }
}

/* What the span leaves out: a capitalised word directly before or after it, a hyphen. */
static void weigh_edges(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    uint32_t begin = c->token, end = c->token_end;
    /* An article with a capital ("for The Hague Tribune") is left out on purpose. */
    if (begin > n->first && word_at(n, begin - 1).capital && !is(n, begin - 1, ASC_CLASS_ART) && !(n->doc->token[begin].shape & ASC_SHAPE_HARD)) {
        char label[] = "before-?", category = word_at(n, begin - 1).category;
        label[7] = category;
        add(e, ASC_F_NAME_EDGE, "capital-before", NULL);
        asc_evidence_word(e, ASC_F_NAME_EDGE, ASC_EVERY_TYPE, label, (unsigned char)category);
    }
    bool titled = is(n, end, ASC_CLASS_TITLE) && word_at(n, end + 1).capital; /* "US | Senator Odvar" */
    if (end < n->last && word_at(n, end).capital && !titled && !(n->doc->token[end].shape & ASC_SHAPE_HARD)) {
        char label[] = "after-?", category = word_at(n, end).category;
        label[6] = category;
        add(e, ASC_F_NAME_EDGE, "capital-after", NULL);
        asc_evidence_word(e, ASC_F_NAME_EDGE, ASC_EVERY_TYPE, label, 256U + (unsigned char)category);
    }
    weigh_joint(n, begin - 2, begin - 1, "before", e);
    weigh_joint(n, end + 1, end, "after", e);
    bool glued_after = end < n->last && (n->doc->token[end].shape & ASC_SHAPE_GLUED);
    if (glued_after && is(n, end, ASC_CLASS_HYPHEN)) {
        bool name = end + 1 < n->last && word_at(n, end + 1).capital;
        bool half = !name && c->token_end - c->token == 2 && strchr("FB", n->word[c->token - n->first].category); /* "Ban Ki|-moon" */
        add(e, ASC_F_NAME_EDGE, name ? "hyphen-capital" : half ? "hyphen-half" : "hyphen-word", NULL);
    }
    if (begin > n->first && is(n, begin - 1, ASC_CLASS_HYPHEN) && (n->doc->token[begin].shape & ASC_SHAPE_GLUED)) {
        add(e, ASC_F_NAME_EDGE, "hyphen-before", NULL);
    }
    if (begin > n->first && word_at(n, begin - 1).category == 'p' && (n->doc->token[begin - 1].shape & ASC_SHAPE_LOWER)) {
        add(e, ASC_F_NAME_EDGE, "particle-before", NULL);
    }
}

/* --- what it looks like and what it is said to be ------------------------------------------------------------------------ */

/* The last letters of a word that says nothing else: "Odvarsund", "Brunskova". */
static void weigh_ending(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    const struct asc_token *token = n->doc->token + c->token_end - 1;
    uint32_t letters = token->end - token->begin;
    if (n->word[c->token_end - 1 - n->first].category != 'U' || letters < ENDING + 2) {
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
    uint64_t key = 0;
    memcpy(&key, ending, sizeof key);
    asc_evidence_word(e, ASC_F_NAME_ENDING, ASC_EVERY_TYPE, ending, key);
}

/* One letter for what a word beside a name does in its sentence. */
static char duty_of(const struct asc_naming *n, uint32_t t)
{
    static const struct {
        uint8_t class;
        char letter;
    } duties[] = {{ASC_CLASS_COMMA, ','},      {ASC_CLASS_STOP, '.'},     {ASC_CLASS_LPAREN, '('},     {ASC_CLASS_RPAREN, ')'},
                  {ASC_CLASS_POSSESSIVE, 's'}, {ASC_CLASS_OF, 'o'},       {ASC_CLASS_AND, '&'},        {ASC_CLASS_BY, 'b'},
                  {ASC_CLASS_TO, 't'},         {ASC_CLASS_FOR, 'f'},      {ASC_CLASS_BE, '='},         {ASC_CLASS_HAVE, 'h'},
                  {ASC_CLASS_MODAL, 'h'},      {ASC_CLASS_ART, 'a'},      {ASC_CLASS_PREP, 'p'},       {ASC_CLASS_TITLE, 'T'},
                  {ASC_CLASS_ROLE, 'R'},       {ASC_CLASS_ORG_NOUN, 'O'}, {ASC_CLASS_PLACE_HEAD, 'L'}, {ASC_CLASS_PERSON_NOUN, 'P'},
                  {ASC_CLASS_VERB_ED, 'V'},    {ASC_CLASS_VERB_S, 'V'},   {ASC_CLASS_VERB, 'V'},       {ASC_CLASS_NOUN, 'N'},
                  {ASC_CLASS_NOUN_PL, 'N'},    {ASC_CLASS_ADJ, 'A'},      {ASC_CLASS_DIRECTION, 'D'}};
    if (t < n->first || t >= n->last) {
        return '^';
    }
    const struct asc_name_word *word = n->word + (t - n->first);
    if (n->doc->token[t].shape & ASC_SHAPE_DIGIT) {
        return '0';
    }
    if (word->capital) {
        return 'X';
    }
    struct asc_classes set = asc_classes_of(n->known, n->doc->token[t].set);
    for (size_t i = 0; i < sizeof duties / sizeof *duties; i++) {
        if (asc_classes_has(set, duties[i].class)) {
            return duties[i].letter;
        }
    }
    return '-';
}

/* What stands on both sides, and what the words are, at once. */
static void weigh_frame(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    char frame[sizeof(uint64_t)] = "";
    frame[0] = duty_of(n, c->token - 1);
    uint32_t len = 1;
    for (uint32_t t = c->token; t < c->token_end && len < 4; t++) {
        frame[len++] = n->word[t - n->first].category;
    }
    frame[len++] = '_';
    frame[len++] = duty_of(n, c->token_end);
    uint64_t key = 0;
    memcpy(&key, frame, sizeof key);
    asc_evidence_word(e, ASC_F_NAME_FRAME, ASC_EVERY_TYPE, frame, key);
}

/* The kind of thing that a noun names. */
static const char *kind_of_noun(const struct asc_naming *n, uint32_t t)
{
    static const struct {
        uint8_t class;
        const char *kind;
    } kinds[] = {{ASC_CLASS_ROLE, "person"},           {ASC_CLASS_PERSON_NOUN, "person"},      {ASC_CLASS_KIN, "person"},
                 {ASC_CLASS_ORG_NOUN, "organization"}, {ASC_CLASS_GROUP_NOUN, "organization"}, {ASC_CLASS_ORG_HEAD, "organization"},
                 {ASC_CLASS_PLACE_HEAD, "place"},      {ASC_CLASS_WORK_HEAD, "work"},          {ASC_CLASS_DOC_NOUN, "work"},
                 {ASC_CLASS_EVENT_HEAD, "event"}};
    struct asc_classes set = asc_classes_of(n->known, n->doc->token[t].set);
    if (asc_classes_has(set, ASC_CLASS_PLACE_HEAD) && asc_classes_has(set, ASC_CLASS_ORG_NOUN)) {
        return "town"; /* a place that acts as well: town, state, school */
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (asc_classes_has(set, kinds[i].class)) {
            return kinds[i].kind;
        }
    }
    return asc_classes_has(set, ASC_CLASS_NOUN) ? "other" : NULL;
}

/* "X, a rock band from Leeds" and "X (born 1950) was a village": the head noun of what the text says it is. */
static void weigh_definition(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    uint32_t t = c->token_end;
    if (is(n, t, ASC_CLASS_LPAREN)) {
        uint32_t end = t + DEFINITION;
        while (t < n->last && t < end && !is(n, t, ASC_CLASS_RPAREN)) {
            t++;
        }
        t++;
    }
    bool comma = is(n, t, ASC_CLASS_COMMA), be = is(n, t, ASC_CLASS_BE);
    if (!(comma || be) || !is(n, t + 1, ASC_CLASS_ART)) {
        return;
    }
    const char *kind = NULL;
    for (uint32_t k = t + 2; k < n->last && k < t + DEFINITION; k++) {
        const char *found = kind_of_noun(n, k);
        bool goes_on = found || n->word[k - n->first].capital || is(n, k, ASC_CLASS_ADJ) || is(n, k, ASC_CLASS_HYPHEN) ||
                       is(n, k, ASC_CLASS_VERB_EN) || is(n, k, ASC_CLASS_ORD) || is(n, k, ASC_CLASS_NUM) || is(n, k, ASC_CLASS_DIRECTION);
        if (!goes_on) {
            break;
        }
        kind = found ? found : kind;
    }
    if (kind) {
        add(e, ASC_F_NAME_IS, be ? "be" : "comma", kind);
    }
}

/* Do the capitals of the span spell the word in brackets behind it: "Odvar Road Council (ORC)"? */
static void weigh_acronym(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    const struct asc_token *token = n->doc->token;
    uint32_t t = c->token_end + 1;
    if (!is(n, c->token_end, ASC_CLASS_LPAREN) || !is(n, t + 1, ASC_CLASS_RPAREN) || !(token[t].shape & ASC_SHAPE_UPPER)) {
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
        add(e, ASC_F_NAME_IS, "acronym", NULL);
    }
}

/* --- place in the sentence and the page ------------------------------------------------------------------------------------ */

static void weigh_place(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    const struct asc_document *doc = n->doc;
    const struct asc_block *block = doc->block + doc->sentence[c->sentence].block;
    bool starts = doc->token[c->token].shape & ASC_SHAPE_STARTS, ends = c->token_end >= n->last;
    if (starts) {
        add(e, ASC_F_NAME_PLACE, ends ? "whole" : "starts", NULL);
    } else if (ends) {
        add(e, ASC_F_NAME_PLACE, "ends", NULL);
    }
    if (block->token == c->token) {
        add(e, ASC_F_NAME_PLACE, "starts-block", NULL);
    }
    if (block->token_end - block->token < 12) {
        add(e, ASC_F_NAME_PLACE, "short-block", NULL);
    }
    if (block->type != ASC_BLOCK_BODY) {
        add(e, ASC_F_NAME_PLACE, "block", asc_block_name(block->type));
    }
}

static void weigh_case(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    const struct asc_token *first = n->doc->token + c->token;
    bool small = asc_naming_bit(n->lower, first->key), capital = asc_naming_bit(n->capital, first->key);
    const char *place = first->shape & ASC_SHAPE_HEADLINE ? "headline" : first->shape & ASC_SHAPE_STARTS ? "start" : "middle";
    bool seen = capital && (first->shape & (ASC_SHAPE_STARTS | ASC_SHAPE_HEADLINE));
    add(e, ASC_F_NAME_CASE, place, small ? (seen ? "lower-capital" : "lower") : seen ? "capital" : "neither");
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

/* One word that people put into the tables, and that is nothing else: no word, no one's name, no name of another type. */
static bool is_sure(const struct asc_naming *n, const struct asc_name_candidate *c, const struct asc_entry *entry)
{
    const struct asc_reading *reading = n->doc->reading + c->reading;
    if (c->token_end != c->token + 1 || !entry->curated || entry->context || (reading->weak & ASC_READING_WEAK) ||
        !strchr("UA", n->word[c->token - n->first].category)) {
        return false;
    }
    for (uint32_t r = n->reading_at[c->token - n->first]; r < n->doc->readings && n->doc->reading[r].token == c->token; r++) {
        const struct asc_entry *other = asc_entry(n->known, n->doc->reading[r].entry);
        if (other && other->type != c->type) {
            return false;
        }
    }
    return true;
}

static void weigh_own_reading(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    const struct asc_reading *reading = n->doc->reading + c->reading;
    const struct asc_entry *entry = asc_entry(n->known, reading->entry);
    if (!entry) {
        return;
    }
    asc_evidence_fixed(e, ASC_F_NAME_GAZ, c->type, strength_of(reading, entry), c->token_end - c->token > 1 ? "words" : "word");
    char frame[sizeof(uint64_t)] = {duty_of(n, c->token - 1), duty_of(n, c->token_end)};
    const char *strength = strength_of(reading, entry);
    frame[2] = strength[0];
    frame[3] = strength[1];
    frame[4] = c->token_end - c->token > 1 ? '+' : '\0';
    uint64_t key = 0;
    memcpy(&key, frame, sizeof key);
    asc_evidence_word(e, ASC_F_NAME_GAZ_FRAME, c->type, frame, key);
    uint32_t set = n->doc->token[c->token].set;
    bool starts = (n->doc->token[c->token].shape & ASC_SHAPE_STARTS) && c->token_end == c->token + 1;
    if (starts && (reading->weak & ASC_READING_WEAK) && asc_classes_has(asc_classes_of(n->known, set), ASC_CLASS_COMMON)) {
        asc_evidence_fixed(e, ASC_F_NAME_GAZ, c->type, "weak", "starts"); /* "Rockets fell" */
    }
    if (is_sure(n, c, entry)) {
        asc_evidence_fixed(e, ASC_F_NAME_GAZ, c->type, "sure", NULL);
    }
    const char *kind = asc_entry_kind(n->known, reading->entry);
    if (*kind && entry->curated) {
        asc_evidence_fixed(e, ASC_F_NAME_GAZ_KIND, c->type, kind, NULL);
    }
    if (entry->size) {
        asc_evidence_add(e, ASC_F_NAME_SIZE, c->type, entry->size);
    }
}

/* What the tables say of a span for one type. */
static void weigh_reading(const struct asc_naming *n, const struct asc_name_candidate *c, const struct asc_reading *reading, struct asc_evidence *e)
{
    const struct asc_entry *entry = asc_entry(n->known, reading->entry);
    int32_t own = e->sum[entry->type];
    unsigned count = e->count;
    add(e, ASC_F_NAME_GAZ_OTHER, asc_type_name(entry->type), strength_of(reading, entry));
    if (c->token_end - c->token > 1 && entry->curated && !(reading->weak & ASC_READING_WEAK)) {
        add(e, ASC_F_NAME_GAZ_OTHER, asc_type_name(entry->type), "words");
    }
    e->sum[entry->type] = own;
    e->count = e->type == entry->type ? count : e->count;
}

/* The tables know the span as another type too: evidence for every type but that one, once a type, by its best reading. */
static void weigh_readings(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    const struct asc_reading *best[ASC_TYPES] = {NULL};
    for (uint32_t r = n->reading_at[c->token - n->first]; r < n->doc->readings && n->doc->reading[r].token == c->token; r++) {
        const struct asc_reading *reading = n->doc->reading + r;
        const struct asc_entry *entry = asc_entry(n->known, reading->entry);
        if (entry && reading->token_end == c->token_end &&
            (!best[entry->type] || asc_names_rank(n, reading) > asc_names_rank(n, best[entry->type]))) {
            best[entry->type] = reading;
        }
    }
    for (unsigned type = ASC_PERSON; type < ASC_TYPES; type++) {
        if (best[type]) {
            weigh_reading(n, c, best[type], e);
        }
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
    add_types(e, ASC_F_NAME_IN_GAZ, "inside", inside);
    add_types(e, ASC_F_NAME_IN_GAZ, "holds", holds);
    add_types(e, ASC_F_NAME_IN_GAZ, "crosses", crosses);
}

void asc_names_weigh_span(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    asc_evidence_add(e, ASC_F_NAME_BIAS, ASC_EVERY_TYPE, 0);
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
    weigh_readings(n, c, e);
    weigh_longer_names(n, c, e);
}

void asc_names_weigh_own(const struct asc_naming *n, const struct asc_name_candidate *c, struct asc_evidence *e)
{
    if (c->rule != ASC_NONE) {
        asc_evidence_fixed(e, ASC_F_NAME_RULE, c->type, asc_rule_name(n->known, c->rule), NULL);
    }
    if (c->reading != ASC_NONE) {
        weigh_own_reading(n, c, e);
    }
}
