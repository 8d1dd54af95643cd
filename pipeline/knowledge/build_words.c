/* Word lists, settling rows and cues: what the vocabulary is made of. */
#include <stdlib.h>
#include <string.h>

#include "document/fold.h"
#include "knowledge/build.h"
#include "knowledge/rules.h"

enum { PHRASE_TOKENS = 12 };

/* --- the words ---------------------------------------------------------------------------------------------- */

static uint32_t *index_slot(const struct asc_builder *builder, uint64_t key)
{
    uint32_t *index = builder->word_index.items;
    const struct asc_built_word *word = builder->words.items;
    size_t mask = builder->word_index.count - 1;
    size_t i = key & mask;
    while (index[i] && word[index[i] - 1].key != key) {
        i = (i + 1) & mask;
    }
    return index + i;
}

static bool grow_index(struct asc_builder *builder)
{
    struct asc_vector bigger = {0};
    size_t room = builder->word_index.count ? builder->word_index.count * 2 : 1024;
    if (!asc_vector_add(&bigger, room, sizeof(uint32_t))) {
        return false;
    }
    free(builder->word_index.items);
    builder->word_index = bigger;
    const struct asc_built_word *word = builder->words.items;
    for (size_t i = 0; i < builder->words.count; i++) {
        *index_slot(builder, word[i].key) = (uint32_t)i + 1;
    }
    return true;
}

struct asc_built_word *asc_build_word(struct asc_builder *builder, uint64_t key)
{
    if (builder->words.count * 2 >= builder->word_index.count && !grow_index(builder)) {
        builder->failed = true;
        return NULL;
    }
    uint32_t *slot = index_slot(builder, key);
    if (!*slot) {
        struct asc_built_word *word = asc_vector_add(&builder->words, 1, sizeof *word);
        if (!word) {
            builder->failed = true;
            return NULL;
        }
        word->key = key;
        *slot = (uint32_t)builder->words.count;
    }
    return (struct asc_built_word *)builder->words.items + (*slot - 1);
}

static uint32_t keep_classes(struct asc_builder *builder, struct asc_classes classes)
{
    struct asc_classes *kept = asc_vector_add(&builder->phrase_classes, 1, sizeof *kept);
    if (!kept) {
        builder->failed = true;
        return 0;
    }
    *kept = classes;
    return (uint32_t)builder->phrase_classes.count - 1;
}

/* A word beginning with a hyphen is an ending: what an unknown word is that ends so. */
static void add_ending(struct asc_builder *builder, struct asc_cell word, unsigned class)
{
    struct asc_ending *ending = builder->endings.items;
    for (size_t i = 0; i < builder->endings.count; i++) {
        if (strlen(ending[i].text) == word.len - 1 && memcmp(ending[i].text, word.text + 1, word.len - 1) == 0) {
            struct asc_classes *classes = (struct asc_classes *)builder->phrase_classes.items + ending[i].set;
            *classes = asc_classes_add(*classes, class);
            return;
        }
    }
    ending = asc_vector_add(&builder->endings, 1, sizeof *ending);
    if (!ending || word.len > sizeof ending->text) {
        builder->failed = true;
        return;
    }
    memcpy(ending->text, word.text + 1, word.len - 1);
    ending->set = keep_classes(builder, asc_classes_add((struct asc_classes){{0, 0}}, class));
}

static void add_clitic(struct asc_builder *builder, const char *text, size_t len)
{
    size_t skip = *text == '\'' ? 1 : 0;
    if (skip && builder->clitics.count < ASC_CLITICS && len - skip < ASC_CLITIC_LEN) {
        memcpy(builder->clitics.text[builder->clitics.count++], text + skip, len - skip);
    }
}

/* Are these classes such that every word of a phrase has them on its own (Jean-Claude), and none as a lower-case word? */
static struct asc_classes name_classes(void)
{
    static const unsigned list[] = {ASC_CLASS_GIVEN_M,      ASC_CLASS_GIVEN_F,      ASC_CLASS_FAMILY,
                                    ASC_CLASS_GIVEN_M_WEAK, ASC_CLASS_GIVEN_F_WEAK, ASC_CLASS_FAMILY_WEAK};
    struct asc_classes set = {{0, 0}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        set = asc_classes_add(set, list[i]);
    }
    return set;
}

static void add_class(struct asc_builder *builder, const char *text, const struct asc_token *token, unsigned class)
{
    struct asc_built_word *word = asc_build_word(builder, asc_token_word_key(text, token));
    if (word) {
        word->classes = asc_classes_add(word->classes, class);
    }
    asc_build_common(builder, text, token);
}

