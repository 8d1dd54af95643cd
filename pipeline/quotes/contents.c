/* Matches that a look at more than one symbol shows to be misread.
 *
 * A rule takes what stands behind a cue for its content. When, where and to whom something was said is no part of what was said: "said | Monday
 * | the road was closed", "said in a letter to | the mayor | it was late"; other rules take what is behind it. Nor does a content run on where the
 * sentence does, and whoever is accused accuses nobody. */
#include "quotes/quotes.h"

enum { SMALL = 2, TITLE = 4, PHRASE = 6, NEAR = 10, FAR = 24 };

/* clang-format off */
#define BEFORE_DAYS(X) X(DET) X(ART) X(DEM) X(POSS) X(NUM) X(NUMBER) X(ORD) X(ADJ) X(ADV) X(ADV_CLOSED)
#define DAYS(X) X(TIME) X(WEEKDAY)
#define NOUNS(X) X(NOUN) X(NOUN_PL) X(ROLE) X(ROLE_PL) X(COLLECTIVE) X(ORG_NOUN) X(DOC_NOUN) X(NAME) X(CAP) X(NUM) X(NUMBER) X(TIME) X(WEEKDAY)
#define WITHIN(X) X(ADJ) X(POSSESSIVE) X(HYPHEN) X(AMP) X(ORG_SUFFIX)
#define SUBJECTS(X) X(PRON_SUBJ) X(ART) X(DEM) X(POSS) X(NAME) X(PRON_OTHER) X(SUB)
#define AFTER_DAYS(X) X(PRON_SUBJ) X(DET) X(ART) X(DEM) X(POSS) X(NUM) X(NUMBER) X(ORD) X(NAME) X(NOUN_PL) X(PRON_OTHER) X(VERB_ING) X(SUB) X(QUOTE)
#define FINITE(X) X(BE) X(HAVE) X(MODAL) X(DO) X(VERB_ED) X(VERB_S)
#define PREDICATES(X) X(BE) X(HAVE) X(MODAL) X(DO) X(VERB_ED) X(VERB_S) X(CUE_VERB) X(SUB) X(WH)
#define PERSONS(X) X(PERSON) X(ORGANIZATION) X(ROLE) X(ROLE_PL) X(PERSON_NOUN) X(PERSON_NOUN_PL) X(COLLECTIVE) X(ORG_NOUN) X(PRON_OBJ)
#define BEFORE_PERSONS(X) X(DET) X(ART) X(POSS) X(ADJ) X(POSSESSIVE)
#define MARKS(X) X(COMMA) X(COLON)
#define MAIN_SUBJECTS(X) X(PRON_SUBJ) X(ART) X(DEM) X(POSS) X(NAME) X(PRON_OTHER) X(NOUN_PL) X(ROLE_PL) X(COLLECTIVE)
/* clang-format on */

static struct asc_classes classes_at(const struct asc_quoting *q, uint32_t unit)
{
    return unit < q->frame.count ? asc_classes_of(q->known, q->frame.set[unit]) : (struct asc_classes){{0, 0}};
}

/* A verb with its ending or a small one: not the "'s" of an owner. */
static bool is_finite(struct asc_classes set)
{
    static const struct asc_classes finite = ASC_CLASSES_OF(FINITE);
    return asc_classes_meet(set, finite) && !asc_classes_has(set, ASC_CLASS_POSSESSIVE);
}

/* The content of a match without the full stop behind it. */
static struct asc_span content_of(const struct asc_quoting *q, const struct asc_match *match)
{
    struct asc_span content = match->group[ASC_GROUP_CONTENT];
    content.end -= content.end > content.begin && asc_classes_has(classes_at(q, content.end - 1), ASC_CLASS_STOP);
    return content;
}

