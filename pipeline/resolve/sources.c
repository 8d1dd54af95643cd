/* The words of a source → what it is: the word at its head, the name that it ends with, the one that it stands in apposition to. */
#include "resolve/speaking.h"

/* A role before a name in apposition has so many words; a noun phrase before a relative pronoun or a comma is looked back for so far,
 * a name behind a clause forward. */
enum { ROLE_WORDS = 5, PHRASE_WORDS = 5, PHRASE_WALK = 16, APPOSED_WALK = 24 };

static bool is(const struct asc_resolving *r, uint32_t t, unsigned class)
{
    return asc_token_has(r, t, class);
}

uint32_t asc_speaking_phrase_of(const struct asc_resolving *r, uint32_t noun)
{
    uint32_t begin = noun;
    while (begin > 0 && noun - begin < PHRASE_WORDS && !is(r, begin, ASC_CLASS_ART) && !is(r, begin, ASC_CLASS_POSS) &&
           (is(r, begin - 1, ASC_CLASS_ADJ) || is(r, begin - 1, ASC_CLASS_NOUN) || is(r, begin - 1, ASC_CLASS_CAP) ||
            is(r, begin - 1, ASC_CLASS_HYPHEN) || is(r, begin - 1, ASC_CLASS_ART) || is(r, begin - 1, ASC_CLASS_POSS))) {
        begin--;
    }
    return is(r, begin, ASC_CLASS_ART) || is(r, begin, ASC_CLASS_POSS) ? begin : noun;
}

uint32_t asc_speaking_phrase_before(const struct asc_resolving *r, uint32_t end)
{
    uint32_t t = end;
    while (t > 0 && end - t < PHRASE_WALK && !(r->doc->token[t].shape & (ASC_SHAPE_HARD | ASC_SHAPE_STARTS))) {
        uint32_t before = t - 1;
        bool verb = is(r, before, ASC_CLASS_BE) || is(r, before, ASC_CLASS_HAVE) || is(r, before, ASC_CLASS_MODAL) ||
                    ((is(r, before, ASC_CLASS_VERB_ED) || is(r, before, ASC_CLASS_VERB_S)) && !is(r, before, ASC_CLASS_NOUN) &&
                     !is(r, before, ASC_CLASS_NOUN_PL) && !is(r, before, ASC_CLASS_ADJ));
        if (verb || is(r, before, ASC_CLASS_MARK) || is(r, before, ASC_CLASS_SUB) || is(r, before, ASC_CLASS_SEMICOLON)) {
            break;
        }
        t = before;
    }
    return t;
}

static bool ends_head(const struct asc_resolving *r, uint32_t t)
{
    return is(r, t, ASC_CLASS_COMMA) || is(r, t, ASC_CLASS_WHO) || is(r, t, ASC_CLASS_WHICH) || is(r, t, ASC_CLASS_DASH) ||
           is(r, t, ASC_CLASS_LPAREN) || is(r, t, ASC_CLASS_OF) || is(r, t, ASC_CLASS_FOR) ||
           (is(r, t, ASC_CLASS_PREP) && !is(r, t, ASC_CLASS_ADJ)) ||
           (is(r, t, ASC_CLASS_AND) && !is(r, t, ASC_CLASS_MARK)); /* not the apostrophe of "Reyes' lawyer" */
}

/* The name that a part of the source ends with, or ASC_NONE. */
uint32_t asc_speaking_name_at_end(const struct asc_speaking *s, uint32_t begin, uint32_t end)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t found = ASC_NONE;
    for (uint32_t m = asc_speaking_mention_from(s, begin); m < s->name_mentions && doc->mention[m].token < end; m++) {
        if (doc->mention[m].token_end <= end && !asc_speaking_possessive(s->r, doc->mention + m)) {
            found = m;
        }
    }
    if (found == ASC_NONE) {
        return ASC_NONE;
    }
    const struct asc_mention *m = doc->mention + found;
    bool described = !asc_speaking_describe(s->r, end - 1).abstract; /* "Diaz supporters" */
    return m->token_end == end || (m->type == ASC_PERSON && !described) ? found : ASC_NONE;
}

bool asc_speaking_names_other(const struct asc_resolving *r, uint32_t begin, uint32_t head_end, uint32_t comma)
{
    uint32_t noun = comma - 1, phrase = asc_speaking_phrase_of(r, noun);
    struct asc_description what = asc_speaking_describe(r, noun);
    bool person = what.type == ASC_PERSON && !what.plural && !what.abstract && !is(r, noun, ASC_CLASS_ORG_NOUN);
    bool indefinite = is(r, begin, ASC_CLASS_ART) && r->doc->token[begin].end - r->doc->token[begin].begin < 3;
    return noun >= head_end && phrase > begin && phrase < noun && person && indefinite;
}

