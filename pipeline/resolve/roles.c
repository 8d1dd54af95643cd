/* What the text says a person is: the words before the name ("Foreign Minister Fuad Hussein") or in apposition behind it. */
#include "resolve/resolve.h"

enum { ROLE_TOKENS = 16 };

static bool is(const struct asc_resolving *r, uint32_t t, unsigned class)
{
    return t < r->doc->tokens && asc_is(r->known, r->doc->token + t, class);
}

static bool is_role(const struct asc_resolving *r, uint32_t t)
{
    return is(r, t, ASC_CLASS_ROLE) || is(r, t, ASC_CLASS_PERSON_NOUN) || is(r, t, ASC_CLASS_KIN);
}

static bool ends_role(const struct asc_resolving *r, uint32_t t)
{
    static const unsigned ends[] = {ASC_CLASS_COMMA, ASC_CLASS_STOP, ASC_CLASS_COLON, ASC_CLASS_SEMICOLON, ASC_CLASS_DASH,  ASC_CLASS_MARK,
                                    ASC_CLASS_WHO,   ASC_CLASS_BE,   ASC_CLASS_HAVE,  ASC_CLASS_MODAL,     ASC_CLASS_RPAREN};
    /* "the Workers' Union": an apostrophe is no mark of a quotation */
    uint16_t shape = t < r->doc->tokens ? r->doc->token[t].shape : 0;
    bool apostrophe = is(r, t, ASC_CLASS_MARK) && (shape & ASC_SHAPE_GLUED) && !(shape & (ASC_SHAPE_OPENS | ASC_SHAPE_CLOSES));
    for (size_t i = 0; i < sizeof ends / sizeof *ends && !apostrophe; i++) {
        if (is(r, t, ends[i])) {
            return true;
        }
    }
    return (r->doc->token[t].shape & ASC_SHAPE_HARD) || (is(r, t, ASC_CLASS_VERB_ED) && !is(r, t, ASC_CLASS_ADJ));
}

/* ", the spokesperson for ..." behind the name. */
static struct asc_span role_behind(const struct asc_resolving *r, uint32_t t)
{
    uint32_t first = t + 1;
    if (is(r, t, ASC_CLASS_COMMA) && is(r, first, ASC_CLASS_NUMBER) && is(r, first + 1, ASC_CLASS_COMMA)) {
        first += 2; /* ", 34, a baker" */
    }
    bool is_a = is(r, t, ASC_CLASS_BE) && is(r, first, ASC_CLASS_ART); /* "is the mayor of Ely" */
    if (!is(r, t, ASC_CLASS_COMMA) && !is_a) {
        return (struct asc_span){0, 0};
    }
    if (is(r, first, ASC_CLASS_VERB_ING) && !is_role(r, first)) {
        return (struct asc_span){0, 0}; /* ", wearing a suit" */
    }
    if (is(r, first, ASC_CLASS_ART) || is(r, first, ASC_CLASS_DET)) {
        first++;
    }
    bool role = false;
    uint32_t last = first;
    for (; last < r->doc->tokens && last < first + ROLE_TOKENS && !ends_role(r, last); last++) {
        /* The noun that says what somebody is stands before the first preposition. */
        bool preposition = is(r, last, ASC_CLASS_PREP) || is(r, last, ASC_CLASS_OF) || is(r, last, ASC_CLASS_FOR);
        if (preposition && !role) {
            break;
        }
        role |= is_role(r, last);
    }
    return role && last > first ? (struct asc_span){first, last} : (struct asc_span){0, 0};
}

