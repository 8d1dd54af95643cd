/* The stage: propose and weigh sentence by sentence, let the document vote, choose. */
#include "names/names.h"

#include <stdlib.h>
#include <string.h>

#include "knowledge/matcher.h"

enum { FEW = 48 };
enum { BIG = 6 }; /* digits of the population of a town that needs no further evidence */

/* --- words --------------------------------------------------------------------------------------------------------- */

static bool has(struct asc_classes set, unsigned class)
{
    return asc_classes_has(set, class);
}

/* What the classes of a word say, whatever its letters: packed into one number, so that it is found out once a set. */
enum { LETTER_CAPITAL = 0, LETTER_SMALL = 8, NEVER = 1 << 16, SELDOM = 1 << 17, KNOWN = 1 << 18, COMMON_WORD = 1 << 19 };

/* The letter of a word in patterns, the first that fits; 0 when its letters decide. */
static char letter_of(struct asc_classes set, bool capital)
{
    static const struct {
        unsigned class;
        char letter;
    } by_class[] = {
        {ASC_CLASS_INITIAL, 'I'},     {ASC_CLASS_ORG_SUFFIX, 'S'},   {ASC_CLASS_GIVEN_M, 'G'},      {ASC_CLASS_GIVEN_F, 'G'},
        {ASC_CLASS_TITLE, 'T'},       {ASC_CLASS_ORG_HEAD, 'O'},     {ASC_CLASS_PLACE_HEAD, 'L'},   {ASC_CLASS_EVENT_HEAD, 'E'},
        {ASC_CLASS_FAMILY, 'F'},      {ASC_CLASS_GIVEN_M_WEAK, 'w'}, {ASC_CLASS_GIVEN_F_WEAK, 'w'}, {ASC_CLASS_FAMILY_WEAK, 'w'},
        {ASC_CLASS_NAME_SUFFIX, 'J'}, {ASC_CLASS_DIRECTION, 'D'},    {ASC_CLASS_ROLE, 'R'},         {ASC_CLASS_AMP, '&'},
        {ASC_CLASS_HYPHEN, '-'},      {ASC_CLASS_OF, 'o'},           {ASC_CLASS_POSSESSIVE, 's'},
    };
    if (capital && has(set, ASC_CLASS_FAMILY) && (has(set, ASC_CLASS_GIVEN_M) || has(set, ASC_CLASS_GIVEN_F))) {
        return 'B';
    }
    for (size_t i = 0; i < sizeof by_class / sizeof *by_class; i++) {
        if (has(set, by_class[i].class)) {
            return capital || strchr("&-os", by_class[i].letter) ? by_class[i].letter : 'l';
        }
    }
    return 0;
}

static bool has_any(struct asc_classes set, const unsigned *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (has(set, list[i])) {
            return true;
        }
    }
    return false;
}

/* Reads off a set what its words can be in names. */
static uint32_t describe_set(struct asc_classes set)
{
    static const unsigned never[] = {ASC_CLASS_PRON_SUBJ, ASC_CLASS_PRON_OBJ, ASC_CLASS_MONTH, ASC_CLASS_WEEKDAY, ASC_CLASS_PRON_I};
    static const unsigned seldom[] = {ASC_CLASS_DET,        ASC_CLASS_DEM,        ASC_CLASS_POSS, ASC_CLASS_PREP, ASC_CLASS_AND,   ASC_CLASS_BUT,
                                      ASC_CLASS_SUB,        ASC_CLASS_BE,         ASC_CLASS_HAVE, ASC_CLASS_DO,   ASC_CLASS_MODAL, ASC_CLASS_WH,
                                      ASC_CLASS_ADV_CLOSED, ASC_CLASS_PRON_OTHER, ASC_CLASS_THAT, ASC_CLASS_TO,   ASC_CLASS_NEG,   ASC_CLASS_INTERJ};
    bool given = has(set, ASC_CLASS_GIVEN_F) || has(set, ASC_CLASS_GIVEN_M);
    uint32_t packed = KNOWN | (uint32_t)(unsigned char)letter_of(set, true) << LETTER_CAPITAL;
    packed |= (uint32_t)(unsigned char)letter_of(set, false) << LETTER_SMALL;
    packed |= has_any(set, never, sizeof never / sizeof *never) && !given ? NEVER : 0;
    packed |= has_any(set, seldom, sizeof seldom / sizeof *seldom) ? SELDOM : 0;
    return packed | (has(set, ASC_CLASS_COMMON) ? COMMON_WORD : 0);
}