/* The tokens that count in a chain: hyphens inside and full stops do not; where there is nothing else, the last does. */
static unsigned chain_keys(const char *text, const struct asc_token *token, unsigned tokens, uint64_t *key, bool by_word)
{
    unsigned keys = 0;
    for (unsigned i = 0; i < tokens; i++) {
        char c = text[token[i].begin];
        bool glue = (token[i].shape & ASC_SHAPE_PUNCT) && token[i].end == token[i].begin + 1 && (c == '-' || c == '.');
        if (!glue || (!keys && i + 1 == tokens)) {
            key[keys++] = by_word ? asc_token_word_key(text, token + i) : token[i].key;
        }
    }
    return keys;
}

static void add_phrase(struct asc_builder *builder, const char *text, const struct asc_token *token, unsigned tokens, unsigned class)
{
    uint64_t key[PHRASE_TOKENS];
    unsigned keys = chain_keys(text, token, tokens, key, true);
    struct asc_built_word *first = asc_build_word(builder, key[0]);
    if (keys == 1) {
        add_class(builder, text, token, class);
    } else if (first) {
        first->flags |= ASC_WORD_PHRASE;
        asc_build_chain(builder, &builder->phrases, key, keys, keep_classes(builder, asc_classes_add((struct asc_classes){{0, 0}}, class)), 0);
    }
}

/* The words of class CONTRACTION come first wherever they stand: they decide how words with apostrophes are cut. */
static void add_clitics(struct asc_builder *builder, struct asc_table table)
{
    struct asc_problems none = {0};
    while (asc_table_row(&table, &none)) {
        struct asc_cell rest = table.cell[1], word;
        while (asc_cell_is(table.cell[0], "CONTRACTION") && asc_cell_part(&rest, '|', &word)) {
            add_clitic(builder, word.text, word.len);
        }
    }
    asc_problems_release(&none);
}

/* A clitic is one only behind a word, so it is cut there. */
static bool add_as_clitic(struct asc_builder *builder, struct asc_cell word, unsigned class)
{
    char text[ASC_CLITIC_LEN + 4] = "x";
    struct asc_token token[3];
    if (*word.text != '\'' || word.len < 2 || word.len > ASC_CLITIC_LEN) {
        return false;
    }
    memcpy(text + 1, word.text, word.len);
    if (asc_build_tokens(builder, text, word.len + 1, token, 3) != 2) {
        return false;
    }
    add_class(builder, text, token + 1, class);
    return true;
}

/* Every word of a name is one. In Jean-Marie and José María the words behind the first say little of the sex. */
static void add_name(struct asc_builder *builder, const char *text, const struct asc_token *token, unsigned tokens, unsigned class)
{
    unsigned weak = class == ASC_CLASS_GIVEN_M ? ASC_CLASS_GIVEN_M_WEAK : class == ASC_CLASS_GIVEN_F ? ASC_CLASS_GIVEN_F_WEAK : class;
    for (unsigned i = 0; i < tokens; i++) {
        if (!(token[i].shape & ASC_SHAPE_PUNCT)) {
            add_class(builder, text, token + i, i ? weak : class);
        }
    }
}

static void add_word(struct asc_builder *builder, struct asc_table *table, struct asc_cell word, unsigned class)
{
    struct asc_token token[PHRASE_TOKENS];
    if (add_as_clitic(builder, word, class)) {
        return;
    }
    if (word.len > 1 && *word.text == '-' && word.text[1] >= 'a' && word.text[1] <= 'z') {
        add_ending(builder, word, class);
        return;
    }
    unsigned tokens = asc_build_tokens(builder, word.text, word.len, token, PHRASE_TOKENS);
    if (tokens > PHRASE_TOKENS || !tokens) {
        ASC_CELL_PROBLEM(table, builder->problems, word, "\"%.*s\" has more than %d words: shorten it", (int)word.len, word.text, PHRASE_TOKENS);
        return;
    }
    if (asc_classes_has(name_classes(), class)) {
        add_name(builder, word.text, token, tokens, class);
    } else if (tokens == 1) {
        add_class(builder, word.text, token, class);
    } else {
        add_phrase(builder, word.text, token, tokens, class);
    }
}

void asc_build_words(struct asc_builder *builder, struct asc_table *table)
{
    add_clitics(builder, *table);
    while (asc_table_row(table, builder->problems)) {
        struct asc_cell name = table->cell[0], rest = table->cell[1], word;
        int class = asc_class_index(name.text, name.len);
        if (class < 0) {
            ASC_CELL_PROBLEM(table, builder->problems, name, "\"%.*s\" is no word class: rules/README.md lists them", (int)name.len, name.text);
            continue;
        }
        while (asc_cell_part(&rest, '|', &word)) {
            add_word(builder, table, word, (unsigned)class);
        }
    }
}

