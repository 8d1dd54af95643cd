/* What the text says a person is: the words before the name ("Foreign Minister Fuad Hussein") or in apposition behind it. */
#include "resolve/speaking.h"

enum { ROLE_TOKENS = 16, OFFICE = 4 };

/* clang-format off */
#define ROLES(X) X(ROLE) X(PERSON_NOUN) X(KIN)
#define BEFORE(X) X(NOUN) X(NOUN_PL) X(ORG_NOUN) X(ADJ) X(CAP) X(ORD) ROLES(X)
#define SMALL(X) X(PREP) X(DET) X(AND) X(TIME) X(WEEKDAY) X(SUB) X(VERB_ED) X(VERB_S)
#define OPENING(X) X(ROLE) X(PERSON_NOUN) X(KIN) X(TITLE)
#define PREPOSITIONS(X) X(PREP) X(OF) X(FOR)
#define ARTICLES(X) X(ART) X(DET)
#define ENDS(X) X(COMMA) X(STOP) X(COLON) X(SEMICOLON) X(DASH) X(MARK) X(WHO) X(BE) X(HAVE) X(MODAL) X(RPAREN) X(SUB) X(WH)
#define NO_ROLE(X) X(POSS) X(AND) X(ART) X(POSSESSIVE)
#define NO_END(X) X(POSSESSIVE) X(TO) X(HYPHEN) X(AND)
/* clang-format on */

static const struct asc_classes role_words = ASC_CLASSES_OF(ROLES), words_before = ASC_CLASSES_OF(BEFORE), small_words = ASC_CLASSES_OF(SMALL),
                                opening_words = ASC_CLASSES_OF(OPENING), prepositions = ASC_CLASSES_OF(PREPOSITIONS),
                                articles = ASC_CLASSES_OF(ARTICLES), role_ends = ASC_CLASSES_OF(ENDS), no_role = ASC_CLASSES_OF(NO_ROLE),
                                no_end = ASC_CLASSES_OF(NO_END);

static bool is(const struct asc_resolving *r, uint32_t t, unsigned class)
{
    return asc_token_has(r, t, class);
}

static bool ends_role(const struct asc_resolving *r, uint32_t t)
{
    struct asc_classes word = asc_token_classes(r, t);
    uint16_t shape = t < r->doc->tokens ? r->doc->token[t].shape : 0;
    /* "the Workers' Union", "the island's governor": no mark of a quotation */
    return (!asc_speaking_owns(r, t) && asc_classes_meet(word, role_ends)) || (shape & ASC_SHAPE_HARD) ||
           (asc_classes_has(word, ASC_CLASS_VERB_ED) && !asc_classes_has(word, ASC_CLASS_ADJ));
}

/* ", the spokesperson for ..." behind the name. */
static struct asc_span role_behind(const struct asc_resolving *r, uint32_t t)
{
    uint32_t first = t + 1;
    struct asc_classes word = asc_token_classes(r, t);
    bool comma = asc_classes_has(word, ASC_CLASS_COMMA);
    if (comma && is(r, first, ASC_CLASS_NUMBER) && is(r, first + 1, ASC_CLASS_COMMA)) {
        first += 2; /* ", 34, a baker" */
    }
    bool is_a = asc_classes_has(word, ASC_CLASS_BE) && is(r, first, ASC_CLASS_ART); /* "is the mayor of Ely" */
    if (!comma && !is_a) {
        return (struct asc_span){0, 0};
    }
    if (is(r, first, ASC_CLASS_VERB_ING) && !asc_classes_meet(asc_token_classes(r, first), role_words)) {
        return (struct asc_span){0, 0}; /* ", wearing a suit" */
    }
    first += asc_classes_meet(asc_token_classes(r, first), articles);
    bool role = false;
    uint32_t last = first;
    for (; last < r->doc->tokens && last < first + ROLE_TOKENS && !ends_role(r, last); last++) {
        /* The noun that says what somebody is stands before the first preposition. */
        word = asc_token_classes(r, last);
        if (asc_classes_meet(word, prepositions) && !role) {
            break;
        }
        role |= asc_classes_meet(word, role_words);
    }
    return role && last > first ? (struct asc_span){first, last} : (struct asc_span){0, 0};
}

/* How many words before `first` belong to the role that it begins: 2 across a hyphen ("co- | founder"). */
static uint32_t words_of_role_before(const struct asc_resolving *r, uint32_t first, bool role)
{
    const struct asc_token *token = r->doc->token;
    struct asc_classes before = asc_token_classes(r, first - 1);
    if (asc_classes_has(before, ASC_CLASS_HYPHEN)) {
        return first > 1 && (token[first].shape & token[first - 1].shape & ASC_SHAPE_GLUED) ? 2 : 0;
    }
    if (asc_classes_has(before, ASC_CLASS_AND)) {
        return role && first > 1 && is(r, first - 2, ASC_CLASS_ROLE); /* "chairman and | chief executive" */
    }
    return asc_classes_meet(before, words_before) && !asc_classes_meet(before, small_words);
}

