/* Mentions that are names → entities: one thing, one entity; never two distinct given names in one. */
#include <string.h>

#include "document/fold.h"
#include "resolve/speaking.h"

/* Of the entities that share a word with a mention this many are compared, the newest first: "Company" may be part of every name. */
enum { MOST_COMPARED = 128 };

uint32_t asc_resolve_after_titles(const struct asc_resolving *r, const struct asc_mention *m)
{
    uint32_t t = m->token;
    while (m->type == ASC_PERSON && t + 1 < m->token_end && asc_is(r->known, r->doc->token + t, ASC_CLASS_TITLE) &&
           !asc_is(r->known, r->doc->token + t, ASC_CLASS_GIVEN_M) && !asc_is(r->known, r->doc->token + t, ASC_CLASS_GIVEN_F)) {
        t++;
    }
    return t;
}

/* The words of a mention that count: no marks, initials' full stops; hyphenated ones are one. */
struct words {
    uint32_t count, token[12];
    uint64_t key[12];
    uint64_t chain; /* the key of all of them */
};

/* "Holm-Aagaard" is one surname, not a given name and another; "al-Assad" may also be called Assad. */
static bool is_hyphenated(const struct asc_resolving *r, const struct asc_mention *m, uint32_t t)
{
    const struct asc_token *token = r->doc->token + t;
    return t > m->token + 1 && !asc_is(r->known, token - 2, ASC_CLASS_PARTICLE) && (token->shape & ASC_SHAPE_GLUED) &&
           (token[-1].shape & ASC_SHAPE_GLUED) && asc_is(r->known, token - 1, ASC_CLASS_HYPHEN);
}

/* "KC", "MP": letters behind a name that are no part of it, as "Jr." and "III" are. */
static bool is_honour(const struct asc_resolving *r, uint32_t t)
{
    const struct asc_token *token = r->doc->token + t;
    const char *text = asc_token_text(r->doc, token);
    return (token->shape & ASC_SHAPE_UPPER) && asc_is(r->known, token, ASC_CLASS_NAME_SUFFIX) && strspn(text, "IVX") < token->end - token->begin;
}

/* Where the name of a person ends, without honours behind it. */
static uint32_t end_of_name(const struct asc_resolving *r, const struct asc_mention *m)
{
    uint32_t end = m->token_end;
    while (m->type == ASC_PERSON && end > m->token + 2 && (is_honour(r, end - 1) || asc_is(r->known, r->doc->token + end - 1, ASC_CLASS_COMMA))) {
        end--;
    }
    return end;
}

static uint64_t chain_of(const struct words *words, uint32_t count)
{
    uint64_t chain = 0;
    for (uint32_t i = 0; i < count; i++) {
        chain = asc_fold_chain(chain, words->key[i]);
    }
    return chain;
}

static void read_words(const struct asc_resolving *r, const struct asc_mention *m, struct words *words)
{
    const struct asc_document *doc = r->doc;
    words->count = 0;
    uint32_t end = end_of_name(r, m);
    for (uint32_t t = asc_resolve_after_titles(r, m); t < end && words->count < 12; t++) {
        if (doc->token[t].shape & ASC_SHAPE_PUNCT) {
            continue;
        }
        if (words->count && is_hyphenated(r, m, t)) {
            words->key[words->count - 1] = asc_fold_chain(words->key[words->count - 1], doc->token[t].key);
        } else {
            words->token[words->count] = t;
            words->key[words->count++] = doc->token[t].key;
        }
    }
    words->chain = chain_of(words, words->count);
}

/* --- the index ------------------------------------------------------------------------------------------------------------- */

uint64_t asc_resolve_typed(unsigned type, uint64_t key)
{
    return asc_fold_chain(type, key);
}

/* The letters that an acronym of these words would have. */
static uint64_t acronym_of(const struct asc_document *doc, const struct words *words)
{
    uint64_t hash = ASC_FOLD_START;
    for (uint32_t i = 0; i < words->count; i++) {
        const struct asc_token *token = doc->token + words->token[i];
        if (token->shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED)) {
            hash = asc_fold_byte(hash, (unsigned char)doc->text[token->begin]);
        }
    }
    return asc_fold_end(hash);
}