/* --- settling ------------------------------------------------------------------------------------------------ */

struct asc_classes asc_build_classes(struct asc_builder *builder, struct asc_table *table, struct asc_cell cell)
{
    struct asc_classes classes = {{0, 0}};
    struct asc_cell part;
    while (asc_cell_part(&cell, '|', &part)) {
        int class = asc_class_index(part.text, part.len);
        if (class < 0) {
            ASC_CELL_PROBLEM(table, builder->problems, part, "\"%.*s\" is no word class: rules/README.md lists them", (int)part.len, part.text);
        } else {
            classes = asc_classes_add(classes, (unsigned)class);
        }
    }
    return classes;
}

void asc_build_settle(struct asc_builder *builder, struct asc_table *table)
{
    while (asc_table_row(table, builder->problems)) {
        struct asc_settle *row = asc_vector_add(&builder->settles, 1, sizeof *row);
        if (!row) {
            builder->failed = true;
            return;
        }
        row->before = asc_build_classes(builder, table, table->cell[0]);
        row->word = asc_build_classes(builder, table, table->cell[1]);
        row->after = asc_build_classes(builder, table, table->cell[2]);
        struct asc_cell keep = table->cell[3];
        row->keep = asc_cell_is(keep, "noun") ? 'N' : asc_cell_is(keep, "verb") ? 'V' : '-';
        if (row->keep == '-' && !asc_cell_is(keep, "both")) {
            ASC_CELL_PROBLEM(table, builder->problems, keep, "\"%.*s\" is none of noun, verb, both", (int)keep.len, keep.text);
        }
    }
}

/* Empty classes fit everything. */
static bool fits(struct asc_classes wanted, struct asc_classes found)
{
    return !(wanted.bits[0] | wanted.bits[1]) || asc_classes_meet(wanted, found);
}

bool asc_build_settling(struct asc_builder *builder, struct asc_vector *settling)
{
    const struct asc_settle *row = builder->settles.items;
    const struct asc_set *set = builder->sets.items;
    size_t rows = builder->settles.count, groups = asc_settle_groups(rows);
    struct asc_settling *laid = rows ? asc_vector_add(settling, builder->sets.count * groups, sizeof *laid) : NULL;
    for (size_t i = 0; laid && i < builder->sets.count; i++) {
        for (size_t r = 0; r < rows; r++) {
            struct asc_settling *group = laid + i * groups + r / ASC_SETTLE_ROWS;
            group->before |= (uint64_t)fits(row[r].before, set[i].classes) << r % ASC_SETTLE_ROWS;
            group->word |= (uint64_t)fits(row[r].word, set[i].classes) << r % ASC_SETTLE_ROWS;
            group->after |= (uint64_t)fits(row[r].after, set[i].classes) << r % ASC_SETTLE_ROWS;
        }
    }
    return laid || !rows;
}

/* --- sets ------------------------------------------------------------------------------------------------------ */

/* The place of a set in the index: where it is, or where it would be. */
static uint32_t *set_slot(const struct asc_builder *builder, struct asc_classes classes, uint32_t literal)
{
    uint32_t *index = builder->set_index.items;
    const struct asc_set *set = builder->sets.items;
    size_t mask = builder->set_index.count - 1;
    size_t i = asc_fold_end(asc_fold_chain(asc_fold_chain(literal, classes.bits[0]), classes.bits[1])) & mask;
    while (index[i] && !(set[index[i] - 1].literal == literal && asc_classes_same(set[index[i] - 1].classes, classes))) {
        i = (i + 1) & mask;
    }
    return index + i;
}

static bool grow_set_index(struct asc_builder *builder)
{
    struct asc_vector bigger = {0};
    if (!asc_vector_add(&bigger, builder->set_index.count ? builder->set_index.count * 2 : 1024, sizeof(uint32_t))) {
        return false;
    }
    free(builder->set_index.items);
    builder->set_index = bigger;
    const struct asc_set *set = builder->sets.items;
    for (size_t i = 0; i < builder->sets.count; i++) {
        *set_slot(builder, set[i].classes, set[i].literal) = (uint32_t)i + 1;
    }
    return true;
}