/* "there was", "no one": two words that begin a clause. */
static bool begins_clause(const struct asc_quoting *q, uint32_t u)
{
    static const struct asc_classes finite = ASC_CLASSES_OF(FINITE);
    struct asc_classes set = classes_at(q, u), next = classes_at(q, u + 1);
    return (asc_classes_has(set, ASC_CLASS_ADV_CLOSED) && asc_classes_meet(next, finite)) ||
           (asc_classes_has(set, ASC_CLASS_DET) && asc_classes_has(next, ASC_CLASS_PRON_OTHER));
}

/* Behind "Monday", "last week", "two days later", "in March" at `u`; `u` itself when there is nothing of the kind. */
static uint32_t behind_day(const struct asc_quoting *q, uint32_t u)
{
    static const struct asc_classes small = ASC_CLASSES_OF(BEFORE_DAYS), days = ASC_CLASSES_OF(DAYS);
    for (uint32_t day = u; day <= u + SMALL; day++) {
        struct asc_classes set = classes_at(q, day);
        bool month = asc_classes_has(set, ASC_CLASS_MONTH) && asc_classes_has(set, ASC_CLASS_CAP);
        if (asc_classes_meet(set, days) || month) {
            day += 1 + asc_classes_has(classes_at(q, day + 1), ASC_CLASS_NUMBER);
            return day + (asc_classes_has(classes_at(q, day), ASC_CLASS_ADV_CLOSED) && !begins_clause(q, day));
        }
        if (!asc_classes_meet(set, small) && !(day > u && asc_classes_has(set, ASC_CLASS_PREP))) {
            break;
        }
    }
    return u;
}

/* The unit behind the noun phrase at `u` with which another one, or `end`, begins; 0 when the phrase goes on with something else. */
static uint32_t behind_phrase(const struct asc_quoting *q, uint32_t u)
{
    static const struct asc_classes nouns = ASC_CLASSES_OF(NOUNS), within = ASC_CLASSES_OF(WITHIN), subjects = ASC_CLASSES_OF(SUBJECTS);
    bool noun = false;
    u += asc_classes_has(classes_at(q, u), ASC_CLASS_DET);
    for (uint32_t end = u + PHRASE; u < end; u++) {
        struct asc_classes set = classes_at(q, u);
        bool subject = asc_classes_meet(set, subjects) && !(asc_classes_has(set, ASC_CLASS_SUB) && asc_classes_has(set, ASC_CLASS_PREP));
        if (noun && (subject || begins_clause(q, u))) {
            return u;
        }
        noun |= asc_classes_meet(set, nouns);
        if (!asc_classes_meet(set, nouns) && !asc_classes_meet(set, within)) {
            break;
        }
    }
    bool ends = u >= q->frame.count || asc_classes_has(classes_at(q, u), ASC_CLASS_STOP) || asc_classes_has(classes_at(q, u), ASC_CLASS_COMMA);
    return noun && ends ? q->frame.count : 0;
}

/* "CBS's “Face the Nation” on Sunday": a few words in marks with the sentence going on behind them. */
static bool is_title(const struct asc_quoting *q, uint32_t u)
{
    static const struct asc_classes marks = ASC_CLASSES_OF(MARKS);
    uint32_t quotation = q->frame.refers[u];
    return quotation != ASC_NONE && q->doc->quotation[quotation].words <= TITLE && !asc_classes_meet(classes_at(q, u + 1), marks);
}

/* "last week, | “The road is closed”", "the council: | “…”": does a quotation stand behind a mark before anything happens? */
static bool leads_to_quotation(const struct asc_quoting *q, struct asc_span content)
{
    static const struct asc_classes marks = ASC_CLASSES_OF(MARKS);
    for (uint32_t u = content.begin; u + 1 < content.end && u < content.begin + FAR; u++) {
        struct asc_classes set = classes_at(q, u);
        if (u == content.begin && asc_classes_meet(set, marks)) {
            return false;
        }
        if ((q->frame.unit[u] == ASC_UNIT_QUOTATION && !is_title(q, u)) || is_finite(set)) {
            return false;
        }
        if (asc_classes_meet(set, marks)) {
            return q->frame.unit[u + 1] == ASC_UNIT_QUOTATION;
        }
    }
    return false;
}