struct asc_index_walk asc_resolve_surname(const struct asc_resolving *r, uint64_t surname)
{
    return asc_index_find(r->index, ASC_INDEX_WORD, asc_resolve_typed(ASC_PERSON, surname));
}

uint32_t asc_resolve_next_of_surname(const struct asc_resolving *r, struct asc_index_walk *walk, uint64_t surname)
{
    uint32_t e = asc_index_next(r->index, walk);
    while (e != ASC_NONE && r->person[e].last != surname) {
        e = asc_index_next(r->index, walk);
    }
    return e;
}

uint64_t asc_resolve_letters(const struct asc_document *doc, const struct asc_token *token)
{
    uint64_t hash = ASC_FOLD_START;
    for (uint32_t i = token->begin; i < token->end; i++) {
        hash = doc->text[i] == '.' ? hash : asc_fold_byte(hash, (unsigned char)doc->text[i]);
    }
    return asc_fold_end(hash);
}

#define NO_SURNAME(X) X(GIVEN_M) X(GIVEN_F) X(GIVEN_M_WEAK) X(GIVEN_F_WEAK) X(PARTICLE) X(TITLE)

/* All words under which a shorter form of the name can be found. */
static void add_words(struct asc_resolving *r, uint32_t entity, const struct words *words)
{
    unsigned type = r->doc->entity[entity].type;
    asc_resolve_add_key(r, ASC_INDEX_WHOLE, asc_resolve_typed(type, words->chain), entity);
    for (uint32_t i = 0; i < words->count; i++) {
        bool outer = i == 0 || i + 1 == words->count;
        if (type == ASC_ORGANIZATION || (type == ASC_PERSON && (outer || words->key[i] == r->person[entity].father))) {
            asc_resolve_add_key(r, ASC_INDEX_WORD, asc_resolve_typed(type, words->key[i]), entity);
        }
    }
    if (type == ASC_ORGANIZATION && words->count > 1) {
        asc_resolve_add_key(r, ASC_INDEX_ACRONYM, acronym_of(r->doc, words), entity);
    }
}

/* The key of the word before the last of a longer name, which may be the surname of two; 0 when it is a given name, an initial, a particle. */
static uint64_t father_of(const struct asc_resolving *r, const struct words *words)
{
    static const struct asc_classes others = ASC_CLASSES_OF(NO_SURNAME);
    uint32_t t = words->count >= 3 ? words->token[words->count - 2] : 0;
    bool surname = words->count >= 3 && (r->doc->token[t].shape & ASC_SHAPE_CAPITAL) && !(r->doc->token[t].shape & ASC_SHAPE_INITIAL) &&
                   (asc_is(r->known, r->doc->token + t, ASC_CLASS_FAMILY) || !asc_classes_meet(asc_token_classes(r, t), others));
    return surname ? words->key[words->count - 2] : 0;
}

/* Is the mention in somebody's words? "I like Joanne" does not bring her near. */
static bool is_quoted(const struct asc_document *doc, uint32_t token)
{
    uint32_t behind = asc_quotation_from(doc, token);
    return behind > 0 && token < doc->quotation[behind - 1].close;
}

static void remember(struct asc_resolving *r, uint32_t entity, uint32_t mention, const struct words *words)
{
    struct asc_document *doc = r->doc;
    struct asc_person *person = r->person + entity;
    struct asc_mention *m = doc->mention + mention;
    m->entity = entity;
    person->recent = is_quoted(doc, m->token) ? person->recent : mention;
    /* "LAGOSTA" of a dateline is written otherwise where it can be */
    bool plainer = words->count == person->words && person->whole == words->chain && (doc->token[person->token].shape & ASC_SHAPE_UPPER) &&
                   !(doc->token[words->token[0]].shape & ASC_SHAPE_UPPER);
    if (words->count > person->words || plainer) {
        person->token = words->token[0];
        person->words = words->count;
        person->first = words->key[0];
        person->last = words->key[words->count - 1];
        person->whole = words->chain;
        person->father = father_of(r, words);
        doc->entity[entity].name = (struct asc_span){doc->token[words->token[0]].begin, doc->token[end_of_name(r, m) - 1].end};
        add_words(r, entity, words);
    }
    if (doc->entity[entity].entry == ASC_NONE) {
        doc->entity[entity].entry = m->entry;
    }
    if (doc->entity[entity].entry != ASC_NONE) {
        asc_resolve_add_key(r, ASC_INDEX_ENTRY, doc->entity[entity].entry, entity);
    }
    if (!doc->entity[entity].gender) {
        doc->entity[entity].gender = m->gender;
    }
}