/* A person named in apposition: "the head of the road agency, Ana Diaz". */
static uint32_t person_behind(const struct asc_speaking *s, uint32_t begin, uint32_t head_end, uint32_t end)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t comma = head_end;
    while (comma < end && !is(s->r, comma, ASC_CLASS_COMMA)) {
        comma++;
    }
    if (!is(s->r, comma, ASC_CLASS_COMMA)) {
        return ASC_NONE;
    }
    if (asc_speaking_names_other(s->r, begin, head_end, comma)) {
        return ASC_NONE;
    }
    uint32_t m = asc_speaking_mention_from(s, comma);
    bool directly = m < s->name_mentions && doc->mention[m].token <= comma + ROLE_WORDS && doc->mention[m].type == ASC_PERSON;
    for (uint32_t t = comma + 1; directly && t < doc->mention[m].token; t++) {
        directly = !is(s->r, t, ASC_CLASS_COMMA) && !is(s->r, t, ASC_CLASS_WHO) && !is(s->r, t, ASC_CLASS_OF) && !is(s->r, t, ASC_CLASS_PREP);
    }
    bool ends = directly && (doc->mention[m].token_end <= end || is(s->r, doc->mention[m].token_end, ASC_CLASS_COMMA));
    return ends && !asc_speaking_possessive(s->r, doc->mention + m) ? m : ASC_NONE;
}

/* A body named in apposition, within the source or right behind it: "the regulator, | the Quito Road Council |, said". */
static uint32_t body_behind(const struct asc_speaking *s, uint32_t head, uint32_t comma)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t name = comma + 1 + is(s->r, comma + 1, ASC_CLASS_ART), m = asc_speaking_mention_from(s, name);
    if (!is(s->r, head, ASC_CLASS_ORG_NOUN) || !is(s->r, comma, ASC_CLASS_COMMA) || m >= s->name_mentions || doc->mention[m].token != name ||
        doc->mention[m].type != ASC_ORGANIZATION || doc->mention[m].entity == ASC_NONE) {
        return ASC_NONE;
    }
    uint32_t behind = doc->mention[m].token_end;
    return is(s->r, behind, ASC_CLASS_COMMA) || is(s->r, behind, ASC_CLASS_LPAREN) ? m : ASC_NONE;
}

/* The noun that a part of the source ends with, adjectives and participles behind it aside: "sources | close to the talks", "people |
 * briefed on them". */
static uint32_t last_noun(const struct asc_resolving *r, uint32_t begin, uint32_t end)
{
    uint32_t noun = end - 1;
    bool participle = false;
    while (noun > begin && (is(r, noun, ASC_CLASS_ADJ) || is(r, noun, ASC_CLASS_ADV_CLOSED) || is(r, noun, ASC_CLASS_VERB_EN)) &&
           asc_speaking_describe(r, noun).abstract) {
        participle |= !is(r, noun, ASC_CLASS_ADJ) && !is(r, noun, ASC_CLASS_ADV_CLOSED);
        noun--;
    }
    struct asc_description what = asc_speaking_describe(r, noun); /* "a memo seen by ..." is told from what is not seen */
    return what.abstract || (participle && what.resolution == ASC_RESOLUTION_DOCUMENT && is(r, end, ASC_CLASS_BY)) ? end - 1 : noun;
}

/* Two roles of one person: "chairman | and chief executive officer Ana Diaz". */
static bool joins_roles(const struct asc_speaking *s, uint32_t t)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = asc_speaking_mention_from(s, t);
    bool person = m < s->name_mentions && doc->mention[m].type == ASC_PERSON && doc->mention[m].token <= t + 1 + ROLE_WORDS;
    return person && is(s->r, t, ASC_CLASS_AND) && is(s->r, t - 1, ASC_CLASS_ROLE) && is(s->r, doc->mention[m].token - 1, ASC_CLASS_ROLE) &&
           !is(s->r, t + 1, ASC_CLASS_DET);
}

/* "current | and former officials" */
static bool joins_adjectives(const struct asc_resolving *r, uint32_t t)
{
    return is(r, t, ASC_CLASS_AND) && !is(r, t, ASC_CLASS_MARK) && is(r, t - 1, ASC_CLASS_ADJ) && is(r, t + 1, ASC_CLASS_ADJ) &&
           asc_speaking_describe(r, t - 1).abstract;
}

