#include "names/rows.h"

#include <stdlib.h>

/* --- labels -------------------------------------------------------------------------------------------------------- */

/* A word of a family by its number. */
typedef const char *words(unsigned);

static const char *link_word(unsigned link)
{
    static const char *const word[] = {"comma-before", "and-before", "bracket-before", "slash-before",
                                       "comma-behind", "and-behind", "bracket-behind", "slash-behind"};
    return word[link];
}

static const char *beyond_word(unsigned beyond)
{
    return beyond < ASC_TYPES ? asc_type_name(beyond) : beyond == ASC_BEYOND_NAMED ? "named" : "capital";
}

static const char *case_word(unsigned place)
{
    static const char *const word[] = {
        [ASC_CASE_HEADLINE] = "headline", [ASC_CASE_START] = "start", [ASC_CASE_WORD] = "start-word", [ASC_CASE_MIDDLE] = "middle"};
    return word[place];
}

static const char *seen_word(unsigned seen)
{
    static const char *const word[] = {"neither", "capital", "lower", "lower-capital"};
    return word[seen];
}

static const char *block_word(unsigned always)
{
    (void)always;
    return "block";
}

static const char *verb_word(unsigned be)
{
    return be ? "be" : "comma";
}

static const char *kind_word(unsigned kind)
{
    static const char *const word[] = {[ASC_THING_NONE] = "",       [ASC_THING_PERSON] = "person", [ASC_THING_ORGANIZATION] = "organization",
                                       [ASC_THING_PLACE] = "place", [ASC_THING_WORK] = "work",     [ASC_THING_EVENT] = "event",
                                       [ASC_THING_TOWN] = "town",   [ASC_THING_OTHER] = "other"};
    return word[kind];
}

static const char *strength_word(unsigned strength)
{
    static const char *const word[] = {
        [ASC_STRENGTH_WEAK] = "weak", [ASC_STRENGTH_CONTEXT] = "context", [ASC_STRENGTH_DRAWN] = "drawn", [ASC_STRENGTH_DRAWN_ALIAS] = "drawn-alias",
        [ASC_STRENGTH_MAIN] = "main", [ASC_STRENGTH_ACRONYM] = "acronym", [ASC_STRENGTH_ALIAS] = "alias"};
    return word[strength];
}

static const char *other_word(unsigned other)
{
    return other < ASC_STRENGTHS ? strength_word(other) : "words";
}

static const char *width_word(unsigned width)
{
    static const char *const word[] = {[ASC_WIDTH_WORD] = "word", [ASC_WIDTH_WORDS] = "words", [ASC_WIDTH_STARTS] = "starts"};
    return word[width];
}

static const char *part_word(unsigned part)
{
    static const char *const word[] = {[ASC_PART_INSIDE] = "inside", [ASC_PART_HOLDS] = "holds", [ASC_PART_CROSSES] = "crosses"};
    return word[part];
}

static const char *vote_word(unsigned vote)
{
    static const char *const word[] = {"same", "last-of", "part-of", "surname", "same-more", "last-of-more", "part-of-more", "surname-more"};
    return word[vote];
}

struct family {
    enum asc_template template;
    unsigned base, seconds;
    words *first, *second;
};

static const struct family families[] = {
#define X(NAME, TEMPLATE, FIRSTS, SECONDS, FIRST, SECOND) {ASC_F_##TEMPLATE, ASC_LABEL_##NAME, SECONDS, FIRST, SECOND},
    ASC_NAME_FAMILIES(X)
#undef X
};

static const struct {
    enum asc_template template;
    const char *word;
} singles[] = {
#define X(NAME, TEMPLATE, WORD) {ASC_F_##TEMPLATE, WORD},
    ASC_NAME_SINGLES(X)
#undef X
};

enum { SINGLES = sizeof singles / sizeof *singles, FAMILIES = sizeof families / sizeof *families };