/* A name of one such word is no name of one's own. */
#define PLAIN_WORD(X) X(COMMON) X(FAMILY) X(GIVEN_M) X(GIVEN_F) X(PLACE_HEAD) X(ORG_HEAD)

/* --- fitting ------------------------------------------------------------------------------------------------------------------- */

static char first_letter(const struct asc_document *doc, uint32_t token)
{
    char c = doc->text[doc->token[token].begin];
    return (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
}

/* "J. Diaz" may be Josefa Diaz; whoever is called J. R. Diaz goes by these letters. */
static bool stands_for_name(const struct asc_document *doc, uint32_t token)
{
    return (doc->token[token].shape & ASC_SHAPE_INITIAL) && !(token + 1 < doc->tokens && (doc->token[token + 1].shape & ASC_SHAPE_INITIAL));
}

/* Could two persons' first words be the same name: equal, or one an initial of the other? */
static bool same_given(const struct asc_resolving *r, uint32_t entity, const struct words *words)
{
    const struct asc_document *doc = r->doc;
    if (r->person[entity].first == words->key[0]) {
        return true;
    }
    uint32_t own = r->person[entity].token;
    return (stands_for_name(doc, own) || stands_for_name(doc, words->token[0])) && first_letter(doc, own) == first_letter(doc, words->token[0]);
}

#define GIVEN(X) X(GIVEN_M) X(GIVEN_F)
#define SURNAME(X) X(PARTICLE) X(FAMILY) X(FAMILY_WEAK)

/* Are the words the surname of a longer name: "Van Roekel" of "Judy Van Roekel", "López Garay"? Not when they begin with a given name. */
static bool is_surname(const struct asc_resolving *r, uint32_t entity, const struct words *words)
{
    static const struct asc_classes given = ASC_CLASSES_OF(GIVEN), surname = ASC_CLASSES_OF(SURNAME);
    const struct asc_document *doc = r->doc;
    struct asc_classes first = asc_token_classes(r, words->token[0]);
    if (words->count >= r->person[entity].words || (asc_classes_meet(first, given) && !asc_classes_meet(first, surname))) {
        return false;
    }
    uint32_t own = asc_token_at(doc, doc->entity[entity].name.end - 1), t = words->token[words->count - 1];
    while (t + 2 < doc->tokens && (doc->token[t + 1].shape & doc->token[t + 2].shape & ASC_SHAPE_GLUED) &&
           asc_is(r->known, doc->token + t + 1, ASC_CLASS_HYPHEN)) {
        t += 2; /* the hyphenated rest of the last word */
    }
    for (; own > r->person[entity].token; own--, t--) {
        if (doc->token[own].key != doc->token[t].key) {
            return false;
        }
        if (t == words->token[0]) {
            return true;
        }
    }
    return false;
}

/* How well a mention of a person fits an entity: 0 not at all; higher is better. */
static int person_fit(const struct asc_resolving *r, uint32_t entity, const struct words *words)
{
    const struct asc_person *person = r->person + entity;
    if (person->whole == words->chain) {
        return 4;
    }
    uint64_t last = words->key[words->count - 1];
    if (words->count >= 2 && person->words >= 2) {
        return person->last != last ? 0 : same_given(r, entity, words) ? 3 : is_surname(r, entity, words) ? 2 : 0;
    }
    if (person->words >= 2) {
        return person->last == last ? 2 : person->first == last || person->father == last ? 1 : 0;
    }
    return words->count >= 2 && (person->last == last || person->last == words->key[0]) ? 2 : 0;
}

/* Do all words of the shorter name stand in the longer one, its last word included? "Revolutionary Guard", "the Guard". */
static bool is_part(const struct asc_resolving *r, uint32_t entity, const struct words *words)
{
    const struct asc_document *doc = r->doc;
    uint32_t end = doc->entity[entity].name.end, found = 0, total = 0;
    for (uint32_t t = r->person[entity].token; t < doc->tokens && doc->token[t].end <= end; t++) {
        total += !(doc->token[t].shape & ASC_SHAPE_PUNCT);
        found += found < words->count && doc->token[t].key == words->key[found];
    }
    return found == words->count && total > words->count;
}

/* Is a word of capitals made of the first letters of a long name? */
static bool is_acronym(const struct asc_resolving *r, uint32_t entity, const struct asc_token *token)
{
    const struct asc_document *doc = r->doc;
    const char *at = asc_token_text(doc, token), *end = at + (token->end - token->begin);
    for (uint32_t t = r->person[entity].token; t < doc->tokens && doc->token[t].end <= doc->entity[entity].name.end; t++) {
        if (!(doc->token[t].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_MIXED))) {
            continue;
        }
        while (at < end && *at == '.') {
            at++;
        }
        if (at >= end || *at != doc->text[doc->token[t].begin]) {
            return false;
        }
        at++;
    }
    while (at < end && *at == '.') {
        at++;
    }
    return at == end;
}

