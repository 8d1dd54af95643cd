/* Which spans could be names: readings of the tables, runs of capitalised words, runs joined by small words, and what rules find. */
#include <stdlib.h>
#include <string.h>

#include "knowledge/matcher.h"
#include "names/names.h"

enum { LONGEST_RUN = 10, LONGEST_NAME = 14, STRIPS = 4, FRAME = 1024, HALF = 6, FEW = 48 };

static bool is(const struct asc_naming *n, uint32_t t, unsigned class)
{
    return t >= n->first && t < n->last && asc_is(n->known, n->doc->token + t, class);
}

/* A new line, or a new cell of a table. */
static bool is_hard(const struct asc_naming *n, uint32_t t)
{
    const struct asc_token *token = n->doc->token + t;
    return (token->shape & ASC_SHAPE_HARD) || (token->begin && n->doc->text[token->begin - 1] == '\t');
}

static bool is_glued(const struct asc_naming *n, uint32_t t)
{
    return t < n->last && (n->doc->token[t].shape & ASC_SHAPE_GLUED);
}

void asc_names_add(struct asc_naming *n, uint32_t token, uint32_t token_end, unsigned type, uint32_t rule)
{
    if (!ASC_ROOM(&n->doc->arena, n->candidate, n->candidates, n->room)) {
        n->failed = true;
        return;
    }
    n->candidate[n->candidates] = (struct asc_name_candidate){.token = token,
                                                              .token_end = token_end,
                                                              .sentence = n->sentence,
                                                              .reading = ASC_NONE,
                                                              .rule = rule,
                                                              .order = n->candidates,
                                                              .type = (uint8_t)type};
    n->candidates++;
}

/* Words that say what somebody is do not name him: "Secretary-General", "Prime Minister". */
static bool is_title_only(const struct asc_naming *n, uint32_t token, uint32_t token_end)
{
    for (uint32_t t = token; t < token_end; t++) {
        if (!strchr("TR-", n->word[t - n->first].category)) {
            return false;
        }
    }
    return true;
}

/* The three types that any capitalised span could have. */
static void add_span(struct asc_naming *n, uint32_t token, uint32_t token_end)
{
    bool titled = n->word[token - n->first].category == 'T' && token_end > token + 1; /* titles stand outside the name */
    bool person = !titled && token_end - token <= 6 && n->word[token - n->first].category != 'N' && !is_title_only(n, token, token_end);
    if (person) {
        asc_names_add(n, token, token_end, ASC_PERSON, ASC_NONE);
    }
    asc_names_add(n, token, token_end, ASC_ORGANIZATION, ASC_NONE);
    asc_names_add(n, token, token_end, ASC_PLACE, ASC_NONE);
}

static void add_readings(struct asc_naming *n)
{
    for (uint32_t r = n->reading_at[0]; r < n->doc->readings && n->doc->reading[r].token < n->last; r++) {
        const struct asc_reading *reading = n->doc->reading + r;
        const struct asc_entry *entry = asc_entry(n->known, reading->entry);
        if (entry && reading->token_end <= n->last) {
            asc_names_add(n, reading->token, reading->token_end, entry->type, ASC_NONE);
        }
    }
}

/* A nickname in marks between a given and a family name: Ana "Rocky" Diaz. */
static bool holds_nickname(const struct asc_naming *n, uint32_t t)
{
    if (!is(n, t, ASC_CLASS_MARK) || is_glued(n, t) || t + 3 >= n->last || is_hard(n, t + 3)) {
        return false;
    }
    return n->word[t - n->first + 1].capital && is_glued(n, t + 1) && is(n, t + 2, ASC_CLASS_MARK) && is_glued(n, t + 2) &&
           n->word[t - n->first + 3].capital && !is_glued(n, t + 3) && strchr("GBw", n->word[t - n->first - 1].category);
}