void asc_name_label_words(struct asc_evidence *e, unsigned label, unsigned type)
{
    if (label < SINGLES) {
        asc_evidence_fixed(e, singles[label].template, type, singles[label].word, NULL);
        return;
    }
    const struct family *family = families + FAMILIES - 1;
    while (label < family->base) {
        family--;
    }
    unsigned member = label - family->base;
    if (family->first) {
        asc_evidence_fixed(e, family->template, type, family->first(member / family->seconds), family->second(member % family->seconds));
    } else {
        asc_evidence_add(e, family->template, type, member);
    }
}

/* --- words made on the spot ------------------------------------------------------------------------------------------ */

uint32_t asc_name_made_row(struct asc_name_rows *rows, enum asc_template template, uint64_t letters)
{
    struct asc_name_memo *memo = rows->memo + ((letters + template) * UINT64_C(0x9e3779b97f4a7c15) >> ASC_NAME_MEMO_SHIFT);
    *memo = (struct asc_name_memo){letters, (uint32_t) template, asc_name_row(rows, template, asc_feature_letters(letters))};
    return memo->row;
}

void asc_name_made_word(struct asc_evidence *e, enum asc_template template, unsigned type, uint64_t letters)
{
    char word[sizeof letters + 1] = "";
    for (unsigned i = 0; i < sizeof letters; i++) {
        word[i] = (char)(letters >> 8 * i & 0xff);
    }
    asc_evidence_word(e, template, type, word, letters);
}

/* --- rows ---------------------------------------------------------------------------------------------------------- */

static bool is_of_names(const struct asc_weight *weight)
{
    return weight->feature && weight->feature >> (ASC_VALUE_BITS + ASC_TYPE_BITS) <= ASC_F_NAME_IS + 1;
}

/* Weights of names in the table. */
static uint32_t count_weights(const struct asc_knowledge *known)
{
    uint32_t count = 0;
    for (uint64_t i = 0; known->weight && i <= known->weight_mask; i++) {
        count += is_of_names(known->weight + i);
    }
    return count;
}

/* Enters one weight into the row of its feature, which is the next free one if it is new. Returns the last that is used. */
static uint32_t enter(struct asc_name_rows *rows, const struct asc_weight *weight, uint32_t last)
{
    uint32_t types = ((1U << ASC_TYPE_BITS) - 1) << ASC_VALUE_BITS, feature = weight->feature & ~types;
    uint32_t i = asc_weight_hash(feature) & rows->mask;
    while (rows->slot[i].feature && rows->slot[i].feature != feature) {
        i = (i + 1) & rows->mask;
    }
    if (!rows->slot[i].feature) {
        rows->slot[i] = (struct asc_name_slot){feature, ++last};
    }
    rows->row[rows->slot[i].row].weight[weight->feature >> ASC_VALUE_BITS & ((1U << ASC_TYPE_BITS) - 1)] = weight->weight;
    return last;
}

static void fill_labels(struct asc_name_rows *rows, const struct asc_knowledge *known)
{
    struct asc_evidence evidence;
    for (unsigned label = 0; label < ASC_NAME_LABELS; label++) {
        asc_evidence_start(&evidence, known, NULL, 0);
        asc_name_label_words(&evidence, label, ASC_EVERY_TYPE);
        memcpy(rows->label[label].weight, evidence.sum, sizeof evidence.sum);
    }
    for (unsigned other = 0; other < ASC_TYPES * ASC_OTHERS; other++) { /* no type is another than itself */
        rows->label[ASC_LABEL_OTHER + other].weight[other / ASC_OTHERS] = 0;
    }
}

/* Adds up the weights of votes that speak for a type. That a span is a part of a name is said of one word only. */
static void fill_votes(struct asc_name_rows *rows)
{
    for (unsigned member = 0; member < ASC_VOTES * ASC_TYPES; member++) {
        const struct asc_row *row = rows->label + ASC_LABEL_VOTE + member;
        bool several = member / ASC_TYPES % ASC_VOTE_MORE != ASC_VOTE_PART;
        for (unsigned type = 0; type < ASC_TYPES; type++) {
            int32_t weight = row->weight[type] > 0 ? row->weight[type] : 0;
            rows->most_votes[0].weight[type] += weight;
            rows->most_votes[1].weight[type] += several ? weight : 0;
        }
    }
}