/* Where the part of a source ends that holds its head: not within a name, "Ministry of Health". */
static uint32_t head_end(const struct asc_speaking *s, uint32_t begin, uint32_t source_end)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t end = begin, m = asc_speaking_mention_from(s, begin);
    while (end < source_end && (end == begin || !ends_head(s->r, end) || joins_roles(s, end) || joins_adjectives(s->r, end))) {
        bool named = m < s->name_mentions && doc->mention[m].token == end && doc->mention[m].token_end <= source_end;
        end = named ? doc->mention[m].token_end : end + 1;
        while (m < s->name_mentions && doc->mention[m].token < end) {
            m++;
        }
    }
    return end;
}

/* A person behind an office, "Secretary of State | Ana Diaz", "Minister for the Roads | Ana Diaz": between the preposition and the name
 * are capitalised words, and at least one. */
static uint32_t person_behind_office(const struct asc_speaking *s, uint32_t preposition, uint32_t source_end)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = asc_speaking_mention_from(s, preposition);
    while (m < s->name_mentions && doc->mention[m].token < source_end && doc->mention[m].type != ASC_PERSON) {
        m++;
    }
    uint32_t first = preposition + 1 + is(s->r, preposition + 1, ASC_CLASS_ART);
    bool office = (is(s->r, preposition, ASC_CLASS_OF) || is(s->r, preposition, ASC_CLASS_FOR)) && is(s->r, preposition - 1, ASC_CLASS_ROLE) &&
                  m < s->name_mentions && doc->mention[m].token > first && doc->mention[m].token_end <= source_end;
    for (uint32_t t = first; office && t < doc->mention[m].token; t++) {
        office = doc->token[t].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_UPPER);
    }
    return office && !asc_speaking_possessive(s->r, doc->mention + m) ? m : ASC_NONE;
}

/* A source of one possessive is its own head: "Clinton's | claim". */
struct asc_said_by asc_speaking_source(const struct asc_speaking *s, uint32_t begin, uint32_t source_end)
{
    struct asc_said_by source = {begin, source_end, begin, ASC_NONE};
    uint32_t end = head_end(s, begin, source_end);
    while (end > source.begin + 1 && is(s->r, end - 1, ASC_CLASS_POSSESSIVE)) {
        end--;
    }
    source.head = last_noun(s->r, begin, end);
    source.mention = asc_speaking_name_at_end(s, source.begin, end);
    if (source.mention == ASC_NONE) {
        source.mention = person_behind_office(s, end, source_end);
    }
    if (source.mention == ASC_NONE) {
        uint32_t person = person_behind(s, source.begin, end, source.end);
        bool closed = person != ASC_NONE && is(s->r, s->r->doc->mention[person].token_end, ASC_CLASS_COMMA); /* "his counterpart, Ana Diaz," */
        source.mention = closed || !asc_speaking_describe(s->r, source.head).abstract ? person : ASC_NONE;
    }
    if (source.mention == ASC_NONE) {
        source.mention = body_behind(s, source.head, end);
    }
    if (source.mention == ASC_NONE) {
        uint32_t m = asc_speaking_mention_from(s, source.begin);
        if (m < s->name_mentions && s->r->doc->mention[m].token_end == end) {
            source.mention = m;
        }
    }
    return source;
}

bool asc_speaking_adherent(const struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_mention *mention = source->mention == ASC_NONE ? NULL : s->r->doc->mention + source->mention;
    return mention && mention->type == ASC_ORGANIZATION && mention->token > source->begin && mention->token_end == source->end &&
           is(s->r, source->begin, ASC_CLASS_ART) && is(s->r, mention->token_end - 1, ASC_CLASS_ROLE) &&
           is(s->r, mention->token_end - 1, ASC_CLASS_PERSON_NOUN);
}

bool asc_speaking_acts(const struct asc_resolving *r, const struct asc_mention *m)
{
    static const unsigned verbs[] = {ASC_CLASS_WHO, ASC_CLASS_VERB_ED, ASC_CLASS_VERB_S, ASC_CLASS_BE, ASC_CLASS_HAVE, ASC_CLASS_MODAL, ASC_CLASS_DO};
    uint32_t t = m->token_end + (is(r, m->token_end, ASC_CLASS_COMMA) && is(r, m->token_end + 1, ASC_CLASS_WHO));
    bool acts = false;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs && !acts; i++) {
        acts = is(r, t, verbs[i]);
    }
    return acts;
}

