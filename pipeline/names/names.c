/* The stage: propose and weigh sentence by sentence, let the document vote, choose. */
#include "names/names.h"

#include <stdlib.h>
#include <string.h>

#include "knowledge/matcher.h"

enum { FEW = 48 };

/* --- sentences ------------------------------------------------------------------------------------------------------ */

static bool is_cased(const struct asc_document *doc, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t < last; t++) {
        if (doc->token[t].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED)) {
            return true;
        }
    }
    return false;
}

/* Remembers which words stand in lower case, and which with a capital where that says something. No branch: nothing foretells it. */
static void remember_case(const struct asc_naming *n)
{
    _Static_assert((int)ASC_SHAPE_LOWER >> 1 == ASC_SEEN_LOWER, "a bit moves as it is");
    uint64_t *seen = n->seen;
    for (const struct asc_token *token = n->doc->token, *end = token + n->doc->tokens; token < end; token++) {
        unsigned shape = token->shape, capital = shape & (ASC_SHAPE_LOWER | ASC_SHAPE_CAPITAL | ASC_SHAPE_STARTS | ASC_SHAPE_HEADLINE);
        uint64_t says = (shape >> 1 & ASC_SEEN_LOWER) | (capital == ASC_SHAPE_CAPITAL ? ASC_SEEN_CAPITAL : 0U);
        seen[token->key / ASC_SEEN_WORD % (ASC_SEEN_KEYS / ASC_SEEN_WORD)] |= says << token->key % ASC_SEEN_WORD * 2;
    }
}

/* The rows of the worker, made when it first needs them. */
static struct asc_name_rows *rows_of(const struct asc_naming *n)
{
    struct asc_set_weights *weights = asc_matcher_weights(n->doc->matcher);
    if (weights && !weights->names) {
        weights->names = asc_name_rows_new(n->known);
    }
    return weights ? weights->names : NULL;
}

static bool start(struct asc_naming *n)
{
    struct asc_document *doc = n->doc;
    uint32_t longest = 0;
    for (uint32_t s = 0; s < doc->sentences; s++) {
        uint32_t tokens = doc->sentence[s].token_end - doc->sentence[s].token;
        longest = tokens > longest ? tokens : longest;
    }
    struct asc_name_word *word = asc_arena_alloc(&doc->arena, (longest + 2 * (size_t)ASC_NAME_PAD) * sizeof *n->word);
    n->word = word ? word + ASC_NAME_PAD : NULL;
    n->capital = asc_arena_alloc(&doc->arena, (longest + (size_t)1) * sizeof *n->capital);
    n->reading_at = asc_arena_alloc(&doc->arena, (longest + (size_t)1) * sizeof *n->reading_at);
    n->taken = asc_arena_zeroed(&doc->arena, (longest + (size_t)1) * sizeof *n->taken);
    n->seen = asc_arena_zeroed(&doc->arena, ASC_SEEN_KEYS / ASC_SEEN_WORD * sizeof *n->seen);
    n->rows = rows_of(n);
    return n->rows && n->word && n->capital && n->reading_at && n->taken && n->seen && asc_names_look_up(n);
}

/* Calls `visit` for every sentence that can hold names, with its words described. */
static void each_sentence(struct asc_naming *n, void (*visit)(struct asc_naming *))
{
    n->reading_end = 0;
    for (uint32_t s = 0; s < n->doc->sentences && !n->failed; s++) {
        const struct asc_sentence *sentence = n->doc->sentence + s;
        if (asc_block_skipped(n->doc->block + sentence->block) || !is_cased(n->doc, sentence->token, sentence->token_end)) {
            continue;
        }
        n->first = sentence->token;
        n->last = sentence->token_end;
        n->sentence = s;
        asc_names_describe(n);
        visit(n);
    }
}

/* --- choosing -------------------------------------------------------------------------------------------------------- */

/* The candidates of a span take the same words, so that only the best can win; the first of the types if several are. */
static unsigned best_type(const struct asc_name_span *span)
{
    unsigned best = (unsigned)__builtin_ctz(span->types | 1U << ASC_TYPES);
    for (unsigned types = span->types; types; types &= types - 1) {
        unsigned type = (unsigned)__builtin_ctz(types);
        best = span->sum[type] > span->sum[best] ? type : best;
    }
    return best;
}

/* Higher sum, then longer, then earlier. */
static bool is_better(const struct asc_name_span *a, const struct asc_name_span *b)
{
    int32_t m = a->sum[a->type], k = b->sum[b->type];
    if (m != k) {
        return m > k;
    }
    uint32_t words = a->token_end - a->token, others = b->token_end - b->token;
    return words != others ? words > others : a->token < b->token;
}

static int by_merit(const void *left, const void *right)
{
    const struct asc_name_span *a = *(struct asc_name_span *const *)left, *b = *(struct asc_name_span *const *)right;
    return is_better(a, b) ? -1 : is_better(b, a);
}

/* Most groups are a few spans. */
static void rank(struct asc_name_span **ranked, uint32_t count)
{
    if (count > FEW) {
        qsort(ranked, count, sizeof *ranked, by_merit);
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        struct asc_name_span *span = ranked[i];
        uint32_t j = i;
        for (; j > 0 && is_better(span, ranked[j - 1]); j--) {
            ranked[j] = ranked[j - 1];
        }
        ranked[j] = span;
    }
}