struct asc_name_rows *asc_name_rows_new(const struct asc_knowledge *known)
{
    uint32_t weights = count_weights(known), slots = 1;
    while (slots <= weights) { /* one stays free, so that every search ends */
        slots *= 2;
    }
    size_t sets = known->sets + (size_t)1, row_count = weights + (size_t)1;
    struct asc_name_rows *rows =
        calloc(1, sizeof *rows + sets * (sizeof *rows->set + sizeof *rows->sides) + row_count * sizeof *rows->row + slots * sizeof *rows->slot);
    if (!rows) {
        return NULL;
    }
    rows->set = (struct asc_name_set *)(rows + 1);
    rows->sides = (struct asc_name_sides *)(rows->set + sets);
    rows->row = (struct asc_row *)(rows->sides + sets);
    rows->slot = (struct asc_name_slot *)(rows->row + row_count);
    rows->sets = known->sets;
    rows->mask = slots - 1;
    uint32_t last = 0;
    for (uint64_t i = 0; known->weight && i <= known->weight_mask; i++) {
        last = is_of_names(known->weight + i) ? enter(rows, known->weight + i, last) : last;
    }
    fill_labels(rows, known);
    fill_votes(rows);
    return rows;
}

/* --- words --------------------------------------------------------------------------------------------------------- */

static bool has(struct asc_classes set, unsigned class)
{
    return asc_classes_has(set, class);
}

/* A class and the letter of words that have it. */
struct letter {
    uint8_t class;
    char letter;
};

/* The letter of a word in patterns, the first that fits; 0 when its letters decide. */
static char letter_of(struct asc_classes set, bool capital)
{
    static const struct letter letters[] = {
        {ASC_CLASS_INITIAL, 'I'},     {ASC_CLASS_ORG_SUFFIX, 'S'},   {ASC_CLASS_GIVEN_M, 'G'},      {ASC_CLASS_GIVEN_F, 'G'},
        {ASC_CLASS_TITLE, 'T'},       {ASC_CLASS_ORG_HEAD, 'O'},     {ASC_CLASS_PLACE_HEAD, 'L'},   {ASC_CLASS_EVENT_HEAD, 'E'},
        {ASC_CLASS_FAMILY, 'F'},      {ASC_CLASS_GIVEN_M_WEAK, 'w'}, {ASC_CLASS_GIVEN_F_WEAK, 'w'}, {ASC_CLASS_FAMILY_WEAK, 'w'},
        {ASC_CLASS_NAME_SUFFIX, 'J'}, {ASC_CLASS_DIRECTION, 'D'},    {ASC_CLASS_ROLE, 'R'},         {ASC_CLASS_AMP, '&'},
        {ASC_CLASS_HYPHEN, '-'},      {ASC_CLASS_OF, 'o'},           {ASC_CLASS_POSSESSIVE, 's'},
    };
    if (capital && has(set, ASC_CLASS_FAMILY) && (has(set, ASC_CLASS_GIVEN_M) || has(set, ASC_CLASS_GIVEN_F))) {
        return 'B';
    }
    bool family = capital && (has(set, ASC_CLASS_FAMILY) || has(set, ASC_CLASS_FAMILY_WEAK));
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (has(set, letters[i].class)) {
            if (family && (letters[i].letter == 'O' || letters[i].letter == 'L')) {
                return letters[i].letter == 'O' ? 'H' : 'M'; /* "Church", "Hill": heads that are family names, too */
            }
            return capital || strchr("&-os", letters[i].letter) ? letters[i].letter : 'l';
        }
    }
    return 0;
}

