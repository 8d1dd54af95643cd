/* Which spans could be names: readings of the tables, runs of capitalised words, runs joined by small words, and what rules find. */
#include <stdlib.h>
#include <string.h>

#include "knowledge/matcher.h"
#include "names/names.h"

enum { NICKNAME = 3, PERSON_WORDS = 6, LONGEST_RUN = 10, LONGEST_NAME = 14, STRIPS = 4, FRAME = 1024, HALF = 6, FEW = 48 };

static const struct asc_name_word *at(const struct asc_naming *n, uint32_t t)
{
    return asc_name_word_at(n, t);
}

/* Is a word of the sentence, or one at most ASC_NAME_PAD beyond it, one of these? */
static bool is(const struct asc_naming *n, uint32_t t, uint32_t what)
{
    return at(n, t)->is & what;
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

/* Begins a list of the rules that proposed a span; returns its place. */
static uint32_t add_found(struct asc_naming *n, unsigned type, uint32_t rule)
{
    if (!ASC_ROOM(&n->doc->arena, n->found, n->founds, n->found_room)) {
        n->failed = true;
        return ASC_NONE;
    }
    n->found[n->founds] = (struct asc_name_found){.rule = rule, .next = ASC_NONE, .type = (uint8_t)type};
    return n->founds++;
}

static void add(struct asc_naming *n, uint32_t token, uint32_t token_end, unsigned types, uint32_t found)
{
    if (!ASC_ROOM(&n->doc->arena, n->proposal, n->proposals, n->proposal_room)) {
        n->failed = true;
        return;
    }
    n->proposal[n->proposals++] = (struct asc_name_proposal){(uint64_t)token << 32 | (UINT32_MAX - token_end), found, (uint8_t)types};
}

enum { PERSON = 1 << ASC_PERSON, ORGANIZATION = 1 << ASC_ORGANIZATION, PLACE = 1 << ASC_PLACE };

/* Words that say what somebody is do not name him: "Secretary-General", "Prime Minister". */
static bool is_title_only(const struct asc_naming *n, uint32_t token, uint32_t token_end)
{
    for (uint32_t t = token; t < token_end; t++) {
        char category = at(n, t)->category;
        if (category != 'T' && category != 'R' && category != '-') {
            return false;
        }
    }
    return true;
}

#define NAMELESS(X) X(NAMELESS) X(PRON_I)

/* HIV, Brexit, I: a word that names nothing though it has a capital. */
static bool is_nameless(const struct asc_naming *n, uint32_t token, uint32_t token_end)
{
    const struct asc_token *t = n->doc->token + token;
    static const struct asc_classes nameless = ASC_CLASSES_OF(NAMELESS);
    return token_end == token + 1 && (t->shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED)) &&
           asc_classes_meet(asc_classes_of(n->known, t->set), nameless);
}

/* Words without hyphens and particles: "Asaad Abd al-Amir al-Eidani" has four. */
static uint32_t words_of(const struct asc_naming *n, uint32_t token, uint32_t token_end)
{
    uint32_t words = 0;
    for (uint32_t t = token; t < token_end; t++) {
        words += at(n, t)->category != '-' && at(n, t)->category != 'p';
    }
    return words;
}

/* The three types that any capitalised span could have. "The Company" is none of what is called so. */
static void add_span(struct asc_naming *n, uint32_t token, uint32_t token_end)
{
    char category = at(n, token)->category;
    bool suffix = category == 'S' && token_end == token + 1;
    if (suffix || is_nameless(n, token, token_end)) {
        return;
    }
    bool titled = category == 'T' && token_end > token + 1; /* titles stand outside the name */
    bool person = !titled && words_of(n, token, token_end) <= PERSON_WORDS && category != 'N' && !is_title_only(n, token, token_end);
    add(n, token, token_end, (person ? PERSON : 0) | ORGANIZATION | PLACE, ASC_NONE);
}

static void add_readings(struct asc_naming *n)
{
    for (uint32_t r = n->reading; r < n->reading_end; r++) {
        const struct asc_reading *reading = n->doc->reading + r;
        unsigned type = n->meaning[r].type;
        bool town =
            (type == ASC_PLACE || type == ASC_PERSON) && is_nameless(n, reading->token, reading->token_end); /* Hiv in Iran is not written so */
        if (reading->token >= n->first && type < ASC_TYPES && reading->token_end <= n->last && !town) {
            add(n, reading->token, reading->token_end, 1U << type, ASC_NONE);
        }
    }
}

