/* Sources that are no names and no pronouns: "the minister", "its spokesman", "a baker", "the report". */
#include "resolve/speaking.h"

#include <string.h>

#include "document/fold.h"

/* How far back one looks: mentions of persons for a role, tokens for a document, for somebody who was just brought in. */
enum { ROLE_WALK = 128, DOCUMENT_WALK = 400, BARE = 5, PHRASE_WORDS = 5, NEAR_WALK = 100 };

static bool is(const struct asc_resolving *r, uint32_t t, unsigned class)
{
    return asc_token_has(r, t, class);
}

/* "the", not "a": the article that says that somebody is known. */
static bool is_definite(const struct asc_resolving *r, uint32_t t)
{
    return is(r, t, ASC_CLASS_ART) && r->doc->token[t].end - r->doc->token[t].begin == 3;
}

struct asc_description asc_speaking_describe(const struct asc_resolving *r, uint32_t head)
{
    bool document = is(r, head, ASC_CLASS_DOC_NOUN) || is(r, head, ASC_CLASS_DOC_NOUN_PL);
    bool plural = is(r, head, ASC_CLASS_ROLE_PL) || is(r, head, ASC_CLASS_COLLECTIVE) || is(r, head, ASC_CLASS_PERSON_NOUN_PL) ||
                  is(r, head, ASC_CLASS_ORG_NOUN_PL) || is(r, head, ASC_CLASS_GROUP_NOUN_PL) || is(r, head, ASC_CLASS_PRON_OTHER);
    bool person = is(r, head, ASC_CLASS_ROLE) || is(r, head, ASC_CLASS_PERSON_NOUN) || is(r, head, ASC_CLASS_KIN);
    bool organization = is(r, head, ASC_CLASS_ORG_NOUN) || is(r, head, ASC_CLASS_ORG_NOUN_PL) || is(r, head, ASC_CLASS_GROUP_NOUN) ||
                        is(r, head, ASC_CLASS_GROUP_NOUN_PL);
    if (organization && !person) {
        return (struct asc_description){ASC_ORGANIZATION, ASC_RESOLUTION_COLLECTIVE, plural, false};
    }
    if (person && !plural) {
        return (struct asc_description){ASC_PERSON, ASC_RESOLUTION_ANONYMOUS, false, false};
    }
    if (plural) {
        return (struct asc_description){ASC_PERSON, ASC_RESOLUTION_COLLECTIVE, true, false};
    }
    if (document) {
        return (struct asc_description){ASC_ORGANIZATION, ASC_RESOLUTION_DOCUMENT, false, false};
    }
    return (struct asc_description){ASC_PERSON, ASC_RESOLUTION_ANONYMOUS, is(r, head, ASC_CLASS_NOUN_PL), true};
}

/* --- words of a description ------------------------------------------------------------------------------------------- */

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
static bool has_content(const struct asc_resolving *r, uint32_t t)
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

/* Does what is known of a person go with the whole description? Nouns and names in it must be known, adjectives may be new. */
static bool fits(const struct asc_resolving *r, const struct asc_entity *entity, const struct asc_said_by *source)
{
    const struct asc_document *doc = r->doc;
    if (!known_by(r, entity, doc->token[source->head].key)) {
        return false;
    }
    for (uint32_t t = source->begin; t < source->end; t++) {
        bool telling = is(r, t, ASC_CLASS_NOUN) || is(r, t, ASC_CLASS_ROLE) || (doc->token[t].shape & ASC_SHAPE_CAPITAL);
        if (t != source->head && has_content(r, t) && telling && !known_by(r, entity, doc->token[t].key) &&
            !holds_word(doc, entity->name, doc->token[t].key)) {
            return false;
        }
    }
    return true;
}

/* --- whom a description means ------------------------------------------------------------------------------------------ */

/* Is the question new to an entity that a mention names? The answer is the same for all its mentions. */
static bool is_news(const struct asc_speaking *s, const struct asc_mention *mention, unsigned type)
{
    if (mention->type != type || mention->entity == ASC_NONE || s->r->person[mention->entity].asked == s->questions) {
        return false;
    }
    s->r->person[mention->entity].asked = s->questions;
    return true;
}

