/* He or she: what titles, given names, roles and the pronouns behind a name tell, weighed over the whole article. Then a title tells which of
 * two who share a surname is meant. */
#include <string.h>

#include "resolve/speaking.h"

/* What each sign adds, for a man; as much is taken away for a woman. A title decides; pronouns that agree outweigh a list of given names,
 * where the same name may be a man's in another country. */
enum {
    BY_TITLE = 40,
    BY_NAME = 4,
    BY_WEAK_NAME = 2,
    BY_ROLE = 3,
    BY_PRONOUN = 2,
    PRONOUNS_MOST = 8,
    REACH = 24,
    ADDRESS = 2,
    NEIGHBOURS = 8,
    NAMESAKES = 8
};

/* clang-format off */
#define ADDRESSES(X) X(TITLE) X(ROLE)
#define PRONOUNS(X) X(PRON_HE) X(PRON_SHE) X(POSS)
/* clang-format on */

static const struct asc_classes addresses = ASC_CLASSES_OF(ADDRESSES), pronouns = ASC_CLASSES_OF(PRONOUNS);

/* The signs of one person. */
struct signs {
    int16_t titles, pronouns;
};

/* 1 for a word that tells of a man, -1 of a woman. */
static int sign_of(const struct asc_resolving *r, uint32_t t)
{
    char gender = asc_speaking_gender(r, t);
    return (gender == 'm') - (gender == 'f');
}

/* Does another person have the surname, so that "Mrs. Diaz" may not be the one whom the mention was taken for? */
static bool has_namesake(const struct asc_resolving *r, uint32_t entity)
{
    uint64_t surname = r->person[entity].last;
    struct asc_index_walk walk = asc_resolve_surname(r, surname);
    uint32_t e = asc_resolve_next_of_surname(r, &walk, surname);
    return e != ASC_NONE && (e != entity || asc_resolve_next_of_surname(r, &walk, surname) != ASC_NONE);
}

/* "Mrs. Diaz", "spokesman Luis Vega". */
static int by_address(const struct asc_resolving *r, const struct asc_mention *m)
{
    const struct asc_token *token = r->doc->token;
    uint32_t name = asc_resolve_after_titles(r, m);
    for (uint32_t t = name; t > 0 && name - t < ADDRESS && !(token[t].shape & (ASC_SHAPE_STARTS | ASC_SHAPE_HARD | ASC_SHAPE_PUNCT)); t--) {
        int sign = asc_classes_meet(asc_token_classes(r, t - 1), addresses) ? sign_of(r, t - 1) : 0;
        if (sign) {
            return m->token_end == name + 1 && has_namesake(r, m->entity) ? 0 : sign * BY_TITLE;
        }
    }
    return 0;
}

/* The first word of the fullest form of a name, if that has several. */
static int by_given_name(const struct asc_resolving *r, const struct asc_person *person)
{
    struct asc_classes given = asc_token_classes(r, person->token);
    bool male = asc_classes_has(given, ASC_CLASS_GIVEN_M), female = asc_classes_has(given, ASC_CLASS_GIVEN_F);
    bool weak_male = asc_classes_has(given, ASC_CLASS_GIVEN_M_WEAK), weak_female = asc_classes_has(given, ASC_CLASS_GIVEN_F_WEAK);
    int sure = male - female, weak = weak_male - weak_female;
    return person->words < 2 ? 0 : male || female ? sure * BY_NAME : weak * BY_WEAK_NAME;
}

static int by_role(const struct asc_resolving *r, struct asc_span role)
{
    const struct asc_document *doc = r->doc;
    for (uint32_t t = role.end ? asc_token_at(doc, role.begin) : 0; role.end && t < doc->tokens && doc->token[t].begin < role.end; t++) {
        int sign = sign_of(r, t);
        if (sign) {
            return sign * BY_ROLE;
        }
    }
    return 0;
}

/* The first pronoun for a man or a woman among the tokens, as far as nothing is quoted; 0 when it is an object, as in "Ana Diaz met him":
 * whoever acts is somebody else. */
static int first_pronoun(const struct asc_resolving *r, uint32_t t, uint32_t end)
{
    for (; t < end && !(r->doc->token[t].shape & (ASC_SHAPE_OPENS | ASC_SHAPE_CLOSES)); t++) {
        int sign = asc_classes_meet(asc_token_classes(r, t), pronouns) ? sign_of(r, t) : 0;
        if (sign) {
            return asc_token_has(r, t, ASC_CLASS_PRON_OBJ) && !asc_speaking_pronoun_owns(r, t) ? 0 : sign;
        }
    }
    return 0;
}

/* Another person who is named in the sentence of a mention: one of the next NEIGHBOURS mentions behind it (step 1) or before it (-1); NULL
 * when there is none. */