/* A nickname in marks between a given and a family name, Ana "Rocky" Diaz, Luis "El Toro" Vega: the tokens up to the family name, 0 when
 * there is none at `t`. */
static uint32_t nickname(const struct asc_naming *n, uint32_t t)
{
    char before = at(n, t - 1)->category;
    bool given = before == 'G' || before == 'B' || before == 'w' || before == 'U';
    if (!given || !is(n, t, ASC_NAME_MARK) || is_glued(n, t) || t + 3 >= n->last || !is_glued(n, t + 1)) {
        return 0;
    }
    uint32_t end = t + 1;
    while (end < t + 1 + NICKNAME && end + 1 < n->last && !(n->doc->token[end].shape & ASC_SHAPE_PUNCT)) {
        end++;
    }
    bool family = is(n, end, ASC_NAME_MARK) && is_glued(n, end) && is(n, end + 1, ASC_NAME_CAPITAL) && !is_glued(n, end + 1) && !is_hard(n, end + 1);
    return family && end > t + 1 && (end == t + 2 || is(n, t + 1, ASC_NAME_CAPITAL)) ? end + 1 - t : 0;
}

/* Where a run of capitalised words that begins at `t` ends: over initials, inner hyphens, ampersands and particles. */
static uint32_t run_end(const struct asc_naming *n, uint32_t t)
{
    uint32_t end = t + 1;
    while (end < n->last && end - t < LONGEST_RUN && !is_hard(n, end)) {
        const struct asc_name_word *word = at(n, end);
        bool next_capital = end + 1 < n->last && is(n, end + 1, ASC_NAME_CAPITAL) && !is_hard(n, end + 1);
        if (word->is & ASC_NAME_CAPITAL) {
            end++;
        } else if (word->category == '-' && is_glued(n, end) && is_glued(n, end + 1) && next_capital) {
            end += 2;
        } else if (word->category == '-' && is_glued(n, end) && is_glued(n, end + 1) && end + 3 < n->last && is_glued(n, end + 2) &&
                   at(n, end + 2)->category == '-' && is(n, end + 3, ASC_NAME_CAPITAL)) {
            end += 4; /* Stratford-upon-Avon, Deir-al-Zor */
        } else if ((word->category == '&' || word->category == 'p') && next_capital) {
            end += 2;
        } else if (word->category == 'p' && end + 2 < n->last && at(n, end + 1)->category == 'p' && is(n, end + 2, ASC_NAME_CAPITAL)) {
            end += 3; /* de la Rosa */
        } else if (word->category == 'p' && end + 2 < n->last && at(n, end + 1)->category == '-' && is_glued(n, end + 1) && is_glued(n, end + 2) &&
                   is(n, end + 2, ASC_NAME_CAPITAL)) {
            end += 3; /* Faris al-Zawbai */
        } else if (nickname(n, end)) {
            end += nickname(n, end) + 1;
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
        const struct asc_name_word *word = at(n, t);
        bool strip =
            (word->is & ASC_NAME_LOOSE) || (word->types & (1U << ASC_GROUP)) || (n->doc->token[t].shape & ASC_SHAPE_STARTS) || word->category == 'D';
        if (!strip) {
            return;
        }
        uint32_t next = t + 1 + (at(n, t + 1)->category == '-');
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
        bool cut = t == end || at(n, t)->category == '-';
        if (cut && t > part && t - part < end - begin) {
            add_span(n, part, t);
        }
        part = cut ? t + 1 : part;
    }
}

static bool holds_head(const struct asc_naming *n, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end; t++) {
        if (is(n, t, ASC_NAME_HEAD)) {
            return true;
        }
    }
    return false;
}

/* Behind a run: "of", "of the", "for", "and", "'s" and the next run; "Ministry of Foreign Affairs and Trade". */
static uint32_t joined_end(const struct asc_naming *n, uint32_t begin, uint32_t end)
{
    uint32_t t = end;
    if (!is(n, t, ASC_NAME_JOINER) || is_hard(n, t) || (n->doc->token[t].shape & ASC_SHAPE_CAPITAL)) {
        return 0;
    }
    bool possessive = is(n, t, ASC_NAME_POSSESSIVE), and = is(n, t, ASC_NAME_AND);
    t++;
    while (t < n->last && t < end + 3 && (is(n, t, ASC_NAME_ART) || at(n, t)->category == 'p') && !is(n, t, ASC_NAME_CAPITAL)) {
        t++;
    }
    if (!is(n, t, ASC_NAME_CAPITAL) || is_hard(n, t)) {
        return 0;
    }
    uint32_t last = run_end(n, t);
    bool head = possessive || and? holds_head(n, t, last) : holds_head(n, begin, end);
    return head || (and&&holds_head(n, begin, end)) ? last : 0;
}