#define PATTERN(NAME) (UINT32_C(1) << ASC_PATTERN_##NAME)

/* "said on | the BBC that it was late", "told | the BBC's programme that it was late": is what a preposition takes, or whoever was told,
 * followed by the clause that was said? */
static bool leads_to_clause(const struct asc_quoting *q, const struct asc_match *match)
{
    static const struct asc_classes subjects = ASC_CLASSES_OF(SUBJECTS);
    struct asc_span content = match->group[ASC_GROUP_CONTENT], cue = match->group[ASC_GROUP_CUE];
    const struct asc_cue_use *use = asc_quotes_cue(q, match->trigger);
    bool told = use && (asc_cue(q->known, use->cue)->patterns & PATTERN(OBJ_THAT)) && cue.end == match->trigger + 1;
    bool preposed = cue.end >= match->trigger + 2 && asc_classes_has(classes_at(q, match->trigger), ASC_CLASS_TAKES_THAT) &&
                    asc_classes_has(classes_at(q, cue.end - 1), ASC_CLASS_PREP);
    bool owned = false;
    if (!told && !preposed) {
        return false;
    }
    for (uint32_t u = content.begin + 1; u + 1 < content.end && u < content.begin + NEAR; u++) {
        struct asc_classes set = classes_at(q, u), next = classes_at(q, u + 1);
        if (asc_classes_has(set, ASC_CLASS_THAT)) {
            return (preposed || owned) && (asc_classes_meet(next, subjects) || begins_clause(q, u + 1));
        }
        owned |= asc_classes_has(set, ASC_CLASS_POSSESSIVE);
        if (is_finite(set) || asc_classes_has(set, ASC_CLASS_COMMA)) {
            return false;
        }
    }
    return false;
}

/* "talk to | Luis", "wrote | to the council": whom somebody speaks to is not what is said. */
static bool is_whom(const struct asc_quoting *q, const struct asc_match *match)
{
    static const struct asc_classes persons = ASC_CLASSES_OF(PERSONS), within = ASC_CLASSES_OF(BEFORE_PERSONS);
    struct asc_span content = content_of(q, match), cue = match->group[ASC_GROUP_CUE];
    content.begin += asc_classes_has(classes_at(q, content.begin), ASC_CLASS_TO);
    bool to = content.begin > cue.end || (cue.end > match->trigger + 1 && asc_classes_has(classes_at(q, cue.end - 1), ASC_CLASS_TO));
    if (!to || content.end <= content.begin || content.end > content.begin + PHRASE ||
        asc_classes_has(classes_at(q, match->trigger), ASC_CLASS_TAKES_TO)) {
        return false;
    }
    for (uint32_t u = content.begin; u + 1 < content.end; u++) {
        if (!asc_classes_meet(classes_at(q, u), within) && !asc_classes_meet(classes_at(q, u), persons)) {
            return false;
        }
    }
    return asc_classes_meet(classes_at(q, content.end - 1), persons);
}

/* Does the verb take what is said only behind whom it is said to: "told the council that ..."? */
static bool needs_object(const struct asc_quoting *q, const struct asc_cue_use *use)
{
    uint32_t patterns = asc_cue(q->known, use->cue)->patterns;
    uint32_t objects = PATTERN(OBJ_THAT) | PATTERN(OBJ_WH) | PATTERN(OBJ_TO) | PATTERN(OBJ_OF) | PATTERN(OBJ_FOR);
    return (patterns & objects) && !(patterns & ~(objects | PATTERN(QUOTE) | PATTERN(ABOUT)));
}

