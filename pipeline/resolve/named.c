/* Sources that are names → whom they name: governments behind capitals, one of two who share a surname, several at once, one of a people. */
#include <string.h>

#include "document/fold.h"
#include "resolve/speaking.h"

enum { TWINS = 8 }; /* so many persons of one surname are told apart */

static bool is(const struct asc_resolving *r, uint32_t t, unsigned class)
{
    return asc_token_has(r, t, class);
}

/* A capital that speaks stands for its government: the country's entity, made if the text does not name the country. */
static uint32_t government_of(struct asc_speaking *s, uint32_t mention)
{
    struct asc_document *doc = s->r->doc;
    uint32_t country = asc_entry_country(s->r->known, doc->entity[doc->mention[mention].entity].entry);
    if (country == ASC_NONE) {
        return ASC_NONE;
    }
    struct asc_index_walk walk = asc_index_find(s->r->index, ASC_INDEX_ENTRY, country);
    uint32_t found = ASC_NONE;
    for (uint32_t e; (e = asc_index_next(s->r->index, &walk)) != ASC_NONE;) {
        found = e < found ? e : found; /* the first one of the text */
    }
    if (found != ASC_NONE) {
        return found;
    }
    uint32_t made = asc_resolve_entity(s->r, mention);
    if (made != ASC_NONE) {
        doc->entity[made].entry = country;
        asc_resolve_add_key(s->r, ASC_INDEX_ENTRY, country, made);
    }
    return made;
}

/* The word of a mention that gives a surname alone; ASC_NONE when it gives more. */
static uint32_t surname_alone(const struct asc_resolving *r, const struct asc_mention *m)
{
    uint32_t name = asc_resolve_after_titles(r, m);
    return m->type == ASC_PERSON && name + 1 == m->token_end ? name : ASC_NONE;
}

/* Was another person of the surname named in full just before, so that the surname alone does not say whose it is? */
static bool is_twin(const struct asc_speaking *s, const struct asc_mention *m, uint32_t name)
{
    const struct asc_document *doc = s->r->doc;
    uint64_t surname = doc->token[name].key;
    struct asc_index_walk walk = asc_resolve_surname(s->r, surname);
    uint32_t e = asc_resolve_next_of_surname(s->r, &walk, surname);
    for (int seen = 0; e != ASC_NONE && seen < TWINS; seen++, e = asc_resolve_next_of_surname(s->r, &walk, surname)) {
        const struct asc_mention *first = doc->mention + doc->entity[e].mention;
        if (e != m->entity && s->r->person[e].words >= 2 && first->sentence + 1 >= m->sentence && first->token < m->token) {
            return true;
        }
    }
    return false;
}

/* Whom a surname alone means, if the gender of a title before it does not tell: ASC_NONE when it could be two people. */
static uint32_t by_surname(const struct asc_speaking *s, const struct asc_mention *m, uint32_t name)
{
    char gender = name > 0 && is(s->r, name - 1, ASC_CLASS_TITLE) ? asc_speaking_gender(s->r, name - 1) : 0;
    bool told = gender && s->r->doc->entity[m->entity].gender == gender;
    return told || !is_twin(s, m, name) ? m->entity : ASC_NONE;
}

static void resolve_name(struct asc_speaking *s, struct asc_attribution *a, const struct asc_said_by *source)
{
    struct asc_document *doc = s->r->doc;
    struct asc_mention *m = doc->mention + source->mention;
    uint32_t government = m->type == ASC_PLACE ? government_of(s, source->mention) : ASC_NONE;
    if (government != ASC_NONE) {
        doc->mention[source->mention].entity = government;
        asc_speaking_set(a, government, ASC_RESOLUTION_ALIAS, 150);
        return;
    }
    uint32_t surname = surname_alone(s->r, m), whose = surname == ASC_NONE ? m->entity : by_surname(s, m, surname);
    if (whose == ASC_NONE) {
        asc_speaking_set(a, ASC_NONE, ASC_RESOLUTION_AMBIGUOUS, 0);
        return;
    }
    m->entity = whose;
    const struct asc_entity *entity = doc->entity + whose;
    bool full = entity->name.end - entity->name.begin <= m->end - m->begin;
    asc_speaking_set(a, whose, full ? ASC_RESOLUTION_NAME : ASC_RESOLUTION_ALIAS, 150);
}