/* Is a longer name, which no table has, that of what was called by its first word: "Odvar", then "Odvar Pumper"? Not when it ends with
 * what sort of a body it is: "Odvar Council" is another. */
static bool is_longer(const struct asc_resolving *r, uint32_t entity, const struct words *words)
{
    static const struct asc_classes common = ASC_CLASSES_OF(PLAIN_WORD);
    const struct asc_person *person = r->person + entity;
    const struct asc_token *last = r->doc->token + words->token[words->count - 1];
    return person->words == 1 && words->count > 1 && person->last == words->key[0] && r->doc->entity[entity].entry == ASC_NONE &&
           !asc_is(r->known, last, ASC_CLASS_ORG_NOUN) && !(r->doc->token[person->token].shape & ASC_SHAPE_UPPER) &&
           !asc_classes_meet(asc_classes_of(r->known, r->doc->token[person->token].set), common);
}

static int thing_fit(const struct asc_resolving *r, uint32_t entity, const struct asc_mention *m, const struct words *words)
{
    const struct asc_document *doc = r->doc;
    const struct asc_entity *e = doc->entity + entity;
    if (r->person[entity].whole == words->chain) {
        return 4;
    }
    if (e->type != ASC_ORGANIZATION) {
        return 0;
    }
    const struct asc_token *first = doc->token + m->token;
    if (words->count == 1 && (first->shape & ASC_SHAPE_UPPER) && r->person[entity].words > 1) {
        return is_acronym(r, entity, first) ? 3 : 0;
    }
    if (m->entry != ASC_NONE) {
        return 0;
    }
    return is_part(r, entity, words) || is_longer(r, entity, words) ? 1 : 0;
}

/* The entity that a mention names: the most recent of the best fitting ones. */
struct search {
    const struct asc_resolving *r;
    const struct asc_mention *m;
    const struct words *words;
    uint32_t best; /* [E] or ASC_NONE */
    int fit;       /* of the best one: 5 the same entry, 4 the same words, less for a part of the name */
};

static int fit_of(const struct search *s, uint32_t e)
{
    const struct asc_mention *m = s->m;
    const struct asc_entity *entity = s->r->doc->entity + e;
    if (entity->type != m->type) {
        return 0;
    }
    bool same_entry = m->entry != ASC_NONE && entity->entry == m->entry;
    bool other_entry = m->entry != ASC_NONE && entity->entry != ASC_NONE && entity->entry != m->entry;
    int fit = same_entry ? 5 : m->type == ASC_PERSON ? person_fit(s->r, e, s->words) : thing_fit(s->r, e, m, s->words);
    return other_entry && fit < 4 ? 0 : fit;
}