/* "told | reporters on Tuesday": whom, when and where somebody tells, and not what. */
static bool is_told(const struct asc_quoting *q, const struct asc_match *match)
{
    static const struct asc_classes nouns = ASC_CLASSES_OF(NOUNS), within = ASC_CLASSES_OF(WITHIN), small = ASC_CLASSES_OF(BEFORE_DAYS);
    const struct asc_cue_use *use = asc_quotes_cue(q, match->trigger);
    struct asc_span content = content_of(q, match);
    if (!use || !needs_object(q, use) || content.begin != match->trigger + 1 || content.end <= content.begin) {
        return false;
    }
    for (uint32_t u = content.begin; u < content.end; u++) {
        struct asc_classes set = classes_at(q, u);
        bool phrase = asc_classes_meet(set, nouns) || asc_classes_meet(set, within) || asc_classes_meet(set, small);
        bool of = asc_classes_has(set, ASC_CLASS_OF) || asc_classes_has(set, ASC_CLASS_FOR); /* "accused | her of lying" */
        if (of || (!phrase && !(u > content.begin && asc_classes_has(set, ASC_CLASS_PREP)))) {
            return false;
        }
    }
    return true;
}

/* Is a cue at `u` that takes but a preposition: "asked not to be named"? */
static bool takes_preposition(const struct asc_quoting *q, uint32_t u)
{
    const struct asc_cue_use *use = u < q->frame.count ? asc_quotes_cue(q, u) : NULL;
    return use && asc_cue(q->known, use->cue)->patterns == PATTERN(ON);
}

/* "asked not to be named | discussing private talks": what stands behind such a cue instead is not what is said, and says nothing. */
static bool is_beside(const struct asc_quoting *q, const struct asc_match *match)
{
    uint32_t begin = match->group[ASC_GROUP_CONTENT].begin;
    bool behind = begin == match->trigger + 1 && takes_preposition(q, match->trigger) && !asc_classes_has(classes_at(q, begin), ASC_CLASS_PREP);
    bool participle = asc_classes_has(classes_at(q, match->trigger), ASC_CLASS_VERB_ING);
    return behind || (participle && match->trigger > 0 && takes_preposition(q, match->trigger - 1));
}

/* "a man accused | of fraud", "the firm blamed | for the spill", "people briefed | on it": a participle, since the verb takes no such
 * preposition without an object. */
static bool is_participle(const struct asc_quoting *q, const struct asc_match *match)
{
    const struct asc_cue_use *use = asc_quotes_cue(q, match->trigger);
    struct asc_classes trigger = classes_at(q, match->trigger), next = classes_at(q, match->trigger + 1);
    if (!use || match->group[ASC_GROUP_SOURCE].end != match->trigger || !asc_classes_has(trigger, ASC_CLASS_VERB_EN)) {
        return false;
    }
    uint32_t patterns = asc_cue(q->known, use->cue)->patterns;
    if (needs_object(q, use) && !(patterns & PATTERN(ABOUT)) && asc_classes_has(next, ASC_CLASS_PREP)) {
        return true;
    }
    uint32_t object = asc_classes_has(next, ASC_CLASS_OF) ? PATTERN(OBJ_OF) : asc_classes_has(next, ASC_CLASS_FOR) ? PATTERN(OBJ_FOR) : 0;
    uint32_t alone = object == PATTERN(OBJ_OF) ? PATTERN(OF) : PATTERN(FOR);
    return (patterns & object) && !(patterns & alone);
}