/* --- apposition and pairs ------------------------------------------------------------------------------------------------ */

uint32_t asc_speaking_name_before(const struct asc_speaking *s, uint32_t begin)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = begin > 1 && is(s->r, begin - 1, ASC_CLASS_COMMA) ? asc_speaking_mention_from(s, begin) : 0;
    bool named = m > 0 && doc->mention[m - 1].token_end + 1 == begin && doc->mention[m - 1].entity != ASC_NONE;
    return named ? m - 1 : ASC_NONE;
}

static bool follows_preposition(const struct asc_resolving *r, uint32_t t)
{
    return t > 0 && (is(r, t - 1, ASC_CLASS_PREP) || is(r, t - 1, ASC_CLASS_TO) || is(r, t - 1, ASC_CLASS_OF) || is(r, t - 1, ASC_CLASS_FOR));
}

/* Is nothing between the source and the name but a comma, perhaps behind a relative clause or "of them", or a participle: "A nurse who
 * looked after her, | Ana Diaz", "one of them, | Ana Diaz", "a man named | Ana Diaz"? */
static bool leads_to_name(const struct asc_speaking *s, const struct asc_said_by *source, uint32_t name)
{
    const struct asc_resolving *r = s->r;
    uint32_t t = source->end, of = t + 2 + is(r, t + 1, ASC_CLASS_ART);
    if (is(r, t, ASC_CLASS_OF)) {
        return is(r, of, ASC_CLASS_COMMA) && of + 1 == name;
    }
    bool named = source->head + 2 == name && source->end == source->head + 1 && is(r, name - 1, ASC_CLASS_VERB_EN);
    return named || (is(r, t, ASC_CLASS_WHO) && name > t && is(r, name - 1, ASC_CLASS_COMMA));
}

/* The same for a participle within the source. */
static uint32_t named_within(const struct asc_speaking *s, const struct asc_said_by *source)
{
    uint32_t m = asc_speaking_mention_from(s, source->head);
    bool person = m < s->name_mentions && s->r->doc->mention[m].type == ASC_PERSON && s->r->doc->mention[m].token == source->head + 2 &&
                  s->r->doc->mention[m].token_end <= source->end;
    return person && is(s->r, source->head + 1, ASC_CLASS_VERB_EN) && !asc_speaking_possessive(s->r, s->r->doc->mention + m) ? m : ASC_NONE;
}

uint32_t asc_speaking_name_at_cue(const struct asc_speaking *s, const struct asc_attribution *a, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    struct asc_description what = asc_speaking_describe(s->r, source->head);
    bool one = is(s->r, source->head, ASC_CLASS_NUM) && is(s->r, source->end, ASC_CLASS_OF); /* "one of them, Ana Diaz" */
    if (a->cue.end <= a->cue.begin || (!one && (what.type != ASC_PERSON || what.plural || what.abstract))) {
        return ASC_NONE;
    }
    uint32_t within = named_within(s, source), cue = asc_token_at(doc, a->cue.begin);
    if (within != ASC_NONE) {
        return within;
    }
    for (uint32_t m = asc_speaking_mention_from(s, source->end); m < s->name_mentions; m++) {
        const struct asc_mention *name = doc->mention + m;
        uint32_t behind = name->token_end + is(s->r, name->token_end, ASC_CLASS_COMMA);
        bool ends = source->begin < cue ? behind == cue : is(s->r, name->token_end, ASC_CLASS_COMMA) || is(s->r, name->token_end, ASC_CLASS_STOP);
        if (name->token > source->end + APPOSED_WALK || (source->begin < cue && name->token > cue)) {
            break;
        }
        if (ends && name->type == ASC_PERSON && leads_to_name(s, source, name->token)) {
            return m;
        }
    }
    return ASC_NONE;
}