/* Best first, each wins whose words no better one has taken. `first` is the first of their words. */
static void choose(struct asc_naming *n, uint32_t first, uint32_t count)
{
    rank(n->ranked, count);
    for (uint32_t i = 0; i < count; i++) {
        struct asc_name_span *span = n->ranked[i];
        uint32_t words = span->token_end - span->token;
        bool *taken = n->taken + (span->token - first);
        span->won = !memchr(taken, 1, words);
        if (span->won) {
            memset(taken, 1, words);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        if (n->ranked[i]->won) {
            memset(n->taken + (n->ranked[i]->token - first), false, n->ranked[i]->token_end - n->ranked[i]->token);
        }
    }
}

/* Gathers the spans from `*next` on that overlap each other in a row and have something for them; moves `*next` behind them. */
static uint32_t gather(struct asc_naming *n, uint32_t *next)
{
    uint32_t count = 0, reach = 0, i = *next;
    for (; i < n->spans && (!count || n->span[i].token < reach); i++) {
        struct asc_name_span *span = n->span + i;
        span->won = false;
        if (span->type < ASC_TYPES && span->sum[span->type] > 0) {
            n->ranked[count++] = span;
            reach = span->token_end > reach ? span->token_end : reach;
        }
    }
    *next = i;
    return count;
}

/* Spans lie sentence by sentence, ordered by place, none across two; chooses in each group. */
static bool choose_all(struct asc_naming *n)
{
    n->ranked = n->ranked ? n->ranked : asc_arena_alloc(&n->doc->arena, (n->spans + (size_t)1) * sizeof *n->ranked);
    for (uint32_t i = 0; n->ranked && i < n->spans; i++) {
        n->span[i].type = (uint8_t)best_type(n->span + i);
    }
    for (uint32_t next = 0; n->ranked && next < n->spans;) {
        uint32_t count = gather(n, &next);
        if (count == 1) {
            n->ranked[0]->won = true;
        } else if (count) {
            choose(n, n->ranked[0]->token, count);
        }
    }
    return n->ranked != NULL;
}

/* --- the end: mentions ------------------------------------------------------------------------------------------------ */

static void add_mention(struct asc_naming *n, const struct asc_name_span *c, struct asc_name_places *places)
{
    struct asc_document *doc = n->doc;
    if (!ASC_ROOM(&doc->arena, doc->mention, doc->mentions, doc->mention_room)) {
        n->failed = true;
        return;
    }
    uint32_t number = asc_names_entry(n, c, places);
    const struct asc_entry *entry = number == ASC_NONE ? NULL : asc_entry(n->known, number);
    doc->mention[doc->mentions++] = (struct asc_mention){
        .begin = doc->token[c->token].begin,
        .end = doc->token[c->token_end - 1].end,
        .token = c->token,
        .token_end = c->token_end,
        .entity = ASC_NONE,
        .entry = entry ? number : ASC_NONE,
        .sentence = c->sentence,
        .block = doc->sentence[c->sentence].block,
        .rule = asc_names_rule(n, c, c->type),
        .sum = c->sum[c->type],
        .type = c->type,
        .level = ASC_LEVEL_NAME,
        .method = entry ? ASC_METHOD_GAZETTEER : ASC_METHOD_RULE,
        .confidence = asc_confidence(c->sum[c->type]),
        .gender = entry ? entry->gender : 0,
    };
}

/* --- candidates for a trace ------------------------------------------------------------------------------------------- */

static void record(struct asc_naming *n, const struct asc_name_span *span, unsigned type)
{
    struct asc_evidence evidence;
    asc_evidence_start(&evidence, n->known, NULL, type);
    asc_names_explain(n, span, &evidence);
    asc_names_explain_votes(n, span, &evidence);
    struct asc_trace_record record = {.kind = "name", .what = asc_type_name(type), .spans = 1, .won = span->won && span->type == type};
    record.span[0] = (struct asc_span){n->doc->token[span->token].begin, n->doc->token[span->token_end - 1].end};
    record.span_name[0] = "name";
    n->doc->trace->record(n->doc->trace->context, n->doc, &record, &evidence);
}

static void record_sentence(struct asc_naming *n)
{
    for (; n->recorded < n->spans && n->span[n->recorded].sentence <= n->sentence; n->recorded++) {
        const struct asc_name_span *span = n->span + n->recorded;
        for (unsigned types = span->types; types; types &= types - 1) {
            record(n, span, (unsigned)__builtin_ctz(types));
        }
    }
}

/* --- the whole --------------------------------------------------------------------------------------------------------- */

/* Chooses, lets the winners vote, chooses again. */
static bool choose_twice(struct asc_naming *n)
{
    if (!choose_all(n) || !asc_names_vote(n)) {
        return false;
    }
    for (uint32_t i = 0; i < n->spans; i++) {
        asc_names_weigh_votes(n, n->span + i);
    }
    return choose_all(n);
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
    if (naming.failed || !choose_twice(&naming)) {
        return ASC_NO_MEMORY;
    }
    if (doc->trace) {
        each_sentence(&naming, record_sentence);
    }
    struct asc_name_places places = asc_names_find_places(&naming);
    for (uint32_t i = 0; i < naming.spans && !naming.failed; i++) {
        if (naming.span[i].won) {
            add_mention(&naming, naming.span + i, &places);
        }
    }
    doc->mention = asc_arena_keep(&doc->arena, mark, doc->mention, doc->mentions * sizeof *doc->mention);
    doc->mention_room = doc->mentions;
    return naming.failed ? ASC_NO_MEMORY : ASC_OK;
}