uint32_t asc_build_set(struct asc_builder *builder, struct asc_classes classes, uint32_t literal)
{
    if (builder->sets.count * 2 >= builder->set_index.count && !grow_set_index(builder)) {
        builder->failed = true;
        return 0;
    }
    uint32_t *slot = set_slot(builder, classes, literal);
    if (*slot) {
        return *slot - 1;
    }
    size_t at = builder->sets.count;
    struct asc_set *made = asc_vector_add(&builder->sets, 1, sizeof *made);
    if (!made) {
        builder->failed = true;
        return 0;
    }
    *made = (struct asc_set){.classes = classes, .literal = literal};
    *slot = (uint32_t)at + 1;
    bool capital = asc_classes_has(classes, ASC_CLASS_CAP);
    struct asc_classes none = {{0, 0}};
    struct asc_classes lower = asc_classes_minus(asc_classes_minus(classes, name_classes()), ASC_ONLY(CAP));
    struct asc_classes noun = asc_classes_minus(classes, asc_classes_group('V'));
    struct asc_classes verb = asc_classes_minus(classes, asc_classes_group('N'));
    bool nothing = asc_classes_same(classes, none) && !literal;
    struct asc_set variants = {
        .lower = nothing ? 0 : asc_build_set(builder, lower, literal),
        .cap = capital ? (uint32_t)at : asc_build_set(builder, asc_classes_add(classes, ASC_CLASS_CAP), literal),
        .noun = asc_build_set(builder, noun, literal),
        .verb = asc_build_set(builder, verb, literal),
    };
    struct asc_set *stored = (struct asc_set *)builder->sets.items + at;
    stored->lower = variants.lower;
    stored->cap = variants.cap;
    stored->noun = variants.noun;
    stored->verb = variants.verb;
    return (uint32_t)at;
}

/* --- cues ------------------------------------------------------------------------------------------------------ */

static const char *const cue_kind_word[ASC_CUE_KINDS] = {"verb", "noun", "phrase", "adjective"};
static const unsigned cue_kind_class[ASC_CUE_KINDS] = {ASC_CLASS_CUE_VERB, ASC_CLASS_CUE_NOUN, ASC_CLASS_CUE_PHRASE, ASC_CLASS_CUE_ADJ};
static const char *const pattern_word[ASC_PATTERNS] = {
#define X(NAME, WORD) WORD,
    ASC_PATTERN_LIST(X)
#undef X
};

static uint32_t pattern_bits(unsigned first, unsigned last)
{
    return ((UINT32_C(1) << (last - first + 1)) - 1) << first;
}

uint32_t asc_build_cue_set(struct asc_builder *builder, const struct asc_cue *cue, uint32_t forms)
{
    static const unsigned form_class[] = {ASC_CLASS_VERB, ASC_CLASS_VERB_S, ASC_CLASS_VERB_ED, ASC_CLASS_VERB_EN, ASC_CLASS_VERB_ING};
    struct asc_classes set = asc_classes_add((struct asc_classes){{0, 0}}, cue_kind_class[cue->kind]);
    for (unsigned form = 0; form < sizeof form_class / sizeof *form_class; form++) {
        if (cue->kind == ASC_CUE_VERB && (forms >> form & 1)) {
            set = asc_classes_add(set, form_class[form]);
        }
    }
    static const struct {
        unsigned class, first, last;
    } takes[] = {
        {ASC_CLASS_TAKES_THAT, ASC_PATTERN_THAT, ASC_PATTERN_THAT_ONLY},
        {ASC_CLASS_TAKES_WH, ASC_PATTERN_WH, ASC_PATTERN_WH},
        {ASC_CLASS_TAKES_TO, ASC_PATTERN_TO, ASC_PATTERN_TO},
        {ASC_CLASS_TAKES_NP, ASC_PATTERN_NP, ASC_PATTERN_ING},
        {ASC_CLASS_TAKES_OBJ, ASC_PATTERN_OBJ_THAT, ASC_PATTERN_OBJ_FOR},
        {ASC_CLASS_TAKES_NP, ASC_PATTERN_AS, ASC_PATTERN_WITH},
        {ASC_CLASS_TAKES_QUOTE, ASC_PATTERN_QUOTE, ASC_PATTERN_QUOTE},
    };
    for (size_t i = 0; i < sizeof takes / sizeof *takes; i++) {
        if (cue->patterns & pattern_bits(takes[i].first, takes[i].last)) {
            set = asc_classes_add(set, takes[i].class);
        }
    }
    return asc_build_set(builder, set, 0);
}