struct asc_said_by asc_speaking_apposed(const struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    bool aged = is(s->r, source->begin, ASC_CLASS_NUMBER) && is(s->r, source->begin + 1, ASC_CLASS_COMMA); /* "Ana Diaz, | 34, a baker |" */
    uint32_t m = aged || is(s->r, source->end, ASC_CLASS_COMMA) ? asc_speaking_name_before(s, source->begin) : ASC_NONE;
    bool named = source->mention != ASC_NONE && !is(s->r, source->begin, ASC_CLASS_ART);
    if (m == ASC_NONE || named) {
        return *source;
    }
    const struct asc_mention *before = doc->mention + m;
    struct asc_description what = asc_speaking_describe(s->r, source->head);
    if (source->mention != ASC_NONE && doc->mention[source->mention].type == ASC_ORGANIZATION) {
        what.type = ASC_ORGANIZATION; /* "Odvar First, a super PAC" */
    }
    bool preposition = follows_preposition(s->r, before->token);
    bool person = what.type == ASC_PERSON && !what.plural; /* "Odvar Pumps, a maker of pumps, said" */
    bool same = before->type == ASC_PERSON ? person : before->type == ASC_ORGANIZATION && (what.type == ASC_ORGANIZATION || person);
    if (same && !preposition) {
        return (struct asc_said_by){before->token, source->end, before->token, m};
    }
    if (before->type == ASC_PLACE && preposition) {
        uint32_t begin = asc_speaking_phrase_before(s->r, before->token - 1);
        struct asc_said_by whole = asc_speaking_source(s, begin, source->begin - 1);
        bool speaks = begin + 1 < before->token && (whole.mention != ASC_NONE || !asc_speaking_describe(s->r, whole.head).abstract);
        return speaks && (what.abstract || what.type != ASC_PERSON) ? whole : *source;
    }
    return *source;
}

uint32_t asc_speaking_behind_role(const struct asc_resolving *r, uint32_t t)
{
    uint32_t end = t + (is(r, t, ASC_CLASS_POSS) || is(r, t, ASC_CLASS_ART)), begin = end;
    bool role = false;
    while (end < begin + ROLE_WORDS && end < r->doc->tokens && !(r->doc->token[end].shape & (ASC_SHAPE_PUNCT | ASC_SHAPE_HARD))) {
        struct asc_description what = asc_speaking_describe(r, end);
        bool says = !what.abstract && what.type == ASC_PERSON;
        if (!says && !is(r, end, ASC_CLASS_ADJ) && !is(r, end, ASC_CLASS_TITLE) && !is(r, end, ASC_CLASS_NOUN) && !is(r, end, ASC_CLASS_VERB_ING)) {
            break;
        }
        role |= says;
        end++;
    }
    return role ? end : t;
}

uint32_t asc_speaking_joined(const struct asc_speaking *s, uint32_t mention)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = mention + 1, t = doc->mention[mention].token_end;
    if (m >= s->name_mentions || doc->mention[m].type != doc->mention[mention].type || !is(s->r, t, ASC_CLASS_AND) || is(s->r, t, ASC_CLASS_MARK)) {
        return ASC_NONE;
    }
    uint32_t name = doc->mention[m].token, role = asc_speaking_behind_role(s->r, t + 1); /* "her brother | Luis", "her brother |, Luis" */
    bool joined = name == t + 1 || (name == t + 2 && is(s->r, t + 1, ASC_CLASS_TITLE)) || role == name ||
                  (role > t + 1 && role + 1 == name && is(s->r, role, ASC_CLASS_COMMA));
    return joined ? m : ASC_NONE;
}

bool asc_speaking_several(const struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    if (source->mention == ASC_NONE) {
        return false;
    }
    uint32_t first = doc->mention[source->mention].token; /* "the engineers Ana Diaz and Luis Vega" */
    if (first > source->begin + 1 && asc_speaking_behind_role(s->r, source->begin) != first) {
        return false;
    }
    bool joined = false, article = first == source->begin + 1 && is(s->r, source->begin, ASC_CLASS_ART); /* "the Road and Bridge Agency" is one */
    uint32_t m = source->mention, end = doc->mention[m].token_end;
    while (m + 1 < s->name_mentions && end < source->end) {
        uint32_t t = end + is(s->r, end, ASC_CLASS_COMMA);
        bool also = is(s->r, t, ASC_CLASS_AND) && !is(s->r, t, ASC_CLASS_MARK);
        joined |= also;
        t += also;
        bool other = is(s->r, t, ASC_CLASS_ART);
        t += other || is(s->r, t, ASC_CLASS_TITLE);
        m++;
        t = t < doc->mention[m].token && asc_speaking_behind_role(s->r, t) == doc->mention[m].token ? doc->mention[m].token : t;
        if (t == end || (article && !other) || doc->mention[m].token != t || doc->mention[m].type != doc->mention[source->mention].type) {
            return false;
        }
        end = doc->mention[m].token_end;
    }
    return joined && end == source->end;
}