/* Where a run of capitalised words that begins at `t` ends: over initials, inner hyphens, ampersands and particles. */
static uint32_t run_end(const struct asc_naming *n, uint32_t t)
{
    uint32_t end = t + 1;
    while (end < n->last && end - t < LONGEST_RUN && !is_hard(n, end)) {
        const struct asc_name_word *word = n->word + (end - n->first);
        bool next_capital = end + 1 < n->last && n->word[end + 1 - n->first].capital && !is_hard(n, end + 1);
        if (word->capital) {
            end++;
        } else if (word->category == '-' && is_glued(n, end) && is_glued(n, end + 1) && next_capital) {
            end += 2;
        } else if (word->category == '-' && is_glued(n, end) && is_glued(n, end + 1) && end + 3 < n->last && is_glued(n, end + 2) &&
                   n->word[end + 2 - n->first].category == '-' && n->word[end + 3 - n->first].capital) {
            end += 4; /* Stratford-upon-Avon, Deir-al-Zor */
        } else if ((word->category == '&' || word->category == 'p') && next_capital) {
            end += 2;
        } else if (word->category == 'p' && end + 2 < n->last && n->word[end + 1 - n->first].category == 'p' && n->word[end + 2 - n->first].capital) {
            end += 3; /* de la Rosa */
        } else if (word->category == 'p' && end + 2 < n->last && n->word[end + 1 - n->first].category == '-' && is_glued(n, end + 1) &&
                   is_glued(n, end + 2) && n->word[end + 2 - n->first].capital) {
            end += 3; /* Faris al-Zawbai */
        } else if (holds_nickname(n, end)) {
            end += 4;
        } else if (word->category == 'N' && !is_glued(n, end) && n->doc->token[end].end - n->doc->token[end].begin <= 3) {
            end++; /* Tower 22 */
            break;
        } else {
            break;
        }
    }
    return end;
}

/* The run without its first words, as long as they may not belong to the name: titles, roles, a capitalised first word. */
static void add_suffixes(struct asc_naming *n, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin, strips = 0; t + 1 < end && strips < STRIPS; t++) {
        struct asc_classes set = asc_classes_of(n->known, n->doc->token[t].set);
        bool strip = asc_classes_has(set, ASC_CLASS_TITLE) || asc_classes_has(set, ASC_CLASS_ROLE) || asc_classes_has(set, ASC_CLASS_COMMON) ||
                     asc_classes_has(set, ASC_CLASS_PERSON_NOUN) || (n->word[t - n->first].types & (1U << ASC_GROUP)) ||
                     (n->doc->token[t].shape & ASC_SHAPE_STARTS) || n->word[t - n->first].category == 'D';
        if (!strip) {
            return;
        }
        uint32_t next = t + 1 + (n->word[t + 1 - n->first].category == '-');
        if (next < end) {
            add_span(n, next, end);
            strips++;
        }
    }
}

/* Parts of a run between hyphens: "Serbian-Croatian", "Paris-London". */
static void add_parts(struct asc_naming *n, uint32_t begin, uint32_t end)
{
    uint32_t part = begin;
    for (uint32_t t = begin; t <= end; t++) {
        bool cut = t == end || n->word[t - n->first].category == '-';
        if (cut && t > part && t - part < end - begin) {
            add_span(n, part, t);
        }
        part = cut ? t + 1 : part;
    }
}

static bool holds_head(const struct asc_naming *n, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end; t++) {
        struct asc_classes set = asc_classes_of(n->known, n->doc->token[t].set);
        if (asc_classes_has(set, ASC_CLASS_ORG_HEAD) || asc_classes_has(set, ASC_CLASS_PLACE_HEAD) || asc_classes_has(set, ASC_CLASS_EVENT_HEAD) ||
            asc_classes_has(set, ASC_CLASS_PLACE_PRE) || asc_classes_has(set, ASC_CLASS_GROUP_NOUN) || asc_classes_has(set, ASC_CLASS_ORG_NOUN)) {
            return true;
        }
    }
    return false;
}

/* Behind a run: "of", "of the", "for", "and", "'s" and the next run; "Ministry of Foreign Affairs and Trade". */
static uint32_t joined_end(const struct asc_naming *n, uint32_t begin, uint32_t end)
{
    uint32_t t = end;
    bool joiner = t < n->last && !is_hard(n, t) &&
                  (is(n, t, ASC_CLASS_OF) || is(n, t, ASC_CLASS_FOR) || is(n, t, ASC_CLASS_AND) || is(n, t, ASC_CLASS_POSSESSIVE) ||
                   is(n, t, ASC_CLASS_AMP) || is(n, t, ASC_CLASS_PREP));
    if (!joiner || (n->doc->token[t].shape & ASC_SHAPE_CAPITAL)) {
        return 0;
    }
    bool possessive = is(n, t, ASC_CLASS_POSSESSIVE), and = is(n, t, ASC_CLASS_AND);
    t++;
    while (t < n->last && t < end + 3 && (is(n, t, ASC_CLASS_ART) || n->word[t - n->first].category == 'p') && !n->word[t - n->first].capital) {
        t++;
    }
    if (t >= n->last || is_hard(n, t) || !n->word[t - n->first].capital) {
        return 0;
    }
    uint32_t last = run_end(n, t);
    bool head = possessive || and? holds_head(n, t, last) : holds_head(n, begin, end);
    return head || (and&&holds_head(n, begin, end)) ? last : 0;
}