static uint32_t read_patterns(struct asc_builder *builder, struct asc_table *table, struct asc_cell cell)
{
    uint32_t bits = 0;
    struct asc_cell part;
    while (asc_cell_part(&cell, ',', &part)) {
        unsigned i = 0;
        while (i < ASC_PATTERNS && !asc_cell_is(part, pattern_word[i])) {
            i++;
        }
        if (i == ASC_PATTERNS) {
            ASC_CELL_PROBLEM(table, builder->problems, part, "\"%.*s\" is no pattern: rules/README.md lists them", (int)part.len, part.text);
        } else {
            bits |= UINT32_C(1) << i;
        }
    }
    return bits;
}

/* One form of a cue: its chain leads to a use; the first word carries the flag. */
static void add_form(struct asc_builder *builder, struct asc_table *table, struct asc_cell form, uint32_t cue, uint32_t forms)
{
    struct asc_token token[PHRASE_TOKENS];
    uint64_t key[PHRASE_TOKENS];
    unsigned tokens = asc_build_tokens(builder, form.text, form.len, token, PHRASE_TOKENS);
    if (!tokens || tokens > PHRASE_TOKENS) {
        ASC_CELL_PROBLEM(table, builder->problems, form, "\"%.*s\" has more than %d words: shorten it", (int)form.len, form.text, PHRASE_TOKENS);
        return;
    }
    unsigned keys = chain_keys(form.text, token, tokens, key, true);
    struct asc_built_word *first = asc_build_word(builder, key[0]);
    struct asc_built_use *use = asc_vector_add(&builder->uses, 1, sizeof *use);
    if (!first || !use) {
        builder->failed = true;
        return;
    }
    first->flags |= ASC_WORD_CUE;
    *use = (struct asc_built_use){.cue = cue, .form = forms};
    asc_build_chain(builder, &builder->cue_chains, key, keys, (uint32_t)builder->uses.count - 1, 0);
}

/* The forms of one cue; forms that look alike (said, said) become one. */
static void add_forms(struct asc_builder *builder, struct asc_table *table, struct asc_cell cell, uint32_t cue, unsigned kind)
{
    struct asc_cell part[8];
    unsigned parts = 0;
    while (parts < 8 && asc_cell_part(&cell, '|', &part[parts])) {
        parts++;
    }
    if (kind == ASC_CUE_VERB && parts != 5) {
        ASC_CELL_PROBLEM(table, builder->problems, table->cell[5], "a verb has five forms: base|s|past|participle|ing");
        return;
    }
    for (unsigned i = 0; i < parts; i++) {
        uint32_t forms = 0;
        bool seen = false;
        for (unsigned j = 0; j < parts; j++) {
            if (part[i].len == part[j].len && memcmp(part[i].text, part[j].text, part[i].len) == 0) {
                forms |= UINT32_C(1) << (kind == ASC_CUE_VERB ? j : ASC_FORM_OTHER);
                seen |= j < i;
            }
        }
        if (!seen) {
            add_form(builder, table, part[i], cue, forms);
        }
    }
}

static int word_in(const char *const *list, unsigned count, struct asc_cell cell)
{
    for (unsigned i = 0; i < count; i++) {
        if (asc_cell_is(cell, list[i])) {
            return (int)i;
        }
    }
    return -1;
}

void asc_build_cues(struct asc_builder *builder, struct asc_table *table)
{
    while (asc_table_row(table, builder->problems)) {
        struct asc_cell *cell = table->cell;
        int kind = word_in(cue_kind_word, ASC_CUE_KINDS, cell[1]);
        int act = asc_word_index(asc_act_name, ASC_ACTS, cell[2].text, cell[2].len);
        if (kind < 0 || act < 0) {
            struct asc_cell wrong = kind < 0 ? cell[1] : cell[2];
            ASC_CELL_PROBLEM(table, builder->problems, wrong, "\"%.*s\" is no %s of a cue: rules/README.md lists them", (int)wrong.len, wrong.text,
                             kind < 0 ? "kind" : "act");
            continue;
        }
        struct asc_cue *cue = asc_vector_add(&builder->cues, 1, sizeof *cue);
        if (!cue) {
            builder->failed = true;
            return;
        }
        uint32_t number = (uint32_t)builder->cues.count - 1;
        int strength = cell[4].len == 1 ? *cell[4].text - '0' : 0;
        *cue = (struct asc_cue){.lemma = asc_build_string(builder, cell[0].text, cell[0].len),
                                .kind = (uint8_t)kind,
                                .act = (uint8_t)act,
                                .strength = (uint8_t)(strength >= 1 && strength <= 5 ? strength : 1),
                                .patterns = read_patterns(builder, table, cell[3])};
        add_forms(builder, table, cell[5], number, (unsigned)kind);
    }
}