/* "the minister": the latest person whose role goes with it. */
uint32_t asc_speaking_by_role(struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = asc_speaking_mention_from(s, source->begin);
    s->questions++;
    for (uint32_t walked = 0; m-- > 0 && walked < ROLE_WALK;) {
        const struct asc_mention *mention = doc->mention + m;
        walked += mention->type == ASC_PERSON && mention->entity != ASC_NONE;
        if (is_news(s, mention, ASC_PERSON) && fits(s->r, doc->entity + mention->entity, source)) {
            return mention->entity;
        }
    }
    return ASC_NONE;
}

/* Somebody who is described before being named, in the headline or where the article opens: the first person named later whose role
 * goes with it. Whoever is new ("a spokesman") must be described with two words at least. */
static uint32_t by_later_role(struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    unsigned words = 0;
    for (uint32_t t = source->begin; t < source->end; t++) {
        words += has_content(s->r, t);
    }
    bool headline = doc->block[asc_block_at(doc, doc->token[source->begin].begin)].type == ASC_BLOCK_TITLE;
    if (source->begin >= s->lede || (words < 2 && !headline)) {
        return ASC_NONE;
    }
    uint32_t m = asc_speaking_mention_from(s, source->end);
    s->questions++;
    for (uint32_t walked = 0; m < s->name_mentions && walked < ROLE_WALK; m++, walked++) {
        const struct asc_mention *mention = doc->mention + m;
        if (is_news(s, mention, ASC_PERSON) && fits(s->r, doc->entity + mention->entity, source)) {
            return mention->entity;
        }
    }
    return ASC_NONE;
}

/* Do all words of the source stand in the description, with the same head? "the official" after "a senior army official". */
static bool shortens(const struct asc_resolving *r, const struct asc_entity *entity, const struct asc_said_by *source)
{
    const struct asc_document *doc = r->doc;
    if (!holds_word(doc, entity->name, doc->token[source->head].key)) {
        return false;
    }
    for (uint32_t t = source->begin; t < source->end; t++) {
        if (has_content(r, t) && !holds_word(doc, entity->name, doc->token[t].key)) {
            return false;
        }
    }
    return true;
}

/* Somebody without a name who was described with these words, or more, before: the latest. */
static uint32_t described_before(const struct asc_speaking *s, const struct asc_said_by *source)
{
    unsigned ring = s->describeds < ASC_DESCRIBED ? s->describeds : ASC_DESCRIBED;
    for (unsigned i = 0; i < ring; i++) {
        uint32_t entity = s->described[(s->describeds - 1 - i) % ASC_DESCRIBED];
        if (shortens(s->r, s->r->doc->entity + entity, source)) {
            return entity;
        }
    }
    return ASC_NONE;
}

/* "the committee" after "the Select Committee on Roads": the latest organization with the word in its name. */
static uint32_t by_name_word(struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = asc_speaking_mention_from(s, source->begin);
    s->questions++;
    for (uint32_t walked = 0; m-- > 0 && walked < ROLE_WALK; walked++) {
        const struct asc_mention *mention = doc->mention + m;
        if (is_news(s, mention, ASC_ORGANIZATION) && shortens(s->r, doc->entity + mention->entity, source)) {
            return mention->entity;
        }
    }
    return ASC_NONE;
}

/* A person or an organization that is named from token `from` on, before `end`; with `end` == from + 1 exactly there. */
static uint32_t issuer_at(const struct asc_speaking *s, uint32_t from, uint32_t end)
{
    const struct asc_document *doc = s->r->doc;
    for (uint32_t m = asc_speaking_mention_from(s, from); m < s->name_mentions && doc->mention[m].token < end; m++) {
        if ((doc->mention[m].type == ASC_PERSON || doc->mention[m].type == ASC_ORGANIZATION) && doc->mention[m].entity != ASC_NONE) {
            return doc->mention[m].entity;
        }
    }
    return ASC_NONE;
}