/* "Iranian Foreign Ministry spokesperson" before the name. */
static struct asc_span role_before(const struct asc_resolving *r, uint32_t t)
{
    uint32_t first = t;
    bool role = false;
    while (first > 0 && t - first < 8 && !(r->doc->token[first].shape & ASC_SHAPE_HARD)) {
        uint32_t before = first - 1;
        bool noun = is_role(r, before) || is(r, before, ASC_CLASS_NOUN) || is(r, before, ASC_CLASS_ADJ) || is(r, before, ASC_CLASS_CAP) ||
                    is(r, before, ASC_CLASS_HYPHEN) || is(r, before, ASC_CLASS_ORD);
        bool small = is(r, before, ASC_CLASS_PREP) || is(r, before, ASC_CLASS_DET) || is(r, before, ASC_CLASS_AND) || is(r, before, ASC_CLASS_TIME) ||
                     is(r, before, ASC_CLASS_WEEKDAY) || is(r, before, ASC_CLASS_SUB);
        bool verb = is(r, before, ASC_CLASS_VERB_ED) || is(r, before, ASC_CLASS_VERB_S);
        if (!noun || small || verb || (first == t && !is_role(r, before) && !is(r, before, ASC_CLASS_TITLE))) {
            break;
        }
        role |= is_role(r, before);
        first = before;
    }
    return role ? (struct asc_span){first, t} : (struct asc_span){0, 0};
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
        preposition = is(r, t, ASC_CLASS_PREP) || is(r, t, ASC_CLASS_OF) || is(r, t, ASC_CLASS_FOR);
        role |= is_role(r, t);
    }
    first += is(r, first, ASC_CLASS_ART);
    return role && comma > first ? (struct asc_span){first, comma} : (struct asc_span){0, 0};
}

/* What the words around the name tell of the gender: "Mrs.", "spokesman", a given name. */
static char gender_of(const struct asc_resolving *r, const struct asc_mention *m, struct asc_span role)
{
    uint32_t name = asc_resolve_after_titles(r, m);
    for (uint32_t t = name > 2 ? name - 2 : 0; t < name; t++) {
        if (is(r, t, ASC_CLASS_TITLE) || is(r, t, ASC_CLASS_ROLE)) {
            if (is(r, t, ASC_CLASS_MALE)) {
                return 'm';
            }
            if (is(r, t, ASC_CLASS_FEMALE)) {
                return 'f';
            }
        }
    }
    bool male = is(r, name, ASC_CLASS_GIVEN_M) || is(r, name, ASC_CLASS_GIVEN_M_WEAK);
    bool female = is(r, name, ASC_CLASS_GIVEN_F) || is(r, name, ASC_CLASS_GIVEN_F_WEAK);
    if (male != female && m->token_end > name + 1) {
        return male ? 'm' : 'f';
    }
    for (uint32_t t = role.begin; t < role.end; t++) {
        if (is(r, t, ASC_CLASS_MALE) || is(r, t, ASC_CLASS_FEMALE)) {
            return is(r, t, ASC_CLASS_MALE) ? 'm' : 'f';
        }
    }
    return 0;
}

void asc_resolve_roles(struct asc_resolving *r)
{
    struct asc_document *doc = r->doc;
    for (uint32_t i = 0; i < doc->mentions; i++) {
        const struct asc_mention *m = doc->mention + i;
        if (m->type != ASC_PERSON || m->entity >= doc->entities) {
            continue;
        }
        struct asc_entity *entity = doc->entity + m->entity;
        struct asc_span behind = role_behind(r, m->token_end), before = role_before(r, asc_resolve_after_titles(r, m));
        if (!before.end && m->token > 0 && is(r, m->token - 1, ASC_CLASS_COMMA)) {
            before = role_before_comma(r, m->token - 1); /* "Iraq's interior minister, Ana Diaz," */
        }
        struct asc_span role = behind.end ? behind : before;
        while (role.begin + 1 < role.end && is(r, role.begin, ASC_CLASS_POSS)) {
            role.begin++; /* "its | chief executive" */
        }
        while (role.begin + 1 < role.end && is(r, role.end - 1, ASC_CLASS_TITLE) && !is_role(r, role.end - 1)) {
            role.end--; /* "the engineer | Dame" */
        }
        if (role.end && !entity->role.end) {
            entity->role = (struct asc_span){doc->token[role.begin].begin, doc->token[role.end - 1].end};
        }
        if (!entity->gender) {
            entity->gender = gender_of(r, m, role);
        }
    }
}