/* "Ban Ki | -moon", "Rhee Chang | -yong": the second half of a given name has no capital. */
static void add_hyphenated(struct asc_naming *n, uint32_t begin, uint32_t end)
{
    if (end + 1 >= n->last || end - begin < 2 || at(n, end)->category != '-' || !is_glued(n, end) || !is_glued(n, end + 1)) {
        return;
    }
    const struct asc_token *half = n->doc->token + end + 1;
    if ((half->shape & ASC_SHAPE_LOWER) && half->end - half->begin <= HALF) {
        add(n, begin, end + 2, PERSON, ASC_NONE);
        for (uint32_t t = begin + 1; t + 1 < end; t++) {
            if (is(n, t - 1, ASC_NAME_TITLE) && at(n, t)->category != '-') {
                add(n, t, end + 2, PERSON, ASC_NONE); /* "Secretary-General | Ban Ki-moon" */
            }
        }
    }
}

static void add_run(struct asc_naming *n, uint32_t begin, uint32_t end)
{
    add_span(n, begin, end);
    add_hyphenated(n, begin, end);
    add_suffixes(n, begin, end);
    add_parts(n, begin, end);
    if (at(n, end - 1)->category == 'N' && end - begin > 1) {
        add_span(n, begin, end - 1);
    }
    uint32_t last = end;
    for (int joins = 0; joins < 3; joins++) {
        uint32_t joined = joined_end(n, begin, last);
        if (!joined || joined - begin > LONGEST_NAME) {
            break;
        }
        last = joined;
        add(n, begin, last, ORGANIZATION | PLACE, ASC_NONE);
        if (n->doc->token[begin].shape & ASC_SHAPE_STARTS && end > begin + 1) {
            add(n, begin + 1, last, ORGANIZATION, ASC_NONE);
        }
    }
    if (is(n, end, ASC_NAME_COMMA) && is(n, end + 1, ASC_NAME_ORG_SUFFIX) && is(n, end + 1, ASC_NAME_CAPITAL)) {
        add(n, begin, end + 2, ORGANIZATION, ASC_NONE);
    }
}

/* In a headline every word has its capital: only words that are no common ones make runs. */
static bool makes_run(const struct asc_naming *n, uint32_t t)
{
    const struct asc_name_word *word = at(n, t);
    if (!(word->is & ASC_NAME_CAPITAL)) {
        return false;
    }
    bool headline = n->doc->token[t].shape & ASC_SHAPE_HEADLINE;
    return !headline || !(word->is & ASC_NAME_COMMON) || word->types || word->category == 'G' || word->category == 'B';
}

/* "Q    But why": a letter that marks a question, before a word of the language, begins no name. */
static bool is_marker(const struct asc_naming *n, uint32_t t)
{
    unsigned shape = n->doc->token[t].shape;
    return (shape & ASC_SHAPE_INITIAL) && (shape & ASC_SHAPE_HARD) && !(shape & ASC_SHAPE_FINAL_DOT) && t + 1 < n->last && !is_glued(n, t + 1) &&
           is(n, t + 1, ASC_NAME_COMMON);
}

/* The run that begins with a capitalised word; returns where the next one may begin. */
static uint32_t add_run_at(struct asc_naming *n, uint32_t t)
{
    if (!makes_run(n, t) || is_marker(n, t)) {
        return t + 1;
    }
    uint32_t end = run_end(n, t);
    while (end > t + 1 && !makes_run(n, end - 1) && at(n, end - 1)->category != 'N') {
        end--;
    }
    add_run(n, t, end);
    return end;
}

/* Where a name that begins with a particle begins, "von Brunsk" or "al-Odvar", when it goes on with the capitalised word `t`; `t` itself
 * when there is no particle at or behind `from`. */