/* Does the content begin with when, where or to whom something was said? */
static bool begins_with_setting(const struct asc_quoting *q, const struct asc_match *match)
{
    static const struct asc_classes after = ASC_CLASSES_OF(AFTER_DAYS);
    struct asc_span content = match->group[ASC_GROUP_CONTENT], cue = match->group[ASC_GROUP_CUE];
    if (content.begin >= content.end || cue.begin >= cue.end || content.begin < cue.end ||
        asc_classes_has(classes_at(q, content.begin), ASC_CLASS_THAT)) {
        return false;
    }
    struct asc_classes first = classes_at(q, content.begin);
    bool phrase =
        content.begin > cue.end && asc_classes_has(classes_at(q, content.begin - 1), ASC_CLASS_CUE_PHRASE) && behind_phrase(q, content.begin);
    bool participle = asc_classes_has(classes_at(q, match->trigger), ASC_CLASS_VERB_ING); /* "telling the council, “…”" has no other rule */
    if (phrase || (!participle && leads_to_quotation(q, content)) || (content.begin == cue.end && (leads_to_clause(q, match) || is_whom(q, match)))) {
        return true;
    }
    for (uint32_t u = cue.end; u < content.begin; u++) {
        if (!asc_classes_has(classes_at(q, u), ASC_CLASS_ADV)) {
            return false;
        }
    }
    if (asc_classes_has(first, ASC_CLASS_PREP) && asc_classes_has(first, ASC_CLASS_SUB)) {
        uint32_t behind = behind_phrase(q, content.begin + 1);
        return behind && behind < content.end;
    }
    uint32_t behind = behind_day(q, content.begin);
    return behind > content.begin && behind < content.end && (begins_clause(q, behind) || asc_classes_meet(classes_at(q, behind), after));
}

/* "Ana Diaz, who said that it was late, | left": does the content run on over the comma behind which the verb of "Ana Diaz" stands? */
static bool runs_on(const struct asc_quoting *q, const struct asc_match *match)
{
    static const struct asc_classes finite = ASC_CLASSES_OF(FINITE), verbs = ASC_CLASSES_OF(PREDICATES);
    struct asc_span content = match->group[ASC_GROUP_CONTENT], source = match->group[ASC_GROUP_SOURCE];
    if (source.end != source.begin + 1 || source.begin < 2 || !asc_classes_has(classes_at(q, source.begin), ASC_CLASS_WHO) ||
        !asc_classes_has(classes_at(q, source.begin - 1), ASC_CLASS_COMMA)) {
        return false;
    }
    for (uint32_t u = 0; u < source.begin; u++) {
        if (q->frame.unit[u] != ASC_UNIT_MENTION && asc_classes_meet(classes_at(q, u), verbs)) {
            return false; /* the sentence has its verb */
        }
    }
    for (uint32_t u = content.begin; u + 1 < content.end; u++) {
        struct asc_classes next = classes_at(q, u + 1);
        bool verb = asc_classes_meet(next, finite) || (asc_classes_has(next, ASC_CLASS_CUE_VERB) && !asc_classes_has(next, ASC_CLASS_VERB_ING));
        if (asc_classes_has(classes_at(q, u), ASC_CLASS_COMMA) && q->frame.unit[u + 1] != ASC_UNIT_MENTION && verb &&
            !asc_classes_has(next, ASC_CLASS_POSSESSIVE) && !asc_classes_has(next, ASC_CLASS_NOUN)) {
            return true;
        }
    }
    return false;
}

/* Does a subject with its verb begin at `u`, before the next comma? */
static bool begins_main_clause(const struct asc_quoting *q, uint32_t u, uint32_t end)
{
    static const struct asc_classes subjects = ASC_CLASSES_OF(MAIN_SUBJECTS);
    struct asc_classes first = classes_at(q, u);
    if (!asc_classes_meet(first, subjects) || asc_classes_has(first, ASC_CLASS_SUB) || asc_classes_has(first, ASC_CLASS_PREP)) {
        return false;
    }
    for (uint32_t v = u + 1; v < end && v < u + PHRASE && !asc_classes_has(classes_at(q, v), ASC_CLASS_COMMA); v++) {
        if (is_finite(classes_at(q, v)) && q->frame.unit[v] != ASC_UNIT_MENTION) {
            return true;
        }
    }
    return false;
}

