/* Does what is known of somebody go with a description? Words of the role, the sort that a noun means (rules/sorts.tsv), the country. */
#include <string.h>

#include "document/fold.h"
#include "resolve/speaking.h"

/* So many words in apposition, or of what somebody does, are read. */
enum { APPOSED = 9, CLAUSE = 3, ACRONYM = 4 };

static bool is(const struct asc_resolving *r, uint32_t t, unsigned class)
{
    return asc_token_has(r, t, class);
}

/* --- sorts ------------------------------------------------------------------------------------------------------------- */

static bool meet(struct asc_sorts a, struct asc_sorts b)
{
    return (a.bits[0] & b.bits[0]) | (a.bits[1] & b.bits[1]);
}

static bool any(struct asc_sorts sorts)
{
    return sorts.bits[0] | sorts.bits[1];
}

/* What the word of a key shows. */
static bool add_shown(const struct asc_resolving *r, struct asc_sorts *shows, uint64_t key)
{
    const struct asc_sort *sort = asc_sort(r->known, key);
    if (sort) {
        shows->bits[0] |= sort->shows.bits[0];
        shows->bits[1] |= sort->shows.bits[1];
    }
    return sort && any(sort->shows);
}

static bool add_word(const struct asc_resolving *r, struct asc_sorts *shows, const char *word, size_t len)
{
    return len && add_shown(r, shows, asc_fold_end(asc_fold_bytes(ASC_FOLD_START, word, len)));
}

/* What the words of a string of the tables show. */
static void add_words(const struct asc_resolving *r, struct asc_sorts *shows, const char *words)
{
    while (*words) {
        size_t len = strcspn(words, " -,");
        (void)add_word(r, shows, words, len);
        words += len + (words[len] != '\0');
    }
}

/* What a kind of the tables shows: all of it ("armed-group"), else its last word. */
static bool add_kind(const struct asc_resolving *r, struct asc_sorts *shows, const char *kind)
{
    const char *last = strrchr(kind, '-');
    return add_word(r, shows, kind, strlen(kind)) || (last && add_word(r, shows, last + 1, strlen(last + 1)));
}

static void add_span(const struct asc_resolving *r, struct asc_sorts *shows, struct asc_span span)
{
    for (uint32_t t = asc_token_at(r->doc, span.begin); span.end && t < r->doc->tokens && r->doc->token[t].end <= span.end; t++) {
        (void)add_shown(r, shows, r->doc->token[t].key);
    }
}

/* "Varde Savings, a lender in Aarhus", "is a lender": nouns that say what the body before token `t` is. */
static void add_apposed(const struct asc_resolving *r, struct asc_sorts *shows, uint32_t t)
{
    bool opens = is(r, t, ASC_CLASS_COMMA) || is(r, t, ASC_CLASS_BE);
    t++;
    for (uint32_t end = t + APPOSED; opens && is(r, end - APPOSED, ASC_CLASS_ART) && t < end; t++) {
        if (is(r, t, ASC_CLASS_COMMA) || is(r, t, ASC_CLASS_STOP) || is(r, t, ASC_CLASS_WHICH) || is(r, t, ASC_CLASS_PREP)) {
            break;
        }
        bool noun = is(r, t, ASC_CLASS_ORG_NOUN) && !is(r, t + 1, ASC_CLASS_NOUN) && !is(r, t + 1, ASC_CLASS_HYPHEN);
        (void)(noun && add_shown(r, shows, r->doc->token[t].key));
    }
}

/* The main word of a body's name: the last, or that before "of" ("Bank of Ely"); when it shows nothing the first ("Bank Ely"). */
static void add_body(const struct asc_resolving *r, struct asc_sorts *shows, uint32_t token, struct asc_span name)
{
    const struct asc_document *doc = r->doc;
    uint32_t end = token;
    while (end < doc->tokens && doc->token[end].end <= name.end && !is(r, end, ASC_CLASS_OF) && !is(r, end, ASC_CLASS_FOR) &&
           !(is(r, end, ASC_CLASS_PREP) && end > token)) {
        end++;
    }
    if (end > token && !add_shown(r, shows, doc->token[end - 1].key)) {
        (void)add_shown(r, shows, doc->token[token].key);
    }
}