static char category_of(struct asc_classes set, unsigned how)
{
    bool capital = how & ASC_CATEGORY_CAPITAL;
    char letter = letter_of(set, capital);
    if (letter) {
        return letter;
    }
    if (how & ASC_CATEGORY_DIGIT) {
        return 'N';
    }
    if (!capital) {
        return has(set, ASC_CLASS_PARTICLE) ? 'p' : 'l';
    }
    return how & ASC_CATEGORY_UPPER ? 'A' : has(set, ASC_CLASS_COMMON) ? 'C' : 'U';
}

/* What a word without capital or digit does beside a name. */
static char duty_of(struct asc_classes set)
{
    static const struct letter duties[] = {
        {ASC_CLASS_COMMA, ','},   {ASC_CLASS_STOP, '.'},      {ASC_CLASS_LPAREN, '('},   {ASC_CLASS_RPAREN, ')'},     {ASC_CLASS_POSSESSIVE, 's'},
        {ASC_CLASS_OF, 'o'},      {ASC_CLASS_AND, '&'},       {ASC_CLASS_BY, 'b'},       {ASC_CLASS_TO, 't'},         {ASC_CLASS_FOR, 'f'},
        {ASC_CLASS_BE, '='},      {ASC_CLASS_HAVE, 'h'},      {ASC_CLASS_MODAL, 'h'},    {ASC_CLASS_ART, 'a'},        {ASC_CLASS_PREP, 'p'},
        {ASC_CLASS_TITLE, 'T'},   {ASC_CLASS_ROLE, 'R'},      {ASC_CLASS_ORG_NOUN, 'O'}, {ASC_CLASS_PLACE_HEAD, 'L'}, {ASC_CLASS_PERSON_NOUN, 'P'},
        {ASC_CLASS_VERB_ED, 'V'}, {ASC_CLASS_VERB_S, 'V'},    {ASC_CLASS_VERB, 'V'},     {ASC_CLASS_NOUN, 'N'},       {ASC_CLASS_NOUN_PL, 'N'},
        {ASC_CLASS_ADJ, 'A'},     {ASC_CLASS_DIRECTION, 'D'},
    };
    for (size_t i = 0; i < sizeof duties / sizeof *duties; i++) {
        if (has(set, duties[i].class)) {
            return duties[i].letter;
        }
    }
    return '-';
}

static enum asc_name_thing kind_of(struct asc_classes set)
{
    static const struct {
        uint8_t class;
        enum asc_name_thing kind;
    } kinds[] = {{ASC_CLASS_ROLE, ASC_THING_PERSON},
                 {ASC_CLASS_PERSON_NOUN, ASC_THING_PERSON},
                 {ASC_CLASS_KIN, ASC_THING_PERSON},
                 {ASC_CLASS_ORG_NOUN, ASC_THING_ORGANIZATION},
                 {ASC_CLASS_GROUP_NOUN, ASC_THING_ORGANIZATION},
                 {ASC_CLASS_ORG_HEAD, ASC_THING_ORGANIZATION},
                 {ASC_CLASS_PLACE_HEAD, ASC_THING_PLACE},
                 {ASC_CLASS_WORK_HEAD, ASC_THING_WORK},
                 {ASC_CLASS_DOC_NOUN, ASC_THING_WORK},
                 {ASC_CLASS_EVENT_HEAD, ASC_THING_EVENT},
                 {ASC_CLASS_NOUN, ASC_THING_OTHER}};
    if (has(set, ASC_CLASS_PLACE_HEAD) && has(set, ASC_CLASS_ORG_NOUN)) {
        return ASC_THING_TOWN;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (has(set, kinds[i].class)) {
            return kinds[i].kind;
        }
    }
    return ASC_THING_NONE;
}