/* Who issued the document whose noun stands at `noun`: "Diaz's report", "a Road Agency report", "a report by Diaz". */
static uint32_t issuer_beside(const struct asc_speaking *s, uint32_t noun)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = asc_speaking_mention_from(s, noun);
    const struct asc_mention *before = m > 0 ? doc->mention + m - 1 : NULL;
    bool owns = before && is(s->r, before->token_end, ASC_CLASS_POSSESSIVE) && before->token_end + 4 > noun;
    if (before && before->type != ASC_PLACE && (owns || (before->token_end == noun && before->type == ASC_ORGANIZATION))) {
        return before->entity;
    }
    if (is(s->r, noun + 1, ASC_CLASS_BY)) {
        uint32_t name = noun + 2 + is(s->r, noun + 2, ASC_CLASS_ART);
        return issuer_at(s, name, name + 2);
    }
    return ASC_NONE;
}

/* Whoever acts nearest before the noun in its sentence: "The Road Agency published a report", "… said in a statement". */
static uint32_t issuer_acting(const struct asc_speaking *s, uint32_t noun)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t sentence = asc_sentence_at(doc, doc->token[noun].begin), m = asc_speaking_mention_from(s, noun);
    for (; m > 0 && doc->mention[m - 1].sentence == sentence && noun - doc->mention[m - 1].token < DOCUMENT_WALK; m--) {
        const struct asc_mention *before = doc->mention + m - 1;
        bool acts = is(s->r, before->token_end, ASC_CLASS_VERB_ED) || is(s->r, before->token_end, ASC_CLASS_VERB_S) ||
                    is(s->r, before->token_end, ASC_CLASS_HAVE);
        if (acts && (before->type == ASC_PERSON || before->type == ASC_ORGANIZATION)) {
            return before->entity;
        }
    }
    bool said = s->last != ASC_NONE && sentence != ASC_NONE && asc_sentence_at(doc, doc->attribution[s->last].cue.begin) == sentence;
    return said ? doc->attribution[s->last].speaker : ASC_NONE;
}

/* The one who said the last thing, when that was just before: a statement or a letter may be that person's. */
static uint32_t last_speaker_near(const struct asc_speaking *s, uint32_t noun)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t sentence = asc_sentence_at(doc, doc->token[noun].begin);
    bool personal = is(s->r, noun, ASC_CLASS_SAY_NOUN) && !is(s->r, noun, ASC_CLASS_WORK_HEAD);
    if (!personal || s->last == ASC_NONE || doc->attribution[s->last].resolution == ASC_RESOLUTION_DOCUMENT || sentence == ASC_NONE ||
        s->outer[doc->attribution[s->last].sentence] + 2 < s->outer[sentence]) {
        return ASC_NONE;
    }
    return doc->attribution[s->last].speaker;
}

/* Who issued "the report": the text says it where the report was spoken of before. */
static uint32_t issuer_before(const struct asc_speaking *s, uint32_t noun)
{
    const struct asc_document *doc = s->r->doc;
    for (uint32_t t = noun; t-- > 0 && noun - t < DOCUMENT_WALK;) {
        if (doc->token[t].key == doc->token[noun].key) {
            uint32_t issuer = issuer_beside(s, t);
            issuer = issuer != ASC_NONE ? issuer : issuer_acting(s, t);
            return issuer != ASC_NONE ? issuer : last_speaker_near(s, noun);
        }
    }
    return last_speaker_near(s, noun);
}

/* The organization that stands in the description: "a State Department spokesman" belongs to it. */
static uint32_t affiliation_in(const struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    for (uint32_t m = asc_speaking_mention_from(s, source->begin); m < s->name_mentions && doc->mention[m].token < source->end; m++) {
        if (doc->mention[m].type == ASC_ORGANIZATION) {
            return doc->mention[m].entity;
        }
    }
    return ASC_NONE;
}

uint32_t asc_speaking_unnamed(struct asc_speaking *s, struct asc_span tokens, struct asc_description what)
{
    struct asc_resolving *r = s->r;
    uint32_t mention = asc_resolve_mention(r, tokens.begin, tokens.end, what.type, ASC_LEVEL_NOMINAL, ASC_NONE);
    uint32_t entity = mention == ASC_NONE ? ASC_NONE : asc_resolve_entity(r, mention);
    if (entity != ASC_NONE) {
        r->doc->entity[entity].plural = what.plural;
        r->doc->entity[entity].anonymous = true;
        s->described[s->describeds++ % ASC_DESCRIBED] = entity;
    }
    return entity;
}