/* "Ana Diaz, who teaches", "Ana Diaz teaches": what the words behind the name of a person before token `t` show. */
static void add_clause(const struct asc_resolving *r, struct asc_sorts *shows, uint32_t t)
{
    t += is(r, t, ASC_CLASS_COMMA) && is(r, t + 1, ASC_CLASS_WHO);
    bool relative = is(r, t, ASC_CLASS_WHO);
    for (uint32_t end = t + 1 + (relative ? CLAUSE : 0); t < end && t < r->doc->tokens; t++) {
        if (!is(r, t, ASC_CLASS_NOUN) && !is(r, t, ASC_CLASS_NOUN_PL) && add_shown(r, shows, r->doc->token[t].key)) {
            return;
        }
    }
}

/* What each mention by itself shows of its entity, of all mentions at once. */
static void read_mentions(const struct asc_speaking *s)
{
    struct asc_resolving *r = s->r;
    const struct asc_document *doc = r->doc;
    for (uint32_t m = 0; m < s->name_mentions; m++) {
        const struct asc_mention *mention = doc->mention + m;
        if (mention->entity >= doc->entities || (mention->type != ASC_PERSON && mention->type != ASC_ORGANIZATION)) {
            continue;
        }
        struct asc_sorts *shows = &r->person[mention->entity].shows;
        if (mention->type == ASC_ORGANIZATION) {
            add_apposed(r, shows, mention->token_end);
            bool apposed = is(r, mention->token_end, ASC_CLASS_COMMA) && mention->token > 1 && is(r, mention->token - 1, ASC_CLASS_COMMA);
            uint32_t noun = mention->token - apposed; /* "the airport operator | Avinor", "the airport operator, | Avinor," */
            if (noun > 0 && is(r, noun - 1, ASC_CLASS_ORG_NOUN)) {
                (void)add_shown(r, shows, doc->token[noun - 1].key);
            }
            continue;
        }
        uint32_t name = asc_resolve_after_titles(r, mention), title = name > 0 ? name - 1 : 0;
        if (title < name && is(r, title, ASC_CLASS_TITLE)) {
            (void)add_shown(r, shows, doc->token[title].key);
        }
        add_clause(r, shows, mention->token_end);
    }
}

/* What the text and the tables show of an entity. */
static const struct asc_person *shown(struct asc_speaking *s, uint32_t e)
{
    struct asc_resolving *r = s->r;
    if (!s->mentions_read) {
        s->mentions_read = true;
        read_mentions(s);
    }
    struct asc_person *person = r->person + e;
    const struct asc_entity *entity = r->doc->entity + e;
    if (!person->read) {
        person->read = true;
        add_span(r, &person->shows, entity->role);
        add_words(r, &person->told, asc_entry_role(r->known, entity->entry));
        if (entity->type == ASC_ORGANIZATION && entity->level == ASC_LEVEL_NAME) {
            if (!add_kind(r, &person->shows, asc_entry_kind(r->known, entity->entry))) {
                add_body(r, &person->shows, person->token, entity->name);
            }
        } else if (entity->type == ASC_ORGANIZATION) {
            add_body(r, &person->shows, r->doc->mention[entity->mention].token, entity->name); /* "a city bank" */
        }
    }
    return person;
}