static void compare(struct search *s, enum asc_index_kind kind, uint64_t key)
{
    struct asc_index_walk walk = asc_index_find(s->r->index, kind, key);
    uint32_t e = asc_index_next(s->r->index, &walk);
    for (int compared = 0; e != ASC_NONE && compared < MOST_COMPARED; compared++) {
        int fit = fit_of(s, e);
        if (fit && (fit > s->fit || (fit == s->fit && s->r->person[e].recent > s->r->person[s->best].recent))) {
            s->best = e;
            s->fit = fit;
        }
        e = asc_index_next(s->r->index, &walk);
    }
}

/* The word of an organization's name that the fewest names hold, as far as can be told: the one that was last seen in a new name the
 * longest ago. False when one word is in no name: then the mention is no part of any. */
static bool rarest_word(const struct search *s, uint64_t *key)
{
    uint32_t oldest = ASC_NONE;
    for (uint32_t i = 0; i < s->words->count; i++) {
        uint64_t word = asc_resolve_typed(ASC_ORGANIZATION, s->words->key[i]);
        struct asc_index_walk walk = asc_index_find(s->r->index, ASC_INDEX_WORD, word);
        uint32_t newest = asc_index_next(s->r->index, &walk);
        if (newest == ASC_NONE) {
            return false;
        }
        if (newest < oldest) {
            oldest = newest;
            *key = word;
        }
    }
    return true;
}

/* "Odvar Drivers' Union | (GSP)": is it what an organization just named is called for short, whatever its letters stand for? */
static bool is_bracketed(const struct asc_resolving *r, uint32_t mention)
{
    const struct asc_document *doc = r->doc;
    if (mention == 0 || mention >= doc->mentions) {
        return false;
    }
    const struct asc_mention *name = doc->mention + mention - 1, *m = doc->mention + mention;
    bool names = name->type == ASC_ORGANIZATION && m->type == ASC_ORGANIZATION && name->level == ASC_LEVEL_NAME && m->level == ASC_LEVEL_NAME;
    return names && m->entry == ASC_NONE && m->token_end == m->token + 1 && (doc->token[m->token].shape & ASC_SHAPE_UPPER) &&
           name->token_end - name->token > 1 && name->token_end + 1 == m->token && asc_token_has(r, name->token_end, ASC_CLASS_LPAREN) &&
           asc_token_has(r, m->token_end, ASC_CLASS_RPAREN);
}

/* The organization that brackets gave this short name before, or whose name stands before the brackets. */
static uint32_t by_brackets(struct asc_resolving *r, uint32_t mention, const struct words *words)
{
    const struct asc_document *doc = r->doc;
    uint64_t key = asc_resolve_typed(ASC_ORGANIZATION, words->chain);
    struct asc_index_walk walk = asc_index_find(r->index, ASC_INDEX_BRACKET, key);
    uint32_t entity = asc_index_next(r->index, &walk);
    if (entity == ASC_NONE && is_bracketed(r, mention)) {
        entity = doc->mention[mention - 1].entity;
        if (entity != ASC_NONE) {
            asc_resolve_add_key(r, ASC_INDEX_BRACKET, key, entity);
        }
    }
    return entity;
}

/* The organization that was called by the short name before which its full one stands now. */
static uint32_t by_brackets_behind(const struct asc_resolving *r, uint32_t mention)
{
    if (!is_bracketed(r, mention + 1)) {
        return ASC_NONE;
    }
    struct words words;
    read_words(r, r->doc->mention + mention + 1, &words);
    struct asc_index_walk walk = asc_index_find(r->index, ASC_INDEX_WHOLE, asc_resolve_typed(ASC_ORGANIZATION, words.chain));
    uint32_t entity = asc_index_next(r->index, &walk);
    return entity != ASC_NONE && r->person[entity].whole == words.chain ? entity : ASC_NONE;
}