static const struct asc_mention *other_person(const struct asc_resolving *r, const struct asc_mention *m, int step)
{
    const struct asc_mention *mention = r->doc->mention;
    uint32_t at = (uint32_t)(m - mention) + (uint32_t)step;
    for (unsigned i = 0; i < NEIGHBOURS && at < r->doc->mentions && mention[at].sentence == m->sentence; i++, at += (uint32_t)step) {
        if (mention[at].type == ASC_PERSON && mention[at].entity != m->entity) {
            return mention + at;
        }
    }
    return NULL;
}

/* "Ana Diaz lost her seat", "Ana Diaz lost. She": the pronoun behind the name, in the sentence or at the start of the next one, when nobody
 * else is named before it. */
static int by_pronoun(const struct asc_resolving *r, const struct asc_mention *m)
{
    const struct asc_document *doc = r->doc;
    if (m->sentence >= doc->sentences || asc_speaking_possessive(r, m)) {
        return 0;
    }
    const struct asc_sentence *sentence = doc->sentence + m->sentence;
    const struct asc_mention *behind = other_person(r, m, 1);
    uint32_t end = behind ? behind->token : sentence->token_end, most = m->token_end + REACH;
    int sign = first_pronoun(r, m->token_end, end < most ? end : most);
    bool alone = !sign && !behind && !other_person(r, m, -1);
    bool goes_on = alone && m->sentence + 1 < doc->sentences && sentence[1].block == sentence->block;
    return goes_on ? first_pronoun(r, sentence[1].token, sentence[1].token + 1) : sign;
}

static int within(int value, int most)
{
    return value > most ? most : value < -most ? -most : value;
}

/* Adds what the words around one mention say. */
static void read_signs(const struct asc_resolving *r, const struct asc_mention *m, struct signs *signs)
{
    signs->titles = (int16_t)within(signs->titles + by_address(r, m), BY_TITLE);
    signs->pronouns = (int16_t)within(signs->pronouns + by_pronoun(r, m) * BY_PRONOUN, PRONOUNS_MOST);
}

/* The person of the surname who has the gender and was named before the mention, the newest; ASC_NONE when there is none. */
static uint32_t namesake_before(const struct asc_resolving *r, const struct asc_mention *m, uint64_t surname, char gender)
{
    const struct asc_document *doc = r->doc;
    struct asc_index_walk walk = asc_resolve_surname(r, surname);
    uint32_t e = asc_resolve_next_of_surname(r, &walk, surname);
    for (int seen = 0; e != ASC_NONE && seen < NAMESAKES; seen++, e = asc_resolve_next_of_surname(r, &walk, surname)) {
        if (doc->entity[e].gender == gender && doc->mention[doc->entity[e].mention].token < m->token) {
            return e;
        }
    }
    return ASC_NONE;
}

/* "Ana Diaz married Luis Diaz. ... Ms. Diaz": a surname behind a title was taken for whoever was named last, and means the one of its gender. */
static void settle_titled(const struct asc_resolving *r)
{
    const struct asc_document *doc = r->doc;
    for (uint32_t i = 0; i < doc->mentions; i++) {
        struct asc_mention *m = doc->mention + i;
        uint32_t name = asc_resolve_after_titles(r, m);
        if (m->type != ASC_PERSON || m->entity >= doc->entities || name + 1 != m->token_end || !name ||
            !asc_token_has(r, name - 1, ASC_CLASS_TITLE)) {
            continue;
        }
        char gender = asc_speaking_gender(r, name - 1);
        bool other = gender && doc->entity[m->entity].gender != gender;
        uint32_t namesake = other ? namesake_before(r, m, doc->token[name].key, gender) : ASC_NONE;
        m->entity = namesake != ASC_NONE ? namesake : m->entity;
    }
}

void asc_resolve_genders(struct asc_resolving *r)
{
    struct asc_document *doc = r->doc;
    struct signs *signs = asc_arena_alloc(&doc->arena, (doc->entities + 1) * sizeof *signs);
    if (!signs) {
        r->failed = true;
        return;
    }
    memset(signs, 0, doc->entities * sizeof *signs);
    for (uint32_t i = 0; i < doc->mentions; i++) {
        uint32_t e = doc->mention[i].entity;
        if (e < doc->entities && doc->mention[i].type == ASC_PERSON && !doc->entity[e].gender) {
            read_signs(r, doc->mention + i, signs + e);
        }
    }
    for (uint32_t e = 0; e < doc->entities; e++) {
        struct asc_entity *entity = doc->entity + e;
        if (entity->type == ASC_PERSON && !entity->gender) {
            int sum = signs[e].titles + signs[e].pronouns + by_given_name(r, r->person + e) + by_role(r, entity->role);
            entity->gender = sum > 0 ? 'm' : sum < 0 ? 'f' : 0;
        }
    }
    settle_titled(r);
}