enum asc_fit asc_speaking_fits_sort(struct asc_speaking *s, uint32_t head, uint32_t entity)
{
    const struct asc_sort *noun = asc_sort(s->r->known, s->r->doc->token[head].key);
    if (!noun || !any(noun->means)) {
        return ASC_FIT_UNKNOWN;
    }
    const struct asc_person *person = shown(s, entity);
    if (meet(noun->means, person->shows) || meet(noun->means, person->told)) {
        return ASC_FIT_SAME;
    }
    bool always = noun->means.bits[0] == noun->always.bits[0] && noun->means.bits[1] == noun->always.bits[1];
    bool body = s->r->doc->entity[entity].type == ASC_ORGANIZATION; /* a person is many things at once */
    return always || (body && any(person->shows)) ? ASC_FIT_OTHER : ASC_FIT_UNKNOWN;
}

bool asc_speaking_means_shown(const struct asc_speaking *s, uint32_t head, uint64_t key)
{
    const struct asc_sort *noun = asc_sort(s->r->known, s->r->doc->token[head].key), *word = noun ? asc_sort(s->r->known, key) : NULL;
    return word && meet(noun->means, word->shows);
}

bool asc_speaking_has_sort(const struct asc_speaking *s, uint32_t head)
{
    const struct asc_sort *noun = asc_sort(s->r->known, s->r->doc->token[head].key);
    return noun && any(noun->means);
}

/* --- countries --------------------------------------------------------------------------------------------------------- */

static const struct asc_entry *placed(const struct asc_resolving *r, const struct asc_mention *m)
{
    const struct asc_entry *entry = m->type == ASC_GROUP || m->type == ASC_PLACE ? asc_entry(r->known, m->entry) : NULL;
    return entry && *entry->country ? entry : NULL;
}

/* Is the whole country meant, not a part of it: a people, a country? */
static bool is_national(const struct asc_resolving *r, const struct asc_mention *m)
{
    return m->type == ASC_GROUP || strcmp(asc_entry_kind(r->known, m->entry), "country") == 0;
}

/* Two that are named beside persons or bodies: "Russian" and "Russia" are the same, "Texas" and "Ohio" others. */
static enum asc_fit compare_places(const struct asc_resolving *r, const struct asc_mention *a, const struct asc_mention *b)
{
    const struct asc_entry *one = placed(r, a), *two = placed(r, b);
    if (a->entry == b->entry && a->entry != ASC_NONE) {
        return ASC_FIT_SAME;
    }
    if (!one || !two) {
        return ASC_FIT_UNKNOWN;
    }
    if (strncmp(one->country, two->country, sizeof one->country) != 0) {
        return ASC_FIT_OTHER;
    }
    bool national = is_national(r, a), other_national = is_national(r, b);
    return national ? ASC_FIT_SAME : other_national ? ASC_FIT_LIKE : ASC_FIT_OTHER;
}

/* What one word of a place or people in a description says of an entity. */
static enum asc_fit fits_place(const struct asc_speaking *s, const struct asc_mention *place, uint32_t e)
{
    const struct asc_resolving *r = s->r;
    const struct asc_document *doc = r->doc;
    const struct asc_entity *entity = doc->entity + e;
    const struct asc_mention *first = doc->mention + entity->mention;
    enum asc_fit fit = ASC_FIT_UNKNOWN;
    uint32_t role = asc_token_at(doc, entity->role.begin);
    uint32_t m = entity->role.end ? asc_speaking_mention_from(s, role) : s->name_mentions;
    bool owned = entity->role.end && m > 0 && role > 0 && is(r, role - 1, ASC_CLASS_POSSESSIVE) && doc->mention[m - 1].token_end + 1 >= role;
    m -= owned; /* "Iraq's | interior minister" */
    for (; m < s->name_mentions && doc->mention[m].end <= entity->role.end; m++) {
        enum asc_fit found = compare_places(r, place, doc->mention + m);
        fit = found == ASC_FIT_UNKNOWN ? fit : found;
    }
    m = asc_speaking_mention_from(s, first->token_end);
    bool beside = m < s->name_mentions && doc->mention[m].token == first->token_end + 1 &&
                  (is(r, first->token_end, ASC_CLASS_OF) || is(r, first->token_end, ASC_CLASS_FROM)); /* "Senator Ana Diaz of Texas" */
    if (fit == ASC_FIT_UNKNOWN && beside) {
        fit = compare_places(r, place, doc->mention + m);
    }
    const struct asc_entry *entry = asc_entry(r->known, entity->entry), *wanted = placed(r, place);
    if (fit != ASC_FIT_UNKNOWN || !entry || !*entry->country || !wanted) {
        return fit;
    }
    bool same = strncmp(entry->country, wanted->country, sizeof entry->country) == 0;
    return !same ? ASC_FIT_OTHER : is_national(r, place) ? ASC_FIT_SAME : ASC_FIT_LIKE;
}