/* "Secretary of State", "Minister of Health and Sport" before token `t`: how many words; 0 when there is no such office. */
static uint32_t words_of_office(const struct asc_resolving *r, uint32_t t)
{
    uint32_t of = t;
    while (of > 1 && t - of < OFFICE && (is(r, of - 1, ASC_CLASS_CAP) || (of < t && is(r, of - 1, ASC_CLASS_AND)))) {
        of--;
    }
    bool office = of < t && of > 1 && (is(r, of - 1, ASC_CLASS_OF) || is(r, of - 1, ASC_CLASS_FOR)) && is(r, of - 2, ASC_CLASS_ROLE) &&
                  is(r, of - 2, ASC_CLASS_CAP);
    return office ? t - of + 2 : 0;
}

/* "Iranian Foreign Ministry spokesperson" before the name. */
static struct asc_span role_before(const struct asc_resolving *r, uint32_t t)
{
    uint32_t first = t;
    bool role = false;
    while (first > 0 && t - first < ROLE_TOKENS / 2 && !(r->doc->token[first].shape & ASC_SHAPE_HARD)) {
        struct asc_classes before = asc_token_classes(r, first - 1);
        uint32_t office = first == t ? words_of_office(r, first) : 0;
        uint32_t words = office ? office : first == t && !asc_classes_meet(before, opening_words) ? 0 : words_of_role_before(r, first, role);
        if (!words) {
            break;
        }
        role |= asc_classes_meet(before, role_words) || office;
        first -= words;
    }
    bool address = first + 1 == t && is(r, first, ASC_CLASS_TITLE) && !is(r, first, ASC_CLASS_ROLE); /* "Sir" */
    return role && !address ? (struct asc_span){first, t} : (struct asc_span){0, 0};
}

/* "The Minister for Foreign Affairs of Norway," before the name: a noun phrase between a mark, or the start, and the comma. */
static struct asc_span role_before_comma(const struct asc_resolving *r, uint32_t comma)
{
    uint32_t first = comma;
    while (first > 0 && comma - first < ROLE_TOKENS && !(r->doc->token[first].shape & (ASC_SHAPE_HARD | ASC_SHAPE_STARTS)) &&
           !ends_role(r, first - 1)) {
        first--;
    }
    bool role = false, preposition = false;
    for (uint32_t t = first; t < comma && !preposition; t++) {
        struct asc_classes word = asc_token_classes(r, t);
        preposition = asc_classes_meet(word, prepositions) || asc_classes_has(word, ASC_CLASS_TO); /* "to drop all candidates, Ana Diaz first" */
        role |= asc_classes_meet(word, role_words);
    }
    if (is(r, first, ASC_CLASS_VERB_ING) && !asc_classes_meet(asc_token_classes(r, first), role_words)) {
        return (struct asc_span){0, 0}; /* "winning the governor's race, Ana Diaz" */
    }
    if (asc_speaking_names_other(r, first - (first > 0 && is(r, first - 1, ASC_CLASS_ART)), first + 1, comma)) {
        first = asc_speaking_phrase_of(r, comma - 1); /* "a source close to | the prime minister, Ana Diaz" */
    }
    first += is(r, first, ASC_CLASS_ART);
    return role && comma > first ? (struct asc_span){first, comma} : (struct asc_span){0, 0};
}

/* What the words around one mention of a person say. */
static void read_role(const struct asc_resolving *r, const struct asc_mention *m, struct asc_entity *entity)
{
    const struct asc_document *doc = r->doc;
    struct asc_span behind = role_behind(r, m->token_end), before = role_before(r, asc_resolve_after_titles(r, m));
    if (!before.end && m->token > 0 && is(r, m->token - 1, ASC_CLASS_COMMA)) {
        before = role_before_comma(r, m->token - 1); /* "Iraq's interior minister, Ana Diaz," */
    }
    struct asc_span role = behind.end ? behind : before;
    while (role.begin + 1 < role.end && asc_classes_meet(asc_token_classes(r, role.begin), no_role)) {
        role.begin++; /* "and its | chief executive" */
    }
    while (role.begin + 1 < role.end && asc_classes_meet(asc_token_classes(r, role.end - 1), no_end)) {
        role.end--; /* "a player in the president | 's" */
    }
    while (role.begin + 1 < role.end && is(r, role.end - 1, ASC_CLASS_TITLE) && !asc_classes_meet(asc_token_classes(r, role.end - 1), role_words)) {
        role.end--; /* "the Jesuit priest | Fr" */
    }
    if (role.end) {
        entity->role = (struct asc_span){doc->token[role.begin].begin, doc->token[role.end - 1].end};
    }
}

/* The roles of persons who have none yet, as headlines or the rest of the article give them. */
static void read_roles(const struct asc_resolving *r, bool headlines)
{
    struct asc_document *doc = r->doc;
    for (uint32_t i = 0; i < doc->mentions; i++) {
        const struct asc_mention *m = doc->mention + i;
        if (m->type != ASC_PERSON || m->entity >= doc->entities || (doc->block[m->block].type == ASC_BLOCK_TITLE) != headlines) {
            continue;
        }
        struct asc_entity *entity = doc->entity + m->entity;
        if (!entity->role.end) {
            read_role(r, m, entity);
        }
    }
}

void asc_resolve_roles(struct asc_resolving *r)
{
    read_roles(r, false);
    read_roles(r, true); /* a headline is short of words: what the article itself says comes first */
}