/* Somebody of his own, who has no name. */
static void new_speaker(struct asc_speaking *s, struct asc_attribution *a, const struct asc_said_by *source, struct asc_description what)
{
    uint32_t entity = asc_speaking_unnamed(s, (struct asc_span){source->begin, source->end}, what);
    if (entity != ASC_NONE) {
        s->r->doc->entity[entity].gender = asc_speaking_gender(s->r, source->head);
        s->r->doc->entity[entity].affiliation = affiliation_in(s, source);
    }
    asc_speaking_set(a, entity, what.resolution, 60);
}

/* "the 34-year-old" */
static bool is_aged(const struct asc_resolving *r, const struct asc_said_by *source)
{
    return source->head >= source->begin + 4 && is(r, source->head, ASC_CLASS_ADJ) && is(r, source->head - 1, ASC_CLASS_HYPHEN) &&
           is(r, source->head - 4, ASC_CLASS_NUMBER);
}

/* "the mayor of Ely", "the league's officer": says itself who is meant. */
static bool is_specified(const struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_resolving *r = s->r;
    if (issuer_at(s, source->begin, source->head) != ASC_NONE) {
        return true; /* "the Road Agency employee" */
    }
    for (uint32_t t = source->begin; t < source->head; t++) {
        if (asc_speaking_owns(r, t)) {
            return true;
        }
    }
    uint32_t behind = source->head + 2 + is(r, source->head + 2, ASC_CLASS_ART);
    return is(r, source->head + 1, ASC_CLASS_OF) && behind < source->end && (r->doc->token[behind].shape & ASC_SHAPE_CAPITAL);
}

/* "the lawmaker" just after "one member of parliament said": somebody without a name who spoke last goes by another noun. */
static uint32_t unnamed_just_before(const struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    const struct asc_attribution *last = s->last == ASC_NONE ? NULL : doc->attribution + s->last;
    uint32_t sentence = asc_sentence_at(doc, doc->token[source->begin].begin);
    if (!last || last->resolution != ASC_RESOLUTION_ANONYMOUS || last->source.end <= last->source.begin || sentence == ASC_NONE ||
        s->outer[last->sentence] + 1 < s->outer[sentence] || is_definite(s->r, last->source_token)) {
        return ASC_NONE;
    }
    const struct asc_entity *entity = doc->entity + last->speaker;
    char gender = asc_speaking_gender(s->r, source->head);
    bool same = !gender || !entity->gender || gender == entity->gender;
    return same && entity->anonymous && !entity->plural && entity->type == ASC_PERSON ? last->speaker : ASC_NONE;
}

/* Somebody without a name who was made of these very words for another quote. */
static uint32_t same_words(const struct asc_speaking *s, const struct asc_said_by *source)
{
    unsigned ring = s->describeds < ASC_DESCRIBED ? s->describeds : ASC_DESCRIBED;
    for (unsigned i = 0; i < ring; i++) {
        uint32_t entity = s->described[(s->describeds - 1 - i) % ASC_DESCRIBED];
        if (s->r->doc->mention[s->r->doc->entity[entity].mention].token == source->begin) {
            return entity;
        }
    }
    return ASC_NONE;
}

/* Where the noun phrase of the noun `t` begins, with its article; `t` itself when it has none. */
static uint32_t begin_of_phrase(const struct asc_resolving *r, uint32_t t)
{
    uint32_t begin = t;
    while (begin > 0 && t - begin < PHRASE_WORDS && !is(r, begin, ASC_CLASS_ART) &&
           (is(r, begin - 1, ASC_CLASS_ADJ) || is(r, begin - 1, ASC_CLASS_NOUN) || is(r, begin - 1, ASC_CLASS_CAP) ||
            is(r, begin - 1, ASC_CLASS_HYPHEN) || is(r, begin - 1, ASC_CLASS_ART))) {
        begin--;
    }
    return is(r, begin, ASC_CLASS_ART) ? begin : t;
}