enum asc_fit asc_speaking_fits_country(const struct asc_speaking *s, struct asc_span words, uint32_t entity)
{
    const struct asc_document *doc = s->r->doc;
    enum asc_fit fit = ASC_FIT_UNKNOWN;
    for (uint32_t m = asc_speaking_mention_from(s, words.begin); m < s->name_mentions && doc->mention[m].token < words.end; m++) {
        if (doc->mention[m].type == ASC_GROUP || doc->mention[m].type == ASC_PLACE) {
            enum asc_fit found = fits_place(s, doc->mention + m, entity);
            if (found == ASC_FIT_OTHER) {
                return found;
            }
            fit = found > fit ? found : fit;
        }
    }
    return fit;
}

bool asc_speaking_placed(const struct asc_speaking *s, struct asc_span words)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = asc_speaking_mention_from(s, words.begin);
    while (m < s->name_mentions && doc->mention[m].token < words.end && !placed(s->r, doc->mention + m)) {
        m++;
    }
    return m < s->name_mentions && doc->mention[m].token < words.end;
}

/* --- words ------------------------------------------------------------------------------------------------------------- */

/* Does a span of the text hold the word with this key? */
static bool holds_word(const struct asc_document *doc, struct asc_span span, uint64_t key)
{
    for (uint32_t t = asc_token_at(doc, span.begin); t < doc->tokens && doc->token[t].end <= span.end; t++) {
        if (doc->token[t].key == key) {
            return true;
        }
    }
    return false;
}

/* Does the role that the tables give a person hold this word? */
static bool in_tables(const struct asc_resolving *r, uint32_t entry, uint64_t key)
{
    const char *role = asc_entry_role(r->known, entry);
    while (*role) {
        size_t len = strcspn(role, " -,");
        if (len && asc_fold_end(asc_fold_bytes(ASC_FOLD_START, role, len)) == key) {
            return true;
        }
        role += len + (role[len] != '\0');
    }
    return false;
}

/* A word that says who is meant: no article, possessive, mark, small word. */
bool asc_speaking_tells(const struct asc_resolving *r, uint32_t t)
{
    static const unsigned small[] = {ASC_CLASS_DET, ASC_CLASS_POSS, ASC_CLASS_PREP, ASC_CLASS_OF,        ASC_CLASS_FOR,
                                     ASC_CLASS_TO,  ASC_CLASS_AND,  ASC_CLASS_ORD,  ASC_CLASS_POSSESSIVE};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        if (is(r, t, small[i])) {
            return false;
        }
    }
    return !(r->doc->token[t].shape & ASC_SHAPE_PUNCT);
}

static bool known_by(const struct asc_resolving *r, const struct asc_entity *entity, uint64_t key)
{
    return (entity->role.end && holds_word(r->doc, entity->role, key)) || in_tables(r, entity->entry, key);
}

/* Do the capitals of a word begin the next words of a role: "PM" of "prime minister", "CEO" of "chief executive" with or without
 * "officer"? `at` is one of them. */