static uint32_t described(const struct asc_naming *n, uint32_t set)
{
    struct asc_set_weights *weights = asc_matcher_weights(n->doc->matcher);
    if (weights && !weights->words) {
        weights->words = calloc(n->known->sets + 1, sizeof *weights->words);
    }
    if (!weights || !weights->words || set >= n->known->sets) {
        return describe_set(asc_classes_of(n->known, set));
    }
    if (!weights->words[set]) {
        weights->words[set] = describe_set(asc_classes_of(n->known, set));
    }
    return weights->words[set];
}

static char category_of(const struct asc_naming *n, const struct asc_token *token, uint32_t packed)
{
    bool capital = token->shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED);
    char letter = (char)(packed >> (capital ? LETTER_CAPITAL : LETTER_SMALL) & 0xff);
    if (letter) {
        return letter;
    }
    if (token->shape & ASC_SHAPE_DIGIT) {
        return 'N';
    }
    if (!capital) {
        return asc_is(n->known, token, ASC_CLASS_PARTICLE) ? 'p' : 'l';
    }
    return token->shape & ASC_SHAPE_UPPER ? 'A' : packed & COMMON_WORD ? 'C' : 'U';
}

/* Can this word be part of a name by its letters alone? */
static bool is_capital(const struct asc_token *token, uint32_t packed)
{
    if (!(token->shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED)) || (token->shape & ASC_SHAPE_LINK)) {
        return false;
    }
    bool free_capital = token->shape & (ASC_SHAPE_STARTS | ASC_SHAPE_HEADLINE);
    return !((packed & NEVER) && !(token->shape & ASC_SHAPE_UPPER)) && !((packed & SELDOM) && free_capital);
}

static void describe_words(struct asc_naming *n)
{
    const struct asc_document *doc = n->doc;
    for (uint32_t t = n->first; t < n->last; t++) {
        uint32_t packed = described(n, doc->token[t].set);
        n->word[t - n->first] =
            (struct asc_name_word){.category = category_of(n, doc->token + t, packed), .capital = is_capital(doc->token + t, packed)};
    }
    for (uint32_t t = n->first; t + 1 < n->last; t++) { /* "Rs 400" */
        bool sum =
            n->word[t - n->first].capital && (doc->token[t + 1].shape & ASC_SHAPE_DIGIT) && asc_is(n->known, doc->token + t, ASC_CLASS_CURRENCY);
        n->word[t - n->first].capital &= !sum;
    }
    for (uint32_t r = n->reading_at[0]; r < doc->readings && doc->reading[r].token < n->last; r++) {
        const struct asc_entry *entry = asc_entry(n->known, doc->reading[r].entry);
        for (uint32_t t = doc->reading[r].token; entry && t < doc->reading[r].token_end && t < n->last; t++) {
            n->word[t - n->first].types |= (uint8_t)(1U << entry->type);
        }
    }
}

/* --- sentences ------------------------------------------------------------------------------------------------------ */

/* Points at the readings of each token of the sentence; `from` is the first reading that may lie in it. */
static uint32_t index_readings(struct asc_naming *n, uint32_t from)
{
    const struct asc_document *doc = n->doc;
    while (from < doc->readings && doc->reading[from].token < n->first) {
        from++;
    }
    uint32_t r = from;
    for (uint32_t t = n->first; t <= n->last; t++) {
        while (r < doc->readings && doc->reading[r].token < t) {
            r++;
        }
        n->reading_at[t - n->first] = r;
    }
    return r; /* the first that the next sentence may have */
}

static bool is_cased(const struct asc_document *doc, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t < last; t++) {
        if (doc->token[t].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED)) {
            return true;
        }
    }
    return false;
}