/* The name beside a noun phrase that says what it names: "Ana Diaz, a baker", "a baker, Ana Diaz". */
static uint32_t named_beside(const struct asc_speaking *s, struct asc_span phrase, unsigned type)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = asc_speaking_name_before(s, phrase.begin), next = asc_speaking_mention_from(s, phrase.end);
    uint32_t behind = phrase.end + is(s->r, phrase.end, ASC_CLASS_COMMA);
    if (m != ASC_NONE && doc->mention[m].type == type) {
        return doc->mention[m].entity;
    }
    return next < s->name_mentions && doc->mention[next].token == behind && doc->mention[next].type == type ? doc->mention[next].entity : ASC_NONE;
}

/* "the commission" after "a city commission": the one that an indefinite article brought in, if it stands near. */
static uint32_t brought_in(struct asc_speaking *s, const struct asc_said_by *source, struct asc_description what)
{
    const struct asc_resolving *r = s->r;
    const struct asc_token *token = r->doc->token;
    for (uint32_t t = source->begin; t-- > 1 && source->begin - t < NEAR_WALK;) {
        if (token[t].key != token[source->head].key) {
            continue;
        }
        struct asc_span phrase = {begin_of_phrase(r, t), t + 1};
        bool is_a = phrase.begin > 0 && is(r, phrase.begin - 1, ASC_CLASS_BE); /* "The board is a commission" */
        bool indefinite = phrase.begin < t && !is_definite(r, phrase.begin) && !is_a;
        if (!indefinite || is(r, t + 1, ASC_CLASS_NOUN) || is(r, t + 1, ASC_CLASS_HYPHEN) || is(r, t + 2, ASC_CLASS_HYPHEN) ||
            is(r, t + 1, ASC_CLASS_POSSESSIVE) || asc_speaking_quoted(s, t) != asc_speaking_quoted(s, source->begin)) {
            return ASC_NONE;
        }
        uint32_t named = named_beside(s, phrase, what.type);
        struct asc_said_by first = {phrase.begin, phrase.end, t, ASC_NONE};
        uint32_t made = named != ASC_NONE ? named : same_words(s, &first);
        return made != ASC_NONE ? made : asc_speaking_unnamed(s, phrase, what);
    }
    return ASC_NONE;
}

static bool is_one_person(struct asc_description what)
{
    return what.type == ASC_PERSON && !what.plural && !what.abstract;
}

/* Whom a description means that says that somebody is known: the entity and how it was found, ASC_NONE when nobody. */
static uint32_t known_speaker(struct asc_speaking *s, const struct asc_attribution *a, const struct asc_said_by *source, struct asc_description what,
                              unsigned *resolution, int32_t *sum)
{
    bool bare = source->end - source->begin <= BARE, ambiguous = false;
    uint32_t entity = ASC_NONE;
    *resolution = ASC_RESOLUTION_ROLE;
    *sum = 80;
    if (what.resolution == ASC_RESOLUTION_DOCUMENT) {
        *resolution = ASC_RESOLUTION_DOCUMENT;
        return issuer_before(s, source->head);
    }
    if (bare && is(s->r, source->head, ASC_CLASS_ORG_NOUN)) {
        entity = by_name_word(s, source); /* an authority may be a body or a person */
    }
    if (entity == ASC_NONE && is_one_person(what)) {
        entity = asc_speaking_by_role(s, source);
    }
    if (entity == ASC_NONE) {
        entity = described_before(s, source);
    }
    if (entity == ASC_NONE && source->end == source->begin + 2 && !what.plural && !what.abstract && is_definite(s->r, source->begin)) {
        entity = brought_in(s, source, what);
    }
    if (entity == ASC_NONE && !what.plural && is_definite(s->r, source->begin) && (!what.abstract || is_aged(s->r, source))) {
        enum asc_referring referring = what.type == ASC_PERSON ? ASC_PERSON_NOUN : ASC_BODY_NOUN;
        struct asc_span words = {source->begin, source->head + 1};
        /* "the company", "the Ely-based company" */
        bool based = source->end == source->head + 1 && source->head >= source->begin + 4 && is(s->r, source->head - 2, ASC_CLASS_HYPHEN);
        if (referring == ASC_PERSON_NOUN ? !is_specified(s, source) : source->end == source->begin + 2 || based) {
            entity = asc_speaking_antecedent(s, a, words, referring, asc_speaking_gender(s->r, source->head), sum, &ambiguous);
        }
    }
    if (entity == ASC_NONE && !ambiguous && is_one_person(what) && is_definite(s->r, source->begin) && !is_specified(s, source)) {
        entity = unnamed_just_before(s, source);
    }
    *resolution = ambiguous ? ASC_RESOLUTION_AMBIGUOUS : *resolution;
    return entity;
}