/* "Ban Ki | -moon", "Rhee Chang | -yong": the second half of a given name has no capital. */
static void add_hyphenated(struct asc_naming *n, uint32_t begin, uint32_t end)
{
    if (end + 1 >= n->last || end - begin < 2 || n->word[end - n->first].category != '-' || !is_glued(n, end) || !is_glued(n, end + 1)) {
        return;
    }
    const struct asc_token *half = n->doc->token + end + 1;
    if ((half->shape & ASC_SHAPE_LOWER) && half->end - half->begin <= HALF) {
        asc_names_add(n, begin, end + 2, ASC_PERSON, ASC_NONE);
        for (uint32_t t = begin + 1; t + 1 < end && is(n, t - 1, ASC_CLASS_TITLE); t++) {
            asc_names_add(n, t, end + 2, ASC_PERSON, ASC_NONE);
        }
    }
}

static void add_run(struct asc_naming *n, uint32_t begin, uint32_t end)
{
    add_span(n, begin, end);
    add_hyphenated(n, begin, end);
    add_suffixes(n, begin, end);
    add_parts(n, begin, end);
    if (n->word[end - 1 - n->first].category == 'N' && end - begin > 1) {
        add_span(n, begin, end - 1);
    }
    uint32_t last = end;
    for (int joins = 0; joins < 3; joins++) {
        uint32_t joined = joined_end(n, begin, last);
        if (!joined || joined - begin > LONGEST_NAME) {
            break;
        }
        last = joined;
        asc_names_add(n, begin, last, ASC_ORGANIZATION, ASC_NONE);
        asc_names_add(n, begin, last, ASC_PLACE, ASC_NONE);
        if (n->doc->token[begin].shape & ASC_SHAPE_STARTS && end > begin + 1) {
            asc_names_add(n, begin + 1, last, ASC_ORGANIZATION, ASC_NONE);
        }
    }
    if (end + 1 < n->last && is(n, end, ASC_CLASS_COMMA) && is(n, end + 1, ASC_CLASS_ORG_SUFFIX) && n->word[end + 1 - n->first].capital) {
        asc_names_add(n, begin, end + 2, ASC_ORGANIZATION, ASC_NONE);
    }
}

/* In a headline every word has its capital: only words that are no common ones make runs. */
static bool makes_run(const struct asc_naming *n, uint32_t t)
{
    const struct asc_name_word *word = n->word + (t - n->first);
    if (!word->capital) {
        return false;
    }
    bool headline = n->doc->token[t].shape & ASC_SHAPE_HEADLINE;
    return !headline || !is(n, t, ASC_CLASS_COMMON) || word->types || word->category == 'G' || word->category == 'B';
}

static void add_runs(struct asc_naming *n)
{
    for (uint32_t t = n->first; t < n->last;) {
        bool particle = n->word[t - n->first].category == 'p' && t + 1 < n->last;
        uint32_t head = particle && is_glued(n, t + 1) && n->word[t + 1 - n->first].category == '-' ? t + 2 : particle ? t + 1 : t;
        if (particle && head < n->last && n->word[head - n->first].capital && !is(n, t, ASC_CLASS_DET)) {
            uint32_t end = run_end(n, head);
            add_span(n, t, end);
            t = head;
        }
        if (!makes_run(n, t)) {
            t++;
            continue;
        }
        uint32_t end = run_end(n, t);
        while (end > t + 1 && !makes_run(n, end - 1) && n->word[end - 1 - n->first].category != 'N') {
            end--;
        }
        add_run(n, t, end);
        t = end;
    }
}

/* A rule's match: the group `name` is a candidate of the rule's type. */
static void take_match(void *context, const struct asc_match *match)
{
    struct asc_naming *n = context;
    const struct asc_rule *rule = asc_rule(n->known, match->rule);
    struct asc_span name = match->group[ASC_GROUP_NAME];
    while (name.end > name.begin && n->word[name.end - 1].category == '-') {
        name.end--; /* "Chang-" is no name */
    }
    if (rule && rule->type && name.end > name.begin) {
        asc_names_add(n, n->first + name.begin, n->first + name.end, rule->type, match->rule);
    }
}

