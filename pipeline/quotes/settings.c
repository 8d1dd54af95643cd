/* When and where something was said is no part of what was said: "said | Monday | the road was closed", "said in a letter to | the mayor | it
 * was late". A rule takes what stands behind a cue for its content; here it is told whether that begins with such a thing, behind which the
 * clause itself begins. Other rules take what is behind it. */
#include "quotes/quotes.h"

enum { SMALL = 2, PHRASE = 6, FAR = 24 };

/* clang-format off */
#define BEFORE_DAYS(X) X(DET) X(ART) X(DEM) X(POSS) X(NUM) X(NUMBER) X(ORD) X(ADJ) X(ADV) X(ADV_CLOSED)
#define DAYS(X) X(TIME) X(WEEKDAY)
#define NOUNS(X) X(NOUN) X(NOUN_PL) X(ROLE) X(ROLE_PL) X(COLLECTIVE) X(ORG_NOUN) X(DOC_NOUN) X(NAME) X(CAP) X(NUM) X(NUMBER) X(TIME) X(WEEKDAY)
#define WITHIN(X) X(ADJ) X(POSSESSIVE) X(HYPHEN) X(AMP) X(ORG_SUFFIX)
#define SUBJECTS(X) X(PRON_SUBJ) X(ART) X(DEM) X(POSS) X(NAME) X(PRON_OTHER) X(SUB)
#define AFTER_DAYS(X) X(PRON_SUBJ) X(DET) X(ART) X(DEM) X(POSS) X(NUM) X(NUMBER) X(ORD) X(NAME) X(NOUN_PL) X(PRON_OTHER) X(VERB_ING) X(SUB) X(QUOTE)
#define FINITE(X) X(BE) X(HAVE) X(MODAL) X(DO) X(VERB_ED) X(VERB_S)
#define MARKS(X) X(COMMA) X(COLON)
/* clang-format on */

static struct asc_classes classes_at(const struct asc_quoting *q, uint32_t unit)
{
    return unit < q->frame.count ? asc_classes_of(q->known, q->frame.set[unit]) : (struct asc_classes){{0, 0}};
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
        if (!asc_classes_meet(set, small)) {
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

/* "last week, | “The road is closed”", "the council: | “…”": does a quotation stand behind a mark before anything happens? */
static bool leads_to_quotation(const struct asc_quoting *q, struct asc_span content)
{
    static const struct asc_classes finite = ASC_CLASSES_OF(FINITE), marks = ASC_CLASSES_OF(MARKS);
    for (uint32_t u = content.begin; u + 1 < content.end && u < content.begin + FAR; u++) {
        struct asc_classes set = classes_at(q, u);
        if (u == content.begin && asc_classes_meet(set, marks)) {
            return false;
        }
        if (q->frame.unit[u] == ASC_UNIT_QUOTATION || (asc_classes_meet(set, finite) && !asc_classes_has(set, ASC_CLASS_POSSESSIVE))) {
            return false;
        }
        if (asc_classes_meet(set, marks)) {
            return q->frame.unit[u + 1] == ASC_UNIT_QUOTATION;
        }
    }
    return false;
}

bool asc_quotes_begins_with_setting(const struct asc_quoting *q, const struct asc_match *match)
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
    if (phrase || (!participle && leads_to_quotation(q, content))) {
        return true;
    }
    if (content.begin > cue.end) {
        return false;
    }
    if (asc_classes_has(first, ASC_CLASS_PREP) && asc_classes_has(first, ASC_CLASS_SUB)) {
        uint32_t behind = behind_phrase(q, content.begin + 1);
        return behind && behind < content.end;
    }
    uint32_t behind = behind_day(q, content.begin);
    return behind > content.begin && behind < content.end && (begins_clause(q, behind) || asc_classes_meet(classes_at(q, behind), after));
}