/* A thing ("the visit", "in particular") speaks for nobody; a name, a number of people or a word that no table has may. */
static bool may_speak(const struct asc_resolving *r, const struct asc_said_by *source)
{
    for (uint32_t t = source->begin; t < source->end; t++) {
        if ((r->doc->token[t].shape & ASC_SHAPE_CAPITAL) && !is(r, t, ASC_CLASS_DET) && !is(r, t, ASC_CLASS_POSS)) {
            return true;
        }
    }
    return !is(r, source->head, ASC_CLASS_COMMON) || is(r, source->head, ASC_CLASS_UNIT) || is(r, source->head, ASC_CLASS_NUM) ||
           (r->doc->token[source->head].shape & ASC_SHAPE_DIGIT);
}

/* "a diplomat", "another one", "some officials": somebody of whom nothing was said yet. */
static bool brings_in(const struct asc_resolving *r, uint32_t t)
{
    return is(r, t, ASC_CLASS_ART) || is(r, t, ASC_CLASS_DET) || is(r, t, ASC_CLASS_NUM);
}

void asc_speaking_description(struct asc_speaking *s, struct asc_attribution *a, const struct asc_said_by *source)
{
    struct asc_resolving *r = s->r;
    uint32_t made = same_words(s, source);
    if (made != ASC_NONE) {
        asc_speaking_set(a, made, asc_speaking_describe(r, source->head).resolution, 60);
        return;
    }
    struct asc_description what = asc_speaking_describe(r, source->head);
    struct asc_span words = {source->begin, source->end};
    if (what.resolution == ASC_RESOLUTION_DOCUMENT) {
        uint32_t issuer = issuer_beside(s, source->head);
        if (issuer != ASC_NONE) {
            asc_speaking_refer(s, a, words, ASC_LEVEL_NOMINAL, issuer, ASC_RESOLUTION_DOCUMENT, 80);
            return;
        }
    }
    if (is_definite(r, source->begin) || is(r, source->begin, ASC_CLASS_POSS) || is(r, source->begin, ASC_CLASS_DEM)) {
        unsigned resolution;
        int32_t sum;
        uint32_t known = known_speaker(s, a, source, what, &resolution, &sum);
        if (known != ASC_NONE) {
            bool unnamed = resolution == ASC_RESOLUTION_ROLE && r->doc->entity[known].level != ASC_LEVEL_NAME;
            asc_speaking_refer(s, a, words, ASC_LEVEL_NOMINAL, known, unnamed ? what.resolution : resolution, sum);
            return;
        }
        if (resolution == ASC_RESOLUTION_AMBIGUOUS) {
            asc_speaking_set(a, ASC_NONE, ASC_RESOLUTION_AMBIGUOUS, 0);
            return;
        }
    } else if (!brings_in(r, source->begin)) {
        uint32_t same = described_before(s, source);
        if (same != ASC_NONE) {
            asc_speaking_refer(s, a, words, ASC_LEVEL_NOMINAL, same, what.resolution, 60);
            return;
        }
    }
    uint32_t later = is_one_person(what) ? by_later_role(s, source) : ASC_NONE;
    if (later != ASC_NONE) {
        asc_speaking_refer(s, a, words, ASC_LEVEL_NOMINAL, later, ASC_RESOLUTION_ROLE, 60);
    } else if (what.abstract && !what.plural && !may_speak(r, source)) {
        asc_speaking_set(a, ASC_NONE, ASC_RESOLUTION_NO_ANTECEDENT, 0);
    } else {
        new_speaker(s, a, source, what);
    }
}