/* What a class makes a word. */
static const struct {
    uint8_t class;
    uint32_t is;
} made_by[] = {
    {ASC_CLASS_PRON_SUBJ, ASC_NAME_NEVER},
    {ASC_CLASS_PRON_OBJ, ASC_NAME_NEVER},
    {ASC_CLASS_PRON_I, ASC_NAME_NEVER},
    {ASC_CLASS_MONTH, ASC_NAME_NEVER},
    {ASC_CLASS_WEEKDAY, ASC_NAME_NEVER},
    {ASC_CLASS_DET, ASC_NAME_SELDOM | ASC_NAME_DET | ASC_NAME_SMALL},
    {ASC_CLASS_DEM, ASC_NAME_SELDOM},
    {ASC_CLASS_POSS, ASC_NAME_SELDOM},
    {ASC_CLASS_PREP, ASC_NAME_SELDOM | ASC_NAME_JOINER | ASC_NAME_SMALL},
    {ASC_CLASS_AND, ASC_NAME_SELDOM | ASC_NAME_JOINER | ASC_NAME_SMALL | ASC_NAME_AND},
    {ASC_CLASS_BUT, ASC_NAME_SELDOM},
    {ASC_CLASS_SUB, ASC_NAME_SELDOM},
    {ASC_CLASS_BE, ASC_NAME_SELDOM | ASC_NAME_SMALL | ASC_NAME_BE},
    {ASC_CLASS_HAVE, ASC_NAME_SELDOM},
    {ASC_CLASS_DO, ASC_NAME_SELDOM},
    {ASC_CLASS_MODAL, ASC_NAME_SELDOM},
    {ASC_CLASS_WH, ASC_NAME_SELDOM},
    {ASC_CLASS_ADV_CLOSED, ASC_NAME_SELDOM},
    {ASC_CLASS_PRON_OTHER, ASC_NAME_SELDOM},
    {ASC_CLASS_THAT, ASC_NAME_SELDOM},
    {ASC_CLASS_TO, ASC_NAME_SELDOM | ASC_NAME_SMALL},
    {ASC_CLASS_NEG, ASC_NAME_SELDOM},
    {ASC_CLASS_INTERJ, ASC_NAME_SELDOM},
    {ASC_CLASS_OF, ASC_NAME_JOINER | ASC_NAME_SMALL | ASC_NAME_OF},
    {ASC_CLASS_FOR, ASC_NAME_JOINER | ASC_NAME_SMALL},
    {ASC_CLASS_POSSESSIVE, ASC_NAME_JOINER | ASC_NAME_SMALL | ASC_NAME_POSSESSIVE},
    {ASC_CLASS_AMP, ASC_NAME_JOINER},
    {ASC_CLASS_BY, ASC_NAME_SMALL},
    {ASC_CLASS_AS, ASC_NAME_SMALL},
    {ASC_CLASS_STOP, ASC_NAME_SMALL},
    {ASC_CLASS_COMMA, ASC_NAME_SMALL | ASC_NAME_COMMA},
    {ASC_CLASS_COLON, ASC_NAME_SMALL},
    {ASC_CLASS_LPAREN, ASC_NAME_SMALL | ASC_NAME_LPAREN},
    {ASC_CLASS_RPAREN, ASC_NAME_SMALL | ASC_NAME_RPAREN},
    {ASC_CLASS_HYPHEN, ASC_NAME_SMALL | ASC_NAME_SLASH | ASC_NAME_HYPHEN | ASC_NAME_DESCRIBING},
    {ASC_CLASS_DASH, ASC_NAME_SMALL},
    {ASC_CLASS_SLASH, ASC_NAME_SMALL | ASC_NAME_SLASH},
    {ASC_CLASS_ART, ASC_NAME_ART},
    {ASC_CLASS_TITLE, ASC_NAME_TITLE | ASC_NAME_LOOSE},
    {ASC_CLASS_ROLE, ASC_NAME_LOOSE},
    {ASC_CLASS_COMMON, ASC_NAME_COMMON | ASC_NAME_LOOSE},
    {ASC_CLASS_PERSON_NOUN, ASC_NAME_LOOSE},
    {ASC_CLASS_ORG_HEAD, ASC_NAME_HEAD},
    {ASC_CLASS_PLACE_HEAD, ASC_NAME_HEAD},
    {ASC_CLASS_EVENT_HEAD, ASC_NAME_HEAD},
    {ASC_CLASS_PLACE_PRE, ASC_NAME_HEAD},
    {ASC_CLASS_GROUP_NOUN, ASC_NAME_HEAD},
    {ASC_CLASS_ORG_NOUN, ASC_NAME_HEAD},
    {ASC_CLASS_ORG_SUFFIX, ASC_NAME_ORG_SUFFIX},
    {ASC_CLASS_MARK, ASC_NAME_MARK},
    {ASC_CLASS_CURRENCY, ASC_NAME_CURRENCY},
    {ASC_CLASS_ADJ, ASC_NAME_DESCRIBING},
    {ASC_CLASS_VERB_EN, ASC_NAME_DESCRIBING},
    {ASC_CLASS_ORD, ASC_NAME_DESCRIBING},
    {ASC_CLASS_NUM, ASC_NAME_DESCRIBING},
    {ASC_CLASS_DIRECTION, ASC_NAME_DESCRIBING},
};