static void remember_case(struct asc_naming *n)
{
    for (uint32_t t = 0; t < n->doc->tokens; t++) {
        const struct asc_token *token = n->doc->token + t;
        uint64_t bit = UINT64_C(1) << (token->key & 63);
        if (token->shape & ASC_SHAPE_LOWER) {
            n->lower[(token->key & (ASC_LOWER_BITS - 1)) >> 6] |= bit;
        } else if ((token->shape & ASC_SHAPE_CAPITAL) && !(token->shape & (ASC_SHAPE_STARTS | ASC_SHAPE_HEADLINE))) {
            n->capital[(token->key & (ASC_LOWER_BITS - 1)) >> 6] |= bit;
        }
    }
}

static bool start(struct asc_naming *n)
{
    struct asc_document *doc = n->doc;
    uint32_t longest = 0;
    for (uint32_t s = 0; s < doc->sentences; s++) {
        uint32_t tokens = doc->sentence[s].token_end - doc->sentence[s].token;
        longest = tokens > longest ? tokens : longest;
    }
    n->word = asc_arena_alloc(&doc->arena, (longest + 1) * sizeof *n->word);
    n->reading_at = asc_arena_alloc(&doc->arena, (longest + 2) * sizeof *n->reading_at);
    n->taken = asc_arena_zeroed(&doc->arena, (longest + 1) * sizeof *n->taken);
    n->lower = asc_arena_zeroed(&doc->arena, ASC_LOWER_BITS / 8);
    n->capital = asc_arena_zeroed(&doc->arena, ASC_LOWER_BITS / 8);
    return n->word && n->reading_at && n->taken && n->lower && n->capital;
}

/* Calls `visit` for every sentence that can hold names, with its words described. */
static void each_sentence(struct asc_naming *n, void (*visit)(struct asc_naming *))
{
    uint32_t reading = 0;
    for (uint32_t s = 0; s < n->doc->sentences && !n->failed; s++) {
        const struct asc_sentence *sentence = n->doc->sentence + s;
        if (asc_block_skipped(n->doc->block + sentence->block) || !is_cased(n->doc, sentence->token, sentence->token_end)) {
            continue;
        }
        n->first = sentence->token;
        n->last = sentence->token_end;
        n->sentence = s;
        reading = index_readings(n, reading);
        describe_words(n);
        visit(n);
    }
}

/* --- choosing -------------------------------------------------------------------------------------------------------- */

/* Higher sum, then longer, then earlier, then the order of the types. */
static bool is_better(const struct asc_name_candidate *a, const struct asc_name_candidate *b)
{
    if (a->sum != b->sum) {
        return a->sum > b->sum;
    }
    uint32_t m = a->token_end - a->token, k = b->token_end - b->token;
    if (m != k || a->token != b->token) {
        return m != k ? m > k : a->token < b->token;
    }
    return a->type < b->type;
}

static int by_merit(const void *left, const void *right)
{
    const struct asc_name_candidate *a = *(struct asc_name_candidate *const *)left, *b = *(struct asc_name_candidate *const *)right;
    return is_better(a, b) ? -1 : is_better(b, a);
}

/* Most groups are a few candidates. */
static void rank(struct asc_name_candidate **ranked, uint32_t count)
{
    if (count > FEW) {
        qsort(ranked, count, sizeof *ranked, by_merit);
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        struct asc_name_candidate *candidate = ranked[i];
        uint32_t j = i;
        for (; j > 0 && is_better(candidate, ranked[j - 1]); j--) {
            ranked[j] = ranked[j - 1];
        }
        ranked[j] = candidate;
    }
}