/* "When the mayor said the road was closed, | a bus came": does the content run on from the clause that opens the sentence into the next one? */
static bool leaves_clause(const struct asc_quoting *q, const struct asc_match *match)
{
    struct asc_span content = match->group[ASC_GROUP_CONTENT];
    uint32_t first = asc_classes_has(classes_at(q, 0), ASC_CLASS_AND) || asc_classes_has(classes_at(q, 0), ASC_CLASS_BUT);
    if (content.begin <= match->trigger || !asc_classes_has(classes_at(q, first), ASC_CLASS_SUB)) {
        return false;
    }
    for (uint32_t u = first; u < content.begin; u++) {
        if (asc_classes_has(classes_at(q, u), ASC_CLASS_COMMA)) {
            return false;
        }
    }
    for (uint32_t u = content.begin; u + 1 < content.end; u++) {
        if (asc_classes_has(classes_at(q, u), ASC_CLASS_COMMA) && begins_main_clause(q, u + 1, content.end)) {
            return true;
        }
    }
    return false;
}

/* Behind "but" at `u`: "complained that", "did not say": does the speaker say, or not say, another thing? */
static bool tells_other(const struct asc_quoting *q, uint32_t u)
{
    struct asc_classes verb = classes_at(q, u);
    if (asc_classes_has(verb, ASC_CLASS_DO) || asc_classes_has(verb, ASC_CLASS_HAVE)) {
        uint32_t negated = u + !asc_classes_has(verb, ASC_CLASS_NEG);
        return asc_classes_has(classes_at(q, negated), ASC_CLASS_NEG) && asc_classes_has(classes_at(q, negated + 1), ASC_CLASS_CUE_VERB);
    }
    return asc_classes_has(verb, ASC_CLASS_CUE_VERB) && asc_classes_has(verb, ASC_CLASS_VERB_ED) &&
           asc_classes_has(classes_at(q, u + 1), ASC_CLASS_THAT);
}

/* "said the road was closed but complained | that it was late": another thing that the same source says, not more of the first. */
static bool says_more(const struct asc_quoting *q, const struct asc_match *match)
{
    struct asc_span content = match->group[ASC_GROUP_CONTENT];
    if (content.begin <= match->trigger || !asc_classes_has(classes_at(q, match->trigger), ASC_CLASS_VERB_ED)) {
        return false;
    }
    for (uint32_t u = content.begin + 1; u + 2 < content.end; u++) {
        if (asc_classes_has(classes_at(q, u), ASC_CLASS_BUT) && tells_other(q, u + 1)) {
            return true;
        }
    }
    return false;
}

static bool opens_relative(struct asc_classes set)
{
    return asc_classes_has(set, ASC_CLASS_THAT) || asc_classes_has(set, ASC_CLASS_WHO) || asc_classes_has(set, ASC_CLASS_WHICH);
}

/* "The firm that owns | the plant | said", "The trust which | runs the home | said": what a relative clause is about says nothing, the noun
 * before the clause does. */
static bool is_in_relative(const struct asc_quoting *q, const struct asc_match *match)
{
    uint32_t source = match->group[ASC_GROUP_SOURCE].begin;
    if (source < 2 || match->group[ASC_GROUP_SOURCE].end <= source) {
        return false;
    }
    bool within = opens_relative(classes_at(q, source - 1));
    uint32_t verb = asc_classes_has(classes_at(q, source), ASC_CLASS_THAT) ? source + 1 : within ? source : source - 1;
    struct asc_classes is = classes_at(q, verb);
    bool finite = (asc_classes_has(is, ASC_CLASS_VERB_S) || asc_classes_has(is, ASC_CLASS_VERB_ED)) && !asc_classes_has(is, ASC_CLASS_CUE_VERB);
    if (verb < 2 || !finite || !opens_relative(classes_at(q, verb - 1))) {
        return false;
    }
    const struct asc_token *noun = q->doc->token + q->frame.token[verb - 2]; /* "firm", "trust": as a unit it may be a cue */
    return q->frame.unit[verb - 2] == ASC_UNIT_MENTION || asc_classes_meet(asc_classes_of(q->known, noun->set), q->known->nominal);
}

bool asc_quotes_misread(const struct asc_quoting *q, const struct asc_match *match)
{
    return is_participle(q, match) || is_told(q, match) || is_beside(q, match) || begins_with_setting(q, match) || runs_on(q, match) ||
           leaves_clause(q, match) || says_more(q, match) || is_in_relative(q, match);
}