static uint32_t bits_of(struct asc_classes set)
{
    uint32_t is = 0;
    for (size_t i = 0; i < sizeof made_by / sizeof *made_by; i++) {
        is |= has(set, made_by[i].class) ? made_by[i].is : 0;
    }
    bool given = has(set, ASC_CLASS_GIVEN_F) || has(set, ASC_CLASS_GIVEN_M);
    return given ? is & ~(uint32_t)ASC_NAME_NEVER : is;
}

enum asc_template asc_name_side_template(enum asc_name_side side)
{
    static const enum asc_template templates[] = {
        [ASC_SIDE_FIRST] = ASC_F_NAME_FIRST, [ASC_SIDE_LAST] = ASC_F_NAME_LAST, [ASC_SIDE_INSIDE] = ASC_F_NAME_INSIDE,
        [ASC_SIDE_PREV] = ASC_F_NAME_PREV,   [ASC_SIDE_NEXT] = ASC_F_NAME_NEXT, [ASC_SIDE_PREV2] = ASC_F_NAME_PREV2,
        [ASC_SIDE_NEXT2] = ASC_F_NAME_NEXT2,
    };
    return templates[side];
}

struct asc_classes asc_name_side_classes(enum asc_name_side side, struct asc_classes classes)
{
    bool before = side == ASC_SIDE_PREV || side == ASC_SIDE_PREV2;
    if (before && has(classes, ASC_CLASS_ART)) {
        classes.bits[ASC_CLASS_CAP >> 6] &= ~(UINT64_C(1) << (ASC_CLASS_CAP & 63));
    }
    return classes;
}

/* What all classes of a set weigh on one side. */
static struct asc_row weigh_classes(const struct asc_name_rows *rows, enum asc_name_side side, struct asc_classes classes)
{
    struct asc_row sum = {{0}};
    for (unsigned half = 0; half < 2; half++) {
        for (uint64_t bits = classes.bits[half]; bits; bits &= bits - 1) {
            const struct asc_row *row = rows->row + asc_name_row(rows, asc_name_side_template(side), half * 64 + (uint32_t)__builtin_ctzll(bits));
            for (unsigned type = 0; type < ASC_TYPES; type++) {
                sum.weight[type] += row->weight[type];
            }
        }
    }
    return sum;
}

void asc_name_set_describe(struct asc_name_rows *rows, const struct asc_knowledge *known, uint32_t set)
{
    uint32_t index = asc_name_set_index(rows, set);
    struct asc_name_set *out = rows->set + index;
    struct asc_classes classes = asc_classes_of(known, set);
    for (unsigned how = 0; how < ASC_CATEGORIES; how++) {
        out->category[how] = category_of(classes, how);
    }
    for (unsigned side = 0; side < ASC_SIDES; side++) {
        rows->sides[index].row[side] = weigh_classes(rows, side, asc_name_side_classes(side, classes));
    }
    out->word = (struct asc_name_word){
        .is = ASC_NAME_KNOWN | bits_of(classes), .category = out->category[0], .duty = duty_of(classes), .kind = (uint8_t)kind_of(classes)};
}