uint32_t asc_speaking_named_elsewhere(const struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    uint64_t chain = 0;
    uint32_t begin = source->begin + is(s->r, source->begin, ASC_CLASS_ART);
    for (uint32_t t = begin; t < source->end; t++) {
        if (!(doc->token[t].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_UPPER)) || source->end - begin > 6) {
            return ASC_NONE;
        }
        chain = asc_fold_chain(chain, doc->token[t].key);
    }
    static const unsigned types[] = {ASC_PERSON, ASC_ORGANIZATION};
    for (size_t i = 0; begin < source->end && i < sizeof types / sizeof *types; i++) {
        struct asc_index_walk walk = asc_index_find(s->r->index, ASC_INDEX_WHOLE, asc_resolve_typed(types[i], chain));
        uint32_t entity = asc_index_next(s->r->index, &walk);
        if (entity != ASC_NONE) {
            return entity;
        }
    }
    if (begin + 1 != source->end) {
        return ASC_NONE;
    }
    const struct asc_token *token = doc->token + begin;
    if (token->shape & ASC_SHAPE_UPPER) {
        struct asc_index_walk walk = asc_index_find(s->r->index, ASC_INDEX_ACRONYM, asc_resolve_letters(doc, token));
        return asc_index_next(s->r->index, &walk);
    }
    uint64_t surname = token->key;
    struct asc_index_walk walk = asc_resolve_surname(s->r, surname);
    uint32_t entity = asc_resolve_next_of_surname(s->r, &walk, surname);
    bool one = entity != ASC_NONE && asc_resolve_next_of_surname(s->r, &walk, surname) == ASC_NONE;
    return one ? entity : ASC_NONE;
}

/* "the Texan": one of a people, by a word that is not the name of the people. */
static bool is_demonym(const struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    const struct asc_mention *m = source->mention == ASC_NONE ? NULL : doc->mention + source->mention;
    if (!m || m->type != ASC_GROUP || m->entry == ASC_NONE || m->token + 1 != source->end || m->token != source->begin + 1 ||
        !is(s->r, source->begin, ASC_CLASS_ART)) {
        return false;
    }
    const char *people = asc_entry_name(s->r->known, m->entry);
    return asc_fold_end(asc_fold_bytes(ASC_FOLD_START, people, strlen(people))) != doc->token[m->token].key;
}

static void resolve_demonym(struct asc_speaking *s, struct asc_attribution *a, const struct asc_said_by *source)
{
    int32_t sum;
    bool ambiguous;
    struct asc_span words = {source->begin, source->end};
    uint32_t found = asc_speaking_antecedent(s, a, words, ASC_PERSON_NOUN, 0, &sum, &ambiguous);
    if (found == ASC_NONE) {
        resolve_name(s, a, source);
    } else {
        asc_speaking_refer(s, a, words, ASC_LEVEL_NOMINAL, found, ASC_RESOLUTION_ROLE, sum);
    }
}

/* Several persons or bodies who speak together. */
static void resolve_several(struct asc_speaking *s, struct asc_attribution *a, const struct asc_said_by *source)
{
    struct asc_description all = {s->r->doc->mention[source->mention].type, ASC_RESOLUTION_COLLECTIVE, true, false};
    asc_speaking_set(a, asc_speaking_unnamed(s, (struct asc_span){source->begin, source->end}, all), ASC_RESOLUTION_COLLECTIVE, 100);
}

void asc_speaking_named(struct asc_speaking *s, struct asc_attribution *a, const struct asc_said_by *source)
{
    if (asc_speaking_several(s, source)) {
        resolve_several(s, a, source);
    } else if (is_demonym(s, source)) {
        resolve_demonym(s, a, source);
    } else {
        resolve_name(s, a, source);
    }
}