/* ASC_NONE when the mention names somebody new. */
static uint32_t find_entity(const struct asc_resolving *r, const struct asc_mention *m, const struct words *words)
{
    struct search s = {r, m, words, ASC_NONE, 0};
    if (m->entry != ASC_NONE) {
        compare(&s, ASC_INDEX_ENTRY, m->entry);
    }
    if (s.fit < 5) {
        compare(&s, ASC_INDEX_WHOLE, asc_resolve_typed(m->type, words->chain));
    }
    if (s.fit >= 4 || (m->type != ASC_PERSON && m->type != ASC_ORGANIZATION)) {
        return s.best;
    }
    uint64_t key = 0;
    if (m->type == ASC_ORGANIZATION) {
        if (words->count == 1) {
            compare(&s, ASC_INDEX_ACRONYM, asc_resolve_letters(r->doc, r->doc->token + m->token));
        }
        if (rarest_word(&s, &key)) {
            compare(&s, ASC_INDEX_WORD, key);
        } else if (words->count > 1 && m->entry == ASC_NONE) {
            compare(&s, ASC_INDEX_WORD, asc_resolve_typed(m->type, words->key[0]));
        }
        return s.best;
    }
    compare(&s, ASC_INDEX_WORD, asc_resolve_typed(ASC_PERSON, words->key[0]));
    if (words->count > 1) {
        compare(&s, ASC_INDEX_WORD, asc_resolve_typed(ASC_PERSON, words->key[words->count - 1]));
    }
    return s.best;
}

/* --- persons who are companies ------------------------------------------------------------------------------------------ */

/* Keys of the index under which the mentions of organizations stand before there are entities. */
enum { WITHOUT_SUFFIX = 32, ONE_WORD = 33, ALL_WORDS = 34 };

/* What a word of a person's name is, at its beginning and at its end. */
#define FIRST_OF_PERSON(X) X(GIVEN_M) X(GIVEN_F) X(FAMILY) X(TITLE) X(INITIAL) X(ROLE)
#define LAST_OF_PERSON(X) X(GIVEN_M) X(GIVEN_F) X(FAMILY) X(NAME_SUFFIX)

static bool meets(const struct asc_resolving *r, uint32_t t, struct asc_classes classes)
{
    return asc_classes_meet(asc_classes_of(r->known, r->doc->token[t].set), classes);
}

/* "Odvar Pumper AB", "Odvar": what an organization may be called elsewhere. */
static void note_organization(struct asc_resolving *r, uint32_t m)
{
    struct words words;
    read_words(r, r->doc->mention + m, &words);
    uint32_t count = words.count;
    while (count > 1 && asc_is(r->known, r->doc->token + words.token[count - 1], ASC_CLASS_ORG_SUFFIX)) {
        count--;
    }
    if (words.count > 1) {
        asc_resolve_add_key(r, ASC_INDEX_WHOLE, asc_fold_chain(ALL_WORDS, words.chain), m);
    }
    if (count > 1 && count < words.count) {
        asc_resolve_add_key(r, ASC_INDEX_WHOLE, asc_fold_chain(WITHOUT_SUFFIX, chain_of(&words, count)), m);
    } else if (words.count == 1 && r->doc->mention[m].entry == ASC_NONE) {
        asc_resolve_add_key(r, ASC_INDEX_WHOLE, asc_fold_chain(ONE_WORD, words.chain), m);
    }
}

static bool is_noted(const struct asc_resolving *r, unsigned how, uint64_t chain)
{
    struct asc_index_walk walk = asc_index_find(r->index, ASC_INDEX_WHOLE, asc_fold_chain(how, chain));
    return asc_index_next(r->index, &walk) != ASC_NONE;
}

/* Is what was taken for a person an organization by its other forms: "Odvar Pumper" beside "Odvar Pumper AB", or, when neither word is a
 * name of persons, beside the organization "Odvar", or one of the same words? */