static uint32_t particle_before(const struct asc_naming *n, uint32_t from, uint32_t t)
{
    bool hyphen = t >= from + 2 && at(n, t - 1)->category == '-' && is_glued(n, t - 1);
    uint32_t particle = hyphen && at(n, t - 2)->category == 'p' ? t - 2 : t - 1;
    return particle + 1 > from && particle < t && at(n, particle)->category == 'p' && !is(n, particle, ASC_NAME_DET) ? particle : t;
}

static void add_runs(struct asc_naming *n)
{
    uint32_t from = n->first;
    for (uint32_t i = 0; i < n->capitals; i++) {
        uint32_t t = n->capital[i];
        if (t < from) {
            continue;
        }
        uint32_t particle = particle_before(n, from, t);
        if (particle < t) {
            add_span(n, particle, run_end(n, t));
        }
        from = add_run_at(n, t);
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
        add(n, n->first + name.begin, n->first + name.end, 1U << rule->type, add_found(n, rule->type, match->rule));
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

/* By place, then as they were proposed; only what rules propose needs the latter. */
static bool is_before(const struct asc_name_proposal *a, const struct asc_name_proposal *b)
{
    return a->place != b->place ? a->place < b->place : a->found < b->found;
}

static int by_place(const void *left, const void *right)
{
    return is_before(left, right) ? -1 : is_before(right, left);
}

/* Few, nearly in order, are the rule. */
static void sort(struct asc_name_proposal *proposal, uint32_t count)
{
    if (count > FEW) {
        qsort(proposal, count, sizeof *proposal, by_place);
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        struct asc_name_proposal moving = proposal[i];
        uint32_t to = i;
        for (; to && is_before(&moving, proposal + to - 1); to--) {
            proposal[to] = proposal[to - 1];
        }
        proposal[to] = moving;
    }
}

uint32_t asc_names_rule(const struct asc_naming *n, const struct asc_name_span *span, unsigned type)
{
    for (uint32_t i = span->found; i != ASC_NONE; i = n->found[i].next) {
        if (n->found[i].type == type) {
            return n->found[i].rule;
        }
    }
    return ASC_NONE;
}

/* Adds what a rule found to a span, if it is the first rule that gives it this type. */
static void link_found(struct asc_naming *n, struct asc_name_span *span, uint32_t found)
{
    uint32_t *end = &span->found;
    while (*end != ASC_NONE && n->found[*end].type != n->found[found].type) {
        end = &n->found[*end].next;
    }
    *end = *end == ASC_NONE ? found : *end;
}

/* Makes spans of the proposals, in order; what was proposed more than once stands once. */
static void make_spans(struct asc_naming *n)
{
    struct asc_name_span *span = NULL;
    uint64_t place = 0;
    for (uint32_t i = 0; i < n->proposals && !n->failed; i++) {
        const struct asc_name_proposal *proposal = n->proposal + i;
        if (!span || proposal->place != place) {
            if (!ASC_ROOM(&n->doc->arena, n->span, n->spans, n->span_room)) {
                n->failed = true;
                return;
            }
            place = proposal->place;
            span = n->span + n->spans++;
            span->token = (uint32_t)(place >> 32);
            span->token_end = UINT32_MAX - (uint32_t)place;
            span->sentence = n->sentence;
            span->found = ASC_NONE;
            span->types = 0;
            span->won = false;
            span->voted = ASC_TYPE_NONE;
        }
        span->types |= proposal->types;
        if (proposal->found != ASC_NONE) {
            link_found(n, span, proposal->found);
        }
    }
}

/* Can no vote make a name of a span? */
static bool is_hopeless(const struct asc_naming *n, const struct asc_name_span *span)
{
    const struct asc_row *most = n->rows->most_votes + (span->token_end - span->token > 1);
    for (unsigned types = span->types; types; types &= types - 1) {
        unsigned type = (unsigned)__builtin_ctz(types);
        if (span->sum[type] + most->weight[type] > 0) {
            return false;
        }
    }
    return true;
}

void asc_names_propose(struct asc_naming *n)
{
    uint32_t kept = n->spans;
    n->proposals = 0;
    add_readings(n);
    add_runs(n);
    add_rules(n);
    sort(n->proposal, n->proposals);
    make_spans(n);
    for (uint32_t i = kept; i < n->spans && !n->failed; i++) {
        asc_names_weigh(n, n->span + i);
        if (n->doc->trace || !is_hopeless(n, n->span + i)) {
            n->span[kept++] = n->span[i];
        }
    }
    n->spans = kept;
}