static void add_rules(struct asc_naming *n)
{
    uint32_t count = n->last - n->first, set[FRAME];
    if (!n->doc->matcher || count > FRAME) {
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        set[i] = n->doc->token[n->first + i].set;
    }
    if (!asc_matcher_run(n->doc->matcher, ASC_RULES_NAMES, set, count, take_match, n)) {
        n->doc->fate = n->doc->fate == ASC_FATE_OK ? ASC_FATE_LIMITED : n->doc->fate;
        n->doc->reason = "a rule for names was cut short in a long sentence";
    }
}

int asc_names_rank(const struct asc_naming *n, const struct asc_reading *reading)
{
    const struct asc_entry *entry = asc_entry(n->known, reading->entry);
    int rank = (reading->weak & ASC_READING_WEAK ? 0 : 16) + (entry->curated ? 8 : 0) + (reading->weak & ASC_READING_MAIN ? 4 : 0) +
               (entry->context ? 0 : 2) + (reading->entry >> ASC_ENTRY_BITS ? 64 : 0);
    return rank * 16 + entry->size;
}

/* The best reading that a candidate has for its type. */
static uint32_t best_reading(const struct asc_naming *n, const struct asc_name_candidate *candidate)
{
    uint32_t best = ASC_NONE;
    for (uint32_t r = n->reading_at[candidate->token - n->first]; r < n->doc->readings && n->doc->reading[r].token == candidate->token; r++) {
        const struct asc_reading *reading = n->doc->reading + r;
        const struct asc_entry *entry = asc_entry(n->known, reading->entry);
        if (entry && entry->type == candidate->type && reading->token_end == candidate->token_end &&
            (best == ASC_NONE || asc_names_rank(n, reading) > asc_names_rank(n, n->doc->reading + best))) {
            best = r;
        }
    }
    return best;
}

/* By place, longer ones first, then by type, then as they were proposed. */
static int by_place(const void *left, const void *right)
{
    const struct asc_name_candidate *a = left, *b = right;
    if (a->token != b->token) {
        return a->token < b->token ? -1 : 1;
    }
    if (a->token_end != b->token_end) {
        return a->token_end > b->token_end ? -1 : 1;
    }
    return a->type != b->type ? (int)a->type - (int)b->type : a->order < b->order ? -1 : 1;
}

/* Few candidates, nearly in order, are the rule. */
static void sort_few(struct asc_name_candidate *candidate, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        struct asc_name_candidate moving = candidate[i];
        uint32_t at = i;
        for (; at && by_place(&moving, candidate + at - 1) < 0; at--) {
            candidate[at] = candidate[at - 1];
        }
        candidate[at] = moving;
    }
}

static bool same_span(const struct asc_name_candidate *a, const struct asc_name_candidate *b)
{
    return a->token == b->token && a->token_end == b->token_end;
}

/* Orders the candidates of the sentence; what was proposed twice stands once, with the rule that found it first. */
static void order(struct asc_naming *n, uint32_t from)
{
    uint32_t count = n->candidates - from, kept = from;
    if (!count) {
        return;
    }
    if (count <= FEW) {
        sort_few(n->candidate + from, count);
    } else {
        qsort(n->candidate + from, count, sizeof *n->candidate, by_place);
    }
    for (uint32_t i = from; i < n->candidates; i++) {
        struct asc_name_candidate *last = n->candidate + kept - 1;
        if (kept == from || !same_span(last, n->candidate + i) || last->type != n->candidate[i].type) {
            n->candidate[kept++] = n->candidate[i];
        } else if (last->rule == ASC_NONE) {
            last->rule = n->candidate[i].rule;
        }
    }
    n->candidates = kept;
}

void asc_names_propose(struct asc_naming *n)
{
    uint32_t from = n->candidates;
    add_readings(n);
    add_runs(n);
    add_rules(n);
    order(n, from);
    struct asc_evidence evidence;
    for (uint32_t i = from; i < n->candidates; i++) {
        struct asc_name_candidate *candidate = n->candidate + i;
        if (i == from || !same_span(candidate - 1, candidate)) {
            asc_evidence_start(&evidence, n->known, asc_matcher_weights(n->doc->matcher), 0);
            asc_names_weigh_span(n, candidate, &evidence);
        }
        candidate->reading = best_reading(n, candidate);
        asc_names_weigh_own(n, candidate, &evidence);
        candidate->sum = evidence.sum[candidate->type];
    }
}