static bool is_organization(const struct asc_resolving *r, const struct asc_mention *m)
{
    static const struct asc_classes firsts = ASC_CLASSES_OF(FIRST_OF_PERSON), lasts = ASC_CLASSES_OF(LAST_OF_PERSON);
    struct words words;
    read_words(r, m, &words);
    if (words.count < 2) {
        return false;
    }
    uint32_t first = words.token[0], last = words.token[words.count - 1];
    if (is_noted(r, WITHOUT_SUFFIX, words.chain)) {
        return true;
    }
    bool personal = meets(r, first, firsts) || meets(r, last, lasts) || first != m->token;
    return !personal && (is_noted(r, ONE_WORD, chain_of(&words, 1)) || is_noted(r, ALL_WORDS, words.chain));
}

static void retype_persons(struct asc_resolving *r)
{
    struct asc_document *doc = r->doc;
    for (uint32_t m = 0; m < doc->mentions; m++) {
        if (doc->mention[m].type == ASC_ORGANIZATION && doc->mention[m].level == ASC_LEVEL_NAME) {
            note_organization(r, m);
        }
    }
    for (uint32_t m = 0; m < doc->mentions; m++) {
        struct asc_mention *mention = doc->mention + m;
        if (mention->type == ASC_PERSON && mention->level == ASC_LEVEL_NAME && mention->entry == ASC_NONE && is_organization(r, mention)) {
            mention->type = ASC_ORGANIZATION;
        }
    }
}

/* --- persons who are called like places --------------------------------------------------------------------------------- */

/* Does a verb by which one speaks stand there: "said", "insists"? */
static bool speaks(const struct asc_resolving *r, uint32_t t)
{
    bool cue = t < r->doc->tokens && (r->doc->token[t].spare & ASC_WORD_CUE);
    return cue && (asc_token_has(r, t, ASC_CLASS_VERB_ED) || asc_token_has(r, t, ASC_CLASS_VERB_S));
}

/* "Mara Boston left. | Boston | said ...": the surname of somebody whom the text has named in full, and who speaks? A capital speaks for
 * its government. */
static bool is_speaker_named(const struct asc_resolving *r, const struct asc_mention *m, const struct words *words)
{
    bool place = m->type == ASC_PLACE && asc_entry_country(r->known, m->entry) == ASC_NONE;
    bool unknown = m->type == ASC_ORGANIZATION && m->entry == ASC_NONE;
    bool speaker = speaks(r, m->token_end) || (m->token > 0 && speaks(r, m->token - 1));
    if ((!place && !unknown) || !speaker || words->count != 1 || (m->token > 0 && asc_token_has(r, m->token - 1, ASC_CLASS_PREP))) {
        return false;
    }
    struct asc_index_walk walk = asc_resolve_surname(r, words->key[0]);
    uint32_t e = asc_resolve_next_of_surname(r, &walk, words->key[0]);
    return e != ASC_NONE && r->person[e].words > 1;
}

void asc_resolve_names(struct asc_resolving *r)
{
    struct asc_document *doc = r->doc;
    if (!asc_index_init(r->index, &doc->arena, doc->mentions)) {
        r->failed = true;
        return;
    }
    retype_persons(r);
    for (uint32_t m = 0; m < doc->mentions && !r->failed; m++) {
        if (doc->mention[m].level != ASC_LEVEL_NAME) {
            continue;
        }
        struct words words;
        read_words(r, doc->mention + m, &words);
        if (!words.count) {
            continue;
        }
        if (is_speaker_named(r, doc->mention + m, &words)) {
            doc->mention[m].type = ASC_PERSON;
            doc->mention[m].entry = ASC_NONE;
        }
        uint32_t entity = find_entity(r, doc->mention + m, &words);
        if (entity == ASC_NONE && doc->mention[m].type == ASC_ORGANIZATION) {
            entity = words.count == 1 ? by_brackets(r, m, &words) : by_brackets_behind(r, m);
        }
        bool alias = entity != ASC_NONE && r->person[entity].whole != words.chain;
        if (entity == ASC_NONE) {
            entity = asc_resolve_entity(r, m);
        }
        if (entity != ASC_NONE) {
            if (alias && doc->mention[m].method == ASC_METHOD_RULE) {
                doc->mention[m].method = ASC_METHOD_ALIAS;
            }
            remember(r, entity, m, &words);
        }
    }
}