/* Best first, each wins whose words no better one has taken. `from` is the first by place. */
static void choose(struct asc_naming *n, uint32_t from, uint32_t to)
{
    uint32_t count = 0, first = n->candidate[from].token;
    for (uint32_t i = from; i < to; i++) {
        n->candidate[i].won = false;
        if (n->candidate[i].sum > 0) {
            n->ranked[count++] = n->candidate + i;
        }
    }
    rank(n->ranked, count);
    for (uint32_t i = 0; i < count; i++) {
        struct asc_name_candidate *candidate = n->ranked[i];
        uint32_t words = candidate->token_end - candidate->token;
        bool *taken = n->taken + (candidate->token - first);
        candidate->won = !memchr(taken, 1, words);
        if (candidate->won) {
            memset(taken, 1, words);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        if (n->ranked[i]->won) {
            memset(n->taken + (n->ranked[i]->token - first), false, n->ranked[i]->token_end - n->ranked[i]->token);
        }
    }
}

/* The end of the candidates that overlap each other in a row, the first of which is `from`. */
static uint32_t group_end(const struct asc_naming *n, uint32_t from)
{
    uint32_t to = from + 1, reach = n->candidate[from].token_end;
    while (to < n->candidates && n->candidate[to].sentence == n->candidate[from].sentence && n->candidate[to].token < reach) {
        reach = n->candidate[to].token_end > reach ? n->candidate[to].token_end : reach;
        to++;
    }
    return to;
}

/* Candidates lie sentence by sentence, ordered by place; chooses in each group. */
static bool choose_all(struct asc_naming *n)
{
    uint32_t largest = 0;
    for (uint32_t from = 0, to; from < n->candidates; from = to) {
        to = group_end(n, from);
        largest = to - from > largest ? to - from : largest;
    }
    n->ranked = asc_arena_alloc(&n->doc->arena, (largest + 1U) * sizeof *n->ranked);
    for (uint32_t from = 0, to; n->ranked && from < n->candidates; from = to) {
        to = group_end(n, from);
        choose(n, from, to);
    }
    return n->ranked != NULL;
}

/* --- which entry --------------------------------------------------------------------------------------------------------- */

/* The countries of which a document speaks, a bit for each of 26 x 26 codes. */
struct countries {
    uint32_t bits[26];
    bool any;
};

static uint32_t *country_bits(struct countries *countries, const char *code, uint32_t *bit)
{
    if (code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z') {
        return NULL;
    }
    *bit = UINT32_C(1) << (code[1] - 'A');
    return countries->bits + (code[0] - 'A');
}

/* Only names that mean one thing say of which countries a document speaks. */
static struct countries find_countries(const struct asc_naming *n)
{
    struct countries countries = {{0}, false};
    for (uint32_t i = 0; i < n->candidates; i++) {
        const struct asc_name_candidate *c = n->candidate + i;
        const struct asc_reading *reading = c->won && c->reading != ASC_NONE ? n->doc->reading + c->reading : NULL;
        const struct asc_entry *entry = reading && !(reading->weak & ASC_READING_WEAK) ? asc_entry(n->known, reading->entry) : NULL;
        uint32_t bit = 0, *bits = entry && entry->curated ? country_bits(&countries, entry->country, &bit) : NULL;
        if (bits) {
            *bits |= bit;
            countries.any = true;
        }
    }
    return countries;
}

static bool is_spoken_of(struct countries *countries, const struct asc_entry *entry)
{
    uint32_t bit = 0;
    const uint32_t *bits = country_bits(countries, entry->country, &bit);
    return !bits || (*bits & bit);
}

/* The entry of a candidate: of several the best one of a country of which the document speaks. A body with a name that many countries
 * have (High Court), or a small town, is none of the tables' when theirs is in another country. */
static uint32_t entry_of(const struct asc_naming *n, const struct asc_name_candidate *c, struct countries *countries)
{
    const struct asc_reading *best = NULL;
    for (uint32_t r = c->reading; r != ASC_NONE && r < n->doc->readings && n->doc->reading[r].token == c->token; r++) {
        const struct asc_reading *reading = n->doc->reading + r;
        const struct asc_entry *entry = asc_entry(n->known, reading->entry);
        if (entry && entry->type == c->type && reading->token_end == c->token_end && (!countries->any || is_spoken_of(countries, entry)) &&
            (!best || asc_names_rank(n, reading) > asc_names_rank(n, best))) {
            best = reading;
        }
    }
    if (best || c->reading == ASC_NONE) {
        return best ? best->entry : ASC_NONE;
    }
    const struct asc_reading *own = n->doc->reading + c->reading;
    const struct asc_entry *entry = asc_entry(n->known, own->entry);
    bool vague = (own->weak & ASC_READING_WEAK) || (!entry->curated && entry->size < BIG);
    return vague ? ASC_NONE : own->entry;
}

/* --- the end: mentions ------------------------------------------------------------------------------------------------ */

static void add_mention(struct asc_naming *n, const struct asc_name_candidate *candidate, struct countries *countries)
{
    struct asc_document *doc = n->doc;
    if (!ASC_ROOM(&doc->arena, doc->mention, doc->mentions, doc->mention_room)) {
        n->failed = true;
        return;
    }
    uint32_t number = entry_of(n, candidate, countries);
    const struct asc_entry *entry = number == ASC_NONE ? NULL : asc_entry(n->known, number);
    doc->mention[doc->mentions++] = (struct asc_mention){
        .begin = doc->token[candidate->token].begin,
        .end = doc->token[candidate->token_end - 1].end,
        .token = candidate->token,
        .token_end = candidate->token_end,
        .entity = ASC_NONE,
        .entry = entry ? number : ASC_NONE,
        .sentence = candidate->sentence,
        .block = doc->sentence[candidate->sentence].block,
        .rule = candidate->rule,
        .sum = candidate->sum,
        .type = candidate->type,
        .level = ASC_LEVEL_NAME,
        .method = entry ? ASC_METHOD_GAZETTEER : ASC_METHOD_RULE,
        .confidence = asc_confidence(candidate->sum),
        .gender = entry ? entry->gender : 0,
    };
}

static void record(struct asc_naming *n, const struct asc_name_candidate *candidate)
{
    struct asc_evidence evidence;
    asc_evidence_start(&evidence, n->known, NULL, candidate->type);
    asc_names_weigh_span(n, candidate, &evidence);
    asc_names_weigh_own(n, candidate, &evidence);
    asc_names_weigh_votes(candidate, asc_names_vote_of(n, candidate), &evidence);
    struct asc_trace_record record = {.kind = "name", .what = asc_type_name(candidate->type), .spans = 1, .won = candidate->won};
    record.span[0] = (struct asc_span){n->doc->token[candidate->token].begin, n->doc->token[candidate->token_end - 1].end};
    record.span_name[0] = "name";
    n->doc->trace->record(n->doc->trace->context, n->doc, &record, &evidence);
}

/* The candidates of the current sentence, for a trace. */
static void record_sentence(struct asc_naming *n)
{
    while (n->recorded < n->candidates && n->candidate[n->recorded].sentence <= n->sentence) {
        record(n, n->candidate + n->recorded++);
    }
}

static void add_votes(struct asc_naming *n)
{
    const struct asc_name_vote *vote = NULL;
    struct asc_evidence evidence;
    for (uint32_t i = 0; i < n->candidates; i++) {
        struct asc_name_candidate *candidate = n->candidate + i;
        if (!i || candidate[-1].token != candidate->token || candidate[-1].token_end != candidate->token_end) {
            vote = asc_names_vote_of(n, candidate);
        }
        if (vote) {
            asc_evidence_start(&evidence, n->known, asc_matcher_weights(n->doc->matcher), candidate->type);
            asc_names_weigh_votes(candidate, vote, &evidence);
            candidate->sum += asc_evidence_sum(&evidence);
        }
    }
}

enum asc_result asc_names_run(const struct asc_knowledge *known, struct asc_document *doc)
{
    struct asc_naming naming = {.known = known, .doc = doc};
    if (known->empty && known->images == 1 && !known->image[0].count[ASC_SECTION_NAMES]) {
        return ASC_OK;
    }
    size_t mark = doc->arena.used;
    if (!start(&naming)) {
        return ASC_NO_MEMORY;
    }
    remember_case(&naming);
    each_sentence(&naming, asc_names_propose);
    if (naming.failed || !choose_all(&naming) || !asc_names_vote(&naming)) {
        return ASC_NO_MEMORY;
    }
    add_votes(&naming);
    if (!choose_all(&naming)) {
        return ASC_NO_MEMORY;
    }
    if (doc->trace) {
        each_sentence(&naming, record_sentence);
    }
    struct countries countries = find_countries(&naming);
    for (uint32_t i = 0; i < naming.candidates && !naming.failed; i++) {
        if (naming.candidate[i].won) {
            add_mention(&naming, naming.candidate + i, &countries);
        }
    }
    doc->mention = asc_arena_keep(&doc->arena, mark, doc->mention, doc->mentions * sizeof *doc->mention);
    doc->mention_room = doc->mentions;
    return naming.failed ? ASC_NO_MEMORY : ASC_OK;
}