static bool begins_with_initials(const char *at, const char *end, const char *capital, const char *capital_end)
{
    while (capital < capital_end && at < end && (*at | 0x20) == (*capital | 0x20)) {
        capital++;
        while (at < end && *at != ' ' && *at != '-') {
            at++;
        }
        at += at < end;
    }
    bool officer = at >= end && capital + 1 == capital_end && (*capital | 0x20) == 'o';
    return capital == capital_end || officer;
}

static bool stands_for(const char *role, size_t len, const char *capitals, size_t count)
{
    for (size_t i = 0; i < len; i++) {
        if ((i == 0 || role[i - 1] == ' ' || role[i - 1] == '-') && begins_with_initials(role + i, role + len, capitals, capitals + count)) {
            return true;
        }
    }
    return false;
}

/* "PM", "CEO": is it short for the role that the text or the tables give somebody? */
static bool is_short_for_role(const struct asc_resolving *r, const struct asc_entity *entity, uint32_t t)
{
    const struct asc_token *token = r->doc->token + t;
    size_t count = token->end - token->begin;
    const char *capitals = asc_token_text(r->doc, token), *told = asc_entry_role(r->known, entity->entry);
    if (!(token->shape & ASC_SHAPE_UPPER) || count < 2 || count > ACRONYM) {
        return false;
    }
    return (entity->role.end && stands_for(r->doc->text + entity->role.begin, entity->role.end - entity->role.begin, capitals, count)) ||
           stands_for(told, strlen(told), capitals, count);
}

/* Does the token belong to the name of a place or of a people? */
static bool in_place(const struct asc_speaking *s, uint32_t t)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = asc_speaking_mention_from(s, t + 1);
    const struct asc_mention *before = m > 0 ? doc->mention + m - 1 : NULL;
    return before && before->token_end > t && (before->type == ASC_GROUP || before->type == ASC_PLACE);
}

bool asc_speaking_knows_rest(const struct asc_speaking *s, uint32_t e, const struct asc_said_by *source, bool placed_right)
{
    const struct asc_resolving *r = s->r;
    const struct asc_document *doc = r->doc;
    const struct asc_entity *entity = doc->entity + e;
    for (uint32_t t = source->begin; t < source->end; t++) {
        bool telling = is(r, t, ASC_CLASS_NOUN) || is(r, t, ASC_CLASS_ROLE) || (doc->token[t].shape & ASC_SHAPE_CAPITAL);
        if (t != source->head && asc_speaking_tells(r, t) && telling && !known_by(r, entity, doc->token[t].key) &&
            !holds_word(doc, entity->name, doc->token[t].key) && !(placed_right && in_place(s, t))) {
            return false;
        }
    }
    return true;
}

bool asc_speaking_fits(const struct asc_speaking *s, uint32_t e, const struct asc_said_by *source)
{
    const struct asc_entity *entity = s->r->doc->entity + e;
    char gender = asc_speaking_gender(s->r, source->head);
    bool known = known_by(s->r, entity, s->r->doc->token[source->head].key) || is_short_for_role(s->r, entity, source->head);
    if ((gender && entity->gender && gender != entity->gender) || !known) {
        return false;
    }
    enum asc_fit where = asc_speaking_fits_country(s, (struct asc_span){source->begin, source->end}, e);
    return where != ASC_FIT_OTHER && asc_speaking_knows_rest(s, e, source, where == ASC_FIT_SAME);
}

/* Do all words of the source stand in the description, with the same head? "the official" after "a senior army official". */
bool asc_speaking_shortens(const struct asc_resolving *r, const struct asc_entity *entity, const struct asc_said_by *source)
{
    const struct asc_document *doc = r->doc;
    if (!holds_word(doc, entity->name, doc->token[source->head].key)) {
        return false;
    }
    for (uint32_t t = source->begin; t < source->end; t++) {
        if (asc_speaking_tells(r, t) && !holds_word(doc, entity->name, doc->token[t].key)) {
            return false;
        }
    }
    return true;
}
